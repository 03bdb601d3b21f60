"""
What every request passes first and every answer carries, whatever the page.

A pure ASGI layer: it never reads a body into memory beyond its limit and lets streams stream.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from classroom.addresses import is_near

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refuse = Callable[[Scope, str, int], App]
"""Returns the answer to a request that does not come in: `class.denied.<code>`, with a status."""

BODY_MOST = 16 * 1024
LISTS_MOST = 128 * 1024
"""A new class may bring a list of names."""
_WITH_LISTS = "/teach/new"
_SAFE = ("GET", "HEAD")
_FOUND = 200
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:.%]+\]")
_POLICY = (
    b"default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    b"frame-ancestors 'none'; object-src 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    # Not `no-referrer`: on plain http away from localhost a browser then sends `Origin: null` with
    # our own forms, and no Sec-Fetch-Site beside it: nobody could join.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


_OPENER = (b"cross-origin-opener-policy", b"same-origin")
"""Heeded over TLS only; elsewhere browsers complain of it."""


class Guard:
    """Refuses foreign hosts, foreign forms and large bodies; adds the headers of every answer."""

    def __init__(
        self, app: App, names: Iterable[str], refuse: Refuse, *, near_only: bool = False
    ) -> None:
        self.app = app
        self.refuse = refuse
        self.near_only = near_only
        """Whether addresses outside private networks are turned away."""
        self.names = {name.lower() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it with the page that says why."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1")
                   for name, value in scope["headers"]}  # fmt: skip
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            status, code = refusal
            await self.refuse(scope, code, status)(scope, receive, _with_headers(send, scope))
            return
        await self.app(scope, _limited(receive, _limit(scope)), _with_headers(send, scope))

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        client = scope.get("client")
        if self.near_only and client is not None and not is_near(client[0]):
            return 403, "not_near"
        if not self.knows(headers.get("host", "")):
            return 421, "not_named"
        if scope["method"] in _SAFE:
            return None
        if not _is_ours(headers):
            return 403, "not_our_form"
        size = headers.get("content-length", "")
        if size.isdigit() and int(size) > _limit(scope):
            return 413, "too_big"
        return None

    def knows(self, host: str) -> bool:
        """Tell whether a request's host is an address or one of our names: no rebound domain."""
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        name = name.lower()
        return (
            bool(_ADDRESS.fullmatch(name))
            or name == "localhost"
            or name.endswith(".local")
            or name in self.names
        )


def _limit(scope: Scope) -> int:
    return LISTS_MOST if scope["path"] == _WITH_LISTS else BODY_MOST


def _is_ours(headers: dict[str, str]) -> bool:
    """Tell whether a request that changes something was sent by a page of ours."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    # A browser sends at least one of the two with every form; a program sends neither.
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _limited(receive: Receive, limit: int) -> Receive:
    """Return a receive that ends a body which goes on past its limit."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > limit:
                return {"type": "http.disconnect"}
        return message

    return limited


def _with_headers(send: Send, scope: Scope) -> Send:
    kept = b"public, max-age=31536000, immutable"
    lasting = scope["path"].startswith("/static/")

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [pair for pair in message["headers"] if pair[0].lower() != b"cache-control"]
            # A printed paper is stricter than our pages: it brings a policy of its own.
            named = {name.lower() for name, _ in own}
            wanted = (*HEADERS, _OPENER) if scope.get("scheme") == "https" else HEADERS
            added = [pair for pair in wanted if pair[0] not in named]
            # What is missing today may be there tomorrow: only a file itself is kept.
            keep = lasting and message["status"] == _FOUND
            message["headers"] = [*own, *added, (b"cache-control", kept if keep else b"no-store")]
        await send(message)

    return sending
