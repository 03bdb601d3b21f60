"""
What a desk knows of its expected surplus: one request a moment of the seat, and what came of it.

It hands the seat's view to the evaluator and nothing else; a level without the assist asks nothing.
"""

from collections.abc import Callable

from game.presenters.make_desk_expected import Reckoned
from sim.domain.decision import Header
from sim.domain.views import View
from sim.estimates import Estimate
from sim.evaluator import Evaluator
from sim.games import LEVELS

UNAIDED = LEVELS["shark"]
Moment = tuple[int, int]
"""The minute of a stop, and the decisions made so far."""


def is_assisted(header: Header) -> bool:
    """Tell whether the level of a game shows the expected surplus: the hardest does not."""
    return all(one.strategy.partition("/")[0] != UNAIDED for one in header.seats.values())


class Expectation:
    """Follows one desk; `known` is what its bar is made of, or None while it is hidden."""

    def __init__(self, evaluator: Evaluator | None) -> None:
        self._evaluator = evaluator
        self._asked: Moment | None = None
        self._minute: int | None = None
        self._found: Estimate | None = None
        self._before: Estimate | None = None
        self._stale = False
        self.known: Reckoned | None = None

    @property
    def busy(self) -> bool:
        """Tell whether a better figure may come."""
        return self._asked is not None and self._evaluator is not None and self._evaluator.busy

    def follow(self, moment: Moment | None, see: Callable[[], View], *, wanted: bool) -> bool:
        """
        Ask about a moment that was not asked about yet, take news; say whether anything changed.

        `moment` is None while the seat has no stop: then nothing is asked and the figure stays.
        """
        if self._evaluator is None:
            return False
        if not wanted:
            return self._hide(self._evaluator)
        if moment is not None and moment != self._asked:
            self._ask(self._evaluator, moment, see())
        self._listen(self._evaluator)
        known = Reckoned(
            found=self._found, before=self._before, stale=self._stale,
            failed=self._evaluator.failed,
        )  # fmt: skip
        changed, self.known = known != self.known, known
        return changed

    def _hide(self, evaluator: Evaluator) -> bool:
        if self.known is None:
            return False
        evaluator.drop()
        self.known = self._asked = None
        return True

    def _ask(self, evaluator: Evaluator, moment: Moment, view: View) -> None:
        if moment[0] != self._minute:
            self._before = self._found
        self._minute, self._asked, self._stale = moment[0], moment, self._found is not None
        evaluator.ask(view)

    def _listen(self, evaluator: Evaluator) -> None:
        news = evaluator.news()
        if news is not None:
            self._found, self._stale = news, False
