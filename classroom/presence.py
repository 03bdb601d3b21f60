"""Who is here: an open stream within ten seconds, not a click once upon a time."""

from attrs import define, field

HERE_MS = 10_000
AWAY_MS = 30_000
"""After so long without a stream a strategy plays the seat; the bar is a minute."""
STALLED_MS = 240_000
"""After so long without a decision a strategy plays the seat that is waited for."""


@define
class Presence:
    """Open streams and last sights by participant; times are milliseconds of the wall."""

    began: int = 0
    """Since when this process looks: nobody is gone for longer than that."""
    _open: dict[str, int] = field(factory=dict)
    _seen: dict[str, int] = field(factory=dict)

    def came(self, who: str, now: int) -> None:
        """Note a stream that opened."""
        self._open[who] = self._open.get(who, 0) + 1
        self._seen[who] = now

    def went(self, who: str, now: int) -> None:
        """Note a stream that closed."""
        left = self._open.get(who, 0) - 1
        if left > 0:
            self._open[who] = left
        else:
            self._open.pop(who, None)
        self._seen[who] = now

    def saw(self, who: str, now: int) -> None:
        """Note a request."""
        self._seen[who] = now

    def last(self, who: str, now: int, since: int) -> int:
        """Return when somebody was last here; who was never seen counts from `since`."""
        return now if who in self._open else self._seen.get(who, max(since, self.began))

    def is_here(self, who: str, now: int) -> bool:
        """Tell whether somebody is here."""
        return who in self._open or now - self._seen.get(who, 0) < HERE_MS

    def is_away(self, who: str, now: int, since: int) -> bool:
        """Tell whether somebody has been gone for so long that a strategy should play."""
        return now - self.last(who, now, since) >= AWAY_MS
