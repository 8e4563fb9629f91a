"""Policies as Markdown that an editor can read, correct and compare.

The format is described in docs/archive.md.  Labels, levels, addresses and headings are not
written: `load` derives them again with `gazette.structure.outline`.  So for every policy whose
blocks went through `outline`, `load(dump(policy)) == policy`.
"""

from gazette.markdown.body import dump_parts, load_parts
from gazette.markdown.frontmatter import dump_fields, load_fields
from gazette.markdown.lines import split
from gazette.model.document import Policy

__all__ = ["dump", "load", "load_summary"]


def dump(policy: Policy) -> str:
    """Write a policy as Markdown with YAML front matter.

    Raises:
        GazetteError: A text cannot be kept exactly: it has line breaks, control characters, or
            white space at an end.
    """
    return f"---\n{dump_fields(policy)}---\n{dump_parts(policy.parts)}"


def load(text: str) -> Policy:
    """Read a policy from its Markdown, also after an editor has changed it by hand.

    Raises:
        GazetteError: The file is too large, or not of the format; the message names the line.
    """
    head, body, body_line = split(text)
    return load_fields(head, load_parts(body, body_line))


def load_summary(text: str) -> Policy:
    """Read a policy's front matter alone; the policy comes without parts.

    Raises:
        GazetteError: The front matter is not of the format; the message names the line.
    """
    head, _, _ = split(text)
    return load_fields(head, ())
