"""
The command line: one table of commands, argparse behind it, one way to say what cannot be done.

Nothing of the engine is imported before a command runs, so `--help` stays quick. The game and the
class server come as lazily called functions, since `sim` may not know them.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple, NoReturn

from sim.errors import CANNOT, DONE, CannotError, KeyedError, one_line
from sim.garbage import collect_seldom
from sim.seeds import seed_number

Arguments = argparse.Namespace
Handler = Callable[[Arguments], int]

_SEED_MAX = (1 << 63) - 1
TRACE = "POURPARLERSTRACE"


def whole(text: str) -> int:
    """Read a whole number of at least 0."""
    if not 0 <= (value := int(text)) <= _SEED_MAX:
        raise ValueError(text)
    return value


# argparse shows the name of the type to people.
whole.__name__ = "whole number"


def seed(text: str) -> int:
    """Read a seed: a whole number, or as the window shows it to be shared, such as `0F2A-91`."""
    found = seed_number(text) if text[1:].count("-") == 1 else None
    return whole(text) if found is None else found


seed.__name__ = "seed"


def seating(text: str) -> tuple[str, str]:
    """Read ACTOR=NAME."""
    actor, sign, name = text.partition("=")
    if not (actor and sign and name):
        raise ValueError(text)
    return actor, name


seating.__name__ = "ACTOR=NAME"


class Option(NamedTuple):
    """One option or argument: its flags and what argparse wants to know of it."""

    flags: tuple[str, ...]
    details: Mapping[str, object]


def _option(*flags: str, **details: object) -> Option:
    return Option(flags, details)


_JSON = _option("--json", action="store_true", help="print exactly one object")
_SCENARIO = _option("--scenario", metavar="S", help="name or path")
_SEED = _option(
    "--seed", metavar="N", type=seed, help="luck of the game, a number or as the window shows it"
)
_LANG = _option("--lang", choices=("en", "fr"), help="language")
_BRANCH = _option(
    "--branch",
    metavar="B",
    type=whole,
    nargs="?",
    const=-1,
    help="branch of a save; default: its head; without a number the branches are named",
)
_STRATEGY = _option(
    "--strategy",
    metavar="A=NAME",
    type=seating,
    action="append",
    default=[],
    help="who plays an actor: a name, or FILE.py:CLASS of your own; may be repeated",
)
_FILE = _option("file", metavar="F", help="a record: save or archive")


class Command(NamedTuple):
    """One row of the table."""

    help: str
    handler: str
    """`module:function`, imported when the command runs."""
    options: tuple[Option, ...]


COMMANDS: Mapping[str, Command] = {
    "play": Command(
        "the game; with --moves without a window",
        "sim.play:play",
        (
            _option("file", metavar="FILE", nargs="?", help="a record to go on with"),
            _SCENARIO,
            _option("--seat", metavar="A", help="the seat you take"),
            _SEED,
            _option("--level", choices=("lesson", "clerk", "envoy", "shark"), help="opponents"),
            _LANG,
            _BRANCH,
            _STRATEGY,
            _option("--moves", metavar="FILE", help="moves from a file or - : one JSON a line"),
            _option("--speak", action="store_true", help="print what has the focus, line by line"),
        ),
    ),
    "simulate": Command(
        "one game of strategies; utilities in millionths, 10,000 to a point of the window",
        "sim.commands:simulate",
        (_SCENARIO, _SEED, _STRATEGY, _option("--out", metavar="F", help="archive"), _LANG, _JSON),
    ),
    "replay": Command(
        "readable transcript, of all or of one seat",
        "sim.commands:replay",
        (
            _FILE,
            _option("--at", metavar="N", type=whole, help="after the first N decisions"),
            _option("--seat", metavar="A", help="only what this seat saw, numbered by itself"),
            _LANG,
            _BRANCH,
            _JSON,
        ),
    ),
    "verify": Command(
        "check chain, end line and fold; --deep decides every request again",
        "sim.commands:verify",
        (_FILE, _option("--deep", action="store_true", help="decide again"), _BRANCH, _JSON),
    ),
    "fork": Command(
        "a new branch that keeps decisions 1 to N",
        "sim.commands:fork",
        (
            _FILE,
            _option("--at", metavar="N", type=whole, required=True, help="decisions kept"),
            _option("--out", metavar="G", required=True, help="archive to write"),
            _option("--reseed", metavar="N", type=whole, help="other luck from there on"),
            _option("--continue", dest="go_on", action="store_true", help="play it to its end"),
            _STRATEGY,
            _BRANCH,
            _JSON,
        ),
    ),
    "sweep": Command(
        "a grid of games, resumable, into a folder of tables",
        "sim.sweeps.sweeping:command",
        (
            _SCENARIO,
            _option("--runs", metavar="N", type=whole, required=True, help="games in every cell"),
            _option("--out", metavar="DIR", required=True, help="folder; goes on where it stopped"),
            _option("--seed", metavar="N", type=seed, help="first seed; default 0"),
            _option(
                "--vary",
                metavar="KEY=a,b",
                action="append",
                default=[],
                help="a key of the scenario's file, strategy.A, temper.A or mix.A; may be repeated",
            ),
            _STRATEGY,
            _option("--workers", metavar="K", type=whole, help="processes; default: one a core"),
            _option("--cluster", metavar="ADDR", help="a Dask scheduler, as tcp://host:8786"),
            _option("--events", action="store_true", help="keep every event too"),
            _option("--decisions", action="store_true", help="keep every decision too"),
            _LANG,
            _JSON,
        ),
    ),
    "review": Command(
        "every decision graded, and what the others wanted",
        "sim.review_words:command",
        (
            _FILE,
            _option("--seat", metavar="A", help="only this seat; default: those people played"),
            _option("--rollouts", metavar="N", type=whole, help="games a choice; default 24"),
            _LANG,
            _BRANCH,
            _JSON,
        ),
    ),
    "solve": Command(
        "frontier and solution points of a scenario, exact; utilities as in simulate",
        "sim.commands:solve",
        (
            _option("scenario", metavar="SCENARIO", help="name or path"),
            _option(
                "--temper",
                metavar="A=NAME",
                type=seating,
                action="append",
                default=[],
                help="personality of a seat; default: the mean of all by prior; may be repeated",
            ),
            _LANG,
            _JSON,
        ),
    ),
    "report": Command(
        "one self-contained page with plots, of a sweep's folder or of a record",
        "sim.report.command:command",
        (
            _option("file", metavar="DIR|F", help="a sweep's folder, or a record: save or archive"),
            _option("--out", metavar="X.html", required=True, help="the page to write"),
            _LANG,
            _option("--against", metavar="DIR", help="another sweep, to compare the first with"),
            _BRANCH,
        ),
    ),
    "history": Command(
        "the real summer as a record",
        "sim.commands:history",
        (_option("--out", metavar="F", help="archive to write"), _JSON),
    ),
    "scenario": Command(
        "list, check, begin or import scenarios",
        "sim.commands:scenario",
        (
            _option("action", choices=("list", "check", "new", "import-genius"), help="what to do"),
            _option(
                "file",
                metavar="F",
                nargs="?",
                help="the file to check or to write; the folder of a Genius domain to import",
            ),
            _option("--out", metavar="F", help="the file that import-genius writes"),
            _JSON,
        ),
    ),
    "serve": Command(
        "the class server: many tables in browsers, one teacher",
        "sim.commands:serve",
        (
            _option("--host", metavar="H", help="address to listen on; default: all"),
            _option("--port", metavar="P", type=whole, help="default: 8000"),
            *(_option("--data", metavar="DIR", help="folder of the classes"), _LANG),
            _option("--store", metavar="ADDR", help="a PostgreSQL database, not a file"),
            _option("--name", metavar="N", action="append", help="further host name"),
            _option("--new-passphrase", action="store_true", help="the teacher's old one is lost"),
            *(_option(f"--tls-{part}", metavar="F", help="for https") for part in ("cert", "key")),
        ),
    ),
    "bench": Command(
        "measure, with peers beside us (needs a checkout)",
        "sim.commands:bench",
        (_option("name", metavar="NAME", nargs="*", help="rows to measure; default: all"), _JSON),
    ),
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in the one form that all errors have."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2 after one line."""
        said = " ".join(message.split())
        sys.stderr.write(f"error: {self.prog}: {said}; see {self.prog} --help\n")
        raise SystemExit(CANNOT)


def parsed(words: Sequence[str]) -> Arguments:
    """Read a command and its words; options may stand before, between or after the others."""
    made = _Parser(prog="pourparlers", description="Play, replay and fork a negotiation.")
    rows = made.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        row = rows.add_parser(name, help=command.help, description=command.help)
        for option in command.options:
            row.add_argument(*option.flags, **option.details)  # type: ignore[arg-type]
    named = rows.choices.get(words[0])
    if named is None:
        return made.parse_args(words)
    # Through `made` a positional that may be missing is taken for missing at the first option.
    said = argparse.Namespace(command=words[0])
    return named.parse_intermixed_args(_bare_last(words[1:]), said)


def _bare_last(words: Sequence[str]) -> list[str]:
    """Put a `--branch` without a number last, where it cannot take what follows for one."""
    bare = [at for at, word in enumerate(words[:-1])
            if word == "--branch" and not words[at + 1].isdecimal()]  # fmt: skip
    kept = [word for at, word in enumerate(words) if at not in bare]
    return kept + ["--branch"] * len(bare)


def main(
    arguments: Sequence[str] | None = None,
    *,
    window: Callable[[Arguments], int] | None = None,
    serve: Callable[[Arguments], int] | None = None,
) -> int:
    """Run one command and return its exit code; `window` opens the game, `serve` the class."""
    _open_closed()
    _speak_utf8()
    collect_seldom()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        late = _command_in(words)
        if late is not None:
            line = KeyedError("pourparlers", "command_first", command=late).said(_system())
            return _cannot(line)
        words.insert(0, "play")
    said = parsed(words)
    said.window, said.serve = window, serve
    from sim.words import speaking

    try:
        with speaking(getattr(said, "lang", None)):
            return _run(COMMANDS[said.command].handler, said)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; nothing is wrong with our work.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _cannot(KeyedError("stopped", "stopped").said(_system()))


def _command_in(words: Sequence[str]) -> str | None:
    """Return the command that stands behind options, where only those of `play` may begin."""
    switches = {
        flag for option in COMMANDS["play"].options for flag in option.flags
        if option.details.get("action") == "store_true" or "nargs" in option.details
    } | {"--json"}  # fmt: skip
    pairs = zip(["", *words], words, strict=False)
    return next(
        (word for before, word in pairs
         if word in COMMANDS and (not before.startswith("-") or before in switches
                                  or "=" in before)), None
    )  # fmt: skip


def _check_once(said: Arguments) -> None:
    """Raise KeyedError where one actor is given two strategies or personalities."""
    for name in ("strategy", "temper"):
        actors = [actor for actor, _ in getattr(said, name, ())]
        twice = next((actor for at, actor in enumerate(actors) if actor in actors[:at]), None)
        if twice is not None:
            raise KeyedError(f"--{name}", "said_twice", name=twice)


def _system() -> str:
    from sim.words import system_language

    return system_language()


def _open_closed() -> None:
    """Let nothing be said where the caller closed a stream: Python leaves None in its place."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))


def _run(handler: str, said: Arguments) -> int:
    from sim.record.errors import RecordError, disk_error
    from sim.scenario_check import ScenarioError
    from sim.strategies.base import UnknownStrategyError

    module, _, function = handler.partition(":")
    try:
        _check_once(said)
        code: int = getattr(import_module(module), function)(said)
    except CannotError as error:
        return _cannot(error.said(_system()), code=error.code)
    except RecordError as error:
        return _cannot(str(error))
    except ScenarioError as error:
        return _cannot(*(str(problem) for problem in error.problems))
    except UnknownStrategyError as error:
        return _cannot(f"strategy: {error.args[0]}")
    except BrokenPipeError:
        raise
    except OSError as error:
        return _cannot(str(disk_error(str(error.filename or "file"), error)))
    except Exception as error:
        if os.environ.get(TRACE):
            raise
        return _cannot(f"{said.command}: our mistake, {error!r}; set {TRACE}=1 to see where")
    return code


def _cannot(*lines: str, code: int = CANNOT) -> int:
    for line in lines:
        sys.stderr.write(f"error: {one_line(line)}\n")
    return code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: a transcript in French must not die of LC_ALL=C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
