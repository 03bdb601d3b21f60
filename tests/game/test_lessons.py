"""
Goal: a lesson is chosen, played, missed, tried again and done by keys alone, in both languages.
"""

from pathlib import Path

import pytest
from driver import Person
from tables import let_play

from game.shell import start
from game.shell.lesson import Lessons
from game.shell.lesson_marks import FILE, done_lessons, mark_done
from game.shell.title import Title
from game.text import load
from sim.lessons import lesson_texts, list_lessons, load_lesson
from sim.places import data_folder

LANGS = ("en", "fr")
TURNS_MOST = 40


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    start.let_go()


def begun(name, lang="en"):
    """Walk from the title to the desk of a lesson."""
    person = Person("title", Title(), lang)
    person.press("e", str(load_lesson(name).place))
    assert person.screen.keys == "desk"
    let_play(person)
    return person


def test_a_lesson_has_its_own_way_back_and_no_rewind():
    person = begun("trade")
    wait(person)
    decided = len(person.screen.port.session.decisions)
    person.press("backspace")
    assert person.screen.refused == load("en")("ui.rewind.not.apart")
    assert len(person.screen.port.session.decisions) == decided


def panel(person):
    return person.screen.port.model(person.app.context.text).lesson


def draft(person, **places):
    """Set terms of the draft with the arrows, given as the places of their options."""
    for issue, option in places.items():
        person.screen.focus.go(f"term.{issue}")
        rows = {row.issue: row for row in person.screen.port.model(load("en")).board.rows}
        scenario = person.screen.port.session.scenario
        options = next(one.options for one in scenario.issues if one.id == issue)
        wanted, now = options.index(option), rows[issue].chosen
        person.press(*["right" if wanted > now else "left"] * abs(wanted - now))


def send(person, **terms):
    draft(person, **terms)
    board = [one.id for one in person.screen.focus.widgets if one.region == "board"]
    person.screen.focus.go(board[0])
    person.press("enter")
    assert person.screen.keys == "desk"


def wait(person, times=1):
    for _ in range(times):
        person.press("space")
        let_play(person)


def accept(person):
    """Take their newest offer, and confirm it."""
    person.press("a")
    assert person.screen.keys == "sheet"
    person.press("right", "enter")


def good_first(person):
    person.press("c", "enter")
    send(person, price=56)
    wait(person, 2)
    for price in (54, 52, 50, 48, 46):
        send(person, price=price)
        wait(person)


def good_trade(person):
    send(person, months=9, restored=2, fee=3)
    send(person, months=15, restored=4)
    wait(person, 3)
    accept(person)


def ask_the_bar(person):
    """Ask the authority; the call lists its question first."""
    person.press("c")
    assert person.screen.keys == "call"
    person.press("enter")


def good_veto(person):
    ask_the_bar(person)
    wait(person)
    send(person, price=38, jobs=400, dunes="half")
    wait(person, 2)
    accept(person)


GOOD = {"anchor": good_first, "trade": good_trade, "veto": good_veto}


def finish(person):
    for _ in range(TURNS_MOST):
        person.app.step([], 0.02)
        if person.screen.keys != "desk":
            return
        if panel(person).missed:
            return
        wait(person)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", GOOD)
def test_a_lesson_is_done_by_keys_and_marked(name, lang):
    person = begun(name, lang)
    assert not done_lessons()
    GOOD[name](person)
    finish(person)
    assert person.screen.keys == "learnt", panel(person)
    model = person.screen.port.model(person.app.context.text)
    assert model.done
    assert model.words == (lesson_texts(name, lang)["learnt"],)
    assert "{" not in model.figure
    assert [step.state for step in model.steps] == ["met"] * len(model.steps)
    assert sorted(set(person.app.painter.clipped)) == []
    person.app.step([], 1)
    person.press("escape")
    assert person.screen.keys == "lessons"
    cards = {card.id: card.done for card in person.screen.port.model(load(lang)).cards}
    assert [one for one, done in cards.items() if done] == [name]


MISSED = {
    "anchor": ("blind", lambda person: send(person, price=44)),
    "trade": ("not_middle", lambda person: send(person, months=15)),
    "veto": ("guessed", send),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", MISSED)
def test_a_missed_step_shows_its_hint_and_is_tried_again_from_its_start(name, lang):
    hint, play = MISSED[name]
    person = begun(name, lang)
    first = len(person.screen.port.session.decisions)
    play(person)
    step = load_lesson(name).steps[0].id
    shown = panel(person)
    assert shown.missed
    assert shown.words == lesson_texts(name, lang)[f"steps.{step}.hints.{hint}"]
    assert person.widget("lesson.again").open
    assert sorted(set(person.app.painter.clipped)) == []
    before = person.screen.port.session
    person.press("ctrl+b")
    let_play(person)
    after = person.screen.port.session
    assert not panel(person).missed
    assert len(after.decisions) == first
    assert after.decisions == before.decisions[:first]
    assert Path(after.log.file) != Path(before.log.file)
    GOOD[name](person)
    finish(person)
    assert person.screen.keys == "learnt"


def test_the_whole_of_a_lesson_that_was_missed_at_the_end_goes_on_from_its_last_step():
    person = begun("trade")
    send(person, months=9, restored=2, fee=3)
    send(person, months=15, restored=4)
    wait(person)
    accept(person)
    finish(person)
    model = person.screen.port.model(load("en"))
    assert not model.done
    assert model.words[0] == lesson_texts("trade", "en")["steps.frontier.hints.left"]
    assert not done_lessons()
    person.app.step([], 1)
    person.press("enter")
    assert person.screen.keys == "desk"
    let_play(person)
    assert panel(person).count == load("en")("ui.lesson.step", n=3, m=3)
    wait(person, 3)
    accept(person)
    finish(person)
    assert person.screen.port.model(load("en")).done


def test_the_end_of_a_lesson_leads_to_the_end_of_its_game_and_its_review():
    person = begun("trade")
    good_trade(person)
    finish(person)
    person.app.step([], 1)
    person.press("o")
    assert person.screen.keys == "outcome"
    person.app.step([], 1)
    person.press("r")
    assert person.screen.keys == "replay"


def test_a_lesson_is_no_game_to_go_on_with():
    person = begun("anchor")
    person.press("escape", "t")
    entries = {one.id: one.open for one in person.screen.port.model(load("en")).entries}
    assert not entries["resume"]
    assert not entries["records"]
    assert list((data_folder() / "lessons").glob("anchor-*.talks"))


def test_the_first_lesson_that_is_not_done_has_the_focus():
    mark_done(list_lessons()[0])
    person = Person("lessons", Lessons())
    assert person.focus == f"lesson.{list_lessons()[1]}"
    person.press("enter")
    assert person.screen.port.taught.id == list_lessons()[1]


@pytest.mark.parametrize("bytes_", [b"\xff", b"3", b"[3]", b"{"])
def test_marks_that_nobody_can_read_are_as_good_as_none(bytes_):
    (data_folder() / FILE).write_bytes(bytes_)
    assert done_lessons() == frozenset()
    mark_done("anchor")
    assert done_lessons() == {"anchor"}


def test_keys_that_were_meant_for_the_desk_open_nothing_at_the_end_of_a_lesson():
    person = begun("trade")
    good_trade(person)
    finish(person)
    for _ in range(5):
        person.press("space", "enter", "o", "escape", "ctrl+b")
        assert person.screen.keys == "learnt"


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (800, 600), (2200, 900)])
def test_lessons_draw_at_every_size(size):
    person = Person("lessons", Lessons(), "fr", size)
    assert sorted(set(person.app.painter.clipped)) == []
    person.press("2")
    let_play(person)
    send(person, months=15)
    assert panel(person).missed
    room = person.app.room
    assert all(widget.box.right <= room.w + 4 for widget in person.screen.focus.widgets)
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.parametrize("lesson", ["anchor", "veto"])
def test_a_step_that_asks_for_a_move_has_its_tile_gold_and_begins_there(lesson):
    person = Person("desk", Lessons().start(lesson))
    let_play(person)
    model = person.screen.port.model(person.app.context.text)
    assert [tile.id for tile in model.tiles if tile.face == "main"] == ["ask"]
    assert person.focus == "tile.ask"
    person.press("enter", "enter")
    assert person.screen.port.session.decisions[-1].move.question
    model = person.screen.port.model(person.app.context.text)
    assert "ask" not in [tile.id for tile in model.tiles if tile.face == "main"]
    assert not model.lesson.missed
