"""Which of the ten sounds an event is for a seat that sees it. Pure."""

from typing import Final

from game.cues import Cue
from sim.domain import events as e

_OF_EVENTS: Final[dict[type[e.Event], str]] = {
    e.OrderSigned: "order",
    e.StoryPublished: "press",
    e.TermsSigned: "signed",
    e.TalksEnded: "ended",
}


def cues_of(events: tuple[e.Event, ...], seat: str) -> tuple[Cue, ...]:
    """Return what a seat hears of events it saw, each kind once."""
    found = (_cue_of(event, seat) for event in events)
    return tuple(Cue(name) for name in dict.fromkeys(found) if name)


def _cue_of(event: e.Event, seat: str) -> str:
    if isinstance(event, e.OfferTabled):
        return "sent" if event.by == seat else "received"
    return _OF_EVENTS.get(type(event), "")
