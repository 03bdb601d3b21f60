"""What dusk shows: what a seat came to see since its last stop, and what that changed."""

from attrs import frozen

from game.presenters.common import Delta, RecordRow, Tone


@frozen(kw_only=True)
class Change:
    """A quantity before and after; the tone says whether the way it went is good for the seat."""

    label: str
    before: str
    after: str
    delta: Delta
    tone: Tone = "soft"
    hint: str = ""


@frozen(kw_only=True)
class DuskModel:
    """One dusk."""

    title: str
    aside: str
    rows: tuple[RecordRow, ...]
    """What happened, event by event, the oldest first."""
    answers_title: str = ""
    answers: tuple[Change, ...] = ()
    """The three answers of the desk: what it is worth, whether it closes, what if not."""
    gauges_title: str = ""
    gauges: tuple[Change, ...] = ()
    over: bool = False
    """Whether the talks ended before another stop came."""
    quiet: str = ""
    """What stands in place of the changes where there are none."""
