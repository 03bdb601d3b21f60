"""
Goal: what is kept of a person is told to that person, goes when it must, and lies nowhere else.
"""

import logging
import re

import pytest

from classroom.retention import DAY_MS, KEPT_DAYS
from classroom.routes.common import SEAT_COOKIE
from classroom.steady import Steady
from sim.record.replay import read_log
from sim.record.verify import verify
from sim.words import languages, load
from tests.classroom import serving_class as s

NAME, WORDS, ANSWER = "Zephyrine Canary", "zqspoken word", "zqwritten answer"
SEATS = ("microsoft", "bytedance", "white_house", "australia")


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        made.open()
        yield made


def crowd(lesson):
    """
    Return four people who have said and written something, the first under a rare name.
    """
    people = [lesson.join(name) for name in (NAME, "Bob", "Cid", "Dora")]
    base = f"/c/{lesson.code}/seat"
    for n, who in enumerate(people):
        body = ANSWER if n == 0 else f"answer of {n}"
        who.post(f"{base}/form/preparation", data={"batna": body, "target": f"1{n}.5"})
    lesson.bargain()
    for n, who in enumerate(people):
        body = WORDS if n == 0 else f"word of {n}"
        answer = who.post(
            f"{base}/say", data={"key": f"k{n}", "to": SEATS[(n + 1) % 4], "body": body}
        )
        assert answer.status_code == 303
    return people


def raw(folder):
    """
    Return every byte of every file that a server keeps.
    """
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_file_of_article_15_holds_one_s_own_things_and_all_of_them(lesson):
    people = crowd(lesson)
    due = lesson.room.tables[1].due()[0]
    n = SEATS.index(due)
    assert lesson.move(people[n], ["wait", {}], "mine").json()["done"] == "wait"
    for at, who in enumerate(people):
        answer = lesson.seat(who, "/access")
        kept = answer.json()
        member = lesson.room.cohort.members[kept["participant"]]
        assert kept["name"] == (NAME, "Bob", "Cid", "Dora")[at]
        assert kept["messages"] == [WORDS if at == 0 else f"word of {at}"]
        assert kept["words"] == [ANSWER if at == 0 else f"answer of {at}"]
        unit = lesson.room.scenario.preferences[SEATS[at]].unit
        stated = kept["forms"]["preparation"]["answers"]
        assert stated == {"target": round((10.5 + at) * unit)}
        assert (kept["seat"], kept["table"]) == (SEATS[at], 1)
        assert (kept["language"], kept["joined"]) == ("en", member.joined)
        taken = [one.decision for one in lesson.room.store.stamps(lesson.code, 1)
                 if one.participant == member.who]  # fmt: skip
        assert [one["decision"] for one in kept["decisions"]] == taken
        assert len(taken) == (2 if at == n else 1)
        others = "Bob", "Cid", "Dora", NAME, "word of", "answer of"
        mine = (kept["name"], *kept["messages"], *kept["words"])
        for word in others:
            assert word not in answer.text or any(word in own for own in mine)


def test_who_is_erased_is_gone_from_every_file_and_the_record_still_holds(lesson, tmp_path):
    people = crowd(lesson)
    who = lesson.seat(people[0], "/access").json()["participant"]
    before = raw(tmp_path)
    for word in (NAME, WORDS, ANSWER):
        assert word.encode() in before
    digest, decisions = _state(lesson)
    assert lesson.act("erase", who=who).status_code == 303
    after = raw(tmp_path)
    for word in (NAME, WORDS, ANSWER):
        assert word.encode() not in after
    assert b"word of 1" in after
    assert _state(lesson) == (digest, decisions)
    record = read_log(lesson.room.tables[1].session.log)
    assert verify(record, deep=True).failure is None
    assert lesson.seat(people[0]).status_code == 403
    shown = lesson.seat(people[1]).text + lesson.teacher.get(f"/teach/{lesson.code}/table/1").text
    assert WORDS not in shown
    assert NAME not in lesson.teacher.get(f"/teach/{lesson.code}/people").text
    due = [n for n in (1, 2, 3) if SEATS[n] in lesson.room.tables[1].due()]
    if due:
        answer = lesson.move(people[due[0]], ["wait", {}], "on", 99)
        assert answer.json()["done"] == "wait"


def _state(lesson):
    session = lesson.room.tables[1].session
    return session.digest, len(session.decisions)


def test_after_thirty_days_names_and_words_go_by_themselves(tmp_path):
    with s.held(tmp_path) as lesson:
        lesson.open()
        crowd(lesson)
        lesson.act("phase", phase="closed")
        code, digest = lesson.code, _state(lesson)
        lesson.wall.wind(KEPT_DAYS * DAY_MS / 1000 - 60)
        lesson.portal.call(lesson.server.lapse)
        assert NAME.encode() in raw(tmp_path)
        lesson.wall.wind(120)
        lesson.portal.call(lesson.server.lapse)
        for word in (NAME, WORDS, ANSWER, "Bob", "word of 3", "answer of 2"):
            assert word.encode() not in raw(tmp_path)
        assert not lesson.room.names
        assert not lesson.room.tokens
        assert _state(lesson) == digest
        facts = lesson.room.cohort.facts
        lesson.portal.call(lesson.server.lapse)
        assert lesson.room.cohort.facts == facts
    with s.held(tmp_path) as again:
        again.code = code
        assert _state(again) == digest
        assert verify(read_log(again.room.tables[1].session.log), deep=True).failure is None


def test_names_lapse_in_a_shared_store_in_which_nobody_opens_the_class_any_more(tmp_path):
    with s.held(tmp_path) as lesson:
        lesson.open()
        crowd(lesson)
        wall, code = lesson.wall, lesson.code
    wall.wind(KEPT_DAYS * DAY_MS / 1000 - 60)
    with s.held(tmp_path, wall, many=True) as later:
        later.portal.call(later.server.lapse)
        assert NAME.encode() in raw(tmp_path), "not a minute early"
        wall.wind(120)
        later.portal.call(later.server.lapse)
        assert not later.server.rooms, "another worker may hold it again"
        later.portal.call(later.server.keeper.run, later.server.archives.write)
        for word in (NAME, WORDS, ANSWER):
            assert word.encode() not in raw(tmp_path)
        told = len(list(later.server.store.entries(code)))
        later.portal.call(later.server.lapse)
        assert len(list(later.server.store.entries(code))) == told


def test_the_pages_promise_the_days_that_are_kept():
    for lang in languages():
        text = load(lang)
        for key in ("class.join.kept", "class.seat.kept_note"):
            assert re.findall(r"\d+", text(key)) == [str(KEPT_DAYS)], (lang, key)


def test_no_token_code_or_passphrase_lies_in_any_file_and_no_name_in_a_record(
    lesson, tmp_path, caplog
):
    caplog.set_level(logging.DEBUG)
    people = crowd(lesson)
    form = {"code": lesson.code, "name": "Eve"}
    page = lesson.browser().post("/join", data=form, follow_redirects=True)
    resume = next(one for one in s.said(page.text).split() if re.fullmatch(r"\w{4}-\w{4}", one))
    secrets = [who.cookies[SEAT_COOKIE] for who in people]
    secrets += [lesson.teacher.cookies["teacher"], s.SECRET, resume, resume.replace("-", "")]
    lesson.act("end_all")
    lesson.portal.call(
        lesson.server.keeper.run, lambda: lesson.server.archives.write(everything=True)
    )
    found = raw(tmp_path)
    for secret in secrets:
        assert secret.encode() not in found
        assert secret not in caplog.text
    assert list(tmp_path.glob("*/table-*.jsonl"))
    records = [path.read_bytes() for path in tmp_path.glob("*/*")]
    records += [entry.line for entry in lesson.room.store.entries(lesson.code)]
    for word in (NAME, "Bob", "Dora", WORDS, ANSWER):
        assert not [one for one in records if word.encode() in one], word
    assert NAME.encode() in found


def test_no_address_carries_a_secret(lesson):
    asked = []
    lesson.teacher.event_hooks["request"].append(lambda one: asked.append(str(one.url)))
    made = lesson.browser()
    form = {"code": lesson.code, "name": NAME}
    page = made.post("/join", data=form, follow_redirects=True)
    token = made.cookies[SEAT_COOKIE]
    pages = [page, lesson.seat(made), lesson.seat(made, "/brief"),
             lesson.teacher.get(f"/teach/{lesson.code}/people")]  # fmt: skip
    for answer in pages:
        assert answer.headers["referrer-policy"] == "same-origin"
        links = re.findall(r'(?:href|src|action|hx-[a-z]+)="([^"]*)"', answer.text)
        held = [*links, answer.headers.get("location", "")]
        for secret in (token, lesson.teacher.cookies["teacher"], s.SECRET, "Zephyrine"):
            assert not [one for one in held if secret in one]
    posted = re.findall(r"<form[^>]*>", "".join(one.text for one in pages))
    assert posted
    assert all('method="post"' in one for one in posted)


def test_a_full_disk_refuses_moves_and_reading_goes_on(lesson):
    people = crowd(lesson)
    n = SEATS.index(lesson.room.tables[1].due()[0])
    connection = lesson.server.store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    before = _state(lesson)
    refused = None
    for at in range(200):
        body = {"key": f"full{at}", "to": "", "body": "x" * 1900}
        lesson.wall.wind(2)
        answer = people[n].post(f"/c/{lesson.code}/seat/say", data=body)
        if answer.status_code != 303:
            refused = answer
            break
        before = _state(lesson)
    assert refused is not None
    assert "cannot write to its disk" in refused.text
    assert _state(lesson) == before
    assert lesson.seat(people[n]).status_code == 200
    assert lesson.seat(people[n], "/history").status_code == 200
    monitor = lesson.teacher.get(f"/teach/{lesson.code}")
    assert monitor.status_code == 200
    assert any(one.startswith("disk=") for one in lesson.server.notices_now())
    connection.execute("PRAGMA max_page_count = 1000000")
    assert lesson.move(people[n], ["wait", {}], "after", 999).json()["done"] == "wait"
    assert not lesson.server.notices_now()
    assert verify(read_log(lesson.room.tables[1].session.log), deep=True).failure is None


def test_a_clock_set_back_changes_nothing_that_was_and_stops_nothing(lesson):
    people = crowd(lesson)
    server, wall = lesson.server, lesson.wall
    left = lesson.room.cohort.clock.left(server.now())
    server.limits.words.take("a", server.now())
    wall.wind(-3600)
    assert lesson.room.cohort.clock.left(server.now()) == left
    wall.wind(60)
    assert lesson.room.cohort.clock.left(server.now()) == left - 60_000
    assert server.limits.words.left("a", server.now()) == 10
    away = server.presence[lesson.code]
    who = next(iter(lesson.room.cohort.members))
    assert away.is_away(who, server.now(), 0)
    lesson.act("pause")
    wall.wind(-600)
    lesson.act("resume")
    times = [entry.at for entry in lesson.room.store.entries(lesson.code)]
    times += [one.at for one in lesson.room.store.stamps(lesson.code, 1)]
    assert min(times) >= 1_700_000_000_000
    journal = [entry.at for entry in lesson.room.store.entries(lesson.code)]
    assert journal == sorted(journal)
    assert all(begin <= end for begin, end in lesson.room.pauses)
    for who in people:
        assert lesson.seat(who).status_code == 200
    assert lesson.room.cohort.clock.left(server.now()) == left - 60_000


def test_a_server_that_wakes_with_its_clock_behind_goes_on_from_the_journal(tmp_path):
    with s.held(tmp_path) as before:
        before.wall.wind(5000)
        before.open()
        code = before.code
    with s.held(tmp_path) as after:
        after.code = code
        last = after.room.last
        assert last > after.wall()
        assert after.server.now() >= last
        after.wall.wind(7)
        assert after.server.now() == last + 7000


def test_a_steady_clock_follows_the_wall_again_once_it_caught_up():
    wall = s.Wall()
    steady = Steady(wall)
    begun = steady()
    wall.wind(-100)
    assert steady() == begun
    wall.wind(10)
    assert steady() == begun + 10_000
    wall.wind(200)
    assert steady() == wall()


def test_who_shares_a_seat_does_not_see_the_other_s_sheet(tmp_path):
    with s.held(tmp_path) as lesson:
        lesson.open(tables="1")
        people = [lesson.join(f"Person {n}") for n in range(5)]
        pair = people[0], people[4]
        for who, target in zip(pair, ("61.3", "77.4"), strict=True):
            path = f"/c/{lesson.code}/seat/form/preparation"
            assert who.post(path, data={"target": target}).status_code == 303
        lesson.bargain()
        lesson.act("phase", phase="debrief")
        lesson.act("reveal")
        own, others = (lesson.seat(who, "/mine").text for who in pair)
        assert "You aimed at 77.4" not in own
        assert "You aimed at 77.4" in others
        assert "You aimed at 61.3" not in others
