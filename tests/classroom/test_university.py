"""
The proxy that docs/university.md prints sends each class to one worker, and to another after it.
"""

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

import pytest
from record import builders as build
from stores import (
    PYTHON,
    place_of,
    postgres_server,  # noqa: F401 - a fixture
)

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
