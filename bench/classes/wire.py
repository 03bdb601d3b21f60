"""
The least of HTTP that a scripted student needs: kept connections, cookies, a stream of events.

A library would be measured with the server, as both share two cores.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from typing import NamedTuple
from urllib.parse import quote_plus

_LIMIT = 1 << 22


class Answer(NamedTuple):
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: bytes
    seconds: float


class Event(NamedTuple):
    """One event of a stream, with the moment it came."""

    event: str
    id: str
    data: str
    at: float


class Wire:
    """One student's connection; it is opened when first needed and again after it broke."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        """Ask for a page."""
        return await self.ask("GET", path, b"", "")

    async def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Post a form."""
        body = "&".join(f"{quote_plus(k)}={quote_plus(v)}" for k, v in fields.items()).encode()
        return await self.ask("POST", path, body, "application/x-www-form-urlencoded")

    async def ask(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        """Send a request and read its answer; the caller repeats it if the connection breaks."""
        start = time.perf_counter()
        try:
            reader, writer = await self._connection()
            writer.write(self._head(method, path, body, kind) + body)
            await writer.drain()
            status, headers, cookies = await _read_head(reader)
            data = await _read_body(reader, headers)
        except (OSError, asyncio.IncompleteReadError, ValueError, IndexError) as error:
            self.close()
            raise ConnectionError(str(error)) from error
        self.cookies.update(cookies)
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, headers, cookies, data, time.perf_counter() - start)

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._open is None:
            self._open = await asyncio.open_connection(self.host, self.port, limit=_LIMIT)
        return self._open

    def _head(self, method: str, path: str, body: bytes, kind: str, more: str = "") -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.host}:{self.port}",
            f"Cookie: {cookies}" if cookies else "",
            f"Content-Type: {kind}" if kind else "",
            f"Content-Length: {len(body)}" if body or method == "POST" else "",
            more,
        ]
        return ("\r\n".join(line for line in lines if line) + "\r\n\r\n").encode()

    def close(self) -> None:
        """Let the connection go."""
        if self._open is not None:
            self._open[1].close()
            self._open = None

    async def events(self, path: str, last: str = "") -> AsyncIterator[Event]:
        """Yield the events of a stream until it ends or breaks, on a connection of its own."""
        try:
            reader, writer = await asyncio.open_connection(self.host, self.port, limit=_LIMIT)
        except OSError:
            return
        try:
            more = f"Last-Event-ID: {last}" if last else ""
            writer.write(self._head("GET", path, b"", "", more))
            await writer.drain()
            status, _, _ = await _read_head(reader)
            if status == 200:  # noqa: PLR2004
                async for event in _events(reader):
                    yield event
        except (OSError, asyncio.IncompleteReadError, ValueError, IndexError):
            return
        finally:
            writer.close()


async def _read_head(
    reader: asyncio.StreamReader,
) -> tuple[int, dict[str, str], dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    cookies: dict[str, str] = {}
    for line in head[1:]:
        name, _, value = line.partition(": ")
        if name.lower() == "set-cookie":
            key, _, kept = value.partition(";")[0].partition("=")
            cookies[key] = kept
        elif name:
            headers[name.lower()] = value
    return int(head[0].split()[1]), headers, cookies


async def _read_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding") == "chunked":
        found = b""
        async for chunk in _chunks(reader):
            found += chunk
        return found
    return await reader.readexactly(int(headers.get("content-length", "0")))


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)


async def _events(reader: asyncio.StreamReader) -> AsyncIterator[Event]:
    text = ""
    async for chunk in _chunks(reader):
        text += chunk.decode()
        while "\n\n" in text:
            block, text = text.split("\n\n", 1)
            fields = dict(line.partition(": ")[::2] for line in block.splitlines())
            if "event" in fields:
                yield Event(
                    fields["event"], fields.get("id", ""), fields.get("data", ""),
                    time.perf_counter(),
                )  # fmt: skip
