"""
Goal: what a teacher and students do in a lesson works in a browser, first page to last.

Method: the real server as a process, Debian's Chromium, one context a person. Each journey clicks,
types and reads as people do, and asks the record whether it says the same. After each of them:
no request left this machine, no browser complained; `look` asks every page for axe and its width.
"""

import csv
import re
import time
from decimal import Decimal

import pytest

from sim.record.replay import open_record
from sim.record.verify import verify
from tests.classroom import browsing as b

pytestmark = pytest.mark.slow
SHORT = {"joining": 5, "briefing": 5, "practice": 0, "bargaining": 10, "forms": 3, "debrief": 10}
HUMAN, STRATEGY = "human", "strategy"


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    with b.school(tmp_path_factory.mktemp("school")) as made:
        yield made


@pytest.fixture
def school(held):
    held.witness.complaints.clear()
    held.witness.asked.clear()
    before = set(held.browser.contexts)
    yield held
    assert held.witness.asked, "the witness heard of no request"
    assert not held.witness.foreign(held.home)
    assert not held.witness.complaints
    for context in set(held.browser.contexts) - before - {held.teacher.context}:
        context.close()


def seen(page, pattern, where="main"):
    """
    Wait until a part of a page says something.
    """
    page.locator(where).filter(has_text=re.compile(pattern)).first.wait_for()


def propose(page, price):
    """
    Draft a price and table it.
    """
    page.fill("#number-price", str(price))
    page.click("#send-offer")


def accept(page):
    """
    Accept what stands on the table, and say yes when asked once more.
    """
    # On a phone the way to it stands at the thumb, elsewhere in the offer.
    page.locator("#quick a[href^='#accept']:visible, [id^=accept] > summary:visible").first.click()
    page.locator(".ask[open] button").click()


def two_at_a_table(school, lang="en", **minutes):
    """
    Return code and pages of two people who bargain at a table of two.
    """
    code = school.open("first-offer", lang, **(minutes or SHORT))
    people = [school.person(b.LAPTOP, lang) for _ in range(2)]
    for page, name in zip(people, ("Ann", "Bo"), strict=True):
        school.join(page, code, name)
    school.begin("briefing", code=code)
    school.begin("bargaining")
    for page in people:
        page.wait_for_selector("#draft")
    return code, *people


def test_phone(school):
    code = school.open("summer-2020", **SHORT)
    phone = school.person(b.PHONE)
    phone.goto(school.home)
    b.look(phone)
    school.join(phone, code, "Ann")
    assert phone.locator("#notices").inner_text() == "", "nobody has lost a seat before it began"
    b.look(phone)
    phone.locator('main a[href$="/brief"]').first.tap()
    phone.wait_for_url("**/brief")
    seen(phone, "Microsoft", "body")
    b.look(phone)
    phone.go_back()
    phone.fill('textarea[name="batna"]', "Wait for another seller.")
    phone.fill('input[name="target"]', "2.5")
    phone.locator("#sheet-preparation button").tap()
    kept = phone.wait_for_selector("#sheet-preparation .gain")
    assert 0 < kept.bounding_box()["y"] < b.PHONE[1], "kept, and nothing in sight says so"
    assert phone.input_value('input[name="target"]') == "2.5"
    school.begin("briefing", code=code)
    school.begin("bargaining")
    phone.wait_for_selector("#draft")
    b.look(phone)
    phone.locator("#quick .next").tap()
    phone.locator('[data-step="1"][data-for="number-price"]').tap()
    price = phone.input_value("#number-price")
    phone.locator("#send-offer").tap()
    seen(phone, re.escape(f"${price}"), ".offer.own")
    phone.fill("#say-body", "We are serious.")
    phone.locator("#say button").tap()
    seen(phone, "We are serious", "#talk-list")
    phone.wait_for_selector("#totals:not(.waits)")
    for width in (320, b.PHONE[0]):
        phone.set_viewport_size({"width": width, "height": 640})
        b.look(phone)
    lines = school.recorded(code, lambda found: b.by(found, "microsoft", "say"))
    (offer,) = b.by(lines, "microsoft", "propose")
    assert offer["s"] == HUMAN
    assert Decimal(offer["m"][1]["package"]["price"]) == Decimal(price) * 1000
    (said,) = b.by(lines, "microsoft", "say", HUMAN)
    assert "serious" not in str(said), "no free text lies in a line"


def test_deal(school):
    code, ann, bo = two_at_a_table(school)
    propose(ann, 31)
    seen(bo, "31", "#offers .price")
    propose(bo, 45)
    seen(ann, "45", "#offers")
    b.look(ann)
    propose(ann, 41)
    seen(bo, "41", "#offers")
    bo.locator(".ask > summary").first.click()
    seen(bo, "41", ".ask[open]")
    b.look(bo)
    bo.locator(".ask[open] button").click()
    for page in (ann, bo):
        seen(page, r"\$41 m|41", "main")
        page.wait_for_selector("#draft", state="detached")
    school.teacher.goto(f"{school.home}/teach/{code}")
    lines = school.recorded(code, lambda found: b.by(found, kind="accept"))
    assert [(one["a"], one["s"]) for one in b.by(lines, kind="propose")] == [
        ("cidery", HUMAN), ("orchard", HUMAN), ("cidery", HUMAN)]  # fmt: skip
    (yes,) = b.by(lines, kind="accept")
    assert (yes["a"], yes["s"]) == ("orchard", HUMAN)
    record = open_record(school.held.folder / code / "table-01.jsonl")
    assert verify(record, deep=True).failure is None


def test_leave_and_return(school):
    code, ann, bo = two_at_a_table(school)
    propose(ann, 31)
    seen(bo, "31", "#offers .price")
    context = ann.context
    ann.close()
    closed = time.monotonic()
    bo.locator("#turn li.strategy").wait_for(timeout=b.AWAY_MS)
    gone = school.recorded(code, lambda found: b.by(found, "cidery", source=STRATEGY))
    assert time.monotonic() - closed < 60 + 10, (
        "a minute, and the archive follows within ten seconds"
    )
    back = context.new_page()
    back.goto(f"{school.home}/c/{code}")
    back.wait_for_url("**/seat")
    back.wait_for_selector("#draft")
    back.wait_for_selector("#notices form", state="detached")
    b.look(back)
    bo.locator("#wait button").click()
    back.wait_for_selector("#turn.mine")
    propose(back, 33)
    seen(bo, "33", "#offers .price")
    lines = school.recorded(code, lambda found: len(b.by(found, "cidery", "propose")) > 1)
    assert lines[: len(gone)] == gone
    assert [one["d"] for one in lines] == list(range(1, len(lines) + 1))
    offers = b.by(lines, "cidery", "propose")
    assert [(one["m"][1]["package"]["price"], one["s"]) for one in offers] == [
        (31, HUMAN), (33, HUMAN)]  # fmt: skip
    handed = [one["m"] for one in b.by(lines, "facilitator")][2:]
    assert handed == [["release", {"seat": "cidery"}], ["take", {"seat": "cidery"}]]


def test_teacher(school):
    teacher = come_in(school)
    code = school.open("summer-2020", teacher=teacher, **SHORT)
    ann = gather(school, teacher, code)
    hold(school, teacher, ann, code)
    b.follow(teacher, "nav >> text=Events")
    b.look(teacher)
    export = teacher.locator(".happening").filter(has_text="export licence")
    export.locator("summary").click()
    export.locator("button[type=submit]").click()
    seen(ann, "xport", "#news")
    end_and_reveal(school, code, teacher)
    seen(ann, "Results are open|What you made of it", "main")
    b.look(ann)
    lines = school.recorded(code, lambda found: b.by(found, kind="restrict_export"))
    (event,) = b.by(lines, kind="restrict_export")
    assert event["a"] == "beijing"
    assert not b.by(lines, "microsoft", source=HUMAN), "a pause or a nudge is no decision"


def come_in(school):
    """
    Give a wrong passphrase, then the right one; return the page with a new class to fill in.
    """
    teacher = school.person(b.LAPTOP)
    teacher.goto(f"{school.home}/teach")
    b.look(teacher)
    teacher.fill("#passphrase", "not the one")
    teacher.click("form button[type=submit]")
    teacher.wait_for_selector("#wrong")
    school.witness.pardon(r"403 \(Forbidden\) .*/teach$")
    teacher.fill("#passphrase", school.held.passphrase.lower())
    teacher.click("form button[type=submit]")
    b.follow(teacher, "text=New class")
    b.look(teacher)
    return teacher


def gather(school, teacher, code):
    """
    Put the join page on the wall and let somebody come; return that person's page.
    """
    teacher.set_viewport_size({"width": b.PROJECTOR[0], "height": b.PROJECTOR[1]})
    assert "".join(teacher.locator(".tiles span").all_inner_texts()) == code
    place = school.home.removeprefix("http://")
    assert place in teacher.inner_text(".address")
    # Without a network no phone is sent to an address that is this computer's own.
    assert teacher.locator(".square svg path").count() == (not place.startswith("127."))
    b.look(teacher)
    ann = school.person()
    school.join(ann, code, "Ann")
    seen(teacher, "1 person is seated", "#seats")
    return ann


def hold(school, teacher, ann, code):
    """
    Start the bargaining, pause by key, go on, give a minute more, nudge.
    """
    school.begin("briefing", teacher, code)
    b.look(teacher)
    school.begin("bargaining", teacher)
    ann.wait_for_selector("#draft")
    teacher.keyboard.press("p")
    seen(ann, "Paused by your teacher", "#notices")
    seen(teacher, "Go on|Resume|still", "#clock-card")
    b.look(ann)
    teacher.keyboard.press("p")
    ann.wait_for_selector("#notices .alert", state="detached")
    left = seconds(teacher.inner_text(".time .clock"))
    teacher.click("#more-1")
    teacher.wait_for_function(LATER, arg=left)
    b.look(teacher)
    b.follow(teacher, "#rows-0 th a")
    b.look(teacher)
    teacher.click("text=Nudge")
    seen(ann, "Your teacher asks you to decide", "#notices")


def end_and_reveal(school, code, teacher):
    """
    End the bargaining, go on to the debrief and open the results.
    """
    teacher.goto(f"{school.home}/teach/{code}")
    teacher.locator("#end summary").click()
    teacher.locator("#end button[type=submit]").click()
    teacher.wait_for_selector("#end", state="detached")
    school.begin("debrief", teacher)
    teacher.locator("#reveal summary").click()
    teacher.locator("#reveal button[type=submit]").click()
    teacher.wait_for_selector("#reveal", state="detached")


LATER = """left => {
  const [minutes, rest] = document.querySelector(".time .clock").textContent.split(":").map(Number);
  return minutes * 60 + rest > left + 30;
}"""


def seconds(clock):
    """
    Return the seconds that a clock shows.
    """
    minutes, rest = clock.split(":")
    return int(minutes) * 60 + int(rest)


def reveal_to_who_scrolled_away(school, code, person):
    """
    End and reveal while somebody reads far down on a small page; that page begins at its top.
    """
    size = person.viewport_size
    person.set_viewport_size({"width": 360, "height": 420})
    person.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert person.evaluate("scrollY") > 0
    end_and_reveal(school, code, school.teacher)
    person.wait_for_function("() => document.querySelector('a[href$=\"/mine\"]')")
    assert person.evaluate("scrollY") == 0, "another part of the lesson begins at its top"
    person.set_viewport_size(size)


def test_debrief(school):
    code, ann, bo = two_at_a_table(school)
    propose(ann, 38)
    seen(bo, "38", "#offers .price")
    accept(bo)
    for page in (ann, bo):
        page.wait_for_selector("#draft", state="detached")
    sealed = school.log_in(b.PROJECTOR)
    sealed.goto(f"{school.home}/teach/{code}/projector")
    assert not sealed.locator(".panel").count(), "sealed until the teacher reveals"
    b.look(sealed)
    reveal_to_who_scrolled_away(school, code, bo)
    sealed.wait_for_selector(".panel")
    titles = []
    while True:
        b.look(sealed)
        b.apart(sealed)
        titles.append(sealed.inner_text(".panel h2"))
        said = sealed.inner_text("body")
        assert "Ann" not in said.split()
        assert "Bo" not in said.split()
        if not sealed.locator('[data-key="ArrowRight"]').count():
            break
        turn(sealed, "ArrowRight")
    assert len(titles) == len(set(titles)) > 5
    turn(sealed, "ArrowLeft")
    while not sealed.locator(".drawing").count():
        turn(sealed, "ArrowLeft")
    sealed.keyboard.press("t")
    sealed.locator(".data table").first.wait_for()
    assert not sealed.locator(".drawing").first.is_visible()
    b.look(sealed)
    for page in (ann, bo):
        page.click('a[href$="/mine"]')
        page.wait_for_url("**/mine")
        page.locator(".panel").first.wait_for()
        b.look(page)
        b.apart(page)
    lines = school.recorded(code, lambda found: b.by(found, kind="accept"))
    (offer,) = b.by(lines, kind="propose")
    assert offer["m"][1]["package"] == {"price": 38}


def turn(page, key):
    """
    Turn a page of the debrief with a key.
    """
    place = page.inner_text("h1.place")
    page.keyboard.press(key)
    page.wait_for_function(TURNED, arg=place)


TURNED = "place => document.querySelector('h1.place').innerText !== place"


def test_french(school):
    teacher = school.log_in(b.LAPTOP, "fr")
    code = school.open("first-offer", "fr", teacher, **SHORT)
    assert teacher.get_attribute("html", "lang") == "fr"
    marie, luc = arrive_in_french(school, code)
    school.begin("briefing", teacher, code)
    school.begin("bargaining", teacher)
    bargain_in_french(marie, luc)
    teacher.goto(f"{school.home}/teach/{code}")
    teacher.locator("#end summary").click()
    teacher.locator("#end button[type=submit]").click()
    marie.wait_for_selector("#sheet-leaving")
    in_french(marie)
    school.begin("debrief", teacher, code)
    teacher.locator("#reveal summary").click()
    teacher.locator("#reveal button[type=submit]").click()
    marie.locator('a[href$="/mine"]').tap()
    marie.locator(".panel").first.wait_for()
    in_french(marie)
    lines = school.recorded(code, lambda found: b.by(found, kind="accept"))
    assert "Encore" not in str(lines)


def arrive_in_french(school, code):
    """
    Let two people join and read; return their pages.
    """
    marie = school.person(b.PHONE, "fr")
    luc = school.person(b.LAPTOP, "fr")
    marie.goto(school.home)
    in_french(marie)
    for page, name in ((marie, "Marie"), (luc, "Luc")):
        school.join(page, code, name)
        in_french(page)
    luc.locator('main a[href$="/brief"]').first.click()
    luc.wait_for_url("**/brief")
    in_french(luc)
    luc.go_back()
    return marie, luc


def bargain_in_french(marie, luc):
    """
    Let two people offer, write and agree.
    """
    for page in (marie, luc):
        page.wait_for_selector("#draft")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        in_french(page)
    propose(marie, 31)
    seen(luc, "31", "#offers .price")
    luc.fill("#say-body", "Encore un effort.")
    luc.click("#say button")
    seen(marie, "Encore", "#talk-list")
    in_french(luc)
    propose(luc, 38)
    seen(marie, "38", "#offers")
    accept(marie)
    for page in (marie, luc):
        page.wait_for_selector("#draft", state="detached")
        in_french(page)
    luc.click('a[href$="/history"]')
    luc.wait_for_url("**/history")
    in_french(luc)


def in_french(page):
    """
    Look at a page, and find no word on it that only English texts have.
    """
    assert page.get_attribute("html", "lang") == "fr"
    b.look(page)
    found = {one.casefold() for one in b.WORD.findall(b.words(page))}
    assert len(found) > 8, "a page says something"
    left = found & b.english_only()
    assert not left, (page.url, left)


def test_export(school):
    code, ann, bo = two_at_a_table(school)
    teacher = school.teacher
    propose(ann, 38)
    seen(bo, "38", "#offers .price")
    ann.fill("#say-body", "=1+1 is what I say.")
    ann.click("#say button")
    seen(bo, "is what I say", "#talk-list")
    accept(bo)
    ann.wait_for_selector("#draft", state="detached")
    end_and_reveal(school, code, teacher)
    teacher.goto(f"{school.home}/teach/{code}")
    b.follow(teacher, "nav >> text=Files")
    b.look(teacher)
    teacher.click("#single summary")
    with teacher.expect_download() as coming:
        teacher.click('main a[href$="/tables.csv"]')
    text = coming.value.path().read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert row["session_code"] == code
    assert row["status"] == "agreement"
    assert "38" in row["agreement_package_json"]
    assert "Ann" not in text
    assert "what I say" not in text


def test_two_tabs(school):
    code, ann, bo = two_at_a_table(school)
    second = ann.context.new_page()
    second.goto(f"{school.home}/c/{code}/seat")
    ann.wait_for_selector("#offline:not([hidden]) button")
    seen(ann, "another tab", "#offline")
    b.look(ann)
    ann.click("#offline button")
    second.wait_for_selector("#offline:not([hidden]) button")
    assert not ann.is_visible("#offline")
    ann.fill("#number-price", "31")
    ann.dblclick("#send-offer")
    seen(bo, "31", "#offers .price")
    assert not ann.locator("#result .alert").count()
    bo.fill("#say-body", "Once.")
    bo.dblclick("#say button")
    seen(ann, "Once.", "#talk-list")
    second.click("#offline button")
    seen(second, "31", ".offer.own")
    lines = school.recorded(code, lambda found: b.by(found, "orchard", "say"))
    assert len(b.by(lines, "cidery", "propose")) == 1
    assert len(b.by(lines, "orchard", "say")) == 1
