"""What the teacher may let happen at every table: moves of the environment, seen before sent."""

from collections.abc import Sequence

import msgspec
from attrs import frozen

from classroom.pages import render
from classroom.teacher.monitor import common_values, open_tables
from classroom.teacher.overview import Overview
from classroom.teacher.words import Lexicon, lexicon
from sim.domain.moves import Move, move_kind
from sim.projections.dates import clock_of
from sim.projections.move_words import choice_words
from sim.record.requests import move_to_json

CHOICES_MOST = 12
"""Happenings of one kind that are offered."""


@frozen(kw_only=True)
class Happening:
    """A move of an environment actor, and at how many open tables it is legal now."""

    actor: str
    move: Move
    tables: int


@frozen(kw_only=True)
class EventLine:
    """A happening in words."""

    what: str
    json: str
    tables: int


@frozen(kw_only=True)
class EventGroup:
    """All happenings of one kind of move of one actor."""

    actor: str
    who: str
    name: str
    does: str
    lines: tuple[EventLine, ...]

    @property
    def tables(self) -> int:
        """Return at how many tables the widest of them is possible."""
        return max(line.tables for line in self.lines)


def page(overview: Overview, happenings: Sequence[Happening]) -> str:
    """Return the page of events."""
    words = lexicon(overview.scenario, overview.lang)
    values: dict[str, object] = {
        **common_values(overview, words),
        "groups": groups(words, happenings),
        "open_tables": len(open_tables(overview.cohort)),
        "back": "events",
    }
    return render("teacher/events.html", overview.lang, values)


def groups(words: Lexicon, happenings: Sequence[Happening]) -> tuple[EventGroup, ...]:
    """
    Return the happenings by actor and kind of move, what reaches most tables first.

    What is legal nowhere is left out, and of one kind all but the widest.
    """
    by_kind: dict[tuple[str, str], list[Happening]] = {}
    for one in happenings:
        if one.tables:
            by_kind.setdefault((one.actor, move_kind(one.move)), []).append(one)
    found = [
        EventGroup(
            actor=actor,
            who=words.actor(actor),
            name=words.texts.get(f"move.{kind}", kind),
            does=words.t(f"move.{kind}.does"),
            lines=_lines(words, some),
        )
        for (actor, kind), some in by_kind.items()
    ]
    return tuple(sorted(found, key=lambda group: -group.tables))


def _lines(words: Lexicon, some: Sequence[Happening]) -> tuple[EventLine, ...]:
    clock = clock_of(words.scenario, None)
    widest = sorted(some, key=lambda one: -one.tables)[:CHOICES_MOST]
    return tuple(
        EventLine(
            what=choice_words(words.scenario, one.move, words.texts, clock),
            json=msgspec.json.encode(move_to_json(one.move)).decode(),
            tables=one.tables,
        )
        for one in widest
    )
