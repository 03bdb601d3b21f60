"""
Goal: what the desk says twice it says alike.
"""

import pytest
from tables import seat_in, sit, wait_until

from game import text


@pytest.mark.parametrize("role", ["buyer", "seller"])
def test_the_draft_and_the_tile_that_sends_it_say_the_same_odds(role):
    person = sit(None, seat_in(role))
    wait_until(person, 9)
    port, words, compared = person.screen.port, text.load("en"), 0
    for at in range(40):
        model = port.model(words)
        for place, row in enumerate(model.board.rows):
            port.set_term(row.issue, (7 * at + 3 * place) % len(row.options))
            model = port.model(words)
            (tile,) = [one for one in model.tiles if one.id == "propose"]
            said = [line for line in tile.lines if line.startswith("closes ")]
            if said and model.board.odds:
                compared += 1
                assert said == [f"closes {model.board.odds[0].figure}"]
    assert compared > 100
