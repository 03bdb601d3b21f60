"""
Goal: a good play of every lesson meets every goal; a naive one fails and gets the named hint.
"""

from itertools import pairwise

import pytest
from lesson_plays import GOOD, NAIVE, play, walk

from sim.domain.audience import sees
from sim.domain.events import TalksEnded
from sim.lessons import list_lessons, load_lesson
from sim.projections.lesson_figures import Days, Share, Zone, figure_of
from sim.projections.lessons import OVER, moments, progress


def come(name, said):
    lesson, session = play(name, said)
    return lesson, session, progress(lesson, session.header, session.decisions)


def test_every_lesson_has_a_good_play_and_every_hint_a_naive_one():
    assert set(GOOD) == set(list_lessons())
    hints = {
        (name, step.id, hint.id)
        for name in list_lessons()
        for step in load_lesson(name).steps
        for hint in step.hints
    }
    assert hints == set(NAIVE)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_play_meets_every_goal(name):
    lesson, _, found = come(name, GOOD[name])
    assert found.hint == ""
    assert found.step == len(lesson.steps)
    assert found.over


@pytest.mark.parametrize(("name", "step", "hint"), NAIVE)
def test_a_naive_play_fails_and_gets_the_named_hint(name, step, hint):
    lesson, _, found = come(name, NAIVE[name, step, hint])
    assert lesson.steps[found.step].id == step
    assert found.hint == hint


@pytest.mark.parametrize("name", ["trade", "veto"])
def test_progress_never_goes_back_and_a_step_begins_where_the_last_was_met(name):
    lesson, session = play(name, GOOD[name])
    steps, begun = [], []
    for count in range(1, len(session.decisions) + 1):
        found = progress(lesson, session.header, session.decisions[:count])
        steps.append(found.step)
        begun.append(found.begun)
    assert steps == sorted(steps)
    for number, (before, after) in enumerate(pairwise(steps), 2):
        if after > before:
            assert begun[number - 1] == number


@pytest.mark.parametrize("name", GOOD)
def test_talks_that_end_without_a_failure_of_a_name_say_that_they_ended(name):
    _, session, found = come(name, [*GOOD[name][:3], (walk,)])
    assert session.over
    assert found.hint == OVER


def test_an_assertion_sees_no_more_than_the_seat():
    # Their offers to a third party, or the engine's own events, must teach a lesson nothing.
    lesson, session = play("veto", GOOD["veto"])
    for _, moment in moments(lesson.seat, session.header, session.decisions):
        assert all(sees(lesson.seat, event, session.scenario) for event in moment.events)
        assert moment.before.seat == moment.after.seat == lesson.seat
        over = any(isinstance(event, TalksEnded) for event in moment.events)
        assert (moment.claimed is not None) == over


def test_the_figures_come_from_the_record():
    lesson, session = play("anchor", GOOD["anchor"])
    zone = figure_of(lesson, session.header, session.decisions)
    price = session.talks.common.outcome.package["price"]
    assert isinstance(zone, Zone)
    assert zone.low == 30
    assert zone.low < zone.signed == price < zone.high
    assert abs(zone.share - (price - zone.low) * 1_000_000 // (zone.high - zone.low)) < 50_000
    lesson, session = play("trade", GOOD["trade"])
    assert figure_of(lesson, session.header, session.decisions) == Share(share=1_000_000)
    lesson, session = play("veto", GOOD["veto"])
    figure = figure_of(lesson, session.header, session.decisions)
    assert isinstance(figure, Days)
    assert figure.signed < 7 < figure.deadline == 9
