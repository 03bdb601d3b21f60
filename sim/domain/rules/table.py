"""
Offers at tables: propose, accept, reject, withdraw, suspend, resume, walk.

Standing offers, signature by the last yes, breakdown when no table is left. A concession is judged
by what everybody may know: the author's prior-mean preferences, never its secret ones.
"""

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.actors import HOST, PARTY, Actor
from sim.domain.deal import Package
from sim.domain.lookup import in_role, index_of, is_of_seats
from sim.domain.rules.case import Case
from sim.domain.rules.consent import (
    believed_bar,
    needed,
    own_bar,
    ratify_odds,
    seller_of,
)
from sim.domain.rules.worth import valuation
from sim.domain.setting import Consent, Table
from sim.domain.talks import PENDING, WALKED, Offer
from sim.domain.units import PPM
from sim.domain.views import view_for


def public_worth(case: Case, actor: Actor, package: Package) -> int:
    """Return what a package would be worth to the average type of an actor, in millionths."""
    return valuation(case.scenario, actor.id, index_of(case.scenario).means[actor.id]).package(
        package, restricted=case.common.restricted_minute is not None
    )


def propose(case: Case, move: m.Propose) -> None:
    """Table an offer; the others get a stop after thinking. Patience and trust answer to it."""
    channel = case.view.channels[move.table]
    last = next((o for o in reversed(channel.offers) if o.by == case.actor), None)
    case.emit(
        e.OfferTabled(
            table=move.table, offer=channel.offers_count + 1, by=case.actor, package=move.package
        )
    )
    if last is not None and case.view.actor.kind == PARTY:
        before = public_worth(case, case.view.actor, last.package)
        after = public_worth(case, case.view.actor, move.package)
        case.effect(
            "propose.improved" if after < before else "propose.repeated", channel=move.table
        )
    for other in case.others(move.table):
        case.call_later(other.id, thinking=True)


def accept(case: Case, move: m.Accept) -> None:
    """Say yes to an offer, or to the condition on the paper; the last yes signs."""
    if move.offer == 0:
        _take_condition(case)
        return
    offer = _offer(case, move)
    case.emit(e.OfferAccepted(table=move.table, offer=offer.id, by=case.actor))
    missing = [
        actor.id
        for actor in case.others(move.table)
        if actor.id != offer.by and actor.id not in offer.accepted
    ]
    if missing:
        for actor in missing:
            case.call_later(actor)
        return
    if _is_ratified(case, move.table, offer):
        _sign(case, move.table, offer.package)


def _is_ratified(case: Case, table: str, offer: Offer) -> bool:
    """
    Tell whether the seller's side at home says yes; a no takes the offer off the table.

    Putnam's second level, drawn once at the last yes with the odds of `consent.ratify_odds`.
    """
    odds = ratify_odds(case.scenario, case.common, case.minute, table, offer.package)
    if odds >= PPM or case.draws.chance(odds, "ratify"):
        return True
    seller = seller_of(case.scenario, table)
    assert seller is not None, "without a seller everything is ratified"
    case.emit(e.RatificationRefused(table=table, offer=offer.id, by=seller))
    case.effect("unratified", seller, table)
    for other in index_of(case.scenario).tables[table].members:
        case.call_later(other, thinking=True)
    return False


def _offer(case: Case, move: m.Accept | m.Reject) -> Offer:
    offers = case.view.channels[move.table].offers
    return next(offer for offer in offers if offer.id == move.offer)


def _sign(case: Case, table: str, package: Package) -> None:
    case.emit(e.TermsSigned(table=table, package=package))
    actors = needed(case.scenario, case.common, table, package)
    if not actors:
        case.end(index_of(case.scenario).tables[table].outcome, package)
        return
    case.emit(e.ApprovalsOpened(needed=actors))
    for actor in actors:
        case.call(actor, case.minute + _review(case, index_of(case.scenario).consents[actor]))


def _review(case: Case, consent: Consent) -> int:
    low, high = consent.review_minutes
    if case.common.restricted_minute is not None and consent.review_restricted_minutes:
        low, high = consent.review_restricted_minutes
    return case.draws.between(low, high, "review", str(case.rank(consent.actor)))


def _take_condition(case: Case) -> None:
    paper = case.common.paper
    assert paper is not None
    assert paper.amendment is not None
    case.emit(e.ConditionTaken(by=case.actor))
    members = index_of(case.scenario).tables[paper.table].members
    if {*paper.accepted, case.actor} >= set(members):
        package = paper.package.with_option(paper.amendment.issue, paper.amendment.option)
        case.emit(e.TermsAmended(table=paper.table, package=package))
        if case.number("amended_asks"):
            _ask_again(case, paper.table, package)
        else:
            _call_reviewers(case)


def _ask_again(case: Case, table: str, package: Package) -> None:
    """Ask for every consent that the amended paper needs; one given was given to another paper."""
    actors = needed(case.scenario, case.common, table, package)
    if not actors:
        case.end(index_of(case.scenario).tables[table].outcome, package)
        return
    case.emit(e.ApprovalsOpened(needed=actors))
    for actor in actors:
        case.call_later(actor)


def _call_reviewers(case: Case) -> None:
    """Call everybody whose consent is still due: while a condition is open nobody may decide."""
    for actor, status in case.common.consents.items():
        if status == PENDING:
            case.call_later(actor)


def reject(case: Case, move: m.Reject) -> None:
    """Say no to an offer, or to the condition on the paper."""
    if move.offer == 0:
        paper = case.common.paper
        assert paper is not None
        assert paper.amendment is not None
        case.emit(e.ConditionRefused(by=case.actor))
        _call_reviewers(case)
        return
    offer = _offer(case, move)
    case.emit(e.OfferRejected(table=move.table, offer=offer.id, by=case.actor))
    case.call_later(offer.by)


def withdraw(case: Case, move: m.Withdraw) -> None:
    """Take one's own offer back."""
    case.emit(e.OfferWithdrawn(table=move.table, offer=move.offer, by=case.actor))
    case.effect("withdraw", case.actor, move.table)
    for other in case.others(move.table):
        case.call_later(other.id)


def suspend(case: Case, move: m.Suspend) -> None:
    """
    Stop talking: patience freezes, and every day talks may come apart (breakdown risk).

    The first suspension against a threat not carried out lowers the host's bar by `bar_pressed`,
    and the reaction teaches both members `pressed_learn_ppm` of the way to it (model note, 4).
    What others then think of who paused: `worth.poise`.
    """
    common = case.common
    case.emit(e.TalksSuspended(table=move.table, by=case.actor))
    case.effect("suspend", case.actor)
    host = in_role(case.scenario, HOST)
    if host is None or common.pressed or common.order_minute is not None:
        return
    if host.id in common.threats and case.number("pressed_learn_ppm"):
        for member in index_of(case.scenario).tables[move.table].members:
            _learn_bar(case, member, host.id)


def _learn_bar(case: Case, member: str, host: str) -> None:
    """Move a member's belief about the host's bar part of the way to the truth."""
    mean, spread = believed_bar(view_for(member, case.talks, case.minute), host)
    gap = own_bar(view_for(host, case.talks, case.minute)) - mean
    mean += gap * case.number("pressed_learn_ppm") // PPM
    kept = max(1, spread * case.number("belief_spread_ppm") // PPM)
    case.emit(e.BeliefNarrowed(by=member, about=host, quantity="threshold", mean=mean, spread=kept))


def resume(case: Case, move: m.Resume) -> None:
    """Take talks up again."""
    case.emit(e.TalksResumed(table=move.table, by=case.actor))
    case.effect("resume", case.actor)
    for other in case.others(move.table):
        case.call_later(other.id)


def walk(case: Case, move: m.Walk) -> None:
    """Leave a table for good; without another live table the talks have failed."""
    break_table(case, move.table)


def break_table(case: Case, table: str) -> None:
    """Break a table down; talks fail when no live table is left."""
    case.emit(e.TalksBroken(table=table, by=case.actor))
    case.effect("walk", case.actor)
    left = [t for t in case.scenario.tables if t.id not in (*case.common.broken, table)]
    if not any(_is_live(case, other) for other in left):
        case.fail(WALKED)


def _is_live(case: Case, table: Table) -> bool:
    """Tell whether talks can go on at a table: seats only need time, a rival must have bid."""
    if is_of_seats(case.scenario, table.id):
        return True
    return any(offer.standing for offer in case.talks.channels[table.id].offers)
