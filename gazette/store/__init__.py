"""Policies in git; the only room that speaks git."""
