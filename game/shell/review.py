"""The review of a game that is over: the port behind its screen. Nothing is secret any more."""

from functools import cached_property

from game.ports import ReplayPort
from game.presenters.make_desk_words import Words
from game.presenters.make_review import Judged, make_review
from game.presenters.review import ReviewModel
from game.shell.words import words_of
from game.text import Text
from sim.domain.lookup import index_of
from sim.evaluator import Evaluator
from sim.record.replay import Record
from sim.review import Moment
from sim.review_sides import Side, their_side
from sim.review_words import papers
from sim.words import vocabulary


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
        self._known: tuple[object, ReviewModel] | None = None

    @property
    def colour(self) -> str:
        """Return the colour key of the seat."""
        return index_of(self.record.header.scenario).actors[self.seat].colour

    @property
    def reckoning(self) -> bool:
        """Whether judgements are still coming."""
        return self._asked is not None and not self._failed and self._left != 0

    @property
    def _left(self) -> int | None:
        return None if self._total is None else self._total - len(self._moments)

    def reckon(self) -> bool:
        """Take what was judged, begin if need be; say whether anything changed."""
        if self._evaluator is None or self._left == 0 or self._failed:
            return False
        if self._asked != self._evaluator.newest:
            # Not yet asked, or another screen has asked since: the worker answers the newest only.
            self._moments, self._total = (), None
            self._evaluator.judge(self.record.header_line, self.record.lines, self.seat)
            self._asked = self._evaluator.newest
        heard = self._evaluator.heard()
        for one in heard:
            if isinstance(one, Moment):
                self._moments += (one,)
            else:
                self._total = one
        self._failed = self._evaluator.failed or (not self._evaluator.busy and self._left != 0)
        return bool(heard) or self._failed

    def model(self, text: Text) -> ReviewModel:
        """Return the review as far as it has come."""
        key = (text.lang, len(self._moments), self._total, self._failed)
        if self._known is None or self._known[0] != key:
            self._known = (key, make_review(self._judged(text)))
        return self._known[1]

    def replay(self, decision: int) -> ReplayPort:
        """Return the replay at what a decision did, from where it can be forked."""
        from game.shell.replay import replay_of_record

        replay = replay_of_record(self.record)
        items = replay.scene.items
        places = [place for place, item in enumerate(items) if item.decision < decision]
        replay.seek(places[-1] if places else 0)
        return replay

    @cached_property
    def _sides(self) -> tuple[Side, ...]:
        return tuple(side for side in their_side(self.record) if side.seat != self.seat)

    def _judged(self, text: Text) -> Judged:
        scenario = self.record.header.scenario
        names = words_of(scenario.id, text.lang)
        return Judged(
            words=Words(text=text, names=names, scenario=scenario, seat=self.seat),
            texts=vocabulary(scenario.id, text.lang),
            moments=self._moments,
            total=self._total,
            failed=self._failed,
            sides=self._sides,
            papers=papers(self.record),
            last_minute=self.record.decisions[-1].minute,
        )
