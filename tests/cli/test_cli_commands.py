"""
Goal: every command does what design 8 says, for people and with --json, and exits 0.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import house
import pytest

from sim.cli import COMMANDS, parsed
from sim.record.replay import open_record
from sim.record.saves import create_save, open_save
from sim.record.store import undo

SUMMARY = {
    "scenario", "seed", "outcome", "seats", "created", "left_on_table", "events", "decisions",
    "digest",
}  # fmt: skip
SMALL = ("--scenario", "first-offer")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(here, name):
    said = here(name, "--help").done()
    assert said.out.startswith(f"usage: pourparlers {name}")


def test_help_names_every_command(here):
    said = here("--help").done()
    assert all(re.search(rf"^ +{name}\b", said.out, re.MULTILINE) for name in COMMANDS)


ORDERED = {
    "play": (("f",), ("--lang", "fr")), "replay": (("f",), ("--at", "3")),
    "verify": (("f",), ("--branch",)), "fork": (("f",), ("--out", "g", "--at", "3")),
    "review": (("f",), ("--branch", "2")), "solve": (("s",), ("--json",)),
    "scenario": (("check", "f"), ("--json",)), "bench": (("row", "another"), ("--json",)),
    "report": (("f",), ("--out", "x.html")),
}  # fmt: skip


def test_every_command_that_takes_words_is_among_those_whose_order_is_tried():
    assert set(ORDERED) == set(COMMANDS) - {"simulate", "history", "sweep", "serve"}


@pytest.mark.parametrize("command", ORDERED)
def test_options_stand_before_between_or_after_the_other_words(command):
    words, options = ORDERED[command]
    wanted = parsed([command, *words, *options])
    for place in range(len(words)):
        assert parsed([command, *words[:place], *options, *words[place:]]) == wanted


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['run_game.py', '--help']\n"
        "try:\n import run_game; run_game.main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'pygame', 'simpy', 'duckdb', 'msgspec', 'sim.domain'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=house.ROOT
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_the_time_help_takes(spawned):
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        spawned("--help").done()
        spent.append(time.perf_counter() - begun)
    print(f"help_seconds={statistics.median(spent):.3f} bar=0.300")


# --- simulate, verify, replay, fork ------------------------------------------------------------


def test_simulate_plays_one_game_and_writes_its_archive(user, tmp_path):
    out = tmp_path / "game.jsonl"
    said = user("simulate", *SMALL, "--seed", 3, "--out", out, "--json").done().json
    assert set(said) == SUMMARY
    assert set(said["outcome"]) == {"kind", "minute", "date", "package"}
    assert said["seed"] == 3
    assert set(said["seats"]) == {"cidery", "orchard"}
    for seat in said["seats"].values():
        assert set(seat) == {"utility", "reservation", "surplus", "claimed"}
        assert seat["surplus"] == seat["utility"] - seat["reservation"]
    assert len(out.read_bytes().splitlines()) == said["decisions"] + 2
    again = user("simulate", *SMALL, "--seed", 3, "--json").done().json
    assert again == said


def test_simulate_tells_people_how_it_ended(user, tmp_path):
    out = tmp_path / "game.jsonl"
    said = user("simulate", *SMALL, "--seed", 3, "--out", out).done()
    assert "first-offer" in said.out
    assert "digest" in said.out
    assert str(out.resolve()) in said.out
    assert "in millionths, 10,000 to a point" in said.out
    told = re.findall(r"surplus +(-?\d+) = ([+-]\d+\.\d) points", said.out)
    assert len(told) == 2
    assert [f"{int(millionths) / 10_000:+.1f}" for millionths, _ in told] == [
        points for _, points in told
    ]


def test_simulate_seats_the_strategies_it_is_told(user):
    words = ["--strategy", "cidery=random", "--strategy", "orchard=random"]
    said = user("simulate", *SMALL, "--seed", 3, *words, "--json").done().json
    other = user("simulate", *SMALL, "--seed", 3, "--json").done().json
    assert said["digest"] != other["digest"]


def test_another_record_under_the_same_name_is_kept_and_told(user, tmp_path):
    out = tmp_path / "game.jsonl"
    for _ in range(2):
        user("simulate", *SMALL, "--seed", 3, "--out", out).done()
    before = out.read_bytes()
    said = user("simulate", *SMALL, "--seed", 4, "--out", out)
    assert said.code == 0
    assert said.err.endswith("another record was there; it is kept beside it as game.1.jsonl\n")
    assert said.err.startswith(f"warning: {out}: ")
    assert (tmp_path / "game.1.jsonl").read_bytes() == before


SPOKEN = {
    "simulate": (("simulate", *SMALL, "--seed", 3), "graine 3"),
    "solve": (("solve", "first-offer"), "sur la frontière"),
    "sweep": (("sweep", *SMALL, "--workers", 1, "--runs", 2), "graines depuis 0"),
}


@pytest.mark.parametrize("command", SPOKEN)
def test_results_and_errors_are_in_the_language_asked_for(user, tmp_path, command, monkeypatch):
    words, said = SPOKEN[command]
    out = ("--out", tmp_path / "out") if command == "sweep" else ()
    french = user(*words, *out, "--lang", "fr").done().out
    assert said in french
    # The next command speaks the system's again; what is asked for goes before that.
    assert said not in user(*words, *out).done().out
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert said in user(*words, *out).done().out
    assert said not in user(*words, *out, "--lang", "en").done().out


def test_an_error_is_in_the_language_asked_for(user, tmp_path):
    words = ("sweep", *SMALL, "--runs", 0, "--out", tmp_path / "out")
    assert "demandez au moins une partie" in user(*words, "--lang", "fr").err
    assert "ask for one game at least" in user(*words).err


def test_simulate_without_a_seed_says_which_it_took(here):
    one, other = (here("simulate", *SMALL, "--json").done().json for _ in range(2))
    again = here("simulate", *SMALL, "--seed", one["seed"], "--json").done().json
    assert again == one
    assert one["seed"] != other["seed"]


def test_numbers_of_all_commands_agree(user, archive):
    record = open_record(archive)
    checked = user("verify", archive, "--deep", "--json").done().json
    assert set(checked) == {"ok", "events", "decisions", "sealed", "digest", "failure"}
    assert (checked["ok"], checked["sealed"], checked["failure"]) == (True, True, None)
    assert checked["digest"] == record.digest
    told = user("replay", archive, "--json").done().json["events"]
    assert [set(row) for row in told] == [
        {"seq", "minute", "kind", "actor", "decision", "data"}
    ] * len(told)
    assert len(told) == checked["events"] == len(record.events)
    assert [row["seq"] for row in told] == list(range(len(told)))
    assert told[-1]["decision"] == checked["decisions"] == len(record.decisions)


def test_verify_tells_people_that_it_holds(user, archive):
    assert "same bytes" in user("verify", archive, "--deep").done().out
    assert "digest" in user("verify", archive).done().out


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_record_is_read_where_its_scenario_is_not_known(here, tmp_path, lang):
    scenario, record = tmp_path / "far-away.toml", tmp_path / "game.jsonl"
    here("scenario", "new", scenario)
    here("simulate", "--scenario", scenario, "--seed", "1", "--out", record).done()
    scenario.unlink()
    told = here("replay", record, "--lang", lang).done().out
    actor = json.loads(record.read_bytes().splitlines()[0])["scenario"]["actors"][0]["id"]
    assert actor in told
    here("review", record, "--seat", actor, "--rollouts", "2", "--lang", lang).done()


def test_a_seats_replay_is_numbered_by_itself(user, archive):
    everything = user("replay", archive, "--json").done().json["events"]
    for seat in ("cidery", "orchard"):
        mine = user("replay", archive, "--seat", seat, "--json").done().json["events"]
        assert [row["seq"] for row in mine] == list(range(len(mine)))
        assert 0 < len(mine) < len(everything)
        numbers = [row["decision"] for row in mine]
        assert sorted(set(numbers)) == list(range(1, numbers[-1] + 1))
        half = user("replay", archive, "--seat", seat, "--at", 3, "--json").done().json["events"]
        assert half == [row for row in mine if row["decision"] <= 3]


def test_a_replay_up_to_a_decision_is_the_beginning_of_it(user, archive):
    whole = user("replay", archive, "--json").done().json["events"]
    part = user("replay", archive, "--at", 5, "--json").done().json["events"]
    assert part == [row for row in whole if row["decision"] <= 5]
    assert user("replay", archive, "--at", 0, "--json").done().json["events"] == []
    lines = user("replay", archive).done().out.splitlines()
    some = user("replay", archive, "--at", 5).done().out.splitlines()
    assert lines[: len(some)] == some


def test_a_replay_speaks_both_languages(user, archive):
    english = user("replay", archive, "--lang", "en").done().out
    french = user("replay", archive, "--lang", "fr").done().out
    assert english != french
    assert len(english.splitlines()) == len(french.splitlines())


def test_a_fork_keeps_decisions_and_may_play_on(user, here, archive, tmp_path):
    whole = open_record(archive)
    for at in (0, 1, len(whole.decisions) // 2, len(whole.decisions)):
        out = tmp_path / f"fork-{at}.jsonl"
        said = here("fork", archive, "--at", at, "--out", out, "--continue", "--json").done().json
        assert said["digest"] == whole.digest
        assert out.read_bytes() == archive.read_bytes()
        here("fork", archive, "--at", at, "--out", tmp_path / f"{at}.jsonl", "--json").done()
        assert open_record(tmp_path / f"{at}.jsonl").lines == whole.lines[:at]
    told = "not over: what no deal is worth to each by now"
    out = tmp_path / "open.jsonl"
    assert told in here("fork", archive, "--at", 4, "--out", out).done().out
    # The finished one holds all of the open one.
    assert told not in here("fork", archive, "--at", 4, "--out", out, "--continue").done().out
    out = tmp_path / "other.jsonl"
    words = ["--at", 4, "--out", out, "--reseed", 7, "--continue", "--json"]
    other = user("fork", archive, *words).done().json
    assert other["digest"] != whole.digest
    user("verify", out, "--deep").done()
    assert open_record(out).lines[:4] == whole.lines[:4]


# --- scenarios, history ------------------------------------------------------------------------


def test_scenarios_are_listed_checked_and_begun(user, tmp_path):
    listed = user("scenario", "list", "--json").done().json["scenarios"]
    assert {"first-offer", "summer-2020"} <= set(listed)
    for name in listed:
        said = user("scenario", "check", name, "--json").done().json
        assert said == {"ok": True, "problems": []}
    new = tmp_path / "market-day.toml"
    assert str(new) in user("scenario", "new", new).done().out
    user("scenario", "check", new).done()
    user("simulate", "--scenario", new, "--seed", 1, "--json").done()


def test_a_wrong_scenario_is_told_with_all_its_errors_at_once(user, tmp_path):
    new = tmp_path / "market-day.toml"
    user("scenario", "new", new).done()
    text = new.read_text().replace("rank = 1", 'rank = "first"').replace("horizon =", "horison =")
    new.write_text(text)
    said = user("scenario", "check", new)
    said.cannot("horison", code=1)
    assert len(said.err.splitlines()) >= 2
    assert all(re.match(rf"error: {re.escape(str(new))}:\d+: ", x) for x in said.err.splitlines())
    user("simulate", "--scenario", new, "--seed", 1).cannot("horison")


@pytest.mark.slow
def test_the_real_summer_is_a_record(spawned, tmp_path):
    out = tmp_path / "history.jsonl"
    said = spawned("history", "--out", out, "--json").done().json
    assert set(said) == SUMMARY
    assert said["decisions"] >= 60
    spawned("verify", out, "--deep").done()


SOLVED = {
    "parties", "outcomes", "frontier_size", "nash", "kalai_smorodinsky", "egalitarian",
    "utilitarian", "opposition",
}  # fmt: skip


def test_solve_tells_frontier_and_points(user):
    said = user("solve", "first-offer", "--json").done().json
    assert set(said) >= SOLVED | {"least_spread", "zopa", "win_sets", "types"}
    assert said["parties"] == ["cidery", "orchard"]
    assert said["tied"]["utilitarian"] == 13
    assert said["tied"]["nash"] == 1
    assert "the first of 13 on the frontier that tie" in user("solve", "first-offer").done().out
    # The means of 50 and 44 and of 32 and 38 by prior: a ZOPA from 35 to 47.
    assert said["nash"] == {
        "package": {"price": 41},
        "utilities": {"cidery": 120_000, "orchard": 132_000},
    }


def test_solve_tells_people_the_same_and_for_which_tempers(user):
    said = user("solve", "first-offer", "--temper", "cidery=cool").done()
    assert "cidery cool, orchard mean" in said.out
    assert "41 packages, 41 on the frontier" in said.out


@pytest.mark.slow
def test_a_sweep_gives_the_same_digest_whoever_works_on_it(spawned, tmp_path):
    if "sweep" not in COMMANDS:
        pytest.skip("the command sweep is not there yet")
    words = ["sweep", *SMALL, "--runs", 30, "--seed", 4, "--json"]
    one = spawned(*words, "--out", tmp_path / "one", "--workers", 1).done().json
    two = spawned(*words, "--out", tmp_path / "two", "--workers", 2).done().json
    assert {"runs", "digest", "outcomes", "seconds"} <= set(one)
    assert one["digest"] == two["digest"]


@pytest.mark.slow
def test_a_review_grades_every_seat(spawned, archive):
    if "review" not in COMMANDS:
        pytest.skip("the command review is not there yet")
    assert {"moves", "seats"} <= set(spawned("review", archive, "--json").done().json)


# --- playing without a window ------------------------------------------------------------------


@pytest.mark.slow
def test_without_a_screen_play_tells_one_game_and_where_its_record_lies(spawned, tmp_path):
    screens = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "SDL_VIDEODRIVER": ""}
    environment = {**screens, "XDG_DATA_HOME": str(tmp_path / "data")}
    said = spawned("play", *SMALL, "--seed", 3, **environment).done()
    path = Path(said.out.splitlines()[-1])
    assert path.is_absolute()
    assert path.is_relative_to(tmp_path / "data")
    assert "screen" in said.out.splitlines()[0]
    assert open_record(path).state == "over"
    spawned("verify", path, "--deep").done()
    bare = spawned(**environment)
    assert bare.code == 0
    assert Path(bare.out.splitlines()[-1]).is_file()


def _stops(out):
    return [json.loads(line) for line in out.splitlines()]


def test_moves_from_a_file_are_played_stop_by_stop(user, tmp_path):
    moves = tmp_path / "moves.txt"
    moves.write_text('["say",{"topic":"remark.no_comment"}]\n\n["wait",{}]\n')
    said = user("play", *SMALL, "--seat", "cidery", "--seed", 1, "--moves", moves).done()
    first, second, third, stopped = _stops(said.out)
    for stop in (first, second, third):
        assert stop["view"]["seat"] == "cidery"
        assert ["wait", {"failed": None, "until": None}] in stop["legal"]
    assert first["view"]["minute"] == second["view"]["minute"] < third["view"]["minute"]
    record = open_record(stopped["path"])
    assert [d.source for d in record.decisions if d.actor == "cidery"] == ["human", "human"]


def test_a_game_stopped_by_the_end_of_its_moves_goes_on(user, tmp_path):
    moves = tmp_path / "moves.txt"
    moves.write_text('["wait",{}]\n')
    words = ["--moves", moves]
    said = user("play", *SMALL, "--seat", "cidery", "--seed", 1, *words).done()
    path = _stops(said.out)[-1]["path"]
    count = len(open_record(path).decisions)
    moves.write_text('["wait",{}]\n' * 40)
    said = user("play", path, *words).done()
    assert _stops(said.out)[-1]["path"] == path
    assert _stops(said.out)[-1]["outcome"] is not None
    assert len(open_record(path).decisions) > count


@pytest.mark.slow
def test_moves_from_a_pipe_are_a_conversation(spawned):
    process = spawned("play", *SMALL, "--seat", "orchard", "--seed", 2, "--moves", "-", wait=False)
    first = json.loads(process.stdout.readline())
    process.stdin.write('["walk",{"table":"nowhere"}]\n')
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["refusal"]["code"] == "unknown_table"
    process.stdin.write("rubbish\n" + json.dumps(first["legal"][0]) + "\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["refusal"]["code"] == "not_a_move"
    assert "view" in json.loads(process.stdout.readline())
    process.stdin.close()
    assert "stopped" in json.loads(process.stdout.readline())
    assert process.wait(20) == 0
    assert process.stderr.read().startswith("error: -:2: ")


# --- saves and their branches ------------------------------------------------------------


@pytest.fixture
def save(tmp_path, archive):
    """
    Return a save with two branches: a whole game, and its first ten decisions, the head.
    """
    record = open_record(archive)
    path = tmp_path / "game.talks"
    log = create_save(path, record.header_line)
    for number, line in enumerate(record.lines):
        log.append(1, number, line)
    undo(log, 1, 10)
    log.close()
    return path


def test_a_save_is_read_at_its_head_or_at_a_branch(user, save, archive):
    assert user("verify", save, "--json").done().json["decisions"] == 10
    whole = open_record(archive)
    checked = user("verify", save, "--branch", 1, "--deep", "--json").done().json
    assert checked["digest"] == whole.digest
    head = user("replay", save, "--json").done().json["events"]
    trunk = user("replay", save, "--branch", 1, "--json").done().json["events"]
    assert head == trunk[: len(head)]
    assert trunk[-1]["decision"] == len(whole.decisions)


def test_a_fork_of_a_save_is_an_archive_and_the_save_stays_as_it_is(here, save, archive, tmp_path):
    before = save.read_bytes()
    out = tmp_path / "fork.jsonl"
    here("fork", save, "--at", 4, "--out", out, "--continue", "--json").done()
    assert out.read_bytes() == archive.read_bytes()
    words = ["--branch", 1, "--at", 15, "--out", tmp_path / "trunk.jsonl", "--json"]
    assert here("fork", save, *words).done().json["decisions"] == 15
    assert save.read_bytes() == before
    here("fork", save, "--at", 15, "--out", out).cannot("15")


def test_an_archive_is_played_on_in_a_save_of_its_own(here, archive, tmp_path):
    cut, moves = tmp_path / "cut.jsonl", tmp_path / "moves.txt"
    here("fork", archive, "--at", 5, "--out", cut).done()
    before = cut.read_bytes()
    moves.write_text('["wait",{}]\n')
    said = here("play", cut, "--seat", "cidery", "--moves", moves).done()
    path = json.loads(said.out.splitlines()[-1])["path"]
    assert cut.read_bytes() == before
    played = open_record(path)
    assert played.lines[:5] == open_record(archive).lines[:5]
    assert "cidery" in {d.actor for d in played.decisions[5:] if d.source == "human"}


def test_a_branch_that_was_taken_back_is_still_there(here, save):
    here("verify", save, "--branch", 2, "--deep").done()
    here("replay", save, "--branch", 3).cannot("branch 3")


def test_the_branches_there_are_are_named_where_none_fits(user, here, save, archive):
    whole = len(open_record(archive).decisions)
    there = f"choose one of 1 ({whole} decisions), 2 (10 decisions, the head)"
    user("replay", save, "--branch", 9).cannot("there is no branch 9; " + there)
    user("replay", save, "--branch").cannot("no branch is named; " + there)
    forking, playing = ["fork", "--at", 1, "--out", "x"], ["play", "--moves", "-"]
    for words in (["verify"], ["review"], forking, playing):
        here(words[0], save, *words[1:], "--branch", 7).cannot(there)
    here("replay", archive, "--branch").cannot("one branch only")


def test_of_many_branches_the_first_and_the_last_are_named(here, save):
    with closing(open_save(save)) as log:
        for _ in range(20):
            undo(log, 1, 5)
    said = here("replay", save, "--branch", 99).cannot(
        "1 (", "..., 14 (5", "22 (5 decisions, the head)"
    )
    assert said.err.count("decisions") == 10


# --- terminals ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_french_comes_out_whole_of_a_terminal_that_knows_no_letters(spawned, archive):
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LANG": "C"}
    said = spawned("replay", archive, "--lang", "fr", **environment).done()
    assert re.search("[éèàêç]", said.out)
    assert "?" not in said.out


@pytest.mark.slow
def test_the_language_of_the_environment_is_spoken(spawned, archive):
    french = spawned("replay", archive, LC_ALL="fr_FR.UTF-8").done().out
    assert french == spawned("replay", archive, "--lang", "fr").done().out


@pytest.mark.slow
@pytest.mark.parametrize("words", [["replay"], ["replay", "--json"], ["verify"]], ids=" ".join)
def test_a_pipe_that_closes_early_is_no_fault(archive, words):
    command, *more = words
    line = f'"{sys.executable}" run_game.py {command} "{archive}" {" ".join(more)} | head -c 1'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        cwd=house.ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_seed_may_be_given_as_the_window_shows_it(user):
    known, shown = (
        user("simulate", *SMALL, "--seed", seed, "--json").done().out for seed in (3985, "00-0F91")
    )
    assert shown == user("simulate", *SMALL, "--seed", "0F-91", "--json").done().out == known
    user("simulate", *SMALL, "--seed", "0F-9-1").cannot("--seed")
