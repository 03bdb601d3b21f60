"""Whether a long game costs more an event than a short one: it must not."""

from attrs import evolve

from bench import measuring as m
from bench import records
from sim.domain.decider import advance, decide_again
from sim.domain.decision import Decision
from sim.domain.talks import Talks
from sim.engine.session import Session

_MICRO = 1_000_000
_BAR = 1.5
_GOAL = 1.1
_REPEATS = 3

Stretch = tuple[Talks, list[Decision]]
"""The talks at a mark, and the decisions that follow."""


def flat(size: m.Size) -> list[m.Row]:
    """Measure the cost an event of fold and decide at the marks of one long record."""
    session = records.long_session(size.events)
    first, middle, last = (_stretch(session, mark, size.window) for mark in size.marks)
    folds = m.in_turn(
        size.rounds,
        m.OF_PROCESSOR,
        lambda: _folded(first),
        lambda: _folded(middle),
        lambda: _folded(last),
    )
    decides = m.in_turn(
        size.rounds,
        m.OF_PROCESSOR,
        lambda: _decided(first),
        lambda: _decided(middle),
        lambda: _decided(last),
    )
    return [*_rows("fold", folds, size), *_rows("decide", decides, size)]


def _rows(name: str, figures: list[tuple[float, ...]], size: m.Size) -> list[m.Row]:
    """Return the ratio at the middle mark, and that at the last one with its bar."""
    start, middle, end = size.marks
    peer = m.Peer(f"us/event at {start}", m.middle(figures, 0) * _MICRO)
    row = m.Row(
        name=f"flat.{name}.{middle}", value=m.ratio(figures, 1, 0), unit="of the peer", peer=peer
    )
    last = m.ratio(figures, 2, 0)
    return [row, evolve(row, name=f"flat.{name}.{end}", value=last, bar=_BAR, goal=_GOAL)]


def _stretch(session: Session, mark: int, window: int) -> Stretch:
    at = records.reaching(session.decisions, mark)
    talks = session.opening
    for made in session.decisions[:at]:
        talks = advance(talks, made)
    return talks, session.decisions[at : at + window]


def _folded(stretch: Stretch) -> int:
    """Fold the decisions of a stretch some times over; return the events."""
    start, made = stretch
    for _ in range(_REPEATS):
        talks = start
        for one in made:
            talks = advance(talks, one)
    return _REPEATS * sum(len(one.events) for one in made)


def _decided(stretch: Stretch) -> int:
    """Decide and fold the decisions of a stretch again; return the events."""
    talks, made = stretch
    for one in made:
        assert decide_again(talks, one) == one.events
        talks = advance(talks, one)
    return sum(len(one.events) for one in made)
