"""One sweep from its plan to its results: `sim.sweep` and the command."""

import json
import signal
import sys
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from numbers import Real
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from sim.domain.setting import Scenario
from sim.errors import DONE, FINDINGS, KeyedError, one_line
from sim.record.whole import write_whole
from sim.strangers import path_of
from sim.sweeps.alone import why_said
from sim.sweeps.axes import axis_of
from sim.sweeps.columns import frame, merge, write_runs
from sim.sweeps.driving import Drive, Tell
from sim.sweeps.ledger import Ledger, digest_of
from sim.sweeps.plan import TABLES, Plan, planned
from sim.sweeps.pools import Place, place_of
from sim.sweeps.sums import write_sums
from sim.words import Text, load, system_language


@frozen(kw_only=True)
class Sweep:
    """The results of a sweep; its tables lie in the folder."""

    folder: str
    scenario: str
    seed: int
    """The first seed; in every cell the games have this one and those that follow."""
    vary: Mapping[str, Sequence[str]]
    runs: int
    """Games finished in all cells."""
    digest: str
    """Of the results alone: the same whatever machine, pool, chunks or kills brought them."""
    outcomes: Mapping[str, int]
    """Games by kind of outcome."""
    files: Sequence[Mapping[str, str]]
    """Name without its folder and digest of each strategy file that played: 128 bits of BLAKE2b."""
    quarantined: Sequence[Mapping[str, Any]]
    """Cell, seed and reason of each game that ended its worker twice."""
    failed: Sequence[Mapping[str, Any]]
    """Seat, code, count and where: what strategies failed at, over all games."""
    seconds: float

    def frame(self, table: str = "runs") -> Any:
        """Return a table as a duckdb relation: `runs`, or `events` and `decisions` if asked for."""
        return frame(self.folder, table)


def sweep(  # noqa: PLR0913 - the contract of design 8, by keyword
    scenario: "Scenario | str | Path | None" = None,
    *,
    runs: int,
    out: str | Path,
    seed: int = 0,
    vary: Mapping[str, Sequence[object]] | None = None,
    strategies: Mapping[str, str] | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    tables: Sequence[str] = (),
    tell: Tell | None = None,
) -> Sweep:
    """
    Play `runs` games in every cell of a grid, the same seeds in each; go on where a folder stopped.

    `vary` gives values by key, `cluster` the address of a Dask scheduler in place of processes
    here, `tables` what to keep beside `runs`. A script that calls this needs
    `if __name__ == "__main__":`, since worker processes import it.

    Raises:
        CannotError: for a key, a value, a strategy or a cluster that is not there, and for a
            number, a name or an object that will not do.
        UnknownStrategyError: for a name that no strategy has.
        ScenarioError: with every fault of the scenario's file.
        RecordError: where the disk takes nothing more; what is finished is kept.

    """
    if not isinstance(out, str | Path):
        raise KeyedError("--out", "out.empty")
    axes = [axis_of(f"{key}={_listed(key, some)}") for key, some in (vary or {}).items()]
    plan = planned(scenario, runs, seed=seed, vary=axes, strategies=strategies, tables=tables)
    return swept(plan, out, place_of(workers, cluster), tell)


def _listed(key: str, values: object) -> str:
    """Return the values of a key as a command gives them; raise KeyedError for what are none."""
    what = f"--vary {key}"
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise KeyedError(what, "vary.list", values=repr(values))
    wrong = [value for value in values if not isinstance(value, str | Real | Decimal)]
    if wrong:
        raise KeyedError(what, "vary.plain", value=repr(wrong[0]))
    return ",".join(str(one).lower() if isinstance(one, bool) else str(one) for one in values)


def swept(plan: Plan, out: str | Path, place: Place, tell: Tell | None = None) -> Sweep:
    """Play a plan in a folder and write its tables; go on where the folder stopped."""
    started = time.monotonic()
    ledger = Ledger.open(out, plan)
    drive = Drive(ledger, place) if tell is None else Drive(ledger, place, tell)
    if drive.left:
        # Results of a shorter sweep are none of this one, should it be stopped before its end.
        (ledger.folder / "sweep.json").unlink(missing_ok=True)
    drive.run()
    for notice in ledger.notices:
        sys.stderr.write(f"warning: {notice}\n")
    write_runs(ledger)
    for table in ledger.plan.tables:
        merge(ledger, table)
    found = _results(ledger, time.monotonic() - started)
    told = json.dumps(asdict(found), ensure_ascii=False, indent=1).encode() + b"\n"
    write_sums(ledger.folder, told, ledger.plan.tables, len(ledger.plan.cells))
    write_whole(ledger.folder / "sweep.json", told)
    return found


def _results(ledger: Ledger, seconds: float) -> Sweep:
    plan = ledger.plan
    outcomes: Counter[str] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    details: dict[tuple[str, str], str] = {}
    for _, game in ledger.games():
        outcomes[game["outcome"]] += 1
        for seat, code, count, detail in game["failed"]:
            failed[seat, code] += count
            details.setdefault((seat, code), detail)
    return Sweep(
        folder=str(ledger.folder.resolve()),
        scenario=plan.scenario,
        seed=plan.seed,
        vary={axis.key: list(axis.values) for axis in plan.axes},
        runs=outcomes.total(),
        digest=digest_of(ledger.games()),
        outcomes=dict(outcomes.most_common()),
        files=_files(plan),
        quarantined=[
            {"cell": cell, "seed": seed, "why": why} for cell, seed, why in ledger.put_asides()
        ],
        failed=[
            {"seat": seat, "code": code, "count": count, "detail": details[seat, code]}
            for (seat, code), count in failed.items()
        ],
        seconds=round(seconds, 2),
    )


def _files(plan: Plan) -> list[dict[str, str]]:
    found = {
        (path.name, digest): None
        for cell in plan.cells
        for name, digest in cell.files.items()
        if (path := path_of(name)) is not None
    }
    return [{"file": name, "digest": digest} for name, digest in sorted(found)]


def command(said: Namespace) -> int:
    """Play a sweep and print its results; exit 1 where games had to be put aside."""
    place = place_of(said.workers, said.cluster)
    plan = planned(
        said.scenario,
        said.runs,
        seed=said.seed or 0,
        vary=[axis_of(text) for text in said.vary],
        strategies=dict(said.strategy),
        tables=[name for name in TABLES if getattr(said, name)],
    )
    with _ended_in_order(), _progress(plan.games) as tell:
        found = swept(plan, said.out, place, tell)
    _say(found, as_json=said.json)
    return FINDINGS if found.quarantined else DONE


def _say(found: Sweep, *, as_json: bool) -> None:
    words = load(system_language())
    sys.stderr.writelines(f"{one_line(line)}\n" for line in _trouble(found, words))
    if as_json:
        sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _results_said(found, words))


def _trouble(found: Sweep, words: Text) -> Iterator[str]:
    """Yield the findings, which make the exit code 1, and what is told beside results that hold."""
    for one in found.quarantined:
        why = why_said(one["why"], words)
        yield "error: " + words("sweep.aside", seed=one["seed"], cell=one["cell"], why=why)
    for one in found.failed:
        detail = f" ({one['detail']})" if one["detail"] else ""
        yield "warning: " + words.count(
            "sweep.failed", one["count"], seat=one["seat"], code=one["code"], detail=detail,
            shown=one["count"],
        )  # fmt: skip


def _results_said(found: Sweep, words: Text) -> Iterator[str]:
    """Yield the results; kinds of outcome are called as in the tables in every language."""

    def said(value: float, places: int) -> str:
        return f"{value:.{places}f}".replace(".", words("format.decimal"))

    shares = [
        f"{kind} {words('ui.format.percent', n=said(100 * count / found.runs, 1))}"
        for kind, count in found.outcomes.items()
    ]
    rate = found.runs / max(found.seconds, 0.01)
    yield words.count("sweep.games", found.runs, scenario=found.scenario, shown=found.runs,
                      seed=found.seed)  # fmt: skip
    yield "  " + (words.listed(shares) or words("sweep.no_game"))
    yield "  " + words("sweep.pace", seconds=said(found.seconds, 1), rate=said(rate, 0))
    yield "  " + words("sweep.digest", digest=found.digest)
    yield "  " + words("sweep.tables", folder=found.folder)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Take the system's SIGTERM as a stop from the keyboard: the pool gives back what it holds."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _progress(whole: int) -> Iterator[Callable[[int, int], None]]:
    """Yield what shows progress: on a terminal a bar with rate and time left, else nothing."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=whole, rate="")
        begun: tuple[int, float] | None = None

        def tell(done: int, _: int) -> None:
            nonlocal begun
            # What was there before this run is none of its pace.
            begun = begun or (done, time.monotonic())
            rate = (done - begun[0]) / max(time.monotonic() - begun[1], 0.01)
            bar.update(task, completed=done, rate=f"{rate:.0f} games/s")

        yield tell
