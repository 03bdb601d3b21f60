"""Pages before there is a seat: the code, the name, the return code, and every way it can fail."""

from collections.abc import Mapping

from attrs import frozen

from classroom.pages import render
from classroom.tokens import spaced
from sim.words import languages

CODE_SIGNS = 6
NAME_MOST = 24


@frozen(kw_only=True)
class Kept:
    """What was typed before, to be mended and not typed again."""

    code: str = ""
    name: str = ""
    word: str = ""


def entry(lang: str, said: str = "", fields: Mapping[str, str] | None = None) -> str:
    """Return the page that asks for everything at once: code, name, word if there is one."""
    values = {"kept": _kept(fields), "code": "", "wants_word": True, "said": said, "here": "/"}
    return _page("join/door.html", lang, values)


def door(
    lang: str,
    code: str,
    said: str = "",
    fields: Mapping[str, str] | None = None,
    *,
    wants_word: bool = False,
) -> str:
    """Return the page at the door of a class: its code is known, a name is asked for."""
    values = {"kept": _kept(fields), "code": code, "wants_word": wants_word, "said": said,
              "here": f"/c/{code}"}  # fmt: skip
    return _page("join/door.html", lang, values)


def welcome(lang: str, code: str, resume: str, where: str = "") -> str:
    """Return the ticket: the seat, and the return code, shown until the seat was opened."""
    # No link to another language: who has a seat chooses it there.
    values = {"code": code, "resume": spaced(resume), "where": where, "here": None}
    return _page("join/welcome.html", lang, values)


def shared(lang: str, code: str, sits: str, fields: Mapping[str, str]) -> str:
    """Return the question to a browser that has a seat: to it, or somebody else sits down here."""
    values = {"kept": _kept(fields), "code": code, "sits": sits, "here": None}
    return _page("join/shared.html", lang, values)


def resume(lang: str, code: str, said: str = "") -> str:
    """Return the page that asks for a return code on another device."""
    values = {"code": code, "said": said, "here": f"/c/{code}/resume"}
    return _page("join/resume.html", lang, values)


def refusal(lang: str, said: str, status: int, *, seatless: bool = False, up: str = "") -> str:
    """
    Return the page of a refusal: what is wrong and where to go on.

    A browser without a seat is led to the doors of the class that its address names, by the way
    `up` to them: the page itself is the same for every code, true or not.
    """
    values = {"said": said, "status": status, "seatless": seatless, "up": up,
              "here": "" if seatless else "/"}  # fmt: skip
    return _page("join/refusal.html", lang, values)


def _kept(fields: Mapping[str, str] | None) -> Kept:
    found = fields or {}
    return Kept(code=found.get("code", "")[:12], name=found.get("name", "")[:64],
                word=found.get("word", "")[:64])  # fmt: skip


def _page(template: str, lang: str, values: Mapping[str, object]) -> str:
    others = tuple(one for one in languages() if one != lang)
    return render(
        template, lang, {"langs": others, "signs": CODE_SIGNS, "most": NAME_MOST, **values}
    )
