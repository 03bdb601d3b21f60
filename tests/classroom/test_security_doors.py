"""
Goal: no route answers whom it should not: the routes are taken from the router, not from a list.
"""

import re

import pytest

from classroom.app import STUDENT, TEACHER, router
from classroom.routes.common import SEAT_COOKIE, TEACHER_COOKIE
from classroom.server import SESSION_MS
from classroom.serving import _passphrase
from tests.classroom import crawling as c
from tests.classroom import serving_class as s

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
TRICKS = (
    "{}", "{}/", "{}//", "/{}", "{}%2F", "{}/.", "{}/..;/", "{}%00", "{}?lang=fr", "{};a=b",
    "/static/..{}", "/c/..{}", "{}#x", "{}%20", "/%2e{}",
)  # fmt: skip
FOREIGN = (
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"},
    {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:8001"},
    {"sec-fetch-site": "cross-site", "origin": s.BASE},
)  # fmt: skip
ACTS = {"act": "pause", "passphrase": "x", "scenario": "summer-2020", "lang": "en", "plan": "90"}


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        made.open()
        yield made


def filled(path, code):
    """
    Return a route's path with something for each of its parts.
    """
    parts = {"code": code, "number:int": "1", "number": "1", "kind": "packet",
             "file": "tables.csv", "form": "exit"}  # fmt: skip
    return re.sub(r"\{([^}]+)\}", lambda found: parts[found[1]], path)


def known(routes):
    """
    Return the paths of a table of routes, and see that it is the whole table of the application.
    """
    return [route.path for route in routes]


def strangers(lesson):
    """
    Yield browsers that are not the teacher's: none, a student's, forged, truncated, run out.
    """
    yield lesson.browser()
    yield lesson.join("Student")
    student = lesson.join("Sly")
    token = student.cookies[SEAT_COOKIE]
    real = lesson.teacher.cookies[TEACHER_COOKIE]
    for forged in (token, real[:-1], real + "A", real.swapcase(), "", "a" * 400, "../" + real):
        made = lesson.browser()
        made.cookies.set(TEACHER_COOKIE, forged)
        yield made
    elsewhere = lesson.browser()
    elsewhere.cookies.set(SEAT_COOKIE, real)
    elsewhere.cookies.set("lang", "fr")
    yield elsewhere


def test_the_router_has_no_route_of_the_teacher_that_is_not_guarded_here(lesson):
    paths = [route.path for route in router(lesson.server).routes]
    ours = [path for path in paths if path.startswith("/teach")]
    assert ours == known(TEACHER)
    others = {"/static/{hash}/{path:path}", "/alive"}
    assert set(paths) == {*known(TEACHER), *known(STUDENT), *others}


@pytest.mark.slow
def test_every_route_of_the_teacher_is_shut_to_everybody_else(lesson):
    classes = len(lesson.server.rooms)
    told = 0
    crowd = list(strangers(lesson))
    lesson.bargain()
    shown = lesson.room.cohort
    for at, who in enumerate(crowd):
        for path in known(TEACHER):
            for method in METHODS:
                tricks = TRICKS if at < 2 and method in {"GET", "POST"} else TRICKS[:2]
                for trick in tricks:
                    made = trick.format(filled(path, lesson.code))
                    data = {"data": ACTS} if method == "POST" else {}
                    answer = who.request(method, made, **data)
                    told += 1
                    where = (method, made, answer.status_code)
                    if path == "/teach" and answer.status_code in {200, 403, 429}:
                        asks = "passphrase" in answer.text or 'action="/join"' in answer.text
                        assert asks or method == "HEAD", where
                        assert lesson.code not in answer.text, where
                        continue
                    assert answer.status_code in {303, 307, 400, 403, 404, 405}, where
                    assert "Student" not in answer.text
                    assert lesson.code not in answer.text, where
                    if answer.status_code in {303, 307}:
                        _stays_here(answer, where)
    assert told > 1500
    assert lesson.room.cohort.clock == shown.clock
    assert len(lesson.server.rooms) == classes


def _stays_here(answer, where):
    """
    See that an answer sends nobody away from this server.
    """
    to = answer.headers["location"]
    assert to.startswith((s.BASE, "/")), (where, to)
    assert not to.startswith("//"), (where, to)


def test_a_login_ends(lesson):
    path = f"/teach/{lesson.code}"
    lesson.wall.wind(SESSION_MS / 1000 - 10)
    assert lesson.teacher.get(path).status_code == 200
    lesson.wall.wind(20)
    assert lesson.teacher.get(path).headers["location"] == "/teach"


def test_a_new_passphrase_ends_the_logins_of_the_old_one(tmp_path):
    with s.held(tmp_path) as before:
        before.open()
        code, token = before.code, before.teacher.cookies[TEACHER_COOKIE]
        assert before.teacher.get(f"/teach/{code}").status_code == 200
    with s.held(tmp_path) as same:
        who = same.browser()
        who.cookies.set(TEACHER_COOKIE, token)
        assert who.get(f"/teach/{code}").status_code == 200
        _passphrase(same.server.store, anew=True)
    with pytest.raises(AssertionError), s.held(tmp_path):
        pass  # the old passphrase opens nothing


def test_a_seat_of_one_class_opens_nothing_of_another(lesson):
    here = lesson.join("Ann")
    first = lesson.code
    lesson.open("merger-of-equals")
    there = lesson.browser()
    there.cookies.set(SEAT_COOKIE, here.cookies[SEAT_COOKIE])
    for route in STUDENT:
        if "/seat" in route.path:
            for code, status in ((lesson.code, {403}), (first, set())):
                for method in route.methods - {"HEAD"}:
                    path = filled(route.path, code)
                    if route.path.endswith("/stream"):
                        if code == first:
                            continue
                        head = c.cookies_of(there)
                        found = lesson.portal.call(c.stream_of, lesson.app, path, head)[0]
                    else:
                        found = there.request(method, path).status_code
                    assert found in status if status else found != 403, (path, method, found)


def test_every_posting_route_refuses_a_form_of_another_page(lesson):
    student = lesson.join("Ann")
    facts = lesson.room.cohort.facts
    posting = [route for route in (*STUDENT, *TEACHER) if "POST" in route.methods]
    assert len(posting) >= 11
    for route in posting:
        path = filled(route.path, lesson.code)
        who = lesson.teacher if path.startswith("/teach") else student
        for headers in FOREIGN:
            for method in ("POST", "PUT", "DELETE"):
                answer = who.request(method, path, data=ACTS, headers=headers)
                assert answer.status_code == 403, (path, headers)
                assert "another page" in answer.text
        own = who.post(path, data=ACTS, headers={"sec-fetch-site": "same-origin"})
        assert "another page" not in own.text
    assert lesson.room.cohort.facts - facts <= 2  # what the forms of our own did


def test_no_reading_changes_anything(lesson):
    student = lesson.join("Ann")
    lesson.bargain()
    facts = lesson.room.cohort.facts
    for route in (*STUDENT, *TEACHER):
        path = filled(route.path, lesson.code)
        if "GET" in route.methods and not path.endswith("/stream"):
            who = lesson.teacher if path.startswith("/teach") else student
            who.get(path, params={"act": "close", "new": "1", "shown": "1"})
    assert lesson.room.cohort.facts == facts


@pytest.mark.parametrize(("secure", "tail"), [(False, ""), (True, "; secure")])
def test_cookies_are_kept_from_scripts_other_sites_and_other_paths(tmp_path, secure, tail):
    with s.held(tmp_path) as lesson:
        data = {"passphrase": s.SECRET, "lang": "zz\r\nset-cookie: a=b"}
        browser = lesson.browser()
        browser.base_url = s.BASE.replace("http:", "https:" if secure else "http:")
        answer = browser.post("/teach", data=data)
        given = [one.lower() for one in answer.headers.get_list("set-cookie")]
        assert len(given) == 2
        assert "lang=en" in given[1]
        if not secure:
            lesson.open()
            form = {"code": lesson.code, "name": "Ann"}
            joined = lesson.browser().post(f"/c/{lesson.code}/join", data=form)
            given += [one.lower() for one in joined.headers.get_list("set-cookie")]
            assert f"path=/c/{lesson.code.lower()};" in given[2]
        for one in given:
            assert "httponly" in one
            assert "samesite=lax" in one
            assert one.endswith(tail)
            assert ("secure" in one) == secure
            assert "path=/teach" in one or "path=/c/" in one
            assert "domain" not in one


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "..",
     "../../evil", "people?x=//evil", "people\r\nset-cookie: a=b", "%2F%2Fevil.example", "@evil",
     "javascript:alert(1)", "a" * 60, "\u2025", "people#//evil"],
)  # fmt: skip
def test_a_button_never_sends_a_teacher_away(lesson, back):
    answer = lesson.act("pause", back=back)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/teach/{lesson.code}"
    assert "set-cookie" not in answer.headers
    assert lesson.act("resume", back="table/1").headers["location"].endswith("/table/1")


@pytest.mark.parametrize(
    "path",
    ["../pages.py", "../../pyproject.toml", "%2e%2e/pages.py", "..%2fpages.py", "..%5cpages.py",
     "....//pages.py", "/etc/passwd", "%2fetc%2fpasswd", "%00", "class.css%00.py", "fonts",
     "vendor/../../app.py", ".", "", "%252e%252e/pages.py"],
)  # fmt: skip
def test_no_path_leads_out_of_the_static_files(lesson, path):
    answer = lesson.browser().get(f"/static/x/{path}")
    assert answer.status_code in {404, 307}, answer.text[:100]
    assert "immutable" not in answer.headers["cache-control"]
    assert lesson.browser().get("/static/x/class.css").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["../class.db", "..%2fclass.db", "tables.csv%0d%0aset-cookie:%20a=b", "%2e%2e/class.db",
     'a"b', "class.db", "tables.csv%00", "tables.csv/", "__init__"],
)  # fmt: skip
def test_no_name_of_a_file_leads_out_of_the_exports(lesson, name):
    answer = lesson.teacher.get(f"/teach/{lesson.code}/export/{name}")
    assert answer.status_code in {404, 307}, answer.text[:100]
    assert "set-cookie" not in answer.headers
    assert "content-disposition" not in answer.headers


def test_streams_of_nobody_are_refused_and_one_of_a_participant_stays(lesson):
    path = f"/c/{lesson.code}/seat/stream"
    lesson.join("Ann")
    for cookie in ("", "seat=x", "seat=" + "a" * 300):
        assert lesson.portal.call(c.stream_of, lesson.app, path, cookie)[0] == 403
    assert lesson.server.hub.count() == 0
    found = lesson.portal.call(_many, lesson)
    assert found == 1
    assert lesson.server.hub.count() == 0


async def _many(lesson):
    """
    Open twenty streams of one participant and return how many are left after a while.
    """
    import asyncio

    who = next(iter(lesson.room.cohort.members))
    room, server = lesson.room, lesson.server
    held = [server.take_stream(room, who, 0) for _ in range(20)]
    tasks = [asyncio.create_task(_drained(server, room, one)) for one in held]
    await asyncio.sleep(0.05)
    left = server.hub.count()
    server.hub.shut()
    await asyncio.gather(*tasks)
    return left


async def _drained(server, room, listener):
    while await listener.queue.get() is not None:
        pass
    server.leave_stream(room, listener)


@pytest.mark.parametrize(("lang", "said"), [
    ("en", "Open the address that stands on the board"), ("fr", "adresse qui est au tableau"),
])  # fmt: skip
def test_who_does_not_come_in_is_told_why_on_a_page_of_the_own_language(lesson, lang, said):
    asked = {"accept-language": lang}
    eve = lesson.browser()
    strange = eve.get("/", headers={**asked, "host": "school.example"})
    foreign = eve.post("/join", data={"code": "X"}, headers={**asked, "origin": "null"})
    assert (strange.status_code, foreign.status_code) == (421, 403)
    for answer in (strange, foreign):
        assert f'<html lang="{lang}"' in answer.text
        assert said in answer.text
        assert "default-src 'self'" in answer.headers["content-security-policy"]
    long = eve.post("/join", data={"code": "X" * 20_000}, headers=asked)
    assert long.status_code == 413
    assert f'<html lang="{lang}"' in long.text
    told = eve.post("/join", json={}, headers={**asked, "origin": "null"})
    assert told.status_code == 403
    assert told.json()["denied"]
