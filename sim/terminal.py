"""What the terminal says: transcripts of records and the running account of a game."""

from collections.abc import Iterable, Iterator

from sim.domain.decision import Decision
from sim.domain.events import ENGINE, EVENTS
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, POINT
from sim.engine.run import Run
from sim.projections.transcript import Count, Line, render, said, transcript
from sim.record.replay import Record
from sim.words import Text, Vocabulary, system_language, vocabulary

_QUIET = ("turn.passed/1", "attention.spent/1")
"""Events that only keep the books; a reader of the story does without them."""
_LOUD = ("strategy.failed/1",)
"""Events of the engine that whoever reads everything must not miss; no seat sees them."""


def no_screen_line(words: Text) -> str:
    """Return the one line that says why there is no window."""
    return words("terminal.no_screen")


def is_story(kind: str) -> bool:
    """Tell whether an event of this kind belongs into a running account."""
    return kind in _LOUD or (kind not in _QUIET and EVENTS[kind].AUDIENCE != ENGINE)


def sentence(line: Line, words: Vocabulary) -> str:
    """Return a transcript line: date, time and what happened."""
    return f"{line.date}  {render(line, words)}"


def told(record: Record, at: int | None, seat: str | None, lang: str | None) -> Iterator[str]:
    """Yield the readable transcript of a record, of all or of one seat, after `at` decisions."""
    scenario = record.header.scenario
    words = vocabulary(scenario.id, lang or system_language())
    lines = transcript(scenario, record.decisions, seat)
    for line in lines:
        if at is not None and line.decision > at:
            return
        if is_story(line.kind):
            yield f"{line.decision:>4}  {sentence(line, words)}"


class Teller:
    """Tells a game decision by decision, to all or to one seat, without the bookkeeping."""

    def __init__(self, scenario: Scenario, lang: str, seat: str | None = None) -> None:
        self._scenario = scenario
        self._seat = seat
        self._words = vocabulary(scenario.id, lang)

    def lines(self, decision: Decision) -> Iterable[str]:
        """Return the sentences of one decision."""
        return [
            sentence(line, self._words)
            for line in transcript(self._scenario, (decision,), self._seat)
            if is_story(line.kind)
        ]

    def ending(self, run: Run) -> Iterator[str]:
        """Yield how it ended and what each seat got."""
        words = self._words
        kind = "open" if run.outcome is None else run.outcome.kind
        yield words.get(f"outcome.{kind}", kind)
        for seat, score in run.seats.items():
            name = words.get(f"actors.{seat}.label", seat)
            tenths = round(score.surplus * 10 / POINT)
            points = said(Count(tenths * MILLI // 10, "points", signed=True), words)
            yield f"  {name:<16} {points:>14}   {score.claimed / 10_000:5.1f} %"
