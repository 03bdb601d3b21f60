"""
Goal: nothing leaves the machine, and whoever reads slowly or sends much costs the server little.
"""

import asyncio
import json
import os
import subprocess
import sys
import tracemalloc
import urllib.request
from pathlib import Path

import pytest

from classroom import addresses
from classroom.guard import BODY_MOST, LISTS_MOST
from classroom.hub import QUEUE_MOST
from classroom.room import Change
from tests.classroom import crawling as c
from tests.classroom import serving_class as s

ROOT = Path(__file__).resolve().parents[2]
WATCH = """
import ipaddress, json, os, socket, sys
log = open(os.environ["WATCHED"], "a", buffering=1)
def near(address):
    host = address[0] if isinstance(address, tuple) else ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return isinstance(address, (str, bytes))
real, look = socket.socket.connect, socket.getaddrinfo
def connect(self, address):
    # A datagram socket that connects only learns its own address: nothing is sent (addresses.py).
    probe = self.type == socket.SOCK_DGRAM
    log.write(json.dumps(["probe" if probe else "connect", str(address), near(address)]) + "\\n")
    if not probe and not near(address):
        raise OSError("refused by the test")
    return real(self, address)
def sent(self, *rest):
    log.write(json.dumps(["send", str(rest[-1]), False]) + "\\n")
    raise OSError("refused by the test")
def asked(host, *rest, **more):
    log.write(json.dumps(["lookup", str(host), near((host or "127.0.0.1",))]) + "\\n")
    return look(host, *rest, **more)
socket.socket.connect, socket.socket.sendto, socket.getaddrinfo = connect, sent, asked
socket.socket.connect_ex = connect
sys.argv = ["run_game.py", *sys.argv[1:]]
sys.path.insert(0, os.getcwd())
import runpy
runpy.run_path("run_game.py", run_name="__main__")
"""


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        made.open()
        yield made


@pytest.mark.slow
def test_a_server_process_speaks_to_nobody_outside(tmp_path, free_port):
    log = tmp_path / "watched"
    words = [sys.executable, "-c", WATCH, "serve", "--lang", "en", "--port", str(free_port),
             "--data", str(tmp_path / "data")]  # fmt: skip
    process = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "WATCHED": str(log)}
    )
    try:
        passphrase = _greeted(process)
        _used(f"http://127.0.0.1:{free_port}", passphrase)
    finally:
        process.terminate()
        process.wait(20)
    seen = [json.loads(line) for line in log.read_text().splitlines()]
    assert [one for one in seen if one[0] == "probe"], "the watch saw nothing"
    assert not [one for one in seen if one[0] != "probe" and not one[2]], seen


def _greeted(process):
    passphrase = ""
    for line in process.stdout:
        if "-" in line and (words := [one for one in line.split() if one.count("-") == 3]):
            passphrase = words[0].strip(".")
        if "Ctrl" in line:
            return passphrase
    return passphrase


def _used(base, passphrase):
    """
    Log in, begin a sample class and look at its pages.
    """
    from urllib.parse import urlencode

    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    post = lambda path, **data: opener.open(base + path, urlencode(data).encode())  # noqa: E731
    assert post("/teach", passphrase=passphrase).status == 200
    page = post("/teach/new", sample="yes", lang="en")
    for path in ("", "/join", "/reach", "/export", "/material/packet", "/projector"):
        assert opener.open(page.url + path).status == 200


@pytest.fixture
def free_port():
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def test_the_machine_s_name_is_asked_for_only_where_no_route_tells(monkeypatch):
    def never():
        raise AssertionError("a resolver was asked")
        yield

    monkeypatch.setattr(addresses, "_routed", lambda: iter(["192.168.7.7"]))
    monkeypatch.setattr(addresses, "_named", never)
    assert addresses.own_addresses() == ("192.168.7.7",)


def test_a_stream_that_is_never_read_costs_a_bounded_queue(lesson):
    ann = lesson.join("Ann")
    lesson.bargain()
    found = lesson.portal.call(_unread, lesson, c.cookies_of(ann))
    queued, grown, left = found
    assert queued <= QUEUE_MOST
    assert grown < 1_000_000
    assert left == 0


async def _unread(lesson, cookie):
    """
    Open a stream whose reader takes nothing, change the class often, and let the reader go.
    """
    stuck, gone = asyncio.Event(), asyncio.Event()

    async def receive():
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        if message["type"] == "http.response.body":
            await stuck.wait()

    path = f"/c/{lesson.code}/seat/stream"
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1",
        "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
        "root_path": "", "scheme": "http", "client": s.NEAR, "server": ("127.0.0.1", 8000),
        "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie.encode())],
    }  # fmt: skip
    task = asyncio.create_task(lesson.app(scope, receive, send))
    await asyncio.sleep(0.1)
    (listener,) = lesson.server.hub.listeners(f"{lesson.code}/1")
    lesson.server.publish(lesson.code, (Change(table=1),) * 3)
    tracemalloc.start()
    begun = tracemalloc.get_traced_memory()[0]
    for _ in range(20_000):
        lesson.server.publish(lesson.code, (Change(table=0),))
    grown = tracemalloc.get_traced_memory()[0] - begun
    tracemalloc.stop()
    queued = listener.queue.qsize()
    stuck.set()
    gone.set()
    await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), 5)
    return queued, grown, lesson.server.hub.count()


@pytest.mark.parametrize(
    ("path", "most"),
    [("/join", BODY_MOST), ("/teach", BODY_MOST), ("/c/{}/seat/say", BODY_MOST),
     ("/c/{}/seat/move", BODY_MOST), ("/teach/new", LISTS_MOST), ("/teach/{}/act", BODY_MOST)],
)  # fmt: skip
def test_a_body_ends_where_its_limit_is(lesson, path, most):
    ann = lesson.join("Ann")
    who = lesson.teacher if path.startswith("/teach") else ann
    made = path.format(lesson.code)
    long = b"body=" + b"x" * (most - 4)
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert who.post(made, content=long, headers=form).status_code == 413
    assert who.post(made, content=long[:-1], headers=form).status_code != 413
    facts = lesson.room.cohort.facts

    def parts():
        for _ in range(most // 1000 + 2):
            yield b"&body=" + b"x" * 994

    silent = lesson.browser()
    silent.cookies.update(who.cookies)
    assert silent.post(made, content=parts(), headers=form).status_code == 413
    assert lesson.room.cohort.facts == facts
