"""What can go wrong that an editor can act on.

GazetteError                 one clear sentence, and a hint what to do next
├── SourceError              a file handed in cannot be read as it is
├── DeskError                the desk, its configuration or a running order is not as it must be
├── ArchiveError             the archive cannot be read or written
│   └── BusyError            another process holds the desk
├── UnknownError             a policy, variant, revision or issue that is not here
└── RenderError              a page cannot be typeset faithfully
    └── MissingError         because a library of the system is not installed

Anything else that is raised is a bug.  `cli` turns both into words and exit codes.
"""


class GazetteError(Exception):
    """An error the editor can act on.

    Args:
        message: One sentence: what is wrong, and where.
        hint: What to do next; empty where there is nothing to advise.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SourceError(GazetteError):
    """A file handed in cannot be read: missing, empty, too large, of an unknown kind, broken."""


class DeskError(GazetteError):
    """The desk, its configuration or a running order is not as it must be."""


class ArchiveError(GazetteError):
    """The archive cannot be read or written."""


class BusyError(ArchiveError):
    """Another process holds the desk and did not let go in time."""


class UnknownError(GazetteError):
    """A policy, a variant, a revision or an issue was named that is not here."""


class RenderError(GazetteError):
    """A page cannot be typeset faithfully: a font, a library or a template fails."""


class MissingError(RenderError):
    """A library of the system that typesetting stands on is not installed; the rest works."""
