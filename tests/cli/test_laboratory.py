"""
Goal: a researcher reads docs/laboratory.md and every command in it works as it stands there.
"""

import os
import re
import shlex
import subprocess
import sys

import house
import pytest

pytestmark = pytest.mark.slow
PAGE = (house.ROOT / "docs/laboratory.md").read_text(encoding="utf-8")
SHELL = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
CLUSTER = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)[0].splitlines()
UV = "python -m uv run "


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """
    Return a folder to work in, with the checkout's program in it.
    """
    made = tmp_path_factory.mktemp("laboratory")
    (made / "run_game.py").symlink_to(house.ROOT / "run_game.py")
    return made


def _run(words, folder):
    """
    Run a command with this interpreter: what uv would set up is already here.
    """
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(house.ROOT), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def test_every_command_of_the_page_runs_in_its_order(folder):
    said = []
    for line in SHELL:
        if line.startswith("python -m pip install uv"):
            continue
        assert line.startswith(UV), line
        said.append(_run(shlex.split(line[len(UV) :].removeprefix("python ")), folder))
    assert len(said) == len(SHELL) - 1
    pages = re.findall(r"--out (\S+\.html)", PAGE)
    assert len(pages) == 3
    for page in pages:
        assert (folder / page).stat().st_size > 10_000
    assert "400 games" in "".join(said)


def _t_values(text, name, *words):
    """
    Return the t-values of the rows of a table that hold some words.
    """
    table = re.search(rf'<table id="{name}">.*?</table>', text, re.DOTALL)[0]
    rows = [row for row in table.split("<tr>") if all(f">{word}</t" in row for word in words)]
    found = [re.findall(r"<td[^>]*>([^<]*)</td>", row)[-1] for row in rows]
    return [float(t.replace("\N{MINUS SIGN}", "-")) for t in found]


def test_the_example_has_the_effects_and_the_interaction_that_the_page_tells(folder):
    text = (folder / "out/grid.html").read_text(encoding="utf-8")
    buyer, seller = _t_values(text, "effects-surplus", "Microsoft")
    assert buyer < -2
    assert seller > 2
    alone, beside, interaction = _t_values(text, "interactions-surplus", "Microsoft")
    assert abs(alone) < 2
    assert beside < -2
    assert interaction < -2


def test_the_program_of_the_page_runs(folder):
    (folder / "own.py").write_text(PYTHON[0], encoding="utf-8")
    assert "deal" in _run(["own.py"], folder)


def test_the_commands_of_a_cluster_are_known_to_their_programs():
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    for line, name in zip(CLUSTER, ("scheduler", "worker", "sweep"), strict=True):
        assert name in line
    for module in ("dask_scheduler", "dask_worker"):
        words = [sys.executable, "-m", f"distributed.cli.{module}", "--help"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=100, check=True)
        assert module == "dask_scheduler" or "--nthreads" in done.stdout
