"""
Goal: a file is there whole or as it was, and what a killed writer left beside it goes.

Method: parts named after processes that are there and after one that has ended.
"""

import os
import subprocess
import sys

from sim.record.whole import clear_parts, write_whole


def test_what_a_killed_writer_left_goes_and_what_another_is_writing_stays(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f"rows.jsonl.{ended.pid}.part"
    stays = [
        tmp_path / f"rows.jsonl.{os.getpid()}.part",
        tmp_path / "notes.part",
        tmp_path / f"rows.jsonl.{ended.pid}",
    ]
    for path in (left, *stays):
        path.write_bytes(b"half")
    clear_parts(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(stays)


def test_a_file_is_written_whole_and_nothing_stays_beside_it(tmp_path):
    for data in (b"one", b"two"):
        write_whole(tmp_path / "rows.jsonl", data)
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
            ("rows.jsonl", data)
        ]
