"""
A process that writes batches into a class until it is killed: `writing.py ADDRESS`.

It says `held` once it holds the class, and then the number of each batch once it is acknowledged.
"""

import sys
import time

from stores import CODE

from classroom.store.opening import open_store
from classroom.store.protocol import Stamp
from sim.record.errors import RecordError
from sim.record.store import TRUNK

TABLES = 8
PATIENCE = 10


def held(store):
    """
    Hold the class; a database may need a moment to see that the last writer was killed.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return store.hold(CODE)
        except RecordError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def write(store, logs, number):
    """
    Write one batch: a decision, its stamp and its answer at every table, and one fact.
    """
    with store.together():
        store.enter(CODE, number - 1, number, b'{"f":%d}' % number)
        for table, log in enumerate(logs):
            log.append(TRUNK, number - 1, b"%d at %d " % (number, table) + bytes(500))
            store.stamp(CODE, table, Stamp(number, number, "P1"))
            store.keep_answer(CODE, "P1", f"{number}-{table}", b"%d" % number)


def main():
    """
    Write until killed.
    """
    store = open_store(sys.argv[1])
    held(store)
    print("held", flush=True)
    logs = [store.table(CODE, table) for table in range(TABLES)]
    number = len(list(store.entries(CODE)))
    while True:
        number += 1
        write(store, logs, number)
        print(number, flush=True)


if __name__ == "__main__":
    main()
