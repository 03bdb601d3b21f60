"""
Goal: the habits that a scenario names for a skill are the ones played, and nothing else changes.
"""

import pytest
from attrs import evolve
from strategies.playing import in_role, play

from sim.domain import moves as m
from sim.domain.lookup import index_of
from sim.games import LEVELS, seating_of
from sim.scenario import load_scenario


def _summer_with(summer, role, skill, **habits):
    """
    Return the summer whose actor of a role has these habits only.
    """
    actors = tuple(
        evolve(actor, habits={skill: habits}) if actor.role == role else actor
        for actor in summer.actors
    )
    return evolve(summer, actors=actors)


def _by(game, actor, kind):
    return [made for made in game.moves_of(kind) if made.actor == actor]


@pytest.mark.parametrize("skill", ["skilled", "clumsy"])
def test_the_named_habits_are_played(summer, skill):
    host = in_role(summer, "host")
    given = _summer_with(
        summer, "host", skill, threaten_ppm=0, order_day=9_000_000, order_spread_days=100_000,
        order_ppm=1_000_000,
    )  # fmt: skip
    stock, played = play(given, 5), play(given, 5, {host: skill})
    assert _by(stock, host, m.Threaten)
    assert not _by(played, host, m.Threaten)
    days = [made.minute // 1440 for made in _by(played, host, m.Order)]
    assert 8 <= days[0] <= 12


def test_without_habits_a_clumsy_seat_plays_its_stock_mind(summer):
    for role in ("buyer", "seller", "host", "ally"):
        bare = _summer_with(summer, role, "clumsy")
        seat = in_role(bare, role)
        one, other = play(bare, 2), play(bare, 2, {seat: "clumsy"})
        assert [made.move for made in one.decisions] == [made.move for made in other.decisions]


def test_habits_leave_what_a_seat_wants_as_it_is(summer):
    given = _summer_with(summer, "buyer", "skilled", e=1_000_000)
    seat = in_role(given, "buyer")
    one, other = play(given, 2), play(given, 2, {seat: "skilled"})
    assert one.talks.private[seat].parameters == other.talks.private[seat].parameters


def test_every_seat_of_the_summer_has_habits_of_both_skills():
    summer = load_scenario("summer-2020")
    assert all(set(actor.habits) == {"skilled", "clumsy"} for actor in index_of(summer).seats)


@pytest.mark.parametrize(("level", "seated"), [("clerk", "clumsy"), ("shark", "search")])
def test_a_level_of_skill_seats_authorities_too(summer, level, seated):
    seats = {actor.id for actor in index_of(summer).seats}
    mine = in_role(summer, "buyer")
    assert seating_of(summer, mine, level) == dict.fromkeys(seats - {mine}, seated)


def test_an_envoy_plays_as_the_scenario_seats_it(summer):
    assert seating_of(summer, in_role(summer, "buyer"), "envoy") == {}
    assert list(LEVELS) == ["lesson", "clerk", "envoy", "shark"]
