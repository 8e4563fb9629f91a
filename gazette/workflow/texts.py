"""The policies of an archive by id; a text is read when it is asked for, and then kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gazette.errors import GazetteError
from gazette.markdown.body import load_parts
from gazette.markdown.lines import split
from gazette.model.document import Flag, Policy
from gazette.store import catalogue
from gazette.workflow.desk import OpenDesk

UNREADABLE = catalogue.UNREADABLE


class Texts(Mapping[str, Policy]):
    """Every policy, whole; one damaged file hides no other.

    Front matter comes from the derived index, so that only bodies are read, and only those that
    are asked for.  A policy that cannot be read has no parts and the grave flag `unreadable`.
    """

    def __init__(self, open_desk: OpenDesk) -> None:
        """Take stock of the archive as it is now."""
        archive = open_desk.archive
        self._archive = archive
        self.blobs = catalogue.blobs(archive)
        """For each id, the name of its bytes."""
        self.summaries = {each.id: each for each in catalogue.summaries(archive)}
        """Every policy without its parts."""
        self._read: dict[str, Policy] = {}

    def __getitem__(self, policy_id: str) -> Policy:
        found = self._read.get(policy_id)
        if found is None:
            found = self._read[policy_id] = self._whole(self.summaries[policy_id])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.summaries)

    def __len__(self) -> int:
        return len(self.summaries)

    def __contains__(self, policy_id: object) -> bool:
        return policy_id in self.summaries

    def is_readable(self, policy_id: str) -> bool:
        """Tell whether the text of a policy can be read."""
        return catalogue.is_readable(self[policy_id])

    def _whole(self, summary: Policy) -> Policy:
        """Return a policy with its parts, given all else that is known of it."""
        if not catalogue.is_readable(summary):
            return summary
        try:
            text = self._archive.blob(self.blobs[summary.id]).decode("utf-8")
            _, body, line = split(text)
            return replace(summary, parts=load_parts(body, line))
        except (GazetteError, UnicodeDecodeError) as error:
            where = f"policies/{summary.id}.md"
            flag = Flag(UNREADABLE, f"{where}: {error}", grave=True)
            return replace(summary, flags=(flag,))
