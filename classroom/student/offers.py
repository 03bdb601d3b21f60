"""What is on the table: offers that stand, with what changed in them, and the signed paper."""

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from classroom.student.sight import Sight
from classroom.student.wording import Words
from classroom.student.worths import closing, is_authority, no_deal, value
from sim.domain import moves as m
from sim.domain.deal import Issue, Package
from sim.domain.lookup import index_of, is_of_seats
from sim.domain.rules.legal import code_of
from sim.domain.views import View, standing_offers, tables

_MONEY = "musd"


class Standing(Protocol):
    """An offer as a view holds it."""

    @property
    def id(self) -> int:
        """Its number within the table."""

    @property
    def by(self) -> str:
        """Its author."""

    @property
    def package(self) -> Package:
        """What it offers."""

    @property
    def minute(self) -> int:
        """When it was put."""

    @property
    def accepted(self) -> tuple[str, ...]:
        """Who said yes so far."""

    @property
    def standing(self) -> bool:
        """Whether it still stands."""


@frozen(kw_only=True)
class Term:
    """One issue of an offer, and how its author's offer before had it."""

    label: str
    option: str
    change: str = ""
    sign: int = 0
    """Whether the change is for the seat: 1, against it: -1, or neither."""


@frozen(kw_only=True)
class Card:
    """An offer, or the signed paper, with what the seat may say to it."""

    table: str
    number: int
    """0 for the signed paper."""
    by: str
    title: str
    when: str
    own: bool
    terms: tuple[Term, ...]
    price: Term | None = None
    """The first issue set large, where it is money."""
    yes: tuple[str, ...] = ()
    """Who said yes so far, where more than two must."""
    worth: str = ""
    """What another's offer is worth to the seat, and how likely it is to close; private."""
    sign: int = 0
    closes: str = ""
    accept: str = ""
    """The question before an acceptance; empty where none would be taken."""
    reject: str = ""
    """The question before a refusal; empty where none would be taken."""
    withdraw: bool = False


def cards(sight: Sight, words: Words) -> tuple[Card, ...]:
    """Return the offers that stand, those of others first, the newest first; or the paper."""
    paper = sight.view.common.paper
    if paper is not None:
        return (_paper_card(sight, words),)
    found = [
        _card(sight, words, table, offer)
        for table in tables(sight.view)
        for offer in reversed(standing_offers(sight.view, table))
    ]
    found.sort(key=lambda card: (card.own, not is_of_seats(sight.scenario, card.table)))
    return tuple(found)


def theirs(view: View) -> tuple[str, Standing] | None:
    """Return table and offer that the seat has to answer first: the newest of others."""
    for table in sorted(tables(view), key=lambda one: not is_of_seats(view.scenario, one)):
        for offer in reversed(standing_offers(view, table)):
            if offer.by != view.seat:
                return table, offer
    return None


def own_last(view: View) -> Standing | None:
    """Return the last offer that the seat made, standing or not; at a table of seats first."""
    for table in sorted(tables(view), key=lambda one: not is_of_seats(view.scenario, one)):
        mine = [one for one in view.channels[table].offers if one.by == view.seat]
        if mine:
            return mine[-1]
    return None


def _before(offers: Sequence[Standing], offer: Standing) -> Standing | None:
    earlier = [one for one in offers if one.by == offer.by and one.id < offer.id]
    return earlier[-1] if earlier else None


def _card(sight: Sight, words: Words, table: str, offer: Standing) -> Card:
    view, own = sight.view, offer.by == sight.seat
    before = _before(view.channels[table].offers, offer)
    was = None if before is None else before.package
    terms = terms_of(view, words, offer.package, was)
    price = terms[0] if sight.scenario.issues[0].unit == _MONEY else None
    title = words("own_stands") if own else words("stands", actor=words.subject(offer.by))
    if not is_of_seats(sight.scenario, table):
        title = words("at_table", title=title, table=words.name(f"tables.{table}.label", table))
    yes = code_of(view, m.Accept(table=table, offer=offer.id)) is None
    no = code_of(view, m.Reject(table=table, offer=offer.id)) is None
    worth, sign, closes = ("", 0, "") if own else _private(view, words, table, offer.package)
    return Card(
        table=table,
        number=offer.id,
        by=offer.by,
        title=title,
        when=_when(words, offer, before),
        own=own,
        terms=terms if price is None else terms[1:],
        price=price,
        yes=tuple(words.actor(one) for one in offer.accepted if one != offer.by),
        worth=worth,
        sign=sign,
        closes=closes,
        accept=_question(view, words, table, offer) if yes else "",
        reject=words("reject_question", n=offer.id) if no else "",
        withdraw=code_of(view, m.Withdraw(table=table, offer=offer.id)) is None,
    )


def _private(view: View, words: Words, table: str, package: Package) -> tuple[str, int, str]:
    """Return what an offer is worth to the seat, on which side of no deal, and its odds."""
    worth, closes = value(view, package, table), closing(view, words, table, package)
    over = worth - no_deal(view)
    odds = "" if closes is None else words("card_closes", n=words.percent(closes.ppm))
    return words("worth_to_you", n=words.amount(worth)), (over > 0) - (over < 0), odds


def _when(words: Words, offer: Standing, before: Standing | None) -> str:
    date = words.date(offer.minute)
    if before is None:
        return words("offer_when", n=offer.id, date=date)
    return words("since_no", n=offer.id, date=date, before=before.id)


def terms_of(view: View, words: Words, package: Package, was: Package | None) -> tuple[Term, ...]:
    """Return the terms of a package; with one before, what differs and for whom it is."""
    return tuple(_term(view, words, issue, package, was) for issue in view.scenario.issues)


def _term(view: View, words: Words, issue: Issue, package: Package, was: Package | None) -> Term:
    label, option = words.issue(issue.id), words.option(issue, package[issue.id])
    if was is None or was[issue.id] == package[issue.id]:
        return Term(label=label, option=option)
    back = package.with_option(issue.id, was[issue.id])
    gain = value(view, package) - value(view, back)
    said = words("was", option=words.option(issue, was[issue.id]))
    return Term(label=label, option=option, change=said, sign=(gain > 0) - (gain < 0))


def _question(view: View, words: Words, table: str, offer: Standing) -> str:
    """Return what an acceptance means, repeated before it is sent."""
    parts = [words("accept_terms", n=offer.id, terms=words.terms(offer.package))]
    worth = value(view, offer.package, table)
    over = worth - no_deal(view)
    parts.append(words("accept_worth", n=words.amount(worth), over=words.bare(over)))
    closes = closing(view, words, table, offer.package)
    if closes is not None:
        parts.append(words("accept_closes", n=words.percent(closes.ppm)))
    parts.append(words("accept_last"))
    return " ".join(parts)


def _paper_card(sight: Sight, words: Words) -> Card:
    """Return the signed paper, as a condition would amend it where one is open."""
    view, paper = sight.view, sight.view.common.paper
    assert paper is not None
    asked = paper.amendment
    package, was = paper.package, None
    if asked is not None:
        package, was = paper.package.with_option(asked.issue, asked.option), paper.package
    terms = terms_of(view, words, package, was)
    price = terms[0] if sight.scenario.issues[0].unit == _MONEY else None
    yes = code_of(view, m.Accept(table=paper.table, offer=0)) is None
    question = refusal = ""
    if asked is not None and yes:
        gain = value(view, package) - value(view, paper.package)
        question = words("accept_condition", actor=words.subject(asked.by), n=words.bare(gain),
                         change=words.change(asked.issue, asked.option))  # fmt: skip
    if asked is not None and code_of(view, m.Reject(table=paper.table, offer=0)) is None:
        refusal = words("reject_condition", actor=words.inside(asked.by))
    return Card(
        table=paper.table,
        number=0,
        by="" if asked is None else asked.by,
        title=words("signed_paper") if asked is None else words("amended_paper"),
        when=words.date(paper.minute),
        own=False,
        terms=terms if price is None else terms[1:],
        price=price,
        accept=question,
        reject=refusal,
    )


@frozen(kw_only=True)
class Consent:
    """Whose word a signed paper waits for."""

    actor: str
    name: str
    state: str


def consents(sight: Sight, words: Words) -> tuple[Consent, ...]:
    """Return whom the paper needs and what they said so far."""
    return tuple(
        Consent(actor=actor, name=words.subject(actor), state=words(f"consent_{status}"))
        for actor, status in sight.view.common.consents.items()
    )


def writes(view: View) -> bool:
    """Tell whether the seat can put offers on some table at all."""
    return not is_authority(view) and bool(index_of(view.scenario).tables_of[view.seat])
