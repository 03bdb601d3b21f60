"""
What a sweep varies: axes of a key and its values, and the cells of their grid.

A key is `strategy.ACTOR` (who plays it), `temper.ACTOR` (its personality, known to it alone),
`mix.ACTOR` (the priors of its personalities, which everybody believes), or else a dotted key of the
scenario's file. Values stand between commas, each as TOML writes it.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import product

from attrs import frozen

from sim.domain.setting import Scenario
from sim.errors import KeyedError

STRATEGY, TEMPER, MIX = "strategy", "temper", "mix"
NAMES = ("id", "version")
"""Keys of a scenario's file that only name it: no game reads them, so none is varied by them."""
CELLS_MAX = 10_000
_OPENERS, _CLOSERS, _QUOTES = "[{", "]}", "\"'"
_WEIGHT_STEP, _WEIGHT_MOST = Decimal("0.000001"), 1_000_000


@frozen
class Axis:
    """A key and the values it takes, as they were written."""

    key: str
    values: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Return what is varied: who plays, a personality, a mix of them, or the scenario."""
        head, _, actor = self.key.partition(".")
        return head if actor and head in (STRATEGY, TEMPER, MIX) else ""

    @property
    def actor(self) -> str:
        """Return whose strategy, personality or mix is varied."""
        return self.key.partition(".")[2]


def axis_of(text: str) -> Axis:
    """Read `KEY=a,b`; raise KeyedError for a key without values or a value that stands twice."""
    key, sign, listed = text.partition("=")
    what = f"--vary {text}"
    if not (key.strip() and sign):
        raise KeyedError(what, "vary.form")
    if key.strip() in NAMES:
        raise KeyedError(what, "vary.name")
    values = tuple(_parts(listed))
    if not all(values):
        raise KeyedError(what, "vary.empty")
    if len(set(values)) < len(values):
        raise KeyedError(what, "vary.value_twice")
    return Axis(key.strip(), values)


def _parts(text: str) -> list[str]:
    """Split at commas that stand in no list, table or quotes."""
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if letter == "," and not depth and not quote:
            parts.append("")
            continue
        if quote:
            quote = "" if letter == quote else quote
        elif letter in _QUOTES:
            quote = letter
        depth += (letter in _OPENERS) - (letter in _CLOSERS) if not quote else 0
        parts[-1] += letter
    return [part.strip() for part in parts]


def checked(axes: Sequence[Axis]) -> tuple[Axis, ...]:
    """Return the axes of one grid; raise KeyedError for a key twice or too many cells."""
    keys = [axis.key for axis in axes]
    twice = next((key for at, key in enumerate(keys) if key in keys[:at]), None)
    if twice is not None:
        raise KeyedError(f"--vary {twice}", "vary.key_twice")
    size = 1
    for axis in axes:
        size *= len(axis.values)
    if size > CELLS_MAX:
        raise KeyedError("--vary", "vary.too_many", size=size, most=CELLS_MAX)
    return tuple(axes)


def grid(axes: Sequence[Axis]) -> list[tuple[str, ...]]:
    """Return the values of every cell; the last axis turns fastest, no axis means one cell."""
    return list(product(*(axis.values for axis in axes)))


def mixed(scenario: Scenario, actor: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return the changes of a file for a mix such as `builder:1+hunter:3`: priors that sum to 1."""
    what = f"--vary {MIX}.{actor}={text}"
    names = personalities_of(scenario, actor, what)
    weights = dict.fromkeys(names, Decimal(0))
    for part in text.split("+"):
        name, _, weight = part.partition(":")
        if name not in weights:
            raise KeyedError(what, "mix.unknown", name=repr(name), names=", ".join(names))
        if weights[name]:
            raise KeyedError(what, "mix.twice", name=repr(name))
        weights[name] = _weight(what, weight or "1")
    whole = sum(weights.values())
    if not whole:
        raise KeyedError(what, "mix.zero")
    shares = {name: (weight / whole).quantize(_WEIGHT_STEP) for name, weight in weights.items()}
    largest = max(shares, key=lambda name: shares[name])
    shares[largest] += 1 - sum(shares.values())
    return tuple(
        (f"actors.{actor}.personalities.{name}.prior", str(share)) for name, share in shares.items()
    )


def _weight(what: str, text: str) -> Decimal:
    try:
        weight = Decimal(text)
    except InvalidOperation:
        weight = Decimal("NaN")
    if not (weight.is_finite() and 0 <= weight <= _WEIGHT_MOST):
        raise KeyedError(what, "mix.weight", text=repr(text))
    return weight


def personalities_of(scenario: Scenario, actor: str, what: str) -> tuple[str, ...]:
    """Return the personalities of an actor; raise KeyedError where there is no such actor."""
    known = {one.id: one for one in scenario.actors}
    if actor not in known:
        raise KeyedError(what, "actor", name=repr(actor), names=", ".join(known))
    return tuple(one.id for one in known[actor].personalities)
