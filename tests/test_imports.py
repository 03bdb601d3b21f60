"""
Goal: who may import whom is a rule, and the engine opens records on the poorest machine.

Method: run the contracts of pyproject.toml, on the tree as it is and with planted faults.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib

import house
import pytest

LINT = "from importlinter.cli import lint_imports as lint; raise SystemExit(lint(no_cache=True))"
BLOCKED = ("simpy", "pygame", "duckdb", "starlette")

PURE = (
    *("sim.domain", "sim.analysis", "sim.strategies", "sim.projections", "sim.charts"),
    "sim.rollout",
)

# (file to plant in, line to plant, contract that must break)
FAULTS = [
    ("sim/domain/planted.py", "import sim.engine", "domain imports nothing"),
    ("sim/domain/planted.py", "import game", "domain imports nothing"),
    ("sim/domain/planted.py", "import sim", "lazy public face"),
    ("sim/domain/planted.py", "import simpy", "Only sim.engine"),
    ("sim/domain/planted.py", "import random", "Pure rooms"),
    ("sim/analysis/planted.py", "import os.path", "Pure rooms"),
    ("sim/strategies/planted.py", "from datetime import date", "Pure rooms"),
    ("sim/projections/planted.py", "from pathlib import Path", "Pure rooms"),
    ("sim/charts/planted.py", "from pathlib import Path", "Pure rooms"),
    ("sim/rollout.py", "import time", "Pure rooms"),
    ("sim/strategies/planted.py", "from sim.domain.talks import Talks", "never talks"),
    ("game/presenters/planted.py", "from sim.domain import talks", "never talks"),
    ("game/presenters/planted.py", "import pygame", "Only game imports pygame"),
    ("sim/record/planted.py", "import pygame", "Only game imports pygame"),
    ("game/planted.py", "import simpy", "Only sim.engine"),
    ("sim/record/planted.py", "import classroom", "knows no shell"),
    ("game/planted.py", "import classroom", "do not know each other"),
    ("classroom/planted.py", "import game", "do not know each other"),
]


def _lint(folder):
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=_bare_environment(folder),
    )


def _bare_environment(folder):
    # The planted tree must win over the installed one.
    return {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"}


def test_every_import_contract_is_kept():
    done = _lint(house.ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def _contract(name):
    facts = tomllib.loads((house.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return next(one for one in facts["tool"]["importlinter"]["contracts"] if one["id"] == name)


@pytest.mark.parametrize("room", PURE)
def test_pure_room_stands_in_its_contract(room):
    # A contract may not name what does not exist, so a new room has to be entered by its author.
    path = house.ROOT / room.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").exists():
        assert room in _contract("pure")["source_modules"], f"name {room} in the contract 'pure'"
    if path.is_dir() and room == "sim.strategies":
        assert room in _contract("secrecy")["source_modules"], f"name {room} in 'secrecy'"


@pytest.fixture
def planted(tmp_path):
    for room in house.ROOMS:
        shutil.copytree(house.ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(house.ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(("name", "line", "contract"), FAULTS)
def test_planted_fault_breaks_its_contract(planted, name, line, contract):
    if name == "sim/rollout.py" and "sim.rollout" not in _contract("pure")["source_modules"]:
        pytest.skip("the room does not exist yet")
    path = planted / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    (planted / "sim/engine").mkdir(exist_ok=True)
    (planted / "sim/engine/__init__.py").touch()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = _lint(planted)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(rf"{contract}.*BROKEN", done.stdout), done.stdout


def _run_blocked(code):
    block = f"import sys\nfor name in {BLOCKED!r}: sys.modules[name] = None\n"
    done = subprocess.run(
        [sys.executable, "-c", block + code],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_engine_is_imported_where_the_heavy_packages_cannot_be():
    assert _run_blocked("import sim; print(sim.__name__)") == ["sim"]


def test_records_are_opened_where_the_heavy_packages_cannot_be():
    assert _run_blocked("import sim; print(callable(sim.open_record))") == ["True"]


def test_importing_the_engine_loads_none_of_its_rooms():
    loaded = _run_blocked("import sim; print(*(n for n in sys.modules if n.startswith('sim.')))")
    assert loaded == []


def test_nothing_imports_the_composition_root():
    pattern = re.compile(r"^\s*(?:import|from)\s+run_game\b", re.MULTILINE)
    wrong = [
        house.where(path)
        for path in house.sources(*house.ROOMS)
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, wrong
