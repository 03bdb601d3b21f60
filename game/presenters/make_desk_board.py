"""The board: the paper term by term, and what is on the table."""

from collections.abc import Callable, Mapping

from game.presenters.common import Choice, Delta
from game.presenters.desk import Board, OfferMove, OfferRow, TermMark, TermRow
from game.presenters.make_desk_odds import lever, odds_lines, ruler
from game.presenters.make_desk_path import path
from game.presenters.make_desk_sight import Sight, Standing
from game.presenters.make_desk_terms import zone
from game.presenters.make_desk_verdicts import verdicts
from game.presenters.make_desk_why import own_hint
from game.presenters.make_desk_words import sign_of
from sim.domain import moves as m
from sim.domain.deal import Issue, Option, Package
from sim.domain.lookup import index_of
from sim.domain.rules.consent import consent_odds, silence_ends
from sim.domain.rules.legal import code_of
from sim.domain.units import MILLI, PPM
from sim.domain.views import standing_offers, tables

SLIDER_FROM = 9
_SUMMARY_MOST = 3
_ON_OFFERS: Mapping[str, Callable[..., m.Move]] = {
    "accept": m.Accept, "reject": m.Reject, "withdraw": m.Withdraw}  # fmt: skip
_KEYS = (("a", "x", "w"), ("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))


def board(sight: Sight) -> Board:
    """Return the middle of the desk."""
    words = sight.words
    other = reference(sight)
    rows = tuple(_row(sight, issue, other) for issue in sight.scenario.issues)
    offers = _offers(sight)
    label = words("on_table" if offers else "nothing_on_table")
    if sight.view.common.paper is not None:
        label = words("awaited") if offers else ""
    compared = other is not None and not sight.is_authority and sight.talking
    return Board(
        title=_title(sight),
        aside=_aside(sight, compared=compared),
        aside_mark=words.mark(other[0]) if compared and other else None,
        heads=_heads(sight, compared=compared),
        rows=rows,
        lever=lever(sight),
        odds=odds_lines(sight),
        ruler=ruler(sight),
        offers_label="" if sight.is_authority else label,
        offers=offers,
        path=path(sight),
        verdicts_label=_verdicts_label(sight),
        verdicts=verdicts(sight),
        foot=sight.notice or _foot(sight),
        foot_record=sight.notice or words("foot_record"),
    )


def _verdicts_label(sight: Sight) -> str:
    if not sight.is_authority:
        return ""
    signed = sight.view.common.paper is not None
    return sight.words("your_word" if signed else "when_signed")


def _title(sight: Sight) -> str:
    words, paper = sight.words, sight.view.common.paper
    if paper is not None:
        return words("signed_paper", date=words.date(paper.minute))
    if sight.is_authority:
        return words("imagined_paper")
    if len(sight.members) == 1:
        return words("draft_to", actor=words.inside(sight.members[0]))
    return words("draft_to_all")


def _aside(sight: Sight, *, compared: bool) -> str:
    if sight.view.common.paper is not None:
        return ""
    if sight.is_authority:
        return sight.words("only_you")
    return sight.words("compared") if compared else ""


def _foot(sight: Sight) -> str:
    words = sight.words
    if sight.view.common.paper is not None and not sight.is_authority:
        return words("foot_signed")
    if sight.is_authority:
        return words("foot_authority")
    return words("foot_party")


def _heads(sight: Sight, *, compared: bool) -> tuple[str, ...]:
    """Return the heads of the columns of change; with nothing to compare they have no words."""
    words = sight.words
    if sight.is_authority:
        return (words("head_reading"), "")
    if not compared:
        return ("", "") if sight.has_odds else ("",)
    mine = words("head_you", unit=words.unit_word())
    return (mine, words("head_closing")) if sight.has_odds else (mine,)


def reference(sight: Sight) -> tuple[str, Package] | None:
    """Return the others' last standing offer at the table of the draft, with its author."""
    if sight.is_authority or sight.table not in tables(sight.view):
        return None
    found = [one for one in standing_offers(sight.view, sight.table) if one.by != sight.seat]
    return (found[-1].by, found[-1].package) if found else None


def _row(sight: Sight, issue: Issue, other: tuple[str, Package] | None) -> TermRow:
    words, window = sight.words, sight.window(issue)
    shown = issue.options[window.first : window.first + window.count]
    place = issue.options.index(sight.paper[issue.id]) - window.first
    slider = len(issue.options) >= SLIDER_FROM
    differs = other is not None and other[1][issue.id] != sight.paper[issue.id] and sight.talking
    meets, ends = zone(sight, issue) if slider else (None, ())
    return TermRow(
        issue=issue.id,
        label=words.issue(issue.id),
        options=_choices(sight, issue),
        chosen=place if 0 <= place < len(shown) else None,
        slider=slider,
        figure=words.option(issue, sight.paper[issue.id]) if slider else "",
        low=words.short(issue, shown[0]) if slider else "",
        high=words.short(issue, shown[-1]) if slider else "",
        zone=meets,
        zone_colours=ends,
        marks=_marks(sight, issue),
        deltas=_deltas(sight, issue, other),
        differs=differs,
        locked=(sight.seat, issue.id) in _bound(sight),
        open=sight.talking,
    )


def _choices(sight: Sight, issue: Issue) -> tuple[Choice, ...]:
    """Return the options that the control offers; a slider has dozens, so they are told once."""
    words, window = sight.words, sight.window(issue)
    shown = issue.options[window.first : window.first + window.count]
    return sight.once(("choices", issue.id, window, words.text.lang), lambda: tuple(
        Choice(id=str(option), label=words.option(issue, option)) for option in shown
    ))  # fmt: skip


def _bound(sight: Sight) -> set[tuple[str, str]]:
    """Return who has a public line or a demand on which issue."""
    common = sight.view.common
    lines = {(one.by, one.issue) for one in common.commitments}
    return lines | {(one.by, one.issue) for one in common.conditions}


def _deltas(
    sight: Sight, issue: Issue, other: tuple[str, Package] | None
) -> tuple[Delta | None, ...]:
    if sight.is_authority:
        return _readings(sight, issue)
    empty: tuple[Delta | None, ...] = (None,) * (2 if sight.has_odds else 1)
    if other is None or not sight.talking or other[1][issue.id] == sight.paper[issue.id]:
        return empty
    theirs = sight.paper.with_option(issue.id, other[1][issue.id])
    mine = sight.worth(sight.paper) - sight.worth(theirs)
    made = [_delta(sight.words.bare(mine), mine)]
    if sight.has_odds:
        change = round((sight.closes(sight.paper) - sight.closes(theirs)) * 100 / PPM)
        made.append(_delta(sight.words.signed(change), change) if change else None)
    return tuple(made)


def _delta(figure: str, value: float) -> Delta | None:
    return Delta(figure=figure, sign=sign_of(value)) if value else None


def _readings(sight: Sight, issue: Issue) -> tuple[Delta | None, ...]:
    """Return the points an authority reads in a term, and the most it could."""
    found = index_of(sight.scenario).readings.get(sight.seat)
    table = found.tables.get(issue.id) if found else None
    if table is None:
        return (None, None)
    value, most = table[str(sight.paper[issue.id])] / MILLI, max(table.values()) / MILLI
    words = sight.words
    return (
        Delta(figure=words.signed(value, 0 if value == int(value) else 1)),
        Delta(figure=words("of_most", n=words.number(most))),
    )


def _marks(sight: Sight, issue: Issue) -> tuple[TermMark, ...]:
    """Return where standing offers and public lines have this term."""
    words, window = sight.words, sight.window(issue)
    found: list[tuple[str, Option, bool]] = []
    if sight.table in tables(sight.view) and not sight.is_authority:
        found += [
            (offer.by, offer.package[issue.id], offer.by == sight.seat)
            for offer in standing_offers(sight.view, sight.table)
        ]
    slider = len(issue.options) >= SLIDER_FROM
    found = [one for one in found if slider or one[1] != sight.paper[issue.id]]
    common = sight.view.common
    lines = [(one.by, one.line) for one in common.commitments if one.issue == issue.id]
    lines += [(one.by, one.option) for one in (*common.conditions, *common.pledges)
              if one.issue == issue.id]  # fmt: skip
    found += [(by, option, False) for by, option in lines if by != sight.seat]
    places = [(by, issue.options.index(option) - window.first, own) for by, option, own in found]
    return tuple(
        TermMark(place=place, actor=words.mark(by), hollow=own)
        for by, place, own in places
        if 0 <= place < window.count
    )


# --- what is on the table


def _offers(sight: Sight) -> tuple[OfferRow, ...]:
    if sight.is_authority:
        return ()
    paper = sight.view.common.paper
    if paper is not None:
        condition = (_amendment(sight),) if paper.amendment is not None else ()
        return (*condition, *_consents(sight))
    found = [(table, offer) for table in tables(sight.view)
             for offer in standing_offers(sight.view, table)]  # fmt: skip
    found.sort(key=lambda pair: (pair[1].by == sight.seat, pair[0] != sight.table, -pair[1].minute))
    theirs = [pair for pair in found if pair[1].by != sight.seat]
    mine = [pair for pair in found if pair[1].by == sight.seat]
    return tuple(
        _offer(sight, table, offer, keys)
        for side in (theirs, mine)
        for (table, offer), keys in zip(side, _KEYS, strict=False)
    )


def _offer(sight: Sight, table: str, offer: Standing, keys: tuple[str, str, str]) -> OfferRow:
    words, package = sight.words, offer.package
    number, author = offer.id, offer.by
    own = author == sight.seat
    name = f"{table}.{number}"
    facts = [words("you_fact", n=words.bare(sight.worth(package)))]
    if sight.has_odds:
        facts.append(words("closes_fact", n=words.percent(sight.closes(package, table))))
    said = [words.actor(one) for one in offer.accepted]
    if said:
        facts = [words("yes_from", actors=", ".join(said)), facts[0]]
    left = ("accept", "reject") if sight.seat not in offer.accepted else ()
    wanted = ("withdraw",) if own else left
    moves = [_offer_move(sight, kind, name, key)
             for (kind, make), key in zip(_ON_OFFERS.items(), keys, strict=True)
             if kind in wanted and code_of(sight.view, make(table=table, offer=number)) is None
             ]  # fmt: skip
    return OfferRow(
        id=f"{table}-{number}", actor=words.mark(author), own=own,
        date=words.date_short(offer.minute),
        summary=_summary(sight, package), facts=tuple(facts), moves=tuple(moves),
        hint=own_hint(sight, table, package) if own else whole(sight, package),
    )  # fmt: skip


def _offer_move(sight: Sight, kind: str, name: str, key: str) -> OfferMove:
    label = sight.words.name(f"move.{kind}", kind)
    return OfferMove(tile=f"{kind}.{name}", label=label, key=key.upper())


def _summary(sight: Sight, package: Package) -> str:
    """Return the first term and those in which a package differs from the draft."""
    first, *rest = (issue.id for issue in sight.scenario.issues)
    differing = [issue for issue in rest if package[issue] != sight.draft[issue]]
    return sight.words.package(package, (first, *differing[: _SUMMARY_MOST - 1]))


def whole(sight: Sight, package: Package) -> str:
    """Return all terms of a package."""
    return sight.words.terms(package)


def _consents(sight: Sight) -> tuple[OfferRow, ...]:
    """Return whose word the signed paper has, and whose it waits for."""
    words, consents = sight.words, sight.view.common.consents
    return tuple(
        OfferRow(
            id=f"consent-{actor}", actor=words.mark(actor), own=False,
            date=words(f"consent.{status}"), summary=words.actor(actor),
            facts=_awaited(sight, actor) if status == "pending" else (),
        )
        for actor, status in consents.items()
    )  # fmt: skip


def _awaited(sight: Sight, actor: str) -> tuple[str, ...]:
    """Return how likely a word still due is, or when its silence will be taken for one."""
    words = sight.words
    ends = silence_ends(sight.scenario, sight.view.common)
    if ends is not None and not index_of(sight.scenario).consents[actor].veto:
        return (words("silence_consents", date=words.date_short(ends)),)
    return (words("odds_fact", n=words.percent(consent_odds(sight.view, actor, sight.paper))),)


def _amendment(sight: Sight) -> OfferRow:
    """Return the row of the condition on the signed paper: offer 0."""
    words, paper = sight.words, sight.view.common.paper
    assert paper is not None
    assert paper.amendment is not None
    demand = paper.amendment
    changed = paper.package.with_option(demand.issue, demand.option)
    name = f"{paper.table}.0"
    open_to = sight.seat not in paper.accepted and sight.table == paper.table
    moves = [_offer_move(sight, "accept", name, "a"), _offer_move(sight, "reject", name, "x")]
    return OfferRow(
        id=f"{paper.table}-0", actor=words.mark(demand.by), own=False, date=words("condition"),
        summary=words.change(demand.issue, demand.option),
        facts=(words("you_fact", n=words.bare(sight.worth(changed))), *_unanswered(sight)),
        moves=tuple(moves) if open_to else (),
        hint=words("amendment_hint"),
    )  # fmt: skip


def _unanswered(sight: Sight) -> tuple[str, ...]:
    """Return when a condition without an answer will be taken for refused."""
    ends = silence_ends(sight.scenario, sight.view.common)
    if ends is None:
        return ()
    return (sight.words("silence_refuses", date=sight.words.date_short(ends)),)
