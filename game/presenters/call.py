"""What the call shows: whom one can ask, what is known, what an answer would change."""

from attrs import frozen

from game.presenters.common import ActorMark, FactRow, RecordRow
from game.presenters.ranges import Ranges


@frozen(kw_only=True)
class Reply:
    """One way of answering: what is said, and what it does."""

    id: str
    label: str
    figure: str
    lines: tuple[str, ...]
    sends: tuple[tuple[str, str], ...]
    after: str
    """What it means, once it is said."""


@frozen(kw_only=True)
class Question:
    """A question to somebody, or one of somebody's that waits for an answer."""

    id: str
    tile: str
    """The kind of move that it is: to ask or to answer."""
    actor: ActorMark
    title: str
    asks: str
    status: str
    open: bool
    figure: str
    doubt: str
    caption: str
    ranges: Ranges
    facts: tuple[FactRow, ...]
    before_label: str
    before: tuple[RecordRow, ...]
    main: str
    """What the main button says."""
    own_colour: str = ""
    """The colour of the ranges, where they are of the seat that is asked."""
    pips: int = 0
    fresh: bool = False
    """Whether an answer came since the last stop."""
    reason: str = ""
    """Why it cannot be asked now."""
    sends: tuple[tuple[str, str], ...] = ()
    replies: tuple[Reply, ...] = ()
    after: str = ""
    """What happens next, once it is asked."""


@frozen(kw_only=True)
class Group:
    """Questions under a common head."""

    label: str
    questions: tuple[Question, ...]


@frozen(kw_only=True)
class CallModel:
    """The whole call."""

    title: str
    aside: str
    groups: tuple[Group, ...]
    attention: int = 0
    attention_most: int = 0
    news: str = ""
    """What was answered since the last stop; empty if nothing."""
    first_ask: str = ""
    """The question that is asked unless another is chosen."""
    first_answer: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in their order, as the keys count them."""
        return tuple(one for group in self.groups for one in group.questions)
