"""
Goal: one writer: a batch is one commit, answers come after it, memory is never ahead of the disk.
"""

import asyncio

import pytest

from classroom import joining, leading
from classroom.cohort import facts as f
from classroom.denied import Denied
from classroom.keeper import Keeper
from classroom.room import Room
from classroom.store.sqlite import open_sqlite
from sim.record.errors import RecordError
from sim.scenario import load_scenario

SCENARIO = "first-offer"


@pytest.fixture
def store(tmp_path):
    made = open_sqlite(tmp_path)
    yield made
    made.close()


@pytest.fixture
def room(store):
    scenario = load_scenario(SCENARIO)
    seats = tuple(actor.id for actor in scenario.actors if actor.is_seat)
    opened = f.ClassOpened(
        scenario=SCENARIO, lang="en", seed=1, layout=f.ARRIVAL, seats=seats, tables=0, plan={}
    )
    return Room.found(store, "ABCDEF", opened, lambda: 1, scenario)


def held(store, room, work):
    """
    Run something beside a keeper and return what it returned and what was published.
    """
    published = []

    async def main():
        keeper = Keeper(store, {room.code: room}, lambda *told: published.append(told))
        keeper.start()
        try:
            return await work(keeper)
        finally:
            await keeper.stop()

    return asyncio.run(main()), published


def test_many_requests_at_once_are_few_commits_and_all_are_answered(store, room, monkeypatch):
    commits = []
    plain = store._commit

    def counted():
        commits.append(1)
        plain()

    async def work(keeper):
        monkeypatch.setattr(store, "_commit", counted)
        asks = [keeper.ask("ABCDEF", lambda one, n=n: joining.join(one, f"P{n}", "en"))
                for n in range(100)]  # fmt: skip
        return await asyncio.gather(*asks)

    joined, published = held(store, room, work)
    assert len({one.who for one in joined}) == 100
    assert len(room.cohort.members) == 100
    assert 1 <= len(commits) <= 3
    assert published


def test_a_denial_is_only_for_who_asked(store, room):
    async def work(keeper):
        asks = [keeper.ask("ABCDEF", lambda one: joining.join(one, "Same", "en")) for _ in range(3)]
        return await asyncio.gather(*asks, return_exceptions=True)

    answers, _ = held(store, room, work)
    assert sum(isinstance(one, Denied) for one in answers) == 2
    assert len(room.cohort.members) == 1


def test_a_denial_in_the_middle_undoes_what_was_done(store, room):
    def half(one):
        joining.join(one, "Half", "en")
        raise Denied("full")

    async def work(keeper):
        return await asyncio.gather(
            keeper.ask("ABCDEF", lambda one: joining.join(one, "Before", "en")),
            keeper.ask("ABCDEF", half),
            keeper.ask("ABCDEF", lambda one: joining.join(one, "After", "en")),
            return_exceptions=True,
        )

    answers, _ = held(store, room, work)
    assert isinstance(answers[1], Denied)
    names = sorted(one.name for one in room.names.values())
    assert names == ["After", "Before"]
    assert Room(store, room.code, room.now).cohort == room.cohort


def test_a_mistake_of_ours_is_for_who_asked_and_undoes_what_it_did(store, room):
    def broken(one):
        joining.join(one, "Half", "en")
        raise ZeroDivisionError

    async def work(keeper):
        return await asyncio.gather(
            keeper.ask("ABCDEF", lambda one: joining.join(one, "Kept", "en")),
            keeper.ask("ABCDEF", broken),
            return_exceptions=True,
        )

    answers, _ = held(store, room, work)
    assert isinstance(answers[1], ZeroDivisionError)
    assert [one.name for one in room.names.values()] == ["Kept"]


def test_where_the_disk_fails_nothing_is_told_and_memory_follows_the_disk(store, room, monkeypatch):
    plain = store.enter

    def full(*_):
        raise RecordError("class.db", "the disk is full", "make room")

    async def work(keeper):
        await keeper.ask("ABCDEF", lambda one: joining.join(one, "Kept", "en"))
        monkeypatch.setattr(store, "enter", full)
        failed = await asyncio.gather(
            keeper.ask("ABCDEF", lambda one: joining.join(one, "Lost", "en")),
            keeper.ask("ABCDEF", leading.shut),
            return_exceptions=True,
        )
        trouble = keeper.trouble
        monkeypatch.setattr(store, "enter", plain)
        await keeper.ask("ABCDEF", lambda one: joining.join(one, "Again", "en"))
        return failed, trouble, keeper.trouble

    (failed, trouble, after), _ = held(store, room, work)
    assert [one.code for one in failed] == ["disk", "disk"]
    assert "full" in trouble
    assert after is None
    assert sorted(one.name for one in room.names.values()) == ["Again", "Kept"]
    assert Room(store, room.code, room.now).cohort == room.cohort


def test_nothing_is_published_before_it_is_on_the_disk(store, room, tmp_path):
    seen = []

    def published(code, _changes):
        other = open_sqlite(tmp_path)
        seen.append(len(list(other.entries(code))))
        other.close()

    async def main():
        keeper = Keeper(store, {room.code: room}, published)
        keeper.start()
        await keeper.ask("ABCDEF", lambda one: joining.join(one, "Ann", "en"))
        await keeper.stop()

    asyncio.run(main())
    assert seen == [room.cohort.facts]


def test_a_class_that_is_not_held_is_denied(store, room):
    async def work(keeper):
        return await asyncio.gather(keeper.ask("NOBODY", lambda _: 1), return_exceptions=True)

    answers, _ = held(store, room, work)
    assert answers[0].code == "no_such_class"


def test_a_disk_that_cannot_even_be_read_stops_no_writer(store, room, monkeypatch):
    plain = {name: getattr(store, name) for name in ("enter", "entries")}

    def gone(*_):
        raise RecordError("class.db", "the disk is gone", "bring it back")

    async def work(keeper):
        await keeper.ask("ABCDEF", lambda one: joining.join(one, "Kept", "en"))
        for name in plain:
            monkeypatch.setattr(store, name, gone)
        asks = [keeper.ask("ABCDEF", lambda one, n=n: joining.join(one, f"L{n}", "en"))
                for n in range(2)]  # fmt: skip
        failed = await asyncio.wait_for(asyncio.gather(*asks, return_exceptions=True), 5)
        for name, back in plain.items():
            monkeypatch.setattr(store, name, back)
        await asyncio.wait_for(
            keeper.ask("ABCDEF", lambda one: joining.join(one, "Again", "en")), 5
        )
        return failed

    failed, _ = held(store, room, work)
    assert [one.code for one in failed] == ["disk", "disk"]
    assert sorted(one.name for one in room.names.values()) == ["Again", "Kept"]
    assert Room(store, room.code, room.now).cohort == room.cohort


def test_a_stream_that_cannot_be_told_stops_no_writer(store, room):
    async def main():
        def broken(*_):
            raise ZeroDivisionError

        keeper = Keeper(store, {room.code: room}, broken)
        keeper.start()
        for name in ("Ann", "Bo"):
            await asyncio.wait_for(
                keeper.ask("ABCDEF", lambda one, name=name: joining.join(one, name, "en")), 5
            )
        told = keeper.trouble
        await keeper.stop()
        return told

    assert "ZeroDivisionError" in asyncio.run(main())
