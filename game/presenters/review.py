"""What a review shows: four figures, expected result over time, the space of deals, the moments."""

from attrs import frozen

from game.presenters.common import ActorMark, Tone
from game.presenters.outcome import Figure

Spot = tuple[float, float]
"""A place in a plot: shares of its width and of its height, from the lower left."""


@frozen(kw_only=True)
class Point:
    """What could be expected at a moment; all are shares of the plot."""

    x: float
    before: float
    after: float
    low: float
    high: float
    """The range of two standard errors around `after`."""


@frozen(kw_only=True)
class Curve:
    """One seat's line; `own` carries the band and the marks."""

    actor: ActorMark
    points: tuple[Point, ...]
    end: str
    """What the end brought it, in words."""
    shown: bool
    own: bool = False
    apart: bool = False
    """Whether it has a scale of its own, because it counts in other points."""


@frozen(kw_only=True)
class Mark:
    """A graded decision on the graph, with its row in the list."""

    x: float
    y: float
    badge: str
    grade: str
    row: int


@frozen(kw_only=True)
class Tick:
    """A dated moment on the axis of time; `event` says what happened then."""

    at: float
    label: str
    event: bool = False


@frozen(kw_only=True)
class Level:
    """A height of the plot with its figure."""

    at: float
    label: str


@frozen(kw_only=True)
class Graph:
    """Expected result over time."""

    title: str
    aside: str
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[Level, ...]
    zero: float
    note: str = ""
    """How to read the lines."""


@frozen(kw_only=True)
class Named:
    """A place in the plot with its words."""

    at: Spot
    label: str


@frozen(kw_only=True)
class Way:
    """One party's offers in the space of deals, in their order."""

    actor: ActorMark
    spots: tuple[Spot, ...]
    first: str


@frozen(kw_only=True)
class BetterRow:
    """A package that would have left nobody worse off: what it gives more, and its terms."""

    gains: str
    terms: str


@frozen(kw_only=True)
class DealPlot:
    """The space of deals of two parties."""

    title: str
    across: str
    up: str
    note: str
    frontier: tuple[Spot, ...]
    joined: bool
    """Whether the frontier is a line: with more than two parties it is a cloud of its own."""
    cloud: tuple[Spot, ...]
    ways: tuple[Way, ...]
    end: Named
    sold: bool
    better: tuple[Spot, ...]
    left: Named | None
    """The words of what was left, beside the first better package."""
    zero: Spot
    levels_across: tuple[Level, ...]
    levels_up: tuple[Level, ...]
    better_title: str
    better_rows: tuple[BetterRow, ...]
    better_empty: str
    larger: str
    smaller: str


@frozen(kw_only=True)
class MomentRow:
    """A graded decision: when, what, how much was lost or held, and as much as may be told."""

    decision: int
    grade: str
    badge: str
    tone: Tone
    date: str
    words: str
    aside: str
    better: str = ""
    secret: bool = False
    """Whether a better move is known and not yet told."""


@frozen(kw_only=True)
class SideRow:
    """What another seat really wanted."""

    actor: ActorMark
    label: str
    words: str


@frozen(kw_only=True)
class GradeKey:
    """A grade's badge and what it takes to get it."""

    grade: str
    badge: str
    words: str


@frozen(kw_only=True)
class ReviewModel:
    """The review of one seat's game, as far as it has come."""

    title: str
    subtitle: str
    badge: str
    badge_tone: Tone
    figures: tuple[Figure, ...]
    progress: str
    graph: Graph
    deals: DealPlot
    rows: tuple[MomentRow, ...]
    rows_title: str
    rows_aside: str
    rows_note: str
    """How decisions are judged, and what a loss is a share of."""
    rows_key: tuple[GradeKey, ...]
    empty: str
    """What stands in the place of rows: that it is being judged, that nothing was wrong, or why."""
    failed: bool
    """Whether the judgements broke off and can be begun again."""
    sides: tuple[SideRow, ...]
    sides_title: str
    sides_aside: str
    code: str = ""
    """The code that starts the same game."""
