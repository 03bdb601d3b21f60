"""What the seat saw: headlines, messages, a strip of marks, and the whole to read."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from classroom.student.sight import Sight
from classroom.student.wording import Words, capital
from classroom.student.worths import table_of
from sim.domain import events as e
from sim.domain.actors import PARTY
from sim.domain.lookup import index_of
from sim.domain.units import MILLI, MINUTES_DAY
from sim.projections.timeline import KEY, weight_of
from sim.projections.transcript import Line, Word, key_of, parameters_of, render
from sim.projections.visible import Seen, author_of, told_as

NEWS_MOST = 6
MESSAGES_MOST = 60
_ROW = "history.row."
_TEXT = "text"
_AS_IT_IS = "shown.as.it.is"
"""No key of any text, so that what stands for it is said."""
_NEAR = 20.0
"""Per cent from an end within which a name begins or ends at its day."""
_EDGE = 2.0
"""Per cent left free at either end of the strip."""


@frozen(kw_only=True)
class News:
    """One public event as a page of a newspaper has it."""

    head: str
    body: str
    date: str
    number: int
    """The decision it came with, as the seat counts."""


@frozen(kw_only=True)
class Message:
    """Something said to the seat, by it, or to everybody."""

    by: str
    who: str
    where: str
    """To whom and when."""
    body: str
    erased: bool
    own: bool


def news(sight: Sight, words: Words) -> tuple[News, ...]:
    """Return the headlines, the newest first."""
    found: list[News] = []
    for seen, event in _backwards(sight):
        if event.AUDIENCE != e.PUBLIC or len(found) == NEWS_MOST:
            continue
        said = _story(words, seen, event)
        if said is not None:
            date = words.date(seen.minute)
            found.append(News(head=said[0], body=said[1], date=date, number=seen.number))
    return tuple(found)


def _backwards(sight: Sight) -> Iterator[tuple[Seen, e.Event]]:
    for seen in reversed(sight.happened):
        for event in reversed(seen.events):
            yield seen, event


def _story(words: Words, seen: Seen, event: e.Event) -> tuple[str, str] | None:
    """Return headline and text of a public event, or None for what no paper prints."""
    if isinstance(event, e.StoryPublished):
        card = f"cards.{event.card}"
        return words.name(f"{card}.headline", event.card), words.name(f"{card}.story")
    if isinstance(event, e.RemarkMade):
        if event.topic.startswith(_ROW):
            return capital(words.name(event.topic, event.topic)), ""
        return None
    key = key_of(e.event_kind(event)).removeprefix("event.")
    if not words.text.has(f"ui.desk.news.{key}.head"):
        return None
    values = _values(words, seen, event)
    head, body = (words.desk(f"news.{key}.{part}", **values) for part in ("head", "body"))
    return head, body


def _values(words: Words, seen: Seen, event: e.Event) -> Mapping[str, str]:
    """Return what an article may name: who, which day is meant, what the deal is about."""
    actor = author_of(event) or seen.actor
    meant = getattr(event, "deadline", None) or getattr(event, "minute", None)
    issue = getattr(event, "issue", "")
    firms = [one.id for one in words.scenario.actors if one.kind == PARTY]
    to = getattr(event, "to", "") or ""
    return {
        "actor": words.subject(actor) if actor else words.desk("somebody"),
        "inside": words.inside(actor) if actor else words.desk("somebody"),
        "date": words.date(seen.minute),
        "day": words.date(meant) if meant else "",
        "days": words.days((meant or seen.minute) - seen.minute),
        "to": words.to(to) if to else "",
        "issue": words.issue(issue) if issue else "",
        "option": _option(words, event, issue),
        "firms": words.desk("and").join(map(words.actor, firms)),
        "gauge": words.name(f"gauges.{getattr(event, 'gauge', '')}.label"),
        "value": words.number(getattr(event, "value", 0) / MILLI),
    }


def _option(words: Words, event: e.Event, issue: str) -> str:
    option = getattr(event, "option", None)
    option = getattr(event, "line", None) if option is None else option
    known = index_of(words.scenario).issues.get(issue)
    return "" if known is None or option is None else words.option(known, option)


# --- messages


def messages(sight: Sight, words: Words) -> tuple[Message, ...]:
    """Return what was said, the oldest first; of a long talk the last part."""
    found = [
        _message(sight, words, seen, event)
        for seen in sight.happened
        for event in seen.events
        if isinstance(event, e.RemarkMade | e.RemarkWhispered) and not event.topic.startswith(_ROW)
    ]
    return tuple(found[-MESSAGES_MOST:])


def addressee(sight: Sight) -> str:
    """Return to whom a message goes unless told otherwise: the one other of the own table."""
    # What was meant for one and went to all cannot be taken back; the other way can be said again.
    index = index_of(sight.scenario)
    if not index.tables_of[sight.seat]:
        return ""
    members = index.tables[table_of(sight.view)].members
    others = [one for one in members if one != sight.seat and index.actors[one].is_seat]
    return others[0] if len(others) == 1 else ""


def _message(
    sight: Sight, words: Words, seen: Seen, event: e.RemarkMade | e.RemarkWhispered
) -> Message:
    of_seat = event.by == sight.seat
    written = event.text.text if event.topic == _TEXT and event.text is not None else ""
    own = of_seat and not sight.watches and written not in sight.by_others
    to = getattr(event, "to", "")
    if isinstance(event, e.RemarkMade):
        where = words("said_to_all")
    elif of_seat:
        where = words("said_to", to=words.to(to))
    else:
        where = words("said_to_you")
    body = words.name(event.topic, event.topic)
    if event.topic == _TEXT:
        body = sight.texts.get(written, "")
    return Message(
        by=event.by,
        who=words("you") if own else _author(sight, words, event.by),
        where=f"{where}, {words.date(seen.minute)}",
        body=body if event.topic == _TEXT else capital(body),
        erased=not body,
        own=own,
    )


def _author(sight: Sight, words: Words, by: str) -> str:
    """Return who wrote a message that is not one's own: another seat, or another one in this."""
    beside = by == sight.seat and not sight.watches
    return words("other_here") if beside else words.actor(by)


# --- history


@frozen(kw_only=True)
class Spot:
    """A decision on the strip, in per cent of its width."""

    at: float
    actor: str


@frozen(kw_only=True)
class Day:
    """A day named on the strip."""

    at: float
    label: str
    kind: str
    """opening, today or deadline."""

    @property
    def anchor(self) -> str:
        """Return how its name stands at its place, so that it does not run over the ends."""
        near = _NEAR <= self.at <= 100 - _NEAR
        return "middle" if near else "start" if self.at < _NEAR else "end"


@frozen(kw_only=True)
class History:
    """The days from the opening to the end, with what happened in them."""

    caption: str
    spots: tuple[Spot, ...]
    days: tuple[Day, ...]


def history(sight: Sight, words: Words) -> History:
    """Return the strip of what the seat saw that matters."""
    view = sight.view
    deadline = view.common.deadline or view.scenario.closes
    last = max(deadline or 0, view.minute, view.scenario.deadline_latest if deadline is None else 0)
    shown = [seen for seen in sight.happened if max(map(weight_of, seen.events)) > 0]
    days = [Day(at=_EDGE, label=words.date(0), kind="opening"),
            Day(at=_at(view.minute, last), label=words("today", date=words.date(view.minute)),
                kind="today")]  # fmt: skip
    if deadline is not None:
        label = words("deadline", date=words.date(deadline))
        days.append(Day(at=_at(deadline, last), label=label, kind="deadline"))
    seats = {one.id for one in index_of(sight.scenario).seats}
    return History(
        caption=words.count("class.seat.n_events", len(shown)),
        spots=tuple(
            Spot(at=_at(seen.minute, last), actor=seen.actor if seen.actor in seats else "")
            for seen in shown
        ),
        days=tuple(days),
    )


def _at(minute: int, last: int) -> float:
    return round(_EDGE + (100 - 2 * _EDGE) * minute / max(1, last), 1)


@frozen(kw_only=True)
class Entry:
    """One line of the history."""

    words: str
    actor: str
    key: bool
    """Whether it is a turn of the story."""


@frozen(kw_only=True)
class Dated:
    """The lines of a day."""

    date: str
    entries: tuple[Entry, ...]


def days(sight: Sight, words: Words) -> tuple[Dated, ...]:
    """Return all that the seat saw, day by day, the oldest first."""
    found: dict[int, list[Entry]] = {}
    for seen in sight.happened:
        for event in seen.events:
            if weight_of(event):
                entry = _entry(sight, words, seen, event)
                found.setdefault(seen.minute // MINUTES_DAY, []).append(entry)
    return tuple(
        Dated(date=words.date_full(day * MINUTES_DAY), entries=tuple(entries))
        for day, entries in found.items()
    )


def _entry(sight: Sight, words: Words, seen: Seen, event: e.Event) -> Entry:
    actor = author_of(event) or seen.actor
    if isinstance(event, e.RemarkMade | e.RemarkWhispered) and event.topic == _TEXT:
        said = _message(sight, words, seen, event)
        body = words("erased") if said.erased else said.body
        to = getattr(event, "to", "")
        key = "quote_to" if to else "quote"
        text = words(key, who=words.subject(event.by), body=body,
                     **({"to": words.to(to)} if to else {}))  # fmt: skip
    else:
        text = render(_line(sight, words, seen, event), words.names)
    return Entry(words=text, actor=actor, key=weight_of(event) == KEY)


def _line(sight: Sight, words: Words, seen: Seen, event: e.Event) -> Line:
    kind = e.event_kind(event)
    return Line(
        seq=seen.number, decision=seen.number, minute=seen.minute, date="",
        actor=author_of(event) or seen.actor, kind=kind,
        key=key_of(told_as(event, seen.actor) or kind),
        parameters={**parameters_of(sight.scenario, event, sight.seat), **_shown(words, event)},
    )  # fmt: skip


def _shown(words: Words, event: e.Event) -> dict[str, Word]:
    """Return the figures of an event as the table and the news have them: one way to say each."""
    found: dict[str, str] = {}
    package = getattr(event, "package", None)
    if package is not None:
        found["package"] = words.terms(package)
    for name in ("option", "line"):
        if getattr(event, name, None) is not None:
            found[name] = _option(words, event, getattr(event, "issue", ""))
    if hasattr(event, "gauge"):
        found["value"] = words.number(getattr(event, "value", 0) / MILLI)
    return {name: Word(_AS_IT_IS, said) for name, said in found.items()}
