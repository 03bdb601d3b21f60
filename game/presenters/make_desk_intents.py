"""
What the others are about to do, as sharp as the level lets the person see it. Pure.

The lesson tells move and day; the clerk a span of days; the envoy two kinds of which one is right,
and about when; the shark one kind, one time in six a wrong one.
"""

from collections.abc import Mapping
from hashlib import blake2b

from attrs import evolve, frozen

from game.figures import NO_BREAK
from game.presenters.desk import OtherCard
from game.presenters.make_desk_said import capital, chip
from game.presenters.make_desk_sight import Told
from game.presenters.make_desk_words import Words
from sim.domain import moves as m
from sim.domain.events import Event
from sim.domain.lookup import index_of
from sim.domain.rules.legal import LEGAL
from sim.next_moves import DAYS_AHEAD, NextMove
from sim.projections.timeline import PLAIN

BLUFF_OF = 5
"""
One move of so many is told wrongly by those who bluff: with six, chips of a few long-lived moves
could bring fifty games below the 15 % that are asked for.
"""
SPAN_DAYS = 3
SOON_DAYS = 2
_SEEN: tuple[type[m.Move], ...] = (
    m.Propose, m.Reject, m.Ask, m.State, m.Sue, m.Suspend, m.Lobby, m.Disclose, m.Threaten,
    m.Order, m.ExtendDeadline, m.OpenInquiry, m.SeekUndertaking, m.Condition, m.Approve, m.Block,
)  # fmt: skip
"""Kinds that a seat is often seen to take; a wrong guess is one of them."""


@frozen(kw_only=True)
class Foreseen:
    """What is known of the others' next moves at a stop."""

    level: str
    minute: int
    phase: str
    found: tuple[NextMove, ...]
    salt: bytes
    """Of this game alone, so that what is blurred stays blurred the same way."""
    stale: bool = False
    """Whether the person has moved since, and the answer to that is still on its way."""


@frozen(kw_only=True)
class Intent:
    """The next move of a seat as the level shows it."""

    kinds: tuple[str, ...]
    """Kinds it may be, one where the level tells it."""
    event: Event | None = None
    """The very event, where the level tells it."""
    days: tuple[int, int] | None = None
    """From which to which day ahead; None where the level does not tell."""


def intent_of(known: Foreseen, move: NextMove, roles: tuple[str, str], ahead: int) -> Intent:
    """Return a move that is so many days ahead as the level shows it; `roles` are its actor's."""
    if known.level == "lesson":
        return Intent(kinds=(move.kind,), event=move.event, days=(ahead, ahead))
    if known.level == "clerk":
        first = max(ahead - _lot(known, move, "span") % SPAN_DAYS, 0)
        return Intent(kinds=(move.kind,), event=move.event, days=(first, first + SPAN_DAYS - 1))
    other = _other_kind(known, move, roles)
    if known.level == "envoy":
        both = (move.kind, other) if _lot(known, move, "order") % 2 else (other, move.kind)
        vague = (0, SOON_DAYS) if ahead <= SOON_DAYS else (SOON_DAYS + 1, DAYS_AHEAD)
        return Intent(kinds=both, days=vague)
    bluffs = _lot(known, move, "bluff") % BLUFF_OF == 0
    return Intent(kinds=(other if bluffs else move.kind,))


def _lot(known: Foreseen, move: NextMove, use: str) -> int:
    """Return a number that belongs to this very move, whenever it is asked for."""
    about = f"{move.actor}/{move.nth}/{use}".encode()
    return int.from_bytes(blake2b(about, key=known.salt[:32], digest_size=8).digest(), "big")


def _other_kind(known: Foreseen, move: NextMove, roles: tuple[str, str]) -> str:
    """Return another kind that the actor could be taken to have in mind in this phase."""
    could = [
        m.KIND_OF_MOVE[kind]
        for kind in _SEEN
        if set(roles) & set(LEGAL[kind].who)
        and known.phase in LEGAL[kind].phases
        and m.KIND_OF_MOVE[kind] != move.kind
    ]
    could = could or [one for one in ("say", "state") if one != move.kind]
    return could[_lot(known, move, "kind") % len(could)]


def with_intents(
    words: Words, cards: tuple[OtherCard, ...], known: Foreseen
) -> tuple[OtherCard, ...]:
    """Return the cards with what each seat is about to do."""
    found = {move.actor: move for move in known.found}
    return tuple(_card(words, card, known, found) for card in cards)


def _card(
    words: Words, card: OtherCard, known: Foreseen, found: Mapping[str, NextMove]
) -> OtherCard:
    actor = index_of(words.scenario).actors[card.actor.id]
    move = found.get(actor.id)
    last = _say(words, "last", move=card.chip, date=card.chip_aside) if card.chip else ""
    if move is None:
        aside = _say(words, "for_days", n=DAYS_AHEAD) if known.level in ("lesson", "clerk") else ""
        hint = f"{_say(words, 'hint_nothing', actor=words.inside(actor.id))} {last}".strip()
        return evolve(card, intent=_say(words, "nothing"), intent_aside=aside, hint=hint)
    ahead = (words.day(move.minute) - words.day(known.minute)).days
    intent = intent_of(known, move, (actor.kind, actor.role), ahead)
    said = _what(words, intent, move)
    aside = _when(words, intent)
    who = words.inside(actor.id)
    hint = _say(words, f"hint.{known.level}", actor=who, move=said, when=aside)
    return evolve(
        card, intent=said, intent_aside=aside, intent_comes=not known.stale,
        hint=f"{hint} {last}".strip(),
    )  # fmt: skip


def _say(words: Words, key: str, **values: object) -> str:
    return words.text(f"ui.intent.{key}", **values)


def _what(words: Words, intent: Intent, move: NextMove) -> str:
    if intent.event is not None:
        told = Told(minute=move.minute, actor=move.actor, event=intent.event, weight=PLAIN,
                    fresh=True)  # fmt: skip
        return chip(words, told)
    names = [_say(words, f"kind.{kind}") for kind in intent.kinds]
    if len(names) == 1:
        return capital(names[0])
    return capital(_say(words, "or", one=names[0], other=names[1]))


def _when(words: Words, intent: Intent) -> str:
    if intent.days is None:
        return ""
    first, last = intent.days
    if not intent.event:
        return _say(words, "soon" if last <= SOON_DAYS else "later")
    if first != last:
        span = f"{first}\u2013{last}".replace(" ", NO_BREAK)
        return _say(words, "in_span", n=span)
    if not first:
        return _say(words, "today")
    return words.text.count("ui.desk.in_days", first)
