"""The forms of a class as a seat fills them in: preparation sheet, feeling, exit ticket."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from attrs import frozen

from classroom.cohort import facts as f
from classroom.denied import Denied
from classroom.forms import LEAST, MOST, PACKAGE, SCALE, TEXT, UTILITY, WORTH_MOST, Item, items_of
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
    """What was answered before: a number; words are not shown again."""
    terms: tuple[tuple[str, Group], ...] = ()
    """Of a package: the field of each issue, its options as a list."""


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
    label = words.text(item.key(form), **({"seat": words.inside(seat)} if item.about else {}))
    answers = before.answers if before is not None else {}
    value = ""
    if item.id in answers:
        value = str(answers[item.id])
        if item.kind == UTILITY:
            points = Decimal(answers[item.id]) / sight.scenario.preferences[seat].unit
            value = f"{points.normalize():f}"
    return Blank(
        name=item.id,
        kind=item.kind,
        label=label,
        unit=words_for(sight.scenario, sight.lang, seat).unit_word if item.kind == UTILITY else "",
        value=value,
        terms=_terms(sight, words, before) if item.kind == PACKAGE else (),
    )


def _terms(
    sight: Sight, words: Words, before: f.FormFilled | None
) -> tuple[tuple[str, Group], ...]:
    planned: Mapping[str, Option] = before.package if before is not None else {}
    return tuple(
        (
            PREFIX + issue.id,
            Group(label=words.issue(issue.id), picks=tuple(
                Pick(value=str(option), label=words.option(issue, option),
                     chosen=planned.get(issue.id) == option)
                for option in issue.options
            )),
        )
        for issue in sight.scenario.issues
    )  # fmt: skip


Filled = tuple[dict[str, int], dict[str, Option], dict[str, str]]
"""Numbers, a package, and words, each by item or issue."""


def filled(sight: Sight, form: str, posted: Mapping[str, str]) -> Filled:
    """Return what a posted form says; what was left open is missing. Raise Denied for nonsense."""
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
            answers[item.id] = _answer(sight, item, text)
    return answers, package, texts


def _planned(sight: Sight, posted: Mapping[str, str]) -> dict[str, Option]:
    """Return the first offer planned; one that leaves a term open is none yet."""
    terms = {name: text for name, text in posted.items() if name.startswith(PREFIX) and text}
    if len(terms) < len(sight.scenario.issues):
        return {}
    return dict(package_of(terms, sight.view).items)


def _answer(sight: Sight, item: Item, text: str) -> int:
    if item.kind == SCALE:
        if text not in {str(one) for one in range(LEAST, MOST + 1)}:
            raise Denied("malformed", 400)
        return int(text)
    found = _decimal(text) * sight.scenario.preferences[item.about or sight.seat].unit
    return round(max(Decimal(-WORTH_MOST), min(Decimal(WORTH_MOST), found)))


def _decimal(text: str) -> Decimal:
    """Return a number as people write it in either language."""
    bare = "".join(text.split()).replace(MINUS, "-").replace(",", ".")
    try:
        found = Decimal(bare) if len(bare) <= _DIGITS_MOST else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite():
        raise Denied("no_number", 400)
    return found
