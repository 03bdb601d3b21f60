"""Games played one by one in a process of their own, to learn which of them ends it."""

from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from sim.errors import KeyedError
from sim.sweeps.games import Job, Played, check_engine, play_game
from sim.sweeps.watch import ENDLESS, UNLAWFUL, begin_worker
from sim.words import Text

TOLD = {ENDLESS: "endless", UNLAWFUL: "unlawful"}
"""Why a game was put aside, as folders keep it, where its process told; else a signal or code."""


def alone(job: Job) -> Iterator[tuple[int, "Played | str"]]:
    """
    Yield every seed of a job with its game, or with why it ended its process.

    A process that was ended from without, or died of what nobody told, may have been unlucky: only
    a seed that ends two of them is to blame.
    """
    left = list(job.seeds)
    ended: list[int | None] = []
    while left:
        process, ours = _begun(job, left)
        begun = False
        for result in _received(ours):
            if begun:
                yield left.pop(0), result
            begun = True
        process.join()
        ended.append(left[0] if left and begun else None)
        if not begun and ended[-2:] == [None, None]:
            raise _no_worker(process.exitcode)
        if begun and left and (process.exitcode in TOLD or ended[-2:] == [left[0]] * 2):
            yield left.pop(0), why_of(process.exitcode)


def _begun(job: Job, seeds: list[int]) -> tuple[Any, Connection]:
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_play, args=(theirs, job, tuple(seeds)), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _no_worker(code: int | None) -> KeyedError:
    """Return that not even a process of its own came up: no game is to blame for that."""
    return KeyedError("workers", "workers.start", code=code)


def _received(ours: Connection) -> "Iterator[Any]":
    while True:
        try:
            result = ours.recv()
        except EOFError:
            return
        if isinstance(result, BaseException):
            raise result
        yield result


def _play(theirs: Connection, job: Job, seeds: tuple[int, ...]) -> None:
    begin_worker()
    try:
        check_engine(job)
        theirs.send(None)
        for seed in seeds:
            theirs.send(play_game(job, seed))
    except Exception as error:  # noqa: BLE001 - told to the driver, which knows what to do with it
        theirs.send(error)


def why_of(code: int | None) -> str:
    """Return why a process ended, as folders keep it."""
    if code in TOLD:
        return TOLD[code]
    return f"signal {-code}" if code is not None and code < 0 else f"exit {code}"


def why_said(why: str, words: Text) -> str:
    """Return why a game was put aside, in a language; folders of before kept it in English."""
    kind, _, number = why.partition(" ")
    key = f"sweep.why.{kind}"
    return words(key, number=number) if words.has(key) else why
