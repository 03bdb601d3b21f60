"""
Goal: scores are what one reckons by hand. Method: one price, two parties, known types.
"""

import generators as g
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain import events as e
from sim.domain.deal import Package, package_at, packages_count
from sim.domain.decider import evolve, initial
from sim.domain.lookup import in_role
from sim.domain.rules import worth
from sim.domain.talks import LAPSED, changed
from sim.projections import scores

BUYER, SELLER = g.scenario(g.SMALL).tables[0].members
MILLION = 1_000_000


def _opening(worth_musd=50, keep_musd=32):
    talks = initial(g.header_of())
    known = {BUYER: {"worth": worth_musd * MILLION}, SELLER: {"keep": keep_musd * MILLION}}
    return changed(
        talks,
        private={
            **talks.private,
            **{
                seat: changed(talks.private[seat], parameters=parameters)
                for seat, parameters in known.items()
            },
        },
    )


def _sold(opening, price):
    package = Package({"price": price})
    table = opening.scenario.tables[0].id
    signed = evolve(opening, e.TermsSigned(table=table, package=package))
    return evolve(signed, e.TalksEnded(kind="deal", package=package))


def _told(opening, final):
    return [
        (one.seat, one.utility, one.reservation, one.surplus, one.claimed)
        for one in scores.seat_scores(opening, final)
    ]


def test_a_sale_at_forty_gives_ten_points_and_eight_of_eighteen():
    opening = _opening()
    final = _sold(opening, 40)
    # A point, one million, is worth 20,000 millionths; both could have had all eighteen.
    assert _told(opening, final) == [
        (BUYER, 200_000, 0, 200_000, 555_555),
        (SELLER, 160_000, 0, 160_000, 444_444),
    ]
    assert scores.created(opening, final) == MILLION
    assert scores.left_on_table(final) == 0


def test_without_a_sale_the_middle_of_the_room_was_left():
    opening = _opening()
    final = evolve(opening, e.TalksEnded(kind=LAPSED, package=None))
    assert _told(opening, final) == [(BUYER, 0, 0, 0, 0), (SELLER, 0, 0, 0, 0)]
    assert scores.created(opening, final) == 0
    assert scores.left_on_table(final) == 9 * 20_000


def test_where_there_is_no_room_nothing_was_attainable_or_left():
    opening = _opening(worth_musd=30, keep_musd=32)
    final = evolve(opening, e.TalksEnded(kind=LAPSED, package=None))
    assert scores.attainable(opening) == {BUYER: 0, SELLER: 0}
    assert [one.claimed for one in scores.seat_scores(opening, final)] == [0, 0]
    assert scores.created(opening, final) == 0
    assert scores.left_on_table(final) == 0


def test_a_sale_below_the_reservation_claims_nothing_and_never_less():
    opening = _opening()
    final = _sold(opening, 60)
    assert [(one.surplus, one.claimed) for one in scores.seat_scores(opening, final)] == [
        (-200_000, 0),
        (560_000, MILLION),
    ]


def test_open_talks_count_as_no_deal():
    opening = _opening()
    assert [one.utility for one in scores.surpluses(opening, opening)] == [0, 0]
    assert scores.created(opening, opening) == 0
    assert scores.left_on_table(opening) == 180_000


@settings(max_examples=10)
@given(g.games())
def test_scores_of_every_game_are_within_their_bounds(game):
    opening, final = game.states[0], game.states[-1]
    for one in scores.seat_scores(opening, final):
        assert one.surplus == one.utility - one.reservation
        assert 0 <= one.claimed <= MILLION
    assert 0 <= scores.created(opening, final) <= MILLION
    assert scores.left_on_table(final) >= 0


@given(st.sampled_from(g.NAMES), st.integers(0, 50), st.data())
def test_no_rational_sale_beats_what_is_called_attainable(name, seed, data):
    opening = initial(g.header_of(name, seed))
    scenario, common = opening.scenario, opening.common
    best = scores.attainable(opening)
    parties = scores.parties_of(scenario)

    def stand(seat):
        own = opening.private[seat]
        return worth.Stand(scenario=scenario, common=common, minute=0, seat=seat, own=own)

    for _ in range(20):
        number = data.draw(st.integers(0, packages_count(scenario.issues) - 1))
        package = package_at(scenario.issues, number)
        got = {
            seat: worth.outcome_utility(stand(seat), "deal", package)
            + worth.charges(stand(seat), package)
            - scores.opening_reservation(opening, seat)
            for seat in best
        }
        if all(got[seat] >= 0 for seat in parties):
            assert all(got[seat] <= best[seat] for seat in best)


def test_where_no_deal_is_always_worth_the_same_the_reach_is_what_could_be_won():
    opening = _opening()
    assert scores.reachable(opening) == scores.attainable(opening)


def test_the_reach_of_a_seat_begins_at_its_worst_ending():
    opening = initial(g.header_of(g.WIDE, 1))
    seats = {role: in_role(opening.scenario, role).id for role in ("buyer", "seller")}
    best, span = scores.attainable(opening), scores.reachable(opening)
    unit = opening.scenario.preferences[seats["buyer"]].unit
    # The rival's sale costs the buyer two points; before the first order a ban is a risk, no fact.
    assert span[seats["buyer"]] - best[seats["buyer"]] == 2 * unit
    assert span[seats["seller"]] > best[seats["seller"]] + 10 * unit
    assert all(span[seat] >= best[seat] for seat in best)


def test_a_sale_the_frontier_betters_leaves_exactly_what_some_package_adds():
    opening = initial(g.header_of(g.WIDE, 3))
    table = opening.scenario.tables[0]
    numbers = range(0, packages_count(opening.scenario.issues), 9973)
    packages = [package_at(opening.scenario.issues, number) for number in numbers]

    def worths(package):
        return [
            worth.package_utility(
                opening.scenario, opening.common, seat, opening.private[seat], package
            )
            for seat in table.members
        ]

    for package in packages[::6]:
        signed = evolve(opening, e.TermsSigned(table=table.id, package=package))
        final = evolve(signed, e.TalksEnded(kind="deal", package=package))
        left = scores.left_on_table(final)
        reached = worths(package)
        for other in packages:
            assert min(map(int.__sub__, worths(other), reached)) <= left
