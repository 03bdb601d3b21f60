# ruff: noqa: PT012 - what fails is a loop of writes
"""
Other processes, sudden deaths and full disks: a class has one writer and nothing is half there.
"""

import os
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from record import builders as build
from stores import (
    CODE,
    KINDS,
    PYTHON,
    begun,
    everything,
    place_of,
    postgres_server,  # noqa: F401 - a fixture
)
from writing import TABLES, held, write

from classroom.store.opening import open_store
from sim.record.chain import last_link
from sim.record.errors import RecordError
from sim.record.store import TRUNK

KILLS = 8
WRITER = Path(__file__).with_name("writing.py")


@pytest.fixture(params=KINDS)
def place(request):
    """
    Return a place of each kind with a class that nobody holds.
    """
    with place_of(request.param, request) as made:
        store = made.open()
        begun(store, TABLES)
        store.close()
        yield made


@contextmanager
def writer(place):
    """
    Run a process that writes to the class, up to where it holds it; it is killed at the end.
    """
    environment = build.environment()
    environment["PYTHONPATH"] += os.pathsep + str(WRITER.parent)
    command = [PYTHON, str(WRITER), place.address]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def whole(store, batches):
    """
    Find every table, stamp, answer and fact of exactly so many batches.
    """
    assert [entry.number for entry in store.entries(CODE)] == list(range(1, batches + 1))
    for table in range(TABLES):
        log = store.table(CODE, table)
        lines = [b"%d at %d " % (n, table) + bytes(500) for n in range(1, batches + 1)]
        assert list(log.read(TRUNK)) == lines
        assert log.head(TRUNK).link == last_link(log.header, lines)
        assert [stamp.decision for stamp in store.stamps(CODE, table)] == list(
            range(1, batches + 1)
        )
        kept = [store.answer(CODE, "P1", f"{n}-{table}") for n in range(1, batches + 2)]
        assert kept == [*(b"%d" % n for n in range(1, batches + 1)), None]


@pytest.mark.slow
def test_another_process_that_holds_the_class_is_named_until_it_dies(place):
    store = place.open()
    with writer(place) as process:
        with pytest.raises(RecordError, match=f"held by process {process.pid} on "):
            store.hold(CODE)
        process.stdout.readline()
        assert list(store.entries(CODE)), "who may not write may look"
        with pytest.raises(RecordError, match="held by"):
            store.hold(CODE)
    held(store)
    write(store, [store.table(CODE, t) for t in range(TABLES)], len(list(store.entries(CODE))) + 1)


@pytest.mark.slow
def test_what_a_killed_writer_acknowledged_is_there_and_no_half_batch(place):
    luck, lost, seen = build.luck(), 0, 0
    for _ in range(KILLS):
        with writer(place) as process:
            first = int(process.stdout.readline())
            time.sleep(luck.uniform(0, 0.15))
            os.kill(process.pid, signal.SIGKILL)
            acknowledged = [first, *map(int, process.stdout.read().split())][-1]
        store = place.open()
        held(store)
        found = len(list(store.entries(CODE)))
        whole(store, found)
        lost += found < acknowledged
        seen = max(seen, acknowledged)
        store.close()
    print(f"kills={KILLS} batches={seen} lost={lost}")
    assert lost == 0
    assert seen > KILLS


def check_full(store, batches):
    """
    Find the refused batch gone, the rest there, and the refusal in one clear line.
    """
    logs = [store.table(CODE, table) for table in range(TABLES)]
    with pytest.raises(RecordError, match="full") as caught:
        for number in range(batches + 1, 100_000):
            write(store, logs, number)
    assert "\n" not in str(caught.value)
    kept = len(list(store.entries(CODE)))
    assert kept > batches
    whole(store, kept)
    return logs, kept


def test_a_full_disk_refuses_a_batch_whole_and_the_next_one_is_written(request):
    with place_of("sqlite", request) as place:
        store = place.open()
        logs = begun(store, TABLES)
        write(store, logs, 1)
        (pages,) = store.rows("PRAGMA page_count")[0]
        store.rows(f"PRAGMA max_page_count = {pages + 30}")
        logs, kept = check_full(store, 1)
        store.rows(f"PRAGMA max_page_count = {pages + 1000}")
        write(store, logs, kept + 1)
        whole(place.open(), kept + 1)


@pytest.mark.slow
def test_a_really_full_disk_refuses_a_batch_whole_and_the_next_one_is_written(tmp_path):
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)], check=False
    )
    if mounted.returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        store = open_store(str(tmp_path))
        begun(store, TABLES)
        filler = tmp_path / "filler"
        filler.write_bytes(bytes(1_200_000))
        logs, kept = check_full(store, 0)
        before = everything(store)
        filler.unlink()
        write(store, logs, kept + 1)
        store.close()
        again = open_store(str(tmp_path))
        whole(again, kept + 1)
        assert len(everything(again)[CODE][0]) == len(before[CODE][0]) + 1
        again.close()
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)
