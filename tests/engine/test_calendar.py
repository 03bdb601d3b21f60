"""
Goal: the calendar rings whoever the newest alarm names, at its minute, and nobody else.
"""

import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simpy.core import EmptySchedule

from sim.domain.decider import next_due
from sim.domain.talks import changed
from sim.engine.calendar import Calendar

ACTORS = ("one", "two", "three")


class Rung:
    """
    A calendar with the turns it gave, as (actor, minute).
    """

    def __init__(self, minute=0):
        self.turns = []
        self.calendar = Calendar(ACTORS, self._turn, minute=minute)
        self.plan = []

    def _turn(self, actor):
        self.turns.append((actor, int(self.calendar._env.now)))
        if self.plan:
            self.calendar.arm(*self.plan.pop(0))

    def run(self):
        """
        Let everything happen.
        """
        try:
            while True:
                self.calendar.step()
        except EmptySchedule:
            return self.turns


def test_an_alarm_rings_its_actor_at_its_minute():
    rung = Rung()
    rung.calendar.arm("two", 70)
    assert rung.run() == [("two", 70)]


def test_a_superseded_alarm_does_nothing():
    rung = Rung()
    rung.calendar.arm("two", 70)
    rung.calendar.arm("one", 90)
    rung.calendar.arm("three", 80)
    assert rung.run() == [("three", 80)]


def test_a_disarmed_calendar_rings_nobody():
    rung = Rung()
    rung.calendar.arm("two", 70)
    rung.calendar.disarm()
    assert rung.run() == []


def test_an_alarm_for_a_minute_gone_by_rings_at_once():
    rung = Rung(minute=500)
    rung.calendar.arm("one", 400)
    assert rung.run() == [("one", 500)]


def test_one_actor_may_stop_several_times_at_one_minute():
    rung = Rung()
    rung.plan = [("one", 70), ("one", 70), ("two", 70), ("one", 71)]
    rung.calendar.arm("one", 70)
    assert rung.run() == [("one", 70), ("one", 70), ("one", 70), ("two", 70), ("one", 71)]


alarms = st.lists(st.tuples(st.sampled_from(ACTORS), st.integers(0, 50)), min_size=1, max_size=20)


@given(alarms)
def test_of_many_alarms_only_the_last_one_rings(wanted):
    rung = Rung()
    for alarm in wanted:
        rung.calendar.arm(*alarm)
    assert rung.run() == [wanted[-1]]


@given(alarms)
def test_turns_follow_the_plan_with_time_that_only_grows(wanted):
    rung = Rung()
    rung.calendar.arm(*wanted[0])
    rung.plan = wanted[1:]
    found = rung.run()
    assert [actor for actor, _ in found] == [actor for actor, _ in wanted]
    assert [minute for _, minute in found] == sorted(minute for _, minute in found)


# --- the agenda --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", g.NAMES)
@given(data=st.data())
def test_the_head_of_the_agenda_is_the_earliest_minute_then_the_lowest_rank(name, data):
    talks = g.game(name, 0, "random").states[0]
    ranks = {actor.id: actor.rank for actor in g.scenario(name).actors}
    assert len(set(ranks.values())) == len(ranks)
    agenda = {actor: data.draw(st.integers(0, 3)) for actor in talks.agenda}
    found = next_due(changed(talks, agenda=agenda))
    minute, _, actor = min((agenda[actor], ranks[actor], actor) for actor in agenda)
    assert found == (minute, actor)
