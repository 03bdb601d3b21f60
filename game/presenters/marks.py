"""Actors, dates and figures as every model of the shell shows them. Pure."""

import datetime as dt
from collections.abc import Mapping

from game import figures
from game.presenters.common import ActorMark
from game.presenters.make_desk_words import Words as Wording
from game.text import Text
from sim.domain.actors import Actor
from sim.domain.setting import Scenario
from sim.domain.units import MINUTES_DAY, PPM
from sim.projections.dates import clock_of, local_moment

Words = Mapping[str, str]


def actor_mark(actor: Actor, words: Words) -> ActorMark:
    """Return how an actor is drawn and called."""
    return ActorMark(
        id=actor.id,
        label=words.get(f"actors.{actor.id}.label", actor.id),
        colour=actor.colour,
        shape=actor.mark,
        emblem=actor.emblem,
    )


def seats_of(scenario: Scenario) -> tuple[Actor, ...]:
    """Return the seats in the order in which the scenario tells them."""
    return tuple(actor for actor in scenario.actors if actor.is_seat)


def date_of(scenario: Scenario, minute: int, seat: str | None = None) -> dt.date:
    """Return the local date of a minute: a seat's own, else the host's."""
    moment = local_moment(scenario, clock_of(scenario, seat), minute)
    return dt.date(moment.year, moment.month, moment.day)


def day_of(scenario: Scenario, minute: int, seat: str | None = None) -> int:
    """Return the number of the local day, counted from the date of the opening."""
    return (date_of(scenario, minute, seat) - dt.date.fromisoformat(scenario.opens[:10])).days


def days_in(scenario: Scenario) -> int:
    """Return how many days a game may last."""
    return scenario.horizon // MINUTES_DAY


def worth(scenario: Scenario, seat: str, utility: int, words: Words, text: Text) -> str:
    """Return a utility as its seat counts: money for a firm, points for an authority."""
    return Wording(text=text, names=words, scenario=scenario, seat=seat).amount(utility)


def share(ppm: int, text: Text) -> str:
    """Return odds in ppm as a whole number of per cent."""
    return figures.percent(ppm / PPM, text)
