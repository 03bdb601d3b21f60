"""
A class server inside a test: a teacher, students with cookies of their own, a clock to wind.
"""

import re
from contextlib import contextmanager

from starlette.testclient import TestClient

from classroom.app import application
from classroom.server import PASSPHRASE, Server
from classroom.settings import Settings
from classroom.store.sqlite import open_sqlite
from classroom.tokens import scrypted

SECRET = "ABCDEFGHJKMNPQRSTVWX"  # noqa: S105 - of tests alone
BASE = "http://127.0.0.1:8000"
NEAR = ("192.168.1.7", 50_000)


class Wall:
    """
    A wall clock that tests wind.
    """

    def __init__(self):
        self.at = 1_700_000_000_000

    def __call__(self):
        """
        Return milliseconds.
        """
        return self.at

    def wind(self, seconds):
        """
        Let some seconds pass.
        """
        self.at += int(seconds * 1000)


class Lesson:
    """
    A running server with its teacher.
    """

    def __init__(self, server, app, wall, portal):
        self.server, self.app, self.wall, self.portal = server, app, wall, portal
        self.teacher = self.browser()
        self.code = ""

    def browser(self):
        """
        Return somebody's browser, without cookies.
        """
        made = TestClient(self.app, base_url=BASE, follow_redirects=False, client=NEAR)
        made.portal = self.portal  # one loop for all, as a server has
        return made

    @property
    def room(self):
        """
        Return the class.
        """
        return self.server.rooms[self.code]

    def log_in(self):
        """
        Give the passphrase.
        """
        answer = self.teacher.post("/teach", data={"passphrase": "abcde-fghjk-mnpqr-stvwx"})
        assert answer.status_code == 303

    def open(self, scenario="summer-2020", **fields):
        """
        Begin a class and return its code.
        """
        form = {"scenario": scenario, "lang": "en", "layout": "arrival", "plan": "90"}
        answer = self.teacher.post("/teach/new", data=form | fields)
        assert answer.status_code == 303, answer.text
        self.code = answer.headers["location"].split("/")[2]
        return self.code

    def act(self, act, **fields):
        """
        Press a button of the teacher's.
        """
        return self.teacher.post(f"/teach/{self.code}/act", data={"act": act, **fields})

    def join(self, name, lang="en", **fields):
        """
        Return the browser of somebody who joined.
        """
        who = self.browser()
        form = {"code": self.code, "name": name, "lang": lang}
        answer = who.post("/join", data=form | fields, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return who

    def bargain(self, seconds=1800):
        """
        Go on to the bargaining.
        """
        assert self.act("phase", phase="briefing").status_code == 303
        assert self.act("phase", phase="bargaining", seconds=str(seconds)).status_code == 303

    def seat(self, who, path=""):
        """
        Return a page of somebody's seat.
        """
        return who.get(f"/c/{self.code}/seat{path}")

    def move(self, who, move, key, seen=0):
        """
        Send a move as a program does.
        """
        body = {"key": key, "seen": seen, "move": move}
        return who.post(f"/c/{self.code}/seat/move", json=body)


@contextmanager
def held(folder, wall=None, **settings):
    """
    Yield a lesson with a teacher who is logged in.
    """
    wall = wall or Wall()
    store = open_sqlite(folder)
    if store.secret(PASSPHRASE) is None:
        store.put_secret(PASSPHRASE, scrypted(SECRET))
    made = Settings(
        folder=folder, host="127.0.0.1", port=8000, lang="en",
        addresses=lambda: (BASE,), **settings,
    )  # fmt: skip
    server = Server(store, made, wall)
    app = application(server)
    with TestClient(app, base_url=BASE, client=NEAR) as main:
        lesson = Lesson(server, app, wall, main.portal)
        lesson.log_in()
        yield lesson
    store.close()


def said(page):
    """
    Return the text of a page.
    """
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
