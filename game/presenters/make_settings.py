"""The page of settings as a model. Pure."""

from game.presenters.common import Choice
from game.presenters.settings import (
    SettingGroup,
    SettingRow,
    Settings,
    SettingsModel,
    allowed,
)
from game.text import Text, load

COLUMNS = (
    (("screen", ("lang", "size", "full_screen", "motion")), ("desk", ("expected", "dusk"))),
    (("sound", ("muted", "volume", "captions")), ("aloud", ("speech",))),
)
SLIDERS = ("size", "volume")
INVERTED = ("motion", "muted")
"""What the page calls by its contrary: reduced motion, sounds."""


def make_settings(settings: Settings, text: Text, *, device: bool) -> SettingsModel:
    """Return the page; without a sound device it says so where the sound is set."""
    first, second = (
        tuple(
            SettingGroup(
                id=group,
                label=text(f"ui.settings.group_{group}"),
                rows=tuple(_row(name, settings, text, device=device) for name in names),
            )
            for group, names in column
        )
        for column in COLUMNS
    )
    return SettingsModel(
        title=text("ui.settings.title"), aside=text("ui.settings.aside"), columns=(first, second)
    )


def _row(name: str, settings: Settings, text: Text, *, device: bool) -> SettingRow:
    values = allowed(name)
    value = text.lang if name == "lang" else getattr(settings, name)
    silent = name == "muted" and not device
    return SettingRow(
        id=name,
        label=text(f"ui.settings.{name}"),
        detail=text("ui.settings.no_device" if silent else f"ui.settings.{name}_detail"),
        options=tuple(Choice(id=str(one), label=_named(name, one, text)) for one in values),
        chosen=values.index(value),
        slider=name in SLIDERS,
    )


def _named(name: str, value: str | int | bool, text: Text) -> str:  # noqa: FBT001 - any value
    """Return a value in words: a language in its own, so that it is found by who reads it."""
    if name == "lang":
        return load(str(value))("ui.settings.own_name")
    if name in SLIDERS:
        return text("ui.settings.percent", n=value)
    if name == "expected":
        return text(f"ui.settings.expected_{value}")
    on = value is False if name in INVERTED else value is True
    return text("ui.settings.on" if on else "ui.settings.off")
