"""
Goal: the bar of the expected result tells what the seat's view tells, when it is wanted, in words.
"""

import pytest
from driver import Person
from tables import Here, day, desk, let_play, seat_in, seats, sit, wait_until

from game import text
from game.figures import MINUS, NO_BREAK
from game.presenters.make_desk_expected import Reckoned, make_expected
from game.presenters.settings import Settings
from game.shell import evaluating, settings
from game.shell.seats import seat_choice
from sim.domain import moves as m
from sim.domain.lookup import kind_of
from sim.estimates import Estimate
from sim.games import seating_of
from sim.scenario import load_scenario

LANGS = ("en", "fr")


def _estimate(mean, error=10_000, count=64):
    return Estimate(mean=mean, error=error, count=count)


def _shown(lang="en", role="buyer", **known):
    words = desk(None, seat_in(role))._spoken(lang, text.load(lang))
    return make_expected(words, Reckoned(**known))


def _model(person):
    return person.screen.port.model(person.app.context.text)


# --- the figure


def test_a_figure_stands_between_two_errors_on_both_sides_of_it():
    bar = _shown(found=_estimate(100_000))
    assert (bar.figure, bar.spread) == (f"+5.0{NO_BREAK}bn", f"±{NO_BREAK}1.0")
    assert (bar.low, bar.high, bar.zero) == (f"{MINUS}5", "+15", 0.25)
    assert bar.part == 0.5
    assert bar.range == (0.45, 0.55)
    assert "64 games" in bar.hint
    assert bar.count == ""


def test_one_rollout_says_nothing_of_how_sure_it_is():
    bar = _shown(found=_estimate(80_000, 80_000, 1))
    assert bar.figure == f"+4.0{NO_BREAK}bn"
    assert (bar.spread, bar.range, bar.count) == ("", None, "1/64")


def test_the_scale_grows_by_whole_steps_until_everything_is_on_it():
    bar = _shown(found=_estimate(-330_000), before=_estimate(360_000))
    assert (bar.low, bar.high) == (f"{MINUS}20", "+20")
    assert 0 <= bar.range[0] < bar.part < bar.range[1] <= 1
    assert 0 <= bar.before <= 1


@pytest.mark.parametrize(("lang", "sorry"), [("en", "no figure"), ("fr", "aucun chiffre")])
def test_a_failure_is_said_in_two_words(lang, sorry):
    bar = _shown(lang, failed=True, found=_estimate(1))
    assert (bar.sorry, bar.figure, bar.part) == (sorry, "", None)
    assert bar.hint


def test_an_authority_reads_points():
    bar = _shown(role="host", found=_estimate(200_000))
    assert bar.figure == "+20.0"


# --- at the desk


def test_the_desk_asks_with_the_view_of_its_seat_once_a_moment():
    evaluator = Here()
    person = sit(None, seat_in("buyer"), evaluator=evaluator)
    port = person.screen.port
    assert len(evaluator.views) == 1
    person.press("right", "left")
    let_play(person)
    assert len(evaluator.views) == 1
    person.press("enter")
    let_play(person)
    assert isinstance(port.session.decisions[-1].move, m.Propose)
    assert len(evaluator.views) == 2
    for view in evaluator.views:
        assert view.seat == port.seat
    assert evaluator.views[-1].own == port.session.talks.private[port.seat]


def test_what_may_be_expected_is_asked_in_the_turn_that_ends_a_wait():
    evaluator = Here(2)
    person = sit(None, seat_in("buyer"), evaluator=evaluator)
    for _ in range(4):
        person.press("space")
        asked = len(evaluator.views)
        while person.screen._others_play:
            person.app.step([], 0.016)
        assert len(evaluator.views) == asked + 1
        let_play(person)


def test_each_figure_is_drawn_as_it_comes_and_then_nothing_is():
    person = Person("desk", desk(None, seat_in("buyer"), evaluator=Here(8)))
    let_play(person)
    bar = _model(person).expected
    assert bar.count == "8/64"
    frames = person.app.frames
    for _ in range(20):
        person.app.step([], 0.016)
    assert person.app.frames == frames
    assert not person.screen.lively
    person.app.step([], 0)
    assert "expected" in {one.id for one in person.screen.focus.widgets}


def test_the_mark_of_before_is_the_last_stop_and_not_the_last_move():
    person = sit(None, seat_in("buyer"), evaluator=Here())
    first = _model(person).expected
    assert first.before is None
    person.press("enter")
    let_play(person)
    assert _model(person).expected.before is None
    person.press("space")
    let_play(person)
    second = _model(person).expected
    assert second.before is not None
    assert "last stop" in second.hint


def test_while_the_others_play_the_old_figure_stays_and_nothing_is_asked():
    evaluator = Here()
    person = sit(None, seat_in("buyer"), evaluator=evaluator)
    before, asked = _model(person).expected, len(evaluator.views)
    person.press("space")
    while person.screen.port.model(person.app.context.text).waiting:
        assert len(evaluator.views) == asked
        assert _model(person).expected.figure == before.figure
        person.app.step([], 0.016)
    person.app.step([], 0.016)
    assert len(evaluator.views) == asked + 1


def test_alt_e_hides_the_bar_and_asks_nothing_until_it_is_back():
    evaluator = Here()
    person = sit(None, seat_in("buyer"), evaluator=evaluator)
    person.press("alt+e")
    person.app.step([], 0.016)
    assert person.app.context.expected == "never"
    assert person.screen.focus.find("expected") is None
    asked = len(evaluator.views)
    wait_until(person, day(person) + 1)
    assert len(evaluator.views) == asked
    person.press("alt+e")
    let_play(person)
    assert len(evaluator.views) == asked + 1
    assert person.widget("expected").hint


def test_the_bar_is_reached_by_tab_and_says_itself():
    person = sit(None, seat_in("seller"), evaluator=Here())
    for _ in range(12):
        person.press("tab")
        if person.focus == "expected":
            break
    assert person.focus == "expected"
    assert person.widget("expected").hint.startswith("Expected result")


def test_the_hardest_level_has_no_bar_and_says_so():
    scenario, seat, evaluator = load_scenario(None), seat_in("buyer"), Here()
    strategies = seating_of(scenario, seat, "shark")
    person = Person("desk", desk(None, seat, evaluator=evaluator, strategies=strategies))
    person.app.step([], 0.016)
    person.press("alt+e")
    assert evaluator.views == []
    assert _model(person).expected is None
    assert person.screen.refused == person.app.context.text("ui.desk.expected_level")
    assert person.app.context.expected == "always"


class Broken(Here):
    """
    Never has a figure.
    """

    def ask(self, view):
        """
        Fail at once.
        """
        super().ask(view)
        self.drop()
        self.failed = True


@pytest.mark.parametrize("lang", LANGS)
def test_a_worker_that_fails_leaves_the_game_as_it_is(lang):
    person = sit(None, seat_in("buyer"), lang, evaluator=Broken())
    assert _model(person).expected.sorry
    person.press("enter", "space")
    let_play(person)
    assert person.screen.keys == "desk"
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (800, 600), (2200, 900)])
@pytest.mark.parametrize("role", ["buyer", "host"])
def test_the_bar_fits_at_every_size_in_the_longer_language(role, size):
    port = desk(None, seat_in(role), evaluator=Here())
    person = Person("desk", port, "fr", size)
    let_play(person)
    box = person.widget("expected").box
    tiles = [one.box for one in person.screen.focus.widgets if one.region == "moves"]
    assert all(box.bottom <= tile.y for tile in tiles)
    assert box.right <= person.app.room.w
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seat"), seats())
@pytest.mark.parametrize("lang", LANGS)
def test_a_whole_game_with_the_bar_cuts_no_text_off(name, seat, lang):
    person = sit(name, seat, lang, evaluator=Here(2))
    for _ in range(400):
        if person.screen.keys != "desk":
            break
        if kind_of(person.screen.port.session.scenario, seat) == "party":
            person.press("enter")
        person.press("space")
        let_play(person)
    assert person.screen.keys == "outcome"
    assert sorted(set(person.app.painter.clipped)) == []


# --- the window


def test_no_test_has_an_evaluator_and_none_is_started_unasked(monkeypatch):
    assert evaluating.evaluator() is None
    assert desk(None, seat_in("buyer"))._expectation._evaluator is None
    seat_choice()
    assert evaluating._running == []
    monkeypatch.setattr(evaluating, "_allowed", [True])
    found = evaluating.evaluator()
    assert found is evaluating.evaluator()
    assert found._process is None
    evaluating.let_go()


@pytest.mark.parametrize("wanted", [True, False])
def test_the_process_is_started_early_only_for_who_sees_its_figures(wanted, monkeypatch):
    evaluator, warmed = Here(), []
    evaluator.warm = lambda: warmed.append(True)
    monkeypatch.setattr(evaluating, "_allowed", [True])
    monkeypatch.setattr(evaluating, "_running", [evaluator])
    settings.keep_settings(Settings(expected="held" if wanted else "never"))
    seat_choice()
    settings.keep_settings(Settings())
    assert warmed == [True] * wanted
