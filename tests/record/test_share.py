"""
Goal: a code starts the very same game, and any other text says why it starts none.
"""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.games import LEVELS
from sim.scenario import load_scenario
from sim.scenario_text import list_scenarios
from sim.scenario_theory import list_theory
from sim.share import (
    LETTERS,
    MISTYPED,
    OTHER_VERSION,
    UNKNOWN,
    CodeError,
    Start,
    _name,
    _shipped,
    code_of,
    start_of,
)

NAMES = (*list_scenarios(), *list_theory())


@st.composite
def starts(draw):
    """
    Any start of a shipped scenario.
    """
    scenario = load_scenario(draw(st.sampled_from(NAMES)))
    seats = [actor for actor in scenario.actors if actor.is_seat]
    tempers = {
        actor.id: draw(st.sampled_from(actor.personalities)).id
        for actor in seats
        if actor.personalities and draw(st.booleans())
    }
    return Start(
        scenario=scenario, seat=draw(st.sampled_from(seats)).id,
        level=draw(st.sampled_from(tuple(LEVELS))), tempers=tempers,
        seed=draw(st.integers(0, (1 << 62) - 1)),
    )  # fmt: skip


@given(starts())
def test_a_code_gives_back_its_start(start):
    code = code_of(start)
    assert start_of(code) == start
    assert start_of(code.lower().replace("-", " ")) == start


def test_a_usual_start_has_a_code_of_a_dozen_letters():
    scenario = load_scenario(None)
    seat = next(actor.id for actor in scenario.actors if actor.is_seat)
    code = code_of(Start(scenario=scenario, seat=seat, level="envoy", seed=999_999))
    assert len(code.replace("-", "")) <= 12


@given(starts(), st.data())
def test_one_wrong_letter_is_noticed(start, data):
    code = code_of(start)
    at = data.draw(st.integers(0, len(code) - 1).filter(lambda place: code[place] != "-"))
    other = data.draw(st.sampled_from([one for one in LETTERS if one != code[at]]))
    with pytest.raises(CodeError) as caught:
        start_of(code[:at] + other + code[at + 1 :])
    assert caught.value.reason == MISTYPED


@given(st.text(max_size=20))
def test_no_text_at_all_breaks_it(text):
    assert _reason(text) in (None, MISTYPED, UNKNOWN, OTHER_VERSION)


def _reason(text):
    try:
        start_of(text)
    except CodeError as error:
        return error.reason
    return None


def test_shipped_scenarios_have_names_of_their_own_in_codes():
    assert len({_name(name) for name in _shipped()}) == len(_shipped())


def test_another_version_of_a_scenario_says_so():
    scenario = load_scenario("first-offer")
    seat = next(actor.id for actor in scenario.actors if actor.is_seat)
    older = attrs.evolve(scenario, version=scenario.version - 1)
    with pytest.raises(CodeError) as caught:
        start_of(code_of(Start(scenario=older, seat=seat, level="clerk", seed=5)))
    assert caught.value.reason == OTHER_VERSION
    strange = attrs.evolve(scenario, id="nobody-has-this")
    with pytest.raises(CodeError) as caught:
        start_of(code_of(Start(scenario=strange, seat=seat, level="clerk", seed=5)))
    assert caught.value.reason == UNKNOWN
