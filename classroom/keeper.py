"""
The one writer: requests queue up, a batch of them is one commit, answers come after it.

All of a batch is decided on the writer's thread, so nothing else changes a room; what was decided
is told to anybody only once it is on the disk. If the disk fails, rooms are read again from it:
memory is never ahead of what was kept.
"""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

from classroom.denied import Denied
from classroom.room import Change, Room
from classroom.store.protocol import ClassStore
from sim.record.errors import RecordError

T = TypeVar("T")
BATCH_MOST = 256
Published = Callable[[str, tuple[Change, ...]], None]
"""Is told, on the loop, the class's code and what changed in it."""


class _Asked(NamedTuple):
    code: str
    act: Callable[[Room], Any]
    answer: "asyncio.Future[Any]"


class Keeper:
    """Holds the rooms of a server and writes for all of them."""

    def __init__(self, store: ClassStore, rooms: dict[str, Room], publish: Published) -> None:
        self.store = store
        self.rooms = rooms
        self._publish = publish
        self._queue: asyncio.Queue[_Asked] = asyncio.Queue()
        self._thread = ThreadPoolExecutor(1, "writer")
        self._task: asyncio.Task[None] | None = None
        self.trouble: str | None = None
        """Why the last commit failed, or None; pages show it."""
        self._behind: set[str] = set()
        """Classes whose memory may not be what the disk holds: they are read again first."""

    def start(self) -> None:
        """Begin to write; the loop runs."""
        self._task = asyncio.get_running_loop().create_task(self._write())

    async def stop(self) -> None:
        """Finish what is queued and stop."""
        if self._task is not None:
            await self._queue.join()
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(None, self._thread.shutdown)

    async def ask(self, code: str, act: Callable[[Room], T]) -> T:
        """Let the writer act on a room and return what it answered, once that is on the disk."""
        if code not in self.rooms:
            raise Denied("no_such_class", 404)
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        await self._queue.put(_Asked(code, act, answer))
        return await answer

    async def run(self, work: Callable[[], T]) -> T:
        """Run something on the writer's thread, apart from any room: it is never mid-batch."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self._queue.get()]
            while len(batch) < BATCH_MOST and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            answers = await loop.run_in_executor(self._thread, self._decide, batch)
            for asked, answer in zip(batch, answers, strict=True):
                _settle(asked.answer, answer)
                self._queue.task_done()
            for code in {asked.code for asked in batch}:
                self._tell(code)

    def _tell(self, code: str) -> None:
        """Tell the streams; what goes wrong there must not stop the one writer."""
        room = self.rooms.get(code)
        if room is None:
            return
        changes, room.changes = tuple(room.changes), []
        try:
            if changes:
                self._publish(code, changes)
        except Exception as error:  # noqa: BLE001 - it is kept; only the telling failed
            self.trouble = f"{code}: {error!r}"

    def _decide(self, batch: list[_Asked]) -> list[Any]:
        """Decide a batch in one transaction; where that fails each request gets one of its own."""
        try:
            self._catch_up(batch)
            with self.store.together():
                answers = [self._act(asked) for asked in batch]
        except Exception as error:  # noqa: BLE001 - whatever it was, memory must follow the disk
            return self._again(batch, error)
        self.trouble = None
        return answers

    def _catch_up(self, batch: list[_Asked]) -> None:
        """Read again the classes of a batch that fell behind; raises where that cannot be."""
        for code in {asked.code for asked in batch} & self._behind:
            if code in self.rooms:
                self.rooms[code].load()
            self._behind.discard(code)

    def _act(self, asked: _Asked) -> Any:
        """Return the answer, or the reason why not; a denial in the middle undoes what was done."""
        room = self.rooms.get(asked.code)
        if room is None:
            return Denied("no_such_class", 404)
        before = room.writes
        try:
            return asked.act(room)
        except Denied as denied:
            if room.writes != before:
                raise
            return denied

    def _again(self, batch: list[_Asked], error: Exception) -> list[Any]:
        """Go back to what the disk holds, now or as soon as it can be read; try one by one."""
        self._behind |= {asked.code for asked in batch}
        if len(batch) > 1:
            return [self._decide([asked])[0] for asked in batch]
        with contextlib.suppress(Exception):
            self._catch_up(batch)  # pages read the room meanwhile; else before the next request
        if isinstance(error, Denied):
            return [error]
        if isinstance(error, RecordError):
            self.trouble = str(error)
            return [Denied("disk", 503, why=str(error))]
        return [error]


def _settle(answer: "asyncio.Future[Any]", value: Any) -> None:
    """Give an answer to who waits for it; who went away needs none."""
    if answer.done():
        return
    if isinstance(value, Exception):
        answer.set_exception(value)
    else:
        answer.set_result(value)
