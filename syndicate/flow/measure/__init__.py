"""What each outlet took, kept and added: pairs compared, lost reports rebuilt, shares and the report page."""
