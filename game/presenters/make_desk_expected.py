"""The surplus a seat may expect, made of estimates from its own view. Pure."""

from attrs import frozen

from game.presenters.desk import Expected
from game.presenters.make_desk_words import Words
from sim.estimates import Estimate
from sim.evaluation import ROLLOUTS

_BELOW, _ABOVE = 100_000, 300_000
"""The bar shows at least this much utility below and above what no deal was worth."""
_STEP = 100_000
"""It grows by this much where a figure would leave it."""
_ERRORS = 2
"""Standard errors of the range that is shown; the review grades by as many."""


@frozen(kw_only=True)
class Reckoned:
    """What is known of the expected surplus at this moment, in millionths of utility."""

    found: Estimate | None = None
    before: Estimate | None = None
    """The last figure of the stop before."""
    stale: bool = False
    """Whether `found` is of an earlier moment, because nothing newer came yet."""
    failed: bool = False
    """Whether nothing newer will come."""


def make_expected(words: Words, known: Reckoned) -> Expected:
    """Return the bar; without a figure it says that it is reckoning, or that there is none."""
    title = words("expected")
    found = known.found
    if known.failed:
        sorry = words("expected_none")
        return Expected(title=title, sorry=sorry, hint=words("expected_none_hint"))
    if found is None:
        return Expected(title=title, figure="\u2026", hint=words("expected_soon"))
    low, high = _ends(known)
    spread = _spread(found)
    return Expected(
        title=title,
        figure=words.amount(found.mean),
        spread=f"\u00b1\u00a0{_plain(words, spread)}" if spread is not None else "",
        count="" if found.count >= ROLLOUTS else f"{found.count}/{ROLLOUTS}",
        part=_part(found.mean, low, high),
        range=None if spread is None else _range(found.mean, spread, low, high),
        zero=_part(0, low, high),
        before=None if known.before is None else _part(known.before.mean, low, high),
        high=words.signed(words.points(high)),
        low=words.signed(words.points(low)),
        stale=known.stale,
        hint=_hint(words, known, found),
    )


def _spread(found: Estimate) -> int | None:
    """Return half the range that is shown; one rollout alone tells nothing of it."""
    return _ERRORS * found.error if found.count > 1 else None


def _ends(known: Reckoned) -> tuple[int, int]:
    """Return the utility at both ends of the bar, in whole steps."""
    shown = [0]
    for one in (known.found, known.before):
        if one is not None:
            reach = _spread(one) or 0
            shown += [one.mean - reach, one.mean + reach]
    low, high = min(*shown, -_BELOW), max(*shown, _ABOVE)
    return low // _STEP * _STEP, -(-high // _STEP) * _STEP


def _part(value: int, low: int, high: int) -> float:
    return (value - low) / (high - low)


def _range(mean: int, spread: int, low: int, high: int) -> tuple[float, float]:
    return _part(mean - spread, low, high), _part(mean + spread, low, high)


def _plain(words: Words, utility: int) -> str:
    """Return utility in points without a sign."""
    return words.number(words.points(utility), words.places())


def _hint(words: Words, known: Reckoned, found: Estimate) -> str:
    """Return the bar in words, for the foot of the board and for who reads it aloud."""
    spread = _spread(found)
    figure = words.amount(found.mean)
    told = (
        words("expected_one", figure=figure)
        if spread is None
        else words("expected_hint", figure=figure, spread=_plain(words, spread), n=found.count)
    )
    if known.before is None:
        return f"{told} {words('expected_key')}"
    return f"{told} {words('expected_before', figure=words.amount(known.before.mean))}"
