"""
The planted class: six scripted tables whose figures are reckoned by hand in `planted/README.md`.

Every move goes through a `Session`, so the records are ordinary ones. A script says when each move
was made, in running seconds of the class, and the panels read those: minutes of the talks and luck
play no part in any figure.
"""

import csv
from functools import cache
from pathlib import Path

from classroom.cohort import facts as f
from classroom.debrief.played import Played
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.engine.session import Session
from sim.record.archive import write_archive
from sim.record.codec import encode_decision, encode_header
from sim.record.replay import open_record
from sim.scenario import load_scenario

HERE = Path(__file__).parent
FILE = HERE / "data" / "planted.toml"
BY_HAND = HERE / "planted"
ORCHARD, MILL, CROWN, COAST = SEATS = ("orchard", "mill", "crown", "coast")
SALE = "sale"
POINT = 10_000
_STOPS_MOST = 400


def package(price, works, water, jobs):
    """
    Return a package of the planted scenario.
    """
    return Package({"price": price, "works": works, "water": water, "jobs": jobs})


def offer(*options):
    """
    Return the move that tables a package.
    """
    return m.Propose(table=SALE, package=package(*options))


def accept(number):
    """
    Return the move that accepts an offer of the table.
    """
    return m.Accept(table=SALE, offer=number)


SCRIPTS = {
    # A good deal: nothing is left, and a proof was shown freely on the way.
    1: [
        (60, ORCHARD, offer(10, "sold", "open", 0)),
        (120, MILL, offer(40, "kept", "guarded", 100)),
        (180, MILL, m.Disclose(to=ORCHARD, fact="reservation")),
        (300, ORCHARD, offer(20, "sold", "open", 0)),
        (480, MILL, offer(40, "shared", "guarded", 100)),
        (700, ORCHARD, offer(20, "sold", "guarded", 100)),
        (960, MILL, offer(30, "sold", "guarded", 100)),
        (1000, ORCHARD, accept(6)),
        (1030, CROWN, m.Approve()),
        (1040, COAST, m.Approve()),
    ],
    # A poor deal, soon: all four could have had more.
    2: [
        (30, MILL, offer(30, "kept", "guarded", 100)),
        (90, ORCHARD, offer(10, "kept", "open", 0)),
        (200, MILL, offer(20, "kept", "guarded", 0)),
        (240, ORCHARD, accept(3)),
        (270, COAST, m.Endorse()),
        (280, CROWN, m.Approve()),
        (300, COAST, m.Approve()),
    ],
    # The buyer signs for less than no deal is worth to it; the ally refuses, without a veto.
    3: [
        (50, ORCHARD, offer(20, "sold", "guarded", 0)),
        (100, MILL, offer(40, "kept", "open", 100)),
        (200, ORCHARD, offer(20, "sold", "open", 0)),
        (300, ORCHARD, offer(20, "shared", "open", 0)),
        (400, MILL, offer(40, "kept", "guarded", 100)),
        (500, ORCHARD, accept(5)),
        (520, COAST, m.Block()),
        (550, CROWN, m.Approve()),
    ],
    # The seller walks out.
    4: [
        (100, MILL, offer(40, "kept", "guarded", 100)),
        (200, ORCHARD, offer(10, "kept", "open", 0)),
        (300, MILL, offer(40, "kept", "open", 100)),
        (380, MILL, m.Withdraw(table=SALE, offer=3)),
        (400, MILL, offer(40, "kept", "open", 100)),
        (500, ORCHARD, offer(20, "shared", "open", 0)),
        (600, MILL, m.Walk(table=SALE)),
    ],
    # Those at home refuse the paper, then the time of the class is up.
    5: [
        (200, ORCHARD, offer(10, "sold", "open", 0)),
        (400, MILL, accept(1)),
        (500, MILL, offer(30, "shared", "guarded", 100)),
        (800, ORCHARD, offer(20, "shared", "guarded", 100)),
        (890, MILL, offer(30, "shared", "open", 100)),
        (900, ORCHARD, m.Wait()),
    ],
    # A public line the deal breaks, a story in the papers, a condition that is met.
    6: [
        (40, MILL, m.State(issue="price", line=40)),
        (60, MILL, offer(40, "shared", "guarded", 100)),
        (100, ORCHARD, m.Leak(card="quarrel")),
        (200, ORCHARD, offer(20, "sold", "guarded", 0)),
        (250, CROWN, m.Condition(issue="water", option="guarded")),
        (300, MILL, offer(40, "sold", "guarded", 100)),
        (500, ORCHARD, offer(30, "shared", "guarded", 100)),
        (540, MILL, accept(4)),
        (560, CROWN, m.Approve()),
        (580, COAST, m.Approve()),
    ],
}
"""By table (running seconds, seat, move)."""

STATUS = {
    1: f.AGREEMENT, 2: f.AGREEMENT, 3: f.AGREEMENT, 4: f.IMPASSE, 5: f.TIMEOUT, 6: f.AGREEMENT,
}  # fmt: skip

LESSON = 1040
"""Running seconds at which the teacher goes on: after the last move at any table."""

RESERVATIONS = {
    # In points: what each seat wrote on its sheet. Nobody at table 5 filled one.
    1: {ORCHARD: 20, MILL: 30, CROWN: 20, COAST: 10},
    2: {ORCHARD: 25, MILL: 30, CROWN: 20},
    3: {ORCHARD: 0, MILL: 40},
    4: {ORCHARD: 50, MILL: 85, CROWN: 20, COAST: 10},
    6: {ORCHARD: 30, MILL: 60, CROWN: 40, COAST: 30},
}
TARGETS = {1: {ORCHARD: 70, MILL: 76, CROWN: 60, COAST: 40}}

FEELINGS = {
    # (outcome, self, process, relationship), 1 to 7. Two people share the buyer's seat at table 3.
    1: {ORCHARD: [(6, 6, 6, 7)], MILL: [(5, 6, 6, 6)],
        CROWN: [(7, 6, 5, 5)], COAST: [(6, 5, 5, 5)]},
    2: {ORCHARD: [(5, 5, 6, 6)], MILL: [(3, 4, 5, 5)]},
    3: {ORCHARD: [(2, 2, 4, 3), (1, 3, 4, 4)], MILL: [(7, 7, 6, 3)], CROWN: [(5, 4, 4, 4)]},
    4: {ORCHARD: [(2, 3, 2, 1)], MILL: [(3, 5, 2, 2)]},
    6: {ORCHARD: [(5, 4, 4, 3)], MILL: [(6, 5, 5, 4)],
        CROWN: [(6, 6, 6, 5)], COAST: [(6, 4, 5, 5)]},
}  # fmt: skip
ITEMS = ("outcome", "self", "process", "relationship")


@cache
def planted():
    """
    Return the six tables as the debrief reads them.
    """
    return tuple(table(number) for number in SCRIPTS)


def table(number, status=None, script=None):
    """
    Return one scripted table; another script or status may stand in for its own.
    """
    session, seconds = played(SCRIPTS[number] if script is None else script, seed=number)
    status = STATUS[number] if status is None else status
    return Played(
        table=number,
        header=session.header,
        decisions=tuple(session.decisions),
        status=status,
        seconds=seconds,
        closed=LESSON if status == f.TIMEOUT else None,
        preparation=sheets(number),
        feelings=feelings(number),
    )


def played(script, seed):
    """
    Play a script through a session; return it with the seconds of every decision.
    """
    session = Session(load_scenario(FILE), seed=seed, humans=SEATS)
    seconds = dict.fromkeys(range(1, len(session.decisions) + 1), 0)
    for at, seat, move in script:
        _wait_for(session, seat)
        refusal = session.submit(move, seat)
        assert refusal is None, (seat, move, refusal)
        session.advance()
        last = max(seconds.values())
        # What the others did meanwhile came after the script's former move, and before this one.
        for taken in range(len(seconds) + 1, len(session.decisions) + 1):
            made = session.decisions[taken - 1]
            seconds[taken] = at if (made.actor, made.move) == (seat, move) else last
            last = max(seconds.values())
    return session, seconds


def _wait_for(session, seat):
    """
    Let the others wait until a seat may move.
    """
    for _ in range(_STOPS_MOST):
        due = session.due_seats()
        if seat in due:
            return
        assert due, f"nobody is due, and {seat} never was"
        session.submit(m.Wait(), due[0])
        session.advance()
    raise AssertionError(f"{seat} was never due")


def sheets(number):
    """
    Return the preparation sheets of a table by seat.
    """
    targets = TARGETS.get(number, {})
    found = {}
    for seat, stated in RESERVATIONS.get(number, {}).items():
        answers = {"reservation": stated * POINT}
        if seat in targets:
            answers["target"] = targets[seat] * POINT
        who = f"T{number}{seat}"
        found[seat] = f.FormFilled(who=who, form=f.PREPARATION, answers=answers)
    return found


def feelings(number):
    """
    Return the forms of subjective value of a table by seat.
    """
    return {
        seat: [
            f.FormFilled(
                who=f"T{number}{seat}{at}",
                form=f.FEELING,
                answers=dict(zip(ITEMS, marks, strict=True)),
            )
            for at, marks in enumerate(forms)
        ]
        for seat, forms in FEELINGS.get(number, {}).items()
    }


def rows_by_hand(panel):
    """
    Return (columns, rows) of a panel's committed file: whole numbers, words, None where empty.
    """
    with (BY_HAND / f"{panel}.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return tuple(columns), tuple(tuple(map(cell, row)) for row in rows)


def cell(said):
    """
    Return a cell of such a file as a panel gives it.
    """
    if not said:
        return None
    return int(said) if said.lstrip("-").isdigit() else said


def archive_of(one, path):
    """
    Write a table's record to a file and return it opened.
    """
    write_archive(path, encode_header(one.header), map(encode_decision, one.decisions))
    return open_record(path)
