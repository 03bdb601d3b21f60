"""What the teacher may let happen at every table: moves of the environment, seen before sent."""

from collections.abc import Sequence

import msgspec
from attrs import frozen

from classroom.pages import render
from classroom.teacher.monitor import common_values
from classroom.teacher.overview import Overview
from classroom.teacher.words import Lexicon, lexicon
from sim.domain.moves import Move, move_kind
from sim.projections.dates import clock_of
from sim.projections.move_words import choice_words
from sim.record.requests import move_to_json


@frozen(kw_only=True)
class Happening:
    """A move of an environment actor, and at how many open tables it is legal now."""

    actor: str
    move: Move
    tables: int


@frozen(kw_only=True)
class EventLine:
    """A happening in words."""

    actor: str
    who: str
    what: str
    does: str
    json: str
    tables: int


def page(overview: Overview, happenings: Sequence[Happening]) -> str:
    """Return the page of events."""
    words = lexicon(overview.scenario, overview.lang)
    values: dict[str, object] = {
        **common_values(overview, words),
        "lines": event_lines(words, happenings),
        "open_tables": sum(not one.status for one in overview.cohort.places.values()),
        "paused": overview.cohort.clock.paused,
        "back": "events",
    }
    return render("teacher/events.html", overview.lang, values)


def event_lines(words: Lexicon, happenings: Sequence[Happening]) -> tuple[EventLine, ...]:
    """Return the happenings in words; those that are legal nowhere are left out."""
    clock = clock_of(words.scenario, None)
    return tuple(
        EventLine(
            actor=one.actor,
            who=words.actor(one.actor),
            what=choice_words(words.scenario, one.move, words.texts, clock),
            does=words.t(f"move.{move_kind(one.move)}.does"),
            json=msgspec.json.encode(move_to_json(one.move)).decode(),
            tables=one.tables,
        )
        for one in happenings
        if one.tables
    )
