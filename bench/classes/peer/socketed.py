"""
The least of a WebSocket that a scripted person needs: open, say a text, hear texts, answer pings.

RFC 6455 without extensions; what a server may not send us (masked or oversized frames, continued
texts) ends the connection instead of being understood.
"""

import asyncio
import os
from base64 import b64encode
from collections.abc import AsyncIterator

_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA
_LAST = 0x80
_MASKED = 0x80
_SHORT, _MIDDLE = 125, 126
_MIDDLE_MAX = 0xFFFF
_SWITCHED = b" 101 "


class Socket:
    """One open connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, text: str) -> None:
        """Send a text."""
        self._writer.write(frame(_TEXT, text.encode(), os.urandom(4)))
        await self._writer.drain()

    async def texts(self) -> AsyncIterator[str]:
        """Yield what the server says until it or the connection ends."""
        while True:
            try:
                kind, data = await read_frame(self._reader)
            except (OSError, asyncio.IncompleteReadError):
                return
            if kind == _TEXT:
                yield data.decode()
            elif kind == _PING:
                self._writer.write(frame(_PONG, data, os.urandom(4)))
            elif kind == _CLOSE:
                return

    def close(self) -> None:
        """Say goodbye and let the connection go."""
        if not self._writer.is_closing():
            self._writer.write(frame(_CLOSE, b"", os.urandom(4)))
        self._writer.close()


async def opened(host: str, port: int, path: str) -> Socket:
    """Open a connection; raise `ConnectionError` where the server does not agree."""
    reader, writer = await asyncio.open_connection(host, port)
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
    ]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        writer.close()
        message = f"{path}: closed while opening"
        raise ConnectionError(message) from error
    if _SWITCHED not in head.partition(b"\r\n")[0]:
        writer.close()
        message = f"{path}: {head.partition(chr(13).encode())[0].decode('latin-1')}"
        raise ConnectionError(message)
    return Socket(reader, writer)


def frame(kind: int, data: bytes, mask: bytes) -> bytes:
    """Return a whole frame as a client must send it, masked."""
    size = len(data)
    if size <= _SHORT:
        head = bytes((_LAST | kind, _MASKED | size))
    elif size <= _MIDDLE_MAX:
        head = bytes((_LAST | kind, _MASKED | _MIDDLE)) + size.to_bytes(2)
    else:
        message = f"a frame of {size} bytes is longer than a scripted person talks"
        raise ValueError(message)
    return head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))


async def read_frame(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read a frame as a server sends it, unmasked and whole; return its kind and its data."""
    first, second = await reader.readexactly(2)
    size = second
    if second == _MIDDLE:
        size = int.from_bytes(await reader.readexactly(2))
    elif second > _SHORT:
        message = "the server sent a masked frame or one too long for a page"
        raise ConnectionError(message)
    if not first & _LAST:
        message = "the server sent a text in parts"
        raise ConnectionError(message)
    return first & 0xF, await reader.readexactly(size)
