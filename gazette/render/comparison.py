"""Comparisons to HTML: table, redline, side by side, summary.  The same page serves screen and print."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazette.errors import RenderError
from gazette.model.comparison import Change, Comparison, count
from gazette.render import labels, templates
from gazette.render.comparison_rows import Labels, Row, rows

COLUMNS = ("old", "new", "note")
VIEWS = ("table", "redline", "side-by-side", "summary")
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def words(language: str) -> Labels:
    """Return the words that pages of a comparison add.

    Raises:
        RenderError: There are none in this language.
    """
    return labels.load("compare", language)  # type: ignore[return-value]


def table_page(
    comparison: Comparison,
    *,
    own_templates: Path | None = None,
    language: str = "zh",
    columns: Sequence[str] = COLUMNS,
    swap: bool = False,
    fold_same: bool = True,
) -> str:
    """Return the comparison table: 原条文 | 修改后条文 | 说明, one row a pair.

    Args:
        comparison: The pairs.
        own_templates: The editor's own templates, which win over the shipped ones.
        language: Of the words the page adds: zh or en.
        columns: Which of old, new and note to show, in this order.
        swap: Whether to exchange the places of old and new.
        fold_same: Whether unchanged neighbours are one row.

    Raises:
        RenderError: A column or language is not known.
    """
    look = _look(language, own_templates)
    shown = rows(comparison, look.labels, fold_same=fold_same)
    return _page("table", comparison, look, shown, _order(columns, swap=swap))


def redline_page(
    comparison: Comparison,
    *,
    own_templates: Path | None = None,
    language: str = "zh",
    fold_same: bool = True,
) -> str:
    """Return one running text: words struck out beside those put in."""
    look = _look(language, own_templates)
    shown = rows(comparison, look.labels, fold_same=fold_same)
    return _page("redline", comparison, look, shown)


def side_by_side_page(
    comparison: Comparison,
    *,
    own_templates: Path | None = None,
    language: str = "zh",
    swap: bool = False,
    fold_same: bool = False,
) -> str:
    """Return both texts whole, one beside the other, without notes."""
    look = _look(language, own_templates)
    shown = rows(comparison, look.labels, fold_same=fold_same)
    return _page("side-by-side", comparison, look, shown, _order(("old", "new"), swap=swap))


def summary_page(
    comparison: Comparison, *, own_templates: Path | None = None, language: str = "zh"
) -> str:
    """Return the counts, and what became of each provision that changed."""
    look = _look(language, own_templates)
    shown = [row for row in rows(comparison, look.labels) if row.kind not in ("folded", "heading")]
    return _page("summary", comparison, look, shown)


def view(
    comparison: Comparison,
    name: str = "table",
    *,
    own_templates: Path | None = None,
    language: str = "zh",
    swap: bool = False,
    fold_same: bool = True,
) -> str:
    """Return the page called `name`, one of `VIEWS`.

    Raises:
        RenderError: There is no such page.
    """
    pages: Mapping[str, Callable[[], str]] = {
        "table": lambda: table_page(
            comparison,
            own_templates=own_templates,
            language=language,
            swap=swap,
            fold_same=fold_same,
        ),
        "redline": lambda: redline_page(
            comparison, own_templates=own_templates, language=language, fold_same=fold_same
        ),
        "side-by-side": lambda: side_by_side_page(
            comparison, own_templates=own_templates, language=language, swap=swap
        ),
        "summary": lambda: summary_page(
            comparison, own_templates=own_templates, language=language
        ),
    }
    if name not in pages:
        raise RenderError(f"There is no view {name!r}.", f"Choose one of {', '.join(VIEWS)}.")
    return pages[name]()


def _order(columns: Sequence[str], *, swap: bool) -> tuple[str, ...]:
    """Check the columns, and exchange old and new if asked to."""
    if not columns or set(columns) - set(COLUMNS) or len(set(columns)) < len(columns):
        raise RenderError(
            f"These are no columns: {', '.join(columns) or 'none'}.",
            f"Choose from {', '.join(COLUMNS)}, each once.",
        )
    turn = {"old": "new", "new": "old"} if swap else {}
    return tuple(turn.get(column, column) for column in columns)


@dataclass(frozen=True, slots=True)
class _Look:
    """In what language, and with whose templates, a page is made."""

    language: str
    own: Path | None
    labels: Labels


def _look(language: str, own: Path | None) -> _Look:
    return _Look(language, own, words(language))


def _page(
    name: str,
    comparison: Comparison,
    look: _Look,
    shown: Sequence[Row],
    columns: Sequence[str] = (),
) -> str:
    said = look.labels
    counts = count(comparison)
    values = {
        "language": _LANGUAGES.get(look.language, look.language),
        "name": name,
        "title": said["page"][name],
        "old": comparison.old,
        "new": comparison.new,
        "rewritten": comparison.rewritten,
        "changed": any(pair.change is not Change.SAME for pair in comparison.pairs),
        "counts": [(key, said["count"][key], number) for key, number in counts.items() if number],
        "rows": shown,
        "columns": columns,
        "t": said["page"],
    }
    return templates.fill(f"compare/{name}.html.j2", values, look.own)
