"""What a move would do: the gauges it moves by the scenario's numbers, and what follows for me."""

from typing import Any

from attrs import evolve, frozen

from game.presenters.common import Sign
from game.presenters.make_desk_sight import Sight
from sim.domain import moves as m
from sim.domain.deal import Option
from sim.domain.lookup import actor_of, index_of, role_of
from sim.domain.rules.consent import believed_bar, own_bar
from sim.domain.rules.gauges import effect, moved, settled
from sim.domain.units import MILLI, PPM
from sim.domain.views import View, odds, reservation

_TENTH_MILLI = 100
_SMALL_SHARE = 10


@frozen(kw_only=True)
class Consequence:
    """One thing that a move changes, in a few words, and whether it suits this seat."""

    words: str
    sign: Sign


@frozen
class Demanded:
    """A condition as it would stand among those of common knowledge."""

    by: str
    issue: str
    option: Option


def cause_of(sight: Sight, move: m.Move) -> tuple[tuple[str, int], ...]:
    """Return the gauge changes of a move, as the rules look them up."""
    scenario, kind = sight.scenario, m.move_kind(move)
    if isinstance(move, m.Leak):
        return effect(scenario, f"card.{move.card}")
    if isinstance(move, m.Order) and sight.view.common.order_minute is not None:
        kind = "order_again"
    role = role_of(scenario, sight.seat)
    if isinstance(move, m.Lobby) and role_of(scenario, move.to) == "licensor":
        return effect(scenario, "lobby.licensor")
    named = effect(scenario, f"{kind}.{role}")
    return named or effect(scenario, f"{kind}.{actor_of(scenario, sight.seat).kind}")


def gauge_words(sight: Sight, move: m.Move) -> tuple[str, ...]:
    """Return the gauge changes of a move in words, the largest first."""
    changes = sorted(cause_of(sight, move), key=lambda pair: -abs(pair[1]))
    return tuple(sight.words.gauge_change(name, delta) for name, delta in changes)


def supposed(sight: Sight, move: m.Move) -> View:
    """Return the view as it would be right after a public move, luck apart."""
    return sight.once(("after", move), lambda: _supposed(sight, move))


def _supposed(sight: Sight, move: m.Move) -> View:  # noqa: C901 - one case a kind of move
    view, seat = sight.view, sight.seat
    common = moved(
        sight.scenario, settled(sight.scenario, view.common, sight.minute), cause_of(sight, move)
    )
    match move:
        case m.Leak():
            stories = {**common.stories, move.card: common.stories.get(move.card, 0) + 1}
            common = evolve(common, stories=stories)
        case m.Threaten() if seat not in common.threats:
            common = evolve(common, threats=(*common.threats, seat))
        case m.Order():
            common = evolve(
                common, order_by=seat, order_minute=sight.minute, deadline=move.deadline
            )
        case m.ExtendDeadline():
            common = evolve(common, deadline=move.minute)
        case m.Sue():
            common = evolve(common, suits=(*common.suits, seat))
        case m.Endorse():
            common = evolve(common, endorsed=(*common.endorsed, seat))
        case m.OpenInquiry():
            common = evolve(common, inquiry_by=seat, inquiry_minute=sight.minute)
        case m.Retract():
            common = evolve(common, threats=tuple(one for one in common.threats if one != seat))
        case m.Condition():
            demanded: Any = (*common.conditions, Demanded(seat, move.issue, move.option))
            common = evolve(common, conditions=demanded)
        case m.Lobby():
            return evolve(view, common=common, channels=_lobbied(view, move.to))
        case _:
            pass
    return evolve(view, common=common)


def _lobbied(view: View, to: str) -> Any:
    name = index_of(view.scenario).pairs.get((view.seat, to), "")
    channels = dict(view.channels)
    if name in channels:
        channels[name] = evolve(channels[name], lobbies=channels[name].lobbies + 1)
    return channels


def consequences(sight: Sight, move: m.Move) -> tuple[Consequence, ...]:
    """Return what a move changes for this seat: ban odds, no deal, its paper, the bar."""
    after = supposed(sight, move)
    lang = sight.words.text.lang
    ban, bar, floor = sight.once(
        ("follows", move, lang),
        lambda: (_ban(sight, after), _bar(sight, after), _floor(sight, after)),
    )
    return tuple(filter(None, (ban, _closing(sight, after, move), bar, floor)))


def _ban(sight: Sight, after: View) -> Consequence | None:
    if not any(actor.role == "host" for actor in sight.scenario.actors):
        return None
    before, then = odds(sight.view).ban, odds(after).ban
    words = sight.words
    if words.share(before) == words.share(then):
        return None
    better = reservation(after) >= sight.no_deal
    return Consequence(
        words=words("effect_ban", a=words.share(before), b=words.percent(then)),
        sign=1 if better else -1,
    )


def _closing(sight: Sight, after: View, move: m.Move) -> Consequence | None:
    if not sight.has_odds or sight.is_authority or isinstance(move, m.Condition):
        return None
    there = evolve(sight, view=after)
    before, then = sight.closes(sight.paper), there.closes(sight.paper)
    words = sight.words
    if words.share(before) == words.share(then):
        return None
    return Consequence(
        words=words("effect_closes", a=words.share(before), b=words.percent(then)),
        sign=1 if then > before else -1,
    )


def _bar(sight: Sight, after: View) -> Consequence | None:
    readings = index_of(sight.scenario).readings
    reader = sight.seat if sight.seat in readings else next(iter(readings), None)
    if reader is None:
        return None
    both = [
        own_bar(view) if reader == sight.seat else believed_bar(view, reader)[0]
        for view in (sight.view, after)
    ]
    if abs(both[1] - both[0]) < _TENTH_MILLI:
        return None
    words = sight.words
    before, then = (words.number(one / MILLI, 1) for one in both)
    return Consequence(
        words=words("effect_bar", a=before, b=then), sign=1 if both[1] < both[0] else -1
    )


def _floor(sight: Sight, after: View) -> Consequence | None:
    change = reservation(after) - sight.no_deal
    unit = sight.scenario.preferences[sight.seat].unit
    if abs(change) * 20 < unit:
        return None
    return Consequence(
        words=sight.words("effect_no_deal", n=sight.words.amount(change)),
        sign=1 if change > 0 else -1,
    )


def chance(sight: Sight, ppm: int) -> str:
    """Return a probability in per cent with a tenth where it is small."""
    share = ppm * 100 / PPM
    places = 1 if share < _SMALL_SHARE and share != int(share) else 0
    return sight.words.text("ui.format.percent", n=sight.words.number(share, places))
