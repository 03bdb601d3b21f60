"""
Goal: `serve` starts, or says in one line why not, and no start that failed costs the passphrase.
"""

import asyncio
import socket
import subprocess
import sys

import pytest

from bench.classes.held import ROOT, Held
from bench.classes.wire import Wire
from tests.classroom.browsing import free_port


def _refused(*words):
    """
    Return what a server that cannot start says, with exit code 2 and nothing on standard output.
    """
    done = subprocess.run(
        [sys.executable, str(ROOT / "run_game.py"), "serve", "--lang", "en", *map(str, words)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    return line


@pytest.mark.slow
def test_a_port_in_use_costs_no_passphrase(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        line = _refused("--host", "127.0.0.1", "--port", port, "--data", tmp_path)
        assert f"127.0.0.1:{port}: the server cannot listen there" in line
    held = Held(tmp_path, free_port())
    held.start()
    assert held.passphrase, "the first start that works tells it"
    assert held.stop() == 0


@pytest.mark.slow
def test_a_certificate_that_is_none_is_named_before_anything_is_kept(tmp_path):
    bad = tmp_path / "class.pem"
    bad.write_text("no certificate")
    data = tmp_path / "data"
    gone = tmp_path / "gone.key"
    line = _refused("--data", data, "--port", free_port(), "--tls-cert", bad, "--tls-key", gone)
    assert f"--tls-key: there is no file {gone}" in line
    line = _refused("--data", data, "--port", free_port(), "--tls-cert", bad, "--tls-key", bad)
    assert f"--tls-cert: {bad} and {bad} are no certificate and its key" in line
    assert not data.exists()


async def _stopped_with_open_pages(held):
    """
    Open a stream of the teacher's and one of a student's, stop the server, return its exit code.
    """
    teacher, ann = Wire("127.0.0.1", held.port), Wire("127.0.0.1", held.port)
    await teacher.post("/teach", {"passphrase": held.passphrase})
    form = {"scenario": "first-offer", "lang": "en", "layout": "arrival", "plan": "90"}
    made = await teacher.post("/teach/new", form)
    code = made.headers["location"].split("/")[2]
    wall = teacher.events(f"/teach/{code}/stream")
    heard = asyncio.create_task(anext(wall))
    await asyncio.sleep(0.5)
    await ann.post(f"/c/{code}/join", {"name": "Ann"})
    seat = ann.events(f"/c/{code}/seat/stream")
    assert (await anext(seat)).event == "class"
    assert (await heard).event == "class"
    done = await asyncio.to_thread(held.stop)
    assert not [event async for event in seat]
    await wall.aclose()
    return done


@pytest.mark.slow
def test_ctrl_c_ends_the_streams_of_open_pages_in_order(tmp_path):
    held = Held(tmp_path, free_port())
    held.start()
    assert asyncio.run(_stopped_with_open_pages(held)) == 0
    assert (tmp_path / "server.err").read_text() == ""
    assert held.process.stdout.read() == "Stopped; everything is kept.\n"
