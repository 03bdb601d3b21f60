"""
How each event changes talks in the making, one function a kind; `folding` owns the copy they write.

Public events change common knowledge, a table's or a pair's event its channel, an actor's own its
private part, engine events agenda, seats and luck; never what their audience may not see (law).
"""

from sim.domain import events as e
from sim.domain.lookup import is_of_seats
from sim.domain.making import pair_of, put_channel, put_common, put_own, settle
from sim.domain.rules.gauges import moved, settled
from sim.domain.talks import (
    APPROVALS,
    CLOSED,
    OFFERS_KEPT,
    PENDING,
    QUESTIONS_KEPT,
    SIGNED,
    Belief,
    Offer,
    Outcome,
    Paper,
    Private,
    Question,
    Talks,
    changed,
    made,
)
from sim.domain.views import local_day


def _with_offer(talks: Talks, table: str, number: int, **fields: object) -> None:
    channel = talks.channels[table]
    offers = [changed(offer, **fields) if offer.id == number else offer for offer in channel.offers]
    put_channel(talks, table, changed(channel, offers=tuple(offers)))


def stop_set(talks: Talks, event: e.StopSet) -> None:
    talks.__dict__["agenda"][event.actor] = event.minute


def turn_passed(talks: Talks, event: e.TurnPassed) -> None:
    own = talks.private[event.by]
    fields = {**own.__dict__}
    fields["waited_until"] = event.until
    fields["stops"] += 1
    fields["passed_minute"] = talks.minute
    put_own(talks, event.by, made(Private, fields))


def attention_spent(talks: Talks, event: e.AttentionSpent) -> None:
    own = talks.private[event.by]
    day = local_day(talks.scenario, event.by, talks.minute)
    before = own.attention_spent if own.attention_day == day else 0
    spent = before + event.amount
    put_own(talks, event.by, changed(own, attention_day=day, attention_spent=spent))


def _remembered(offers: tuple[Offer, ...], by: str) -> list[Offer]:
    """Return the latest offers, and whatever else still stands: none of who makes a new one."""
    spare = max(0, len(offers) + 1 - OFFERS_KEPT)
    old = [offer for offer in offers[:spare] if offer.standing and offer.by != by]
    return old + [
        changed(offer, standing=False) if offer.standing and offer.by == by else offer
        for offer in offers[spare:]
    ]


def offer_tabled(talks: Talks, event: e.OfferTabled) -> None:
    channel = talks.channels[event.table]
    offer = made(
        Offer,
        {
            "id": event.offer,
            "by": event.by,
            "package": event.package,
            "minute": talks.minute,
            "accepted": (),
            "standing": True,
        },
    )
    offers = (*_remembered(channel.offers, event.by), offer)
    put_channel(talks, event.table, changed(channel, offers=offers, offers_count=event.offer))


def offer_accepted(talks: Talks, event: e.OfferAccepted) -> None:
    accepted: tuple[str, ...] = (event.by,)
    for offer in talks.channels[event.table].offers:
        if offer.id == event.offer:
            accepted = (*offer.accepted, event.by)
    _with_offer(talks, event.table, event.offer, accepted=accepted)


def offer_gone(talks: Talks, event: e.OfferRejected | e.OfferWithdrawn) -> None:
    _with_offer(talks, event.table, event.offer, standing=False)


def suspended(talks: Talks, event: e.TalksSuspended) -> None:
    common = talks.common
    pressed = common.pressed or bool(common.threats and common.order_minute is None)
    suspended = {**common.suspended, event.table: talks.minute}
    settle(talks, suspended=suspended, pressed=pressed, paused=_paused(talks, event))


def _paused(talks: Talks, event: e.TalksSuspended) -> tuple[str, ...]:
    """Return who has paused: to leave a table whose bidder is not a seat costs nobody its talks."""
    paused = talks.common.paused
    if event.by in paused or not is_of_seats(talks.scenario, event.table):
        return paused
    return (*paused, event.by)


def _without(talks: Talks, table: str) -> dict[str, int]:
    return {name: at for name, at in talks.common.suspended.items() if name != table}


def resumed(talks: Talks, event: e.TalksResumed) -> None:
    settle(talks, suspended=_without(talks, event.table))


def broken(talks: Talks, event: e.TalksBroken) -> None:
    broken = (*talks.common.broken, event.table)
    settle(talks, suspended=_without(talks, event.table), broken=broken)


def signed(talks: Talks, event: e.TermsSigned) -> None:
    paper = Paper(table=event.table, package=event.package, minute=talks.minute, since=talks.minute)
    settle(talks, paper=paper, phase=SIGNED)


def amended(talks: Talks, event: e.TermsAmended) -> None:
    paper = talks.common.paper
    if paper is None:
        return
    paper = changed(paper, package=event.package, amendment=None, accepted=(), since=talks.minute)
    put_common(talks, changed(talks.common, paper=paper))


def approvals(talks: Talks, event: e.ApprovalsOpened) -> None:
    consents = dict.fromkeys(event.needed, PENDING)
    put_common(talks, changed(talks.common, phase=APPROVALS, consents=consents))


def unratified(talks: Talks, event: e.RatificationRefused) -> None:
    _with_offer(talks, event.table, event.offer, standing=False)


def voided(talks: Talks, event: e.PaymentVoided) -> None:
    common = talks.common
    conditions = tuple(each for each in common.conditions if each.issue != event.issue)
    paper = common.paper
    if paper is not None and paper.amendment is not None and paper.amendment.issue == event.issue:
        paper = changed(paper, amendment=None, accepted=())
    issues = (*common.voided, event.issue)
    settle(talks, conditions=conditions, paper=paper, voided=issues)


def suit(talks: Talks, event: e.SuitFiled) -> None:
    settle(talks, suits=(*talks.common.suits, event.by))


def invited(talks: Talks, event: e.RivalInvited) -> None:
    name = pair_of(talks, event.by, event.to)
    channel = talks.channels[name]
    put_channel(talks, name, changed(channel, invitations=channel.invitations + 1))


def asked(talks: Talks, event: e.QuestionAsked) -> None:
    name = pair_of(talks, event.by, event.to)
    question = Question(number=event.number, by=event.by, to=event.to, question=event.question)
    channel = talks.channels[name]
    before = channel.questions
    spare = len(before) + 1 - QUESTIONS_KEPT
    kept = [old for at, old in enumerate(before) if at >= spare or not old.answered]
    questions = (*kept, question)
    put_channel(talks, name, changed(channel, questions=questions, questions_count=event.number))


def answered(talks: Talks, event: e.QuestionAnswered) -> None:
    name = pair_of(talks, event.by, event.to)
    channel = talks.channels[name]
    questions = [
        changed(question, answered=True) if question.number == event.number else question
        for question in channel.questions
    ]
    put_channel(talks, name, changed(channel, questions=tuple(questions)))


def shown(talks: Talks, event: e.FactDisclosed) -> None:
    name = pair_of(talks, event.by, event.to)
    channel = talks.channels[name]
    put_channel(talks, name, changed(channel, shown={**channel.shown, event.by: talks.minute}))


def whispered(talks: Talks, event: e.RemarkWhispered) -> None:
    name = pair_of(talks, event.by, event.to)
    put_channel(talks, name, talks.channels[name])


def lobbied(talks: Talks, event: e.AuthorityLobbied) -> None:
    name = pair_of(talks, event.by, event.to)
    channel = talks.channels[name]
    put_channel(talks, name, changed(channel, lobbies=channel.lobbies + 1))


def sought(talks: Talks, event: e.UndertakingSought) -> None:
    name = pair_of(talks, event.by, event.to)
    channel = talks.channels[name]
    put_channel(talks, name, changed(channel, undertakings_sought=channel.undertakings_sought + 1))


def gauges(talks: Talks, event: e.GaugesMoved) -> None:
    common = settled(talks.scenario, talks.common, talks.minute)
    put_common(talks, moved(talks.scenario, common, event.deltas))


def mood(talks: Talks, event: e.MoodShifted) -> None:
    channel = talks.channels[event.channel]
    felt = {**channel.mood}
    for gauge, delta in event.deltas:
        felt[gauge] = felt.get(gauge, 0) + delta
    put_channel(talks, event.channel, changed(channel, mood=felt))


def narrowed(talks: Talks, event: e.BeliefNarrowed) -> None:
    belief = Belief(
        about=event.about, quantity=event.quantity, mean=event.mean, spread=event.spread
    )
    own = talks.private[event.by]
    kept = [
        old for old in own.beliefs if old.about != event.about or old.quantity != event.quantity
    ]
    learned = own.learned + (event.quantity == "reservation")
    put_own(talks, event.by, changed(own, beliefs=(*kept, belief), learned=learned))


def taken(talks: Talks, event: e.SeatTaken) -> None:
    kept = tuple(seat for seat in talks.humans if seat != event.seat)
    talks.__dict__["humans"] = (*kept, event.seat)


def released(talks: Talks, event: e.SeatReleased) -> None:
    talks.__dict__["humans"] = tuple(seat for seat in talks.humans if seat != event.seat)


def reseeded(talks: Talks, event: e.LuckReseeded) -> None:
    talks.__dict__.update(seed=event.seed, pinned=())


def failed(talks: Talks, event: e.TalksFailed) -> None:
    settle(talks, failed=event.kind, failed_minute=talks.minute, phase=CLOSED)


def ended(talks: Talks, event: e.TalksEnded) -> None:
    outcome = Outcome(kind=event.kind, minute=talks.minute, package=event.package)
    settle(talks, outcome=outcome, phase=CLOSED)
