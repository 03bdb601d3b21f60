"""The axis of a replay: quiet weeks are narrow, days on which much happened are wide. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from attrs import frozen

from game import figures
from game.presenters.marks import date_of
from game.presenters.replay import DateMark
from game.text import Text
from sim.domain.setting import Scenario
from sim.domain.units import MINUTES_DAY

QUIET_DAY = 0.35
EVENTS_MOST = 5
DATES_APART = 0.072


@frozen(kw_only=True)
class Axis:
    """Where each day of a record begins, as a share of the width; the last entry is the end."""

    starts: tuple[float, ...]

    def at(self, minute: int) -> float:
        """Return where a minute lies, 0 to 1."""
        day, rest = divmod(minute, MINUTES_DAY)
        day = max(0, min(day, len(self.starts) - 2))
        low, high = self.starts[day], self.starts[day + 1]
        return min(low + (high - low) * rest / MINUTES_DAY, 1.0)

    def minute(self, at: float) -> int:
        """Return the minute at a share of the width."""
        day = max(0, min(bisect_right(self.starts, at) - 1, len(self.starts) - 2))
        low, high = self.starts[day], self.starts[day + 1]
        part = (at - low) / (high - low) if high > low else 0
        return round((day + part) * MINUTES_DAY)


def axis_of(minutes: Iterable[int]) -> Axis:
    """Return the axis for events at these minutes."""
    counts = Counter(minute // MINUTES_DAY for minute in minutes)
    days = max(counts, default=0) + 1
    wide = [QUIET_DAY + min(counts[day], EVENTS_MOST) for day in range(days)]
    whole, starts, sofar = sum(wide), [], 0.0
    for width in wide:
        starts.append(sofar / whole)
        sofar += width
    return Axis(starts=(*starts, 1.0))


def dates_of(scenario: Scenario, axis: Axis, text: Text) -> tuple[DateMark, ...]:
    """Return as many dates as find room, each at the beginning of its day."""
    found: list[DateMark] = []
    for day, start in enumerate(axis.starts[:-1]):
        if found and (start - found[-1].at < DATES_APART or start > 1 - DATES_APART / 2):
            continue
        date = date_of(scenario, day * MINUTES_DAY + MINUTES_DAY // 2)
        found.append(DateMark(at=start, label=figures.date_short(date, text.lang)))
    return tuple(found)
