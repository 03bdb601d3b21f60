"""When the disk is full: a plain sentence, the game goes on in memory, the offer stays."""

import pytest
from driver import Person
from tables import let_play, seat_in

from game.shell.desk import SessionDesk
from sim.games import new_game
from sim.record.errors import RecordError
from sim.record.store import MemoryLog


@pytest.fixture
def port(tmp_path):
    seat = seat_in("buyer")
    session = new_game(None, 7, seat=seat, path=tmp_path / "game.talks")
    yield SessionDesk(session, seat)
    session.log.close()


def fail(*_):
    raise RecordError("game.talks", "the disk is full", "free some space")


def test_an_offer_is_put_although_the_disk_is_full(port, monkeypatch):
    person = Person("desk", port)
    let_play(person)
    draft = [row.chosen for row in port.model(person.app.context.text).board.rows]
    taken = len(port.session.decisions)
    monkeypatch.setattr(port.session.log, "append", fail)
    person.press("enter")
    assert len(port.session.decisions) == taken + 1
    assert isinstance(port.session.log, MemoryLog)
    model = port.model(person.app.context.text)
    assert "disk is full" in model.board.foot
    assert [row.chosen for row in model.board.rows] == draft
    person.press("space")
    let_play(person)
    assert len(port.session.decisions) > taken + 2


def test_the_others_play_on_although_the_disk_is_full(port, monkeypatch):
    person = Person("desk", port)
    let_play(person)
    person.press("space")
    monkeypatch.setattr(port.session.log, "append", fail)
    let_play(person)
    assert isinstance(port.session.log, MemoryLog)
    assert not port.model(person.app.context.text).waiting


def test_every_decision_is_on_the_disk_when_it_is_made(port):
    person = Person("desk", port)
    let_play(person)
    person.press("enter")
    assert port.session.log.head(port.session.branch).decisions == len(port.session.decisions)
