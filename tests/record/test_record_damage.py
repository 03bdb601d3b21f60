"""
What a save survives: flipped bits, killed processes, rivals, a full disk, a read-only folder.
"""

import itertools
import os
import shutil
import subprocess
import time

import pytest
from record import builders as build

from sim.record.errors import RecordError
from sim.record.opening import READ
from sim.record.replay import open_record
from sim.record.saves import create_save, open_save, save_copy
from sim.record.store import TRUNK, current, rescue, undo
from sim.record.texts import keep_text
from sim.record.verify import verify

HEADER = build.header_line()
WRITER = """
import sys
from record import builders as build
from sim.record import drives
from sim.record.saves import open_save
path, mode, pace = sys.argv[1:4]
drives.is_network = lambda _: mode == "network"
log = open_save(path, mode="batch" if mode == "batch" else "play")
start = log.head(1).decisions
for number in range(start, start + 2000):
    line = build.encode_decision(build.decision(number + 1))
    head = log.append(1, number, line)
    print(head.decisions, head.digest, flush=True)
"""
RIVAL = """
import sys
from sim.record.errors import Conflict
from sim.record.saves import open_save
log, name, done, lost = open_save(sys.argv[1], shared=True), sys.argv[2], 0, 0
while done < 100:
    expected = log.head(1).decisions
    try:
        log.append(1, expected, f"{name}.{done}".encode())
        done += 1
    except Conflict:
        lost += 1
print(lost)
"""
FILLER = """
import sys
from record import builders as build
from sim.record.errors import RecordError
from sim.record.saves import open_save, save_copy
from sim.record.store import rescue
log = open_save(sys.argv[1])
number = log.head(1).decisions
try:
    for number in range(number, 100_000):
        log.append(1, number, build.encode_decision(build.decision(number + 1)))
except RecordError as error:
    print(error)
print(number)
memory = rescue(log)
assert memory.head(1) == log.head(1) and memory.head(1).decisions == number
memory.append(1, number, build.encode_decision(build.decision(number + 1)))
save_copy(memory, sys.argv[2])
log.close()
"""


TORN = """
import os, sys
from sim.record import drives
from sim.record.saves import open_save
drives.is_network = lambda _: True
log = open_save(sys.argv[1])
log._connection.execute("PRAGMA cache_size = 1")
with log.together():
    log._connection.execute("UPDATE decision SET line = zeroblob(length(line))")
    os._exit(9)
"""


def run(code, *arguments):
    """
    Start another process of ours on the checkout.
    """
    return subprocess.Popen(
        [build.PYTHON, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=build.environment(),
    )


def saved(path, count=40, *, forked=True):
    """
    Make a save of a finished game, with another end after taking moves back if so wanted.
    """
    log = create_save(path, HEADER, mode="batch")
    with log.together():
        for number, line in enumerate(build.lines(count, over=True)):
            log.append(TRUNK, number, line)
        if forked:
            back = undo(log, TRUNK, count // 2)
            for number, line in enumerate(build.lines(count, over=True)[count // 2 :], count // 2):
                log.append(back, number, line.replace(b'"strategy"', b'"human"'))
        keep_text(log, "pupil-7", "Meet me halfway.")
    log.close()
    return path


@pytest.mark.slow
def test_no_flipped_bit_of_a_save_goes_unseen(tmp_path):
    rng, count, silent, others, harmless = build.luck(), 2_000, 0, 0, 0
    paths = [saved(tmp_path / f"{forked}.db", forked=forked) for forked in (True, False)]
    wholes = [(path.read_bytes(), open_record(path)) for path in paths]
    target = tmp_path / "flipped.db"
    for number in range(count):
        data, whole = wholes[number % 2]
        at = rng.randrange(len(data))
        target.write_bytes(data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :])
        try:
            found = open_record(target)
            report = verify(found)
        except RecordError:
            continue
        except Exception:  # noqa: BLE001 - counting them is the purpose
            others += 1
            continue
        same = (found.header_line, found.lines) == (whole.header_line, whole.lines)
        harmless += report.ok and same
        silent += report.ok and not same
    print(f"flips={count} silent={silent} other_exceptions={others} harmless={harmless}")
    assert (silent, others) == (0, 0)


@pytest.mark.slow
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path):
    rng, kills = build.luck(), 200
    lost = corrupt = split = said_all = 0
    paths = {mode: tmp_path / f"{mode}.db" for mode in ("play", "batch", "network")}
    for path in paths.values():
        create_save(path, HEADER).close()
    for _, (mode, path) in zip(range(kills), itertools.cycle(paths.items()), strict=False):
        process = run(WRITER, path, mode, 0)
        first = process.stdout.readline()
        time.sleep(rng.random() * 0.05)
        process.kill()
        said = (first + process.stdout.read()).split("\n")
        process.wait()
        acknowledged = [row.split() for row in said if len(row.split()) == 2 and len(row) > 66]
        record = open_record(path, TRUNK)
        corrupt += record.failure is not None
        split += any(len(d.events) != 3 for d in record.decisions)
        said_all += len(acknowledged)
        for number, digest in acknowledged[-1:]:
            held = len(record.decisions) >= int(number)
            lost += not (held and open_until(path, int(number)) == digest)
    print(f"kills={kills} lost={lost} corrupt={corrupt} split={split}")
    assert (lost, corrupt, split) == (0, 0, 0)
    assert said_all > kills


def test_what_a_killed_writer_half_changed_is_taken_back_before_it_is_read(tmp_path):
    path = saved(tmp_path / "game.db", 400)
    whole, before = open_record(path), path.read_bytes()
    run(TORN, path).wait()
    assert path.read_bytes() != before
    found = open_record(path)
    assert (found.failure, found.lines) == (None, whole.lines)


def failure_of(path):
    """
    Return the failure of a damaged file, at whatever point it is found.
    """
    try:
        return open_record(path).failure
    except RecordError as error:
        return error


def open_until(path, number):
    """
    Return the digest after so many decisions of a save.
    """
    log = open_save(path, mode=READ)
    link = next(link for _, link in log.linked(TRUNK, number, number))
    log.close()
    return link.hex()


@pytest.mark.slow
def test_rivals_leave_no_gap_and_no_double(tmp_path):
    path = tmp_path / "game.db"
    create_save(path, HEADER).close()
    rivals = [run(RIVAL, path, name) for name in "abcd"]
    for rival in rivals:
        _, said = rival.communicate(timeout=120)
        assert rival.returncode == 0, said
    log = open_save(path, mode=READ)
    lines = list(log.read(TRUNK))
    log.close()
    assert len(lines) == len(set(lines)) == 400
    for name in "abcd":
        mine = [int(line[2:]) for line in lines if line.startswith(name.encode())]
        assert mine == list(range(100))


@pytest.fixture
def tiny_disk(tmp_path):
    """
    Return a folder on a disk of half a megabyte, made only where we may mount.
    """
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root mounts a disk")
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting is forbidden here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.slow
def test_a_full_disk_loses_nothing_and_play_goes_on_in_memory(tiny_disk, tmp_path):
    path = tiny_disk / "game.db"
    create_save(path, HEADER).close()
    filler = run(FILLER, path, tmp_path / "elsewhere.db")
    said, wrong = filler.communicate(timeout=120)
    assert filler.returncode == 0, wrong
    error, number = said.splitlines()
    assert error.startswith(f"{path}: the disk")
    assert "nothing is lost" in error
    kept, copy = open_record(path), open_record(tmp_path / "elsewhere.db")
    assert kept.failure is None
    assert len(kept.lines) == int(number)
    assert copy.lines[:-1] == kept.lines
    assert copy.failure is None


@pytest.mark.slow
def test_a_read_only_folder_can_be_read_and_not_written(tiny_disk, tmp_path):
    saved(tiny_disk / "game.db")
    whole = open_record(tiny_disk / "game.db")
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    assert open_record(tiny_disk / "game.db").lines == whole.lines
    log = open_save(tiny_disk / "game.db", mode=READ)
    assert current(log) == 2
    save_copy(log, tmp_path / "copy.db")
    with pytest.raises(RecordError):
        log.append(TRUNK, 40, b"line")
    log.close()
    for attempt in (
        lambda: open_save(tiny_disk / "game.db"),
        lambda: create_save(tiny_disk / "new.db", HEADER),
        lambda: save_copy(rescue(log := open_save(tmp_path / "copy.db", mode=READ)) and log,
                          tiny_disk / "copy.db"),
    ):  # fmt: skip
        with pytest.raises(RecordError, match="read-only"):
            attempt()
    assert open_record(tmp_path / "copy.db").lines == whole.lines


@pytest.mark.slow
def test_a_save_cut_short_is_never_whole(tmp_path):
    data = saved(tmp_path / "game.db").read_bytes()
    target = tmp_path / "cut.db"
    for size in range(0, len(data), 509):
        target.write_bytes(data[:size])
        failure = failure_of(target)
        assert len(failure.reason) >= 15


def test_rows_taken_out_or_exchanged_are_found(tmp_path):
    import sqlite3

    spoilers = [
        "DELETE FROM decision WHERE id = (SELECT max(id) FROM decision)",
        "DELETE FROM decision WHERE id = 4294967296 + 3",
        "DELETE FROM note WHERE id = 3",
        "UPDATE note SET branch = 1 WHERE kind = 'head'",
        "UPDATE branch SET decisions = decisions - 1 WHERE id = 2",
        "UPDATE branch SET at = at - 1 WHERE id = 2",
        "UPDATE branch SET at = at + 1 WHERE id = 2",
        "UPDATE branch SET parent = 2 WHERE id = 2",
        "UPDATE branch SET parent = NULL WHERE id = 2",
        "UPDATE branch SET at = 'x' WHERE id = 1",
        "UPDATE branch SET link = NULL WHERE id = 2",
        "UPDATE branch SET decisions = -1",
        "UPDATE decision SET line = CAST(line AS TEXT)",
        "UPDATE decision SET line = (SELECT line FROM decision LIMIT 1)",
        "UPDATE decision SET link = zeroblob(32)",
        "UPDATE tally SET notes = 2",
        "UPDATE save SET header = replace(header, '1', '2')",
        "DELETE FROM save",
        "DELETE FROM branch",
        "DROP TABLE note",
        "CREATE TABLE more (x)",
    ]
    data = saved(tmp_path / "game.db").read_bytes()
    for spoiler in spoilers:
        target = tmp_path / "spoiled.db"
        target.write_bytes(data)
        other = sqlite3.connect(target)
        other.execute(spoiler)
        other.commit()
        other.close()
        assert isinstance(failure_of(target), RecordError), spoiler


@pytest.mark.parametrize("data", [b"", b"\0" * 99, b"SQLite format 3\0", b"x" * 9999, b"\n"])
def test_what_is_no_record_is_refused_in_words(tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(RecordError) as caught:
        open_record(tmp_path / "x")
    assert len(caught.value.reason) >= 15
