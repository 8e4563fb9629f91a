"""Witnesses of one document (and rulings) to a collation: variants, suggestions, settled text."""
