"""The application: one table of routes, one guard, one way to say no."""

import contextlib
import os
import re
import sys
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from classroom.denied import Denied
from classroom.guard import App, Guard, Receive, Scope, Send
from classroom.routes import door, practice, static, streams, student, teacher
from classroom.routes.common import denied_words, html, language_of, text_of
from classroom.server import Server
from classroom.student import pages
from sim.cli import TRACE
from sim.record.errors import RecordError

_CLASS = re.compile(r"/(?:c|teach)/([^/]+)")
_SLASHES = 3
"""Of a path right below the door of a class: `/c/CODE/seat`."""
STUDENT = (
    Route("/", door.entry),
    Route("/join", door.enter, methods=["POST"]),
    Route("/c/{code}", door.arrive),
    Route("/c/{code}/join", door.join, methods=["GET", "POST"]),
    Route("/c/{code}/ticket", door.ticket),
    Route("/c/{code}/resume", door.resume, methods=["GET", "POST"]),
    Route("/c/{code}/lang", student.language, methods=["POST"]),
    Route("/c/{code}/seat", student.seat),
    Route("/c/{code}/seat/live", student.live),
    Route("/c/{code}/seat/view", student.view),
    Route("/c/{code}/seat/stream", streams.student),
    Route("/c/{code}/seat/move", student.move, methods=["POST"]),
    Route("/c/{code}/seat/say", student.say, methods=["POST"]),
    Route("/c/{code}/seat/worth", student.worth, methods=["POST"]),
    Route("/c/{code}/seat/back", student.back, methods=["POST"]),
    Route("/c/{code}/seat/form/{form}", student.form, methods=["POST"]),
    Route("/c/{code}/seat/history", student.history),
    Route("/c/{code}/seat/brief", student.brief),
    Route("/c/{code}/seat/mine", student.mine),
    Route("/c/{code}/seat/access", student.access),
    Route("/c/{code}/practice/{number}", practice.page),
    Route("/c/{code}/practice/{number}/live", practice.live),
    Route("/c/{code}/practice/{number}/stream", practice.stream),
    Route("/c/{code}/practice/{number}/move", practice.move, methods=["POST"]),
    Route("/c/{code}/practice/{number}/say", practice.say, methods=["POST"]),
    Route("/c/{code}/practice/{number}/worth", practice.worth, methods=["POST"]),
    Route("/c/{code}/practice/{number}/again", practice.again, methods=["POST"]),
    Route("/c/{code}/practice/{number}/history", practice.history),
    Route("/c/{code}/practice/{number}/brief", practice.brief),
)
TEACHER = (
    Route("/teach", teacher.door, methods=["GET", "POST"]),
    Route("/teach/new", teacher.new, methods=["POST"]),
    Route("/teach/{code}", teacher.show_monitor),
    Route("/teach/{code}/live", teacher.live),
    Route("/teach/{code}/stream", teacher.for_teacher(streams.teacher)),
    Route("/teach/{code}/act", teacher.act, methods=["POST"]),
    Route("/teach/{code}/table/{number:int}", teacher.table),
    Route("/teach/{code}/join", teacher.join),
    Route("/teach/{code}/reach", teacher.reach),
    Route("/teach/{code}/people", teacher.show_people),
    Route("/teach/{code}/events", teacher.events),
    Route("/teach/{code}/projector", teacher.projector),
    Route("/teach/{code}/material/{kind}", teacher.material),
    Route("/teach/{code}/export", teacher.exports),
    Route("/teach/{code}/export/{file}", teacher.export),
)
"""Every route of the teacher; all but the first ask for the teacher's cookie (test)."""


def application(server: Server) -> Guard:
    """Return the application of a server, behind its guard."""
    inner = router(server)

    def refuse(scope: Scope, code: str, status: int) -> Response:
        request = Request({**scope, "app": inner})
        return _said(request, text_of(language_of(request))(f"class.denied.{code}"), status)

    whole = _in_a_line(_claiming(inner, server))
    return Guard(whole, server.settings.names, refuse, near_only=not server.settings.public)


def router(server: Server) -> Starlette:
    """Return the one table of routes, and how they say no."""
    shared = (Route("/static/{hash}/{path:path}", static.file), Route("/alive", static.alive))
    app = Starlette(
        routes=[*STUDENT, *TEACHER, *shared],
        exception_handlers={
            Denied: _denied,
            HTTPException: _missing,
            RecordError: _broken,
            ClientDisconnect: _cut,
            Exception: _mishap,
        },
        lifespan=_lifespan,
    )
    app.state.server = server
    return app


def _in_a_line(app: App) -> App:
    """Return the application; a mistake of ours is one line here and a page for who asked."""

    async def in_a_line(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "http" or os.environ.get(TRACE):
                raise
            where = f"{scope.get('method', '')} {scope.get('path', '')}"
            said = f"error: serve: our mistake at {where}, {error!r}; set {TRACE}=1 to see where"
            sys.stderr.write(f"{' '.join(said.split())}\n")

    return in_a_line


def _claiming(app: Starlette, server: Server) -> App:
    """Return the application, which first holds the class that a path names, if it may."""

    async def claiming(scope: Scope, receive: Receive, send: Send) -> None:
        found = _CLASS.match(scope["path"]) if scope["type"] == "http" else None
        if found is not None:
            try:
                await server.claim(found[1])
            except RecordError:
                await PlainTextResponse("another worker holds this class\n", 503)(
                    scope, receive, send
                )
                return
        await app(scope, receive, send)

    return claiming


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    await app.state.server.start()
    yield
    await app.state.server.stop()


def _said(request: Request, said: str, status: int, *, seatless: bool = False) -> Response:
    """Say no as a program or a person asked."""
    if "json" in request.headers.get("content-type", ""):
        return JSONResponse({"denied": said}, status)
    up = "../" * (request.url.path.count("/") - _SLASHES)
    page = pages.refusal(language_of(request), said, status, seatless=seatless, up=up)
    return html(page, status)


async def _denied(request: Request, error: Exception) -> Response:
    assert isinstance(error, Denied)
    if "json" in request.headers.get("content-type", ""):
        return JSONResponse({"denied": error.code, **error.values}, error.status)
    words = text_of(language_of(request))
    seatless = error.code == "no_cookie"
    return _said(request, denied_words(words, error), error.status, seatless=seatless)


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = text_of(language_of(request))
    code = "no_page" if error.status_code == 404 else "not_so"  # noqa: PLR2004
    return _said(request, words(f"class.denied.{code}"), error.status_code)


async def _mishap(request: Request, _: Exception) -> Response:
    """Tell who asked that the mistake is ours; the line for the teacher is written further out."""
    return _said(request, text_of(language_of(request))("class.denied.mishap"), 500)


async def _cut(request: Request, _: Exception) -> Response:
    """Answer a body that the guard cut off at its limit; who went away hears nothing."""
    return _said(request, text_of(language_of(request))("class.denied.too_big"), 413)


async def _broken(request: Request, error: Exception) -> Response:
    assert isinstance(error, RecordError)
    words = text_of(language_of(request))
    return _said(request, words("class.denied.disk", why=str(error)), 503)
