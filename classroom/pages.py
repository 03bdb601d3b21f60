"""
Pages: templates filled in one language, escaped by construction.

No template marks a text as safe; drawings are `Markup` of `sim.charts`, which escaped its own.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import markupsafe
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.charts.markup import Markup
from sim.words import Text, load

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"
_HASH_SIGNS = 10


def _finalised(value: object) -> object:
    """Let drawings of `sim.charts` through as markup; everything else is escaped."""
    if value is None:
        return ""
    return markupsafe.Markup(value) if isinstance(value, Markup) else value  # noqa: S704 - escaped


ENVIRONMENT = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_finalised,
)


@lru_cache(maxsize=64)
def static(name: str) -> str:
    """Return the address of a static file; its content's hash lets browsers keep it for ever."""
    found = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:_HASH_SIGNS]
    return f"/static/{found}/{name}"


def render(template: str, lang: str, values: Mapping[str, object]) -> str:
    """Return a page; `t` in templates is the catalogue, called with a key and values."""
    text: Text = load(lang)
    made = ENVIRONMENT.get_template(template)
    return made.render(t=text, lang=text.lang, static=static, **values)
