"""The headless commands: each takes parsed arguments, prints, and returns an exit code."""

import json
import secrets
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import CANNOT, DONE, FINDINGS, CannotError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.domain.actors import Actor
    from sim.domain.setting import Scenario
    from sim.engine.run import Run
    from sim.engine.seating import Seating
    from sim.engine.session import Session
    from sim.record.replay import Record
    from sim.strategies.base import Entry


_FOR_ANYONE = ("default", "random", "house")
"""Strategies that do for any actor what they say: the stock thing, anything, nothing."""
_FOR_SEATS = ("search", "skilled", "clumsy")
"""Strategies that do the stock thing even for an actor that sits at a table, if it is no seat."""


def print_json(value: object) -> None:
    """Print exactly one object."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def fresh_seed() -> int:
    """Return a seed nobody chose; it is printed, so that the game can be had again."""
    return secrets.randbelow(1_000_000)


def date_of(opens: str, minute: int) -> str:
    """Return the date of a minute, counted in days from the scenario's opening."""
    from datetime import date, timedelta

    return (date.fromisoformat(opens[:10]) + timedelta(days=minute // 1440)).isoformat()


def summary(run: "Run", after: int = 0) -> dict[str, Any]:
    """Return the object of `simulate --json`; failures are those after `after` decisions."""
    from sim.exact import beside
    from sim.failures import failures, failures_json

    outcome = run.outcome
    scenario = run.header.scenario
    ended = None
    if outcome is not None:
        package = None if outcome.package is None else dict(outcome.package.items)
        ended = {
            "kind": outcome.kind,
            "minute": outcome.minute,
            "date": date_of(scenario.opens, outcome.minute),
            "package": package,
        }
    return {
        "scenario": scenario.id,
        "seed": run.header.seed,
        "outcome": ended,
        "seats": {
            seat: {
                "utility": score.utility,
                "reservation": score.reservation,
                "surplus": score.surplus,
                "claimed": score.claimed,
            }
            for seat, score in run.seats.items()
        },
        "created": run.created,
        "left_on_table": run.left_on_table,
        "events": len(run.events),
        "decisions": run.decisions,
        "digest": run.digest,
        **beside(run),
        **failures_json(failures(run, after)),
    }


def tell(run: "Run", *, as_json: bool, out: str | None, after: int = 0) -> None:
    """Print a run's results for people or for programs, and warn of what failed after a place."""
    from sim.failures import failures, warn_of_failures
    from sim.results import result_lines

    warn_of_failures(failures(run, after))
    found = summary(run, after)
    if as_json:
        print_json(found)
        return
    sys.stdout.writelines(f"{line}\n" for line in result_lines(found, out))


def simulate(said: Namespace) -> int:
    """Play one game of strategies."""
    from sim.apart import played_on
    from sim.engine.run import Run
    from sim.engine.session import Session
    from sim.failures import warn_of_older
    from sim.record.archive import write_archive
    from sim.scenario import load_scenario

    seed = fresh_seed() if said.seed is None else said.seed
    loaded = load_scenario(said.scenario)
    session = Session(loaded, seed, checked_seating(loaded, said.strategy))
    session = played_on(session, dict(said.strategy))
    if said.out is not None:
        kept = write_archive(said.out, session.log.header, session.log.read(session.branch))
        warn_of_older(said.out, kept)
    tell(Run.of(session), as_json=said.json, out=said.out)
    return DONE


def checked_seating(scenario: "Scenario", pairs: "Sequence[tuple[str, str]]") -> "Seating":
    """Return the strategies by actor, or say which actor or strategy is unknown."""
    from sim.strangers import seated
    from sim.strategies.base import entry_of

    known = {actor.id: actor for actor in scenario.actors}
    for actor, _ in pairs:
        if actor not in known:
            raise CannotError(actor, "no such actor here", f"choose one of {', '.join(known)}")
    seating = seated(dict(pairs))
    for actor, mind in seating.items():
        if isinstance(mind, str):
            _check_fit(known[actor], entry_of(mind))
    return seating


def _check_fit(actor: "Actor", entry: "Entry") -> None:
    """Refuse a mind that does nothing of its own for an actor that is no seat."""
    from sim.domain.actors import RIVAL
    from sim.strategies.base import entry_of, is_ours

    stock = entry_of(actor.strategy).name
    if actor.is_seat or entry.name in (stock, *_FOR_ANYONE) or not is_ours(entry.make({})):
        return
    if actor.role == RIVAL and entry.name not in _FOR_SEATS:
        return
    wrong = f"it is no seat, and {entry.name} does nothing of its own there"
    remedy = f"leave it to {stock}, or seat {', '.join(_FOR_ANYONE)} or a class of your own"
    raise CannotError(actor.id, wrong, remedy)


def _opened(said: Namespace) -> "Record":
    from sim.record.replay import open_record

    return open_record(said.file, said.branch)


def replay(said: Namespace) -> int:
    """Print the events of a record, all or those one seat saw."""
    from sim.record.replay import rows
    from sim.terminal import told

    record = _opened(said)
    found = rows(record, said.at, said.seat)
    if said.json:
        print_json({"events": found})
    else:
        for line in told(record, said.at, said.seat, said.lang):
            sys.stdout.write(line + "\n")
    return DONE if record.failure is None else _found(record.failure)


def _found(failure: object) -> int:
    """Say what is wrong with a record, the finding of a check."""
    sys.stderr.write(f"error: {failure}\n")
    return FINDINGS


def verify(said: Namespace) -> int:
    """Check a record; exit 1 with one line if something is not so."""
    from attrs import asdict

    from sim.record.verify import verify as check

    report = check(_opened(said), deep=said.deep)
    if said.json:
        print_json(asdict(report))
    elif report.ok:
        kind = "the rules decided again, same bytes" if said.deep else "chain and fold hold"
        sys.stdout.write(
            f"{said.file}: {kind}; {report.decisions} decisions, {report.events} events\n"
            f"digest {report.digest}\n"
        )
    return DONE if report.failure is None else _found(report.failure)


def fork(said: Namespace) -> int:
    """Write a branch that keeps the first decisions, played on or not."""
    from sim.apart import played_on
    from sim.engine.run import Run
    from sim.failures import warn_of_older
    from sim.record.archive import write_archive
    from sim.record.errors import RecordError

    if Path(said.out).exists() and Path(said.out).samefile(said.file):
        raise CannotError(said.out, "that is the record itself", "choose another name for the fork")
    record = _opened(said)
    minds = checked_seating(record.header.scenario, said.strategy)
    try:
        session = forked(record, said.at, said.reseed, minds)
    except RecordError as error:
        if error is not record.failure:
            raise
        return _found(error)
    if said.go_on:
        release_all(session)
        session = played_on(session, dict(said.strategy))
    kept = write_archive(said.out, session.log.header, session.log.read(session.branch))
    warn_of_older(said.out, kept)
    tell(Run.of(session), as_json=said.json, out=said.out, after=said.at)
    return DONE


def forked(
    record: "Record", at: int, reseed: int | None = None, strategies: "Seating | None" = None
) -> "Session":
    """
    Return a session in memory that goes on after the first `at` decisions of a record.

    Where other strategies go on, its header names them, since a header is never changed later.
    Raises RecordError if the record is damaged there or before.
    """
    from sim.domain.moves import Reseed
    from sim.engine.seating import reseated
    from sim.engine.session import Session
    from sim.record.codec import encode_header
    from sim.record.replay import believed
    from sim.record.store import TRUNK, MemoryLog

    lines = believed(record, at)
    minds = strategies or {}
    header = reseated(record.header, minds)
    line = record.header_line if header == record.header else encode_header(header)
    log = MemoryLog(line)
    for number, kept in enumerate(lines):
        log.append(TRUNK, number, kept)
    session = Session.resume(log, minds)
    if reseed is not None:
        session.facilitate(Reseed(seed=reseed))
    return session


def release_all(session: "Session") -> None:
    """Give every seat back to its strategy, so that the game can play itself."""
    for seat in session.talks.humans:
        session.release(seat)


def solve(said: Namespace) -> int:
    """Print the exact frontier size and solution points of a scenario."""
    from sim.solution import lines, plain
    from sim.solution import solve as solved

    found = solved(said.scenario, dict(said.temper))
    if said.json:
        print_json(plain(found))
    else:
        sys.stdout.writelines(line + "\n" for line in lines(found))
    return DONE


def history(said: Namespace) -> int:
    """Write the real summer as a record, made through the rules like any other game."""
    from sim.history import history_record

    tell(history_record(said.out), as_json=said.json, out=said.out)
    return DONE


def scenario(said: Namespace) -> int:
    """List scenarios, check one, begin one, or import one."""
    importing = said.action == "import-genius"
    if said.out is not None and not importing:
        wrong = f"{said.action} takes no --out"
        raise CannotError("scenario", wrong, "leave it out; only import-genius writes there")
    if said.action == "list":
        return _list_scenarios(said)
    if said.file is None:
        what = "folder" if importing else "file"
        raise CannotError("scenario", f"{said.action} needs a {what}", f"name the {what}")
    if importing:
        return _import_genius(said)
    return _check_scenario(said) if said.action == "check" else _new_scenario(said)


def _list_scenarios(said: Namespace) -> int:
    from sim.scenario_text import list_scenarios, texts
    from sim.scenario_theory import list_theory

    names = (*list_scenarios(), *list_theory())
    found = {name: texts(name, "en")["title"] for name in names}
    if said.json:
        print_json({"scenarios": found})
    else:
        sys.stdout.writelines(f"{name:<26} {title}\n" for name, title in found.items())
    return DONE


def _check_scenario(said: Namespace) -> int:
    from sim.scenario import check_scenario
    from sim.scenario_text import find_scenario, read_file

    path = find_scenario(said.file)
    # What cannot be read was not checked: that is no finding (design 8).
    read_file(path)
    problems = check_scenario(path)
    for problem in problems:
        sys.stderr.write(f"error: {problem}\n")
    if said.json:
        print_json({"ok": not problems, "problems": [str(problem) for problem in problems]})
    elif not problems:
        sys.stdout.write(f"{path}: nothing wrong\n")
    return FINDINGS if problems else DONE


def _new_scenario(said: Namespace) -> int:
    from sim.paths import writing_trouble
    from sim.scenario import new_scenario_text

    path = Path(said.file)
    trouble = writing_trouble(said.file)
    if trouble is not None:
        raise CannotError(said.file or "scenario", *trouble)
    if path.exists():
        raise CannotError(said.file, "the file is already there", "choose another name")
    path.write_text(new_scenario_text(path.stem), encoding="utf-8")
    if said.json:
        print_json({"path": str(path.resolve())})
    else:
        sys.stdout.write(f"{path.resolve()}\n")
    return DONE


def _import_genius(said: Namespace) -> int:
    from sim.genius.importing import import_genius, warn

    if said.out is None:
        raise CannotError("scenario", "import-genius needs --out", "add --out my-talks.toml")
    found = import_genius(said.file, said.out)
    warn(found["notes"], said.out)
    if said.json:
        print_json(found)
    else:
        sys.stdout.write(f"{found['path']}\n")
    return DONE


def bench(said: Namespace) -> int:
    """Run the measurements of the checkout's `bench` folder."""
    folder = Path(__file__).parent.parent / "bench"
    if not (folder / "rows.py").is_file():
        raise CannotError("bench", "there is no bench folder here", "run it in a checkout")
    sys.path.insert(0, str(folder.parent))
    from bench.rows import measure  # type: ignore[import-not-found,unused-ignore]

    code: int = measure(said.name, as_json=said.json)
    return code if code in (DONE, FINDINGS) else CANNOT


def serve(said: Namespace) -> int:
    """Hand over to the class server, which `sim` may not know."""
    if said.serve is None:
        raise CannotError("serve", "there is no class server here", "use run_game.py")
    code: int = said.serve(said)
    return code
