"""
Draw scenarios, games, moments, moves, events and requests for the tests; play games the plain way.

Two minds of our own reach what random ones rarely see: one signs and consents eagerly, one seldom
idles. `plain_game` is the oracle of the engine: a loop over `next_due` without calendar or session.
"""

import functools
import os
from types import UnionType
from typing import get_args, get_origin, get_type_hints

import attrs
from hypothesis import settings
from hypothesis import strategies as st

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.actors import HOUSE
from sim.domain.deal import Package
from sim.domain.decider import Refusal, advance, decide, initial, next_due, rule_draws
from sim.domain.decision import STRATEGY, Decision, Request
from sim.domain.draws import MIND
from sim.domain.lookup import FACILITATOR, index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.rules.legal import code_of
from sim.domain.talks import OUTCOMES
from sim.domain.units import MINUTES_DAY
from sim.domain.views import view_for
from sim.engine.seating import opening_header
from sim.engine.session import Session
from sim.record.codec import decode_decision, encode_decision, view_bytes
from sim.scenario import load_scenario
from sim.scenario_text import list_scenarios
from sim.strategies import base

NAMES = tuple(sorted(list_scenarios()))
SMALL, WIDE = "first-offer", "summer-2020"
"""The scenario that plays in no time, and the one where every family of moves lives."""

scenario = functools.cache(load_scenario)


@attrs.frozen
class Busy:
    """
    Seldom idles while attention lasts: any legal kind, then any move of it, rare ones rarely.
    """

    idle_ppm: int = 250_000
    rare: tuple = ("walk", "block", "wait", "retract")

    def choose(self, view, draws):
        """
        Return a legal move.
        """
        if draws.chance(self.idle_ppm, "idle"):
            return m.Wait()
        moves = legal_moves(view)
        kinds = sorted({m.move_kind(move) for move in moves} - set(self.rare)) or ["wait"]
        if draws.chance(20_000, "rare"):
            kinds = sorted({m.move_kind(move) for move in moves})
        kind = self.chosen_kind(kinds, draws)
        move = draws.choice([move for move in moves if m.move_kind(move) == kind], "move")
        return self.varied(view, move, draws)

    def varied(self, view, move, draws):
        """
        Return an offer with every issue settled by luck, as no list of legal moves shows them.
        """
        if not isinstance(move, m.Propose) or not draws.chance(500_000, "varied"):
            return move
        options = {i.id: draws.choice(i.options, "option", i.id) for i in view.scenario.issues}
        other = attrs.evolve(move, package=Package(options))
        return move if code_of(view, other) else other

    def chosen_kind(self, kinds, draws):
        """
        Return one of the kinds, each as likely.
        """
        return draws.choice(kinds, "kind")


@attrs.frozen
class Eager(Busy):
    """
    Signs what stands and consents to what is signed more often than not.
    """

    wanted: tuple = ("accept", "approve", "condition", "endorse", "restrict_export")

    def chosen_kind(self, kinds, draws):
        """
        Return a wanted kind if one is open and luck agrees.
        """
        liked = [kind for kind in self.wanted if kind in kinds]
        if liked and draws.chance(600_000, "liked"):
            return draws.choice(liked, "kind")
        return draws.choice(kinds, "other")


MINDS = {"busy": Busy, "eager": Eager}


@functools.cache
def known_minds():
    """
    Return what may play a whole game here: ours, `random`, and `default` once all of it is there.
    """
    seated = {actor.strategy for name in NAMES for actor in scenario(name).actors}
    registered = {label.partition("/")[0] for label in base.names()}
    complete = {label.partition("/")[0] for label in seated} <= registered
    return ("random", *MINDS, *(("default",) if complete else ()))


def seating(name, mind):
    """
    Return who plays whom: the house itself, the scenario's own choice, or one mind for all.
    """
    if mind == "default":
        return {}
    return {
        actor.id: MINDS[mind]() if mind in MINDS else mind
        for actor in scenario(name).actors
        if actor.kind != HOUSE
    }


class Game:
    """
    A played game with its states: `states[n]` are the talks after the first n decisions.
    """

    def __init__(self, name, seed, mind, session, states):
        self.name = name
        self.seed = seed
        self.mind = mind
        self.header = session.header
        self.scenario = session.scenario
        self.lines = tuple(session.log.read(session.branch))
        self.decisions = tuple(session.decisions)
        self.states = tuple(states)
        self.digest = session.digest

    def __repr__(self):
        """
        Say how to have the same game again; its states would fill a book.
        """
        return f"game({self.name!r}, {self.seed}, {self.mind!r})"

    @property
    def minds(self):
        """
        Return the seating, for sessions that go on with this game.
        """
        return seating(self.name, self.mind)

    @property
    def minds_present(self):
        """
        Return the minds that are values of ours, by actor.
        """
        return {a: mind for a, mind in self.minds.items() if not isinstance(mind, str)}


@functools.lru_cache(maxsize=128)
def game(name=SMALL, seed=0, mind="random"):
    """
    Return a game played by a session to its end.
    """
    session = Session(scenario(name), seed, seating(name, mind))
    states = [session.opening]
    session.listeners.append(lambda _, talks: states.append(talks))
    session.advance()
    return Game(name, seed, mind, session, states)


def mind_of(header, actor, present):
    """
    Return a fresh instance of an actor's mind.
    """
    if actor in present:
        return type(present[actor])()
    seated = header.seats[actor]
    return base.entry_of(seated.strategy).make(seated.parameters)


def chosen(header, talks, due, present):
    """
    Return what a fresh mind does at a stop, as (move, failure code or None).
    """
    minute, actor = due
    mind = mind_of(header, actor, present)
    return mind.choose(view_for(actor, talks, minute), rule_draws(talks, actor, MIND))


def decided(talks, actor, minute, move, source=STRATEGY):
    """
    Return the next decision on a request, or the refusal.
    """
    events = decide(talks, Request(actor=actor, minute=minute, move=move), rule_draws(talks, actor))
    if isinstance(events, Refusal):
        return events
    return Decision(
        number=talks.decisions + 1,
        actor=actor,
        minute=minute,
        source=source,
        move=move,
        events=events,
    )


def plain_decision(header, talks, present):
    """
    Return the next decision of the strategy that is due.
    """
    minute, actor = next_due(talks)
    move = chosen(header, talks, (minute, actor), present)
    found = decided(talks, actor, minute, move)
    if isinstance(found, Refusal):
        found = decided(talks, actor, minute, m.Wait(failed=found.code))
    return found


def plain_game(header, present=None):
    """
    Play a game without calendar and session; return its lines.
    """
    talks, lines = initial(header), []
    while next_due(talks) is not None:
        decision = plain_decision(header, talks, present or {})
        lines.append(encode_decision(decision))
        talks = advance(talks, decision)
    return tuple(lines)


def header_of(name=SMALL, seed=0, mind="random", **more):
    """
    Return the header of a new game.
    """
    return opening_header(scenario(name), seed, seating(name, mind), **more)


def state_bytes(talks):
    """
    Return the bytes of everything in the state but the scenario, which never changes.
    """
    parts = {
        field.name: getattr(talks, field.name)
        for field in attrs.fields(type(talks))
        if field.name != "scenario"
    }
    return view_bytes(parts)


def seen_bytes(view):
    """
    Return the bytes of a view without its scenario, which is public.
    """
    return view_bytes(
        {name: getattr(view, name) for name in ("seat", "minute", "common", "own", "channels")}
    )


def folded(header, decisions):
    """
    Return the talks after decisions, folded from the opening.
    """
    talks = initial(header)
    for decision in decisions:
        talks = advance(talks, decision)
    return talks


def refolded(lines, header):
    """
    Return the talks after stored lines.
    """
    return folded(header, map(decode_decision, lines))


# --- what hypothesis draws ---------------------------------------------------------------------

# The quick tests share a few games, the nightly ones play their own.
QUICK = os.environ.get("HYPOTHESIS_PROFILE", "quick") == "quick"
seeds = st.integers(0, 3 if QUICK else 2**32)


def few(count=10):
    """
    Return settings for a law that plays whole games: so many in the quick run, all in the deep one.
    """
    return settings(max_examples=count) if QUICK else settings()


names = st.sampled_from(NAMES)


@st.composite
def games(draw, names=names, minds=None):
    """
    Draw a played game.
    """
    mind = draw(st.sampled_from(minds or known_minds()))
    return game(draw(names), draw(seeds), mind)


@st.composite
def moments(draw, games=games()):  # noqa: B008 - a strategy is a value
    """
    Draw a game and how many of its decisions have been taken.
    """
    played = draw(games)
    # Most of what matters happens late, and hypothesis prefers small numbers.
    left = draw(st.integers(0, len(played.decisions)))
    return played, len(played.decisions) - left


def actors(name):
    """
    Draw an actor of a scenario.
    """
    return st.sampled_from([actor.id for actor in index_of(scenario(name)).order])


def packages(name):
    """
    Draw a complete package of a scenario.
    """
    issues = scenario(name).issues
    return st.tuples(*(st.sampled_from(issue.options) for issue in issues)).map(
        lambda options: Package(dict(zip([i.id for i in issues], options, strict=True)))
    )


_minutes = st.integers(0, 300_000)
_counts = st.integers(0, 6)


@functools.cache
def _fields(name):
    found = scenario(name)
    options = sorted({o for issue in found.issues for o in issue.options}, key=str)
    gauges = st.sampled_from([gauge.id for gauge in found.gauges])
    tables = st.sampled_from([table.id for table in found.tables])
    people = actors(name)
    return {
        "table": tables,
        "package": packages(name),
        "issue": st.sampled_from([issue.id for issue in found.issues]),
        "option": st.sampled_from(options),
        "line": st.sampled_from(options),
        "gauge": gauges,
        "deltas": st.lists(st.tuples(gauges, st.integers(-9000, 9000)), max_size=3).map(tuple),
        "card": st.sampled_from([card.id for card in found.cards] or ["none"]),
        "question": st.sampled_from(["reservation", "threshold"]),
        "fact": st.sampled_from(["reservation", "threshold"]),
        "quantity": st.sampled_from(["reservation", "threshold"]),
        "channel": st.sampled_from(sorted(index_of(found).channels)),
        "cause": st.sampled_from(["poll", "threaten.host"]),
        "topic": st.sampled_from(["remark.no_comment", "text"]),
        "kind": st.sampled_from(OUTCOMES),
        "code": st.sampled_from(["ValueError", "no_attention"]),
        "needed": st.lists(people, max_size=3, unique=True).map(tuple),
        **dict.fromkeys(("actor", "by", "to", "of", "seat", "about"), people),
        **dict.fromkeys(("minute", "deadline"), _minutes),
        "until": st.none() | _minutes,
        **dict.fromkeys(("offer", "number", "amount"), _counts),
        "failed": st.none() | st.just("ValueError"),
    }


_TYPES = {int: st.integers(-(10**6), 10**6), bool: st.booleans(), str: st.just("word")}


def _values(name, field, hint):
    known = _fields(name)
    if field in known:
        if isinstance(hint, UnionType) and type(None) in get_args(hint) and field != "until":
            return st.none() | known[field]
        return known[field]
    if isinstance(hint, UnionType):
        return st.one_of(*(_values(name, field, part) for part in get_args(hint)))
    if hint is type(None):
        return st.none()
    if attrs.has(hint):
        return bodies(name, hint)
    assert get_origin(hint) is None, (field, hint)
    return _TYPES[hint]


def bodies(name, cls):
    """
    Draw values of a move or an event, each field from what the scenario knows.
    """
    hints = get_type_hints(cls)
    drawn = {f.name: _values(name, f.name, hints[f.name]) for f in attrs.fields(cls)}
    if getattr(cls, "AUDIENCE", None) == e.PAIR:
        pairs = st.sampled_from(sorted(index_of(scenario(name)).pairs))
        del drawn["by"], drawn["to"]
        return st.builds(
            lambda pair, **more: cls(by=pair[0], to=pair[1], **more), pair=pairs, **drawn
        )
    return st.builds(cls, **drawn)


@functools.cache
def moves(name):
    """
    Draw any move at all, sensible or not.
    """
    return st.one_of(*(bodies(name, cls) for cls in m.MOVES.values()))


@functools.cache
def events(name):
    """
    Draw any event of the union with names the scenario knows.
    """
    return st.one_of(*(bodies(name, cls) for cls in e.EVENTS.values()))


@functools.cache
def hidden_events(name, seat):
    """
    Draw an event that a seat does not see.
    """
    from sim.domain.audience import sees

    kinds = [cls for cls in e.EVENTS.values() if cls.AUDIENCE != e.PUBLIC]
    drawn = st.one_of(*(bodies(name, cls) for cls in kinds))
    return drawn.filter(lambda event: not sees(seat, event, scenario(name)))


def requests(played, at):
    """
    Draw a request at a moment of a game: anybody's, legal or not, the facilitator's too.
    """
    talks = played.states[at]
    due = next_due(talks)
    minute = talks.minute if due is None else due[0]
    anybody = st.one_of(actors(played.name), st.just(FACILITATOR))

    def by(actor):
        anything = moves(played.name)
        if actor == FACILITATOR:
            return st.tuples(st.just(actor), st.just(minute), anything)
        legal = legal_moves(view_for(actor, talks, minute))
        some = st.sampled_from(legal) | anything if legal else anything
        return st.tuples(st.just(actor), st.just(minute), some)

    return anybody.flatmap(by)


def _minutes_around(view):
    due = view.common.deadline or view.scenario.closes or view.scenario.deadline_latest
    near = [view.minute + days * MINUTES_DAY for days in (1, 2, 7, 14, 30)]
    return [*near, view.minute + 1, due - 1, due, due + 1, view.scenario.horizon]


def plausible_moves(view):
    """
    Return moves of every kind that a seat could think of, far more than those it is offered.
    """
    world, index = view.scenario, index_of(view.scenario)
    people = [actor.id for actor in index.order]
    options = [(i.id, o) for i in world.issues for o in (i.options[0], i.options[-1])]
    numbers = (
        range(max(c.offers_count for c in view.channels.values()) + 2) if view.channels else ()
    )
    found = [m.Wait(), m.Sue(), m.Invite(), m.Retract(), m.Threaten(), m.OpenInquiry()]
    found += [m.CloseInquiry(), m.Approve(), m.Endorse(), m.Block(), m.RestrictExport()]
    found += [m.Enjoin(granted=granted) for granted in (True, False)]
    found += [m.Say(topic="remark.no_comment", to=to) for to in (None, *people)]
    for table in index.tables:
        found += [m.Suspend(table=table), m.Resume(table=table), m.Walk(table=table)]
        for number in numbers:
            found += [cls(table=table, offer=number) for cls in (m.Accept, m.Reject, m.Withdraw)]
        for at in (0, 1, -1):
            paper = Package({issue.id: issue.options[at] for issue in world.issues})
            found.append(m.Propose(table=table, package=paper))
    for other in people:
        found += [m.Lobby(to=other), m.SeekUndertaking(of=other)]
        for word in ("reservation", "threshold"):
            found += [m.Ask(to=other, question=word), m.Disclose(to=other, fact=word)]
        found += [m.Answer(to=other, number=number, honest=True) for number in range(1, 12)]
    for issue, option in options:
        found += [m.State(issue=issue, line=option), m.Pledge(issue=issue, option=option)]
        found.append(m.Condition(issue=issue, option=option))
    found += [m.Leak(card=card.id) for card in world.cards]
    found += [m.PublishPoll(gauge=gauge.id, value=gauge.low) for gauge in world.gauges]
    for minute in _minutes_around(view):
        found += [m.Order(deadline=minute), m.SetDeadline(minute=minute)]
        found += [m.ExtendDeadline(minute=minute), m.Wait(until=minute)]
    return found
