"""
The pages of students: which one the lesson's phase asks for, and the parts that a change renews.

What a page is made of is in the models; here they meet their templates.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from classroom.cohort import facts as f
from classroom.debrief.panel import Panel
from classroom.forms import Filled
from classroom.materials.page import Paper
from classroom.pages import render
from classroom.student import doors, sheets
from classroom.student.acts import acts_of
from classroom.student.builder import builder
from classroom.student.offers import cards, consents, theirs, writes
from classroom.student.sight import Sight
from classroom.student.strip import strip
from classroom.student.told import addressee, days, messages, news
from classroom.student.told import history as strip_of_days
from classroom.student.turn import (
    countdown,
    day_words,
    notices,
    outcome_words,
    refusal_words,
    shapes,
    turn,
)
from classroom.student.wording import Words, words_of
from sim.domain.lookup import index_of
from sim.words import languages

entry, door, welcome, shared, resume, refusal = (
    doors.entry, doors.door, doors.welcome, doors.shared, doors.resume, doors.refusal,
)  # fmt: skip


def page(sight: Sight) -> str:
    """Return the page that the phase of the lesson asks for."""
    phase = sight.clock.phase
    if phase == f.CLOSED:
        ended = outcome_words(sight, words_of(sight)) if sight.table else ""
        return _render("student/closed.html", sight, {"outcome": ended})
    if sight.practice:
        return _table(sight)
    if not sight.table:
        return _render("student/unseated.html", sight, {})
    return _PAGES[phase](sight)


def fragments(sight: Sight) -> str:
    """Return the parts that a live update puts in place of the old ones, by their ids."""
    phase = sight.clock.phase
    values: dict[str, Any] = {"oob": True}
    template = "student/fragments_plain.html"
    if sight.practice or (sight.table and phase == f.BARGAINING):
        values |= _table_values(sight, words_of(sight))
        template = "student/fragments.html"
    return _render(template, sight, values)


def totals(sight: Sight, fields: Mapping[str, str]) -> str:
    """Return what a draft is worth to the seat, by the ids of the figures in the builder."""
    found = builder(sight, words_of(sight), fields)
    return _render("student/totals_answer.html", sight, {"builder": found, "oob": True})


def filled(sight: Sight, form: str, fields: Mapping[str, str]) -> dict[str, Filled]:
    """Return what posted forms say, by form: numbers, a package, words."""
    return sheets.filled(sight, form, fields)


def history(sight: Sight) -> str:
    """Return everything the seat saw, to read."""
    words = words_of(sight)
    # What the rules end is an event of the talks; what the teacher or the clock ends is none.
    cut = sight.over and sight.view.common.outcome is None
    values = {"dated": days(sight, words), "end": outcome_words(sight, words) if cut else ""}
    return _render("student/history.html", sight, values)


def brief(sight: Sight, papers: Sequence[Paper]) -> str:
    """Return what the seat has to read before it bargains, and whenever it wants to."""
    return _render("student/brief.html", sight, {"papers": papers})


def own(sight: Sight, panels: Sequence[Panel]) -> str:
    """Return what a student sees of itself after the reveal."""
    return _render("student/mine.html", sight, {"panels": panels})


def _waiting_room(sight: Sight) -> str:
    words = words_of(sight)
    values = {"role": _role(sight, words), "sheet": sheets.sheet(sight, words, f.PREPARATION)}
    return _render("student/waiting.html", sight, values)


def _table(sight: Sight) -> str:
    words = words_of(sight)
    values = _table_values(sight, words) | {"oob": False, "builder": builder(sight, words)}
    return _render("student/table.html", sight, values)


def _table_values(sight: Sight, words: Words) -> dict[str, Any]:
    found = theirs(sight.view)
    return {
        "turn": turn(sight, words),
        "cards": cards(sight, words),
        "consents": consents(sight, words),
        "strip": strip(sight, words),
        "acts": acts_of(sight, words),
        "news": news(sight, words),
        "messages": messages(sight, words),
        "history": strip_of_days(sight, words),
        "writes": writes(sight.view),
        "addressee": addressee(sight),
        "answer_to": None if found is None else found[1].id,
    }


def _forms(sight: Sight) -> str:
    words = words_of(sight)
    found = tuple(sheets.sheet(sight, words, form) for form in (f.FEELING, f.EXIT))
    values = {"sheets": found, "outcome": outcome_words(sight, words)}
    return _render("student/forms.html", sight, values)


def _debrief(sight: Sight) -> str:
    words = words_of(sight)
    values = {
        "sheets": (sheets.sheet(sight, words, f.EXIT),),
        "outcome": outcome_words(sight, words),
    }
    return _render("student/debrief.html", sight, values)


def _role(sight: Sight, words: Words) -> dict[str, Any]:
    """Return the seat card: aim, brief, temper and who else sits there."""
    seat, temper = sight.seat, sight.view.own.personality
    return {
        "name": words.actor(seat),
        "title": words.name("title", sight.scenario.id),
        "general": words.name("brief"),
        "aim": words.name(f"actors.{seat}.aim"),
        "brief": words.name(f"actors.{seat}.brief"),
        "temper": words.name(f"actors.{seat}.tempers.{temper}"),
        "others": tuple(
            (one, words.actor(one), words.name(f"actors.{one}.role")) for one in sight.others
        ),
    }


_PAGES = {
    f.JOINING: _waiting_room, f.BRIEFING: _waiting_room, f.PRACTICE: _waiting_room,
    f.BARGAINING: _table, f.FORMS: _forms, f.DEBRIEF: _debrief,
}  # fmt: skip


def _render(template: str, sight: Sight, values: Mapping[str, Any]) -> str:
    words = words_of(sight)
    today, left, until = day_words(sight, words)
    shared = {
        "sight": sight,
        "oob": False,
        "s": words,
        "shapes": shapes(sight.view),
        "name": words.actor,
        "me": words.actor(sight.seat),
        "where": words("practice_where") if sight.practice else words("table_n", n=sight.table),
        "notices": notices(sight, words),
        "clock": countdown(sight, words),
        "today": today,
        "left": left,
        "until": until,
        "result": refusal_words(sight.last, words),
        "key": f"{sight.now:x}-{sight.k:x}",
        "langs": tuple(one for one in languages() if one != sight.lang),
        "seats": tuple(one.id for one in index_of(sight.scenario).seats),
    }
    return render(template, sight.lang, {**shared, **values})
