"""
A class as its facts leave it: who sits where, which bot plays, what the clock says.

`Cohort` is a value; `told` returns the next one. Minutes of talks are the records' business: here
all times are milliseconds of the wall, since a lesson is held in a room.
"""

from collections.abc import Callable, Mapping

from attrs import evolve, field, frozen

from classroom.cohort import facts as f

MS = 1000
Pauses = tuple[tuple[int, int], ...]
"""Pauses that ended, from and until, in milliseconds."""


@frozen(kw_only=True)
class Member:
    """A participant, by its pseudonym."""

    who: str
    lang: str
    table: int = 0
    """0 for one that sits nowhere."""
    seat: str = ""
    duty: str = ""
    muted: bool = False
    banned: bool = False
    erased: bool = False
    joined: int = 0
    """Wall time."""
    forms: Mapping[str, f.FormFilled] = field(factory=dict)
    """The last answer to each form."""

    @property
    def seated(self) -> bool:
        """Tell whether it has a place at a table."""
        return self.table > 0


@frozen(kw_only=True)
class Place:
    """A table as the class knows it; what was negotiated stands in its record."""

    table: int
    seed: int
    strategies: Mapping[str, str] = field(factory=dict)
    """Why a strategy plays, by seat; a seat that is missing is played by a person."""
    status: str = ""
    """Empty while it is open."""
    ended: int = 0
    nudged: Mapping[str, int] = field(factory=dict)
    """When a seat was last asked to decide."""
    forks: tuple[tuple[int, int], ...] = ()
    """(decision, branch) of each what-if."""


@frozen(kw_only=True)
class WhatIf:
    """A what-if of the class, numbered through all tables as the wall shows them."""

    number: int
    table: int
    decision: int
    branch: int


@frozen(kw_only=True)
class Clock:
    """The clock of the present phase: a limit in running time, stopped by a pause."""

    phase: str = f.JOINING
    began: int = 0
    limit: int | None = None
    """Milliseconds of running time; None for a phase without a clock."""
    stopped: int | None = None
    """Since when it stands still, or None while it runs."""
    lost: int = 0
    """Milliseconds that past pauses took."""

    @property
    def paused(self) -> bool:
        """Tell whether it stands still."""
        return self.stopped is not None

    def elapsed(self, now: int) -> int:
        """Return the running time of the phase in milliseconds."""
        return max(0, (now if self.stopped is None else self.stopped) - self.began - self.lost)

    def left(self, now: int) -> int | None:
        """Return the milliseconds that are left, never below 0; None without a clock."""
        return None if self.limit is None else max(0, self.limit - self.elapsed(now))

    def waited(self, since: int, now: int, pauses: Pauses) -> int:
        """
        Return for how many milliseconds of running time something has waited since a moment.

        Neither pauses nor the time before the phase began count: nobody is late for those.
        """
        since = max(since, self.began)
        until = now if self.stopped is None else self.stopped
        lost = sum(max(0, min(end, until) - max(begin, since)) for begin, end in pauses)
        return max(0, until - since - lost)


@frozen(kw_only=True)
class Cohort:
    """Everything the journal says of a class."""

    opened: f.ClassOpened
    at: int
    """Wall time of the opening."""
    members: Mapping[str, Member] = field(factory=dict)
    places: Mapping[int, Place] = field(factory=dict)
    clock: Clock = Clock()
    joining: bool = True
    word: str = ""
    revealed: bool = False
    names_shown: bool = False
    page: str = ""
    closed: int = 0
    facts: int = 1
    results: int = 0
    """How many of them changed results."""

    def at_table(self, table: int) -> tuple[Member, ...]:
        """Return who sits at a table, in order of joining."""
        return tuple(one for one in self.members.values() if one.table == table)

    def holders(self, table: int, seat: str) -> tuple[Member, ...]:
        """Return who may move for a seat: a player, or the pair of a mirrored seat."""
        return tuple(
            one for one in self.at_table(table) if one.seat == seat and one.duty != f.OBSERVER
        )

    def free_seats(self) -> tuple[tuple[int, str], ...]:
        """Return the seats of open tables that nobody holds, table by table."""
        taken = {(one.table, one.seat) for one in self.members.values() if one.duty != f.OBSERVER}
        return tuple(
            (place.table, seat)
            for place in self.places.values()
            if not place.status
            for seat in self.opened.seats
            if (place.table, seat) not in taken
        )

    @property
    def what_ifs(self) -> tuple[WhatIf, ...]:
        """Return every what-if, table by table, numbered from 1."""
        every = [(one, fork) for one in self.places.values() for fork in one.forks]
        return tuple(
            WhatIf(number=number, table=place.table, decision=decision, branch=branch)
            for number, (place, (decision, branch)) in enumerate(every, 1)
        )


def begun(opened: f.ClassOpened, at: int) -> Cohort:
    """Return a class that was just opened."""
    return Cohort(opened=opened, at=at, word=opened.word, clock=Clock(began=at))


def folded(entries: list[tuple[int, f.Fact]]) -> Cohort:
    """Return the class of a whole journal, given as (wall time, fact)."""
    at, first = entries[0]
    assert isinstance(first, f.ClassOpened), first
    cohort = begun(first, at)
    for when, fact in entries[1:]:
        cohort = told(cohort, fact, when)
    return cohort


def told(cohort: Cohort, fact: f.Fact, at: int) -> Cohort:
    """Return the class after one more fact."""
    changed = _FOLDS[type(fact)](cohort, fact, at)
    results = cohort.results + isinstance(fact, f.OF_RESULTS)
    return evolve(changed, facts=cohort.facts + 1, results=results)


def _member(cohort: Cohort, who: str, **changes: object) -> Cohort:
    member = evolve(cohort.members[who], **changes)  # type: ignore[arg-type]
    return evolve(cohort, members={**cohort.members, who: member})


def _place(cohort: Cohort, table: int, **changes: object) -> Cohort:
    place = evolve(cohort.places[table], **changes)  # type: ignore[arg-type]
    return evolve(cohort, places={**cohort.places, table: place})


def _joined(cohort: Cohort, fact: f.ParticipantJoined, at: int) -> Cohort:
    member = Member(who=fact.who, lang=fact.lang, joined=at)
    return evolve(cohort, members={**cohort.members, fact.who: member})


def _given(cohort: Cohort, fact: f.SeatGiven, _: int) -> Cohort:
    return _member(cohort, fact.who, table=fact.table, seat=fact.seat, duty=fact.duty)


def _left(cohort: Cohort, who: str, **changes: object) -> Cohort:
    return _member(cohort, who, table=0, seat="", duty="", **changes)


def _table_made(cohort: Cohort, fact: f.TableMade, _: int) -> Cohort:
    strategies = dict.fromkeys(cohort.opened.seats, f.EMPTY)
    place = Place(table=fact.table, seed=fact.seed, strategies=strategies)
    return evolve(cohort, places={**cohort.places, fact.table: place})


def _strategy_seated(cohort: Cohort, fact: f.StrategySeated, _: int) -> Cohort:
    strategies = {**cohort.places[fact.table].strategies, fact.seat: fact.why}
    return _place(cohort, fact.table, strategies=strategies)


def _person_seated(cohort: Cohort, fact: f.PersonSeated, _: int) -> Cohort:
    strategies = {
        seat: why for seat, why in cohort.places[fact.table].strategies.items() if seat != fact.seat
    }
    return _place(cohort, fact.table, strategies=strategies)


def _phase(cohort: Cohort, fact: f.PhaseBegun, at: int) -> Cohort:
    limit = None if fact.seconds is None else fact.seconds * MS
    return evolve(cohort, clock=Clock(phase=fact.phase, began=at, limit=limit))


def _paused(cohort: Cohort, _: f.ClockPaused, at: int) -> Cohort:
    return cohort if cohort.clock.paused else evolve(cohort, clock=evolve(cohort.clock, stopped=at))


def _resumed(cohort: Cohort, _: f.ClockResumed, at: int) -> Cohort:
    clock = cohort.clock
    if clock.stopped is None:
        return cohort
    lost = clock.lost + max(0, at - clock.stopped)
    return evolve(cohort, clock=evolve(clock, stopped=None, lost=lost))


def _extended(cohort: Cohort, fact: f.ClockExtended, _: int) -> Cohort:
    limit = cohort.clock.limit
    if limit is None:
        return cohort
    return evolve(cohort, clock=evolve(cohort.clock, limit=limit + fact.seconds * MS))


def _nudged(cohort: Cohort, fact: f.SeatNudged, at: int) -> Cohort:
    nudged = {**cohort.places[fact.table].nudged, fact.seat: at}
    return _place(cohort, fact.table, nudged=nudged)


def _forked(cohort: Cohort, fact: f.TableForked, _: int) -> Cohort:
    forks = (*cohort.places[fact.table].forks, (fact.decision, fact.branch))
    return _place(cohort, fact.table, forks=forks)


def _filled(cohort: Cohort, fact: f.FormFilled, _: int) -> Cohort:
    forms = {**cohort.members[fact.who].forms, fact.form: fact}
    return _member(cohort, fact.who, forms=forms)


_FOLDS: Mapping[type[f.Fact], Callable[..., Cohort]] = {
    f.JoiningShut: lambda cohort, _, __: evolve(cohort, joining=False),
    f.JoiningOpened: lambda cohort, _, __: evolve(cohort, joining=True),
    f.WordChanged: lambda cohort, fact, _: evolve(cohort, word=fact.word),
    f.ParticipantJoined: _joined,
    f.LanguageChosen: lambda cohort, fact, _: _member(cohort, fact.who, lang=fact.lang),
    f.TableMade: _table_made,
    f.SeatGiven: _given,
    f.SeatLeft: lambda cohort, fact, _: _left(cohort, fact.who),
    f.ParticipantMuted: lambda cohort, fact, _: _member(cohort, fact.who, muted=True),
    f.ParticipantHeard: lambda cohort, fact, _: _member(cohort, fact.who, muted=False),
    f.ParticipantBanned: lambda cohort, fact, _: _left(cohort, fact.who, banned=True),
    f.ParticipantErased: lambda cohort, fact, _: _member(cohort, fact.who, erased=True),
    f.StrategySeated: _strategy_seated,
    f.PersonSeated: _person_seated,
    f.PhaseBegun: _phase,
    f.ClockPaused: _paused,
    f.ClockResumed: _resumed,
    f.ClockExtended: _extended,
    f.EventSent: lambda cohort, _, __: cohort,
    f.SeatNudged: _nudged,
    f.TableEnded: lambda c, fact, at: _place(c, fact.table, status=fact.status, ended=at),
    f.TableForked: _forked,
    f.ResultsRevealed: lambda cohort, _, __: evolve(cohort, revealed=True),
    f.NamesShown: lambda cohort, fact, _: evolve(cohort, names_shown=fact.shown),
    f.PageShown: lambda cohort, fact, _: evolve(cohort, page=fact.page),
    f.FormFilled: _filled,
    f.ClassClosed: lambda cohort, _, at: evolve(cohort, closed=at),
}
