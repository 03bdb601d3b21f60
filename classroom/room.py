"""
A class that is held: its cohort, its tables, its names. Only the writer's thread changes it.

Pages read the cohort and the tables' talks, which are values: what a page shows is one state, never
half of two.
"""

import secrets
from collections.abc import Callable

from attrs import frozen

from classroom.cohort import facts as f
from classroom.cohort.lines import fact_of, line_of
from classroom.cohort.state import Cohort, Member, folded, told
from classroom.denied import Denied
from classroom.store.protocol import ClassStore, Named, Stamp
from classroom.tables import Table
from classroom.waiting import Since, replayed, waiting
from sim.domain.lookup import index_of, is_of_seats
from sim.domain.moves import TextRef
from sim.domain.setting import Scenario
from sim.domain.talks import Outcome
from sim.engine.seating import opening_header
from sim.record.codec import encode_header
from sim.record.store import Text
from sim.record.texts import KEY_BYTES, commitment

TEXT_SIGNS = 16
EVERYBODY = -1
"""In place of a table: the whole class."""
Now = Callable[[], int]
"""Returns the wall time in milliseconds."""


@frozen(kw_only=True)
class Change:
    """What the streams must be told after a commit: a seat saw more, or the class changed."""

    table: int = EVERYBODY
    """0 for those who sit nowhere."""


class Room:
    """One class in this process."""

    def __init__(self, store: ClassStore, code: str, now: Now) -> None:
        self.store = store
        self.code = code
        self.now = now
        self.model = Table(0, store.table(code, 0))
        self.writes = 0
        """How often something was written, so that a denial in the middle is noticed."""
        self.changes: list[Change] = []
        self.load()

    @classmethod
    def found(
        cls, store: ClassStore, code: str, opened: f.ClassOpened, now: Now, scenario: Scenario
    ) -> "Room":
        """Begin a class; its scenario is compiled once and lies in every table's header."""
        with store.together():
            store.found(code)
            store.enter(code, 0, now(), line_of(opened))
            header = opening_header(scenario, opened.seed, {})
            store.make_table(code, 0, encode_header(header))
        return cls(store, code, now)

    def load(self) -> None:
        """Read everything again from the store: at the start, and after a write that failed."""
        entries = [(e.at, fact_of(e.line)) for e in self.store.entries(self.code)]
        self.cohort: Cohort = folded(entries)
        self.last = entries[-1][0]
        """When something was last written of the class, in milliseconds."""
        self.began = _began(entries)
        """When bargaining began, in milliseconds; 0 before."""
        self.pauses = _pauses(entries)
        """Pauses that ended, from and until, in milliseconds."""
        self.names: dict[str, Named] = {n.participant: n for n in self.store.names(self.code)}
        self.tokens = {n.token: n.participant for n in self.names.values() if n.token}
        self.tables: dict[int, Table] = {
            number: Table(number, self.store.table(self.code, number))
            for number in self.store.tables(self.code)
            if number
        }
        self.moved = self._last_moves()
        self.since: dict[int, Since] = {n: self._waits(table) for n, table in self.tables.items()}
        """By table since when each seat is waited for."""
        self.bodies: dict[int, dict[str, str]] = {
            number: {text.id: text.body for text in table.session.log.texts()}
            for number, table in self.tables.items()
        }
        """What was said at each table, by id of the text."""
        self.authors: dict[str, str] = {
            text.id: text.participant
            for table in self.tables.values()
            for text in table.session.log.texts()
        }
        """Who said it, by id of the text: of two in one seat each must know the other's words."""
        self.words: dict[str, str] = self._words()
        """What people wrote into forms, by id of the text."""
        self.changes = []

    def _words(self) -> dict[str, str]:
        return {text.id: text.body for text in self.store.texts(self.code)}

    def _last_moves(self) -> dict[int, int]:
        """Return by table the wall time of its last decision, or of its beginning."""
        found = {}
        for number in self.tables:
            stamps = self.store.stamps(self.code, number)
            found[number] = stamps[-1].at if stamps else self.cohort.clock.began
        return found

    def _waits(self, table: Table) -> Since:
        """Return since when the seats of a table wait; where nobody bargains none does."""
        open_still = not self.cohort.places[table.number].status
        if self.cohort.clock.phase != f.BARGAINING or not open_still:
            return {}
        stamps = self.store.stamps(self.code, table.number)
        return replayed(table.session.opening, table.session.decisions, stamps, self.began)

    @property
    def scenario(self) -> Scenario:
        """Return the scenario of every table: that of table 0, at which nobody sits."""
        return self.model.session.scenario

    def tell(self, *facts: f.Fact) -> None:
        """Write facts and fold them."""
        self.writes += 1
        for fact in facts:
            at = self.now()
            self.store.enter(self.code, self.cohort.facts, at, line_of(fact))
            self.last = max(self.last, at)
            before = self.cohort
            stopped = before.clock.stopped
            self.cohort = told(before, fact, at)
            for table in concerned(before, fact, self.cohort):
                self.changed(table)
            if isinstance(fact, f.PhaseBegun) and fact.phase == f.BARGAINING:
                self.began = at
            if stopped is not None and isinstance(fact, f.ClockResumed | f.PhaseBegun):
                self.pauses = (*self.pauses, (stopped, at))

    def changed(self, table: int) -> None:
        """Let the streams of a table, or of everybody, be told once it is on the disk."""
        change = Change(table=table)
        if change not in self.changes:
            self.changes.append(change)

    def member(self, who: str) -> Member:
        """Return a participant that may act; raise Denied for none and for one sent out."""
        member = self.cohort.members.get(who)
        if member is None:
            raise Denied("unknown", 403)
        if member.banned:
            raise Denied("sent_out", 403)
        return member

    def know(self, named: Named) -> None:
        """Keep name, token and resume code of a participant."""
        self.writes += 1
        self.store.put_name(self.code, named)
        former = self.names.get(named.participant)
        if former is not None:
            self.tokens.pop(former.token, None)
        self.names[named.participant] = named
        if named.token:
            self.tokens[named.token] = named.participant

    def forget(self, who: str) -> None:
        """Drop what was known of a participant that was erased."""
        named = self.names.pop(who, None)
        if named is not None:
            self.tokens.pop(named.token, None)
        for number, table in self.tables.items():
            self.bodies[number] = {one.id: one.body for one in table.session.log.texts()}
        self.words = self._words()

    def heard(self, table: int, text: str, body: str, who: str) -> None:
        """Remember what was said at a table and by whom, for the pages."""
        self.writes += 1
        self.authors[text] = who
        self.bodies.setdefault(table, {})[text] = body

    def keep_words(self, who: str, body: str) -> TextRef:
        """Keep words that belong to no table, such as an answer to a form."""
        key = secrets.token_bytes(KEY_BYTES)
        commit = commitment(key, body)
        text = Text(id=commit[:TEXT_SIGNS], participant=who, key=key, body=body)
        self.writes += 1
        self.store.put_text(self.code, text)
        self.words[text.id] = body
        return TextRef(text=text.id, commit=commit)

    def make_table(self, number: int) -> Table:
        """Begin a table's record with a seed of its own."""
        seed = self.cohort.opened.seed + number
        header = opening_header(self.scenario, seed, {})
        log = self.store.make_table(self.code, number, encode_header(header))
        self.tell(f.TableMade(table=number, seed=seed))
        table = self.tables[number] = Table(number, log)
        self.moved[number] = self.now()
        self.since[number] = {}
        return table

    def stamped(self, table: Table, before: int, who: str = "") -> None:
        """Keep when the decisions after the first `before` were taken; the first one is `who`'s."""
        self.writes += 1
        at = self.now()
        for number in range(before + 1, len(table.session.decisions) + 1):
            participant = who if number == before + 1 else ""
            self.store.stamp(self.code, table.number, Stamp(number, at, participant))
        self.moved[table.number] = at
        acted = (one.actor for one in table.session.decisions[before:])
        self.since[table.number] = waiting(self.since[table.number], table.due(), acted, at)
        self.changed(table.number)
        self.end_if_over(table)

    def hand_to_person(self, number: int, seat: str) -> None:
        """Give a seat to its people while talks go on; before that they only sit there."""
        place, table = self.cohort.places[number], self.tables[number]
        if self.cohort.clock.phase != f.BARGAINING or place.status or seat not in place.strategies:
            return
        before = len(table.session.decisions)
        table.take(seat)
        table.go()
        self.tell(f.PersonSeated(table=number, seat=seat))
        self.stamped(table, before)

    def hand_to_strategy(self, number: int, seat: str, why: str) -> None:
        """Let a strategy play a seat until its people come back."""
        place, table = self.cohort.places[number], self.tables[number]
        if place.status or seat in place.strategies:
            return
        before = len(table.session.decisions)
        self.tell(f.StrategySeated(table=number, seat=seat, why=why))
        table.release(seat)
        self.stamped(table, before)

    def end_if_over(self, table: Table) -> None:
        """Note how a table ended, once it has its outcome."""
        if table.over and not self.cohort.places[table.number].status:
            outcome = table.talks.common.outcome
            assert outcome is not None
            status = status_of(table.session.scenario, outcome)
            self.tell(f.TableEnded(table=table.number, status=status))


def concerned(before: Cohort, fact: f.Fact, after: Cohort) -> set[int]:
    """
    Return the tables whose pages a fact changes; the teacher's are told of every one.

    A phone that goes dark at one table must not make two hundred others ask for their pages.
    """
    tables = {fact.table} if hasattr(fact, "table") else set()
    if hasattr(fact, "who"):
        both = (one.members.get(fact.who) for one in (before, after))
        tables |= {member.table for member in both if member is not None}
    return tables or {EVERYBODY}


def status_of(scenario: Scenario, outcome: Outcome) -> str:
    """Return how a table ended: by a paper of the seats, or without one."""
    ours = {
        one.outcome for one in index_of(scenario).tables.values() if is_of_seats(scenario, one.id)
    }
    return f.AGREEMENT if outcome.kind in ours else f.IMPASSE


def _began(entries: list[tuple[int, f.Fact]]) -> int:
    """Return when bargaining began."""
    for at, fact in entries:
        if isinstance(fact, f.PhaseBegun) and fact.phase == f.BARGAINING:
            return at
    return 0


def _pauses(entries: list[tuple[int, f.Fact]]) -> tuple[tuple[int, int], ...]:
    """Return the pauses of a journal that ended."""
    found = []
    since: int | None = None
    for at, fact in entries:
        if isinstance(fact, f.ClockPaused):
            since = at if since is None else since
        elif isinstance(fact, f.ClockResumed | f.PhaseBegun) and since is not None:
            found.append((since, at))
            since = None
    return tuple(found)
