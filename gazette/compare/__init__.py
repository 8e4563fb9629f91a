"""Two texts to a comparison: provisions matched by text and structure, not by number."""
