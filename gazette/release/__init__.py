"""Releases: what was published, who signed it, and a log from which nothing can be taken away unseen."""
