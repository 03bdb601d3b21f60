"""How a sweep is cited, and the commands that make it again."""

import shlex
from pathlib import Path

from sim.charts.markup import Markup, el
from sim.errors import CannotError
from sim.report.folder import Folder
from sim.report.say import Say
from sim.strangers import path_of
from sim.sweeps.axes import STRATEGY
from sim.sweeps.plan import TABLES

PROGRAM = "run_game.py"


def command_of(folder: Folder, *more: str) -> Markup:
    """Return the command that plays the sweep again, with further tables where asked for."""
    words = [word for quoted in map(shlex.quote, words_of(folder, *more)) for word in (" ", quoted)]
    # A browser breaks lines after hyphens: an option would be torn from its own dashes.
    kept = [el("span", word) if word.startswith("--") else word for word in words[1:]]
    return el("pre", el("code", kept))


def words_of(folder: Folder, *more: str) -> list[str]:
    """Return the words of that command; no folder of this machine is in them but its own name."""
    plan = folder.plan
    words = [PROGRAM, "sweep", "--scenario", _source(folder), "--runs", str(plan["runs"])]
    words += ["--seed", str(plan["seed"])] if plan["seed"] else []
    for axis in folder.axes:
        values = map(_bare, axis.values) if axis.kind == STRATEGY else axis.values
        words += ["--vary", f"{axis.key}={','.join(values)}"]
    for actor, name in _seated(folder):
        words += ["--strategy", f"{actor}={name}"]
    tables = [f"--{table}" for table in TABLES if folder.has(table)]
    words += [word for word in (*tables, *more) if word not in words]
    return [*words, "--out", folder.path.resolve().name or "DIR"]


def _source(folder: Folder) -> str:
    """Return how the command names the scenario; a sweep of before kept its id alone."""
    return str(folder.plan.get("source") or folder.plan["scenario"])


def names_files(folder: Folder) -> bool:
    """Tell whether the command names files of a person's own, which must lie where it is run."""
    return _source(folder).endswith(".toml") or plays_files(folder)


def plays_files(folder: Folder) -> bool:
    """Tell whether strategies of files of a person's own played."""
    own = [name for _, name in _seated(folder)]
    own += [value for axis in folder.axes if axis.kind == STRATEGY for value in axis.values]
    return any(path_of(name) is not None for name in own)


def _seated(folder: Folder) -> list[tuple[str, str]]:
    """Return who was seated in every cell alike, files of strangers by their bare name."""
    varied = {axis.actor for axis in folder.axes if axis.kind == STRATEGY}
    seated = folder.plan["strategies"][0] if folder.plan.get("strategies") else {}
    return [
        (actor, _bare(str(name))) for actor, name in sorted(seated.items()) if actor not in varied
    ]


def _bare(name: str) -> str:
    try:
        path = path_of(name)
    except CannotError:
        path = None
    return name if path is None else Path(path).name + name[len(str(path)) :]


def version() -> str:
    """Return the version of the program that makes the page; empty where it is not installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("pourparlers")
    except PackageNotFoundError:
        return ""


def sentence(say: Say, folder: Folder) -> str:
    """Return a ready sentence that cites the sweep."""
    first, last = folder.seeds
    return say(
        "cite.sweep" if len(folder.cells) > 1 else "cite.sweep_one",
        version=version(), scenario=folder.plan["scenario"],
        number=folder.scenario.version, games=say.count("n_games", folder.games),
        cells=say.count("n_cells", len(folder.cells)), first=first, last=last,
        digest=folder.told["digest"],
    )  # fmt: skip
