"""Policies in git: the only room with git."""

from gazette.store.archive import Archive

__all__ = ["Archive"]
