"""A gazette issue: its running order, what is assembled from it, and what an audit finds."""

from gazette.issue.assembly import Load, assemble

__all__ = ["Load", "assemble"]
