"""Where chunks are played: a pool of processes here, or a cluster by its address."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from multiprocessing import get_context

from attrs import frozen

from sim.errors import CannotError
from sim.sweeps.watch import begin_worker

CONNECT_SECONDS = 10
_EXTRA = "install it: uv sync --extra cluster"
_LOGS = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado")


@frozen
class Place:
    """An executor to be opened again after its workers died, and how many work in it."""

    open: Callable[[], AbstractContextManager[Executor]]
    workers: int
    far: bool = False
    """A cluster plays a dead worker's chunk again by itself, and may be lost as a whole."""


def place_of(workers: int | None, address: str | None) -> Place:
    """Return where to play: at an address of a cluster, else in processes here."""
    if address is None:
        return processes(workers)
    if workers is not None:
        raise CannotError("--workers", "a cluster has its own", "leave --workers or --cluster out")
    return cluster(address)


def processes(workers: int | None) -> Place:
    """Return a pool of worker processes, by default one for every core that may be used."""
    count = workers if workers is not None else _cores()
    if count < 1:
        raise CannotError("--workers", "nobody would play", "ask for one worker at least")

    @contextmanager
    def opened() -> Iterator[Executor]:
        # Spawned everywhere, as on every system: a forked one would share the driver's threads.
        pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=begin_worker)
        try:
            yield pool
        finally:
            with _undisturbed():
                pool.shutdown(wait=True, cancel_futures=True)

    return Place(opened, count)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hear no second stop from the keyboard: a pool left half shut waits for ever."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def cluster(address: str) -> Place:
    """
    Return the workers of a Dask scheduler.

    Raises:
        CannotError: where Dask is absent, nobody answers at the address, or nobody works there.

    """
    try:
        client_of = import_module("distributed").Client
    except ImportError:
        raise CannotError("--cluster", "Dask is not installed here", _EXTRA) from None
    for name in _LOGS:
        # What becomes of the cluster is told by us, in one line.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = client_of(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        wrong = f"no scheduler answers ({type(error).__name__})"
        raise CannotError(address, wrong, "start one: dask scheduler") from None
    workers = sum(client.nthreads().values())
    if not workers:
        client.close()
        raise CannotError(address, "nobody works there", f"start one: dask worker {address}")

    @contextmanager
    def opened() -> Iterator[Executor]:
        yield client.get_executor(pure=False)

    return Place(opened, workers, far=True)
