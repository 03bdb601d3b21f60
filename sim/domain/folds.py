"""
How each event changes talks in the making, one function a kind; `folding` owns the copy they write.

Public events change common knowledge, a table's or a pair's event its channel, an actor's own its
private part, engine events agenda, seats and luck; never what their audience may not see (law).
"""

from sim.domain import events as e
from sim.domain.lookup import index_of
from sim.domain.rules.gauges import moved, settled
from sim.domain.talks import (
    APPROVALS,
    APPROVED,
    BARGAINING,
    CLOSED,
    OFFERS_KEPT,
    OPENING,
    PENDING,
    QUESTIONS_KEPT,
    REFUSED,
    SIGNED,
    Belief,
    Channel,
    Commitment,
    Common,
    Demand,
    Offer,
    Outcome,
    Paper,
    Private,
    Question,
    Talks,
    changed,
)
from sim.domain.views import local_day


def _common(talks: Talks, common: Common) -> None:
    made = talks.__dict__
    made["common"] = common
    made["public_minute"] = made["minute"]


def _settled(talks: Talks, **fields: object) -> None:
    """Change common knowledge on which drifts depend: settle the gauges first."""
    common = settled(talks.scenario, talks.common, talks.minute)
    if common.phase == OPENING:
        fields.setdefault("phase", BARGAINING)
    _common(talks, changed(common, **fields))


def _channel(talks: Talks, name: str, channel: Channel) -> None:
    """Put a channel in its place; the mapping is still that of the talks before, so copy it."""
    made = talks.__dict__
    made["channels"] = {**made["channels"], name: channel}
    clocks, minute = made["clocks"], made["minute"]
    for member in channel.members:
        clocks[member] = minute


def _own(talks: Talks, actor: str, private: Private) -> None:
    made = talks.__dict__
    made["private"][actor] = private
    made["clocks"][actor] = made["minute"]


def _pair(talks: Talks, one: str, other: str) -> str:
    return index_of(talks.scenario).pairs[one, other]


def _with_offer(talks: Talks, table: str, number: int, **fields: object) -> None:
    channel = talks.channels[table]
    offers = [changed(offer, **fields) if offer.id == number else offer for offer in channel.offers]
    _channel(talks, table, changed(channel, offers=tuple(offers)))


def stop_set(talks: Talks, event: e.StopSet) -> None:
    talks.__dict__["agenda"][event.actor] = event.minute


def turn_passed(talks: Talks, event: e.TurnPassed) -> None:
    own = talks.private[event.by]
    _own(talks, event.by, changed(own, waited_until=event.until, stops=own.stops + 1))


def attention_spent(talks: Talks, event: e.AttentionSpent) -> None:
    own = talks.private[event.by]
    day = local_day(talks.scenario, event.by, talks.minute)
    before = own.attention_spent if own.attention_day == day else 0
    spent = before + event.amount
    _own(talks, event.by, changed(own, attention_day=day, attention_spent=spent))


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
    offer = Offer(id=event.offer, by=event.by, package=event.package, minute=talks.minute)
    offers = (*_remembered(channel.offers, event.by), offer)
    _channel(talks, event.table, changed(channel, offers=offers, offers_count=event.offer))


def offer_accepted(talks: Talks, event: e.OfferAccepted) -> None:
    accepted: tuple[str, ...] = (event.by,)
    for offer in talks.channels[event.table].offers:
        if offer.id == event.offer:
            accepted = (*offer.accepted, event.by)
    _with_offer(talks, event.table, event.offer, accepted=accepted)


def offer_gone(talks: Talks, event: e.OfferRejected | e.OfferWithdrawn) -> None:
    _with_offer(talks, event.table, event.offer, standing=False)


def suspended(talks: Talks, event: e.TalksSuspended) -> None:
    _settled(talks, suspended={**talks.common.suspended, event.table: talks.minute})


def _without(talks: Talks, table: str) -> dict[str, int]:
    return {name: at for name, at in talks.common.suspended.items() if name != table}


def resumed(talks: Talks, event: e.TalksResumed) -> None:
    _settled(talks, suspended=_without(talks, event.table))


def broken(talks: Talks, event: e.TalksBroken) -> None:
    broken = (*talks.common.broken, event.table)
    _settled(talks, suspended=_without(talks, event.table), broken=broken)


def signed(talks: Talks, event: e.TermsSigned) -> None:
    paper = Paper(table=event.table, package=event.package, minute=talks.minute)
    _settled(talks, paper=paper, phase=SIGNED)


def amended(talks: Talks, event: e.TermsAmended) -> None:
    paper = talks.common.paper
    if paper is None:
        return
    paper = changed(paper, package=event.package, amendment=None, accepted=())
    _common(talks, changed(talks.common, paper=paper))


def approvals(talks: Talks, event: e.ApprovalsOpened) -> None:
    consents = dict.fromkeys(event.needed, PENDING)
    _common(talks, changed(talks.common, phase=APPROVALS, consents=consents))


def suit(talks: Talks, event: e.SuitFiled) -> None:
    _settled(talks, suits=(*talks.common.suits, event.by))


def invited(talks: Talks, event: e.RivalInvited) -> None:
    name = _pair(talks, event.by, event.to)
    channel = talks.channels[name]
    _channel(talks, name, changed(channel, invitations=channel.invitations + 1))


def asked(talks: Talks, event: e.QuestionAsked) -> None:
    name = _pair(talks, event.by, event.to)
    question = Question(number=event.number, by=event.by, to=event.to, question=event.question)
    channel = talks.channels[name]
    before = channel.questions
    spare = len(before) + 1 - QUESTIONS_KEPT
    kept = [old for at, old in enumerate(before) if at >= spare or not old.answered]
    questions = (*kept, question)
    _channel(talks, name, changed(channel, questions=questions, questions_count=event.number))


def answered(talks: Talks, event: e.QuestionAnswered) -> None:
    name = _pair(talks, event.by, event.to)
    channel = talks.channels[name]
    questions = [
        changed(question, answered=True) if question.number == event.number else question
        for question in channel.questions
    ]
    _channel(talks, name, changed(channel, questions=tuple(questions)))


def whispered(talks: Talks, event: e.FactDisclosed | e.RemarkWhispered) -> None:
    name = _pair(talks, event.by, event.to)
    _channel(talks, name, talks.channels[name])


def lobbied(talks: Talks, event: e.AuthorityLobbied) -> None:
    name = _pair(talks, event.by, event.to)
    channel = talks.channels[name]
    _channel(talks, name, changed(channel, lobbies=channel.lobbies + 1))


def sought(talks: Talks, event: e.UndertakingSought) -> None:
    name = _pair(talks, event.by, event.to)
    channel = talks.channels[name]
    _channel(talks, name, changed(channel, undertakings_sought=channel.undertakings_sought + 1))


def public(talks: Talks, _: e.Event) -> None:
    _common(talks, talks.common)


def committed(talks: Talks, event: e.CommitmentMade) -> None:
    line = Commitment(by=event.by, issue=event.issue, line=event.line, weight=event.weight)
    kept = tuple(
        old for old in talks.common.commitments if (old.by, old.issue) != (event.by, event.issue)
    )
    weight = sum(
        old.weight
        for old in talks.common.commitments
        if (old.by, old.issue) == (event.by, event.issue)
    )
    _settled(talks, commitments=(*kept, changed(line, weight=line.weight + weight)))


def uncommitted(talks: Talks, event: e.CommitmentRetracted) -> None:
    kept = tuple(line for line in talks.common.commitments if line.by != event.by)
    _settled(talks, commitments=kept)


def pledged(talks: Talks, event: e.PledgeMade) -> None:
    pledge = Demand(by=event.by, issue=event.issue, option=event.option)
    _settled(talks, pledges=(*talks.common.pledges, pledge))


def card_played(talks: Talks, event: e.CardPlayed) -> None:
    own = talks.private[event.by]
    cards = (*own.cards, event.card)[-OFFERS_KEPT:]
    _own(talks, event.by, changed(own, cards=cards, leaked_minute=talks.minute))


def published(talks: Talks, event: e.StoryPublished) -> None:
    stories = dict(talks.common.stories)
    stories[event.card] = stories.get(event.card, 0) + 1
    _settled(talks, stories=stories)


def threatened(talks: Talks, event: e.ThreatMade) -> None:
    threats = talks.common.threats
    if event.by not in threats:
        threats = (*threats, event.by)
    _settled(talks, threats=threats, threatened_minute=talks.minute)


def backed_down(talks: Talks, event: e.ThreatWithdrawn) -> None:
    common = talks.common
    threats = tuple(actor for actor in common.threats if actor != event.by)
    if common.order_by == event.by:
        _settled(talks, threats=threats, order_by=None, order_minute=None, deadline=None)
    else:
        _settled(talks, threats=threats)


def ordered(talks: Talks, event: e.OrderSigned) -> None:
    common = talks.common
    first = talks.minute if common.order_minute is None else common.order_minute
    _settled(talks, order_by=event.by, order_minute=first, deadline=event.deadline)


def deadline(talks: Talks, event: e.DeadlineSet) -> None:
    _settled(talks, deadline=event.minute)


def extended(talks: Talks, event: e.DeadlineExtended) -> None:
    _settled(talks, deadline=event.minute, extensions=talks.common.extensions + 1)


def inquiry(talks: Talks, event: e.InquiryOpened) -> None:
    _settled(talks, inquiry_by=event.by, inquiry_minute=talks.minute)


def finding(talks: Talks, event: e.InquiryClosed) -> None:
    _settled(talks, inquiry_found=event.found)


def undertaking(talks: Talks, _: e.UndertakingGiven) -> None:
    _settled(talks, undertakings=talks.common.undertakings + 1)


def condition(talks: Talks, event: e.ConditionSet) -> None:
    common = talks.common
    demand = Demand(by=event.by, issue=event.issue, option=event.option)
    if not event.paper or common.paper is None:
        _settled(talks, conditions=(*common.conditions, demand))
        return
    paper = changed(
        common.paper,
        amendment=demand,
        accepted=(),
        conditioned=(*common.paper.conditioned, event.by),
    )
    _settled(talks, paper=paper)


def taken_condition(talks: Talks, event: e.ConditionTaken) -> None:
    paper = talks.common.paper
    if paper is None:
        return
    paper = changed(paper, accepted=(*paper.accepted, event.by))
    _common(talks, changed(talks.common, paper=paper))


def refused_condition(talks: Talks, _: e.ConditionRefused) -> None:
    paper = talks.common.paper
    if paper is None:
        return
    paper = changed(paper, amendment=None, accepted=())
    _common(talks, changed(talks.common, paper=paper))


def consented(talks: Talks, event: e.DealApproved) -> None:
    common = talks.common
    _common(talks, changed(common, consents={**common.consents, event.by: APPROVED}))


def endorsed(talks: Talks, event: e.DealEndorsed) -> None:
    _settled(talks, endorsed=(*talks.common.endorsed, event.by))


def refused(talks: Talks, event: e.DealBlocked) -> None:
    common = talks.common
    _common(talks, changed(common, consents={**common.consents, event.by: REFUSED}))


def restricted(talks: Talks, _: e.ExportRestricted) -> None:
    _settled(talks, restricted_minute=talks.minute)


def ruled(talks: Talks, event: e.SuitDecided) -> None:
    _settled(talks, enjoined=event.granted)


def gauges(talks: Talks, event: e.GaugesMoved) -> None:
    common = settled(talks.scenario, talks.common, talks.minute)
    _common(talks, moved(talks.scenario, common, event.deltas))


def mood(talks: Talks, event: e.MoodShifted) -> None:
    channel = talks.channels[event.channel]
    felt = {**channel.mood}
    for gauge, delta in event.deltas:
        felt[gauge] = felt.get(gauge, 0) + delta
    _channel(talks, event.channel, changed(channel, mood=felt))


def narrowed(talks: Talks, event: e.BeliefNarrowed) -> None:
    belief = Belief(
        about=event.about, quantity=event.quantity, mean=event.mean, spread=event.spread
    )
    own = talks.private[event.by]
    kept = [
        old for old in own.beliefs if old.about != event.about or old.quantity != event.quantity
    ]
    _own(talks, event.by, changed(own, beliefs=(*kept, belief)))


def taken(talks: Talks, event: e.SeatTaken) -> None:
    kept = tuple(seat for seat in talks.humans if seat != event.seat)
    talks.__dict__["humans"] = (*kept, event.seat)


def released(talks: Talks, event: e.SeatReleased) -> None:
    talks.__dict__["humans"] = tuple(seat for seat in talks.humans if seat != event.seat)


def reseeded(talks: Talks, event: e.LuckReseeded) -> None:
    talks.__dict__.update(seed=event.seed, pinned=())


def failed(talks: Talks, event: e.TalksFailed) -> None:
    _settled(talks, failed=event.kind, phase=CLOSED)


def ended(talks: Talks, event: e.TalksEnded) -> None:
    outcome = Outcome(kind=event.kind, minute=talks.minute, package=event.package)
    _settled(talks, outcome=outcome, phase=CLOSED)
