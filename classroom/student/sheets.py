"""The forms of a class as a seat fills them in: preparation sheet, feeling, exit ticket."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from attrs import frozen

from classroom.cohort import facts as f
from classroom.denied import Denied
from classroom.forms import (
    LEAST,
    MOST,
    PACKAGE,
    SCALE,
    TEXT,
    UTILITY,
    WORTH_MOST,
    Filled,
    Item,
    items_of,
)
from classroom.student.fields import Group, Pick
from classroom.student.sight import Sight
from classroom.student.typed import PACKAGE as PREFIX
from classroom.student.typed import package_of
from classroom.student.wording import MINUS, Words, words_for
from sim.domain.deal import Option

TEXT_MOST = 2000
_DIGITS_MOST = 12


@frozen(kw_only=True)
class Blank:
    """One line of a form."""

    name: str
    kind: str
    label: str
    unit: str = ""
    value: str = ""
    """What was answered before, or just typed."""
    terms: tuple[tuple[str, Group], ...] = ()
    """Of a package: the field of each issue, its options as a list."""
    wrong: str = ""
    """The name of its field that has to be typed again, or nothing."""


@frozen(kw_only=True)
class Sheet:
    """A form."""

    form: str
    title: str
    lead: str
    blanks: tuple[Blank, ...]
    scale: tuple[int, ...]
    filled: bool


def sheet(sight: Sight, words: Words, form: str) -> Sheet:
    """Return a form with what was answered before."""
    before = sight.forms.get(form)
    items = items_of(sight.scenario, sight.seat, form)
    return Sheet(
        form=form,
        title=words(f"sheet_{form}"),
        lead=words(f"sheet_{form}_lead"),
        blanks=tuple(_blank(sight, words, form, item, before) for item in items),
        scale=tuple(range(LEAST, MOST + 1)),
        filled=before is not None,
    )


def _blank(sight: Sight, words: Words, form: str, item: Item, before: f.FormFilled | None) -> Blank:
    seat = item.about or sight.seat
    return Blank(
        name=item.id,
        kind=item.kind,
        label=_label(words, form, item, seat),
        unit=words_for(sight.scenario, sight.lang, seat).unit_word if item.kind == UTILITY else "",
        value=_value(sight, item, before) if sight.typed is None else sight.typed.get(item.id, ""),
        terms=_terms(sight, words, before) if item.kind == PACKAGE else (),
        wrong=sight.wrong,
    )


def _label(words: Words, form: str, item: Item, seat: str) -> str:
    return words.text(item.key(form), **({"seat": words.inside(seat)} if item.about else {}))


def _value(sight: Sight, item: Item, before: f.FormFilled | None) -> str:
    """Return what was answered before, as its field holds it: a number, or the own words."""
    if before is not None and item.id in before.texts:
        return sight.written.get(before.texts[item.id].text, "")
    if before is None or item.id not in before.answers:
        return ""
    number = before.answers[item.id]
    if item.kind != UTILITY:
        return str(number)
    points = Decimal(number) / sight.scenario.preferences[item.about or sight.seat].unit
    return f"{points.normalize():f}"


def _terms(
    sight: Sight, words: Words, before: f.FormFilled | None
) -> tuple[tuple[str, Group], ...]:
    planned: Mapping[str, Option] = before.package if before is not None else {}
    chosen = {issue: str(option) for issue, option in planned.items()}
    if sight.typed is not None:
        chosen = {issue.id: sight.typed.get(PREFIX + issue.id, "")
                  for issue in sight.scenario.issues}  # fmt: skip
    return tuple(
        (
            PREFIX + issue.id,
            Group(label=words.issue(issue.id), picks=tuple(
                Pick(value=str(option), label=words.option(issue, option),
                     chosen=chosen.get(issue.id) == str(option))
                for option in issue.options
            )),
        )
        for issue in sight.scenario.issues
    )  # fmt: skip


LEAVING = "leaving"
"""Under which name the two forms of the end are sent as one."""
TYPED = ("sheet_number", "sheet_offer")
"""Codes of what somebody only has to type again."""


def filled(sight: Sight, form: str, posted: Mapping[str, str]) -> dict[str, Filled]:
    """Return what posted forms say, by form; of two that are sent as one, those with an answer."""
    if form != LEAVING:
        return {form: _filled(sight, form, posted)}
    found = {one: _filled(sight, one, posted) for one in (f.FEELING, f.EXIT)}
    return {one: what for one, what in found.items() if any(what) or one in sight.forms}


def _filled(sight: Sight, form: str, posted: Mapping[str, str]) -> Filled:
    """Return what a form says; what was left open is missing. Raise Denied for nonsense."""
    items = items_of(sight.scenario, sight.seat, form)
    if not items:
        raise Denied("no_such_form", 404)
    answers: dict[str, int] = {}
    package: dict[str, Option] = {}
    texts: dict[str, str] = {}
    for item in items:
        text = posted.get(item.id, "").strip()
        if item.kind == PACKAGE:
            package = _planned(sight, posted)
        elif text and item.kind == TEXT:
            texts[item.id] = text[:TEXT_MOST]
        elif text:
            answers[item.id] = _answer(sight, form, item, text)
    return answers, package, texts


def _planned(sight: Sight, posted: Mapping[str, str]) -> dict[str, Option]:
    """Return the first offer planned, or none; raise Denied for one that leaves an issue open."""
    terms = {name: text for name, text in posted.items() if name.startswith(PREFIX) and text}
    if not terms:
        return {}
    words = words_for(sight.scenario, sight.lang, sight.seat)
    for issue in sight.scenario.issues:
        if PREFIX + issue.id not in terms:
            name = PREFIX + issue.id
            raise Denied("sheet_offer", 422, what=words.issue(issue.id), field=name)
    return dict(package_of(terms, sight.view).items)


def _answer(sight: Sight, form: str, item: Item, text: str) -> int:
    if item.kind == SCALE:
        if text not in {str(one) for one in range(LEAST, MOST + 1)}:
            raise Denied("malformed", 400)
        return int(text)
    seat = item.about or sight.seat
    number = _decimal(text)
    if number is None:
        words = words_for(sight.scenario, sight.lang, sight.seat)
        what = _label(words, form, item, seat)
        raise Denied("sheet_number", 422, what=what, field=item.id)
    found = number * sight.scenario.preferences[seat].unit
    return round(max(Decimal(-WORTH_MOST), min(Decimal(WORTH_MOST), found)))


def _decimal(text: str) -> Decimal | None:
    """Return a number as people write it in either language, None for what is none."""
    bare = "".join(text.split()).replace(MINUS, "-").replace(",", ".")
    try:
        found = Decimal(bare) if len(bare) <= _DIGITS_MOST else None
    except InvalidOperation:
        found = None
    return found if found is not None and found.is_finite() else None
