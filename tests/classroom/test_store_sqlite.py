"""
What only the SQLite store promises: one commit a batch, no trace after erasure, one private file.
"""

import errno
import os
import random
import sqlite3
import stat
from pathlib import Path

import pytest
from stores import CODE, HEADER, begun, filled, place_of

from classroom.store.opening import open_store
from classroom.store.protocol import Named, Stamp
from classroom.store.sqlite import open_sqlite
from sim.record import drives, locks
from sim.record.errors import RecordError
from sim.record.store import TRUNK, Text


@pytest.fixture
def place(request):
    """
    Return an empty folder.
    """
    with place_of("sqlite", request) as made:
        yield made


def test_a_batch_at_many_tables_is_one_commit(place):
    store = place.open()
    logs = begun(store, 50)
    told = []
    store._connection.set_trace_callback(told.append)
    with store.together():
        for number in range(4):
            for table, log in enumerate(logs):
                log.append(TRUNK, number, b"line")
                store.stamp(CODE, table, Stamp(number + 1, 1, "P1"))
                store.keep_answer(CODE, "P1", f"{table}-{number}", b"{}")
    verbs = [statement.split()[0] for statement in told]
    assert (verbs.count("BEGIN"), verbs.count("COMMIT")) == (1, 1)
    # One look at a head for each table; after that heads are remembered.
    assert verbs.count("SELECT") == 50
    assert len(verbs) == 2 + 50 + 200 * 4


def test_what_is_acknowledged_is_written_through_to_the_disk(place):
    store = place.open()
    settings = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    assert [store.rows(f"PRAGMA {name}")[0][0] for name in settings] == ["wal", 2, 1, 1]


def test_rows_without_their_class_or_table_are_refused(place):
    store = place.open()
    begun(store)
    for wrong in (
        "INSERT INTO decision VALUES ('ABC234', 0, 9, 1, x'00', x'00')",
        "INSERT INTO entry VALUES ('NONE', 1, 1, x'00')",
        "INSERT INTO entry VALUES ('ABC234', 1, 'noon', x'00')",
    ):
        with pytest.raises(RecordError), store.together():
            store.change(wrong)


def test_nobody_else_may_read_the_file(tmp_path):
    store = open_sqlite(tmp_path / "new" / "folder")
    filled(store)
    kept = {path.name: stat.S_IMODE(path.stat().st_mode) for path in store._path.parent.iterdir()}
    assert kept.keys() == {"class.db", "class.db-wal", "class.db-shm", f"class.db-{CODE}.lock"}
    assert set(kept.values()) == {0o600}
    store.close()
    assert [path.name for path in store._path.parent.iterdir()] == ["class.db"]


def test_a_folder_and_a_file_are_names_of_one_store(tmp_path):
    store = open_store(str(tmp_path))
    begun(store)
    assert open_sqlite(tmp_path / "class.db").classes() == (CODE,)


def test_a_database_of_another_program_is_not_touched(tmp_path):
    path = tmp_path / "class.db"
    for owner in (0, 77):
        path.unlink(missing_ok=True)
        other = sqlite3.connect(path)
        other.execute(f"PRAGMA application_id = {owner}")
        other.execute("CREATE TABLE mine (x)")
        other.commit()
        other.close()
        before = path.read_bytes()
        with pytest.raises(RecordError, match="another program"):
            open_sqlite(tmp_path)
        assert path.read_bytes() == before
    path.write_bytes(b"no database at all" * 500)
    with pytest.raises(RecordError, match="no save of this program"):
        open_sqlite(tmp_path)


def test_a_place_that_cannot_be_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file" / "folder", Path("/proc/none")):
        with pytest.raises(RecordError) as caught:
            open_sqlite(place)
        assert "\n" not in str(caught.value)


def test_a_network_drive_is_told_of(place, monkeypatch):
    monkeypatch.setattr(drives, "is_network", lambda _: True)
    store = place.open()
    assert "network drive" in store.notices[0]
    filled(store)


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EOPNOTSUPP, "no locks"), (errno.EROFS, "read-only")]
)
def test_where_nothing_can_be_locked_nothing_is_held(place, monkeypatch, number, words):
    def refuse(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(locks, "_seize", refuse)
    store = place.open()
    with pytest.raises(RecordError, match=words):
        begun(store)
    assert store.classes() == ()


def people(store, luck):
    """
    Let forty people write often enough that pages are split and joined under their words.
    """
    who = [f"P{number:02}" for number in range(40)]
    log = store.table(CODE, 0)
    with store.together():
        for _ in range(5):
            for one in luck.sample(who, 25):
                words = f"SECRET{one}."
                name = Named(
                    participant=one, name=words * luck.randint(1, 9), token=b"", resume=b""
                )
                store.put_name(CODE, name)
                for _ in range(luck.randint(0, 5)):
                    ids = [f"{luck.random():.9f}" for _ in range(3)]
                    body = words * luck.randint(1, 60)
                    log.put_text(Text(id=ids[0], participant=one, key=b"k", body=body))
                    store.put_text(CODE, Text(id=ids[1], participant=one, key=b"k", body=body))
                    store.keep_answer(CODE, one, words + ids[2], body[:300].encode())
    luck.shuffle(who)
    return who


# With these three, overwriting deleted bytes alone leaves a copy in the gap of a page once split.
@pytest.mark.slow
@pytest.mark.parametrize("seed", [30, 32, 46])
def test_erased_words_are_in_no_byte_of_the_folder(place, seed):
    store = place.open()
    begun(store)
    who = people(store, random.Random(seed))  # noqa: S311 - no secret
    for at, one in enumerate(who[:20]):
        word = f"SECRET{one}.".encode()
        if at % 2:
            with store.together():
                store.erase(CODE, one)
                store.put_secret("beside", b"it")
        else:
            store.erase(CODE, one)
        assert word not in place.files(), one
    left = place.files()
    kept = {named.participant for named in store.names(CODE)}
    assert kept <= set(who[20:])
    assert len(kept) > 15
    assert all(f"SECRET{one}.".encode() in left for one in kept)


def test_erasure_leaves_no_trace_of_words_put_over(place):
    store = place.open()
    log = begun(store)[0]
    for words in ("SECRET first", "SECRET second, a longer one", "SECRET"):
        store.put_name(CODE, Named(participant="P1", name=words, token=b"", resume=b""))
        store.put_text(CODE, Text(id="t", participant="P1", key=b"", body=words * 500))
        log.put_text(Text(id="t", participant="P1", key=b"", body=words * 500))
    assert b"SECRET" in place.files()
    assert store.erase(CODE, "P1") == 2
    assert b"SECRET" not in place.files()
    log.put_text(Text(id="t", participant="P2", key=b"", body="SECRET"))
    assert log.erase("P2") == 1
    assert b"SECRET" not in place.files()


@pytest.mark.slow
def test_erasure_says_who_keeps_it_from_emptying_the_journal(place):
    store = place.open()
    filled(store)
    reader = sqlite3.connect(Path(place.address) / "class.db")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM named").fetchall()
    with pytest.raises(RecordError, match="erase again"):
        store.erase(CODE, "P1")
    reader.close()
    assert store.erase(CODE, "P1") == 0
    assert b"Hello." not in place.files()
    assert store.make_table(CODE, 7, HEADER).head(TRUNK).decisions == 0


@pytest.mark.parametrize("goes_on", [True, False])
def test_what_sqlite_took_back_itself_is_not_continued_row_by_row(place, goes_on):
    store = place.open()
    begun(store)
    with pytest.raises(RecordError, match="taken back"), store.together():  # noqa: PT012 - a batch
        store.enter(CODE, 0, 1, b"{}")
        # As after an error of the disk that whoever read did not care about.
        store._connection.execute("ROLLBACK")
        if goes_on:
            store.put_name(CODE, Named(participant="P1", name="Ada", token=b"", resume=b""))
    assert list(store.entries(CODE)) == []
    assert store.names(CODE) == ()
