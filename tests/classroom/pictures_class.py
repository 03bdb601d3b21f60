"""
Take the pictures of `docs/pictures/class`: every page of a class, from a real server.

`python -m uv run --group pictures --extra class python -m tests.classroom.pictures_class [FOLDER]`.
The class has twelve tables of four; twenty people sit at them, three of them in browsers, and
strategies play every other seat. With `--every`, each page of the debrief is taken at every size,
to be looked at. Needs Chromium.
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path

from tests.classroom import browsing as b
from tests.classroom.camera import Camera
from tests.classroom.pictured import IN_BROWSERS, NAMES, PLAN, Crowd

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "class"
LONG = ("phone", "laptop")
NAMED = ("--name", "class.school.example")
"""On this machine alone the wall would say that no phone can come in."""


def main(folder, every):
    """
    Hold the class and take its pictures.
    """
    camera = Camera(folder, thorough=every)
    with tempfile.TemporaryDirectory() as data, b.school(Path(data), *NAMED) as school:
        doors(school, camera)
        code = found(school, camera)
        crowd = Crowd(school, code)
        people = gather(school, camera, code, crowd)
        prepare(school, camera, code, people)
        practise(school, camera, code, people)
        bargain(school, camera, code, crowd, people)
        close(school, camera, code, crowd, people)
    total = sum(one.stat().st_size for one in folder.glob("*.png"))
    sys.stdout.write(f"{len(list(folder.glob('*.png')))} pictures, {total / 1e6:.2f} MB\n")


def doors(school, camera):
    """
    Take the ways in.
    """
    for lang in ("en", "fr"):
        page = school.person(b.LAPTOP, lang)
        page.goto(school.home)
        camera.every(page, "door", lang)
        page.goto(f"{school.home}/c/AAAAAA/seat")
        camera.every(page, "refused", lang)
        page.goto(f"{school.home}/teach")
        camera.every(page, "login", lang)
        page.context.close()


def found(school, camera):
    """
    Begin the class by a list of names; return its code.
    """
    teacher = school.teacher
    teacher.goto(f"{school.home}/teach?new=1")
    camera.every(teacher, "new", whole=LONG)
    small = school.open("first-offer")
    camera.take(teacher, "wall-first-offer-en", size=b.PROJECTOR)
    teacher.goto(f"{school.home}/teach")
    camera.every(teacher, "classes")
    stranger = school.person(b.PHONE)
    stranger.goto(f"{school.home}/c/{small}")
    camera.every(stranger, "own-door")
    stranger.goto(f"{school.home}/c/{small}/resume")
    camera.every(stranger, "resume")
    stranger.context.close()
    teacher.goto(f"{school.home}/teach?new=1")
    teacher.check('input[name="scenario"][value="summer-2020"]')
    teacher.check('input[name="layout"][value="list"]')
    teacher.fill("#names", "\n".join(NAMES))
    teacher.uncheck('input[name="word"]')
    teacher.check('input[name="plan"][value="custom"]')
    for phase, minutes in PLAN.items():
        teacher.fill(f"#minutes-{phase}", str(minutes))
    teacher.click("form.new button.next")
    teacher.wait_for_url("**/join")
    code = teacher.url.split("/")[-2]
    school.words[code] = ""
    return code


def gather(school, camera, code, crowd):
    """
    Let people come; return the pages of those in browsers.
    """
    teacher = school.teacher
    camera.take(teacher, "wall-empty-laptop-en")
    crowd.do(crowd.arrive())
    people = []
    for at, (size, lang) in IN_BROWSERS.items():
        page = school.person(size, lang)
        page.goto(f"{school.home}/c/{code}")
        page.fill("#name", NAMES[at])
        page.click("form.door button")
        page.wait_for_selector(".ticket")
        if lang == "fr":
            camera.take(page, "welcome-phone-fr")
        elif size == b.PHONE:
            camera.every(page, "welcome")
        if size == b.PHONE and lang == "en":
            _asked(school, camera, page, code)
        page.click(".row a.next")
        page.wait_for_url("**/seat")
        people.append(page)
    teacher.wait_for_function("() => document.querySelector('#seats').textContent.includes('20')")
    camera.every(teacher, "wall")
    return people


def _asked(school, camera, page, code):
    """
    Take what a browser that has a seat is asked before somebody else sits down at it.
    """
    page.goto(school.home)
    page.fill("#code", code)
    page.fill("#name", "Femi")
    page.click("form.door button.next")
    page.wait_for_selector("#other-help")
    camera.every(page, "asked")
    page.click("a.next")
    page.wait_for_selector(".ticket")


def prepare(school, camera, code, people):
    """
    Let people read, and take what they read.
    """
    school.begin("briefing", code=code)
    laptop, _, french = people
    for page in people:
        page.wait_for_selector("#clock .clock")
    camera.every(laptop, "waiting", whole=LONG)
    camera.take(french, "waiting-phone-fr", whole=True)
    laptop.goto(f"{school.home}/c/{code}/seat/brief")
    camera.every(laptop, "brief", whole=LONG)
    laptop.goto(f"{school.home}/c/{code}/seat")
    papers(school, camera, code)


def papers(school, camera, code):
    """
    Take each material, of those that each seat has its own one.
    """
    teacher = school.teacher
    teacher.goto(f"{school.home}/teach/{code}/export")
    links = teacher.locator('a[href*="/material/"]')
    found = {}
    for at in range(links.count()):
        address = links.nth(at).get_attribute("href")
        found.setdefault(re.search(r"/material/([a-z_]+)", address).group(1), address)
    for kind, address in found.items():
        teacher.goto(f"{school.home}{address}")
        if kind == "brief":
            camera.every(teacher, f"material-{kind}")
        else:
            camera.take(teacher, f"material-{kind}-laptop-en")


def practise(school, camera, code, people):
    """
    Let one of the people play the practice round to its end.
    """
    school.begin("practice", code=code)
    laptop, phone, french = people
    for page in people:
        page.wait_for_selector(".notice.practice")
    camera.every(laptop, "practice")
    camera.take(phone, "practice-whole-phone-en", whole=True)
    camera.take(french, "practice-phone-fr")
    address = phone.url
    phone.goto(f"{address}/brief")
    camera.every(phone, "practice-brief")
    phone.goto(address)
    laptop.click("#send-offer")
    laptop.locator(".offer.own").wait_for()
    for _ in range(60):
        if not laptop.locator("#wait button").count():
            break
        laptop.locator("#wait button").click()
        laptop.wait_for_timeout(300)
    laptop.reload()
    camera.every(laptop, "practice-over")
    laptop.goto(f"{laptop.url}/history")
    camera.every(laptop, "practice-history")
    school.teacher.goto(f"{school.home}/teach/{code}")
    camera.take(school.teacher, "monitor-practice-laptop-en")


def bargain(school, camera, code, crowd, people):
    """
    Bargain at all tables, and take the moments of a table and of the teacher's pages.
    """
    teacher = school.teacher
    laptop, phone, french = people
    school.begin("bargaining", code=code)
    for page in people:
        page.goto(f"{school.home}/c/{code}/seat")
        page.wait_for_selector("#turn")
    camera.every(laptop, "table-first")
    at_the_table(camera, laptop, phone, french)
    crowd.do(crowd.play())
    teacher.goto(f"{school.home}/teach/{code}")
    teacher.wait_for_selector(".is-stalled", timeout=200_000)
    camera.every(teacher, "monitor")
    for path, name in (("table/12", "one-table"), ("people", "people"), ("events", "events"),
                       ("export", "files"),
                       ("reach", "reach"), ("projector", "sealed")):  # fmt: skip
        teacher.goto(f"{school.home}/teach/{code}/{path}")
        camera.every(teacher, name, whole=LONG)
    teacher.goto(f"{school.home}/teach/{code}/events")
    teacher.locator(".happening summary").first.click()
    camera.take(teacher, "events-open-laptop-en")
    teacher.goto(f"{school.home}/teach/{code}")
    teacher.keyboard.press("p")
    phone.wait_for_selector("#notices .alert")
    teacher.wait_for_selector(".is-paused")
    camera.every(phone, "paused")
    camera.take(teacher, "monitor-paused-laptop-en")
    teacher.keyboard.press("p")
    phone.wait_for_selector("#notices .alert", state="detached")
    lost(camera, phone)
    french_teacher(school, camera, code)


def lost(camera, phone):
    """
    Cut somebody off and let them come back.
    """
    phone.context.set_offline(True)
    phone.wait_for_timeout(4_000)
    camera.take(phone, "offline-phone-en")
    phone.context.set_offline(False)
    phone.wait_for_timeout(6_000)


def at_the_table(camera, laptop, phone, french):
    """
    Let the people of the last table offer, write and look at their pages.
    """
    for page, price in ((phone, "33"), (laptop, "27")):
        until_turn(page, [one for one in (phone, french) if one is not page])
        page.fill("#number-price", price)
        page.click("#send-offer")
        page.locator(".offer.own").wait_for()
    laptop.fill("#say-body", "We can sign this week if the algorithm stays licensed.")
    laptop.click("#say button")
    phone.locator("#talk-list article").wait_for()
    phone.fill("#say-body", "Licensed, yes. Not at that price.")
    phone.click("#say button")
    laptop.locator("#talk-list article").nth(1).wait_for()
    laptop.reload()
    laptop.wait_for_selector("#offers .offer")
    for page in (laptop, phone, french):
        page.evaluate("scrollTo(0, 0)")
    camera.every(laptop, "table")
    camera.every(french, "table", "fr")
    camera.take(phone, "table-whole-phone-en", whole=True)
    phone.locator("#moves").scroll_into_view_if_needed()
    phone.evaluate("document.querySelector('#moves').scrollIntoView()")
    camera.take(phone, "moves-phone-en")
    phone.locator("#talk").evaluate("one => one.scrollIntoView()")
    camera.take(phone, "talk-phone-en")
    for page, lang in ((laptop, "en"), (french, "fr")):
        address = page.url.partition("#")[0]
        page.goto(f"{address}/history")
        camera.every(page, "history", lang)
        page.goto(address)


def until_turn(page, others):
    """
    Let others end their turns until it is somebody's.
    """
    while not page.locator("#turn.mine").count():
        for other in others:
            if other.locator("#turn.mine").count():
                other.locator("#wait button").click()
                other.locator("#turn:not(.mine)").wait_for()
        page.wait_for_timeout(200)


def french_teacher(school, camera, code):
    """
    Take the main pages of a teacher who reads French.
    """
    teacher = school.log_in(b.LAPTOP, "fr")
    for path, name, size in (
        ("", "monitor-projector-fr", b.PROJECTOR), ("", "monitor-laptop-fr", b.LAPTOP),
        ("/join", "wall-projector-fr", b.PROJECTOR), ("/table/12", "one-table-laptop-fr", b.LAPTOP),
        ("/events", "events-laptop-fr", b.LAPTOP),
    ):  # fmt: skip
        teacher.goto(f"{school.home}/teach/{code}{path}")
        camera.take(teacher, name, size=size)
    teacher.context.close()


def close(school, camera, code, crowd, people):
    """
    Let strategies finish for who left, then forms, debrief, results.
    """
    teacher = school.teacher
    laptop, phone, french = people
    crowd.do(crowd.go())
    teacher.goto(f"{school.home}/teach/{code}")
    teacher.wait_for_function(OVER, timeout=120_000)
    teacher.locator("#end summary").click()
    camera.every(teacher, "end")
    teacher.locator("#end button[type=submit]").click()
    for page, lang in ((laptop, "en"), (french, "fr")):
        page.wait_for_selector("#sheet-leaving")
        camera.every(page, "forms", lang, whole=LONG)
    school.begin("debrief", code=code)
    phone.wait_for_function(
        "() => document.querySelector('h1') && !document.querySelector('#desk')"
    )
    camera.every(phone, "debrief-sealed")
    teacher.locator("#reveal summary").click()
    teacher.locator("#reveal button[type=submit]").click()
    teacher.wait_for_selector("#reveal", state="detached")
    wall(school, camera, code)
    for page, lang in ((laptop, "en"), (french, "fr")):
        page.click('a[href$="/mine"]')
        page.locator(".panel").first.wait_for()
        camera.every(page, "mine", lang, whole=LONG)
    school.begin("closed", code=code)
    phone.goto(f"{school.home}/c/{code}/seat")
    camera.every(phone, "closed")
    teacher.goto(f"{school.home}/teach/{code}")
    camera.every(teacher, "monitor-closed")


def wall(school, camera, code):
    """
    Take every page of the debrief, the first ones in French too, one as a table.
    """
    page = school.log_in(b.PROJECTOR, "fr")
    page.goto(f"{school.home}/teach/{code}/projector")
    page.locator(".panel").first.wait_for()
    for number in range(1, 4):
        camera.take(page, f"debrief-{number:02d}-fr")
        turn(page, "ArrowRight")
    page.context.close()
    page = school.log_in(b.PROJECTOR)
    page.goto(f"{school.home}/teach/{code}/projector")
    page.locator(".panel").first.wait_for()
    while page.locator('[data-key="ArrowLeft"]').count():
        turn(page, "ArrowLeft")
    page.check("#as-table")
    camera.take(page, "debrief-table-en")
    page.uncheck("#as-table")
    camera.every(page, "debrief")
    number = 1
    while True:
        camera.take(page, f"debrief-{number:02d}-en", size=None if number < LARGE else b.BEAMER)
        if camera.thorough:
            camera.every(page, f"debrief-{number:02d}", whole=("phone",))
        if not page.locator('[data-key="ArrowRight"]').count():
            break
        turn(page, "ArrowRight")
        number += 1
    page.context.close()


def turn(page, key):
    """
    Turn a page of the debrief.
    """
    place = page.inner_text("h1.place")
    page.keyboard.press(key)
    page.wait_for_function(TURNED, arg=place)


LARGE = 4
"""From this page on the debrief is taken as an old projector shows it."""
TURNED = "place => document.querySelector('h1.place').innerText !== place"
OVER = "() => document.querySelectorAll('tr.is-deal, tr.is-none').length >= 11"


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    asked.add_argument("--every", action="store_true")
    given = asked.parse_args()
    main(given.folder, given.every)
