"""What the page of a seat shows: what is public, what is believed, what it did and promised."""

from attrs import frozen

from game.presenters.common import ActorMark, RecordRow
from game.presenters.ranges import Ranges


@frozen(kw_only=True)
class Share:
    """A named part of a whole with its figure and a remark below."""

    label: str
    figure: str
    part: float
    words: str = ""
    mine: bool = False
    """Whether it is the one that is so, on the page of the own seat."""


@frozen(kw_only=True)
class Course:
    """A gauge with its way here: shares of its span, the oldest first."""

    label: str
    figure: str
    then: str
    change: str
    way: int
    points: tuple[float, ...]
    hint: str = ""


@frozen(kw_only=True)
class Shares:
    """Named parts under one head."""

    title: str
    aside: str
    rows: tuple[Share, ...]


@frozen(kw_only=True)
class Hidden:
    """The number that a seat hides: what is known of it and how."""

    title: str
    aside: str
    figure: str
    doubt: str
    caption: str
    ranges: Ranges


@frozen(kw_only=True)
class Points:
    """A short list: full points for what is known, hollow ones for what is not."""

    title: str
    lines: tuple[str, ...]
    full: bool = True


@frozen(kw_only=True)
class Rows:
    """Dated lines under one head, and what stands there while there are none."""

    title: str
    aside: str
    rows: tuple[RecordRow, ...]
    none: str


@frozen(kw_only=True)
class DossierModel:
    """The page of one seat, as another seat sees it, or its own."""

    title: str
    seats: tuple[ActorMark, ...]
    chosen: int
    own: bool
    actor: ActorMark
    role: str
    status: str
    aim_label: str
    aim: str
    means_label: str
    means: str
    hidden: Hidden | None
    cares: Shares
    gauges_label: str
    gauges_aside: str
    gauges: tuple[Course, ...]
    promises: Rows
    moves: Rows
    tempers: Shares | None = None
    brief_label: str = ""
    brief: tuple[str, ...] = ()
    """Only on the own page."""
    points: tuple[Points, ...] = ()
