"""How is it shown? Tables in files, summaries on screen. Computes no result."""
