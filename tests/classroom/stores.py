"""
The two stores of classes under one handle, for the tests that ask both the same.
"""

import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from postgres import postgres_server, schema  # noqa: F401 - the session's fixture
from record import builders as build

from classroom.store.opening import open_store
from classroom.store.protocol import Named, Stamp
from sim.record.store import Text

KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)]
CODE = "ABC234"
PYTHON = sys.executable
HEADER = b'{"header":1}'


class Place:
    """
    Where a store lies: it can be opened several times, also by other processes.
    """

    def __init__(self, address):
        self.address = address
        self._opened = []

    def open(self):
        """
        Open the store once more.
        """
        self._opened.append(open_store(self.address))
        return self._opened[-1]

    def files(self):
        """
        Return every byte the store has in files, its journal included; only of SQLite.
        """
        return b"".join(path.read_bytes() for path in Path(self.address).iterdir())

    def close(self):
        """
        Close whatever was opened.
        """
        for store in self._opened:
            store.close()


@contextmanager
def place_of(kind, request):
    """
    Give an empty place of a kind.
    """
    if kind == "sqlite":
        # A tmp folder of its own each time: a state machine makes many within one test.
        factory = request.getfixturevalue("tmp_path_factory")
        place = Place(str(factory.mktemp("class")))
        yield place
        place.close()
    else:
        with schema(request.getfixturevalue("postgres_server")) as address:
            place = Place(address)
            yield place
            place.close()


def begun(store, tables=1):
    """
    Found a class with tables from 0 and return their logs.
    """
    with store.together():
        store.found(CODE)
        return [store.make_table(CODE, number, HEADER) for number in range(tables)]


def filled(store):
    """
    Put something of everything into a class that was begun with two tables.
    """
    logs = begun(store, 2)
    store.enter(CODE, 0, 1_700_000_000_000, b'{"f":1}')
    store.enter(CODE, 1, 1_700_000_000_001, b'{"f":2}')
    build.filled(logs[1], 3)
    store.stamp(CODE, 1, Stamp(1, 1_700_000_000_002, "P1"))
    store.keep_answer(CODE, "P1", "key-1", b'{"ok":1}')
    store.put_name(CODE, Named(participant="P1", name="Ada", token=b"t", resume=b"r"))
    store.put_text(CODE, Text(id="t1", participant="P1", key=b"k", body="Hello."))
    logs[1].put_text(Text(id="t2", participant="P1", key=b"k", body="Yes."))
    store.put_secret("pass", b"hash")
    return logs


def everything(store):
    """
    Return all that a store holds, for comparison.
    """
    return {
        code: (
            tuple(store.entries(code)),
            {n: build.everything(store.table(code, n)) for n in store.tables(code)},
            {n: store.stamps(code, n) for n in store.tables(code)},
            store.names(code),
            store.texts(code),
        )
        for code in store.classes()
    }
