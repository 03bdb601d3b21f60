"""The form of a new class: what it says, and what is wrong with it."""

from collections.abc import Mapping

from classroom.cohort.facts import ARRIVAL, BARGAINING, LAYOUTS, LISTED, PHASES
from classroom.founding import scenarios
from classroom.teacher.entrance import TABLES_MOST, Draft, listed_names
from classroom.teacher.plans import DEFAULT, PLANS, custom_seconds
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
    )


def checked(draft: Draft) -> tuple[Mapping[str, int], tuple[str, ...]]:
    """Return the seconds by phase, and codes of what is wrong (`class.teach.fault.<code>`)."""
    plan = PLANS.get(draft.plan)
    typed = custom_seconds(draft.minutes) if plan is None else plan.seconds
    wrong = {
        "scenario": bool(draft.scenario) and draft.scenario not in scenarios(),
        "tables": bool(draft.tables) and not _is_count(draft.tables),
        "names": draft.layout == LISTED and not listed_names(draft.names),
        "minutes": typed is None,
        "no_bargaining": typed is not None and not typed.get(BARGAINING),
    }
    return dict(typed or {}), tuple(code for code, is_wrong in wrong.items() if is_wrong)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5 and 0 < int(text) <= TABLES_MOST  # noqa: PLR2004
