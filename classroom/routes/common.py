"""What all routes need: the server of a request, cookies, forms, languages, refusals in words."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from classroom.cohort.state import Member
from classroom.denied import Denied
from classroom.moving import Answer
from classroom.room import Room
from classroom.server import Server
from classroom.tokens import hashed, typed
from sim.words import Text, languages, load

SEAT_COOKIE = "seat"
TEACHER_COOKIE = "teacher"
FIELDS_MOST = 100
_WEEK = 7 * 24 * 3600


def server_of(request: Request) -> Server:
    """Return the server that a request came to."""
    found: Server = request.app.state.server
    return found


def room_of(request: Request) -> Room:
    """
    Return the class that a student's path names.

    One that is not there is denied in the same words as one to which the browser has no cookie:
    only the door, which counts, tells whether a code is right.
    """
    room = server_of(request).rooms.get(typed(request.path_params["code"]))
    if room is None:
        raise Denied("no_cookie", 403)
    return room


def address_of(request: Request) -> str:
    """Return whence a request came, for limits."""
    return request.client.host if request.client is not None else ""


def member_of(request: Request, room: Room) -> Member:
    """Return who asks, by the cookie; raise Denied for nobody of this class."""
    token = request.cookies.get(SEAT_COOKIE, "")
    who = room.tokens.get(hashed(token)) if token else None
    if who is None:
        raise Denied("no_cookie", 403)
    member = room.member(who)
    server = server_of(request)
    server.presence[room.code].saw(who, server.now())
    return member


def language_of(request: Request) -> str:
    """Return the language that was chosen by a link, or that a browser asks for first."""
    chosen = request.query_params.get("lang", "")
    if chosen in languages():
        return chosen
    for part in request.headers.get("accept-language", "").split(","):
        code = part.strip()[:2].lower()
        if code in languages():
            return code
    return server_of(request).settings.lang


async def fields_of(request: Request) -> Mapping[str, str]:
    """Return the fields of a posted form; files are none."""
    async with request.form(max_files=0, max_fields=FIELDS_MOST) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def set_cookie(response: Response, request: Request, name: str, token: str, path: str) -> None:
    """Give a token to a browser: no script may read it, no other site may send it."""
    response.set_cookie(
        name,
        token,
        max_age=_WEEK,
        path=path,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def is_fragment(request: Request) -> bool:
    """Tell whether a page of ours asks for parts of itself."""
    return request.headers.get("hx-request") == "true"


def is_json(request: Request) -> bool:
    """Tell whether a program asks, in JSON."""
    return request.headers.get("content-type", "").startswith("application/json")


def html(page: str, status: int = 200) -> HTMLResponse:
    """Return a page."""
    return HTMLResponse(page, status_code=status)


def see(address: str) -> RedirectResponse:
    """Send a browser on after a form, so that a reload repeats nothing."""
    return RedirectResponse(address, status_code=303)


def denied_words(text: Text, denied: Denied) -> str:
    """Return a refusal of the server in words."""
    return text(f"class.denied.{denied.code}", **denied.values)


def answer_words(text: Text, answer: Answer) -> str:
    """Return what a move was answered in words; nothing where it was taken."""
    if "refused" in answer:
        return text(f"refusal.{answer['refused']}")
    if "conflict" in answer:
        return text("class.denied.moved_on")
    return ""


def text_of(lang: str) -> Text:
    """Return the words of a language."""
    return load(lang)


Values = dict[str, Any]
