"""In what order? The steps of the rooms put together. Does none of their work."""
