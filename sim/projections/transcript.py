"""
A record as readable lines: what happened, when, by whom, and the key of the sentence for it.

Lines hold keys and values, no words: `render` puts them into the templates of a language. Templates
come from the catalogue, names of actors, issues and options from the texts of the scenario.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import fields, frozen

from sim.domain.deal import Option, Package
from sim.domain.decision import Decision
from sim.domain.events import Event, GaugesMoved, MoodShifted, event_kind
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, POINT
from sim.projections.dates import Moment, clock_of, local_moment
from sim.projections.visible import author_of, seen_by, told_as

_THRESHOLD = "threshold"


@frozen
class Word:
    """Something that has a name: `plain` stands for it where no text does."""

    key: str
    plain: str
    better: str = ""
    """Key of a text that says it better, if there is one."""
    inside: bool = False
    """Whether that text, which begins a sentence, stands inside of one."""


@frozen
class Count:
    """A number in thousandths, and the unit whose template it goes into; empty for none."""

    milli: int
    unit: str = ""
    signed: bool = False
    key: str = ""
    """Key of a text that says it better, if there is one."""


@frozen
class Several:
    """Names with what belongs to each."""

    pairs: tuple[tuple[Word, "Word | Count"], ...]


@frozen
class Roll:
    """A plain list of names."""

    words: tuple[Word, ...]


Value = Word | Count | Moment | Several | Roll


@frozen(kw_only=True)
class Line:
    """One event of the transcript."""

    seq: int
    """Counted from 1 among the events the reader sees."""
    decision: int
    """Number of the decision among those the reader sees."""
    minute: int
    date: str
    """Local date and time of the reader, `2020-07-31 17:05`."""
    actor: str
    """Id of the author; empty if the reader does not know."""
    kind: str
    """Stored kind with its schema number."""
    key: str
    """Key of the template, such as `event.offer.tabled`."""
    parameters: Mapping[str, Value]


def transcript(
    scenario: Scenario, decisions: Iterable[Decision], seat: str | None = None
) -> Iterator[Line]:
    """Yield a line for each event, of everything or of what one seat sees, numbered anew."""
    clock = clock_of(scenario, seat)
    seq = 0
    for seen in seen_by(scenario, decisions, seat):
        date = local_moment(scenario, clock, seen.minute).iso
        for event in seen.events:
            seq += 1
            kind = event_kind(event)
            yield Line(
                seq=seq,
                decision=seen.number,
                minute=seen.minute,
                date=date,
                actor=author_of(event) or seen.actor,
                kind=kind,
                key=key_of(told_as(event, seen.actor) or kind),
                parameters=parameters_of(scenario, event, clock),
            )


def key_of(kind: str) -> str:
    """Return the catalogue key of a stored kind; the schema number is no part of it."""
    return f"event.{kind.partition('/')[0]}"


# --- values of an event


def parameters_of(scenario: Scenario, event: Event, clock: str) -> Mapping[str, Value]:
    """
    Return the values that templates may name, by field; an author is always `actor`.

    `subject` is the author as a sentence begins with it: with an article where its name takes one.
    """
    found: dict[str, Value] = {}
    for attribute in fields(type(event)):
        name = attribute.name
        value = getattr(event, name)
        if name in _SKIPPED:
            continue
        if name in _DATES:
            found[name] = _date(scenario, clock, value)
        elif name in _OPTIONS:
            found[name] = option_value(scenario, event.issue, value)  # type: ignore[union-attr]
        elif name in _AMOUNTS:
            found[name] = _amount(event, value)
        else:
            found[_RENAMED.get(name, name)] = _SIMPLE[name](scenario, value)
            if name in _NAMED:
                found[_RENAMED.get(name, name)] = _articled(value, inside=True)
            if _RENAMED.get(name, name) == _AUTHOR:
                found["subject"] = _articled(value)
            if name == "needed":
                found[name] = Roll(tuple(_articled(one, inside=True) for one in value))
    if isinstance(event, GaugesMoved | MoodShifted):
        found["changes"] = Several(
            tuple(
                (_gauge(scenario, name), Count(delta, signed=True)) for name, delta in event.deltas
            )
        )
    return found


_SKIPPED = frozenset({"text", "paper", "cause", "deltas", "channel"})
_DATES = frozenset({"minute", "until", "deadline"})
_OPTIONS = frozenset({"option", "line"})
_AMOUNTS = frozenset({"value", "mean", "spread"})
_AUTHOR = "actor"
_NAMED = frozenset({"by", "seat", "actor", "to", "about"})
_RENAMED = {"by": _AUTHOR, "seat": _AUTHOR, "topic": "remark"}


def _date(scenario: Scenario, clock: str, minute: int | None) -> Value:
    if minute is None:
        return Word("when.next", "-")
    return local_moment(scenario, clock, minute)


def option_value(scenario: Scenario, issue: str, option: Option) -> Word | Count:
    """Return an option of an issue by its name, or by its number and unit."""
    key = f"issues.{issue}.options.{option}"
    if isinstance(option, int):
        return Count(option * MILLI, index_of(scenario).issues[issue].unit, key=key)
    return Word(key, option)


def _amount(event: Event, value: int) -> Count:
    """Return a told quantity in points: a gauge's or a bar's own, or hundredths of utility."""
    told = {getattr(event, name, "") for name in ("question", "fact", "quantity")}
    if _THRESHOLD in told or hasattr(event, "gauge"):
        return Count(value, "points")
    return Count(value * MILLI // POINT, "points")


def _actor(_: Scenario, actor: str) -> Word:
    return Word(f"actors.{actor}.label", actor)


def _articled(actor: str, *, inside: bool = False) -> Word:
    """Return an actor with the article that its name takes; a sentence begins with it, or not."""
    return Word(f"actors.{actor}.label", actor, f"actors.{actor}.subject", inside)


def _gauge(_: Scenario, gauge: str) -> Word:
    return Word(f"gauges.{gauge}.label", gauge)


def _package(scenario: Scenario, package: Package | None) -> Value:
    if package is None:
        return Word("package.none", "-")
    # In the scenario's order, which puts first what matters most.
    return Several(
        tuple(
            (_issue(scenario, issue.id), option_value(scenario, issue.id, package[issue.id]))
            for issue in scenario.issues
        )
    )


def _issue(_: Scenario, issue: str) -> Word:
    return Word(f"issues.{issue}.label", issue)


def _number(_: Scenario, number: int) -> Count:
    return Count(number * MILLI)


def _named(prefix: str) -> Callable[[Scenario, Any], Word]:
    return lambda _, value: Word(f"{prefix}.{value}", str(value))


_SIMPLE: Mapping[str, Callable[[Scenario, Any], Value]] = {
    "by": _actor, "to": _actor, "about": _actor, "actor": _actor, "seat": _actor,
    "needed": lambda scenario, names: Roll(tuple(_actor(scenario, name) for name in names)),
    "table": lambda _, table: Word(f"tables.{table}.label", table),
    "card": lambda _, card: Word(f"cards.{card}.label", card),
    "gauge": _gauge, "issue": _issue, "package": _package,
    "offer": _number, "number": _number, "amount": _number, "seed": _number,
    "weight": lambda _, weight: Count(weight),
    "code": lambda _, code: Word(f"refusal.{code}", code),
    "question": _named("question"), "fact": _named("question"), "quantity": _named("question"),
    "topic": lambda _, topic: Word("remark.text" if topic == "text" else topic, topic),
    "kind": _named("outcome"),
    "found": lambda _, found: _named("finding")(_, "misuse" if found else "nothing"),
    "granted": lambda _, granted: _named("ruling")(_, "granted" if granted else "refused"),
}  # fmt: skip


def simple_value(scenario: Scenario, name: str, value: Any) -> Value:
    """Return the value of a field that events and moves share, such as a seat or a card."""
    return _SIMPLE[name](scenario, value)


# --- words


def render(line: Line, texts: Mapping[str, str]) -> str:
    """Return the sentence of a line; a key without a template stands for itself."""
    template = texts.get(line.key, line.key)
    return template.format_map(
        {name: said(value, texts) for name, value in line.parameters.items()}
    )


def said(value: Value, texts: Mapping[str, str]) -> str:
    """Return a value in words and numbers of the language of the texts."""
    match value:
        # An empty key is the header of a catalogue, never a text.
        case Word(key, plain):
            better = texts.get(value.better) if value.better else None
            if better and value.inside:
                return better[:1].lower() + better[1:]
            return better or texts.get(key, plain)
        case Count():
            better = texts.get(value.key) if value.key else None
            return better or _counted(value, texts)
        case Moment():
            return _dated(value, texts)
        case Several(pairs):
            pattern = texts.get("format.pair", "{name}: {value}")
            parts = [pattern.format(name=said(n, texts), value=said(v, texts)) for n, v in pairs]
            return texts.get("format.between", "; ").join(parts)
        case Roll(words):
            return ", ".join(said(word, texts) for word in words)


def _counted(count: Count, texts: Mapping[str, str]) -> str:
    whole, rest = divmod(abs(count.milli), MILLI)
    # What is below a tenth is not worth a reader's time.
    tenth = rest * 10 // MILLI
    digits = f"{whole:,}".replace(",", texts.get("format.thousands", ","))
    if tenth:
        digits += texts.get("format.decimal", ".") + str(tenth)
    if count.milli < 0 and (whole or tenth):
        digits = "\N{MINUS SIGN}" + digits
    elif count.signed:
        digits = "+" + digits
    if not count.unit:
        return digits
    one = texts.get(f"unit.one.{count.unit}") if single(whole, tenth, texts) else None
    return (one or texts.get(f"unit.{count.unit}", "{n}")).format(n=digits)


def single(whole: int, rest: int, texts: Mapping[str, str]) -> bool:
    """
    Tell whether a number, without its sign, takes the singular.

    1 alone does, and nothing with a rest; in French all that lies below 2 does.
    """
    return whole < int(texts.get("format.single_below", 0)) or (whole, rest) == (1, 0)


def _dated(moment: Moment, texts: Mapping[str, str]) -> str:
    pattern = texts.get("format.date")
    if pattern is None:
        return moment.iso[:10]
    return pattern.format(
        day=texts.get("format.day.first", "1") if moment.day == 1 else moment.day,
        month=texts.get(f"month.{moment.month}", str(moment.month)),
        year=moment.year,
    )
