"""
Goal: a teacher is told what happened to the class without doing: a restart, a clock, a sample.
"""

from datetime import datetime

import pytest

from classroom.noticing import Noticed
from tests.classroom import serving_class as s

SAMPLE = "This is a sample class"
RESTARTED = "The server was started again."
ENDED = "the bargaining ended"
GUESSED = "Wrong codes are being tried in great number."
UP = "The time of this phase is over."


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        made.open()
        yield made


def monitor(lesson):
    """
    Return the text of the monitor.
    """
    return s.said(lesson.teacher.get(f"/teach/{lesson.code}").text)


def second(lesson, seconds=1):
    """
    Let time pass and the server see to the class.
    """
    lesson.wall.wind(seconds)
    lesson.portal.call(lesson.server.tick, lesson.room)


def test_an_ordinary_class_has_no_news(lesson):
    assert not lesson.server.notices_of(lesson.room)
    lesson.join("Ann")
    assert not lesson.server.notices_of(lesson.room)
    lesson.bargain()
    assert not lesson.server.notices_of(lesson.room)


@pytest.mark.slow
def test_a_sample_class_says_that_it_is_one(lesson):
    answer = lesson.teacher.post("/teach/new", data={"sample": "yes", "lang": "en"})
    lesson.code = answer.headers["location"].split("/")[2]
    assert SAMPLE in monitor(lesson)


def test_a_restart_in_the_bargaining_is_told_until_it_ends(tmp_path):
    with s.held(tmp_path) as before:
        before.open()
        before.join("Ann")
        before.bargain()
        code = before.code
        last = datetime.fromtimestamp(before.wall() / 1000)  # noqa: DTZ006 - the room's own
    with s.held(tmp_path) as after:
        after.code = code
        after.wall.wind(3600)
        assert f"{RESTARTED} Nothing is lost up to {last:%H:%M}." in monitor(after)
        after.act("phase", phase="forms")
        assert RESTARTED not in monitor(after)


def test_a_restart_at_another_moment_is_no_news(tmp_path):
    with s.held(tmp_path) as before:
        before.open()
        before.join("Ann")
        before.act("phase", phase="briefing")
        code = before.code
    with s.held(tmp_path) as after:
        after.code = code
        after.act("phase", phase="bargaining")
        assert not after.server.notices_of(after.room)


def test_a_phase_whose_time_is_over_is_told_once_until_it_has_more(lesson):
    lesson.join("Ann")
    lesson.act("phase", phase="briefing", seconds="60")
    second(lesson, 59)
    listener = lesson.server.hub.open(f"teach/{lesson.code}")
    assert UP not in monitor(lesson)
    for _ in range(3):
        second(lesson)
    assert listener.queue.qsize() == 1, "the open monitor is to learn it, once"
    assert UP in monitor(lesson)
    lesson.act("extend", seconds="60")
    second(lesson)
    assert UP not in monitor(lesson)
    told = listener.queue.qsize()
    second(lesson, 60)
    assert listener.queue.qsize() == told + 1
    lesson.server.hub.close(listener)


def test_a_bargaining_that_the_clock_ended_says_when(lesson):
    lesson.join("Ann")
    lesson.bargain(60)
    second(lesson, 60)
    assert lesson.room.cohort.clock.phase == "forms"
    at = datetime.fromtimestamp(lesson.wall() / 1000)  # noqa: DTZ006 - the room's own
    assert f"Time was up at {at:%H:%M}: {ENDED}" in monitor(lesson)
    assert UP not in monitor(lesson)
    lesson.act("phase", phase="debrief")
    assert ENDED not in monitor(lesson)


def test_a_bargaining_that_the_teacher_ended_says_nothing(lesson):
    lesson.join("Ann")
    lesson.bargain(60)
    lesson.act("end_all")
    assert lesson.room.cohort.clock.phase == "forms"
    assert not lesson.server.notices_of(lesson.room)


def test_a_door_that_a_guesser_shut_is_told_at_once_and_for_how_long(lesson):
    limits = lesson.server.limits
    asked = []
    lesson.server.tell_teacher = asked.append
    for _ in range(limits.tries.most):
        limits.tries.take(s.NEAR[0], lesson.wall())
    for _ in range(2):
        second(lesson, 0)
    assert asked == [lesson.code], "once, not each second"
    assert f"{GUESSED} From some places, or from all, nobody can join or return for 1" in monitor(
        lesson
    )
    second(lesson, 60)
    assert asked == [lesson.code] * 2
    assert GUESSED not in monitor(lesson)


def test_resume_codes_of_a_class_have_a_cap_whatever_the_addresses(lesson):
    limits, first = lesson.server.limits, lesson.code
    for _ in range(limits.resumes_all.most):
        limits.resumes_all.take(first, lesson.wall())
    assert GUESSED in monitor(lesson)
    wrong = {"resume": "ABCD-EFGH"}
    assert lesson.browser().post(f"/c/{first}/resume", data=wrong).status_code == 429
    assert lesson.browser().post(f"/c/{lesson.open()}/resume", data=wrong).status_code == 403
    assert GUESSED not in monitor(lesson), "of another class"


@pytest.mark.parametrize(
    ("client", "own", "told"),
    [("10.0.0.7", "http://10.0.0.12:8000", 1), ("10.0.0.12", "http://10.0.0.12:8000", 0),
     ("127.0.0.1", "http://10.0.0.12:8000", 0), ("::1", "http://10.0.0.12:8000", 0)],
)  # fmt: skip
def test_who_joined_from_another_device_is_counted_and_its_address_is_not_kept(client, own, told):
    noticed = Noticed()
    noticed.came_in("K7QX4M", client, lambda: (own,))
    assert noticed.from_elsewhere.get("K7QX4M", 0) == told
    assert client not in repr(noticed)


def test_the_page_of_phones_counts_who_joined_from_elsewhere(lesson):
    lesson.join("Ann")
    assert "1 person has joined from another device" in s.said(
        lesson.teacher.get(f"/teach/{lesson.code}/reach").text
    )
