"""
Goal: the kept games are named, deleted, taken back and searched by keys alone, in both languages.
"""

import pytest
from driver import Person
from layout import CAPITALS, Setting

from game.notice import Notice
from game.paint import Painter
from game.shell import saves, start
from game.shell.library import Library, kept_of
from game.shell.saves import saved_files
from game.shell.seats import seat_choice
from game.text import load
from sim.games import open_game

QUICK = "first-offer"
LANGS = ("en", "fr")


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    start.let_go()


def games(*seeds):
    for seed in seeds:
        seat_choice(QUICK, seed=seed).start()
        start.let_go()


def rows(person):
    return person.screen.port.model(person.app.context.text).rows


def write(person, words):
    person.press(*("space" if one == " " else one for one in words))


def test_the_name_that_is_typed_stands_clear_of_the_line_below_it(monkeypatch):
    games(1, 2)
    person = Person("library", Library())
    person.press("n")
    write(person, "the long name of a game")
    assert Setting(monkeypatch).faults(person) == {}
    ring = person.screen.focus.current.ring
    area = person.widget("rows").ring
    assert area.y <= ring.y
    lines = []
    text = Painter.text
    monkeypatch.setattr(
        Painter, "text",
        lambda p, at, words, style, *rest, **more: (
            lines.append((words, at[1] - style.size * CAPITALS / 2)),
            text(p, at, words, style, *rest, **more))[1],
    )  # fmt: skip
    person.app.draw()
    top = next(top for words, top in lines if words == rows(person)[0].detail)
    assert ring.bottom <= top


@pytest.mark.parametrize("lang", LANGS)
def test_a_game_is_named_by_keys_and_stays_in_its_place(lang):
    games(1, 2)
    person = Person("library", Library(), lang)
    first, second = saved_files()
    person.press("down", "n")
    ids = [widget.id for widget in person.screen.focus.widgets]
    assert person.focus == "naming"
    assert len(ids) == len(set(ids))  # the field was called as the tile that opens it
    write(person, "r and g")  # letters of tiles are letters here
    person.press("enter")
    assert [row.name for row in rows(person)] == ["", "r and g"]
    assert rows(person)[1].label == "r and g"
    assert saved_files() == (first, second)
    person.press("n", "backspace", "escape")
    assert rows(person)[1].name == "r and g"
    assert person.screen.keys == "library"
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_game_is_deleted_after_one_question_and_taken_back(lang):
    games(1, 2)
    before = saved_files()
    kept = before[0].read_bytes()
    person = Person("library", Library(), lang)
    person.press("d", "escape")
    assert saved_files() == before
    person.press("d", "down", "enter")  # the question was about another row
    assert person.screen.keys != "library"
    start.let_go()
    person = Person("library", Library(), lang)
    before = saved_files()
    person.press("d")
    assert sorted(set(person.app.painter.clipped)) == []
    person.press("enter")
    assert saved_files() == before[1:]
    assert (saves.saves_folder() / saves.BIN / before[0].name).is_file()
    person.press("u")
    assert set(saved_files()) == set(before)
    assert {path.read_bytes() for path in before} >= {kept}
    assert not kept_of(before[0]).failure


def test_a_journal_goes_with_its_save_and_no_name_is_taken_twice():
    games(1)
    (path,) = saved_files()
    for ending in ("-wal", "-draft"):
        path.with_name(path.name + ending).write_bytes(b"left by a crash")
    gone = saves.delete(path)
    for ending in ("-wal", "-draft"):
        assert gone.with_name(gone.name + ending).read_bytes() == b"left by a crash"
        assert not path.with_name(path.name + ending).exists()
    path.write_bytes(b"another game of that name")
    assert saves.restore(gone) != path
    assert path.read_bytes() == b"another game of that name"


def test_a_game_that_is_open_elsewhere_is_not_deleted():
    games(1)
    (path,) = saved_files()
    elsewhere = open_game(path)
    port = Library()
    port.model(load("en"))
    with pytest.raises(Notice, match="busy"):
        port.delete(0)
    elsewhere.log.close()
    assert saved_files() == (path,)


@pytest.mark.parametrize("lang", LANGS)
def test_games_are_found_by_typing(lang):
    games(1, 2, 3)
    saves.rename(saved_files()[1], "\u00c9lan de mai")
    person = Person("library", Library(), lang)
    person.press("/")
    assert person.focus == "search"
    write(person, "mai elan")
    assert [row.name for row in rows(person)] == ["\u00c9lan de mai"]
    person.press("x")
    assert rows(person) == ()
    assert sorted(set(person.app.painter.clipped)) == []
    person.press("backspace", "enter")
    assert person.focus == "rows"
    assert len(rows(person)) == 1
    person.press("/", "escape")
    assert len(rows(person)) == 3
    assert person.screen.keys == "library"
