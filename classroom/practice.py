"""
Practice: everybody alone at a small table against strategies, to learn the page; nothing counts.

Practice tables live in memory alone: no store, no journal, no archive, no export knows of them, and
a restart or the next phase forgets them. They belong to the loop's thread, where pages are made: a
new one takes less than a millisecond and so does a move, and the writer's time is for what counts.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Collection
from functools import lru_cache

from attrs import define, evolve, field

from classroom.cohort.state import Member
from classroom.denied import Denied
from classroom.moving import KEY_MOST, Answer, checked_words, submitted
from classroom.room import Room
from classroom.tables import EPOCH, Table
from sim.domain import moves as m
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.engine.session import Session
from sim.places import assets_folder
from sim.record.texts import keep_text
from sim.scenario import load_scenario

DECISIONS_MOST = 160
"""After so many a practice table is over; one that is played to its end has about sixty."""
KEYS_MOST = 64
"""So many answers are kept by key; the oldest go first."""
_NUMBER_MOST = 1 << 40


@define(kw_only=True)
class Exercise:
    """The practice table of one participant."""

    number: int
    """Stands in its address, so that a page of another one moves nothing here; also its seed."""
    table: Table
    seat: str
    moved: int
    """Wall time of its last decision."""
    round: int = 0
    """How many of this participant were over before."""
    moves: int = 0
    """How many moves were made, with those of earlier rounds."""
    answers: OrderedDict[str, Answer] = field(factory=OrderedDict)
    bodies: dict[str, str] = field(factory=dict)
    """What was written, by id of the text."""

    @property
    def over(self) -> bool:
        """Tell whether it has its outcome, or went on for so long that it is enough."""
        return self.table.over or len(self.table.session.decisions) >= DECISIONS_MOST


class Practices:
    """All practice tables of a server, by class and participant."""

    def __init__(self, number: Callable[[], int] | None = None) -> None:
        self._number = number or _fresh
        self._kept: dict[str, dict[str, Exercise]] = {}

    def exercise(self, code: str, who: str, now: int) -> Exercise:
        """Return a participant's practice table, which begins at the first visit."""
        exercises = self._kept.setdefault(code, {})
        if who not in exercises:
            exercises[who] = _begun(self._number(), now)
        return exercises[who]

    def again(self, code: str, who: str, now: int) -> Exercise:
        """Begin anew from the other seat where a practice table is over; else leave it."""
        former = self.exercise(code, who, now)
        if former.over:
            fresh = _begun(self._number(), now, former.round + 1)
            self._kept[code][who] = evolve(fresh, moves=former.moves)
        return self._kept[code][who]

    def practised(self, code: str) -> int:
        """Return how many participants of a class made at least one move."""
        return sum(exercise.moves > 0 for exercise in self._kept.get(code, {}).values())

    def count(self, code: str) -> int:
        """Return how many practice tables a class has."""
        return len(self._kept.get(code, {}))

    def keep(self, code: str, whos: Collection[str]) -> None:
        """Forget the practice tables of everybody else; of nobody's, all of the class."""
        exercises = self._kept.pop(code, {})
        kept = {who: exercise for who, exercise in exercises.items() if who in whos}
        if kept:
            self._kept[code] = kept


def move(room: Room, exercise: Exercise, key: str, seen: int, wanted: m.Move, now: int) -> Answer:  # noqa: PLR0913, PLR0917 - as at the real table, and when
    """Decide a move of practice; the same key has the same answer, as at the real table."""
    return _once(room, exercise, key, now, lambda: _moved(exercise, seen, wanted))


def say(  # noqa: PLR0913, PLR0917 - as at the real table, and when
    room: Room, exercise: Exercise, member: Member, key: str, to: str | None, body: str, now: int
) -> Answer:
    """Write a message at a practice table: nobody reads it but its page."""
    return _once(room, exercise, key, now, lambda: _said(exercise, member, to, body))


def _once(room: Room, exercise: Exercise, key: str, now: int, act: Callable[[], Answer]) -> Answer:
    if not key or len(key) > KEY_MOST:
        raise Denied("no_key", 422)
    if key in exercise.answers:
        return exercise.answers[key]
    if room.cohort.clock.paused:
        raise Denied("paused")
    if exercise.over:
        raise Denied("table_over")
    answer = act()
    if "done" in answer:
        exercise.moved = now
        exercise.moves += 1
    exercise.answers[key] = answer
    while len(exercise.answers) > KEYS_MOST:
        exercise.answers.popitem(last=False)
    return answer


def _moved(exercise: Exercise, seen: int, wanted: m.Move) -> Answer:
    if isinstance(wanted, m.Say) and wanted.text is not None:
        raise Denied("no_text", 422)
    return submitted(exercise.table, exercise.seat, seen, wanted)


def _said(exercise: Exercise, member: Member, to: str | None, body: str) -> Answer:
    body = checked_words(member, body)
    table, seat = exercise.table, exercise.seat
    if to is not None and (to == seat or to not in _seats(table.session.scenario)):
        raise Denied("no_such_seat", 422)
    text = keep_text(table.session.log, member.who, body)
    exercise.bodies[text.text] = body
    return submitted(table, seat, table.seen(seat), m.Say(topic="text", to=to, text=text))


def _begun(number: int, now: int, rounds: int = 0) -> Exercise:
    """Begin a practice table: round by round another seat is the student's."""
    scenario = scenario_of_practice()
    seats = _seats(scenario)
    seat = seats[rounds % len(seats)]
    session = Session(scenario, seed=number, humans=(seat,))
    table = Table(0, session.log, session)
    table.epoch = number
    table.go()
    return Exercise(number=number, table=table, seat=seat, moved=now, round=rounds)


@lru_cache(maxsize=1)
def scenario_of_practice() -> Scenario:
    """Return the scenario to practise with; its name is data."""
    name = (assets_folder() / "class" / "practice.txt").read_text(encoding="utf-8").strip()
    return load_scenario(name)


def _seats(scenario: Scenario) -> tuple[str, ...]:
    return tuple(actor.id for actor in index_of(scenario).seats)


def _fresh() -> int:
    """Return a number that no page open from before a restart can hold."""
    return EPOCH + 1 + secrets.randbelow(_NUMBER_MOST)
