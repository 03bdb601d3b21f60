"""
What may be varied: axes from words, cells of a grid, mixes of personalities.
"""

from decimal import Decimal

import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import CannotError
from sim.sweeps import axes as ax

WIDE = g.scenario(g.WIDE)
MANY = next(actor for actor in WIDE.actors if len(actor.personalities) > 1)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("horizon=1,2,3", ("1", "2", "3")),
        ("a.b = 0.5 , 1", ("0.5", "1")),
        ("issues.x.options=[0, 20],[0, 40]", ("[0, 20]", "[0, 40]")),
        ("a={ base = 1, each = 2 },{ base = 3 }", ("{ base = 1, each = 2 }", "{ base = 3 }")),
        ('a="x,y",z', ('"x,y"', "z")),
    ],
)
def test_values_stand_between_commas_outside_lists_and_quotes(text, values):
    assert ax.axis_of(text).values == values


@pytest.mark.parametrize("text", ["", "=", "horizon", "horizon=", "horizon=1,,2", "horizon=1,1"])
def test_a_key_without_values_is_refused_in_one_line(text):
    with pytest.raises(CannotError) as refused:
        ax.axis_of(text)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("--vary")


def test_the_last_axis_turns_fastest_and_no_axis_is_one_cell():
    axes = [ax.Axis("a", ("1", "2")), ax.Axis("b", ("x", "y"))]
    assert ax.grid(axes) == [("1", "x"), ("1", "y"), ("2", "x"), ("2", "y")]
    assert ax.grid([]) == [()]


def test_a_key_varied_twice_and_a_grid_beyond_all_use_are_refused():
    with pytest.raises(CannotError, match="varied twice"):
        ax.checked([ax.Axis("a", ("1",)), ax.Axis("a", ("2",))])
    long = tuple(map(str, range(200)))
    with pytest.raises(CannotError, match="40000 cells"):
        ax.checked([ax.Axis("a", long), ax.Axis("b", long)])


@given(st.lists(st.integers(0, 50), min_size=1, max_size=3).filter(any))
def test_priors_of_a_mix_sum_to_one_in_the_proportions_asked(weights):
    names = [one.id for one in MANY.personalities]
    text = "+".join(f"{name}:{weight}" for name, weight in zip(names, weights, strict=False))
    shares = [Decimal(share) for _, share in ax.mixed(WIDE, MANY.id, text)]
    assert sum(shares) == 1
    whole = sum(weights[: len(names)])
    for share, weight in zip(shares, weights, strict=False):
        assert whole == 0 or abs(share - Decimal(weight) / whole) <= Decimal("0.000003")


@pytest.mark.parametrize(
    "text",
    [
        "nobody:1",
        "{name}:x",
        "{name}:-1",
        "{name}:0",
        "{name}:nan",
        "{name}:1e9999999",
        "{name}:1+{name}:2",
    ],
)
def test_a_mix_that_is_none_is_refused(text):
    with pytest.raises(CannotError, match="mix"):
        ax.mixed(WIDE, MANY.id, text.format(name=MANY.personalities[0].id))
