"""
Goal: a sweep from the command line, and one clear line for whatever is wrong with it.
"""

import json

import pytest

SMALL = ("sweep", "--scenario", "first-offer", "--workers", "1")


def test_a_sweep_leaves_its_tables_and_one_object(user, tmp_path):
    said = user(*SMALL, "--runs", "5", "--out", tmp_path, "--vary", "deadline_latest=5,9", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["runs"] == 10
    assert sum(said.json["outcomes"].values()) == 10
    assert said.json["seconds"] > 0
    assert json.loads((tmp_path / "sweep.json").read_bytes()) == said.json
    again = user(*SMALL, "--runs", "5", "--out", tmp_path, "--vary", "deadline_latest=5,9")
    assert again.code == 0
    assert said.json["digest"] in again.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--vary", "deadlines=1"), "did you mean deadline_latest"),
        (("--vary", "deadline_latest="), "a value is empty"),
        (("--vary", "deadline_latest"), "no KEY=VALUE"),
        (("--vary", "deadline_latest=5,5"), "stands twice"),
        (("--vary", "id=a,b"), "only names the scenario"),
        (("--vary", "version=7,8"), "only names the scenario"),
        (("--vary", "strategy.cidery=nobody"), "nobody"),
        (("--strategy", "nobody=random"), "nobody"),
        (("--runs", "0"), "one game at least"),
        (("--workers", "0"), "one worker at least"),
        (("--workers", "-1"), "--workers"),
        (("--strategy", "cidery=missing.py:Mine"), "missing.py"),
    ],
)
def test_what_is_wrong_is_one_line_before_anything_is_played(here, tmp_path, words, said):
    out = tmp_path / "sweep"
    here(*SMALL, "--runs", "3", "--out", out, *words).cannot(said)
    assert not out.exists()


def test_a_folder_that_cannot_be_one_is_said(here, tmp_path):
    (tmp_path / "file").write_text("x")
    here(*SMALL, "--runs", "3", "--out", tmp_path / "file").cannot("file")


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_said(here, tmp_path):
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    words = ("--runs", "3", "--out", tmp_path / "sweep", "--cluster", "tcp://127.0.0.1:9")
    here("sweep", "--scenario", "first-offer", *words).cannot("no scheduler answers")
