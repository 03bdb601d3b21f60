"""The draft of an offer: a row an issue, what the other has there, what each option changes."""

from collections.abc import Mapping
from itertools import pairwise

from attrs import evolve, frozen

from classroom.cohort.facts import PREPARATION
from classroom.money import MUSD_BN
from classroom.student.offers import own_last, theirs, writes
from classroom.student.sight import Sight
from classroom.student.slips import range_of
from classroom.student.strip import Gauge, gauge
from classroom.student.typed import draft_of, wrong_terms
from classroom.student.wording import Words
from classroom.student.worths import closing, closing_words, cost_words, no_deal, table_of, value
from sim.domain import moves as m
from sim.domain.deal import Issue, Option, Package
from sim.domain.lookup import index_of
from sim.domain.rules.choices import opening_package, payable
from sim.domain.rules.legal import closed_code
from sim.domain.views import View, standing_offers, tables

SEGMENTS_MOST = 6
"""Options of an issue that stand side by side; more become a number with a slider."""


@frozen(kw_only=True)
class Segment:
    """One option as a radio button."""

    value: str
    label: str
    chosen: bool
    marks: tuple[str, ...]
    """Seats whose standing offer has this option."""
    change: str
    """What the option would change in the draft, to the seat."""


@frozen(kw_only=True)
class Offered:
    """Where a standing offer lies on a slider."""

    at: float
    """In per cent of its way."""
    actor: str


@frozen(kw_only=True)
class Row:
    """One issue of the draft."""

    issue: str
    label: str
    segments: tuple[Segment, ...]
    """Empty for a number."""
    figure: str = ""
    value: str = ""
    """What the number field holds, in the unit it is typed in."""
    unit: str = ""
    options: str = ""
    """All options of a number in that unit, apart by spaces; the page steps along them."""
    low: str = ""
    high: str = ""
    step: str = ""
    place: int = 0
    last: int = 0
    marks: tuple[Offered, ...] = ()
    theirs: str = ""
    change: str = ""
    sign: int = 0
    wrong: bool = False
    """Whether its field says none of its options."""


@frozen(kw_only=True)
class Totals:
    """The sums of a draft."""

    worth: str
    over: str
    costs: str
    """What the worth holds beside the terms, such as signing early."""
    sign: int
    closes: str
    product: str
    gauge: Gauge | None
    against: str
    """What the changes are counted against."""


@frozen(kw_only=True)
class Builder:
    """The whole draft."""

    title: str
    rows: tuple[Row, ...]
    totals: Totals
    copy: str
    """The options of the offer to answer, `issue=value` apart by semicolons; empty without one."""
    copied: str
    tables: tuple[tuple[str, str], ...]
    """Tables at which it can be put, with their names."""
    writes: bool
    """Whether it can be sent; an authority only tries what a paper would be worth."""
    open: bool
    """Whether an offer would be taken now."""


def start_of(view: View, planned: Package | None = None) -> Package:
    """
    Return where a draft begins: own last offer, own plan, theirs, or the middle at no loss.

    The first of these that there is; a plan is the first offer of the preparation sheet.
    """
    if view.common.paper is not None:
        return view.common.paper.package
    mine, found = own_last(view), theirs(view)
    if mine is not None:
        return payable(view, mine.package)
    if planned is not None:
        return payable(view, planned)
    if found is not None:
        return payable(view, found[1].package)
    return payable(view, at_no_loss(view, opening_package(view)))


def planned_of(sight: Sight) -> Package | None:
    """Return the first offer that the own preparation sheet plans; of practice it plans nothing."""
    sheet = None if sight.practice else sight.forms.get(PREPARATION)
    return Package(sheet.package) if sheet is not None and sheet.package else None


def at_no_loss(view: View, package: Package) -> Package:
    """
    Return a package moved no further than it takes to be no loss to the seat.

    Issues move in the scenario's order, each to the nearest option that is enough, or else to its
    best. The button beside a first draft must not sell at a loss, nor may we bargain for anybody.
    """
    least = no_deal(view)
    for issue in view.scenario.issues:
        if value(view, package) >= least:
            break
        at = issue.options.index(package[issue.id])
        nearest = sorted(range(len(issue.options)), key=lambda place: abs(place - at))
        tried = [package.with_option(issue.id, issue.options[place]) for place in nearest]
        enough = (one for one in tried if value(view, one) >= least)
        package = next(enough, None) or max(tried, key=lambda one: value(view, one))
    return package


def builder(sight: Sight, words: Words, posted: Mapping[str, str] | None = None) -> Builder:
    """Return the draft as it was posted, or where one begins."""
    view = sight.view
    begun = start_of(view, planned_of(sight))
    draft = begun if posted is None else draft_of(posted, view, begun)
    wrong = () if posted is None else wrong_terms(posted, view)
    found = theirs(view) if sight.talking else None
    rows = tuple(_row(view, words, issue, draft) for issue in sight.scenario.issues)
    return Builder(
        title=_title(sight, words),
        rows=tuple(evolve(row, change="", sign=0, wrong=True) if row.issue in wrong else row
                   for row in rows),
        totals=_worthless(words, sight, wrong[0]) if wrong else totals(view, words, draft),
        copy="" if found is None else _copied(sight, found[1].package),
        copied="" if found is None else words("copy_theirs"),
        tables=tuple((one, words.name(f"tables.{one}.label", one)) for one in tables(view)),
        writes=writes(view),
        open=sight.may_move and closed_code(view, m.Propose) is None,
    )  # fmt: skip


def _worthless(words: Words, sight: Sight, issue: str) -> Totals:
    """Return the sums of a draft that cannot be: none, and which term is wrong."""
    said = words.text("class.denied.term_range",
                      **range_of(words, index_of(sight.scenario).issues[issue]))  # fmt: skip
    return Totals(worth="\N{EN DASH}", over=said, costs="", sign=0, closes="", product="",
                  gauge=None, against="")  # fmt: skip


def _title(sight: Sight, words: Words) -> str:
    if not (writes(sight.view) and sight.talking):
        return words("try_paper")
    found = theirs(sight.view)
    if found is not None:
        return words("draft_answer", n=found[1].id)
    return words("draft_first" if own_last(sight.view) is None else "draft_next")


def _copied(sight: Sight, package: Package) -> str:
    return ";".join(
        f"{issue.id}={typed_as(issue, package[issue.id])}" for issue in sight.scenario.issues
    )


def typed_as(issue: Issue, option: Option) -> str:
    """Return an option as its field holds it: big money in billions, all else as stored."""
    if isinstance(option, int) and in_billions(issue):
        return f"{option / MUSD_BN:g}"
    return str(option)


def in_billions(issue: Issue) -> bool:
    """Tell whether an issue is typed in billions: a long list of large amounts."""
    last = issue.options[-1]
    long = len(issue.options) > SEGMENTS_MOST and issue.unit == "musd"
    return long and isinstance(last, int) and last >= MUSD_BN


def _unit(words: Words, issue: Issue) -> str:
    """Return the unit that a number is typed in, or nothing for one that has none."""
    key = f"typed_{'bn' if in_billions(issue) else issue.unit}"
    return words(key) if words.text.has(f"class.seat.{key}") else ""


def _row(view: View, words: Words, issue: Issue, draft: Package) -> Row:
    base = own_last(view)
    change, sign = "", 0
    if base is not None:
        moved = base.package.with_option(issue.id, draft[issue.id])
        gain = value(view, moved) - value(view, base.package)
        change, sign = words.bare(gain), (gain > 0) - (gain < 0)
    found = theirs(view)
    other = "" if found is None else _theirs(words, issue, draft, found[1].package)
    if len(issue.options) > SEGMENTS_MOST:
        return _number(view, words, issue, draft, theirs=other, change=change, sign=sign)
    segments = tuple(_segment(view, words, issue, draft, option) for option in issue.options)
    return Row(issue=issue.id, label=words.issue(issue.id), segments=segments, theirs=other,
               change=change, sign=sign)  # fmt: skip


def _theirs(words: Words, issue: Issue, draft: Package, offered: Package) -> str:
    if draft[issue.id] == offered[issue.id]:
        return words("same")
    return words.option(issue, offered[issue.id])


def _segment(view: View, words: Words, issue: Issue, draft: Package, option: Option) -> Segment:
    gain = value(view, draft.with_option(issue.id, option)) - value(view, draft)
    return Segment(
        value=str(option),
        label=words.option(issue, option),
        chosen=option == draft[issue.id],
        marks=tuple(dict.fromkeys(
            offer.by for table in tables(view) for offer in standing_offers(view, table)
            if offer.package[issue.id] == option
        )),
        change=words.bare(gain),
    )  # fmt: skip


def _number(  # noqa: PLR0913 - one row of a table
    view: View, words: Words, issue: Issue, draft: Package, *, theirs: str, change: str, sign: int
) -> Row:
    typed = [typed_as(issue, option) for option in issue.options]
    place = issue.options.index(draft[issue.id])
    steps = {float(b) - float(a) for a, b in pairwise(typed)}
    return Row(
        issue=issue.id, label=words.issue(issue.id), segments=(),
        figure=words.option(issue, draft[issue.id]), value=typed[place],
        unit=_unit(words, issue),
        options=" ".join(typed), low=typed[0], high=typed[-1],
        step=f"{steps.pop():g}" if len(steps) == 1 else "any", place=place, last=len(typed) - 1,
        marks=_offered(view, issue),
        theirs=theirs, change=change, sign=sign,
    )  # fmt: skip


def _offered(view: View, issue: Issue) -> tuple[Offered, ...]:
    last = len(issue.options) - 1
    return tuple(
        Offered(at=round(issue.options.index(offer.package[issue.id]) * 100 / last, 1),
                actor=offer.by)
        for table in tables(view)
        for offer in standing_offers(view, table)
    )  # fmt: skip


def totals(view: View, words: Words, draft: Package) -> Totals:
    """Return the sums of a draft: to the seat, in itself and above no deal, and if it closes."""
    table = table_of(view)
    worth = value(view, draft, table)
    over = worth - no_deal(view)
    found, mine = closing(view, words, table, draft), own_last(view)
    return Totals(
        worth=words.amount(worth),
        over=words("over_no_deal", n=words.bare(over)),
        costs=cost_words(view, words, draft),
        sign=(over > 0) - (over < 0),
        closes="" if found is None else words.percent(found.ppm),
        product="" if found is None else closing_words(found, words),
        gauge=gauge(view, words, draft),
        against="" if mine is None else words("against_own", n=mine.id),
    )
