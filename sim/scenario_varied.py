"""One value of a scenario's document set by a dotted key: what a sweep varies."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches

from sim.domain.rules.numbers import NUMBERS
from sim.errors import CannotError
from sim.scenario_check import SOURCE_KEYS, Keys, Node, Reader
from sim.scenario_units import bare_names

Changes = Sequence[tuple[str, str]]
"""Dotted keys with the values to set there, as TOML writes them."""
_RULES = "rules"
_NAMES = ("id", "actor")
"""By what an entry of an array of tables is called; blocks of rules have no name of their own."""


def changed(root: Node, changes: Changes) -> Node:
    """Return a document with values set; faults of it are told at the lines of the old ones."""
    table = dict(root.table)
    for key, text in changes:
        table = _unsaid(table, key)
        table = put(table, place_of(table, key), value_of(text))
    return Reader(root.reader.file, root.reader.lines).node((), table) if changes else root


def _unsaid(table: dict[str, object], key: str) -> dict[str, object]:
    """Return a document that says a number of the rules which it left at its default."""
    head, _, name = key.partition(".")
    blocks = table.get(_RULES, [])
    if head != _RULES or name not in bare_names(NUMBERS) or not isinstance(blocks, list):
        return table
    said = any(name in block for block in blocks)
    return table if said else {**table, _RULES: [*blocks, {name: 0, "assumption": "varied"}]}


def value_of(text: str) -> object:
    """Return a value as TOML reads it, numbers exactly; a bare word is a text."""
    try:
        return tomllib.loads(f"v = {text}\n", parse_float=Decimal)["v"]
    except (ValueError, ArithmeticError, RecursionError):
        return text


def place_of(table: Mapping[str, object], key: str) -> Keys:
    """
    Return where a dotted key stands: names of tables, ids or actors of entries, then the key.

    Raises:
        CannotError: where there is no such key, with the nearest one, or where it is no value.

    """
    keys: Keys = ()
    here: object = table
    for name in key.split("."):
        step = _step(here, name)
        if step is None or name in SOURCE_KEYS:
            raise _unknown(key, name, _names(here))
        for part in step:
            here = here[part]  # type: ignore[index]
        keys = (*keys, *step)
    if _names(here):
        raise _unknown(key, None, _names(here))
    return keys


def _step(here: object, name: str) -> Keys | None:
    """Return the way from a table to what it calls by a name, or None."""
    if isinstance(here, Mapping):
        return (name,) if name in here else None
    for at, entry in enumerate(_entries(here)):
        if name in (entry.get(key) for key in _NAMES):
            return (at,)
        if not set(_NAMES) & set(entry) and name in entry:
            return at, name
    return None


def _entries(here: object) -> list[Mapping[str, object]]:
    return [one for one in here if isinstance(one, Mapping)] if isinstance(here, list) else []


def _names(here: object) -> tuple[str, ...]:
    """Return what may be said after a place; nothing where a value stands."""
    if isinstance(here, Mapping):
        return tuple(name for name in here if name not in SOURCE_KEYS)
    named = []
    for entry in _entries(here):
        own = [str(entry[key]) for key in _NAMES if key in entry]
        named += own or [name for name in entry if name not in SOURCE_KEYS]
    return tuple(named)


def _unknown(key: str, name: str | None, known: Collection[str]) -> CannotError:
    wrong = "it names no value" if name is None else f"there is no {name!r}"
    near = get_close_matches(name or "", known, n=1)
    if near:
        remedy = f"did you mean {near[0]}?"
    elif known:
        remedy = f"go on with one of {', '.join(sorted(known))}"
    else:
        remedy = "end the key before it"
    return CannotError(f"--vary {key}", wrong, remedy)


def put(table: Mapping[str, object], keys: Keys, value: object) -> dict[str, object]:
    """Return a document with one value set; the rest is shared with the old one."""
    return _put(table, keys, value)  # type: ignore[return-value]


def _put(here: object, keys: Keys, value: object) -> object:
    if not keys:
        return value
    first, *rest = keys
    if isinstance(here, list) and isinstance(first, int):
        return [
            _put(one, tuple(rest), value) if at == first else one for at, one in enumerate(here)
        ]
    assert isinstance(here, Mapping), "a place leads through tables"
    return {**here, first: _put(here[str(first)], tuple(rest), value)}
