"""Scripted students: each joins, keeps a stream open, sends moves with keys, repeats what broke."""

import asyncio
import json
import time
import uuid
from collections.abc import Sequence

from attrs import define, field

from bench.classes.held import HOST
from bench.classes.wire import Wire

_AGAIN_SECONDS = 0.25
_JSON = "application/json"
REMARK = ["say", {"topic": "remark.no_comment"}]


@define
class Student:
    """One student and what it measured; times are seconds of `perf_counter`."""

    number: int
    port: int
    code: str
    name: str
    word: str = ""
    """The word beside the code, where one is asked."""
    wire: Wire = field(init=False)
    k: int = 0
    """The last `k` its stream told."""
    last: str = ""
    came: list[tuple[int, float]] = field(factory=list)
    """(k, moment) of every event of its seat's view."""
    poked: list[float] = field(factory=list)
    """Moments of events of the whole class."""
    answers: dict[str, dict[str, object]] = field(factory=dict)
    """What each key was answered; a key that is missing was never acknowledged."""
    back: list[float] = field(factory=list)
    """Moments at which a stream opened."""
    news: asyncio.Event = field(factory=asyncio.Event)
    """Set by every event of the stream; who waits for it clears it."""
    _task: "asyncio.Task[None] | None" = None

    def __attrs_post_init__(self) -> None:
        """Make the connection, unopened."""
        self.wire = Wire(HOST, self.port)

    async def join(self) -> float:
        """Join the class; return the seconds it took."""
        start = time.perf_counter()
        fields = {"name": self.name, "lang": "en", "word": self.word}
        answer = await self.wire.post(f"/c/{self.code}/join", fields)
        assert answer.status == 303, (answer.status, answer.body[:300])  # noqa: PLR2004
        return time.perf_counter() - start

    def listen(self) -> None:
        """Keep a stream open from now on, whatever happens to the server."""
        self._task = asyncio.create_task(self._listening())

    async def _listening(self) -> None:
        while True:
            opened = False
            async for event in self.wire.events(f"/c/{self.code}/seat/stream", self.last):
                if not opened:
                    self.back.append(event.at)
                    opened = True
                self._hear(event.event, event.id, event.at)
            await asyncio.sleep(_AGAIN_SECONDS)

    def _hear(self, event: str, number: str, at: float) -> None:
        if event == "beat":
            return
        self.news.set()
        if event == "view" and number:
            self.last, self.k = number, int(number.partition(".")[2])
            self.came.append((self.k, at))
        else:
            self.poked.append(at)

    async def move(self, move: Sequence[object], key: str = "") -> tuple[float, dict[str, object]]:
        """Send a move until it is acknowledged; return the seconds and the answer."""
        key = key or uuid.uuid4().hex
        body = json.dumps({"key": key, "seen": self.k, "move": move}).encode()
        start = time.perf_counter()
        while True:
            try:
                answer = await self.wire.ask("POST", f"/c/{self.code}/seat/move", body, _JSON)
            except ConnectionError:
                await asyncio.sleep(_AGAIN_SECONDS)
                continue
            if answer.status in (502, 503):
                await asyncio.sleep(_AGAIN_SECONDS)
                continue
            told: dict[str, object] = json.loads(answer.body)
            if answer.status == 200:  # noqa: PLR2004
                self.answers[key] = told
            return time.perf_counter() - start, told

    async def leave(self) -> None:
        """Close everything."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.wire.close()


def crowd(port: int, code: str, count: int, word: str = "") -> list[Student]:
    """Return so many students who have not joined yet."""
    return [
        Student(number=n, port=port, code=code, name=f"Student {n}", word=word)
        for n in range(count)
    ]


async def joined(students: Sequence[Student]) -> tuple[float, list[float]]:
    """Let all join at once; return the seconds until the last one had, and those of each."""
    start = time.perf_counter()
    each = await asyncio.gather(*(one.join() for one in students))
    return time.perf_counter() - start, list(each)
