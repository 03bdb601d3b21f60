"""
What the files of a class are made of: one value, read on the writer's thread in one go.

Names, tokens and the words of the door are never read. The journal is read from the store and not
from the room, so that files of a running class equal those of the same class read again.
"""

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version

from attrs import field, frozen

from classroom.cohort import facts as f
from classroom.cohort.lines import fact_of
from classroom.cohort.state import Cohort
from classroom.debrief.history import Real
from classroom.debrief.played import Played
from classroom.debrief.telling import ended
from classroom.results import played
from classroom.room import Room
from classroom.store.protocol import Stamp
from sim.domain.decision import Header
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.record.store import TRUNK

_PROGRAM = "pourparlers"


@frozen(kw_only=True)
class KeptTable:
    """A table with what stands beside its record."""

    played: Played
    stamps: Mapping[int, Stamp] = field(factory=dict)
    """By number of decision."""
    bodies: Mapping[str, str] = field(factory=dict)
    """What was said, by id of the text; what was erased is missing."""
    digest: str = ""
    """Of the record as it stands."""


@frozen(kw_only=True, slots=False)
class Kept:
    """A class as its files tell it."""

    code: str
    lang: str
    """Of whoever reads the codebook."""
    software: str
    cohort: Cohort
    entries: tuple[tuple[int, f.Fact], ...]
    """The journal: wall time in milliseconds and fact."""
    pauses: tuple[tuple[int, int], ...]
    header: Header
    """Of the empty table: what every table began with, but for its seed."""
    tables: tuple[KeptTable, ...]
    forks: tuple[tuple[Played, Played], ...] = ()
    """Each what-if beside its table."""
    words: Mapping[str, str] = field(factory=dict)
    """Free answers to forms, by id of the text."""
    real: Real | None = None
    """What really happened, where the class played it."""

    @property
    def scenario(self) -> Scenario:
        """Return what the class plays."""
        return self.header.scenario

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the seats of every table by rank: `id_in_group` counts along them from 1."""
        return self.cohort.opened.seats

    @property
    def valued(self) -> tuple[str, ...]:
        """Return the seats that have preferences, and so utilities."""
        known = self.scenario.preferences
        return tuple(one.id for one in index_of(self.scenario).seats if one.id in known)

    @cached_property
    def played(self) -> tuple[Played, ...]:
        """Return every table as the debrief reads it."""
        return tuple(one.played for one in self.tables)

    @cached_property
    def counted(self) -> tuple[Played, ...]:
        """Return the tables whose result counts."""
        return ended(self.played)

    def table_id(self, number: int) -> str:
        """Return the name of a table that no other class has, as its archive is called."""
        return f"{self.code}-{number:02d}"


def kept_of(room: Room, lang: str = "", real: Real | None = None) -> Kept:
    """
    Read a class; only on the writer's thread.

    Without a language the class's own is taken. `real` costs time to make: make it beforehand.
    """
    store, code = room.store, room.code
    places = room.cohort.places.values()
    return Kept(
        code=code,
        lang=lang or room.cohort.opened.lang,
        software=_software(),
        cohort=room.cohort,
        entries=tuple((one.at, fact_of(one.line)) for one in store.entries(code)),
        pauses=room.pauses,
        header=room.model.session.header,
        tables=tuple(_table(room, place.table) for place in places),
        forks=tuple(
            (played(room, place.table), played(room, place.table, branch))
            for place in places
            for _, branch in place.forks
        ),
        words={text.id: text.body for text in store.texts(code)},
        real=real,
    )


def _table(room: Room, number: int) -> KeptTable:
    stamps = room.store.stamps(room.code, number)
    return KeptTable(
        played=played(room, number),
        stamps={one.decision: one for one in stamps},
        bodies=dict(room.bodies.get(number, {})),
        digest=room.tables[number].session.log.head(TRUNK).digest,
    )


@cache
def _software() -> str:
    """Return the version of this program, empty where it was never installed."""
    try:
        return version(_PROGRAM)
    except PackageNotFoundError:
        return ""
