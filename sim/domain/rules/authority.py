"""
What authorities do: threats, orders, deadlines, inquiries, conditions, consent.

Brinkmanship is a threat that leaves something to chance (Schelling 1960); consent is a veto
player's (Tsebelis 2002); a condition is the setter's best acceptable change (Romer and Rosenthal).
"""

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.actors import COURT, PARTY
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.case import Case
from sim.domain.rules.consent import public_bar, reading, silence_ends
from sim.domain.rules.gauges import effect
from sim.domain.talks import BLOCKED, CLOSED, LAPSED, PENDING
from sim.domain.units import MINUTES_DAY


def threaten(case: Case, _: m.Threaten) -> None:
    """Threaten in public: credibility, and the price of backing down, rise."""
    case.emit(e.ThreatMade(by=case.actor))
    case.effect("threaten", case.actor)


def order(case: Case, move: m.Order) -> None:
    """Sign the order; a further order never moves the ban later, that takes an extension."""
    standing = case.common.deadline if case.common.order_minute is not None else None
    deadline = move.deadline if standing is None else min(standing, move.deadline)
    case.emit(e.OrderSigned(by=case.actor, deadline=deadline))
    case.effect("order" if case.common.order_minute is None else "order_again", case.actor)
    _watch_deadline(case, deadline)
    for actor in index_of(case.scenario).seats:
        if actor.kind == PARTY and case.common.phase != CLOSED:
            case.call_later(actor.id)


def _watch_deadline(case: Case, deadline: int) -> None:
    court = in_role(case.scenario, COURT)
    if court is not None and not case.common.enjoined:
        case.call(court.id, deadline)
    case.call(_house(case), deadline)


def _house(case: Case) -> str:
    return index_of(case.scenario).order[-1].id


def set_deadline(case: Case, move: m.SetDeadline) -> None:
    """Name a day."""
    case.emit(e.DeadlineSet(by=case.actor, minute=move.minute))
    case.effect("set_deadline", case.actor)
    case.call(_house(case), move.minute)


def extend_deadline(case: Case, move: m.ExtendDeadline) -> None:
    """Give more time; every extension costs credibility."""
    case.emit(e.DeadlineExtended(by=case.actor, minute=move.minute))
    case.effect("extend_deadline", case.actor)
    _watch_deadline(case, move.minute)


def open_inquiry(case: Case, _: m.OpenInquiry) -> None:
    """Open an inquiry."""
    case.emit(e.InquiryOpened(by=case.actor))
    case.effect("open_inquiry", case.actor)


def close_inquiry(case: Case, _: m.CloseInquiry) -> None:
    """
    Publish the finding; closed before its time an inquiry finds nothing (model note, part 4).

    Effect `finding`, else `close_inquiry`, or `close_early` where the scenario prices haste.
    """
    opened = case.common.inquiry_minute
    assert opened is not None
    found, early = False, case.minute - opened < case.number("inquiry_days") * MINUTES_DAY
    if not early:
        guilty = case.talks.nature.misuse
        odds = case.number("misuse_found_ppm" if guilty else "misuse_false_ppm")
        found = case.draws.chance(odds, "finding")
    case.emit(e.InquiryClosed(by=case.actor, found=found))
    hasty = early and bool(effect(case.scenario, f"close_early.{case.view.actor.role}"))
    plain = "close_early" if hasty else "close_inquiry"
    case.effect("finding" if found else plain, case.actor)


def seek_undertaking(case: Case, move: m.SeekUndertaking) -> None:
    """Ask for a promise; an inquiry or a threat behind it helps."""
    common = case.common
    case.emit(e.UndertakingSought(by=case.actor, to=move.of))
    odds = case.number("undertaking_ppm")
    if common.inquiry_minute is not None and common.inquiry_found is None:
        odds += case.number("undertaking_inquiry_ppm")
    if case.actor in common.threats:
        odds += case.number("undertaking_threat_ppm")
    if case.draws.chance(odds, "undertaking"):
        case.emit(e.UndertakingGiven(by=move.of, to=case.actor))
        case.effect("undertaking", case.actor)


def condition(case: Case, move: m.Condition) -> None:
    """Demand an option in public; on a signed paper the parties must answer."""
    paper = case.common.paper
    case.emit(
        e.ConditionSet(by=case.actor, issue=move.issue, option=move.option, paper=paper is not None)
    )
    case.effect("condition", case.actor)
    if paper is not None:
        for member in index_of(case.scenario).tables[paper.table].members:
            case.call_later(member)


def approve(case: Case, _: m.Approve) -> None:
    """
    Consent; the last consent closes the paper unless it slips.

    Advisers are divided: an approval of what reads under the public bar has a price at home
    (effect `approve_soft`), and so has a refusal of what reads over it (`block_hard`).
    """
    case.emit(e.DealApproved(by=case.actor))
    case.effect("approve", case.actor)
    if _reads_over_bar(case) is False:
        case.effect("approve_soft", case.actor)
    _settle(case)


def _reads_over_bar(case: Case) -> bool | None:
    """Tell whether the paper reads over the bar as outsiders see it; None for who reads nothing."""
    paper = case.common.paper
    if paper is None or case.actor not in index_of(case.scenario).readings:
        return None
    bar = public_bar(case.scenario, case.common, case.minute)
    return reading(case.scenario, case.common, case.actor, paper.package) >= bar


def _settle(case: Case, *also: str) -> None:
    """Close the paper if nobody but the actor, and who else is named, had still to consent."""
    paper = case.common.paper
    assert paper is not None
    for actor, status in case.common.consents.items():
        if actor != case.actor and actor not in also and status == PENDING:
            return
    if case.draws.chance(case.number("slip_ppm"), "slip"):
        case.fail(LAPSED)
        return
    case.end(index_of(case.scenario).tables[paper.table].outcome, paper.package)


def endorse(case: Case, _: m.Endorse) -> None:
    """Speak for the paper: the other's bar falls, and with `endorse_calls` it looks up."""
    case.emit(e.DealEndorsed(by=case.actor))
    case.effect("endorse", case.actor)
    if case.number("endorse_calls"):
        for actor, status in case.common.consents.items():
            if actor != case.actor and status == PENDING:
                case.call_later(actor)


def block(case: Case, _: m.Block) -> None:
    """Refuse consent; without a veto the paper goes on, at a price."""
    case.emit(e.DealBlocked(by=case.actor))
    case.effect("block", case.actor)
    if _reads_over_bar(case):
        case.effect("block_hard", case.actor)
    if index_of(case.scenario).consents[case.actor].veto:
        case.fail(BLOCKED)
    else:
        _settle(case)


def take_silence(case: Case) -> None:
    """
    Take silence on a paper for an answer once `silence_days` have gone without a step on it.

    A condition that its addressees leave unanswered is refused, and who set it is asked again; a
    consent without a veto is given. A veto is never cast, nor waived, by saying nothing.
    """
    paper, due = case.common.paper, silence_ends(case.scenario, case.common)
    if paper is None or due is None or case.minute < due:
        return
    pending = [actor for actor, status in case.common.consents.items() if status == PENDING]
    if paper.amendment is not None:
        members = index_of(case.scenario).tables[paper.table].members
        case.emit(e.ConditionRefused(by=next(one for one in members if one not in paper.accepted)))
        for actor in pending:
            case.call_later(actor)
        return
    consents = index_of(case.scenario).consents
    silent = [actor for actor in pending if not consents[actor].veto]
    for actor in silent:
        case.emit(e.DealApproved(by=actor))
    if silent:
        _settle(case, *silent)
