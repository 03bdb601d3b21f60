"""What a person chose once and finds again: language, size of the interface, assist."""

import json
from contextlib import suppress
from pathlib import Path

from attrs import asdict, frozen

from game import assets, theme
from sim.places import data_folder

FILE = "settings.json"
SWITCHES = ("expected", "dusk", "motion")
"""Choices that are on until somebody puts them off."""


@frozen(kw_only=True)
class Settings:
    """The kept choices; an empty language leaves it to the system."""

    lang: str = ""
    size: int = 100
    expected: bool = True
    """Whether the desk shows the expected surplus."""
    dusk: bool = True
    """Whether what happened between two stops is told on a screen of its own."""
    motion: bool = True
    """Whether things may move."""


def load_settings() -> Settings:
    """Return the kept choices; a file nobody can read is as good as none."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        lang, size = found.get("lang", ""), found.get("size", 100)
        switches = {name: found.get(name, True) is not False for name in SWITCHES}
    except (OSError, ValueError, AttributeError):
        return Settings()
    return Settings(
        lang=lang if lang in assets.languages() else "",
        size=size if size in theme.SIZES else 100,
        **switches,
    )


def keep_settings(settings: Settings) -> None:
    """Keep the choices; a disk that refuses costs them only."""
    with suppress(OSError):
        part = _file().with_suffix(".part")
        part.write_text(json.dumps(asdict(settings)), encoding="utf-8")
        part.replace(_file())


def _file() -> Path:
    return data_folder() / FILE
