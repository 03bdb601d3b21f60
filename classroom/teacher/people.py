"""Everybody of a class by name: where they sit, and muting, moving, sending out, erasing."""

import json

from attrs import frozen

from classroom.cohort.facts import DUTIES, OBSERVER, PLAYER
from classroom.cohort.state import Member
from classroom.joining import listed
from classroom.pages import render
from classroom.teacher.monitor import common_values
from classroom.teacher.overview import Overview, name_of
from classroom.teacher.rows import seat_state
from classroom.teacher.words import Emblem, emblems, lexicon
from classroom.tokens import spaced


@frozen(kw_only=True)
class Person:
    """A participant."""

    who: str
    name: str
    table: int
    emblem: Emblem | None
    duty: str
    state: str
    """The seat's state, or nothing for one that does not play."""
    muted: bool
    banned: bool
    erased: bool


def held_seats(overview: Overview) -> str:
    """Return who holds each seat, as JSON by `table.seat`: whoever is moved there shares it."""
    found: dict[str, list[str]] = {}
    for one in overview.cohort.members.values():
        if one.seated and one.duty != OBSERVER:
            found.setdefault(f"{one.table}.{one.seat}", []).append(name_of(overview, one.who))
    return json.dumps({place: ", ".join(names) for place, names in found.items()})


def people(overview: Overview) -> tuple[Person, ...]:
    """Return everybody: who stands first, then by table and seat, then those sent out."""
    words = lexicon(overview.scenario, overview.lang)
    marks = emblems(words, overview.cohort.opened.seats)
    found = [
        _person(overview, one, marks.get(one.seat)) for one in overview.cohort.members.values()
    ]

    def order(one: Person) -> tuple[bool, int, int, str]:
        return (one.banned, one.table, one.emblem.place if one.emblem else 0, one.who)

    return tuple(sorted(found, key=order))


def _person(overview: Overview, one: Member, emblem: Emblem | None) -> Person:
    playing = one.seated and one.table in overview.tables and one.duty in DUTIES
    return Person(
        who=one.who,
        name=name_of(overview, one.who),
        table=one.table,
        emblem=emblem,
        duty=one.duty,
        state=seat_state(overview, one.table, one.seat) if playing and one.duty == PLAYER else "",
        muted=one.muted,
        banned=one.banned,
        erased=one.erased,
    )


@frozen(kw_only=True)
class Missing:
    """Somebody of a list who is not here yet."""

    who: str
    name: str
    table: int
    emblem: Emblem | None


def missing(overview: Overview) -> tuple[Missing, ...]:
    """Return who of the list is not here yet, in the order of tables and seats."""
    cohort = overview.cohort
    marks = emblems(lexicon(overview.scenario, overview.lang), cohort.opened.seats)
    found = []
    for who, name in overview.names.items():
        if who not in cohort.members:
            table, seat = cohort.opened.lists.get(listed(overview.code, name), (0, ""))
            found.append(Missing(who=who, name=name, table=table, emblem=marks.get(seat)))
    return tuple(sorted(found, key=lambda one: (one.table, one.emblem.place if one.emblem else 0)))


def page(overview: Overview, renewed: tuple[str, str] | None = None) -> str:
    """
    Return the page of people; it holds names, so it is no page for the projector.

    `renewed` is for whom a return code was made, and the code, which no later page shows.
    """
    words = lexicon(overview.scenario, overview.lang)
    values: dict[str, object] = {
        **common_values(overview, words),
        "people": people(overview),
        "missing": missing(overview),
        "expected": len(overview.cohort.opened.lists),
        "free": overview.cohort.free_seats(),
        "held": held_seats(overview),
        "labels": {seat: words.actor(seat) for seat in overview.cohort.opened.seats},
        "back": "people",
        "renewed": renewed and {"name": name_of(overview, renewed[0]), "code": spaced(renewed[1])},
    }
    return render("teacher/people.html", overview.lang, values)
