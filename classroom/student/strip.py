"""The strip that only the seat sees: what a paper is worth to it, on a scale, and if it closes."""

from collections.abc import Callable

from attrs import frozen

from classroom.student.offers import Standing, own_last, theirs
from classroom.student.sight import Sight
from classroom.student.wording import Words
from classroom.student.worths import (
    Need,
    ban,
    closing,
    closing_words,
    cost_words,
    need,
    no_deal,
    product_words,
    table_of,
    value,
)
from sim.domain.deal import Package
from sim.domain.units import MILLI
from sim.domain.views import View

_MARGIN = 8
"""Per cent of the scale left free beyond its outermost marks."""

NO_DEAL, ZERO, OFFER, MINE = "none", "zero", "offer", "mine"


@frozen(kw_only=True)
class Mark:
    """A place on the scale."""

    kind: str
    """No deal, nothing, another's offer, the seat's own last one."""
    at: float
    """In per cent of the scale's width."""
    label: str
    figure: str
    actor: str = ""


@frozen(kw_only=True)
class Gauge:
    """How an authority reads a paper, against its bar; places in per cent of the width."""

    label: str
    said: str
    reads: float
    bar: float
    low: float
    high: float
    actor: str


@frozen(kw_only=True)
class Strip:
    """The private strip."""

    title: str
    """What the paper on the table is worth; or what no deal is, while there is none."""
    sign: int
    marks: tuple[Mark, ...]
    costs: str = ""
    """What that worth holds beside the terms."""
    closes: str = ""
    product: str = ""
    gauge: Gauge | None = None
    ban: str = ""
    ban_product: str = ""


def strip(sight: Sight, words: Words) -> Strip:
    """Return the strip for the paper, the offer to answer, or the own one."""
    view = sight.view
    table, package, who = _subject(view)
    ended = view.common.outcome is not None
    found = closing(view, words, table, package) if package is not None and not ended else None
    outside = ban(view, words)
    worth = value(view, package, table) if package is not None else no_deal(view)
    return Strip(
        title=words("worth_to_you" if package is not None else "worth_no_deal",
                    n=words.amount(worth)),
        sign=_sign(worth - no_deal(view)) if package is not None else 0,
        marks=marks(view, words, table, package, who),
        costs=cost_words(view, words, package) if package is not None else "",
        closes=words("closes", n=words.percent(found.ppm)) if found is not None else "",
        product=closing_words(found, words) if found is not None else "",
        gauge=gauge(view, words, package) if package is not None and not ended else None,
        ban=words("ban", n=words.percent(outside.ppm)) if outside is not None else "",
        ban_product=product_words(outside, words) if outside is not None else "",
    )  # fmt: skip


def _subject(view: View) -> tuple[str, Package | None, str]:
    """Return what the strip is about: table, package and whose it is."""
    paper = view.common.paper
    if paper is not None:
        return paper.table, paper.package, ""
    found = theirs(view)
    if found is not None:
        return found[0], found[1].package, found[1].by
    mine = _standing(own_last(view))
    return table_of(view), None if mine is None else mine.package, view.seat


def _standing(offer: Standing | None) -> Standing | None:
    return offer if offer is not None and offer.standing else None


def marks(
    view: View, words: Words, table: str, package: Package | None, who: str
) -> tuple[Mark, ...]:
    """Return the marks of the scale: no deal, nothing, the paper, the seat's own last offer."""
    places = [(NO_DEAL, no_deal(view), words("mark_none"), ""), (ZERO, 0, "0", "")]
    mine = own_last(view)
    if package is not None and who != view.seat:
        label = words("mark_offer", actor=words.subject(who)) if who else words("mark_paper")
        places.append((OFFER, value(view, package, table), label, who))
    if mine is not None:
        places.append((MINE, value(view, mine.package, table), words("mark_mine"), view.seat))
    return scaled(words, places)


def scaled(words: Words, places: list[tuple[str, int, str, str]]) -> tuple[Mark, ...]:
    """Return marks of utilities on one scale that holds them all with a margin."""
    low, high = (pick(one[1] for one in places) for pick in (min, max))
    span = max(1, high - low)
    room = 100 - 2 * _MARGIN
    return tuple(
        Mark(kind=kind, at=round(_MARGIN + room * (utility - low) / span, 1), label=label,
             figure=words.bare(utility), actor=actor)
        for kind, utility, label, actor in places
    )  # fmt: skip


def gauge(view: View, words: Words, package: Package) -> Gauge | None:
    """Return what the authority needs beside what the package gives it, where one has a veto."""
    found = need(view, package)
    if found is None:
        return None
    figures = {"reads": words.number(found.reads / MILLI), "bar": words.number(found.bar / MILLI)}
    said = words("need_own" if found.own else "need_other", actor=words.subject(found.actor),
                 spread=words.number(found.spread / MILLI), **figures)  # fmt: skip
    at = _placed(found)
    return Gauge(
        label=words("need", actor=words.inside(found.actor)), said=said, actor=found.actor,
        reads=at(found.reads), bar=at(found.bar), low=at(found.bar - found.spread),
        high=at(found.bar + found.spread),
    )  # fmt: skip


def _placed(found: Need) -> Callable[[int], float]:
    """Return what puts a reading on the scale of the gauge."""
    most = max(found.most, found.bar + found.spread)

    def at(milli: int) -> float:
        return round(min(max(milli * 100 / most, 0.0), 100.0), 1)

    return at


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
