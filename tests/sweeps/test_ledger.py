"""
The folder of a sweep: what is whole stays, what is damaged is played again, nothing is mixed.
"""

import errno
import json
import os

import pytest

from sim.errors import CannotError
from sim.record import whole
from sim.record.errors import RecordError
from sim.sweeps.driving import packed_chunk
from sim.sweeps.games import job_of
from sim.sweeps.ledger import Ledger


@pytest.fixture
def filled(plan, tmp_path):
    made = plan(50, tables=("events",))
    ledger = Ledger.open(tmp_path / "sweep", made)
    for chunk in made.chunks:
        found = packed_chunk(job_of(made, chunk.cell, chunk.seeds))
        ledger.keep(chunk, found.rows, found.tables)
    return ledger


def _again(ledger):
    return Ledger.open(ledger.folder, ledger.plan)


def test_a_finished_folder_lacks_nothing_and_gives_its_games_in_order(filled):
    ledger = _again(filled)
    assert ledger.missing() == []
    assert [game["seed"] for _, game in ledger.games()] == list(range(50))


@pytest.mark.slow
@pytest.mark.parametrize("at", [0, 100, -40, -2])
@pytest.mark.parametrize("ending", [".jsonl", ".events.parquet"])
def test_a_damaged_chunk_is_set_aside_told_and_played_again(filled, at, ending):
    chunk = filled.plan.chunks[1]
    path = filled.folder / "chunks" / f"{chunk.name}{ending}"
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    ledger = _again(filled)
    assert ledger.missing() == [chunk]
    assert len(ledger.notices) == 1
    assert chunk.name in ledger.notices[0]
    assert (filled.folder / "chunks" / f"{chunk.name}.bad").is_file()


def test_a_cut_chunk_is_not_whole(filled):
    chunk = filled.plan.chunks[0]
    path = filled.folder / "chunks" / f"{chunk.name}.jsonl"
    whole_file = path.read_bytes()
    for cut in (0, 1, len(whole_file) // 2, len(whole_file) - 2):
        path.write_bytes(whole_file[:cut])
        assert _again(filled).missing() == [chunk]


def test_another_sweep_in_the_folder_is_refused_and_nothing_of_it_is_touched(filled, plan):
    before = {path: path.read_bytes() for path in filled.folder.rglob("*") if path.is_file()}
    for other in (plan(50, "deadline_latest=5,6"), plan(50, seed=3)):
        with pytest.raises(CannotError, match="another sweep lies here"):
            Ledger.open(filled.folder, other)
    assert before == {path: path.read_bytes() for path in before}


def test_a_sweep_that_grew_goes_on_in_its_folder(filled, plan):
    larger = plan(100, tables=("events",))
    ledger = Ledger.open(filled.folder, larger)
    assert [chunk.seeds.start for chunk in ledger.missing()] == [50, 75]


def test_whatever_bit_of_the_plan_flips_the_same_sweep_heals_it(filled, plan):
    path = filled.folder / "plan.json"
    whole_plan = path.read_bytes()
    for at in range(len(whole_plan)):
        data = bytearray(whole_plan)
        data[at] ^= 1 << at % 8
        path.write_bytes(data)
        ledger = _again(filled)
        assert path.read_bytes() == whole_plan
        # What is no JSON of another content is no damage: a space at the end.
        assert ledger.notices or json.loads(data) == json.loads(whole_plan)
        assert all("50 finished games of this sweep are kept" in one for one in ledger.notices)
    path.write_bytes(whole_plan)
    with pytest.raises(CannotError, match="another sweep lies here"):
        Ledger.open(filled.folder, plan(50, seed=3))


def test_a_plan_of_before_there_were_sums_is_known(filled, plan):
    path = filled.folder / "plan.json"
    told = json.loads(path.read_bytes())
    del told["sum"]
    path.write_text(json.dumps(told))
    with pytest.raises(CannotError, match="another sweep lies here"):
        Ledger.open(filled.folder, plan(50, seed=3))
    assert _again(filled).notices == []


def test_a_folder_of_something_else_is_refused(plan, tmp_path):
    (tmp_path / "plan.json").write_text("{}")
    with pytest.raises(CannotError, match="no plan of a sweep"):
        Ledger.open(tmp_path, plan())
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(RecordError):
        Ledger.open(file, plan())


def test_a_full_disk_is_one_line_and_leaves_no_half_file(filled, monkeypatch):
    chunk = filled.plan.chunks[0]
    path = filled.folder / "chunks" / f"{chunk.name}.jsonl"
    before = path.read_bytes()

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(whole.os, "fsync", full)
    with pytest.raises(RecordError, match="the disk is full"):
        filled.keep(chunk, [b"{}"], {})
    assert path.read_bytes() == before
    assert not list(filled.folder.rglob("*.part"))


def test_who_is_put_aside_is_known_the_next_time_and_his_chunk_is_whole_without_him(plan, tmp_path):
    made = plan(25)
    chunk = made.chunks[0]
    ledger = Ledger.open(tmp_path, made)
    ledger.put_aside(chunk, 3, "why")
    found = packed_chunk(job_of(made, 0, [seed for seed in chunk.seeds if seed != 3]))
    ledger.keep(chunk, found.rows, found.tables)
    again = Ledger.open(tmp_path, made)
    assert again.missing() == []
    assert again.put_asides() == [(0, 3, "why")]
    assert len(list(again.games())) == 24
    (tmp_path / "quarantine.json").write_text("[]")
    assert Ledger.open(tmp_path, made).missing() == [chunk]


def test_a_plan_tells_what_it_was(filled):
    told = json.loads((filled.folder / "plan.json").read_bytes())
    assert (told["runs"], told["seed"], told["vary"]) == (50, 0, [])
    header = json.loads((filled.folder / "cells" / "0.json").read_bytes())
    assert header["scenario"]["id"] == told["scenario"]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_folder_without_a_name_is_refused(plan, name, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotError, match="the name is empty"):
        Ledger.open(name, plan())
    assert not list(tmp_path.iterdir())


def test_a_sweep_is_not_strewn_among_other_things(plan, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CannotError, match="other things lie in this folder"):
        Ledger.open(tmp_path, plan())
    assert [one.name for one in tmp_path.iterdir()] == ["thesis.txt"]


def test_nothing_but_a_file_gives_way_to_one_that_is_written_whole(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (pipe, tmp_path):
        with pytest.raises(RecordError, match="it is no file"):
            whole.write_whole(place, b"x")
    assert pipe.is_fifo()
