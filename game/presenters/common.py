"""
Parts that several view models share. Pure: no pygame, no engine, finished words only.

Actors come from scenario data: a label, a colour key, a shape and an emblem key. No name of an
actor is ever written in a module of the front end.
"""

from typing import Literal

from attrs import frozen

Tone = Literal["ink", "soft", "dim", "gain", "loss"]
Sign = Literal[-1, 0, 1]


@frozen(kw_only=True)
class ActorMark:
    """How one actor is drawn and called."""

    id: str
    label: str
    colour: str = "grey"
    shape: str = "hexagon"
    emblem: str = ""


@frozen(kw_only=True)
class Choice:
    """One of several things to choose."""

    id: str
    label: str
    open: bool = True


@frozen(kw_only=True)
class Gauge:
    """A named quantity with a bar; `part` is the filled share of it, 0 to 1."""

    label: str
    figure: str
    part: float
    hint: str = ""


@frozen(kw_only=True)
class Delta:
    """A change in words, with the sign that decides colour and arrow."""

    figure: str
    sign: Sign = 0


@frozen(kw_only=True)
class RecordRow:
    """One line of the record: when, who, what."""

    date: str
    actor: ActorMark
    words: str
    fresh: bool = False
    """Whether it happened since the seat's last stop; set in a heavier weight."""
    aside: str = ""
    aside_tone: Tone = "dim"
    when: Literal["past", "now", "ahead"] = "past"


@frozen(kw_only=True)
class FactRow:
    """A label with its figure, and a remark at the right."""

    label: str
    figure: str = ""
    aside: str = ""
    tone: Tone = "ink"
    hint: str = ""


@frozen(kw_only=True)
class SeatTile:
    """A seat to take, with what one could do there."""

    actor: ActorMark
    hint: str = ""
    open: bool = True
