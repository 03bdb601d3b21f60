"""The way in: the passphrase, the list of classes, a new class."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from classroom.cohort.facts import ARRIVAL, CLOSED, LAYOUTS, PHASES
from classroom.pages import render
from classroom.teacher.notices import told
from classroom.teacher.plans import CUSTOM, DEFAULT, PLANS
from sim.words import Text, languages, load, vocabulary

TIMED = tuple(phase for phase in PHASES if phase != CLOSED)
"""Phases that may have minutes: a class closes when its teacher says so."""
TABLES_MOST = 300
NAMES_MOST = 2000
"""Lines of a pasted list that are read."""


@frozen(kw_only=True)
class Kept:
    """A class that lies in the teacher's store."""

    code: str
    title: str
    opened: tuple[int, int, int]
    """Year, month and day."""
    people: int
    tables: int
    phase: str
    closed: bool = False


@frozen(kw_only=True)
class Choice:
    """A scenario that may be chosen."""

    id: str
    title: str
    subtitle: str
    duration: str


@frozen(kw_only=True)
class Draft:
    """A new class as its form holds it, the first time or after a fault."""

    scenario: str = ""
    """Empty for the first of the choices."""
    lang: str = "en"
    layout: str = ARRIVAL
    tables: str = ""
    names: str = ""
    plan: str = DEFAULT
    minutes: Mapping[str, str] = field(factory=dict)
    word: bool = True
    mirrors: bool = False
    """Whether two share a seat, where people are left over."""


def login(lang: str, *, to: str = "", wrong: bool = False, wait_seconds: int = 0) -> str:
    """
    Return the page that asks for the passphrase; with seconds, it says how long to wait.

    With a place it asks once more, and says why: whoever is in goes on there.
    """
    values = {"wrong": wrong, "wait_seconds": wait_seconds, "langs": languages(), "to": to}
    return render("teacher/login.html", lang, values)


def classes(lang: str, kept: Sequence[Kept], notices: Sequence[str] = ()) -> str:
    """Return the list of classes as given, with a way to a new and to a sample class."""
    t = load(lang)
    lines = [
        {"kept": one, "opened": date_words(t, one.opened), "phase": t(f"class.phase.{one.phase}")}
        for one in kept
    ]
    values = {"lines": lines, "notices": told(t, notices), "langs": languages()}
    return render("teacher/classes.html", lang, values)


def new(
    lang: str,
    scenarios: Sequence[str],
    draft: Draft | None = None,
    faults: Sequence[str] = (),
) -> str:
    """
    Return the form of a new class; `faults` are codes of `class.teach.fault.<code>`.

    `code=value` fills the `{value}` of its text.

    Fields: scenario, lang, layout, tables, names, plan, minutes_<phase>, word, mirrors.
    """
    filled = Draft(lang=lang) if draft is None else draft
    values = {
        "choices": choices(lang, scenarios),
        "draft": filled,
        "faults": tuple(_fault(load(lang), one) for one in faults),
        "layouts": LAYOUTS,
        "plans": tuple(PLANS.values()),
        "custom": CUSTOM,
        "phases": TIMED,
        "minutes": {phase: filled.minutes.get(phase, _minutes(phase)) for phase in TIMED},
        "langs": languages(),
        "tables_most": TABLES_MOST,
    }
    return render("teacher/new.html", lang, values)


def _fault(t: Text, fault: str) -> str:
    code, _, value = fault.partition("=")
    return t(f"class.teach.fault.{code}", value=value)


def _minutes(phase: str) -> str:
    step = PLANS[DEFAULT].step(phase)
    return "" if step is None else str(step.seconds // 60)


def choices(lang: str, scenarios: Sequence[str]) -> tuple[Choice, ...]:
    """Return what is said of each scenario where one is chosen."""
    found = []
    for name in scenarios:
        texts = vocabulary(name, lang)
        some = {key: texts.get(key, "") for key in ("subtitle", "duration")}
        found.append(Choice(id=name, title=texts.get("title", name), **some))
    return tuple(found)


def date_words(t: Text, day: tuple[int, int, int]) -> str:
    """Return a date in words of a catalogue."""
    year, month, number = day
    first = t("format.day.first") if number == 1 else str(number)
    return t("format.date", day=first, month=t(f"month.{month}"), year=year)


def listed_names(pasted: str) -> tuple[str, ...]:
    """
    Return the names of a pasted list, one a line.

    Spreadsheets put further columns after a tab or a semicolon; those are left out.
    """
    lines = pasted.splitlines()[:NAMES_MOST]
    names = (" ".join(line.replace(";", "\t").split("\t")[0].split()) for line in lines)
    return tuple(name for name in names if name)
