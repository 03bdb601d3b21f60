"""
The proxy that docs/university.md prints sends each class to one worker, and to another after it.
"""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve
from record import builders as build
from starlette.testclient import TestClient
from stores import (
    PYTHON,
    place_of,
    postgres_server,  # noqa: F401 - a fixture
)
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bench.classes.crowd import REMARK, crowd
from bench.classes.held import Held, Teacher, first_page
from classroom.app import application
from classroom.founding import Wanted
from classroom.server import Server
from classroom.serving import _settings
from classroom.store.opening import open_store
from sim.cli import parsed

PAGE = build.ROOT / "docs/university.md"
CODES = [f"CLASS{number}" for number in range(8)]
PATIENCE = 15


def free_ports(count):
    """
    Return ports that nobody listens on.
    """
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def configuration(folder, port, workers):
    """
    Return the page's configuration, on ports of ours and without the certificate.
    """
    (text,) = re.findall(r"```nginx\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    text, certificates = re.subn(r"\n *ssl_certificate.*", "", text)
    assert certificates == 2
    named = re.findall(r"server 127.0.0.1:(\d+)", text)
    assert len(named) == len(workers)
    for old, new in zip(named, workers, strict=True):
        text = text.replace(f":{old} ", f":{new} ")
    assert "listen 443 ssl http2;" in text
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    top = f"daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
    return top + text.replace("http {", "http { access_log off;", 1)


def start(stack, port, address):
    """
    Run a worker until the test ends.
    """
    environment = build.environment()
    environment["PYTHONPATH"] += os.pathsep + str(Path(__file__).parent)
    command = [PYTHON, str(Path(__file__).with_name("answering.py")), str(port), address]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    stack.callback(process.stdout.close)
    stack.callback(process.wait)
    stack.callback(process.kill)
    assert process.stdout.readline() == b"ready\n"
    return process


def moved(port, code):
    """
    Send a move until it is acknowledged and return (port of the worker, number of the fact).
    """
    url, until = f"http://127.0.0.1:{port}/c/{code}/moves", time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, data=b"move", timeout=PATIENCE) as answer:
                return tuple(map(int, answer.read().split()))
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.mark.slow
def test_a_class_lives_in_one_worker_and_in_another_after_its_death(request, tmp_path):
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.skip("no nginx: install Debian's `nginx-light`")
    with place_of("postgres", request) as place, ExitStack() as stack:
        store = place.open()
        for code in CODES:
            store.found(code)
        store.close()
        port, *ports = free_ports(5)
        workers = {one: start(stack, one, place.address) for one in ports}
        (tmp_path / "nginx.conf").write_text(configuration(tmp_path, port, ports))
        proxy = subprocess.Popen([nginx, "-c", str(tmp_path / "nginx.conf")])
        stack.callback(proxy.wait)
        stack.callback(proxy.terminate)

        first = {code: moved(port, code) for code in CODES}
        assert {code: (where, 2) for code, (where, _) in first.items()} == {
            code: moved(port, code) for code in CODES
        }
        dead, _ = first[CODES[0]]
        workers[dead].kill()
        workers[dead].wait()
        third = {code: moved(port, code) for code in CODES}
        for code in CODES:
            assert third[code][1] == 3, "what was acknowledged is there, once"
            assert (third[code][0] != first[code][0]) == (first[code][0] == dead)
        start(stack, dead, place.address)
        assert {code: (where, 4) for code, (where, _) in third.items()} == {
            code: moved(port, code) for code in CODES
        }


def served(folder):
    """
    Return the arguments of the line that starts a worker, on a port and a folder of ours.
    """
    (line,) = re.findall(r"ExecStart=\S+ (serve .*)", PAGE.read_text(encoding="utf-8"))
    words = line.replace("%i", "8101").split()
    return parsed([*words, "--data", str(folder)])


def test_a_student_of_any_network_comes_through_the_proxy_of_the_page(tmp_path):
    settings = _settings(served(tmp_path))
    store = open_store(str(tmp_path))
    server = Server(store, evolve(settings, many=False), lambda: 1)
    app = ProxyHeadersMiddleware(application(server), trusted_hosts="127.0.0.1")
    proxied = {"x-forwarded-for": "81.2.69.142", "x-forwarded-proto": "https"}
    with TestClient(app, base_url="http://class.example.org", client=("127.0.0.1", 5)) as proxy:
        assert proxy.get("/", headers=proxied).status_code == 200
        assert settings.addresses() == ("https://class.example.org",)
        made = proxy.portal.call(server.found, Wanted(scenario="first-offer", lang="en", plan={}))
        form = {"code": made.code, "name": "Ann"}
        place = f"/c/{made.code}/join"
        joined = proxy.post(place, data=form, headers=proxied, follow_redirects=False)
        assert joined.status_code == 303
        assert "; Secure" in joined.headers["set-cookie"]
    store.close()


def holder(ports, code):
    """
    Return the worker that holds a class: the one that does not say that another does.
    """
    found = []
    for port in ports:
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/c/{code}/seat")
        try:
            urllib.request.urlopen(asked, timeout=PATIENCE)  # noqa: S310 - ours
        except urllib.error.HTTPError as error:
            if error.code != 503:
                found.append(port)
        except urllib.error.URLError:
            continue
    assert len(found) == 1, found
    return found[0]


@pytest.mark.slow
def test_classes_are_held_by_real_workers_and_outlive_them(request, tmp_path):
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.skip("no nginx: install Debian's `nginx-light`")
    with place_of("postgres", request) as place, ExitStack() as stack:
        port, *ports = free_ports(5)
        workers = {}
        for one in ports:
            folder = tmp_path / str(one)
            folder.mkdir()
            workers[one] = Held(folder, one, "--store", place.address, "--name", "localhost")
            workers[one].start()
            stack.callback(workers[one].stop)
        (tmp_path / "nginx.conf").write_text(configuration(tmp_path, port, ports))
        proxy = subprocess.Popen([nginx, "-c", str(tmp_path / "nginx.conf")])
        stack.callback(proxy.wait)
        stack.callback(proxy.terminate)
        (passphrase,) = {worker.passphrase for worker in workers.values()} - {""}
        asyncio.run(_lessons(port, passphrase, ports, workers))


async def _lessons(port, passphrase, ports, workers):
    """
    Hold five classes through the proxy, kill a worker, and let everybody go on.
    """
    await first_page(port)
    teacher = Teacher(SimpleNamespace(port=port, passphrase=passphrase))
    await teacher.log_in()
    classes = {}
    for _ in range(5):
        code = await teacher.open_class("first-offer")
        await teacher.wire.get(f"/teach/{code}/join")  # where a browser is sent on to
        classes[code] = crowd(port, code, 2)
        for one in classes[code]:
            await one.join()
        await teacher.act("phase", phase="briefing")
        await teacher.act("phase", phase="bargaining", seconds="600")
        for one in classes[code]:
            _, told = await one.move(REMARK)
            assert told.get("done") == "say", told
    where = {code: holder(ports, code) for code in classes}
    assert len(set(where.values())) > 1, "the classes lie in one worker"
    dead = next(iter(where.values()))
    workers[dead].kill()
    for code, students in classes.items():
        for one in students:
            before = max(int(answer["k"]) for answer in one.answers.values())
            _, told = await asyncio.wait_for(one.move(REMARK), PATIENCE)
            assert told.get("done") == "say", told
            assert int(told["k"]) > before
            one.wire.close()
        assert (holder(set(ports) - {dead}, code) == where[code]) == (where[code] != dead)
