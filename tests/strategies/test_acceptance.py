"""
Goal: acceptance conditions say yes where their papers do (row T18). Method: truth tables.
"""

import pytest
from strategies.playing import opened, seats_of, step

from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.units import MINUTES_DAY, PPM
from sim.domain.views import view_for
from sim.scenario import load_scenario
from sim.strategies import acceptance as room
from sim.strategies.firm import Firm
from sim.strategies.outlook import gain, look

HALF, LATE = 500_000, 950_000


def _offered(gain=50, planned=60, last=70, elapsed=HALF, seen=()):
    return room.Offered(gain=gain, planned=planned, last=last, elapsed=elapsed, seen=seen)


@pytest.mark.parametrize(
    ("condition", "gain", "says"),
    [
        (room.ac_next(), 59, False),
        (room.ac_next(), 60, True),
        (room.ac_next(2 * PPM), 30, True),
        (room.ac_next(2 * PPM), 29, False),
        (room.ac_next(PPM, 5), 55, True),
        (room.ac_next(PPM, 5), 54, False),
        (room.ac_prev(), 69, False),
        (room.ac_prev(), 70, True),
        (room.ac_prev(PPM, 1), 69, True),
        (room.ac_const(50), 49, False),
        (room.ac_const(50), 50, True),
    ],
)
def test_t18_conditions_on_the_gain(condition, gain, says):
    assert condition(_offered(gain)) is says


def test_t18_nothing_is_like_ones_last_offer_before_there_is_one():
    assert not room.ac_prev()(_offered(10**9, last=None))


@pytest.mark.parametrize(("elapsed", "says"), [(LATE - 1, False), (LATE, True), (PPM, True)])
def test_t18_time(elapsed, says):
    assert room.ac_time(LATE)(_offered(elapsed=elapsed)) is says


@pytest.mark.parametrize("good", [False, True])
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("enough", [False, True])
def test_t18_combi_is_next_or_late_and_enough(good, late, enough):
    condition = room.ac_combi(LATE, room.constant(40 if enough else 70))
    offered = _offered(60 if good else 50, elapsed=LATE if late else HALF)
    assert condition(offered) is (good or (late and enough))


SEEN = ((100_000, 90), (850_000, 20), (950_000, 30), (LATE, 10))
"""At .9 the last window begins at .8, so the first does not count."""


@pytest.mark.parametrize(("level", "worth"), [(room.best_of_window, 30), (room.mean_of_window, 20)])
def test_t18_a_window_is_as_long_as_the_time_left(level, worth):
    assert level(_offered(elapsed=900_000, seen=SEEN)) == worth
    condition = room.ac_combi(900_000, level)
    assert condition(_offered(worth, elapsed=900_000, seen=SEEN))
    assert not condition(_offered(worth - 1, elapsed=900_000, seen=SEEN))


def test_t18_where_nothing_was_offered_lately_nothing_is_hoped_for():
    for level in (room.best_of_window, room.mean_of_window):
        assert level(_offered(elapsed=PPM, seen=SEEN[:1])) == 0


def test_conditions_join():
    yes, no = room.ac_const(0), room.ac_const(10**9)
    cases = [(yes, yes), (yes, no), (no, yes), (no, no)]
    assert [room.either(*case)(_offered()) for case in cases] == [True, True, True, False]
    assert [room.both(*case)(_offered()) for case in cases] == [True, False, False, False]


def test_a_firm_says_yes_by_its_policy():
    scenario = load_scenario("first-offer")
    buyer, seller = seats_of(scenario)
    table, issue = scenario.tables[0].id, scenario.issues[0].id
    talks = opened(scenario, tempers={buyer: "keen"})
    for seat, price in ((buyer, 34), (seller, 45)):
        move = m.Propose(table=table, package=Package({issue: price}))
        talks, _ = step(talks, seat, MINUTES_DAY, move)
    view = view_for(buyer, talks, 2 * MINUTES_DAY)
    outlook = look(view, table)
    offered = gain(view, outlook, view.channels[table].offers[-1].package)

    def move(condition):
        firm = Firm(lambda *_: offered + 1, room.Policy(condition))
        return firm.choose(view, None)

    assert isinstance(move(room.ac_const(offered)), m.Accept)
    assert not isinstance(move(room.ac_const(offered + 1)), m.Accept)
    assert not isinstance(move(room.ac_next()), m.Accept)
    assert isinstance(move(room.ac_next(PPM, 1)), m.Accept)
