"""
Public gauges: readings that drift by themselves and move by events.

A reading is value + drift x time, in thousandths of a point; drift follows from conditions that
everybody sees, so it is never an event (design 3.4). Whenever a condition may change, the fold
first settles all gauges at that minute.
"""

from collections.abc import Callable, Mapping

from sim.domain.actors import ALLY, HOST, Actor
from sim.domain.lookup import index_of
from sim.domain.setting import Gauge, Scenario
from sim.domain.talks import Common, changed
from sim.domain.units import MILLI, MINUTES_DAY, clamp

_Holds = Callable[[Common, Mapping[str, Actor]], bool]
_Course = tuple[int, int, tuple[tuple[_Holds | None, int, int | None], ...]]
"""A gauge's range, and its drifts as (condition or none, step a day, level it tends to)."""


CONDITIONS: Mapping[str, _Holds] = {
    "always": lambda common, roles: True,  # noqa: ARG005
    "quiet": lambda common, _: not common.threats and common.order_minute is None,
    "threatened": lambda common, _: bool(common.threats) and common.order_minute is None,
    # The threats first: most of a game nobody's stands, and this is asked of every gauge.
    "host_threatens": lambda common, roles: (
        bool(common.threats)
        and common.order_minute is None
        and HOST in roles
        and roles[HOST].id in common.threats
    ),
    "ally_threatens": lambda common, roles: (
        bool(common.threats) and ALLY in roles and roles[ALLY].id in common.threats
    ),
    "ordered": lambda common, _: common.order_minute is not None,
    "suspended": lambda common, _: bool(common.suspended),
    "running": lambda common, _: not common.suspended,
    "ally_threat": lambda common, _: len(common.threats) > (common.order_minute is None),
    "inquiry": lambda common, _: common.inquiry_minute is not None and common.inquiry_found is None,
}
"""
What a drift may depend on; all of it is public.

`ally_threat` counts the host's threat once it has ordered; it stays for records that have it.
"""


def _courses(scenario: Scenario) -> list[_Course]:
    """Return how each gauge drifts, laid out once: rules and minds read a few at every stop."""
    known: list[_Course] = index_of(scenario).drifts
    if not known:
        known += [_course(gauge) for gauge in scenario.gauges]
    return known


def _course(gauge: Gauge) -> _Course:
    drifts = [
        (None if drift.when == "always" else CONDITIONS[drift.when], drift.per_day, drift.toward)
        for drift in gauge.drifts
    ]
    return gauge.low, gauge.high, tuple(drifts)


def _moved(
    course: _Course, value: int, common: Common, minutes: int, roles: Mapping[str, Actor]
) -> int:
    """Return a reading so many minutes later: the first drift whose condition holds moves it."""
    low, high, drifts = course
    for holds, per_day, toward in drifts:
        if holds is not None and not holds(common, roles):
            continue
        step = per_day * minutes // MINUTES_DAY
        if toward is None:
            return clamp(value + step, low, high)
        if step < 0:
            step = -step
        gap = toward - value
        return toward if -step <= gap <= step else value + (step if gap > 0 else -step)
    return value


def readings(scenario: Scenario, common: Common, minute: int) -> tuple[int, ...]:
    """Return all gauges at a minute, in thousandths of a point, in scenario order."""
    minutes = minute - common.gauges_minute
    if minutes <= 0:
        return common.gauges
    roles = index_of(scenario).roles
    return tuple(
        [
            _moved(course, value, common, minutes, roles)
            for course, value in zip(_courses(scenario), common.gauges, strict=True)
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
    course = (index.drifts or _courses(scenario))[position]
    return _moved(course, value, common, minutes, index.roles)


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
