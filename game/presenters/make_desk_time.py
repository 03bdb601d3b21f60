"""Time on the desk: the bar on top and the strip of days below."""

from game.presenters.desk import Strip, StripLabel, StripMark, TopBar
from game.presenters.make_desk_sight import Sight
from sim.domain import events as e
from sim.domain.actors import BUYER
from sim.domain.rules.consent import needed
from sim.domain.rules.numbers import number
from sim.domain.units import MINUTES_DAY

_LAST_DAYS = 5
_MARKS_MOST = 60


def deadline(sight: Sight) -> int | None:
    """Return the minute by which a paper must be signed, if there is one."""
    found = sight.view.common.deadline
    return sight.scenario.closes if found is None else found


def top_bar(sight: Sight) -> TopBar:
    """Return the bar: day, date, attention, and the days left."""
    words, due = sight.words, deadline(sight)
    count, to = _count(sight, due)
    state = sight.rewind.state
    return TopBar(
        scenario=words.name("title", sight.scenario.id),
        day=words("day", n=words.day_number(sight.minute)),
        date=words.date_long(sight.minute),
        attention=max(sight.view.attention_left, 0),
        attention_most=sight.view.actor.attention_day,
        count=count,
        count_to=to,
        rewind=words.text(f"ui.rewind.bar.{state}") if state in ("ready", "used") else "",
        rewind_open=state == "ready",
    )


def _count(sight: Sight, due: int | None) -> tuple[str, str]:
    words, common = sight.words, sight.view.common
    if common.paper is not None:
        paper = common.paper
        asked = needed(sight.scenario, common, paper.table, paper.package)
        return "", words("paper_waits" if asked else "paper_signed")
    if common.failed is not None:
        return "", words("talks_failed")
    if due is None:
        return "", words("no_deadline")
    left = max(words.day_number(due) - words.day_number(sight.minute), 0)
    key = "to_ban" if common.order_minute is not None else "to_deadline"
    return words.text.count("ui.desk.days_left", left), words(key, date=words.date(due))


def strip(sight: Sight) -> Strip:
    """Return the days from the opening to the deadline, with what the seat saw."""
    due = deadline(sight)
    last = due if due is not None else sight.scenario.deadline_latest
    days = max(last, sight.minute + MINUTES_DAY) // MINUTES_DAY
    return Strip(
        days=days,
        today=_at(sight.minute, days),
        marks=_marks(sight, days),
        risk=_risk(sight),
        last=(days - _LAST_DAYS, days - 1) if due is not None and due >= sight.minute else None,
        labels=_labels(sight, due, days),
    )


def _at(minute: int, days: int) -> float:
    return min(max(minute / MINUTES_DAY, 0.0), float(days))


def _marks(sight: Sight, days: int) -> tuple[StripMark, ...]:
    shown = [told for told in sight.told if told.weight][-_MARKS_MOST:]
    made: dict[tuple[int, str], StripMark] = {}
    for told in shown:
        actor = sight.words.mark(told.actor)
        at = _at(told.minute, days)
        made[round(at * 2), actor.id] = StripMark(day=at, colour=actor.colour, shape=actor.shape)
    return tuple(made.values())


def _risk(sight: Sight) -> tuple[tuple[int, int], ...]:
    """Return the days on which the answer to an order may fall."""
    common = sight.view.common
    mean = sight.scenario.numbers.get("restrict_order_days", 0)
    if not mean or common.order_minute is None or common.restricted_minute is not None:
        return ()
    spread = number(sight.scenario, "restrict_order_spread_days")
    ordered = common.order_minute // MINUTES_DAY
    return (
        (max(ordered + mean - spread, int(sight.minute / MINUTES_DAY)), ordered + mean + spread),
    )


def _labels(sight: Sight, due: int | None, days: int) -> tuple[StripLabel, ...]:
    words, common = sight.words, sight.view.common
    made = [_label(sight, 0, "opens", days),
            _label(sight, sight.minute, "today", days, today=True)]  # fmt: skip
    if common.order_minute is not None:
        made.append(_label(sight, common.order_minute, "strip.order", days))
    if due is not None:
        made.append(_label(sight, due, "strip.ban" if common.order_by else "strip.deadline", days))
    else:
        made.append(_label(sight, sight.scenario.deadline_latest, "strip.latest", days))
    ready = number(sight.scenario, "diligence_days") * MINUTES_DAY
    if sight.view.actor.role == BUYER and sight.minute < ready:
        made.append(_label(sight, ready, "strip.known", days))
    for told in sight.told:
        if isinstance(told.event, e.ExportRestricted | e.TermsSigned):
            key = "strip.rule" if isinstance(told.event, e.ExportRestricted) else "strip.signed"
            made.append(_label(sight, told.minute, key, days))
    for first, _ in _risk(sight):
        made.append(_label(sight, first * MINUTES_DAY, "strip.risk", days))
    del words
    return tuple(made)


def _label(sight: Sight, minute: int, key: str, days: int, *, today: bool = False) -> StripLabel:
    return StripLabel(
        day=_at(minute, days), date=sight.words.date_short(minute), words=sight.words(key),
        today=today,
    )  # fmt: skip
