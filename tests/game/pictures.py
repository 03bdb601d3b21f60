"""
Take the pictures of docs/pictures from samples: `uv run tests/game/pictures.py [FOLDER]`.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

import pygame  # noqa: E402
from driver import Person  # noqa: E402
from samples import (  # noqa: E402
    SampleDesk,
    SampleLibrary,
    SampleOutcome,
    SampleReplay,
    SampleSeats,
    SampleTitle,
    load,
)

from game.presenters.desk import DeskModel  # noqa: E402
from game.presenters.replay import ReplayModel  # noqa: E402
from game.presenters.seats import SeatsModel  # noqa: E402


def desk(lang="en", name="desk_firm"):
    return SampleDesk(load(name, DeskModel, lang))


# name: screen, port, language, where the focus stands, keys pressed, window, interface size
PICTURES = {
    "title-en": ("title", SampleTitle, "en", "", ()),
    "title-fr": ("title", SampleTitle, "fr", "", ()),
    "seats-en": ("seats", lambda: SampleSeats(load("seats", SeatsModel)), "en", "", ()),
    "seats-fr": ("seats", lambda: SampleSeats(load("seats", SeatsModel, "fr")), "fr", "", ()),
    "desk-firm-en": ("desk", desk, "en", "term.jobs", ()),
    "desk-firm-fr": ("desk", lambda: desk("fr"), "fr", "term.jobs", ()),
    "desk-authority-en": ("desk", lambda: desk(name="desk_authority"), "en", "", ()),
    "sheet-en": ("desk", desk, "en", "", ("c",)),
    "keys-en": ("desk", desk, "en", "", ("f1",)),
    "replay-en": ("replay", lambda: SampleReplay(load("replay", ReplayModel)), "en", "", ()),
    "outcome-en": ("outcome", SampleOutcome, "en", "", ()),
    "library-en": ("library", SampleLibrary, "en", "", ()),
}


def main():
    """Draw every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1] / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (screen, port, lang, focus, keys) in PICTURES.items():
        person = Person(screen, port(), lang)
        if focus:
            person.screen.focus.go(focus)
        person.press(*keys)
        person.app.step([], 0)
        shown = name
        if name.startswith("desk"):  # the picture is called after its seat
            label = port().shown.own.actor.label if lang == "en" else desk().shown.own.actor.label
            shown = f"desk-{label.lower().replace(' ', '-')}-{lang}"
        pygame.image.save(person.app.window, folder / f"{shown}.png")
        print(folder / f"{shown}.png", person.app.painter.clipped or "")


if __name__ == "__main__":
    main()
