"""
The debrief of a class: every panel in the order of the lesson, reckoned once for what it shows.

Panels look through all packages of a scenario, so they are made beside the loop and kept until the
journal says something that changes results.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Lock
from typing import TypeVar

from attrs import evolve

from classroom.cohort.facts import PREPARATION
from classroom.cohort.state import Cohort, Member
from classroom.debrief import history, pareto, personal, what_if
from classroom.debrief.index import PANELS
from classroom.debrief.own_turns import Mine
from classroom.debrief.panel import Panel
from classroom.debrief.played import Played
from classroom.results import ended, played
from classroom.room import Room
from classroom.teacher.projector import Leaf, leaves_of
from sim.domain.setting import Scenario
from sim.report.say import Say, say_of

PAIRS = (("created", "claimed"),)
"""Panels that share a page of the projector: how much was made, and who took it."""
KEPT_MOST = 400
T = TypeVar("T")


class Read:
    """What a debrief is made of, read on the writer's thread in one go."""

    def __init__(self, room: Room) -> None:
        self.key = (room.code, room.cohort.results)
        self.cohort: Cohort = room.cohort
        self.scenario: Scenario = room.scenario
        self.tables: tuple[Played, ...] = ended(room)
        self.forks: tuple[tuple[Played, Played], ...] = tuple(
            (played(room, one.table), played(room, one.table, one.branch))
            for one in room.cohort.what_ifs
        )


class Debriefs:
    """Debriefs that were made, by class, journal and language; the newest few are kept."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], object] = {}
        self._reads: dict[str, Read] = {}
        self._lock = Lock()

    def read(self, room: Room) -> Read:
        """Return what a debrief is made of; called on the writer's thread, kept while it holds."""
        kept = self._reads.get(room.code)
        if kept is None or kept.key != (room.code, room.cohort.results):
            kept = self._reads[room.code] = Read(room)
        return kept

    def leaves(self, read: Read, lang: str) -> tuple[Leaf, ...]:
        """Return the pages of the projector, the real events last."""
        return self._once((*read.key, lang), lambda: leaves_of(panels(read, lang), PAIRS))

    def with_pair(self, read: Read, lang: str, wanted: str) -> tuple[Leaf, ...]:
        """Return the pages with the Pareto picture of another pair of seats, if it is one."""
        leaves = self.leaves(read, lang)
        known = {pareto.pair_id(pair): pair for one in read.tables[:1]
                 for pair in pareto.pairs_of(one)}  # fmt: skip
        if wanted not in known:
            return leaves
        say = say_of(read.scenario.id, lang)
        other = self._once(
            (*read.key, lang, wanted), lambda: pareto.panel(read.tables, say, known[wanted])
        )
        return tuple(
            evolve(leaf, panels=tuple(other if one.id == pareto.ID else one for one in leaf.panels))
            for leaf in leaves
        )

    def own(self, read: Read, member: Member, lang: str) -> tuple[Panel, ...]:
        """Return what one student sees after the reveal."""
        sheet = member.forms.get(PREPARATION)
        mine = Mine(table=member.table, seat=member.seat, who=member.who, sheet=sheet)
        say = say_of(read.scenario.id, lang)
        return self._once(
            (*read.key, lang, member.who), lambda: personal.panels(read.tables, say, mine)
        )

    def _once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        with self._lock:  # a class that presses at once makes each of them once
            if key not in self._kept:
                while len(self._kept) >= KEPT_MOST:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[key] = make()
            return self._kept[key]  # type: ignore[return-value]


def panels(read: Read, lang: str) -> tuple[Panel, ...]:
    """Return every panel of a class that has something to show."""
    if not read.tables:
        return ()
    say = say_of(read.scenario.id, lang)
    made = (shown.panel(read.tables, say) for shown in PANELS.values())
    # Where nobody filled a form or spoke in public a page would be a head over a blank wall.
    found = [panel for panel in made if panel.drawing is not None or panel.rows]
    found += _forks(read, say)
    real = real_events(read.scenario)
    if real is not None:
        found.append(history.panel(read.tables, say, real))
    return tuple(found)


def _forks(read: Read, say: Say) -> Iterator[Panel]:
    """Yield a panel for each what-if; several are numbered, for each has a page of its own."""
    total = len(read.forks)
    for number, pair in enumerate(read.forks, 1):
        title = what_if.title_of(say.text, number, total)
        yield evolve(what_if.panel(pair, say), id=what_if.id_of(number, total), title=title)


@lru_cache(maxsize=1)
def _summer() -> "tuple[str, history.Real]":
    from sim.history import play_history, shipped_history

    told = play_history()
    outcome = told.session.talks.common.outcome
    assert outcome is not None, "the real record has its end"
    return told.session.scenario.id, history.real_of(shipped_history(), outcome)


def real_events(scenario: Scenario) -> "history.Real | None":
    """Return what really happened, for the scenario of which there is such a record."""
    name, real = _summer()
    return real if scenario.id == name else None
