"""
The closed union of moves: what an actor asks for. `decide` answers with events or a refusal.

Field names are part of the record: renaming one needs a new schema number and an upcaster.
"""

from attrs import frozen

from sim.domain.deal import Option, Package


@frozen(kw_only=True)
class TextRef:
    """A free text by reference: the body lies outside the chain and may be erased."""

    text: str
    commit: str
    """Hex of blake2b(32-byte random key, body)."""


@frozen(kw_only=True)
class Propose:
    """Put a package on a table; it stands until replaced, withdrawn, refused or lapsed."""

    table: str
    package: Package


@frozen(kw_only=True)
class Accept:
    """Accept a standing offer; offer 0 is the signed paper as a condition amends it."""

    table: str
    offer: int


@frozen(kw_only=True)
class Reject:
    """Refuse a standing offer of the table; offer 0 is the amended paper."""

    table: str
    offer: int


@frozen(kw_only=True)
class Withdraw:
    """Take one's own standing offer off the table."""

    table: str
    offer: int


@frozen(kw_only=True)
class Suspend:
    """Stop talking at a table until somebody resumes: patience freezes, breakdown risk grows."""

    table: str


@frozen(kw_only=True)
class Resume:
    """Take suspended talks up again."""

    table: str


@frozen(kw_only=True)
class Walk:
    """Leave a table for good."""

    table: str


@frozen(kw_only=True)
class Sue:
    """Ask the courts to stop an order."""


@frozen(kw_only=True)
class Invite:
    """Look for a rival bidder: the outside option of the seller."""


@frozen(kw_only=True)
class Ask:
    """Put one question to another seat; the answer may be honest or evasive."""

    to: str
    question: str
    """A question of the scenario, such as "reservation" or "threshold"."""


@frozen(kw_only=True)
class Answer:
    """Answer an open question of one's channel with `to`."""

    to: str
    number: int
    honest: bool


@frozen(kw_only=True)
class Disclose:
    """Show another seat a private fact, with proof."""

    to: str
    fact: str


@frozen(kw_only=True)
class Lobby:
    """Work on an authority: its bar for consent falls a little, each time less."""

    to: str


@frozen(kw_only=True)
class Say:
    """Say something on the record without effect on the rules; legal after the outcome too."""

    topic: str
    """Key of a text kept for ever in the catalogues, or "text" when `text` carries it."""
    to: str | None = None
    """A seat, or nobody for a public remark."""
    text: TextRef | None = None


@frozen(kw_only=True)
class State:
    """Commit oneself in public to a line on one issue (Muthoo 1996): revoking it costs."""

    issue: str
    line: Option


@frozen(kw_only=True)
class Retract:
    """Take back one's public commitment, or for an authority its threat, and pay for it."""


@frozen(kw_only=True)
class Pledge:
    """Promise in public to settle an issue in a way others want; binds oneself."""

    issue: str
    option: Option


@frozen(kw_only=True)
class Leak:
    """Play a press card: helps oneself, hands something to another, may be traced."""

    card: str


@frozen(kw_only=True)
class Threaten:
    """Threaten in public: raises credibility, and the cost of backing down (Fearon 1994)."""


@frozen(kw_only=True)
class Order:
    """Sign an order that bans the business on the date unless it is sold (Schelling 1960)."""

    deadline: int
    """Minute at which the ban takes effect."""


@frozen(kw_only=True)
class SetDeadline:
    """Name a day by which a paper must be signed."""

    minute: int


@frozen(kw_only=True)
class ExtendDeadline:
    """Move the standing deadline to a later minute; credibility pays."""

    minute: int


@frozen(kw_only=True)
class OpenInquiry:
    """Open an inquiry into misuse of data."""


@frozen(kw_only=True)
class CloseInquiry:
    """Close the open inquiry and publish its finding."""


@frozen(kw_only=True)
class SeekUndertaking:
    """Ask a party for a promise outside the paper."""

    of: str


@frozen(kw_only=True)
class Condition:
    """Make consent depend on one option of one issue, in public."""

    issue: str
    option: Option


@frozen(kw_only=True)
class Approve:
    """Consent to the signed paper."""


@frozen(kw_only=True)
class Endorse:
    """Speak for the signed paper in public: the other authority's bar falls."""


@frozen(kw_only=True)
class Block:
    """Refuse consent to the signed paper."""


@frozen(kw_only=True)
class RestrictExport:
    """Put technology under licence (environment): some options now need consent."""


@frozen(kw_only=True)
class Enjoin:
    """Rule on a suit (environment): `granted` carries what luck or history decided."""

    granted: bool


@frozen(kw_only=True)
class PublishPoll:
    """Publish a poll (environment): the realised value of one gauge."""

    gauge: str
    value: int
    """In thousandths of the gauge's point."""


@frozen(kw_only=True)
class Wait:
    """End the stop until a minute, or until the next occasion; free."""

    until: int | None = None
    failed: str | None = None
    """Why the seat's strategy gave no legal move: an exception's class or a refusal's code."""


@frozen(kw_only=True)
class Take:
    """Give a seat to a person (facilitator)."""

    seat: str


@frozen(kw_only=True)
class Release:
    """Give a seat back to its strategy (facilitator)."""

    seat: str


@frozen(kw_only=True)
class Reseed:
    """Change the luck from here on (facilitator)."""

    seed: int


Move = (
    Propose | Accept | Reject | Withdraw | Suspend | Resume | Walk | Sue | Invite
    | Ask | Answer | Disclose | Lobby | Say
    | State | Retract | Pledge | Leak
    | Threaten | Order | SetDeadline | ExtendDeadline | OpenInquiry | CloseInquiry
    | SeekUndertaking | Condition | Approve | Endorse | Block
    | RestrictExport | Enjoin | PublishPoll
    | Wait | Take | Release | Reseed
)  # fmt: skip

MOVES: dict[str, type[Move]] = {
    "propose": Propose, "accept": Accept, "reject": Reject, "withdraw": Withdraw,
    "suspend": Suspend, "resume": Resume, "walk": Walk, "sue": Sue, "invite": Invite,
    "ask": Ask, "answer": Answer, "disclose": Disclose, "lobby": Lobby, "say": Say,
    "state": State, "retract": Retract, "pledge": Pledge, "leak": Leak,
    "threaten": Threaten, "order": Order, "set_deadline": SetDeadline,
    "extend_deadline": ExtendDeadline, "open_inquiry": OpenInquiry,
    "close_inquiry": CloseInquiry, "seek_undertaking": SeekUndertaking, "condition": Condition,
    "approve": Approve, "endorse": Endorse, "block": Block,
    "restrict_export": RestrictExport, "enjoin": Enjoin, "publish_poll": PublishPoll,
    "wait": Wait, "take": Take, "release": Release, "reseed": Reseed,
}  # fmt: skip
"""Every move by its frozen name."""

FINAL: tuple[type[Move], ...] = (Walk, Accept, Approve, Block)
"""Nothing takes these back: whoever asks a person about one leaves the easy answer to no."""

KIND_OF_MOVE: dict[type[Move], str] = {cls: kind for kind, cls in MOVES.items()}


def move_kind(move: Move) -> str:
    """Return the frozen name of a move's kind."""
    return KIND_OF_MOVE[type(move)]
