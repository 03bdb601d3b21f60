"""
What a page of practice asks for: the same as a seat's, of a table that nobody else sees.

A practice table has its number in its address: a page left open from an earlier one, or from
before the bargaining began, is sent on and moves nothing, least of all at the real table.
"""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from classroom import practice
from classroom.cohort import facts as f
from classroom.cohort.state import Member
from classroom.denied import Denied
from classroom.moving import Answer
from classroom.practice import Exercise
from classroom.room import Room
from classroom.routes import streams
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
from classroom.routes.student import briefed, json_move, seen_in
from classroom.server import Server
from classroom.sights import practice_sight_of
from classroom.student import pages
from classroom.student.sight import Sight
from classroom.student.slips import move_of
from sim.record.errors import RecordError

Handler = Callable[[Request], Awaitable[Response]]
PAST = "practice_past"


class Here(NamedTuple):
    """Who practises where."""

    server: Server
    room: Room
    member: Member
    exercise: Exercise

    def sight(self, last: str = "") -> Sight:
        """Return what the page may be made of."""
        return practice_sight_of(self.server, self.room, self.member, self.exercise, last)


def here(request: Request) -> Here:
    """Return who practises at the table a path names; raise Denied where that one is past."""
    server, room = server_of(request), room_of(request)
    member = member_of(request, room)
    if room.cohort.clock.phase != f.PRACTICE:
        raise Denied(PAST, 403)
    exercise = server.practices.exercise(room.code, member.who, server.now())
    if str(exercise.number) != request.path_params["number"]:
        raise Denied(PAST, 403)
    return Here(server, room, member, exercise)


def led_on(handler: Handler) -> Handler:
    """Return a handler that sends a browser from a practice table that is past to its seat."""

    async def leading(request: Request) -> Response:
        try:
            return await handler(request)
        except Denied as denied:
            told = is_fragment(request) or is_json(request)
            if denied.code != PAST or told:
                raise
            return see(f"/c/{room_of(request).code}/seat")

    return leading


@led_on
async def page(request: Request) -> Response:
    """Show a practice table."""
    return html(pages.page(here(request).sight()))


@led_on
async def live(request: Request) -> Response:
    """Show the parts of the page as they are now."""
    return html(pages.fragments(here(request).sight()))


async def stream(request: Request) -> Response:
    """Open the participant's stream: of practice it tells nothing, but when the class goes on."""
    here(request)
    return await streams.student(request)


@led_on
async def move(request: Request) -> Response:
    """Take a practice move, as a form of the page or as JSON of a program."""
    if is_json(request):
        key, seen, wanted = await json_move(request)
        at = here(request)
        program = lambda at: practice.move(at.room, at.exercise, key, seen, wanted, at.server.now())  # noqa: E731 - one line says it
        return JSONResponse(_acted(at, program))
    fields = await fields_of(request)

    def act(at: Here) -> Answer:
        wanted = move_of(fields, at.sight())
        key, seen = fields.get("key", ""), seen_in(fields)
        return practice.move(at.room, at.exercise, key, seen, wanted, at.server.now())

    return _answered(request, act)


@led_on
async def say(request: Request) -> Response:
    """Take a message that goes nowhere; the real table's limit is practised too."""
    fields = await fields_of(request)

    def act(at: Here) -> Answer:
        now, to = at.server.now(), fields.get("to") or None
        if not at.server.limits.words.take(f"{at.room.code}/{at.member.who}", now):
            raise Denied("fast", 429)
        key, body = fields.get("key", ""), fields.get("body", "")
        return practice.say(at.room, at.exercise, at.member, key, to, body, now)

    return _answered(request, act)


def _answered(request: Request, act: Callable[[Here], Answer]) -> Response:
    """
    Act and show what came of it; without scripts the page comes anew.

    The phase is looked at after the whole request was read, and nothing is awaited from then on: a
    move under way while the bargaining begins is either of practice or of nothing.
    """
    at = here(request)
    words = text_of(at.member.lang)
    try:
        last = answer_words(words, _acted(at, act))
    except Denied as denied:
        last = denied_words(words, denied)
    except RecordError as error:
        last = words("class.denied.no_move", why=error.reason)
    if is_fragment(request):
        return html(pages.fragments(at.sight(last)))
    return html(pages.page(at.sight(last)), 409) if last else see(at.sight().address)


def _acted(at: Here, act: Callable[[Here], Answer]) -> Answer:
    """Act; of a participant's first move, which is counted, the teacher's pages are told."""
    before = at.exercise.moves
    answer = act(at)
    if not before and at.exercise.moves:
        at.server.tell_teacher(at.room.code)
    return answer


@led_on
async def worth(request: Request) -> Response:
    """Show what a draft would be worth to the seat."""
    fields = await fields_of(request)
    at = here(request)
    if not at.server.limits.drafts.take(f"{at.room.code}/{at.member.who}", at.server.now()):
        raise Denied("fast", 429)
    return html(pages.totals(at.sight(), fields))


@led_on
async def again(request: Request) -> Response:
    """Begin another practice table where this one is over."""
    at = here(request)
    fresh = at.server.practices.again(at.room.code, at.member.who, at.server.now())
    return see(at._replace(exercise=fresh).sight().address)


@led_on
async def history(request: Request) -> Response:
    """Show everything the seat saw of its practice, in words."""
    return html(pages.history(here(request).sight()))


@led_on
async def brief(request: Request) -> Response:
    """Show the brief of the seat of practice."""
    return briefed(request, here(request).sight())
