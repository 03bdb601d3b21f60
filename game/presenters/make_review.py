"""The review as a model: judgements so far, in the words of the screen. Pure."""

from collections.abc import Mapping

from attrs import frozen

from game.presenters.common import Tone
from game.presenters.make_desk_words import Words
from game.presenters.review import Graph, Mark, MomentRow, Point, ReviewModel, SideRow
from sim.domain.deal import Package
from sim.projections.move_words import move_words
from sim.review import BLUNDER, INACCURACY, MISTAKE, PLAIN, STRONG, Moment
from sim.review_sides import Side
from sim.review_words import side_words

_TONES: Mapping[str, Tone] = {
    BLUNDER: "loss", MISTAKE: "loss", INACCURACY: "gold", STRONG: "gain",
}  # fmt: skip
_ERRORS = 2
_LEAST_SPAN = 100_000
"""The graph is at least this much utility high, so that luck does not look like a mountain."""


@frozen(kw_only=True)
class Judged:
    """What is known of a review at this moment."""

    words: Words
    texts: Mapping[str, str]
    """The words of moves and grades, of the same language."""
    moments: tuple[Moment, ...]
    total: int | None
    """How many decisions there are to judge; None until that is known."""
    failed: bool
    sides: tuple[Side, ...]
    papers: Mapping[int, Package]
    """The newest package before each decision: what an offer is told by the difference to."""
    last_minute: int
    """When the game ended."""


def make_review(known: Judged) -> ReviewModel:
    """Return the review as far as it has come."""
    text, rows = known.words.text, graded(known.moments)
    return ReviewModel(
        title=text("ui.review.title"),
        subtitle=known.texts["review.seat"].format(
            actor=known.words.actor(known.words.seat),
            count=len(known.moments),
            graded=sum(one.grade != STRONG for one in rows),
        ),
        progress=_progress(known),
        graph=_graph(known, rows) if known.moments else None,
        rows=tuple(_row(known, moment) for moment in rows),
        rows_title=text("ui.review.rows"),
        empty="" if rows else _empty(known),
        sides=tuple(
            SideRow(
                actor=known.words.mark(side.seat),
                words=" ".join(side_words(known.words.scenario, side, known.texts)),
            )
            for side in known.sides
        ),
        sides_title=known.texts["review.sides"],
    )


def graded(moments: tuple[Moment, ...]) -> list[Moment]:
    """Return the decisions with a grade, the dearest first and the best last."""
    found = [one for one in moments if one.grade != PLAIN]
    return sorted(found, key=lambda one: (one.grade == STRONG, -one.loss.mean, one.decision))


def _is_done(known: Judged) -> bool:
    return known.total is not None and len(known.moments) >= known.total


def _progress(known: Judged) -> str:
    if known.failed or known.total is None or _is_done(known):
        return ""
    return known.words.text("ui.review.progress", done=len(known.moments), total=known.total)


def _empty(known: Judged) -> str:
    text = known.words.text
    if known.failed:
        return text("ui.review.failed")
    return text("ui.review.clean") if _is_done(known) else text("ui.review.soon")


def _row(known: Judged, moment: Moment) -> MomentRow:
    words, text = known.words, known.words.text
    before = known.papers.get(moment.decision)
    made = move_words(words.scenario, moment.move, known.texts, before)
    if moment.grade == STRONG:
        worth = min((-one.gain.mean for one in moment.best), default=0)
        better = text("ui.review.good")
    else:
        worth = -moment.loss.mean
        best = move_words(words.scenario, moment.best[0].move, known.texts, before)
        better = text("ui.review.better", move=best)
        if moment.hindsight:
            better = known.texts["review.hindsight"].format(move=best)
    return MomentRow(
        decision=moment.decision,
        badge=known.texts[f"review.grade.{moment.grade}"],
        tone=_TONES[moment.grade],
        date=words.date_short(moment.minute),
        words=made,
        aside=words.amount(worth),
        better=better,
    )


def _graph(known: Judged, rows: list[Moment]) -> Graph:
    words, moments = known.words, known.moments
    low, high = _span(moments)
    end = max(known.last_minute, moments[-1].minute, 1)

    def y(value: int) -> float:
        return (value - low) / (high - low)

    return Graph(
        title=words.text("ui.review.graph"),
        aside=words.text("ui.review.range"),
        points=tuple(
            Point(
                x=one.minute / end, before=y(one.before.mean), after=y(one.after.mean),
                low=y(one.after.mean - _ERRORS * one.after.error),
                high=y(one.after.mean + _ERRORS * one.after.error),
            )
            for one in moments
        ),
        marks=tuple(
            Mark(x=one.minute / end, y=y(one.after.mean), tone=_TONES[one.grade], row=place,
                 badge=known.texts[f"review.grade.{one.grade}"])
            for place, one in enumerate(rows)
        ),
        zero=y(0), low=words.amount(low), high=words.amount(high),
        first=words.date_short(0), last=words.date_short(end),
    )  # fmt: skip


def _span(moments: tuple[Moment, ...]) -> tuple[int, int]:
    """Return the utility at the foot and the top of the graph."""
    values = [0, _LEAST_SPAN]
    for one in moments:
        reach = _ERRORS * one.after.error
        values += [one.before.mean, one.after.mean - reach, one.after.mean + reach]
    return min(values), max(values)
