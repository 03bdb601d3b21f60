"""What a person chose once, as one value, and the page that shows it. Pure."""

from typing import Any, Final

from attrs import evolve, frozen

from game import theme
from game.presenters.common import Choice
from sim.words import languages

ALWAYS: Final = "always"
HELD: Final = "held"
NEVER: Final = "never"
LEVELS: Final = ("lesson", "clerk", "envoy", "shark")
VOLUMES: Final = tuple(range(0, 110, 10))


@frozen(kw_only=True)
class Settings:
    """The kept choices; an empty language leaves it to the system."""

    lang: str = ""
    size: int = 100
    """Interface size in per cent."""
    full_screen: bool = False
    motion: bool = True
    """Whether anything may move by itself."""
    muted: bool = False
    volume: int = 60
    captions: bool = False
    """Whether each sound is told in words for a moment."""
    expected: str = ALWAYS
    """When the desk shows the expected result: always, while a key is held, never."""
    dusk: bool = True
    """Whether what happened between two stops is told on a screen of its own."""
    level: str = "envoy"
    """The level chosen last; it is chosen where a seat is, not on the page of settings."""
    speech: bool = False
    """Whether the labels go to standard output, for a screen reader."""


def allowed(name: str) -> tuple[str | int | bool, ...]:
    """Return the values that a setting may have, in the order of the page."""
    values: dict[str, tuple[str | int | bool, ...]] = {
        "lang": languages(),
        "size": theme.SIZES,
        "motion": (True, False),
        "muted": (True, False),
        "volume": VOLUMES,
        "expected": (ALWAYS, HELD, NEVER),
        "level": LEVELS,
    }
    return values.get(name, (False, True))


def with_choice(settings: Settings, name: str, place: int) -> Settings:
    """Return the settings with one of them at a place of its values."""
    values: dict[str, Any] = {name: allowed(name)[place]}
    return evolve(settings, **values)


@frozen(kw_only=True)
class SettingRow:
    """One setting: what it is called, what it does, its values."""

    id: str
    label: str
    detail: str
    options: tuple[Choice, ...]
    chosen: int
    slider: bool = False


@frozen(kw_only=True)
class SettingGroup:
    """Settings that belong together."""

    id: str
    label: str
    rows: tuple[SettingRow, ...]


@frozen(kw_only=True)
class SettingsModel:
    """The page of settings, in two columns of groups."""

    title: str
    aside: str
    columns: tuple[tuple[SettingGroup, ...], tuple[SettingGroup, ...]]
