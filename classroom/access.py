"""
How often something may be tried: buckets that fill with time. Successes are never counted.

A limit that refuses wrong codes alone limits nobody: whoever tries on hears of the right one all
the same. So past the hard limits the door answers right and wrong codes alike. They are wide enough
that a thousand wrong codes do not keep a class out that shares their address.
"""

from collections import OrderedDict

from attrs import define, field

MINUTE_MS = 60_000
LESSON_MS = 90 * MINUTE_MS
TRIES_ADDRESS, TRIES_ALL = 1_200, 2_700
"""So many wrong codes at once, and as many again in a lesson: 2 * 2,700 of 30 ** 6 are 7.4e-6."""
KEYS_MOST = 4096
"""So many addresses or seats are remembered; the longest quiet ones go first."""


@define
class Bucket:
    """What may still be done: `most` at once, as many again in `per` milliseconds."""

    most: int
    per: int
    _left: "OrderedDict[str, tuple[float, int]]" = field(factory=OrderedDict)

    def left(self, key: str, now: int) -> float:
        """Return how much a key has left."""
        amount, at = self._left.get(key, (float(self.most), now))
        return min(float(self.most), amount + max(0, now - at) * self.most / self.per)

    def wait(self, key: str, now: int) -> int:
        """Return after how many seconds a key may try again; 0 for at once."""
        missing = 1 - self.left(key, now)
        return 0 if missing <= 0 else int(missing * self.per / self.most / 1000) + 1

    def shut(self, now: int) -> int:
        """Return after how many seconds the last of the keys that must wait may try; 0 if none."""
        spent = (key for key, (amount, _) in self._left.items() if amount < 1)
        return max((self.wait(key, now) for key in spent), default=0)

    def take(self, key: str, now: int) -> bool:
        """Use one; False where there is none left, and then nothing is used."""
        left = self.left(key, now)
        if left < 1:
            return False
        self._put(key, left - 1, now)
        return True

    def give_back(self, key: str, now: int) -> None:
        """Return what was taken for a try that turned out right."""
        self._put(key, self.left(key, now) + 1, now)

    def _put(self, key: str, left: float, now: int) -> None:
        self._left[key] = (left, now)
        self._left.move_to_end(key)
        while len(self._left) > KEYS_MOST:
            self._left.popitem(last=False)


@define
class Limits:
    """All limits of a server."""

    joins: Bucket = field(factory=lambda: Bucket(10, MINUTE_MS))
    """Wrong codes by address that are told so at once; more are told to wait."""
    tries: Bucket = field(factory=lambda: Bucket(TRIES_ADDRESS, LESSON_MS))
    """Wrong codes by address: past this the address is shut out, with right codes too."""
    tries_all: Bucket = field(factory=lambda: Bucket(TRIES_ALL, LESSON_MS))
    """Wrong codes in all: a code holds out a lesson whatever the number of addresses."""
    logins: Bucket = field(factory=lambda: Bucket(5, MINUTE_MS))
    """Wrong passphrases by address."""
    resumes: Bucket = field(factory=lambda: Bucket(10, MINUTE_MS))
    """Wrong resume codes by address."""
    resumes_all: Bucket = field(factory=lambda: Bucket(TRIES_ALL, LESSON_MS))
    """Wrong resume codes by class: no address alone gets there."""
    words: Bucket = field(factory=lambda: Bucket(10, 10_000))
    """Messages by participant: one a second, ten at once."""
    drafts: Bucket = field(factory=lambda: Bucket(40, 10_000))
    """Drafts whose worth is asked, by participant."""

    def shut(self, code: str, now: int) -> int:
        """Return for how many seconds a guesser has shut a door of a class for somebody."""
        hard = self.tries.shut(now), self.tries_all.shut(now)
        return max(*hard, self.resumes_all.wait(code, now))
