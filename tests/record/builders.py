"""
Build headers, decisions, lines and whole records for the tests of the bytes room.
"""

import functools
import os
import random
import sys
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.actors import Actor
from sim.domain.deal import Issue, Package
from sim.domain.decision import FORMAT, RULES, SOURCES, Decision, Header, Seated
from sim.domain.preferences import Preferences
from sim.domain.setting import Gauge, Scenario, Table
from sim.record.archive import export
from sim.record.codec import encode_decision, encode_header

PYTHON = sys.executable
ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"


def header(seed=1):
    """
    Return the header of the smallest scenario that folds: two parties, one issue, one gauge.
    """
    scenario = Scenario(
        id="tiny",
        version=1,
        opens="2020-07-31",
        horizon=100_000,
        closes=None,
        deadline_latest=90_000,
        issues=(Issue(id="price", options=(10, 20, 30), unit="musd"),),
        actors=(
            Actor(id="alpha", kind="party", role="buyer", rank=1, strategy="default/1"),
            Actor(id="beta", kind="party", role="seller", rank=2, strategy="default/1"),
            Actor(id="fate", kind="house", role="house", rank=9, strategy="default/1"),
        ),
        tables=(Table(id="main", members=("alpha", "beta")),),
        preferences={name: Preferences(unit=1, terms=()) for name in ("alpha", "beta")},
        gauges=(Gauge(id="heat", start=1_000, low=0, high=100_000),),
        numbers={"misuse_prior_ppm": 0},
    )
    seats = {name: Seated(strategy="default/1") for name in ("alpha", "beta", "fate")}
    return Header(format=FORMAT, rules=RULES, scenario=scenario, seed=seed, seats=seats)


@functools.cache
def header_line(seed=1):
    """
    Return the header line of `header`.
    """
    return encode_header(header(seed))


def decision(number, *, last=False):
    """
    Return a decision of three events; the last one ends the talks.
    """
    by = "alpha" if number % 2 else "beta"
    package = Package({"price": 10 * (1 + number % 3)})
    events = (
        e.AttentionSpent(by=by, amount=1),
        e.OfferTabled(table="main", offer=number, by=by, package=package),
        e.StopSet(actor=by, minute=number * 10 + 10),
    )
    if last:
        events += (e.TalksEnded(kind="deal", package=package),)
    return Decision(
        number=number,
        actor=by,
        minute=number * 10,
        source="strategy",
        move=m.Propose(table="main", package=package),
        events=events,
    )


@functools.cache
def lines(count, *, over=False):
    """
    Return the decision lines of a record.
    """
    numbers = range(1, count + 1)
    return tuple(encode_decision(decision(n, last=over and n == count)) for n in numbers)


def archive(count=5, *, over=True):
    """
    Return the bytes of an archive.
    """
    return export(header_line(), lines(count, over=over))


@functools.cache
def game(seed=1):
    """
    Return header line and decision lines of a real game of strategies.
    """
    from sim.engine.session import Session
    from sim.scenario import load_scenario

    scenarios = ROOT / "assets/scenarios"
    widest = load_scenario(str(max(scenarios.glob("*.toml"), key=lambda path: path.stat().st_size)))
    minds = {actor.id: "random" for actor in widest.actors if actor.kind != "house"}
    session = Session(widest, seed, minds)
    session.advance()
    return session.log.header, tuple(session.log.read(session.branch))


def filled(log, count=6, branch=1):
    """
    Append lines to a log and return it.
    """
    for number, line in enumerate(lines(count)):
        log.append(branch, number, line)
    return log


def everything(log):
    """
    Return all a log holds, for comparison.
    """
    branches = log.branches()
    return (
        log.header,
        branches,
        [(tuple(log.linked(b.id)), log.head(b.id)) for b in branches],
        log.notes(),
        log.texts(),
    )


def luck(seed=20200731):
    """
    Return the pinned chance of a damage test, so that a finding can be repeated.
    """
    return random.Random(seed)  # noqa: S311 - damage needs no secrecy


def environment():
    """
    Return the environment of another process that imports the checkout from any folder.
    """
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}


ints = st.integers(-(2**63), 2**63 - 1)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
packages = st.dictionaries(words, ints | words, max_size=4).map(Package)


def values(hint):
    """
    Return values of a field's type.
    """
    if hint is Package:
        return packages
    if attrs.has(hint):
        return instances(hint)
    if isinstance(hint, UnionType):
        return st.one_of(*map(values, get_args(hint)))
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is Ellipsis:
            return st.lists(values(inner[0]), max_size=3).map(tuple)
        return st.tuples(*map(values, inner))
    return {int: ints, str: words, bool: st.booleans(), NoneType: st.none()}[hint]


@functools.cache
def instances(cls):
    """
    Return values of an attrs class, every field drawn by its type.
    """
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: values(hints[field.name]) for field in attrs.fields(cls)})


events = st.sampled_from(list(e.EVENTS.values())).flatmap(instances)
moves = st.sampled_from(list(m.MOVES.values())).flatmap(instances)
decisions = st.builds(
    Decision,
    number=st.integers(1, 2**63 - 1),
    actor=words,
    minute=st.integers(0, 2**63 - 1),
    source=st.sampled_from(SOURCES),
    move=moves,
    events=st.lists(events, max_size=4).map(tuple),
)
