"""Why two articles are together or apart, and what would have changed it."""
