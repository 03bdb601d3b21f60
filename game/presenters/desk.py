"""
What a desk shows: who, what is on the table, what can be done, what happened.

One model serves every seat. What the rules do not compute is `None` or empty, and not drawn.
"""

from typing import Literal

from attrs import frozen

from game.presenters.common import ActorMark, Choice, Delta, FactRow, Gauge, RecordRow
from game.presenters.lesson import LessonPanel

Face = Literal["main", "plain", "press", "free"]


@frozen(kw_only=True)
class TopBar:
    """Scenario, day, date, attention left of the day's quota, and the deadline."""

    scenario: str
    day: str
    date: str
    attention: int = 0
    attention_most: int = 0
    count: str = ""
    """The days left, as words: set in gold."""
    count_to: str = ""
    rewind: str = ""
    """Whether the one rewind of the game is still there; empty where there is none yet."""
    rewind_open: bool = False


@frozen(kw_only=True)
class Ring:
    """A share that fills like a clock, with what it leaves open beside it."""

    part: float
    figure: str
    lines: tuple[str, ...] = ()


@frozen(kw_only=True)
class Bar:
    """A score on a line: filled from the no-deal mark, hatched to where that mark would fall."""

    from_part: float
    to_part: float
    mark: float | None = None
    fall: float | None = None


@frozen(kw_only=True)
class Balance:
    """Two gauges that pull against each other: left label and value, right label and value."""

    left: str
    left_value: int
    right: str
    right_value: int


@frozen(kw_only=True)
class OwnCard:
    """The seat in play: its figure, and whichever of the widgets its rules feed."""

    actor: ActorMark
    status: str
    figure: str = ""
    caption: str = ""
    ring: Ring | None = None
    bar: Bar | None = None
    balance: Balance | None = None
    weight: str = ""
    """The figure inside the weight: what backing down costs; empty leaves it out."""
    notes: tuple[str, ...] = ()
    gauges: tuple[Gauge, ...] = ()
    hint: str = ""


@frozen(kw_only=True)
class OtherCard:
    """Another seat, as far as this one sees it."""

    actor: ActorMark
    status: str = ""
    chip: str = ""
    """What it last did or now waits for; a fact, never a forecast."""
    chip_aside: str = ""
    intent: str = ""
    """What it does next if the person waits, a forecast; empty where nobody may know."""
    intent_aside: str = ""
    intent_comes: bool = False
    """Whether something comes, and the forecast is of this very moment."""
    gauges: tuple[Gauge, ...] = ()
    hint: str = ""


@frozen(kw_only=True)
class TermMark:
    """Where someone's standing paper has this term."""

    place: int
    actor: ActorMark
    hollow: bool = False


@frozen(kw_only=True)
class TermRow:
    """One issue of the board. Many options, or few in words: a slider or segments."""

    issue: str
    label: str
    options: tuple[Choice, ...]
    chosen: int | None
    slider: bool = False
    figure: str = ""
    low: str = ""
    high: str = ""
    zone: tuple[int, int] | None = None
    """Where the two sides can meet, lowest and highest place, with a colour key for each end."""
    zone_colours: tuple[str, ...] = ()
    marks: tuple[TermMark, ...] = ()
    deltas: tuple[Delta | None, ...] = ()
    differs: bool = False
    """Whether it differs from the paper it is compared with; its label is heavier then."""
    locked: bool = False
    open: bool = True


@frozen(kw_only=True)
class Factor:
    """One number of a product; the weakest has an outline."""

    label: str
    figure: str
    weakest: bool = False


@frozen(kw_only=True)
class Odds:
    """A question answered in per cent, with its factors."""

    label: str
    figure: str
    factors: tuple[Factor, ...] = ()
    hint: str = ""


@frozen(kw_only=True)
class Ruler:
    """A reading against a bar: filled to the reading, a stroke at the bar, hatched spread."""

    label: str
    colour: str
    shape: str
    reading: float
    bar: float
    spread: float
    figure: str
    aside: str = ""


@frozen(kw_only=True)
class Lever:
    """The one thing an authority holds: a slider with its sentence of odds."""

    id: str
    label: str
    aside: str
    options: tuple[Choice, ...]
    chosen: int
    low: str
    high: str
    curve: tuple[float, ...] = ()
    curve_label: str = ""
    odds: Odds | None = None
    hint: str = ""


@frozen(kw_only=True)
class OfferMove:
    """A move on an offer: what to submit, what to press."""

    tile: str
    label: str
    key: str


@frozen(kw_only=True)
class OfferRow:
    """One standing offer."""

    id: str
    actor: ActorMark
    own: bool
    date: str
    summary: str
    facts: tuple[str, ...] = ()
    moves: tuple[OfferMove, ...] = ()
    hint: str = ""


@frozen(kw_only=True)
class Verdict:
    """What an authority may say to a signed paper; locked with its reason until then."""

    tile: str
    label: str
    key: str
    line: str
    open: bool
    main: bool = False
    """Whether it is what this seat would say today, so that it is the one gold tile."""


@frozen(kw_only=True)
class PathLine:
    """One side's offers: share of the time and of the height, from the first on."""

    actor: ActorMark
    points: tuple[tuple[float, float], ...]


@frozen(kw_only=True)
class Path:
    """How the offers moved; drawn where the board has room for it."""

    title: str
    low: str
    high: str
    first: str
    last: str
    lines: tuple[PathLine, ...]


@frozen(kw_only=True)
class Board:
    """The middle of the desk."""

    title: str
    aside: str = ""
    aside_mark: ActorMark | None = None
    heads: tuple[str, ...] = ()
    rows: tuple[TermRow, ...] = ()
    lever: Lever | None = None
    odds: tuple[Odds, ...] = ()
    ruler: Ruler | None = None
    offers_label: str = ""
    offers: tuple[OfferRow, ...] = ()
    path: Path | None = None
    verdicts_label: str = ""
    verdicts: tuple[Verdict, ...] = ()
    foot: str = ""
    foot_record: str = ""  # while the focus is in the record


@frozen(kw_only=True)
class Field:
    """One thing a move still has to be told: its options, and the one preset."""

    id: str
    label: str
    options: tuple[Choice, ...]
    chosen: int = 0
    slider: bool = False


@frozen(kw_only=True)
class MoveTile:
    """A kind of move that is open now, or that will be and says why it is not yet."""

    id: str
    label: str
    key: str
    key_label: str
    lines: tuple[str, ...] = ()
    pips: int = 0
    face: Face = "plain"
    open: bool = True
    fields: tuple[Field, ...] = ()
    gives_to: str = ""
    """The shape of the seat that a press card hands something to."""
    corner: str = ""
    """The odds of being traced, on a press card."""
    confirm: str = ""
    final: bool = False
    """The question before a move that binds; `final` if nothing takes it back."""
    hint: str = ""


@frozen(kw_only=True)
class Paper:
    """The front page."""

    masthead: str
    tag: str
    headline: str
    body: str
    forecast: str = ""


@frozen(kw_only=True)
class StripMark:
    """An event above the strip of days."""

    day: float
    colour: str
    shape: str


@frozen(kw_only=True)
class StripLabel:
    """A date below the strip, with its meaning."""

    day: float
    date: str
    words: str
    today: bool = False


@frozen(kw_only=True)
class Strip:
    """The days from the opening to the deadline."""

    days: int
    today: float
    marks: tuple[StripMark, ...] = ()
    risk: tuple[tuple[int, int], ...] = ()
    """Spans of days, first and last, in which something outside may fall."""
    last: tuple[int, int] | None = None
    """The last days before the deadline."""
    labels: tuple[StripLabel, ...] = ()


@frozen(kw_only=True)
class Tab:
    """Material to look up: record lines, or facts."""

    id: str
    label: str
    rows: tuple[RecordRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    key: str = ""
    """A key that shows more of it, with its words."""
    key_words: str = ""
    hint: str = ""


@frozen(kw_only=True)
class Expected:
    """The surplus the seat may expect, on a level bar; parts are shares of the bar, 0 to 1."""

    title: str
    figure: str = ""
    spread: str = ""
    """Two standard errors, with their sign."""
    count: str = ""
    """How many rollouts of how many; empty when all are played."""
    part: float | None = None
    """Where the figure stands; None while there is none."""
    range: tuple[float, float] | None = None
    """Where the surplus lies but for the luck of the rollouts; None while nobody can tell."""
    zero: float = 0.0
    before: float | None = None
    """Where the last stop's figure stood."""
    high: str = ""
    low: str = ""
    stale: bool = False
    """Whether the figure is still that of the last stop."""
    sorry: str = ""
    """Why there is no figure."""
    hint: str = ""


@frozen(kw_only=True)
class DeskModel:
    """The whole desk of one seat at one stop."""

    top: TopBar
    own: OwnCard
    others: tuple[OtherCard, ...]
    board: Board
    tiles: tuple[MoveTile, ...]
    tabs: tuple[Tab, ...]
    strip: Strip
    paper: Paper | None = None
    lesson: LessonPanel | None = None
    """The step of a lesson; it takes the place of the front page."""
    asked: tuple[MoveTile, ...] = ()
    """Questions before moves that stand on an offer or as a verdict, not in the row of tiles."""
    calls: bool = False
    """Whether this seat can ever ask or be asked, now that it is its turn."""
    over: bool = False
    expected: Expected | None = None
    """None where the assist is off, at this level or by the person's choice."""
    assisted: bool = True
    """Whether the level allows the expected surplus at all."""
    waiting: str = ""
    """Non-empty while the others play; no move is open then."""
