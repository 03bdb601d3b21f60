"""
The exact answer of a scenario of theory, to stand beside what was played.

Which model answers for which scenario is data (`assets/theory/answers.toml`); here are
the models by name. Shares are of a pie of 1, which is a utility of a million millionths.
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from sim.analysis.theory import offers, solutions, vetoes
from sim.domain.units import PPM
from sim.scenario_text import read_file
from sim.scenario_theory import theory_folder, theory_name

if TYPE_CHECKING:
    from sim.engine.run import Run

_PARABOLA = solutions.Curve(lambda x: 1 - x * x, 1.0)
_KINK = solutions.Curve(lambda x: min(1 - 0.4 * x, 1.6 - 1.6 * x), 1.0)
_DIGITS = 6

LAWS: Mapping[str, Callable[..., float]] = {
    "rubinstein": lambda first, second: offers.rubinstein(first, second)[0],
    "finite_offers": offers.finite_offers,
    "rubinstein_limit": offers.rubinstein_limit,
    "outside_option": offers.outside_option,
    "nash_split": lambda power, own, other: solutions.nash_split(power, (own, other)),
    "nash_parabola": lambda: solutions.nash_on(_PARABOLA)[0],
    "nash_kink": lambda: solutions.nash_on(_KINK)[0],
    "romer_rosenthal": vetoes.romer_rosenthal,
}
"""The models by name, each with the arguments that the answers give it."""


@cache
def answers() -> Mapping[str, Mapping[str, Any]]:
    """Return by scenario of theory its row of the note, law, arguments and seat."""
    return tomllib.loads(read_file(theory_folder() / "answers.toml"))


def exact_of(name: str) -> float:
    """Return what the model of a scenario of theory answers, rounded to a millionth."""
    row = answers()[name]
    return round(LAWS[row["law"]](**row.get("arguments", {})), _DIGITS)


def beside(run: "Run") -> dict[str, Any]:
    """
    Return `exact`, `simulated` and the `theory` they are of; nothing for any other scenario.

    `simulated` is what the seat had in the end, in parts of the pie, however the talks ended.
    """
    name = theory_name(run.header.scenario.id)
    if name is None:
        return {}
    row = answers()[name]
    return {
        "exact": exact_of(name),
        "simulated": run.seats[row["seat"]].utility / PPM,
        "theory": {"row": row["row"], "law": row["law"], "seat": row["seat"]},
    }
