"""
Goal: everybody can practise alone, as at the real table, and nothing of it counts anywhere.
"""

import gc
import sqlite3
import time
import tracemalloc
import types
import weakref

import pytest
from starlette.requests import Request

from classroom import founding, leading, practice
from classroom.cohort import facts as f
from classroom.practice import DECISIONS_MOST, KEYS_MOST, Practices, scenario_of_practice
from classroom.routes import practice as routes
from classroom.routes import streams
from classroom.tables import EPOCH
from sim.scenario_text import list_scenarios
from tests.classroom import serving_class as s

CANARY = "Ptarmigan at dusk"
OFFER = ["propose", {"package": {"price": 33}, "table": "sale"}]
WAIT = ["wait", {}]
HX = {"hx-request": "true"}


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        made.open()
        yield made


def practise(lesson, *names, lang="en"):
    """
    Let people join, go on to practice, and return their browsers.
    """
    people = [lesson.join(name, lang=lang) for name in names]
    assert lesson.act("phase", phase="briefing").status_code == 303
    assert lesson.act("phase", phase="practice", seconds="180").status_code == 303
    return people


def place_of(lesson, who):
    """
    Return where somebody's practice table lies.
    """
    answer = lesson.seat(who)
    assert answer.status_code == 303
    return answer.headers["location"]


def send(who, place, move, key, seen=0):
    """
    Send a practice move as a program does.
    """
    return who.post(f"{place}/move", json={"key": key, "seen": seen, "move": move})


def exercise_of(lesson, at=0):
    """
    Return the practice table of who joined as number `at`.
    """
    who = list(lesson.room.cohort.members)[at]
    return lesson.server.practices.exercise(lesson.code, who, lesson.wall())


def played_out(who, place):
    """
    Wait at a practice table until it is over.
    """
    for n in range(200):
        answer = send(who, place, WAIT, f"out-{n}")
        if answer.status_code != 200:
            return answer.json()["denied"]
    return ""


def kept(folder):
    """
    Return everything that the store holds, and the names of all files beside it.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".db", ".sqlite", ".sqlite3"}:
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
                found[path.name] = tuple(base.iterdump())
        elif path.is_file() and not path.name.endswith(("-wal", "-shm")):
            found[path.name] = path.read_bytes()
    return found


def test_the_scenario_to_practise_with_is_shipped_and_for_two():
    found = scenario_of_practice()
    assert found.id in list_scenarios()
    assert len(founding.seats_of(found)) == 2


@pytest.mark.parametrize(
    ("lang", "banner"),
    [
        ("en", "Practice: nothing counts."),
        ("fr", "Entraînement\N{NO-BREAK SPACE}: rien ne compte."),
    ],
)
def test_the_page_is_that_of_a_table_and_says_that_nothing_counts(lesson, lang, banner):
    (who,) = practise(lesson, "Ann", lang=lang)
    place = place_of(lesson, who)
    page = who.get(place).text
    assert banner in page
    assert f'action="{place}/move"' in page
    assert f'action="/c/{lesson.code}/seat/move"' not in page
    assert 'id="send-offer"' in page
    assert "<h1" in page
    for path in ("/live", "/history", "/brief"):
        assert who.get(place + path).status_code == 200, path
    drafted = who.post(f"{place}/worth", data={"package.price": "30"})
    assert 'id="totals"' in drafted.text


def test_a_form_moves_and_its_answer_renews_the_page(lesson):
    (who,) = practise(lesson, "Ann")
    place = place_of(lesson, who)
    form = {"key": "k1", "seen": "0", "kind": "propose", "package.price": "33"}
    answer = who.post(f"{place}/move", data=form, headers=HX)
    assert answer.status_code == 200
    assert 'id="offers"' in answer.text
    assert who.post(f"{place}/move", data=form).headers["location"] == place
    assert exercise_of(lesson).moves == 1
    refused = who.post(f"{place}/move", data=form | {"key": "k2"})
    assert refused.status_code == 409
    assert 'role="alert"' in refused.text


def test_a_key_has_one_answer_and_is_free_again_at_the_real_table(lesson):
    (who,) = practise(lesson, "Ann")
    place = place_of(lesson, who)
    first = send(who, place, OFFER, "one").json()
    taken = len(exercise_of(lesson).table.session.decisions)
    assert first["done"] == "propose"
    assert send(who, place, OFFER, "one").json() == first
    assert len(exercise_of(lesson).table.session.decisions) == taken
    assert send(who, place, WAIT, "").json()["denied"] == "no_key"
    lesson.act("phase", phase="bargaining", seconds="600")
    room = lesson.room
    assert room.store.answer(room.code, next(iter(room.cohort.members)), "one") is None
    lesson.wall.wind(1)
    assert "done" in lesson.move(who, WAIT, "one").json()


def test_what_a_page_has_not_seen_is_a_conflict(lesson):
    (who,) = practise(lesson, "Ann")
    place = place_of(lesson, who)
    send(who, place, OFFER, "one")
    for n in range(6):
        exercise = exercise_of(lesson)
        theirs = [one for one in exercise.table.view(exercise.seat).channels["sale"].offers
                  if one.by != exercise.seat and one.standing]  # fmt: skip
        if theirs:
            break
        send(who, place, WAIT, f"wait-{n}")
    yes = ["accept", {"offer": theirs[0].id, "table": "sale"}]
    assert send(who, place, yes, "late", seen=0).json()["conflict"]["event"] == "offer.tabled/1"
    assert not exercise_of(lesson).over
    k = exercise_of(lesson).table.seen(exercise.seat)
    assert send(who, place, yes, "now", seen=k).json()["done"] == "accept"
    assert exercise_of(lesson).over


@pytest.mark.slow
def test_nothing_of_it_reaches_store_journal_records_or_exports(lesson, tmp_path):
    who, other = practise(lesson, "Ann", "Bob")
    lesson.server.archives.write(everything=True)
    files = f"/teach/{lesson.code}/export/class.zip?messages=yes"
    export = lambda: lesson.teacher.get(files).content  # noqa: E731
    before, exported, facts = kept(tmp_path), export(), lesson.room.cohort.facts
    assert set(before) >= {"class.db"}
    assert exported.startswith(b"PK")
    place = place_of(lesson, who)
    answer = who.post(f"{place}/say", data={"key": "s1", "to": "orchard", "body": CANARY})
    assert answer.status_code == 303
    assert CANARY in who.get(place).text
    assert send(who, place, OFFER, "one").json()["done"] == "propose"
    assert played_out(who, place) == "table_over"
    assert CANARY not in other.get(place_of(lesson, other)).text
    assert CANARY not in lesson.seat(who, "/access").text
    lesson.server.archives.write(everything=True)
    assert kept(tmp_path) == before
    assert export() == exported
    assert lesson.room.cohort.facts == facts
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes(), path


@pytest.mark.slow
def test_records_are_those_of_a_class_that_skipped_practice(tmp_path, monkeypatch):
    fixed = types.SimpleNamespace(randbelow=lambda _: 7, choice=lambda some: some[0])
    monkeypatch.setattr(founding, "secrets", fixed)

    def records(folder, *, practising):
        folder.mkdir()
        with s.held(folder) as made:
            made.open()
            people = [made.join(f"Person {n}") for n in range(4)]
            made.act("phase", phase="briefing")
            if practising:
                made.act("phase", phase="practice")
                for n, who in enumerate(people):
                    place = place_of(made, who)
                    assert send(who, place, OFFER if n % 2 else WAIT, "p").json()["done"]
            made.act("phase", phase="bargaining", seconds="600")
            for n in range(6):
                seat = made.room.tables[1].due()[0]
                mover = people[made.room.cohort.opened.seats.index(seat)]
                assert made.move(mover, WAIT, f"k{n}").json()["done"] == "wait"
            log = made.room.tables[1].session.log
            return log.header, tuple(log.read(made.room.tables[1].session.branch))

    found = records(tmp_path / "with", practising=True)
    assert found == records(tmp_path / "without", practising=False)
    assert len(found[1]) > 6


def test_when_it_is_over_one_starts_again_from_the_other_side(lesson):
    (who,) = practise(lesson, "Ann")
    place, first = place_of(lesson, who), exercise_of(lesson).seat
    unasked = who.post(f"{place}/again")
    assert unasked.headers["location"] == place, "not over yet"
    assert played_out(who, place) == "table_over"
    page = who.get(place).text
    assert f'action="{place}/again"' in page
    assert 'id="send-offer"' not in page
    moves = exercise_of(lesson).moves
    fresh = who.post(f"{place}/again").headers["location"]
    assert fresh != place
    assert exercise_of(lesson).seat != first
    assert exercise_of(lesson).moves == moves
    assert not exercise_of(lesson).over
    twice = who.post(f"{place}/again")
    assert twice.headers["location"] == f"/c/{lesson.code}/seat", "a second click begins nothing"
    assert place_of(lesson, who) == fresh
    assert who.get(place).headers["location"] == f"/c/{lesson.code}/seat"
    assert send(who, place, WAIT, "old").json()["denied"] == "practice_past"
    assert exercise_of(lesson).moves == moves


def test_after_a_restart_one_simply_begins_again(tmp_path):
    with s.held(tmp_path) as before:
        before.open()
        (who,) = practise(before, "Ann")
        place = place_of(before, who)
        assert send(who, place, OFFER, "one").json()["done"]
        code, cookies = before.code, dict(who.cookies)
    with s.held(tmp_path) as after:
        after.code = code
        who = after.browser()
        who.cookies.update(cookies)
        assert send(who, place, OFFER, "one").json()["denied"] == "practice_past"
        assert who.get(f"{place}/live", headers=HX).status_code == 403, (
            "the page is to load itself anew"
        )
        assert place_of(after, who) != place
        assert after.server.practices.practised(code) == 0


def test_the_next_phase_forgets_it_and_an_old_page_moves_nothing(lesson):
    (who,) = practise(lesson, "Ann")
    place = place_of(lesson, who)
    send(who, place, OFFER, "one")
    session = weakref.ref(exercise_of(lesson).table.session)
    lesson.act("phase", phase="bargaining", seconds="600")
    assert lesson.server.practices.count(lesson.code) == 0
    gc.collect()
    assert session() is None, "kept in memory"
    digest = lesson.room.tables[1].session.digest
    assert send(who, place, WAIT, "two").json()["denied"] == "practice_past"
    for path, fields in (("move", {"kind": "wait", "seen": "0"}), ("say", {"body": "x"}),
                         ("again", {}), ("worth", {})):  # fmt: skip
        form = {"key": path, **fields}
        assert who.post(f"{place}/{path}", data=form, headers=HX).status_code == 403
        plain = who.post(f"{place}/{path}", data=form)
        assert plain.headers["location"] == f"/c/{lesson.code}/seat"
    assert lesson.room.tables[1].session.digest == digest
    assert who.get(place).headers["location"] == f"/c/{lesson.code}/seat"
    assert "nothing counts" not in lesson.seat(who).text
    assert lesson.server.practices.count(lesson.code) == 0


def test_a_move_under_way_while_bargaining_begins_moves_nothing(lesson, monkeypatch):
    (who,) = practise(lesson, "Ann")
    place = place_of(lesson, who)
    exercise = exercise_of(lesson)
    read = routes.fields_of

    async def slowly(request):
        found = await read(request)
        await lesson.server.keeper.ask(lesson.code, lambda one: leading.begin(one, f.BARGAINING))
        return found

    monkeypatch.setattr(routes, "fields_of", slowly)
    form = {"key": "k1", "seen": "0", "kind": "wait"}
    assert who.post(f"{place}/move", data=form, headers=HX).status_code == 403
    assert exercise.moves == 0
    assert all(decision.source != "human" for decision in lesson.room.tables[1].session.decisions)
    assert lesson.server.practices.count(lesson.code) == 0


def test_a_pause_stops_practice_too(lesson):
    (who,) = practise(lesson, "Ann")
    place = place_of(lesson, who)
    lesson.act("pause")
    assert send(who, place, WAIT, "one").json()["denied"] == "paused"
    lesson.act("resume")
    assert send(who, place, WAIT, "one").json()["done"] == "wait"


def test_a_muted_student_does_not_write_and_too_many_messages_are_refused(lesson):
    (who,) = practise(lesson, "Ann")
    place = place_of(lesson, who)
    posts = [who.post(f"{place}/say", data={"key": f"s{n}", "body": "x"}).status_code
             for n in range(12)]  # fmt: skip
    assert posts == [303] * 10 + [409] * 2
    lesson.act("mute", who=next(iter(lesson.room.cohort.members)))
    lesson.wall.wind(60)
    assert who.post(f"{place}/say", data={"key": "m", "body": "x"}).status_code == 409
    assert len(exercise_of(lesson).bodies) == 10


def test_whoever_is_in_can_practise_with_or_without_a_seat(tmp_path):
    with s.held(tmp_path) as lesson:
        lesson.open(tables="1")
        practise(lesson, *(f"Person {n}" for n in range(4)))
        late = [lesson.join(f"Late {n}") for n in range(9)]
        duties = {one.duty for one in lesson.room.cohort.members.values()}
        assert duties == {f.PLAYER, f.MIRROR, f.OBSERVER}
        for who in late:
            place = place_of(lesson, who)
            assert 'id="send-offer"' in who.get(place).text
            assert send(who, place, OFFER, "one").json()["done"] == "propose"


def test_one_without_any_seat_can_practise(lesson):
    (who,) = practise(lesson, "Ann")
    ann = next(iter(lesson.room.cohort.members))
    lesson.portal.call(lesson.server.keeper.ask, lesson.code,
                       lambda room: room.tell(f.SeatLeft(who=ann)))  # fmt: skip
    assert not lesson.room.cohort.members[ann].seated
    place = place_of(lesson, who)
    page = who.get(place).text
    assert 'id="send-offer"' in page
    assert "/seat/brief" not in page, "there is no real seat to read about"
    assert send(who, place, OFFER, "one").json()["done"] == "propose"


def test_nobody_sees_or_moves_anothers_practice(lesson):
    ann, bob = practise(lesson, "Ann", "Bob")
    place = place_of(lesson, ann)
    assert place != place_of(lesson, bob)
    assert bob.get(place).headers["location"] == f"/c/{lesson.code}/seat"
    assert send(bob, place, WAIT, "one").json()["denied"] == "practice_past"
    assert lesson.browser().get(place).status_code == 403
    assert exercise_of(lesson).moves == 0


def test_the_monitor_counts_who_practised_and_names_nobody_as_stalled(lesson):
    ann, bob, cid = practise(lesson, "Ann", "Bob", "Cid")
    place = place_of(lesson, ann)
    place_of(lesson, bob)
    place_of(lesson, cid)
    page = lambda: s.said(lesson.teacher.get(f"/teach/{lesson.code}").text)  # noqa: E731
    assert "0 of 3 have made a practice move." in page()
    listener = lesson.server.hub.open(f"teach/{lesson.code}")
    assert send(ann, place, OFFER, "one").json()["done"]
    assert listener.queue.qsize() == 1
    assert "1 of 3 has made a practice move." in page()
    lesson.wall.wind(3600)
    lesson.portal.call(lesson.server.tick, lesson.room)
    assert "stalled" not in page().split("Results")[0].split("The class is practising")[1]
    assert "is-stalled" not in lesson.teacher.get(f"/teach/{lesson.code}").text
    assert set(lesson.room.cohort.places[1].strategies.values()) == {f.EMPTY}
    lesson.server.hub.close(listener)


def test_the_monitor_is_told_of_a_first_form_and_of_no_more(lesson):
    (who,) = practise(lesson, "Ann")
    place = place_of(lesson, who)
    listener = lesson.server.hub.open(f"teach/{lesson.code}")
    for n in range(3):
        who.post(f"{place}/move", data={"key": f"k{n}", "seen": "0", "kind": "wait"})
    assert exercise_of(lesson).moves == 3
    assert listener.queue.qsize() == 1
    lesson.server.hub.close(listener)


def test_who_is_sent_out_or_erased_leaves_nothing(lesson):
    ann, bob, cid = practise(lesson, "Ann", "Bob", "Cid")
    for who in (ann, bob, cid):
        send(who, place_of(lesson, who), OFFER, "one")
    names = list(lesson.room.cohort.members)
    lesson.act("ban", who=names[0])
    lesson.act("erase", who=names[1])
    assert lesson.server.practices.count(lesson.code) == 1
    assert "1 of 1 has made" in s.said(lesson.teacher.get(f"/teach/{lesson.code}").text)
    assert lesson.seat(ann).status_code == 403


def test_the_stream_of_a_real_table_does_not_begin_where_practice_stood():
    def request(last):
        scope = {"type": "http", "headers": [], "query_string": f"last={last}".encode()}
        return Request(scope)

    exercise = Practices().exercise("K7QX4M", "ann", 0)
    assert streams.last_seen(request(f"{exercise.table.epoch}.5")) == 0
    assert streams.last_seen(request(f"{EPOCH}.5")) == 5


def test_a_table_that_is_written_to_without_end_is_over_at_last(lesson):
    (who,) = practise(lesson, "Ann")
    place = place_of(lesson, who)
    member = next(iter(lesson.room.cohort.members.values()))
    exercise = exercise_of(lesson)
    for n in range(DECISIONS_MOST - len(exercise.table.session.decisions)):
        assert practice.say(lesson.room, exercise, member, f"s{n}", None, "x", 0)["done"] == "say"
    assert exercise.over
    assert len(exercise.answers) == KEYS_MOST
    assert send(who, place, WAIT, "one").json()["denied"] == "table_over"
    assert who.post(f"{place}/again").headers["location"] != place


@pytest.mark.slow
def test_two_hundred_begin_in_bounded_time_and_memory():
    practises = Practices()
    practises.exercise("K7QX4M", "first", 0)
    gc.collect()
    tracemalloc.start()
    for n in range(200):
        practises.exercise("K7QX4M", f"person-{n}", 0)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    began = time.process_time()
    for n in range(200):
        practises.exercise("AAAAAA", f"person-{n}", 0)
    assert time.process_time() - began < 1.0
    assert size < 10_000_000
    practises.keep("AAAAAA", ())
    assert practises.count("AAAAAA") == 0
    assert practises.count("K7QX4M") == 201
