"""From a running order to an issue: every entry with its body."""

from collections.abc import Callable

from gazette.errors import UnknownError
from gazette.model.document import Policy
from gazette.model.issue import Entry, Issue, Item, Manifest

Load = Callable[[str, str | None], Policy | None]
"""Gives the policy of an id at a revision (`None`: the newest), or `None` if it is not held."""


def assemble(manifest: Manifest, load: Load) -> Issue:
    """Fetch the body of every entry.

    Entries without a policy stay, marked as not held; a policy that is named and missing is an
    error, because the contents would promise what the issue does not carry.

    Raises:
        UnknownError: The running order names a policy or a revision that is not there.
    """
    placed = [(section.name, entry) for section in manifest.sections for entry in section.entries]
    placed += [("", entry) for entry in manifest.back]
    return Issue(
        manifest,
        tuple(
            _item(manifest, section, entry, f"i{position}", load)
            for position, (section, entry) in enumerate(placed, 1)
        ),
    )


def _item(manifest: Manifest, section: str, entry: Entry, anchor: str, load: Load) -> Item:
    policy = None
    if entry.policy is not None:
        policy = load(entry.policy, entry.revision)
        if policy is None:
            raise _missing(manifest, section, entry)
    return Item(entry, section, anchor, title_of(entry, policy), policy)


def title_of(entry: Entry, policy: Policy | None) -> str:
    """Return the title of the contents: the editor's, else the document's own."""
    if entry.title:
        return entry.title
    if policy and policy.meta.title:
        return policy.meta.title
    return entry.number or entry.policy or ""


def _missing(manifest: Manifest, section: str, entry: Entry) -> UnknownError:
    at = f" at revision {entry.revision}" if entry.revision else ""
    return UnknownError(
        f"Issue {manifest.id}, {section or 'back matter'}: {entry.policy}{at} is not in the archive.",
        "Import it, or put a title in place of the policy: it is then marked as not held.",
    )
