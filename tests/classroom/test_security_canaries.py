"""
Goal: nobody is ever shown another's secret, in whatever page, part, stream, error, file or header.

Method: a word that stands nowhere else in every private text of the scenario, every name, message,
form, token and code; then everybody asks for everything at every moment of a lesson.
"""

import random

import pytest

from classroom.cohort import facts as f
from tests.classroom import crawling as c
from tests.classroom import serving_class as s

SEATS = ("microsoft", "bytedance", "white_house", "australia")
TABLES, PEOPLE = 2, 17
BAR = 10_000


class Class:
    """
    A class of two tables with pairs and an onlooker, everything of theirs marked.
    """

    def __init__(self, lesson, canaries):
        self.lesson, self.canaries = lesson, canaries
        lesson.open(c.ID, tables=str(TABLES))
        self.code = lesson.code
        self.people = {}
        for n in range(PEOPLE):
            browser = lesson.join(canaries.word("name", n), lang=c.LANGS[n % 2])
            self.people[n] = browser
            canaries.watch(browser.cookies["seat"], "token", n)
        for named in lesson.room.names.values():
            canaries.watch(named.token.hex(), "hash")
            canaries.watch(named.resume.hex(), "hash")
        canaries.watch(lesson.teacher.cookies["teacher"], "token")
        canaries.watch(s.SECRET, "passphrase")
        members = list(lesson.room.cohort.members.values())
        self.place = {n: (one.table, one.seat, one.duty) for n, one in enumerate(members)}
        self.number = {one.who: n for n, one in enumerate(members)}
        assert {duty for _, _, duty in self.place.values()} == set(f.DUTIES)

    def may(self, n):
        """
        Return what somebody may see: the seat's own texts, messages to it, one's own words.
        """
        table, seat, _ = self.place[n]

        def allowed(kind, *mark):
            match kind:
                case "text":
                    return mark[0] == seat
                case "message":
                    at, ends = mark[0], mark[1:]
                    return at == table and (seat in ends or None in ends)
                case "name" | "form":
                    return mark[0] == n
                case _:
                    return False

        return allowed

    def prepare(self):
        """
        Let everybody fill in the sheet and the exit ticket with words of their own.
        """
        for n, who in self.people.items():
            word = self.canaries.word("form", n)
            number = self.canaries.number(n, "form", n)
            fields = {"batna": f"my way out {word}", "reservation": number}
            answer = who.post(f"/c/{self.code}/seat/form/preparation", data=fields)
            assert answer.status_code == 303, answer.text
            fields = {"unclear": self.canaries.word("form", n)}
            assert who.post(f"/c/{self.code}/seat/form/exit", data=fields).status_code == 303

    def talk(self, turn):
        """
        Let every player write to one seat, or to the table, and whoever is due do nothing.
        """
        for n, (table, seat, duty) in self.place.items():
            if duty == f.PLAYER:
                to = (*(one for one in SEATS if one != seat), None)[(turn + n) % 4]
                word = self.canaries.word("message", table, seat, to)
                fields = {"key": f"m{turn}-{n}", "to": to or "", "body": f"hear {word}"}
                self.people[n].post(f"/c/{self.code}/seat/say", data=fields)
        self.lesson.wall.wind(20)
        for _ in range(6):
            for table in self.lesson.room.tables.values():
                for seat in table.due()[:1]:
                    holder = self.lesson.room.cohort.holders(table.number, seat)[0]
                    n = self.number[holder.who]
                    key = f"w{turn}-{len(table.session.decisions)}"
                    self.lesson.move(self.people[n], ["wait", {}], key, table.seen(seat))


def _paths(base, luck):
    """
    Return what a viewer asks for: its own pages, and what is not for it or not there.
    """
    own = ("seat", "seat/live", "seat/live", "seat/history", "seat/brief", "seat/mine",
           "seat/access", "resume", "seat/nothing", "", "seat/form/exit", "seat/move")  # fmt: skip
    found = [("GET", f"{base}/{path}".rstrip("/"), {}) for path in own]
    found += [("GET", f"{base}/seat/live", {"headers": {"hx-request": "true"}})] * 2
    found += [("GET", path, {}) for path in (
        "/", "/alive", "/join", "/teach", "/teach/new", f"/teach/{luck}",
        f"/teach/{luck}/projector",
        f"/teach/{luck}/people", f"/teach/{luck}/table/1", f"/teach/{luck}/export/messages.csv",
        f"/teach/{luck}/material/packet", "/static/x/class.css", "/static/x/../../pages.py",
        f"{base}/seat?lang=fr", "/c/AAAAAA/seat",
    )]  # fmt: skip
    json, part = {"content-type": "application/json"}, {"hx-request": "true"}
    found += [
        ("POST", f"{base}/seat/move", {"json": {"key": "x", "seen": 0, "move": ["nonsense", {}]}}),
        ("POST", f"{base}/seat/move", {"json": {"key": "y", "seen": 0, "move": [
            "accept", {"table": "sale", "offer": 1}]}}),
        ("POST", f"{base}/seat/move", {"content": b"{", "headers": json}),
        ("POST", f"{base}/seat/move", {"data": {"kind": "accept", "seen": "0", "key": "z"}}),
        ("POST", f"{base}/seat/move", {"data": {"kind": "sue", "seen": "0", "key": "v"},
                                       "headers": part}),
        ("POST", f"{base}/seat/say", {"data": {"key": "s", "to": "nobody", "body": "hello"}}),
        ("POST", f"{base}/seat/say", {"data": {"key": "t", "body": ""}, "headers": part}),
        ("POST", f"{base}/seat/worth", {"data": {"term.price": "30"}}),
        ("POST", f"{base}/seat/form/nothing", {"data": {"a": "b"}}),
        ("POST", f"{base}/seat/form/feeling", {"data": {"outcome": "x"}}),
        ("POST", f"{base}/resume", {"data": {"resume": "AAAAAAAA"}}),
        ("POST", f"{base}/lang", {"data": {"lang": "xx"}}),
        ("POST", f"{base}/seat/say", {"content": b"x" * 20_000}),
        ("POST", "/join", {"data": {"code": base[3:], "name": ""}}),
        ("POST", f"{base}/seat/back", {"headers": {"sec-fetch-site": "cross-site"}}),
        ("DELETE", f"{base}/seat", {}),
        ("HEAD", f"{base}/seat", {}),
    ]  # fmt: skip
    return found


def _walk(crawl, viewers, code):
    """
    Let everybody ask for everything once, and listen to the beginning of a stream.
    """
    lesson = crawl.lesson
    lesson.server.limits.__init__()
    for viewer in viewers:
        for method, path, more in _paths(viewer.base, code):
            crawl.look(viewer, method, path, **more)
        head = c.cookies_of(viewer.browser)
        path = f"{viewer.base}/seat/stream"
        status, headers, body = lesson.portal.call(c.stream_of, lesson.app, path, head)
        crawl.check(viewer, "stream", status, f"{headers}{body}")


def _wall(crawl, viewer, code):
    """
    Look at what hangs on the wall, and at files without messages: no secret of anybody's.
    """
    lesson = crawl.lesson
    for path in ("join", "reach", "projector", "live?page=join", "live?page=projector", "export",
                 "events", *(f"export/{name}.csv" for name in (
                     "sessions", "tables", "seats", "events", "decisions", "surveys",
                 ))):  # fmt: skip
        crawl.look(viewer, "GET", f"/teach/{code}/{path}")
    assert lesson.teacher.get(f"/teach/{code}/projector").status_code == 200


def _viewers(one, other):
    base = f"/c/{one.code}"
    found = [c.Viewer(f"seat {n}", who, base, one.may(n)) for n, who in one.people.items()]
    nobody = lambda *_: False  # noqa: E731
    found += [c.Viewer("nobody", one.lesson.browser(), base, nobody)]
    for name, who in other.items():
        strangers = one.lesson.browser()
        for cookie in who.cookies.jar:
            strangers.cookies.set(cookie.name, cookie.value)
        found.append(c.Viewer(name, strangers, base, nobody))
    return found


@pytest.mark.slow
def test_no_secret_is_shown_to_anybody_but_its_owner(tmp_path, monkeypatch, capsys):
    canaries = c.Canaries()
    c.plant(tmp_path, canaries, monkeypatch, SEATS)
    with s.held(tmp_path) as lesson:
        lesson.open("merger-of-equals")
        other = {"another class": lesson.join("Somebody")}
        one = Class(lesson, canaries)
        crawl = c.Crawl(lesson, canaries)
        viewers = _viewers(one, other)
        wall = c.Viewer("wall", lesson.teacher, "", lambda kind, *_: kind == "nothing")
        _moments(crawl, one, viewers, wall)
        _owners_see_their_own(crawl, one)
    with capsys.disabled():
        for leak in sorted(
            {(who, what.split("?")[0], *mark) for who, what, _, _, *mark in crawl.leaks}, key=str
        )[:40]:
            print(leak)
        print(f"\nresponses={crawl.answers} canaries={len(crawl.leaks)} {dict(crawl.statuses)}")
    assert not crawl.leaks, crawl.leaks[:20]
    assert crawl.answers >= BAR
    assert {200, 303, 403, 404, 409, 413, 422} <= set(crawl.statuses)


def _moments(crawl, one, viewers, wall):
    """
    Crawl from the waiting room to the debrief, with words and moves between.
    """
    lesson, code = crawl.lesson, one.code
    one.prepare()
    _walk(crawl, viewers, code)
    lesson.act("phase", phase="briefing")
    _walk(crawl, viewers, code)
    lesson.act("phase", phase="bargaining", seconds="100000")
    luck = random.Random(4)  # noqa: S311 - an order
    for turn in range(7):
        one.talk(turn)
        luck.shuffle(viewers)
        _walk(crawl, viewers, code)
        _wall(crawl, wall, code)
    for act, fields in (("pause", {}), ("resume", {}), ("phase", {"phase": "forms"}),
                        ("phase", {"phase": "debrief"}), ("reveal", {}),
                        ("phase", {"phase": "closed"})):  # fmt: skip
        assert lesson.act(act, **fields).status_code == 303
        _walk(crawl, viewers, code)
        _wall(crawl, wall, code)


def _owners_see_their_own(crawl, one):
    """
    See that the words were there to be found: everybody saw their own, the teacher's file has all.
    """
    for n, (_, seat, duty) in one.place.items():
        seen = crawl.seen[f"seat {n}"]
        assert ("text", seat) in seen, n
        assert ("form", n) in seen
        assert ("name", n) in seen
        if duty == f.PLAYER:
            assert any(mark[0] == "message" and seat in mark[2:] for mark in seen), n
    wanted = f"/teach/{one.code}/export/messages.csv?messages=yes"
    told = crawl.lesson.teacher.get(wanted)
    assert told.status_code == 200
    kinds = {mark[1] for mark in one.canaries.found(told.text)}
    assert kinds == {"message"}
