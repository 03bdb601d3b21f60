"""
The deal of the day on this machine: one try a date, remembered even if its game is deleted.

The date is that of UTC, so that everybody has the same one. It is played without hints.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from game.notice import Notice
from game.shell.small_files import look, put
from sim.places import data_folder, saves_folder

if TYPE_CHECKING:  # the title must not wait for the engine
    from collections.abc import Mapping
    from pathlib import Path

    from game.ports import DeskPort
    from game.presenters.make_library import Kept
    from game.text import Text
    from sim.record.store import Log
    from sim.share import Start

FILE = "daily.json"
NOTE = "daily"
"""The kind of the note that a deal of the day has in its log, whatever its file is called."""
_told: dict[tuple[str, int, str], str] = {}


def today() -> dt.date:
    """Return the date of the deal: that of UTC."""
    return dt.datetime.now(tz=dt.UTC).date()


def tries() -> Mapping[str, str]:
    """Return the file of every date's try; what nobody can read counts as none."""
    found = look(data_folder() / FILE)
    items = found.items() if isinstance(found, dict) else ()
    return {str(date): str(file) for date, file in items}


def is_daily(log: Log) -> bool:
    """Tell whether a game is the deal of a day: then nothing helps its person, or takes back."""
    return any(note.kind == NOTE for note in log.notes())


def play(text: Text) -> DeskPort:
    """Begin today's deal, or go on with it; once it is over, its result is told and copied."""
    from game.shell import clipboard, start

    file = tries().get(today().isoformat())
    if file is None:
        return _begin()
    path = saves_folder() / file
    kept = _kept(path)
    if kept is None:
        raise Notice("ui.daily.gone")
    if kept.unfinished:
        return start.resume(path)
    line = result(path, kept, text)
    clipboard.put(line)
    raise Notice("ui.daily.over", result=line)


def _begin() -> DeskPort:
    """Begin today's deal; the try is written down before its first stop can be looked at."""
    from game.shell import start
    from sim.games import new_path

    deal = _deal()
    path = new_path(f"{deal.scenario.id}-{today().isoformat()}")
    before = tries()
    _keep({**before, today().isoformat(): path.name})
    try:
        return start.begin(
            deal.scenario, deal.seed, deal.seat, level=deal.level, path=path, note=NOTE
        )
    except Exception:
        _keep(before)  # a disk that refused the game costs no try
        raise


def _keep(known: Mapping[str, str]) -> None:
    put(data_folder() / FILE, dict(known))


def _deal() -> Start:
    from sim.daily import deal_of_day
    from sim.scenario import load_scenario

    return deal_of_day(today(), load_scenario(None))


def detail(text: Text) -> str:
    """Return what the title says of today's deal."""
    file = tries().get(today().isoformat())
    if file is None:
        return text("ui.daily.fresh")
    path = saves_folder() / file
    kept = _kept(path)
    if kept is None:
        return text("ui.daily.used")
    if kept.unfinished:
        return text("ui.daily.under_way")
    key = (str(path), kept.changed, text.lang)
    if key not in _told:
        _told[key] = text("ui.daily.done", result=_figures(path, text))
    return _told[key]


def _kept(path: Path) -> Kept | None:
    from game.shell.library import kept_of

    return kept_of(path) if path.is_file() else None


def result(path: Path, kept: Kept, text: Text) -> str:
    """Return the line to share: date, figures, and the seal of the record that proves them."""
    date = next((date for date, file in tries().items() if file == path.name), "")
    return text("ui.daily.result", date=date, result=_figures(path, text),
                seal=kept.digest[:8].upper())  # fmt: skip


def _figures(path: Path, text: Text) -> str:
    """Return seat, outcome and shares in a few words."""
    from game import figures
    from game.presenters.marks import actor_mark
    from game.shell.library import kept_of
    from game.shell.words import words_of
    from sim.domain.decider import advance, initial
    from sim.domain.lookup import index_of
    from sim.domain.units import PPM
    from sim.projections.scores import created, seat_scores
    from sim.record.replay import open_record

    record, kept = open_record(path), kept_of(path)
    opening = final = initial(record.header)
    for decision in record.decisions:
        final = advance(final, decision)
    scenario, seat = record.header.scenario, kept.humans[0]
    score = next(one for one in seat_scores(opening, final) if one.seat == seat)
    words = words_of(scenario.id, text.lang)
    return text(
        "ui.daily.figures",
        actor=actor_mark(index_of(scenario).actors[seat], words).label,
        outcome=text(f"ui.outcome.badge.{kept.outcome}"),
        claimed=figures.percent(score.claimed / PPM, text),
        created=figures.percent(created(opening, final) / PPM, text),
    )
