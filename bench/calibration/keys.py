"""
Which numbers of a scenario's file are moved, one at a time: a quarter down, a quarter up.

Whole numbers stay whole and move by one at least; shares stay within 0 and 1, parameters within
what the file may say. What is 0, a switch, or has no neighbour on either side is no key.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from attrs import frozen

from sim.domain.rules.numbers import NUMBERS
from sim.scenario import load_scenario
from sim.scenario_text import find_scenario, knobs, read_file
from sim.sweeps.axes import mixed

LOW, HIGH = Decimal("0.75"), Decimal("1.25")
GROUPS = ("rules", "consents", "gauges", "mixes", "personalities", "readings")
_SOURCES = ("source", "assumption")
_PLACES = Decimal("0.000001")
_SWITCH = "1: "
_GAUGE_HIGH = 100
_SHARE = (Decimal(0), Decimal(1))
Number = int | Decimal
Bounds = tuple[Decimal | None, Decimal | None]
_FREE: Bounds = (None, None)


@frozen
class Side:
    """One neighbour of a key: what is shown of it, and the changes of the file it needs."""

    value: str
    changes: tuple[tuple[str, str], ...]


@frozen
class Key:
    """A number of the file, or one that all personalities of an actor have."""

    name: str
    group: str
    base: str
    sides: tuple[Side, ...]


@frozen
class _Place:
    """A number where it stands, and what it may be."""

    key: str
    value: Number
    bounds: Bounds = _FREE

    def moved(self, factor: Decimal) -> Number:
        """Return the number moved by a factor."""
        new = Decimal(self.value) * factor
        if isinstance(self.value, int):
            new = new.quantize(Decimal(1), ROUND_HALF_UP)
            if new == self.value:
                # A quarter down is down for a number above nothing, up for one below.
                new += 1 if (factor > 1) == (self.value > 0) else -1
        low, high = self.bounds
        new = new if low is None else max(low, new)
        new = new if high is None else min(high, new)
        return new.quantize(_PLACES).normalize()


def keys(groups: Sequence[str] = GROUPS) -> tuple[Key, ...]:
    """Return the keys of the default scenario's file, group by group."""
    return tuple(key for group in groups for key in _MAKERS[group]() if key.sides)


@lru_cache(maxsize=1)
def _told() -> Mapping[str, Any]:
    return tomllib.loads(read_file(find_scenario(None)), parse_float=Decimal)


def _key(name: str, group: str, places: Sequence[_Place]) -> Key:
    """Return a key whose places move together."""
    sides = []
    for factor in (LOW, HIGH):
        moved = [(place, place.moved(factor)) for place in places]
        changes = tuple(
            (place.key, f"{new:f}") for place, new in moved if Decimal(place.value) != new
        )
        if changes:
            sides.append(Side(_shown(new for _, new in moved), changes))
    return Key(name, group, _shown(place.value for place in places), tuple(sides))


def _shown(values: Iterator[Number]) -> str:
    return ", ".join(f"{Decimal(value).normalize():f}" for value in values)


def _numbers(table: Mapping[str, Any]) -> Iterator[tuple[str, Number]]:
    """Yield the numbers of a table that can be moved."""
    for name, value in table.items():
        if name not in _SOURCES and isinstance(value, int | Decimal) and value:
            yield name, value


def _rules() -> Iterator[Key]:
    for block in _told()["rules"]:
        for name, value in _numbers(block):
            share = f"{name}_ppm" in NUMBERS
            stored = name if name in NUMBERS else f"{name}_ppm" if share else f"{name}_micro"
            if not NUMBERS[stored][1].startswith(_SWITCH):
                key = f"rules.{name}"
                # A share that is written 1 is no count of things.
                number = Decimal(value) if share else value
                yield _key(key, "rules", [_Place(key, number, _SHARE if share else _FREE)])


def _consents() -> Iterator[Key]:
    for consent in _told()["consents"]:
        for table in ("odds", "odds_restricted", "review_days", "review_restricted_days"):
            for name, value in _numbers(consent.get(table, {})):
                key = f"consents.{consent['actor']}.{table}.{name}"
                share = table.startswith("odds")
                place = _Place(key, Decimal(value) if share else value, _SHARE if share else _FREE)
                yield _key(key, "consents", [place])


def _gauges() -> Iterator[Key]:
    for gauge in _told()["gauges"]:
        high = Decimal(gauge.get("high", _GAUGE_HIGH))
        if gauge["start"]:
            key = f"gauges.{gauge['id']}.start"
            yield _key(key, "gauges", [_Place(key, gauge["start"], (Decimal(0), high))])


def _mixes() -> Iterator[Key]:
    scenario = load_scenario(None)
    for actor in _told()["actors"]:
        priors = {one["id"]: Decimal(one["prior"]) for one in actor.get("personalities", ())}
        for name in priors if len(priors) > 1 else ():
            sides = []
            for factor in (LOW, HIGH):
                weights = _reweighted(priors, name, min(Decimal(1), priors[name] * factor))
                text = "+".join(f"{one}:{weight}" for one, weight in weights.items())
                sides.append(Side(f"{weights[name]:f}", mixed(scenario, actor["id"], text)))
            key = f"mix.{actor['id']}.{name}"
            yield Key(key, "mixes", f"{priors[name]:f}", tuple(sides))


def _reweighted(priors: Mapping[str, Decimal], name: str, prior: Decimal) -> dict[str, Decimal]:
    """Return priors with one of them set; the others keep their proportions."""
    rest = (1 - prior) / (1 - priors[name])
    return {
        one: (prior if one == name else weight * rest).quantize(_PLACES)
        for one, weight in priors.items()
    }


def _personalities() -> Iterator[Key]:
    for actor in _told()["actors"]:
        tempers = actor.get("personalities", ())
        names = dict.fromkeys(name for one in tempers for name in one["parameters"])
        for name in names:
            places = [
                _Place(
                    f"actors.{actor['id']}.personalities.{one['id']}.parameters.{name}",
                    one["parameters"][name],
                    _bounds(name),
                )
                for one in tempers
                if one["parameters"].get(name)
            ]
            if places:
                yield _key(f"actors.{actor['id']}.*.{name}", "personalities", places)


def _bounds(name: str) -> Bounds:
    knob = knobs().get(name) or knobs().get(f"{name}_ppm") or knobs().get(f"{name}_micro")
    return _FREE if knob is None else (knob.low, knob.high)


def _readings() -> Iterator[Key]:
    for reading in _told()["readings"]:
        for issue, table in reading["tables"].items():
            for option, value in _numbers(table):
                key = f"readings.{reading['actor']}.tables.{issue}.{option}"
                yield _key(key, "readings", [_Place(key, value)])


_MAKERS = {
    "rules": _rules,
    "consents": _consents,
    "gauges": _gauges,
    "mixes": _mixes,
    "personalities": _personalities,
    "readings": _readings,
}
