"""
What might come: imagine the talks behind a view, and play them on without a record.

`imagine` keeps all that the view holds, draws what it hides from the scenario's declared priors and
leaves channels it does not see empty. `play_out` is the plain loop over the agenda that is also the
engine's yardstick: same strategies, same rules, no bytes, no calendar (design 4).
"""

from collections.abc import Callable, Mapping

from sim.domain import moves as m
from sim.domain.actors import COURT, HOUSE, Actor
from sim.domain.decider import Refusal, decide_seen, next_due, rule_draws
from sim.domain.decision import STRATEGY, Decision, Seated
from sim.domain.draws import MIND, Draws
from sim.domain.events import Event
from sim.domain.folding import folded
from sim.domain.lookup import index_of
from sim.domain.rules.agenda import deadline_of, has_business, in_office, never
from sim.domain.rules.numbers import number
from sim.domain.rules.opening import drawn_private
from sim.domain.talks import CLOSED, PENDING, Channel, Common, Nature, Private, Talks, changed
from sim.domain.views import View, view_for
from sim.strategies.base import Strategy, asked

__all__ = ["after", "imagine", "next_due", "play_on", "play_out", "reseeded"]

_SEEDS = 1 << 62

Policies = Mapping[str, Strategy]
"""Who plays whom; every actor of the scenario, the environment's too."""


def imagine(view: View, draws: Draws) -> Talks:
    """
    Return talks that the view cannot tell from the real ones: `view_for(seat, imagined) == view`.

    The seat itself is due at the view's minute. Others stop within their rhythm, drawn evenly;
    how far each one's luck has come is not known, so `play_out` gives the talks a seed of its own.
    """
    index = index_of(view.scenario)
    quiet = {name: Channel(id=name, members=who) for name, who in index.channels.items()}
    talks = Talks(
        scenario=view.scenario,
        seats={actor.id: Seated(strategy=actor.strategy) for actor in index.order},
        seed=0,
        pinned=(),
        common=_without_moods(view),
        private={
            actor.id: view.own if actor.id == view.seat else _private(view, actor, draws)
            for actor in index.order
        },
        channels={**quiet, **view.channels},
        nature=Nature(misuse=draws.chance(number(view.scenario, "misuse_prior_ppm"), "nature")),
        agenda={},
        counts=dict.fromkeys(index.names, 0),
        clocks={**dict.fromkeys(index.names, 0), view.seat: view.minute},
        minute=view.minute,
    )
    agenda = {
        actor.id: view.minute if actor.id == view.seat else _stop(talks, actor, draws)
        for actor in index.order
    }
    return changed(talks, agenda=agenda)


def _without_moods(view: View) -> Common:
    """Return the common knowledge that, with the moods of these channels, is the view's."""
    values = list(view.common.gauges)
    places = index_of(view.scenario).gauges
    for channel in view.channels.values():
        for name, delta in channel.mood.items():
            values[places[name]] -= delta
    gauges = tuple(values)
    return view.common if gauges == view.common.gauges else changed(view.common, gauges=gauges)


def _private(view: View, actor: Actor, draws: Draws) -> Private:
    """Return a type drawn from the actor's priors, with about the stops it has had."""
    rhythm = max(1, actor.cadence_minutes)
    made = drawn_private(actor, draws, str(actor.rank), stops=view.minute // rhythm)
    return changed(made, passed_minute=max(0, view.minute - rhythm))


def _stop(talks: Talks, actor: Actor, draws: Draws) -> int:
    """Return when an actor might stop next, as far as public knowledge tells."""
    minute, common = talks.minute, talks.common
    if actor.kind == HOUSE:
        return _settling(talks, actor)
    if not has_business(talks, actor):
        return never(talks)
    if actor.role == COURT:
        return max(minute, common.deadline or talks.scenario.horizon)
    if common.paper is not None and common.consents.get(actor.id) == PENDING:
        low, high = index_of(talks.scenario).consents[actor.id].review_minutes
        due = common.paper.minute + draws.between(low, high, "review", str(actor.rank))
        return in_office(actor, max(minute, due))
    ahead = draws.between(0, actor.cadence_minutes, "stop", str(actor.rank))
    return min(in_office(actor, minute + ahead), never(talks))


def _settling(talks: Talks, house: Actor) -> int:
    """Return when the house looks next: each day while talks run, else at what is due."""
    horizon, minute = talks.scenario.horizon, talks.minute
    if talks.common.phase == CLOSED:
        return max(minute, min(talks.common.deadline or minute, horizon))
    marks = [horizon, deadline_of(talks)]
    if talks.common.paper is None:
        marks.append(minute + house.cadence_minutes)
    return min((mark for mark in marks if mark >= minute), default=minute)


def reseeded(talks: Talks, draws: Draws) -> Talks:
    """Return the same talks with other luck from here on, and nothing of it pinned."""
    return changed(talks, seed=draws.index(_SEEDS, "play out"), pinned=())


def play_out(talks: Talks, policies: Policies, draws: Draws, decisions_max: int) -> Talks:
    """Return the talks played on under fresh luck: over, or so many decisions on."""
    return play_on(reseeded(talks, draws), policies, decisions_max)


def never_enough(_: Talks) -> bool:
    """Let talks go on to their end."""
    return False


def play_on(
    talks: Talks,
    policies: Policies,
    decisions_max: int,
    enough: Callable[[Talks], bool] = never_enough,
) -> Talks:
    """
    Return the talks played on by these strategies with the luck they have; nothing is recorded.

    They end before their time where they are `enough`. A strategy that raises or is refused waits,
    as in the engine.
    """
    for _ in range(decisions_max):
        due = None if enough(talks) else next_due(talks)
        if due is None:
            break
        talks = _taken(talks, due[1], due[0], policies[due[1]])
    return talks


def _taken(talks: Talks, actor: str, minute: int, mind: Strategy) -> Talks:
    """Return the talks after one strategy's decision."""
    view = view_for(actor, talks, minute)
    try:
        move = asked(mind, view, rule_draws(talks, actor, MIND))
        found = decide_seen(talks, view, move, rule_draws(talks, actor))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's raises
        move, found = m.Wait(failed=type(error).__name__), None
    if isinstance(found, Refusal):
        move, found = m.Wait(failed=found.code), None
    if found is None:
        found = decide_seen(talks, view, move, rule_draws(talks, actor))
        assert not isinstance(found, Refusal), "a wait is always legal at one's own stop"
    return after(talks, actor, minute, move, found)


def after(talks: Talks, actor: str, minute: int, move: m.Move, events: tuple[Event, ...]) -> Talks:
    """Return the talks after one decision that no record holds."""
    decision = Decision(
        number=talks.decisions + 1,
        actor=actor,
        minute=minute,
        source=STRATEGY,
        move=move,
        events=events,
    )
    return folded(talks, decision)
