"""
Time as minds use it: the deadline they see, personal habits dated in days, and hazards.

A mind remembers nothing, so a habit that happens once with some odds is a hazard: at every stop the
odds that it falls into the time since the last stop, given that it has not happened yet.
"""

from sim.domain.moves import Move, Wait
from sim.domain.rules.agenda import in_office
from sim.domain.units import MINUTES_DAY, PPM, clamp, logistic_ppm
from sim.domain.views import View

_LAST_CALL = MINUTES_DAY // 2
WAIT = Wait()
"""The end of a stop until the next occasion; one for all, since most stops end so."""
_QUIET = 10 * MINUTES_DAY
"""Between two looks once no deadline can come any more: nothing presses."""
_LOGIT_TENTHS = 17
"""1.7 times ten: the logistic curve at 1.7 z is the normal distribution's at z within 0.01."""


def own(view: View, name: str, absent: int = 0) -> int:
    """Return a parameter of my personality, in millionths, or a default."""
    return view.own.parameters.get(name, absent)


def own_minute(view: View, name: str, absent_days: int = 0) -> int | None:
    """Return the minute of a habit dated in days; None if it is never, which a file writes as 0."""
    minute = own(view, name, absent_days * PPM) * MINUTES_DAY // PPM
    return minute if minute > 0 else None


def deadline(view: View) -> int | None:
    """Return the minute by which a paper must be signed, if one is set."""
    standing = view.common.deadline
    return view.scenario.closes if standing is None else standing


def clock_end(view: View) -> int:
    """Return when a party's clock runs out: the deadline, else the latest there may be."""
    known = view.common.deadline
    if known is None:
        scenario = view.scenario
        known = scenario.closes
        if known is None:
            latest = scenario.deadline_latest
            known = latest if view.minute < latest else scenario.horizon
    return known if known > 0 else 1


def minutes_since_stop(view: View) -> int:
    """Return how long ago my last stop ended; at the first one, since the opening."""
    return view.minute - view.own.passed_minute


def odds_of_days(view: View, day_ppm: int) -> int:
    """Return the odds of something with these odds a day in the time since my last stop."""
    return min(PPM, day_ppm * minutes_since_stop(view) // MINUTES_DAY)


def odds_of_date(view: View, mean: int, spread: int, total_ppm: int) -> int:
    """
    Return the odds that a date falls into the time since my last stop, given it has not before.

    The date is bell-shaped around `mean` (minutes) with this spread; it comes at all with `total`.
    """
    until = _before(view.minute, mean, spread)
    since = _before(view.minute - minutes_since_stop(view), mean, spread)
    left = PPM - total_ppm * since // PPM
    return min(PPM, total_ppm * (until - since) // max(1, left))


def _before(minute: int, mean: int, spread: int) -> int:
    return logistic_ppm(_LOGIT_TENTHS * (minute - mean) // max(1, spread))


def calls_ahead(view: View, minutes: int) -> int:
    """Return the next stop after a time, or the last call or the deadline if that is earlier."""
    target = in_office(view.actor, view.minute + minutes)
    known = deadline(view)
    if known is not None:
        for call in (known - _LAST_CALL, known):
            if view.minute < call < target:
                return call
    return clamp(target, view.minute + 1, view.scenario.horizon)


def sleep(view: View, minutes: int) -> Move:
    """Wait for a time, or for the next occasion if the scenario ends before."""
    until = view.minute + minutes
    return Wait(until=until) if until <= view.scenario.horizon else WAIT


def rest(view: View) -> Move:
    """Wait by the own rhythm; longer when the last day for a deadline has gone by without one."""
    if view.minute >= view.scenario.deadline_latest and deadline(view) is None:
        return sleep(view, _QUIET)
    return WAIT
