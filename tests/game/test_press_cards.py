"""
Goal: what a press card says it does, and to whom it hands something, is what happens by it.
"""

import pytest
from tables import desk, seat_in

from game import text
from game.presenters.make_desk_effects import cause_of, supposed
from game.presenters.make_desk_tiles import tiles
from sim.domain import moves as m
from sim.domain.lookup import index_of
from sim.domain.rules.gauges import by_name

ROLES = ("buyer", "seller", "host", "ally")


def _gauges(scenario, view):
    return by_name(scenario, view.common, view.minute)


@pytest.mark.parametrize("role", ROLES)
def test_a_card_moves_the_gauges_as_its_tile_reckons(role):
    played = 0
    for place in range(4):
        port = desk(None, seat_in(role), seed=7)
        while port.work():
            pass
        sight = port._sight(text.load("en"))
        cards = [tile for tile in tiles(sight) if tile.face == "press" and tile.open]
        if place >= len(cards):
            break
        move = m.Leak(card=cards[place].id.partition(".")[2])
        reckoned = _gauges(sight.scenario, supposed(sight, move))
        assert port.send(cards[place].id, {}) == ""
        traced = any(type(event).__name__ == "LeakTraced"
                     for event in port.session.decisions[-1].events)  # fmt: skip
        found = _gauges(sight.scenario, port.session.view(port.seat))
        moved = {name for name, _ in cause_of(sight, move)}
        assert moved
        assert traced or found == reckoned
        played += 1
    assert played


@pytest.mark.parametrize("role", ROLES)
def test_a_card_hands_over_to_a_seat_whose_gauge_it_raises_and_says_what_it_costs(role):
    port = desk(None, seat_in(role), seed=7)
    while port.work():
        pass
    sight = port._sight(text.load("en"))
    specs = index_of(sight.scenario).gauges
    for tile in (one for one in tiles(sight) if one.face == "press" and one.open):
        signs = [line[0] for line in tile.lines]
        assert signs[0] in "+\u00b7", tile.lines
        assert signs[1] in "\u2212\u00b7", tile.lines
        raised = [sight.scenario.gauges[specs[name]]
                  for name, delta in cause_of(sight, m.Leak(card=tile.id.partition(".")[2]))
                  if delta > 0]  # fmt: skip
        owners = {sight.words.mark(seat).shape for spec in raised for seat in spec.seats
                  if seat != sight.seat}  # fmt: skip
        assert tile.gives_to in (owners or {""})
