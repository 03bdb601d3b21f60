"""
What happened in 2020, held against simulated summers from the opening.

A length of time is `in` if what happened lies between the 5 % and the 95 % point of the summers, a
fact if at least one summer in twenty does as 2020 did. Both are low hurdles, and said to be.
"""

from collections.abc import Mapping, Sequence
from statistics import quantiles
from typing import Any

from attrs import frozen

from bench.balance.figures import wilson
from bench.calibration.bands import column, where
from bench.calibration.keeping import Game
from bench.calibration.named_days import KEPT, LAPSED, MOVED
from bench.calibration.noting import checks
from sim.domain.units import MINUTES_DAY

RARE = 0.05
_TWENTIETHS = 20


@frozen(kw_only=True)
class Span:
    """Days between two facts: in 2020, and over the summers that have both."""

    key: str
    says: str
    check: str
    real: int
    low: float
    middle: float
    high: float
    count: int

    @property
    def verdict(self) -> str:
        """Tell where 2020 lies among the summers."""
        return where(self.real, self.low, self.high)


@frozen(kw_only=True)
class Fact:
    """Something that happens or not: in 2020, and in how many summers."""

    key: str
    says: str
    check: str
    real: bool
    part: int
    """Summers in which it happens."""
    whole: int

    @property
    def alike(self) -> float:
        """Return the share of the summers that do as 2020 did."""
        share = self.part / self.whole if self.whole else 0.0
        return share if self.real else 1 - share

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the share of summers in which it happens."""
        return wilson(self.part, self.whole)

    @property
    def verdict(self) -> str:
        """Tell whether one summer in twenty at least does as 2020 did."""
        return "in" if self.alike >= RARE else "out"


def spans(real: Game, games: Sequence[Game]) -> list[Span]:
    """Return the lengths of time asked for."""
    return [_span(asked, real, games) for asked in checks()["span"]]


def _span(asked: Mapping[str, Any], real: Game, games: Sequence[Game]) -> Span:
    found = [days for game in games if (days := _days(asked, game)) is not None]
    marks = quantiles(found, n=_TWENTIETHS, method="inclusive") if len(found) > 1 else found * 19
    middle = len(marks) // 2
    happened = _days(asked, real)
    assert happened is not None, f"{asked['key']}: the record has no such days"
    return Span(
        key=asked["key"],
        says=asked["says"],
        check=asked.get("check", ""),
        real=happened,
        low=marks[0] if marks else 0,
        middle=marks[middle] if marks else 0,
        high=marks[-1] if marks else 0,
        count=len(found),
    )


def _days(asked: Mapping[str, Any], game: Game) -> int | None:
    """Return the calendar days from one fact to another that follows it, or None."""
    first = game["first"]
    start, end = first.get(asked["from"]) if "from" in asked else 0, first.get(asked["to"])
    if start is None or end is None or end < start:
        return None
    return int(end // MINUTES_DAY - start // MINUTES_DAY)


def facts(real: Game, games: Sequence[Game]) -> list[Fact]:
    """Return the facts asked for, over the summers in which they can be told."""
    found = []
    for asked in checks()["fact"]:
        key = asked["key"]
        told = [happened for game in games if (happened := happens(key, game)) is not None]
        found.append(
            Fact(
                key=key,
                says=asked["says"],
                check=asked.get("check", ""),
                real=bool(happens(key, real)),
                part=sum(told),
                whole=len(told),
            )
        )
    return found


def happens(key: str, game: Game) -> bool | None:
    """Tell whether a fact happens in a summer; None where the question does not arise."""
    if key == "named_days":
        days = game["days"]
        unmet = days[MOVED] + days[LAPSED] + days[KEPT]
        return days[KEPT] == 0 if unmet else None
    if key == "prices":
        asked = checks()["prices"]
        inside = [asked["low"] <= price <= asked["high"] for price in game["prices"]]
        return all(inside) if inside else None
    if key in ("unsold", "lapsed"):
        return key in (game["kind"], column().row_of(game["kind"], retained=game["retained"]))
    return key in game["first"]


def named_days(games: Sequence[Game]) -> dict[str, int]:
    """Return how many named days of all summers fared how."""
    return {fate: sum(game["days"][fate] for game in games) for fate in games[0]["days"]}


def prices(games: Sequence[Game]) -> list[int]:
    """Return the prices of all offers that are asked for, in order."""
    return sorted(price for game in games for price in game["prices"])
