"""
Real processes: whoever is killed, the digest is that of one worker; strategies that end processes.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import house
import pytest

pytestmark = pytest.mark.slow
RUNS = 250
MINDS = """
import os, signal
from sim.domain.moves import Wait
class Raises:
    def choose(self, view, draws): raise ValueError("boom")
class Illegal:
    def choose(self, view, draws): return 7
class Loops:
    def choose(self, view, draws):
        while True: pass
class Stops:
    def choose(self, view, draws): raise KeyboardInterrupt
class Dies:
    def __init__(self): self.asked = 0
    def choose(self, view, draws):
        self.asked += 1
        if self.asked == 1 and draws.chance(20_000, "death"): os.kill(os.getpid(), signal.SIGKILL)
        return Wait()
"""


def _begun(out, *words, runs=RUNS, scenario="summer-2020"):
    return subprocess.Popen(
        [
            sys.executable, str(house.ROOT / "run_game.py"), "sweep", "--scenario", scenario,
            "--runs", str(runs), "--out", str(out), "--json", *words,
        ],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=house.ROOT,
        start_new_session=True,
    )  # fmt: skip


def _ended(process, code=0):
    out, err = process.communicate(timeout=300)
    assert process.returncode == code, err
    assert "Traceback" not in out + err
    return json.loads(out) if out else err


@pytest.fixture(scope="module")
def want(tmp_path_factory):
    return _ended(_begun(tmp_path_factory.mktemp("one"), "--workers", "1"))["digest"]


def _workers(parent):
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in found}
    return [int(pid) for pid, line in lines.items() if b"spawn_main" in line]


def _until(condition, seconds=240):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def _chunks(folder):
    return len(list(folder.glob("chunks/*.jsonl")))


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no /proc to find workers in")
def test_killed_workers_change_nothing(want, tmp_path):
    process = _begun(tmp_path, "--workers", "2")
    killed = 0
    for count in (1, 3):
        assert _until(lambda least=count: _chunks(tmp_path) >= least and _workers(process.pid))
        os.kill(_workers(process.pid)[0], signal.SIGKILL)
        killed += 1
    found = _ended(process)
    assert (found["digest"], found["runs"], found["quarantined"]) == (want, RUNS, [])
    print(f"workers killed={killed} games={found['runs']} lost=0")


def test_a_killed_driver_goes_on_where_it_was_and_leaves_nobody_behind(want, tmp_path):
    finished = []
    for count in (1, 4):
        process = _begun(tmp_path, "--workers", "2")
        assert _until(lambda least=count: _chunks(tmp_path) >= least)
        left = _workers(process.pid)
        process.kill()
        process.wait()
        (tmp_path / "chunks" / f"left.jsonl.{process.pid}.part").write_bytes(b"half")
        finished.append(_chunks(tmp_path))
        assert _until(lambda known=left: not any(map(_lives, known)), 20), "workers live on"
    found = _ended(_begun(tmp_path, "--workers", "2"))
    assert found["digest"] == want
    assert not list(tmp_path.rglob("*.part"))
    print(f"drivers killed=2 chunks kept={finished}")


def test_two_stops_from_the_keyboard_end_it_and_what_is_finished_is_kept(want, tmp_path):
    process = _begun(tmp_path, "--workers", "2")
    assert _until(lambda: _chunks(tmp_path) >= 1)
    for _ in range(2):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.1)
    assert "you stopped it" in _ended(process, 2)
    assert _ended(_begun(tmp_path, "--workers", "2"))["digest"] == want


def _lives(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def minds(tmp_path):
    path = tmp_path / "minds.py"
    path.write_text(MINDS, encoding="utf-8")
    return path


@pytest.mark.parametrize(("mind", "code"), [("Raises", "ValueError"), ("Illegal", "not_a_move")])
def test_a_strategy_that_fails_is_told_and_the_games_are_played(minds, tmp_path, mind, code):
    words = ("--strategy", f"cidery={minds}:{mind}")
    process = _begun(tmp_path / "out", *words, runs=20, scenario="first-offer")
    out, err = process.communicate(timeout=200)
    assert process.returncode == 0
    assert json.loads(out)["failed"][0]["code"] == code
    assert err.count("warning: cidery: its strategy failed") == 1


@pytest.mark.parametrize(
    ("mind", "why"), [("Loops", "gave no answer"), ("Stops", "tried to end the program")]
)
def test_a_strategy_that_never_plays_is_given_up_in_one_line(minds, tmp_path, mind, why):
    words = ("--strategy", f"cidery={minds}:{mind}", "--workers", "1")
    err = _ended(_begun(tmp_path / "out", *words, runs=50, scenario="first-offer"), 2)
    assert why in err
    assert len(err.splitlines()) == 1


def test_a_seed_that_kills_its_worker_twice_is_put_aside_by_number(minds, tmp_path):
    words = ("--strategy", f"cidery={minds}:Dies", "--workers", "2")
    process = _begun(tmp_path / "out", *words, runs=60, scenario="first-offer")
    out, err = process.communicate(timeout=300)
    assert process.returncode == 1, err
    found = json.loads(out)
    seeds = [one["seed"] for one in found["quarantined"]]
    assert seeds
    assert found["runs"] == 60 - len(seeds)
    assert all(f"error: seed {seed} of cell 0: put aside" in err for seed in seeds)
    again = _begun(tmp_path / "out", *words, runs=60, scenario="first-offer")
    assert json.loads(again.communicate(timeout=300)[0])["digest"] == found["digest"]
    print(f"quarantined={seeds} finished={found['runs']}")


@pytest.fixture
def cluster(tmp_path):
    """
    Start a Dask scheduler and two workers as processes of their own; return address and workers.
    """
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"], [
        sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1",
        "--no-dashboard", "--local-directory", str(tmp_path / "dask"),
    ]  # fmt: skip
    port = address.rpartition(":")[2]
    common = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": house.ROOT}
    environment = {**os.environ, "PYTHONPATH": str(house.ROOT)}
    begun = [
        subprocess.Popen(
            [*dask[0], "--host", "127.0.0.1", "--port", port, "--no-dashboard"],
            **common, env=environment, start_new_session=True,
        )
    ]  # fmt: skip
    begun += [
        subprocess.Popen(dask[1], **common, env=environment, start_new_session=True)
        for _ in range(2)
    ]
    yield address, begun
    for process in begun:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _on(cluster, out, runs=RUNS):
    """
    Begin a sweep once somebody works at the address.
    """
    found = None
    for _ in range(30):
        process = _begun(out, "--cluster", cluster[0], runs=runs)
        _until(lambda one=process: _chunks(out) or one.poll() is not None)
        if process.poll() is None:
            return process
        found = process.communicate()
    raise AssertionError(found)


def test_a_cluster_gives_the_same_digest_with_a_worker_killed(want, cluster, tmp_path):
    out = tmp_path / "out"
    process = _on(cluster, out)
    assert _until(lambda: _chunks(out) >= 2)
    os.killpg(cluster[1][1].pid, signal.SIGKILL)
    found = _ended(process)
    assert (found["digest"], found["quarantined"]) == (want, [])
    print(f"cluster workers killed=1 games={found['runs']}")


def test_a_lost_cluster_is_one_line_and_the_rest_is_played_here(want, cluster, tmp_path):
    out = tmp_path / "out"
    process = _on(cluster, out)
    assert _until(lambda: _chunks(out) >= 2)
    for one in cluster[1]:
        os.killpg(one.pid, signal.SIGKILL)
    err = _ended(process, 2)
    assert "the cluster was lost" in err
    kept = _chunks(out)
    assert 2 <= kept < 10
    assert _ended(_begun(out, "--workers", "2"))["digest"] == want
