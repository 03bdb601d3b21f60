"""
Take the pictures of `docs/pictures/class`: every page of a class, from a real server.

`python tests/classroom/pictures_class.py [FOLDER]`. The class has twelve tables of four; twenty
people sit at them, three of them in browsers, and strategies play every other seat. Needs Chromium,
Playwright and Pillow.
"""

import asyncio
import io
import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image, ImageColor

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).parent)]

from bench.classes.crowd import Student  # noqa: E402 - the folders above come first
from tests.classroom import browsing as b  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "class"
COLOURS = 56
KEPT = ("#56B4E9", "#E69F00", "#D55E00", "#009E73", "#F0C45C", "#9E3500", "#00664A", "#0B5A8A")
"""Colours that mean something stay what they are, however small the marks."""
SEATS, TABLES = 4, 12
BIRDS = ("Heron", "Wren", "Plover", "Rook", "Siskin", "Dunlin",
         "Avocet", "Curlew", "Linnet", "Osprey", "Petrel", "Teal")  # fmt: skip
NAMES = tuple(f"{BIRDS[at // SEATS]} {at % SEATS + 1}" for at in range(SEATS * TABLES))
IN_BROWSERS = {44: (b.LAPTOP, "en"), 45: (b.PHONE, "en"), 46: (b.PHONE, "fr")}
"""Places in the list of those who sit in browsers: three at the last table."""
SCRIPTED = (0, 1, 2, 4, 8, 9, 13, 17, 18, 19, 20, 24, 25, 29, 33, 36, 40)
"""Of those whom programs play; nobody sits at the others."""
PLAN = {"joining": 8, "briefing": 15, "practice": 0, "bargaining": 26, "forms": 6, "debrief": 32}
MOVES = (
    ["wait", {}],
    ["say", {"topic": "remark.no_comment"}],
)


class Camera:
    """
    Takes pictures of pages as files with few colours.
    """

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page, name, *, size=None, whole=False):
        """
        Take a page as it is, at another size if asked, or all of it.
        """
        before = page.viewport_size
        if size:
            page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("document.fonts.ready")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 120)))")
        shot = Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")
        few = shot.quantize(palette=_palette(shot), dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}.png", optimize=True)
        if size:
            page.set_viewport_size(before)


def _palette(shot):
    """
    Return a palette of the commonest colours: papers stay what they are, only edges are blended.
    """
    counted = sorted(shot.getcolors(shot.width * shot.height), reverse=True)
    chosen = [value for kept in KEPT for value in ImageColor.getrgb(kept)]
    chosen += [value for _, colour in counted[:COLOURS] for value in colour]
    found = Image.new("P", (1, 1))
    found.putpalette(chosen)
    return found


class Crowd:
    """
    Scripted students on a thread of their own: a browser's library has the loop of this one.
    """

    def __init__(self, school, code):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        port = school.held.port
        self.students = [
            Student(number=at, port=port, code=code, name=NAMES[at]) for at in SCRIPTED
        ]

    def do(self, work):
        """
        Let the thread do something and wait for it.
        """
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    async def arrive(self):
        """
        Join and listen.
        """
        for one in self.students:
            await one.join()
            one.listen()

    async def play(self):
        """
        Let everybody whose turn it is do something; some never do, and some leave.
        """
        for at, one in enumerate(self.students):
            if at % 5 == 4:
                await one.leave()
            elif at % 4:
                for move in MOVES:
                    await one.move(move)

    async def go(self):
        """
        Leave, all of them.
        """
        for one in self.students:
            await one.leave()


def main(folder):
    """
    Hold the class and take its pictures.
    """
    camera = Camera(folder)
    with tempfile.TemporaryDirectory() as data, b.school(Path(data)) as school:
        doors(school, camera)
        code = found(school, camera)
        crowd = Crowd(school, code)
        people = gather(school, camera, code, crowd)
        bargain(school, camera, code, crowd, people)
        close(school, camera, code, crowd, people)
    total = sum(one.stat().st_size for one in folder.glob("*.png"))
    sys.stdout.write(f"{len(list(folder.glob('*.png')))} pictures, {total / 1e6:.2f} MB\n")


def doors(school, camera):
    """
    Take the ways in.
    """
    for lang in ("en", "fr"):
        phone = school.person(b.PHONE, lang)
        phone.goto(school.home)
        camera.take(phone, f"door-phone-{lang}")
        camera.take(phone, f"door-laptop-{lang}", size=b.LAPTOP)
        phone.goto(f"{school.home}/c/AAAAAA/seat")
        camera.take(phone, f"refused-phone-{lang}")
        teacher = school.person(b.LAPTOP, lang)
        teacher.goto(f"{school.home}/teach")
        camera.take(teacher, f"login-laptop-{lang}")


def found(school, camera):
    """
    Begin the class by a list of names; return its code.
    """
    teacher = school.teacher
    camera.take(teacher, "classes-laptop-en")
    teacher.goto(f"{school.home}/teach?new=1")
    camera.take(teacher, "new-laptop-en", whole=True)
    small = school.open("first-offer")
    camera.take(teacher, "wall-first-offer-en", size=b.PROJECTOR)
    assert small
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
    Let people come and read; return the pages of those in browsers.
    """
    teacher = school.teacher
    crowd.do(crowd.arrive())
    people = []
    for at, (size, lang) in IN_BROWSERS.items():
        page = school.person(size, lang)
        page.goto(f"{school.home}/c/{code}")
        page.fill("#name", NAMES[at])
        page.click("form.door button")
        page.wait_for_selector(".ticket")
        if size == b.PHONE:
            camera.take(page, f"welcome-phone-{lang}")
        page.click(".row a.next")
        page.wait_for_url("**/seat")
        people.append(page)
    teacher.wait_for_function("() => document.querySelector('#seats').textContent.includes('20')")
    camera.take(teacher, "wall-projector-en", size=b.PROJECTOR)
    camera.take(teacher, "wall-laptop-en")
    school.begin("briefing", code=code)
    laptop, phone, french = people
    for page in people:
        page.wait_for_selector("#clock .clock")
    camera.take(laptop, "waiting-laptop-en")
    camera.take(phone, "waiting-phone-en", whole=True)
    camera.take(french, "waiting-phone-fr", whole=True)
    laptop.goto(f"{school.home}/c/{code}/seat/brief")
    camera.take(laptop, "brief-laptop-en")
    camera.take(laptop, "brief-phone-en", size=b.PHONE)
    laptop.go_back()
    return people


def bargain(school, camera, code, crowd, people):
    """
    Bargain at all tables, and take the moments of a table and of the teacher's pages.
    """
    teacher = school.teacher
    laptop, phone, french = people
    school.begin("bargaining", code=code)
    for page in people:
        page.wait_for_selector("#turn")
    camera.take(laptop, "table-first-laptop-en")
    at_the_table(camera, laptop, phone, french)
    crowd.do(crowd.play())
    teacher.goto(f"{school.home}/teach/{code}")
    teacher.wait_for_selector(".is-stalled", timeout=200_000)
    camera.take(teacher, "monitor-projector-en", size=b.PROJECTOR)
    camera.take(teacher, "monitor-laptop-en")
    camera.take(teacher, "monitor-phone-en", size=b.PHONE)
    for path, name in (("table/12", "one-table"), ("people", "people"), ("events", "events"),
                       ("export", "files"),
                       ("reach", "reach"), ("projector", "sealed")):  # fmt: skip
        teacher.goto(f"{school.home}/teach/{code}/{path}")
        camera.take(teacher, f"{name}-laptop-en", whole=path == "table/12")
    teacher.goto(f"{school.home}/teach/{code}")
    teacher.keyboard.press("p")
    phone.wait_for_selector("#notices .alert")
    teacher.wait_for_selector(".is-paused")
    camera.take(phone, "paused-phone-en")
    teacher.keyboard.press("p")
    phone.wait_for_selector("#notices .alert", state="detached")
    french_teacher(school, camera, code)


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
    for page, device, lang in ((laptop, "laptop", "en"), (phone, "phone", "en"),
                               (french, "phone", "fr")):  # fmt: skip
        page.evaluate("scrollTo(0, 0)")
        camera.take(page, f"table-{device}-{lang}")
    camera.take(french, "table-laptop-fr", size=b.LAPTOP)
    phone.locator("#moves").scroll_into_view_if_needed()
    phone.evaluate("document.querySelector('#moves').scrollIntoView()")
    camera.take(phone, "moves-phone-en")
    phone.locator("#talk").evaluate("one => one.scrollIntoView()")
    camera.take(phone, "talk-phone-en")
    camera.take(laptop, "table-projector-en", size=b.PROJECTOR)
    for page, device, lang in ((laptop, "laptop", "en"), (french, "phone", "fr")):
        address = page.url
        page.goto(f"{address.partition('#')[0]}/history")
        camera.take(page, f"history-{device}-{lang}")
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
    camera.take(teacher, "end-laptop-en")
    teacher.locator("#end button[type=submit]").click()
    for page, lang in ((phone, "en"), (french, "fr")):
        page.wait_for_selector("form.sheet")
        camera.take(page, f"forms-phone-{lang}", whole=True)
    school.begin("debrief", code=code)
    phone.wait_for_function(
        "() => document.querySelector('h1') && !document.querySelector('#desk')"
    )
    camera.take(phone, "debrief-sealed-phone-en")
    teacher.locator("#reveal summary").click()
    teacher.locator("#reveal button[type=submit]").click()
    teacher.wait_for_selector("#reveal", state="detached")
    wall(school, camera, code)
    for page, device, lang in ((laptop, "laptop", "en"), (phone, "phone", "en"),
                               (french, "phone", "fr")):  # fmt: skip
        page.click('a[href$="/mine"]')
        page.locator(".panel").first.wait_for()
        camera.take(page, f"mine-{device}-{lang}", whole=device == "phone")
    school.begin("closed", code=code)
    phone.goto(f"{school.home}/c/{code}/seat")
    camera.take(phone, "closed-phone-en")


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
    number = 1
    while True:
        camera.take(page, f"debrief-{number:02d}-en", size=None if number < LARGE else b.BEAMER)
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
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
