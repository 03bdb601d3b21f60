"""
Goal: what minds keep laid out says the same as the rules, to the last millionth.

Method: packages spread over every scenario, seat and temper, by measure and by `worth.valuation`.
"""

from fractions import Fraction

import pytest

from sim.domain.deal import package_at, packages_count
from sim.domain.rules.worth import valuation
from sim.scenario import load_scenario
from sim.strategies.chairs import mean_measure
from sim.strategies.measures import Measure
from sim.strategies.numeraire import prior_mean

SCENARIOS = ("summer-2020", "first-offer", "merger-of-equals")
PACKAGES = 25
STRIDE = 104_729


def _packages(scenario):
    count = packages_count(scenario.issues)
    return [package_at(scenario.issues, at * STRIDE % count) for at in range(PACKAGES)]


def _cases(scenario):
    for actor in scenario.actors:
        if actor.id in scenario.preferences:
            for temper in actor.personalities:
                for restricted in (False, True):
                    yield actor.id, temper.parameters, restricted


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_measure_agrees_with_the_rules(name):
    scenario = load_scenario(name)
    for seat, parameters, restricted in _cases(scenario):
        measure = Measure(scenario, seat, parameters, restricted=restricted)
        rule = valuation(scenario, seat, parameters)
        for package in _packages(scenario):
            assert measure.of(package) == rule.package(package, restricted=restricted)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_ladder_agrees_with_its_measure_at_every_step(name):
    scenario = load_scenario(name)
    for seat, parameters, restricted in _cases(scenario):
        measure = Measure(scenario, seat, parameters, restricted=restricted)
        for package in _packages(scenario)[:3]:
            for issue in scenario.issues:
                ladder = measure.ladder(package, issue)
                for option in issue.options:
                    assert ladder.package(option) == package.with_option(issue.id, option)
                    assert ladder.worth(option) == measure.of(ladder.package(option))


@pytest.mark.parametrize("share", [Fraction(at, 7) for at in range(-1, 9)])
def test_the_step_found_is_the_least_good_that_gives_enough(share):
    scenario = load_scenario("summer-2020")
    issue = max(scenario.issues, key=lambda each: len(each.options))
    for table in scenario.tables:
        for seat in table.members:
            measure = mean_measure(scenario, seat, restricted=False)
            ladder = measure.ladder(_packages(scenario)[0], issue)
            worths = sorted(map(ladder.worth, issue.options))
            wanted = worths[0] + int((worths[-1] - worths[0]) * share)
            least = next((one for one in worths if one >= wanted), worths[-1])
            assert measure.of(ladder.least(wanted)) == least


def test_the_average_type_is_measured_by_its_average_parameters():
    scenario = load_scenario("summer-2020")
    seat = scenario.tables[0].members[0]
    rule = valuation(scenario, seat, prior_mean(scenario, seat))
    for package in _packages(scenario):
        found = mean_measure(scenario, seat, restricted=True).of(package)
        assert found == rule.package(package, restricted=True)
