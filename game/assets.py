"""Where the fonts, texts and pictures lie: inside the wheel, or beside the checkout."""

from functools import lru_cache
from pathlib import Path

import sim


@lru_cache(maxsize=1)
def root() -> Path:
    """Return the folder of assets: `sim/_assets` of a wheel, else `assets` of a checkout."""
    package = Path(sim.__path__[0])
    packed = package / "_assets"
    return packed if packed.is_dir() else package.parent / "assets"


def font(name: str) -> Path:
    """Return the path of a font file."""
    return root() / "fonts" / name


def catalogue(lang: str) -> Path:
    """Return the path of a language's catalogue."""
    return root() / "locale" / lang / "LC_MESSAGES" / "pourparlers.po"


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue, in order of their code."""
    found = (root() / "locale").glob("*/LC_MESSAGES/pourparlers.po")
    return tuple(sorted(path.parent.parent.name for path in found))


def sound(name: str) -> Path:
    """Return the path of a sound."""
    return root() / "sounds" / f"{name}.wav"
