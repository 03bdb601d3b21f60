"""
Goal: ranges in the teaching note are those of this very scenario and of games really played.

Method: work a few games out by hand, change the scenario, run the command.
"""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from attrs import evolve
from house import ROOT
from materials_pages import read

from classroom.materials import material, ranges
from classroom.materials.expected import main
from classroom.materials.ranges import measured, path_of, ranges_of, text_of
from sim.engine.run import simulate
from sim.scenario import load_scenario
from sim.scenario_text import list_scenarios


def _run(kind, minute, created, **surplus):
    seats = {seat: SimpleNamespace(surplus=won) for seat, won in surplus.items()}
    outcome = SimpleNamespace(kind=kind, minute=minute)
    return SimpleNamespace(outcome=outcome, decisions=minute // 10, created=created, seats=seats)


def test_ranges_of_five_games_worked_out_by_hand():
    games = [
        _run("deal", 100, 400_000, cidery=10, orchard=50),
        _run("deal", 200, 600_000, cidery=20, orchard=40),
        _run("deal", 300, 800_000, cidery=30, orchard=30),
        _run("lapsed", 900, 0, cidery=0, orchard=0),
        _run("walked", 500, 0, cidery=-8, orchard=4),
    ]
    found = measured(load_scenario("first-offer"), games, 3)
    assert found.outcomes == {"deal": 3, "lapsed": 1, "walked": 1}
    assert found.minutes == (150, 200, 250)
    assert found.created == (500_000, 600_000, 700_000)
    assert found.decisions == (20, 30, 50)
    assert found.surplus == {"cidery": (0, 10, 20), "orchard": (4, 30, 40)}
    assert found.surplus_deal == {"cidery": (15, 20, 25), "orchard": (35, 40, 45)}


@pytest.mark.parametrize("name", list_scenarios())
def test_shipped_ranges_are_of_the_shipped_scenario(name):
    found = ranges_of(load_scenario(name))
    again = f"measure it anew: python -m classroom.materials.expected {name} --games 1000"
    assert found is not None, again
    assert found.games == 1000
    assert sum(found.outcomes.values()) == 1000
    assert text_of(found) == path_of(load_scenario(name)).read_text("utf-8")


@pytest.mark.parametrize("name", list_scenarios())
def test_ranges_of_a_changed_scenario_are_not_told(name):
    scenario = load_scenario(name)
    changed = evolve(scenario, horizon=scenario.horizon + 1)
    assert ranges_of(changed) is None
    said = read(material("teaching", changed, "en")).text
    assert "No ranges were measured" in said
    assert f"python -m classroom.materials.expected {name} --games 1000" in said
    assert "95% interval" not in said
    assert "95% interval" in read(material("teaching", scenario, "en")).text


def test_scenario_whose_name_leads_elsewhere_has_no_ranges():
    scenario = load_scenario("first-offer")
    assert ranges_of(evolve(scenario, id="../expected/first-offer")) is None


def test_note_tells_the_ranges_of_the_file(monkeypatch):
    scenario = load_scenario("first-offer")
    games = [_run("deal", 1440 * day, 500_000, cidery=20_000 * day, orchard=-20_000)
             for day in range(1, 10)] + [_run("lapsed", 9, 0, cidery=0, orchard=0)]  # fmt: skip
    monkeypatch.setattr("classroom.materials.ranges_of", lambda s: measured(s, games, 0))
    said = read(material("teaching", scenario, "en")).text
    assert "From 10 simulated games" in said
    # Wilson's interval of nine of ten.
    assert "90.0%\n59.6% to 98.2%" in said
    assert "best joint gain" not in said, "of a price alone there is no other"
    assert "Deals were final on day 5 (half of them between day 3 and day 7)" in said
    assert "Q1, deals" in said
    assert "\N{MINUS SIGN}1.0" in said


def test_note_of_several_issues_tells_what_was_created():
    scenario = load_scenario("summer-2020")
    low, middle, high = (round(part / 10_000) for part in ranges_of(scenario).created)
    said = read(material("teaching", scenario, "en")).text
    told = f"Deals reached {middle}% of the best joint gain of the signers"
    assert f"{told} (half of them between {low}% and {high}%)." in said


def test_games_of_the_command_are_those_of_their_seeds(tmp_path):
    target = tmp_path / "one.json"
    assert main(["first-offer", "--games", "4", "--seed", "11", "--out", str(target)]) == 0
    runs = [simulate("first-offer", seed) for seed in (11, 12, 13, 14)]
    assert target.read_text("utf-8") == text_of(measured(load_scenario("first-offer"), runs, 11))


def test_first_shipped_games_can_be_played_again():
    found = ranges_of(load_scenario("first-offer"))
    assert (found.seed, found.version) == (0, load_scenario("first-offer").version)
    assert ranges.digest_of(load_scenario("first-offer")) == found.digest


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [["nowhere"], ["first-offer", "--games", "2", "--out", "/"]])
def test_command_says_in_one_line_what_it_cannot(wrong):
    command = [sys.executable, "-m", "classroom.materials.expected", *wrong]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert told.stderr.startswith("error: ")
    assert len(told.stderr.splitlines()) == 1
