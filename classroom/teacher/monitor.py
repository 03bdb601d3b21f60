"""The monitor: all tables on one page, who is waited for, the clock, what a teacher may do now."""

from collections import Counter
from collections.abc import Mapping

from attrs import evolve, frozen

from classroom.cohort import facts as f
from classroom.cohort.state import Cohort
from classroom.pages import render
from classroom.presence import STALLED_MS
from classroom.teacher.lesson import lesson_of
from classroom.teacher.notices import Notice, told
from classroom.teacher.overview import Overview, standing_still
from classroom.teacher.parts import Part, changed, drawn
from classroom.teacher.rows import (
    AWAY,
    EMPTY,
    GROUPS,
    HERE,
    RETURNED,
    STATES,
    STRATEGY,
    Row,
    Stall,
    counts,
    rows,
    stalls,
    state_counts,
)
from classroom.teacher.words import OFFER_ISSUES, Lexicon, clock_words, emblems, lexicon

COLUMN = 25
"""Rows of one column: fifty tables are two columns, and nothing scrolls."""


@frozen(kw_only=True)
class ClockFace:
    """The clock of the phase as it is shown."""

    phase: str
    words: str
    """Time left, or time gone where the phase has no limit."""
    left: int | None
    gone: int
    limit: str
    planned: int
    """Minutes of the plan for a phase without a limit; 0 where the plan leaves it out."""
    running: bool


def clock_face(overview: Overview) -> ClockFace:
    """Return what the clock shows now."""
    clock = overview.cohort.clock
    left, gone = clock.left(overview.now), clock.elapsed(overview.now)
    planned = overview.cohort.opened.plan.get(clock.phase, 0)
    return ClockFace(
        phase=clock.phase,
        words=clock_words(gone if left is None else left),
        left=left,
        gone=gone,
        limit="" if clock.limit is None else clock_words(clock.limit),
        planned=planned // 60 if clock.limit is None else 0,
        running=not clock.paused and not overview.cohort.closed,
    )


def columns(table_rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], ...]:
    """Return the rows in one column, or from a full one on in two; a row never changes its."""
    if len(table_rows) <= COLUMN:
        return (table_rows,)
    size = max(COLUMN, -(-len(table_rows) // 2))
    return (table_rows[:size], table_rows[size:])


def notices_of(overview: Overview) -> tuple[Notice, ...]:
    """Return the notices in words."""
    return told(lexicon(overview.scenario, overview.lang).t, overview.notices)


def page(overview: Overview) -> str:
    """Return the whole monitor."""
    parts = parts_of(overview)
    shown = {part.id: drawn(part, overview.lang) for part in parts}
    table_rows = rows(overview)
    some = [tuple(shown[row_id(row)] for row in column) for column in columns(table_rows)]
    words = lexicon(overview.scenario, overview.lang)
    values: dict[str, object] = {
        **common_values(overview, words),
        "columns": some,
        "one_column": len(some) == 1,
        "shown": shown,
        "lesson": lesson_of(overview),
        "legend": legend(words),
        "marks": tuple(emblems(words, overview.cohort.opened.seats).values()),
        "states": STATES,
        "still": standing_still(overview),
    }
    return render("teacher/monitor.html", overview.lang, values)


def fragments(overview: Overview, has: str = "") -> str:
    """Return the parts that a page, which says what it has, must change."""
    return changed(parts_of(overview), has, overview.lang)


def common_values(overview: Overview, words: Lexicon) -> dict[str, object]:
    """Return what every page of a class needs."""
    return {
        "code": overview.code,
        "cohort": overview.cohort,
        "title_of_class": words.title(),
        "now": overview.now,
        "notices": notices_of(overview),
        "back": "",
        "face": clock_face(overview),
        # Asked for by the bar alone: the wall has none, and the monitor names them.
        "stalled_now": lambda: len(stalls(overview, rows(overview))),
    }


def legend(words: Lexicon) -> str:
    """Return which issues the short offers name, in their order."""
    some = words.scenario.issues[:OFFER_ISSUES]
    return " · ".join(words.short_issue(issue.id) for issue in some)


def row_id(row: Row) -> str:
    """Return the id of a table's row."""
    return f"row-{row.table}"


def parts_of(overview: Overview) -> tuple[Part, ...]:
    """Return everything on the monitor that changes while it is open."""
    table_rows = rows(overview)
    return (
        *_head(overview, table_rows),
        _clock_card(overview),
        _stalled(overview, table_rows),
        _results(overview, table_rows),
        _steps(overview),
        *(_row(overview, row, table_rows) for row in table_rows),
    )


def _row(overview: Overview, row: Row, table_rows: tuple[Row, ...]) -> Part:
    wide = len(table_rows) <= COLUMN
    column = next(at for at, some in enumerate(columns(table_rows)) if row in some)
    values = {
        "row": row,
        "code": overview.code,
        "wide": wide,
        "named": overview.cohort.names_shown,
        "into": f"rows-{column}",
        "clock_words": clock_words,
    }
    state = (evolve(row, since=None), wide, overview.cohort.names_shown, column, overview.lang)
    return Part(id=row_id(row), template="teacher/row.html", values=values, state=state)


def _head(overview: Overview, table_rows: tuple[Row, ...]) -> tuple[Part, Part, Part]:
    face = clock_face(overview)
    numbers = _numbers(overview, table_rows)
    people = _people(overview, table_rows)
    notices = notices_of(overview)
    closed = overview.cohort.closed > 0
    head = {"numbers": numbers, "people": people, "joining": overview.cohort.joining,
            "closed": closed}  # fmt: skip
    return (
        Part(id="head", template="teacher/head.html", values=head, state=head),
        Part(
            id="clock",
            template="teacher/clock.html",
            values={"face": face, "closed": closed},
            state=(evolve(face, words="", left=None, gone=0), overview.cohort.clock, closed),
        ),
        Part(
            id="notices",
            template="teacher/notices.html",
            values={"notices": notices, "closed": closed},
            state=(notices, closed),
        ),
    )


def _numbers(overview: Overview, table_rows: tuple[Row, ...]) -> tuple[tuple[str, int], ...]:
    """Return how many tables are where; before the bargaining all of them are only ready."""
    if f.PHASES.index(overview.cohort.clock.phase) < f.PHASES.index(f.BARGAINING):
        return (("ready", len(table_rows)),)
    found = counts(table_rows)
    return tuple((group, found[group]) for group in GROUPS)


def _people(overview: Overview, table_rows: tuple[Row, ...]) -> Mapping[str, int]:
    """
    Return how many students are where, and how many seats nobody holds.

    A pair in one seat is where its seat is. Here, away and replaced make up all who play.
    """
    states = {(row.table, mark.emblem.seat): mark.state for row in table_rows for mark in row.seats}
    members = [one for one in overview.cohort.members.values() if not one.banned]
    playing = Counter(
        states.get((one.table, one.seat))
        for one in members
        if one.seated and one.duty != f.OBSERVER
    )
    return {
        "here": playing[HERE] + playing[RETURNED],
        "all": playing.total(),
        "away": playing[AWAY],
        "replaced": playing[STRATEGY],
        "looking": sum(one.duty == f.OBSERVER for one in members),
        "standing": sum(not one.seated for one in members),
        "strategies": state_counts(table_rows)[EMPTY],
    }


def _clock_card(overview: Overview) -> Part:
    clock = overview.cohort.clock
    state = {
        "code": overview.code,
        "paused": clock.paused,
        "endless": clock.limit is None,
        "closed": overview.cohort.closed > 0,
        "playing": clock.phase in (f.PRACTICE, f.BARGAINING),
    }
    return Part(id="clock-card", template="teacher/clock_card.html", values=state, state=state)


def _stalled(overview: Overview, table_rows: tuple[Row, ...]) -> Part:
    found = stalls(overview, table_rows)
    still = standing_still(overview)
    values = {
        "code": overview.code,
        "found": found,
        "total": len(found),
        "nudged_all": [
            f"{one.table}.{one.mark.emblem.seat}" for one in found if one.mark.state != AWAY
        ],
        "by_itself": STALLED_MS,
        "tables": len(table_rows),
        "people": len(overview.cohort.members),
        "still": still,
        "closed": overview.cohort.closed > 0,
        "practice": _practice(overview),
        "filled": _filled(overview),
        "phase": overview.cohort.clock.phase,
        "running": not still,
        "clock_words": clock_words,
    }
    state = (tuple(map(_stall_state, found)), still, not table_rows, not overview.cohort.members,
             _practice(overview), _filled(overview), overview.cohort.closed)  # fmt: skip
    return Part(id="stalled", template="teacher/stalled.html", values=values, state=state)


def _practice(overview: Overview) -> tuple[int, int] | None:
    """Return how many of how many made a practice move, while the class practises."""
    if overview.cohort.clock.phase != f.PRACTICE:
        return None
    members = overview.cohort.members.values()
    return overview.practised, sum(not (one.banned or one.erased) for one in members)


_ASKED = {f.BRIEFING: {f.PREPARATION}, f.FORMS: {f.FEELING, f.EXIT}}
"""What people fill in, by phase."""


def _filled(overview: Overview) -> tuple[int, int] | None:
    """Return how many of how many kept what the phase asks for; None where it asks for nothing."""
    asked = _ASKED.get(overview.cohort.clock.phase)
    if asked is None:
        return None
    some = (one for one in overview.cohort.members.values() if not (one.banned or one.erased))
    people = [one for one in some if one.seated and one.duty != f.OBSERVER]
    return sum(not asked.isdisjoint(one.forms) for one in people), len(people)


def _stall_state(stall: Stall) -> object:
    return evolve(stall, since=0, nudged=None if stall.nudged is None else 0)


def _results(overview: Overview, table_rows: tuple[Row, ...]) -> Part:
    cohort = overview.cohort
    lesson = lesson_of(overview)
    values = {
        "code": overview.code,
        "revealed": cohort.revealed,
        "closed": cohort.closed > 0,
        "over": sum(one.status != "" for one in cohort.places.values()),
        "tables": len(table_rows),
        "open_tables": open_tables(cohort),
        "playing": lesson.present.tables_play,
        "ended": not lesson.bargains,
        "seconds": lesson.seconds_of(f.FORMS),
    }
    return Part(id="results", template="teacher/results.html", values=values, state=values)


def open_tables(cohort: Cohort) -> tuple[int, ...]:
    """Return the tables that have no result yet."""
    return tuple(sorted(one.table for one in cohort.places.values() if not one.status))


def _steps(overview: Overview) -> Part:
    cohort = overview.cohort
    lesson = lesson_of(overview)
    left = open_tables(cohort)
    values = {"code": overview.code, "lesson": lesson, "open_tables": left, "cohort": cohort}
    state = (lesson, left, cohort.joining, cohort.names_shown, cohort.word, cohort.closed)
    return Part(id="lesson", template="teacher/lesson.html", values=values, state=state)
