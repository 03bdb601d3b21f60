"""Rows of surveys: every answer to every form, a later form in place of an earlier one."""

from collections.abc import Iterator

from classroom.cohort.facts import FORMS_OF_CLASS, PREPARATION, FormFilled
from classroom.cohort.state import Member
from classroom.exports import common
from classroom.exports.columns import Row
from classroom.exports.kept import Kept
from classroom.forms import FIRST_OFFER, PLANNED, TEXT, UTILITY, Item, items_of, reservation_of


def surveys(kept: Kept, *, bodies: bool) -> Iterator[Row]:
    """Yield the answers in order of joining, form and item, without words unless asked for."""
    for member in kept.cohort.members.values():
        for form in FORMS_OF_CLASS:
            if form in member.forms:
                yield from _answers(kept, member, member.forms[form], bodies=bodies)


def _answers(kept: Kept, member: Member, form: FormFilled, *, bodies: bool) -> Iterator[Row]:
    # Whoever changed seats may have answered of another one: an item is looked up by its id.
    items = {one.id: one for one in _items(kept, member, form)}
    given = {*form.answers, *form.texts, *((FIRST_OFFER,) if form.package else ())}
    order = {name: at for at, name in enumerate(items)}
    for name in sorted(given, key=lambda one: (order.get(one, len(order)), one)):
        text = form.texts.get(name)
        kind = items[name].kind if name in items else ""
        yield {
            **common.table_ids(kept, member.table),
            "id_in_group": None,
            "role": None,
            **(common.who(kept, member.seat) if member.seat else {}),
            "participant_code": member.who,
            "instrument": form.form,
            "item": name,
            "item_kind": kind or (TEXT if text is not None else ""),
            "value": form.answers.get(name),
            "package_json": common.js(form.package) if name == FIRST_OFFER else None,
            **_words(kept, None if text is None else text.text, bodies=bodies),
        }


def _items(kept: Kept, member: Member, form: FormFilled) -> tuple[Item, ...]:
    """Return a form's items as its seat got it, for one without a seat those of all seats."""
    own = items_of(kept.scenario, member.seat, form.form)
    known = {one.id for one in own}
    return (
        *own,
        *((PLANNED,) if form.package and FIRST_OFFER not in known else ()),
        *(Item(id=reservation_of(role), kind=UTILITY) for role in kept.valued
          if form.form == PREPARATION and reservation_of(role) not in known),
    )  # fmt: skip


def _words(kept: Kept, text: str | None, *, bodies: bool) -> Row:
    if text is None:
        return {"body_status": None, "body": None}
    return common.words(kept.words.get(text), messages=bodies)
