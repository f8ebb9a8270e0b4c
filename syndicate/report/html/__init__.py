"""The report as a page that needs nothing but a browser: shows what it is given. Computes no result."""
