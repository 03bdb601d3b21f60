"""The review of a game that is over: the port behind its screen. Nothing is secret any more."""

from collections.abc import Mapping
from functools import cached_property

from attrs import evolve

from game.ports import DeskPort, ReplayPort, TryingPort
from game.presenters.make_desk_words import Words
from game.presenters.make_review import Attempt, Judged, Score, dearest, make_review
from game.presenters.make_review_graph import Played, shared_seats
from game.presenters.marks import seats_of
from game.presenters.replay_axis import axis_of
from game.presenters.review import ReviewModel
from game.shell import clipboard, start
from game.shell.words import words_of
from game.text import Text
from sim.domain import events as e
from sim.domain.deal import Package
from sim.domain.decider import advance, initial
from sim.domain.lookup import index_of
from sim.domain.moves import Move
from sim.domain.talks import Talks
from sim.evaluator import Evaluator
from sim.projections.scores import created, left_on_table, seat_scores
from sim.record.replay import Record
from sim.review import Moment
from sim.review_again import Tried
from sim.review_deals import Deals, deals_of
from sim.review_sides import Side, their_side
from sim.review_words import papers
from sim.words import load, vocabulary

EVENTS = {e.OrderSigned: "order.signed", e.TermsSigned: "terms.signed"}
"""What is dated on the axis of time."""


class RecordReview:
    """One seat's game of a record, judged beside the window; begun when it is first looked at."""

    def __init__(self, record: Record, seat: str, evaluator: Evaluator | None) -> None:
        self.record = record
        self.seat = seat
        self._evaluator = evaluator
        self._asked: int | None = None
        self._moments: tuple[Moment, ...] = ()
        self._total: int | None = None
        self._failed = evaluator is None
        self._told: frozenset[int] = frozenset()
        self._tried: Mapping[int, Attempt] = {}
        self._weighing: int | None = None
        self._shown: frozenset[str] | None = None
        self._known: tuple[object, ReviewModel] | None = None

    # --- what comes from the worker

    @property
    def reckoning(self) -> bool:
        """Whether judgements are still coming."""
        return self._evaluator is not None and not self._failed and self._wanted

    @property
    def _wanted(self) -> bool:
        return self._left != 0 or self._unweighed is not None

    @property
    def _left(self) -> int | None:
        return None if self._total is None else self._total - len(self._moments)

    @property
    def _unweighed(self) -> int | None:
        """Return a decision with an attempt that still has to be weighed."""
        return next((at for at, one in self._tried.items() if not one.weighed), None)

    def reckon(self) -> bool:
        """Take what was judged, begin if need be; say whether anything changed."""
        if self._evaluator is None or not self.reckoning:
            return False
        if self._asked != self._evaluator.newest:
            # Not yet asked, or another screen has asked since: the worker answers the newest only.
            self._ask(self._evaluator)
        heard = self._evaluator.heard()
        for one in heard:
            self._take(one)
        self._check(self._evaluator)
        return bool(heard) or self._failed

    def _ask(self, evaluator: Evaluator) -> None:
        """Ask for what is wanted first: an attempt is weighed before judging goes on."""
        self._weighing = at = self._unweighed
        if at is None:
            evaluator.judge(self.record.header_line, self.record.lines, self.seat, self._moments)
        else:
            moves = self._tried[at].move, self._moment(at).best[0].move
            evaluator.weigh(self.record.header_line, self.record.lines, at, moves)
        self._asked = evaluator.newest

    def _take(self, found: "Moment | Tried | int") -> None:
        match found:
            case Moment():
                self._moments = (*self._moments, found)
            case Tried():
                self._weighed(found.decision, found)
            case _:
                self._total = found

    def _check(self, evaluator: Evaluator) -> None:
        """See whether the worker is through with what was asked, or has failed at it."""
        if evaluator.busy:
            return
        if self._weighing is not None:
            self._weighed(self._weighing, None)
        else:
            self._failed = evaluator.failed or self._left != 0

    def _weighed(self, decision: int, verdict: Tried | None) -> None:
        """Keep a verdict, or that there is none; then the judging goes on where it was."""
        attempt = self._tried[decision]
        if not attempt.weighed:
            self._tried = {**self._tried, decision: evolve(attempt, verdict=verdict, weighed=True)}
        self._weighing = self._asked = None

    def rest(self) -> None:
        """Let the worker rest while the review is not looked at."""
        if self._evaluator is not None and self._asked == self._evaluator.newest:
            self._evaluator.drop()
        self._asked = None

    def again(self) -> None:
        """Begin again what broke off; what was judged before is kept."""
        if self._evaluator is not None:
            self._evaluator.forgive()
            self._failed, self._asked = False, None

    # --- what the person chooses

    @property
    def dearest(self) -> int:
        """Return the row of the moment that lost most, so far."""
        return dearest(self._moments) or 0

    def show(self, place: int) -> None:
        """Show the line of a seat, or hide it."""
        seat = seats_of(self.record.header.scenario)[place].id
        self._shown = self._lines_shown ^ {seat}

    @property
    def _lines_shown(self) -> frozenset[str]:
        if self._shown is None:
            self._shown = frozenset(shared_seats(self._words(load("en"))))
        return self._shown

    def tell(self, decision: int) -> None:
        """Tell the better move of a moment, because it was asked for."""
        self._told |= {decision}

    def copy(self) -> None:
        """Put the code of this start on the clipboard."""
        clipboard.put(self._code)

    def try_again(self, decision: int) -> TryingPort:
        """Return the desk of this decision, on which one move may be tried."""
        from game.shell.trying import TryingDesk

        def heard(move: Move) -> None:
            known = move in (self._moment(decision).move, self._moment(decision).best[0].move)
            self._tried = {**self._tried, decision: Attempt(move=move, weighed=known)}

        return TryingDesk(self.record, self._moment(decision), self._papers.get(decision), heard)

    def fork(self, decision: int) -> DeskPort:
        """Keep the record up to a decision in a new save, and go on there."""
        return start.fork(self.record, decision - 1, self.seat)

    def replay(self, decision: int) -> ReplayPort:
        """Return the replay just before a decision."""
        from game.shell.replay import replay_of_record

        replay = replay_of_record(self.record)
        items = replay.scene.items
        places = [place for place, item in enumerate(items) if item.decision < decision]
        replay.seek(places[-1] if places else 0)
        return replay

    def _moment(self, decision: int) -> Moment:
        return next(one for one in self._moments if one.decision == decision)

    # --- the model

    def model(self, text: Text) -> ReviewModel:
        """Return the review as far as it has come."""
        key = (text.lang, len(self._moments), self._total, self._failed, self._lines_shown,
               self._told, tuple((at, one.weighed) for at, one in self._tried.items()))  # fmt: skip
        if self._known is None or self._known[0] != key:
            self._known = (key, make_review(self._judged(text)))
        return self._known[1]

    def _words(self, text: Text) -> Words:
        scenario = self.record.header.scenario
        names = words_of(scenario.id, text.lang)
        return Words(text=text, names=names, scenario=scenario, seat=self.seat)

    def _judged(self, text: Text) -> Judged:
        return Judged(
            words=self._words(text),
            texts=vocabulary(self.record.header.scenario.id, text.lang),
            moments=self._moments,
            total=self._total,
            failed=self._failed,
            sides=self._sides,
            papers=self._papers,
            played=evolve(self._played, shown=self._lines_shown),
            score=self._score,
            deals=self._deals,
            told=self._told,
            tried=self._tried,
            code=self._code,
        )

    @cached_property
    def _code(self) -> str:
        from game.shell.sharing import code_of_record

        return code_of_record(self.record, self.seat)

    @cached_property
    def _sides(self) -> tuple[Side, ...]:
        return tuple(side for side in their_side(self.record) if side.seat != self.seat)

    @cached_property
    def _papers(self) -> Mapping[int, Package]:
        return papers(self.record)

    @cached_property
    def _deals(self) -> Deals:
        return deals_of(self.record)

    @cached_property
    def _ends(self) -> tuple[Talks, Talks]:
        opening = final = initial(self.record.header)
        for decision in self.record.decisions:
            final = advance(final, decision)
        return opening, final

    @cached_property
    def _score(self) -> Score:
        opening, final = self._ends
        outcome = final.common.outcome
        assert outcome is not None, "only a game that is over is reviewed"
        return Score(
            kind=outcome.kind,
            minute=outcome.minute,
            seats=seat_scores(opening, final),
            created=created(opening, final),
            left=left_on_table(final),
        )

    @cached_property
    def _played(self) -> Played:
        """Return what the record says of time; `shown` is put in when it is asked for."""
        minutes = [one.minute for one in self.record.decisions if one.actor == self.seat]
        end = self._score.minute
        first: dict[str, int] = {}
        for decision in self.record.decisions:
            for event in decision.events:
                if type(event) in EVENTS:
                    first.setdefault(EVENTS[type(event)], decision.minute)
        return Played(
            axis=axis_of((*minutes, end)),
            events=tuple((minute, f"ui.review.event.{kind}") for kind, minute in first.items()),
            end=end,
            results={one.seat: one.surplus for one in self._score.seats},
            shown=frozenset(),
        )

    @property
    def colour(self) -> str:
        """Return the colour key of the seat."""
        return index_of(self.record.header.scenario).actors[self.seat].colour
