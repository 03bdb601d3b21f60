"""The one figure that a lesson shows at its end, from the record alone: nothing is secret then."""

from collections.abc import Sequence

from attrs import frozen

from sim.domain import events as e
from sim.domain.deal import Option, Package
from sim.domain.decider import advance, initial
from sim.domain.decision import Decision, Header
from sim.domain.rules import worth
from sim.domain.setting import Scenario
from sim.domain.talks import Talks
from sim.domain.units import MINUTES_DAY
from sim.projections.lessons import Lesson, claimed_of, number_of
from sim.projections.scores import created, opening_reservation, parties_of


@frozen(kw_only=True)
class Zone:
    """The options of the first issue at which nobody loses, and the one that was signed."""

    low: int
    high: int
    signed: int | None
    share: int
    """How far into it the seat came, in ppm."""


@frozen(kw_only=True)
class Share:
    """How much of the best joint gain was reached, in ppm."""

    share: int


@frozen(kw_only=True)
class Days:
    """The day of the signature and that of the deadline."""

    signed: int | None
    deadline: int


Figure = Zone | Share | Days


def figure_of(lesson: Lesson, header: Header, decisions: Sequence[Decision]) -> Figure:
    """Return the figure that a lesson shows at its end, from the record alone."""
    opening = talks = initial(header)
    for decision in decisions:
        talks = advance(talks, decision)
    if lesson.figure == "frontier":
        return Share(share=created(opening, talks))
    if lesson.figure == "zone":
        return _zone(lesson, opening, talks)
    signed = next((one.minute for one in decisions
                   for event in one.events if isinstance(event, e.TermsSigned)), None)  # fmt: skip
    closes = talks.common.deadline
    return Days(
        signed=None if signed is None else signed // MINUTES_DAY,
        deadline=(talks.scenario.deadline_latest if closes is None else closes) // MINUTES_DAY,
    )


def _zone(lesson: Lesson, opening: Talks, final: Talks) -> Zone:
    scenario, issue = opening.scenario, opening.scenario.issues[0]
    shared = [option for option in issue.options if _suits_all(opening, scenario, option)]
    assert shared, "a lesson about a zone has one"
    outcome = final.common.outcome
    paper = None if outcome is None else outcome.package
    return Zone(
        low=number_of(shared[0]),
        high=number_of(shared[-1]),
        signed=None if paper is None else number_of(paper[issue.id]),
        share=claimed_of(opening, final, lesson.seat),
    )


def _suits_all(opening: Talks, scenario: Scenario, option: Option) -> bool:
    """Tell whether nobody would rather have no deal than this option of the only issue."""
    package = Package({scenario.issues[0].id: option})
    return all(
        worth.package_utility(scenario, opening.common, seat, opening.private[seat], package)
        >= opening_reservation(opening, seat)
        for seat in parties_of(scenario)
    )
