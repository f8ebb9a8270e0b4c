"""What are its words? Pages to articles, articles to words, sentences and terms. Compares no articles."""
