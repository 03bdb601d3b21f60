"""
Where decision lines are kept: the `Log` protocol, its values, and the store in memory.

A store knows bytes, numbers and branches; it never looks into a line. A branch shares the lines of
its parent up to the fork, so that a fork costs the same whatever the length.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, Protocol

from attrs import field, frozen

from sim.record.chain import first_link, next_link
from sim.record.errors import Conflict, RecordError

TRUNK = 1
"""The branch that every log starts with."""

NOTE_HEAD = "head"
"""The log goes on at this note's branch from now on."""
NOTE_FORK = "fork"
"""Lineage: where the branch comes from."""
NOTE_REWIND = "rewind"
"""The branch was made by taking moves back."""

MEMORY = "memory"
_BRANCHES_MOST = 10
"""So many branches are named; every move taken back makes one."""


class Head(NamedTuple):
    """
    The end of a branch: how many decisions it has, and the chain's link after the last.

    A tuple, since every append makes one.
    """

    decisions: int
    link: bytes

    @property
    def digest(self) -> str:
        """Return the link as the hex text shown to people."""
        return self.link.hex()


_head: Callable[[tuple[int, bytes]], Head] = partial(tuple.__new__, Head)
"""Returns a head; its own constructor would cost an append as much as the rest of its work."""


@frozen(kw_only=True)
class Branch:
    """A line of decisions that shares its first `at` with its parent; the trunk has no parent."""

    id: int
    parent: int | None
    at: int


@frozen(kw_only=True)
class Note:
    """Something worth keeping outside the chain: lineage, a moved head, a wall time."""

    branch: int
    decision: int
    kind: str
    json: str


@frozen(kw_only=True)
class Text:
    """A free text under its participant, with the key that its commitment in a line needs."""

    id: str
    participant: str
    key: bytes
    body: str


class Log(Protocol):
    """What every store offers; all of them pass one contract suite."""

    @property
    def file(self) -> str:
        """Name the store for people."""

    @property
    def header(self) -> bytes:
        """Return the header line."""

    def append(self, branch: int, expected: int, line: bytes) -> Head:
        """Add a decision line if the branch has `expected` decisions; raise Conflict if not."""

    def read(self, branch: int, start: int = 1, end: int | None = None) -> Iterator[bytes]:
        """Yield the lines of decisions start to end, both included."""

    def linked(
        self, branch: int, start: int = 1, end: int | None = None
    ) -> Iterator[tuple[bytes, bytes]]:
        """Yield lines with the links stored beside them."""

    def fork(self, branch: int, at: int, notes: Iterable[tuple[str, str]] = ()) -> int:
        """Return a new branch of the first `at` decisions, noted with (kind, json) pairs."""

    def head(self, branch: int) -> Head:
        """Return the end of a branch."""

    def branches(self) -> tuple[Branch, ...]:
        """Return all branches, oldest first."""

    def note(self, note: Note) -> None:
        """Keep a note."""

    def notes(self) -> tuple[Note, ...]:
        """Return all notes, oldest first."""

    def put_text(self, text: Text) -> None:
        """Keep a free text; one with the same id is replaced."""

    def texts(self) -> tuple[Text, ...]:
        """Return all texts, ordered by id."""

    def erase(self, participant: str) -> int:
        """Delete keys and bodies of a participant's texts; return how many there were."""

    def close(self) -> None:
        """Let go of the store."""


def segments(
    branches: Mapping[int, Branch], branch: int, start: int, end: int
) -> list[tuple[int, int, int]]:
    """Return (branch, from, to) pieces, oldest first, that together hold decisions start to end."""
    found = []
    while end >= start:
        own = branches[branch]
        if end > own.at:
            found.append((branch, max(start, own.at + 1), end))
        if own.parent is None:
            break
        branch, end = own.parent, min(end, own.at)
    return found[::-1]


def checked_range(file: str, head: Head, start: int, end: int | None) -> tuple[int, int]:
    """Return the range of decisions asked for; raise RecordError if the branch lacks any of it."""
    last = head.decisions if end is None else end
    if not (1 <= start <= last + 1 and 0 <= last <= head.decisions):
        raise RecordError(
            file,
            f"decisions {start} to {last} are not all there",
            f"choose between 1 and {head.decisions}",
        )
    return start, last


def no_branch(log: "Log", branch: int) -> RecordError:
    """Return the error for a branch that was never made, with those that are there."""
    wrong = "no branch is named" if branch < 0 else f"there is no branch {branch}"
    told = [_branch_words(log, one.id) for one in log.branches()]
    if len(told) > _BRANCHES_MOST:
        told = [told[0], "...", *told[1 - _BRANCHES_MOST :]]
    return RecordError(log.file, wrong, f"choose one of {', '.join(told)}")


def _branch_words(log: "Log", branch: int) -> str:
    count = log.head(branch).decisions
    many = f"{count} decision{'' if count == 1 else 's'}"
    return f"{branch} ({many}{', the head' if branch == current(log) else ''})"


def conflict(file: str, expected: int, found: int) -> Conflict:
    """Return the error of the writer that came second."""
    return Conflict(
        file,
        f"{expected} decisions were expected and {found} are there",
        "read the new decisions and ask again",
    )


def current(log: Log) -> int:
    """Return the branch the log goes on with: the last one a head note names, or the trunk."""
    moved = [note.branch for note in log.notes() if note.kind == NOTE_HEAD]
    return moved[-1] if moved else TRUNK


def undo(log: Log, branch: int, at: int) -> int:
    """Fork at an earlier decision and move the head there; nothing is deleted."""
    lineage = f'{{"at":{at},"of":{branch}}}'
    return log.fork(branch, at, ((NOTE_FORK, lineage), (NOTE_REWIND, "{}"), (NOTE_HEAD, "{}")))


def rewinds(log: Log) -> int:
    """Return how often moves were taken back."""
    return sum(note.kind == NOTE_REWIND for note in log.notes())


def copy_into(source: Log, target: Log) -> None:
    """Copy branches, lines, notes and texts into a log that was just made with the same header."""
    for branch in source.branches():
        made = TRUNK if branch.parent is None else target.fork(branch.parent, branch.at)
        assert made == branch.id, (made, branch)
        for number, line in enumerate(source.read(branch.id, branch.at + 1), branch.at):
            target.append(branch.id, number, line)
    for note in source.notes():
        target.note(note)
    for text in source.texts():
        target.put_text(text)


def rescue(log: Log) -> "MemoryLog":
    """Return everything a log holds in memory, to go on after its disk failed."""
    memory = MemoryLog(log.header)
    copy_into(log, memory)
    return memory


@frozen(kw_only=True)
class _Own:
    """What a branch in memory keeps itself, beyond what it shares."""

    branch: Branch
    base: bytes
    """The link at the fork."""
    rows: list[tuple[bytes, bytes]] = field(factory=list)

    @property
    def link(self) -> bytes:
        """Return the link after the last decision."""
        return self.rows[-1][1] if self.rows else self.base

    @property
    def head(self) -> Head:
        """Return the end of the branch."""
        return Head(decisions=self.branch.at + len(self.rows), link=self.link)


class MemoryLog:
    """A log that lives as long as its process: tests, rollouts, sweeps, a game without a disk."""

    file = MEMORY

    def __init__(self, header: bytes) -> None:
        self._header = header
        trunk = Branch(id=TRUNK, parent=None, at=0)
        self._own = {TRUNK: _Own(branch=trunk, base=first_link(header))}
        self._notes: list[Note] = []
        self._texts: dict[str, Text] = {}

    @property
    def header(self) -> bytes:
        """Return the header line."""
        return self._header

    def append(self, branch: int, expected: int, line: bytes) -> Head:
        """Add a decision line if the branch has `expected` decisions; raise Conflict if not."""
        own = self._own.get(branch) or self._of(branch)
        rows = own.rows
        found = own.branch.at + len(rows)
        if found != expected:
            raise conflict(self.file, expected, found)
        link = next_link(rows[-1][1] if rows else own.base, line)
        rows.append((line, link))
        return _head((expected + 1, link))

    def read(self, branch: int, start: int = 1, end: int | None = None) -> Iterator[bytes]:
        """Yield the lines of decisions start to end, both included."""
        return (line for line, _ in self.linked(branch, start, end))

    def linked(
        self, branch: int, start: int = 1, end: int | None = None
    ) -> Iterator[tuple[bytes, bytes]]:
        """Yield lines with the links stored beside them."""
        start, last = checked_range(self.file, self.head(branch), start, end)
        pieces = segments({b.id: b for b in self.branches()}, branch, start, last)
        for piece, low, high in pieces:
            own = self._own[piece]
            yield from own.rows[low - own.branch.at - 1 : high - own.branch.at]

    def fork(self, branch: int, at: int, notes: Iterable[tuple[str, str]] = ()) -> int:
        """Return a new branch of the first `at` decisions, noted with (kind, json) pairs."""
        checked_range(self.file, self.head(branch), 1, at)
        base = next((link for _, link in self.linked(branch, at, at)), None) if at else None
        made = len(self._own) + 1
        self._own[made] = _Own(
            branch=Branch(id=made, parent=branch, at=at), base=base or first_link(self._header)
        )
        self._notes += [
            Note(branch=made, decision=at, kind=kind, json=json) for kind, json in notes
        ]
        return made

    def head(self, branch: int) -> Head:
        """Return the end of a branch."""
        return self._of(branch).head

    def branches(self) -> tuple[Branch, ...]:
        """Return all branches, oldest first."""
        return tuple(own.branch for own in self._own.values())

    def note(self, note: Note) -> None:
        """Keep a note."""
        self._of(note.branch)
        self._notes.append(note)

    def notes(self) -> tuple[Note, ...]:
        """Return all notes, oldest first."""
        return tuple(self._notes)

    def put_text(self, text: Text) -> None:
        """Keep a free text; one with the same id is replaced."""
        self._texts[text.id] = text

    def texts(self) -> tuple[Text, ...]:
        """Return all texts, ordered by id."""
        return tuple(self._texts[name] for name in sorted(self._texts))

    def erase(self, participant: str) -> int:
        """Delete keys and bodies of a participant's texts; return how many there were."""
        mine = [text.id for text in self._texts.values() if text.participant == participant]
        for name in mine:
            del self._texts[name]
        return len(mine)

    def close(self) -> None:
        """Let go of the store."""

    def _of(self, branch: int) -> _Own:
        """Return a branch's own part; raise for one never made."""
        if branch not in self._own:
            raise no_branch(self, branch)
        return self._own[branch]
