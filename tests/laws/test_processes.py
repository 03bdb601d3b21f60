"""
Goal: the same inputs give the same bytes in every process, on every machine we can pretend to be.

Method: a spawned process plays games under another hash seed, time zone, locale, optimisation and
Python version; its digests must be ours.
"""

import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import generators as g
import house
import pytest

CODE = """
import hashlib, json, sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
import generators as g
found = {}
for name in g.NAMES:
    for mind in json.loads(sys.argv[2]):
        for seed in json.loads(sys.argv[3]):
            found[f"{name} {mind} {seed}"] = g.game(name, seed, mind).digest
print(json.dumps(found))
"""
NEEDED = ("attrs", "cattrs", "msgspec", "platformdirs", "simpy", "tzdata", "hypothesis")
SEEDS = (0, 1, 2)


def _minds():
    return [mind for mind in g.known_minds() if mind != "busy"]


@functools.cache
def _ours(seeds):
    return {
        f"{name} {mind} {seed}": g.game(name, seed, mind).digest
        for name in g.NAMES
        for mind in _minds()
        for seed in seeds
    }


def _theirs(command, seeds=SEEDS, **environment):
    done = subprocess.run(
        [*command, "-c", CODE, str(house.ROOT), json.dumps(_minds()), json.dumps(seeds)],
        capture_output=True,
        text=True,
        check=False,
        cwd=environment.pop("CWD", None),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-500:]
    return json.loads(done.stdout.splitlines()[-1])


ELSEWHERE = {
    "hash seed 0 in UTC": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    "hash seed 9 in Tokyo": {
        "PYTHONHASHSEED": "9", "TZ": "Asia/Tokyo", "LC_ALL": "fr_FR.UTF-8",
    },
    "without assertions": {"PYTHONOPTIMIZE": "2", "PYTHONHASHSEED": "7", "TZ": "America/St_Johns"},
    "from another folder": {"CWD": "/", "PYTHONUTF8": "0"},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("environment", ELSEWHERE.values(), ids=ELSEWHERE)
def test_another_process_plays_the_same_bytes(environment):
    assert _theirs([sys.executable], **environment) == _ours(SEEDS)


def _interpreters():
    """
    Return other Python versions of this machine that we support.
    """
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = {}
    for path in [*sorted(root.glob("3.*/bin/python")), *map(Path, _named())]:
        asked = subprocess.run(
            [path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        version = asked.stdout.strip()
        mine = f"{sys.version_info[0]}.{sys.version_info[1]}"
        if version and version != mine and tuple(map(int, version.split("."))) >= (3, 11):
            found.setdefault(version, str(path))
    return found


def _named():
    names = (f"python3.{minor}" for minor in range(11, 17))
    return [path for name in names if (path := shutil.which(name))]


def _command(path):
    """
    Return how to run an interpreter with our dependencies, or None without a network.
    """
    imports = f"import {', '.join(NEEDED)}"
    if subprocess.run([path, "-c", imports], capture_output=True, check=False).returncode == 0:
        return [path]
    uv = shutil.which("uv")
    wanted = [part for name in NEEDED for part in ("--with", name)]
    command = [
        uv,
        "run",
        "-q",
        "--offline",
        "--no-project",
        "--isolated",
        "--python",
        path,
        *wanted,
    ]
    if uv is None:
        return None
    command.append("python")
    tried = subprocess.run(
        [*command, "-c", imports],
        capture_output=True,
        check=False,
        cwd="/",
        env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
    )
    return command if tried.returncode == 0 else None


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_another_python_plays_the_same_bytes(version):
    path = _interpreters().get(version)
    if path is None:
        pytest.skip(f"Python {version} is not here, or is the one that runs this")
    command = _command(path)
    if command is None:
        pytest.skip(f"Python {version} lacks our dependencies and no cache holds them")
    assert _theirs(command, CWD="/") == _ours(SEEDS)
    print(f"python={version} games={len(_ours(SEEDS))} differed=0")
