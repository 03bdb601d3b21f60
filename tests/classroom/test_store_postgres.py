"""
What only the PostgreSQL store must do: lost connections, wrong addresses, several workers.
"""

import os
import sys
import threading
from pathlib import Path

import pytest
from stores import (
    CODE,
    begun,
    everything,
    filled,
    place_of,
    postgres_server,  # noqa: F401 - a fixture
)

from classroom.store.opening import open_store
from classroom.store.postgres import open_postgres
from classroom.store.protocol import Named
from sim.record.errors import Conflict, RecordError
from sim.record.store import TRUNK, Text

SILENCE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ?"


@pytest.fixture
def place(request):
    """
    Return an empty schema of a server.
    """
    with place_of("postgres", request) as made:
        yield made


def cut(place, store):
    """
    Cut a store's connection the way a restart of the server does.
    """
    other = place.open()
    pid = store._connection.info.backend_pid
    assert other.rows(SILENCE, pid) == [(True,)]
    while other.rows("SELECT 1 FROM pg_stat_activity WHERE pid = ?", pid):
        pass
    return other


@pytest.mark.slow
def test_a_lost_connection_is_told_once_and_then_made_again(place):
    store = place.open()
    log = filled(store)[1]
    before = everything(store)
    cut(place, store)
    with pytest.raises(RecordError, match="connection to the database was lost") as caught:
        log.append(TRUNK, 3, b"line")
    assert "\n" not in str(caught.value)
    assert everything(store) == before
    assert log.append(TRUNK, 3, b"line").decisions == 4
    with pytest.raises(RecordError, match="held by"):
        place.open().hold(CODE)


@pytest.mark.slow
def test_nothing_stays_of_a_batch_whose_connection_was_lost(place):
    store = place.open()
    log = filled(store)[1]
    before = everything(store)
    with pytest.raises(RecordError, match="lost"), store.together():  # noqa: PT012 - a batch
        store.enter(CODE, 2, 1, b"{}")
        log.append(TRUNK, 3, b"line")
        cut(place, store)
        store.keep_answer(CODE, "P1", "key-2", b"{}")
    assert everything(store) == before
    with store.together():
        log.append(TRUNK, 3, b"line")
        store.enter(CODE, 2, 1, b"{}")
    assert len(everything(store)[CODE][0]) == 3


@pytest.mark.slow
def test_a_batch_cut_off_before_its_commit_is_not_taken_for_kept(place):
    store = place.open()
    begun(store)
    with pytest.raises(RecordError, match="lost"), store.together():  # noqa: PT012 - a batch
        store.enter(CODE, 0, 1, b"{}")
        cut(place, store)
    assert list(store.entries(CODE)) == []


@pytest.mark.slow
def test_a_class_that_another_worker_took_over_is_not_written_any_more(place):
    store = place.open()
    log = filled(store)[1]
    other = cut(place, store)
    other.hold(CODE)
    other.table(CODE, 1).append(TRUNK, 3, b"the other worker's")
    with pytest.raises(RecordError, match="lost"):
        store.enter(CODE, 2, 1, b"{}")
    with pytest.raises(RecordError, match="not held"):
        store.put_name(CODE, Named(participant="P1", name="late", token=b"", resume=b""))
    other.close()
    store.hold(CODE)
    with pytest.raises(Conflict):
        log.append(TRUNK, 3, b"stale")
    assert list(log.read(TRUNK))[3:] == [b"the other worker's"]
    assert store.names(CODE)[0].name == "Ada"


@pytest.mark.slow
def test_a_swallowed_failure_of_a_read_is_not_committed_in_silence(place):
    store = place.open()
    begun(store)
    with pytest.raises(RecordError, match="statement of the transaction"), store.together():  # noqa: PT012
        store.enter(CODE, 0, 1, b"{}")
        with pytest.raises(RecordError):
            store.rows("SELECT 1 / 0")
    assert list(store.entries(CODE)) == []


@pytest.mark.slow
def test_workers_that_start_at_once_make_the_tables_once(place):
    opened, failed = [], []

    def start():
        try:
            opened.append(open_postgres(place.address))
        except RecordError as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len({store._connection.info.backend_pid for store in opened}) == 4
    for number, store in enumerate(opened):
        store.found(f"C{number}")
        store.close()
    assert len(place.open().classes()) == 4


@pytest.mark.slow
def test_two_schemas_of_one_database_know_nothing_of_each_other(place, request):
    with place_of("postgres", request) as second:
        ours, theirs = place.open(), second.open()
        begun(ours)
        begun(theirs)
        ours.enter(CODE, 0, 1, b"{}")
        assert list(theirs.entries(CODE)) == []


@pytest.mark.slow
def test_what_is_acknowledged_is_written_through_to_the_disk(place):
    store = place.open()
    assert store.rows("SHOW synchronous_commit") == [("on",)]
    assert store.rows("SHOW fsync") == [("on",)]
    assert store.notices == ()


@pytest.mark.slow
def test_a_schema_of_another_program_is_told_and_left_alone(place):
    import psycopg

    with psycopg.connect(place.address, autocommit=True) as other:
        other.execute("CREATE TABLE class (x int)")
        with pytest.raises(RecordError, match="another program"):
            place.open()
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        assert other.execute(tables).fetchall() == [("class",)]


@pytest.mark.slow
def test_a_database_that_is_not_there_is_told_in_one_line(place):
    _, _, rest = place.address.partition("?")
    with pytest.raises(RecordError, match='"nowhere" does not exist.*check') as caught:  # noqa: RUF043
        open_store(f"postgresql://postgres:hunter2@/nowhere?{rest}")
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://ada:hunter2@127.0.0.1:1/class?connect_timeout=2", "check the address"),
        ("postgresql://ada:hunter2@[::1/class", "address cannot be read"),
        ("postgres://ada:hunter2@127.0.0.1:port/class", "check the address|cannot be read"),
        ("postgresql://ada@127.0.0.1:1/class?passwort=hunter2", "address cannot be read"),
    ],
)
def test_a_wrong_address_is_told_in_one_line_without_its_password(address, words):
    pytest.importorskip("psycopg")
    with pytest.raises(RecordError, match=words) as caught:
        open_store(address)
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "ada" not in str(caught.value)


def test_a_missing_driver_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match="driver .* not installed; install it"):  # noqa: RUF043
        open_store("postgresql://localhost/class")


def test_the_driver_is_not_imported_for_a_folder(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    store = open_store(str(tmp_path))
    filled(store)
    store.close()


@pytest.mark.slow
def test_erased_words_are_in_no_table_on_the_disk(place):
    store = place.open()
    log = begun(store)[0]
    (folder,) = store.rows("SHOW data_directory")[0]
    if not os.access(folder, os.R_OK | os.X_OK):
        pytest.skip("the server's files are not here")

    def found(words):
        store._connection.execute("CHECKPOINT")
        kept = [path for path in Path(folder, "base").rglob("[0-9]*") if path.is_file()]
        return any(words in path.read_bytes() for path in kept)

    for who, words in (("P1", "SECRET first"), ("P1", "SECRET then"), ("P2", "OTHER words")):
        store.put_name(CODE, Named(participant=who, name=words, token=b"", resume=b""))
        store.put_text(CODE, Text(id=f"t{who}", participant=who, key=b"", body=words))
        log.put_text(Text(id=f"t{who}", participant=who, key=b"", body=words))
        store.keep_answer(CODE, who, words, words.encode())
    assert found(b"SECRET first")
    assert store.erase(CODE, "P1") == 2
    assert not found(b"SECRET")
    assert found(b"OTHER words")
