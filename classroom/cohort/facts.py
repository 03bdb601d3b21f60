"""
The facts of a class: what its journal holds, one line each. Pseudonyms only, never a name.

A fact's wall time stands beside its line, not in it. Texts of people are references, as in records.
"""

from collections.abc import Mapping

from attrs import field, frozen

from sim.domain.moves import TextRef

PLAYER, MIRROR, OBSERVER = "player", "mirror", "observer"
"""How a participant takes part: alone in a seat, two in one seat, or looking on from a seat."""
DUTIES = (PLAYER, MIRROR, OBSERVER)

ARRIVAL, RANDOM, LISTED = "arrival", "random", "list"
LAYOUTS = (ARRIVAL, RANDOM, LISTED)

JOINING, BRIEFING, PRACTICE, BARGAINING, FORMS, DEBRIEF, CLOSED = (
    "joining", "briefing", "practice", "bargaining", "forms", "debrief", "closed",
)  # fmt: skip
PHASES = (JOINING, BRIEFING, PRACTICE, BARGAINING, FORMS, DEBRIEF, CLOSED)

AWAY, STALLED, EMPTY, ASKED = "away", "stalled", "empty", "asked"
WHYS = (AWAY, STALLED, EMPTY, ASKED)
"""Why a strategy plays a seat: stream gone, silent too long, nobody there, the teacher's wish."""

AGREEMENT, IMPASSE, TIMEOUT, ABORTED = "agreement", "impasse", "timeout", "aborted"
STATUSES = (AGREEMENT, IMPASSE, TIMEOUT, ABORTED)

PREPARATION, FEELING, EXIT = "preparation", "feeling", "exit"
FORMS_OF_CLASS = (PREPARATION, FEELING, EXIT)


@frozen(kw_only=True)
class ClassOpened:
    """A teacher began a class."""

    scenario: str
    """Name of a shipped scenario, or title of the teacher's own, whose text the headers hold."""
    lang: str
    seed: int
    layout: str
    seats: tuple[str, ...]
    """The scenario's seats in its order: those of every table."""
    tables: int
    """How many tables at most; 0 for as many as arrive."""
    plan: Mapping[str, int]
    """Seconds by phase; a phase that is missing has no clock."""
    mirrors: bool = False
    """Whether who is left over sits beside somebody, instead of at a table with strategies."""
    word: str = ""
    """The changing word asked beside the code, or nothing."""
    lists: Mapping[str, tuple[int, str]] = field(factory=dict)
    """By the hash of a listed name the table and seat kept for it."""


@frozen(kw_only=True)
class JoiningShut:
    """Nobody may join any more."""


@frozen(kw_only=True)
class JoiningOpened:
    """People may join again."""


@frozen(kw_only=True)
class WordChanged:
    """Another word is asked beside the code."""

    word: str


@frozen(kw_only=True)
class ParticipantJoined:
    """Somebody joined under a pseudonym."""

    who: str
    lang: str


@frozen(kw_only=True)
class LanguageChosen:
    """A participant reads another language."""

    who: str
    lang: str


@frozen(kw_only=True)
class TableMade:
    """A table and its record began."""

    table: int
    seed: int


@frozen(kw_only=True)
class SeatGiven:
    """A participant sits at a table from now on; one it had before is free."""

    who: str
    table: int
    seat: str
    duty: str


@frozen(kw_only=True)
class SeatLeft:
    """A participant sits nowhere."""

    who: str


@frozen(kw_only=True)
class ParticipantMuted:
    """A participant's messages are refused."""

    who: str


@frozen(kw_only=True)
class ParticipantHeard:
    """A participant may write again."""

    who: str


@frozen(kw_only=True)
class ParticipantBanned:
    """A participant was sent out; its token opens nothing."""

    who: str


@frozen(kw_only=True)
class ParticipantErased:
    """Name and words of a participant were deleted; what it did stays under the pseudonym."""

    who: str


@frozen(kw_only=True)
class StrategySeated:
    """A strategy plays a seat from now on."""

    table: int
    seat: str
    why: str


@frozen(kw_only=True)
class PersonSeated:
    """A person plays a seat from now on."""

    table: int
    seat: str


@frozen(kw_only=True)
class PhaseBegun:
    """The lesson went on; with seconds it has a clock."""

    phase: str
    seconds: int | None = None


@frozen(kw_only=True)
class ClockPaused:
    """All tables stand still."""


@frozen(kw_only=True)
class ClockResumed:
    """All tables go on."""


@frozen(kw_only=True)
class ClockExtended:
    """The phase has more time."""

    seconds: int


@frozen(kw_only=True)
class EventSent:
    """The teacher let something happen at every table: an environment actor's move."""

    actor: str
    kind: str
    """Kind of the move; the records hold its fields."""
    tables: int
    """At how many tables it was legal and happened."""


@frozen(kw_only=True)
class SeatNudged:
    """The teacher asked a seat to decide."""

    table: int
    seat: str


@frozen(kw_only=True)
class TableEnded:
    """A table has its result."""

    table: int
    status: str


@frozen(kw_only=True)
class TableForked:
    """A what-if: strategies played on from a decision of a table, in a branch of its own."""

    table: int
    decision: int
    branch: int


@frozen(kw_only=True)
class ResultsRevealed:
    """Results are open to the class."""


@frozen(kw_only=True)
class NamesShown:
    """Names are shown to the teacher's projector, or hidden again."""

    shown: bool


@frozen(kw_only=True)
class PageShown:
    """The projector shows a page of the debrief."""

    page: str


@frozen(kw_only=True)
class FormFilled:
    """A participant answered a form; a later one replaces it."""

    who: str
    form: str
    answers: Mapping[str, int] = field(factory=dict)
    """Numbers by item; utilities in millionths."""
    package: Mapping[str, str | int] = field(factory=dict)
    """The first offer a preparation sheet plans, or nothing."""
    texts: Mapping[str, TextRef] = field(factory=dict)


@frozen(kw_only=True)
class ClassClosed:
    """The class is over; it can be opened again to look."""


Fact = (
    ClassOpened | JoiningShut | JoiningOpened | WordChanged | ParticipantJoined | LanguageChosen
    | TableMade | SeatGiven | SeatLeft | ParticipantMuted | ParticipantHeard | ParticipantBanned
    | ParticipantErased | StrategySeated | PersonSeated | PhaseBegun | ClockPaused | ClockResumed
    | ClockExtended | EventSent | SeatNudged | TableEnded | TableForked | ResultsRevealed
    | NamesShown | PageShown | FormFilled | ClassClosed
)  # fmt: skip

FACTS: Mapping[str, type[Fact]] = {
    "class.opened/1": ClassOpened, "joining.shut/1": JoiningShut,
    "joining.opened/1": JoiningOpened, "word.changed/1": WordChanged,
    "participant.joined/1": ParticipantJoined, "language.chosen/1": LanguageChosen,
    "table.made/1": TableMade, "seat.given/1": SeatGiven, "seat.left/1": SeatLeft,
    "participant.muted/1": ParticipantMuted, "participant.heard/1": ParticipantHeard,
    "participant.banned/1": ParticipantBanned, "participant.erased/1": ParticipantErased,
    "strategy.seated/1": StrategySeated, "person.seated/1": PersonSeated,
    "phase.begun/1": PhaseBegun, "clock.paused/1": ClockPaused, "clock.resumed/1": ClockResumed,
    "clock.extended/1": ClockExtended, "event.sent/1": EventSent, "seat.nudged/1": SeatNudged,
    "table.ended/1": TableEnded, "table.forked/1": TableForked,
    "results.revealed/1": ResultsRevealed, "names.shown/1": NamesShown, "page.shown/1": PageShown,
    "form.filled/1": FormFilled, "class.closed/1": ClassClosed,
}  # fmt: skip
KIND_OF_FACT: Mapping[type[Fact], str] = {cls: kind for kind, cls in FACTS.items()}
OF_RESULTS = (TableEnded, TableForked, FormFilled, ParticipantErased, SeatGiven, SeatLeft)
"""What changes the results that a debrief shows; whatever else happens leaves them as they are."""
