"""Templates: where they are found and how they are filled.

The editor's own file wins over the shipped one of the same name.  Autoescape is always on, whatever
a template is called, and an unknown variable is an error, not an empty string.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2

from gazette.errors import RenderError

_PACKAGE = Path(__file__).resolve().parent.parent
_SAFE_SCHEMES = {"", "http", "https", "mailto"}


def shipped() -> Path:
    """Return the folder of shipped templates: inside the wheel, else beside the package."""
    for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if folder.is_dir():
            return folder
    raise RenderError("The shipped templates are missing.", "Install gazette-press again.")


def safe_url(address: str) -> str:
    """Return `address` if a browser may follow it, else an empty string."""
    stripped = "".join(char for char in address if char.isprintable() and not char.isspace())
    try:
        scheme = urlsplit(stripped).scheme.lower()
    except ValueError:
        return ""
    return stripped if scheme in _SAFE_SCHEMES else ""


@lru_cache(maxsize=8)
def environment(own: Path | None = None) -> jinja2.Environment:
    """Return the environment that fills templates, the folder `own` searched first."""
    folders = [folder for folder in (own, shipped()) if folder is not None]
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["safe_url"] = safe_url
    return env


def fill(name: str, values: Mapping[str, Any], own: Path | None = None) -> str:
    """Fill the template `name`.

    Raises:
        RenderError: The template is missing, broken, or asks for a value it is not given.
    """
    try:
        return environment(own).get_template(name).render(values)
    except jinja2.TemplateNotFound as error:
        raise RenderError(f"The template {error.name} is missing.", "Restore it.") from error
    except jinja2.TemplateError as error:
        raise RenderError(
            f"The template {name} cannot be filled: {error}.",
            "Compare it with the shipped template of the same name.",
        ) from error
