"""
When to say yes: the acceptance conditions of the field as functions of one offer (T18).

Baarslag, Hindriks and Jonker (2011 to 2014): AC_next, AC_prev, AC_const, AC_time, and AC_combi that
joins them. Gains are in millionths of utility, times in ppm of the way to the deadline. A condition
says nothing of what the frame asks anyway: a standing offer, better than none and than outside.
"""

from collections.abc import Callable

from attrs import frozen

from sim.domain.units import PPM
from sim.domain.views import View
from sim.strategies.outlook import Outlook, gain
from sim.strategies.timing import clock_end


@frozen(kw_only=True)
class Offered:
    """What a condition weighs."""

    gain: int
    """My gain of the offer."""
    planned: int
    """My gain of what I would table next."""
    last: int | None
    """My gain of what I tabled last; None if nothing yet."""
    elapsed: int
    seen: tuple[tuple[int, int], ...] = ()
    """(elapsed, my gain) of all that was offered to me, this offer too, oldest first."""


Condition = Callable[[Offered], bool]
Level = Callable[[Offered], int]
"""From what is offered to the gain that is enough late."""


def ac_next(a: int = PPM, b: int = 0) -> Condition:
    """Return AC_next(a, b): a x gain + b is no less than what I would table next; a in ppm."""
    return lambda o: a * o.gain // PPM + b >= o.planned


def ac_prev(a: int = PPM, b: int = 0) -> Condition:
    """Return AC_prev(a, b): the same with what I tabled last; never before I tabled anything."""
    return lambda o: o.last is not None and a * o.gain // PPM + b >= o.last


def ac_const(a: int) -> Condition:
    """Return AC_const(a): the gain is at least a."""
    return lambda o: o.gain >= a


def ac_time(since: int) -> Condition:
    """Return AC_time(T): so much of the time is gone."""
    return lambda o: o.elapsed >= since


def ac_combi(since: int, level: Level) -> Condition:
    """Return AC_combi(T, a): AC_next, or the time T is gone and the gain is at least a."""
    return either(ac_next(), both(ac_time(since), lambda o: o.gain >= level(o)))


def either(*conditions: Condition) -> Condition:
    """Return the condition that holds where one of these does."""
    return lambda o: any(condition(o) for condition in conditions)


def both(*conditions: Condition) -> Condition:
    """Return the condition that holds where all of these do."""
    return lambda o: all(condition(o) for condition in conditions)


def constant(a: int) -> Level:
    """Return a level that is the same whatever was offered."""
    return lambda _: a


def best_of_window(o: Offered) -> int:
    """Return the best gain offered in the last window, which is as long as the time left."""
    return max(_window(o), default=0)


def mean_of_window(o: Offered) -> int:
    """Return the mean gain offered in the last window; where nothing was, nothing is hoped for."""
    gains = _window(o)
    return sum(gains) // len(gains) if gains else 0


def _window(o: Offered) -> list[int]:
    return [worth for at, worth in o.seen if at >= o.elapsed - (PPM - o.elapsed)]


@frozen
class Policy:
    """A condition as the acceptance policy of a firm."""

    condition: Condition

    def __call__(self, view: View, outlook: Outlook, target: int, offered: int) -> bool:
        """Tell whether the firm says yes to an offer of this gain."""
        end = clock_end(view)
        offers = view.channels[outlook.table].offers
        told = [
            (offer.by, min(PPM, offer.minute * PPM // end), gain(view, outlook, offer.package))
            for offer in offers
        ]
        mine = [worth for by, _, worth in told if by == view.seat]
        return self.condition(
            Offered(
                gain=offered,
                planned=target,
                last=mine[-1] if mine else None,
                elapsed=min(PPM, view.minute * PPM // end),
                seen=tuple((at, worth) for by, at, worth in told if by != view.seat),
            )
        )
