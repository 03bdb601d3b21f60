"""
Table h: the real record played on from one date, against the bands of that date's forecasters.

The record is folded up to the last decision of the date, then goes on under other luck with the
scenario's own strategies in all seats, and the hidden types that the record fixes.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import frozen

from bench.balance import games
from bench.balance.figures import percent, percent_error
from bench.balance.games import Row
from bench.balance.tables import Bar, Part, Table
from sim.domain.deal import Package
from sim.domain.decider import advance
from sim.domain.decision import Decision, Header
from sim.domain.setting import Scenario
from sim.domain.talks import Talks, changed
from sim.domain.units import MINUTES_DAY
from sim.estimates import minds_of
from sim.history import play_history

FILE = Path(__file__).with_name("bands.toml")
_SHARE = "percent"
_HUNDRED = 100


@frozen(kw_only=True)
class Band:
    """A row of the forecasters' table."""

    id: str
    central: float
    low: float
    high: float
    kinds: tuple[str, ...]
    retained: bool | None = None
    """Whether the seller keeps a share in the paper; None: whatever it keeps."""

    def holds(self, kind: str, *, retained: bool) -> bool:
        """Tell whether an outcome falls into the row."""
        return kind in self.kinds and self.retained in (None, retained)


@frozen
class Ended:
    """How one continuation ended."""

    kind: str
    retained: bool


def bands() -> tuple[date, list[Band]]:
    """Return the date of the bands, and the bands."""
    with FILE.open("rb") as file:
        found: Mapping[str, Any] = tomllib.load(file)
    rows = [Band(**{**row, "kinds": tuple(row["kinds"])}) for row in found["band"]]
    return found["date"], rows


@lru_cache(maxsize=1)
def _fork() -> tuple[Header, Talks, int]:
    """Return the record's header, the talks at the fork, and how many decisions they keep."""
    session = play_history().session
    kept = kept_decisions(session.decisions, midnight_after(session.scenario, bands()[0]))
    talks = session.opening
    for decision in session.decisions[:kept]:
        talks = advance(talks, decision)
    return session.header, changed(talks, humans=()), kept


def midnight_after(scenario: Scenario, day: date) -> int:
    """Return the first minute of the next day, counted from the scenario's opening midnight."""
    days = (day - datetime.fromisoformat(scenario.opens).date()).days + 1
    return days * MINUTES_DAY


def kept_decisions(decisions: Sequence[Decision], before: int) -> int:
    """Return the number of the last decision before a minute."""
    return sum(decision.minute < before for decision in decisions)


def go_on(row: Row, seed: int) -> Ended:
    """Play the fork on under the luck of a seed."""
    del row
    header, talks, _ = _fork()
    end = games.played_out(changed(talks, seed=seed, pinned=()), minds_of(header))
    outcome = end.common.outcome
    assert outcome is not None, "a game must end"
    return Ended(outcome.kind, is_retained(header.scenario, outcome.package))


def is_retained(scenario: Scenario, package: Package | None) -> bool:
    """Tell whether the seller keeps a share: the issue in per cent is above nothing."""
    shares = [issue.id for issue in scenario.issues if issue.unit == _SHARE]
    return package is not None and any(int(package[issue]) > 0 for issue in shares)


def table(pool: Executor, count: int) -> Table:
    """Return the table of continuations."""
    found = games.each(pool, go_on, [Row()], count)[0]
    day, rows = bands()
    counts = [sum(row.holds(one.kind, retained=one.retained) for one in found) for row in rows]
    lines, bars = [], []
    for row, number in zip(rows, counts, strict=True):
        share = percent(number, count)
        inside = row.low <= share / _HUNDRED <= row.high
        band = f"{100 * row.low:g} to {100 * row.high:g}"
        lines.append((row.id, share, percent_error(number, count), f"{100 * row.central:g}", band,
                      "in" if inside else "out"))  # fmt: skip
        bars.append(Bar(f"{row.id}: {band} %", share, inside))
    kinds = Counter(one.kind for one in found)
    each = [(kind, percent(number, count)) for kind, number in kinds.most_common()]
    parts = (
        Part("", ("outcome", "% of continuations", "s.e.", "central", "band", ""), lines),
        Part("By outcome kind", ("kind", "%"), each),
    )
    return Table(
        name="history", title="From the real record", text=_text(day), games=count, parts=parts,
        bars=tuple(bars),
    )  # fmt: skip


def _text(day: date) -> str:
    return (
        f"The shipped record up to its decision {_fork()[2]}, the last of {day}, played on with "
        "other luck by the scenario's strategies. Hidden types stay those of the record. Bands "
        "are those that forecasters of that date gave (`bench/balance/bands.toml`). A closed deal "
        "is a purchase; a rival's paper is the partner deal if the seller keeps a share, else "
        "another buyer; blocked, lapsed and walked leave the business as it was."
    )
