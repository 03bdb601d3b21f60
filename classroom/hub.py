"""
Streams: who listens to what, and what they are told after a commit.

A queue is bounded. Who reads too slowly loses the stream and comes back with the number of the last
event it had, so memory stays bounded and nothing is missed.
"""

import asyncio
from collections.abc import Iterable, Iterator
from typing import NamedTuple

QUEUE_MOST = 256


class Told(NamedTuple):
    """One event of a stream."""

    event: str
    id: str
    """`<epoch>.<k>`, or empty for what has no place in a seat's view."""
    data: str

    def line(self) -> bytes:
        """Return the event as it goes over the wire."""
        head = f"id: {self.id}\n" if self.id else ""
        return f"{head}event: {self.event}\ndata: {self.data}\n\n".encode()


class Listener:
    """One open stream."""

    def __init__(self, topic: str, who: str) -> None:
        self.topic = topic
        self.who = who
        self.queue: asyncio.Queue[Told | None] = asyncio.Queue(QUEUE_MOST)
        self.sent = 0
        """The last `k` told, so that a join beside a broadcast tells nothing twice."""

    def tell(self, told: Told) -> bool:
        """Queue an event; False if the listener is too slow, and its stream is to be closed."""
        try:
            self.queue.put_nowait(told)
        except asyncio.QueueFull:
            self.close()
            return False
        return True

    def close(self) -> None:
        """End the stream after what is queued, or at once where the queue is full."""
        while self.queue.full():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


class Hub:
    """All open streams of a server, by topic."""

    def __init__(self) -> None:
        self._topics: dict[str, dict[Listener, None]] = {}

    def open(self, topic: str, who: str = "") -> Listener:
        """Open a stream."""
        listener = Listener(topic, who)
        self._topics.setdefault(topic, {})[listener] = None
        return listener

    def close(self, listener: Listener) -> None:
        """Forget a stream."""
        known = self._topics.get(listener.topic, {})
        known.pop(listener, None)
        if not known:
            self._topics.pop(listener.topic, None)

    def listeners(self, topic: str) -> Iterator[Listener]:
        """Yield who listens to a topic."""
        yield from tuple(self._topics.get(topic, ()))

    def topics(self) -> Iterable[str]:
        """Return the topics that somebody listens to."""
        return tuple(self._topics)

    def count(self) -> int:
        """Return how many streams are open."""
        return sum(len(known) for known in self._topics.values())

    def shut(self) -> None:
        """End every stream."""
        for topic in self.topics():
            for listener in self.listeners(topic):
                listener.close()
