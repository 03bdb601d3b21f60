"""
The closed union of events: facts that changed the talks, each with its declared audience.

An event's class names who learns of it (`AUDIENCE`): everybody, the members of a table, a pair of
actors, one actor, or the engine alone. `REVEALS` marks the few facts through which a secret may
become known by the rules; every other visible event is independent of the secrets of others.
"""

from typing import ClassVar

from attrs import frozen

from sim.domain.deal import Option, Package
from sim.domain.moves import TextRef

PUBLIC = "public"
TABLE = "table"
PAIR = "pair"
OWN = "own"
CHANNEL = "channel"
ENGINE = "engine"


@frozen(kw_only=True)
class StopSet:
    """The agenda holds this minute for the actor from now on."""

    AUDIENCE: ClassVar[str] = ENGINE
    actor: str
    minute: int


@frozen(kw_only=True)
class TurnPassed:
    """The actor ended its stop."""

    AUDIENCE: ClassVar[str] = OWN
    by: str
    until: int | None


@frozen(kw_only=True)
class StrategyFailed:
    """The actor's strategy gave no legal move."""

    AUDIENCE: ClassVar[str] = ENGINE
    by: str
    code: str


@frozen(kw_only=True)
class AttentionSpent:
    """The actor used attention of its local day."""

    AUDIENCE: ClassVar[str] = OWN
    by: str
    amount: int


@frozen(kw_only=True)
class OfferTabled:
    """A package stands on a table."""

    AUDIENCE: ClassVar[str] = TABLE
    table: str
    offer: int
    by: str
    package: Package


@frozen(kw_only=True)
class OfferAccepted:
    """One party said yes to an offer; the last yes signs."""

    AUDIENCE: ClassVar[str] = TABLE
    table: str
    offer: int
    by: str


@frozen(kw_only=True)
class OfferRejected:
    """One party said no to an offer."""

    AUDIENCE: ClassVar[str] = TABLE
    table: str
    offer: int
    by: str


@frozen(kw_only=True)
class OfferWithdrawn:
    """The author took an offer back."""

    AUDIENCE: ClassVar[str] = TABLE
    table: str
    offer: int
    by: str


@frozen(kw_only=True)
class TalksSuspended:
    """A party stopped talking at a table."""

    AUDIENCE: ClassVar[str] = PUBLIC
    table: str
    by: str


@frozen(kw_only=True)
class TalksResumed:
    """Suspended talks go on."""

    AUDIENCE: ClassVar[str] = PUBLIC
    table: str
    by: str


@frozen(kw_only=True)
class TalksBroken:
    """A table broke down: someone left, or suspended talks came apart by themselves."""

    AUDIENCE: ClassVar[str] = PUBLIC
    table: str
    by: str


@frozen(kw_only=True)
class TermsSigned:
    """Heads of terms: the parties of a table agree, consent is still to come."""

    AUDIENCE: ClassVar[str] = PUBLIC
    table: str
    package: Package


@frozen(kw_only=True)
class RatificationRefused:
    """Those at home whom a seller must ask said no to a paper about to be signed."""

    AUDIENCE: ClassVar[str] = TABLE

    table: str
    offer: int
    by: str


@frozen(kw_only=True)
class PaymentVoided:
    """Counsel found that nothing may be paid under an issue: demands for it lapse."""

    AUDIENCE: ClassVar[str] = PUBLIC

    issue: str


@frozen(kw_only=True)
class TermsAmended:
    """All parties of the paper accepted the condition put on it."""

    AUDIENCE: ClassVar[str] = PUBLIC
    table: str
    package: Package


@frozen(kw_only=True)
class ApprovalsOpened:
    """The signed paper needs the consent of these actors, in scenario order."""

    AUDIENCE: ClassVar[str] = PUBLIC
    needed: tuple[str, ...]


@frozen(kw_only=True)
class SuitFiled:
    """A party asked the courts to stop the order."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str


@frozen(kw_only=True)
class RivalInvited:
    """The seller looked for another bidder; bidders hear of it, the buyer does not."""

    AUDIENCE: ClassVar[str] = PAIR
    by: str
    to: str


@frozen(kw_only=True)
class QuestionAsked:
    """A question stands open in the channel of two seats."""

    AUDIENCE: ClassVar[str] = PAIR
    by: str
    to: str
    number: int
    question: str


@frozen(kw_only=True)
class QuestionAnswered:
    """What was said in answer; true or not, the asker cannot see."""

    AUDIENCE: ClassVar[str] = PAIR
    REVEALS: ClassVar[bool] = True
    by: str
    to: str
    number: int
    question: str
    value: int
    """In millionths of utility for a reservation, in milli points for a threshold."""


@frozen(kw_only=True)
class FactDisclosed:
    """A private fact shown with proof."""

    AUDIENCE: ClassVar[str] = PAIR
    REVEALS: ClassVar[bool] = True
    by: str
    to: str
    fact: str
    value: int


@frozen(kw_only=True)
class AuthorityLobbied:
    """A firm worked on an authority; both know."""

    AUDIENCE: ClassVar[str] = PAIR
    by: str
    to: str


@frozen(kw_only=True)
class RemarkMade:
    """Something was said in public."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    topic: str
    text: TextRef | None


@frozen(kw_only=True)
class RemarkWhispered:
    """Something was said to one seat."""

    AUDIENCE: ClassVar[str] = PAIR
    by: str
    to: str
    topic: str
    text: TextRef | None


@frozen(kw_only=True)
class CommitmentMade:
    """A public line on one issue; `weight` is Muthoo's k in thousandths."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    issue: str
    line: Option
    weight: int


@frozen(kw_only=True)
class CommitmentRetracted:
    """The line is gone, at a price."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str


@frozen(kw_only=True)
class PledgeMade:
    """A public promise about one issue."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    issue: str
    option: Option


@frozen(kw_only=True)
class CardPlayed:
    """The author of a press story knows it is theirs."""

    AUDIENCE: ClassVar[str] = OWN
    by: str
    card: str


@frozen(kw_only=True)
class StoryPublished:
    """A press story appeared; its author is not named."""

    AUDIENCE: ClassVar[str] = PUBLIC
    card: str


@frozen(kw_only=True)
class LeakTraced:
    """The author of the last story became known."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    card: str


@frozen(kw_only=True)
class ThreatMade:
    """An authority threatened in public."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str


@frozen(kw_only=True)
class ThreatWithdrawn:
    """An authority backed down."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str


@frozen(kw_only=True)
class OrderSigned:
    """The business is banned from the minute on unless it is sold."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    deadline: int


@frozen(kw_only=True)
class DeadlineSet:
    """A paper must be signed by the minute."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    minute: int


@frozen(kw_only=True)
class DeadlineExtended:
    """The deadline moved to a later minute."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    minute: int


@frozen(kw_only=True)
class DeadlinePassed:
    """The deadline came and nothing was signed."""

    AUDIENCE: ClassVar[str] = PUBLIC
    minute: int


@frozen(kw_only=True)
class InquiryOpened:
    """An authority looks into misuse of data."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str


@frozen(kw_only=True)
class InquiryClosed:
    """The inquiry ended; `found` says whether misuse was found."""

    AUDIENCE: ClassVar[str] = PUBLIC
    REVEALS: ClassVar[bool] = True
    by: str
    found: bool


@frozen(kw_only=True)
class UndertakingSought:
    """An authority asked a party for a promise outside the paper."""

    AUDIENCE: ClassVar[str] = PAIR
    by: str
    to: str


@frozen(kw_only=True)
class UndertakingGiven:
    """The party promised."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    to: str


@frozen(kw_only=True)
class ConditionSet:
    """Consent depends on this option; `paper` says it amends the signed paper."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    issue: str
    option: Option
    paper: bool


@frozen(kw_only=True)
class ConditionTaken:
    """A party of the paper accepts the condition put on it."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str


@frozen(kw_only=True)
class ConditionRefused:
    """A party of the paper refuses the condition; the authority must choose yes or no."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str


@frozen(kw_only=True)
class DealApproved:
    """An actor consents to the paper."""

    AUDIENCE: ClassVar[str] = PUBLIC
    REVEALS: ClassVar[bool] = True
    by: str


@frozen(kw_only=True)
class DealEndorsed:
    """An actor spoke for the paper."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str


@frozen(kw_only=True)
class DealBlocked:
    """An actor refuses its consent."""

    AUDIENCE: ClassVar[str] = PUBLIC
    REVEALS: ClassVar[bool] = True
    by: str


@frozen(kw_only=True)
class ExportRestricted:
    """Technology is under licence from now on."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str


@frozen(kw_only=True)
class SuitDecided:
    """The court ruled; `granted` stops the order."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    granted: bool


@frozen(kw_only=True)
class PollPublished:
    """A poll told one gauge."""

    AUDIENCE: ClassVar[str] = PUBLIC
    by: str
    gauge: str
    value: int


@frozen(kw_only=True)
class GaugesMoved:
    """Public gauges moved by these amounts, in thousandths of a point."""

    AUDIENCE: ClassVar[str] = PUBLIC
    cause: str
    deltas: tuple[tuple[str, int], ...]


@frozen(kw_only=True)
class MoodShifted:
    """What passed in one channel moved gauges in the eyes of its members only, in milli."""

    AUDIENCE: ClassVar[str] = CHANNEL
    channel: str
    cause: str
    deltas: tuple[tuple[str, int], ...]


@frozen(kw_only=True)
class BeliefNarrowed:
    """An actor knows more about a quantity of another."""

    AUDIENCE: ClassVar[str] = OWN
    REVEALS: ClassVar[bool] = True
    by: str
    about: str
    quantity: str
    mean: int
    spread: int


@frozen(kw_only=True)
class SeatTaken:
    """A person holds the seat."""

    AUDIENCE: ClassVar[str] = ENGINE
    seat: str


@frozen(kw_only=True)
class SeatReleased:
    """The seat's strategy plays again."""

    AUDIENCE: ClassVar[str] = ENGINE
    seat: str


@frozen(kw_only=True)
class LuckReseeded:
    """Draws come from this seed from now on."""

    AUDIENCE: ClassVar[str] = ENGINE
    seed: int


@frozen(kw_only=True)
class TalksFailed:
    """No paper will come; what happens to the business is still open."""

    AUDIENCE: ClassVar[str] = PUBLIC
    kind: str


@frozen(kw_only=True)
class TalksEnded:
    """The game is over; `kind` is a frozen outcome kind."""

    AUDIENCE: ClassVar[str] = PUBLIC
    REVEALS: ClassVar[bool] = True
    kind: str
    package: Package | None


Event = (
    StopSet | TurnPassed | StrategyFailed | AttentionSpent
    | OfferTabled | OfferAccepted | OfferRejected | OfferWithdrawn
    | TalksSuspended | TalksResumed | TalksBroken | TermsSigned | TermsAmended | ApprovalsOpened
    | RatificationRefused | PaymentVoided
    | SuitFiled | RivalInvited | QuestionAsked | QuestionAnswered | FactDisclosed
    | AuthorityLobbied | RemarkMade | RemarkWhispered | CommitmentMade | CommitmentRetracted
    | PledgeMade | CardPlayed | StoryPublished | LeakTraced | ThreatMade | ThreatWithdrawn
    | OrderSigned | DeadlineSet | DeadlineExtended | DeadlinePassed
    | InquiryOpened | InquiryClosed | UndertakingSought | UndertakingGiven | ConditionSet
    | ConditionTaken | ConditionRefused | DealApproved | DealEndorsed | DealBlocked
    | ExportRestricted | SuitDecided | PollPublished
    | GaugesMoved | MoodShifted | BeliefNarrowed | SeatTaken | SeatReleased | LuckReseeded
    | TalksFailed | TalksEnded
)  # fmt: skip

EVENTS: dict[str, type[Event]] = {
    "stop.set/1": StopSet, "turn.passed/1": TurnPassed, "strategy.failed/1": StrategyFailed,
    "attention.spent/1": AttentionSpent, "offer.tabled/1": OfferTabled,
    "offer.accepted/1": OfferAccepted, "offer.rejected/1": OfferRejected,
    "offer.withdrawn/1": OfferWithdrawn, "talks.suspended/1": TalksSuspended,
    "talks.resumed/1": TalksResumed, "talks.broken/1": TalksBroken, "terms.signed/1": TermsSigned,
    "terms.amended/1": TermsAmended, "approvals.opened/1": ApprovalsOpened,
    "ratification.refused/1": RatificationRefused, "payment.voided/1": PaymentVoided,
    "suit.filed/1": SuitFiled, "rival.invited/1": RivalInvited,
    "question.asked/1": QuestionAsked, "question.answered/1": QuestionAnswered,
    "fact.disclosed/1": FactDisclosed, "authority.lobbied/1": AuthorityLobbied,
    "remark.made/1": RemarkMade, "remark.whispered/1": RemarkWhispered,
    "commitment.made/1": CommitmentMade, "commitment.retracted/1": CommitmentRetracted,
    "pledge.made/1": PledgeMade, "card.played/1": CardPlayed,
    "story.published/1": StoryPublished, "leak.traced/1": LeakTraced,
    "threat.made/1": ThreatMade, "threat.withdrawn/1": ThreatWithdrawn,
    "order.signed/1": OrderSigned, "deadline.set/1": DeadlineSet,
    "deadline.extended/1": DeadlineExtended, "deadline.passed/1": DeadlinePassed,
    "inquiry.opened/1": InquiryOpened, "inquiry.closed/1": InquiryClosed,
    "undertaking.sought/1": UndertakingSought, "undertaking.given/1": UndertakingGiven,
    "condition.set/1": ConditionSet, "deal.approved/1": DealApproved,
    "deal.endorsed/1": DealEndorsed, "deal.blocked/1": DealBlocked,
    "export.restricted/1": ExportRestricted, "suit.decided/1": SuitDecided,
    "poll.published/1": PollPublished, "gauges.moved/1": GaugesMoved, "mood.shifted/1": MoodShifted,
    "belief.narrowed/1": BeliefNarrowed, "seat.taken/1": SeatTaken,
    "seat.released/1": SeatReleased, "luck.reseeded/1": LuckReseeded,
    "talks.failed/1": TalksFailed, "talks.ended/1": TalksEnded,
    "condition.taken/1": ConditionTaken, "condition.refused/1": ConditionRefused,
}  # fmt: skip
"""Every event by its stored kind."""

KIND_OF_EVENT: dict[type[Event], str] = {cls: kind for kind, cls in EVENTS.items()}


def event_kind(event: Event) -> str:
    """Return the stored kind of an event, such as "offer.tabled/1"."""
    return KIND_OF_EVENT[type(event)]
