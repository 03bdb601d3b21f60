"""
PURE: the items of the forms of a class: preparation sheet, subjective value, exit ticket.

The instrument of subjective value is our own: eight plain statements in the four factors that
research on negotiators' satisfaction separates, each answered from 1 (not at all) to 7 (fully).
Its texts stand in the catalogues under `class.form.<form>.<item>`.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from classroom.cohort.facts import EXIT, FEELING, PREPARATION, FormFilled
from sim.domain.actors import AUTHORITY
from sim.domain.deal import Option, Package, is_complete
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.units import MILLI

SCALE, UTILITY, TEXT, PACKAGE = "scale", "utility", "text", "package"
LEAST, MOST = 1, 7
"""The ends of a scale."""
WORTH_MOST = 100_000_000
"""No utility that somebody writes on a sheet is farther from nothing, in millionths."""

OUTCOME, SELF, PROCESS, RELATIONSHIP = "outcome", "self", "process", "relationship"
FACTORS = (OUTCOME, SELF, PROCESS, RELATIONSHIP)

BATNA, RESERVATION, TARGET, FIRST_OFFER = "batna", "reservation", "target", "first_offer"
FAIR_RESULT = "outcome_fair"
"""The item with which people judge how evenly the result fell."""
_OTHER = "reservation_of."


@frozen(kw_only=True)
class Item:
    """One line of a form."""

    id: str
    kind: str = SCALE
    factor: str = ""
    """Of an item of subjective value."""
    about: str = ""
    """The seat an expectation is about, or nobody."""

    def key(self, form: str) -> str:
        """Return the key of its text; that of an expectation has a place for the seat's name."""
        return f"class.form.{form}.{'reservation_of' if self.about else self.id}"


FEELING_ITEMS = (
    Item(id=OUTCOME, factor=OUTCOME),
    Item(id=FAIR_RESULT, factor=OUTCOME),
    Item(id=SELF, factor=SELF),
    Item(id="self_sure", factor=SELF),
    Item(id=PROCESS, factor=PROCESS),
    Item(id="process_fair", factor=PROCESS),
    Item(id=RELATIONSHIP, factor=RELATIONSHIP),
    Item(id="relationship_again", factor=RELATIONSHIP),
)
"""Two statements a factor; the first has its factor's name, so that four make a short form."""
EXIT_ITEMS = (
    Item(id="differently", kind=TEXT),
    Item(id="unclear", kind=TEXT),
    Item(id="useful"),
)


Filled = tuple[Mapping[str, int], Mapping[str, Option], Mapping[str, str]]
"""What a form says: numbers, a package, and words, each by item or issue."""

PLANNED = Item(id=FIRST_OFFER, kind=PACKAGE)
"""Older classes have it of seats that make no offers too: it is read of every seat."""


def preparation_items(scenario: Scenario, seat: str) -> tuple[Item, ...]:
    """
    Return the items of a seat's preparation sheet: its own side, the others', a first offer.

    A seat that makes no offers, as an authority, is asked for none.
    """
    index = index_of(scenario)
    offers = index.actors[seat].kind != AUTHORITY and bool(index.tables_of[seat])
    others = [one.id for one in index.seats if one.id != seat]
    known = [one for one in others if one in scenario.preferences]
    return (
        Item(id=BATNA, kind=TEXT),
        Item(id=RESERVATION, kind=UTILITY),
        Item(id=TARGET, kind=UTILITY),
        *(Item(id=reservation_of(one), kind=UTILITY, about=one) for one in known),
        *((PLANNED,) if offers else ()),
    )


def reservation_of(seat: str) -> str:
    """Return the item that says what no deal seems to be worth to another seat."""
    return f"{_OTHER}{seat}"


def items_of(scenario: Scenario, seat: str, form: str) -> tuple[Item, ...]:
    """Return the items of a form as a seat gets it; none for a form that nobody knows."""
    if form == PREPARATION:
        return preparation_items(scenario, seat)
    return {FEELING: FEELING_ITEMS, EXIT: EXIT_ITEMS}.get(form, ())


def misfits(scenario: Scenario, seat: str, filled: FormFilled) -> tuple[str, ...]:
    """
    Return the ids of answers that no page of ours can have sent, in order; none if all is well.

    An item may stay open: nobody must answer.
    """
    items = {item.id: item for item in items_of(scenario, seat, filled.form)}
    if filled.form == PREPARATION:
        items[FIRST_OFFER] = PLANNED
    wrong = {one for one, value in filled.answers.items() if not _fits(items.get(one), value)}
    wrong |= {one for one in filled.texts if one not in items or items[one].kind != TEXT}
    if filled.package and not (
        FIRST_OFFER in items and is_complete(index_of(scenario).options, Package(filled.package))
    ):
        wrong.add(FIRST_OFFER)
    return tuple(sorted(wrong))


def _fits(item: Item | None, value: int) -> bool:
    if item is None or isinstance(value, bool):
        return False
    if item.kind == SCALE:
        return LEAST <= value <= MOST
    return item.kind == UTILITY and -WORTH_MOST <= value <= WORTH_MOST


def factor_mean(answers: Mapping[str, int], factor: str) -> int | None:
    """Return the mean of a factor's answered items in thousandths, None if all stayed open."""
    given = [answers[item.id] for item in FEELING_ITEMS
             if item.factor == factor and item.id in answers]  # fmt: skip
    return mean_milli(given)


def mean_milli(values: Sequence[int]) -> int | None:
    """Return the mean of whole numbers in thousandths, rounded down; None of nothing."""
    return sum(values) * MILLI // len(values) if values else None
