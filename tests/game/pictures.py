"""
Take the pictures of docs/pictures: `uv run tests/game/pictures.py [FOLDER] [PART OF A NAME]`.

All of real games and records with fixed seeds.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

import pygame  # noqa: E402
from driver import Person  # noqa: E402
from pictures_shell import shell  # noqa: E402
from tables import Here, asked_of, let_play, seat_in, sit, wait_until  # noqa: E402

from game.shell.review import RecordReview  # noqa: E402
from sim.evaluation import ROLLOUTS  # noqa: E402
from sim.record.replay import read_log  # noqa: E402
from sim.review import ROLLOUTS as REVIEW  # noqa: E402

SEED = 7
OFFER = ("enter",)
LOWER, HIGHER = ("left", "left", "enter"), ("right", "right", "enter")
# role: what the person presses on which day
PLAYED = {
    "buyer": {0: OFFER, 3: ("c", "enter"), 6: HIGHER, 9: HIGHER, 15: HIGHER, 21: HIGHER, 24: OFFER},
    "seller": {0: OFFER, 3: LOWER, 6: ("s", "enter"), 9: LOWER, 15: LOWER, 18: LOWER, 21: LOWER},
    "host": {2: ("t", "enter"), 6: ("c", "enter"), 8: ("o", "enter"), 14: ("m", "enter")},
    "ally": {2: ("o",), 5: ("c", "enter"), 9: ("m", "enter"), 14: ("s",)},
}
STUBBORN = {0: ("shift+left", "shift+left", "enter"), 6: ("c", "enter"), 20: ("k", "enter")}
FOCUS = {"buyer": "term.custody", "seller": "term.custody", "host": "term.custody",
         "ally": "term.custody"}  # fmt: skip
ANSWERED, EARLY, LATE, NEVER = 4, 12, 30, 999
DUSK = 13
"""The day whose dusk is shown."""
LATE_OF = {"seller": 20}
"""The seller's game is signed before the day of the others' pictures."""
ROUGH = 8
"""Rollouts at the stops that no picture shows."""


def played(role, lang, until, name=None, keys=None):
    """Play a seat of a real game until a day; the figure of that day is as sharp as at play."""
    evaluator = Here(ROUGH)
    person = sit(name, seat_in(role, name), lang, SEED, evaluator)
    wait_until(person, until, PLAYED[role] if keys is None else keys)
    evaluator.rollouts = ROLLOUTS
    if person.screen.keys == "desk":
        evaluator.ask(evaluator.views[-1])
        let_play(person)
    if person.screen.keys == "desk" and name is None:
        person.screen.focus.go(FOCUS[role])
        person.press("tab", "shift+tab")
    person.app.step([], 0)
    return person


def accepted(name, lang):
    """Play the scenario until an offer is there, and take it."""
    person = sit(name, seat_in("seller", name), lang, SEED)
    wait_until(person, 7)
    person.press("a", "right", "enter", "space")
    let_play(person)
    return person


def real():
    """Yield every picture of a real game by name."""
    for lang in ("en", "fr"):
        for role, usual in PLAYED.items():
            label = seat_in(role).replace("_", "-")
            yield f"desk-{label}-{lang}", lambda r=role, la=lang: played(r, la, EARLY)
            keys = STUBBORN if role == "buyer" else usual
            yield (f"desk-{label}-late-{lang}",
                   lambda r=role, la=lang, k=keys: played(r, la, LATE_OF.get(r, LATE), keys=k)
                   )  # fmt: skip
        yield f"dusk-{lang}", lambda la=lang: at_dusk(la)
        yield f"call-{lang}", lambda la=lang: pressed(played("buyer", la, ANSWERED), "c")
        yield f"call-answer-{lang}", lambda la=lang: pressed(asked_of(None, "seller", la), "z")
        yield f"dossier-own-{lang}", lambda la=lang: pressed(played("buyer", la, EARLY), "f2", "1")
        yield f"outcome-{lang}", lambda la=lang: played("buyer", la, NEVER)
        yield f"review-{lang}", lambda la=lang: reviewed(la)
        yield f"review-deals-{lang}", lambda la=lang: pressed(reviewed(la), "g")
        yield f"review-trying-{lang}", lambda la=lang: pressed(reviewed(la), "t")
        yield f"outcome-deal-{lang}", lambda la=lang: accepted("first-offer", la)
        first = {0: (*HIGHER[:2], *HIGHER[:2], *HIGHER), 2: LOWER}
        yield (
            f"desk-first-offer-{lang}",
            lambda la=lang, f=first: played("seller", la, 3, "first-offer", f),
        )
        third = {0: OFFER, 4: OFFER}
        yield (
            f"desk-merger-{lang}",
            lambda la=lang, t=third: played("party", la, 8, "merger-of-equals", t),
        )
    yield "sheet-en", lambda: pressed(played("host", "en", EARLY), "m")


def reviewed(lang, kept=[]):  # noqa: B006 - one review serves all its pictures
    """Play a seat to the end by habits that lose something, and read its whole review."""
    if not kept:
        ended = played("buyer", lang, NEVER).screen.port
        record = read_log(ended.session.log, ended.session.branch)
        kept.append(RecordReview(record, ended.seat, Here(REVIEW)))
        while kept[0].reckoning:
            kept[0].reckon()
    person = Person("review", kept[0], lang)
    person.press("down")
    return person


def at_dusk(lang):
    """Wait once more on that day, and be told at dusk, all at once."""
    person = played("buyer", lang, DUSK)
    person.app.context.dusk, person.app.context.motion = True, False
    person.press("space")
    let_play(person)
    return person


def pressed(person, *keys):
    """Press keys once more."""
    person.press(*keys)
    return person


def main():
    """Draw every picture whose name holds the second argument."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1] / "docs" / "pictures"
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in (*shell(), *real()):
        if wanted not in name:
            continue
        person = make()
        person.app.step([], 0)
        pygame.image.save(person.app.window, folder / f"{name}.png")
        print(folder / f"{name}.png", sorted(set(person.app.painter.clipped)) or "")


if __name__ == "__main__":
    main()
