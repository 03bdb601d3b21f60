"""Papers of words alone: rubric, privacy notice, what to do when it breaks, glossary."""

from classroom.materials import page as p
from classroom.materials.powers import who_may
from classroom.materials.words import Words
from sim.charts.markup import Markup, el

CRITERIA = (("participation", 20), ("preparation", 30), ("process", 20), ("reflection", 30))
"""What is graded by default, with its points of a hundred; the outcome is not."""
LEVELS = 4
DAYS = 30
"""How long a class is kept unless the teacher says otherwise."""
_STORED = ("pseudonym", "name", "moves", "messages", "forms", "cookie")
_NEVER = ("account", "third", "profile", "grade")
_RIGHTS = ("access", "erase", "object", "complain")
TROUBLES = (
    "isolation", "address", "sleep", "restart", "phone", "seat", "gone", "late", "code",
    "projector", "disk", "power",
)  # fmt: skip
TERMS = (
    "package", "batna", "limit", "zopa", "target", "anchor", "concession", "surplus", "create",
    "claim", "pareto", "logrolling", "nash", "utility",
)  # fmt: skip
PUBLIC_TERMS = ("commitment", "audience", "veto", "twolevel")
"""Terms of talks that others watch and may stop."""


def rubric(words: Words) -> p.Paper:
    """Return the grid a teacher grades with."""
    levels = [words(f"rubric.level.{level}") for level in range(1, LEVELS + 1)]
    rows = [
        (words(f"rubric.{name}", n=points),
         *(words(f"rubric.{name}.{level}") for level in range(1, LEVELS + 1)))
        for name, points in CRITERIA
    ]  # fmt: skip
    return p.paper(
        words, "rubric", words("rubric.title"),
        el("p", words("rubric.lead"), class_="lead"),
        p.table((words("rubric.criterion"), *levels), rows, class_="grades"),
        p.section(words("rubric.outcome"), el("p", words("rubric.outcome.what"))),
        p.section(words("rubric.evidence"), p.points(
            [words(f"rubric.evidence.{name}") for name, _ in CRITERIA])),
        p.columns(p.blank(words("rubric.comment"), 3), p.blank(words("rubric.total"))),
    )  # fmt: skip


def privacy(words: Words, days: int = DAYS) -> p.Paper:
    """Return the notice for students and parents."""
    return p.paper(
        words, "privacy", words("privacy.title"),
        el("p", words("privacy.lead"), class_="lead"),
        p.section(words("privacy.stored"), _stored(words)),
        p.columns(
            (p.section(words("privacy.where"), el("p", words("privacy.where.what"))),
             p.section(words("privacy.long"), el("p", words("privacy.long.what", n=days))),
             p.section(words("privacy.never"), _said(words, "privacy.never", _NEVER))),
            (p.section(words("privacy.rights"), _said(words, "privacy.right", _RIGHTS)),
             p.section(words("privacy.honest"), el("p", words("privacy.honest.what")))),
        ),
        p.section(words("privacy.who"), el("p", words("privacy.who.what")),
                  p.columns(p.blank(words("privacy.school")), p.blank(words("privacy.contact"))),
                  p.columns(p.blank(words("privacy.basis")), p.blank(words("privacy.officer")))),
    )  # fmt: skip


def _said(words: Words, prefix: str, keys: tuple[str, ...]) -> Markup | None:
    return p.points([words(f"{prefix}.{key}") for key in keys])


def _stored(words: Words) -> Markup:
    columns = ("what", "why", "sees")
    rows = [[words(f"privacy.{column}.{key}") for column in columns] for key in _STORED]
    return p.table([words(f"privacy.{column}") for column in columns], rows)


def trouble(words: Words) -> p.Paper:
    """Return the page to have at hand when something breaks."""
    rows = [(words(f"trouble.{key}"), words(f"trouble.{key}.now"), words(f"trouble.{key}.before"))
            for key in TROUBLES]  # fmt: skip
    return p.paper(
        words, "trouble", words("trouble.title"),
        el("p", words("trouble.lead"), class_="lead"),
        p.table((words("trouble.sign"), words("trouble.now"), words("trouble.before")), rows),
        p.section(words("trouble.paper"), p.steps(
            [words(f"trouble.paper.{step}") for step in ("hand", "play", "note", "type")])),
    )  # fmt: skip


def glossary(words: Words) -> p.Paper:
    """Return the words of the lesson, each with its name in the other language."""
    watched = words.scenario.consents or who_may(words.scenario, "state")
    terms = (*TERMS, *(PUBLIC_TERMS if watched else ()))
    said = [(el("dt", words(f"term.{term}")), el("dd", words(f"term.{term}.is"))) for term in terms]
    return p.paper(
        words, "glossary", words("glossary.title"),
        el("p", words("glossary.lead")),
        el("dl", said, class_="terms"),
    )  # fmt: skip
