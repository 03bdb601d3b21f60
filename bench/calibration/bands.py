"""
The forecasters' table: for each row a band at each date, and the outcome kinds that fall into it.

All of it is data beside this module; names of firms and of outcomes stand only there.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import frozen

FILE = Path(__file__).with_name("bands.toml")


@frozen(kw_only=True)
class Band:
    """A row of the table at one date."""

    key: str
    id: str
    means: str
    """Which outcomes of ours fall into it, in words."""
    kinds: tuple[str, ...]
    retained: bool | None = None
    """Whether the seller keeps a share in the paper; None: whatever it keeps."""
    central: float
    low: float
    high: float

    def holds(self, kind: str, *, retained: bool) -> bool:
        """Tell whether an outcome falls into the row."""
        return kind in self.kinds and self.retained in (None, retained)

    def verdict(self, share: float) -> str:
        """Tell where a share lies: `in` the band, `below` or `above` it."""
        return where(share, self.low, self.high)


@frozen(kw_only=True)
class Column:
    """What was thought at one date."""

    date: date
    source: str
    confidence: str
    bands: tuple[Band, ...]

    def row_of(self, kind: str, *, retained: bool) -> str:
        """Return the key of the row into which an outcome falls."""
        keys = [band.key for band in self.bands if band.holds(kind, retained=retained)]
        assert len(keys) == 1, f"{kind} falls into {len(keys)} rows of {self.date}"
        return keys[0]


def where(value: float, low: float, high: float) -> str:
    """Tell where a value lies beside an interval: `in`, `below` or `above`."""
    if value < low:
        return "below"
    return "above" if value > high else "in"


@lru_cache(maxsize=1)
def columns() -> tuple[Column, ...]:
    """Return the columns of the table, the earliest first."""
    with FILE.open("rb") as file:
        told: Mapping[str, Any] = tomllib.load(file)
    return tuple(_column(column, told["band"]) for column in told["column"])


def column(day: date | None = None) -> Column:
    """Return the column of a date, by default the first."""
    return next(one for one in columns() if day in (None, one.date))


def _column(told: Mapping[str, Any], rows: list[dict[str, Any]]) -> Column:
    bands = []
    for row in rows:
        plain = {name: value for name, value in row.items() if name != "at"}
        plain["kinds"] = tuple(plain["kinds"])
        bands.append(Band(**plain, **row["at"][told["date"].isoformat()]))
    return Column(**told, bands=tuple(bands))
