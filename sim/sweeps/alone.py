"""Games played one by one in a process of their own, to learn which of them ends it."""

from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection

from sim.sweeps.games import Job, Played, check_engine, play_game
from sim.sweeps.watch import ENDLESS, UNLAWFUL, begin_worker

SIGNALLED = "its process was ended by signal {}"
TOLD = {ENDLESS: "a strategy gave no answer", UNLAWFUL: "a strategy tried to end the program"}
EXITED = "its process ended with code {}"


def alone(job: Job) -> Iterator[tuple[int, "Played | str"]]:
    """
    Yield every seed of a job with its game, or with why it ended its process.

    A process that was ended from without, or died of what nobody told, may have been unlucky: only
    a seed that ends two of them is to blame.
    """
    left = list(job.seeds)
    ended = None
    context = get_context("spawn")
    while left:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_play, args=(theirs, job, tuple(left)), daemon=True)
        process.start()
        theirs.close()
        for result in _received(ours):
            yield left.pop(0), result
        process.join()
        seed = left[0] if left else None
        if seed is not None and (process.exitcode in TOLD or ended == seed):
            yield left.pop(0), _why(process.exitcode)
        ended = seed


def _received(ours: Connection) -> "Iterator[Played]":
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
        for seed in seeds:
            theirs.send(play_game(job, seed))
    except Exception as error:  # noqa: BLE001 - told to the driver, which knows what to do with it
        theirs.send(error)


def _why(code: int | None) -> str:
    if code in TOLD:
        return TOLD[code]
    return SIGNALLED.format(-code) if code is not None and code < 0 else EXITED.format(code)
