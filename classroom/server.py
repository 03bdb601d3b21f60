"""
The running class server: rooms and their writer, streams, presence, the tick of the second.

Everything here lives on the loop's thread; whatever changes a room goes through the keeper.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable

from classroom import leading, retention, tokens
from classroom.access import Limits
from classroom.archives import Archives
from classroom.cohort import facts as f
from classroom.debriefing import Debriefs
from classroom.denied import Denied
from classroom.founding import Wanted, found
from classroom.hub import Hub, Listener, Told
from classroom.keeper import Keeper
from classroom.noticing import Noticed
from classroom.practice import Practices
from classroom.presence import STALLED_MS, Presence
from classroom.room import EVERYBODY, Change, Now, Room
from classroom.settings import Settings
from classroom.steady import Steady
from classroom.store.protocol import ClassStore
from sim.record.errors import RecordError

TICK_SECONDS = 1.0
PASSPHRASE = "passphrase"  # noqa: S105 - under which name its hash is kept
_SESSION = "session/"
SESSION_MS = 7 * 24 * 3600 * 1000
"""After so long a login ends, whatever a browser still holds."""
LAPSE_SECONDS = 3600.0


class Server:
    """One process that holds classes."""

    def __init__(self, store: ClassStore, settings: Settings, now: Now) -> None:
        self.store = store
        self.settings = settings
        self.now = Steady(now)
        self.hub = Hub()
        self.limits = Limits()
        self.debriefs = Debriefs()
        self.practices = Practices()
        self.tickets: dict[tuple[str, str], str] = {}
        """By class and participant the return code that a ticket shows; nothing of it is kept."""
        self.renewed: dict[str, tuple[str, str]] = {}
        """By class for whom the teacher made a return code, and the code, until it was shown."""
        self.noticed = Noticed()
        self.presence: dict[str, Presence] = {}
        self.rooms: dict[str, Room] = {}
        self.keeper = Keeper(store, self.rooms, self.publish)
        self.archives = Archives(settings.folder, self.rooms)
        self.notices: list[str] = []
        self._sessions: dict[bytes, int] = {}
        self.mishap = ""
        """The last mistake of ours while seeing to a class."""
        self._tasks: list[asyncio.Task[None]] = []
        for code in () if settings.many else store.classes():
            store.hold(code)
            self.hold(Room(store, code, self.now))

    def hold(self, room: Room) -> None:
        """Answer for a class from now on; its archives may lag behind a process that was killed."""
        self.rooms[room.code] = room
        self.now.reach(room.last)
        self.presence[room.code] = Presence(began=self.now())
        self.archives.changed(room.code, room.tables)
        self.noticed.held(room)

    def room(self, code: str) -> Room:
        """Return a class by its code as people type it."""
        found = self.rooms.get(tokens.typed(code))
        if found is None:
            raise Denied("no_such_class", 404)
        return found

    async def claim(self, code: str) -> None:
        """
        Hold a class that lies in a shared store, if nobody else does.

        Raises:
            RecordError: naming the worker that holds it.

        """
        code = tokens.typed(code)
        if self.settings.many and code not in self.rooms:
            room = await self.keeper.run(lambda: self._claimed(code))
            if room is not None:
                self.hold(room)

    def _claimed(self, code: str) -> Room | None:
        if code in self.rooms or code not in self.store.classes():
            return None
        self.store.hold(code)
        return Room(self.store, code, self.now)

    async def found(self, wanted: Wanted) -> Room:
        """Begin a class and hold it."""
        room = await self.keeper.run(lambda: found(self.store, self.now, wanted))
        self.hold(room)
        return room

    async def hand_on(self, code: str) -> None:
        """Let go of a class that another worker is to hold."""
        if self.settings.many:
            self.rooms.pop(code, None)
            self.presence.pop(code, None)
            self.practices.keep(code, ())
            await self.keeper.run(lambda: self._released(code))

    def _released(self, code: str) -> None:
        self.archives.leave(code)
        self.store.release(code)

    async def start(self) -> None:
        """Begin to write and to tick."""
        self.keeper.start()
        self._tasks = [asyncio.create_task(self._ticking()), asyncio.create_task(self._lapsing())]

    async def stop(self) -> None:
        """End streams, finish writing, leave every record as an archive."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.hub.shut()
        await self.keeper.run(lambda: self.archives.write(everything=True))
        await self.keeper.stop()

    def notices_now(self) -> list[str]:
        """Return what the teacher should know of the server, as codes with values."""
        found = [*self.notices, *([self.mishap] if self.mishap else [])]
        trouble = self.keeper.trouble or self.archives.trouble
        return [*found, f"disk={trouble}"] if trouble else found

    def notices_of(self, room: Room) -> list[str]:
        """Return what the teacher should know of a class, and of the server that holds it."""
        now = self.now()
        shut = self.limits.shut(room.code, now)
        guessed = [f"guessed={-(-shut // 60)}"] if shut else []
        return [*self.notices_now(), *guessed, *self.noticed.of_class(room, now)]

    # --- streams -----------------------------------------------------------------------------

    def publish(self, code: str, changes: tuple[Change, ...]) -> None:
        """Tell the streams of a class what a commit changed."""
        room = self.rooms[code]
        self.practices.keep(code, _who_practise(room))
        tables = {change.table for change in changes}
        everybody = EVERYBODY in tables
        for topic in self.hub.topics():
            if topic.startswith(f"{code}/"):
                number = topic.partition("/")[2]
                if everybody or (number.isdigit() and int(number) in tables):
                    for listener in self.hub.listeners(topic):
                        self._tell(room, listener)
        self.archives.changed(code, (table for table in tables if table > 0))
        self.tell_teacher(code)

    def tell_teacher(self, code: str) -> None:
        """Tell the teacher's pages of a class that something changed."""
        for listener in self.hub.listeners(f"teach/{code}"):
            listener.tell(Told("class", "", "{}"))

    def _tell(self, room: Room, listener: Listener) -> None:
        """Tell one stream what is new to it, or that its place is elsewhere now."""
        member = room.cohort.members[listener.who]
        if member.banned or topic_of(room.code, member.table) != listener.topic:
            listener.tell(Told("class", "", "{}"))
            listener.close()
            return
        listener.tell(self.news(room, listener))

    def news(self, room: Room, listener: Listener) -> Told:
        """Return what a stream is told now: that its seat saw more, or only that things changed."""
        member = room.cohort.members[listener.who]
        table = room.tables.get(member.table)
        if table is None or not member.seat:
            return Told("class", "", "{}")
        k = table.seen(member.seat)
        data = json.dumps({"k": k, "due": member.seat in table.due()})
        if k <= listener.sent:
            return Told("class", "", data)
        listener.sent = k
        return Told("view", f"{table.epoch}.{k}", data)

    def take_stream(self, room: Room, who: str, last: int) -> Listener:
        """Open the stream of a participant; an older one of theirs is told and ends."""
        topic = topic_of(room.code, room.member(who).table)
        self.end_streams(room.code, who, "taken")
        listener = self.hub.open(topic, who)
        listener.sent = last
        self.presence[room.code].came(who, self.now())
        return listener

    def end_streams(self, code: str, who: str, event: str) -> None:
        """Tell the open streams of a participant why they end, and end them."""
        for topic in self.hub.topics():
            if topic.startswith(f"{code}/"):
                for listener in self.hub.listeners(topic):
                    if listener.who == who:
                        listener.tell(Told(event, "", "{}"))
                        listener.close()

    def leave_stream(self, room: Room, listener: Listener) -> None:
        """Forget a stream that ended."""
        self.hub.close(listener)
        self.presence[room.code].went(listener.who, self.now())

    # --- the second --------------------------------------------------------------------------

    async def _ticking(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            for room in tuple(self.rooms.values()):
                await self.see_to(room)
            await self.keeper.run(self.archives.write)

    async def see_to(self, room: Room) -> None:
        """See to one class, whatever happens: its mistakes must not stop the clocks of others."""
        try:
            await self.tick(room)
        except Denied:
            pass
        except Exception as error:  # noqa: BLE001 - told to the teacher
            self.mishap = f"{room.code}: {error!r}"

    async def _lapsing(self) -> None:
        while True:
            await self.lapse()
            await asyncio.sleep(LAPSE_SECONDS)

    async def lapse(self) -> None:
        """Erase names and words that were kept for as long as the pages say."""
        for room in tuple(self.rooms.values()):
            if retention.due(room, self.now()):
                with contextlib.suppress(Denied):
                    await self.keeper.ask(room.code, retention.lapse)
        if self.settings.many:
            until = self.now() - retention.KEPT_MS
            for code in await self.keeper.run(lambda: self.store.quiet(until)):
                if code not in self.rooms:
                    await self._lapse_unheld(code)

    async def _lapse_unheld(self, code: str) -> None:
        """Erase the names of a class that nobody opened here; another worker's is its own to do."""
        try:
            await self.claim(code)
        except RecordError:
            return
        try:
            await self.keeper.ask(code, retention.lapse)
        except Denied:
            pass  # the disk is in trouble, which every teacher is told: in an hour again
        finally:
            await self.hand_on(code)

    async def tick(self, room: Room) -> None:
        """See to one class: time that is up, seats that are left, seats whose people are back."""
        cohort, now = room.cohort, self.now()
        if self.noticed.is_news(room.code, self.notices_of(room)):
            self.tell_teacher(room.code)
        if cohort.clock.phase != f.BARGAINING or cohort.clock.paused:
            return
        if cohort.clock.left(now) == 0:
            await self.keeper.ask(room.code, lambda one: leading.begin(one, f.FORMS))
            self.noticed.ended[room.code] = now
            self.tell_teacher(room.code)
            return
        for act in self._handings(room, now):
            with contextlib.suppress(Denied):
                await self.keeper.ask(room.code, act)

    def _handings(self, room: Room, now: int) -> list[Callable[[Room], None]]:
        """Return what is to be done about seats of open tables."""
        found: list[Callable[[Room], None]] = []
        for place in room.cohort.places.values():
            if place.status:
                continue
            due = room.tables[place.table].due()
            for seat in room.cohort.opened.seats:
                why = self._why(room, place.table, seat, due, now)
                if why in {f.AWAY, f.STALLED}:
                    found.append(_to_strategy(place.table, seat, why))
                elif why == "":
                    found.append(_to_person(place.table, seat))
        return found

    def _why(self, room: Room, table: int, seat: str, due: tuple[str, ...], now: int) -> str | None:
        """Return why a strategy should play a seat; "" for its people are back, None for as is."""
        holders = room.cohort.holders(table, seat)
        if not holders:
            return None
        presence, clock = self.presence[room.code], room.cohort.clock
        since = max(clock.began, *(one.joined for one in holders))
        gone = all(presence.is_away(one.who, now, since) for one in holders)
        played = room.cohort.places[table].strategies.get(seat)
        if played is None:
            if gone:
                return f.AWAY
            waits = max(room.since[table].get(seat, now), presence.began)
            late = clock.waited(waits, now, room.pauses) >= STALLED_MS
            return f.STALLED if seat in due and late else None
        here = any(presence.is_here(one.who, now) for one in holders)
        return "" if played == f.AWAY and here else None

    # --- the teacher -------------------------------------------------------------------------

    def is_teacher(self, token: str) -> bool:
        """Tell whether a token is one of a teacher who logged in."""
        return self.logged_in(token) > 0

    async def log_in(self, passphrase: str) -> str | None:
        """Return a token for the teacher's cookie, or None for a wrong passphrase."""
        loop = asyncio.get_running_loop()
        kept = self.store.secret(PASSPHRASE)
        if kept is None:
            return None
        right = await loop.run_in_executor(
            None, tokens.is_passphrase, tokens.typed(passphrase), kept
        )
        if not right:
            return None
        token = tokens.token()
        name = _session(token, kept)
        stamp = str(self.now()).encode()
        await self.keeper.run(lambda: self.store.put_secret(name, stamp))
        return token

    def logged_in(self, token: str) -> int:
        """Return when a teacher's token was made, in milliseconds; 0 for none that still holds."""
        key = tokens.hashed(token)
        if key not in self._sessions:
            passphrase = self.store.secret(PASSPHRASE) if token else None
            kept = self.store.secret(_session(token, passphrase)) if passphrase else None
            if kept is None:
                return 0
            self._sessions[key] = int(kept)
        since = self._sessions[key]
        return since if self.now() - since < SESSION_MS else 0


def _session(token: str, passphrase: bytes) -> str:
    """Return under what a login is kept: a new passphrase ends those of the old one."""
    return _SESSION + tokens.hashed(token + passphrase.hex()).hex()


def topic_of(code: str, table: int) -> str:
    """Return the topic of a table's streams; 0 is for those who sit nowhere."""
    return f"{code}/{table}"


def _who_practise(room: Room) -> frozenset[str]:
    """Return who may have a practice table now: nobody in another phase, nor who is sent out."""
    if room.cohort.clock.phase != f.PRACTICE:
        return frozenset()
    members = room.cohort.members.values()
    return frozenset(one.who for one in members if not (one.banned or one.erased))


def _to_strategy(table: int, seat: str, why: str) -> Callable[[Room], None]:
    return lambda room: leading.strategy(room, table, seat, why)


def _to_person(table: int, seat: str) -> Callable[[Room], None]:
    return lambda room: leading.person(room, table, seat)
