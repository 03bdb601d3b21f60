"""
Goal: `serve` starts, or says in one line why not, and no start that failed costs the passphrase.
"""

import socket
import subprocess
import sys

import pytest

from bench.classes.held import ROOT, Held
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
