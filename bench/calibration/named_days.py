"""
What becomes of the days by which a host wants a paper: moved, met, kept, or let pass.

A day is moved if a later one takes its place, or it is taken back, before it comes. One that came
was met by a paper that closed, kept if the ban came on it, else it lapsed. One that had not come
when talks ended without an order counts for nothing.
"""

from attrs import define, field

MOVED, MET, KEPT, LAPSED = "moved", "met", "kept", "lapsed"
_CLOSED = ("deal", "rival")
_BANNED = "banned"


@define
class NamedDays:
    """The days named so far in one game."""

    standing: int | None = None
    by_order: bool = False
    moved: int = 0
    came: list[int] = field(factory=list)

    def named(self, minute: int, due: int, *, ordered: bool = False) -> None:
        """Note that a day is named, for the first time or in place of another."""
        self.by_order = self.by_order or ordered
        if self.standing is not None and due != self.standing:
            if self.standing <= minute:
                self.came.append(self.standing)
            elif due > self.standing:
                self.moved += 1
        self.standing = due

    def taken_back(self, minute: int) -> None:
        """Note that the order and its day are gone."""
        if self.standing is not None:
            if self.standing <= minute:
                self.came.append(self.standing)
            else:
                self.moved += 1
        self.standing, self.by_order = None, False

    def ended(self, minute: int, kind: str, signed: int | None) -> dict[str, int]:
        """Return how many days fared how, once it is known how all ended."""
        came = list(self.came)
        counts = dict.fromkeys((MOVED, MET, KEPT, LAPSED), 0)
        counts[MOVED] = self.moved
        if self.standing is not None and self._counts(minute, kind):
            came.append(self.standing)
        for at, due in enumerate(came, 1):
            counts[_fate(due, kind, signed, last=at == len(came))] += 1
        return counts

    def _counts(self, minute: int, kind: str) -> bool:
        """Tell whether the day that stood at the end came, or cannot bite any more."""
        assert self.standing is not None
        return self.standing <= minute or kind in _CLOSED or self.by_order


def _fate(due: int, kind: str, signed: int | None, *, last: bool) -> str:
    if kind in _CLOSED and signed is not None and signed <= due:
        return MET
    return KEPT if kind == _BANNED and last else LAPSED
