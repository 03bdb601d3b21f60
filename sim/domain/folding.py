"""The fold: talks and an event, or a whole decision, give talks. Total, pure, never refuses."""

from collections.abc import Callable, Iterable, Mapping

from sim.domain import events as e
from sim.domain import folds
from sim.domain.decision import Decision
from sim.domain.talks import Talks

Fold = Callable[..., None]
"""(talks in the making, event of one kind): that every kind has one is a test."""

_new = object.__new__
_set = object.__setattr__


def owned(talks: Talks) -> Talks:
    """
    Return a copy of the talks whose mappings may be written while decisions are folded.

    The copy leaves this room only when the decisions are whole; a copy an event would cost twice.
    Channels alone stay shared: they are many and seldom change, so whoever changes one copies them.
    """
    copy = _new(Talks)
    fields = talks.__dict__.copy()
    fields["private"] = {**talks.private}
    fields["agenda"] = {**talks.agenda}
    fields["counts"] = {**talks.counts}
    fields["clocks"] = {**talks.clocks}
    _set(copy, "__dict__", fields)
    return copy


_FOLDS: Mapping[type[e.Event], Fold] = {
    e.StopSet: folds.stop_set,
    e.TurnPassed: folds.turn_passed,
    e.StrategyFailed: lambda _talks, _event: None,
    e.AttentionSpent: folds.attention_spent,
    e.OfferTabled: folds.offer_tabled,
    e.OfferAccepted: folds.offer_accepted,
    e.OfferRejected: folds.offer_gone,
    e.OfferWithdrawn: folds.offer_gone,
    e.TalksSuspended: folds.suspended,
    e.TalksResumed: folds.resumed,
    e.TalksBroken: folds.broken,
    e.TermsSigned: folds.signed,
    e.TermsAmended: folds.amended,
    e.ApprovalsOpened: folds.approvals,
    e.SuitFiled: folds.suit,
    e.RivalInvited: folds.invited,
    e.QuestionAsked: folds.asked,
    e.QuestionAnswered: folds.answered,
    e.FactDisclosed: folds.whispered,
    e.AuthorityLobbied: folds.lobbied,
    e.RemarkMade: folds.public,
    e.RemarkWhispered: folds.whispered,
    e.CommitmentMade: folds.committed,
    e.CommitmentRetracted: folds.uncommitted,
    e.PledgeMade: folds.pledged,
    e.CardPlayed: folds.card_played,
    e.StoryPublished: folds.published,
    e.LeakTraced: folds.public,
    e.ThreatMade: folds.threatened,
    e.ThreatWithdrawn: folds.backed_down,
    e.OrderSigned: folds.ordered,
    e.DeadlineSet: folds.deadline,
    e.DeadlineExtended: folds.extended,
    e.DeadlinePassed: folds.public,
    e.InquiryOpened: folds.inquiry,
    e.InquiryClosed: folds.finding,
    e.UndertakingSought: folds.sought,
    e.UndertakingGiven: folds.undertaking,
    e.ConditionSet: folds.condition,
    e.ConditionTaken: folds.taken_condition,
    e.ConditionRefused: folds.refused_condition,
    e.DealApproved: folds.consented,
    e.DealEndorsed: folds.endorsed,
    e.DealBlocked: folds.refused,
    e.ExportRestricted: folds.restricted,
    e.SuitDecided: folds.ruled,
    e.PollPublished: folds.public,
    e.GaugesMoved: folds.gauges,
    e.MoodShifted: folds.mood,
    e.BeliefNarrowed: folds.narrowed,
    e.SeatTaken: folds.taken,
    e.SeatReleased: folds.released,
    e.LuckReseeded: folds.reseeded,
    e.TalksFailed: folds.failed,
    e.TalksEnded: folds.ended,
}


def evolve(talks: Talks, event: e.Event) -> Talks:
    """Return the talks after one event. Total: any event of the union folds into any talks."""
    made = owned(talks)
    _FOLDS[type(event)](made, event)
    return made


def folded(talks: Talks, decision: Decision) -> Talks:
    """Return the talks after one whole decision: its minute, its number, its events."""
    return folded_all(talks, (decision,))


def folded_all(talks: Talks, decisions: Iterable[Decision]) -> Talks:
    """Return the talks after several decisions; nobody sees those in between, so none is copied."""
    made = owned(talks)
    fields = made.__dict__
    counts = fields["counts"]
    for decision in decisions:
        actor = decision.actor
        fields["minute"] = decision.minute
        fields["decisions"] += 1
        counts[actor] = counts.get(actor, 0) + 1
        for event in decision.events:
            _FOLDS[type(event)](made, event)
    return made
