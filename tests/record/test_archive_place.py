"""
Goal: an archive is written over nothing but an older archive.
"""

import socket
from pathlib import Path

import pytest

from sim.engine.session import Session
from sim.record.archive import write_archive
from sim.record.errors import RecordError
from sim.record.replay import open_record


@pytest.fixture(scope="module")
def session():
    session = Session("first-offer", 1)
    session.advance()
    return session


def _write(session, path):
    write_archive(path, session.log.header, session.log.read(1))


def test_somebodys_notes_are_left_as_they_are(session, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes", encoding="utf-8")
    with pytest.raises(RecordError, match="no record"):
        _write(session, notes)
    assert notes.read_text(encoding="utf-8") == "my notes"


def test_what_is_no_file_is_no_place_for_an_archive(session, tmp_path, monkeypatch):
    # A socket and no device: a wrong answer must not cost the machine that device.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as place:
        place.bind("place")
        with pytest.raises(RecordError, match="not a file"):
            _write(session, "place")
        assert Path("place").is_socket()


@pytest.mark.parametrize("name", ["g.jsonl", "link.jsonl"])
def test_an_older_archive_gives_way_and_a_link_is_followed(session, tmp_path, name):
    older = tmp_path / "g.jsonl"
    _write(session, older)
    (tmp_path / "link.jsonl").symlink_to(older)
    other = Session("first-offer", 2)
    other.advance()
    _write(other, tmp_path / name)
    assert (tmp_path / "link.jsonl").is_symlink()
    assert older.read_bytes().startswith(other.log.header)


def test_an_older_archive_is_kept_beside_unless_the_new_one_holds_all_of_it(session, tmp_path):
    out, lines = tmp_path / "g.jsonl", list(session.log.read(1))
    for count in (3, 8, 8):
        assert write_archive(out, session.log.header, lines[:count]) is None
    before = out.read_bytes()
    assert write_archive(out, session.log.header, lines[:5]) == tmp_path / "g.1.jsonl"
    assert (tmp_path / "g.1.jsonl").read_bytes() == before
    other = Session("first-offer", 2)
    assert write_archive(out, other.log.header, []) == tmp_path / "g.2.jsonl"
    assert open_record(tmp_path / "g.2.jsonl").lines == tuple(lines[:5])


def test_a_file_that_ends_like_a_part_is_left_alone(session, tmp_path):
    part = tmp_path / "g.jsonl.part"
    part.write_text("mine", encoding="utf-8")
    _write(session, tmp_path / "g.jsonl")
    assert part.read_text(encoding="utf-8") == "mine"
