"""A class at one moment, as the teacher's pages are given it: values only, and no clock."""

from collections.abc import Mapping

from attrs import field, frozen

from classroom.cohort.facts import BARGAINING
from classroom.cohort.state import Cohort, Pauses
from sim.domain.setting import Scenario
from sim.domain.talks import Talks


@frozen(kw_only=True)
class TableState:
    """One table now."""

    talks: Talks
    due: tuple[str, ...]
    """Seats of people that are waited for."""
    since: Mapping[str, int] = field(factory=dict)
    """By seat that is due since when it is waited for: wall time in milliseconds."""
    here: frozenset[str] = frozenset()
    """Seats with an open stream."""
    last_seen: Mapping[str, int] = field(factory=dict)
    """When a seat's last stream closed, in milliseconds."""


@frozen(kw_only=True)
class Overview:
    """Everything the teacher's pages show of a class."""

    code: str
    lang: str
    now: int
    """Wall time in milliseconds."""
    cohort: Cohort
    names: Mapping[str, str]
    """Display name by pseudonym; one that was erased is missing."""
    tables: Mapping[int, TableState]
    scenario: Scenario
    addresses: tuple[str, ...] = ()
    """Of this server as phones may reach it, the likeliest first: `http://10.0.0.12:8000`."""
    word: str = ""
    """The changing word asked beside the code, or nothing."""
    notices: tuple[str, ...] = ()
    """Codes of `class.teach.notice.<code>`; `code=value` fills the `{value}` of its text."""
    pauses: Pauses = ()
    """Pauses that ended, from and until: nobody is late for what a pause took."""
    from_elsewhere: int = 0
    """How many came in from another device since this process began: what shows that it works."""
    practised: int = 0
    """How many made at least one move at their practice table."""


def name_of(overview: Overview, who: str) -> str:
    """Return a participant's name, or the pseudonym where there is none any more."""
    return overview.names.get(who, who)


def standing_still(overview: Overview) -> bool:
    """Tell whether nobody is waited for now: a pause, or a phase in which no table plays."""
    clock = overview.cohort.clock
    return clock.paused or clock.phase != BARGAINING or overview.cohort.closed > 0


def waited(overview: Overview, since: int) -> int:
    """Return for how many milliseconds of running time a seat has been waited for."""
    return overview.cohort.clock.waited(since, overview.now, overview.pauses)
