"""
Goal: a game that is over is judged while one looks, told by keys in both languages, and forked.
"""

import copy

import attrs
import pytest
import stills
from driver import Person
from layout import Setting, overlaps
from tables import FRAME, Here, let_play, seat_in, sit

from game import text
from game.box import Box
from game.parts.graph import graph
from game.presenters.make_desk_words import Words
from game.presenters.make_review import Attempt, dearest, graded
from game.screens import review
from game.shell import evaluating, start
from game.shell.library import kept_of
from game.shell.review import RecordReview
from game.shell.saves import saved_files
from game.shell.words import words_of
from sim.domain.decision import FACILITATOR
from sim.domain.moves import Propose, Walk
from sim.estimates import Estimate
from sim.projections.move_words import move_words
from sim.record.replay import read_log
from sim.review import BLUNDER, GRADES, MISTAKE, PLAIN, ROLLOUTS, STRONG
from sim.review_again import Tried
from sim.review_deals import Better
from sim.words import vocabulary

LANGS = ("en", "fr")
SMALL = "first-offer"
FRAMES_MOST = 500


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    start.let_go()


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
    assert len(_model(person).graph.curves[0].points) > 2
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
def test_what_the_badges_mean_stands_below_them_where_there_is_room(monkeypatch):
    person, drawn = _review("en", Here(2)), []
    _judge(person)
    plain = review.grades
    monkeypatch.setattr(review, "grades", lambda *said: drawn.append(said[2:]) or plain(*said))
    for many, seen in ((1, 1), (2, 2), (3, 2)):
        _graded(person, *[MISTAKE] * many)
        assert len(drawn) == seen
    note, key = drawn[0]
    assert f"{ROLLOUTS} times" in note
    assert [one.words for one in key[:3]] == [
        f"{ppm // 10_000}\N{NO-BREAK SPACE}%" for _, ppm in GRADES
    ]
    assert sorted(set(person.app.painter.clipped)) == []


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
    for _ in range(2):
        person.press("a", "down" if person.screen.chosen == 0 else "up")
    said = {"en": "cards open: ", "fr": "cartes sur table"}[lang]
    assert [said in row.better for row in _model(person).rows] == [True, False]
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_rows_are_walked_by_keys_and_the_better_move_is_told_only_when_asked_for(lang):
    person = _review(lang, Here(2))
    _judge(person)
    _graded(person, STRONG, MISTAKE, BLUNDER)
    rows = _model(person).rows
    assert [row.badge for row in rows] == ["!", "?", "??"]
    assert {mark.row for mark in _model(person).graph.marks} == {0, 1, 2}
    assert person.focus == "rows"
    assert person.screen.chosen == 1  # the dearest
    moves = [_best(person, row.decision) for row in rows]
    assert [row.secret for row in rows] == [False, True, True]
    assert not any(move in row.better for move, row in zip(moves, rows, strict=True))
    person.press("down", "a")
    assert person.screen.chosen == 2
    assert [row.secret for row in _model(person).rows] == [False, True, False]
    assert moves[2] in _model(person).rows[2].better
    assert sorted(set(person.app.painter.clipped)) == []
    person.press("r")
    assert person.screen.keys == "replay"
    assert person.screen.port.scene.here.decision < rows[2].decision
    person.press("escape", "escape")
    assert person.screen.keys == "outcome"


def _best(person, decision):
    """
    Return what tells the best move apart: an offer's price is told as the desk tells it.
    """
    port, lang = person.screen.port, person.app.context.text.lang
    scenario = port.record.header.scenario
    best = port._moment(decision).best[0].move
    if not isinstance(best, Propose):
        return move_words(scenario, best, vocabulary(scenario.id, lang), port._papers.get(decision))
    words = Words(text=text.load(lang), names=words_of(scenario.id, lang), scenario=scenario,
                  seat=port.seat)  # fmt: skip
    price = next(one for one in scenario.issues if one.unit == "musd")
    before = port._papers.get(decision)
    if before is not None and before[price.id] == best.package[price.id]:
        return vocabulary(scenario.id, lang)["move.propose"]
    return words.one(price.id, best.package[price.id])


@pytest.mark.parametrize("lang", LANGS)
def test_a_moment_is_tried_again_before_its_answer_and_nothing_is_written(lang):
    evaluator = Here(2)
    person = _review(lang, evaluator)
    _judge(person)
    _graded(person, MISTAKE)
    port, row = person.screen.port, _model(person).rows[0]
    kept = saved_files()
    assert row.secret
    person.press("t")
    assert type(person.screen).__name__ == "TryingScreen"
    desk = person.screen.port
    assert len(desk.session.decisions) >= row.decision - 1
    kept_lines = port.record.decisions[: row.decision - 1]
    assert tuple(desk.session.decisions[: row.decision - 1]) == kept_lines
    assert desk.seat == port.seat
    decided = len(desk.session.decisions)
    person.press("backspace")
    assert desk.session.decisions[decided:] == []  # it lasts one move: there is no way back in it
    assert person.screen.refused == text.load(lang)("ui.rewind.not.apart")
    person.press("escape")
    assert _model(person).rows[0].secret  # to look is not to try
    person.press("t", "space")
    person.app.step([], FRAME)
    assert person.screen.keys == "review"
    assert not _model(person).rows[0].secret
    assert _best(person, row.decision) in _model(person).rows[0].better
    attempt = port._tried[row.decision]
    known = (port._moment(row.decision).move, port._moment(row.decision).best[0].move)
    _judge(person)
    assert port._tried[row.decision].weighed
    assert (attempt.move in known) != (("weigh", row.decision) in evaluator.asked)
    assert saved_files() == kept
    assert not person.screen.lively


@pytest.mark.parametrize(("short", "want"), [
    (-40_000, "gains +3.0 m, more than the best one that was looked at."),
    (40_000, "gains +3.0 m."),
])  # fmt: skip
def test_a_retry_is_told_on_the_scale_of_its_moment(short, want):
    person = _review("en", Here(2))
    _judge(person)
    _graded(person, MISTAKE)
    port = person.screen.port
    number = _model(person).rows[0].decision
    moment = port._moment(number)

    def sure(mean):
        return Estimate(mean=mean, error=1, count=24)

    # Of 90 thousandths to win 30 were charged to an earlier decision: the moment cost 60.
    best = (attrs.evolve(moment.best[0], gain=sure(90_000)), *moment.best[1:])
    judged = attrs.evolve(moment, best=best, loss=sure(60_000))
    port._moments = tuple(judged if one.decision == number else one for one in port._moments)
    tried = Tried(decision=number, move=Walk(table="none"), gain=sure(90_000), short=sure(short))
    port._tried[number] = Attempt(move=tried.move, verdict=tried, weighed=True)
    port._known = None
    told = _model(person).rows[0].better
    assert want in told
    assert ("Better: " in told) is (short > 0)


def test_a_fork_opens_in_play_at_the_moment_with_a_save_of_its_own():
    person = _review("en", Here(2))
    _judge(person)
    _graded(person, MISTAKE)
    port, row = person.screen.port, _model(person).rows[0]
    before = set(saved_files())
    person.press("f")
    assert person.screen.keys == "desk"
    session = person.screen.port.session
    lines = [one for one in session.decisions if one.actor != FACILITATOR]
    assert (
        lines[: row.decision - 2]
        == [one for one in port.record.decisions[: row.decision - 1] if one.actor != FACILITATOR][
            : row.decision - 2
        ]
    )
    assert port.seat in session.talks.humans
    (made,) = set(saved_files()) - before
    assert kept_of(made).forked_at == row.decision - 1


def test_leaving_the_review_lets_the_worker_rest_and_what_was_judged_is_kept():
    evaluator = Here(2)
    person = _review("en", evaluator)
    for _ in range(2):
        person.app.step([], FRAME)
    port = person.screen.port
    judged = port._moments
    assert judged
    assert port.reckoning
    person.press("escape")
    assert person.screen.keys == "outcome"
    assert evaluator.dropped == 1
    assert not evaluator.busy
    person.app.step([], 1)
    person.press("v")
    person.app.step([], FRAME)
    assert evaluator.asked == [("judge", 0), ("judge", len(judged))]
    _judge(person)
    assert port._moments[: len(judged)] == judged
    assert len(port._moments) == port._total


def test_the_space_of_deals_holds_both_paths_and_is_looked_at_large():
    person = _review("fr", Here(2))
    plot = _model(person).deals
    offers = [one for one in person.screen.port.record.decisions if isinstance(one.move, Propose)]
    assert sum(len(way.spots) for way in plot.ways) == len(offers)
    person.press("g")
    assert person.focus == "larger"
    assert sorted(set(person.app.painter.clipped)) == []
    person.press("escape")
    assert person.screen.keys == "review"
    person.press("tab", "tab", "tab", "tab")
    assert person.screen.focus.current is not None


def test_what_was_better_lies_within_the_plot_however_far_it_lies():
    person = _review("en", Here(2))
    port = person.screen.port
    deals = port._deals
    far = Better(package=_some(port), worths=(9_000_000, -4_000_000), gains=(1, 1))
    port.__dict__["_deals"] = attrs.evolve(deals, better=(far,))
    port._known = None
    for spot in _model(person).deals.better:
        assert all(0 <= one <= 1 for one in spot)


def _some(port):
    return next(one.move.package for one in port.record.decisions if isinstance(one.move, Propose))


def test_lines_are_shown_and_hidden_by_their_number():
    person = _review("en", Here(2))
    shown = [curve.shown for curve in _model(person).graph.curves]
    person.press("2")
    assert [curve.shown for curve in _model(person).graph.curves] == [shown[0], not shown[1]]
    person.press("2")
    assert [curve.shown for curve in _model(person).graph.curves] == shown


def test_moments_stand_in_the_order_of_time_and_the_dearest_is_met_first():
    class Told:
        def __init__(self, decision, grade, loss):
            self.decision, self.grade = decision, grade
            self.loss = Estimate(mean=loss, error=1, count=24)

    made = [Told(1, STRONG, 0), Told(2, PLAIN, 9), Told(3, MISTAKE, 5), Told(4, BLUNDER, 8)]
    assert [one.decision for one in graded(made)] == [1, 3, 4]
    assert dearest(made) == 2


def test_a_review_that_another_screen_took_the_worker_from_goes_on_where_it_was():
    evaluator = Here(2)
    person = _review("en", evaluator)
    port = person.screen.port
    for _ in range(3):
        port.reckon()
    first = port._moments
    assert first
    evaluator.drop()
    port.reckon()
    assert evaluator.asked == [("judge", 0), ("judge", len(first))]
    port.reckon()
    assert port._moments[: len(first)] == first
    assert len(port._moments) == len(first) + 1


class Broken(Here):
    """
    Judges nothing.
    """

    def judge(self, header, lines, seat, known=()):
        """
        Fail at once.
        """
        del header, lines, seat, known
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
    person.press("f", "tab")
    assert sorted(set(person.app.painter.clipped)) == []


def test_a_review_that_broke_off_is_begun_again_by_enter():
    evaluator = Broken()
    person = _review("en", evaluator)
    _judge(person)
    assert person.screen.port._failed
    evaluator.judge = Here.judge.__get__(evaluator)
    person.screen.focus.go("retry")
    person.press("enter")
    _judge(person)
    model = _model(person)
    assert not model.failed
    assert len(person.screen.port._moments) == person.screen.port._total


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


@pytest.mark.parametrize("lang", LANGS)
def test_the_lowest_name_of_the_graph_keeps_clear_of_the_last_date(lang, monkeypatch):
    person = Person("review", copy.copy(stills.review()), lang)
    model = _model(person).graph
    low = [
        attrs.evolve(curve, shown=True, points=tuple(
            attrs.evolve(one, after=0.0, before=0.0, low=0.0, high=0.0) for one in curve.points
        ))
        for curve in model.curves
    ]  # fmt: skip
    last = (*model.ticks[:-1], attrs.evolve(model.ticks[-1], at=1.0))
    model = attrs.evolve(model, curves=tuple(low), ticks=last)
    setting = Setting(monkeypatch)
    graph(person.app.painter, Box(16, 160, 820, 240), model, 0)
    date = next(line for line in setting.lines if line.words == model.ticks[-1].label)
    ends = [line for line in setting.lines if line.words in {curve.end for curve in low}]
    assert max(line.bottom for line in ends) > date.top - 8
    assert date.right + 4 <= min(line.left for line in ends)
    assert overlaps(setting.lines) == []
