"""The index that a reader's browser searches: two units of the text, and who has them."""
