"""
Goal: a whole lesson, held as a teacher holds it, with the server killed in its middle.

Three students in browsers, a crowd of scripts beside them; finished, debriefed and exported.

The crowd is thirty-seven here; `POURPARLERS_LESSON=197` holds it with two hundred at fifty tables.
"""

import asyncio
import os
import threading
import time
import zipfile

import pytest

from bench.classes.crowd import crowd, joined
from bench.classes.lesson import played
from bench.classes.measured import listening
from sim.record.replay import open_record
from sim.record.verify import verify
from tests.classroom import browsing as b

pytestmark = pytest.mark.slow
SCRIPTED = int(os.environ.get("POURPARLERS_LESSON", "37"))
SCENARIO = "summer-2020"
MINUTES = {"joining": 5, "briefing": 5, "bargaining": 25, "forms": 3, "debrief": 10}
PLAYS_SECONDS = 240
KILL_AFTER = 8
BACK_SECONDS = 20


class Crowd:
    """
    Scripted students in a thread of their own, beside the browsers of this one.
    """

    def __init__(self, held, code, word):
        self.held, self.code, self.word = held, code, word
        self.ready, self.go, self.stop = threading.Event(), threading.Event(), threading.Event()
        self.students, self.failure = [], None
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        try:
            asyncio.run(self._lesson())
        except BaseException as error:  # noqa: BLE001 - told to the test
            self.failure = error
            self.ready.set()

    async def _lesson(self):
        self.students = crowd(self.held.port, self.code, SCRIPTED, self.word)
        await joined(self.students)
        for one in self.students:
            one.listen()
        await listening(self.students)
        self.ready.set()
        await asyncio.to_thread(self.go.wait)
        await played(self.students, time.perf_counter() + PLAYS_SECONDS, 1)
        await asyncio.to_thread(self.stop.wait)
        await asyncio.gather(*(one.leave() for one in self.students))

    def wait(self, event):
        """
        Wait for an event of the thread and pass its failure on.
        """
        assert event.wait(120), "the crowd did not come so far"
        if self.failure is not None:
            raise self.failure


def end_turn(page):
    """
    Let a student end its turn, if it has one; tell whether it had.
    """
    from playwright.sync_api import TimeoutError as Late

    button = page.locator("#wait button:enabled")
    if not (page.locator("#turn.mine").count() and button.count()):
        return False
    try:
        button.first.click(timeout=2000)
    except Late:
        return False  # the table moved on under the pointer
    return True


def test_a_whole_lesson_with_the_server_killed_in_the_middle(tmp_path):
    with b.school(tmp_path) as school:
        held = school.held
        code = school.open(SCENARIO, **MINUTES)
        people = [school.person(size) for size in (b.PHONE, b.LAPTOP, b.LAPTOP)]
        for page, name in zip(people, ("Ann", "Bo", "Cy"), strict=True):
            school.join(page, code, name)
        scripts = Crowd(held, code, school.words[code])
        scripts.wait(scripts.ready)
        school.begin("briefing", code=code)
        school.begin("bargaining")
        for page in people:
            page.wait_for_selector("#turn")
        scripts.go.set()
        turns = _play(people, KILL_AFTER)
        people[1].fill("#say textarea", "What would you need to sign?")
        people[1].click("#say button")
        held.kill()
        start = time.perf_counter()
        held.start()
        for page in people:
            page.wait_for_selector("#offline", state="hidden", timeout=BACK_SECONDS * 1000)
            page.wait_for_selector("#turn")
        back = time.perf_counter() - start
        turns += _play(people, 30)
        _finish(school, code, people)
        scripts.stop.set()
        scripts.thread.join(60)
        assert scripts.failure is None
        found = _files(school, code, tmp_path)
        held.stop()
        lost, doubled = _compared(tmp_path / code, scripts.students)
    print(f"lesson scripted={SCRIPTED} turns={turns} back={back:.1f}s lost={lost} "
          f"doubled={doubled} rows={found}")  # fmt: skip
    assert turns >= 3
    assert (lost, doubled) == (0, 0)
    assert not school.witness.foreign(school.home)


def _play(people, seconds):
    """
    Let the students of the browsers end their turns for a while; count them.
    """
    until = time.perf_counter() + seconds
    turns = 0
    while time.perf_counter() < until:
        turns += sum(end_turn(page) for page in people)
        people[0].wait_for_timeout(300)
    return turns


def _finish(school, code, people):
    """
    End the lesson: forms, reveal, the wall, a student's own page.
    """
    teacher = school.teacher
    school.begin("forms", code=code)
    people[0].wait_for_selector("form[action$='/form/leaving']")
    school.begin("debrief")
    people[2].wait_for_selector("h1")
    teacher.locator("#reveal summary").click()
    teacher.locator("#reveal button[type=submit]").click()
    teacher.wait_for_selector("#reveal", state="detached")
    teacher.goto(f"{school.home}/teach/{code}/projector")
    teacher.wait_for_selector(".panel svg", timeout=60_000)
    assert "Ann" not in teacher.inner_text("main")
    people[2].goto(f"{school.home}/c/{code}/seat/mine")
    people[2].wait_for_selector(".panel svg", timeout=60_000)


def _files(school, code, folder):
    """
    Export the class and return how many tables it tells of.
    """
    teacher = school.teacher
    teacher.goto(f"{school.home}/teach/{code}/export")
    with teacher.expect_download(timeout=120_000) as download:
        teacher.locator('a[href$="/export/class.zip"]').first.click()
    place = folder / "class.zip"
    download.value.save_as(place)
    with zipfile.ZipFile(place) as files:
        name = next(one for one in files.namelist() if one.endswith("tables.csv"))
        rows = files.read(name).decode().splitlines()
    assert len(rows) - 1 == -(-(SCRIPTED + 3) // 4)
    return len(rows) - 1


def _compared(folder, students):
    """
    Return how many acknowledged moves of scripts no record holds, and how many it holds too often.
    """
    lost = doubled = 0
    for table in range(1, -(-(len(students) + 3) // 4) + 1):
        record = open_record(folder / f"table-{table:02d}.jsonl")
        assert verify(record, deep=True).failure is None
        order = [actor.id for actor in record.header.scenario.actors if actor.is_seat]
        for place, seat in enumerate(order):
            at = (table - 1) * len(order) + place - 3
            if 0 <= at < len(students):
                answers = students[at].answers.values()
                done = sum("done" in answer for answer in answers)
                held = sum(d.actor == seat and d.source == "human" for d in record.decisions)
                lost += max(0, done - held)
                doubled += max(0, held - done)
    return lost, doubled
