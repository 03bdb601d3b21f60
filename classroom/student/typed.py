"""
A move as the fields of a form say it, of whatever was posted: a move, or a refusal with a code.

Options may be typed as they are shown or as the record holds them. What a form leaves out because
there is only one choice, such as the one table of a seat, is filled in.
"""

from collections.abc import Mapping
from typing import Any

from attrs import fields

from classroom.denied import Denied
from sim.domain import moves as m
from sim.domain.deal import Issue, Option, Package
from sim.domain.lookup import index_of
from sim.domain.rules.choices import opening_package
from sim.domain.rules.legal import questions_about
from sim.domain.views import View, tables
from sim.prompt_values import MOMENTS, typed_value
from sim.record.requests import move_from_json

PACKAGE = "package."
CHOICE = "choice"
"""One field for an issue with an option of it, `issue=option`: what one list can offer."""
LENGTH_MOST = 200
FIELDS_MOST = 64
_APART = frozenset({"key", "seen", "kind", "draft", CHOICE})
_NOT_OURS = frozenset({"take", "release", "reseed", "restrict_export", "enjoin", "publish_poll"})
_WHOLE = frozenset({"offer", "number", "until", "minute", "deadline", "seed", "value"})
_TRUTH = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}
_OPTION = {"state": "line", "pledge": "option", "condition": "option"}
_DIGITS_MOST = 18


def move_of(posted: Mapping[str, str], view: View) -> m.Move:
    """Return the move of a form for a seat's view; raise Denied or RecordError for all else."""
    _check(posted)
    kind = posted.get("kind", "")
    if kind not in m.MOVES or kind in _NOT_OURS:
        raise Denied("no_such_move", 400)
    known = {field.name for field in fields(m.MOVES[kind])}
    body: dict[str, Any] = {}
    for name, text in posted.items():
        if name in _APART or name.startswith(PACKAGE):
            continue
        if name not in known or name in ("package", "text", "failed"):
            raise Denied("no_such_field", 400)
        body[name] = _value(view, name, text.strip())
    if CHOICE in posted:
        body |= _choice(kind, posted[CHOICE], view)
    if "package" in known:
        body["package"] = dict(package_of(posted, view).items)
    _complete(kind, body, known, view)
    return move_from_json([kind, {k: v for k, v in body.items() if v is not None}])


def package_of(posted: Mapping[str, str], view: View) -> Package:
    """Return the package of the fields `package.<issue>`; raise Denied for a wrong one or none."""
    _check(posted)
    issues = index_of(view.scenario).issues
    given = {name.removeprefix(PACKAGE) for name in posted if name.startswith(PACKAGE)}
    if given - set(issues):
        raise Denied("no_such_issue", 400)
    found: dict[str, Option] = {}
    for issue in view.scenario.issues:
        text = posted.get(PACKAGE + issue.id, "").strip()
        if not text:
            raise Denied("term_missing", 400, issue=issue.id)
        found[issue.id] = option_of(view, issue, text)
    return Package(found)


def draft_of(posted: Mapping[str, str], view: View, fallback: Package) -> Package:
    """Return the package of a draft that may be half written: what is wrong stays as it was."""
    found = dict(fallback.items)
    for issue in view.scenario.issues:
        try:
            found[issue.id] = option_of(view, issue, posted.get(PACKAGE + issue.id, "").strip())
        except Denied:
            continue
    return Package(found)


def wrong_terms(posted: Mapping[str, str], view: View) -> tuple[str, ...]:
    """Return the issues of a draft whose field says none of their options."""
    found = []
    for issue in view.scenario.issues:
        try:
            option_of(view, issue, posted.get(PACKAGE + issue.id, str(issue.options[0])).strip())
        except Denied:
            found.append(issue.id)
    return tuple(found)


def option_of(view: View, issue: Issue, text: str) -> Option:
    """Return the option of an issue that a text means: as stored, or as the page shows it."""
    for option in issue.options:
        if str(option) == text:
            return option
    found = typed_value(view, issue.id, _plain(text), opening_package(view)[issue.id])
    if not isinstance(found, bool) and found in issue.options:
        return next(one for one in issue.options if one == found)
    raise Denied("no_such_option", 400, issue=issue.id)


def _check(posted: Mapping[str, str]) -> None:
    """Raise for what no form of ours sends, before anything of it is read."""
    if len(posted) > FIELDS_MOST:
        raise Denied("malformed", 400)
    for name, text in posted.items():
        if len(name) > LENGTH_MOST or len(text) > LENGTH_MOST:
            raise Denied("malformed", 400)


def _plain(text: str) -> str:
    """Return a number as people write it without its spaces; anything else as it is."""
    bare = "".join(text.split())
    return bare if bare.replace(",", "").replace(".", "").isdecimal() else text


def _value(view: View, name: str, text: str) -> object:
    if text == "" and name in ("to", "until"):
        return None
    if name == "honest":
        if text.lower() not in _TRUTH:
            raise Denied("malformed", 400)
        return _TRUTH[text.lower()]
    if name in _WHOLE:
        return _whole(view, name, text)
    return text


def _whole(view: View, name: str, text: str) -> int:
    found: object = text
    if name in MOMENTS:
        found = typed_value(view, name, text, None)
    if isinstance(found, int):
        return found
    if not (text.isascii() and text.isdecimal()) or len(text) > _DIGITS_MOST:
        raise Denied("no_number", 400)
    return int(text)


def _choice(kind: str, text: str, view: View) -> dict[str, Any]:
    """Return issue and option of a list that offers both at once."""
    name, _, option = text.partition("=")
    issue = index_of(view.scenario).issues.get(name)
    if issue is None or kind not in _OPTION:
        raise Denied("no_such_issue", 400)
    return {"issue": name, _OPTION[kind]: option_of(view, issue, option)}


def _complete(kind: str, body: dict[str, Any], known: set[str], view: View) -> None:
    """Fill in what has only one value, and read an option that was posted by itself."""
    mine = tables(view)
    if "table" in known and "table" not in body and mine:
        body["table"] = mine[0]
    place = _OPTION.get(kind, "")
    issue = index_of(view.scenario).issues.get(str(body.get("issue")))
    if isinstance(body.get(place), str) and issue is not None:
        body[place] = option_of(view, issue, body[place])
    if kind == "ask" and "question" not in body:
        about = _about(view, body.get("to"))
        body |= {"question": about[0]} if about else {}
    if kind == "disclose" and "fact" not in body:
        about = _about(view, view.seat)
        body |= {"fact": about[0]} if about else {}


def _about(view: View, actor: object) -> tuple[str, ...]:
    known = index_of(view.scenario).actors
    return questions_about(view, actor) if isinstance(actor, str) and actor in known else ()
