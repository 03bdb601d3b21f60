"""The records on this machine: found, told in a line each, opened again."""

import re
from pathlib import Path

from attrs import define, evolve, frozen

from game.notice import Notice
from game.ports import DeskPort, ReplayPort
from game.presenters.library import LibraryModel
from game.presenters.make_library import Kept, make_library
from game.shell import saves, start
from game.shell.saves import changed, saved_files
from game.shell.words import words_of
from game.text import Text
from sim.domain.events import SeatReleased, SeatTaken, TalksEnded
from sim.record.chain import all_links
from sim.record.errors import RecordError
from sim.record.opening import READ
from sim.record.replay import Record, read_log
from sim.record.saves import open_save
from sim.record.store import NOTE_FORK, Log

_LINEAGE = re.compile(r'"at":(\d+),"of":"([0-9a-f]+)"')
_known: dict[Path, tuple[int, Kept]] = {}


@frozen(kw_only=True)
class Lineage:
    """Where a save was forked from: the digest of that record, and how much of it was kept."""

    of: str
    at: int


def kept_of(path: Path) -> Kept:
    """Return a save as the list tells it; read again only when it changed."""
    when = changed(path)
    known = _known.get(path)
    if known is None or known[0] != when:
        known = _known[path] = (when, _read(path, when))
    return known[1]


def _read(path: Path, when: int) -> Kept:
    try:
        log = open_save(path, mode=READ)
    except RecordError as error:
        return Kept(path=str(path), changed=when, failure=error.reason)
    try:
        return tell(read_log(log), when, lineage_of(log))
    except RecordError as error:
        return Kept(path=str(path), changed=when, failure=error.reason)
    finally:
        log.close()


def tell(record: Record, when: int = 0, lineage: Lineage | None = None) -> Kept:
    """Return what a list says of a record."""
    links = tuple(link.hex() for link in all_links(record.header_line, record.lines))
    humans: dict[str, None] = {}
    played: dict[str, None] = {}
    ended = None
    for event in record.events:
        if isinstance(event, SeatTaken):
            humans[event.seat] = played[event.seat] = None
        elif isinstance(event, SeatReleased):
            humans.pop(event.seat, None)
        elif isinstance(event, TalksEnded):
            ended = event.kind
    return Kept(
        path=record.path,
        changed=when,
        scenario=record.header.scenario,
        seed=record.header.seed,
        minute=record.decisions[-1].minute if record.decisions else 0,
        humans=tuple(humans) or tuple(played),
        held=bool(humans),
        decisions=len(record.decisions),
        outcome=ended,
        failure="" if record.failure is None else record.failure.reason,
        forked_of=lineage.of if lineage else "",
        forked_at=lineage.at if lineage else 0,
        forked_link=links[lineage.at] if lineage and lineage.at < len(links) else "",
        digest=record.digest,
        links=links,
        minutes=tuple(decision.minute for decision in record.decisions),
    )


def lineage_of(log: Log) -> Lineage | None:
    """Return where a whole save was forked from, if it was."""
    for note in log.notes():
        found = _LINEAGE.search(note.json) if note.kind == NOTE_FORK else None
        if found:
            return Lineage(of=found[2], at=int(found[1]))
    return None


def latest_unfinished(most: int = 12) -> Kept | None:
    """Return the game to go on with, looking at a few saves only."""
    kept = (kept_of(path) for path in saved_files()[:most])
    return next((one for one in kept if one.unfinished), None)


@define
class Library:
    """The port of the list."""

    _rows: tuple[Kept, ...] = ()
    _searched: str = ""
    _gone: tuple[Path, ...] = ()
    """What was deleted on this screen, the latest last."""

    def model(self, text: Text) -> LibraryModel:
        """Return the list, the newest first, as far as it fits what is searched for."""
        called = saves.names()
        every = [evolve(kept_of(path), name=called.get(path.name, "")) for path in saved_files()]
        self._rows, made = make_library(
            tuple(every), lambda name: words_of(name, text.lang), text, self._searched
        )
        return evolve(made, restores=bool(self._gone))

    def replay(self, place: int) -> ReplayPort:
        """Open a record for looking at."""
        from game.shell.replay import replay_of_file

        return replay_of_file(self._at(place))

    def resume(self, place: int) -> DeskPort:
        """Go on with an unfinished game."""
        return start.resume(self._at(place))

    def search(self, words: str) -> None:
        """Show only the games with all of these words."""
        self._searched = words

    def rename(self, place: int, name: str) -> None:
        """Call a game something."""
        saves.rename(self._at(place), name)

    def delete(self, place: int) -> None:
        """Move a game to the bin, unless another window plays it."""
        path = self._at(place)
        if str(path.resolve()) == start.held_file():
            start.let_go()
        if start.is_busy(path):
            raise Notice("ui.notice.busy", file=path.name)
        self._gone = (*self._gone, saves.delete(path))

    def restore(self) -> None:
        """Take the game that was deleted last out of the bin."""
        if self._gone:
            *rest, last = self._gone
            saves.restore(last)
            self._gone = tuple(rest)

    def _at(self, place: int) -> Path:
        path = Path(self._rows[place].path)
        if not path.is_file():
            raise Notice("ui.notice.gone", file=path.name)
        return path
