"""What the list of kept records shows."""

from attrs import frozen

from game.presenters.common import ActorMark, Tone


@frozen(kw_only=True)
class SavedRow:
    """One record: whose game, when, how it stands."""

    actor: ActorMark
    label: str
    detail: str
    state: str
    tone: Tone = "soft"
    unfinished: bool = False
    name: str = ""
    """What the person called it."""


@frozen(kw_only=True)
class LibraryModel:
    """The records on this machine, the newest first."""

    title: str
    aside: str
    rows: tuple[SavedRow, ...]
    empty: str = ""
    searched: str = ""
    restores: bool = False
    """Whether something that was deleted here can be taken back."""
