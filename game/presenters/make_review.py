"""The review as a model: judgements so far, in the words of the screen. Pure."""

from collections.abc import Mapping

from attrs import frozen

from game.figures import date_full
from game.presenters.common import Tone
from game.presenters.make_desk_said import capital
from game.presenters.make_desk_words import Words, money_unit
from game.presenters.make_review_deals import deal_plot
from game.presenters.make_review_graph import Played, graph
from game.presenters.outcome import Figure
from game.presenters.review import GradeKey, MomentRow, ReviewModel, SideRow
from sim.domain.deal import Package
from sim.domain.moves import Move, Propose
from sim.domain.units import MILLI
from sim.projections.move_words import move_words
from sim.projections.scores import SeatScore
from sim.review import (
    BLUNDER,
    GRADES,
    INACCURACY,
    MISTAKE,
    PLAIN,
    ROLLOUTS,
    STRONG,
    Moment,
)
from sim.review_again import Tried
from sim.review_deals import Deals
from sim.review_sides import Side

TONES: Mapping[str, Tone] = {
    BLUNDER: "loss", MISTAKE: "loss", INACCURACY: "soft", STRONG: "gain",
}  # fmt: skip
BADGES: Mapping[str, Tone] = {"deal": "gain", "rival": "soft"}


@frozen(kw_only=True)
class Attempt:
    """A move tried again at a moment; its verdict comes from the worker, or never."""

    move: Move
    verdict: Tried | None = None
    weighed: bool = False


@frozen(kw_only=True)
class Score:
    """How the game ended for all, exact."""

    kind: str
    minute: int
    seats: tuple[SeatScore, ...]
    created: int
    left: int


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
    played: Played
    score: Score
    deals: Deals
    told: frozenset[int] = frozenset()
    """The decisions whose better move was asked for."""
    tried: Mapping[int, Attempt] = {}
    code: str = ""


def make_review(known: Judged) -> ReviewModel:
    """Return the review as far as it has come."""
    words, rows = known.words, graded(known.moments)
    text = words.text
    return ReviewModel(
        title=text("ui.review.title"),
        subtitle=text("ui.review.subtitle", actor=words.actor(words.seat),
                      date=date_full(words.day(known.score.minute), text.lang)),
        badge=text(f"ui.outcome.badge.{known.score.kind}"),
        badge_tone=BADGES.get(known.score.kind, "loss"),
        figures=_figures(known),
        progress=_progress(known),
        graph=graph(words, known.texts, known.played, known.moments, tuple(rows)),
        deals=deal_plot(words, known.deals, known.score.left),
        rows=tuple(_row(known, moment) for moment in rows),
        rows_title=text("ui.review.rows"),
        rows_aside=_progress(known) or text("ui.review.rows_aside", n=len(rows),
                                            m=len(known.moments)),
        rows_note=text("ui.review.rows_note", n=ROLLOUTS),
        rows_key=_grade_key(known),
        empty="" if rows else _empty(known),
        failed=known.failed,
        sides=tuple(_side(known, side) for side in known.sides),
        sides_title=known.texts["review.sides"],
        sides_aside=text("ui.review.sides_aside"),
        code=known.code,
    )  # fmt: skip


def _grade_key(known: Judged) -> tuple[GradeKey, ...]:
    """Return what each grade takes, the worst first."""
    least = {grade: known.words.percent(ppm) for grade, ppm in GRADES}
    least[STRONG] = known.words.text("ui.review.key_strong")
    return tuple(
        GradeKey(grade=grade, badge=known.texts[f"review.grade.{grade}"], words=words)
        for grade, words in least.items()
    )


def graded(moments: tuple[Moment, ...]) -> list[Moment]:
    """Return the decisions with a grade, in the order of time, so that no row ever jumps."""
    return [one for one in moments if one.grade != PLAIN]


def dearest(moments: tuple[Moment, ...]) -> int | None:
    """Return the row of the graded decision that lost most: where a reader begins."""
    rows = graded(moments)
    lost = [place for place, one in enumerate(rows) if one.grade != STRONG]
    return max(lost, key=lambda place: rows[place].loss.mean, default=0 if rows else None)


# --- the four figures


def _figures(known: Judged) -> tuple[Figure, ...]:
    words, score = known.words, known.score
    own = next(one for one in score.seats if one.seat == words.seat)
    sold = score.kind == "deal"
    made = (
        (words.percent(score.created), "created", "created" if sold else "unsold"),
        (words.percent(own.claimed), "claimed", "claimed"),
        (words.amount(score.left, known.deals.parties[0]).lstrip("+"), "left",
         "left" if known.deals.better else "none_left"),
        (words.amount(own.surplus), "outcome", "outcome"),
    )  # fmt: skip
    return tuple(
        Figure(figure=figure, label=words.text(f"ui.review.figure.{label}"),
               caption=words.text(f"ui.review.caption.{caption}"),
               tone=_tone(own.surplus) if label == "outcome" else "ink")
        for figure, label, caption in made
    )  # fmt: skip


def _tone(surplus: int) -> Tone:
    return "gain" if surplus > 0 else "loss" if surplus < 0 else "ink"


# --- the moments


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
    words = known.words
    before = known.papers.get(moment.decision)
    strong = moment.grade == STRONG
    worth = min((-one.gain.mean for one in moment.best), default=0) if strong else -moment.loss.mean
    secret = not strong and moment.decision not in {*known.told, *known.tried}
    return MomentRow(
        decision=moment.decision,
        grade=moment.grade,
        badge=known.texts[f"review.grade.{moment.grade}"],
        tone=TONES[moment.grade],
        date=words.date_short(moment.minute),
        words=_told(known, moment.move, before),
        aside=words.amount(worth),
        better=_better(known, moment, secret=secret),
        secret=secret,
    )


def _told(known: Judged, move: Move, before: Package | None) -> str:
    """Return a move in words; an offer as the desk tells it, by what it changes, money first."""
    words = known.words
    if not isinstance(move, Propose):
        return move_words(words.scenario, move, known.texts, before)
    package = move.package
    changed = [one for one in words.scenario.issues
               if before is None or package[one.id] != before[one.id]]  # fmt: skip
    if not changed:
        return move_words(words.scenario, move, known.texts, before)
    price = next((one for one in words.scenario.issues if one.unit == "musd"), None)
    told = [words.one(one.id, package[one.id]) if one is price
            else words.change(one.id, package[one.id]) for one in changed]  # fmt: skip
    return known.texts["format.pair"].format(name=words.name("move.propose"),
                                             value=words.text.listed(told))  # fmt: skip


def _better(known: Judged, moment: Moment, *, secret: bool) -> str:
    """Tell as much as may be told: the better move stays hidden until one tried or asked."""
    text = known.words.text
    if moment.grade == STRONG:
        return text("ui.review.good")
    if secret:
        return text("ui.review.secret")
    before = known.papers.get(moment.decision)
    best = _told(known, moment.best[0].move, before)
    told = text("ui.review.better", move=best)
    if moment.hindsight:
        told = known.texts["review.hindsight"].format(move=best)
    attempt = known.tried.get(moment.decision)
    if attempt is None:
        return told
    if _beats(attempt):
        told = text("ui.review.looked_at", move=best)
    return f"{_tried(known, moment, attempt)} {capital(told)}"


def _beats(attempt: Attempt) -> bool:
    """Tell whether a retry does better than the best move that the review had looked at."""
    short = attempt.verdict.short if attempt.verdict is not None else None
    return short is not None and short.is_sure and short.mean < 0


def _tried(known: Judged, moment: Moment, attempt: Attempt) -> str:
    text, verdict = known.words.text, attempt.verdict
    if attempt.move == moment.move:
        return text("ui.review.tried.same")
    if attempt.move == moment.best[0].move:
        return text("ui.review.tried.best")
    if verdict is None:
        return text("ui.review.tried.unknown" if attempt.weighed else "ui.review.tried.weighing")
    # What an earlier decision was charged with is none of this one's, as in the loss beside it.
    charged = max(0, moment.best[0].gain.mean - moment.loss.mean)
    won = verdict.gain.mean - charged
    gain = known.words.amount(won)
    if _beats(attempt):
        return text("ui.review.tried.beaten", gain=gain)
    if not verdict.gain.is_sure or won <= 0 < verdict.gain.mean:
        return text("ui.review.tried.even", gain=gain)
    return text(f"ui.review.tried.{'gained' if won > 0 else 'lost'}", gain=gain)


# --- their side


def _side(known: Judged, side: Side) -> SideRow:
    words = known.words
    temper = words.name(f"actors.{side.seat}.personalities.{side.personality}", side.personality)
    return SideRow(
        actor=words.mark(side.seat),
        label=words.text("ui.review.side.label", actor=words.actor(side.seat), temper=temper),
        words=_side_words(known, side),
    )


def _side_words(known: Judged, side: Side) -> str:
    words, text = known.words, known.words.text
    about = "" if side.signed else "_offer"
    if side.bar is not None and side.reads is not None:
        return text(f"ui.review.side.bar{about}", bar=words.number(side.bar / MILLI, 0),
                    reads=words.number(side.reads / MILLI, 0))  # fmt: skip
    if side.limit is not None:
        issue = next(one for one in words.scenario.issues if side.limit in one.options)
        return text(f"ui.review.side.limit{about}", limit=words.option(issue, side.limit))
    unit = "points" if money_unit(words.scenario, side.seat) == 0 else "floor"
    return text(f"ui.review.side.{unit}", floor=words.amount(side.no_deal, side.seat))
