"""A policy's front matter: its fields in a fixed order, each with the type it must have."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gazette.markdown.inline import check_characters
from gazette.markdown.lines import wrong
from gazette.markdown.yaml import Node, Plain, emit, parse
from gazette.model.document import (
    Attachment,
    Flag,
    Kind,
    Metadata,
    Part,
    Policy,
    SourceRef,
    Subject,
)
from gazette.model.source import Span

_NULL = {"", "~", "null"}
FIRST_LINE = 2
"""The front matter begins below the first `---`."""


def dump_fields(policy: Policy) -> str:
    """Write the front matter; what is not known is left out.

    Raises:
        GazetteError: A text holds what cannot be encoded.
    """
    meta = policy.meta
    values: dict[str, Any] = {
        "id": policy.id,
        "kind": str(meta.kind),
        "number": meta.number,
        "number_printed": meta.number_printed,
        "title": meta.title,
        "title_source": meta.title_source,
        "issuers": list(meta.issuers),
        "addressees": list(meta.addressees),
        "issued": meta.issued,
        "published": meta.published,
        "gazette": meta.gazette,
        "page": meta.page,
        "attachments": [{"name": each.name, "held": each.held} for each in meta.attachments],
        "subjects": [{"name": each.name, "source": each.source} for each in meta.subjects],
        "sources": [_dump_source(each) for each in policy.sources],
        "flags": [_dump_flag(each) for each in policy.flags],
    }
    return emit(_known(values))


def _dump_source(source: SourceRef) -> dict[str, Any]:
    return {
        "name": source.name,
        "sha256": source.sha256,
        "medium": source.medium,
        "edition": source.edition,
        "span": list(source.span),
        "issue": source.issue,
        "page": source.page,
    }


def _dump_flag(flag: Flag) -> dict[str, Any]:
    return {
        "code": flag.code,
        "message": flag.message,
        "source": flag.source,
        "span": None if flag.span is None else list(flag.span),
        "grave": flag.grave or None,
        "proposal": flag.proposal,
        "evidence": list(flag.evidence),
    }


def _known(values: Mapping[str, Any]) -> dict[str, Plain]:
    """Leave out what is `None` or an empty list, at every depth; write dates as texts."""
    return {key: _plain(key, value) for key, value in values.items() if value not in (None, [])}


def _plain(key: str, value: Any) -> Plain:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return _known(value)
    if isinstance(value, list):
        return [_plain(key, each) for each in value]
    if isinstance(value, str):
        check_encodable(key, value)
    plain: Plain = value
    return plain


def check_encodable(key: str, value: str) -> None:
    """Refuse lone surrogates, which no file can hold."""
    if any("\ud800" <= char <= "\udfff" for char in value):
        check_characters(value.replace("\n", " ").replace("\r", " "), f"`{key}`")


@dataclass(frozen=True, slots=True)
class _Fields:
    """A mapping that was read; each field is asked for once, by name and type."""

    nodes: dict[str, Node]
    line: int

    @classmethod
    def of(cls, node: Node, known: tuple[str, ...]) -> "_Fields":
        """Take `node` as a mapping with no other keys than those known."""
        if not isinstance(node.value, dict):
            raise wrong(node.line, "here must stand fields, each `name: value`.")
        for key, value in node.value.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = f"Did you mean `{near[0]}`?" if near else f"Known are: {', '.join(known)}."
                raise wrong(value.line, f"there is no field `{key}`.", hint)
        return cls(node.value, node.line)

    def text(self, name: str) -> str | None:
        """Return a text, or `None`."""
        node = self.nodes.get(name)
        if node is None or (node.bare and node.value in _NULL):
            return None
        if not isinstance(node.value, str):
            raise wrong(node.line, f"`{name}` must be a text.")
        return node.value

    def required(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.text(name)
        if value is None:
            raise wrong(self.line, f"`{name}` is missing.")
        return value

    def number(self, name: str) -> int | None:
        """Return a whole number, or `None`."""
        value = self.text(name)
        if value is None:
            return None
        return _whole(value, name, self.nodes[name].line)

    def flag(self, name: str) -> bool:
        """Return a truth value; what is not given is false."""
        value = self.text(name)
        if value not in (None, "true", "false"):
            raise wrong(self.nodes[name].line, f"`{name}` must be true or false.")
        return value == "true"

    def day(self, name: str) -> date | None:
        """Return a date, or `None`."""
        value = self.text(name)
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            line = self.nodes[name].line
            raise wrong(line, f'`{name}` must be a date such as "2023-04-21".') from None

    def items(self, name: str) -> list[Node]:
        """Return the nodes of a list; one that is not given is empty."""
        node = self.nodes.get(name)
        if node is None or (node.bare and node.value in _NULL):
            return []
        if not isinstance(node.value, list):
            raise wrong(node.line, f"`{name}` must be a list, one entry a line after `- `.")
        return node.value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(_text_of(node, name) for node in self.items(name))

    def span(self, name: str) -> Span | None:
        """Return a span `[start, end]`, or `None`."""
        items = self.items(name)
        if not items:
            return None
        numbers = [_whole(_text_of(node, name), name, node.line) for node in items]
        if len(numbers) != 2:
            raise wrong(items[0].line, f"`{name}` must be two numbers: [start, end].")
        return Span(*numbers)


def _text_of(node: Node, name: str) -> str:
    if not isinstance(node.value, str):
        raise wrong(node.line, f"each entry of `{name}` must be a text.")
    return node.value


def _whole(text: str, name: str, line: int) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise wrong(line, f"`{name}` must be a whole number, not `{text[:20]}`.")
    return int(text)


_FIELDS = (
    "id", "kind", "number", "number_printed", "title", "title_source", "issuers", "addressees",
    "issued", "published", "gazette", "page", "attachments", "subjects", "sources", "flags",
)  # fmt: skip


def load_fields(text: str, parts: tuple[Part, ...]) -> Policy:
    """Read front matter and make the policy of which `parts` are the text.

    Raises:
        GazetteError: It is no YAML, or a field is unknown, missing, or of the wrong type.
    """
    fields = _Fields.of(parse(text, FIRST_LINE), _FIELDS)
    return Policy(
        id=fields.required("id"),
        meta=_load_meta(fields),
        parts=parts,
        sources=_each(fields, "sources", _load_source),
        flags=_each(fields, "flags", _load_flag),
    )


def _each(fields: _Fields, name: str, load: Callable[[Node], Any]) -> tuple[Any, ...]:
    return tuple(load(node) for node in fields.items(name))


def _load_meta(fields: _Fields) -> Metadata:
    return Metadata(
        kind=_load_kind(fields),
        number=fields.text("number"),
        number_printed=fields.text("number_printed"),
        title=fields.text("title"),
        title_source=fields.text("title_source"),
        issuers=fields.texts("issuers"),
        addressees=fields.texts("addressees"),
        issued=fields.day("issued"),
        published=fields.day("published"),
        gazette=fields.text("gazette"),
        page=fields.number("page"),
        attachments=_each(fields, "attachments", _load_attachment),
        subjects=_each(fields, "subjects", _load_subject),
    )


def _load_kind(fields: _Fields) -> Kind:
    written = fields.required("kind")
    try:
        return Kind(written)
    except ValueError:
        hint = "Use one of " + ", ".join(Kind) + "."
        raise wrong(fields.nodes["kind"].line, f"there is no kind `{written}`.", hint) from None


def _load_attachment(node: Node) -> Attachment:
    fields = _Fields.of(node, ("name", "held"))
    return Attachment(fields.required("name"), fields.flag("held"))


def _load_subject(node: Node) -> Subject:
    fields = _Fields.of(node, ("name", "source"))
    return Subject(fields.required("name"), fields.required("source"))


def _load_source(node: Node) -> SourceRef:
    fields = _Fields.of(node, ("name", "sha256", "medium", "edition", "span", "issue", "page"))
    span = fields.span("span")
    if span is None:
        raise wrong(node.line, "`span` is missing.")
    return SourceRef(
        sha256=fields.required("sha256"),
        name=fields.required("name"),
        medium=fields.required("medium"),
        edition=fields.text("edition"),
        span=span,
        issue=fields.text("issue"),
        page=fields.number("page"),
    )


def _load_flag(node: Node) -> Flag:
    fields = _Fields.of(
        node, ("code", "message", "source", "span", "grave", "proposal", "evidence")
    )
    return Flag(
        code=fields.required("code"),
        message=fields.required("message"),
        source=fields.text("source"),
        span=fields.span("span"),
        grave=fields.flag("grave"),
        proposal=fields.text("proposal"),
        evidence=fields.texts("evidence"),
    )
