"""
Scenario files: TOML in, a compiled `Scenario` of exact integers out.

All faults of a file are found in one pass, each with its line. In the file a quantity stands in
plain numbers (0.15, 29.5 points, day 12); here it becomes millionths, thousandths and minutes.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import sim.scenario_text as files
import sim.scenario_units as units
from sim.domain import actors as roles
from sim.domain.actors import Actor, Personality
from sim.domain.deal import Issue, Option
from sim.domain.moves import MOVES
from sim.domain.preferences import GaugeTerm, OutcomeWorth, Preferences, Term
from sim.domain.rules.gauges import CONDITIONS
from sim.domain.setting import Card, Consent, Drift, Gauge, Reading, Scenario, Table
from sim.domain.units import MILLI, MINUTES_DAY, MINUTES_HOUR, PPM
from sim.scenario_check import Node, Problem, ScenarioError, moment, office, opening
from sim.scenario_text import list_scenarios
from sim.scenario_varied import Changes, changed
from sim.scenario_whole import check_whole

__all__ = (
    "Problem",
    "ScenarioError",
    "check_scenario",
    "list_scenarios",
    "load_scenario",
    "new_scenario_text",
)

Names = Collection[str]
Issues = Mapping[str, Issue]

ALWAYS = ("wait", "take", "release", "reseed")
"""Moves without which no game can be played or taught; a scenario's list need not name them."""
OUTCOMES = ("deal", "rival", "blocked", "banned", "lapsed", "walked")
CAUSES = (
    "card", "traced", "order_again", "finding", "close_early", "undertaking",
    "inquiry_left", "unratified", "approve_soft", "block_hard", "endorsed_failed",
)  # fmt: skip
PLAIN_CAUSES = ("sold", "deadline_passed", "voided")
CAUSE_ENDS = ("improved", "repeated", "granted", "denied")
_OPTIONS_MAX = 10_000


def load_scenario(name_or_path: str | Path | Scenario | None, changes: Changes = ()) -> Scenario:
    """
    Return the compiled scenario of a shipped name or of a file; a `Scenario` stands for itself.

    `changes` sets values of the file by dotted key, each as TOML writes it (`sim.scenario_varied`).

    Raises:
        ScenarioError: with every fault of the file; CannotError: for a change of what is not there.

    """
    if isinstance(name_or_path, Scenario):
        return name_or_path
    path = files.find_scenario(name_or_path)
    return _compiled(files.read_file(path), str(path), tuple(changes))


def check_scenario(path: str | Path) -> tuple[Problem, ...]:
    """Return all faults of a scenario's file in the order of lines; none means it can be played."""
    try:
        load_scenario(path)
    except ScenarioError as error:
        return error.problems
    return ()


def new_scenario_text(name: str) -> str:
    """Return a commented scenario file that passes the check, ready to be changed."""
    return files.filled_template(name)


@lru_cache(maxsize=64)
def _compiled(text: str, file: str, changes: Changes) -> Scenario:
    root = changed(files.parse(text, file), changes)
    scenario = _scenario(root)
    check_whole(root, scenario, files.knobs())
    files.check_sources(root)
    root.reader.finish()
    return scenario


def _scenario(root: Node) -> Scenario:
    opens = opening(root)
    horizon = moment(root, "horizon", opens) or 0
    issues = tuple(map(_issue, root.children("issues")))
    people = tuple(_actor(node, opens, horizon) for node in root.children("actors"))
    seats = tuple(actor.id for actor in people if actor.is_seat)
    gauges = tuple(_gauge(node, seats) for node in root.children("gauges"))
    names = {actor.id: _shared_parameters(actor) for actor in people}
    cards = tuple(map(_card, root.children("cards")))
    tables = tuple(_table(node, names) for node in root.children("tables"))
    by_id = {issue.id: issue for issue in issues}
    gauge_ids = tuple(gauge.id for gauge in gauges)
    places = tuple(table.id for table in tables)
    moves = root.words("moves", MOVES)
    return Scenario(
        id=root.text("id"),
        version=root.number("version", bounds=(1, PPM)),
        opens=opens.isoformat(),
        horizon=horizon,
        closes=moment(root, "closes", opens, required=False),
        deadline_latest=moment(root, "deadline_latest", opens) or 0,
        issues=issues,
        actors=people,
        tables=tables,
        preferences={
            (seat := node.word("actor", names)): _preferences(
                node, by_id, gauge_ids, names.get(seat, ())
            )
            for node in root.children("preferences")
        },
        gauges=gauges,
        effects=_effects(root.child("effects"), gauge_ids, cards),
        cards=cards,
        consents=tuple(_consent(node, by_id, names, places) for node in root.children("consents")),
        readings=tuple(_reading(node, by_id, names) for node in root.children("readings")),
        questions=root.words("questions") or ("reservation",),
        voidable=root.word("voidable", by_id, ""),
        moves=tuple(dict.fromkeys((*moves, *ALWAYS))) if moves else (),
        numbers=units.numbers_of(root),
    )


# --- issues and actors


def _issue(node: Node) -> Issue:
    options: tuple[Option, ...]
    if "range" in node.table:
        steps = node.child("range")
        first, last = steps.number("from"), steps.number("to")
        step = steps.number("step", bounds=(1, 10**9)) or 1
        options = tuple(range(first, min(last, first + step * _OPTIONS_MAX) + 1, step))
        if first + step * (len(options) - 1) != last:
            node.say("range", f"`range` never meets its end {last}", "correct the step or the end")
    else:
        options = _options(node)
    if len(set(map(str, options))) != len(options):
        node.say("options", "an option stands twice", "give every option once")
    return Issue(id=node.text("id"), options=options or ("none",), unit=node.text("unit", ""))


def _options(node: Node) -> tuple[Option, ...]:
    value = node.get("options")
    if isinstance(value, list) and value and not any(isinstance(item, bool) for item in value):
        for kind in (int, str):
            if all(isinstance(item, kind) for item in value):
                return tuple(value)
    node.say(
        "options", "`options` is no list", "give whole numbers only or texts only, at least one"
    )
    return ()


def _actor(node: Node, opens: datetime, horizon: int) -> Actor:
    strategy = node.text("strategy")
    if strategy and not files.is_strategy(strategy):
        node.say(
            "strategy", f'"{strategy}" is no strategy', "see docs/scenarios.md for their names"
        )
    return Actor(
        id=node.text("id"),
        kind=node.word("kind", roles.KINDS),
        role=node.word("role", roles.ROLES),
        rank=node.number("rank", bounds=(0, 10_000)),
        strategy=strategy,
        attention_day=node.number("attention_day", default=2, bounds=(0, 24)),
        cadence_minutes=node.number("cadence_hours", MINUTES_HOUR, 2880, bounds=(1, 2000)),
        offsets=files.offsets(files.zone(node), opens, horizon),
        office=office(node),
        personalities=tuple(map(_personality, node.children("personalities"))),
        habits=_habits(node.child("habits")),
        colour=node.text("colour", "grey"),
        mark=node.text("mark", "hexagon"),
        emblem=node.text("emblem", ""),
    )


def _personality(node: Node) -> Personality:
    return Personality(
        id=node.text("id"),
        prior_ppm=node.number("prior", PPM, bounds=(0, 1)),
        parameters=_parameters(node.child("parameters")),
        spread=_parameters(node.child("spread")),
    )


def _habits(node: Node) -> dict[str, dict[str, int]]:
    """Return the parameters of who plays a seat well or ill."""
    return {
        skill: _parameters(node.child(skill))
        for skill in node.names()
        if node.allows(skill, roles.SKILLS)
    }


def _parameters(node: Node) -> dict[str, int]:
    found = {}
    for key in node.names():
        name = units.plain_name(node, key, files.knobs())
        found[name] = node.number(key, PPM, bounds=(0, 1) if name.endswith("_ppm") else None)
    return found


def _table(node: Node, names: Names) -> Table:
    members = node.words("members", names)
    if len(set(members)) < 2:  # noqa: PLR2004
        node.say("members", "a table needs two members", "name at least two seats, each once")
    outcome = node.word("outcome", ("deal", "rival"), "deal")
    return Table(id=node.text("id"), members=members, outcome=outcome)


# --- what it is worth


def _factors(node: Node, issues: Issues, scale: int) -> dict[str, dict[str, int]]:
    """Return tables of a number for every option, one table an issue."""
    return {
        name: _option_table(node.child(name), issues[name], scale)
        for name in node.names()
        if node.allows(name, issues)
    }


def _option_table(
    node: Node, issue: Issue, scale: int, bounds: tuple[int, int] | None = None
) -> dict[str, int]:
    """Return a number for every option, given one by one or as `base + each * option`."""
    if "each" in node.table:
        each, base = node.number("each", PPM * scale), node.number("base", scale, 0)
        numbers = [option for option in issue.options if isinstance(option, int)]
        if len(numbers) != len(issue.options):
            node.say(
                "each", "`each` needs options that are numbers", "give every option its number"
            )
        return {str(option): base + each * option // PPM for option in numbers}
    known = tuple(map(str, issue.options))
    for key in node.names():
        node.allows(key, known)
    for option in known:
        if option not in node.table:
            place = (node.keys, f'no number for option "{option}" of issue `{issue.id}`')
            node.reader.say(*place, f"add {option} = ...")
    return {option: node.number(option, scale, 0, bounds) for option in known}


def _shared_parameters(actor: Actor) -> tuple[str, ...]:
    """Return the parameters that every personality of an actor brings."""
    brought = [set(temper.parameters) for temper in actor.personalities]
    return tuple(sorted(set.intersection(*brought))) if brought else ()


def _preferences(node: Node, issues: Issues, gauges: Names, known: Names) -> Preferences:
    outcomes = node.child("outcomes")
    return Preferences(
        unit=node.number("utility_per_point", PPM, bounds=(0, 1000)),
        terms=tuple(
            Term(
                id=term.text("id"),
                factors=_factors(term.child("factors"), issues, PPM),
                scale=term.word("scale", known, ""),
                bracket=term.word("bracket", ("", "restricted"), ""),
            )
            for term in node.children("terms")
        ),
        outcomes={
            kind: _worth(outcomes.child(kind), gauges, known)
            for kind in outcomes.names()
            if outcomes.allows(kind, OUTCOMES)
        },
    )


def _worth(node: Node, gauges: Names, known: Names) -> OutcomeWorth:
    return OutcomeWorth(
        base=node.number("base", PPM, 0),
        parameter=node.word("parameter", known, ""),
        scale=node.number("scale", PPM, PPM),
        package=node.flag("package"),
        gauges=tuple(
            GaugeTerm(
                gauge=slope.word("gauge", gauges),
                pivot=slope.number("pivot", MILLI, 0),
                slope=slope.number("slope", PPM),
                side=slope.word("side", ("both", "above", "below"), "both"),
            )
            for slope in node.children("gauges")
        ),
    )


# --- state and consent


def _gauge(node: Node, seats: Names) -> Gauge:
    drifts = tuple(
        Drift(
            when=drift.word("when", CONDITIONS),
            per_day=drift.number("per_day", MILLI),
            toward=drift.number("toward", MILLI) if "toward" in drift.table else None,
        )
        for drift in node.children("drifts")
    )
    return Gauge(
        id=node.text("id"),
        start=node.number("start", MILLI),
        low=node.number("low", MILLI, 0),
        high=node.number("high", MILLI, 100 * MILLI),
        drifts=drifts,
        seats=node.words("seats", seats),
    )


def _card(node: Node) -> Card:
    return Card(id=node.text("id"), roles=node.words("roles", roles.ROLES))


def _effects(node: Node, gauges: Names, cards: tuple[Card, ...]) -> dict[str, dict[str, int]]:
    """Return gauge changes by cause: `[effects.threaten] host = {..}` is "threaten.host"."""
    found = {}
    ends = (*roles.ROLES, *roles.KINDS, *CAUSE_ENDS, *(card.id for card in cards))
    for kind in node.names():
        node.allows(kind, (*MOVES, *OUTCOMES, *CAUSES, *PLAIN_CAUSES))
        inner = node.child(kind)
        if kind in (*OUTCOMES, *PLAIN_CAUSES):
            found[kind] = _changes(inner, gauges)
            continue
        for end in inner.names():
            inner.allows(end, ends)
            found[f"{kind}.{end}"] = _changes(inner.child(end), gauges)
    return found


def _changes(node: Node, gauges: Names) -> dict[str, int]:
    return {g: node.number(g, MILLI) for g in node.names() if node.allows(g, gauges)}


def _consent(node: Node, issues: Issues, names: Names, tables: Names) -> Consent:
    when = node.child("when")
    issue = node.word("issue", issues, "") if "issue" in node.table else ""
    restricted = _span(node, "review_restricted_days")
    return Consent(
        actor=node.word("actor", names),
        veto=node.flag("veto", default=True),
        always=node.flag("always"),
        when={name: _some_options(when, name, issues) for name in when.names()},
        tables=node.words("tables", tables),
        review_minutes=_span(node, "review_days") or (2880, 7200),
        review_restricted_minutes=restricted,
        issue=issue,
        odds=_odds(node, "odds", issues.get(issue)),
        odds_restricted=_odds(node, "odds_restricted", issues.get(issue)),
    )


def _some_options(node: Node, name: str, issues: Issues) -> tuple[Option, ...]:
    if not node.allows(name, issues):
        return ()
    known = {str(option): option for option in issues[name].options}
    value = node.get(name)
    found = value if isinstance(value, list) and value else [""]
    for option in found:
        if str(option) not in known:
            node.unknown(name, str(option), known)
    return tuple(known[str(option)] for option in found if str(option) in known)


def _span(node: Node, key: str) -> tuple[int, int] | None:
    """Return a shortest and a longest time given in days, in minutes."""
    if key not in node.table:
        return None
    span = node.child(key)
    low, high = (span.number(end, MINUTES_DAY, bounds=(0, 366)) for end in ("from", "to"))
    if low > high:
        node.say(key, f"`{key}` ends before it begins", "swap from and to")
    return (low, high)


def _odds(node: Node, key: str, issue: Issue | None) -> dict[str, int]:
    if key not in node.table:
        return {}
    if issue is None:
        node.say(key, f"`{key}` needs the issue it depends on", 'add issue = "..."')
        return {}
    return _option_table(node.child(key), issue, PPM, (0, 1))


def _reading(node: Node, issues: Issues, names: Names) -> Reading:
    tables = _factors(node.child("tables"), issues, MILLI)
    return Reading(actor=node.word("actor", names), tables=tables)
