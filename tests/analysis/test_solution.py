"""
Goal: what `solve` says of a whole scenario is what one finds by looking at every package.

Method: enumerate the small shipped scenarios with the rules' own worth of an outcome.
"""

import functools
from math import hypot, prod

import pytest
from attrs import evolve

import sim
from sim.domain.deal import package_at, packages_count
from sim.domain.preferences import OutcomeWorth
from sim.domain.rules import worth
from sim.domain.talks import DEAL
from sim.errors import CannotError
from sim.scenario import load_scenario
from sim.solution import MEAN, opening_of, plain, solve

SMALL = ("first-offer", "merger-of-equals", "burdened")


@functools.cache
def _scenario(name):
    """
    Return a shipped scenario, or one where a sale and no sale are worth something of themselves.
    """
    if name != "burdened":
        return load_scenario(name)
    small = load_scenario("first-offer")
    first, second = small.preferences
    worths = {
        first: {"deal": OutcomeWorth(base=-3_000_000, package=True)},
        second: {
            "deal": OutcomeWorth(base=1_000_000, package=True),
            "lapsed": OutcomeWorth(base=4_000_000),
            "banned": OutcomeWorth(base=-5_000_000),
        },
    }
    return evolve(
        small,
        preferences={
            seat: evolve(own, outcomes=worths[seat]) for seat, own in small.preferences.items()
        },
    )


def _stand(talks, seat):
    return worth.Stand(
        scenario=talks.scenario,
        common=talks.common,
        minute=0,
        seat=seat,
        own=talks.private[seat],
    )


@functools.cache
def _enumerated(name):
    """
    Return parties, reservations and every package with its utilities, in order of number.
    """
    talks = opening_of(_scenario(name), {})
    parties = talks.scenario.tables[0].members
    stands = [_stand(talks, party) for party in parties]
    issues = talks.scenario.issues
    made = [package_at(issues, number) for number in range(packages_count(issues))]
    worths = [
        tuple(worth.outcome_utility(one, DEAL, package) for one in stands) for package in made
    ]
    floors = tuple(
        worth.reservation(talks.scenario, talks.common, 0, party, talks.private[party])
        for party in parties
    )
    return parties, floors, list(zip(made, worths, strict=True))


def _best(name, score, floors=None):
    _, opening, found = _enumerated(name)
    floors = opening if floors is None else floors
    possible = [
        (package, vector, [got - low for got, low in zip(vector, floors, strict=True)])
        for package, vector in found
        if all(map(int.__ge__, vector, floors))
    ]
    tops = [max(column) for column in zip(*(gains for _, _, gains in possible), strict=True)]
    # `max` keeps the first of equals, and packages come in the order of their numbers.
    package, vector, _ = max(possible, key=lambda one: score(one[2], tops))
    return package, vector


SCORES = {
    "nash": lambda gains, _: prod(gains),
    "egalitarian": lambda gains, _: sorted(gains),
    "utilitarian": lambda gains, _: sum(gains),
    "kalai_smorodinsky": lambda gains, tops: sorted(
        gain * prod(tops) // top for gain, top in zip(gains, tops, strict=True)
    ),
}


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("point", SCORES)
def test_points_are_the_best_of_all_packages(name, point):
    package, vector = _best(name, SCORES[point])
    found = solve(_scenario(name)).points[point]
    assert (found.package, tuple(found.utilities.values())) == (package, vector)


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("point", SCORES)
def test_points_from_zero_pass_over_the_reservations(name, point):
    parties, _, _ = _enumerated(name)
    package, vector = _best(name, SCORES[point], (0,) * len(parties))
    told = plain(solve(_scenario(name)))["from_zero"]
    assert told[point] == {
        "package": dict(package.items),
        "utilities": dict(zip(parties, vector, strict=True)),
    }


def test_opposition_from_zero_is_measured_without_reservations():
    parties, floors, found = _enumerated("burdened")
    told = plain(solve(_scenario("burdened")))
    inside = [vector for _, vector in found if min(vector) >= 0]
    tops = list(map(max, zip(*inside, strict=True)))
    assert told["from_zero"]["ideal"] == dict(zip(parties, tops, strict=True))
    nearest = min(
        hypot(*(1 - got / top for got, top in zip(vector, tops, strict=True))) for vector in inside
    )
    assert told["from_zero"]["opposition"] == pytest.approx(nearest * 1_000_000, abs=1.5)
    assert any(floors)
    assert told["from_zero"]["opposition"] != told["opposition"]


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.slow] if "-of-" in one else []) for one in SMALL]
)
def test_frontier_zopa_and_win_sets_are_the_enumerated_ones(name):
    parties, floors, found = _enumerated(name)
    solution = solve(_scenario(name))
    assert tuple(solution.reservations.values()) == floors
    vectors = {vector for _, vector in found}
    best = {
        one
        for one in vectors
        if not any(other != one and all(map(int.__ge__, other, one)) for other in vectors)
    }
    assert {tuple(one.utilities.values()) for one in solution.frontier} == best
    assert len(solution.frontier) == len(best)
    assert solution.outcomes == len(found)
    inside = [vector for _, vector in found if all(map(int.__ge__, vector, floors))]
    assert solution.zopa.packages == solution.passing == len(inside)
    assert solution.ideal == dict(zip(parties, map(max, zip(*inside, strict=True)), strict=True))
    for at, party in enumerate(parties):
        passing = sum(vector[at] >= floors[at] for _, vector in found)
        assert solution.win_sets[party] == passing


@pytest.mark.slow
def test_a_seat_that_must_consent_has_a_win_set_and_may_only_take_away():
    found = solve("summer-2020")
    (third,) = set(found.win_sets) - set(found.parties)
    assert found.types[third] == MEAN
    assert 0 < found.passing <= found.zopa.packages
    assert found.passing <= found.win_sets[third] <= found.outcomes


def test_a_fixed_temper_is_solved_for():
    seat, temper = "cidery", "cool"
    found = sim.solve("first-offer", {seat: temper})
    assert found.types == {seat: temper, "orchard": MEAN}
    # Worth 44 instead of a mean of 47: three prices fewer leave it its reservation.
    assert solve("first-offer").win_sets[seat] - found.win_sets[seat] == 3


def test_types_without_a_zopa_have_no_points():
    scenario = load_scenario("first-offer")
    dear = {issue.id: issue for issue in scenario.issues}["price"].options[-1]
    found = plain(solve(_unwilling(scenario, dear)))
    assert found["zopa"] is found["ideal"] is found["opposition"] is None
    assert all(found[name] is None for name in (*SCORES, "least_spread"))
    assert found["passing"] == 0
    assert found["frontier_size"] == found["outcomes"]


def _unwilling(scenario, price):
    """
    Return the scenario with a seller that keeps its land at any price.
    """
    actors = tuple(
        evolve(
            actor,
            personalities=tuple(
                evolve(one, parameters={**one.parameters, "keep": (price + 1) * 1_000_000})
                for one in actor.personalities
                if "keep" in one.parameters
            ) or actor.personalities,
        )
        for actor in scenario.actors
    )  # fmt: skip
    return evolve(scenario, actors=actors)


def test_strangers_are_refused_with_the_choices():
    with pytest.raises(CannotError, match="keen, cool"):
        solve("first-offer", {"cidery": "mad"})
    with pytest.raises(CannotError, match="cidery, orchard"):
        solve("first-offer", {"jane": "cool"})
