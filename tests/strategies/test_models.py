"""
Goal: opponent models say what their papers say (rows T19 to T21 and the model note's part 4).

Method: three offers worked out by hand, and authors whose true profile is known.
"""

import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies.playing import in_role, opened, play, step

from sim.domain.deal import Issue, Package
from sim.domain.rules.legal import TALKING
from sim.domain.units import PPM
from sim.domain.views import view_for
from sim.scenario import load_scenario
from sim.strategies.models import hardheaded, likelihood, ranks, smith, tempers
from sim.strategies.models.additive import shares
from sim.strategies.outlook import look

TWO = (Issue(id="a", options=("a1", "a2", "a3")), Issue(id="b", options=("b1", "b2")))
THREE = [Package({"a": "a1", "b": b}) for b in ("b1", "b2", "b2")]
PACKAGES = st.builds(
    lambda a, b: Package({"a": a, "b": b}),
    st.sampled_from(TWO[0].options),
    st.sampled_from(TWO[1].options),
)


def test_t19_three_offers_by_hand():
    # g = .1. One unchanged: (.5 + .1) / 1.1 and .5 / 1.1; then both: (6/11 + .1) / 1.2 and so on.
    parts, whole = hardheaded.weights(TWO, THREE)
    assert [Fraction(part, whole) for part in parts] == [Fraction(71, 132), Fraction(61, 132)]
    model = hardheaded.model_of(TWO, THREE)
    assert model.weights == {"a": 537_879, "b": 462_121}
    assert model.values["a"] == {"a1": PPM, "a2": 250_000, "a3": 250_000}
    assert model.values["b"] == {"b1": 666_666, "b2": PPM}
    assert model.gain(Package({"a": "a2", "b": "b1"})) == 442_550


@given(st.lists(PACKAGES, max_size=12))
def test_t19_weights_add_up_to_one_below_the_cap(offers):
    parts, whole = hardheaded.weights(TWO, offers)
    if max(Fraction(part, whole) for part in parts) < Fraction(4, 5):
        assert sum(parts) == whole
    assert sum(hardheaded.model_of(TWO, offers).weights.values()) == PPM


def test_t19_a_weight_at_the_cap_grows_no_more():
    offers = [Package({"a": "a1", "b": b}) for b in ("b1", "b2") * 40]
    parts, whole = hardheaded.weights(TWO, offers)
    # The cap for one unchanged of two is 1 - .2 / 1.1.
    assert Fraction(7, 10) < Fraction(parts[0], whole) < Fraction(9, 10)


def test_t20_three_offers_by_hand():
    model = smith.model_of(TWO, THREE)
    assert model.weights == {"a": 600_000, "b": 400_000}
    assert model.values["a"] == {"a1": PPM, "a2": 0, "a3": 0}
    assert model.values["b"] == {"b1": 500_000, "b2": PPM}
    assert model.gain(Package({"a": "a1", "b": "b1"})) == 800_000


@given(st.lists(PACKAGES, max_size=12))
def test_t20_weights_add_up_to_one(offers):
    assert sum(smith.model_of(TWO, offers).weights.values()) == PPM


def test_a_bell_is_tabulated():
    assert [likelihood.bell_ppm(d, 20) for d in (0, 20, -40)] == [PPM, 606_531, 135_335]
    assert likelihood.bell_ppm(10**9, 1) == 1


FINE = tuple(Issue(id=name, options=tuple(range(21))) for name in "ab")
TRUE = ((2, "rising"), (1, "falling"))


def _utility(package):
    return Fraction(2, 3) * Fraction(package["a"], 20) + Fraction(20 - package["b"], 60)


def _noiseless(count=7):
    """
    Return offers worth exactly 1, .95, .9, ... to an author of the true profile.
    """
    offers = [Package({"a": 20, "b": 3 * turn}) for turn in range(count)]
    assert [_utility(p) for p in offers] == [1 - Fraction(turn, 20) for turn in range(count)]
    return offers


def test_t21_the_true_profile_rises_with_noiseless_offers():
    kinds = ranks.hypotheses(2)
    assert kinds == tuple(product((1, 2), ranks.SHAPES))
    course = [ranks.posteriors(FINE, _noiseless(count)) for count in range(7 + 1)]
    for found in course:
        assert [sum(odds) for odds in found] == [PPM * PPM] * 2
    for issue, true in enumerate(TRUE):
        odds = [found[issue][kinds.index(true)] for found in course]
        # The first offer, worth one, speaks for heavy weights; every further one for the true ones.
        assert odds[1:] == sorted(odds[1:])
        assert odds[-1] == max(course[-1][issue]) > odds[0]
    print("T21", [[o // PPM for o in odds] for odds in course[-1]])


def test_t21_one_offer_by_hand():
    # Before any offer the other issue gives 1/3 of its weight: rising 0, falling 1, middle 0.
    # So u = w x v + (1 - w) / 3, to be held against 1.
    found = ranks.posteriors(FINE, _noiseless(1))[0]
    likely = [
        likelihood.bell_ppm((w * v + (3 - w) * PPM // 3) // 3 - PPM, ranks.SPREAD_PPM)
        for w, v in product((1, 2), (PPM, 0, 0))
    ]
    expected = [one * PPM // sum(likely) for one in likely]
    assert [one // PPM for one in found] == pytest.approx(expected, abs=2)


VALUES = {"rising": lambda x: x, "falling": lambda x: 1 - x, "middle": lambda x: 1 - abs(2 * x - 1)}


def _t21_in_floats(offers, spread):
    """
    Work the model out for two issues of equal scale, with real numbers and exp.
    """
    kinds = ranks.hypotheses(2)
    odds = [[1 / 6] * 6, [1 / 6] * 6]
    for turn, offer in enumerate(offers):
        found = [[(r / 3, VALUES[shape](offer[name] / 20)) for r, shape in kinds] for name in "ab"]
        rest = [
            sum(p * w * v for p, (w, v) in zip(odds[at], found[at], strict=True))
            / sum(p * w for p, (w, v) in zip(odds[at], found[at], strict=True))
            for at in (1, 0)
        ]
        odds = [
            [
                p
                * math.exp(-((w * v + (1 - w) * rest[at] - (1 - 0.05 * turn)) ** 2) / 2 / spread**2)
                for p, (w, v) in zip(odds[at], found[at], strict=True)
            ]
            for at in (0, 1)
        ]
        odds = [[p / sum(each) for p in each] for each in odds]
    return odds


@pytest.mark.parametrize("count", [1, 3, 6])
def test_t21_as_worked_out_in_real_numbers(count):
    offers = [Package({"a": 14, "b": 8 + turn}) for turn in range(count)]
    found = ranks.posteriors(FINE, offers)
    for ours, real in zip(found, _t21_in_floats(offers, 0.2), strict=True):
        assert [one / PPM**2 for one in ours] == pytest.approx(real, abs=0.03)


def test_t21_a_model_has_weights_and_values():
    model = ranks.model_of(FINE, _noiseless())
    assert sum(model.weights.values()) == PPM
    assert model.weights["a"] > model.weights["b"]
    assert model.values["a"][20] > model.values["a"][0]
    assert model.values["b"][0] > model.values["b"][20]


def test_a_posterior_by_hand():
    # .4 x 1, .35 x 1/4 (not .1: no offer counts more than four to one), .25 x 1/2; sum .6125.
    found = tempers.posterior((400_000, 350_000, 250_000), [(PPM, 100_000, 500_000)])
    assert found == (653_062, 142_857, 204_081)


@given(
    st.lists(st.tuples(*[st.integers(1, PPM)] * 3), max_size=24),
    st.permutations((400_000, 350_000, 250_000)),
)
def test_a_posterior_adds_up_to_one(likelihoods, priors):
    assert sum(tempers.posterior(priors, likelihoods)) == PPM


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(sum))
def test_shares_add_up(parts):
    assert sum(shares(parts)) == PPM


def _bargained(scenario, table, temper, seed):
    """
    Return the last talks before a signature or the rule of export, all firms playing Boulware.
    """
    seat, personality = temper
    tempers_of = {seat: personality}
    game = play(scenario, seed, dict.fromkeys(table.members, "boulware"), tempers=tempers_of)
    talks = opened(scenario, seed, tempers_of)
    for decision in game.decisions:
        after, _ = step(talks, decision.actor, decision.minute, decision.move, decision.number)
        common = after.common
        if common.phase not in TALKING or common.restricted_minute or common.broken:
            break
        talks = after
    return talks


def _believed(scenario, table, temper, seed):
    """
    Return what the others of a table believe of a firm of a temper.
    """
    seat, personality = temper
    talks = _bargained(scenario, table, temper, seed)
    at = [each.id for each in _actor(scenario, seat).personalities].index(personality)
    found = []
    for member in table.members:
        if member != seat:
            view = view_for(member, talks)
            mixture = tempers.model_of(view, look(view, table.id), seat).mixture
            assert sum(each.odds for each in mixture) == PPM
            found.append(mixture[at].odds)
    return found


def _actor(scenario, seat):
    return next(actor for actor in scenario.actors if actor.id == seat)


@pytest.mark.slow
def test_the_true_personality_rises_on_average(scenario):
    table = scenario.tables[0]
    for seat in table.members:
        for each in _actor(scenario, seat).personalities:
            odds = [
                one
                for seed in range(10)
                for one in _believed(scenario, table, (seat, each.id), seed)
            ]
            mean = sum(odds) // len(odds)
            print(f"{scenario.id} {seat} {each.id}: {each.prior_ppm} -> {mean}")
            assert mean > each.prior_ppm


def test_a_model_is_a_function_of_the_view_alone():
    scenario = load_scenario("summer-2020")
    talks = play(scenario, 3, decisions_max=90).talks
    seat, other = in_role(scenario, "seller"), in_role(scenario, "buyer")
    table = scenario.tables[0].id

    def told():
        view = view_for(seat, talks)
        mixture = tempers.model_of(view, look(view, table), other).mixture
        return [(each.odds, each.floor) for each in mixture]

    assert told() == told()
