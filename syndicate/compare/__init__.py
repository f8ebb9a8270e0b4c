"""What differs? Alignment, residue, facts and overlap of articles. Groups nothing."""
