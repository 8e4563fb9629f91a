"""Which documents a policy names, under which words, and where."""

import re
from collections.abc import Iterable, Mapping

from gazette.model.document import Metadata, PartKind, Policy
from gazette.model.event import Citation
from gazette.text.fold import fold
from gazette.validity.naming import Named, named
from gazette.validity.passages import Passage, passages

_SHORT = re.compile(
    r"[(（](?:以下)?(?:统称|简称|簡稱)(?:为|為|:|：)?\s{0,2}[“\"「《]?(?P<short>[^”\"」》()（）]{2,30})[”\"」》]?[)）]"
)


def citations(policy: Policy) -> tuple[Citation, ...]:
    """Find the documents that the text of a policy names, in order.

    The policy's own title and number are no citations.  A short name that the text introduces
    (以下简称) stands for its document wherever it is used in 《》 afterwards.

    Args:
        policy: Any document.

    Returns:
        One citation for each place; the quote is what the text says there.
    """
    own = _own(policy.meta, policy)
    short: dict[str, Named] = {}
    found: list[Citation] = []
    for passage in passages(policy):
        for each in named(passage.text):
            if _is_own(each, own, policy.meta):
                continue
            name = _short_name(passage, each)
            if name:
                short[fold(name)] = each
            found.append(_citation(passage, each, name, short))
    return tuple(found)


def backlinks(cited: Mapping[str, Iterable[Citation]]) -> dict[str, tuple[str, ...]]:
    """Return, for each id that is cited, the ids of the policies that cite it."""
    found: dict[str, dict[str, None]] = {}
    for policy_id, each in cited.items():
        for citation in each:
            if citation.id and citation.id != policy_id:
                found.setdefault(citation.id, {})[policy_id] = None
    return {target: tuple(sources) for target, sources in sorted(found.items())}


def _citation(
    passage: Passage, each: Named, name: str | None, short: Mapping[str, Named]
) -> Citation:
    meant = each
    if each.title and not each.number and not name:
        meant = short.get(fold(each.title), each)
    return Citation(
        title=meant.title,
        number=meant.number,
        quote=passage.text[each.start : each.end],
        address=passage.address,
        abbreviation=name,
        id=meant.id,
    )


def _short_name(passage: Passage, each: Named) -> str | None:
    """Return the short name introduced right after a document."""
    match = _SHORT.match(passage.text, each.end)
    return match["short"].strip() if match else None


def _own(meta: Metadata, policy: Policy) -> set[str]:
    """Return the folded titles under which the document names itself and its instrument."""
    titles = [meta.title, *(part.title for part in policy.parts)]
    inner = [each.title for title in titles if title for each in named(title)]
    parts = [
        part.title
        for part in policy.parts
        if part.kind in (PartKind.INSTRUMENT, PartKind.ATTACHMENT)
    ]
    return {fold(title) for title in (meta.title, *inner, *parts) if title}


def _is_own(each: Named, own: set[str], meta: Metadata) -> bool:
    """Tell whether a policy names itself; a namesake of another number is another document."""
    if each.number:
        return each.number == meta.number
    return each.title is not None and fold(each.title) in own
