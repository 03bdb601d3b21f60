"""
Goal: luck is a function of seed, rank, number, purpose and subject, for ever and on every machine.

Method: golden vectors of every helper; games into which an extra decision is slipped.
"""

from hashlib import blake2b

import generators as g
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.domain import moves as m
from sim.domain import powers
from sim.domain.decider import Refusal, advance, initial, rule_draws
from sim.domain.draws import MIND, RULE, Draws, seed_key
from sim.domain.lookup import FACILITATOR, index_of
from sim.domain.powers import exact_ppm, power_ppm
from sim.domain.units import PPM, logistic_ppm
from sim.engine.session import Session

SEED_MAX = 2**63 - 1


def draws(seed=2020, space=RULE, rank=10, number=1, pinned=None):
    """
    Return the luck of one decision.
    """
    return Draws(seed_key(seed), space=space, rank=rank, number=number, pinned=pinned)


def _asked(found):
    """
    Ask every helper, each under a purpose of its own.
    """
    return (
        [found.ppm("a"), found.ppm("a", "b"), found.ppm("ab")],
        "".join("01"[found.chance(500_000, "c", str(at))] for at in range(8)),
        [found.between(-5, 5, "d", str(at)) for at in range(8)],
        [found.index(1000, "e", str(at)) for at in range(4)],
        "".join(found.choice("abcdef", "f", str(at)) for at in range(6)),
        [found.weighted((1, 0, 7, 2), "g", str(at)) for at in range(8)],
        [found.normal(0, 1000, "h", str(at)) for at in range(6)],
    )


# Written down once. Whoever has to change them changes every record ever made.
GOLDEN = [
    (
        {},
        ([752217, 516941, 586606], "01001010", [-1, -2, 5, 3, -1, -2, 4, 0],
         [440, 347, 457, 992], "ebaece", [2, 2, 3, 3, 3, 3, 2, 0],
         [-709, -1559, 973, 643, -455, 297]),
    ),
    (
        {"space": MIND},
        ([295832, 343734, 211768], "01011001", [1, -5, -4, 4, 0, 3, 2, 4],
         [600, 549, 922, 382], "bbfbfc", [2, 0, 3, 2, 3, 3, 2, 2],
         [-1200, 1663, 221, -530, 930, -588]),
    ),
    (
        {"rank": -1, "number": 300},
        ([444009, 86294, 960710], "10010100", [-1, -2, -1, -3, -2, -5, -5, -3],
         [689, 737, 475, 436], "fadaba", [2, 3, 3, 0, 2, 3, 2, 2],
         [1167, -397, 1489, -291, -30, -430]),
    ),
    (
        {"seed": SEED_MAX},
        ([954797, 709788, 170940], "10101101", [2, -2, 4, -5, 4, -4, -4, 2],
         [225, 448, 27, 250], "bdcfac", [2, 2, 2, 2, 3, 2, 2, 2],
         [-1005, 718, 163, 841, -673, 60]),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("key", "drawn"), GOLDEN, ids=["rule", "mind", "facilitator", "last seed"])
def test_draws_are_those_of_the_golden_vectors(key, drawn):
    assert _asked(draws(**key)) == drawn


def test_seeds_have_their_golden_keys():
    assert seed_key(0).hex() == "c109093a7b52a28bcd920661908754476f798e764f19d778a5f4a47f89ee4066"
    assert seed_key(SEED_MAX).hex() == (
        "7a1a884a15dfc4dd5c85476bcfb44fe669e52d9dfc48f1a37d47e694ca0341bc"
    )


def test_tables_of_powers_are_those_of_every_machine():
    tenths = (-200, -120, -30, -5, 0, 1, 17, 120, 999)
    assert [logistic_ppm(x) for x in tenths] == [
        6, 6, 47426, 377541, 500000, 524979, 845535, 999994, 999994,
    ]  # fmt: skip
    powers = ((0, 5), (250_000, 500_000), (500_000, 3_000_000), (999_999, 8_000_000), (1, 250_000))
    assert [power_ppm(*power) for power in powers] == [0, 500_000, 125_000, 999_992, 31_623]


@given(st.integers(1, PPM - 1), st.integers(-PPM, 200 * PPM))
@example(PPM // 2, 7 * PPM)  # 7,812.5, which goes to the even side
def test_a_power_is_rounded_as_28_digits_round_it(base, exponent):
    assert power_ppm(base, exponent) == exact_ppm(base, exponent)


def test_a_power_next_to_a_half_is_asked_again_in_28_digits(monkeypatch):
    asked = []
    monkeypatch.setattr(powers, "exact_ppm", lambda *power: asked.append(power) or 7)
    halves = [(base, PPM) for base in range(1, 2000)]  # whole numbers, as far from a half as can be
    assert [power_ppm(*one) for one in halves] == [base for base, _ in halves]
    assert not asked
    assert power_ppm(PPM // 2, 7 * PPM) == 7  # 7,812.5 ppm
    assert asked == [(PPM // 2, 7 * PPM)]


def _word(seed, *parts):
    """
    Work out the first word of a draw by hand, as design 3.5 describes it.
    """
    key = blake2b(b"pourparlers-luck/1" + seed.to_bytes(16, "big", signed=True)).digest()[:32]
    message = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
    return int.from_bytes(blake2b(message, key=key).digest()[:8], "big")


words = st.text("ab1-:é", max_size=6)


@given(st.integers(-9, SEED_MAX), st.integers(-1, 99), st.integers(0, 999), words, words)
def test_a_draw_is_the_keyed_hash_of_its_length_prefixed_parts(seed, rank, number, what, about):
    word = _word(seed, RULE, str(rank), str(number), what, about)
    assert draws(seed, RULE, rank, number).ppm(what, about) == word * PPM // 2**64
    assert draws(seed, RULE, rank, number).index(7, what, about) == word * 7 // 2**64


@given(st.tuples(words, words), st.tuples(words, words))
def test_no_two_keys_are_spelled_alike(one, other):
    found = draws()
    first = found.index(2**64, *one)
    if one == other:
        with pytest.raises(AssertionError, match="twice"):
            found.index(2**64, *other)
    else:
        assert found.index(2**64, *other) != first


@pytest.mark.parametrize(
    "again",
    [
        lambda found: found.ppm("x", "y"),
        lambda found: found.chance(1, "x", "y"),
        lambda found: found.between(1, 2, "x", "y"),
        lambda found: found.index(3, "x", "y"),
        lambda found: found.choice("ab", "x", "y"),
        lambda found: found.weighted((1, 1), "x", "y"),
        lambda found: found.normal(0, 1, "x", "y"),
    ],
)
def test_asking_twice_for_one_key_in_a_decision_is_our_mistake(again):
    found = draws()
    found.ppm("x", "y")
    with pytest.raises(AssertionError, match="drawn twice"):
        again(found)


def test_a_pinned_draw_has_the_value_that_history_gave_it():
    found = draws(pinned={("x", "y"): 123})
    assert found.ppm("x", "y") == 123
    assert found.ppm("x", "z") != 123


@given(st.integers(-50, 50), st.integers(0, 100), st.integers(0, 99))
def test_helpers_stay_within_their_bounds(low, span, number):
    found = draws(number=number)
    assert low <= found.between(low, low + span, "between") <= low + span
    assert 0 <= found.index(span + 1, "index") <= span
    assert not found.chance(0, "never")
    assert found.chance(PPM, "always")
    weights = [0] * (span % 4) + [span + 1, 0]
    assert found.weighted(weights, "weighted") == span % 4
    assert abs(found.normal(low, 10, "normal") - low) <= 60


@given(g.moments(), st.data())
def test_an_extra_decision_of_one_shifts_the_luck_of_nobody_else(moment, data):
    game, at = moment
    talks = game.states[at]
    everybody = [actor.id for actor in index_of(game.scenario).order]
    actor, minute, move = data.draw(g.requests(game, at))
    decision = g.decided(talks, actor, minute, move)
    if isinstance(decision, Refusal) or isinstance(move, m.Reseed):
        return
    after = advance(talks, decision)
    for other in everybody:
        for space in (RULE, MIND):
            same = _asked(rule_draws(talks, other, space)) == _asked(
                rule_draws(after, other, space)
            )
            assert same == (other != actor)


def _tail(session, since):
    return [(d.actor, d.minute, d.move, d.events) for d in session.decisions[since:]]


@g.few(15)
@given(g.moments(g.games(minds=("random",))), st.data())
def test_taking_and_releasing_a_seat_changes_nothing_that_follows(moment, data):
    game, at = moment
    if at == len(game.decisions):
        return
    seat = data.draw(st.sampled_from([a.id for a in index_of(game.scenario).seats]))
    session = Session(g.scenario(game.name), game.seed, game.minds)
    for _ in range(at):
        session.step()
    session.take(seat)
    session.release(seat)
    session.advance()
    assert _tail(session, at + 2) == [
        (d.actor, d.minute, d.move, d.events) for d in game.decisions[at:]
    ]
    assert session.decisions[at].actor == FACILITATOR


@pytest.mark.slow
@given(g.names, g.seeds, g.seeds)
def test_tempers_fixed_for_one_leave_the_tempers_of_others(name, seed, pick):
    drawn = initial(g.header_of(name, seed)).private
    actor = next(a for a in index_of(g.scenario(name)).order if a.personalities and a.id in drawn)
    temper = actor.personalities[pick % len(actor.personalities)].id
    fixed = initial(g.header_of(name, seed, tempers={actor.id: temper})).private
    assert fixed[actor.id].personality == temper
    assert {a: own for a, own in fixed.items() if a != actor.id} == {
        a: own for a, own in drawn.items() if a != actor.id
    }


@given(g.moments(g.games(minds=("random",))), st.integers(0, SEED_MAX))
def test_forks_share_their_luck_until_a_recorded_reseed(moment, other):
    game, at = moment
    talks = game.states[at]
    decision = g.decided(talks, FACILITATOR, talks.minute, m.Reseed(seed=other))
    if isinstance(decision, Refusal):
        assert talks.common.outcome is not None
        return
    after = advance(talks, decision)
    for actor in index_of(game.scenario).order:
        same = _asked(rule_draws(after, actor.id)) == _asked(rule_draws(talks, actor.id))
        assert same == (other == game.seed)
