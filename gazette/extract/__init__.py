"""From bytes to lines of text, one medium per file."""
