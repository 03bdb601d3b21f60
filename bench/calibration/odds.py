"""Odds published at a date, held against the continuations from that date."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from bench.balance.figures import wilson
from bench.calibration.bands import column, columns, where
from bench.calibration.keeping import Game
from sim.domain.talks import APPROVED

FILE = Path(__file__).with_name("odds.toml")


@frozen(kw_only=True)
class Held:
    """A share of the continuations beside what was published."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """Tell where the share lies; `none` where there is nothing to take a share of."""
        return where(self.part / self.whole, self.low, self.high) if self.whole else "none"

    @property
    def text(self) -> str:
        """Return the share with its interval, in per cent."""
        low, high = wilson(self.part, self.whole)
        if not self.whole:
            return "none"
        return f"{100 * self.part / self.whole:.1f} ({100 * low:.1f} to {100 * high:.1f})"


def published() -> list[Mapping[str, Any]]:
    """Return the odds that were published, in the order of their dates."""
    found: list[Mapping[str, Any]] = _told()["odds"]
    return found


def dates() -> list[date]:
    """Return every date from which the record is played on: of bands, of odds, and others."""
    found = {one.date for one in columns()} | {one["date"] for one in published()}
    return sorted(found | set(_told()["dates"]))


def _told() -> Mapping[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def rows_of(games: Sequence[Game]) -> list[str]:
    """Return the row of the table of bands into which each game falls."""
    asked = column()
    return [asked.row_of(game["kind"], retained=game["retained"]) for game in games]


def held(one: Mapping[str, Any], games: Sequence[Game]) -> Held:
    """Hold published odds against continuations."""
    if "order" in one:
        return _ordered(one, games)
    part, whole = _share(one, games)
    spread = one.get("spread", 0.0)
    return Held(part=part, whole=whole, low=max(0.0, one["low"] - spread),
                high=min(1.0, one["high"] + spread))  # fmt: skip


def _share(one: Mapping[str, Any], games: Sequence[Game]) -> tuple[int, int]:
    if "share" in one:
        return sum(row in one["share"] for row in rows_of(games)), len(games)
    if "approval" in one:
        papers = [game for game in games if game["paper"] == one["approval"]]
        return sum(game["host"] == APPROVED for game in papers), len(papers)
    prices = [game["price"] for game in games if game["price"] and not game["retained"]]
    return sum(price > one["dear"] for price in prices), len(prices)


def _ordered(one: Mapping[str, Any], games: Sequence[Game]) -> Held:
    """Return the first group's share, to be above that of the second."""
    rows = rows_of(games)
    counts = [sum(row in group for row in rows) for group in one["order"]]
    return Held(part=counts[0], whole=len(games), low=(counts[1] + 1) / len(games), high=1.0)
