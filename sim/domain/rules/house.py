"""
The house: what happens by itself at its minute. It acts last, so acting at a deadline counts.

Lapses at deadline and horizon, breakdown of suspended or impatient talks (Binmore, Rubinstein,
Wolinsky 1986), and the fate of a business whose talks have failed: ban, or ban not enforced.
"""

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.actors import HOUSE, Actor
from sim.domain.lookup import index_of
from sim.domain.rules.agenda import after_wait, deadline_of, never
from sim.domain.rules.authority import take_silence
from sim.domain.rules.case import GRACE, Case
from sim.domain.rules.consent import silence_ends
from sim.domain.rules.gauges import gauge
from sim.domain.rules.numbers import numbers_of
from sim.domain.rules.odds import relent_odds
from sim.domain.rules.table import break_table
from sim.domain.stops import passed, passed_until, stop_of
from sim.domain.talks import APPROVALS, BANNED, CLOSED, LAPSED, SIGNED
from sim.domain.units import MINUTES_DAY, PPM


def wait(case: Case, move: m.Wait) -> None:
    """End the stop; the house first settles what is due."""
    actor, emit = index_of(case.scenario).actors[case.actor], case.events.append
    if move.failed is not None:
        emit(e.StrategyFailed(by=case.actor, code=move.failed))
    if actor.kind == HOUSE:
        _counsel(case, actor)
        _settle(case, actor)
        if case.events and isinstance(case.events[-1], e.TalksEnded):
            return
    until = move.until
    emit(passed(case.actor) if until is None else passed_until(case.actor, until))
    if case.stops.get(case.actor, 0) <= case.minute:
        if actor.kind == HOUSE:
            minute = _house_next(case, actor)
        else:
            minute = after_wait(case.talks, actor, case.minute, until)
        emit(stop_of(case.actor, minute))


def _settle(case: Case, house: Actor) -> None:
    common = case.common
    if common.phase == CLOSED:
        _fate(case)
    elif case.minute >= case.scenario.horizon:
        case.end(LAPSED)
    elif common.phase not in (SIGNED, APPROVALS):
        deadline = deadline_of(case.talks)
        if case.minute >= deadline:
            case.emit(e.DeadlinePassed(minute=deadline))
            case.effect("deadline_passed")
            case.fail(LAPSED)
        else:
            _breakdown(case, house)
    else:
        take_silence(case)


def _counsel(case: Case, house: Actor) -> None:
    """
    Find with `counsel_day_ppm` a day from `counsel_from_day` on that a payment is unlawful.

    Offers with a payment go, demands for one lapse, a signed paper loses it (model note, part 8).
    """
    issue, common = case.scenario.voidable, case.common
    if not issue or issue in common.voided or common.phase == CLOSED:
        return
    if case.minute < case.number("counsel_from_day") * MINUTES_DAY:
        return
    odds = case.number("counsel_day_ppm")
    if case.draws.chance(min(PPM, odds * _days(house)), "counsel"):
        _void(case, issue)


def _void(case: Case, issue: str) -> None:
    nothing = index_of(case.scenario).issues[issue].options[0]
    case.emit(e.PaymentVoided(issue=issue))
    case.effect("voided")
    for table, channel in case.talks.channels.items():
        for offer in channel.offers:
            if offer.standing and offer.package[issue] != nothing:
                case.emit(e.OfferWithdrawn(table=table, offer=offer.id, by=offer.by))
    paper = case.common.paper
    if paper is not None and paper.package[issue] != nothing:
        package = paper.package.with_option(issue, nothing)
        case.emit(e.TermsAmended(table=paper.table, package=package))


def _fate(case: Case) -> None:
    """Draw once whether a ban in force is enforced; otherwise the talks end as they failed."""
    common = case.common
    failed = common.failed or LAPSED
    if common.order_minute is None and case.minute < _answered_by(case):
        return
    if common.order_minute is None or common.enjoined:
        case.end(failed)
    elif case.minute >= (common.deadline or 0) or case.minute >= case.scenario.horizon:
        odds = relent_odds(case.scenario, common, case.minute)
        relents = case.draws.chance(odds, "relent")
        case.end(failed if relents else BANNED)


def _answered_by(case: Case) -> int:
    """Return until when a host may answer talks that failed; 0 where nobody waits for it."""
    since = case.common.failed_minute
    if since is None or not case.number("host_answers"):
        return 0
    return min(since + GRACE, case.scenario.horizon)


def _days(house: Actor) -> int:
    """Return the days from one look of the house to the next."""
    return max(1, house.cadence_minutes // MINUTES_DAY)


def _breakdown(case: Case, house: Actor) -> None:
    """Break suspended tables with odds linear in their days, and any table out of patience."""
    common, numbers, days = case.common, numbers_of(case.scenario), _days(house)
    for at, table in enumerate(case.scenario.tables):
        if table.id in common.broken:
            continue
        odds = 0
        since = common.suspended.get(table.id)
        if since is not None:
            gone = 1 + (case.minute - since) // MINUTES_DAY
            odds = numbers["break_day_ppm"] * gone * days
        elif at == 0:
            if _felt(case, table.id, "patience") < numbers["impatient_below"]:
                odds = numbers["impatient_day_ppm"] * days
            if _felt(case, table.id, "trust") < numbers["distrust_below"]:
                odds += numbers["distrust_day_ppm"] * days
        if odds and case.draws.chance(odds, "break", str(at)):
            break_table(case, table.id)
            return


def _felt(case: Case, table: str, name: str) -> int:
    """Return a gauge as the members of a table feel it."""
    public = gauge(case.scenario, case.common, case.minute, name, PPM)
    return public + case.talks.channels[table].mood.get(name, 0)


def _house_next(case: Case, house: Actor) -> int:
    if case.fate is not None:
        return case.fate
    common = case.common
    horizon = case.scenario.horizon
    marks = [horizon]
    deadline = deadline_of(case.talks)
    if deadline > case.minute:
        marks.append(deadline)
    if common.phase not in (SIGNED, APPROVALS, CLOSED):
        marks.append(case.minute + house.cadence_minutes)
    elif common.phase != CLOSED:
        marks += _silence_marks(case)
    elif common.order_minute is None:
        marks.append(_answered_by(case))
    later = [mark for mark in marks if mark > case.minute]
    return min(later, default=never(case.talks))


def _silence_marks(case: Case) -> list[int]:
    """Return when silence on the paper next counts: from its last step on, or from now."""
    due = silence_ends(case.scenario, case.common)
    return [] if due is None else [due, case.minute + case.number("silence_days") * MINUTES_DAY]
