"""The form of a new class: what it says, and what is wrong with it."""

from collections.abc import Mapping, Sequence

from classroom.cohort.facts import ARRIVAL, BARGAINING, LAYOUTS, LISTED, PHASES
from classroom.founding import scenarios, seats_of
from classroom.joining import plain
from classroom.teacher.entrance import TABLES_MOST, Draft, listed_names
from classroom.teacher.plans import DEFAULT, PLANS, custom_seconds
from sim.scenario import load_scenario
from sim.words import languages

_MINUTES = "minutes_"


def draft_of(fields: Mapping[str, str]) -> Draft:
    """Return the form as it was filled in; a sample class fills in nothing."""
    sample = bool(fields.get("sample"))
    return Draft(
        scenario=fields.get("scenario", ""),
        lang=lang if (lang := fields.get("lang", "")) in languages() else languages()[0],
        layout=layout if (layout := fields.get("layout", "")) in LAYOUTS else ARRIVAL,
        tables=fields.get("tables", "").strip(),
        names=fields.get("names", ""),
        plan=fields.get("plan") or DEFAULT,
        minutes={phase: fields.get(_MINUTES + phase, "") for phase in PHASES},
        word=bool(fields.get("word")) and not sample,
        mirrors=bool(fields.get("mirrors")),
    )


def checked(draft: Draft) -> tuple[Mapping[str, int], tuple[str, ...]]:
    """
    Return the seconds by phase, and codes of what is wrong (`class.teach.fault.<code>`).

    `code=value` fills the `{value}` of its text.
    """
    plan = PLANS.get(draft.plan)
    typed = custom_seconds(draft.minutes) if plan is None else plan.seconds
    names = listed_names(draft.names) if draft.layout == LISTED else ()
    unknown = bool(draft.scenario) and draft.scenario not in scenarios()
    uncounted = bool(draft.tables) and not _is_count(draft.tables)
    same = _same(names)
    wrong = {
        "scenario": unknown,
        "tables": uncounted,
        "names": draft.layout == LISTED and not names,
        f"same_names={same}": bool(same),
        "too_many": not (unknown or uncounted) and _too_many(draft, len(names)),
        "minutes": typed is None,
        "no_bargaining": typed is not None and not typed.get(BARGAINING),
    }
    return dict(typed or {}), tuple(code for code, is_wrong in wrong.items() if is_wrong)


def _same(names: Sequence[str]) -> str:
    """Return the names of a list that are the same to the door, or nothing."""
    by_plain: dict[str, list[str]] = {}
    for name in names:
        by_plain.setdefault(plain(name), []).append(name)
    return "; ".join(", ".join(some) for some in by_plain.values() if len(some) > 1)


def _too_many(draft: Draft, names: int) -> bool:
    """Tell whether a list is longer than the tables that were asked for have seats."""
    if not draft.tables:
        return False
    scenario = load_scenario(draft.scenario or scenarios()[0])
    return names > int(draft.tables) * len(seats_of(scenario))


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5 and 0 < int(text) <= TABLES_MOST  # noqa: PLR2004
