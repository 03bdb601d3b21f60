"""
Goal: no small file of a person's keeps the title from opening, whatever stands in it.
"""

import json

import pytest
from driver import Person, read_title

from game.shell import daily, saves, start
from game.shell.desk_saved import ENDING
from game.shell.lesson_marks import FILE as LESSONS
from game.shell.lesson_marks import done_lessons
from game.shell.small_files import look, put
from game.text import load
from sim.games import new_game
from sim.places import data_folder, saves_folder

BAD = {
    "nothing": b"", "no text": b"\xff\xfe", "half": b'{"a": ', "too deep": b"[" * 100_000,
    "null": b"null", "a number": b"7", "a list": b"[1, [2]]",
    "odd values": b'{"a": [1], "b": null}',
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    start.let_go()


@pytest.mark.parametrize("what", BAD)
def test_the_title_the_records_and_a_desk_open_over_any_small_file(what):
    new_game("first-offer", 1, seat="cidery").log.close()
    (save,) = saves.saved_files()
    draft = save.with_name(save.name + ENDING)
    for path in (
        data_folder() / daily.FILE, data_folder() / LESSONS, saves_folder() / saves.NAMES, draft,
    ):  # fmt: skip
        path.write_bytes(BAD[what])
    assert done_lessons() == frozenset()
    person = Person("title", read_title())
    assert daily.detail(load("en"))
    person.press("r")
    assert person.screen.keys == "library"
    person.press("escape", "c")
    assert person.screen.keys == "desk"


def test_a_value_is_put_by_rename_and_read_again(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    put(path, {"é": 1})
    assert look(path) == {"é": 1}
    monkeypatch.setattr(json, "dumps", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(path, {"é": 2})
    assert look(path) == {"é": 1}
    assert look(tmp_path / "none.json") is None
