"""
Goal: a strategy of one's own plays from a file, and what is wrong with it is said in one line.
"""

import json
import re
import subprocess
import sys

import house
import pytest

import sim
from sim.domain import moves as m
from sim.engine.session import Session
from sim.record.replay import open_record
from sim.record.store import MemoryLog
from sim.strategies import base

PAGE = (house.ROOT / "docs/strategies.md").read_text(encoding="utf-8")
MIDDLE, CLOCKED = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
SMALL = ("simulate", "--scenario", "first-offer", "--seed", "1")


@pytest.fixture
def minds(tmp_path):
    path = tmp_path / "minds.py"
    path.write_text(MIDDLE, encoding="utf-8")
    return path


def test_the_pages_example_is_short_and_plays(user, minds, tmp_path):
    body = MIDDLE.partition("\n\n\n")[2]
    assert len(body.splitlines()) <= 15
    out = tmp_path / "game.jsonl"
    said = user(*SMALL, "--strategy", f"cidery={minds}:Middle", "--out", str(out), "--json")
    assert said.code == 0
    assert said.json["outcome"]["package"] == {"price": 40}
    header = json.loads(out.read_bytes().splitlines()[0])
    assert "Middle/0" in json.dumps(header)
    assert user("verify", str(out), "--deep").code == 0
    assert user("replay", str(out)).code == 0


def test_the_pages_bidder_by_the_clock_plays_yields_and_can_be_forked(user, tmp_path):
    path, out, other = tmp_path / "clocked.py", tmp_path / "game.jsonl", tmp_path / "fork.jsonl"
    path.write_text(CLOCKED, encoding="utf-8")
    seating = ("--strategy", f"cidery={path}:Clocked", "--json")
    said = user(*SMALL, *seating, "--out", out).done().json
    assert said["outcome"]["kind"] == "deal"
    assert said["seats"]["cidery"]["surplus"] >= 0
    prices = [
        decision.move.package["price"] for decision in open_record(out).decisions
        if decision.actor == "cidery" and isinstance(decision.move, m.Propose)
    ]  # fmt: skip
    assert len(prices) > 2
    # The buyer yields, late rather than early, and offers nothing twice.
    assert prices == sorted(set(prices))
    assert prices[1] - prices[0] < prices[-1] - prices[-2]
    words = ("fork", out, "--at", 5, "--out", other, "--continue")
    assert user(*words, *seating).done().json["digest"] == said["digest"]
    user("verify", other, "--deep").done()


@pytest.mark.parametrize("scenario", ["merger-of-equals", "theory/alternating-offers"])
def test_the_pages_bidder_plays_elsewhere_without_a_failure(tmp_path, scenario):
    path = tmp_path / "clocked.py"
    path.write_text(CLOCKED, encoding="utf-8")
    loaded = sim.load_scenario(scenario)
    seat = next(actor.id for actor in loaded.actors if actor.is_seat)
    run = sim.simulate(loaded, 2, {seat: f"{path}:Clocked"})
    assert run.outcome is not None
    assert seat not in {who for who, _ in run.faults}


def test_its_record_is_continued_only_where_it_is_seated_again(user, minds, tmp_path):
    out = tmp_path / "game.jsonl"
    run = sim.simulate("first-offer", 1, {"cidery": f"{minds}:Middle"}, out)
    words = ("fork", str(out), "--at", "1", "--out", str(tmp_path / "g.jsonl"))
    user(*words, "--continue").cannot("Middle")
    assert user(*words).code == 0
    log = MemoryLog(open_record(out).header_line)
    session = Session.resume(log, {"cidery": f"{minds}:Middle"})
    session.advance()
    assert session.digest == run.digest


# --- seated again --------------------------------------------------------------------------------


@pytest.fixture
def played(minds, tmp_path):
    """
    Return the seating of the example, the archive of its game, and the game.
    """
    seating, out = f"cidery={minds}:Middle", tmp_path / "game.jsonl"
    return seating, out, sim.simulate("first-offer", 1, {"cidery": f"{minds}:Middle"}, out)


def test_a_fork_goes_on_with_its_own_class_to_the_same_bytes(user, played, tmp_path):
    seating, out, run = played
    words = ("fork", out, "--at", 1, "--out", tmp_path / "g.jsonl", "--continue", "--json")
    said = user(*words, "--strategy", seating).done()
    assert said.json["digest"] == run.digest
    assert (tmp_path / "g.jsonl").read_bytes() == out.read_bytes()


def test_what_to_write_is_said_where_the_class_is_missing(user, played, tmp_path):
    words = ("fork", played[1], "--at", 1, "--out", tmp_path / "g.jsonl", "--continue")
    user(*words).cannot("--strategy ACTOR=FILE.py:Middle")


def test_a_fork_names_in_its_header_who_goes_on(user, played, tmp_path):
    _, out, run = played
    other = tmp_path / "g.jsonl"
    words = ("--at", 3, "--out", other, "--continue", "--strategy", "cidery=conceder", "--json")
    said = user("fork", out, *words).done().json
    assert said["digest"] != run.digest
    record = open_record(other)
    assert record.header.seats["cidery"].strategy.startswith("conceder/")
    assert record.header.seats["orchard"] == run.header.seats["orchard"]
    assert record.lines[:3] == open_record(out).lines[:3]
    user("verify", other, "--deep").done()
    # Whoever forks the fork needs the class no more.
    user("fork", other, "--at", 3, "--out", tmp_path / "h.jsonl", "--continue").done()
    assert (tmp_path / "h.jsonl").read_bytes() == other.read_bytes()


def test_a_log_resumed_with_a_strategy_by_name_is_played_by_it(played):
    record = open_record(played[1])
    session = Session.resume(MemoryLog(record.header_line), {"cidery": "conceder"})
    session.advance()
    told = sim.simulate("first-offer", 1, {"cidery": "conceder"})
    assert session.decisions == list(told.record)


def test_nobody_resumes_with_an_actor_that_is_not_there(user, played, tmp_path):
    record = open_record(played[1])
    with pytest.raises(LookupError, match="jane"):
        Session.resume(MemoryLog(record.header_line), {"jane": "conceder"})
    words = ("fork", played[1], "--at", 1, "--out", tmp_path / "g", "--strategy", "jane=random")
    user(*words).cannot("jane")


@pytest.fixture
def moves(tmp_path):
    path = tmp_path / "moves.txt"
    path.write_text('["wait",{}]\n', encoding="utf-8")
    return path


def _stopped(said):
    return json.loads(said.done().out.splitlines()[-1])["path"]


def test_a_save_against_an_own_class_is_begun_and_gone_on_with(user, minds, moves):
    seating = ("--strategy", f"cidery={minds}:Middle")
    words = ("--scenario", "first-offer", "--seed", 1, "--seat", "orchard", "--moves", moves)
    path = _stopped(user("play", *words, *seating))
    before = len(open_record(path).decisions)
    user("play", path, "--moves", moves).cannot("--strategy ACTOR=FILE.py:Middle")
    # The same class: the same save goes on.
    assert _stopped(user("play", path, "--moves", moves, *seating)) == path
    assert len(open_record(path).decisions) > before


def test_a_save_goes_on_against_another_in_a_save_of_its_own(user, minds, moves):
    words = ("--scenario", "first-offer", "--seed", 1, "--seat", "orchard", "--moves", moves)
    path = _stopped(user("play", *words))
    before = open_record(path)
    other = _stopped(user("play", path, "--moves", moves, "--strategy", f"cidery={minds}:Middle"))
    assert open_record(path).lines == before.lines
    after = open_record(other)
    assert after.lines[: len(before.lines)] == before.lines
    assert after.header.seats["cidery"].strategy == "Middle/0"
    mine = [d for d in after.decisions[len(before.lines) :] if d.source == "human"]
    assert [d.actor for d in mine] == ["orchard"]


# --- what is wrong with a file -------------------------------------------------------------------


WRONG = {
    "absent.py:Middle": ("absent.py", "no such file"),
    "minds.py:Nobody": ("minds.py", "no class 'Nobody'; choose one of ", "minds.py:Middle"),
    "minds.py": ("minds.py: no class of it is named; choose one of ", "minds.py:Middle, "),
    "minds.py:": ("minds.py: no class of it is named; choose one of ", "minds.py:Asking"),
    "bare.py": ("no class of it is named; no class in it has `choose`",),
    "absent.py": ("absent.py", "no such file"),
    "minds.py:utility": ("minds.py", "no class 'utility'"),
    "minds.py:Asking": ("Asking", "cannot be made"),
    "minds.py:Broken": ("Broken", "cannot be made without arguments: not today"),
    "minds.py:Dumb": ("Dumb", "no `choose"),
    "typo.py:Middle": ("typo.py:2", "not Python"),
    "raising.py:Middle": ("raising.py", "no such thing"),
    "notes.txt:Middle": ("notes.txt: it is no Python file; name FILE.py:CLASS",),
    "no/minds.py:Middle": ("minds.py: there is no folder ",),
    "minds.py/more.py:Middle": ("minds.py is a file, not a folder",),
    "leaving.py:Middle": ("leaving.py", "SystemExit"),
    "folder.py:Middle": ("folder.py: it is a folder, not a file",),
}
MORE = """
class Asking:
    def __init__(self, needed): ...
    def choose(self, view, draws): ...
class Broken:
    def __init__(self): raise ValueError("not today")
    def choose(self, view, draws): ...
class Dumb:
    choose = None
"""


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_cannot_play_is_named(user, minds, tmp_path, name):
    minds.write_text(MIDDLE + MORE, encoding="utf-8")
    (tmp_path / "typo.py").write_text("x = 1\nclass Middle\n", encoding="utf-8")
    (tmp_path / "raising.py").write_text("raise RuntimeError('no such thing')", encoding="utf-8")
    (tmp_path / "leaving.py").write_text("raise SystemExit(0)", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("Middle", encoding="utf-8")
    (tmp_path / "bare.py").write_text("from sim.strategies.base import Strategy", encoding="utf-8")
    (tmp_path / "folder.py").mkdir()
    for words in WRONG[name]:
        said = user(*SMALL, "--strategy", f"cidery={tmp_path / name}").cannot(words)
        assert len(said.err.splitlines()) == 1
        assert said.out == ""
        assert "Dumb," not in said.err


TALKATIVE = """
from sim.domain import moves as m

print("read")

class Talkative:
    def __init__(self):
        print("made")

    def choose(self, view, draws):
        print("asked")
        return m.Wait()
"""


def test_what_a_strategy_prints_goes_to_standard_error(user, tmp_path):
    path, out = tmp_path / "talkative.py", tmp_path / "game.jsonl"
    path.write_text(TALKATIVE, encoding="utf-8")
    seating = ("--strategy", f"cidery={path}:Talkative", "--json")
    said = user(*SMALL, "--out", out, *seating)
    assert said.code == 0
    assert said.json["scenario"] == "first-offer"
    assert set(said.err.split()) == {"read", "made", "asked"}
    words = ("fork", out, "--at", 1, "--out", tmp_path / "g.jsonl", "--continue")
    assert user(*words, *seating).json["digest"] == said.json["digest"]


INSTALLED = {
    "middle": ("minds:Middle", "middle/3"),
    "plain": ("minds:Plain", "plain/1"),
    "dumb": ("minds:Dumb", "no `choose`"),
    "asking": ("minds:Asking", "cannot be had"),
    "gone": ("nowhere:Gone", "cannot be had"),
}


@pytest.fixture
def installed(minds, tmp_path, monkeypatch):
    versioned = MIDDLE.replace("class Middle:\n", "class Middle:\n    version = 3\n\n")
    plain = "\n\nclass Plain(Middle):\n    version = 1\n"
    minds.write_text(versioned + plain + MORE, encoding="utf-8")
    info = tmp_path / "minds-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: minds\nVersion: 1\n")
    lines = [f"{name} = {value}" for name, (value, _) in INSTALLED.items()]
    (info / "entry_points.txt").write_text(f"[{base.GROUP}]\n" + "\n".join(lines) + "\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = base.registered()
    yield tmp_path
    for name in set(base.registered()) - set(before):
        del base._REGISTRY[name]
    sys.modules.pop("minds", None)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["middle", "plain"])
def test_an_installed_strategy_is_known_by_its_name(name):
    assert base.entry_of(name).label == INSTALLED[name][1]
    run = sim.simulate("first-offer", 1, {"cidery": name})
    assert run.header.seats["cidery"].strategy == INSTALLED[name][1]
    assert run.outcome.kind == "deal"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["dumb", "asking", "gone"])
def test_an_installed_strategy_that_cannot_play_is_named(name):
    with pytest.raises(base.UnknownStrategyError, match=INSTALLED[name][1]):
        base.entry_of(name)


def test_installed_strategies_are_not_looked_for_while_ours_will_do():
    code = (
        "import sys\n"
        "from sim.strategies.base import entry_of, names\n"
        "[entry_of(name) for name in names()]\n"
        "print('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=house.ROOT
    )
    assert done.stdout.strip() == "False"
