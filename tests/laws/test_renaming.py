"""
Goal: names are data: whoever is called whatever, the same game is played.

Method: rename the actors everywhere in the compiled scenario, in several ways that change every
sorted order; play again; translate back.
"""

import json

import attrs
import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.lookup import index_of
from sim.engine.session import Session
from sim.record.codec import decode_header, encode_header
from sim.record.store import MemoryLog

ENGLISH_WORDS_OF_THE_RULES = {"house", "press", "party", "buyer", "seller", "court"}
"""Ids that are also kinds or roles: as text they cannot be told apart, so these actors stay."""


def renamed_json(value, names):
    """
    Return plain JSON with every text, and every key, that is a name replaced.
    """
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [renamed_json(part, names) for part in value]
    if isinstance(value, dict):
        return {names.get(key, key): renamed_json(part, names) for key, part in value.items()}
    return value


def renamed_line(line, names):
    """
    Return a canonical line with the names replaced and its keys sorted again.
    """
    return json.dumps(
        renamed_json(json.loads(line), names),
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def _renamable(name):
    actors = index_of(g.scenario(name)).order
    taken = {table.id for table in g.scenario(name).tables}
    return [a.id for a in actors if a.id not in ENGLISH_WORDS_OF_THE_RULES | taken]


def _play(header, present):
    log = MemoryLog(encode_header(header))
    session = Session.resume(log, present)
    session.advance()
    return tuple(log.read(session.branch))


@g.few()
@given(g.games(), st.data())
def test_renaming_the_seats_changes_no_behaviour(game, data):
    ids = _renamable(game.name)
    # Reversed, shuffled and swapped names turn every alphabetical order round.
    others = data.draw(st.permutations([*ids, *(f"zz{at}" for at in range(len(ids)))]))
    names = dict(zip(ids, others[: len(ids)], strict=True))
    line = renamed_line(encode_header(game.header), names)
    header = decode_header(line)
    present = {names.get(actor, actor): mind for actor, mind in game.minds_present.items()}
    found = _play(header, present)
    assert found == tuple(renamed_line(line, names) for line in game.lines)


@g.few()
@given(g.games())
def test_the_order_of_actors_in_the_file_changes_no_behaviour(game):
    turned = attrs.evolve(game.scenario, actors=game.scenario.actors[::-1])
    header = attrs.evolve(game.header, scenario=turned)
    assert _play(header, game.minds_present) == game.lines


@pytest.mark.parametrize("name", g.NAMES)
def test_renaming_leaves_nobody_under_the_old_name(name):
    ids = _renamable(name)
    names = {old: f"x{at}" for at, old in enumerate(ids)}
    line = renamed_line(encode_header(g.header_of(name)), names).decode()
    assert not [old for old in ids if f'"{old}"' in line]
    assert len(ids) >= 2
