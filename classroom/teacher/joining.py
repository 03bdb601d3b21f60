"""The pages of joining: what the room sees, and what to do when phones cannot reach us."""

from collections import Counter
from urllib.parse import urlsplit

from attrs import evolve, frozen

from classroom.addresses import is_loopback
from classroom.cohort.facts import JOINING, OBSERVER
from classroom.pages import render
from classroom.teacher.monitor import common_values
from classroom.teacher.overview import Overview
from classroom.teacher.parts import Part, changed, drawn
from classroom.teacher.squares import drawn_code
from classroom.teacher.words import Emblem, emblems, lexicon

JOIN_PATH = "/c/{code}"
"""Where a scanned code leads: the class is known there, only name and word are asked."""


@frozen(kw_only=True)
class SeatCount:
    """How many of a seat are taken, over all tables."""

    emblem: Emblem
    taken: int
    total: int


def seat_counts(overview: Overview) -> tuple[SeatCount, ...]:
    """Return for each seat how many tables have somebody in it."""
    cohort = overview.cohort
    words = lexicon(overview.scenario, overview.lang)
    listed = Counter(seat for _, seat in cohort.opened.lists.values())
    total = cohort.opened.tables or len(cohort.places)
    taken = {
        (one.table, one.seat)
        for one in cohort.members.values()
        if one.seated and one.duty != OBSERVER
    }
    return tuple(
        SeatCount(
            emblem=emblem,
            taken=sum(seat == emblem.seat for _, seat in taken),
            total=listed[emblem.seat] if listed else total,
        )
        for emblem in emblems(words, cohort.opened.seats).values()
    )


def bare(address: str) -> str:
    """Return an address as people type it: browsers add the scheme themselves."""
    return address.removeprefix("http://").rstrip("/")


def reachable(overview: Overview) -> tuple[str, ...]:
    """Return the addresses that another device can open: no loopback, which is each its own."""
    return tuple(one for one in overview.addresses if not _is_own(one))


def only_here(overview: Overview) -> str:
    """Return the address that opens the class on this computer alone, without its scheme."""
    return next((bare(one) for one in overview.addresses if _is_own(one)), "")


def _is_own(address: str) -> bool:
    return is_loopback(urlsplit(address).hostname or "")


def join_link(overview: Overview, address: str) -> str:
    """Return what the QR code of an address leads to."""
    return address.rstrip("/") + JOIN_PATH.format(code=overview.code)


def page(overview: Overview) -> str:
    """Return what the room sees while people join: address, code, word, who is missing."""
    overview = _of_the_class(overview)
    words = lexicon(overview.scenario, overview.lang)
    shown = {part.id: drawn(part, overview.lang) for part in parts_of(overview)}
    values: dict[str, object] = {
        **common_values(overview, words),
        "shown": shown,
        "addresses": tuple(map(bare, reachable(overview))),
        "only_here": only_here(overview),
        "qr": next((_code(overview, one) for one in reachable(overview)), None),
    }
    return render("teacher/join.html", overview.lang, values)


def fragments(overview: Overview, has: str = "") -> str:
    """Return the parts that an open page of the room must change."""
    overview = _of_the_class(overview)
    return changed(parts_of(overview), has, overview.lang)


def _of_the_class(overview: Overview) -> Overview:
    """Return the same in the language of the class: the wall is read by those who join."""
    return evolve(overview, lang=overview.cohort.opened.lang)


def parts_of(overview: Overview) -> tuple[Part, ...]:
    """Return what changes while people join."""
    found = seat_counts(overview)
    cohort = overview.cohort
    values = {
        "seats": found,
        "taken": sum(one.taken for one in found),
        "total": sum(one.total for one in found),
        "open_end": not (cohort.opened.tables or cohort.opened.lists),
        "joining": cohort.joining and not cohort.closed,
        "begun": cohort.clock.phase != JOINING,
    }
    word = overview.word or cohort.word
    return (
        Part(id="word", template="teacher/word.html", values={"word": word}, state=word),
        Part(id="seats", template="teacher/seats.html", values=values, state=values),
    )


def reach(overview: Overview) -> str:
    """Return the page for the case that phones do not reach this server."""
    words = lexicon(overview.scenario, overview.lang)
    lines = [
        {
            "address": address,
            "bare": bare(address),
            "qr": _code(overview, address),
        }
        for address in reachable(overview)
    ]
    values: dict[str, object] = {
        **common_values(overview, words),
        "lines": lines,
        "only_here": only_here(overview),
        "joined": overview.from_elsewhere,
    }
    return render("teacher/reach.html", overview.lang, values)


def _code(overview: Overview, address: str) -> object:
    t = lexicon(overview.scenario, overview.lang).t
    label = t("class.teach.join.qr", address=bare(address))
    return drawn_code(join_link(overview, address), label)
