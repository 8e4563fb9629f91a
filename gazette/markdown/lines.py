"""The file as lines: its bounds, its line ends, where the front matter stops."""

from gazette.errors import GazetteError

MAX_CHARACTERS = 8_000_000
"""No policy comes near; the largest codes of law have half a million characters."""
FENCE = "---"


def wrong(line: int, message: str, hint: str = "") -> GazetteError:
    """Make the error for something wrong in line `line`, counted from 1."""
    return GazetteError(f"Line {line}: {message}", hint or "Mend the file by hand.")


def split(text: str) -> tuple[str, list[str], int]:
    """Part a policy's file into front matter and body.

    A byte order mark and the line ends of other systems are forgiven.

    Returns:
        The front matter, the lines of the body, and the number of the body's first line.

    Raises:
        GazetteError: The file is too large, or does not begin with front matter.
    """
    if len(text) > MAX_CHARACTERS:
        raise GazetteError(
            f"The policy has {len(text)} characters; at most {MAX_CHARACTERS} are read.",
            "Is this the right file?",
        )
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].rstrip() != FENCE:
        raise wrong(1, "a policy begins with `---` and its front matter.")
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return "\n".join(lines[1:index]) + "\n", lines[index + 1 :], index + 2
    raise wrong(1, "the front matter has no end.", "Close it with a line of `---`.")
