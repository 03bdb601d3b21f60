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
    """What tells it from others of its kind; empty where there is nothing to tell."""
    terms: tuple[tuple[str, str], ...]
    """Issue and option of a package, in words."""
    json: str
    tables: int


@frozen(kw_only=True)
class EventGroup:
    """All happenings of one kind of move of one actor."""

    actor: str
    who: str
    name: str
    """The headline: what happens, in a few words."""
    does: str
    """What that does to the tables."""
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
            name=_said(words, "head", kind) or words.texts.get(f"move.{kind}", kind),
            does=_said(words, "does", kind) or words.t(f"move.{kind}.does"),
            lines=_lines(words, some),
        )
        for (actor, kind), some in by_kind.items()
    ]
    return tuple(sorted(found, key=lambda group: -group.tables))


def _said(words: Lexicon, about: str, kind: str) -> str:
    """Return a text for who watches tables: those of the moves speak to whoever makes them."""
    key = f"class.teach.event.{about}.{kind}"
    return words.t(key) if words.t.has(key) else ""


def _lines(words: Lexicon, some: Sequence[Happening]) -> tuple[EventLine, ...]:
    widest = sorted(some, key=lambda one: -one.tables)[:CHOICES_MOST]
    return tuple(
        EventLine(
            what=_what(words, one.move),
            terms=_terms(words, one.move),
            json=msgspec.json.encode(move_to_json(one.move)).decode(),
            tables=one.tables,
        )
        for one in widest
    )


def _what(words: Lexicon, move: Move) -> str:
    """Return what a move is about: of a package all terms, of any other what its kind asks."""
    package = getattr(move, "package", None)
    if package is not None:
        return words.whole(package)
    said = choice_words(words.scenario, move, words.texts, clock_of(words.scenario, None))
    return said.removeprefix(words.texts.get(f"move.{move_kind(move)}", "")).lstrip(" :\u00a0")


def _terms(words: Lexicon, move: Move) -> tuple[tuple[str, str], ...]:
    package = getattr(move, "package", None)
    if package is None:
        return ()
    issues = words.scenario.issues
    return tuple((words.issue(one.id), words.option(one, package[one.id])) for one in issues)
