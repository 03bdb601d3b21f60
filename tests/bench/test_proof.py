"""
The page of figures: every group has its words, a part is put over its former self, misses stay in.
"""

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
