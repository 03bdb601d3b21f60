"""
The page of figures: every group has its words, a part is put over its former self, misses stay in.
"""

import re
from subprocess import CompletedProcess

from bench import proof
from bench.measuring import Peer, Row
from bench.rows import GROUPS

MET = Row(name="a.met", value=1.23456, unit="s", bar=2, goal=1, peer=Peer("bare, s", 1))
MISSED = Row(name="a.missed", value=3, unit="s", bar=2, peer=Peer("bare, s", 1))


def test_every_group_of_figures_has_its_words():
    assert set(proof.WHAT) == set(GROUPS)


def test_a_part_tells_command_machine_figure_bar_and_peer():
    told = proof.part("help", [MET, MISSED])
    assert "bench help`" in told
    assert "| a.met | 1.235 | s | 2 | 1 | ok | bare, s: 1 |" in told
    assert "| a.missed | 3 | s | 2 |  | **missed** | bare, s: 1 |" in told
    assert "cores of" in told
    assert "simpy" in told


def test_a_part_is_put_over_its_former_self_and_the_rest_stays(tmp_path):
    page = tmp_path / "proof.md"
    proof.put("help", [MET], page)
    proof.put("fork", [MET], page)
    before = page.read_text(encoding="utf-8")
    proof.put("help", [MISSED], page)
    after = page.read_text(encoding="utf-8")
    assert after.startswith(proof.HEAD)
    assert after.count("<!-- help -->") == 1
    assert "a.missed" in after
    assert after.partition("<!-- fork -->")[2] == before.partition("<!-- fork -->")[2]


def test_a_row_that_is_none_is_said_in_one_line(capsys):
    assert proof.main(["speed"]) == 2
    assert "there is no such row" in capsys.readouterr().err


def test_several_groups_are_measured_each_in_a_process_of_its_own(monkeypatch, capsys):
    begun = []

    def run(words, **_):
        begun.append(words[1:])
        return CompletedProcess(words, 1 if words[-1] == "fork" else 0)

    def measured(_):
        message = "measured in the process that asks for several"
        raise AssertionError(message)

    monkeypatch.setattr(proof.subprocess, "run", run)
    monkeypatch.setattr(proof, "GROUPS", dict.fromkeys(GROUPS, measured))
    assert proof.main(["help", "fork", "games"]) == 1
    assert begun == [["-m", "bench.proof", name] for name in ("games", "fork", "help")]
    assert "error: fork: it was not measured" in capsys.readouterr().err
    begun.clear()
    assert proof.main([]) == 1
    assert [words[-1] for words in begun] == list(GROUPS)


def test_one_group_is_measured_here_and_put_into_the_page(monkeypatch, capsys, tmp_path):
    page = tmp_path / "proof.md"
    monkeypatch.setattr(proof, "GROUPS", dict.fromkeys(GROUPS, lambda _: [MET]))
    monkeypatch.setattr(proof, "put", lambda name, rows, put=proof.put: put(name, rows, page))
    assert proof.main(["help"]) == 0
    assert "<!-- help -->" in page.read_text(encoding="utf-8")
    assert capsys.readouterr().out == "help: written\n"


def test_the_page_holds_a_part_for_every_group():
    text = proof.PAGE.read_text(encoding="utf-8")
    parts = re.findall(r"<!-- (\w+) -->\n## (.+)\n\n`.*bench (\w+)`", text)
    assert {name: title for name, title, _ in parts} == proof.WHAT
    assert all(name == cited for name, _, cited in parts)
    for name in GROUPS:
        part = text.partition(f"<!-- {name} -->")[2].partition(f"<!-- end of {name} -->")[0]
        assert re.search(r"\nTaken on \d{4}-\d\d-\d\d, \d+ cores of .+", part), name
        assert len(re.findall(r"\n\| [\w.]+ \| ", part)) >= 2, f"no figure of {name}"
