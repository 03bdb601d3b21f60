"""What a student's browser asks for: the page of its seat, parts of it, moves, words, forms."""

import asyncio
import json
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from attrs import evolve
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from classroom import joining, leading, moving
from classroom.cohort import facts as f
from classroom.cohort.facts import PRACTICE
from classroom.cohort.state import Member
from classroom.denied import Denied
from classroom.materials import Held, on_screen, several
from classroom.moving import Answer
from classroom.room import Room
from classroom.routes.common import (
    answer_words,
    denied_words,
    fields_of,
    html,
    is_fragment,
    is_json,
    member_of,
    room_of,
    see,
    server_of,
    text_of,
)
from classroom.routes.printing import printed, served
from classroom.sights import practice_sight_of, sight_of
from classroom.student import pages
from classroom.student.sheets import TYPED
from classroom.student.sight import Sight
from classroom.student.slips import move_of
from sim.domain.moves import Move
from sim.domain.rules.choices import legal_moves
from sim.record.errors import RecordError
from sim.record.requests import move_from_json, move_to_json
from sim.record.store import Text
from sim.seen import reckoned_json, seen_json
from sim.words import languages

_SEEN_DIGITS = 9


async def seat(request: Request) -> Response:
    """Show the page of a seat: whatever the lesson's phase asks for; practice is elsewhere."""
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    # Who has opened the seat has seen the ticket.
    server.tickets.pop((room.code, member.who), None)
    if room.cohort.clock.phase == PRACTICE:
        exercise = server.practices.exercise(room.code, member.who, server.now())
        return see(practice_sight_of(server, room, member, exercise).address)
    return html(pages.page(sight_of(server, room, member)))


async def live(request: Request) -> Response:
    """Show the parts of the page that changed since the page knew `k` decisions."""
    return _parts(request, room_of(request), "")


def _parts(request: Request, room: Room, last: str) -> Response:
    member = member_of(request, room)
    return html(pages.fragments(sight_of(server_of(request), room, member, last)))


async def move(request: Request) -> Response:
    """Take a move, as a form of the page or as JSON of a program."""
    room = room_of(request)
    member = member_of(request, room)
    if is_json(request):
        return await _move_json(request, room, member)
    fields = await fields_of(request)
    sight = sight_of(server_of(request), room, member)

    def act(one: Room) -> Answer:
        wanted = move_of(fields, sight)
        return moving.move(one, member.who, fields.get("key", ""), seen_in(fields), wanted)

    return await _answered(request, room, member, act)


def seen_in(fields: Any) -> int:
    """Return how many decisions a page knew when it sent a move."""
    text = str(fields.get("seen", ""))
    if not text.isdigit() or len(text) > _SEEN_DIGITS:
        raise Denied("no_seen", 422)
    return int(text)


async def _move_json(request: Request, room: Room, member: Member) -> Response:
    key, seen, wanted = await json_move(request)
    server = server_of(request)
    act = lambda one: moving.move(one, member.who, key, seen, wanted)  # noqa: E731 - one line says it
    return JSONResponse(await server.keeper.ask(room.code, act))


async def json_move(request: Request) -> tuple[str, int, Move]:
    """Return key, `seen` and move as a program sends them."""
    try:
        body = json.loads(await request.body())
        return str(body["key"]), seen_in(body), move_from_json(body["move"])
    except RecordError as error:
        raise Denied("no_move", 422, why=error.reason) from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Denied("no_move", 422, why="{key, seen, move}") from None


async def view(request: Request) -> Response:
    """
    Show a program what the seat sees and may do, as `play --moves` shows it: for scripted students.

    Nothing is in it that the page would not show: both are made of the seat's view alone.
    """
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    if not member.seated:
        raise Denied("no_seat")
    sight = sight_of(server, room, member)
    told: dict[str, Any] = {"due": sight.may_move, "over": sight.over}
    told |= {"k": sight.k, "epoch": sight.epoch}
    told |= {"view": seen_json(sight.view), "reckoned": reckoned_json(sight.view)}
    told["legal"] = [move_to_json(one) for one in legal_moves(sight.view)] if sight.due else []
    return JSONResponse(told)


async def say(request: Request) -> Response:
    """Take a message; too many at once are refused with the time to wait."""
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    fields = await fields_of(request)

    def act(one: Room) -> Answer:
        key, now = f"{one.code}/{member.who}", server.now()
        if not server.limits.words.take(key, now):
            raise Denied("fast_words", 429, seconds=server.limits.words.wait(key, now))
        to = fields.get("to") or None
        return moving.say(one, member.who, fields.get("key", ""), to, fields.get("body", ""))

    return await _answered(request, room, member, act)


async def _answered(
    request: Request, room: Room, member: Member, act: Callable[[Room], Answer]
) -> Response:
    """Let the writer act and show what came of it; without scripts the page comes anew."""
    server, words = server_of(request), text_of(member.lang)
    try:
        last = answer_words(words, await server.keeper.ask(room.code, act))
    except Denied as denied:
        last = denied_words(words, denied)
    except RecordError as error:
        last = words("class.denied.no_move", why=error.reason)
    if is_fragment(request):
        return _parts(request, room, last)
    if last:
        sight = sight_of(server, room, room.member(member.who), last)
        return html(pages.page(sight), 409)
    return see(f"/c/{room.code}/seat")


async def worth(request: Request) -> Response:
    """Show what a draft would be worth to the seat: nobody else learns of it."""
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    if not member.seated:
        raise Denied("no_seat")
    if not server.limits.drafts.take(f"{room.code}/{member.who}", server.now()):
        raise Denied("fast", 429)
    fields = await fields_of(request)
    return html(pages.totals(sight_of(server, room, member), fields))


async def form(request: Request) -> Response:
    """Keep an answered form."""
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    fields = await fields_of(request)
    name = request.path_params["form"]
    sight = sight_of(server, room, member)
    try:
        found = pages.filled(sight, name, fields)
    except Denied as denied:
        if denied.code not in TYPED:
            raise
        said = denied_words(text_of(member.lang), denied)
        wrong = str(denied.values.get("field", ""))
        told = evolve(sight, typed=fields, last=said, wrong=wrong)
        return html(pages.page(told), denied.status)
    await server.keeper.ask(room.code, lambda one: moving.fill(one, member.who, found))
    # Where it says that it is kept: on a phone a sheet lies far below the top of its page.
    return see(f"/c/{room.code}/seat#sheet-{name}")


async def back(request: Request) -> Response:
    """Take the seat back from the strategy that plays it."""
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    if member.seated and member.duty != f.OBSERVER:
        await server.keeper.ask(
            room.code, lambda one: leading.person(one, member.table, member.seat)
        )
    return see(f"/c/{room.code}/seat")


async def language(request: Request) -> Response:
    """Let somebody read another language from now on."""
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    lang = (await fields_of(request)).get("lang", "")
    if lang not in languages():
        raise Denied("no_such_language", 422)
    await server.keeper.ask(room.code, lambda one: joining.choose_language(one, member.who, lang))
    return see(f"/c/{room.code}/seat")


async def history(request: Request) -> Response:
    """Show everything the seat saw, in words."""
    server, room = server_of(request), room_of(request)
    return html(pages.history(sight_of(server, room, member_of(request, room))))


async def brief(request: Request) -> Response:
    """Show the general and the confidential brief of the seat, to read and to print."""
    server, room = server_of(request), room_of(request)
    sight = sight_of(server, room, member_of(request, room))
    if not sight.table:
        raise Denied("no_seat")
    return briefed(request, sight)


def briefed(request: Request, sight: Sight) -> Response:
    """Return what a sight's seat has to read, in the frame of its pages, or as papers to print."""
    own = sight.view.own
    held = Held(seat=sight.seat, parameters=own.parameters, personality=own.personality,
                table=str(sight.table or ""), code=sight.code)  # fmt: skip
    if "paper" not in request.query_params:
        return html(pages.brief(sight, on_screen(sight.scenario, sight.lang, held)))
    wanted = (("general", None), ("brief", held), ("rules", held), ("preparation", held))
    return printed(several(sight.scenario, sight.lang, wanted, served=served()))


async def mine(request: Request) -> Response:
    """Show a student's own result, once results are open."""
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    if not room.cohort.revealed:
        raise Denied("not_revealed")
    read = await server.keeper.run(lambda: server.debriefs.read(room))
    found = await asyncio.to_thread(server.debriefs.own, read, member, member.lang)
    return html(pages.own(sight_of(server, room, member), found))


def _bodies(texts: Iterable[Text], who: str) -> list[str]:
    return [one.body for one in texts if one.participant == who]


async def access(request: Request) -> Response:
    """Give a participant everything that is kept of it, as one file (GDPR article 15)."""
    room = room_of(request)
    member = member_of(request, room)
    named = room.names.get(member.who)
    logs = [table.session.log for table in room.tables.values()]
    kept = {
        "participant": member.who,
        "name": named.name if named is not None else None,
        "language": member.lang,
        "joined": member.joined,
        "table": member.table,
        "seat": member.seat,
        "duty": member.duty,
        "messages": _bodies((one for log in logs for one in log.texts()), member.who),
        "decisions": [
            {"table": number, "decision": one.decision, "at": one.at}
            for number in room.tables
            for one in room.store.stamps(room.code, number)
            if one.participant == member.who
        ],
        "forms": msgspec.to_builtins(dict(member.forms)),
        "words": _bodies(room.store.texts(room.code), member.who),
    }
    return JSONResponse(kept, headers={"content-disposition": 'attachment; filename="mine.json"'})
