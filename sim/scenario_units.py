"""Names of the rules' parameters as a scenario file writes them, and the units they stand for."""

from collections.abc import Collection

from sim.domain.rules.numbers import NUMBERS
from sim.domain.units import MILLI, PPM
from sim.scenario_check import Node

_MILLI_NAMES = (
    *("bar_", "weight_", "impatient_below", "distrust_below"),
    *("unmet_condition", "evasion_bar"),
)


def plain_name(node: Node, key: str, known: Collection[str]) -> str:
    """Return the stored name of a parameter, which carries its unit; the file leaves that out."""
    for suffix in ("_ppm", "_micro"):
        if key.endswith(suffix):
            bare = key.removesuffix(suffix)
            node.say(key, f"`{key}` carries a unit", f"write {bare} in plain numbers, as 0.15")
            return key
        if key + suffix in known:
            return key + suffix
    return key


def bare_names(names: Collection[str]) -> list[str]:
    """Return the names as a file writes them, without their units."""
    return [name.removesuffix("_ppm").removesuffix("_micro") for name in names]


def scale_of(name: str) -> int:
    """Return what a plain number of a rule parameter is multiplied with when it is stored."""
    if name.endswith(("_ppm", "_micro", "_points")):
        return PPM
    return MILLI if name.startswith(_MILLI_NAMES) else 1


def numbers_of(root: Node) -> dict[str, int]:
    """Return the rule parameters of all `[[rules]]` blocks under their names in the rules."""
    found: dict[str, int] = {}
    for node in root.children("rules"):
        for key in node.names():
            name = plain_name(node, key, NUMBERS)
            if name not in NUMBERS:
                node.unknown(key, key, bare_names(NUMBERS))
                continue
            if name in found:
                node.say(key, f"`{key}` stands twice", "keep one of them")
            bounds = (0, 1) if name.endswith("_ppm") else None
            found[name] = node.number(key, scale_of(name), bounds=bounds)
    return found
