"""
What a student's page may be made of: the gate of secrecy of the class server.

A `View` holds nothing of others by construction, what happened is cut to the seat, texts are those
of its own channels. Models of pages take a `Sight` and read nothing else.
"""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from classroom.cohort.facts import OBSERVER, FormFilled
from classroom.cohort.state import Clock
from sim.domain.lookup import index_of
from sim.domain.rules.legal_checks import TALKING
from sim.domain.setting import Scenario
from sim.domain.views import View
from sim.projections.visible import Seen


@frozen(kw_only=True)
class Sight:
    """One participant's knowledge of its table and its class at one moment."""

    view: View
    seat: str
    lang: str
    code: str
    """Code of the class."""
    table: int
    duty: str
    """player, mirror or observer."""
    k: int
    """How many decisions the seat saw something of."""
    epoch: int
    due: bool
    """Whether the seat is to move now."""
    waits: tuple[str, ...] = ()
    """Seats held by people that the table waits for."""
    waited: int = 0
    """Seconds since when."""
    shared: bool = False
    """Whether somebody else sits in the same seat and moves for it too."""
    by_others: frozenset[str] = frozenset()
    """Messages that somebody else wrote, by text id, whatever the seat."""
    strategies: Mapping[str, str] = field(factory=dict)
    """Why a strategy plays, by seat."""
    away: tuple[str, ...] = ()
    """Seats whose people have no page open."""
    happened: Sequence[Seen] = ()
    """What the seat saw, oldest first."""
    texts: Mapping[str, str] = field(factory=dict)
    """Bodies of messages by text id; one that is missing was erased."""
    written: Mapping[str, str] = field(factory=dict)
    """What the participant itself wrote into forms, by text id."""
    clock: Clock = field(factory=Clock)
    now: int = 0
    """Wall time in milliseconds."""
    muted: bool = False
    paused: bool = False
    nudged: bool = False
    over: bool = False
    status: str = ""
    """How the table ended, empty while it is open."""
    revealed: bool = False
    forms: Mapping[str, FormFilled] = field(factory=dict)
    last: str = ""
    """Code or words of the last refusal."""
    typed: Mapping[str, str] | None = None
    """The form as it was just sent and refused: nobody types it again."""
    wrong: str = ""
    """The field of it that has to be typed again."""
    practice: int = 0
    """Number of the practice table, where nothing counts; 0 for the real one."""

    @property
    def scenario(self) -> Scenario:
        """Return the scenario, which is public."""
        return self.view.scenario

    @property
    def watches(self) -> bool:
        """Tell whether the participant only looks on."""
        return self.duty == OBSERVER

    @property
    def at_table(self) -> bool:
        """Tell whether there is a table to show, the real one or one to practise at."""
        return self.table > 0 or self.practice > 0

    @property
    def may_move(self) -> bool:
        """Tell whether a move of this participant would be taken now."""
        return (
            self.due
            and not (self.watches or self.paused or self.over)
            and self.seat not in self.strategies
        )

    @property
    def talking(self) -> bool:
        """Tell whether papers can still be proposed."""
        return self.view.common.phase in TALKING and self.view.common.outcome is None

    @property
    def others(self) -> tuple[str, ...]:
        """Return the other seats in scenario order."""
        return tuple(one.id for one in index_of(self.scenario).seats if one.id != self.seat)

    @property
    def address(self) -> str:
        """Return where the pages of this seat lie; each practice table has its own place."""
        place = f"practice/{self.practice}" if self.practice else "seat"
        return f"/c/{self.code}/{place}"
