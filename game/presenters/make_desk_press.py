"""The front page: the last thing everybody heard of, dramatised, and what waiting would bring."""

from game.presenters.desk import Paper
from game.presenters.make_desk_said import capital
from game.presenters.make_desk_sight import Sight, Told
from sim.domain import events as e
from sim.domain.actors import HOST, PARTY
from sim.domain.lookup import in_role
from sim.domain.rules.gauges import by_name
from sim.domain.rules.odds import ban_odds
from sim.domain.units import MILLI
from sim.projections.transcript import key_of

_LEADING = 2
_ROW = "history.row."


def front_page(sight: Sight) -> Paper:
    """Return the page of the last public event that matters, or of the opening."""
    words, told = sight.words, _leading(sight)
    if told is None:
        return Paper(
            masthead=words("masthead"), tag=words("brief"),
            headline=words.name("subtitle", words.name("title", sight.scenario.id)),
            body=words.name(f"actors.{sight.seat}.brief") or words.name("brief"),
            forecast=forecast(sight),
        )  # fmt: skip
    headline, body = _story(sight, told)
    tag = "" if _is_history(told) else words("dramatised")
    return Paper(masthead=words("masthead"), tag=tag, headline=headline, body=body,
                 forecast=forecast(sight))  # fmt: skip


def _leading(sight: Sight) -> Told | None:
    """
    Return what everybody saw since the last stop, or on the last day that had any of it.

    Of several the newest turn of the story leads; a page never goes back behind one that was read.
    """
    public = [told for told in sight.told if told.event.AUDIENCE == e.PUBLIC and told.weight]
    told = [one for one in public if _has_page(sight, one)]
    if not told:
        return None
    day = sight.words.day_number
    newest = [one for one in told if one.fresh] or [
        one for one in told if day(one.minute) == day(told[-1].minute)
    ]
    return next((one for one in reversed(newest) if one.weight >= _LEADING), newest[-1])


def _is_history(told: Told) -> bool:
    return isinstance(told.event, e.RemarkMade) and told.event.topic.startswith(_ROW)


def _key(told: Told) -> str:
    return key_of(e.event_kind(told.event)).removeprefix("event.")


def _has_page(sight: Sight, told: Told) -> bool:
    if isinstance(told.event, e.StoryPublished) or _is_history(told):
        return True
    return sight.words.text.has(f"ui.desk.news.{_key(told)}.head")


def _story(sight: Sight, told: Told) -> tuple[str, str]:
    words, event = sight.words, told.event
    if isinstance(event, e.StoryPublished):
        card = f"cards.{event.card}"
        return words.name(f"{card}.headline", event.card), words.name(f"{card}.story")
    if isinstance(event, e.RemarkMade):
        return capital(words.name(event.topic, event.topic)), words.date_long(told.minute)
    values = _values(sight, told)
    key = f"news.{_key(told)}"
    body = words(f"{key}.body", **values)
    # The last turn of the story stays until the next: then it has to say how old it is.
    dated = body if told.fresh else words("news.dated", date=words.date(told.minute), body=body)
    return words(f"{key}.head", **values), dated


def _values(sight: Sight, told: Told) -> dict[str, str]:
    """Return what a page may name: who, when, which day is meant, what the deal is about."""
    words, event = sight.words, told.event
    meant = getattr(event, "deadline", None) or getattr(event, "minute", None)
    days = max(sight.days((meant or told.minute) - told.minute), 0)
    issue = getattr(event, "issue", "")
    firms = [one for one in sight.scenario.actors if one.kind == PARTY]
    return {
        "actor": words.subject(told.actor) if told.actor else words("somebody"),
        "inside": words.inside(told.actor) if told.actor else words("somebody"),
        "date": words.date(told.minute),
        "day": words.date(meant) if meant else "",
        "days": words.text.count("ui.desk.n_days", days),
        "to": words.to(getattr(event, "to", "") or ""),
        "issue": words.issue(issue) if issue else "",
        "option": words.one(issue, _option(event)) if issue else "",
        "firms": words("and").join(words.actor(one.id) for one in firms),
        "gauge": words.gauge(getattr(event, "gauge", "")),
        "value": words.number(getattr(event, "value", 0) / MILLI, 0),
    }


def _option(event: e.Event) -> str | int:
    found: str | int = getattr(event, "option", None) or getattr(event, "line", None) or 0
    return found


def forecast(sight: Sight) -> str:
    """Return what the gauges do by themselves until the next occasion."""
    words, until = sight.words, sight.next_minute
    if until is None or until <= sight.minute or not sight.talking:
        return ""
    common = sight.view.common
    now = by_name(sight.scenario, common, sight.minute)
    then = by_name(sight.scenario, common, until)
    moved = [(name, then[name] - now[name]) for name in now]
    moved = sorted(
        (one for one in moved if abs(one[1]) >= MILLI // 2), key=lambda one: -abs(one[1])
    )
    said = [
        f"{words.small(words.gauge(name))} {words.signed(delta / MILLI, 1)}"
        for name, delta in moved[:2]
    ]
    said += ban_cost(sight, until)
    return words("if_you_wait", changes=", ".join(said), date=words.date(until)) if said else ""


def ban_cost(sight: Sight, until: int) -> list[str]:
    """Return how the odds of a ban move by themselves until a minute, if anybody can ban."""
    if in_role(sight.scenario, HOST) is None or not sight.talking:
        return []
    both = [ban_odds(sight.scenario, sight.view.common, at).ban for at in (sight.minute, until)]
    then, now = (sight.words.share(one) for one in both)
    if then == now:
        return []
    return [sight.words("ban_moves", a=then, b=sight.words.percent(both[1]))]
