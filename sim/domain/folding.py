"""The fold: talks and an event, or a whole decision, give talks. Total, pure, never refuses."""

from collections.abc import Callable, Iterable, Mapping

from sim.domain import events as e
from sim.domain import folds, folds_public
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
    fields = {**talks.__dict__}
    fields["private"] = fields["private"].copy()
    fields["agenda"] = fields["agenda"].copy()
    fields["counts"] = fields["counts"].copy()
    fields["clocks"] = fields["clocks"].copy()
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
    e.RatificationRefused: folds.unratified,
    e.PaymentVoided: folds.voided,
    e.SuitFiled: folds.suit,
    e.RivalInvited: folds.invited,
    e.QuestionAsked: folds.asked,
    e.QuestionAnswered: folds.answered,
    e.FactDisclosed: folds.shown,
    e.AuthorityLobbied: folds.lobbied,
    e.RemarkMade: folds_public.public,
    e.RemarkWhispered: folds.whispered,
    e.CommitmentMade: folds_public.committed,
    e.CommitmentRetracted: folds_public.uncommitted,
    e.PledgeMade: folds_public.pledged,
    e.CardPlayed: folds_public.card_played,
    e.StoryPublished: folds_public.published,
    e.LeakTraced: folds_public.public,
    e.ThreatMade: folds_public.threatened,
    e.ThreatWithdrawn: folds_public.backed_down,
    e.OrderSigned: folds_public.ordered,
    e.DeadlineSet: folds_public.deadline,
    e.DeadlineExtended: folds_public.extended,
    e.DeadlinePassed: folds_public.public,
    e.InquiryOpened: folds_public.inquiry,
    e.InquiryClosed: folds_public.finding,
    e.UndertakingSought: folds.sought,
    e.UndertakingGiven: folds_public.undertaking,
    e.ConditionSet: folds_public.condition,
    e.ConditionTaken: folds_public.taken_condition,
    e.ConditionRefused: folds_public.refused_condition,
    e.DealApproved: folds_public.consented,
    e.DealEndorsed: folds_public.endorsed,
    e.DealBlocked: folds_public.refused,
    e.ExportRestricted: folds_public.restricted,
    e.SuitDecided: folds_public.ruled,
    e.PollPublished: folds_public.public,
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
