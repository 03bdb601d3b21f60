"""A case: what a rule works on while one request is decided. Local to `decide`, never stored."""

from typing import NoReturn

from sim.domain.actors import HOST, Actor
from sim.domain.deal import Package
from sim.domain.draws import RULE, Draws
from sim.domain.events import (
    Event,
    GaugesMoved,
    MoodShifted,
    TalksEnded,
    TalksFailed,
)
from sim.domain.lookup import actor_of, in_role, index_of, role_of
from sim.domain.rules.gauges import effect, gauge
from sim.domain.rules.numbers import number
from sim.domain.setting import Scenario
from sim.domain.stops import stop_of
from sim.domain.talks import WALKED, Common, Talks
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.domain.views import View

GRACE = 3 * MINUTES_DAY


class Case:
    """
    The request's surroundings and the events collected so far.

    A plain class: rules read the first seven all the time, and one is made for every decision.
    """

    __slots__ = (
        "_draws", "_luck", "actor", "common", "events", "fate",
        "minute", "scenario", "stops", "talks", "view",
    )  # fmt: skip

    def __init__(self, talks: Talks, view: View, draws: Draws) -> None:
        self.talks = talks
        self.view = view
        self._luck = draws
        self._draws: Draws | None = None
        self.scenario: Scenario = talks.scenario
        self.common: Common = talks.common
        """Common knowledge as it was before this decision."""
        self.actor: str = view.seat
        """Who asks."""
        self.minute: int = view.minute
        self.events: list[Event] = []
        self.stops: dict[str, int] = {}
        self.fate: int | None = None
        """Minute at which the house settles what failed talks leave behind."""

    @property
    def draws(self) -> Draws:
        """Return the luck of the rules; most decisions ask for none, so it is made when asked."""
        if self._draws is None:
            self._draws = self._luck.in_space(RULE)
        return self._draws

    def emit(self, event: Event) -> None:
        """Add an event."""
        self.events.append(event)

    def effect(self, move: str, actor: str | None = None, channel: str | None = None) -> None:
        """
        Add the gauge changes of a cause: `move.role`, or `move` alone if no actor is given.

        What passed in a channel moves them for its members only; a public change would tell.
        """
        cause = move if actor is None else f"{move}.{role_of(self.scenario, actor)}"
        deltas = effect(self.scenario, cause)
        if not deltas and actor is not None:
            cause = f"{move}.{actor_of(self.scenario, actor).kind}"
            deltas = effect(self.scenario, cause)
        if not deltas:
            return
        if channel is None:
            self.emit(GaugesMoved(cause=cause, deltas=deltas))
        else:
            self.emit(MoodShifted(channel=channel, cause=cause, deltas=deltas))

    def number(self, name: str) -> int:
        """Return a rule parameter."""
        return number(self.scenario, name)

    def call(self, actor: str, minute: int) -> None:
        """Give an actor a stop at a minute, never before now, unless it has an earlier one."""
        minute = max(minute, self.minute)
        standing = self.stops.get(actor, self.talks.agenda[actor])
        if minute < standing:
            self.stops[actor] = minute
            self.emit(stop_of(actor, minute))

    def call_later(self, actor: str, *, thinking: bool = False) -> None:
        """Give an actor a stop after the time a message takes, and a party its thinking."""
        delay = self.number("delay_min_minutes")
        delay += self.draws.between(
            0, self.number("delay_span_minutes"), "delay", str(self.rank(actor))
        )
        if thinking:
            delay += self._thinking()
        self.call(actor, self.minute + delay)

    def _thinking(self) -> int:
        """1.6 days x (1.5 - trust / 100), shorter in the last five days (model note, part 3)."""
        trust = gauge(self.scenario, self.view.common, self.minute, "trust", 50 * MILLI)
        minutes = self.number("thinking_minutes") * (150 * MILLI - trust) // (100 * MILLI)
        deadline = self.common.deadline or self.scenario.closes
        if deadline is not None and deadline - self.minute < self.number("hurry_minutes"):
            minutes = minutes * self.number("hurry_ppm") // PPM
        return minutes

    def rank(self, actor: str) -> int:
        """Return an actor's rank, the only name luck knows it by."""
        return actor_of(self.scenario, actor).rank

    def others(self, table: str) -> tuple[Actor, ...]:
        """Return the other members of a table."""
        index = index_of(self.scenario)
        return tuple(
            index.actors[member] for member in index.tables[table].members if member != self.actor
        )

    def fail(self, kind: str) -> None:
        """
        Close the talks without a paper; a standing order or threat still has its say.

        So has a host that was left no time to threaten, where the scenario says `host_answers`.
        """
        common = self.common
        for ally in common.endorsed:
            self.effect("endorsed_failed", ally)
        host = in_role(self.scenario, HOST)
        house = index_of(self.scenario).order[-1].id
        if common.order_minute is not None and not common.enjoined:
            self.emit(TalksFailed(kind=kind))
            due = max(self.minute, common.deadline or 0)
            court = in_role(self.scenario, "court")
            if court is not None and common.enjoined is None:
                self.call(court.id, due)
            self.fate = due
            self.call(house, due)
        elif host is not None and self._answers(host.id, kind):
            self.emit(TalksFailed(kind=kind))
            self.call(host.id, self.minute + MINUTES_DAY)
            self.fate = self.minute + GRACE
            self.call(house, self.fate)
        else:
            self.end(kind)

    def _answers(self, host: str, kind: str) -> bool:
        """Tell whether a host that has signed no order may still sign one."""
        common = self.common
        if host in common.threats:
            return True
        left = kind == WALKED and common.order_minute is None and host not in common.backed
        return left and self.number("host_answers") > 0

    def end(self, kind: str, package: Package | None = None) -> None:
        """End the game; only a sale carries a package. An inquiry still open ends unfinished."""
        self.effect("sold" if package is not None else kind)
        if self.common.inquiry_by is not None and self.common.inquiry_found is None:
            self.effect("inquiry_left", self.common.inquiry_by)
        self.emit(TalksEnded(kind=kind, package=package))


def unreachable(message: str) -> NoReturn:
    """Fail on our own mistake."""
    raise AssertionError(message)
