"""Where chunks are played: a pool of processes here, or a cluster by its address."""

import logging
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from multiprocessing import get_context
from typing import Any

from attrs import frozen

from sim.errors import KeyedError
from sim.sweeps.watch import begin_worker

CONNECT_SECONDS = 10
"""So long may a scheduler take in all to answer and to tell who works there."""
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss|ucx)://)?(?:\[[0-9A-Fa-f:.%]+\]|[\w.-]+):\d{1,5}")
"""How a scheduler is named; without a scheme Dask takes tcp."""
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
        raise KeyedError("--workers", "workers.cluster")
    return cluster(address)


def processes(workers: int | None) -> Place:
    """Return a pool of worker processes, by default one for every core that may be used."""
    count = workers if workers is not None else _cores()
    if count < 1:
        raise KeyedError("--workers", "workers.none")

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


def _connected(client_of: Callable[..., Any], address: str) -> tuple[Any, int]:
    """
    Return a client of a scheduler and how many threads work for it.

    Dask bounds only its first greeting, and believes whatever answers: so it is asked in a thread
    that may be left alone, and all that it says of a stranger at the port is one thing.
    """
    answer: Future[tuple[Any, int]] = Future()

    def ask() -> None:
        try:
            client = client_of(address, timeout=CONNECT_SECONDS)
            answer.set_result((client, sum(client.nthreads().values())))
        except BaseException as error:  # noqa: BLE001 - told by who waits for it
            answer.set_exception(error)

    threading.Thread(target=ask, name="connect", daemon=True).start()
    try:
        return answer.result(CONNECT_SECONDS)
    except Exception as error:  # noqa: BLE001 - a stranger may make Dask raise anything
        raise KeyedError(address, "cluster.silent", error=type(error).__name__) from None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hear no second stop: a pool left half shut waits for ever."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    stops = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(stop, signal.SIG_IGN) for stop in stops]
    try:
        yield
    finally:
        for stop, was in zip(stops, before, strict=True):
            signal.signal(stop, was)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def cluster(address: str) -> Place:
    """
    Return the workers of a Dask scheduler.

    Raises:
        KeyedError: where the address is none, Dask is absent, nobody answers or nobody works there.

    """
    if not _ADDRESS.fullmatch(address):
        raise KeyedError(f"--cluster {address}", "cluster.form")
    try:
        client_of = import_module("distributed").Client
    except ImportError:
        raise KeyedError("--cluster", "cluster.absent") from None
    for name in _LOGS:
        # What becomes of the cluster is told by us, in one line.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    client, workers = _connected(client_of, address)
    if not workers:
        client.close()
        raise KeyedError(address, "cluster.idle", address=address)

    @contextmanager
    def opened() -> Iterator[Executor]:
        yield client.get_executor(pure=False)

    return Place(opened, workers, far=True)
