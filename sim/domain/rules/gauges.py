"""
Public gauges: readings that drift by themselves and move by events.

A reading is value + drift x time, in thousandths of a point; drift follows from conditions that
everybody sees, so it is never an event (design 3.4). Whenever a condition may change, the fold
first settles all gauges at that minute.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sim.domain.actors import ALLY, HOST, Actor
from sim.domain.lookup import Index, index_of
from sim.domain.preferences import GaugeTerm
from sim.domain.setting import Gauge, Scenario
from sim.domain.talks import Common, changed
from sim.domain.units import MILLI, MINUTES_DAY, clamp


class Sway(NamedTuple):
    """All that a drift may depend on; everybody sees it, and it changes a few times a game."""

    threats: tuple[str, ...]
    ordered: bool
    suspended: bool
    inquiry: bool
    """Whether an inquiry is open that has found nothing yet."""


_Holds = Callable[[Sway, Mapping[str, Actor]], bool]
_LATEST = "latest"
"""The key of the knowledge asked about last."""
_Course = tuple[int, int, int, int | None]
"""A drift that acts: the gauge's range, the step a day, the level it tends to."""


CONDITIONS: Mapping[str, _Holds] = {
    "always": lambda sway, roles: True,  # noqa: ARG005
    "quiet": lambda sway, _: not sway.threats and not sway.ordered,
    "threatened": lambda sway, _: bool(sway.threats) and not sway.ordered,
    "host_threatens": lambda sway, roles: (
        not sway.ordered and HOST in roles and roles[HOST].id in sway.threats
    ),
    "ally_threatens": lambda sway, roles: ALLY in roles and roles[ALLY].id in sway.threats,
    "ordered": lambda sway, _: sway.ordered,
    "suspended": lambda sway, _: sway.suspended,
    "running": lambda sway, _: not sway.suspended,
    "ally_threat": lambda sway, _: len(sway.threats) > (not sway.ordered),
    "inquiry": lambda sway, _: sway.inquiry,
}
"""
What a drift may depend on; all of it is public.

`ally_threat` counts the host's threat once it has ordered; it stays for records that have it.
"""


def _courses(index: Index, scenario: Scenario, common: Common) -> tuple[_Course | None, ...]:
    """Return the drift of each gauge that acts now, laid out once for what it depends on."""
    latest: tuple[Common, tuple[_Course | None, ...]] | None = index.drifts.get(_LATEST)
    # Who decides asks for several gauges, so the knowledge asked about is mostly the same object.
    if latest is not None and latest[0] is common:
        return latest[1]
    key = (
        common.threats,
        common.order_minute is not None,
        bool(common.suspended),
        common.inquiry_minute is not None and common.inquiry_found is None,
    )
    known: tuple[_Course | None, ...] | None = index.drifts.get(key)
    if known is None:
        sway = Sway(*key)
        known = tuple(_acting(gauge, sway, index.roles) for gauge in scenario.gauges)
        index.drifts[key] = known
    index.drifts[_LATEST] = common, known
    return known


def _acting(gauge: Gauge, sway: Sway, roles: Mapping[str, Actor]) -> _Course | None:
    """Return the first drift whose condition holds, or None if none does."""
    for drift in gauge.drifts:
        if CONDITIONS[drift.when](sway, roles):
            return gauge.low, gauge.high, drift.per_day, drift.toward
    return None


def _moved(course: _Course, value: int, minutes: int) -> int:
    """Return a reading so many minutes later."""
    low, high, per_day, toward = course
    step = per_day * minutes // MINUTES_DAY
    if toward is None:
        return clamp(value + step, low, high)
    if step < 0:
        step = -step
    gap = toward - value
    return toward if -step <= gap <= step else value + (step if gap > 0 else -step)


def readings(scenario: Scenario, common: Common, minute: int) -> tuple[int, ...]:
    """Return all gauges at a minute, in thousandths of a point, in scenario order."""
    minutes = minute - common.gauges_minute
    if minutes <= 0:
        return common.gauges
    courses = _courses(index_of(scenario), scenario, common)
    return tuple(
        [
            value if course is None else _moved(course, value, minutes)
            for course, value in zip(courses, common.gauges, strict=True)
        ]
    )


def gauge(scenario: Scenario, common: Common, minute: int, name: str, absent: int = 0) -> int:
    """Return one gauge in thousandths of a point, or `absent` where the scenario has none."""
    index = index_of(scenario)
    position = index.gauges.get(name)
    if position is None:
        return absent
    value = common.gauges[position]
    minutes = minute - common.gauges_minute
    if minutes <= 0:
        return value
    course = _courses(index, scenario, common)[position]
    return value if course is None else _moved(course, value, minutes)


def some(
    scenario: Scenario, common: Common, minute: int, terms: Iterable[GaugeTerm]
) -> dict[str, int]:
    """Return the gauges that these terms weigh, by id, in thousandths of a point."""
    index = index_of(scenario)
    places, values = index.gauges, common.gauges
    minutes = minute - common.gauges_minute
    if minutes <= 0:
        return {term.gauge: values[places[term.gauge]] for term in terms}
    courses = _courses(index, scenario, common)
    found = {}
    for term in terms:
        at = places[term.gauge]
        course, value = courses[at], values[at]
        found[term.gauge] = value if course is None else _moved(course, value, minutes)
    return found


def points(scenario: Scenario, common: Common, minute: int, name: str, absent: int = 0) -> int:
    """Return one gauge in whole points, rounded down."""
    return gauge(scenario, common, minute, name, absent * MILLI) // MILLI


def by_name(scenario: Scenario, common: Common, minute: int) -> dict[str, int]:
    """Return all gauges by id, in thousandths of a point."""
    values = readings(scenario, common, minute)
    return {spec.id: value for spec, value in zip(scenario.gauges, values, strict=True)}


def settled(scenario: Scenario, common: Common, minute: int) -> Common:
    """Return the same knowledge with all gauges taken at this minute."""
    if minute <= common.gauges_minute:
        return common
    return changed(common, gauges=readings(scenario, common, minute), gauges_minute=minute)


def moved(scenario: Scenario, common: Common, deltas: tuple[tuple[str, int], ...]) -> Common:
    """Return settled knowledge with gauges moved by deltas in milli, held within their range."""
    values = list(common.gauges)
    index = index_of(scenario).gauges
    for name, delta in deltas:
        at = index[name]
        spec = scenario.gauges[at]
        values[at] = clamp(values[at] + delta, spec.low, spec.high)
    return changed(common, gauges=tuple(values))


def effect(scenario: Scenario, cause: str) -> tuple[tuple[str, int], ...]:
    """Return the gauge changes of a cause, in scenario order of the gauges; () if it has none."""
    return index_of(scenario).effects.get(cause, ())
