"""Strategies that gave no legal move, told to people: by seat and reason, how often and where."""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import frozen

from sim.domain.events import StrategyFailed
from sim.errors import one_line
from sim.words import Text, load, system_language

if TYPE_CHECKING:
    from pathlib import Path

    from sim.engine.run import Run


@frozen(kw_only=True)
class Failure:
    """One reason for which one seat's strategy failed, with how often it did."""

    seat: str
    code: str
    """As the record holds it: an exception's class or a refusal's code."""
    count: int
    detail: str
    """Where it was raised or which move was refused, at first; empty where only a record tells."""


def failures(run: "Run", after: int = 0) -> tuple[Failure, ...]:
    """Return what failed after the first `after` decisions of a run, in order of appearance."""
    counted = Counter(
        (event.by, event.code)
        for decision in run.record[after:]
        for event in decision.events
        if isinstance(event, StrategyFailed)
    )
    return tuple(
        Failure(seat=seat, code=code, count=count, detail=run.faults.get((seat, code), ""))
        for (seat, code), count in counted.items()
    )


def failures_json(found: tuple[Failure, ...]) -> dict[str, Any]:
    """Return the field `failed` of a summary; nothing where nothing failed."""
    rows = [{"seat": one.seat, "code": one.code, "count": one.count} for one in found]
    return {"failed": rows} if rows else {}


def warn_of_failures(found: tuple[Failure, ...], lang: str | None = None) -> None:
    """Write one line a seat and reason on standard error."""
    if found:
        words = load(lang or system_language())
        sys.stderr.writelines(f"{line}\n" for line in failure_lines(found, words))


def warn_of_older(out: str, kept: "Path | None") -> None:
    """Say that another record was where a new one is now, and where it is kept."""
    if kept is not None:
        words = load(system_language())
        sys.stderr.write(f"warning: {one_line(words('record.kept', path=out, name=kept.name))}\n")


def failure_lines(found: tuple[Failure, ...], words: Text) -> Iterator[str]:
    """Yield what each failure is, how often it came and what became of the game."""
    for one in found:
        told = words.count("failure.line", one.count, seat=one.seat, why=_why(one, words))
        yield one_line(told)


def _why(one: Failure, words: Text) -> str:
    key = f"refusal.{one.code}"
    if not words.has(key):
        raised = words("failure.raised", code=one.code)
        return f"{raised} ({one.detail})" if one.detail else raised
    text = words(key).rstrip(".")
    if not one.detail:
        return f"{text} ({one.code})"
    return words("failure.refused", text=text, move=one.detail, code=one.code)
