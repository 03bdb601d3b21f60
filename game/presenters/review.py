"""What a review shows: what could be expected move by move, where it was lost, and their side."""

from attrs import frozen

from game.presenters.common import ActorMark, Tone


@frozen(kw_only=True)
class Point:
    """One decision on the graph; all are shares of the plot, the time and the height."""

    x: float
    before: float
    after: float
    low: float
    high: float
    """The range of two standard errors around `after`."""


@frozen(kw_only=True)
class Mark:
    """A graded decision on the graph, with its row in the list."""

    x: float
    y: float
    badge: str
    tone: Tone
    row: int


@frozen(kw_only=True)
class Graph:
    """Expected result over time."""

    title: str
    aside: str
    points: tuple[Point, ...]
    marks: tuple[Mark, ...]
    zero: float
    low: str
    high: str
    first: str
    last: str


@frozen(kw_only=True)
class MomentRow:
    """A graded decision: when, what, how much was lost or held, and what would have been better."""

    decision: int
    badge: str
    tone: Tone
    date: str
    words: str
    aside: str
    better: str = ""


@frozen(kw_only=True)
class SideRow:
    """What another seat really wanted."""

    actor: ActorMark
    words: str


@frozen(kw_only=True)
class ReviewModel:
    """The review of one seat's game, as far as it has come."""

    title: str
    subtitle: str
    progress: str
    graph: Graph | None
    rows: tuple[MomentRow, ...]
    rows_title: str
    empty: str
    """What stands in the place of rows: that it is being judged, that nothing was wrong, or why."""
    sides: tuple[SideRow, ...]
    sides_title: str
