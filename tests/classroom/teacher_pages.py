"""
Make classes of real tables at different moments, and write the teacher's pages as files.

    python tests/classroom/teacher_pages.py FOLDER [en|fr]
"""

import sys
from pathlib import Path

from attrs import evolve

from classroom.cohort import facts as f
from classroom.cohort.state import folded
from classroom.debrief.panel import Panel
from classroom.teacher import (
    entrance,
    events_page,
    exports,
    joining,
    monitor,
    people,
    projector,
    table_page,
)
from classroom.teacher.overview import Overview, TableState
from classroom.teacher.plans import PLANS
from sim.charts.columns import Column, columns
from sim.charts.plane import Titles
from sim.domain.lookup import index_of
from sim.domain.views import view_for
from sim.engine.session import Session
from sim.scenario import load_scenario

SUMMER = "summer-2020"
START = 1_800_000_000_000
"""Wall time at which the classes were opened."""
BARGAINING = START + 26 * 60_000
NOW = BARGAINING + 11 * 60_000 + 28_000
NAMES = ("Ada Quill", "Bo Marsh", "Cy Vale", "Di Stone", "Ed Fern", "Flo Reed", "Gus Oak")


def seats_of(scenario):
    """Return the seats that people may take, by rank."""
    return tuple(actor.id for actor in index_of(scenario).seats)


def played(scenario, seed, decisions):
    """Return a session that strategies played for some decisions, then handed to people."""
    session = Session(scenario, seed)
    while len(session.decisions) < decisions and not session.over:
        session.step()
    if not session.over:
        for seat in seats_of(session.scenario):
            session.take(seat)
        session.advance()
    return session


def class_of(name=SUMMER, tables=3, *, lang="en", moments=(8, 60, 130, 220, 30, 90, 400)):
    """Return an overview of a class that bargains, with the sessions of its tables."""
    scenario = load_scenario(name)
    seats = seats_of(scenario)
    sessions = {
        number: played(scenario, 100 + number, moments[number % len(moments)])
        for number in range(1, tables + 1)
    }
    entries = [(START, opened(scenario, lang, tables))]
    for number in sessions:
        entries += table_facts(number, seats)
    entries.append((BARGAINING, f.PhaseBegun(phase=f.BARGAINING, seconds=26 * 60)))
    for number, session in sessions.items():
        if session.over:
            entries.append((NOW - 60_000, f.TableEnded(table=number, status=status(session))))
    cohort = folded(entries)
    overview = Overview(
        code="K7QX4M",
        lang=lang,
        now=NOW,
        cohort=cohort,
        names={who: f"{NAMES[at % 7]} {at + 1}" for at, who in enumerate(cohort.members)},
        tables={number: table_state(number, one, seats) for number, one in sessions.items()},
        scenario=scenario,
        addresses=("http://10.0.0.12:8000", "http://192.168.1.40:8000"),
        word="linden",
    )
    return overview, sessions


def opened(scenario, lang, tables):
    """Return how the classes of this file begin."""
    return f.ClassOpened(
        scenario=scenario.id,
        lang=lang,
        seed=100,
        layout=f.ARRIVAL,
        seats=seats_of(scenario),
        tables=tables,
        plan=PLANS["90"].seconds,
        word="linden",
    )


def table_facts(number, seats):
    """Return who sits at a table: somebody at each seat, but nobody at the last of every fifth."""
    found = [(START + number, f.TableMade(table=number, seed=100 + number))]
    for place, seat in enumerate(seats):
        if number % 5 == 0 and place == len(seats) - 1:
            continue
        who = f"P{number:03}{place}"
        found += [
            (START + number, f.ParticipantJoined(who=who, lang="en")),
            (START + number, f.SeatGiven(who=who, table=number, seat=seat, duty=f.PLAYER)),
            (START + number, f.PersonSeated(table=number, seat=seat)),
        ]
        if number % 11 == 7 and place == 1:
            found.append((NOW - 9_000, f.StrategySeated(table=number, seat=seat, why=f.ASKED)))
    return found


def status(session):
    """Return how a session that is over ended."""
    kind = session.talks.common.outcome.kind
    return f.AGREEMENT if kind == "deal" else f.IMPASSE


def table_state(number, session, seats):
    """Return a table's state: most move often, some are slow, every seventeenth is stalled."""
    wait = 5_000 + 7_919 * number % 50_000
    if number % 9 == 4:
        wait = 65_000 + number * 500
    if number % 17 == 8:
        wait = 121_000 + number * 2_000
    due = session.due_seats()
    away = {due[0]} if due and number % 17 == 8 and number % 2 else set()
    away |= {seats[1]} if number % 22 == 7 else set()
    state = TableState(talks=session.talks, due=due, here=frozenset(set(seats) - away))
    return since(state, NOW - wait)


def since(state, at):
    """Return a table's state with every seat that is due waited for since a moment."""
    return evolve(state, since=dict.fromkeys(state.due, at))


def happenings(sessions):
    """Return what the environment may do now at these tables, each move once."""
    count = {}
    for session in sessions.values():
        if session.over:
            continue
        for actor in index_of(session.scenario).order:
            if actor.kind == "environment":
                for move in _open_moves(session, actor.id):
                    count[actor.id, move] = count.get((actor.id, move), 0) + 1
    return [
        events_page.Happening(actor=actor, move=move, tables=number)
        for (actor, move), number in count.items()
    ]


def _open_moves(session, actor):
    from sim.domain.rules.choices import legal_moves

    view = view_for(actor, session.talks)
    return [move for move in legal_moves(view) if type(move).__name__ not in ("Wait", "Say")]


def panels(lang):
    """Return three panels to lay out: drawings of our charts, tables, a note."""
    fr = lang == "fr"
    title = "Créé, table par table" if fr else "Created, table by table"
    caption = (
        "Une colonne compte les tables. La moitié des 34 accords laissa 24\u00a0% ou plus."
        if fr
        else "A column counts tables. Half of the 34 deals left 24 % or more of the best unmade."
    )
    some = [Column(begin=at * 10, end=at * 10 + 10, count=1 + at * 3 % 7) for at in range(10)]

    def write(value, *_):
        return f"{value:g}"

    titles = Titles(label=title, across="%", up="n")
    drawing = columns(some, titles, write)
    head, rows = ("%", "n"), tuple((f"{c.begin:g}", f"{c.count}") for c in some)
    one = Panel(id="created", title=title, caption=caption, drawing=drawing, head=head, rows=rows)
    few = ("Moins de cinq tables." if fr else "Fewer than five tables: read with care.",)
    return (
        one,
        evolve(one, id="first", title="First offers" if not fr else "Premières offres", notes=few),
        evolve(one, id="history", title="History" if not fr else "Histoire", drawing=None),
    )


def with_facts(overview, *facts):
    """Return an overview some facts later."""
    from classroom.cohort.state import told

    cohort = overview.cohort
    for fact in facts:
        cohort = told(cohort, fact, overview.now)
    return evolve(overview, cohort=cohort)


def empty_class(lang="en", name=SUMMER):
    """Return a class that nobody has joined yet."""
    scenario = load_scenario(name)
    cohort = folded([(START, opened(scenario, lang, 50))])
    return Overview(
        code="K7QX4M", lang=lang, now=START + 60_000, cohort=cohort, names={}, tables={},
        scenario=scenario, addresses=("http://10.0.0.12:8000",), word="linden",
    )  # fmt: skip


def entrance_pages(lang):
    """Return the pages before a class."""
    kept = [
        entrance.Kept(
            code="K7QX4M", title="Summer 2020", opened=(2026, 11, 27), people=194, tables=50,
            phase="bargaining",
        ),
        entrance.Kept(
            code="B2HR9T", title="First offer", opened=(2026, 11, 20), people=31, tables=16,
            phase="closed", closed=True,
        ),
    ]  # fmt: skip
    scenarios = (SUMMER, "first-offer", "merger-of-equals")
    return {
        "login": entrance.login(lang, wrong=True),
        "login-wait": entrance.login(lang, wait_seconds=30),
        "classes": entrance.classes(lang, kept),
        "classes-none": entrance.classes(lang, ()),
        "new": entrance.new(lang, scenarios),
        "new-fault": entrance.new(
            lang, scenarios, entrance.Draft(plan="custom", layout="list"), ("names", "minutes")
        ),
    }


def class_pages(overview, sessions, lang):
    """Return every page of one class."""
    files = [
        exports.File(name="tables.csv", rows=len(sessions)),
        exports.File(name="messages.csv", rows=210, personal=True),
        exports.File(name="outcome_space.csv", rows=20_003),
        exports.File(name="outcome_space.jsonl", rows=20_003),
        exports.File(name="codebook.md"),
        exports.File(name="class.zip"),
    ]
    first = min(sessions)
    leaves = projector.leaves_of(panels(lang), [("created", "first")])
    open_again = with_facts(overview, f.ResultsRevealed())
    return {
        "monitor": monitor.page(overview),
        "table": table_page.page(overview, first, sessions[first].decisions),
        "people": people.page(overview),
        "events": events_page.page(overview, happenings(sessions)),
        "join": joining.page(overview),
        "reach": joining.reach(overview),
        "exports": exports.page(
            overview,
            files,
            (
                "packet",
                "general",
                *(f"brief?seat={s}" for s in seats_of(overview.scenario)),
                "trouble",
            ),
        ),
        "sealed": projector.page(overview, leaves),
        "debrief": projector.page(open_again, leaves, "created"),
        "history": projector.page(open_again, leaves, "history"),
    }


def states(lang):
    """Return pages in their empty and error states."""
    nobody = empty_class(lang)
    small, sessions = class_of(tables=1, lang=lang)
    shut = (f.ClockPaused(), f.NamesShown(shown=True))
    notices = ("restarted=14:31", "disk=no space", "sample")
    return {
        "monitor-nobody": monitor.page(nobody),
        "join-nobody": joining.page(nobody),
        "join-no-address": joining.page(evolve(nobody, addresses=())),
        "reach-none": joining.reach(evolve(nobody, addresses=())),
        "people-nobody": people.page(nobody),
        "debrief-empty": projector.page(with_facts(nobody, f.ResultsRevealed()), ()),
        "monitor-1": monitor.page(small),
        "monitor-paused": monitor.page(evolve(with_facts(small, *shut), notices=notices)),
        "monitor-closed": monitor.page(with_facts(small, f.ResultsRevealed(), f.ClassClosed())),
        "events-none": events_page.page(small, ()),
        "table-1": table_page.page(small, 1, sessions[1].decisions),
    }


def all_pages(lang):
    """Return every page in a language, by name; fifty tables of four take some seconds."""
    big, sessions = class_of(tables=50, lang=lang)
    found = {**entrance_pages(lang), **states(lang), **class_pages(big, sessions, lang)}
    for name, tables in (("summer-2020", 12), ("merger-of-equals", 12), ("first-offer", 8)):
        some, _ = class_of(name, tables, lang=lang, moments=(4, 12, 25, 40, 7, 90))
        found[f"monitor-{name}"] = monitor.page(some)
        named = with_facts(some, f.NamesShown(shown=True))
        found[f"monitor-{name}-named"] = monitor.page(named)
    return found


if __name__ == "__main__":
    folder, lang = Path(sys.argv[1]), (sys.argv[2:] or ["en"])[0]
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in all_pages(lang).items():
        (folder / f"{name}.{lang}.html").write_text(text, encoding="utf-8")
