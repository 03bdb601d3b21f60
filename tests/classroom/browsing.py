"""
A school for journeys: the real server as a process, people with browsers of their own, a witness.

The witness notes every request and every complaint of every browser. Pages are waited for by what
they show; the record is read where the server leaves it, beside its store.
"""

import contextlib
import functools
import json
import re
import shutil
import socket
import time
import urllib.parse
from pathlib import Path

import pytest

from bench.classes.held import Held
from classroom.addresses import own_addresses

PHONE, LAPTOP, PROJECTOR, BEAMER = (360, 780), (1280, 800), (1920, 1080), (1280, 720)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ASSETS = Path(__file__).resolve().parents[2] / "assets"
AXE = Path(__file__).with_name("data") / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PATIENCE_MS = 30_000
"""A page is slow where the machine has more to do than to serve us."""
AWAY_MS = 60_000
"""The bar: within a minute a strategy plays a seat whose page was closed."""
RECORD_SECONDS = 40.0
"""Archives follow a table within ten seconds."""
_LOCALES = {"en": "en-GB", "fr": "fr-FR"}


class Witness:
    """
    Notes what browsers ask for and complain about.
    """

    def __init__(self):
        self.asked = []
        self.complaints = []

    def watch(self, context):
        """
        Follow a browser from now on.
        """
        context.on("request", lambda one: self.asked.append(one.url))
        context.on("console", lambda one: self._said(one) if one.type == "error" else None)
        context.on("weberror", lambda one: self.complaints.append(str(one.error)))

    def _said(self, one):
        self.complaints.append(f"{one.text} {one.location.get('url', '')}")

    def foreign(self, home):
        """
        Return the requests that left for somewhere else than the server.
        """
        inside = (f"{home}/", "data:", "blob:")
        return [url for url in self.asked if not url.startswith(inside)]

    def pardon(self, pattern):
        """
        Forget complaints that a journey provokes on purpose.
        """
        self.complaints = [one for one in self.complaints if not re.search(pattern, one)]


class School:
    """
    A server, a browser and the people who use them.
    """

    def __init__(self, held, browser):
        self.held, self.browser = held, browser
        # Where phones come in, if there is a network: browsers trust this machine's own name more.
        self.home = f"http://{own_addresses()[0]}:{held.port}"
        self.witness = Witness()
        self.words = {}
        """The word beside the code by class, as the wall shows it."""
        self._teacher = None

    def person(self, size=LAPTOP, lang="en"):
        """
        Return a page of somebody's own browser; on a phone it is touched, not clicked.
        """
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size == PHONE,
            is_mobile=size == PHONE,
            locale=_LOCALES[lang],
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        self.witness.watch(context)
        return context.new_page()

    def log_in(self, size=LAPTOP, lang="en"):
        """
        Return the page of a teacher who gave the passphrase.
        """
        page = self.person(size, lang)
        page.goto(f"{self.home}/teach")
        page.fill("#passphrase", self.held.passphrase)
        page.click("form button[type=submit]")
        page.wait_for_url("**/teach")
        page.wait_for_selector('a[href*="new="], form[action="/teach/new"]')
        return page

    @property
    def teacher(self):
        """
        Return the page of the teacher that all journeys share.
        """
        if self._teacher is None:
            self._teacher = self.log_in()
        return self._teacher

    def open(self, scenario, lang="en", teacher=None, **minutes):
        """
        Let the teacher begin a class through the form and return its code.
        """
        page = teacher or self.teacher
        page.goto(f"{self.home}/teach?new=1")
        page.check(f'input[name="scenario"][value="{scenario}"]')
        page.select_option("#lang", lang)
        if minutes:
            page.check('input[name="plan"][value="custom"]')
            for phase, number in minutes.items():
                page.fill(f"#minutes-{phase}", str(number))
        page.click("form.new button.next")
        page.wait_for_url("**/join")
        code = page.url.split("/")[-2]
        self.words[code] = page.inner_text("#word strong")
        return code

    def join(self, page, code, name):
        """
        Let somebody type the code and a name and go to the seat; return the resume code.
        """
        page.goto(self.home)
        page.fill("#code", code)
        page.fill("#name", name)
        page.fill("#word", self.words[code])
        page.click("form.door button")
        resume = page.inner_text(".ticket .code")
        page.click(".row a.next")
        page.wait_for_url("**/seat")
        return resume

    def begin(self, phase, teacher=None, code=None):
        """
        Let the teacher go on to a phase on the monitor, and say yes where it asks.
        """
        page = teacher or self.teacher
        if code:
            page.goto(f"{self.home}/teach/{code}")
        lever = page.locator(f"#to-{phase}")
        if lever.evaluate("one => one.tagName") == "DETAILS":
            lever.locator("summary").click()
            lever.locator("button[type=submit]").click()
        else:
            lever.click()
        page.wait_for_function(PRESENT, arg=phase)

    def lines(self, code, table=1):
        """
        Return the decisions of a table's record as they lie beside the store.
        """
        place = self.held.folder / code / f"table-{table:02d}.jsonl"
        if not place.exists():
            return []
        read = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
        return [line for line in read if "d" in line]

    def recorded(self, code, wanted, table=1):
        """
        Wait until the record holds decisions for which `wanted` is true; return them all.
        """
        until = time.monotonic() + RECORD_SECONDS
        while True:
            lines = self.lines(code, table)
            if wanted(lines):
                return lines
            if time.monotonic() > until:
                kinds = [(one["a"], one["m"][0], one["s"]) for one in lines]
                raise AssertionError(f"the record never came to say so: {kinds}")
            time.sleep(0.2)


PRESENT = """phase => {
  const now = document.querySelector('.steps [aria-current="step"]');
  return now !== null && document.querySelector(`#to-${phase}`) === null;
}"""


def by(lines, actor=None, kind=None, source=None):
    """
    Return the decisions of an actor, of a kind of move, of a source.
    """
    return [
        one for one in lines
        if actor in (None, one["a"]) and kind in (None, one["m"][0]) and source in (None, one["s"])
    ]  # fmt: skip


def free_port():
    """
    Return a port that nobody listens on.
    """
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@contextlib.contextmanager
def school(folder, *more):
    """
    Yield a school whose server is started with some more words, or skip with a reason.
    """
    reason = "Playwright is not installed (group test)"
    playwright = pytest.importorskip("playwright.sync_api", reason=reason)
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt install chromium)")
    held = Held(folder, free_port(), *more, host="")
    held.start()
    try:
        with playwright.sync_playwright() as started:
            browser = started.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            try:
                yield School(held, browser)
            finally:
                browser.close()
    finally:
        held.stop()


# --- what is asked of every page -------------------------------------------------------------


def follow(page, link):
    """
    Click upon a link and wait for the page behind it: a click alone returns before there is one.
    """
    with page.expect_navigation(wait_until="load"):
        page.click(link)


def look(page):
    """
    Look at a page as it is: nothing runs over the side, and axe-core finds nothing.

    A narrow page is looked at as long as it is: a bar that stays in place covers what lies under
    it only until somebody scrolls.
    """
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0, (page.url, over)
    size = page.viewport_size
    if size["width"] <= PHONE[0]:
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(tall, size["height"])})
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(f"{AXE.read_text(encoding='utf-8')}; undefined")
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", list(RULES))
    page.set_viewport_size(size)
    wrong = [(one["id"], one["nodes"][0]["html"][:300]) for one in found["violations"]]
    assert not wrong, (urllib.parse.urlsplit(page.url).path, wrong)
    assert found["passes"], "axe-core looked at nothing"


def apart(page):
    """
    Look at the drawings: no text lies upon another, none is cut by the drawing's edge.
    """
    wrong = page.evaluate(CROWDED)
    assert not wrong, (page.inner_text("h1"), wrong)


CROWDED = """() => [...document.querySelectorAll("svg.chart")].flatMap(chart => {
  const edge = chart.getBoundingClientRect();
  const texts = [...chart.querySelectorAll("text")]
    .map(one => [one.textContent, one.getBoundingClientRect()]);
  const found = texts.filter(([, box]) => box.left < edge.left - 1 || box.right > edge.right + 1)
    .map(([said]) => [said, "cut"]);
  texts.forEach(([said, one], at) => texts.slice(at + 1).forEach(([other, two]) => {
    const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
    const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
    if (wide > 3 && high > one.height * 0.35) found.push([said, other]);
  }));
  return found;
})"""


def words(page):
    """
    Return all a page says: its text, hidden text for the ear, names and titles.
    """
    return page.evaluate(WORDS)


WORD = re.compile(r"[^\W\d_]{3,}")


@functools.cache
def english_only():
    """
    Return the words that English texts of the product use and French ones never do.
    """
    said = {lang: set() for lang in ("en", "fr")}
    for lang, found in said.items():
        for place in (
            *(ASSETS / "locale" / lang).rglob("*.po"),
            *(ASSETS / "scenarios").glob(f"*.{lang}.toml"),
        ):
            quoted = re.findall(r'"((?:[^"\\\\]|\\\\.)*)"', _texts(place))
            found.update(one.casefold() for text in quoted for one in WORD.findall(text))
    return frozenset(said["en"] - said["fr"])


def _texts(place):
    text = place.read_text(encoding="utf-8")
    text = re.sub(r"^(msgid|msgid_plural|#).*$", "", text, flags=re.MULTILINE)
    return re.sub(r"{\w+}", "", text)


WORDS = """() => {
  const found = [document.title], foreign = "script, style, template, [lang]:not(html)";
  const names = ["aria-label", "title", "alt", "placeholder", "aria-valuetext"];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode())
    if (!walk.currentNode.parentElement.closest(foreign)) found.push(walk.currentNode.data);
  for (const name of names)
    for (const one of document.querySelectorAll(`[${name}]`))
      if (!one.closest(foreign)) found.push(one.getAttribute(name));
  return found.join("\\n");
}"""
"""All text but that of links which name another language in that language."""
