"""
Goal: what cannot be done is said in one line that helps, with exit code 1 or 2, never a traceback.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import COMMANDS
from sim.record.chain import last_link
from sim.record.codec import encode_header
from sim.record.opening import APPLICATION_ID
from sim.record.replay import open_record
from sim.record.saves import create_save, open_save

SMALL = ("--scenario", "first-offer")
ROOT = Path(__file__).resolve().parents[2]


def _unknown(archive, tmp_path):
    moves = tmp_path / "moves.txt"
    scenario = "no-such-scenario"
    return {
        "a command": (["dance"], "dance"),
        "an option": (["simulate", "--dance"], "--dance"),
        "a scenario": (["simulate", "--scenario", scenario], scenario),
        "a scenario to check": (["scenario", "check", scenario], scenario),
        "a scenario's file": (["simulate", "--scenario", str(tmp_path / "a.toml")], "a.toml"),
        "a scenario to play": (["play", "--scenario", scenario, "--moves", str(moves)], scenario),
        "nothing to check": (["scenario", "check"], "file"),
        "an actor": (["simulate", *SMALL, "--strategy", "jane=random"], "jane"),
        "a strategy": (["simulate", *SMALL, "--strategy", "cidery=genius"], "genius"),
        "a version": (["simulate", *SMALL, "--strategy", "cidery=random/9"], "random/9"),
        "half a seating": (["simulate", *SMALL, "--strategy", "cidery"], "cidery"),
        "a seat to take": (["play", *SMALL, "--seat", "jane", "--moves", str(moves)], "jane"),
        "the house's seat": (["play", *SMALL, "--seat", "house", "--moves", str(moves)], "house"),
        "a scenario for a record": (["play", archive, *SMALL, "--moves", str(moves)], "--scenario"),
        "luck for a record": (["play", archive, "--seed", "9", "--moves", str(moves)], "--seed"),
        "a level for a record": (
            ["play", archive, "--level", "shark", "--moves", str(moves)],
            "--level",
        ),
        "a seat to see": (["replay", archive, "--seat", "jane"], "jane"),
        "a scenario to solve": (["solve", scenario], scenario),
        "a temper": (["solve", "first-offer", "--temper", "cidery=mad"], "keen"),
        "an actor's temper": (["solve", "first-offer", "--temper", "jane=mad"], "jane"),
        "a seed": (["simulate", "--seed", "x"], "--seed"),
        "a negative seed": (["simulate", "--seed", "-1"], "--seed"),
        "a seed too long": (["simulate", "--seed", str(2**63)], "--seed"),
        "a level": (["play", "--level", "god"], "god"),
        "a language": (["replay", archive, "--lang", "tlh"], "tlh"),
        "a record": (["verify", str(tmp_path / "none.jsonl")], "none.jsonl"),
        "a folder": (["verify", str(tmp_path)], "folder"),
        "moves": (["play", *SMALL, "--moves", str(tmp_path / "none.txt")], "none.txt"),
        "a decision": (["replay", archive, "--at", "99999"], "99999"),
        "a decision to fork": (["fork", archive, "--at", "99999", "--out", "x"], "99999"),
        "a branch": (["replay", archive, "--branch", "4"], "branch"),
        "no place to fork": (["fork", archive, "--at", "1"], "--out"),
    }


UNKNOWN = tuple(_unknown("", Path()))


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_unknown_is_named(user, archive, tmp_path, what):
    (tmp_path / "moves.txt").write_text("")
    words, named = _unknown(str(archive), tmp_path)[what]
    said = user(*words).cannot(named)
    assert len(said.err.splitlines()) == 1
    assert said.out == ""


@pytest.mark.parametrize("name", ["search", "conceder", "licensor"])
def test_a_strategy_that_does_nothing_for_an_actor_is_refused(user, world, name):
    said = user("simulate", "--seed", 1, "--strategy", f"{world['court']}={name}")
    said.cannot(f"{world['court']}: it is no seat", name, "leave it to court")
    assert said.out == ""


def test_a_strategy_that_plays_what_its_role_does_is_taken(user, world):
    words = [("licensor", "random"), ("press", "house"), ("court", "default")]
    seating = [f"--strategy={world[role]}={name}" for role, name in words]
    user("simulate", "--seed", 1, *seating, f"--strategy={world['rival']}=conceder").done()
    for name in ("search", "skilled", "clumsy"):
        user("simulate", "--seed", 1, f"--strategy={world['rival']}={name}").cannot(name)


def test_a_scenario_that_is_not_there_is_told_with_all_that_are(user):
    from sim.scenario_text import list_scenarios
    from sim.scenario_theory import list_theory

    for name in ("nope", "theory/zzz"):
        said = user("simulate", "--scenario", name).cannot()
        assert all(known in said.err for known in (*list_scenarios(), *list_theory())), name
    user("simulate", "--scenario", "kink").cannot('did you mean "theory/kink"')


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("play", "bench")])
def test_json_on_standard_output_is_one_object_or_nothing(here, command, tmp_path):
    said = here(command, str(tmp_path / "nothing"), "--json")
    assert said.code in (0, 1, 2)
    if said.out:
        assert isinstance(said.json, dict)


@pytest.fixture
def things(tmp_path, archive):
    """
    Return a folder with one thing of every kind that a path may lead to.
    """
    shutil.copy(archive, tmp_path / "game.jsonl")
    _save(tmp_path)[1].close()
    shutil.copy(ROOT / "assets/scenarios/first-offer.toml", tmp_path / "game.toml")
    (tmp_path / "note.txt").write_text("Dear Sir or Madam,\n")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


RECORDS = {
    "": "record: the name is empty; name a record",
    "folder": "folder: it is a folder, not a record; name a file in it",
    "pipe": "pipe: it is a device or a pipe, not a file; name a file",
    "game.toml": "game.toml: it is a scenario's file, not a record; play it with --scenario",
    "note.txt": "note.txt: it is no record: it does not begin like one; choose another file",
    "bytes": "bytes: it is no record",
    "none.jsonl": "none.jsonl: there is no such file; check the path",
    "no/game.jsonl": "there is no folder ",
    "note.txt/game.jsonl": "note.txt is a file, not a folder; check the path",
}


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_no_record_is_told_for_what_it_is(here, things, name):
    path = things / name if name else ""
    for words in (["verify"], ["replay"], ["review"], ["fork", "--at", 1, "--out", things / "x"]):
        said = here(words[0], path, *words[1:]).cannot(RECORDS[name])
        assert len(said.err.splitlines()) == 1
    here("play", path, "--moves", "-").cannot(RECORDS[name])
    assert not (things / "x").exists()


SCENARIOS = {
    "": "scenario: no such scenario; known are: ",
    "folder": "folder: it is a folder, not a scenario; name a file in it",
    "pipe": "pipe: it is a device or a pipe, not a file",
    "game.jsonl": "game.jsonl: it is a record, not a scenario; read it: replay FILE",
    "game.talks": "game.talks: it is a saved game, not a scenario; go on with it: play FILE",
    "bytes": "bytes:1: this is not UTF-8 text",
    "none.toml": "none.toml: there is no such file; check the path",
    "no/none.toml": "there is no folder ",
    "note.txt/game.toml": "note.txt is a file, not a folder",
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_is_no_scenario_is_told_for_what_it_is(here, things, name):
    path = things / name if name else ""
    for words in (["scenario", "check", path], ["solve", path], ["simulate", "--scenario", path]):
        said = here(*words).cannot(SCENARIOS[name])
        assert len(said.err.splitlines()) == 1
        assert said.out == ""


def test_a_text_that_is_no_scenario_was_read_and_found_wrong(here, things):
    here("scenario", "check", things / "note.txt").cannot("note.txt:1: this is not TOML", code=1)
    here("simulate", "--scenario", things / "note.txt").cannot("note.txt:1: this is not TOML")


WRITTEN = {
    "": "the name is empty; name a file",
    "folder": "folder: it is a folder, not a file; name a file in it",
    "new/": "it is a folder, not a file; name a file in it",
    "no/game": "/no; make the folder first, or choose another place",
    "note.txt/game": "note.txt is a file, not a folder; make the folder first",
    "note.txt": "note.txt: ",
    "game.talks": "game.talks: ",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_where_nothing_can_be_put_the_trouble_is_named(here, things, archive, name):
    path = f"{things}/{name}" if name else ""
    before = sorted(things.iterdir())
    here("simulate", *SMALL, "--seed", 1, "--out", path).cannot(WRITTEN[name])
    here("fork", archive, "--at", 1, "--out", path).cannot(WRITTEN[name])
    here("scenario", "new", path).cannot(WRITTEN[name])
    assert sorted(things.iterdir()) == before


def test_what_one_may_not_read_is_told_so(here, things, monkeypatch):
    # The superuser may read everything, so the system's answer is put in its place.
    monkeypatch.setattr("sim.paths.os.access", lambda *_: False)
    reading = (
        ["verify", "game.jsonl"],
        ["replay", "game.talks"],
        ["scenario", "check", "game.toml"],
    )
    for words in reading:
        *more, name = words
        here(*more, things / name).cannot(f"{name}: access is denied; choose a file you may read")
    words = ["play", *SMALL, "--seat", "cidery", "--moves", things / "note.txt"]
    here(*words).cannot("note.txt: access is denied")


MOVES = {
    "": "moves: the name is empty; name a file of moves",
    "folder": "folder: it is a folder, not a file of moves; name a file in it",
    "none.txt": "none.txt: there is no such file; check the path",
    "no/none.txt": "there is no folder ",
    "note.txt/moves": "note.txt is a file, not a folder",
}


@pytest.mark.parametrize("name", MOVES)
def test_where_no_moves_can_be_read_the_trouble_is_named(here, things, name):
    path = things / name if name else ""
    here("play", *SMALL, "--seat", "cidery", "--moves", path).cannot(MOVES[name])


PLACES = {
    "a folder": lambda folder: folder,
    "the present folder": lambda _: ".",
    "the root": lambda _: "/",
    "nothing": lambda _: "",
    "in a folder that is not there": lambda folder: folder / "no" / "game.jsonl",
    "below a file": lambda folder: folder / "file" / "game.jsonl",
    "a name too long": lambda folder: folder / ("x" * 300),
    "the folder above": lambda _: "..",
}


@pytest.mark.parametrize("place", PLACES)
def test_where_no_archive_can_be_written_it_is_said(user, here, tmp_path, archive, place):
    (tmp_path / "file").write_text("")
    out = PLACES[place](tmp_path)
    user("simulate", *SMALL, "--seed", 1, "--out", out).cannot()
    here("fork", archive, "--at", 1, "--out", out).cannot()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


# --- damaged records ---------------------------------------------------------------------------


def _damages(archive):
    lines = archive.read_bytes().splitlines(keepends=True)
    middle = len(lines) // 2
    edited = lines[middle].replace(b'"t":', b'"t":1', 1)
    swapped = [*lines[:middle], lines[middle + 1], lines[middle], *lines[middle + 2 :]]
    newer = lines[0].replace(b"pourparlers-record/1", b"pourparlers-record/2")
    kind = lines[middle].replace(b'/1",{', b'/9",{', 1)
    return {
        "truncated in a line": (b"".join(lines)[:-600], 1),
        "without its end line": (b"".join(lines[:-1]), 1),
        "the header alone": (lines[0], 1),
        "with another end": (b"".join([*lines[:-1], lines[-1].replace(b"over", b"open")]), 1),
        "cut and closed with the old end": (b"".join([*lines[:-3], lines[-1]]), 1),
        "edited": (b"".join([*lines[:middle], edited, *lines[middle + 1 :]]), 1),
        "with a line taken out": (b"".join([*lines[:middle], *lines[middle + 1 :]]), 1),
        "with a line twice": (b"".join([*lines[: middle + 1], *lines[middle:]]), 1),
        "reordered": (b"".join(swapped), 1),
        "twice in one file": (b"".join(lines) * 2, 1),
        "of a newer format": (b"".join([newer, *lines[1:]]), 2),
        "with a newer kind": (b"".join([*lines[:middle], kind, *lines[middle + 1 :]]), 1),
        "empty": (b"", 2),
        "binary": (bytes(range(256)) * 8, 2),
        "zeroes": (b"\0" * 4096, 2),
        "a text": (b"Dear Sir or Madam,\n", 2),
        "other JSON": (b'{"a":1}\n', 2),
        "a byte order mark": (b"\xef\xbb\xbf" + b"".join(lines), 2),
        "with the line ends of another system": (b"".join(lines).replace(b"\n", b"\r\n"), 2),
        "cut within the header": (lines[0][:100], 2),
    }


DAMAGES = (
    "truncated in a line", "without its end line", "the header alone", "with another end",
    "cut and closed with the old end", "edited",
    "with a line taken out", "with a line twice", "reordered", "twice in one file",
    "of a newer format", "with a newer kind", "empty", "binary", "zeroes", "a text", "other JSON",
    "a byte order mark", "with the line ends of another system", "cut within the header",
)  # fmt: skip


COMPLETE = ("without its end line", "with another end", "twice in one file")
"""What leaves all decisions as they were."""


@pytest.mark.parametrize("what", DAMAGES)
def test_a_damaged_record_is_told_in_a_line(user, archive, tmp_path, what):
    data, code = _damages(archive)[what]
    assert set(_damages(archive)) == set(DAMAGES)
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(data)
    said = user("verify", bad)
    assert said.code in (1, 2)
    said.cannot("bad.jsonl", code=code)
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("what", DAMAGES)
def test_of_a_damaged_record_the_valid_beginning_is_told(here, archive, tmp_path, what):
    data, code = _damages(archive)[what]
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(data)
    shown = here("replay", bad, "--json")
    shown.cannot("bad.jsonl", code=code)
    if code == 1:
        told, whole = len(shown.json["events"]), len(open_record(archive).events)
        assert (told == whole) == (what in COMPLETE)
    here("fork", bad, "--at", 99_999, "--out", tmp_path / "g").cannot("bad.jsonl", code=code)
    assert not (tmp_path / "g").exists()


def test_a_flipped_byte_makes_no_fork_with_a_chain_of_its_own(user, archive, tmp_path):
    data = bytearray(archive.read_bytes())
    data[data.index(b'"minute":', data.index(b'"d":9,')) + 10] ^= 1
    bad, out = tmp_path / "bad.jsonl", tmp_path / "fork.jsonl"
    bad.write_bytes(data)
    told = user("replay", bad).cannot("does not fit the lines", code=1).err
    for more in ((), ("--continue",)):
        said = user("fork", bad, "--at", 12, "--out", out, *more).cannot(code=1)
        assert (said.err, said.out) == (told, "")
    assert not out.exists()


def test_a_record_that_says_newer_says_to_update(user, archive, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(_damages(archive)["of a newer format"][0])
    user("verify", bad).cannot("update the program")


def test_facts_changed_under_a_chain_made_again_are_found_by_the_deep_check(
    user, archive, tmp_path
):
    from sim.record.archive import write_archive

    record = open_record(archive)
    at = next(n for n, line in enumerate(record.lines) if b"offer.tabled" in line)
    forged = list(record.lines)
    package = f'"price":{json.loads(forged[at])["m"][1]["package"]["price"]}'
    forged[at] = forged[at].replace(package.encode(), b'"price":59', 1)
    bad = tmp_path / "forged.jsonl"
    write_archive(bad, record.header_line, forged)
    assert last_link(record.header_line, forged).hex() != record.digest
    user("verify", bad).done()
    user("verify", bad, "--deep").cannot(f"forged.jsonl:{at + 2}", code=1)


def test_a_fork_of_the_valid_part_of_a_cut_record_can_be_had(user, archive, tmp_path):
    bad, out = tmp_path / "bad.jsonl", tmp_path / "good.jsonl"
    bad.write_bytes(_damages(archive)["without its end line"][0])
    user("fork", bad, "--at", 3, "--out", out).done()
    user("verify", out, "--deep").done()


# --- moves -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("rubbish", "JSON"),
        ('["dance",{}]', "dance"),
        ('["accept",{"table":"sale"}]', "offer"),
        ('["accept",{"table":"sale","offer":"one"}]', "offer"),
        ('["propose",{"table":"sale","package":{"price":1.5}}]', "1.5"),
        ('{"wait":{}}', "list"),
        ("[" * 5000, "JSON"),
    ],
    ids=["rubbish", "unknown", "incomplete", "mistyped", "broken", "an object", "deep"],
)
def test_a_malformed_move_in_a_file_is_named_with_its_line(user, tmp_path, line, word):
    moves = tmp_path / "moves.txt"
    remark = '["say",{"topic":"remark.no_comment"}]'
    moves.write_text(f"{remark}\n\n{line}\n{remark}\n")
    words = ["play", *SMALL, "--seat", "cidery", "--seed", 1, "--moves", moves]
    said = user(*words).cannot("moves.txt:3: ", word, code=0)
    assert len(said.err.splitlines()) == 1
    told = [json.loads(line) for line in said.out.splitlines()]
    assert [next(iter(one)) for one in told] == ["view", "view", "refusal", "view", "stopped"]
    assert told[2]["refusal"]["why"].startswith(f"{moves}:3: ")
    mine = [d for d in open_record(told[-1]["path"]).decisions if d.source == "human"]
    assert len(mine) == 2
    user("verify", told[-1]["path"], "--deep").done()


def test_a_file_of_nothing_but_malformed_moves_cannot_be_played(user, tmp_path):
    moves = tmp_path / "moves.txt"
    moves.write_text("rubbish\nmore\n")
    said = user("play", *SMALL, "--seat", "cidery", "--moves", moves)
    said.cannot("moves.txt:1: ", "moves.txt:2: ")


def test_moves_that_are_no_text_are_refused_in_words(user, tmp_path):
    moves = tmp_path / "moves.txt"
    moves.write_bytes(b"\xff\xfe\x00")
    user("play", *SMALL, "--seat", "cidery", "--moves", moves).cannot("moves.txt:1: ", "UTF-8")


def test_an_illegal_move_is_answered_with_what_is_legal(user, tmp_path):
    moves = tmp_path / "moves.txt"
    moves.write_text('["accept",{"table":"sale","offer":9}]\n["order",{"deadline":5}]\n')
    said = user("play", *SMALL, "--seat", "cidery", "--seed", 1, "--moves", moves).done()
    _, first, second, stopped = map(json.loads, said.out.splitlines())
    assert first["refusal"]["code"] == "no_such_offer"
    assert {"propose", "wait"} <= set(first["refusal"]["legal"])
    assert len(first["refusal"]["text"].split()) > 3
    assert second["refusal"]["code"] == "not_yours"
    assert not [d for d in open_record(stopped["path"]).decisions if d.actor == "cidery"]


def test_a_refused_move_of_a_strategy_of_another_version_is_told(user, tmp_path):
    import attrs
    import generators as g

    header = g.header_of()
    seats = {**header.seats, "orchard": attrs.evolve(header.seats["orchard"], strategy="sage/4")}
    path = tmp_path / "game.talks"
    create_save(path, encode_header(attrs.evolve(header, seats=seats))).close()
    user("verify", path).done()
    moves = tmp_path / "moves.txt"
    moves.write_text('["wait",{}]\n')
    user("play", path, "--seat", "cidery", "--moves", moves).cannot("sage")


# --- saves -------------------------------------------------------------------------------------


def _save(tmp_path, name="game.talks"):
    import generators as g

    path = tmp_path / name
    return path, create_save(path, encode_header(g.header_of()))


def test_a_save_already_open_is_not_opened_twice_for_writing(user, tmp_path):
    path, log = _save(tmp_path)
    moves = tmp_path / "moves.txt"
    moves.write_text("")
    try:
        user("play", path, "--moves", moves).cannot("already open")
        user("replay", path).done()
        user("verify", path).done()
    finally:
        log.close()
    user("play", path, "--moves", moves).done()


def test_a_database_of_somebody_else_is_refused(user, tmp_path):
    import sqlite3

    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    user("verify", other).cannot("other.db", "another program")


def test_a_save_of_a_newer_layout_says_so(user, tmp_path):
    import sqlite3

    path, log = _save(tmp_path)
    log.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    connection.close()
    user("verify", path).cannot("game.talks", "update the program")


def test_a_branch_that_is_not_there_is_named(user, tmp_path):
    path, log = _save(tmp_path)
    log.close()
    user("verify", path, "--branch", 9).cannot("branch 9")


# --- disks -------------------------------------------------------------------------------------


@pytest.fixture
def tiny_disk(tmp_path):
    """
    Mount a disk of a few pages, where we may.
    """
    place = tmp_path / "tiny"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.mark.slow
def test_a_full_disk_is_told_in_a_line(spawned, tiny_disk, archive):
    (tiny_disk / "ballast").write_bytes(b"x" * 40 * 1024)
    out = tiny_disk / "game.jsonl"
    spawned("simulate", *SMALL, "--seed", 1, "--out", out).cannot("game.jsonl", "full")
    whole = len(open_record(archive).lines)
    spawned("fork", archive, "--at", whole, "--out", out).cannot("game.jsonl", "full")
    assert sorted(path.name for path in tiny_disk.iterdir()) == ["ballast"]


@pytest.mark.slow
def test_a_disk_that_fills_during_a_game_loses_nothing_of_what_was_said(spawned, tiny_disk):
    moves = '["say",{"topic":"remark.no_comment"}]\n' * 3000
    said = spawned(
        "play", *SMALL, "--seat", "cidery", "--seed", 1, "--moves", "-",
        stdin=moves, XDG_DATA_HOME=str(tiny_disk),
    )  # fmt: skip
    said.cannot("disk")
    told = sum('"view"' in line for line in said.out.splitlines())
    found = list((tiny_disk / "pourparlers/saves").glob("*.talks"))
    if told:
        record = open_record(found[0])
        assert record.failure is None
        mine = [d for d in record.decisions if d.actor == "cidery"]
        # The last stop told had not been answered yet.
        assert len(mine) >= told - 1


def _limited():
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


@pytest.mark.slow
def test_a_file_that_may_not_grow_is_told_in_a_line(spawned, tmp_path):
    out = tmp_path / "game.jsonl"
    words = ["simulate", *SMALL, "--seed", 1, "--out", out]
    spawned(*words, before=_limited).cannot("game.jsonl")
    assert list(tmp_path.iterdir()) == []


def _cannot_write(folder):
    try:
        (folder / "probe").write_text("")
    except OSError:
        return True
    (folder / "probe").unlink()
    return False


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_is_told_in_a_line(spawned, tmp_path):
    path, log = _save(tmp_path)
    log.close()
    closed = tmp_path / "closed"
    closed.mkdir()
    shutil.move(path, closed / "game.talks")
    closed.chmod(0o500)
    try:
        if not _cannot_write(closed):
            pytest.skip("this user may write wherever it likes")
        spawned("simulate", *SMALL, "--out", closed / "g.jsonl").cannot("g.jsonl")
        spawned("verify", closed / "game.talks").done()
        spawned("play", closed / "game.talks", "--moves", "-").cannot("game.talks")
        spawned("play", *SMALL, "--moves", "-", XDG_DATA_HOME=str(closed)).cannot("access")
    finally:
        closed.chmod(0o700)


@pytest.mark.slow
def test_a_read_only_disk_is_told_in_a_line(spawned, tmp_path, tiny_disk):
    path, log = _save(tmp_path)
    log.close()
    shutil.copy(path, tiny_disk / "game.talks") if path.stat().st_size < 40_000 else None
    remounted = subprocess.run(
        ["mount", "-o", "remount,ro", str(tiny_disk)], capture_output=True, check=False
    )
    if remounted.returncode or not _cannot_write(tiny_disk):
        pytest.skip("remounting a disk is not allowed here")
    spawned("simulate", *SMALL, "--out", tiny_disk / "g.jsonl").cannot("read-only")
    spawned("play", *SMALL, "--moves", "-", XDG_DATA_HOME=str(tiny_disk)).cannot("read-only")
    if (tiny_disk / "game.talks").exists():
        spawned("verify", tiny_disk / "game.talks").done()


@pytest.mark.slow
def test_a_killed_game_is_whole_up_to_the_last_stop_it_told(spawned, tmp_path):
    process = spawned(
        "play", *SMALL, "--seat", "cidery", "--seed", 1, "--moves", "-",
        wait=False, XDG_DATA_HOME=str(tmp_path),
    )  # fmt: skip
    process.stdout.readline()
    for _ in range(3):
        process.stdin.write('["say",{"topic":"remark.no_comment"}]\n')
        process.stdin.flush()
        process.stdout.readline()
    process.kill()
    process.wait()
    path = next((tmp_path / "pourparlers/saves").glob("*.talks"))
    said = [d for d in open_record(path).decisions if d.actor == "cidery"]
    assert len(said) == 3
    open_save(path).close()
    spawned("verify", path, "--deep").done()
    process.stdin.close()
    process.stdout.close()
    process.stderr.close()


@pytest.mark.slow
def test_a_person_who_stops_the_program_is_told_that_nothing_is_lost(spawned):
    import signal

    process = spawned("play", *SMALL, "--seat", "cidery", "--seed", 1, "--moves", "-", wait=False)
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert err.startswith("error: stopped: ")
    assert "Traceback" not in err


@pytest.mark.parametrize(("closing", "said"), [(">&-", ""), ("2>&-", "chain"), ("<&-", "chain")])
def test_a_closed_stream_is_no_mistake_of_ours(archive, closing, said):
    done = subprocess.run(  # noqa: S602 - only a shell closes a stream
        f"{sys.executable} run_game.py verify {archive} {closing}",
        shell=True, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout


def test_play_by_lines_needs_lines(tmp_path):
    done = subprocess.run(  # noqa: S602 - only a shell closes a stream
        f"{sys.executable} run_game.py play --seat cidery --scenario first-offer --moves - <&-",
        shell=True, cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "standard input is closed" in done.stderr
    assert "disk" not in done.stderr
