"""
Which keys each screen answers, for the sheet of keys.

A cap or words that begin with `ui.` are messages; every row is pressed by a test.
"""

from typing import Final

Rows = tuple[tuple[str, str], ...]
ARROWS: Final = "\u2190 \u2191 \u2193 \u2192"
ACROSS: Final = "\u2190 \u2192"
UPRIGHT: Final = "\u2191 \u2193"
COLUMNS: Final = 4
"""How many groups stand side by side; the screen's own is always the first."""

GROUPS: Final[dict[str, Rows]] = {
    "walk": (
        ("Tab", "ui.keys.tab"), (ARROWS, "ui.keys.arrows"),
        ("ui.key.enter", "ui.keys.enter"), ("ui.key.escape", "ui.keys.escape"),
        ("F1", "ui.keys.this"), ("F11", "ui.keys.full"), ("Alt L", "ui.keys.language"),
        ("Ctrl + \u2212", "ui.keys.size"), ("F10", "ui.keys.settings"),
        ("ui.key.ctrl_arrows", "ui.keys.pan"),
        ("Alt M", "ui.keys.mute"), ("Ctrl Q", "ui.keys.quit"),
    ),
    "desk": (
        (UPRIGHT, "ui.keys.term"), (ACROSS, "ui.keys.value"),
        ("ui.key.home_end", "ui.keys.limits"), ("U", "ui.keys.undo"),
        ("Ctrl Y", "ui.keys.redo"), ("ui.key.backspace", "ui.keys.rewind"),
        ("ui.key.enter", "ui.keys.send"), ("ui.key.letters", "ui.keys.moves"),
        (".", "ui.keys.more"), ("ui.key.space", "ui.keys.wait"), ("Alt E", "ui.keys.expected"),
        ("Alt D", "ui.keys.dusk"), ("F2", "ui.keys.dossier"),
    ),
    "replay": (
        (ACROSS, "ui.keys.event"), ("ui.key.shift_arrows", "ui.keys.stop"),
        ("ui.key.home_end", "ui.keys.ends"), ("P", "ui.keys.play"),
        ("0 \u2026 4", "ui.keys.eyes"), ("F", "ui.keys.fork"), ("B", "ui.keys.branches"),
        ("V", "ui.keys.review"),
    ),
    "review": (
        (UPRIGHT, "ui.keys.moment"), ("T", "ui.keys.try"), ("A", "ui.keys.answer"),
        ("F", "ui.keys.fork"), ("R", "ui.keys.replay"), ("G", "ui.keys.deals"),
        ("1 \u2026 4", "ui.keys.curves"), ("C", "ui.keys.copy"),
    ),
    "dossier": (
        ("1 \u2026 4", "ui.keys.seat_page"), (ACROSS, "ui.keys.seat_page"),
        ("C", "ui.keys.call_seat"),
    ),
    "title": (("ui.key.letters", "ui.keys.ways"),),
    "seats": (
        ("1 \u2026 4", "ui.keys.seat"), ("S", "ui.keys.seed"), ("R", "ui.keys.history"),
        ("Ctrl C", "ui.keys.copy"), ("Ctrl V", "ui.keys.paste"), ("ui.key.enter", "ui.keys.begin"),
    ),
    "library": (
        ("G", "ui.keys.resume"), ("R", "ui.keys.look"), ("N", "ui.keys.name"),
        ("ui.key.delete", "ui.keys.delete"), ("U", "ui.keys.restore"), ("/", "ui.keys.search"),
    ),
    "outcome": (
        ("V", "ui.keys.review"), ("R", "ui.keys.replay"), ("F", "ui.keys.last_stop"),
        ("Ctrl N", "ui.keys.again"), ("Ctrl C", "ui.keys.copy"),
    ),
    "lessons": (("1 \u2026 3", "ui.keys.lesson"),),
    "learnt": (("Ctrl B", "ui.keys.lesson_again"), ("O", "ui.keys.outcome")),
    "settings": (
        (UPRIGHT, "ui.keys.setting"), (ACROSS, "ui.keys.value"),
        ("ui.key.home_end", "ui.keys.limits"),
    ),
    "dusk": (
        ("ui.key.space", "ui.keys.told"), ("\u2192", "ui.keys.next"), ("N", "ui.keys.never"),
        ("ui.key.escape", "ui.keys.skip"),
    ),
    "pause": (
        ("ui.key.escape", "ui.keys.back"), ("S", "ui.keys.settings"), ("T", "ui.keys.home"),
        ("Q", "ui.keys.quit"),
    ),
}  # fmt: skip
TITLES: Final = {
    "walk": "ui.keys.group_walk", "desk": "ui.keys.group_desk", "replay": "ui.keys.group_replay",
    "title": "ui.keys.group_title", "review": "ui.review.title", "seats": "ui.seats.title",
    "library": "ui.library.title", "outcome": "ui.outcome.title", "lessons": "ui.lessons.title",
    "learnt": "ui.learnt.title", "dossier": "ui.dossier.title",
    "settings": "ui.settings.title", "dusk": "ui.dusk.title", "pause": "ui.pause.title",
}  # fmt: skip


def groups_for(screen: str) -> tuple[str, ...]:
    """Return the groups that are shown at a screen: its own, what works everywhere, some more."""
    own = (screen,) if screen in GROUPS else ()
    more = tuple(name for name in GROUPS if name != screen)
    return (own + more)[:COLUMNS]
