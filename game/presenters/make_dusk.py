"""What a seat came to see between two of its stops, told from its two sights alone. Pure."""

from collections.abc import Iterator

from game.figures import apart
from game.presenters.common import Delta, RecordRow, Tone
from game.presenters.dusk import Change, DuskModel
from game.presenters.make_desk_odds import closing_odds_of
from game.presenters.make_desk_said import sentence
from game.presenters.make_desk_sight import Sight, Told
from game.presenters.make_desk_why import offer_of, own_offer, why_not
from game.presenters.make_desk_words import Words, sign_of
from sim.domain import events as e
from sim.domain.actors import HOST
from sim.domain.lookup import in_role
from sim.domain.units import MILLI, PPM
from sim.domain.views import gauges, odds

GAUGES_MOST = 6
_LEAST = MILLI
"""A gauge that moved by less than a point is not worth a line."""


def is_told(event: e.Event) -> bool:
    """Tell whether an event gets a line: the books of a seat and the steps of gauges do not."""
    return event.AUDIENCE != e.OWN and not isinstance(event, e.GaugesMoved | e.MoodShifted)


def make_dusk(before: Sight | None, after: Sight, told: tuple[Told, ...]) -> DuskModel:
    """Return what a dusk shows; where the last stop is not known, only what happened."""
    words = after.words
    changed = tuple(_gauges(before, after)) if before else ()
    answers = tuple(_answers(before, after)) if before and not after.over else ()
    return DuskModel(
        title=_say(words, "title_first" if _is_first(before) else "title"),
        aside=_aside(before, after),
        rows=tuple(_row(after, one) for one in told),
        answers_title=_say(words, "answers"),
        answers=answers,
        gauges_title=_say(words, "gauges"),
        gauges=changed[:GAUGES_MOST],
        over=after.over,
        quiet="" if changed or answers else _say(words, "nothing_moved"),
    )


def _say(words: Words, key: str, **values: object) -> str:
    return words.text(f"ui.dusk.{key}", **values)


def _is_first(before: Sight | None) -> bool:
    """Tell whether the person never had a stop: the comparison is with the opening itself."""
    return before is not None and before.waiting and before.minute == 0


def _aside(before: Sight | None, after: Sight) -> str:
    words = after.words
    if before is None:
        return words.date(after.minute)
    then, now = words.date(before.minute), words.date(after.minute)
    return now if then == now else _say(words, "from_to", since=then, until=now)


def _row(sight: Sight, told: Told) -> RecordRow:
    words, why = sight.words, _why(sight, told)
    said = sentence(words, told)
    return RecordRow(
        date=words.date_short(told.minute),
        actor=words.mark(told.actor),
        words=f"{said}. {why}" if why else said,
        fresh=told.weight > 0,
    )


def _why(sight: Sight, told: Told) -> str:
    """Return why an own offer was not taken, where the event says that it was not."""
    event = told.event
    if isinstance(event, e.OfferRejected | e.RatificationRefused):
        refused = offer_of(sight, event.table, event.offer)
        mine = refused if refused is not None and refused.by == sight.seat else None
    elif isinstance(event, e.OfferTabled):  # whoever writes a paper of its own has not said yes
        mine = own_offer(sight, event.table)
        mine = mine if mine is not None and mine.minute <= told.minute else None
    else:
        return ""
    return why_not(sight, event.table, mine.package) if mine is not None else ""


# --- the three answers of the desk


def _answers(before: Sight, after: Sight) -> Iterator[Change]:
    """Yield what the paper is worth, what no deal is worth, whether it closes, what if not."""
    words = after.words
    yield _worth(words, _paper_label(after), before.worth(before.paper), after.worth(after.paper))
    yield _worth(words, words("worth_now"), before.no_deal, after.no_deal)
    if after.has_odds:
        then, now = (closing_odds_of(sight) for sight in (before, after))
        yield _share(words, words("closes"), (then, now), good=1)
    if in_role(after.scenario, HOST) is not None and after.view.common.phase != "closed":
        then, now = (odds(sight.view).ban for sight in (before, after))
        yield _share(words, words("if_nobody_signs"), (then, now), good=0)


def _paper_label(sight: Sight) -> str:
    if sight.view.common.paper is not None:
        return _say(sight.words, "signed_paper")
    return _say(sight.words, "expected_paper" if sight.is_authority else "draft")


def _worth(words: Words, label: str, then: int, now: int) -> Change:
    places = words.places()
    change = apart(words.points(then), words.points(now), places)
    return Change(
        label=label, before=words.amount(then), after=words.amount(now),
        delta=_delta(words, change, places), tone=_tone(change, 1),
    )  # fmt: skip


def _share(words: Words, label: str, both: tuple[int, int], good: int) -> Change:
    change = apart(both[0] * 100 / PPM, both[1] * 100 / PPM, 0)
    return Change(
        label=label, before=words.percent(both[0]), after=words.percent(both[1]),
        delta=_delta(words, change, 0), tone=_tone(change, good),
    )  # fmt: skip


def _delta(words: Words, change: float, places: int) -> Delta:
    """Return a change as far as the reader sees it: 90.4 and 90.6 are 90 and 91, one apart."""
    return Delta(figure=words.signed(change, places) if change else "", sign=sign_of(change))


def _tone(change: float, good: int) -> Tone:
    """Return the tone of a change; where neither way is good, it has none."""
    return "soft" if not good or not change else "gain" if change * good > 0 else "loss"


# --- gauges


def _gauges(before: Sight, after: Sight) -> Iterator[Change]:
    """Yield the gauges that this seat saw move, those that moved most first."""
    words = after.words
    then, now = gauges(before.view), gauges(after.view)
    moved = [(name, now[name] - then[name]) for name in now]
    for name, change in sorted(moved, key=lambda one: -abs(one[1])):
        if abs(change) < _LEAST:
            return
        both = then[name] / MILLI, now[name] / MILLI
        yield Change(
            label=words.gauge(name),
            before=words.number(both[0]),
            after=words.number(both[1]),
            delta=_delta(words, apart(*both, 0), 0),
            hint=words.name(f"gauges.{name}.hint"),
        )
