"""
Goal: the page works in a browser: nothing is lost, sent twice or taken from under the hands.

Method: Chromium opens real pages; a small desk answers in the server's place and notes what it is
asked, under the policy that forbids everything inline. axe-core reads the pages where it is found.
"""

import shutil
import time
import urllib.parse
from pathlib import Path

import pytest
from attrs import evolve

from classroom import pages as shell
from classroom.cohort import facts as f
from classroom.student import pages
from classroom.student.offers import theirs
from sim.words import load
from tests.classroom import student_pages as made

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOME = "http://class.test"
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
AXE = Path(__file__).with_name("data") / "axe.min.js"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Desk:
    """
    Answers in the server's place.
    """

    def __init__(self, sight):
        self.sight = sight
        self.moves = []
        self.asked = []
        self.broken = False
        self.refusal = ""
        self.events = ""
        self.foreign = []
        self.began = time.monotonic()

    def answer(self, route):
        """
        Answer one request of the page.
        """
        request = route.request
        url = urllib.parse.urlsplit(request.url)
        if f"{url.scheme}://{url.netloc}" != HOME:
            self.foreign.append(request.url)
            return route.abort()
        self.asked.append((request.method, url.path))
        if url.path.startswith("/static/"):
            file = shell.STATIC / url.path.split("/", 3)[3]
            return route.fulfill(path=file, content_type=TYPES[file.suffix])
        if url.path.endswith("/stream"):
            return route.fulfill(
                body=f"retry: 60000\n\n{self.events}", content_type="text/event-stream"
            )
        if self.broken:
            return route.abort()
        return self._page(route, url, request)

    def _page(self, route, url, request):
        headers = {"content-security-policy": POLICY}
        now = made.NOW + round((time.monotonic() - self.began) * 1000)
        sight = evolve(self.sight, now=self.sight.now if self.sight.paused else now)
        fields = dict(urllib.parse.parse_qsl(request.post_data or "", keep_blank_values=True))
        if url.path.endswith("/worth"):
            body = pages.totals(sight, fields)
        elif request.method == "POST":
            self.moves.append((url.path.rsplit("/", 1)[1], fields))
            body = pages.fragments(evolve(sight, last=self.refusal))
        elif url.path.endswith("/live"):
            body = pages.fragments(sight)
        else:
            body = made.brief(sight) if url.path.endswith("/brief") else pages.page(sight)
        return route.fulfill(body=body, headers=headers, content_type="text/html; charset=utf-8")


@pytest.fixture(scope="module")
def chromium():
    """
    Return a browser.
    """
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium):
    """
    Return how to open a sight: the tab and the desk behind it.
    """
    tabs = []

    def open_it(sight, **how):
        desk = Desk(sight)
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **how})
        tab = context.new_page()
        tabs.append(tab)
        tab.wrong = []
        tab.on("pageerror", lambda error: tab.wrong.append(str(error)))
        tab.on("console", lambda said: tab.wrong.append(said.text)
               if "Content Security Policy" in said.text else None)  # fmt: skip
        tab.route("**/*", desk.answer)
        tab.goto(f"{HOME}{sight.address}")
        return tab, desk

    yield open_it
    for tab in tabs:
        assert not tab.wrong
        tab.context.close()


@pytest.fixture
def table():
    """
    Return a sight of a seat whose turn it is, with an offer to answer.
    """
    return made.sight(made.bargained("merger-of-equals", 30), "crews", due=True)


def _poke(tab):
    """
    Let the page ask what is new.
    """
    tab.evaluate("window.dispatchEvent(new Event('online'))")


def _settle(tab):
    tab.wait_for_timeout(350)


def test_a_draft_tells_its_worth_and_outlives_a_reload(opened, table):
    tab, desk = opened(table)
    before = tab.inner_text("#totals")
    # At once, as a quick hand does: a slow machine would spread three clicks over a second.
    tab.evaluate(
        """() => {
          document.querySelector('input[name="package.guarantee"][value="0"]').click();
          for (let n = 0; n < 2; n += 1) document.querySelector('button[data-step="1"]').click();
        }"""
    )
    _settle(tab)
    assert [path for _, path in desk.asked].count(f"{table.address}/worth") == 1, "not debounced"
    assert tab.inner_text("#totals") != before
    drafted = tab.input_value("#number-share")
    tab.reload()
    _settle(tab)
    assert tab.input_value("#number-share") == drafted
    assert tab.locator('input[type="range"]').input_value() != "0"
    assert not desk.foreign


def test_what_is_not_answered_is_sent_again_under_the_same_key(opened, table):
    tab, desk = opened(table)
    sent = []
    tab.fill("#say-body", "Twelve years, or no.")
    tab.route("**/say", lambda route: (sent.append(route.request.post_data), route.abort()))
    tab.route("**/live*", lambda route: route.abort())
    tab.click("#say button")
    tab.wait_for_selector(".unsent")
    assert tab.input_value("#say-body") == "Twelve years, or no."
    tab.unroute("**/say")
    # The page may send by itself before a hand is there: whoever is first, it counts once.
    tab.evaluate("document.querySelector('#offline button')?.click()")
    _settle(tab)
    first = dict(urllib.parse.parse_qsl(sent[0]))
    ((name, second),) = desk.moves
    assert (name, second["body"]) == ("say", "Twelve years, or no.")
    assert first["key"] == second["key"]
    assert tab.input_value("#say-body") == ""
    tab.fill("#say-body", "Again.")
    tab.click("#say button")
    _settle(tab)
    assert desk.moves[1][1]["key"] != second["key"]


def test_what_is_not_sent_goes_by_itself_once_the_connection_is_back(opened, table):
    tab, desk = opened(table)
    sent = []
    tab.fill("#say-body", "Twelve years, or no.")
    tab.route("**/live*", lambda route: route.abort())
    tab.route("**/say", lambda route: (sent.append(route.request.post_data), route.abort()))
    tab.click("#say button")
    tab.wait_for_selector(".unsent")
    for path in ("**/say", "**/live*"):
        tab.unroute(path)
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    tab.wait_for_function("() => document.querySelector('#say-body').value === ''")
    first = dict(urllib.parse.parse_qsl(sent[0]))
    ((name, second),) = desk.moves
    assert (name, second["key"]) == ("say", first["key"])
    tab.wait_for_selector("#offline", state="hidden")
    assert not tab.locator(".unsent").count()


def _cut_off(tab, *paths):
    """
    Let nothing of these paths through; return what was asked of the first.
    """
    sent = []
    for path in paths:
        tab.route(path, lambda route: (sent.append(route.request.post_data), route.abort()))
    return sent


def _back(tab, *paths):
    for path in paths:
        tab.unroute(path)
    tab.evaluate("window.dispatchEvent(new Event('online'))")


def test_a_browser_that_knows_it_is_cut_off_says_so_at_once(opened, table):
    tab, _ = opened(table)
    # In one go: the stream of this table has its own troubles to tell.
    hidden = """() => {
      const box = document.querySelector("#offline");
      box.hidden = true;
      window.dispatchEvent(new Event("offline"));
      return box.hidden;
    }"""
    assert tab.evaluate(hidden) is False
    _back(tab)
    tab.wait_for_selector("#offline", state="hidden")


def test_what_was_changed_since_is_sent_by_nobody_but_its_author(opened, table):
    tab, desk = opened(table)
    _cut_off(tab, "**/live*", "**/say")
    tab.fill("#say-body", "Twelve years, or no.")
    tab.click("#say button")
    tab.wait_for_selector(".unsent")
    tab.fill("#say-body", "Twelve years, or")
    _back(tab, "**/live*", "**/say")
    _settle(tab)
    assert not desk.moves
    assert tab.input_value("#say-body") == "Twelve years, or"
    tab.wait_for_selector("#offline", state="hidden")


def test_all_that_was_not_sent_goes_not_only_the_last(opened, table):
    tab, desk = opened(table)
    _cut_off(tab, "**/live*", "**/say", "**/move")
    tab.fill("#say-body", "Twelve years, or no.")
    tab.click("#say button")
    tab.wait_for_selector("#say .unsent")
    tab.click("#send-offer")
    tab.wait_for_selector("#draft .unsent")
    _back(tab, "**/live*", "**/say", "**/move")
    tab.wait_for_selector("#offline", state="hidden")
    assert sorted(name for name, _ in desk.moves) == ["move", "say"]


def test_a_refusal_is_told_and_keeps_the_draft(opened, table):
    tab, desk = opened(table)
    desk.refusal = "already_standing"
    tab.fill("#number-share", "52")
    tab.click("#send-offer")
    _settle(tab)
    assert "very offer" in tab.inner_text("#result [role=alert]")
    assert tab.input_value("#number-share") == "52"
    assert desk.moves[0][1]["package.share"] == "52"
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    tab.wait_for_timeout(1500)
    assert "very offer" in tab.inner_text("#result [role=alert]"), "lost with the next news"
    desk.refusal = ""
    tab.click("#send-offer")
    tab.wait_for_selector("#result [role=alert]", state="detached")


def test_an_acceptance_is_asked_about_once_more(opened, table):
    tab, desk = opened(table)
    tab.locator(".ask > summary").first.click()
    assert not desk.moves
    assert "cannot be taken back" in tab.inner_text(".ask[open]")
    tab.locator(".ask[open] button").click()
    _settle(tab)
    assert desk.moves[0][1]["kind"] == "accept"
    assert desk.moves[0][1]["offer"].isdigit()


def test_a_refusal_of_an_offer_is_asked_about_once_more_too(opened):
    sight = made.sight(made.bargained("first-offer", 12), "orchard", due=True)
    tab, desk = opened(sight, viewport={"width": 360, "height": 780})
    shown = tab.locator("#offers .answers .button:visible, #quick .button:visible")
    assert shown.all_inner_texts() == ["Accept…", "Counter-offer", "Reject…"], "twice, or astray"
    tab.locator("#quick .button").last.click()
    tab.wait_for_selector(".ask[open]")
    assert not desk.moves
    assert "off the table" in tab.inner_text(".ask[open]")
    tab.locator(".ask[open] button").click()
    _settle(tab)
    assert desk.moves[0][1]["kind"] == "reject"


def test_a_phone_shows_at_once_what_the_offer_is_worth(opened):
    sight = made.sight(made.bargained("first-offer", 12), "orchard", due=True)
    tab, _ = opened(sight, viewport={"width": 360, "height": 780})
    worth, bottom = tab.locator("#offers .worth").first, tab.locator(".bottom").bounding_box()
    assert "Worth to you" in worth.inner_text()
    box = worth.bounding_box()
    assert box["y"] + box["height"] < bottom["y"]
    own, strip = (tab.locator(one).bounding_box() for one in (".offer.own", "#private"))
    assert own["y"] > strip["y"]
    assert own["height"] < 64


def test_news_of_the_table_never_takes_a_field_from_the_hands(opened, table):
    tab, desk = opened(evolve(table, due=False, waits=("alder",)))
    tab.fill("#say-body", "half a sent")
    tab.focus("#say-body")
    tab.locator("#wait").evaluate("one => one.classList.add('old')")
    desk.sight = evolve(table, k=table.k + 1)
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    _settle(tab)
    assert tab.title().startswith("Your turn")
    assert "Your turn" in tab.inner_text("#said")
    assert tab.evaluate("document.activeElement.id") == "say-body"
    assert tab.input_value("#say-body") == "half a sent"
    assert tab.locator('#draft input[name="seen"]').input_value() == str(table.k + 1)
    assert tab.locator("#send-offer").count() == 1


def test_a_list_in_use_is_not_replaced_until_it_is_left(opened, table):
    tab, desk = opened(table)
    tab.focus("#wait-until")
    tab.locator("#moves").evaluate("one => { one.dataset.old = '1'; }")
    desk.sight = evolve(table, due=False, k=table.k + 1)
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    _settle(tab)
    assert tab.locator("#moves[data-old]").count() == 1
    tab.focus("#say-body")
    _settle(tab)
    assert tab.locator("#moves[data-old]").count() == 0


def test_a_lost_connection_is_told_and_forgotten_when_it_is_back(opened, table):
    tab, desk = opened(table)
    desk.broken = True
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    _settle(tab)
    assert "No connection" in tab.inner_text("#offline")
    desk.broken = False
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    tab.wait_for_selector("#offline[hidden]", state="attached", timeout=5000)


def test_a_newer_tab_takes_the_stream(opened, table):
    tab, desk = opened(table)
    desk.events = "event: taken\ndata: {}\n\n"
    tab.reload()
    tab.wait_for_selector("#offline:not([hidden]) button")
    assert "another tab" in tab.inner_text("#offline")
    desk.events = ""
    tab.click("#offline button")
    _settle(tab)
    assert "another tab" not in tab.inner_text("#offline")


def test_the_clock_counts_and_stands_still_in_a_pause(opened, table):
    tab, _ = opened(evolve(table, clock=made.clock(left=65_000)))
    tab.wait_for_timeout(1600)
    minutes, seconds = map(int, tab.inner_text("#clock .clock").split(":"))
    assert 30 < minutes * 60 + seconds < 65
    stopped, _ = opened(evolve(table, paused=True, clock=made.clock(stopped=made.NOW)))
    shown = stopped.inner_text("#clock .clock")
    stopped.wait_for_timeout(1300)
    assert stopped.inner_text("#clock .clock") == shown


def test_the_builder_follows_the_table_and_its_fields_stay(opened):
    before = made.sight(made.played("first-offer", 0), "orchard", due=True)
    tab, desk = opened(before)
    tab.fill("#number-price", "35")
    _settle(tab)
    assert tab.inner_text("#builder-title") == "Draft a first offer"
    assert tab.locator("#copy").count() == tab.locator("#marks-price svg").count() == 0
    after = made.sight(made.bargained("first-offer", 12), "orchard", due=True)
    number = theirs(after.view)[1].id
    desk.sight = after
    tab.click("#send-offer")
    _settle(tab)
    tab.wait_for_selector("#copy")
    assert tab.inner_text("#builder-title") == f"Draft an answer to offer {number}"
    assert tab.locator("#marks-price svg").count() == 2
    assert tab.locator("#theirs-price").inner_text().strip()
    assert "your own last offer" in tab.inner_text("#against")
    assert tab.input_value("#number-price") == "35", "a field was replaced"
    assert tab.locator("#arrived").is_hidden(), "nothing was under way"
    tab.click("#copy")
    assert tab.input_value("#number-price") == str(theirs(after.view)[1].package["price"])


def test_a_pause_is_seen_wherever_somebody_has_scrolled_to(opened, table):
    tab, desk = opened(table, viewport={"width": 360, "height": 640})
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    desk.sight = evolve(table, paused=True, clock=made.clock(stopped=made.NOW))
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    tab.wait_for_selector("#notices .alert")
    box, bar = tab.locator("#notices .alert").bounding_box(), tab.locator(".bar").bounding_box()
    assert bar["height"] - 4 <= box["y"] < 100, "out of sight, or under the bar"
    assert "paused" in tab.inner_text("#clock")
    assert "Paused by your teacher" in tab.inner_text("#turn-title")
    assert "Paused by your teacher" in tab.inner_text("#quick")
    assert "Paused" in tab.inner_text("#actions")


@pytest.mark.parametrize("place", ["", "#talk"])
def test_another_page_of_the_lesson_begins_at_its_top(opened, table, place):
    tab, desk = opened(table, viewport={"width": 360, "height": 640})
    tab.evaluate("place => { location.hash = place; scrollTo(0, 900); }", place)
    desk.sight = evolve(table, clock=made.clock(f.DEBRIEF))
    with tab.expect_navigation(wait_until="load"):
        tab.evaluate("window.dispatchEvent(new Event('online'))")
    _settle(tab)
    assert tab.evaluate("scrollY") == 0
    assert not tab.evaluate("location.hash")


SILENT = """window.EventSource = class extends EventTarget {
  constructor() { super(); window.streams = (window.streams || 0) + 1; }
  close() {}
};"""


def test_who_is_muted_cannot_write_and_may_again_on_the_page_that_is_open(opened, table):
    tab, desk = opened(table)
    tab.fill("#say-body", "A thought.")
    field = tab.locator("#say-body")
    for muted in (True, False, True, False):
        desk.sight = evolve(table, muted=muted)
        _poke(tab)
        _settle(tab)
        assert field.is_disabled() == muted
        assert tab.locator("#say-muted").inner_text().strip() == (
            load("en")("class.seat.muted") if muted else ""
        )
        assert field.input_value() == "A thought."


def test_a_refusal_of_a_pause_goes_when_the_class_goes_on(opened, table):
    tab, desk = opened(table)
    desk.sight = evolve(table, paused=True, clock=made.clock(stopped=made.NOW))
    _poke(tab)
    _settle(tab)
    for refusal, stays in ((load("en")("class.denied.paused"), False), ("Too long.", True)):
        desk.refusal = refusal
        tab.fill("#say-body", "A thought.")
        tab.click("#say button")
        tab.wait_for_selector("#result .alert")
        desk.sight = evolve(table, paused=True, clock=made.clock(stopped=made.NOW))
        _poke(tab)
        _settle(tab)
        assert tab.locator("#result .alert").count() == 1, "it stays through the pause"
        desk.sight = table
        _poke(tab)
        _settle(tab)
        assert tab.locator("#result .alert").count() == stays


def test_a_price_that_cannot_be_is_marked_while_it_is_typed(opened):
    tab, _ = opened(made.sight(made.played("first-offer", 0), "orchard", due=True))
    field = tab.locator("#number-price")
    for price, wrong in (("999", "true"), ("35", "false")):
        field.fill(price)
        tab.wait_for_selector(f'#number-price[aria-invalid="{wrong}"]', timeout=3000)
        assert (tab.locator("#totals .gain, #totals .loss").count() == 0) == (wrong == "true")
        assert ("from" in tab.inner_text("#totals")) == (wrong == "true")


def test_a_machine_without_a_network_says_so_at_once(opened, table):
    tab, _ = opened(table)
    tab.add_init_script(SILENT)
    tab.reload()
    tab.context.set_offline(True)
    tab.wait_for_selector("#offline:not([hidden])", timeout=2000)
    assert "No connection" in tab.inner_text("#offline")
    tab.context.set_offline(False)
    tab.wait_for_selector("#offline[hidden]", state="attached")


def test_a_stream_that_falls_silent_is_told_and_opened_again(opened, table):
    tab, desk = opened(table)
    tab.clock.install()
    tab.add_init_script(SILENT)
    tab.reload()
    tab.clock.run_for(20_000)
    assert tab.locator("#offline").is_hidden(), "a beat may be late"
    desk.broken = True
    tab.clock.run_for(10_000)
    tab.wait_for_selector("#offline:not([hidden])")
    assert tab.evaluate("window.streams") == 2


def test_the_brief_leaves_the_stream_to_the_table_and_tells_when_the_class_goes_on(opened, table):
    tab, desk = opened(table, viewport={"width": 360, "height": 780})
    tab.goto(f"{HOME}{table.address}/brief#score-sheet")
    desk.asked.clear()
    _settle(tab)
    assert ("GET", f"{table.address}/stream") not in desk.asked
    sheet = tab.locator("#score-sheet").bounding_box()
    back = tab.locator(".back").bounding_box()
    assert 0 < back["y"] < 120, "the way back scrolled away"
    assert back["y"] + back["height"] - 2 <= sheet["y"] < 300
    assert not tab.locator(".rule, .line").count(), "nothing to write on with a pencil"
    desk.sight = evolve(table, clock=made.clock(f.DEBRIEF))
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    tab.wait_for_selector("#offline button")
    with tab.expect_navigation():
        tab.click("#offline button")
    assert tab.url == f"{HOME}{table.address}"


def test_a_message_goes_to_the_counterpart_unless_told_otherwise(opened):
    sight = made.sight(made.bargained("summer-2020", 20), "microsoft", due=True)
    tab, desk = opened(sight)
    assert tab.inner_text("#say button") == "Send to ByteDance"
    tab.fill("#say-body", "For you.")
    tab.click("#say button")
    _settle(tab)
    assert desk.moves[0][1]["to"] == "bytedance"
    tab.select_option("#say-to", "")
    tab.fill("#say-body", "For all.")
    tab.click("#say button")
    _settle(tab)
    assert not desk.moves[1][1].get("to")
    assert tab.inner_text("#say button") == "Send to ByteDance", "one public word, not all"
    tab.select_option("#say-to", "")
    assert tab.inner_text("#say button") == "Send to everybody"
    tab.reload()
    assert tab.inner_text("#say button") == "Send to everybody", "the draft has its addressee"
    judge, _ = opened(made.sight(made.bargained("summer-2020", 20), "white_house"))
    assert judge.inner_text("#say button") == "Send to everybody", "it sits at no table"
    bare, _ = opened(sight, java_script_enabled=False)
    assert bare.inner_text("#say button") == "Send"


LONE = """() => [...document.querySelectorAll("a, button, summary, select")]
  .filter(one => one.checkVisibility() && one.getClientRects().length)
  .filter(one => !one.closest(".notice, p:not(.row)"))
  .filter(one => one.getBoundingClientRect().height < 43.5 && !one.matches(".skip"))
  .map(one => one.outerHTML.slice(0, 90))"""
GOLD = """() => [...document.querySelectorAll(".next")].filter(one => {
  const box = one.getBoundingClientRect(), foot = document.querySelector(".bottom");
  const under = foot && !foot.contains(one) ? innerHeight - foot.offsetHeight : innerHeight;
  return box.height && box.top < under && box.bottom > 60
    && getComputedStyle(one).backgroundColor === "rgb(240, 196, 92)";
}).length"""


@pytest.mark.parametrize("name", ["first-offer", "forms", "briefing", "closed", "summer-bytedance"])
def test_a_phone_s_page_has_one_row_of_bar_large_targets_and_one_gold_button(opened, name):
    sight = evolve(dict(made.shown())[name], lang="fr")
    tab, _ = opened(sight, viewport={"width": 360, "height": 780})
    assert tab.locator(".bar").bounding_box()["height"] < 72
    assert tab.locator(".bar .links").is_hidden()
    assert tab.locator(".foot button").is_visible()
    assert not tab.evaluate(LONE)
    tall = tab.evaluate("document.documentElement.scrollHeight")
    for y in range(0, tall, 200):
        tab.evaluate("y => scrollTo(0, y)", y)
        tab.wait_for_timeout(20)
        assert tab.evaluate(GOLD) <= 1, y


def test_everything_essential_works_without_scripts(opened, table):
    tab, desk = opened(table, java_script_enabled=False)
    assert tab.locator(".js-only:visible").count() == 0
    tab.fill("#number-share", "52")
    tab.click("#send-offer")
    assert desk.moves[0][1] | {"kind": "propose", "package.share": "52"} == desk.moves[0][1]
    assert desk.moves[0][1]["key"]


def test_nothing_runs_over_the_side(chromium, tmp_path):
    tab = chromium.new_page()
    for name, lang, page in made.every_page():
        file = tmp_path / f"{name}.{lang}.html"
        file.write_text(made.alone(page), encoding="utf-8")
        tab.goto(file.as_uri())
        for width, percent in ((320, 100), (360, 200), (820, 200), (1280, 200)):
            tab.set_viewport_size({"width": width, "height": 780})
            tab.evaluate(LETTERS, percent)
            over = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, (name, lang, width, percent, over)
    tab.close()


LETTERS = "percent => { document.documentElement.style.fontSize = `${percent}%`; }"


@pytest.mark.parametrize(("width", "read"), [(360, "fr"), (1280, "en")])
def test_axe_finds_nothing(chromium, width, read, tmp_path):
    axe = AXE.read_text(encoding="utf-8")
    tab = chromium.new_page(viewport={"width": width, "height": 800})
    for name, lang, page in made.every_page():
        if lang != read:
            continue  # the longer words on the narrower page, and each page once
        file = tmp_path / f"{name}.{lang}.html"
        file.write_text(made.alone(page), encoding="utf-8")
        tab.goto(file.as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        # The bars at the thumb cover whatever is scrolled under them; axe calls that too small.
        tab.add_style_tag(content=".bottom, .bar { position: static !important }")
        tab.add_script_tag(content=axe)
        found = tab.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        assert not [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]], name
    tab.close()
