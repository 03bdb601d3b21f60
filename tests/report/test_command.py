"""
Goal: the command writes a page, or says in one line why it cannot. Method: run it as a person does.
"""

import hashlib
import html
import json
import re
import shlex
import subprocess
import sys

import house
import pytest
from sweep_folders import Page, make_folder

from sim.engine.run import simulate
from sim.report.intervals import Mean, Share
from sim.report.outcomes import part, span
from sim.report.say import NONE, say_of
from sim.report.surplus import told
from sim.scenario import load_scenario, new_scenario_text
from sim.sweeps.columns import parquet, runs_columns

ERROR = re.compile(r"(?:error|warning): .+: .{15,}\n")


@pytest.fixture
def report(capfd, tmp_path):
    """
    Run the command on something; return exit code, what it complained of, and the page.
    """
    from sim.cli import main

    def run(what, *words, out=None):
        target = tmp_path / "page.html" if out is None else out
        capfd.readouterr()
        code = main(["report", str(what), "--out", str(target), "--lang", "en", *map(str, words)])
        said = capfd.readouterr()
        assert "Traceback" not in said.err + said.out
        assert "our mistake" not in said.err
        assert not said.err or ERROR.fullmatch(said.err), said.err
        return code, said.err, target.read_text("utf-8") if code < 2 else ""

    return run


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / "game.jsonl"
    simulate("first-offer", 3, None, path)
    return path


def test_a_sweep_becomes_a_page(report, folder):
    code, said, text = report(folder().path)
    assert (code, said) == (0, "")
    assert "report of a sweep" in text


def _break(folder, name, data):
    path = folder / name
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("plan.json", None, "no sweep lies here"),
        ("sweep.json", None, "not finished"),
        ("sweep.json", b"{", "damaged"),
        ("plan.json", b"[]", "damaged"),
        ("plan.json", b"{}", "plan.json: it is damaged"),
        ("cells/0.json", b"{}", "cells/0.json"),
        ("cells/0.json", None, "not there"),
        ("runs.parquet", None, "not there"),
        ("runs.parquet", b"PAR1 nothing", "damaged"),
        ("decisions.parquet", b"", "damaged"),
    ],
)
def test_what_is_no_whole_sweep_is_one_line(report, tmp_path, name, data, said):
    made = make_folder(tmp_path / "mine", runs=5)
    _break(made.path, name, data)
    code, err, _ = report(made.path)
    assert code == 2
    assert said in err
    assert not (tmp_path / "page.html").exists()


FILES = ("plan.json", "cells/0.json", "sweep.json", "runs.parquet", "events.parquet", "sums.json")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("at", [0.1, 0.45, 0.9])
def test_no_page_is_made_of_a_folder_in_which_one_bit_flipped(report, tmp_path, name, at):
    made = make_folder(tmp_path / "mine", runs=8)
    path = made.path / name
    data = bytearray(path.read_bytes())
    data[int(at * len(data))] ^= 1
    path.write_bytes(data)
    code, err, _ = report(made.path)
    assert code == 2
    assert len(err.splitlines()) == 1
    # A sum that flipped blames the file that it is of: the remedy is the same.
    assert name == "sums.json" or name in err
    assert "damaged" in err
    assert "run its sweep again" in err
    assert not (tmp_path / "page.html").exists()


def test_a_folder_of_before_there_were_sums_is_read_with_a_warning(report, tmp_path):
    made = make_folder(tmp_path / "mine", runs=8)
    (made.path / "sums.json").unlink()
    code, err, _ = report(made.path)
    assert code == 0
    (line,) = err.splitlines()
    assert line.startswith("warning: ")
    assert "mine: its files have no sums" in line
    (made.path / "plan.json").write_text("{}")
    assert "no plan of a sweep" in report(made.path)[1]


def test_a_table_damaged_in_its_middle_is_one_line(report, tmp_path):
    made = make_folder(tmp_path / "mine", runs=40)
    path = made.path / "runs.parquet"
    data = bytearray(path.read_bytes())
    for at in range(8, len(data) - 4_000, 7):
        data[at] ^= 0x5A
    path.write_bytes(bytes(data))
    code, err, _ = report(made.path)
    assert code == 2
    assert "damaged" in err


def test_an_empty_folder_a_missing_one_and_a_text_are_one_line(report, tmp_path):
    assert report(tmp_path)[0] == 2
    assert "no such file" in report(tmp_path / "nothing")[1]
    (tmp_path / "text.txt").write_text("hello")
    assert report(tmp_path / "text.txt")[0] == 2


def test_a_page_that_cannot_be_written_is_said_before_any_work(report, folder, tmp_path):
    for out in (tmp_path / "no" / "page.html", tmp_path):
        code, err, _ = report(folder().path, out=out)
        assert code == 2
        assert str(out) in err


def test_the_record_itself_is_not_overwritten(report, archive):
    before = archive.read_bytes()
    assert "the record itself" in report(archive, out=archive)[1]
    assert archive.read_bytes() == before


def test_only_sweeps_of_one_kind_are_compared(report, folder, archive, tmp_path):
    made = folder("deadline_latest=5,9")
    assert "only sweeps" in report(archive, "--against", made.path)[1]
    assert "no cell in common" in report(made.path, "--against", folder().path)[1]
    assert "no sweep lies here" in report(made.path, "--against", tmp_path)[1]
    assert "no branches" in report(made.path, "--branch", "1")[1]
    assert report(made.path, "--against", folder("deadline_latest=5,9", seed=10).path)[0] == 0


def test_a_game_that_is_over_is_told_by_its_own_numbers(report, archive):
    from sim.commands import summary
    from sim.engine.run import Run
    from sim.record.replay import open_record

    record = open_record(archive)
    found = summary(Run(record.header, record.decisions, record.digest))
    code, said, text = report(archive)
    assert (code, said) == (0, "")
    shown = Page(text)
    assert found["digest"] in shown.text
    for row, score in zip(shown.rows("seats"), found["seats"].values(), strict=True):
        worth = float(row[5].replace("\N{MINUS SIGN}", "-"))
        assert worth == pytest.approx(score["surplus"] / 10_000, abs=0.051)
        assert float(row[6].rstrip("\N{NO-BREAK SPACE} %")) == pytest.approx(
            score["claimed"] / 10_000, abs=0.051
        )
    assert "not over" not in shown.text
    assert len(shown.rows("story")) > 3


def test_a_loss_is_a_share_below_0_on_the_page_of_its_game(report, tmp_path):
    path = tmp_path / "loss.jsonl"
    run = simulate("first-offer", 6, {"cidery": "random", "orchard": "random"}, path)
    lost, won = run.seats.values()
    assert (lost.claimed, won.claimed) == (0, 1_000_000)
    shown = Page(report(path)[2])
    shares = [row[6].replace("\N{MINUS SIGN}", "-").rstrip("\N{NO-BREAK SPACE} %")
              for row in shown.rows("seats")]  # fmt: skip
    assert list(map(float, shares)) == pytest.approx(
        [100 * one.surplus / one.best for one in (lost, won)], abs=0.051
    )
    assert float(shares[0]) < 0
    assert float(shares[1]) > 100
    assert "the best deal that leaves every party its reservation" in shown.text


def test_the_frontier_runs_on_beside_an_end_below_a_reservation(tmp_path):
    from sim.record.replay import open_record
    from sim.review_deals import deals_of, frontier_seen

    path = tmp_path / "loss.jsonl"
    simulate("first-offer", 6, {"cidery": "random", "orchard": "random"}, path)
    record = open_record(path)
    found = deals_of(record)
    seen = frontier_seen(record, found)
    assert min(found.reached) < 0
    assert found.reached in seen
    assert found.reached not in found.frontier
    assert set(found.frontier) < set(seen)


def _prefix(archive, path, count):
    path.write_bytes(b"".join(archive.read_bytes().splitlines(keepends=True)[: count + 1]))


def test_a_record_that_is_cut_or_open_says_so(report, archive, tmp_path):
    from sim.commands import forked
    from sim.record.archive import write_archive
    from sim.record.replay import open_record

    _prefix(archive, tmp_path / "cut.jsonl", 6)
    code, err, text = report(tmp_path / "cut.jsonl")
    assert code == 1
    assert "cut.jsonl" in err
    assert "not over" in text
    assert "damaged past its start" in text
    session = forked(open_record(archive), 6)
    write_archive(tmp_path / "open.jsonl", session.log.header, session.log.read(session.branch))
    code, err, text = report(tmp_path / "open.jsonl")
    assert (code, err) == (0, "")
    assert "not over" in text
    assert "damaged" not in text


@pytest.mark.slow
def test_the_real_summer_becomes_a_page_in_both_languages(report, tmp_path):
    from sim.history import history_record

    history_record(tmp_path / "summer.jsonl")
    for lang in ("en", "fr"):
        code, err, text = report(tmp_path / "summer.jsonl", "--lang", lang)
        assert (code, err) == (0, "")
        assert not re.search(r">report\.\w", text)
        assert len(Page(text).rows("story")) > 60


@pytest.mark.slow
def test_a_sweep_that_was_played_becomes_a_page(report, tmp_path):
    from sim.cli import main

    words = ["--runs", "6", "--scenario", "first-offer", "--workers", "1", "--decisions"]
    assert main(["sweep", *words, "--out", str(tmp_path / "sweep")]) == 0
    code, err, text = report(tmp_path / "sweep")
    assert (code, err) == (0, "")
    assert Page(text).rows("offers")


@pytest.mark.parametrize("name", ["runs.parquet", "sweep.json", "plan.json", "notes.txt"])
def test_no_page_is_written_over_what_is_none(report, tmp_path, name):
    made = make_folder(tmp_path / "mine")
    target = made.path / name
    if not target.exists():
        target.write_text("of a person")
    before = target.read_bytes()
    code, said, _ = report(made.path, out=target)
    assert code == 2
    assert "a file that is no page lies there" in said
    assert target.read_bytes() == before


def test_a_newer_page_may_take_the_place_of_an_older_one(report, folder, tmp_path):
    target = tmp_path / "page.html"
    assert report(folder().path, out=target)[0] == 0
    assert report(folder().path, out=target)[0] == 0


MIND = "class Mine:\n    def choose(self, view, draws):\n        return view.nothing\n"


@pytest.mark.slow
def test_the_command_that_a_page_cites_makes_the_digest_again(tmp_path):
    scenario = tmp_path / "mine.toml"
    scenario.write_text(new_scenario_text("mine"), encoding="utf-8")
    (tmp_path / "mind.py").write_text(MIND, encoding="utf-8")
    seat = next(one.id for one in load_scenario(scenario).actors if one.is_seat)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    words = ["sweep", "--scenario", "../mine.toml", "--runs", "3", "--seed", "4", "--out", "a"]
    words += ["--vary", f"strategy.{seat}=random,../mind.py:Mine"]
    _run(words, elsewhere)
    _run(["report", "a", "--out", "a.html", "--lang", "en"], elsewhere)
    text = (elsewhere / "a.html").read_text(encoding="utf-8")
    found = re.search(r"<pre><code>(run_game.py sweep.*?)</code>", text)[1]
    cited = html.unescape(re.sub(r"</?span>", "", found))
    assert "Files of your own are named without their folders" in text
    assert str(tmp_path) not in text
    _run(shlex.split(cited)[1:], tmp_path)
    digests = [json.loads((one / "a/sweep.json").read_bytes())["digest"]
               for one in (elsewhere, tmp_path)]  # fmt: skip
    assert digests[0] == digests[1]


def test_a_page_tells_two_states_of_a_strategy_file_apart(report, tmp_path):
    from sim.cli import main

    told = []
    for name, body in (("one", MIND), ("two", MIND + "# changed\n")):
        mind = tmp_path / "mind.py"
        mind.write_text(body, encoding="utf-8")
        words = ["--scenario", "first-offer", "--runs", "2", "--workers", "1"]
        words += ["--vary", f"strategy.cidery=boulware,{mind}:Mine", "--out", str(tmp_path / name)]
        assert main(["sweep", *words]) == 0
        want = hashlib.blake2b(body.encode(), digest_size=16).hexdigest()
        kept = json.loads((tmp_path / name / "sweep.json").read_bytes())["files"]
        assert kept == [{"file": "mind.py", "digest": want}]
        mind.write_text("changed since", encoding="utf-8")
        shown = Page(report(tmp_path / name)[2]).text
        assert f"mind.py {want[:12]}" in shown
        told.append(re.search(r"Digest of the engine.s code(\w{12})", shown)[1])
    assert told[0] == told[1]


def test_a_sweep_that_kept_no_digests_of_its_files_says_nothing_of_them(report, tmp_path, folder):
    assert "Digests of strategy files" not in report(folder().path)[2]
    made = make_folder(tmp_path / "mine", runs=5)
    path = made.path / "plan.json"
    plan = json.loads(path.read_bytes()) | {"strategies": [{"cidery": "/there/mind.py:Mine"}]}
    path.write_text(json.dumps(plan), encoding="utf-8")
    (made.path / "sums.json").unlink()  # as a release left it that kept neither
    assert f"Digests of strategy files{NONE}" in Page(report(made.path)[2]).text


def _run(words, folder):
    done = subprocess.run(
        [sys.executable, str(house.ROOT / "run_game.py"), *words],
        cwd=folder, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_sweep_without_a_finished_game_has_no_page(report, tmp_path):
    made = make_folder(tmp_path / "mine")
    (made.path / "sums.json").unlink()
    (made.path / "runs.parquet").write_bytes(parquet(runs_columns(made.plan), []))
    code, said, _ = report(made.path)
    assert code == 2
    assert "no game of it was finished" in said


def test_a_share_of_nothing_is_a_dash():
    say = say_of("first-offer", "en")
    assert part(say, Share(count=0, games=0)) == span(say, Share(count=0, games=0)) == NONE
    assert part(say, Share(count=0, games=4)) == "0.0 %".replace(" ", "\N{NO-BREAK SPACE}")
    assert told(say, Mean(games=0, mean=0.0))[1:] == [NONE, NONE]


def test_a_point_of_the_finest_scale_is_not_worth_nothing():
    assert say_of("first-offer", "en").exact(1 / 10_000) == "0.0001"
