"""
Say a rule as given - when - then: facts, a request, the events or the refusal that must follow.

    given(e.OrderSigned(by=HOST, deadline=DAY * 40), minute=DAY)
        .when(SELLER, m.Sue())
        .then(e.SuitFiled(by=SELLER))

Given facts are folded, not decided, so a test says only what its rule is about. Stops, attention,
gauges and moods are left out of the comparison unless the expected events name their kind.
"""

import attrs
import generators as g

from sim.domain import events as e
from sim.domain.actors import COURT as COURT_ROLE
from sim.domain.deal import Package
from sim.domain.decider import Refusal, advance, evolve, initial, next_due
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.agenda import never
from sim.domain.rules.choices import legal_moves
from sim.domain.rules.gauges import by_name
from sim.domain.talks import changed
from sim.domain.units import MINUTES_DAY
from sim.domain.views import view_for

DAY = MINUTES_DAY
WORLD = g.scenario(g.WIDE)
"""The scenario where every family of moves lives."""


def _in(role):
    return in_role(WORLD, role).id


BUYER, SELLER, HOST, ALLY = map(_in, ("buyer", "seller", "host", "ally"))
RIVAL, LICENSOR, COURT, PRESS, HOUSE = map(_in, ("rival", "licensor", COURT_ROLE, "press", "house"))
SALE = next(table.id for table in WORLD.tables if table.outcome == "deal")
PARTNER = next(table.id for table in WORLD.tables if table.outcome == "rival")

CALM = {
    "ratify_spread_points": 0,
    "counsel_day_ppm": 0,
    "order_notice_days": 7,
    "deadline_notice_days": 1,
    "host_answers": 0,
}
"""What could come between a request and what its rule is about; a test of it says its number."""

BOOKKEEPING = (e.StopSet, e.AttentionSpent, e.GaugesMoved, e.MoodShifted, e.TurnPassed)


def package(at=0, **options):
    """
    Return the package that takes option number `at` of every issue but those named.
    """
    found = {issue.id: issue.options[min(at, len(issue.options) - 1)] for issue in WORLD.issues}
    return Package({**found, **options})


def given(*facts, minute=0, world=WORLD, seed=0, tempers=None, **numbers):
    """
    Begin with facts at a minute; rule parameters may be set for the test, such as slip_ppm=0.
    """
    world = attrs.evolve(world, numbers={**world.numbers, **CALM, **numbers})
    seats = {actor.id: "random" for actor in world.actors if actor.role != "house"}
    header = g.opening_header(world, seed, seats, tempers=tempers)
    return Story(initial(header)).and_given(*facts, minute=minute)


class Story:
    """
    Talks, with what the last request led to.
    """

    def __init__(self, talks, found=None):
        self.talks = talks
        self.found = found

    def and_given(self, *facts, minute=None):
        """
        Fold further facts, at the present minute or a later one.
        """
        talks = self.talks
        if minute is not None:
            talks = changed(talks, minute=minute)
        for fact in facts:
            talks = evolve(talks, fact)
        return Story(talks)

    def when(self, actor, move, minute=None):
        """
        Ask for a move at the present minute or a later one; what follows becomes part of the story.
        """
        minute = self.talks.minute if minute is None else minute
        found = g.decided(self.talks, actor, minute, move)
        talks = self.talks if isinstance(found, Refusal) else advance(self.talks, found)
        return Story(talks, found)

    def then(self, *expected):
        """
        Check the events that followed, in their order.
        """
        assert not isinstance(self.found, Refusal), self.found
        kinds = {type(event) for event in expected}
        told = [x for x in self.events if type(x) in kinds or not isinstance(x, BOOKKEEPING)]
        assert told == list(expected)
        return self

    def then_refused(self, code):
        """
        Check that the rules said no, for this reason, and named what is legal instead.
        """
        assert isinstance(self.found, Refusal), self.found
        assert self.found.code == code
        return self

    @property
    def events(self):
        """
        Return the events of the last decision.
        """
        return self.found.events

    @property
    def common(self):
        """
        Return common knowledge.
        """
        return self.talks.common

    @property
    def outcome(self):
        """
        Return the kind of the outcome, or None.
        """
        return None if self.common.outcome is None else self.common.outcome.kind

    @property
    def due(self):
        """
        Return (minute, actor) of the next stop.
        """
        return next_due(self.talks)

    def stop(self, actor):
        """
        Return the minute of an actor's next stop, or None if it has none before the horizon.
        """
        minute = self.talks.agenda[actor]
        return None if minute >= never(self.talks) else minute

    def view(self, actor, minute=None):
        """
        Return what an actor knows.
        """
        return view_for(actor, self.talks, self.talks.minute if minute is None else minute)

    def legal(self, actor):
        """
        Return the moves an actor is offered now.
        """
        return legal_moves(self.view(actor))

    def gauge(self, name, minute=None, seen_by=None):
        """
        Return a gauge in thousandths of a point, as everybody sees it or as one actor does.
        """
        minute = self.talks.minute if minute is None else minute
        common = self.common if seen_by is None else self.view(seen_by).common
        return by_name(self.talks.scenario, common, minute)[name]

    def offer(self, table, number):
        """
        Return an offer of a table, or None if the table has forgotten it.
        """
        offers = self.talks.channels[table].offers
        return next((offer for offer in offers if offer.id == number), None)

    def channel(self, one, other):
        """
        Return the channel of two actors.
        """
        return self.talks.channels[index_of(self.talks.scenario).pairs[one, other]]

    def lucky(self, tell):
        """
        Return the same story under the first seed for which `tell(story)` holds.
        """
        for seed in range(500):
            story = Story(changed(self.talks, seed=seed))
            if tell(story):
                return story
        message = "no seed tells this story"
        raise AssertionError(message)
