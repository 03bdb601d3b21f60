"""
A class whose every secret carries a word that stands nowhere else, and a crawler that looks for it.
"""

import asyncio
import contextlib
import re
from collections import Counter
from functools import partial

from sim import scenario_text
from tests.classroom import serving_class as s

WORD = re.compile(r"zq\d{5}x|\d\d[.,]?739\d\d1")
"""A planted word, or a planted number as a page, a file or a line of JSON may write it."""
ID = "summer-canary"
SECRET_TEXTS = ("aim", "brief", "know", "unknown", "means", "tempers", "personalities")
ACTOR = re.compile(r"^\[actors\.(\w+)(?:\.(\w+))?\]$")
LANGS = ("en", "fr")


class Canaries:
    """
    Words that stand nowhere else, each with what it marks.
    """

    def __init__(self):
        self.marks = {}
        self.secrets = {}

    def word(self, *mark):
        """
        Return a fresh word for a secret.
        """
        made = f"zq{len(self.marks):05d}x"
        self.marks[made] = mark
        return made

    def number(self, n, *mark):
        """
        Return a number of points that nothing else is worth, for somebody's form.
        """
        made = f"{41 + n}.739{n + 1:02d}1"
        self.marks[made.replace(".", "")] = mark
        return made

    def watch(self, secret, *mark):
        """
        Look for something that was made by the server, such as a token.
        """
        self.secrets[secret] = mark

    def found(self, text):
        """
        Return the marks of every word in a text.
        """
        known = ((one, re.sub("[.,]", "", one)) for one in set(WORD.findall(text)))
        planted = {(one, *self.marks[bare]) for one, bare in known if bare in self.marks}
        made = {(one, *mark) for one, mark in self.secrets.items() if one in text}
        return planted | made


def plant(folder, canaries, monkeypatch, seats):
    """
    Copy the shipped scenario with a word in every private text, and let the server find it.
    """
    shipped = scenario_text.find_scenario("summer-2020")
    body = shipped.read_text(encoding="utf-8").replace('id = "summer-2020"', f'id = "{ID}"')
    path = folder / f"{ID}.toml"
    path.write_text(body, encoding="utf-8")
    for lang in LANGS:
        text = shipped.with_name(f"summer-2020.{lang}.toml").read_text(encoding="utf-8")
        planted = "\n".join(_lines(text, canaries, seats))
        path.with_name(f"{ID}.{lang}.toml").write_text(planted, encoding="utf-8")
    find = scenario_text.find_scenario
    monkeypatch.setattr(
        scenario_text, "find_scenario", lambda name: path if name == ID else find(name)
    )
    scenarios = (ID, "merger-of-equals")
    for place in ("founding", "routes.drafting"):
        monkeypatch.setattr(f"classroom.{place}.scenarios", lambda: scenarios)


def _lines(text, canaries, seats):
    """
    Yield the lines of a file of texts, those of private keys with a word at their end.
    """
    actor, part = "", ""
    for line in text.splitlines():
        head = ACTOR.match(line)
        if line.startswith("["):
            actor, part = (head[1], head[2] or "") if head else ("", "")
        key = line.partition(" = ")[0]
        # What the environment wants stands in the general brief, for everybody.
        if actor in seats and " = " in line and (part or key) in SECRET_TEXTS:
            mark = partial(canaries.word, "text", actor)
            yield re.sub(r'"(,|\]|$)', lambda end, mark=mark: f' {mark()}"{end[1]}', line)
        else:
            yield line


class Viewer:
    """
    Somebody with a browser: what it may see of the marks, and its count of answers.
    """

    def __init__(self, name, browser, base, may):
        self.name, self.browser, self.base, self.may = name, browser, base, may


class Crawl:
    """
    Asks for everything as everybody and keeps what was seen that may not be.
    """

    def __init__(self, lesson, canaries):
        self.lesson, self.canaries = lesson, canaries
        self.answers = 0
        self.statuses = Counter()
        self.leaks = []
        self.seen = {}

    def look(self, viewer, method, path, **more):
        """
        Ask once and look through every byte of the answer.
        """
        answer = viewer.browser.request(method, path, **more)
        head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        self.check(viewer, f"{method} {path}", answer.status_code, head + answer.text)
        return answer

    def check(self, viewer, what, status, text):
        """
        Count an answer and note each word in it that is not for its viewer.
        """
        self.answers += 1
        self.statuses[status] += 1
        for word, *mark in self.canaries.found(text):
            self.seen.setdefault(viewer.name, set()).add(tuple(mark))
            if not viewer.may(*mark):
                self.leaks.append((viewer.name, what, status, word, *mark))


async def stream_of(app, path, cookie, parts=2):
    """
    Return status, headers and the first parts of a stream, which is then left.
    """
    left = asyncio.Event()
    sent = []

    async def receive():
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)
        if len(sent) > parts:
            left.set()

    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1",
        "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
        "root_path": "", "scheme": "http", "client": s.NEAR, "server": ("127.0.0.1", 8000),
        "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie.encode())],
    }  # fmt: skip
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(app(scope, receive, send), 2)
    start = sent[0]
    body = b"".join(one.get("body", b"") for one in sent[1:])
    return start["status"], start["headers"], body


def cookies_of(browser):
    """
    Return the cookies of a browser as one header.
    """
    return "; ".join(f"{one.name}={one.value}" for one in browser.cookies.jar)
