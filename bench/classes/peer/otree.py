"""
oTree beside our class: its own server as a teacher starts it, in an environment of its own.

It pins packages years older than ours, so it is installed into a temporary directory and never
into our environment. `python -m bench.classes.peer.otree [PEOPLE [SECONDS]]` measures it alone.
"""

import asyncio
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.classes.held import HOST, first_page, free_port
from bench.classes.peer.people import SEATS, lesson
from bench.memory import MB, held_kb

VERSION = "6.0.15"
PROJECT = Path(__file__).parent / "project"
_PYTHON = "3.11"
_INSTALL_SECONDS = 300
_STOP_SECONDS = 5.0
_HOME = "/demo"
"""Its first page; `/` only leads there."""


def beside(count: int, seconds: int) -> Mapping[str, float] | None:
    """
    Return what the peer takes for the same class, or for the largest it can hold, or nothing.

    Keys are those of our rows without their group, and `people`; what failed is said in words.
    """
    with tempfile.TemporaryDirectory(prefix="pourparlers-") as name:
        programs = _installed(Path(name))
        for people in sizes(count) if programs else ():
            try:
                return {"people": people, **_measured(Path(name), programs, people, seconds)}
            except OSError as error:
                _say(f"with {people} people: {error}")
    return None


def sizes(count: int) -> Iterator[int]:
    """Yield the numbers of people to try: all, then half as many, as long as a table is full."""
    while count >= SEATS:
        yield count - count % SEATS
        count //= 2


def _say(what: str) -> None:
    sys.stderr.write(f"skipped: class beside otree {VERSION}: {what}\n")


def _installed(folder: Path) -> str:
    """Install it into the folder; return where its programs are, or nothing after saying why."""
    tool = _uv()
    if not tool:
        _say("uv is not here, and it installs it apart from our packages")
        return ""
    made = folder / "environment"
    for words in (
        ["venv", "--quiet", "--no-project", "--python", _PYTHON, str(made)],
        ["pip", "install", "--quiet", "--python", str(made), f"otree=={VERSION}"],
    ):
        try:
            done = subprocess.run(  # noqa: S603 - uv, found by ourselves
                [*tool, *words], cwd=folder, capture_output=True, text=True, check=False,
                timeout=_INSTALL_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            _say(f"it was not installed within {_INSTALL_SECONDS} s")
            return ""
        if done.returncode != 0:
            _say(f"it cannot be installed: {' '.join(done.stderr.split())[-300:]}")
            return ""
    return str(made / "bin")


def _uv() -> Sequence[str]:
    """Return how to call uv: as it tells what it runs, as a program, as a module, or not at all."""
    found = os.environ.get("UV") or shutil.which("uv")
    if found:
        return [found]
    return [sys.executable, "-m", "uv"] if find_spec("uv") else []


def _measured(folder: Path, programs: str, people: int, seconds: int) -> Mapping[str, float]:
    """Start it in a fresh copy of the project and return its figures."""
    place = folder / f"project-{people}"
    shutil.copytree(PROJECT, place, ignore=shutil.ignore_patterns("__pycache__"))
    # It does not start without this folder, and git keeps no empty one.
    (place / "_static").mkdir()
    served = Served(place, programs)
    try:
        first = served.start()
        figures = asyncio.run(lesson(served.port, served.session(people), people, seconds))
        return {"first": first, **figures, "memory": served.memory_mb()}
    finally:
        served.stop()


class Served:
    """Its server in a folder, with the helper process that it starts itself."""

    def __init__(self, place: Path, programs: str) -> None:
        self.place, self.port = place, free_port()
        self._program = f"{programs}/otree"
        self._key = secrets.token_hex()
        self._process: subprocess.Popen[bytes] | None = None
        path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        self._variables = {"PATH": path, "OTREE_PRODUCTION": "1", "OTREE_REST_KEY": self._key,
                           "OTREE_SECRET_KEY": secrets.token_hex()}  # fmt: skip

    def start(self) -> float:
        """Start it and wait for its first page; return the seconds that took."""
        begun = time.perf_counter()
        with (self.place / "server.log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the program just installed
                [self._program, "prodserver", f"{HOST}:{self.port}"], cwd=self.place, stdout=log,
                stderr=log, env=self._variables, start_new_session=True,
            )  # fmt: skip
        try:
            asyncio.run(first_page(self.port, _HOME))
        except ConnectionError as error:
            told = (self.place / "server.log").read_text(encoding="utf-8").splitlines()
            message = f"it did not start: {told[-1] if told else 'it said nothing'}"
            raise ConnectionError(message) from error
        return time.perf_counter() - begun

    def session(self, people: int) -> str:
        """Make a session for so many and return the path of the link for all of them."""
        asked = urllib.request.Request(
            f"http://{HOST}:{self.port}/api/sessions",
            json.dumps({"session_config_name": "remarks", "num_participants": people}).encode(),
            {"Content-Type": "application/json", "otree-rest-key": self._key},
        )
        with urllib.request.urlopen(asked) as answer:  # noqa: S310 - loopback
            link: str = json.load(answer)["session_wide_url"]
        return link.partition(f":{self.port}")[2]

    def memory_mb(self) -> float:
        """Return the most that each of its processes held, in MB, added up: shared pages twice."""
        assert self._process is not None
        return sum(held_kb(str(one)) for one in processes(self._process.pid)) / MB

    def stop(self) -> None:
        """Stop it and what it started: both are a group of their own."""
        if self._process is None:
            return
        group = self._process.pid
        for sent in (signal.SIGINT, signal.SIGKILL):
            try:
                os.killpg(group, sent)
                self._process.wait(_STOP_SECONDS)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue


def processes(group: int) -> list[int]:
    """Return the processes of a group; none where the system does not tell."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            found.append(int(path.parent.name))
    return found


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    sys.stdout.write(json.dumps(beside(*(numbers + [200, 15][len(numbers) :]))) + "\n")
