"""
Goal: whatever people or addresses bring in is text on every page: no element, attribute or handler.

Method: a corpus goes in by every way there is; every page is read by a parser, and what it is made
of must be what ours are made of, without anything inline.
"""

import csv
import io
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from classroom.cohort import facts as f
from sim import scenario_text
from tests.classroom import crawling as c
from tests.classroom import serving_class as s

MARK = "zqxss"
CORPUS = (
    f"<script>{MARK}()</script>", f'"><img src={MARK} onerror={MARK}()>', f"' onmouseover={MARK} '",
    f"</textarea><svg/onload={MARK}()>", f"<a href=javascript:{MARK}>x</a>", f"<!--{MARK}-->",
    f"</title><style>*{{background:url(//{MARK})}}</style>",
    f"&lt;script&gt;{MARK}&#60;/script&#62;",
    f"{{{{7*7}}}}{MARK}{{% raw %}}", f"<iframe srcdoc='<script>{MARK}</script>'>",
    f"<form action=//{MARK}><button>", f"<meta http-equiv=refresh content=0;url=//{MARK}>",
    f"\u202e<b {MARK}>\u2066", f"]]><{MARK}>", f"<math><mtext></p><{MARK}>", f"\x00<{MARK} \x08>",
    f"<base href=//{MARK}>", f'" hx-get="//{MARK}" hx-trigger="load', f"`-{MARK}()-`",
    f"=cmd|'/c {MARK}'!A1", f"@{MARK}", f"+{MARK}", f"-{MARK}",
)  # fmt: skip
URLS = {"href", "src", "action", "formaction", "data", "poster", "srcdoc", "hx-get", "hx-post",
        "xlink:href", "hx-sse", "sse-connect"}  # fmt: skip


class Page(HTMLParser):
    """
    Notes what a page is made of that it must not be, and the text of the corpus that it shows.
    """

    def __init__(self, *, styles=False):
        super().__init__()
        self.wrong, self.shown = [], 0
        self._inside = ""
        self._styles = styles

    def handle_starttag(self, tag, attrs):
        """
        Look at an element.
        """
        facts = dict(attrs)
        self._inside = tag if tag in {"script", "style"} else ""
        if tag == "script" and not (facts.get("src") or "").startswith("/static/"):
            self.wrong.append((tag, attrs))
        if tag in {"iframe", "object", "embed", "base", "math"} or MARK in tag:
            self.wrong.append((tag, attrs))
        if tag == "style" and not self._styles:
            self.wrong.append((tag, attrs))
        policy = self._styles and facts.get("http-equiv") == "Content-Security-Policy"
        if tag == "meta" and "http-equiv" in facts and not policy:
            self.wrong.append((tag, attrs))
        for name, value in attrs:
            bad = name.startswith("on") or name in {"style", "srcdoc"} or MARK in name
            if name in URLS and value:
                bad = bad or not re.match(r"(/(?!/)|#|\?|data:image/|https?://127\.0\.0\.1)", value)
            if bad:
                self.wrong.append((tag, name, value))

    def handle_data(self, data):
        """
        Look at text: inside a script there is none.
        """
        self.shown += MARK in data
        if self._inside == "script" and data.strip():
            self.wrong.append(("inline script", data[:60]))

    def handle_endtag(self, _):
        """
        Leave an element.
        """
        self._inside = ""

    def handle_comment(self, data):
        """
        Look at a comment.
        """
        if MARK in data:
            self.wrong.append(("comment", data))


def read(answer):
    """
    Return a page as a parser sees it, after a look at what comes before it.
    """
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    printed = "default-src 'none'" in policy
    page = Page(styles=printed)
    page.feed(answer.text)
    page.close()
    return page


def look(answers):
    """
    Read every page and return how often the corpus was shown, as text.
    """
    shown = 0
    for answer in answers:
        if "html" in answer.headers.get("content-type", ""):
            page = read(answer)
            assert not page.wrong, (str(answer.url), answer.status_code, page.wrong[:4])
            shown += page.shown
    return shown


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        yield made


def teachers(lesson):
    """
    Yield every page of the teacher.
    """
    for path in ("", "/live", "/live?page=join", "/live?page=projector", "/join", "/reach",
                 "/people", "/events", "/projector", "/export", "/material/packet",
                 "/material/teaching", *(f"/table/{n}" for n in lesson.room.tables)):  # fmt: skip
        yield lesson.teacher.get(f"/teach/{lesson.code}{path}")
    yield lesson.teacher.get("/teach")
    yield lesson.teacher.get("/teach?new=1")


def students(lesson, people):
    """
    Yield every page of some students.
    """
    for who in people:
        for path in ("", "/live", "/history", "/brief", "/mine"):
            yield lesson.seat(who, path)


@pytest.mark.slow
def test_names_messages_and_forms_are_text_everywhere(lesson):
    lesson.open(tables="2")
    people = [lesson.join(word[:24], lang=c.LANGS[n % 2]) for n, word in enumerate(CORPUS)]
    lesson.act("names", shown="yes")
    base = f"/c/{lesson.code}"
    for n, who in enumerate(people):
        for form, item in (("preparation", "batna"), ("exit", "unclear")):
            fields = {item: CORPUS[n]}
            assert who.post(f"{base}/seat/form/{form}", data=fields).status_code == 303
    shown = look([*students(lesson, people[:4]), *teachers(lesson)])
    lesson.bargain()
    for n, word in enumerate(CORPUS):
        fields = {"key": f"k{n}", "body": word}
        lesson.wall.wind(3)
        people[n % 4].post(f"{base}/seat/say", data=fields)
    shown += look([*students(lesson, people[:8]), *teachers(lesson)])
    assert shown > 100
    for phase in ("forms", "debrief"):
        lesson.act("phase", phase=phase)
        look([*students(lesson, people[:4]), *teachers(lesson)])
    lesson.act("reveal")
    look([*students(lesson, people[:4]), *teachers(lesson)])


@pytest.mark.slow
def test_what_addresses_and_fields_bring_is_text_everywhere(lesson):
    lesson.open(word="yes")
    form = {"code": lesson.code, "name": "Ann", "word": lesson.room.cohort.word}
    ann = lesson.browser()
    assert ann.post("/join", data=form, follow_redirects=True).status_code == 200
    lesson.bargain()
    lesson.act("phase", phase="debrief")
    lesson.act("reveal")
    base, desk = f"/c/{lesson.code}", f"/teach/{lesson.code}"
    stranger = lesson.browser()
    count = 0
    for word in CORPUS:
        lesson.server.limits.__init__()
        bare, safe = quote(word.replace("\x00", ""), safe=""), quote(word)
        found = [
            stranger.get(f"/c/{bare}"), stranger.get(f"/{bare}"), stranger.get(f"/?lang={bare}"),
            stranger.post("/join", data={"code": word, "name": word, "word": word, "lang": word}),
            stranger.post(f"{base}/join", data={"name": word, "word": word}),
            ann.post(f"{base}/join", data={"name": word, "word": word}),
            stranger.get("/", headers={"accept-language": "<script>, \"'"}),
            ann.post(f"{base}/seat/say", data={"key": word, "to": word, "body": word}),
            ann.post(f"{base}/seat/move", data={"kind": word, "seen": "0", "key": word}),
            ann.post(f"{base}/seat/move", json={"key": "k", "seen": 0, "move": [word, {word: 1}]}),
            ann.post(f"{base}/seat/form/{bare}", data={word: word}),
            ann.post(f"{base}/seat/form/preparation", data={"reservation": word}),
            ann.post(f"{base}/resume", data={"resume": word}),
            ann.post(f"{base}/lang", data={"lang": word}),
            ann.post(f"{base}/seat/worth", data={"term.price": word, word: word}),
            ann.get(f"{base}/seat/stream/{bare}"),
            lesson.teacher.get(f"{desk}/live?page={bare}&has={safe}"),
            lesson.teacher.get(f"{desk}/projector?page={safe}"),
            lesson.teacher.get(f"{desk}/material/{bare}?seat={safe}"),
            lesson.teacher.get(f"{desk}/material/brief?seat={safe}"),
            lesson.teacher.get(f"{desk}/export/{bare}"),
            lesson.teacher.get(f"/teach?again={safe}"), lesson.teacher.get(f"/teach/{bare}"),
            lesson.act(word), lesson.act("page", page=word, back=word),
            lesson.act("shift", who=word, table="1", seat=word), lesson.act("fork", table=word),
            lesson.act("happen", actor=word, move=f'["{word}", {{}}]'),
            lesson.act("phase", phase=word), lesson.act("nudge", table="1", seat=word),
            lesson.teacher.post("/teach/new", data={
                "scenario": word, "names": word, "tables": word, "plan": word, "layout": word}),
            lesson.teacher.get(f"{desk}/projector"), lesson.teacher.get(desk),
        ]  # fmt: skip
        look(found)
        count += len(found)
        assert all(answer.status_code < 500 for answer in found), [
            (str(one.url), one.status_code) for one in found if one.status_code >= 500
        ]
    assert count > 500


@pytest.mark.slow
def test_texts_of_a_scenario_are_text_everywhere(tmp_path, monkeypatch):
    canaries = c.Canaries()
    made = iter(CORPUS * 40)

    def word(*_):
        """
        Return a text of the corpus as a file of texts may hold it.
        """
        bare = "".join(sign for sign in next(made) if sign.isprintable())
        return bare.replace("\\", "").replace('"', "'")

    monkeypatch.setattr(canaries, "word", word)
    c.plant(tmp_path, canaries, monkeypatch, ("microsoft", "bytedance", "white_house", "australia"))
    assert MARK in scenario_text.texts(c.ID, "en")["actors.microsoft.brief"]
    with s.held(tmp_path) as lesson:
        lesson.open(c.ID)
        people = [lesson.join(f"Person {n}") for n in range(4)]
        shown = look([*students(lesson, people), *teachers(lesson)])
        lesson.bargain()
        shown += look([*students(lesson, people), *teachers(lesson)])
        lesson.act("phase", phase=f.DEBRIEF)
        lesson.act("reveal")
        shown += look([*students(lesson, people), *teachers(lesson)])
        assert shown > 40


def test_a_cell_of_a_file_is_no_formula(lesson):
    lesson.open()
    people = [lesson.join(f"Person {n}") for n in range(4)]
    lesson.bargain()
    for n, word in enumerate(CORPUS[-4:]):
        body = {"key": f"k{n}", "body": word}
        people[0].post(f"/c/{lesson.code}/seat/say", data=body)
    path = f"/teach/{lesson.code}/export/messages.csv?messages=yes"
    rows = list(csv.reader(io.StringIO(lesson.teacher.get(path).text)))
    cells = [cell for row in rows for cell in row if MARK in cell]
    assert len(cells) == 4
    assert not [cell for cell in cells if cell[0] in "=+-@"]


def test_no_template_calls_a_text_safe():
    from classroom.pages import HERE

    for path in (HERE / "templates").rglob("*.html"):
        found = path.read_text(encoding="utf-8")
        assert not re.search(
            r"\|\s*safe|Markup|autoescape|\son(click|load|error|change|input)=|<style|style=", found
        ), path


def test_the_parser_sees_what_it_looks_for():
    for nasty in ("<script>a</script>", "<p onclick=a>", "<a href='javascript:a'>", "<p style=a>",
                  "<style>a</style>", "<iframe>", "<base href=/>", f"<{MARK}>", f"<!--{MARK}-->",
                  "<form action='//a'>", "<meta http-equiv=refresh>", "<svg onload=a>",
                  ):  # fmt: skip
        page = Page()
        page.feed(nasty)
        assert page.wrong, nasty
