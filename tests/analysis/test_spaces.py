"""
Goal: packages as sums of groups are worth exactly what the rules say. Method: enumerate all.
"""

from analysis.made import games, packages
from hypothesis import given

from sim.analysis.spaces import independent, narrowed, row_at, space_of, utilities
from sim.domain.deal import Issue, package_at
from sim.domain.preferences import Term
from sim.domain.rules.worth import package_utility
from sim.domain.talks import Common, Private, changed
from sim.scenario import load_scenario


def _space(scenario, own, common):
    return space_of(
        scenario,
        {name: private.parameters for name, private in own.items()},
        restricted=common.restricted_minute is not None,
    )


@given(games())
def test_sum_of_groups_is_the_utility_of_the_rules_to_the_last_millionth(game):
    scenario, own, common = game
    space = _space(scenario, own, common)
    for number, package in enumerate(packages(scenario)):
        expected = tuple(
            package_utility(scenario, common, name, own[name], package) for name in own
        )
        assert utilities(space, row_at(space, number)) == expected


@given(games())
def test_no_term_spans_two_groups_and_every_issue_has_one(game):
    scenario, _, _ = game
    terms = [term for one in scenario.preferences.values() for term in one.terms]
    groups = [{issue.id for issue in group} for group in independent(scenario.issues, terms)]
    assert sorted(name for group in groups for name in group) == sorted(
        issue.id for issue in scenario.issues
    )
    for term in terms:
        assert not term.factors or any(set(term.factors) <= group for group in groups)


def test_chains_of_interaction_make_one_group():
    issues = [Issue(id=name, options=(0, 1)) for name in "abcd"]
    pairs = [("a", "c"), ("d", "c")]
    terms = [
        Term(id=one + two, factors={one: {"0": 0, "1": 1}, two: {"0": 0, "1": 1}})
        for one, two in pairs
    ]
    groups = independent(issues, terms)
    assert [[issue.id for issue in group] for group in groups] == [["a", "c", "d"], ["b"]]


@given(games())
def test_row_carries_the_package_number_negated(game):
    scenario, own, common = game
    space = _space(scenario, own, common)
    assert [-row_at(space, n)[-1] for n in range(space.packages)] == list(range(space.packages))


@given(games(parties_most=3))
def test_narrowed_space_is_the_space_of_fewer_parties(game):
    scenario, own, common = game
    space = _space(scenario, own, common)
    names = tuple(reversed(own))[:2]
    few = narrowed(space, names)
    for number in range(space.packages):
        whole = dict(zip(own, utilities(space, row_at(space, number)), strict=True))
        assert utilities(few, row_at(few, number)) == tuple(whole[name] for name in names)


def test_shipped_scenario_splits_into_one_composite_issue_and_free_ones():
    scenario = load_scenario("summer-2020")
    parties = scenario.tables[0].members
    own = {
        actor.id: actor.personalities[0].parameters
        for actor in scenario.actors
        if actor.id in parties
    }
    space = space_of(scenario, own, restricted=True)
    assert sorted(len(group.rows) for group in space.groups) == [2, 3, 3, 4, 2016]
    common = changed(Common(), restricted_minute=1)
    for number in range(0, space.packages, 4801):
        package = package_at(scenario.issues, number)
        assert utilities(space, row_at(space, number)) == tuple(
            package_utility(scenario, common, name, Private(parameters=own[name]), package)
            for name in own
        )
