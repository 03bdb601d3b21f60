"""
The review: every decision of a seat, what it was worth, and what would have been better.

Expected surplus is a mean over rollouts with the true types of all and other luck (design 6). A
decision is graded by what its best alternative gains over it, on luck that chose no alternative,
and only beyond two standard errors; the shares of the reachable span, from the worst ending to the
best, are those of chess servers.
The worst grade is asked for again on four times as many fresh rollouts: of many moments some look
that bad by chance. Hindsight is not blame: it is asked for in talks imagined from the seat's view
too.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from sim.domain import moves as m
from sim.domain.decider import advance, initial, rule_draws
from sim.domain.decision import FACILITATOR, Decision
from sim.domain.draws import MIND
from sim.domain.lookup import index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.rules.legal import code_of
from sim.domain.talks import Talks, changed
from sim.domain.units import PPM
from sim.domain.views import View, view_for
from sim.estimates import Estimate, Rollouts, Values, difference, estimate, plain_minds_of
from sim.projections.scores import reachable
from sim.review_foresight import Foresight
from sim.strategies.base import Strategy

if TYPE_CHECKING:
    from sim.record.replay import Record

ROLLOUTS = 24
ALTERNATIVES_MAX = 6
_SHOWN = 3
_LEAST = 8
"""Rollouts below which an error says too little for a grade."""
_PROPOSALS_MAX = 3
_TALKING_FIRST = ("accept", "propose", "wait", "walk")

BLUNDER, MISTAKE, INACCURACY, PLAIN, STRONG = "blunder", "mistake", "inaccuracy", "plain", "strong"
GRADES = ((BLUNDER, 200_000), (MISTAKE, 100_000), (INACCURACY, 50_000))
"""The least loss of a grade, in ppm of the reachable span."""
_PRAISED = 10_000
"""The least lead over every alternative that is praised, in ppm of the span."""
_JUDGED = 2
"""Shares of the numbers of luck that a judgement uses: to choose the alternatives, to compare."""
_AGAIN = 4
"""Fresh rollouts by which a worst grade is judged again, for every one that gave it."""
_FORESEEN = dict(GRADES)[MISTAKE]
"""
What a blunder must lose in the seat's own eyes too, in ppm of the span: as much as a mistake. The
mean over all types the others might have holds many in which neither move matters, so that it asks
for less than the blunder's share.
"""

Progress = Callable[[int, int], None]
"""Told how many decisions of how many are done."""


@frozen(kw_only=True)
class Choice:
    """Another move, and how much more surplus it promised than the one made."""

    move: m.Move
    gain: Estimate


@frozen(kw_only=True)
class Moment:
    """One decision of a seat, judged."""

    decision: int
    seat: str
    minute: int
    move: m.Move
    before: Estimate
    """Expected surplus if the seat's stock strategy had decided here."""
    after: Estimate
    """Expected surplus after the move that was made."""
    best: tuple[Choice, ...]
    """The alternatives that came furthest, best first."""
    loss: Estimate
    """What the best alternative gains over the move, on luck that chose neither; at least 0."""
    grade: str
    everybody: Values
    """Expected surplus of all seats after the move."""
    hindsight: bool = False
    """Whether only the others' hidden types show a blunder here, so that it counts as a mistake."""


@frozen(kw_only=True)
class Review:
    """A game judged: its moments in order, and the span each reviewed seat could have reached."""

    moments: tuple[Moment, ...]
    spans: Values

    def of(self, seat: str) -> tuple[Moment, ...]:
        """Return the moments of one seat."""
        return tuple(moment for moment in self.moments if moment.seat == seat)


def review(
    record: "Record",
    seats: Sequence[str] | None = None,
    rollouts: int = ROLLOUTS,
    progress: Progress | None = None,
) -> Review:
    """
    Judge every decision of these seats, by default of those that people or scripts played.

    Cost: about five times `rollouts` games a decision.
    """
    reviewed = tuple(seats) if seats is not None else played_seats(record)
    total = judged_count(record, reviewed) if progress is not None else 0
    moments: list[Moment] = []
    for moment in judgements(record, reviewed, rollouts):
        moments.append(moment)
        if progress is not None:
            progress(len(moments), total)
    return Review(moments=tuple(moments), spans=_spans(initial(record.header), reviewed))


def judged_count(record: "Record", seats: Sequence[str]) -> int:
    """Return how many decisions of these seats there are to judge; cheap beside judging one."""
    return sum(1 for _ in _moments(record, initial(record.header), seats))


def judgements(
    record: "Record",
    seats: Sequence[str],
    rollouts: int = ROLLOUTS,
    known: Sequence[Moment] = (),
) -> Iterator[Moment]:
    """
    Yield the judgement of every decision of these seats in the order they were made.

    `known` are the first of them, judged before: they are not yielded again.
    """
    opening = initial(record.header)
    spans = _spans(opening, seats)
    moments: list[Moment] = list(known)
    for talks, decision in islice(_moments(record, opening, seats), len(known), None):
        span = spans[decision.actor]
        moment = judged(record, opening, talks, decision, rollouts, span)
        moment = _beyond(moment, moments, span)
        if moment.grade == BLUNDER:
            trials = trials_at(record, opening, talks, decision)
            moment = _again(moment, trials, rollouts, span)
        if moment.grade == BLUNDER:
            view = view_for(decision.actor, talks, decision.minute)
            rolls = _rolls(record, opening)
            begun = _JUDGED + _AGAIN
            seen = Foresight(rolls=rolls, view=view, decision=decision.number, begun=begun)
            moment = _blamed(moment, seen.gain(moment.best[0].move, moment.move, rollouts), span)
        moments.append(moment)
        yield moment


def _rolls(record: "Record", opening: Talks) -> Rollouts:
    minds = plain_minds_of(record.header)
    return Rollouts(opening=opening, minds=minds, base=int(record.digest[:12], 16))


def _spans(opening: Talks, seats: Sequence[str]) -> Values:
    return {seat: span for seat, span in reachable(opening).items() if seat in seats}


def _beyond(moment: Moment, earlier: Sequence[Moment], span: int) -> Moment:
    """Return a moment without what an earlier one lost: of its stop, or by the same omission."""
    mine = [one for one in earlier if one.seat == moment.seat]
    lost = max([0, *(_charged(moment, one) for one in mine)])
    if not lost or not moment.loss.mean:
        return moment
    loss = evolve(moment.loss, mean=max(0, moment.loss.mean - lost))
    return evolve(moment, loss=loss, grade=_grade(loss, (), span))


def _charged(moment: Moment, earlier: Moment) -> int:
    """Return what was charged before: what is left out at many stops is left out once."""
    if earlier.minute == moment.minute:
        return earlier.loss.mean
    if not moment.best or not earlier.best:
        return 0
    waited = isinstance(moment.move, m.Wait) and isinstance(earlier.move, m.Wait)
    missed = earlier.best[0]
    # All of that move's gain then, not what was left of it: a third stop must not be charged again.
    again = waited and missed.gain.is_sure and missed.move == moment.best[0].move
    return missed.gain.mean if again else 0


def _again(moment: Moment, trials: "Trials", rollouts: int, span: int) -> Moment:
    """Return a moment judged by fresh luck alone, less what is charged to others as before."""
    first = moment.best[0]
    numbers = range(_JUDGED * rollouts, (_JUDGED + _AGAIN) * rollouts)
    gain = trials.gain(first.move, moment.move, numbers)
    charged = first.gain.mean - moment.loss.mean
    loss = evolve(gain, mean=max(0, gain.mean - charged))
    best = (evolve(first, gain=gain), *moment.best[1:])
    return evolve(moment, best=best, loss=loss, grade=_grade(loss, (), span))


def _blamed(moment: Moment, seen: Estimate, span: int) -> Moment:
    """Return a moment whose worst grade stands only if its seat could have seen the loss."""
    if seen.is_sure and seen.mean * PPM >= _FORESEEN * span:
        return moment
    return evolve(moment, grade=MISTAKE, hindsight=True)


def played_seats(record: "Record") -> tuple[str, ...]:
    """Return the seats that a person or a script moved; if nobody did, all with preferences."""
    scenario = record.header.scenario
    moving = [d.actor for d in record.decisions if d.source not in ("strategy", FACILITATOR)]
    seats = [a.id for a in index_of(scenario).seats if a.id in scenario.preferences]
    return tuple(seat for seat in seats if seat in moving) or tuple(seats)


def _moments(
    record: "Record", opening: Talks, seats: Sequence[str]
) -> Iterator[tuple[Talks, Decision]]:
    """Yield the decisions of these seats at which something else was possible, with the talks."""
    talks = opening
    for decision in record.decisions:
        if decision.actor in seats and talks.common.outcome is None:
            view = view_for(decision.actor, talks, decision.minute)
            if any(not isinstance(move, m.Wait | m.Say) for move in legal_moves(view)):
                yield talks, decision
        talks = advance(talks, decision)


def judged(  # noqa: PLR0913, PLR0917 - a judgement needs the record and the place in it
    record: "Record", opening: Talks, talks: Talks, decision: Decision, rollouts: int, span: int
) -> Moment:
    """Return the judgement of one decision, taken in these talks."""
    trials = trials_at(record, opening, talks, decision)
    seat, minds = decision.actor, plain_minds_of(record.header)
    fresh = range(rollouts, 2 * rollouts)
    made = trials.of(decision.move, fresh)
    stock = _stock(talks, view_for(seat, talks, decision.minute), minds[seat])
    found = _ranked(trials, alternatives(talks, decision, stock), decision.move, rollouts)
    best = _compared(trials, found, decision.move, fresh)
    nothing = Estimate(mean=0, error=0, count=rollouts)
    loss = best[0].gain if best and best[0].gain.mean > 0 else nothing
    before = made if stock in (None, decision.move) else trials.of(stock, fresh)
    return Moment(
        decision=decision.number,
        seat=seat,
        minute=decision.minute,
        move=decision.move,
        before=estimate([one[seat] for one in before]),
        after=estimate([one[seat] for one in made]),
        best=best,
        loss=loss,
        grade=_grade(loss, best, span),
        everybody={who: estimate([one[who] for one in made]).mean for who in made[0]},
    )


def trials_at(record: "Record", opening: Talks, talks: Talks, decision: Decision) -> "Trials":
    """Return the rollouts at a decision, for talks as they stood before it."""
    stop = _at_stop(talks, decision.actor, decision.minute)
    return Trials(_rolls(record, opening), stop, decision.actor)


def _at_stop(talks: Talks, seat: str, minute: int) -> Talks:
    """Return talks in which the seat has this stop: out of turn a person may move too."""
    return changed(talks, agenda={**talks.agenda, seat: minute}, minute=max(talks.minute, minute))


class Trials:
    """The rollouts of the choices at one stop, each played once for a number of luck."""

    def __init__(self, rolls: Rollouts, talks: Talks, seat: str) -> None:
        self._rolls = rolls
        self._talks = talks
        self.seat = seat
        self._known: dict[tuple[int, m.Move], Values] = {}

    def of(self, move: m.Move, numbers: Sequence[int]) -> list[Values]:
        """Return the surpluses after a move for these numbers of luck."""
        for number in numbers:
            if (number, move) not in self._known:
                values = self._rolls.choice(self._talks, self.seat, move, (number,))
                self._known[number, move] = values[0]
        return [self._known[number, move] for number in numbers]

    def gain(self, move: m.Move, over: m.Move, numbers: Sequence[int]) -> Estimate:
        """Return what one move gains over another, pair by pair."""
        return difference(self.of(move, numbers), self.of(over, numbers), self.seat)


def _ranked(
    trials: Trials, moves: Sequence[m.Move], made: m.Move, rollouts: int
) -> list[tuple[Estimate, m.Move]]:
    """Return alternatives by what they gain over the move made: halved twice, best first."""
    left = list(moves)
    scored: list[tuple[Estimate, m.Move]] = []
    for share in (4, 2):
        numbers = range(max(2, rollouts // share))
        scored = [(trials.gain(move, made, numbers), move) for move in left]
        scored.sort(key=lambda one: -one[0].mean)
        left = [move for _, move in scored[: max(1, len(scored) // 2)]]
        if not scored or scored[0][0].is_hopeless:
            break
    return scored


def _compared(
    trials: Trials, found: Sequence[tuple[Estimate, m.Move]], made: m.Move, fresh: Sequence[int]
) -> tuple[Choice, ...]:
    """Return the best alternatives; the first compared anew on luck that did not choose it."""
    shown = [Choice(move=move, gain=gain) for gain, move in found[:_SHOWN]]
    if shown and not shown[0].gain.is_hopeless:
        first = shown[0].move
        shown[0] = Choice(move=first, gain=trials.gain(first, made, fresh))
    return tuple(shown)


def alternatives(talks: Talks, decision: Decision, stock: m.Move | None) -> tuple[m.Move, ...]:
    """
    Return at most six other moves: the stock strategy's, a wait, answers, offers, one of each kind.

    What would take back an offer of this very stop is none: that offer is judged by itself.
    """
    view = view_for(decision.actor, talks, decision.minute)
    told = () if stock is None else (stock,)
    found: list[m.Move] = []
    for move in (*told, *_by_weight(view)):
        if move == decision.move or move in found or _takes_back(view, move):
            continue
        if code_of(view, move) is None:
            found.append(move)
    return tuple(found[:ALTERNATIVES_MAX])


def _takes_back(view: View, move: m.Move) -> bool:
    """Tell whether a move replaces an offer that the seat tabled at this stop."""
    if not isinstance(move, m.Propose | m.Withdraw):
        return False
    return any(
        offer.by == view.seat and offer.standing and offer.minute == view.minute
        for offer in view.channels[move.table].offers
    )


def _stock(talks: Talks, view: View, mind: Strategy) -> m.Move | None:
    """Return what the seat's strategy would do here, or None if it fails or is refused."""
    try:
        move = mind.choose(view, rule_draws(talks, view.seat, MIND))
    except Exception:  # noqa: BLE001 - a stranger's strategy may raise anything
        return None
    return move if code_of(view, move) is None else None


def _by_weight(view: View) -> Iterator[m.Move]:
    """Yield legal moves: what may end the talks first, then one of every other kind."""
    by_kind: dict[str, list[m.Move]] = {}
    for move in legal_moves(view):
        by_kind.setdefault(m.move_kind(move), []).append(move)
    for kind in _TALKING_FIRST:
        yield from by_kind.pop(kind, [])[:_PROPOSALS_MAX]
    by_kind.pop("say", None)
    for moves in by_kind.values():
        yield moves[0]


def _grade(loss: Estimate, best: tuple[Choice, ...], span: int) -> str:
    """Return the grade of a loss: none within two standard errors, then by share of the span."""
    if loss.is_sure and loss.count >= _LEAST:
        for name, least in GRADES:
            if span > 0 and loss.mean * PPM >= least * span:
                return name
    beaten = sum(
        1 for one in best if one.gain.is_sure and -one.gain.mean * PPM > _PRAISED * max(0, span)
    )
    return STRONG if best and beaten == len(best) else PLAIN
