"""
Goal: over HTTP, as browsers do: a lesson from the passphrase to the debrief, and every denial.
"""

import html
import json
import re
from urllib.parse import urljoin

import pytest

from classroom.app import TEACHER
from classroom.cohort import facts as f
from classroom.presence import HERE_MS
from classroom.room import Room
from classroom.routes.common import SEAT_COOKIE
from classroom.sights import overview_of
from classroom.teacher import rows
from classroom.tokens import hashed
from sim.record.replay import open_record
from sim.record.verify import verify
from tests.classroom import serving_class as s
from tests.house import ROOT


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        yield made


def test_a_lesson_from_the_passphrase_to_the_debrief(lesson):
    lesson.open()
    people = [lesson.join(f"Person {n}", lang="fr" if n == 1 else "en") for n in range(5)]
    waiting = lesson.seat(people[1])
    assert waiting.status_code == 200
    assert '<html lang="fr">' in waiting.text
    lesson.bargain()
    for who in people:
        assert lesson.seat(who).status_code == 200
        assert lesson.seat(who, "/live").status_code == 200
        assert lesson.seat(who, "/history").status_code == 200
        assert lesson.seat(who, "/brief").status_code == 200
    due = lesson.room.tables[1].due()[0]
    mover = people[lesson.room.cohort.opened.seats.index(due)]
    assert lesson.move(mover, ["wait", {}], "k1").json()["done"] == "wait"
    assert lesson.act("end_all").status_code == 303
    assert lesson.act("phase", phase="debrief").status_code == 303
    assert lesson.seat(people[0], "/mine").status_code == 409
    assert "created" not in lesson.teacher.get(f"/teach/{lesson.code}/projector").text
    assert lesson.act("reveal").status_code == 303
    assert lesson.seat(people[0], "/mine").status_code == 200
    wall = lesson.teacher.get(f"/teach/{lesson.code}/projector")
    assert wall.status_code == 200
    assert "<svg" in wall.text
    assert "Person" not in wall.text


@pytest.mark.parametrize("path", ["/seat", "/seat/history", "/practice/7/brief"])
def test_a_browser_without_a_seat_is_led_to_the_doors_of_the_class(lesson, path):
    lesson.open()
    stranger = lesson.browser()
    here = f"/c/{lesson.code}{path}"
    page = stranger.get(here)
    assert page.status_code == 403
    assert "This device has no seat here" in page.text
    back, join = re.findall(r'<a class="button[^"]*" href="([^"]*)"', page.text)[-2:]
    resumed = stranger.get(urljoin(s.BASE + here, back), follow_redirects=True)
    assert resumed.url.path == f"/c/{lesson.code}/resume"
    assert resumed.status_code == 200
    door = stranger.get(urljoin(s.BASE + here, join), follow_redirects=True)
    assert door.url.path == f"/c/{lesson.code}"
    assert 'id="name"' in door.text


def test_the_bare_door_leads_to_the_page_for_a_return_code(lesson):
    lesson.open()
    stranger = lesson.browser()
    assert 'name="back"' in stranger.get("/").text
    fields = {"code": lesson.code, "name": "", "back": "1"}
    led = stranger.post("/join", data=fields)
    assert (led.status_code, led.headers["location"]) == (303, f"/c/{lesson.code}/resume")
    assert stranger.post("/join", data=fields | {"code": "AAAAAA"}).status_code == 404
    assert not lesson.room.cohort.members


@pytest.mark.slow
def test_every_page_of_the_teacher_answers(lesson):
    lesson.open()
    [lesson.join(f"Person {n}") for n in range(4)]
    lesson.bargain()
    for path in ("", "/live", "/live?page=join", "/live?page=projector", "/table/1", "/join",
                 "/reach", "/people", "/events", "/projector", "/export", "/material/packet",
                 "/export/tables.csv", "/export/class.zip?messages=yes", "/export/codebook.md",
                 "/material/teaching", "/material/brief?seat=australia"):  # fmt: skip
        answer = lesson.teacher.get(f"/teach/{lesson.code}{path}")
        assert answer.status_code == 200, (path, answer.text[:500])


def test_no_route_of_the_teacher_answers_anybody_else(lesson):
    lesson.open()
    student = lesson.join("Person")
    paths = [route.path for route in TEACHER if route.path != "/teach"]
    assert len(paths) > 10
    for path in paths:
        real = path.replace("{code}", lesson.code).replace("{number:int}", "1")
        real = real.replace("{kind}", "packet").replace("{file}", "tables.csv")
        for who in (student, lesson.browser()):
            for answer in (who.get(real), who.post(real, data={"act": "pause"})):
                assert answer.status_code in {303, 403, 405}, (real, answer.status_code)
                if answer.status_code == 303:
                    assert answer.headers["location"] == "/teach"
    assert not lesson.room.cohort.clock.paused


def test_every_table_is_an_ordinary_record_beside_the_store(lesson, tmp_path):
    lesson.open()
    [lesson.join(f"Person {n}") for n in range(4)]
    lesson.bargain()
    lesson.act("end_all")
    path = tmp_path / lesson.code / "table-01.jsonl"
    for _ in range(50):
        if path.exists():
            break
        lesson.server.archives.write(everything=True)
    record = open_record(path)
    assert verify(record, deep=True).failure is None
    assert record.digest == lesson.room.tables[1].session.digest


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"sec-fetch-site": "cross-site"}, 403), ({"sec-fetch-site": "same-site"}, 403),
     ({"origin": "http://evil.example"}, 403), ({"sec-fetch-site": "same-origin"}, 404)],
)  # fmt: skip
def test_a_form_of_another_page_is_refused(lesson, headers, status):
    lesson.open()
    answer = lesson.browser().post("/join", data={"code": "XXXXXX"}, headers=headers)
    assert answer.status_code == status


def test_a_host_that_is_none_of_ours_is_refused(lesson):
    answer = lesson.browser().get("/", headers={"host": "rebound.example"})
    assert answer.status_code == 421


def test_a_body_that_is_too_long_is_refused(lesson):
    lesson.open()
    answer = lesson.browser().post("/join", data={"name": "x" * 20_000})
    assert answer.status_code == 413


def test_a_wrong_code_is_counted_and_a_right_one_never(lesson):
    lesson.open()
    wrong = lesson.browser()
    codes = [wrong.post("/join", data={"code": "AAAAAA", "name": "A"}).status_code
             for _ in range(12)]  # fmt: skip
    assert codes[:10] == [404] * 10
    assert codes[10:] == [429] * 2
    for n in range(30):
        lesson.join(f"Person {n}")
    lesson.wall.wind(61)
    assert wrong.post("/join", data={"code": "AAAAAA", "name": "A"}).status_code == 404


def test_a_page_of_a_seat_does_not_tell_whether_a_code_is_right(lesson):
    lesson.open()
    stranger = lesson.browser()
    right = stranger.get(f"/c/{lesson.code}/seat")
    wrong = stranger.get("/c/AAAAAA/seat")
    assert (right.status_code, right.text) == (wrong.status_code, wrong.text)


def test_a_wrong_passphrase_is_counted(lesson):
    who = lesson.browser()
    codes = [who.post("/teach", data={"passphrase": "wrong"}).status_code for _ in range(7)]
    assert codes == [403] * 5 + [429] * 2


def test_an_old_passphrase_does_not_erase(lesson):
    lesson.open()
    lesson.join("Ann")
    who = next(iter(lesson.room.cohort.members))
    lesson.wall.wind(16 * 60)
    assert lesson.teacher.get(f"/teach/{lesson.code}/export/tables.csv").status_code == 303
    asked = lesson.act("erase", who=who)
    assert asked.headers["location"].startswith("/teach?again=")
    assert who in lesson.room.names
    lesson.log_in()
    assert lesson.act("erase", who=who).status_code == 303
    assert who not in lesson.room.names


def test_after_a_restart_everybody_is_still_there(tmp_path):
    with s.held(tmp_path) as before:
        before.open()
        people = [before.join(f"Person {n}") for n in range(4)]
        before.bargain()
        code, cookies = before.code, [dict(who.cookies) for who in people]
        digest = before.room.tables[1].session.digest
    with s.held(tmp_path) as after:
        after.code = code
        assert after.room.tables[1].session.digest == digest
        for kept in cookies:
            who = after.browser()
            who.cookies.update(kept)
            assert after.seat(who).status_code == 200


def test_who_is_gone_is_played_for_and_sits_again_when_back(lesson):
    lesson.open()
    [lesson.join(f"Person {n}") for n in range(4)]
    lesson.bargain()
    room, presence = lesson.room, lesson.server.presence[lesson.code]
    here = list(room.cohort.members)[1:]

    def second():
        lesson.wall.wind(1)
        for who in here:
            presence.saw(who, lesson.wall())
        lesson.portal.call(lesson.server.tick, room)

    for _ in range(60):
        second()
    first = room.cohort.opened.seats[0]
    assert dict(room.cohort.places[1].strategies) == {first: "away"}
    here = list(room.cohort.members)
    second()
    assert not room.cohort.places[1].strategies


def test_time_that_is_up_ends_the_bargaining(lesson):
    lesson.open()
    lesson.join("Ann")
    lesson.bargain(60)
    lesson.wall.wind(59)
    lesson.portal.call(lesson.server.tick, lesson.room)
    assert lesson.room.cohort.clock.phase == "bargaining"
    lesson.wall.wind(1)
    lesson.portal.call(lesson.server.tick, lesson.room)
    assert lesson.room.cohort.clock.phase == "forms"
    assert lesson.room.cohort.places[1].status


@pytest.mark.slow
def test_a_sample_class_can_be_clicked_through(lesson):
    answer = lesson.teacher.post("/teach/new", data={"sample": "yes", "lang": "en"})
    assert answer.status_code == 303
    lesson.code = answer.headers["location"].split("/")[2]
    assert lesson.act("reveal").status_code == 303
    assert "<svg" in lesson.teacher.get(f"/teach/{lesson.code}/projector").text


def test_turning_pages_of_the_wall_reckons_nothing_again(lesson, monkeypatch):
    from classroom import debriefing

    made = []
    plain = debriefing.panels
    monkeypatch.setattr(debriefing, "panels", lambda *said: made.append(1) or plain(*said))
    lesson.open("first-offer")
    who = next(lesson.join(f"Person {n}") for n in range(2))
    lesson.bargain()
    lesson.act("end_all")
    lesson.act("reveal")
    for page in ("created", "anchoring", "created"):
        assert lesson.act("page", page=page).status_code == 303
        assert lesson.teacher.get(f"/teach/{lesson.code}/projector").status_code == 200
    assert len(made) == 1
    form = {"outcome_result": "5", "exit_change": "more time"}
    assert who.post(f"/c/{lesson.code}/seat/form/exit", data=form).status_code == 303
    lesson.teacher.get(f"/teach/{lesson.code}/projector")
    assert len(made) == 2


def test_a_mistake_in_one_class_stops_the_clock_of_no_other(lesson, monkeypatch):
    first = lesson.open("first-offer")
    lesson.bargain(60)
    second = lesson.open("first-offer")
    lesson.bargain(60)
    plain = lesson.server.tick

    async def broken(room):
        if room.code == first:
            raise ZeroDivisionError
        await plain(room)

    monkeypatch.setattr(lesson.server, "tick", broken)
    lesson.wall.wind(60)
    for room in tuple(lesson.server.rooms.values()):
        lesson.portal.call(lesson.server.see_to, room)
    assert lesson.server.rooms[second].cohort.clock.phase == "forms"
    assert "ZeroDivisionError" in lesson.teacher.get(f"/teach/{second}").text


def _seconds(lesson, count, here=None):
    """
    Let so many seconds pass, in which everybody is here but those left out of `here`.
    """
    room, presence = lesson.room, lesson.server.presence[lesson.code]
    for _ in range(count):
        lesson.wall.wind(1)
        for who in room.cohort.members if here is None else here:
            presence.saw(who, lesson.wall())
        lesson.portal.call(lesson.server.tick, room)


def test_a_restart_gives_everybody_time_to_come_back(tmp_path):
    with s.held(tmp_path) as before:
        before.open()
        people = [before.join(f"Person {n}") for n in range(4)]
        before.bargain()
        _seconds(before, 200)
        seat = before.room.cohort.opened.seats.index(before.room.tables[1].due()[0])
        assert before.move(people[seat], ["wait", {}], "k").json()["done"] == "wait"
        code, cookies = before.code, [dict(who.cookies) for who in people]
    before.wall.wind(5)
    with s.held(tmp_path, before.wall) as after:
        after.code = code
        _seconds(after, 20, here=())
        assert not after.room.cohort.places[1].strategies
        back = after.browser()
        back.cookies.update(cookies[0])
        assert after.seat(back).status_code == 200
        _seconds(after, 20, here=list(after.room.cohort.members)[:1])
        gone = set(after.room.cohort.opened.seats[1:])
        assert set(after.room.cohort.places[1].strategies) == gone


def test_a_pause_makes_nobody_late(lesson):
    lesson.open()
    people = [lesson.join(f"Person {n}") for n in range(4)]
    lesson.bargain()
    _seconds(lesson, 200)
    for due in lesson.room.tables[1].due():
        mover = people[lesson.room.cohort.opened.seats.index(due)]
        assert lesson.move(mover, ["wait", {}], "k").json()["done"] == "wait"
    _seconds(lesson, 200)
    lesson.act("pause")
    _seconds(lesson, 600)
    lesson.act("resume")
    _seconds(lesson, 30)
    assert not lesson.room.cohort.places[1].strategies
    _seconds(lesson, 20)
    assert set(lesson.room.cohort.places[1].strategies.values()) == {"stalled"}


def test_what_happens_at_one_table_pokes_no_other(lesson):
    lesson.open()
    [lesson.join(f"Person {n}") for n in range(8)]
    lesson.bargain()
    hub, members = lesson.server.hub, list(lesson.room.cohort.members)
    here, there = (hub.open(f"{lesson.code}/{table}", members[4 * table - 1]) for table in (1, 2))
    lesson.act("strategy", table="1", seat=lesson.room.cohort.opened.seats[0])
    lesson.act("nudge", table="1", seat=lesson.room.cohort.opened.seats[1])
    assert (here.queue.qsize() > 0, there.queue.qsize()) == (True, 0)
    lesson.act("pause")
    assert there.queue.qsize() == 1


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_mistake_of_ours_is_a_page_for_who_asked_and_a_line_for_the_teacher(
    lesson, monkeypatch, capsys, lang
):
    def broken(_):
        raise ZeroDivisionError("a wrong\nnumber")

    lesson.open()
    who = lesson.join("Ann", lang)
    monkeypatch.setattr("classroom.student.pages.page", broken)
    answer = lesson.seat(who, f"?lang={lang}")
    assert answer.status_code == 500
    assert ("made a mistake" if lang == "en" else "fait une erreur") in answer.text
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("error: serve: our mistake at GET /c/")
    assert "Traceback" not in said
    assert "ZeroDivisionError" not in answer.text


def test_all_stalled_seats_are_nudged_at_once_and_only_those_that_are_due(lesson):
    lesson.open()
    lesson.join("Ann")
    lesson.join("Bo")
    lesson.bargain()
    due = lesson.room.tables[1].due()
    other = next(seat for seat in lesson.room.cohort.opened.seats if seat not in due)
    seats = ",".join(["1." + due[0], "1." + other, "77.host", "x", "1.", "9" * 40])
    assert lesson.act("nudge_all", seats=seats).status_code == 303
    assert set(lesson.room.cohort.places[1].nudged) == {due[0]}


def test_every_what_if_has_a_page_of_its_own_on_the_wall(lesson):
    lesson.open("first-offer")
    lesson.join("Ann")
    lesson.bargain()
    lesson.act("end_all")
    lesson.act("reveal")
    for _ in range(2):
        assert lesson.act("fork", table="1", decision="0").status_code == 303
    seen, page = [], "created"
    while page not in seen:
        seen.append(page)
        lesson.act("page", page=page)
        text = lesson.teacher.get(f"/teach/{lesson.code}/projector").text
        ways = re.findall(r'name="page" value="(\w+)".*?data-key="(\w+)"', text, re.DOTALL)
        page = {key: to for to, key in ways}.get("ArrowRight", page)
    assert [one for one in seen if one.startswith("what_if")] == ["what_if_1", "what_if_2"]


def test_a_link_changes_the_language_of_the_teacher_for_good(lesson):
    lesson.open("first-offer")
    assert '<html lang="en">' in lesson.teacher.get("/teach").text
    french = lesson.teacher.get("/teach?lang=fr").text
    assert '<html lang="fr">' in french
    assert ">Première offre<" in french, "the scenario's title, not its name"
    assert '<html lang="fr">' in lesson.teacher.get(f"/teach/{lesson.code}").text
    assert '<html lang="fr">' in lesson.teacher.get("/teach?lang=xx").text
    assert '<html lang="en">' in lesson.teacher.get("/teach?new=yes&lang=en").text
    assert '<html lang="en">' in lesson.teacher.get("/teach").text


def test_who_reads_the_brief_keeps_the_seat_and_who_is_gone_does_not(lesson):
    lesson.open("first-offer")
    people = [lesson.join(f"Person {n}") for n in range(2)]
    lesson.bargain()
    script = (ROOT / "classroom" / "static" / "student.js").read_text(encoding="utf-8")
    (every,) = re.findall(r"QUIET_MS = (\d+);", script)
    assert int(every) < HERE_MS
    for _ in range(60_000 // int(every)):
        lesson.wall.wind(int(every) / 1000)
        assert lesson.seat(people[0], "/live?k=0").status_code == 200
        lesson.portal.call(lesson.server.tick, lesson.room)
    seats = lesson.room.cohort.places[1].strategies
    first, second = (one.seat for one in lesson.room.cohort.members.values())
    assert first not in seats
    assert seats[second] == f.AWAY


def test_a_browser_that_has_a_seat_is_asked_before_it_takes_another(lesson):
    lesson.open("first-offer", layout="list", names="Anna\nBob")
    device = lesson.join("Anna")
    assert lesson.room.cohort.members
    again = device.post("/join", data={"code": lesson.code, "name": "Bob"}, follow_redirects=True)
    assert len(lesson.room.cohort.members) == 1, "Anna's browser took Bob's seat unasked"
    assert "Anna sits in this class" in s.said(again.text)
    assert f'href="/c/{lesson.code}/ticket"' in again.text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', again.text))
    assert form["name"] == "Bob"
    moved = device.post(f"/c/{lesson.code}/join", data=form)
    assert (moved.status_code, moved.headers["location"]) == (303, f"/c/{lesson.code}/ticket")
    names = sorted(one.name for one in lesson.room.names.values())
    assert names == ["Anna", "Bob"]
    who = lesson.room.tokens[hashed(device.cookies[SEAT_COOKIE])]
    assert lesson.room.names[who].name == "Bob"


def test_a_ticket_is_a_page_of_its_own_until_the_seat_was_opened(lesson):
    lesson.open()
    who = lesson.browser()
    led = who.post("/join", data={"code": lesson.code, "name": "Ann"}, follow_redirects=True)
    ticket = f"/c/{lesson.code}/ticket"
    assert (led.request.method, led.url.path) == ("GET", ticket), "a reload would join again"
    code = re.search(r"\b\w{4}-\w{4}\b", s.said(led.text))[0]
    assert code in who.get(ticket).text
    assert lesson.seat(who).status_code == 200
    back = who.get(ticket)
    assert (back.status_code, back.headers["location"]) == (303, f"/c/{lesson.code}/seat")
    assert who.get(f"/c/{lesson.code}", follow_redirects=True).url.path.endswith("/seat")
    assert lesson.browser().get(ticket).status_code == 403
    other = lesson.browser()
    resumed = other.post(f"/c/{lesson.code}/resume", data={"resume": code})
    assert resumed.headers["location"] == ticket
    assert code not in other.get(ticket).text
    assert lesson.seat(other).status_code == 200


def test_the_teacher_gives_a_seat_back_without_erasing_anybody(lesson):
    lesson.open()
    lesson.join("Ann")
    thief = lesson.join("Bob")
    who = lesson.room.tokens[hashed(thief.cookies[SEAT_COOKIE])]
    old = lesson.server.tickets[lesson.code, who]
    listener = lesson.portal.call(lesson.server.take_stream, lesson.room, who, 0)
    assert lesson.seat(thief).status_code == 200
    answer = lesson.act("renew", who=who, back="people")
    shown = lesson.teacher.get(answer.headers["location"]).text
    code = re.search(r"\b\w{4}-\w{4}\b", s.said(shown))[0]
    assert code not in lesson.teacher.get(answer.headers["location"]).text, "shown more than once"
    assert lesson.seat(thief).status_code == 403
    assert thief.get(f"/c/{lesson.code}/ticket").status_code == 403
    heard = [listener.queue.get_nowait() for _ in range(listener.queue.qsize())]
    assert [one and one.event for one in heard][-2:] == ["class", None]
    bob = lesson.browser()
    assert bob.post(f"/c/{lesson.code}/resume", data={"resume": old}).status_code == 403
    assert bob.post(f"/c/{lesson.code}/resume", data={"resume": code}).status_code == 303
    assert lesson.seat(bob).status_code == 200
    assert lesson.room.tokens[hashed(bob.cookies[SEAT_COOKIE])] == who
    assert lesson.act("renew", who="NOBODY").status_code in {403, 404}


def test_a_return_code_without_the_code_of_a_class_is_told_so(lesson):
    lesson.open()
    for more in ({"back": "1"}, {"name": "Ann"}):
        answer = lesson.browser().post("/join", data={"code": " ", **more})
        assert answer.status_code == 422
        assert "Type the code of the class first" in answer.text
    limits = lesson.server.limits
    assert limits.tries.left(s.NEAR[0], lesson.server.now()) == limits.tries.most


def test_two_in_one_seat_are_both_told_and_know_whose_words_are_whose(lesson):
    lesson.open("first-offer", tables="1")
    first, _, second = (lesson.join(name) for name in ("Ann", "Bo", "Cy"))
    lesson.bargain()
    shared = "Two of you share this seat."
    for who in (first, second):
        assert shared in s.said(lesson.seat(who).text)
    form = {"key": "k", "body": "Ours is mine."}
    second.post(f"/c/{lesson.code}/seat/say", data=form)

    def author(who):
        _, _, talk = lesson.seat(who).text.partition('id="talk-list"')
        return re.search(r"<strong>(.*?)</strong>(?=.*Ours is mine)", talk, re.DOTALL)[1]

    assert author(second) == "You"
    assert author(first) == "The other in your seat", "the other's words are given out as one's own"
    lesson.act("end_all")
    for who in (first, second):
        assert shared not in s.said(lesson.seat(who).text)


def test_a_panel_that_moves_somebody_knows_who_sits_where(lesson):
    lesson.open("first-offer")
    for name in ("Ann", "Bo"):
        lesson.join(name)
    for page in ("people", "table/1"):
        text = lesson.teacher.get(f"/teach/{lesson.code}/{page}").text
        held = html.unescape(re.search(r'id="held" hidden data-held="([^"]*)"', text)[1])
        assert json.loads(held) == {"1.cidery": "Ann", "1.orchard": "Bo"}
        assert text.count("In a seat that is taken two would play.") == 2 * (page != "people")


def _all_due(lesson):
    """
    Bargain until several seats of the first table are due, and return them.
    """
    seats = lesson.room.cohort.opened.seats
    people = dict(zip(seats, [lesson.join(f"Person {n}") for n in range(len(seats))], strict=True))
    lesson.bargain()
    due = lesson.room.tables[1].due()
    assert len(due) > 1
    return people, due


def test_who_is_waited_for_does_not_hide_behind_others_who_act(tmp_path):
    with s.held(tmp_path) as lesson:
        lesson.open()
        people, (first, *others) = _all_due(lesson)
        began = lesson.wall()
        for n in range(8):
            _seconds(lesson, 28)
            form = {"key": f"k{n}", "body": "Well?"}
            place = f"/c/{lesson.code}/seat/say"
            assert people[others[0]].post(place, data=form).status_code == 303
        since = lesson.room.since[1]
        assert (since[first], since[others[0]]) == (began, lesson.wall())
        read = Room(lesson.room.store, lesson.code, lesson.wall)
        assert read.since == lesson.room.since, "a restart begins the time of nobody anew"
        page = lesson.teacher.get(f"/teach/{lesson.code}").text
        assert f'data-since="{lesson.wall() - began}"' in page
        stalls = [one.mark.emblem.seat for one in rows.stalls(*_rows(lesson))]
        assert first in stalls
        assert others[0] not in stalls
        _seconds(lesson, 17)
        assert lesson.room.cohort.places[1].strategies[first] == "stalled"
        assert others[0] not in lesson.room.cohort.places[1].strategies


def _rows(lesson):
    seen = overview_of(lesson.server, lesson.room, "en")
    return seen, rows.rows(seen)


def test_who_of_a_list_is_not_here_yet_is_named_as_the_teacher_wrote(lesson):
    names = ["Anna Schmidt", "Bob", "Zoë O'Neill"]
    lesson.open("first-offer", layout="list", names="\n".join(names))
    people = f"/teach/{lesson.code}/people"

    def shown():
        page = lesson.teacher.get(people).text
        absent = re.search(r'id="missing".*?</section>', page, re.DOTALL)
        return s.said(page), s.said(absent[0]) if absent else ""

    assert "0 of 3 of the list are here" in shown()[0]
    zoe = lesson.join("zoe o'neill")
    page, absent = shown()
    assert "1 of 3 of the list are here" in page
    assert "Zoë O'Neill" in html.unescape(page), "the teacher's spelling is lost"
    assert "Zoë" not in absent
    assert absent.index("Anna Schmidt Table 1 Cider house") < absent.index("Bob Table 1 Orchard")
    assert lesson.browser().post(
        f"/c/{lesson.code}/join", data={"name": "ZOË O'NEILL"}).status_code == 409  # fmt: skip
    who = lesson.room.tokens[hashed(zoe.cookies[SEAT_COOKIE])]
    lesson.act("erase", who=who)
    journal = [entry.line for entry in lesson.room.store.entries(lesson.code)]
    assert not [line for line in journal if b"Anna" in line or b"Bob" in line]
    assert "Zoë" not in shown()[0]
    bob = next(one for one, kept in lesson.room.names.items() if kept.name == "Bob")
    lesson.act("erase", who=bob)
    assert "Bob" not in shown()[0], "a name of the list can be erased before anybody comes"
    lesson.wall.wind(31 * 24 * 3600)
    lesson.portal.call(lesson.server.lapse)
    lesson.log_in()
    assert "Anna Schmidt" not in shown()[0]
    assert not lesson.room.store.names(lesson.code), "a name is kept for longer than is promised"


def test_two_names_of_a_list_that_are_the_same_are_named(lesson):
    form = {"scenario": "first-offer", "lang": "en", "plan": "90", "layout": "list",
            "names": "Zoe\nBob\nZOË\nAnna"}  # fmt: skip
    answer = lesson.teacher.post("/teach/new", data=form)
    assert answer.status_code == 422
    assert "capitals or accents: Zoe, ZOË." in s.said(answer.text)
