"""What the teacher's browser asks for; every route but the way in wants the teacher's cookie."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from classroom import founding
from classroom.debriefing import real_events
from classroom.denied import Denied
from classroom.exports import Kept, kept_of, listing
from classroom.exports import export as export_file
from classroom.happenings import happenings
from classroom.joining import Joined
from classroom.materials import MATERIALS, MUST
from classroom.room import Room
from classroom.routes.acting import GUARDED, act_of
from classroom.routes.common import (
    TEACHER_COOKIE,
    address_of,
    fields_of,
    html,
    is_fragment,
    language_of,
    see,
    server_of,
    set_cookie,
)
from classroom.routes.drafting import checked, draft_of
from classroom.routes.printing import PACKET, paper, printed
from classroom.sights import overview_of
from classroom.teacher import entrance, events_page, monitor, people, table_page
from classroom.teacher import exports as exports_page
from classroom.teacher import joining as joining_page
from classroom.teacher import projector as projector_page
from classroom.teacher.overview import Overview
from sim.words import languages, load, vocabulary

FRESH_MS = 15 * 60_000
"""After so long the passphrase is asked again before exports and erasure."""
LANG_COOKIE = "lang"
Handler = Callable[[Request], Awaitable[Response]]


def for_teacher(handler: Handler, *, fresh: bool = False) -> Handler:
    """Return a handler that answers a teacher only; others are sent to the passphrase."""

    async def guarded(request: Request) -> Response:
        since = server_of(request).logged_in(request.cookies.get(TEACHER_COOKIE, ""))
        stale = fresh and server_of(request).now() - since > FRESH_MS
        if since and not stale:
            return await handler(request)
        if is_fragment(request) or request.method != "GET":
            raise Denied("not_teacher", 403)
        code = request.path_params.get("code", "")
        return see(f"/teach?again={code}/export" if stale and since else "/teach")

    return guarded


def room_of(request: Request) -> Room:
    """Return the class that a teacher's path names."""
    return server_of(request).room(request.path_params["code"])


def lang_of(request: Request) -> str:
    """Return the language a teacher reads: as a link, the door or the browser says."""
    asked = request.query_params.get("lang", ""), request.cookies.get(LANG_COOKIE, "")
    return next((lang for lang in asked if lang in languages()), language_of(request))


def overview(request: Request) -> Overview:
    """Return what the teacher may see of the class."""
    return overview_of(server_of(request), room_of(request), lang_of(request))


async def door(request: Request) -> Response:
    """Ask for the passphrase; a teacher who is in sees the list of classes."""
    server, lang = server_of(request), lang_of(request)
    if request.method == "POST":
        return await _log_in(request)
    inside = server.is_teacher(request.cookies.get(TEACHER_COOKIE, ""))
    again = request.query_params.get("again", "")
    if not inside or again:
        return html(entrance.login(lang, to=again if _is_plain(again) else ""))
    if request.query_params.get("new"):
        return _in(request, html(entrance.new(lang, founding.scenarios())))
    # By the moment, not by the day that is shown: several are opened in a day.
    rooms = sorted(server.rooms.values(), key=lambda room: room.cohort.at, reverse=True)
    kept = [_kept(room, lang) for room in rooms]
    return _in(request, html(entrance.classes(lang, kept, server.notices_now())))


def _in(request: Request, response: Response) -> Response:
    """Remember the language that a link asked for: all pages of the teacher follow it."""
    if request.query_params.get("lang") in languages():
        set_cookie(response, request, LANG_COOKIE, lang_of(request), "/teach")
    return response


async def _log_in(request: Request) -> Response:
    server, address = server_of(request), address_of(request)
    fields, lang = await fields_of(request), lang_of(request)
    to = fields.get("to", "") if _is_plain(fields.get("to", "")) else ""
    wait = server.limits.logins.wait(address, server.now())
    if wait:
        return html(entrance.login(lang, to=to, wait_seconds=wait), 429)
    # Taken before the answer is known: tries that come side by side are counted too.
    server.limits.logins.take(address, server.now())
    token = await server.log_in(fields.get("passphrase", ""))
    if token is None:
        return html(entrance.login(lang, to=to, wrong=True), 403)
    server.limits.logins.give_back(address, server.now())
    response = see(f"/teach/{to}".rstrip("/"))
    set_cookie(response, request, TEACHER_COOKIE, token, "/teach")
    set_cookie(response, request, LANG_COOKIE, load(fields.get("lang") or lang).lang, "/teach")
    return response


def _kept(room: Room, lang: str) -> entrance.Kept:
    cohort = room.cohort
    return entrance.Kept(
        code=room.code,
        title=vocabulary(cohort.opened.scenario, lang).get("title", cohort.opened.scenario),
        opened=founding.opened_on(room),
        people=len(cohort.members),
        tables=len(cohort.places),
        phase=cohort.clock.phase,
        closed=cohort.closed > 0,
    )


@for_teacher
async def new(request: Request) -> Response:
    """Begin a class, or a sample of one, and show how to join it."""
    server, fields = server_of(request), await fields_of(request)
    draft = draft_of(fields)
    seconds, faults = checked(draft)
    if faults:
        page = entrance.new(lang_of(request), founding.scenarios(), draft, faults)
        return html(page, 422)
    wanted = founding.Wanted(
        scenario=draft.scenario or founding.scenarios()[0],
        lang=draft.lang,
        layout=draft.layout,
        tables=int(draft.tables or 0),
        names=entrance.listed_names(draft.names),
        plan=seconds,
        word=draft.word,
        mirrors=draft.mirrors,
    )
    code = (await server.found(wanted)).code
    if fields.get("sample"):
        await server.keeper.ask(code, founding.sample)
    await server.hand_on(code)
    return see(f"/teach/{code}" if fields.get("sample") else f"/teach/{code}/join")


def _shown(page: Callable[[Overview], str]) -> Handler:
    """Return a route that shows a page made of the overview alone."""

    async def shown(request: Request) -> Response:
        return html(page(overview(request)))

    return for_teacher(shown)


show_monitor = _shown(monitor.page)
join = _shown(joining_page.page)
reach = _shown(joining_page.reach)


@for_teacher
async def show_people(request: Request) -> Response:
    """Show everybody; a return code that was just made is shown this once."""
    made = server_of(request).renewed.pop(room_of(request).code, None)
    return html(people.page(overview(request), made))


@for_teacher
async def live(request: Request) -> Response:
    """Show the parts of an open page that changed since it says what it has."""
    has, page = request.query_params.get("has", ""), request.query_params.get("page", "")
    parts: Mapping[str, Callable[[Overview, str], str]] = {
        "join": joining_page.fragments,
        "projector": projector_page.fragments,
    }
    return html(parts.get(page, monitor.fragments)(overview(request), has))


@for_teacher
async def table(request: Request) -> Response:
    """Show one table: who sits there and what happened so far."""
    room, number = room_of(request), int(request.path_params["number"])
    if number not in room.tables:
        raise Denied("no_such_table", 404)
    decisions = tuple(room.tables[number].session.decisions)
    return html(table_page.page(overview(request), number, decisions, room.bodies.get(number, {})))


@for_teacher
async def events(request: Request) -> Response:
    """Show what may be made to happen at all tables."""
    room = room_of(request)
    return html(events_page.page(overview(request), happenings(room)))


@for_teacher
async def projector(request: Request) -> Response:
    """Show a page of the debrief on the wall; sealed until the results are revealed."""
    server, room, lang = server_of(request), room_of(request), lang_of(request)
    leaves: tuple[projector_page.Leaf, ...] = ()
    if room.cohort.revealed:
        read = await server.keeper.run(lambda: server.debriefs.read(room))
        pair = request.query_params.get("pair", "")
        leaves = await asyncio.to_thread(server.debriefs.with_pair, read, lang, pair)
    at = request.query_params.get("page", "")
    return html(projector_page.page(overview(request), leaves, at))


@for_teacher
async def material(request: Request) -> Response:
    """Show a paper of the lesson; `packet` is all of them, a brief names its seat."""
    room, kind = room_of(request), request.path_params["kind"]
    seat = request.query_params.get("seat") or None
    try:
        back = f"/teach/{room.code}/export"
        return printed(paper(room.scenario, lang_of(request), kind, seat, back))
    except (KeyError, ValueError):
        raise Denied("no_page", 404) from None


async def _exports(request: Request) -> Response:
    """Show what can be taken home: files of the class, and papers to print."""
    kept = await _read(request)
    seats = founding.seats_of(kept.scenario)
    papers = [PACKET]
    for kind, known in MATERIALS.items():
        papers += [f"{kind}?seat={seat}" for seat in seats] if known.seat == MUST else [kind]
    files = await asyncio.to_thread(listing, kept)
    return html(exports_page.page(overview(request), files, papers))


async def _export(request: Request) -> Response:
    """Give a file of the class; what people wrote only where it is asked for."""
    kept, name, asked = await _read(request), request.path_params["file"], request.query_params
    wanted = {"messages": bool(asked.get("messages")), "bom": bool(asked.get("bom"))}
    try:
        data = await asyncio.to_thread(partial(export_file, kept, name, **wanted))
    except KeyError:
        raise Denied("no_such_file", 404) from None
    file = exports_page.file_name(kept.code, name, **wanted)
    named = {"content-disposition": f'attachment; filename="{file}"'}
    return Response(data, media_type="application/octet-stream", headers=named)


async def _read(request: Request) -> Kept:
    """Read the class on the writer's thread, in one go, in the reader's language."""
    server, room, lang = server_of(request), room_of(request), lang_of(request)
    real = await asyncio.to_thread(real_events, room.scenario)
    return await server.keeper.run(lambda: kept_of(room, lang, real))


exports = for_teacher(_exports)
export = for_teacher(_export, fresh=True)


@for_teacher
async def act(request: Request) -> Response:
    """Do what a button of the teacher's asks for and go back to where it stood."""
    server, room, fields = server_of(request), room_of(request), await fields_of(request)
    since = server.logged_in(request.cookies.get(TEACHER_COOKIE, ""))
    if fields.get("act") in GUARDED and server.now() - since > FRESH_MS:
        return see(f"/teach?again={room.code}/{_back(fields)}".rstrip("/"))
    done = await server.keeper.ask(room.code, act_of(fields))
    if isinstance(done, Joined):
        # Whoever holds the seat now is shut out at once; the page that follows shows the code once.
        server.tickets.pop((room.code, done.who), None)
        server.end_streams(room.code, done.who, "class")
        server.renewed[room.code] = (done.who, done.resume)
    return see(f"/teach/{room.code}/{_back(fields)}".rstrip("/"))


def _back(fields: Mapping[str, str]) -> str:
    """Return the page of the class on which a button stood, as far as it is one."""
    back = fields.get("back", "").strip("/")
    return back if _is_plain(back) else ""


def _is_plain(back: str) -> bool:
    """Tell whether a way back stays within the class's own pages."""
    return len(back) < 40 and all(part.isalnum() for part in back.split("/") if part)  # noqa: PLR2004
