"""
Goal: a game that is over is judged while one looks, told by keys in both languages, and forked.
"""

import attrs
import pytest
from driver import Person
from tables import FRAME, Here, let_play, seat_in, sit

from game import text
from game.presenters.make_review import graded
from game.shell import evaluating
from game.shell.review import RecordReview
from sim.estimates import Estimate
from sim.record.replay import read_log
from sim.review import BLUNDER, MISTAKE, PLAIN, STRONG

LANGS = ("en", "fr")
SMALL = "first-offer"
FRAMES_MOST = 500


def _over(lang="en"):
    """
    Play a small game to its end by waiting, and return who stands at the outcome.
    """
    person = sit(SMALL, seat_in("seller", SMALL), lang)
    while person.screen.keys == "desk":
        person.press("enter", "space")
        let_play(person)
    return person


def _review(lang="en", evaluator=None):
    """
    Open the review by its key.
    """
    person = _over(lang)
    outcome = person.screen.port
    record = read_log(outcome.session.log, outcome.session.branch)
    outcome._review = RecordReview(record, outcome.seat, evaluator)
    while person.screen.lively:  # the end answers nothing until a moment passes without a key
        person.app.step([], FRAME)
    person.press("v")
    assert person.screen.keys == "review"
    return person


def _judge(person):
    for _ in range(FRAMES_MOST):
        person.app.step([], 0.016)
        if not person.screen.lively:
            break
    person.app.step([], 0.016)


def _model(person):
    return person.screen.port.model(person.app.context.text)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_judgements_come_one_by_one_and_then_the_screen_rests(lang):
    person = _review(lang, Here(8))
    person.app.step([], 0.016)
    told = [_model(person).progress]
    assert person.screen.lively
    person.app.step([], 0.016)
    told.append(_model(person).progress)
    assert told[0] != told[1]
    _judge(person)
    assert _model(person).progress == ""
    assert len(_model(person).graph.points) > 1
    frames = person.app.frames
    for _ in range(10):
        person.app.step([], 0.016)
    assert person.app.frames == frames
    assert sorted(set(person.app.painter.clipped)) == []


def _graded(person, *grades):
    """
    Put these grades on the first judgements, each cheaper than the one before.
    """
    port = person.screen.port
    moments = list(port._moments)
    for place, grade in enumerate(grades):
        loss = Estimate(mean=90_000 - 10_000 * place, error=1, count=24)
        moments[place] = attrs.evolve(moments[place], grade=grade, loss=loss)
    port._moments, port._known = tuple(moments), None
    person.app.draw()


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_mistake_by_hindsight_says_so(lang):
    person = _review(lang, Here(2))
    _judge(person)
    _graded(person, MISTAKE, BLUNDER)
    port = person.screen.port
    first, *others = port._moments
    port._moments, port._known = (attrs.evolve(first, hindsight=True), *others), None
    person.app.draw()
    said = {"en": "cards open: ", "fr": "cartes sur table"}[lang]
    assert [said in row.better for row in _model(person).rows] == [True, False]
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_rows_are_walked_by_keys_and_the_game_is_tried_again_there(lang):
    person = _review(lang, Here(2))
    _judge(person)
    _graded(person, STRONG, MISTAKE, BLUNDER)
    rows = _model(person).rows
    assert [row.badge for row in rows] == ["?", "??", "!"]
    assert {mark.row for mark in _model(person).graph.marks} == {0, 1, 2}
    assert person.focus == "rows"
    person.press("down")
    assert person.screen.chosen == 1
    assert sorted(set(person.app.painter.clipped)) == []
    person.press("f")
    assert person.screen.keys == "replay"
    scene = person.screen.port.scene
    assert scene.here.decision < rows[1].decision
    person.press("escape")
    assert person.screen.keys == "review"
    person.press("escape")
    assert person.screen.keys == "outcome"


def test_the_dearest_moment_is_first_and_plain_ones_are_left_out():
    class Told:
        def __init__(self, decision, grade, loss):
            self.decision, self.grade = decision, grade
            self.loss = Estimate(mean=loss, error=1, count=24)

    made = [Told(1, STRONG, 0), Told(2, PLAIN, 9), Told(3, MISTAKE, 5), Told(4, BLUNDER, 8)]
    assert [one.decision for one in graded(made)] == [4, 3, 1]


def test_a_review_that_another_screen_took_the_worker_from_begins_anew():
    evaluator = Here(2)
    person = _review("en", evaluator)
    port = person.screen.port
    for _ in range(3):
        port.reckon()
    first = port._moments
    assert first
    evaluator.drop()
    port.reckon()
    assert port._moments == ()
    for _ in range(3):
        port.reckon()
    assert port._moments == first


class Broken(Here):
    """
    Judges nothing.
    """

    def judge(self, header, lines, seat):
        """
        Fail at once.
        """
        del header, lines, seat
        self.newest += 1
        self._judged, self._left, self.failed = iter(()), 0, True


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("evaluator", [None, Broken()])
def test_where_nothing_can_be_judged_their_side_is_still_shown(lang, evaluator):
    person = _review(lang, evaluator)
    _judge(person)
    model = _model(person)
    assert model.empty == person.app.context.text("ui.review.failed")
    assert not person.screen.lively
    assert model.sides
    assert person.screen.port.seat not in {side.actor.id for side in model.sides}
    person.press("f", "tab", "enter")
    assert sorted(set(person.app.painter.clipped)) == []


def test_a_review_is_begun_once_and_looked_at_again():
    person = _over()
    outcome = person.screen.port
    assert outcome.review() is outcome.review()
    assert evaluating.evaluator() is None


@pytest.mark.parametrize("size", [(1280, 720), (800, 600), (2200, 900)])
def test_the_review_fits_at_every_size(size):
    person = _review("fr", Here(2))
    port = person.screen.port
    person = Person("review", port, "fr", size)
    _judge(person)
    _graded(person, STRONG, MISTAKE)
    assert all(one.box.right <= person.app.room.w for one in person.screen.focus.widgets)
    assert sorted(set(person.app.painter.clipped)) == []
    assert text.load("fr")("ui.review.title") == "Bilan"
