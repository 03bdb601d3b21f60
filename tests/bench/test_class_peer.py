"""
Goal: the class beside its peer is measured honestly. Method: the pieces, without the peer itself.
"""

import asyncio
import os
import re
import sys
import time

import pytest

from bench.classes import measured
from bench.classes.peer import otree, people, socketed

HELLO = bytes.fromhex("818537fa213d7f9f4d5158")
"""The masked text of the examples of RFC 6455, 5.7."""
OURS = {
    "first": 0.5,
    "joins": 1.0,
    "joins.p99": 900.0,
    "rate": 190.0,
    "ack.p50": 5.0,
    "ack.p99": 50.0,
    "seen.p50": 6.0,
    "seen.p99": 60.0,
    "broadcast.p99": 20.0,
    "memory": 90.0,
    "sync": 0.3,
    "students": 200,
    "deliveries": 9000,
}
THEIRS = {
    "people": 100,
    "first": 1.5,
    "joins": 3.0,
    "joins.p99": 2500.0,
    "rate": 80.0,
    "echo.p50": 9.0,
    "echo.p99": 90.0,
    "seen.p50": 10.0,
    "seen.p99": 91.0,
    "memory": 113.0,
}


def test_a_frame_is_that_of_the_standard():
    assert socketed.frame(0x1, b"Hello", bytes.fromhex("37fa213d")) == HELLO
    long = socketed.frame(0x1, bytes(200), bytes(4))
    assert long[:4] == bytes((0x81, 0x80 | 126, 0, 200))
    assert len(long) == 4 + 4 + 200


async def _read(data):
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    return await socketed.read_frame(reader)


def test_frames_of_a_server_are_read_and_wrong_ones_end_it():
    assert asyncio.run(_read(b"\x81\x05Hello")) == (0x1, b"Hello")
    assert asyncio.run(_read(b"\x81\x7e\x00\xc8" + b"x" * 200)) == (0x1, b"x" * 200)
    for wrong in (HELLO, b"\x01\x03Hel", b"\x81\x7f" + bytes(8)):
        with pytest.raises(ConnectionError):
            asyncio.run(_read(wrong))


async def _with_server(answer, told=b""):
    """
    Open a socket at a server that answers so; return the texts heard and what came back to it.
    """
    back = asyncio.get_running_loop().create_future()

    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer + told)
        back.set_result(await reader.read())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        socket = await socketed.opened("127.0.0.1", server.sockets[0].getsockname()[1], "/live")
        heard = [text async for text in socket.texts()]
        socket.close()
        return heard, await back


def _at_server(answer, told=b""):
    return asyncio.run(asyncio.wait_for(_with_server(answer, told), 5))


def test_a_socket_hears_texts_and_answers_pings_until_it_is_closed():
    told = b"\x81\x02{}" + b"\x89\x02hi" + b"\x81\x01x" + b"\x88\x00" + b"\x81\x01y"
    heard, back = _at_server(b"HTTP/1.1 101 Switching\r\n\r\n", told)
    assert heard == ["{}", "x"]
    mask, data = back[2:6], back[6:8]
    assert back[:2] == bytes((0x8A, 0x82))
    assert bytes(byte ^ mask[at] for at, byte in enumerate(data)) == b"hi"


def test_a_socket_that_is_refused_says_so():
    with pytest.raises(ConnectionError, match="403"):
        _at_server(b"HTTP/1.1 403 Forbidden\r\n\r\n")


def test_the_page_of_the_peer_tells_its_socket():
    page = people.Answer(200, {}, {}, b'<i data-socket-url="/live?a=1&amp;b=2"></i>', 0.0)
    assert people._live_path(page) == "/live?a=1&b=2"
    with pytest.raises(ConnectionError, match="status 500"):
        people._live_path(page._replace(status=500))
    with pytest.raises(ConnectionError, match="no live page"):
        people._live_path(page._replace(body=b"Session is full."))


def _table(missing=()):
    said = {f"{number}.0": (float(number), 0.1) for number in range(4)}
    heard = {remark: at + 0.5 for remark, (at, _) in said.items()}
    return said, [
        people.Person(
            number=number,
            port=1,
            start="/",
            heard={remark: at for remark, at in heard.items() if (number, remark) not in missing},
        )
        for number in range(4)
    ]


def test_a_remark_counts_once_for_each_of_the_three_others():
    said, table = _table()
    assert people._seen(table, said, 1) == [0.5] * 12


def test_a_remark_that_somebody_missed_is_no_figure():
    said, table = _table(missing={(2, "0.0")})
    with pytest.raises(ConnectionError, match="1 of 12 remarks"):
        people._seen(table, said, 1)


class _Deaf:
    """
    A socket that takes what is said.
    """

    async def send(self, _):
        await asyncio.sleep(0)


async def _said(told):
    one = people.Person(number=0, port=1, start="/")
    one._socket = _Deaf()
    saying = asyncio.create_task(one.say("0.0"))
    await asyncio.sleep(0)
    for text in told:
        one._hear(text, time.perf_counter())
    return await saying


def test_a_sender_waits_for_its_own_remark_and_for_no_other(monkeypatch):
    other = {"otree_success": True, "live_method_payload": {"said": "3.0"}}
    own = {"otree_success": True, "live_method_payload": {"said": "0.0"}}
    assert asyncio.run(_said([other, own]))[1] > 0
    monkeypatch.setattr(people, "WAIT_SECONDS", 0.05)
    with pytest.raises(TimeoutError, match="not heard by its sender"):
        asyncio.run(_said([other]))


def test_a_live_method_that_failed_is_no_figure():
    with pytest.raises(ConnectionError, match="live method"):
        asyncio.run(_said([{"otree_success": False, "live_method_payload": None}]))


def test_a_table_of_the_project_has_as_many_seats_as_are_counted():
    text = (otree.PROJECT / "remarks/__init__.py").read_text(encoding="utf-8")
    assert re.search(r"PLAYERS_PER_GROUP = (\d+)", text)[1] == str(people.SEATS)


def test_fewer_people_are_tried_at_full_tables():
    assert list(otree.sizes(200)) == [200, 100, 48, 24, 12, 4]
    assert list(otree.sizes(3)) == []


def test_what_the_peer_cannot_hold_is_said_and_half_as_many_are_tried(monkeypatch, capsys):
    def measure(_folder, _programs, count, _seconds):
        if count > 50:
            message = "a remark was not heard"
            raise TimeoutError(message)
        return {"first": 1.0}

    monkeypatch.setattr(otree, "_installed", lambda _: "bin")
    monkeypatch.setattr(otree, "_measured", measure)
    assert otree.beside(200, 15) == {"people": 48, "first": 1.0}
    lines = capsys.readouterr().err.splitlines()
    assert [re.search(r"with (\d+) people: a remark", line)[1] for line in lines] == ["200", "100"]


@pytest.mark.parametrize(
    ("tool", "said"),
    [([], "uv is not here"), ([sys.executable, "-c", "raise SystemExit('no index')"], "no index")],
)
def test_where_the_peer_cannot_be_installed_one_line_says_why(monkeypatch, capsys, tool, said):
    monkeypatch.setattr(otree, "_uv", lambda: tool)
    assert otree.beside(8, 2) is None
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert said in told


def test_a_server_that_ends_at_once_says_its_last_line(monkeypatch, tmp_path):
    program = tmp_path / "otree"
    program.write_text("#!/bin/sh\necho it has no settings\n", encoding="utf-8")
    program.chmod(0o755)

    async def gone(*_):
        await asyncio.sleep(0.1)
        raise ConnectionError

    monkeypatch.setattr(otree, "first_page", gone)
    served = otree.Served(tmp_path, str(tmp_path))
    with pytest.raises(ConnectionError, match="it has no settings"):
        served.start()
    served.stop()


def test_processes_of_a_group_are_found():
    assert os.getpid() in otree.processes(os.getpgrp())
    assert otree.processes(-1) == []


def test_our_figures_stand_beside_the_peers_where_it_does_the_same():
    found = {row.name: row for row in measured.rows(OURS, THEIRS)}
    assert found["class.joins"].value == 1.0
    assert found["class.joins"].peer.value == 3.0
    assert "100 people" in found["class.joins"].peer.name
    assert "acknowledges nothing" in found["class.ack.p99"].peer.name
    assert found["class.ack.p99"].peer.value == 90.0
    assert "oTree" not in found["class.broadcast.p99"].peer.name
    bars = {name: row.bar for name, row in found.items() if row.bar is not None}
    assert bars == {
        "class.first": 1,
        "class.joins": 3,
        "class.ack.p50": 25,
        "class.ack.p99": 250,
        "class.seen.p99": 300,
        "class.broadcast.p99": 50,
        "class.memory": 150,
    }


def test_without_the_peer_our_figures_stand_beside_what_explains_them():
    found = {row.name: row.peer for row in measured.rows(OURS, None)}
    assert not [peer for peer in found.values() if "oTree" in peer.name]
    assert found["class.first"].value == 0.3
    assert found["class.ack.p99"].value == 190.0
