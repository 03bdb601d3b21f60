"""
What a seat believes of another's hidden number, how sure it is, and who told it.

All of it from its own view and the events that it saw; what others really are is not here.
"""

from collections.abc import Callable
from typing import Final

from attrs import evolve, frozen

from game.presenters.make_desk_sight import Sight, Told
from sim.domain import events as e
from sim.domain.actors import AUTHORITY
from sim.domain.lookup import index_of, kind_of, members_of
from sim.domain.rules import worth
from sim.domain.rules.agenda import in_office
from sim.domain.rules.consent import believed_bar, own_bar, public_bar, reading
from sim.domain.rules.gauges import gauge
from sim.domain.rules.numbers import number
from sim.domain.units import MILLI, PPM
from sim.domain.views import odds
from sim.strategies.floors import no_deal
from sim.strategies.numeraire import prior_mean

BAR, LEAST = "threshold", "reservation"
RECKONED, ANSWER, PROOF, LOBBY, PAUSE = "reckoned", "answer", "proof", "lobby", "pause"
_TRUST: Final = 50 * MILLI
_SMALL: Final = 10


@frozen(kw_only=True)
class Estimate:
    """A number with its doubt, and where it comes from."""

    mean: int
    spread: int
    source: str = RECKONED
    minute: int | None = None
    """When it was learned; None if it is only reckoned."""
    fresh: bool = False


def quantity_of(sight: Sight, seat: str) -> str:
    """Return what one may ask a seat for."""
    return BAR if kind_of(sight.scenario, seat) == AUTHORITY else LEAST


def reckoned(sight: Sight, seat: str) -> Estimate:
    """Return what anyone would make of a seat whom nobody has told anything, today."""
    view = sight.view
    if quantity_of(sight, seat) == BAR:
        if seat == sight.seat:
            mean = public_bar(sight.scenario, view.common, sight.minute)
            return Estimate(mean=mean, spread=number(sight.scenario, "bar_spread"))
        mean, spread = believed_bar(evolve(view, own=evolve(view.own, beliefs=())), seat)
        return Estimate(mean=mean, spread=spread)
    mean = no_deal(view, seat, prior_mean(sight.scenario, seat), odds(view).ban)
    mean += worth.poise(sight.scenario, view.common, seat)
    return Estimate(mean=mean, spread=number(sight.scenario, "reservation_spread"))


def steps(sight: Sight, about: str) -> tuple[Estimate, ...]:
    """Return what the seat came to believe of another, the oldest first."""
    made, source = [], RECKONED
    for told in sight.told:
        source = _source(sight, told.event, about) or source
        event = told.event
        if isinstance(event, e.BeliefNarrowed) and (event.by, event.about) == (sight.seat, about):
            made.append(
                Estimate(mean=event.mean, spread=event.spread, source=source, minute=told.minute,
                         fresh=told.fresh)
            )  # fmt: skip
    return tuple(made)


def _source(sight: Sight, event: e.Event, about: str) -> str:
    match event:
        case e.QuestionAnswered() if (event.by, event.to) == (about, sight.seat):
            return ANSWER
        case e.FactDisclosed() if (event.by, event.to) == (about, sight.seat):
            return PROOF
        case e.AuthorityLobbied() if (event.by, event.to) == (sight.seat, about):
            return LOBBY
        case e.TalksSuspended():
            return PAUSE
        case _:
            return ""


def believed(sight: Sight, about: str) -> tuple[Estimate | None, Estimate]:
    """Return what a seat believed before the last it learned, if anything, and believes now."""
    plain, learned = reckoned(sight, about), steps(sight, about)
    key = (about, quantity_of(sight, about))
    beliefs = {(one.about, one.quantity): one for one in sight.view.own.beliefs}
    held = beliefs.get(key)
    if held is None:
        return None, plain
    last = learned[-1] if learned else Estimate(mean=0, spread=0, source=ANSWER)
    now = evolve(last, mean=held.mean, spread=held.spread)
    return (learned[-2] if len(learned) > 1 else plain), now


def told_of_me(sight: Sight, other: str) -> Estimate:
    """Return what another must make of this seat: as anyone reckons, or as this seat told it."""
    held = reckoned(sight, sight.seat)
    for told in sight.told:
        event = told.event
        if isinstance(event, e.QuestionAnswered | e.FactDisclosed) and (
            (event.by, event.to) == (sight.seat, other)
        ):
            proof = isinstance(event, e.FactDisclosed)
            spread = 1 if proof else narrowed(sight, held.spread)
            held = Estimate(mean=event.value, spread=spread, minute=told.minute,
                            source=PROOF if proof else ANSWER)  # fmt: skip
    return held


def truth(sight: Sight) -> int:
    """Return the seat's own number today."""
    return own_bar(sight.view) if sight.is_authority else sight.no_deal


def narrowed(sight: Sight, spread: int) -> int:
    """Return the doubt that an answer leaves."""
    return max(1, spread * number(sight.scenario, "belief_spread_ppm") // PPM)


def evasion(sight: Sight, seat: str) -> int:
    """Return by how much an evasive answer of a seat is shaded."""
    bar = quantity_of(sight, seat) == BAR
    return number(sight.scenario, "evasion_bar" if bar else "evasion_micro")


def honesty(sight: Sight) -> int:
    """Return the odds of an honest answer as the rules reckon them today, in ppm."""
    trust = gauge(sight.scenario, sight.view.common, sight.minute, "trust", _TRUST)
    found = number(sight.scenario, "honest_base_ppm")
    return min(found + number(sight.scenario, "honest_trust_ppm") * trust // MILLI, PPM)


def answer_due(sight: Sight, seat: str, asked: int) -> int:
    """Return the minute by which a seat has a question on its desk, at the latest."""
    scenario = sight.scenario
    late = number(scenario, "delay_min_minutes") + number(scenario, "delay_span_minutes")
    return in_office(index_of(scenario).actors[seat], asked + late)


def asked_at(sight: Sight, to: str) -> Told | None:
    """Return the last question of this seat to another."""
    return next((told for told in reversed(sight.told) if isinstance(told.event, e.QuestionAsked)
                 and (told.event.by, told.event.to) == (sight.seat, to)), None)  # fmt: skip


def paper_mark(sight: Sight, seat: str) -> tuple[float, str] | None:
    """Return where the paper on the board lies on a seat's scale: read by it, or worth to it."""
    common, paper = sight.view.common, sight.paper
    open_key = "expected" if sight.is_authority else "draft"
    key = open_key if common.paper is None else "paper"
    if quantity_of(sight, seat) == BAR:
        if seat not in index_of(sight.scenario).readings:
            return None
        value, verb = reading(sight.scenario, common, seat, paper), "reads"
    else:
        if seat not in members_of(sight.scenario, sight.paper_table):
            return None
        worth_of = worth.valuation(sight.scenario, seat, prior_mean(sight.scenario, seat))
        value = worth_of.package(paper, restricted=common.restricted_minute is not None)
        verb = "gives"
    label = sight.words.text(f"ui.call.mark.{key}_{verb}", n=amount(sight, seat, value))
    return points(sight, seat, value), label


# --- in words


def points(sight: Sight, seat: str, value: int) -> float:
    """Return a number of a seat in the points that are shown."""
    bar = quantity_of(sight, seat) == BAR
    return value / MILLI if bar else sight.words.points(value, seat)


def amount(sight: Sight, seat: str, value: int) -> str:
    """Return a number of a seat with its unit."""
    if quantity_of(sight, seat) == BAR:
        return sight.words.number(value / MILLI)
    return sight.words.amount(value, seat)


def plain(sight: Sight, seat: str, value: int) -> str:
    """Return a difference between two numbers of a seat, without sign or unit."""
    shown = points(sight, seat, value)
    whole = shown >= _SMALL or abs(shown - round(shown)) * _SMALL < 1
    return sight.words.number(shown, 0 if whole else 1)


def with_doubt(sight: Sight, seat: str, one: Estimate) -> str:
    """Return an estimate with its doubt; what is proved has none."""
    if points(sight, seat, one.spread) * _SMALL < 1:
        return amount(sight, seat, one.mean)
    return sight.words("about", n=amount(sight, seat, one.mean),
                       spread=plain(sight, seat, one.spread))  # fmt: skip


def between(sight: Sight, seat: str, mean: int, spread: int) -> str:
    """Return both ends of a range."""
    if points(sight, seat, spread) * _SMALL < 1:
        return amount(sight, seat, mean)
    low, high = _bare(sight, seat, mean - spread), amount(sight, seat, mean + spread)
    return sight.words.text("ui.call.range", low=low, high=high)


def _bare(sight: Sight, seat: str, value: int) -> str:
    """Return the lower end of a range, whose unit its upper end carries."""
    if quantity_of(sight, seat) == BAR:
        return amount(sight, seat, value)
    return sight.words.bare(value, seat)


def ticks(sight: Sight, seat: str) -> Callable[[float], str]:
    """Return how the numbers below a scale of a seat's points are written."""
    if quantity_of(sight, seat) == BAR:
        return sight.words.number
    return lambda value: sight.words.signed(value, 0 if value == round(value) else 1)
