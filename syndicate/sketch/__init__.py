"""Who might match? Sketches of articles, and the pairs they propose. Verifies nothing."""
