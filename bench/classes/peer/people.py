"""
Scripted people at the peer: each joins by link, keeps its page's socket open, talks and hears.

The peer acknowledges nothing. The nearest it has is that a sender hears its own remark, which it
sends before it commits it. So a person waits for that before saying the next thing, as a student
of ours waits for the answer: both servers get the same load, and none is buried under a queue.
"""

import asyncio
import html
import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from attrs import define, field

from bench.classes.figures import MS, p50, p99
from bench.classes.held import HOST
from bench.classes.peer.socketed import Socket, opened
from bench.classes.wire import Answer, Wire

SEATS = 4
_HOPS = 5
_OK = 200
_SOCKET = re.compile(r'data-socket-url="(/live\?[^"]*)"')
WAIT_SECONDS = 20.0


@define
class Person:
    """One person and what it heard; times are seconds of `perf_counter`."""

    number: int
    port: int
    start: str
    """The address of the link that everybody follows."""
    wire: Wire = field(init=False)
    heard: dict[str, float] = field(factory=dict)
    """When each remark came, its own among them."""
    _own: "asyncio.Future[None] | None" = None
    """Done when the remark that is waited for came."""
    _said: str = ""
    _live: str = ""
    _socket: Socket | None = None
    _task: "asyncio.Task[None] | None" = None

    def __attrs_post_init__(self) -> None:
        """Make the connection, unopened."""
        self.wire = Wire(HOST, self.port)

    async def join(self) -> float:
        """Follow the link to the first page; return the seconds it took."""
        begun = time.perf_counter()
        answer = await self.wire.get(self.start)
        for _ in range(_HOPS):
            if "location" not in answer.headers:
                break
            answer = await self.wire.get(_path(answer.headers["location"]))
        took = time.perf_counter() - begun
        self._live = _live_path(answer)
        return took

    async def listen(self) -> None:
        """Open the socket of the page and hear from now on."""
        self._socket = await opened(HOST, self.port, self._live)
        self._task = asyncio.create_task(self._listening(self._socket))

    async def _listening(self, socket: Socket) -> None:
        async for text in socket.texts():
            self._hear(json.loads(text), time.perf_counter())
        self._fail("the server closed the socket of a page")

    def _hear(self, told: Mapping[str, Any], at: float) -> None:
        if not told.get("otree_success", True):
            self._fail("the live method of a page failed, as where the database was locked")
        elif told.get("live_method_payload"):
            said = told["live_method_payload"]["said"]
            self.heard.setdefault(said, at)
            if said == self._said and self._own is not None and not self._own.done():
                self._own.set_result(None)

    def _fail(self, why: str) -> None:
        if self._own is not None and not self._own.done():
            self._own.set_exception(ConnectionError(why))

    async def say(self, said: str) -> tuple[float, float]:
        """Say something and wait until it is heard here; return the start and the seconds."""
        assert self._socket is not None
        self._said, self._own = said, asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        await self._socket.send(json.dumps({"said": said}))
        try:
            await asyncio.wait_for(self._own, WAIT_SECONDS)
        except TimeoutError as error:
            message = f"a remark was not heard by its sender within {WAIT_SECONDS:g} s"
            raise TimeoutError(message) from error
        return begun, self.heard[said] - begun

    async def leave(self) -> None:
        """Close everything."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._socket is not None:
            self._socket.close()
        self.wire.close()


def _path(address: str) -> str:
    """Return what to ask for, whether the address names its server or not."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _live_path(page: Answer) -> str:
    """Return the address of the socket that a page tells its script."""
    found = _SOCKET.search(page.body.decode())
    if page.status != _OK or found is None:
        message = f"no live page but status {page.status}: {page.body[:80]!r}"
        raise ConnectionError(message)
    return html.unescape(found[1])


async def lesson(port: int, start: str, count: int, seconds: int) -> Mapping[str, float]:
    """Let so many people join at once and talk for so long; return what was measured."""
    people = [Person(number=n, port=port, start=start) for n in range(count)]
    try:
        begun = time.perf_counter()
        each = await asyncio.gather(*(one.join() for one in people))
        burst = time.perf_counter() - begun
        await asyncio.gather(*(one.listen() for one in people))
        await asyncio.sleep(0.5)
        said, rate = await _talk(people, seconds)
        seen = _seen(people, said, seconds)
    finally:
        await asyncio.gather(*(one.leave() for one in people))
    echo = [took for _, took in said.values()]
    return {
        "joins": burst,
        "joins.p99": p99(each) * MS,
        "rate": rate,
        "echo.p50": p50(echo) * MS,
        "echo.p99": p99(echo) * MS,
        "seen.p50": p50(seen) * MS,
        "seen.p99": p99(seen) * MS,
    }


async def _talk(
    people: Sequence[Person], seconds: int
) -> tuple[Mapping[str, tuple[float, float]], float]:
    """Let everybody say something every second; return each remark's start and echo, the rate."""
    said: dict[str, tuple[float, float]] = {}

    async def speak(one: Person) -> None:
        begin = time.perf_counter() + one.number / len(people)
        for n in range(seconds):
            await asyncio.sleep(max(0.0, begin + n - time.perf_counter()))
            remark = f"{one.number}.{n}"
            said[remark] = await one.say(remark)

    begun = time.perf_counter()
    await asyncio.gather(*(speak(one) for one in people))
    rate = len(said) / (time.perf_counter() - begun)
    await asyncio.sleep(1)
    return said, rate


def _seen(
    people: Sequence[Person], said: Mapping[str, tuple[float, float]], seconds: int
) -> list[float]:
    """Return how long each remark took to the others; raise where one of them did not hear it."""
    found = []
    for one in people:
        for remark, at in one.heard.items():
            if remark.partition(".")[0] != str(one.number):
                found.append(at - said[remark][0])
    due = len(people) * seconds * (SEATS - 1)
    if len(found) != due:
        message = f"{due - len(found)} of {due} remarks did not arrive at somebody of their table"
        raise ConnectionError(message)
    return found
