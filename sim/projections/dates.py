"""Local dates of minutes, by whole-number arithmetic on what the loader resolved; no clock."""

from functools import lru_cache

from attrs import frozen

from sim.domain.actors import HOST
from sim.domain.lookup import in_role, index_of
from sim.domain.setting import Scenario
from sim.domain.units import MINUTES_DAY, MINUTES_HOUR

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


@frozen
class Moment:
    """A local date and minute of the day."""

    year: int
    month: int
    day: int
    minute: int

    @property
    def iso(self) -> str:
        """Return the moment as `2020-07-31 17:05`."""
        hour, minute = divmod(self.minute, MINUTES_HOUR)
        return f"{self.year:04}-{self.month:02}-{self.day:02} {hour:02}:{minute:02}"


def local_moment(scenario: Scenario, actor: str, minute: int) -> Moment:
    """Return the date and time on an actor's wall at a minute."""
    offset = 0
    for since, minutes in index_of(scenario).actors[actor].offsets:
        if minute < since:
            break
        offset = minutes
    days, rest = divmod(minute + offset, MINUTES_DAY)
    return Moment(*_date_after(scenario.opens[:10], days), rest)


def clock_of(scenario: Scenario, seat: str | None) -> str:
    """Return whose clock a reader reads: its own, else the host's, else the first actor's."""
    host = in_role(scenario, HOST)
    return seat or (host or index_of(scenario).order[0]).id


@lru_cache(maxsize=4096)
def _date_after(opens: str, days: int) -> tuple[int, int, int]:
    year, month, day = map(int, opens.split("-"))
    day += days
    while day < 1:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        day += _length(year, month)
    while day > _length(year, month):
        day -= _length(year, month)
        year, month = (year, month + 1) if month < len(_LENGTHS) else (year + 1, 1)
    return year, month, day


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + (leap and month == _FEBRUARY)
