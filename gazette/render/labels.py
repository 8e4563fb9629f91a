"""The words that pages add to the words of the documents, by language."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache

from gazette.config import data_text
from gazette.errors import RenderError


@lru_cache(maxsize=8)
def load(subject: str, language: str) -> Mapping[str, str]:
    """Return the labels of a subject (`issue`) in a language (`zh`, `en`).

    Raises:
        RenderError: There are none in this language.
    """
    try:
        return tomllib.loads(data_text(f"labels/{subject}.{language}.toml"))
    except FileNotFoundError:
        raise RenderError(
            f"There are no labels in the language {language!r}.", "Choose zh or en."
        ) from None
