"""
Who answers at a cluster's address: nobody, somebody who is silent, somebody of another trade.
"""

import socket
import threading
import time

import pytest

from sim.errors import CannotError
from sim.sweeps import pools

pytestmark = pytest.mark.slow


@pytest.fixture
def peer():
    """
    Return how to listen on a port and say something to whoever comes; nothing more is answered.
    """
    kept = []

    def listening(said):
        server = socket.create_server(("127.0.0.1", 0))
        kept.append(server)

        def greet():
            while True:
                try:
                    one, _ = server.accept()
                except OSError:
                    return
                kept.append(one)
                one.sendall(said)

        threading.Thread(target=greet, daemon=True).start()
        return f"tcp://127.0.0.1:{server.getsockname()[1]}"

    yield listening
    for one in kept:
        one.close()


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n" * 10])
def test_who_is_no_scheduler_is_said_in_time(peer, said, monkeypatch):
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr(pools, "CONNECT_SECONDS", 2)
    begun = time.monotonic()
    with pytest.raises(CannotError, match="no scheduler answers"):
        pools.cluster(peer(said))
    assert time.monotonic() - begun < 5
