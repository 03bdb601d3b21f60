"""
The logs of both stores of classes pass the contract of every log, and carry a real game.
"""

import pytest
from record import builders as build
from record.log_contract import LogContract
from stores import CODE, KINDS, place_of, postgres_server  # noqa: F401 - a fixture

from sim.engine.session import Session
from sim.record.store import MemoryLog
from sim.scenario import load_scenario


@pytest.fixture(params=KINDS)
def store(request):
    """
    Return an empty store of each kind in turn.
    """
    with place_of(request.param, request) as place:
        yield place.open()


@pytest.fixture
def log(store):
    """
    Return the empty log of a table that has neighbours with lines of their own.
    """
    store.found(CODE)
    made = [store.make_table(CODE, number, build.header_line()) for number in range(3)]
    for neighbour in (made[0], made[2]):
        neighbour.append(1, 0, b"a neighbour's line")
        neighbour.fork(1, 1, (("head", "{}"),))
    yield made[1]
    made[1].close()


class TestClassLogs(LogContract):
    """
    Hold the logs of classes to the contract.
    """


def test_a_real_game_is_played_into_a_class_and_read_back(store):
    scenario = load_scenario(str(build.ROOT / "assets/scenarios/first-offer.toml"))
    store.found(CODE)
    digests = []
    table = store.make_table(CODE, 9, Session(scenario, 5).log.header)
    for kept in (MemoryLog(table.header), table):
        with store.together():
            session = Session.resume(kept)
            session.advance()
        digests.append(session.digest)
    assert session.over
    assert digests[0] == digests[1] == Session.resume(store.table(CODE, 9)).digest
