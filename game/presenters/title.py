"""What the title shows: the ways in, and a record running dimmed behind them."""

from attrs import frozen

from game.presenters.replay import Lanes


@frozen(kw_only=True)
class Entry:
    """One way in. `id` is what the title's port is asked for."""

    id: str
    label: str
    key: str
    details: tuple[str, ...] = ()
    """Lines below the name; an entry without any is small and stands beside the others."""
    open: bool = True


@frozen(kw_only=True)
class TitleModel:
    """The title; the first open entry is the main one."""

    name: str
    promise: str
    notice: str
    entries: tuple[Entry, ...]
    backdrop: Lanes | None = None
