"""
The kept choices on the disk: read with care, written by rename.

What cannot be used is left at its default and named, and the file it stood in is kept aside.
"""

import json
from contextlib import suppress
from pathlib import Path

from attrs import asdict, evolve, frozen

from game.presenters.settings import Settings, allowed
from game.shell.small_files import put
from sim.places import data_folder

FILE = "settings.json"
ASIDE = "settings.bad.json"
ALL = "all"
"""The name of what is wrong when nothing of the file can be used."""


@frozen(kw_only=True)
class Found:
    """What the disk held: the usable choices, and the names of the others."""

    settings: Settings
    wrong: tuple[str, ...] = ()


def read_settings() -> Found:
    """Return the kept choices; whatever is wrong with them stays at its default."""
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Found(settings=Settings())
    except (OSError, ValueError, RecursionError):
        return Found(settings=Settings(), wrong=(ALL,))
    if not isinstance(kept, dict):
        return Found(settings=Settings(), wrong=(ALL,))
    kept["expected"] = _said_before(kept.get("expected", Settings().expected))
    names = [name for name in asdict(Settings()) if name in kept]
    fit = {name: kept[name] for name in names if _fits(name, kept[name])}
    wrong = tuple(name for name in names if name not in fit)
    return Found(settings=evolve(Settings(), **fit), wrong=wrong)


def load_settings() -> Settings:
    """Return the usable choices alone."""
    return read_settings().settings


def _said_before(expected: object) -> object:
    """Return today's word for what was a yes or no in the first format."""
    words = {True: "always", False: "never"}
    return words[expected] if isinstance(expected, bool) else expected


def _fits(name: str, value: object) -> bool:
    if name == "lang" and value == "":
        return True
    return any(type(value) is type(one) and value == one for one in allowed(name))


def keep_settings(settings: Settings) -> None:
    """
    Keep the choices; a disk that refuses costs them only.

    Written beside and renamed: whoever is killed in between leaves the old file or the new one.
    """
    with suppress(OSError):
        put(_file(), asdict(settings))


def put_aside() -> str:
    """Keep a file that is wrong under another name; return that name, or nothing."""
    try:
        _file().replace(_file().with_name(ASIDE))
    except OSError:
        return ""
    return ASIDE


def merged(kept: Settings, begun: Settings, now: Settings) -> Settings:
    """Return what to keep: what was changed in the window, not what the command line asked."""
    values = asdict(now)
    changed = {name: values[name] for name, old in asdict(begun).items() if values[name] != old}
    return evolve(kept, **changed)


def _file() -> Path:
    return data_folder() / FILE
