"""
Make students' pages from real sessions: sights at many moments, pages as files that open alone.

`python tests/classroom/student_pages.py FOLDER` writes them for both languages; a browser makes the
pictures.
"""

import base64
import functools
import re
import sys
from pathlib import Path

from attrs import evolve

from classroom import pages as shell
from classroom.cohort import facts as f
from classroom.cohort.state import Clock
from classroom.materials import Held, on_screen
from classroom.student import pages
from classroom.student.sight import Sight
from sim.domain import moves as m
from sim.engine.session import Session
from sim.projections.visible import seen_by
from sim.record.texts import keep_text

NOW = 1_600_000_000_000
CODE = "K7QX4M"
LIMIT = 26 * 60_000
SEATS = {
    "summer-2020": ("microsoft", "bytedance", "white_house", "australia"),
    "first-offer": ("cidery", "orchard"),
    "merger-of-equals": ("alder", "birch", "crews"),
}


def clock(phase=f.BARGAINING, *, left=872_000, stopped=None):
    """
    Return a clock of a phase with so many milliseconds left.
    """
    return Clock(phase=phase, began=NOW - LIMIT + left, limit=LIMIT, stopped=stopped)


def sight(session, seat, lang="en", **more):
    """
    Return what a seat of a session sees, as the integrator's `sight_of` makes it.
    """
    happened = tuple(seen_by(session.scenario, session.decisions, seat))
    due = session.due_seats()
    facts = {
        "view": session.view(seat), "seat": seat, "lang": lang, "code": CODE, "table": 12,
        "duty": f.PLAYER, "k": len(happened), "epoch": 1, "due": seat in due, "waits": due,
        "waited": 40, "happened": happened, "texts": bodies(session), "clock": clock(), "now": NOW,
        "over": session.over,
    }  # fmt: skip
    return Sight(**{**facts, **more})


def bodies(session):
    """
    Return every text of a session by its id: the pages must pick those of the seat.
    """
    return {one.id: one.body for one in session.log.texts()}


def say(session, seat, to, body):
    """
    Let a seat write a message.
    """
    text = keep_text(session.log, seat, body)
    assert session.submit(m.Say(topic="text", to=to, text=text), seat) is None


@functools.cache
def played(scenario, stops, seed=4, humans=()):
    """
    Return a session in which people only wait, after so many of their stops.
    """
    session = Session(scenario, seed=seed, humans=humans or SEATS[scenario])
    for _ in range(stops):
        if session.advance() is None:
            break
        session.submit(m.Wait())
    session.advance()
    return session


def bargained(scenario, stops, seed=4, held=()):
    """
    Return a session that strategies played, in which some seats have come to people at the end.
    """
    session = Session(scenario, seed=seed)
    while not session.over and len(session.decisions) < stops:
        session.step()
    for seat in held or SEATS[scenario]:
        if not session.over:
            session.take(seat)
    session.advance()
    return session


def signed(seed=4):
    """
    Return a session in which a paper is signed and waits for consents.
    """
    session = Session("summer-2020", seed=seed)
    while not session.over and session.talks.common.paper is None:
        session.step()
    return session


def alone(page):
    """
    Return a page with its style sheets and scripts inside, so that it opens from a file.
    """

    def style(found):
        text = (shell.STATIC / found[1]).read_text(encoding="utf-8")
        text = re.sub(r'url\("(fonts/[^"]+)"\)', _font, text)
        return f"<style>{text}</style>"

    page = re.sub(r'data-seat="[^"]*"', 'data-seat=""', page)
    page = re.sub(r'<link rel="stylesheet" href="/static/[0-9a-f]+/([^"]+)">', style, page)
    return re.sub(r'<script src="/static/[0-9a-f]+/([^"]+)" defer></script>', _script, page)


def _font(found):
    data = base64.b64encode((shell.STATIC / found[1]).read_bytes()).decode()
    return f'url("data:font/woff2;base64,{data}")'


def _script(found):
    if found[1].startswith("vendor"):
        return ""
    text = (shell.STATIC / found[1]).read_text(encoding="utf-8")
    return f'<script type="module">{text}</script>'


def talked(session):
    """
    Let the seats of the summer say what students say.
    """
    say(session, "microsoft", "bytedance", "We came up. Where is your 30 from?")
    say(session, "bytedance", "microsoft", "Code cannot come twice. In escrow, 30 is fair.")
    say(session, "white_house", None, "The date will not move.")
    say(session, "australia", None, "Our users are in your paper. We need the data condition met.")
    return session


def shown():
    """
    Yield names and sights of the moments that a page must look right at.
    """
    summer = talked(bargained("summer-2020", 90))
    for seat in SEATS["summer-2020"]:
        yield f"summer-{seat}", sight(summer, seat, due=True)
    opening = played("summer-2020", 0)
    yield "opening", sight(opening, "bytedance", due=True)
    waits = sight(summer, "microsoft", due=False, waits=("white_house",), waited=95,
                  strategies={"australia": f.AWAY})  # fmt: skip
    yield "waiting", waits
    yield "paused", evolve(waits, paused=True, clock=clock(stopped=NOW))
    yield "taken", evolve(waits, strategies={"microsoft": f.STALLED})
    yield "refused", sight(summer, "microsoft", due=True, muted=True, nudged=True,
                           last="This offer is no longer on the table.")  # fmt: skip
    first = bargained("first-offer", 12)
    yield "first-offer", sight(first, "orchard", due=True)
    alone_there = {"practice": 7, "strategies": {"cidery": f.ASKED}, "clock": clock(f.PRACTICE)}
    yield "practice", sight(first, "orchard", due=True, **alone_there)
    late = bargained("first-offer", 400)
    yield "practice-over", sight(late, "orchard", over=True, **alone_there)
    yield "merger", sight(bargained("merger-of-equals", 30), "crews", due=True)
    yield "signed", sight(signed(), "bytedance", due=True)
    yield "consent", sight(signed(), "white_house", due=True)
    over = bargained("summer-2020", 3000)
    yield "over", sight(over, "microsoft", over=True, status=f.AGREEMENT)
    for phase in (f.JOINING, f.BRIEFING, f.FORMS, f.DEBRIEF, f.CLOSED):
        yield phase, sight(over, "bytedance", clock=clock(phase), over=True)
    yield "revealed", sight(over, "bytedance", clock=clock(f.DEBRIEF), revealed=True)
    yield "unseated", sight(opening, "bytedance", table=0, clock=clock(f.JOINING))


def brief(found):
    """
    Return what the seat of a sight reads, as its route makes it.
    """
    own = found.view.own
    held = Held(seat=found.seat, parameters=own.parameters, personality=own.personality,
                table=str(found.table or ""), code=found.code)  # fmt: skip
    return pages.brief(found, on_screen(found.scenario, found.lang, held))


def doors(lang):
    """
    Yield names and pages of the way in.
    """
    yield "join", pages.entry(lang)
    yield "join-code", pages.door(lang, CODE, wants_word=True)
    yield (
        "join-wrong",
        pages.door(lang, CODE, "…", {"name": "Heron", "word": "linden"}, wants_word=True),
    )
    yield "welcome", pages.welcome(lang, CODE, "4MZT9KQX", "Microsoft, 12")
    yield "join-shared", pages.shared(lang, CODE, "Heron", {"name": "Wren", "word": "linden"})
    yield "resume", pages.resume(lang, CODE)
    yield "refusal", pages.refusal(lang, "…", 404)
    yield "refusal-seatless", pages.refusal(lang, "…", 403, seatless=True)


def every_page():
    """
    Yield (name, language, page) of everything a student may be shown.
    """
    for name, found in shown():
        for lang in ("en", "fr"):
            yield name, lang, pages.page(evolve(found, lang=lang))
            if name in ("summer-bytedance", "merger"):
                yield f"{name}-history", lang, pages.history(evolve(found, lang=lang))
                yield f"{name}-brief", lang, brief(evolve(found, lang=lang))
    for lang in ("en", "fr"):
        for name, page in doors(lang):
            yield name, lang, page


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, lang, page in every_page():
        (folder / f"{name}.{lang}.html").write_text(alone(page), encoding="utf-8")
