"""What a scenario as a whole must hold, beyond what each of its values must be."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from sim.domain.actors import HOUSE, Actor, Personality
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.scenario_check import SOURCE_KEYS, Keys, Node, suggestion
from sim.scenario_units import Knob


def check_whole(root: Node, scenario: Scenario, knobs: Mapping[str, Knob]) -> None:
    """Note every fault that needs more than one place of the file to be seen."""
    for array in ("issues", "actors", "gauges", "tables", "cards"):
        _check_ids(root, (array,), root.table.get(array))
    for array in ("preferences", "consents", "readings"):
        _check_ids(root, (array,), root.table.get(array), key="actor")
    for position, actor in enumerate(scenario.actors):
        _check_tempers(root, ("actors", position), actor, knobs, scenario)
        _check_spans(root, ("actors", position), actor, knobs, scenario)
        _check_habits(root, ("actors", position))
    _check_ranks(root, scenario)
    _check_times(root, scenario)
    _check_gauges(root, scenario)
    _check_tables(root, scenario)


def _check_ids(root: Node, keys: Keys, found: object, key: str = "id") -> None:
    """Ids are plain words and stand once."""
    known: set[str] = set()
    for position, item in enumerate(found if isinstance(found, list) else ()):
        name = item.get(key) if isinstance(item, dict) else None
        if not isinstance(name, str):
            continue
        place = (*keys, position, key)
        if name in known:
            root.reader.say(place, f'"{name}" stands twice', "give every one its own id")
        if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
            wrong = f'"{name}" is no id'
            root.reader.say(place, wrong, "use small letters, digits, _ and -, a letter first")
        known.add(name)


def _check_tempers(
    root: Node, keys: Keys, actor: Actor, knobs: Mapping[str, Knob], scenario: Scenario
) -> None:
    """Priors sum to one, and all personalities of an actor bring the same parameters."""
    tempers = actor.personalities
    table = root.table["actors"]
    assert isinstance(table, list)
    _check_ids(root, (*keys, "personalities"), table[int(keys[1])].get("personalities"))
    total = sum(temper.prior_ppm for temper in tempers)
    if tempers and total != PPM:
        wrong = f"the priors of `{actor.id}` sum to {Decimal(total) / PPM}"
        root.reader.say((*keys, "personalities", 0, "prior"), wrong, "make them sum to 1")
    read = set(knobs)
    if actor.id in scenario.preferences:
        wants = scenario.preferences[actor.id]
        read |= {term.scale for term in wants.terms}
        read |= {worth.parameter for worth in wants.outcomes.values()}
        read.discard("")  # what has no parameter names none
    every = {name for temper in tempers for name in temper.parameters}
    for position, temper in enumerate(tempers):
        _check_parameters(root, (*keys, "personalities", position), temper, every, read)
    for skill, habits in actor.habits.items():
        _check_read(root, (*keys, "habits", skill), habits, read)


def _check_parameters(
    root: Node, place: Keys, temper: Personality, every: set[str], read: set[str]
) -> None:
    for name in sorted(every - set(temper.parameters)):
        wrong = f"`{temper.id}` lacks the parameter `{name}` its siblings have"
        root.reader.say((*place, "parameters"), wrong, f"add {name.removesuffix('_ppm')} = ...")
    _check_read(root, (*place, "parameters"), temper.parameters, read)
    for name in sorted(set(temper.spread) - set(temper.parameters)):
        wrong = f"`spread` names `{name}`, which is no parameter here"
        remedy = suggestion(name, temper.parameters)
        root.reader.say((*place, "spread", name.removesuffix("_ppm")), wrong, remedy)


def _check_read(root: Node, place: Keys, brought: Collection[str], read: set[str]) -> None:
    """Note parameters that no preference and no strategy reads."""
    for name in sorted(set(brought) - read):
        if not name.startswith("x_"):
            bare = name.removesuffix("_ppm")
            wrong = f"nothing reads the parameter `{bare}`"
            remedy = f"{suggestion(name, read)}; names for strategies of your own begin with x_"
            root.reader.say((*place, bare), wrong, remedy)


def _check_spans(
    root: Node, keys: Keys, actor: Actor, knobs: Mapping[str, Knob], scenario: Scenario
) -> None:
    """Note numbers that no strategy can make sense of: a day after the end, a negative spread."""
    days = max(0, scenario.horizon // MINUTES_DAY)
    found = [
        *(((*keys, "habits", skill), habits, None) for skill, habits in actor.habits.items()),
        *(
            ((*keys, "personalities", at, part), brought, least)
            for at, temper in enumerate(actor.personalities)
            for part, brought, least in (
                ("parameters", temper.parameters, None),
                ("spread", temper.spread, Decimal(0)),
            )
        ),
    ]
    for place, brought, least in found:
        for name, stored in brought.items():
            value, bare = Decimal(stored) / PPM, name.removesuffix("_ppm")
            fault = knobs[name].fault(value, days, least) if name in knobs else None
            if fault is not None:
                root.reader.say((*place, bare), f"`{bare}` = {value} is {fault[0]}", fault[1])


def _check_habits(root: Node, keys: Keys) -> None:
    """Note a table of habits, or one skill's, that says nothing."""
    actors = root.table["actors"]
    assert isinstance(actors, list)
    habits = actors[int(keys[1])].get("habits")
    if not isinstance(habits, dict):
        return
    if not set(habits) - set(SOURCE_KEYS):
        remedy = "add skilled = { e = 2 } or clumsy = { e = 12 }, or leave the table out"
        root.reader.say((*keys, "habits"), "`habits` says nothing", remedy)
    for skill, table in habits.items():
        if table == {}:
            wrong, remedy = f"`{skill}` says nothing", "name a parameter in it, or leave it out"
            root.reader.say((*keys, "habits", skill), wrong, remedy)


def _check_ranks(root: Node, scenario: Scenario) -> None:
    """Ranks are unique, and the house acts last."""
    known: dict[int, str] = {}
    for position, actor in enumerate(scenario.actors):
        if actor.rank in known:
            wrong = f"rank {actor.rank} belongs to `{known[actor.rank]}` already"
            root.reader.say(("actors", position, "rank"), wrong, "give every actor its own rank")
        known[actor.rank] = actor.id
    houses = [actor for actor in scenario.actors if actor.kind == HOUSE]
    if len(houses) != 1 or houses[0].rank != max(known):
        wrong = "the last rank belongs to no house, or there are several houses"
        root.say("actors", wrong, 'add one actor of kind "house" with the largest rank')


def _check_times(root: Node, scenario: Scenario) -> None:
    """Note moments after the horizon."""
    moments = {"closes": scenario.closes, "deadline_latest": scenario.deadline_latest}
    for key, minute in moments.items():
        if minute is not None and minute > scenario.horizon:
            days = scenario.horizon // MINUTES_DAY
            root.say(key, f"`{key}` lies after the horizon (day {days})", "move one of them")
    if scenario.horizon <= 0:
        root.say("horizon", "the game has no time", "put the horizon after the opening")


def _check_gauges(root: Node, scenario: Scenario) -> None:
    """Note gauges that start outside their range."""
    for position, gauge in enumerate(scenario.gauges):
        if not gauge.low <= gauge.start <= gauge.high:
            wrong = f"`{gauge.id}` starts outside {gauge.low // MILLI}..{gauge.high // MILLI}"
            root.reader.say(("gauges", position, "start"), wrong, "correct start, low or high")


def _check_tables(root: Node, scenario: Scenario) -> None:
    """Whoever signs has preferences, and a consent names tables there are."""
    if not scenario.tables or not scenario.issues:
        root.say("tables", "nothing can be signed here", "give at least one table and one issue")
    wanting = {actor.id for actor in scenario.actors if actor.is_seat}
    wanting |= {member for table in scenario.tables for member in table.members}
    for position, actor in enumerate(scenario.actors):
        if actor.id in wanting and actor.id not in scenario.preferences:
            wrong = f"`{actor.id}` has no preferences"
            root.reader.say(("actors", position, "id"), wrong, "add its [[preferences]]")
