"""
Goal: drafts cost nothing and survive a crash, and one stop of a game can be taken back.

Method: a person at the keyboard of a real save; the record is read again afterwards.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from driver import Person
from tables import day, let_play, seat_in

from game.shell.daily import NOTE
from game.shell.desk import SessionDesk
from sim.games import new_game, open_game
from sim.record.replay import open_record
from sim.record.store import TRUNK, Note, current, rewinds

LANGS = ("en", "fr")


@pytest.fixture
def save(tmp_path):
    session = new_game(None, 7, seat=seat_in("buyer"), path=tmp_path / "game.talks")
    yield session
    session.log.close()


def seated(session, lang="en"):
    """Sit a person down at a save."""
    person = Person("desk", SessionDesk(session, seat_in("buyer")), lang)
    let_play(person)
    return person


def rows(person):
    """Return where the terms of the draft stand."""
    return [row.chosen for row in person.screen.port.model(person.app.context.text).board.rows]


def bar(person):
    """Return what the top bar says of going back."""
    top = person.screen.port.model(person.app.context.text).top
    return top.rewind, top.rewind_open


def wait(person):
    """Wait for the next stop."""
    person.press("space")
    let_play(person)


@pytest.mark.parametrize("lang", LANGS)
def test_the_last_stop_is_taken_back_once_and_the_record_keeps_both(save, lang):
    person = seated(save, lang)
    port = person.screen.port
    assert bar(person) == ("", False)
    person.press("backspace")
    assert person.screen.refused == person.app.context.text("ui.rewind.not.early")
    wait(person)
    first, since = day(person), len(port.session.decisions)
    person.press("c", "enter")
    asked = len(port.session.decisions)
    wait(person)
    played = [decision.move for decision in port.session.decisions]
    assert bar(person)[1]
    person.press("backspace")
    assert person.screen.keys == "sheet"
    person.press("escape")
    assert len(port.session.decisions) == len(played)
    person.press("backspace", "right", "enter")
    assert person.screen.keys == "desk"
    assert day(person) == first
    assert len(port.session.decisions) == since < asked
    assert port.session.due == port.seat
    assert bar(person) == (person.app.context.text("ui.rewind.bar.used"), False)
    person.press("backspace")
    assert person.screen.refused == person.app.context.text("ui.rewind.not.used")
    wait(person)
    log = port.session.log
    assert rewinds(log) == 1
    assert current(log) == port.session.branch != TRUNK
    kept = open_record(Path(log.file), TRUNK)
    assert [decision.move for decision in kept.decisions] == played
    assert sorted(set(person.app.painter.clipped)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_while_the_others_play_the_key_says_to_wait(save, lang):
    person = seated(save, lang)
    person.press("space")
    person.press("backspace")
    assert person.screen.noted == person.app.context.text("ui.rewind.not.playing")
    assert sorted(set(person.app.painter.clipped)) == []
    assert rewinds(save.log) == 0


def test_what_follows_is_the_same_luck(save):
    person = seated(save)
    port = person.screen.port
    for _ in range(2):
        wait(person)
    played = [(one.actor, one.minute, one.move) for one in port.session.decisions]
    person.press("backspace", "right", "enter")
    wait(person)
    again = [(one.actor, one.minute, one.move) for one in port.session.decisions]
    assert again == played


def test_a_game_taken_up_again_knows_that_it_went_back(save):
    person = seated(save)
    for _ in range(2):
        wait(person)
    person.press("backspace", "right", "enter")
    path, count = Path(save.log.file), len(person.screen.port.session.decisions)
    save.log.close()
    again = open_game(path)
    assert len(again.decisions) == count
    person = seated(again)
    wait(person)
    assert bar(person) == (person.app.context.text("ui.rewind.bar.used"), False)
    again.log.close()


def test_nobody_goes_back_in_a_deal_of_the_day(save):
    save.log.note(Note(branch=TRUNK, decision=0, kind=NOTE, json="{}"))
    person = seated(save)
    wait(person)
    assert bar(person) == ("", False)
    person.press("backspace")
    assert person.screen.refused == person.app.context.text("ui.rewind.not.daily")
    assert rewinds(save.log) == 0


def test_what_was_taken_back_can_be_made_again(save):
    person = seated(save)
    first = rows(person)
    person.press("right", "right")
    changed = rows(person)
    person.press("u", "ctrl+z")
    assert rows(person) == first
    person.press("ctrl+y", "ctrl+y", "ctrl+y")
    assert rows(person) == changed
    person.press("u", "right", "ctrl+y")
    assert rows(person) == changed
    assert len(save.decisions) == len(person.screen.port.session.decisions)


CHILD = """
import sys, time
sys.path[:0] = [{root!r}, {here!r}]
from driver import Person
from tables import let_play
from game.shell.desk import SessionDesk
from game.shell.desk_saved import KEEP_SECONDS
from sim.games import open_game
session = open_game({path!r})
person = Person("desk", SessionDesk(session, session.talks.humans[0]))
let_play(person)
def drag(places):
    box = next(one.box for one in person.screen.focus.widgets if one.region == "board")
    for place in range(places):
        kind = "move" if place else "down"
        person.point(kind, box.x + box.w * (0.1 + 0.05 * place), box.mid_y)
    return box.x + box.w * (0.05 + 0.05 * places), box.mid_y
{steps}
rows = person.app.stack[0].port.model(person.app.context.text).board.rows
print([row.chosen for row in rows], flush=True)
sys.stdin.read()
"""


STEPS = {
    "keys": 'person.press("right", "down", "right")',
    "a drag that ended": 'person.point("up", *drag(12))',
    "a drag under way": "drag(12); time.sleep(KEEP_SECONDS); person.app.step([], 0.016)",
    "a drag that a key broke off": 'drag(12); person.press("escape")',
}


@pytest.mark.slow
@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_an_unsent_draft_survives_kill_9(save, tmp_path, steps):
    path = Path(save.log.file)
    seated(save)  # the others play to the first stop
    first = rows(seated(save))
    save.log.close()
    here = Path(__file__).parent
    code = CHILD.format(root=str(here.parents[1]), here=str(here), path=str(path), steps=steps)
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy"}
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment, cwd=tmp_path,
    )  # fmt: skip
    said = next(line for line in child.stdout if line.startswith("["))
    child.send_signal(signal.SIGKILL)
    child.wait()
    left = [int(one) for one in said.strip("[]\n").split(", ")]
    again = open_game(path)
    assert rows(seated(again)) == left != first
    again.log.close()


def test_a_drag_does_not_write_at_every_frame(save, monkeypatch):
    person = seated(save)
    written = []
    monkeypatch.setattr("game.shell.desk_saved.put", lambda _, held: written.append(held))
    monkeypatch.setattr("game.shell.desk_saved.perf_counter", lambda: 0.001 * person.app.frames)
    box = person.screen.focus.widgets[0].box
    for place in range(50):
        kind = "move" if place else "down"
        person.point(kind, box.x + box.w * (0.1 + 0.015 * place), box.mid_y)
    assert len(written) < 3
    person.point("up", box.x + box.w * 0.85, box.mid_y)
    assert written[-1]["package"] == dict(person.screen.port._draft.package.items)


@pytest.mark.parametrize("held", ["", "[]", '{"seat": 3}', '{"package": {"price": "x"}}'])
def test_a_draft_file_that_nobody_can_read_is_as_good_as_none(save, held):
    seated(save)  # the others play to the first stop
    first = rows(seated(save))
    Path(save.log.file + "-draft").write_text(held, encoding="utf-8")
    assert rows(seated(save)) == first
