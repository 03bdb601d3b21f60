"""
Goal: what a teacher sees fits the screen, can be read from the last row, and obeys the keys.

Method: the pages in Debian's Chromium under our policy, with a server of a few lines beside them.
"""

import urllib.parse
from pathlib import Path

import pytest
from attrs import evolve

from classroom.cohort import facts as f
from classroom.teacher import monitor, projector
from tests.classroom import teacher_browser
from tests.classroom import teacher_pages as made

pytestmark = pytest.mark.slow
HD, BEAMER, LAPTOP = (1920, 1080), (1280, 720), (1280, 800)
PATH = "/teach/K7QX4M"


@pytest.fixture(scope="module")
def browser():
    with teacher_browser.chromium() as started:
        yield started


@pytest.fixture(scope="module", params=["en", "fr"])
def pages(request):
    """Return what is seen from afar, of a class of fifty tables."""
    big, sessions = made.class_of(tables=50, lang=request.param)
    some = made.class_pages(big, sessions, request.param)
    return {**some, "join-nobody": made.joining.page(made.empty_class(request.param))}


@pytest.fixture(scope="module", params=["en", "fr"])
def small(request):
    """Return every page in its states, of a class of three tables."""
    lang = request.param
    few, sessions = made.class_of(tables=3, lang=lang)
    some = {**made.entrance_pages(lang), **made.states(lang)}
    return {**some, **made.class_pages(few, sessions, lang)}


def _opened(browser, text, size, answers=None):
    page, complaints = teacher_browser.opened(browser, {PATH: text}, size, answers)
    page.goto(teacher_browser.ORIGIN + PATH)
    page.evaluate("document.fonts.ready.then(() => true)")
    return page, complaints


def _until(page, condition):
    """Wait until a condition holds; the page's policy forbids the browser's own way of polling."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {condition}")


def _bottom(page, what):
    return page.evaluate(
        "what => Math.max(...[...document.querySelectorAll(what)]"
        ".map(one => one.getBoundingClientRect().bottom))",
        what,
    )


def test_fifty_tables_fit_without_scrolling(browser, pages):
    page, complaints = _opened(browser, pages["monitor"], HD)
    assert page.locator("tbody tr").count() == 50
    assert _bottom(page, "tbody tr") <= 1080
    assert _bottom(page, ".legend") <= 1080
    assert page.evaluate("document.documentElement.scrollWidth") == 1920
    small = page.evaluate(
        "[...document.querySelectorAll('tbody td')].map(one => parseFloat(getComputedStyle(one)"
        ".fontSize)).filter(size => size && size < 14)"
    )
    assert not small
    cut = page.evaluate(
        "[...document.querySelectorAll('tr:is(.is-calm, .is-slow) .who, .offer:not(:has(em))')]"
        ".filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    )
    assert not cut
    assert not complaints
    page.close()


def test_the_rail_never_stretches_the_rows(browser, pages):
    page, _ = _opened(browser, pages["monitor"], HD)
    before = _bottom(page, "tbody tr")
    page.click("#end summary")
    assert page.is_visible("#end form")
    assert _bottom(page, "tbody tr") == before
    page.close()


@pytest.mark.parametrize("name", ["join", "join-nobody", "debrief", "history", "sealed"])
def test_nothing_on_the_wall_is_small(browser, pages, name):
    page, complaints = _opened(browser, pages[name], BEAMER)
    found = page.evaluate(
        """() => {
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
          while (walk.nextNode()) {
            const one = walk.currentNode.parentElement, box = one.getBoundingClientRect();
            if (!walk.currentNode.data.trim() || box.width < 2 || box.left < 0) continue;
            const svg = one.ownerSVGElement;
            const scale = svg ? svg.getScreenCTM().a : 1;
            const size = parseFloat(getComputedStyle(one).fontSize) * scale;
            if (size < 19.9) found.push([walk.currentNode.data.trim(), size]);
          }
          return found;
        }"""
    )
    assert not found
    assert page.evaluate("document.documentElement.scrollHeight") <= 720
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert not complaints
    page.close()


def test_pages_fit_a_laptop_and_a_phone_and_obey_the_policy(browser, small):
    for name, text in small.items():
        page, complaints = _opened(browser, text, LAPTOP)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, name
        page.set_viewport_size({"width": 360, "height": 780})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        assert not complaints, name
        page.close()


TORN = """() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [], range = document.createRange();
  while (walk.nextNode()) {
    const text = walk.currentNode, box = text.parentElement.getBoundingClientRect();
    if (box.width < 2 || !text.parentElement.closest("td, th, caption, h1, h2, .address")) continue;
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}._:]+/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1)
        found.push(word[0]);
    }
  }
  return found;
}"""
"""The words of tables and titles that a line's end cuts in two."""


@pytest.mark.parametrize("name", ["classes", "people", "table", "exports", "join", "reach"])
def test_on_a_phone_no_word_is_torn_and_every_button_is_in_sight(browser, small, name):
    page, _ = _opened(browser, small[name], (360, 780))
    assert not page.evaluate(TORN)
    outside = page.evaluate(
        "[...document.querySelectorAll('main :is(button, .button, summary, .notice)')]"
        ".map(one => [one.textContent.trim(), one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width && (box.left < 0 || box.right > 360))"
        ".map(([said]) => said)"
    )
    assert not outside
    page.close()


def test_fields_that_count_only_with_a_choice_are_there_only_with_it(browser, small):
    page, _ = _opened(browser, small["new"], LAPTOP)
    for field, choice in (("#names", "layout"), ("#minutes-bargaining", "plan")):
        assert not page.is_visible(field)
        page.check(f'input[name="{choice}"][value="{"list" if choice == "layout" else "custom"}"]')
        assert page.is_visible(field)
    tops = "[...document.querySelectorAll('.minutes p')].map(one => one.offsetTop)"
    assert len(set(page.evaluate(tops))) == 1, "six phases in one line"
    page.close()


def test_the_join_page_fills_the_wall_and_leaves_no_hole_for_a_word(browser):
    few, _ = made.class_of(tables=12)
    page, _ = _opened(browser, made.joining.page(few), HD)
    width = "what => document.querySelector(what).getBoundingClientRect().width"
    assert page.evaluate(width, ".square .qr") >= 600
    assert page.evaluate(width, ".tiles span") >= 150
    assert 980 <= _bottom(page, ".sum") <= 1080
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate(width, ".square .qr") >= 280
    page.close()
    opened = evolve(few.cohort.opened, word="")
    plain = evolve(few, word="", cohort=evolve(few.cohort, opened=opened, word=""))
    page, _ = _opened(browser, made.joining.page(plain), HD)
    assert not page.is_visible("#word")
    page.close()


def test_on_a_phone_the_stalled_seats_and_the_pause_come_before_the_tables(browser):
    few, _ = made.class_of(tables=12)
    late = evolve(few, now=few.now + 130_000)
    page, _ = _opened(browser, monitor.page(late), (360, 780))
    assert _bottom(page, ".bar") <= 130
    top = "what => document.querySelector(what).getBoundingClientRect().top"
    places = [page.evaluate(top, what) for what in ("#stalled", "#pause", "#rows-0 tr")]
    assert places == sorted(places)
    assert places[0] < 200
    assert not page.is_visible("text=Phones")
    page.click(".menu summary")
    assert page.is_visible(".menu a >> text=Phones")
    page.evaluate((Path(__file__).with_name("data") / "axe.min.js").read_text(encoding="utf-8"))
    assert not page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    page.close()


def test_the_title_of_a_page_is_read_from_the_last_row(browser, pages):
    page, _ = _opened(browser, pages["debrief"], HD)
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    assert size >= 34
    page.close()


def test_a_phone_that_follows_the_wall_can_read_it(browser, small):
    page, _ = _opened(browser, small["debrief"], (390, 844))
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('svg.chart text')].filter(one => one.textContent)
          .map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"""
    )
    assert sizes
    assert min(sizes) >= 12
    body = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    assert body == 16
    page.check("#as-table")
    lines = page.evaluate(
        """() => [...document.querySelectorAll('.data th')]
          .map(one => one.getClientRects()[0].height)"""
    )
    assert max(lines) < 40, "a head stands on one line"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_data_table_tears_no_word_and_gives_figures_no_more_than_they_need(browser):
    overview, _ = made.class_of(tables=1, lang="fr")
    wide = evolve(
        made.panels("fr")[0], drawing=None,
        head=("place", "zone de", "place", "autre place", "sans accord", "sur la fiche",
              "le mieux possible", "paquets ouverts", "selon les fiches", "menace interdiction"),
        rows=[("1", "place", "Microsoft", "Maison-Blanche", "0,0", "8,0", "106,7", "-", "-",
               "impossible")],
    )  # fmt: skip
    open_again = made.with_facts(overview, f.ResultsRevealed())
    page, _ = _opened(browser, projector.page(open_again, projector.leaves_of([wide])), LAPTOP)
    assert not page.evaluate(TORN)
    rooms = page.evaluate(
        "[...document.querySelectorAll('.data thead .figure')]"
        ".map(one => one.getBoundingClientRect().width)"
    )
    assert max(rooms) < 130, rooms
    page.set_viewport_size({"width": 390, "height": 844})
    heads = page.evaluate(
        "[...document.querySelectorAll('.data th')].map(one => one.getClientRects()[0].height)"
    )
    assert max(heads) < 40, "on a phone a head stands on one line and is pushed aside"
    page.close()


@pytest.mark.parametrize("small", ["en"], indirect=True)
def test_axe_finds_nothing(browser, small):
    rules = (Path(__file__).with_name("data") / "axe.min.js").read_text(encoding="utf-8")
    wrong = {}
    for name, text in small.items():
        page, _ = _opened(browser, text, LAPTOP)
        page.evaluate(rules)
        told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found = {one["id"]: one["nodes"][0]["html"][:120] for one in told["violations"]}
        if found:
            wrong[name] = found
        page.close()
    assert not wrong


class Server:
    """Answers an open monitor: parts of its overview, and notes of what was asked for."""

    def __init__(self, overview):
        self.overview = overview
        self.posted = []
        self.status = 200
        self.said = ""

    @property
    def answers(self):
        """Return the paths that change."""
        return {f"{PATH}/live": self._live, f"{PATH}/act": self._act}

    def _live(self, route):
        query = urllib.parse.urlsplit(route.request.url).query
        has = urllib.parse.parse_qs(query).get("has", [""])[0]
        part = projector if "page=projector" in query else monitor
        route.fulfill(body=part.fragments(self.overview, has), content_type="text/html")

    def _act(self, route):
        self.posted.append(dict(urllib.parse.parse_qsl(route.request.post_data)))
        route.fulfill(status=self.status, body=self.said, content_type="text/html")


@pytest.fixture
def live(browser):
    overview, _ = made.class_of("merger-of-equals", 12, moments=(4, 12, 25))
    server = Server(overview)
    page, complaints = _opened(browser, monitor.page(overview), HD, server.answers)
    yield server, page
    assert not [one for one in complaints if "409" not in one]
    page.close()


def test_a_row_is_exchanged_and_keeps_the_focus(live):
    server, page = live
    page.focus("#open-3")
    server.overview = evolve(
        server.overview,
        tables={
            **server.overview.tables,
            3: made.since(server.overview.tables[3], server.overview.now - 130_000),
        },
    )
    page.wait_for_selector("#row-3.is-stalled", timeout=8000)
    assert page.evaluate("document.activeElement.id") == "open-3"
    assert page.locator("#stalled a[data-stall]").count() >= 1
    # Two minutes and eleven seconds: the counter goes on in the page.
    _until(
        page, "['2:11', '2:12'].includes(document.querySelector('#row-3 [data-since]').innerText)"
    )


def test_keys_pause_and_walk_the_stalled_seats(live):
    server, page = live
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "open-8"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "open-9"
    page.keyboard.press("p")
    page.wait_for_timeout(200)
    assert [one["act"] for one in server.posted] == ["pause"]
    page.uncheck("#keys")
    page.keyboard.press("p")
    page.wait_for_timeout(100)
    assert len(server.posted) == 1
    page.reload()
    assert not page.is_checked("#keys"), "the browser remembers it"


def test_a_question_stays_open_while_parts_change(live):
    server, page = live
    page.click("#end summary")
    over = f.TableEnded(table=1, status=f.AGREEMENT)
    server.overview = made.with_facts(server.overview, over)
    page.wait_for_selector("#row-1.is-deal", timeout=8000)
    assert page.is_visible("#end form")
    page.keyboard.press("Escape")
    assert not page.is_visible("#end form")
    _until(page, "!document.querySelector('#end form').textContent.includes('tables 1,')")


def test_a_refusal_is_shown_and_nothing_is_sent_twice(live):
    server, page = live
    server.status, server.said = 409, '<main><p role="alert">It stands already.</p></main>'
    page.click("#pause")
    page.wait_for_selector("#refused:not([hidden])")
    assert page.inner_text("#refused") == "It stands already."
    assert len(server.posted) == 1
    assert page.is_enabled("#pause")


def test_the_wall_turns_pages_shows_tables_and_goes_blank(browser):
    overview, _ = made.class_of("first-offer", 2, moments=(4,))
    overview = made.with_facts(overview, f.ResultsRevealed())
    leaves = projector.leaves_of(made.panels("en"))
    server = Server(overview)
    page, _ = _opened(browser, projector.page(overview, leaves, "first"), HD, server.answers)
    assert page.is_visible("svg.chart")
    page.keyboard.press("t")
    assert page.is_visible(".data td")
    assert not page.is_visible("svg.chart")
    page.keyboard.press("t")
    page.keyboard.press("b")
    assert not page.is_visible("svg.chart")
    page.keyboard.press("b")
    assert page.is_visible("svg.chart")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert [one["page"] for one in server.posted] == ["history"]
    page.close()


def _gone_to(browser, text, server):
    """Open a page that soon goes elsewhere, and return the addresses it was at."""
    page, _ = teacher_browser.opened(browser, {PATH: text}, HD, server.answers)
    asked = []
    page.on("request", lambda one: asked.append(one.url) if one.is_navigation_request() else None)
    page.goto(teacher_browser.ORIGIN + PATH)
    for _ in range(80):
        if len(asked) > 1:
            break
        page.wait_for_timeout(100)
    page.close()
    return asked


def test_the_wall_follows_the_page_that_was_chosen_elsewhere(browser):
    overview, _ = made.class_of("first-offer", 2, moments=(4,))
    overview = made.with_facts(overview, f.ResultsRevealed())
    leaves = projector.leaves_of(made.panels("en"))
    server = Server(made.with_facts(overview, f.PageShown(page="history")))
    asked = _gone_to(browser, projector.page(overview, leaves, "first"), server)
    assert asked[1] == f"{teacher_browser.ORIGIN}{PATH}?page=history"


def test_a_debrief_with_nothing_to_show_does_not_load_for_ever(browser):
    nobody = made.with_facts(made.empty_class(), f.ResultsRevealed())
    server, loads = Server(nobody), []
    page, _ = _opened(browser, projector.page(nobody, ()), HD, server.answers)
    page.on("load", lambda _: loads.append(1))
    page.wait_for_timeout(1500)
    assert not loads
    page.close()


def test_a_sealed_wall_opens_when_results_are_revealed(browser):
    sealed = made.empty_class()
    server = Server(made.with_facts(sealed, f.ResultsRevealed()))
    assert len(_gone_to(browser, projector.page(sealed, ()), server)) > 1


def test_a_panel_that_moves_somebody_says_that_a_seat_is_taken(browser):
    overview, sessions = made.class_of("first-offer", 2, moments=(4,))
    decisions = tuple(sessions[1].decisions)
    page, complaints = _opened(browser, made.table_page.page(overview, 1, decisions), LAPTOP)
    form = page.locator("form:has([data-taken])").first
    hint = form.locator("[data-taken]")
    page.locator("details.sure:has([data-taken]) > summary").first.click()
    assert not hint.is_visible(), "nobody shares a seat with oneself"
    form.locator("select[name=table]").select_option("2")
    holder = overview.cohort.holders(2, "cidery")[0]
    name = overview.names[holder.who]
    assert name in hint.inner_text()
    assert not complaints
    page.close()


def test_what_happened_so_far_shows_that_there_is_more(browser):
    overview, sessions = made.class_of("summer-2020", 1, moments=(60,))
    decisions = tuple(sessions[1].decisions)
    page, _ = _opened(browser, made.table_page.page(overview, 1, decisions), LAPTOP)
    found = page.locator(".transcript")
    found.scroll_into_view_if_needed()
    assert found.evaluate("one => one.scrollHeight > one.clientHeight + 100")
    box = found.bounding_box()
    clip = {"x": box["x"] + 1, "y": box["y"] + box["height"] - 9, "width": 3, "height": 6}
    more = page.screenshot(clip=clip)
    found.evaluate("one => one.scrollTo(0, one.scrollHeight)")
    assert page.screenshot(clip=clip) != more, "its lower end looks the same with and without more"
    page.close()


def test_everything_essential_works_without_scripts(browser):
    overview, _ = made.class_of("first-offer", 2, moments=(4,))
    context = browser.new_context(java_script_enabled=False)
    posted = []

    def answer(route):
        if route.request.method == "POST":
            posted.append(dict(urllib.parse.parse_qsl(route.request.post_data)))
        body = monitor.page(overview) if "/static/" not in route.request.url else ""
        route.fulfill(body=body, content_type="text/html")

    page = context.new_page()
    page.route("**/*", answer)
    page.goto(teacher_browser.ORIGIN + PATH)
    page.click("#pause")
    page.click("#end summary")
    page.click("#end form button[type=submit]")
    assert [one["act"] for one in posted] == ["pause", "phase"]
    assert posted[1]["phase"] == "forms"
    assert page.locator("button[hidden]").count() > 0, "what needs a script is not offered"
    context.close()
