"""
Goal: offers give what costs me little and is worth much to the other. Method: windows and games.
"""

from itertools import pairwise

import pytest
from strategies.playing import in_role, play, seats_of

from sim.domain.units import PPM
from sim.domain.views import view_for
from sim.engine.run import simulate
from sim.scenario import load_scenario
from sim.strategies import logroller, window
from sim.strategies.models import hardheaded, ranks, smith
from sim.strategies.models.additive import offered_by
from sim.strategies.outlook import gain, look, package_for

AT = 70
"""Decisions by which there are some offers on every table."""


def _sights(scenario, seed=3):
    """
    Return view and outlook of every party of the first table in the middle of a game.
    """
    talks, table = play(scenario, seed, decisions_max=AT).talks, scenario.tables[0]
    views = [view_for(member, talks) for member in table.members]
    return [(view, look(view, table.id)) for view in views]


def test_a_window_falls_from_the_best_and_is_never_all_packages(scenario):
    for view, outlook in _sights(scenario):
        rungs = window.rungs(view, outlook)
        gains = [rung.gain for rung in rungs]
        assert gains == sorted(set(gains), reverse=True)
        assert len(rungs) <= 250
        for rung in rungs[::7]:
            assert gain(view, outlook, rung.package) == rung.gain
            at = window.worst_rung(view, outlook, rung.gain)
            assert gain(view, outlook, at) == rung.gain


def test_every_package_of_a_window_is_a_concession_from_the_one_before(scenario):
    for view, outlook in _sights(scenario):
        packages = [rung.package for rung in window.rungs(view, outlook)]
        for before, after in pairwise(packages):
            assert outlook.chair.concedes(after, before)


def test_a_thinned_window_keeps_its_ends():
    rungs = tuple(window.Rung(9 - at, None) for at in range(10))
    assert [rung.gain for rung in window.thinned(rungs, 4)] == [9, 6, 3, 0]
    assert window.thinned(rungs, 10) == window.thinned(rungs, 99) == rungs


class Liking:
    """
    Likes one option of one issue.
    """

    def __init__(self, issue, option):
        self.issue, self.option = issue, option

    def gain(self, package):
        """
        Return one for the option, else less.
        """
        return PPM if package[self.issue] == self.option else PPM // 2


def test_what_the_model_likes_is_given_where_it_costs_nothing_wanted():
    scenario = load_scenario("merger-of-equals")
    issue = scenario.issues[1]
    for view, outlook in _sights(scenario):
        target = outlook.surplus // 2
        able = {p[issue.id] for p in window.around(view, outlook, target)}
        for option in able:
            policy = logroller.Logrolling(lambda *_, o=option: Liking(issue.id, o))
            package = policy(view, outlook, target)
            assert package[issue.id] == option
            assert gain(view, outlook, package) >= target + min(0, -outlook.haste)


@pytest.mark.parametrize("room", [hardheaded, smith, ranks])
def test_frequency_models_serve_as_readings(scenario, room):
    def reading(view, outlook, seat):
        return room.model_of(view.scenario.issues, offered_by(view, outlook.table, seat))

    for view, outlook in _sights(scenario):
        package = logroller.Logrolling(reading)(view, outlook, outlook.surplus // 2)
        stock = package_for(view, outlook, outlook.surplus // 2)
        assert package in (*window.around(view, outlook, outlook.surplus // 2), stock)


def test_the_modelled_other_gets_at_least_what_the_stock_offer_gives(scenario):
    for view, outlook in _sights(scenario):
        target = outlook.surplus // 2
        model_of = logroller.tempers.model_of
        others = [seat for seat in outlook.drafts.members if seat != view.seat]
        models = [model_of(view, outlook, seat) for seat in others]

        def worth(package, models=models):
            return min(model.gain(package) for model in models)

        rolled = logroller.Logrolling(model_of)(view, outlook, target)
        stock = package_for(view, outlook, target)
        low = min(target, gain(view, outlook, stock))
        assert gain(view, outlook, rolled) >= low
        if worth(stock) > 0:
            closing = outlook.closing
            assert worth(rolled) * closing(rolled) // PPM >= worth(stock) * closing(stock) // PPM


@pytest.mark.slow
@pytest.mark.parametrize("name", ["first-offer", "merger-of-equals"])
def test_a_logroller_beats_what_the_scenario_seats_where_nobody_may_refuse(name):
    scenario = load_scenario(name)
    for seat in seats_of(scenario)[:2]:
        gained = [
            simulate(scenario, seed, {seat: "logroller"}).seats[seat].surplus
            - simulate(scenario, seed).seats[seat].surplus
            for seed in range(40)
        ]
        mean = sum(gained) / len(gained)
        error = (sum((g - mean) ** 2 for g in gained) / (len(gained) - 1) / len(gained)) ** 0.5
        print(f"{name} {seat} {mean:.0f} t {mean / error:.1f}")
        assert mean > 3 * error


def test_a_logroller_keeps_to_its_personality_where_authorities_may_refuse():
    scenario = load_scenario("summer-2020")
    seat = in_role(scenario, "seller")
    view, outlook = next(each for each in _sights(scenario) if each[0].seat == seat)
    own = view.own.parameters["e"]
    hard, soft = (logroller.Patience(e)(view, outlook) for e in (9 * PPM, PPM // 4))
    assert hard == soft == logroller.Patience(own)(view, outlook)
