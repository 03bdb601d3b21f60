"""What happened, in the few words that a row, a chip or a date has room for."""

from attrs import fields

from game.presenters.common import RecordRow
from game.presenters.make_desk_sight import Sight, Told
from game.presenters.make_desk_words import Words
from sim.domain import events as e
from sim.domain.deal import Package
from sim.domain.units import MILLI
from sim.projections.transcript import key_of

ROWS_MOST = 80
OF_ALL = (e.TalksEnded, e.TalksFailed)
"""What befalls the talks is no saying of whoever brought it about."""
_DATES = ("minute", "deadline", "until")
_OPTIONS = ("option", "line")
_NAMES = {"card": "cards.{}.label", "question": "question.{}", "fact": "question.{}",
          "kind": "outcome.{}"}  # fmt: skip


def said(words: Words, event: e.Event, *, told_as: str = "") -> str:
    """Return an event in a few words, without its author; `told_as` names what befell it."""
    if isinstance(event, e.RemarkMade | e.RemarkWhispered):
        return _remark(words, event)
    if told_as:
        return words(f"said.{told_as}")
    return words(f"said.{_key(event)}", **_values(words, event))


CHIP_MOST = 26
"""Letters that a chip has room for beside its date; the record tells the rest of a remark."""


def chip(words: Words, told: Told) -> str:
    """Return an event in the fewest words, for a chip with its date beside it."""
    event = told.event
    if told.told_as or not words.text.has(f"ui.desk.chip.{_key(event)}"):
        whole = capital(said(words, event, told_as=told.told_as))
        remark = isinstance(event, e.RemarkMade | e.RemarkWhispered)
        return words("chip.remark") if remark and len(whole) > CHIP_MOST else whole
    return capital(words(f"chip.{_key(event)}", **_values(words, event)))


def _key(event: e.Event) -> str:
    key = key_of(e.event_kind(event)).removeprefix("event.")
    flag = next((one for one in ("found", "granted", "paper") if hasattr(event, one)), "")
    return f"{key}.{'yes' if getattr(event, flag) else 'no'}" if flag else key


def _remark(words: Words, event: e.RemarkMade | e.RemarkWhispered) -> str:
    topic = "remark.text" if event.topic == "text" else event.topic
    return words.name(topic, event.topic)


def _values(words: Words, event: e.Event) -> dict[str, str]:
    made: dict[str, str] = {}
    for attribute in fields(type(event)):
        name, value = attribute.name, getattr(event, attribute.name)
        if name in _DATES and value is not None:
            made[name] = words.date_short(value)
        elif name in _OPTIONS:
            made[name] = words.one(event.issue, value)  # type: ignore[union-attr]
        elif name in _NAMES:
            made[name] = words.name(_NAMES[name].format(value), str(value))
        elif name == "to":
            made[name] = words.to(str(value))
        elif name == "about":
            made[name] = words.inside(str(value))
        elif name == "issue":
            made[name] = words.issue(value)
        elif name == "gauge":
            made[name] = words.small(words.gauge(value))
        elif isinstance(value, Package):
            first = words.scenario.issues[0]
            made[name] = words.option(first, value[first.id])
    made["value"] = _value(words, event)
    return made


def _value(words: Words, event: e.Event) -> str:
    """Return what an answer, a proof or a poll said."""
    value = getattr(event, "value", None)
    if value is None:
        return ""
    told = getattr(event, "question", "") or getattr(event, "fact", "")
    if told == "reservation":
        return words.amount(value, event.by)  # type: ignore[union-attr]
    return words.number(value / MILLI, 0)


def sentence(words: Words, told: Told) -> str:
    """Return an event in a few words with who did it, where the seat knows."""
    text = said(words, told.event, told_as=told.told_as)
    if not told.actor or isinstance(told.event, OF_ALL):
        return capital(text)
    return words("who_said", who=words.actor(told.actor), said=text)


def capital(text: str) -> str:
    """Return a text with a capital at its front."""
    return text[:1].upper() + text[1:]


def record_rows(sight: Sight) -> tuple[RecordRow, ...]:
    """Return what the seat saw, the newest first."""
    words = sight.words
    shown = [told for told in sight.told if told.weight][-ROWS_MOST:]
    return tuple(
        RecordRow(
            date=words.date_short(told.minute),
            actor=words.mark(told.actor),
            words=sentence(words, told),
            fresh=told.fresh,
        )
        for told in reversed(shown)
    )
