"""What a person chose once and finds again: language, size of the interface, assist."""

import json
from contextlib import suppress
from pathlib import Path

from attrs import asdict, frozen

from game import assets, theme
from sim.places import data_folder

FILE = "settings.json"


@frozen(kw_only=True)
class Settings:
    """The kept choices; an empty language leaves it to the system."""

    lang: str = ""
    size: int = 100
    expected: bool = True
    """Whether the desk shows the expected surplus."""


def load_settings() -> Settings:
    """Return the kept choices; a file nobody can read is as good as none."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        lang, size = found.get("lang", ""), found.get("size", 100)
        expected = found.get("expected", True)
    except (OSError, ValueError, AttributeError):
        return Settings()
    return Settings(
        lang=lang if lang in assets.languages() else "",
        size=size if size in theme.SIZES else 100,
        expected=expected is not False,
    )


def keep_settings(settings: Settings) -> None:
    """Keep the choices; a disk that refuses costs them only."""
    with suppress(OSError):
        part = _file().with_suffix(".part")
        part.write_text(json.dumps(asdict(settings)), encoding="utf-8")
        part.replace(_file())


def _file() -> Path:
    return data_folder() / FILE
