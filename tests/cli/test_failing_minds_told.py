"""
Goal: a strategy that fails is told plainly where a person looks, not only in the record.
"""

import json

import pytest

SMALL = ("--scenario", "first-offer", "--seed", "1")
FAILING = """
from sim.domain import moves as m

class Raises:
    def choose(self, view, draws):
        raise ValueError("no idea")

class Illegal:
    def choose(self, view, draws):
        return m.Accept(table="sale", offer=99)

class Nothing:
    def choose(self, view, draws):
        return None

class Once:
    def choose(self, view, draws):
        if not view.channels["sale"].offers:
            raise ValueError("no idea")
        return m.Wait()
"""
TOLD = {
    "Raises": ("ValueError", ("ValueError", "minds.py:6", "no idea")),
    "Illegal": ("no_such_offer", ("no_such_offer", "accept", "no longer on the table")),
    "Nothing": ("not_a_move", ("not_a_move", "no move")),
}


@pytest.fixture
def minds(tmp_path):
    path = tmp_path / "minds.py"
    path.write_text(FAILING, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", TOLD)
def test_a_failing_strategy_is_told_once_with_its_count(user, minds, name):
    code, words = TOLD[name]
    said = user("simulate", *SMALL, "--strategy", f"cidery={minds}:{name}", "--json")
    assert said.code == 0
    (row,) = said.json["failed"]
    assert (row["seat"], row["code"]) == ("cidery", code)
    (line,) = said.err.splitlines()
    assert line.startswith("warning: cidery: ")
    assert f"{row['count']} decisions" in line
    assert all(word in line for word in words), line


def test_a_single_failure_is_told_in_the_singular(user, minds):
    said = user("simulate", *SMALL, "--strategy", f"cidery={minds}:Once")
    assert "at one decision" in said.err


def test_it_is_told_in_french(user, minds, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    said = user("simulate", *SMALL, "--strategy", f"cidery={minds}:Raises")
    assert "sa stratégie n\N{RIGHT SINGLE QUOTATION MARK}a donné aucun coup permis" in said.err


def test_what_does_not_fail_has_no_such_field(user):
    assert "failed" not in user("simulate", *SMALL, "--json").done().json


def test_the_transcript_shows_the_decision_that_failed(user, minds, tmp_path):
    out = tmp_path / "game.jsonl"
    user("simulate", *SMALL, "--strategy", f"cidery={minds}:Illegal", "--out", out)
    lines = user("replay", out, "--lang", "en").done().out.splitlines()
    assert any("gave no legal move" in line for line in lines)
    # The other side learns nothing of it.
    theirs = user("replay", out, "--seat", "orchard", "--lang", "en").done().out
    assert "gave no legal move" not in theirs


def test_a_fork_tells_what_failed_after_its_place(user, minds, tmp_path):
    out, other = tmp_path / "game.jsonl", tmp_path / "fork.jsonl"
    user("simulate", *SMALL, "--strategy", f"cidery={minds}:Once", "--out", out)
    words = ("--strategy", f"cidery={minds}:Raises", "--continue", "--json")
    said = user("fork", out, "--at", 10, "--out", other, *words)
    (row,) = said.json["failed"]
    held = json.dumps(json.loads(user("replay", other, "--json").done().out))
    assert held.count('"strategy.failed/1"') == row["count"] + 1
    assert f"{row['count']} decisions" in said.err


def test_play_tells_what_failed_while_it_was_played(user, minds, tmp_path):
    moves = tmp_path / "moves.txt"
    moves.write_text('["wait",{}]\n' * 3, encoding="utf-8")
    seating = ("--strategy", f"cidery={minds}:Raises")
    said = user("play", "--seat", "orchard", *SMALL, "--moves", moves, *seating)
    assert said.code == 0
    (line,) = said.err.splitlines()
    assert line.startswith("warning: cidery: ")
    path = json.loads(said.out.splitlines()[-1])["path"]
    # What was told is not told again.
    moves.write_text("", encoding="utf-8")
    user("play", path, "--moves", moves, *seating).done()


HOSTILE = """
import os, threading, time
from sim.domain import moves as m

class Leaves:
    def choose(self, view, draws):
        os._exit(0)

class Killed:
    def choose(self, view, draws):
        os.kill(os.getpid(), 9)

class Interrupts:
    def choose(self, view, draws):
        raise KeyboardInterrupt

class Bare:
    def choose(self, view, draws):
        raise BaseException("bare")

class Loops:
    def choose(self, view, draws):
        while True: pass

class Threads:
    def choose(self, view, draws):
        threading.Thread(target=time.sleep, args=(1000,)).start()
        return m.Wait()

class Begins(Threads):
    def __init__(self):
        self.choose(None, None)
"""
ENDED = {"Leaves": "code 0", "Killed": "signal 9", "Interrupts": "tried to end the program"}


@pytest.fixture
def hostile(tmp_path):
    path = tmp_path / "hostile.py"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDED)
def test_a_strategy_that_ends_its_process_is_named(spawned, hostile, tmp_path, name):
    seating = ("--strategy", f"cidery={hostile}:{name}", "--out", tmp_path / "game.jsonl")
    said = spawned("simulate", *SMALL, *seating).cannot("cidery: ", ENDED[name], code=1)
    assert len(said.err.splitlines()) == 1
    assert said.out == ""
    assert not (tmp_path / "game.jsonl").exists()


def test_what_only_the_system_raises_is_a_failure_too(user, hostile):
    said = user("simulate", *SMALL, "--strategy", f"cidery={hostile}:Bare", "--json")
    assert (said.code, said.json["failed"][0]["code"]) == (0, "BaseException")
    assert "bare" in said.err


@pytest.mark.slow
def test_a_strategy_that_never_answers_is_stopped_in_a_single_game_too(spawned, hostile, tmp_path):
    seating = ("--strategy", f"cidery={hostile}:Loops")
    said = spawned("simulate", *SMALL, *seating)
    said.cannot("cidery: its strategy has not answered for 15 seconds, asked on 2021-", code=1)
    out = tmp_path / "game.jsonl"
    spawned("simulate", *SMALL, "--out", out).done()
    words = ("fork", out, "--at", 3, "--out", tmp_path / "g.jsonl", "--continue")
    spawned(*words, *seating).cannot("cidery: its strategy has not answered", code=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Threads", "Begins"])
def test_a_thread_that_a_strategy_leaves_holds_nothing_up(spawned, hostile, tmp_path, name):
    seating = ("--strategy", f"cidery={hostile}:{name}")
    spawned("simulate", *SMALL, *seating).done()
    words = ("--runs", 3, "--workers", 1, "--out", tmp_path / "sweep", "--scenario", "first-offer")
    spawned("sweep", *words, *seating).done()


@pytest.mark.slow
def test_the_game_in_the_terminal_tells_it_too(spawned, minds, tmp_path):
    screens = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "SDL_VIDEODRIVER": ""}
    seating = ("--strategy", f"cidery={minds}:Raises")
    said = spawned("play", *SMALL, *seating, XDG_DATA_HOME=str(tmp_path), **screens)
    assert said.code == 0
    assert "gave no legal move" in said.out
    assert said.err.startswith("warning: cidery: ")
