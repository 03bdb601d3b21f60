"""What the replay shows: lanes of events, the day, what one seat saw, and where to fork."""

from attrs import frozen

from game.presenters.common import ActorMark, Choice, FactRow, RecordRow, SeatTile


@frozen(kw_only=True)
class LaneEvent:
    """One event on a lane; `at` is its share of the time shown, 0 to 1."""

    at: float
    lane: int
    key: bool = False
    label: str = ""
    hidden: bool = False
    """Hidden from the chosen seat: drawn hollow."""
    small: bool = False
    """Of no weight to the story, as a wait: drawn as a dot, not at all if it is hidden."""


@frozen(kw_only=True)
class PhaseBand:
    """A phase as a band over the lanes."""

    start: float
    end: float
    label: str
    tone: str = "plain"


@frozen(kw_only=True)
class DateMark:
    """A date over the lanes."""

    at: float
    label: str


@frozen(kw_only=True)
class Lanes:
    """The record as a picture: one lane an actor, the events in their order."""

    actors: tuple[ActorMark, ...]
    events: tuple[LaneEvent, ...]
    dates: tuple[DateMark, ...] = ()
    phases: tuple[PhaseBand, ...] = ()
    phase_label: str = ""


@frozen(kw_only=True)
class Sees:
    """What the chosen seat knew at this event, and what was hidden from it."""

    title: str
    actor: ActorMark | None
    facts: tuple[FactRow, ...] = ()
    hidden_label: str = ""
    hidden: str = ""
    hidden_rows: tuple[str, ...] = ()
    """Lines for the second column of a panel that is wide enough for one."""
    hidden_facts: tuple[FactRow, ...] = ()
    """The hidden in rows, for that column."""
    note: str = ""
    aside: str = ""


@frozen(kw_only=True)
class Branch:
    """A branch of this record: where it leaves, which seat it took, how it ended."""

    label: str
    end: str
    tone: str = "ink"
    colour: str = "grey"
    shape: str = "circle"
    leaves_at: float = 0.0
    current: bool = False
    parent: int = 0
    """The row of the record that it left."""


@frozen(kw_only=True)
class Branches:
    """The known branches as a tree, the trunk first."""

    title: str
    aside: str
    rows: tuple[Branch, ...]


@frozen(kw_only=True)
class ReplayModel:
    """The whole replay at one event."""

    subtitle: str
    eyes_label: str
    eyes: tuple[Choice, ...]
    eyes_marks: tuple[ActorMark | None, ...]
    eye: int
    lanes: Lanes
    place: int
    """The event the playhead stands on, among `lanes.events`."""
    footer: str
    day_title: str
    day_aside: str
    day_rows: tuple[RecordRow, ...]
    day_first: int
    """The place among all events of the first row of the day's list."""
    sees: Sees
    fork_title: str
    fork_text: str
    seats: tuple[SeatTile, ...]
    seat: int
    fork_label: str
    fork_detail: str
    review_label: str = ""
    """The way to the review of `review_detail`'s seat; empty while the game goes on."""
    review_detail: str = ""
    branches: Branches | None = None
    day_places: tuple[int, ...] = ()
    """The place among all events of each row; empty: they follow one another from the first."""

    def place_of(self, row: int) -> int:
        """Return the place among all events of a row of the day's list."""
        return self.day_places[row] if self.day_places else self.day_first + row

    @property
    def day_here(self) -> int:
        """Return the row of the day's list on which the playhead stands."""
        if self.day_places:
            return self.day_places.index(self.place) if self.place in self.day_places else 0
        return self.place - self.day_first
