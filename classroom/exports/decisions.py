"""Rows of decisions: offers, answers and statements with what they were worth to whom."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import frozen

from classroom.debrief.offers import Made, offers_of, worth_to
from classroom.exports import common
from classroom.exports.columns import Cell, Row
from classroom.exports.flow import answered, packages
from classroom.exports.kept import Kept, KeptTable
from classroom.exports.presence import late_decisions
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.audience import audience
from sim.domain.deal import Package
from sim.domain.decision import Decision
from sim.domain.lookup import is_of_seats

SILENT = (m.Wait, m.Take, m.Release, m.Reseed)
"""Moves that say nothing to anybody."""
_SAID: Mapping[type, str] = {
    m.Accept: "accept", m.Reject: "reject", m.Walk: "walk_out", m.Disclose: "disclose",
    m.Say: "statement", m.State: "statement", m.Pledge: "statement", m.Retract: "statement",
    m.Threaten: "statement", m.Endorse: "statement",
}  # fmt: skip
"""Moves under the common words of negotiation research; others keep their own name."""


def spoken(table: KeptTable) -> tuple[Decision, ...]:
    """Return the decisions of a table that have a row."""
    return tuple(one for one in table.played.decisions if not isinstance(one.move, SILENT))


def decisions(kept: Kept) -> Iterator[Row]:
    """Yield every decision that was more than waiting, table by table."""
    for table in kept.tables:
        walk = _Walk(kept=kept, table=table)
        for one in spoken(table):
            yield walk.row(one)


@frozen(kw_only=True, slots=False)
class _Walk:
    """What the rows of one table look up."""

    kept: Kept
    table: KeptTable

    @cached_property
    def links(self) -> Mapping[int, int]:
        return answered(self.table.played.decisions)

    @cached_property
    def packages(self) -> Mapping[int, Package]:
        return packages(self.table.played.decisions)

    @cached_property
    def late(self) -> frozenset[int]:
        return late_decisions(self.kept, self.table)

    @cached_property
    def made(self) -> Mapping[int, Made]:
        """Return by number of decision its offer, at tables where only seats sit."""
        one = self.table.played
        numbers = [
            decision.number
            for decision in one.decisions
            for event in decision.events
            if isinstance(event, e.OfferTabled) and is_of_seats(one.scenario, event.table)
        ]
        return dict(zip(numbers, offers_of(one), strict=True))

    def row(self, one: Decision) -> Row:
        """Return the row of a decision."""
        kept, table, number = self.kept, self.table, self.table.played.table
        return {
            **common.table_ids(kept, number),
            "decision": one.number,
            "decision_id": common.decision_id(kept, number, one.number),
            **common.when(table, one),
            **common.who(kept, one.actor),
            "participant_code": common.participant(table, one),
            "actor_kind": common.actor_kind(kept, one),
            "move": self._said(one),
            "move_kind": m.move_kind(one.move),
            "to_roles": self._heard_by(one),
            **self._worth(one),
            **self._step(one),
            **self._answer(one),
            "timeout_happened": int(one.number in self.late),
            "text_length": self._length(one),
        }

    def _said(self, one: Decision) -> str:
        if isinstance(one.move, m.Propose):
            return "counter" if one.number in self.links else "offer"
        return _SAID.get(type(one.move), m.move_kind(one.move))

    def _heard_by(self, one: Decision) -> Cell:
        """Return who learned of it by the first of its events that reached somebody else."""
        for event in one.events:
            seen = audience(event, self.kept.scenario)
            if seen is None:
                return common.EVERYBODY
            others = [actor for actor in seen if actor != one.actor]
            if others:
                return common.APART.join(others)
        return None

    def _worth(self, one: Decision) -> Row:
        package = self.packages.get(one.number)
        table = getattr(one.move, "table", "")
        counts = package is not None and is_of_seats(self.kept.scenario, table)
        worth = worth_to(self.table.played, package) if counts and package is not None else {}
        return {
            "package_json": None if package is None else common.js(package),
            "utility_self": worth.get(one.actor),
            **{
                f"utility_other_{role}": worth.get(role) if role != one.actor else None
                for role in self.kept.valued
            },
        }

    def _step(self, one: Decision) -> Row:
        made = self.made.get(one.number)
        offered = isinstance(one.move, m.Propose)
        return {
            "delta_self": None if made is None else made.change_self,
            "delta_other": None if made is None else made.change_others,
            "move_class": None if made is None else made.kind,
            "concession": None if made is None else made.step,
            "is_first_offer": None if made is None else int(made.turn == 1),
            "is_counter": int(one.number in self.links) if offered else None,
        }

    def _answer(self, one: Decision) -> Row:
        to = self.links.get(one.number)
        if to is None:
            return {"responds_to": None, "response_time_s": None}
        seconds = self.table.played.seconds
        known = one.number in seconds and to in seconds
        return {
            "responds_to": common.decision_id(self.kept, self.table.played.table, to),
            "response_time_s": seconds[one.number] - seconds[to] if known else None,
        }

    def _length(self, one: Decision) -> Cell:
        """Return how many signs were written; nothing is left of erased words, not even that."""
        if not isinstance(one.move, m.Say) or one.move.text is None:
            return None
        body = self.table.bodies.get(one.move.text.text)
        return None if body is None else len(body)
