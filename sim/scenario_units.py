"""Names of the rules' parameters as a scenario file writes them, and the units they stand for."""

from collections.abc import Collection
from decimal import Decimal

from attrs import frozen

from sim.domain.rules.numbers import NUMBERS
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.scenario_check import Node

_MILLI_NAMES = (
    *("bar_", "weight_", "impatient_below", "distrust_below"),
    *("unmet_condition", "evasion_bar"),
)


@frozen(kw_only=True)
class Knob:
    """What a parameter that strategies read may be, in the plain numbers of a file."""

    low: Decimal
    high: Decimal | None
    """None for days, which end with the game."""
    meaning: str

    @classmethod
    def of(cls, span: str, meaning: str) -> "Knob":
        """Read `LOW..HIGH`, or `days`."""
        if span == "days":
            return cls(low=Decimal(0), high=None, meaning=meaning)
        low, high = map(Decimal, span.split(".."))
        return cls(low=low, high=high, meaning=meaning)

    def fault(self, value: Decimal, days: int, low: Decimal | None) -> tuple[str, str] | None:
        """
        Return what is wrong with a value in a game of so many days, and the remedy; or None.

        `low` stands in for the least there may be, as for a spread.
        """
        least = self.low if low is None else low
        most = Decimal(days) if self.high is None else self.high
        if least <= value <= most:
            return None
        if self.high is None:
            return f"outside the {days} days of the game", f"give a day from 0 to {days}"
        return f"outside {least}..{most}", f"correct the number: {self.meaning}"


def plain_name(node: Node, key: str, known: Collection[str]) -> str:
    """Return the stored name of a parameter, which carries its unit; the file leaves that out."""
    for suffix in ("_ppm", "_micro"):
        if key.endswith(suffix):
            bare = key.removesuffix(suffix)
            node.say(key, f"`{key}` carries a unit", f"write {bare} in plain numbers, as 0.15")
            return key
        if key + suffix in known:
            return key + suffix
    return key


_YEAR = 366
_WIDE = 1_000_000
_BOTH_WAYS = ("bar_start", "ratify_bias_points")
"""Parameters that may lie below nothing."""


def bare_names(names: Collection[str]) -> list[str]:
    """Return the names as a file writes them, without their units."""
    return [name.removesuffix("_ppm").removesuffix("_micro") for name in names]


def scale_of(name: str) -> int:
    """Return what a plain number of a rule parameter is multiplied with when it is stored."""
    if name.endswith(("_ppm", "_micro", "_points")):
        return PPM
    return MILLI if name.startswith(_MILLI_NAMES) else 1


def numbers_of(root: Node) -> dict[str, int]:
    """Return the rule parameters of all `[[rules]]` blocks under their names in the rules."""
    found: dict[str, int] = {}
    for node in root.children("rules"):
        for key in node.names():
            name = plain_name(node, key, NUMBERS)
            if name not in NUMBERS:
                node.unknown(key, key, bare_names(NUMBERS))
                continue
            if name in found:
                node.say(key, f"`{key}` stands twice", "keep one of them")
            found[name] = node.number(key, scale_of(name), bounds=_bounds(name))
    return found


def _bounds(name: str) -> tuple[int, int]:
    """Return the least and the most that a rule parameter may be, as a file writes it."""
    if name.endswith("_ppm"):
        return (0, 1)
    if name.endswith("_days"):
        return (0, _YEAR)
    if name.endswith("_minutes"):
        return (0, _YEAR * MINUTES_DAY)
    return (-_WIDE, _WIDE) if name in _BOTH_WAYS else (0, _WIDE)
