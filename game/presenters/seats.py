"""What the choice of a seat shows: four cards, tempers, level and seed, all preset."""

from attrs import frozen

from game.presenters.common import ActorMark, Choice


@frozen(kw_only=True)
class SeatCard:
    """One seat before it is taken."""

    actor: ActorMark
    role: str
    aim: str
    knows: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    means: str = ""
    difficulty: int = 0
    """From 1 to 4; 0 leaves the line out."""


@frozen(kw_only=True)
class TemperRow:
    """The tempers one of the other seats may have; the first is drawn by the seed."""

    actor: ActorMark
    options: tuple[Choice, ...]
    chosen: int = 0
    hint: str = ""


@frozen(kw_only=True)
class SeatsModel:
    """The whole choice. Levels may be empty: then the column shows the seed alone."""

    scenario: str
    duration: str
    cards: tuple[SeatCard, ...]
    chosen: int
    tempers: tuple[TemperRow, ...] = ()
    temper_hint: str = ""
    levels: tuple[Choice, ...] = ()
    level: int = 0
    level_hint: str = ""
    seed: str = ""
    code: str = ""
    """The code of this start; empty if it has none."""
    code_hint: str = ""
    start_detail: str = ""
    replay_label: str = ""
    """Names the record of this scenario's history; empty leaves the tile out."""
    replay_detail: str = ""
    scenarios: tuple[Choice, ...] = ()
    """The scenarios to choose from; fewer than two leave the choice out."""
    scenario_chosen: int = 0
    theory: tuple[Choice, ...] = ()
    """The scenarios of theory, while one of them is chosen; they are many and small."""
    theory_chosen: int = 0
