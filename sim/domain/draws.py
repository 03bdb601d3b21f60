"""
Keyed draws: luck is a function of who decides for which time and why, never a stream.

The key comes from the seed; the message is the length-prefixed tuple (space, actor, that actor's
decision number, purpose, subject). An actor is named by its rank, so renaming seats moves no luck.
An extra move of one actor never shifts another's luck, and undo cannot re-roll (design 3.5).
"""

import struct
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final, TypeVar

from sim.domain.units import PPM

RULE: Final = "rule"
MIND: Final = "mind"

T = TypeVar("T")
_WORD = 1 << 64
_NORMAL_TERMS = 12
_new = object.__new__
_UNPINNED: Mapping[tuple[str, str], int] = {}
_NORMAL_FORMAT = f">{_NORMAL_TERMS}I"


@lru_cache(maxsize=256)
def seed_key(seed: int) -> bytes:
    """Return the 32-byte key of a seed."""
    return blake2b(b"pourparlers-luck/1" + seed.to_bytes(16, "big", signed=True)).digest()[:32]


def _piece(part: str) -> bytes:
    """Return a part of a message with its length before it."""
    data = part.encode()
    return len(data).to_bytes(4, "big") + data


@lru_cache(maxsize=4096)
def _placed(rank: int, number: int) -> bytes:
    """Return the parts that say whose luck it is; the numbers of decisions are few and recur."""
    return _piece(str(rank)) + _piece(str(number))


@lru_cache(maxsize=4096)
def _meant(purpose: str, subject: str) -> bytes:
    """Return the parts that say for what; they are few and recur."""
    return _piece(purpose) + _piece(subject)


@lru_cache(maxsize=512)
def _begun(key: bytes, space: str) -> "blake2b":
    """Return the hash of a message up to its space; a copy of it saves a round over the key."""
    begun = blake2b(key=key)
    begun.update(_piece(space))
    return begun


class Draws:
    """The luck of one decision. Asking twice for one key is our own mistake and asserts."""

    __slots__ = ("_asked", "_key", "_pinned", "_place", "_space")

    def __init__(
        self,
        key: bytes,
        space: str,
        rank: int,
        number: int,
        pinned: Mapping[tuple[str, str], int] | None = None,
    ) -> None:
        self._key = key
        self._space = space
        self._place = (rank, number)
        self._pinned = pinned or _UNPINNED
        self._asked: set[tuple[str, str]] = set()

    def in_space(self, space: str) -> "Draws":
        """Return the luck of the same decision in another space, nothing of it asked yet."""
        other = _new(Draws)
        other._key = self._key  # noqa: SLF001 - its own class
        other._space = space  # noqa: SLF001
        other._place = self._place  # noqa: SLF001
        other._pinned = self._pinned  # noqa: SLF001
        other._asked = set()  # noqa: SLF001
        return other

    def _digest(self, purpose: str, subject: str) -> bytes:
        asked = (purpose, subject)
        assert asked not in self._asked, f"drawn twice in one decision: {asked}"
        self._asked.add(asked)
        drawn = _begun(self._key, self._space).copy()
        drawn.update(_placed(*self._place) + _meant(purpose, subject))
        return drawn.digest()

    def _word(self, purpose: str, subject: str) -> int:
        return int.from_bytes(self._digest(purpose, subject)[:8], "big")

    def ppm(self, purpose: str, subject: str = "") -> int:
        """Return a uniform whole number in 0..999,999, or the value history pinned."""
        drawn = self._word(purpose, subject) * PPM // _WORD
        return self._pinned.get((purpose, subject), drawn) if self._pinned else drawn

    def chance(self, odds_ppm: int, purpose: str, subject: str = "") -> bool:
        """Tell whether something of these odds happens; without odds luck is not even asked."""
        return odds_ppm > 0 and self.ppm(purpose, subject) < odds_ppm

    def between(self, low: int, high: int, purpose: str, subject: str = "") -> int:
        """Return a uniform whole number in low..high, both included."""
        return low + self.ppm(purpose, subject) * (high - low + 1) // PPM

    def index(self, count: int, purpose: str, subject: str = "") -> int:
        """Return a uniform index below `count`."""
        return self._word(purpose, subject) * count // _WORD

    def choice(self, items: Sequence[T], purpose: str, subject: str = "") -> T:
        """Return one of the items, each as likely."""
        return items[self.index(len(items), purpose, subject)]

    def weighted(self, weights: Sequence[int], purpose: str, subject: str = "") -> int:
        """Return an index with odds in proportion to its weight."""
        point = self._word(purpose, subject) * sum(weights) // _WORD
        for index, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return index
        return len(weights) - 1

    def normal(self, mean: int, deviation: int, purpose: str, subject: str = "") -> int:
        """Return a bell-shaped whole number: the sum of twelve uniforms (Irwin-Hall), exact."""
        digest = self._digest(purpose, subject)
        total: int = sum(struct.unpack(_NORMAL_FORMAT, digest[: 4 * _NORMAL_TERMS]))
        centred = total - _NORMAL_TERMS // 2 * (1 << 32)
        return mean + deviation * centred // (1 << 32)
