"""
Lessons as data: `assets/lessons/NAME.toml`, with its texts and the small scenario it is played in.

A lesson says who plays whom under which seed, and its steps: a goal and named hints, each an
assertion on the record (`sim.projections.lessons`). All faults of a file are told at once.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import sim.scenario_text as files
from sim.domain.deal import Option
from sim.domain.events import EVENTS
from sim.domain.lookup import index_of
from sim.domain.moves import MOVES
from sim.domain.setting import Scenario
from sim.domain.units import MINUTES_DAY, PPM
from sim.places import assets_folder
from sim.projections import lessons as made
from sim.scenario import OUTCOMES, load_scenario
from sim.scenario_check import Node, Problem, ScenarioError, suggestion

_WAYS = ("up", "down", "same")
_LANGUAGES = ("en", "fr")


def list_lessons() -> tuple[str, ...]:
    """Return the names of the shipped lessons in the order in which they are learnt."""
    names = (path.name.removesuffix(".en.toml") for path in _folder().glob("*.en.toml"))
    return tuple(sorted(names, key=lambda name: load_lesson(name).place))


def load_lesson(name_or_path: str | Path) -> made.Lesson:
    """
    Return a lesson by its name or its file.

    Raises:
        ScenarioError: with every fault of the file.

    """
    path = Path(name_or_path)
    path = path if path.suffix else _folder() / f"{path}.toml"
    return _read(files.read_file(path), str(path))


def check_lesson(path: str | Path) -> tuple[Problem, ...]:
    """Return all faults of a lesson's file in the order of lines; none means it can be played."""
    try:
        load_lesson(path)
    except ScenarioError as error:
        return error.problems
    return ()


def lesson_texts(name_or_path: str | Path, lang: str) -> Mapping[str, str]:
    """Return the texts of a lesson by dotted key; what a language lacks is told in English."""
    path = Path(name_or_path)
    return files.texts_beside(path if path.suffix else _folder() / f"{path}.toml", lang)


def _folder() -> Path:
    return assets_folder() / "lessons"


@lru_cache(maxsize=16)
def _read(text: str, file: str) -> made.Lesson:
    root = files.parse(text, file)
    lesson = _lesson(root)
    _check_ids(root, lesson)
    _check_texts(root, lesson, Path(file))
    files.check_sources(root)
    root.reader.finish()
    return lesson


def _lesson(root: Node) -> made.Lesson:
    scenario = _scenario(root)
    actors = index_of(scenario).actors if scenario is not None else {}
    seats = [name for name, actor in actors.items() if actor.is_seat]
    return made.Lesson(
        id=root.text("id"),
        place=root.number("place", bounds=(1, 99)),
        scenario=root.text("scenario"),
        seat=root.word("seat", seats) if actors else root.text("seat"),
        seed=root.number("seed", bounds=(0, 2**31)),
        figure=root.word("figure", made.FIGURES),
        strategies=_strategies(root.child("strategies"), seats),
        tempers=_tempers(root.child("tempers"), scenario),
        draft=_draft(root.child("draft"), scenario),
        steps=tuple(_step(node, scenario) for node in _steps(root)),
    )


def _scenario(root: Node) -> Scenario | None:
    """Return the scenario that is named; a faulty one is a fault of the lesson too."""
    name = root.text("scenario")
    try:
        return load_scenario(name) if name else None
    except ScenarioError as error:
        first = error.problems[0]
        root.say("scenario", f"the scenario cannot be played: {first}", "correct it first")
        return None


def _strategies(node: Node, seats: list[str]) -> dict[str, str]:
    found = {}
    for actor in node.names():
        if not seats or node.allows(actor, seats):
            found[actor] = node.text(actor)
            if not files.is_strategy(found[actor]):
                node.say(actor, f'"{found[actor]}" is no strategy', "see docs/scenarios.md")
    return found


def _tempers(node: Node, scenario: Scenario | None) -> dict[str, str]:
    if scenario is None:
        return {}
    actors = index_of(scenario).actors
    return {
        actor: node.word(actor, [one.id for one in actors[actor].personalities])
        for actor in node.names()
        if node.allows(actor, actors)
    }


def _draft(node: Node, scenario: Scenario | None) -> dict[str, Option]:
    """Return a whole package, an option for every issue."""
    found: dict[str, Option] = {}
    issues = index_of(scenario).issues if scenario is not None else {}
    names = [name for name in node.names() if not issues or node.allows(name, issues)]
    for issue in issues.values():
        if issue.id not in names:
            node.say(issue.id, f"the draft leaves out `{issue.id}`", f"add {issue.id} = ...")
        elif (option := node.table[issue.id]) in issue.options:
            found[issue.id] = issue.options[issue.options.index(option)]
        else:
            node.unknown(issue.id, str(option), tuple(map(str, issue.options)))
    return found


def _steps(root: Node) -> tuple[Node, ...]:
    found = root.children("steps")
    if not found:
        root.say("steps", "the lesson has no step", "add [[steps]] with an id, a goal and hints")
    return found


def _step(node: Node, scenario: Scenario | None) -> made.Step:
    return made.Step(
        id=node.text("id"),
        goal=_assertion(node.child("goal"), scenario),
        hints=tuple(
            made.Hint(id=hint.text("id"), when=_assertion(hint.child("when"), scenario))
            for hint in node.children("hints")
        ),
        move=node.word("move", MOVES, ""),
    )


# --- assertions

Reading = Callable[[Node, Scenario | None], made.Assertion]


def _assertion(node: Node, scenario: Scenario | None) -> made.Assertion:
    """Return the assertion of a table, whose `is` says of which kind it is."""
    kind = node.word("is", KINDS)
    return KINDS[kind](node, scenario) if kind in KINDS else made.Reached(minute=0)


def _heard(node: Node, scenario: Scenario | None) -> made.Assertion:
    kinds = {name.partition("/")[0] for name in EVENTS}
    actors = index_of(scenario).actors if scenario is not None else {}
    by = node.text("by", "")
    if by and actors and by not in (made.ME, *actors):
        node.unknown("by", by, (made.ME, *actors))
    values = node.child("values")
    return made.Heard(
        event=node.word("event", kinds),
        by=by,
        values={name: values.text(name) for name in values.names()},
    )


def _offered(node: Node, scenario: Scenario | None) -> made.Assertion:
    terms = node.child("terms")
    return made.Offered(
        terms={
            name: _span(terms, name)
            for name in terms.names()
            if _is_number(terms, name, name, scenario)
        }
    )


def _conceded(node: Node, scenario: Scenario | None) -> made.Assertion:
    issue = node.text("issue")
    _is_number(node, "issue", issue, scenario)
    return made.Conceded(issue=issue, share=_span(node, "share", PPM))


def _changed(node: Node, _: Scenario | None) -> made.Assertion:
    return made.Changed(mine=node.word("mine", _WAYS), theirs=node.word("theirs", _WAYS))


def _halved(node: Node, scenario: Scenario | None) -> made.Assertion:
    known = None if scenario is None else tuple(index_of(scenario).issues)
    return made.Halved(issues=node.words("issues", known))


def _closes(node: Node, _: Scenario | None) -> made.Assertion:
    return made.Closes(odds=_span(node, "odds", PPM))


def _signed(node: Node, _: Scenario | None) -> made.Assertion:
    return made.Signed(minutes=_span(node, "day", MINUTES_DAY), odds=_span(node, "odds", PPM))


def _reached(node: Node, _: Scenario | None) -> made.Assertion:
    return made.Reached(minute=node.number("day", MINUTES_DAY, bounds=(0, 3660)))


def _ended(node: Node, _: Scenario | None) -> made.Assertion:
    outcomes = node.words("outcomes", OUTCOMES)
    return made.Ended(
        outcomes=outcomes or OUTCOMES,
        claimed=_span(node, "claimed", PPM),
        created=_span(node, "created", PPM),
    )


KINDS: Mapping[str, Reading] = {
    "heard": _heard,
    "offered": _offered,
    "conceded": _conceded,
    "changed": _changed,
    "halved": _halved,
    "closes": _closes,
    "signed": _signed,
    "reached": _reached,
    "ended": _ended,
}


def _span(node: Node, key: str, scale: int = 1) -> made.Span:
    """Return a range given as `{ least = .., most = .. }`; an end left out is open."""
    span = node.child(key)
    ends = {
        end: span.number(end, scale) if end in span.table else None for end in ("least", "most")
    }
    low, high = ends["least"], ends["most"]
    if low is not None and high is not None and low > high:
        span.say("least", f"`{key}` ends before it begins", "swap least and most")
    return made.Span(least=low, most=high)


def _is_number(node: Node, key: str, issue: str, scenario: Scenario | None) -> bool:
    """Tell whether an issue is there and its options are numbers; note a fault if not."""
    if scenario is None or not issue:
        return False
    known = index_of(scenario).issues
    if issue not in known:
        node.say(key, f'"{issue}" is no issue of the scenario', suggestion(issue, known))
        return False
    if not all(isinstance(option, int) for option in known[issue].options):
        node.say(key, f'the options of "{issue}" are no numbers', "name another issue")
        return False
    return True


# --- the file as a whole


def _check_ids(root: Node, lesson: made.Lesson) -> None:
    """Note a step that stands twice, or a hint that does in its step."""
    for place, step in enumerate(lesson.steps):
        if [one.id for one in lesson.steps].index(step.id) != place:
            wrong = f'the step "{step.id}" stands twice'
            root.reader.say(("steps", place, "id"), wrong, "give every step its own id")
        names = [hint.id for hint in step.hints]
        for at, name in enumerate(names):
            if names.index(name) != at:
                wrong = f'the hint "{name}" stands twice'
                root.reader.say(
                    ("steps", place, "hints", at, "id"), wrong, "give every hint its own id"
                )


def _check_texts(root: Node, lesson: made.Lesson, path: Path) -> None:
    """Whatever a person is to read is there in every language."""
    for lang in _LANGUAGES:
        own = files.texts_beside(path, lang, fall_back=False)
        for key in ("title", "aim", "duration", "learnt", "figure", "figure_none"):
            if key not in own:
                _say_missing(root, ("id",), key, lang)
        for place, step in enumerate(lesson.steps):
            for key in (f"steps.{step.id}.{part}" for part in ("label", "say")):
                if step.id and key not in own:
                    _say_missing(root, ("steps", place), key, lang)
            for at, hint in enumerate(step.hints):
                key = f"steps.{step.id}.hints.{hint.id}"
                if hint.id and key not in own:
                    _say_missing(root, ("steps", place, "hints", at), key, lang)


def _say_missing(root: Node, keys: tuple[str | int, ...], key: str, lang: str) -> None:
    file = f"{Path(root.reader.file).stem}.{lang}.toml"
    root.reader.say(keys, f"no text `{key}` in {file}", "write it there")
