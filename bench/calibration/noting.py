"""
What is noted of one whole summer, from its decisions alone: the same of the real one.

Names of issues and days stand in `checks.toml`; actors are known by their roles.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import define, field

from bench.balance import games
from bench.calibration.forking import is_retained, midnight_after
from bench.calibration.keeping import Game
from bench.calibration.named_days import NamedDays
from sim.domain import events as e
from sim.domain.actors import ALLY, HOST, RIVAL
from sim.domain.decision import Decision
from sim.domain.lookup import in_role, index_of
from sim.domain.setting import Scenario
from sim.domain.units import MINUTES_DAY
from sim.engine.session import Session

FILE = Path(__file__).with_name("checks.toml")


@lru_cache(maxsize=1)
def checks() -> Mapping[str, Any]:
    """Return what is counted, and in which words."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def play(what: str, seeds: Sequence[int]) -> list[Game]:
    """Play whole summers and note them."""
    del what
    scenario, found = games.scenario_of(), []
    for seed in seeds:
        session = Session(scenario, seed)
        session.advance()
        found.append(noted(scenario, session.decisions))
    return found


@define
class _Noted:
    """What has been seen so far."""

    scenario: Scenario
    first: dict[str, int] = field(factory=dict)
    """Minute of each fact's first time."""
    prices: list[int] = field(factory=list)
    days: NamedDays = field(factory=NamedDays)
    ended: e.TalksEnded | None = None

    def event(self, event: e.Event, minute: int) -> None:
        """Note one event."""
        for fact in self._facts(event):
            self.first.setdefault(fact, minute)
        self._deadlines(event, minute)
        if isinstance(event, e.OfferTabled):
            self._price(event, minute)
        if isinstance(event, e.TalksEnded):
            self.ended = event

    def _facts(self, event: e.Event) -> tuple[str, ...]:
        """Return the facts that an event is the first sign of."""
        match event:
            case e.ThreatMade(by=by):
                return ("threatened",) if self._is(by, HOST) else ("coerced",)
            case e.DealBlocked(by=by):
                return ("coerced",) if self._is(by, ALLY) else ("refused",)
            case e.OfferTabled(by=by) if self._is(by, RIVAL):
                return ("bid",)
            case e.TermsSigned(table=table):
                return ("turn", f"signed_{index_of(self.scenario).tables[table].outcome}")
            case e.SuitDecided(granted=True):
                return ("stopped",)
            case _:
                return _PLAIN.get(type(event), ())

    def _is(self, actor: str, role: str) -> bool:
        found = in_role(self.scenario, role)
        return found is not None and found.id == actor

    def _deadlines(self, event: e.Event, minute: int) -> None:
        match event:
            case e.OrderSigned(deadline=due):
                self.days.named(minute, due, ordered=True)
            case e.DeadlineSet(minute=due) | e.DeadlineExtended(minute=due):
                self.days.named(minute, due)
            case e.ThreatWithdrawn(by=by) if self.days.by_order and self._is(by, HOST):
                self.days.taken_back(minute)
            case _:
                pass

    def _price(self, event: e.OfferTabled, minute: int) -> None:
        asked = checks()["prices"]
        start = midnight_after(self.scenario, asked["first"]) - MINUTES_DAY
        in_time = start <= minute < midnight_after(self.scenario, asked["last"])
        if in_time and event.package[asked["where"]] in asked["options"]:
            self.prices.append(int(event.package[asked["issue"]]))


_PLAIN: Mapping[type[e.Event], tuple[str, ...]] = {
    e.OrderSigned: ("ordered",),
    e.ExportRestricted: ("restricted",),
    e.SuitFiled: ("sued",),
    e.DeadlineExtended: ("extended",),
    e.TalksSuspended: ("suspended",),
    e.InquiryOpened: ("inquired",),
    e.TalksFailed: ("turn",),
    e.TalksEnded: ("turn",),
}


def noted(scenario: Scenario, decisions: Iterable[Decision]) -> Game:
    """Return what is noted of a finished summer."""
    found = _Noted(scenario)
    minute = 0
    for decision in decisions:
        minute = decision.minute
        for event in decision.events:
            found.event(event, minute)
    assert found.ended is not None, "only a finished summer is noted"
    kind = found.ended.kind
    signed = [found.first[name] for name in found.first if name.startswith("signed_")]
    return {
        "kind": kind,
        "retained": is_retained(scenario, found.ended.package),
        "first": found.first,
        "prices": found.prices,
        "days": found.days.ended(minute, kind, min(signed, default=None)),
    }
