"""How a server was started: where it listens, where it keeps things, which language it speaks."""

from collections.abc import Callable
from pathlib import Path

from attrs import frozen


@frozen(kw_only=True)
class Settings:
    """What `serve` was told, and what it found out about the machine."""

    folder: Path
    """Where archives and exports go; the store too, unless it is a database elsewhere."""
    host: str
    port: int
    lang: str
    addresses: Callable[[], tuple[str, ...]]
    """Returns the addresses under which other devices reach the server now: a laptop moves."""
    names: tuple[str, ...] = ()
    """Further names the server answers to, such as that of a proxy."""
    public: bool = False
    """Whether to answer addresses that are not private too: only on request."""
    many: bool = False
    """Whether other workers share the store: a class is held once somebody asks for it here."""
