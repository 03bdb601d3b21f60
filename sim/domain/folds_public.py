"""
How public events change common knowledge: words, threats, orders, inquiries, consents, the world.
"""

from sim.domain import events as e
from sim.domain.making import put_common, put_own, settle
from sim.domain.talks import APPROVED, OFFERS_KEPT, REFUSED, Commitment, Demand, Talks, changed


def public(talks: Talks, _: e.Event) -> None:
    put_common(talks, talks.common)


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
    settle(talks, commitments=(*kept, changed(line, weight=line.weight + weight)))


def uncommitted(talks: Talks, event: e.CommitmentRetracted) -> None:
    common = talks.common
    kept = tuple(line for line in common.commitments if line.by != event.by)
    weight = sum(line.weight for line in common.commitments if line.by == event.by)
    revoked = {**common.revoked, event.by: common.revoked.get(event.by, 0) + weight}
    settle(talks, commitments=kept, revoked=revoked)


def pledged(talks: Talks, event: e.PledgeMade) -> None:
    pledge = Demand(by=event.by, issue=event.issue, option=event.option)
    settle(talks, pledges=(*talks.common.pledges, pledge))


def card_played(talks: Talks, event: e.CardPlayed) -> None:
    own = talks.private[event.by]
    cards = (*own.cards, event.card)[-OFFERS_KEPT:]
    put_own(talks, event.by, changed(own, cards=cards, leaked_minute=talks.minute))


def published(talks: Talks, event: e.StoryPublished) -> None:
    stories = dict(talks.common.stories)
    stories[event.card] = stories.get(event.card, 0) + 1
    settle(talks, stories=stories)


def threatened(talks: Talks, event: e.ThreatMade) -> None:
    threats = talks.common.threats
    if event.by not in threats:
        threats = (*threats, event.by)
    settle(talks, threats=threats, threatened_minute=talks.minute)


def backed_down(talks: Talks, event: e.ThreatWithdrawn) -> None:
    common = talks.common
    threats = tuple(actor for actor in common.threats if actor != event.by)
    backed = (*common.backed, event.by)
    if common.order_by == event.by:
        settle(talks, threats=threats, backed=backed, order_by=None, order_minute=None,
               deadline=None)  # fmt: skip
    else:
        settle(talks, threats=threats, backed=backed)


def ordered(talks: Talks, event: e.OrderSigned) -> None:
    common = talks.common
    first = talks.minute if common.order_minute is None else common.order_minute
    settle(talks, order_by=event.by, order_minute=first, deadline=event.deadline)


def deadline(talks: Talks, event: e.DeadlineSet) -> None:
    settle(talks, deadline=event.minute)


def extended(talks: Talks, event: e.DeadlineExtended) -> None:
    settle(talks, deadline=event.minute, extensions=talks.common.extensions + 1)


def inquiry(talks: Talks, event: e.InquiryOpened) -> None:
    settle(talks, inquiry_by=event.by, inquiry_minute=talks.minute)


def finding(talks: Talks, event: e.InquiryClosed) -> None:
    settle(talks, inquiry_found=event.found)


def undertaking(talks: Talks, _: e.UndertakingGiven) -> None:
    settle(talks, undertakings=talks.common.undertakings + 1)


def condition(talks: Talks, event: e.ConditionSet) -> None:
    common = talks.common
    demand = Demand(by=event.by, issue=event.issue, option=event.option)
    if not event.paper or common.paper is None:
        settle(talks, conditions=(*common.conditions, demand))
        return
    paper = changed(
        common.paper,
        amendment=demand,
        accepted=(),
        since=talks.minute,
        conditioned=(*common.paper.conditioned, event.by),
    )
    settle(talks, paper=paper)


def taken_condition(talks: Talks, event: e.ConditionTaken) -> None:
    paper = talks.common.paper
    if paper is None:
        return
    paper = changed(paper, accepted=(*paper.accepted, event.by))
    put_common(talks, changed(talks.common, paper=paper))


def refused_condition(talks: Talks, _: e.ConditionRefused) -> None:
    paper = talks.common.paper
    if paper is None:
        return
    paper = changed(paper, amendment=None, accepted=(), since=talks.minute)
    put_common(talks, changed(talks.common, paper=paper))


def consented(talks: Talks, event: e.DealApproved) -> None:
    common = talks.common
    put_common(talks, changed(common, consents={**common.consents, event.by: APPROVED}))


def endorsed(talks: Talks, event: e.DealEndorsed) -> None:
    settle(talks, endorsed=(*talks.common.endorsed, event.by))


def refused(talks: Talks, event: e.DealBlocked) -> None:
    common = talks.common
    put_common(talks, changed(common, consents={**common.consents, event.by: REFUSED}))


def restricted(talks: Talks, _: e.ExportRestricted) -> None:
    settle(talks, restricted_minute=talks.minute)


def ruled(talks: Talks, event: e.SuitDecided) -> None:
    settle(talks, enjoined=event.granted)
