"""A class server of ours as a process, started as a teacher starts it, and a teacher logged in."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path

from bench.classes.wire import Answer, Wire

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
_START_SECONDS = 20.0


def is_here(row: str) -> bool:
    """Tell whether the class server is installed; if not, say on standard error how to have it."""
    if all(find_spec(name) for name in ("starlette", "uvicorn")):
        return True
    sys.stderr.write(
        f"skipped: {row}: the class server is not installed; uv run --extra class has it\n"
    )
    return False


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        found: int = probe.getsockname()[1]
        return found


class Held:
    """A server in a folder; it may be killed and started again there."""

    def __init__(self, folder: Path, port: int, *more: str, host: str = HOST) -> None:
        self.folder, self.port, self.more = folder, port, more
        self.host = host
        """Where it listens; empty for what `serve` does by itself."""
        self.passphrase = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> float:
        """Start it and wait for its first page; return the seconds that took."""
        begun = time.perf_counter()
        words = [
            *(sys.executable, str(ROOT / "run_game.py"), "serve", "--lang", "en"),
            *("--port", str(self.port), "--data", str(self.folder), *self.more),
            *(("--host", self.host) if self.host else ()),
        ]
        log = (self.folder / "server.err").open("a")
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True)  # noqa: S603
        log.close()
        self._read_greeting()
        self._first_page()
        return time.perf_counter() - begun

    def _read_greeting(self) -> None:
        """Read what the server prints until it says how to stop it."""
        assert self.process is not None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            found = re.search(r"([2-9A-Z]{5}(?:-[2-9A-Z]{5}){3})", line)
            if found:
                self.passphrase = found[1]
            if "Ctrl" in line:
                return

    def _first_page(self) -> None:
        """Ask for the first page; the port listens before the greeting, so one try is enough."""
        asked = HTTPConnection(HOST, self.port, timeout=_START_SECONDS)
        asked.request("GET", "/")
        assert asked.getresponse().status == 200  # noqa: PLR2004
        asked.close()

    def kill(self) -> None:
        """Kill it with the signal that nothing can catch."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Stop it as Ctrl C does; return its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def memory_mb(self) -> float:
        """Return the most memory the server has used, in MB."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        kilobytes = next(line.split()[1] for line in status.splitlines() if "VmHWM" in line)
        return int(kilobytes) / 1024


async def first_page(port: int, path: str = "/") -> Answer:
    """Wait until a server that is starting answers with a page, and return it."""
    until = time.perf_counter() + _START_SECONDS
    while True:
        wire = Wire(HOST, port)
        try:
            return await wire.get(path)
        except ConnectionError:
            if time.perf_counter() > until:
                raise
            await asyncio.sleep(0.02)
        finally:
            wire.close()


class Teacher:
    """A teacher at a server."""

    def __init__(self, held: Held) -> None:
        self.wire = Wire(HOST, held.port)
        self.passphrase = held.passphrase
        self.code = ""

    async def log_in(self) -> None:
        """Give the passphrase."""
        answer = await self.wire.post("/teach", {"passphrase": self.passphrase})
        assert answer.status == 303, answer  # noqa: PLR2004

    async def open_class(self, scenario: str, **fields: str) -> str:
        """Begin a class and return its code."""
        form = {"scenario": scenario, "lang": "en", "layout": "arrival", "plan": "90", **fields}
        answer = await self.wire.post("/teach/new", form)
        assert answer.status == 303, answer  # noqa: PLR2004
        self.code = answer.headers["location"].split("/")[2]
        return self.code

    async def act(self, act: str, **fields: str) -> Answer:
        """Press a button."""
        return await self.wire.post(f"/teach/{self.code}/act", {"act": act, **fields})
