"""Words of the page: read from a data file for each language."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache

from gazette.config import data_text

Labels = Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=8)
def labels(language: str) -> Labels:
    """Return the words of a language by table and name; English where there are none."""
    wanted = language.lower().split("-")[0]
    name = wanted if wanted.isalpha() else "en"
    try:
        text = data_text(f"labels/reconcile.{name}.toml")
    except FileNotFoundError:
        text = data_text("labels/reconcile.en.toml")
    return tomllib.loads(text)


def word(words: Labels, table: str, name: str) -> str:
    """Return the word for `name`; the name itself where the language has none."""
    return words.get(table, {}).get(name, name)


def evidence(sentence: str, words: Labels) -> str:
    """Say a sentence of evidence in the language of the page; one it does not know stays."""
    for name, pattern in _patterns():
        match = pattern.fullmatch(sentence)
        if match:
            missing = labels("en")["evidence"]["missing"]
            given = [
                word(words, "evidence", "missing") if g == missing else g for g in match.groups()
            ]
            return word(words, "evidence", name).format(*given)
    return sentence


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Turn the English templates into patterns that give back what filled them."""
    found = []
    for name, template in labels("en")["evidence"].items():
        pieces = re.split(r"\{\d\}", template)
        found.append((name, re.compile("(.{1,40}?)".join(map(re.escape, pieces)), re.DOTALL)))
    return tuple(found)
