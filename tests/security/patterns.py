"""Every regular expression of the package, and texts made to be slow for each of them.

Patterns are found in two ways that check each other: by walking what each module holds once it is
imported, and by reading the source for calls of `re`.
"""

import ast
import dataclasses
import importlib
import pkgutil
import re
import signal
import string
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from types import FrameType, FunctionType, ModuleType
from typing import Any

import gazette
from gazette.render.collation import labels
from gazette.segment import spam

PACKAGE = Path(gazette.__file__).parent
CALLS = {"compile", "sub", "subn", "match", "search", "fullmatch", "split", "findall", "finditer"}
FOREIGN = "\x00"
"""A character no pattern of the package waits for: what a long run ends in, so that it fails."""

Pattern = re.Pattern[str] | re.Pattern[bytes]


def modules() -> Iterator[ModuleType]:
    """Import every module of the package."""
    for found in pkgutil.walk_packages([str(PACKAGE)], "gazette."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def held() -> dict[Pattern, str]:
    """Return the patterns that modules hold, however deep in their data, and where."""
    found: dict[Pattern, str] = {}
    seen: set[int] = set()
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _inside(value, seen):
                found.setdefault(pattern, f"{module.__name__}.{name}")
    return found


def _inside(value: object, seen: set[int]) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        yield value
        return
    if id(value) in seen or isinstance(value, (str, bytes, int, float, ModuleType, type(None))):
        return
    seen.add(id(value))
    for part in _parts(value):
        yield from _inside(part, seen)


def _parts(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, FunctionType) and value.__module__.startswith("gazette"):
        cells = [cell.cell_contents for cell in value.__closure__ or ()]
        return [*cells, *(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]
    if isinstance(value, type) and value.__module__.startswith("gazette"):
        return [each for name, each in vars(value).items() if not name.startswith("__")]
    return []


@dataclasses.dataclass(frozen=True)
class Written:
    """A call of `re` in the source."""

    where: str
    pattern: Pattern | None
    """None where the pattern depends on what a function is given."""


def written() -> list[Written]:
    """Return every call of `re` in the source, its pattern worked out where the module alone tells."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call))
        found += [
            Written(f"{name}:{call.lineno}", _worked_out(call, name))
            for call in calls
            if _is_re(call.func) and call.args
        ]
    return found


def _is_re(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and called.attr in CALLS
        and isinstance(called.value, ast.Name)
        and called.value.id == "re"
    )


def _worked_out(call: ast.Call, module: str) -> Pattern | None:
    names = vars(importlib.import_module(module))
    flags = call.args[1:2] if getattr(call.func, "attr", "") == "compile" else []
    flags += [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    try:
        pattern, *given = (
            eval(compile(ast.Expression(each), module, "eval"), dict(names))  # noqa: S307 - our own source
            for each in (call.args[0], *flags)
        )
    except NameError:
        return None
    return pattern if isinstance(pattern, re.Pattern) else re.compile(pattern, *given)


def every() -> dict[Pattern, str]:
    """Return every pattern of the package and where it stands."""
    found = held()
    found |= dict.fromkeys((pattern for _, pattern in labels._patterns()), labels.__name__)
    found.setdefault(spam._gambling(), spam.__name__)
    for call in written():
        if call.pattern is not None:
            found.setdefault(call.pattern, call.where)
    return found


# What is slow is found in the shape of a pattern: a text that brings the engine to a repeat, goes
# round it for long, and then fails.


def sample(tree: Any) -> str:
    """Return a short text that a part of a pattern matches, or nearly: looks around are left out."""
    return "".join(_shortest(op, value) for op, value in tree)


def _shortest(op: Any, value: Any) -> str:
    known: dict[Any, Callable[[Any], str]] = {
        _constants.LITERAL: chr,
        _constants.NOT_LITERAL: lambda code: "一" if code != ord("一") else "二",
        _constants.ANY: lambda _: "一",
        _constants.IN: _member,
        _constants.BRANCH: lambda branch: sample(branch[1][0]),
        _constants.SUBPATTERN: lambda group: sample(group[-1]),
        _constants.ATOMIC_GROUP: sample,
        _constants.MAX_REPEAT: lambda repeat: sample(repeat[2]) * min(repeat[0], 50),
        _constants.MIN_REPEAT: lambda repeat: sample(repeat[2]) * min(repeat[0], 50),
        _constants.POSSESSIVE_REPEAT: lambda repeat: sample(repeat[2]) * min(repeat[0], 50),
    }
    return known[op](value) if op in known else ""


_CATEGORIES = {
    _constants.CATEGORY_DIGIT: "1",
    _constants.CATEGORY_SPACE: " ",
    _constants.CATEGORY_WORD: "a",
}


def _member(entries: Any) -> str:
    """Return a character of a class."""
    if entries[0][0] is _constants.NEGATE:
        no = {chr(value) for op, value in entries if op is _constants.LITERAL}
        return next(char for char in "一a1 .\x01" if char not in no)
    op, value = entries[0]
    if op is _constants.RANGE:
        return chr(value[0])
    return _CATEGORIES.get(value, "a") if op is _constants.CATEGORY else chr(value)


def pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield for each repeat of a pattern what leads to it, and what goes round it once."""
    for op, value in tree:
        if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            if value[1] > 3:
                yield before, sample(value[2])
            yield from pumps(value[2], before)
        elif op is _constants.SUBPATTERN:
            yield from pumps(value[-1], before)
        elif op is _constants.BRANCH:
            for branch in value[1]:
                yield from pumps(branch, before)
        before += _shortest(op, value)


def _letters(pattern: Pattern) -> str:
    """Return the characters a pattern itself is written with."""
    text = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    plain = [char for char in text if char not in string.punctuation]
    return "".join(plain) or "a"


def _mixed(letters: str, size: int) -> str:
    """Return characters in an order that is the same each time and looks like none."""
    state, found = 1, []
    for _ in range(size):
        state = (state * 1103515245 + 12345) % 2**31
        found.append(letters[(state >> 8) % len(letters)])
    return "".join(found)


def _filled(unit: str, size: int) -> str:
    return (unit * (size // max(len(unit), 1) + 1))[:size] if unit else ""


Hostile = Callable[[Pattern, int], list[str]]

GENERATORS: dict[str, Hostile] = {
    "letters": lambda _, n: ["a" * n],
    "digits": lambda _, n: ["1" * n],
    "one Chinese character": lambda _, n: ["一" * n],
    "white space": lambda _, n: [" " * n, "\t" * n, "\n" * n],
    "opening brackets": lambda _, n: [_filled(each, n) for each in "（《〔<"],
    "clauses without an end": lambda _, n: [_filled("第一条关于印发、", n)],
    "its own letters": lambda p, n: [_filled(_letters(p), n)],
    "its own letters mixed": lambda p, n: [_mixed(_letters(p), n)],
    "what it matches": lambda p, n: [_filled(sample(_parsed(p)), n)],
    "all but the end of what it matches": lambda p, n: [_filled(sample(_parsed(p))[:-1], n)],
    "round each repeat, then failing": lambda p, n: [
        lead + _filled(unit, n) + FOREIGN for lead, unit in dict.fromkeys(pumps(_parsed(p)))
    ],
    "to each repeat, again and again": lambda p, n: [
        _filled(lead + _filled(unit, 40), n) for lead, unit in dict.fromkeys(pumps(_parsed(p)))
    ],
}
"""Twelve ways to make texts of about `n` characters that a pattern may be slow on."""


def _parsed(pattern: Pattern) -> Any:
    return _parser.parse(pattern.pattern, pattern.flags)


def hostile(pattern: Pattern, size: int) -> dict[str, str]:
    """Return every hostile text for a pattern by the name of what made it; no text twice."""
    named: dict[str, str] = {}
    for name, make in GENERATORS.items():
        for at, text in enumerate(make(pattern, size)):
            if text:
                named.setdefault(text, f"{name} {at}")
    return {name: text for text, name in named.items()}


class TooSlowError(Exception):
    """A pattern went on and on."""


def seconds(pattern: Pattern, text: str, most: float) -> float:
    """Return the processor time of going through a whole text; `most` where it takes more."""
    given = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    start = time.process_time()
    try:
        for _ in pattern.finditer(given):  # type: ignore[arg-type]
            pass
        return time.process_time() - start
    except TooSlowError:
        return most
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow(
    patterns: Mapping[Pattern, str], size: int, bound: float
) -> Iterator[tuple[str, str, float]]:
    """Yield each pattern and hostile text that together take more than a bound, three times over."""
    for pattern, where in patterns.items():
        for name, text in hostile(pattern, size).items():
            took = seconds(pattern, text, 4 * bound)
            for _ in range(2):
                if took > bound:
                    took = min(took, seconds(pattern, text, 4 * bound))
            if took > bound:
                yield f"{where} {pattern.pattern!r}", name, took
