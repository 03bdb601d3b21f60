"""
Goal: the scenarios of theory play as their models say, and against a person too.

Method: games of equilibrium minds; and games in which the first party is greedy or generous.
"""

import json
import tomllib

import house
import pytest
from attrs import frozen

from sim import exact
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.views import tables
from sim.engine.run import simulate
from sim.scenario import check_scenario, load_scenario
from sim.scenario_text import find_scenario
from sim.scenario_theory import list_theory, theory_name

NAMES = list_theory()
WITHIN = 0.003
"""A step of the share, and what odds of 1 in 200 a night are from none."""


def test_there_are_at_least_eight_and_each_has_a_model():
    assert len(NAMES) >= 8
    assert sorted(exact.answers()) == [name.removeprefix("theory/") for name in NAMES]
    assert {row["law"] for row in exact.answers().values()} == set(exact.LAWS)


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_of_theory_passes_the_check_and_has_its_texts(name):
    path = find_scenario(name)
    assert check_scenario(path) == ()
    scenario = load_scenario(name)
    assert theory_name(scenario.id) == name.removeprefix("theory/")
    assert find_scenario(scenario.id) == path
    keys = [
        tomllib.loads(path.with_name(f"{path.stem}.{lang}.toml").read_text(encoding="utf-8"))
        for lang in ("en", "fr")
    ]
    assert keys[0].keys() == keys[1].keys()
    assert set(keys[0]["actors"]) == {actor.id for actor in scenario.actors}


@pytest.mark.parametrize("name", NAMES)
def test_play_comes_to_the_exact_answer(name):
    run = simulate(name, 3)
    said = exact.beside(run)
    assert run.outcome.kind == "deal"
    assert run.outcome.minute < 1440
    assert said["simulated"] == pytest.approx(said["exact"], abs=WITHIN)


def test_answers_are_those_of_the_note():
    found = {name: exact.exact_of(name) for name in exact.answers()}
    assert found == {
        "alternating-offers": 0.526316,
        "last-word": 0.181,
        "short-delay": 0.5,
        "outside-option": 0.4,
        "empty-threat": 0.526316,
        "disagreement": 0.45,
        "parabola": 0.57735,
        "kink": 0.5,
        "agenda-setter": 0.8,
    }


def test_simulate_shows_exact_beside_simulated(capsys):
    from sim.cli import main

    assert main(["simulate", "--scenario", NAMES[0], "--seed", "1", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["exact"] == pytest.approx(said["simulated"], abs=WITHIN)
    assert main(["simulate", "--scenario", "first-offer", "--seed", "1", "--json"]) == 0
    assert "exact" not in json.loads(capsys.readouterr().out)


@frozen
class Asking:
    """
    Proposes one share every morning, whatever happens.
    """

    share: int

    def choose(self, view, draws):
        """
        Propose if nothing of mine was tabled today, else wait.
        """
        del draws
        if not tables(view):
            return m.Wait()
        (table,) = tables(view)
        today = view.minute // 1440
        offers = view.channels[table].offers
        if any(one.by == view.seat and one.minute // 1440 == today for one in offers):
            return m.Wait()
        return m.Propose(table=table, package=Package({"share": self.share}))


@pytest.mark.parametrize(
    ("name", "share", "taken"),
    [
        # 9/19 of the pie is what the second can wait for, and six tenths where it can walk.
        ("theory/alternating-offers", 526, True),
        ("theory/alternating-offers", 527, False),
        ("theory/empty-threat", 526, True),
        ("theory/empty-threat", 527, False),
        ("theory/outside-option", 400, True),
        ("theory/outside-option", 401, False),
        ("theory/last-word", 181, True),
        ("theory/last-word", 182, False),
        ("theory/agenda-setter", 80, True),
        ("theory/agenda-setter", 81, False),
    ],
)
def test_a_person_gets_what_waiting_is_worth_and_not_a_step_more(name, share, taken):
    run = simulate(name, 3, {"first": Asking(share)})
    first_day = run.outcome.kind == "deal" and run.outcome.minute < 1440
    assert first_day == taken
    if taken:
        assert run.outcome.package["share"] == share


def test_who_asks_too_much_by_an_open_door_is_left():
    assert simulate("theory/outside-option", 3, {"first": Asking(700)}).outcome.kind == "walked"


def test_the_second_day_belongs_to_the_second_party():
    # The first party says nothing, and luck lets the night pass.
    run = next(run for run in _quiet() if run.outcome.kind == "deal")
    assert 1440 <= run.outcome.minute < 2880
    # It leaves the first 9/19.
    assert run.outcome.package["share"] == 474


def _quiet():
    for seed in range(20):
        yield simulate("theory/alternating-offers", seed, {"first": Mute()})


@frozen
class Mute:
    """
    Takes what stands, and says nothing of its own.
    """

    def choose(self, view, draws):
        """
        Accept an offer of the other's or wait.
        """
        del draws
        for table in tables(view):
            for offer in view.channels[table].offers:
                if offer.standing and offer.by != view.seat:
                    return m.Accept(table=table, offer=offer.id)
        return m.Wait()


def test_elsewhere_the_mind_of_theory_waits():
    run = simulate("first-offer", 1, dict.fromkeys(("cidery", "orchard"), "equilibrium"))
    assert run.outcome.kind == "lapsed"


def test_no_scenario_of_theory_is_among_the_games():
    assert not {path.stem for path in (house.ROOT / "assets/scenarios").glob("*.toml")} & {
        name.removeprefix("theory/") for name in NAMES
    }
