"""Server-sent events: one stream a page, resumed by the number of the last event it had."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from classroom.hub import Told
from classroom.routes.common import member_of, room_of, server_of
from classroom.tables import EPOCH

RETRY_MS = 500
BEAT_SECONDS = 10.0
"""A beat now and then tells both ends that the other is there; scripts never hear a comment."""
TEACHER_SECONDS = 0.5
_HEADERS = {"x-accel-buffering": "no"}


def last_seen(request: Request) -> int:
    """Return the `k` of the last event a page had; 0 for none and for another epoch."""
    said = request.headers.get("last-event-id") or request.query_params.get("last", "")
    epoch, _, k = said.partition(".")
    known = epoch.isdigit() and int(epoch) == EPOCH and k.isdigit() and len(k) < 10  # noqa: PLR2004
    return int(k) if known else 0


async def student(request: Request) -> Response:
    """Open a participant's stream; whatever it missed comes first, as one event."""
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    listener = server.take_stream(room, member.who, last_seen(request))

    async def lines() -> AsyncIterator[bytes]:
        try:
            yield f"retry: {RETRY_MS}\n\n".encode()
            # Whose turn it is, or a pause, may have changed unseen while the stream was away.
            yield server.news(room, listener).line()
            while True:
                told = await _next(listener.queue)
                if told is None:
                    break
                yield told.line() if isinstance(told, Told) else told
        finally:
            server.leave_stream(room, listener)

    return StreamingResponse(lines(), media_type="text/event-stream", headers=_HEADERS)


async def _next(queue: "asyncio.Queue[Told | None]") -> "Told | bytes | None":
    """Return the next event, or a beat where none came for a while."""
    try:
        return await asyncio.wait_for(queue.get(), BEAT_SECONDS)
    except TimeoutError:
        return b"event: beat\ndata: {}\n\n"


async def teacher(request: Request) -> Response:
    """Open the teacher's stream: that something changed, at most twice a second."""
    server, room = server_of(request), room_of(request)
    listener = server.hub.open(f"teach/{room.code}")

    async def lines() -> AsyncIterator[bytes]:
        try:
            yield f"retry: {RETRY_MS}\n\n".encode()
            while True:
                told = await _next(listener.queue)
                if told is None:
                    break
                while isinstance(told, Told) and not listener.queue.empty():
                    told = listener.queue.get_nowait()
                    if told is None:
                        return
                yield told.line() if isinstance(told, Told) else told
                await asyncio.sleep(TEACHER_SECONDS)
        finally:
            server.hub.close(listener)

    return StreamingResponse(lines(), media_type="text/event-stream", headers=_HEADERS)
