"""
The fold: how each event changes the talks. Total, pure, never refuses.

Public events change common knowledge, a table's or a pair's event its channel, an actor's own its
private part, engine events agenda, seats and luck; never what their audience may not see (law).
"""

from collections.abc import Callable, Mapping

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

Fold = Callable[..., Talks]



def _common(talks: Talks, **fields: object) -> Talks:
    return changed(
        talks,
        common=changed(talks.common, **fields),
        public_minute=talks.minute,
    )


def _settled(talks: Talks, **fields: object) -> Talks:
    """Change common knowledge on which drifts depend: settle the gauges first."""
    common = settled(talks.scenario, talks.common, talks.minute)
    if common.phase == OPENING:
        fields.setdefault("phase", BARGAINING)
    return changed(talks, common=changed(common, **fields), public_minute=talks.minute)


def _channel(talks: Talks, name: str, **fields: object) -> Talks:
    channel: Channel = changed(talks.channels[name], **fields)
    clocks = dict(talks.clocks)
    for member in channel.members:
        clocks[member] = talks.minute
    return changed(talks, channels={**talks.channels, name: channel}, clocks=clocks)


def _own(talks: Talks, actor: str, **fields: object) -> Talks:
    own: Private = changed(talks.private[actor], **fields)
    return changed(
        talks,
        private={**talks.private, actor: own},
        clocks={**talks.clocks, actor: talks.minute},
    )


def _pair(talks: Talks, one: str, other: str) -> str:
    return index_of(talks.scenario).pairs[one, other]


def _with_offer(talks: Talks, table: str, number: int, **fields: object) -> Talks:
    offers = tuple(
        changed(offer, **fields) if offer.id == number else offer
        for offer in talks.channels[table].offers
    )
    return _channel(talks, table, offers=offers)


def _stop_set(talks: Talks, event: e.StopSet) -> Talks:
    return changed(talks, agenda={**talks.agenda, event.actor: event.minute})


def _turn_passed(talks: Talks, event: e.TurnPassed) -> Talks:
    stops = talks.private[event.by].stops + 1
    return _own(talks, event.by, waited_until=event.until, stops=stops)


def _attention_spent(talks: Talks, event: e.AttentionSpent) -> Talks:
    own = talks.private[event.by]
    day = local_day(talks.scenario, event.by, talks.minute)
    before = own.attention_spent if own.attention_day == day else 0
    return _own(talks, event.by, attention_day=day, attention_spent=before + event.amount)


def _offer_tabled(talks: Talks, event: e.OfferTabled) -> Talks:
    channel = talks.channels[event.table]
    replaced = tuple(
        changed(offer, standing=False) if offer.by == event.by and offer.standing else offer
        for offer in channel.offers
    )
    offer = Offer(id=event.offer, by=event.by, package=event.package, minute=talks.minute)
    return _channel(
        talks,
        event.table,
        offers=(*replaced, offer)[-OFFERS_KEPT:],
        offers_count=event.offer,
    )


def _offer_accepted(talks: Talks, event: e.OfferAccepted) -> Talks:
    for offer in talks.channels[event.table].offers:
        if offer.id == event.offer:
            accepted = (*offer.accepted, event.by)
            return _with_offer(talks, event.table, event.offer, accepted=accepted)
    return _channel(talks, event.table)


def _offer_gone(talks: Talks, event: e.OfferRejected | e.OfferWithdrawn) -> Talks:
    return _with_offer(talks, event.table, event.offer, standing=False)


def _suspended(talks: Talks, event: e.TalksSuspended) -> Talks:
    return _settled(talks, suspended={**talks.common.suspended, event.table: talks.minute})


def _without(talks: Talks, table: str) -> dict[str, int]:
    return {name: at for name, at in talks.common.suspended.items() if name != table}


def _resumed(talks: Talks, event: e.TalksResumed) -> Talks:
    return _settled(talks, suspended=_without(talks, event.table))


def _broken(talks: Talks, event: e.TalksBroken) -> Talks:
    broken = (*talks.common.broken, event.table)
    return _settled(talks, suspended=_without(talks, event.table), broken=broken)


def _signed(talks: Talks, event: e.TermsSigned) -> Talks:
    paper = Paper(table=event.table, package=event.package, minute=talks.minute)
    return _settled(talks, paper=paper, phase=SIGNED)


def _amended(talks: Talks, event: e.TermsAmended) -> Talks:
    paper = talks.common.paper
    if paper is None:
        return talks
    return _common(talks, paper=changed(paper, package=event.package, amendment=None, accepted=()))


def _approvals(talks: Talks, event: e.ApprovalsOpened) -> Talks:
    return _common(talks, phase=APPROVALS, consents=dict.fromkeys(event.needed, PENDING))


def _suit(talks: Talks, event: e.SuitFiled) -> Talks:
    return _settled(talks, suits=(*talks.common.suits, event.by))


def _invited(talks: Talks, event: e.RivalInvited) -> Talks:
    name = _pair(talks, event.by, event.to)
    return _channel(talks, name, invitations=talks.channels[name].invitations + 1)


def _asked(talks: Talks, event: e.QuestionAsked) -> Talks:
    name = _pair(talks, event.by, event.to)
    question = Question(number=event.number, by=event.by, to=event.to, question=event.question)
    questions = (*talks.channels[name].questions, question)[-QUESTIONS_KEPT:]
    return _channel(talks, name, questions=questions, questions_count=event.number)


def _answered(talks: Talks, event: e.QuestionAnswered) -> Talks:
    name = _pair(talks, event.by, event.to)
    questions = tuple(
        changed(question, answered=True) if question.number == event.number else question
        for question in talks.channels[name].questions
    )
    return _channel(talks, name, questions=questions)


def _whispered(talks: Talks, event: e.FactDisclosed | e.RemarkWhispered) -> Talks:
    return _channel(talks, _pair(talks, event.by, event.to))


def _lobbied(talks: Talks, event: e.AuthorityLobbied) -> Talks:
    name = _pair(talks, event.by, event.to)
    return _channel(talks, name, lobbies=talks.channels[name].lobbies + 1)


def _sought(talks: Talks, event: e.UndertakingSought) -> Talks:
    name = _pair(talks, event.by, event.to)
    sought = talks.channels[name].undertakings_sought + 1
    return _channel(talks, name, undertakings_sought=sought)


def _public(talks: Talks, _: e.Event) -> Talks:
    return _common(talks)


def _committed(talks: Talks, event: e.CommitmentMade) -> Talks:
    line = Commitment(by=event.by, issue=event.issue, line=event.line, weight=event.weight)
    kept = tuple(
        old for old in talks.common.commitments if (old.by, old.issue) != (event.by, event.issue)
    )
    weight = sum(
        old.weight
        for old in talks.common.commitments
        if (old.by, old.issue) == (event.by, event.issue)
    )
    return _settled(talks, commitments=(*kept, changed(line, weight=line.weight + weight)))


def _uncommitted(talks: Talks, event: e.CommitmentRetracted) -> Talks:
    kept = tuple(line for line in talks.common.commitments if line.by != event.by)
    return _settled(talks, commitments=kept)


def _pledged(talks: Talks, event: e.PledgeMade) -> Talks:
    pledge = Demand(by=event.by, issue=event.issue, option=event.option)
    return _settled(talks, pledges=(*talks.common.pledges, pledge))


def _card_played(talks: Talks, event: e.CardPlayed) -> Talks:
    cards = (*talks.private[event.by].cards, event.card)[-OFFERS_KEPT:]
    return _own(talks, event.by, cards=cards, leaked_minute=talks.minute)


def _published(talks: Talks, event: e.StoryPublished) -> Talks:
    stories = dict(talks.common.stories)
    stories[event.card] = stories.get(event.card, 0) + 1
    return _settled(talks, stories=stories)


def _threatened(talks: Talks, event: e.ThreatMade) -> Talks:
    threats = talks.common.threats
    if event.by not in threats:
        threats = (*threats, event.by)
    return _settled(talks, threats=threats, threatened_minute=talks.minute)


def _backed_down(talks: Talks, event: e.ThreatWithdrawn) -> Talks:
    common = talks.common
    threats = tuple(actor for actor in common.threats if actor != event.by)
    if common.order_by != event.by:
        return _settled(talks, threats=threats)
    return _settled(talks, threats=threats, order_by=None, order_minute=None, deadline=None)


def _ordered(talks: Talks, event: e.OrderSigned) -> Talks:
    common = talks.common
    first = talks.minute if common.order_minute is None else common.order_minute
    return _settled(talks, order_by=event.by, order_minute=first, deadline=event.deadline)


def _deadline(talks: Talks, event: e.DeadlineSet) -> Talks:
    return _settled(talks, deadline=event.minute)


def _extended(talks: Talks, event: e.DeadlineExtended) -> Talks:
    return _settled(talks, deadline=event.minute, extensions=talks.common.extensions + 1)


def _inquiry(talks: Talks, event: e.InquiryOpened) -> Talks:
    return _settled(talks, inquiry_by=event.by, inquiry_minute=talks.minute)


def _finding(talks: Talks, event: e.InquiryClosed) -> Talks:
    return _settled(talks, inquiry_found=event.found)


def _undertaking(talks: Talks, _: e.UndertakingGiven) -> Talks:
    return _settled(talks, undertakings=talks.common.undertakings + 1)


def _condition(talks: Talks, event: e.ConditionSet) -> Talks:
    common = talks.common
    demand = Demand(by=event.by, issue=event.issue, option=event.option)
    if not event.paper or common.paper is None:
        return _settled(talks, conditions=(*common.conditions, demand))
    paper = changed(
        common.paper,
        amendment=demand,
        accepted=(),
        conditioned=(*common.paper.conditioned, event.by),
    )
    return _settled(talks, paper=paper)


def _taken_condition(talks: Talks, event: e.ConditionTaken) -> Talks:
    paper = talks.common.paper
    if paper is None:
        return talks
    return _common(talks, paper=changed(paper, accepted=(*paper.accepted, event.by)))


def _refused_condition(talks: Talks, _: e.ConditionRefused) -> Talks:
    paper = talks.common.paper
    if paper is None:
        return talks
    return _common(talks, paper=changed(paper, amendment=None, accepted=()))


def _consented(talks: Talks, event: e.DealApproved) -> Talks:
    return _common(talks, consents={**talks.common.consents, event.by: APPROVED})


def _endorsed(talks: Talks, event: e.DealEndorsed) -> Talks:
    return _settled(talks, endorsed=(*talks.common.endorsed, event.by))


def _refused(talks: Talks, event: e.DealBlocked) -> Talks:
    return _common(talks, consents={**talks.common.consents, event.by: REFUSED})


def _restricted(talks: Talks, _: e.ExportRestricted) -> Talks:
    return _settled(talks, restricted_minute=talks.minute)


def _ruled(talks: Talks, event: e.SuitDecided) -> Talks:
    return _settled(talks, enjoined=event.granted)


def _gauges(talks: Talks, event: e.GaugesMoved) -> Talks:
    common: Common = settled(talks.scenario, talks.common, talks.minute)
    return changed(
        talks,
        common=moved(talks.scenario, common, event.deltas),
        public_minute=talks.minute,
    )


def _narrowed(talks: Talks, event: e.BeliefNarrowed) -> Talks:
    belief = Belief(
        about=event.about, quantity=event.quantity, mean=event.mean, spread=event.spread
    )
    kept = tuple(
        old
        for old in talks.private[event.by].beliefs
        if (old.about, old.quantity) != (event.about, event.quantity)
    )
    return _own(talks, event.by, beliefs=(*kept, belief))


def _taken(talks: Talks, event: e.SeatTaken) -> Talks:
    kept = tuple(seat for seat in talks.humans if seat != event.seat)
    return changed(talks, humans=(*kept, event.seat))


def _released(talks: Talks, event: e.SeatReleased) -> Talks:
    return changed(talks, humans=tuple(seat for seat in talks.humans if seat != event.seat))


def _reseeded(talks: Talks, event: e.LuckReseeded) -> Talks:
    return changed(talks, seed=event.seed, pinned=())


def _failed(talks: Talks, event: e.TalksFailed) -> Talks:
    return _settled(talks, failed=event.kind, phase=CLOSED)


def _ended(talks: Talks, event: e.TalksEnded) -> Talks:
    outcome = Outcome(kind=event.kind, minute=talks.minute, package=event.package)
    return _settled(talks, outcome=outcome, phase=CLOSED)


_FOLDS: Mapping[type[e.Event], Fold] = {
    e.StopSet: _stop_set, e.TurnPassed: _turn_passed, e.StrategyFailed: lambda talks, _: talks,
    e.AttentionSpent: _attention_spent, e.OfferTabled: _offer_tabled,
    e.OfferAccepted: _offer_accepted, e.OfferRejected: _offer_gone,
    e.OfferWithdrawn: _offer_gone, e.TalksSuspended: _suspended, e.TalksResumed: _resumed,
    e.TalksBroken: _broken, e.TermsSigned: _signed, e.TermsAmended: _amended,
    e.ApprovalsOpened: _approvals, e.SuitFiled: _suit, e.RivalInvited: _invited,
    e.QuestionAsked: _asked, e.QuestionAnswered: _answered, e.FactDisclosed: _whispered,
    e.AuthorityLobbied: _lobbied, e.RemarkMade: _public, e.RemarkWhispered: _whispered,
    e.CommitmentMade: _committed, e.CommitmentRetracted: _uncommitted, e.PledgeMade: _pledged,
    e.CardPlayed: _card_played, e.StoryPublished: _published, e.LeakTraced: _public,
    e.ThreatMade: _threatened, e.ThreatWithdrawn: _backed_down, e.OrderSigned: _ordered,
    e.DeadlineSet: _deadline, e.DeadlineExtended: _extended, e.DeadlinePassed: _public,
    e.InquiryOpened: _inquiry, e.InquiryClosed: _finding, e.UndertakingSought: _sought,
    e.UndertakingGiven: _undertaking, e.ConditionSet: _condition,
    e.ConditionTaken: _taken_condition, e.ConditionRefused: _refused_condition,
    e.DealApproved: _consented, e.DealEndorsed: _endorsed, e.DealBlocked: _refused,
    e.ExportRestricted: _restricted, e.SuitDecided: _ruled, e.PollPublished: _public,
    e.GaugesMoved: _gauges, e.BeliefNarrowed: _narrowed, e.SeatTaken: _taken,
    e.SeatReleased: _released, e.LuckReseeded: _reseeded, e.TalksFailed: _failed,
    e.TalksEnded: _ended,
}  # fmt: skip


def evolve(talks: Talks, event: e.Event) -> Talks:
    """Return the talks after one event. Total: any event of the union folds into any talks."""
    return _FOLDS[type(event)](talks, event)
