"""
Goal: talks of two parties go as a plain loop over all packages says, and as the peer's do.

Method: an oracle that sorts every package and knows no calendar; NegMAS where it is installed.
"""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bench import bargaining, peers
from sim.analysis.spaces import row_at
from sim.engine import bilateral as room

WHOLE = peers.WHOLE
EXPONENTS = st.sampled_from([0.25, 0.5, 1.0, 4.0])


def _points(space):
    return [row_at(space, number)[:2] for number in range(space.packages)]


def _worst(points, least, near):
    """
    Return the worth of the offer: the least from the mark on, or what lies as near below it.
    """
    above = min((one for one in points if one >= least), default=max(points))
    below = max((one for one in points if least - near <= one < least), default=None)
    return above if below is None or least - below >= above - least else below


def _plain(space, exponents, steps):
    """
    Return what each offer was worth to its party, and what both have in the end, or None.
    """
    own = [[pair[at] for pair in _points(space)] for at in range(2)]
    offers = []
    for step in range(steps):
        share = (step + 1) / (steps + 1)
        for me in range(2):
            low, high = min(own[me]) / WHOLE, max(own[me]) / WHOLE
            least = max(low, (high - low) * (1 - share ** exponents[me]) + low - 1e-4) * WHOLE
            if offers and own[me][offers[-1]] >= least:
                return offers, offers[-1]
            offers.append(own[me].index(_worst(own[me], least, 1e-6 * WHOLE)))
    return offers, None


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=4),
    st.integers(0, 10_000),
    st.tuples(EXPONENTS, EXPONENTS),
    st.integers(1, 12),
)
def test_talks_go_as_the_plain_loop_says(sizes, seed, exponents, steps):
    space = peers.space_of(peers.problem(seed, sizes, 2))
    points = _points(space)
    # Which of two packages that are worth the same is offered is nobody's business here.
    assume(all(len({pair[at] for pair in points}) == len(points) for at in range(2)))
    made = room.prepare(space, peers.WHOLE)
    talked = room.bargain(made, exponents, steps)
    offers, agreed = _plain(space, exponents, steps)
    tabled = [fact for fact in talked.facts if isinstance(fact, room.Tabled)]
    assert [-made.numbers.points(fact.place) for fact in tabled] == offers
    assert talked.agreement == agreed


HALVES = st.lists(st.integers(0, 40), min_size=1, max_size=6)


@given(HALVES, HALVES, st.integers(0, 1_000))
def test_the_worst_from_a_mark_on_is_the_enumerated_one(short, long, mark):
    # Five points are near where a utility of 1 has five millions.
    sheet = room.Sheet(short, long, 5_000_000)
    points = [one + two for one in short for two in long]
    least = min(points) + (max(points) - min(points)) * mark / 1_000
    assert sheet.points(sheet.worst_from(least)) == _worst(points, least, 5)


def _made(seed=0, sizes=(9, 3, 2)):
    return room.prepare(peers.space_of(peers.problem(seed, sizes, 2, opposed=True)), peers.WHOLE)


@pytest.mark.parametrize("seed", range(5))
def test_the_facts_fold_to_the_end(seed):
    talked = room.bargain(_made(seed), (4.0, 0.25), 20)
    table = room.OPENED
    for fact in talked.facts:
        assert table.end is None, "nothing happens after the end"
        table = room.evolve(table, fact)
    assert table.end == talked.facts[-1]
    assert (talked.agreement is None) == isinstance(table.end, room.Lapsed)
    assert [fact.by for fact in talked.facts[:-1]] == [
        at % 2 for at in range(len(talked.facts) - 1)
    ]


def test_the_same_talks_twice_are_the_same_facts():
    made = _made()
    assert room.bargain(made, (4.0, 1.0), 30) == room.bargain(made, (4.0, 1.0), 30)
    assert room.bargain(_made(), (4.0, 1.0), 30) == room.bargain(made, (4.0, 1.0), 30)


def test_who_never_concedes_lets_the_time_lapse():
    talked = room.bargain(_made(), (60.0, 60.0), 4)
    assert talked.agreement is None
    assert talked.facts[-1] == room.Lapsed(4)
    assert len(talked.facts) == 9


def test_a_range_is_widened_but_not_beyond_the_worst():
    sheet = room.Sheet([0, 200_000], [0, 500_000], 1_000_000)
    assert sheet.least(1.0) == pytest.approx(700_000 - 100)
    assert sheet.least(0.5) == pytest.approx(350_000 - 100)
    assert sheet.least(0.0) == 0


def test_it_takes_two():
    space = peers.space_of(peers.problem(0, (3, 3), 3))
    with pytest.raises(ValueError, match="two parties"):
        room.prepare(space)


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [bargaining.SIZES, (10, 10, 10)])
def test_agreements_are_those_of_the_peer(sizes):
    pytest.importorskip("negmas", reason="negmas is not installed: uv run --group peers has it")
    for seed in range(20):
        made = peers.problem(seed, sizes, 2, opposed=seed % 2 == 0)
        ready = room.prepare(peers.space_of(made), peers.WHOLE)
        found = room.bargain(ready, bargaining.EXPONENTS, bargaining.STEPS)
        assert found.agreement == peers.number_of(made, bargaining.theirs(peers.theirs(made)))
