"""
Which screen stands behind which name, loaded when first asked for.

The title then draws before the modules of the desk are read: a third of the way to the first frame.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from game.screens.base import Screen

HOMES = {
    "title": "game.screens.title:TitleScreen",
    "library": "game.screens.library:LibraryScreen",
    "seats": "game.screens.seats:SeatsScreen",
    "desk": "game.screens.desk:DeskScreen",
    "dusk": "game.screens.dusk:DuskScreen",
    "call": "game.screens.call:CallScreen",
    "dossier": "game.screens.dossier:DossierScreen",
    "sheet": "game.screens.sheet:SheetScreen",
    "replay": "game.screens.replay:ReplayScreen",
    "outcome": "game.screens.outcome:OutcomeScreen",
    "review": "game.screens.review:ReviewScreen",
    "lessons": "game.screens.lessons:LessonsScreen",
    "learnt": "game.screens.learnt:LearntScreen",
    "trying": "game.screens.trying:TryingScreen",
    "keys": "game.screens.keys:KeysScreen",
    "settings": "game.screens.settings:SettingsScreen",
    "pause": "game.screens.keys:PauseScreen",
    "notice": "game.screens.keys:NoticeScreen",
}


def _factory(home: str) -> Callable[[Any], Screen]:
    module, _, name = home.partition(":")

    def make(port: Any) -> Screen:
        screen: Screen = getattr(import_module(module), name)(port)
        return screen

    return make


SCREENS: dict[str, Callable[[Any], Screen]] = {name: _factory(home) for name, home in HOMES.items()}
