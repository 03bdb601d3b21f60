"""
What one actor may know: common knowledge, its own part, its own channels. The gate of secrecy.

Strategies, screens and pages receive a `View` and nothing else. `decide` refuses only on what the
actor's view shows, so a refusal teaches nothing.
"""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from sim.domain.actors import Actor
from sim.domain.deal import Package
from sim.domain.lookup import index_of
from sim.domain.preferences import GaugeTerm
from sim.domain.rules import worth
from sim.domain.rules.gauges import by_name, some
from sim.domain.rules.odds import BanOdds, ban_odds
from sim.domain.setting import Scenario
from sim.domain.talks import Channel, Common, Offer, Private, Question, Talks, changed, made
from sim.domain.units import MINUTES_DAY, PPM, clamp


@frozen(kw_only=True, slots=False)
class View:
    """One actor's knowledge. `scenario` is public knowledge: facts, priors, rules."""

    scenario: Scenario
    seat: str
    minute: int
    common: Common
    own: Private
    channels: Mapping[str, Channel]

    @property
    def actor(self) -> Actor:
        """Return who is looking."""
        return index_of(self.scenario).actors[self.seat]

    @property
    def attention_left(self) -> int:
        """Return today's attention: the quota minus what was spent since local dawn."""
        return attention_left(self.scenario, self.seat, self.own, self.minute)


def view_for(seat: str, talks: Talks, minute: int | None = None) -> View:
    """
    Return what the actor knows; at its last visible minute, or later at its own stop.

    The minute of hidden events must not show, so the default is when it last saw something.
    """
    scenario, common = talks.scenario, talks.common
    public = talks.public_minute
    if minute is None or minute < public or minute < talks.clocks[seat]:
        minute = max(minute or 0, public, talks.clocks[seat])
    known = talks.channels
    channels: dict[str, Channel] = {}
    moods = []
    for name in index_of(scenario).own_channels[seat]:
        channels[name] = channel = known[name]
        if channel.mood:
            moods.append(channel.mood)
    return made(
        View,
        {
            "scenario": scenario,
            "seat": seat,
            "minute": minute,
            "common": felt(scenario, common, moods) if moods else common,
            "own": talks.private[seat],
            "channels": channels,
        },
    )


def lent(view: View) -> View:
    """Return a view for a stranger to scribble on: what decides the move stays as it was."""
    return changed(view, channels=dict(view.channels))


def felt(scenario: Scenario, common: Common, moods: Sequence[Mapping[str, int]]) -> Common:
    """Return common knowledge with the gauges as somebody sees them in channels of these moods."""
    places = index_of(scenario).gauges
    gauges = list(common.gauges)
    for name, delta in _sum_of(moods).items():
        at = places[name]
        spec = scenario.gauges[at]
        gauges[at] = clamp(gauges[at] + delta, spec.low, spec.high)
    return changed(common, gauges=tuple(gauges))


def _sum_of(moods: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    if len(moods) == 1:
        return moods[0]
    total: dict[str, int] = {}
    for mood in moods:
        for name, delta in mood.items():
            total[name] = total.get(name, 0) + delta
    return total


def local_day(scenario: Scenario, actor: str, minute: int) -> int:
    """Return the number of the local day since the opening; the opening's day may be -1 or 0."""
    offset = 0
    for since, minutes in index_of(scenario).actors[actor].offsets:
        if minute < since:
            break
        offset = minutes
    return (minute + offset) // MINUTES_DAY


def attention_left(scenario: Scenario, actor: str, own: Private, minute: int) -> int:
    """Return the attention an actor still has on the local day of a minute."""
    quota = index_of(scenario).actors[actor].attention_day
    if own.attention_day != local_day(scenario, actor, minute):
        return quota
    return quota - own.attention_spent


def stand_of(view: View) -> worth.Stand:
    """Return where the looking seat stands, for the rules of worth."""
    return worth.Stand(
        scenario=view.scenario,
        common=view.common,
        minute=view.minute,
        seat=view.seat,
        own=view.own,
    )


def utility(view: View, package: Package) -> int:
    """Return my utility of a package, in millionths, costs of the day apart."""
    return worth.package_utility(view.scenario, view.common, view.seat, view.own, package)


def signing_utility(view: View, package: Package, minute: int) -> int:
    """Return my utility of a package signed at a minute: haste and broken lines taken off."""
    common = view.common
    unit = view.scenario.preferences[view.seat].unit
    cost = worth.haste(view.scenario, common, minute, view.seat, view.own.learned) * unit // PPM
    lines = worth.charges(stand_of(view), package) if common.paper is None else 0
    return utility(view, package) - cost - lines


def reservation(view: View) -> int:
    """Return what no deal is worth to me today, in millionths."""
    return worth.reservation(view.scenario, view.common, view.minute, view.seat, view.own)


def odds(view: View) -> BanOdds:
    """Return the public ban odds today."""
    return ban_odds(view.scenario, view.common, view.minute)


def gauges_of(view: View, terms: Iterable[GaugeTerm]) -> dict[str, int]:
    """Return the gauges that some terms weigh, by id, as the view's seat sees them."""
    return some(view.scenario, view.common, view.minute, terms)


def gauges(view: View) -> dict[str, int]:
    """Return all gauges today, in thousandths of a point."""
    return by_name(view.scenario, view.common, view.minute)


def standing_offers(view: View, table: str) -> tuple[Offer, ...]:
    """Return the offers of a table of mine that stand."""
    return tuple(offer for offer in view.channels[table].offers if offer.standing)


def open_questions(view: View) -> tuple[Question, ...]:
    """Return the questions put to me that wait for an answer."""
    found: tuple[Question, ...] = ()
    for channel in view.channels.values():
        if channel.questions:
            found += tuple([q for q in channel.questions if q.to == view.seat and not q.answered])
    return found


def tables(view: View) -> tuple[str, ...]:
    """Return the tables at which I still sit."""
    mine = index_of(view.scenario).tables_of[view.seat]
    return tuple(table for table in mine if table not in view.common.broken)
