"""A move in words: its name and what it is about, as values that a language's texts fill."""

from collections.abc import Iterator, Mapping

from attrs import fields

from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.setting import Scenario
from sim.domain.units import MILLI
from sim.projections.dates import local_moment
from sim.projections.transcript import (
    Count,
    Several,
    Value,
    Word,
    option_value,
    said,
    simple_value,
)

_SILENT = ("table", "number", "until", "failed", "text", "minute", "deadline", "seed", "value")
_FIELDS = {"of": "to", "line": "option"}
_PAIR = 2
"""A move about somebody and something may have a sentence of its own in a language."""
_DATES = ("until", "minute", "deadline")


def move_words(
    scenario: Scenario, move: m.Move, texts: Mapping[str, str], before: Package | None = None
) -> str:
    """Return a move as text; of a package only what differs from the one before, if any."""
    return _joined(move, _values(scenario, move, before), texts)


def choice_words(scenario: Scenario, move: m.Move, texts: Mapping[str, str], clock: str) -> str:
    """Return a move as text that tells it from any other of a list, dates by an actor's clock."""
    added = _telling(scenario, move, clock)
    return _joined(move, (*added, *_values(scenario, move, None)), texts)


def _joined(move: m.Move, values: tuple[Value, ...], texts: Mapping[str, str]) -> str:
    kind = m.move_kind(move)
    name = texts.get(f"move.{kind}", kind)
    if not values:
        return name
    parts = [said(value, texts) for value in values]
    whole = texts.get(f"move.{kind}.told")
    if whole and len(parts) == _PAIR:
        return whole.format(*parts)
    about = texts.get("format.between", "; ").join(parts)
    return texts.get("format.pair", "{name}: {value}").format(name=name, value=about)


def _values(scenario: Scenario, move: m.Move, before: Package | None) -> tuple[Value, ...]:
    return tuple(
        value
        for field in fields(type(move))
        if field.name not in _SILENT
        and (value := _value(scenario, move, field.name, before)) is not None
    )


def _telling(scenario: Scenario, move: m.Move, clock: str) -> Iterator[Value]:
    """Yield what a reader of a record knows from elsewhere: dates, and which of the tables."""
    for field in fields(type(move)):
        value = getattr(move, field.name)
        if value is None:
            continue
        if field.name in _DATES:
            yield local_moment(scenario, clock, value)
        elif field.name == "value":
            yield Count(value, "points")
        elif field.name == "table" and len(scenario.tables) > 1:
            yield simple_value(scenario, "table", value)


def _value(scenario: Scenario, move: m.Move, name: str, before: Package | None) -> Value | None:
    value = getattr(move, name)
    if name == "granted":
        return simple_value(scenario, name, value)
    if isinstance(value, bool):
        return Word(f"{name}.{'yes' if value else 'no'}", str(value).lower())
    if isinstance(value, Package):
        return _changed(scenario, value, before)
    if name in ("option", "line"):
        return option_value(scenario, move.issue, value)  # type: ignore[union-attr]
    if value is None or (name == "offer" and value == 0):
        return None
    if name == "offer":
        return Count(value * MILLI, "offer")
    return simple_value(scenario, _FIELDS.get(name, name), value)


def _changed(scenario: Scenario, package: Package, before: Package | None) -> Value:
    pairs = [
        (Word(f"issues.{issue.id}.label", issue.id), option)
        for issue in scenario.issues
        if before is None or package[issue.id] != before[issue.id]
        for option in (option_value(scenario, issue.id, package[issue.id]),)
    ]
    return Several(tuple(pairs)) if pairs else Word("package.same", "=")
