"""What the end shows: how it ended, on which package, and what each seat made of it."""

from attrs import frozen

from game.presenters.common import ActorMark, FactRow, Tone


@frozen(kw_only=True)
class Figure:
    """A large figure with its meaning."""

    figure: str
    label: str
    caption: str = ""
    tone: Tone = "ink"


@frozen(kw_only=True)
class SeatScore:
    """One seat's result: its surplus on a line with the no-deal mark, and the parts of it."""

    actor: ActorMark
    own: bool
    figure: str
    sign: int
    caption: str
    from_part: float
    to_part: float
    mark: float
    facts: tuple[FactRow, ...] = ()


@frozen(kw_only=True)
class OutcomeModel:
    """The end of one game."""

    title: str
    subtitle: str
    badge: str
    badge_tone: Tone
    headline: str
    story: str
    figures: tuple[Figure, ...]
    package_title: str
    package: tuple[FactRow, ...]
    scores_title: str
    scores_note: str
    scores: tuple[SeatScore, ...]
    fork_detail: str = ""
