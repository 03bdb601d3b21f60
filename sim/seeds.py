"""A seed as people share it: six digits of sixteen and a dash before the last two, `0F2A-91`."""

from sim.errors import KeyedError

SEED_END = 1 << 63
"""Seeds are the whole numbers below it."""
_DIGITS = 6
_SHARED = 1 << 62


def seed_text(seed: int) -> str:
    """Return a seed as it is shown and shared, such as `0F2A-91`."""
    digits = f"{seed:0{_DIGITS}X}"
    return f"{digits[:-2]}-{digits[-2:]}"


def seed_number(typed: str) -> int | None:
    """Return the seed that was typed so, or nothing if there is none in it."""
    digits = typed.replace("-", "")
    try:
        return int(digits, 16) % _SHARED
    except ValueError:
        return None


def checked_seed(seed: object) -> int:
    """Return a seed; raise CannotError for what is no whole number of at least 0, or too large."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < SEED_END:
        raise KeyedError("seed", "seed.whole", seed=repr(seed))
    return seed
