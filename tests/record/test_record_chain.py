import pickle
from hashlib import blake2b

import pytest
from record import builders as build

from sim.record.chain import first_link, last_link, next_link
from sim.record.errors import Conflict, NewerFormat, RecordError
from sim.record.opening import LAYOUT
from sim.record.upcast import UPCASTERS


def test_links_are_plain_blake2b_of_the_documented_bytes():
    header, line = b"{}", b"[]"
    first = blake2b(b"pourparlers-record/1\n{}\n", digest_size=32).digest()
    assert first_link(header) == first
    assert next_link(first, line) == blake2b(first + b"[]\n", digest_size=32).digest()


def test_golden_vectors_of_the_chain():
    assert first_link(b"{}").hex() == (
        "e21ef99e31c63a3a46dc79efa582ac424a8d7c48aaf904399d513632609235bc"
    )
    assert last_link(b"{}", [b"one", b"two"]).hex() == (
        "7031f2ef88d6a61aad4f830ad391ec58e43611a2bb2912aae821b8fa9e06841b"
    )


def test_every_line_and_its_place_count():
    a, b, c = build.lines(3)
    links = {last_link(b"h", some) for some in ((a, b, c), (a, c, b), (a, b), (a, b, b), (a, b, a))}
    assert len(links) == 5


@pytest.mark.parametrize("cls", [RecordError, Conflict, NewerFormat])
def test_errors_travel_between_processes(cls):
    error = cls("file", "what is wrong", "what to do", 7)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is cls
    assert str(again) == str(error) == "file:7: what is wrong; what to do"


def test_the_document_holds_the_same_vectors_line_and_upcasts():
    document = (build.ROOT / "docs/log-format.md").read_text(encoding="utf-8")
    assert first_link(b"{}").hex() in document
    assert last_link(b"{}", [b"one", b"two"]).hex() in document
    assert build.lines(1)[0].decode() in document
    for old, (new, _) in UPCASTERS.items():
        assert f"| `{old}` | `{new}` |" in document
    for name, columns in LAYOUT:
        row = next(row for row in document.splitlines() if row.startswith(f"| `{name}` |"))
        assert all(f"`{column.split()[0]}`" in row for column in columns.split(", "))
