"""
Goal: fifty tables of scripted students join, bargain to their ends, are debriefed and exported.
"""

import csv
import io
import zipfile

import pytest

from bench.classes.lesson import held_lesson
from sim.record.replay import open_record
from sim.record.verify import verify


@pytest.mark.slow
def test_fifty_tables_from_joining_to_the_files(tmp_path):
    found = held_lesson(tmp_path, 200, 400)
    print(f"class tables={found.tables} moves={found.moves} seconds={found.seconds:.1f}")
    assert found.tables == found.ended == 50
    assert found.moves > 1000
    with zipfile.ZipFile(io.BytesIO(found.archive)) as files:
        named = {name.rpartition("/")[2]: name for name in files.namelist()}
        rows = list(csv.DictReader(io.StringIO(files.read(named["tables.csv"]).decode())))
        assert b"Student 7" not in b"".join(files.read(name) for name in files.namelist())
    assert len(rows) == 50
    assert {row["status"] for row in rows} <= {"agreement", "impasse", "timeout"}
    assert sum(row["status"] == "agreement" for row in rows) > 5
    records = sorted(tmp_path.glob("*/table-*.jsonl"))
    assert len(records) == 50
    for path in records[::5]:
        record = open_record(path)
        assert verify(record, deep=True).failure is None
        assert record.decisions[-1].events
