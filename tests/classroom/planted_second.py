"""
What the second half's panels need beside the planted class: marks for fairness, a fork, a history.

The sums are in `planted/README-second.md`.
"""

import json
from functools import cache

from attrs import evolve

from classroom.cohort import facts as f
from classroom.debrief.history import Real
from classroom.debrief.played import Played
from classroom.forms import FAIR_RESULT
from sim.domain import moves as m
from sim.history_rows import Entry, History, Row
from sim.record.codec import (
    canonical,
    decode_decision,
    decode_header,
    encode_decision,
    encode_header,
)
from tests.classroom import planted

FAIR = {
    1: {"orchard": [5], "mill": [4], "crown": [7], "coast": [4]},
    2: {"orchard": [6], "mill": [5]},
    3: {"orchard": [1, 2], "mill": [6], "crown": [4]},
    6: {"orchard": [5], "mill": [6], "crown": [6], "coast": [5]},
}
"""How fair each person found the result, 1 to 7."""


@cache
def rated():
    """
    Return the planted class with marks for fairness in the forms.
    """
    return tuple(_rated(one) for one in planted.planted())


def _rated(one):
    marks = FAIR.get(one.table, {})
    forms = {
        seat: [
            evolve(form, answers={**form.answers, FAIR_RESULT: mark})
            for form, mark in zip(filled, marks[seat], strict=True)
        ]
        if seat in marks
        else filled
        for seat, filled in one.feelings.items()
    }
    return evolve(one, feelings=forms)


@cache
def pair():
    """
    Return table 3 and its fork, in which the buyer walks instead of accepting.
    """
    script = [*planted.SCRIPTS[3][:5], (500, planted.ORCHARD, m.Walk(table=planted.SALE))]
    return planted.planted()[2], planted.table(3, status=f.IMPASSE, script=script)


def history():
    """
    Return an invented history of the planted scenario: two moves, an end, a row that is no move.
    """
    gazette = "The Harbour Gazette"
    threat = Entry(row=1, actor="crown", minute=1440, kind="threaten", fields={})
    condition = Entry(row=2, actor="crown", minute=2880, kind="condition", fields={})
    return History(
        name="planted",
        seed=1,
        because={"outside_the_model": "nothing the seats bargain over"},
        rows=(
            _row(1, "2024-03-05", gazette, "high", entries=(threat,)),
            _row(2, "2024-03-06", "Gazette of the Crown", "medium", entries=(condition,)),
            _row(3, "2024-03-07", gazette, "high", why_not="outside_the_model"),
            _row(4, "2024-03-08", gazette, "low", kind="deal_shelved", why_not="outside_the_model"),
        ),
    )


def _row(number, date, source, confidence, kind="statement_public", **more):
    return Row(
        number=number, date=date, time_utc="", actor="crown", kind=kind, source=source,
        confidence=confidence, **more,
    )  # fmt: skip


def real():
    """
    Return the invented history with its end.
    """
    return Real(history=history(), outcome="walked", minute=5760, row=4)


RENAMED = {"orchard": "zebra", "mill": "aardvark", "crown": "lynx", "coast": "bear"}


def renamed(one):
    """
    Return the same table with every seat called otherwise, in record and forms.
    """

    def said(line):
        for old, new in RENAMED.items():
            line = line.replace(b'"%s"' % old.encode(), b'"%s"' % new.encode())
        # Names changed their order among the keys.
        return canonical(json.loads(line))

    decisions = tuple(
        decode_again(said(encode_decision(made)), made.number) for made in one.decisions
    )
    return Played(
        table=one.table,
        header=decode_header(said(encode_header(one.header))),
        decisions=decisions,
        status=one.status,
        seconds=one.seconds,
        closed=one.closed,
        preparation={RENAMED[seat]: form for seat, form in one.preparation.items()},
        feelings={RENAMED[seat]: forms for seat, forms in one.feelings.items()},
    )


def decode_again(line, number):
    """
    Return a decision from its line.
    """
    made = decode_decision(line)
    assert made.number == number
    return made
