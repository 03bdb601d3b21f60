"""Real tables for tests and pictures: sessions with fixed seeds, and a person who plays them."""

from itertools import chain

import attrs
from driver import Person

from game.shell.desk import SessionDesk
from sim.domain import lookup
from sim.domain.talks import Belief
from sim.domain.views import open_questions
from sim.engine.session import Session
from sim.evaluation import expected
from sim.next_moves import next_moves
from sim.record.replay import read_log
from sim.record.store import TRUNK, MemoryLog
from sim.review import judged_count, judgements
from sim.review_again import try_again
from sim.scenario import list_scenarios, load_scenario

FRAME = 0.016
FRAMES_MOST = 20_000


def seats():
    """Return every seat of every scenario."""
    return [
        (name, actor.id)
        for name in list_scenarios()
        for actor in lookup.index_of(load_scenario(name)).seats
    ]


def seat_in(role, name=None):
    """Return the default scenario's seat in a role."""
    return lookup.in_role(load_scenario(name), role).id


class Here:
    """An evaluator without a process: each look for news brings one more figure."""

    def __init__(self, rollouts=4):
        self.rollouts = rollouts
        self.views = []
        self.failed = self.busy = False
        self.newest = 0
        self.foreseeing = self.thinking = False
        self._ahead = self._turn = None
        self.asked = []
        self.dropped = 0
        self._coming = iter(())

    def ask(self, view):
        """Begin on a view; what was asked before is dropped."""
        self.newest += 1
        self.views.append(view)
        self._coming, self.busy = expected(view, self.rollouts), True

    def foresee(self, header, lines, seat):
        """Play on at once; the answer is there at the next look."""
        self._ahead = next_moves(header, lines, seat)

    def foreseen(self):
        """Return the others' next moves, once."""
        found, self._ahead = self._ahead, None
        return found

    def think(self, turn):
        """Think through a strategy's turn at the next look."""
        self._turn, self.thinking = turn, True

    def thought(self):
        """Return the move, once."""
        turn, self._turn = self._turn, None
        self.thinking = False
        return None if turn is None else turn.thought()

    def judge(self, header, lines, seat, known=()):
        """Begin on the review of a seat's game, or go on behind what is known of it."""
        self.newest += 1
        self.failed = False
        self.asked.append(("judge", len(known)))
        record, self.busy = _record(header, lines), True
        self._judged = chain(
            (judged_count(record, [seat]),),
            judgements(record, [seat], self.rollouts, known),
        )
        self._left = judged_count(record, [seat]) - len(known)

    def weigh(self, header, lines, decision, moves):
        """Weigh a move that is tried again."""
        self.newest += 1
        self.asked.append(("weigh", decision))
        found = try_again(_record(header, lines), decision, *moves, self.rollouts)
        self._judged, self._left, self.busy = iter((found,)), 1, True

    def forgive(self):
        """Forget nothing: no process is ever lost here."""

    def heard(self):
        """Return the number of decisions first, then one judgement a look."""
        found = next(self._judged, None)
        self._left -= not isinstance(found, int)
        self.busy = self._left > 0
        return [] if found is None else [found]

    def drop(self):
        """Want no more news."""
        self.newest += 1
        self.dropped += 1
        self._coming, self.busy = iter(()), False

    def news(self):
        """Return the next figure."""
        found = next(self._coming, None)
        self.busy = found is not None and found.count < self.rollouts
        return found


def _record(header, lines):
    log = MemoryLog(header)
    for place, line in enumerate(lines):
        log.append(TRUNK, place, line)
    return read_log(log)


def desk(name, seat, seed=7, evaluator=None, **more):
    """Return the desk of a seat in a fresh game."""
    return SessionDesk(Session(name, seed=seed, humans=[seat], **more), seat, evaluator)


def disguised(session, seat, temper, number):
    """Return talks in which every other actor's private part is another one."""
    private = dict(session.talks.private)
    for name, own in private.items():
        if name != seat:
            told = (Belief(about=seat, quantity="reservation", mean=number, spread=1),)
            private[name] = attrs.evolve(
                own, personality=temper, beliefs=told,
                parameters={**dict.fromkeys(own.parameters, number), temper: number},
            )  # fmt: skip
    return attrs.evolve(session.talks, private=private)


def seen_anew(port):
    """Let a desk read its view again, as after a decision."""
    port._seen, port._known = None, None
    port._changes += 1
    port._arrive(port._view())


def ready(name, seat):
    """Return the desk of a seat in a fresh game, once it is its turn."""
    port = desk(name, seat)
    while port._waiting:
        port.work()
    return port


def asked_of(name, role, lang="en", seed=7, scale=100):
    """Sit a person down and wait until somebody asks that seat something."""
    person = Person("desk", desk(name, seat_in(role, name), seed), lang, scale=scale)
    let_play(person)
    while not open_questions(person.screen.port._view()):
        person.press("space")
        let_play(person)
    return person


def sit(name, seat, lang="en", seed=7, evaluator=None):
    """Sit a person down at a fresh game."""
    person = Person("desk", desk(name, seat, seed, evaluator), lang)
    let_play(person)
    return person


def day(person):
    """Return the day of the game."""
    return person.screen.port.session.view(person.screen.port.seat).minute / 1440


def let_play(person):
    """Let frames pass until the seat is asked again, or the end is shown."""
    for _ in range(FRAMES_MOST):
        person.app.step([], FRAME)
        if person.screen.keys != "desk" or not person.screen.lively:
            return
    raise AssertionError("the others play for ever")


def wait_until(person, until, keys=None):
    """Press keys on their days, and Space, until a day has come; keys are {day: (key, ...)}."""
    left = dict(keys or {})
    while person.screen.keys == "desk" and day(person) < until:
        for due in [one for one in sorted(left) if one <= day(person)]:
            person.press(*left.pop(due))
        if person.screen.keys == "desk":
            person.press("space")
            let_play(person)


def is_plain(model):
    """
    Tell whether a model holds words, numbers and other models only, however deep.

    A view or a package inside would be more than a screen may know, so `attrs.asdict` will not do.
    """
    pending = [model]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += value.values()
        elif isinstance(value, list | tuple):
            pending += value
        elif type(value).__module__.startswith("game.presenters."):
            pending += [getattr(value, field.name) for field in attrs.fields(type(value))]
        elif value is not None and type(value) not in (str, int, float, bool):
            return False
    return True
