"""The way in: the code, the name, another device. Wrong tries are counted, right ones never."""

from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from classroom import joining, tokens
from classroom.access import Bucket
from classroom.denied import Denied
from classroom.room import Room
from classroom.routes.common import (
    SEAT_COOKIE,
    address_of,
    denied_words,
    fields_of,
    html,
    language_of,
    member_of,
    room_of,
    see,
    server_of,
    set_cookie,
    text_of,
)
from classroom.server import Server
from classroom.student import pages
from classroom.student.wording import words_for
from sim.words import languages

_ALL = "all"


async def entry(request: Request) -> Response:
    """Ask for the code of a class."""
    return html(pages.entry(language_of(request)))


async def arrive(request: Request) -> Response:
    """Ask for a name at the door of a class; who sits there already goes to the seat."""
    server = server_of(request)
    room = _room(request, server, request.path_params["code"])
    token = request.cookies.get(SEAT_COOKIE, "")
    if token and tokens.hashed(token) in room.tokens:
        return see(f"/c/{room.code}/ticket")
    return html(pages.door(language_of(request), room.code, wants_word=bool(room.cohort.word)))


def _room(request: Request, server: Server, code: str) -> Room:
    """Return a class by what was typed; a wrong code costs one of the address's tries."""
    if not tokens.typed(code):
        raise Denied("no_code", 422)
    address, now = address_of(request), server.now()
    limits = server.limits
    hard = ((limits.tries, address), (limits.tries_all, _ALL))
    for bucket, key in hard:
        _check_tries(bucket, key, now)
    if tokens.typed(code) in server.rooms:
        return server.room(code)
    for bucket, key in hard:
        bucket.take(key, now)
    if not limits.joins.take(address, now):
        raise Denied("too_many", 429, seconds=limits.joins.wait(address, now))
    raise Denied("no_such_class", 404)


async def enter(request: Request) -> Response:
    """Look at the code that was typed and send the form on to the door of its class."""
    server, fields = server_of(request), await fields_of(request)
    lang, code = _lang(request, fields), fields.get("code", "")
    # The code is in the form, not in the path: a proxy could not know whose class it is. Where
    # another worker holds it this is a 503, and the proxy asks the next.
    await server.claim(code)
    try:
        room = _room(request, server, code)
    except Denied as denied:
        return html(pages.entry(lang, denied_words(text_of(lang), denied), fields), denied.status)
    if fields.get("back"):
        return see(f"/c/{room.code}/resume")
    # Only below the door of a class does a browser tell which seat it has: the cookie's path.
    return RedirectResponse(f"/c/{room.code}/join", status_code=307)


def _lang(request: Request, fields: Mapping[str, str]) -> str:
    """Return the language of a form, as it says or as the browser does."""
    lang = fields.get("lang", "")
    return lang if lang in languages() else language_of(request)


async def join(request: Request) -> Response:
    """Let somebody in and send them to their ticket with a cookie; the address has no secret."""
    server = server_of(request)
    room = _room(request, server, request.path_params["code"])
    if request.method == "GET":
        return see(f"/c/{room.code}")
    fields = await fields_of(request)
    lang, sits = _lang(request, fields), _who_sits(request, room)
    if sits and not fields.get("other"):
        return html(pages.shared(lang, room.code, room.names[sits].name, fields))
    try:
        joined = await server.keeper.ask(
            room.code,
            lambda one: joining.join(one, fields.get("name", ""), lang, fields.get("word", "")),
        )
    except Denied as denied:
        said, wants = denied_words(text_of(lang), denied), bool(room.cohort.word)
        return html(pages.door(lang, room.code, said, fields, wants_word=wants), denied.status)
    server.presence[room.code].saw(joined.who, server.now())
    server.noticed.came_in(room.code, address_of(request), server.settings.addresses)
    return _welcome(request, room, joined)


def _who_sits(request: Request, room: Room) -> str:
    """Return who of a class a browser is already, or nothing."""
    token = request.cookies.get(SEAT_COOKIE, "")
    who = room.tokens.get(tokens.hashed(token), "") if token else ""
    return who if who and not room.cohort.members[who].banned else ""


def _welcome(request: Request, room: Room, joined: joining.Joined) -> Response:
    """Hand over the cookie and lead to the ticket; a reload of it repeats nothing."""
    server_of(request).tickets[room.code, joined.who] = joined.resume
    response = see(f"/c/{room.code}/ticket")
    set_cookie(response, request, SEAT_COOKIE, joined.token, f"/c/{room.code}")
    return response


async def ticket(request: Request) -> Response:
    """Show the seat and its return code, until the seat was opened: after that lead to it."""
    room = room_of(request)
    member, where = member_of(request, room), ""
    resume = server_of(request).tickets.get((room.code, member.who))
    if resume is None:
        return see(f"/c/{room.code}/seat")
    if member.seated:
        name = words_for(room.scenario, member.lang, member.seat).actor(member.seat)
        where = text_of(member.lang)("class.join.welcome_seat", name=name, n=member.table)
    return html(pages.welcome(member.lang, room.code, resume, where))


async def resume(request: Request) -> Response:
    """Move a seat to this device by its resume code; the other device is shut out."""
    server, lang = server_of(request), language_of(request)
    room = _room(request, server, request.path_params["code"])
    if request.method == "GET":
        return html(pages.resume(lang, room.code))
    fields = await fields_of(request)
    hard = ((server.limits.resumes, address_of(request)), (server.limits.resumes_all, room.code))
    try:
        # Taken before the answer is known: tries that come side by side are counted too.
        for bucket, key in hard:
            _check_tries(bucket, key, server.now())
        for bucket, key in hard:
            bucket.take(key, server.now())
        joined = await server.keeper.ask(
            room.code, lambda one: joining.resume(one, fields.get("resume", ""))
        )
    except Denied as denied:
        if denied.code not in {"no_such_resume", "too_many"}:
            _give_back(hard, server.now())
        return html(
            pages.resume(lang, room.code, denied_words(text_of(lang), denied)), denied.status
        )
    _give_back(hard, server.now())
    return _welcome(request, room, joined)


def _give_back(hard: Iterable[tuple[Bucket, str]], now: int) -> None:
    for bucket, key in hard:
        bucket.give_back(key, now)


def _check_tries(bucket: Bucket, key: str, now: int) -> None:
    seconds = bucket.wait(key, now)
    if seconds:
        raise Denied("too_many", 429, seconds=seconds)
