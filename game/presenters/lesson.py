"""What lessons show: the list, the step that stands at the desk, and what was learnt at the end."""

from attrs import frozen


@frozen(kw_only=True)
class StepMark:
    """One step of the row of ticks: met, missed, the one that stands, or still ahead."""

    label: str
    state: str


@frozen(kw_only=True)
class LessonPanel:
    """The step that stands, beside the desk."""

    title: str
    count: str
    """Which step of how many, in words."""
    label: str
    words: str
    """What to do; or what went wrong, once the step was missed."""
    steps: tuple[StepMark, ...]
    missed: str = ""
    """Heads the hint; empty while the step is open."""
    again: str = ""
    again_detail: str = ""
    move: str = ""
    """The kind of move that the step asks for, where it is one and was not missed."""


@frozen(kw_only=True)
class LessonCard:
    """A lesson of the list."""

    id: str
    title: str
    aim: str
    detail: str
    steps: tuple[str, ...]
    done: str
    """Words of the mark on a lesson that was done before; else empty."""


@frozen(kw_only=True)
class LessonsModel:
    """The list."""

    title: str
    aside: str
    cards: tuple[LessonCard, ...]


@frozen(kw_only=True)
class LearntModel:
    """The end of a lesson; `hint` says what went wrong where it was not done."""

    title: str
    aside: str
    head: str
    words: tuple[str, ...]
    figure: str
    steps: tuple[StepMark, ...]
    done: bool
