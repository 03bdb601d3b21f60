"""What a teacher should know of a class beside its tables, as codes of the catalogues' notices."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from attrs import define, field

from classroom.addresses import is_loopback
from classroom.cohort import facts as f
from classroom.cohort.state import MS, Clock, Cohort
from classroom.room import Room


@define
class Noticed:
    """What happened to classes in this process; a later start has other news."""

    restarted: dict[str, int] = field(factory=dict)
    """Up to when nothing is lost, by class that was read again in the middle of bargaining."""
    ended: dict[str, int] = field(factory=dict)
    """When the clock ended the bargaining, by class."""
    from_elsewhere: dict[str, int] = field(factory=dict)
    """How many came in from another device, by class; from where is kept nowhere."""
    told: dict[str, frozenset[str]] = field(factory=dict)
    """The codes of the notices that the teacher's pages were told of, by class."""

    def held(self, room: Room) -> None:
        """Note a class that was read from the store."""
        if room.cohort.clock.phase == f.BARGAINING:
            self.restarted[room.code] = max(room.moved.values(), default=room.began)

    def came_in(self, code: str, address: str, own: Callable[[], Iterable[str]]) -> None:
        """Note somebody who joined from an address, unless it is one of this computer's own."""
        if is_loopback(address):
            return
        if address not in {urlsplit(one).hostname for one in own()}:
            self.from_elsewhere[code] = self.from_elsewhere.get(code, 0) + 1

    def is_news(self, code: str, notices: Iterable[str]) -> bool:
        """Tell once that there is something else to know of a class than there was."""
        codes = frozenset(notice.partition("=")[0] for notice in notices)
        news = self.told.get(code, frozenset()) != codes
        self.told[code] = codes
        return news

    def of_class(self, room: Room, now: int) -> Iterator[str]:
        """Yield the notices of a class as codes, with values where their texts have places."""
        cohort, code = room.cohort, room.code
        phase = cohort.clock.phase
        if is_sample(cohort):
            yield "sample"
        if phase == f.BARGAINING and code in self.restarted:
            yield f"restarted={_time_of(self.restarted[code])}"
        if phase == f.FORMS and code in self.ended:
            yield f"bargaining_ended={_time_of(self.ended[code])}"
        if is_up(cohort.clock, now) and not cohort.closed:
            yield "time_up"


def is_sample(cohort: Cohort) -> bool:
    """Tell whether a class has tables and nobody ever came: the tables of others come with them."""
    return bool(cohort.places) and not cohort.members


def is_up(clock: Clock, now: int) -> bool:
    """Tell whether a phase is over by its clock and goes on for all that; bargaining does not."""
    return clock.phase != f.BARGAINING and clock.left(now) == 0


def _time_of(at: int) -> str:
    """Return the time of day, as the clock in the room shows it."""
    return f"{datetime.fromtimestamp(at / MS):%H:%M}"  # noqa: DTZ006 - that of the room is meant
