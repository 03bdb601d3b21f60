"""The teaching note: aims, plans of a lesson, traps, what to expect, what to ask, the answers."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from classroom.cohort.facts import BARGAINING
from classroom.materials import page as p
from classroom.materials.powers import opening, who_may
from classroom.materials.ranges import Ranges
from classroom.materials.words import Words, seats_of
from classroom.teacher.plans import PLANS, Plan
from sim.charts.markup import Markup, el, joined
from sim.domain.actors import ENVIRONMENT, Personality
from sim.domain.deal import Package
from sim.domain.lookup import index_of
from sim.domain.talks import DEAL
from sim.domain.units import PPM
from sim.history_rows import history_name
from sim.projections.scores import opening_reservation
from sim.report.intervals import Share
from sim.solution import Solution, solve

_AIMS = ("batna", "create", "anchor", "process")
_BEFORE = ("read", "network", "seats", "print", "project")
_STEPS = {
    "joining": "join", "briefing": "prepare", "practice": "practice", "bargaining": "bargain",
    "forms": "forms", "debrief": "debrief", "joining_read": "join_short",
    "bargaining_brief": "bargain_short", "forms_brief": "forms", "debrief_brief": "debrief_short",
}  # fmt: skip
"""What the note calls a step of a plan, by the step's text in the plan."""
_EXIT = {"90": 5, "45": 2}
"""Minutes at the end of a plan's debrief that its exit ticket takes."""
PANELS = (
    "created", "claimed", "frontier", "anchor", "concessions", "trades", "time", "fairness",
    "feelings", "whatif",
)  # fmt: skip
"""Panels of the debrief that every scenario has questions for, in the order of a lesson."""
_TRAPS = ("winner", "split", "secret", "late", "history")
_OF_TRADES = ("create", "split", "trades", "created", "frontier")
SECONDS = 60
"""Of a minute: plans count in seconds."""
_WITH_EVENT = ("bargain", "bargain_short")
_POINTS = ("nash", "egalitarian")


def teaching(words: Words, ranges: Ranges | None) -> p.Paper:
    """Return the teaching note; without measured ranges it says how to make them."""
    return p.paper(
        words, "teaching", words("teach.title", title=words.title),
        el("p", words("teach.lead"), class_="lead"),
        p.section(words("teach.aims"), _said(words, "aim", _AIMS)),
        p.section(words("teach.before"), _said(words, "before", _BEFORE)),
        p.section(words("teach.plan90"), _plan(words, PLANS["90"]),
                  el("p", words("teach.plan90.more", **_halves(PLANS["2x50"])))),
        p.section(words("teach.plan45"), _plan(words, PLANS["45"]),
                  el("p", words("teach.plan45.more"))),
        p.section(words("teach.traps"), p.points(tuple(_traps(words)))),
        p.section(words("teach.expect"), _expect(words, ranges)),
        p.section(words("teach.questions"), el("p", words("teach.questions.how")),
                  _questions(words)),
        p.section(words("teach.answers"), _answers(words), class_="answers"),
    )  # fmt: skip


def _said(words: Words, kind: str, keys: tuple[str, ...]) -> Markup | None:
    return p.points([words(f"teach.{kind}.{key}") for key in keys if _fits(words, key)])


def _plan(words: Words, plan: Plan) -> Markup:
    rows = [(words("teach.minutes", first=first, last=last), words(f"teach.step.{step}"),
             _doing(words, step)) for first, last, step in schedule(plan)]  # fmt: skip
    head = (words("teach.when"), words("teach.what"), words("teach.do"))
    return p.table(head, rows, class_="plan")


def schedule(plan: Plan) -> tuple[tuple[int, int, str], ...]:
    """Return a lesson as from minute, to minute, what: the plan of a class itself."""
    found, at = [], 0
    for step in plan.steps:
        last = at + step.seconds // SECONDS
        found.append((at, last, _STEPS[step.key]))
        at = last
    begin, end, debrief = found.pop()
    left = end - _EXIT[plan.id]
    return (*found, (begin, left, debrief), (left, end, "exit"))


def _halves(plan: Plan) -> dict[str, int]:
    """Return when the first of two lessons stops, and how long its bargaining is, in minutes."""
    first = [step for step in plan.steps if step.lesson == 1]
    return {
        "stop": sum(step.seconds for step in first) // SECONDS,
        "bargain": next(step.seconds for step in first if step.phase == BARGAINING) // SECONDS,
    }


def _doing(words: Words, step: str) -> str:
    said = words(f"teach.do.{step}")
    if step in _WITH_EVENT and _has_world(words):
        return f"{words(f'teach.event.{step}')} {said}"
    return said


def _traps(words: Words) -> Iterator[str]:
    for trap in _TRAPS:
        if _fits(words, trap):
            yield words(f"teach.trap.{trap}")
    if words.scenario.consents:
        yield words("teach.trap.consent")
    if who_may(words.scenario, "leak"):
        yield words("teach.trap.leak")


def has_history(words: Words) -> bool:
    """Tell whether the scenario really happened and its record is shipped."""
    return words.scenario.id == history_name()


def _fits(words: Words, point: str) -> bool:
    """Tell whether a point makes sense: no trade without two issues, no history of inventions."""
    if point in _OF_TRADES:
        return len(words.scenario.issues) > 1
    return point != "history" or has_history(words)


def _has_world(words: Words) -> bool:
    """Tell whether somebody outside may bring a public event."""
    return any(actor.kind == ENVIRONMENT for actor in words.scenario.actors)


def _questions(words: Words) -> Markup:
    scenario = words.scenario
    panels = [panel for panel in PANELS if _fits(words, panel)]
    panels += ["veto"] if scenario.consents else []
    panels += ["public"] if who_may(scenario, "state") else []
    panels += ["leaks"] if who_may(scenario, "leak") else []
    panels += ["history"] if _fits(words, "history") else []
    rows = [(words(f"teach.panel.{one}"), words(f"teach.ask.{one}")) for one in panels]
    return p.table((words("teach.panel"), words("teach.ask")), rows)


# --- what to expect


def _expect(words: Words, ranges: Ranges | None) -> Markup:
    if ranges is None:
        command = f"python -m classroom.materials.expected {words.scenario.id} --games 1000"
        return joined((el("p", words("teach.unmeasured")), el("p", el("code", command))))
    lines = [words("teach.games", n=words.number(ranges.games)), words("teach.games.limit")]
    return joined((
        el("p", " ".join(lines)),
        p.columns(_outcomes(words, ranges), p.points(tuple(_times(words, ranges)))),
        _surpluses(words, ranges),
    ))  # fmt: skip


def _outcomes(words: Words, ranges: Ranges) -> Markup:
    kinds = sorted(ranges.outcomes, key=lambda kind: (kind != DEAL, -ranges.outcomes[kind]))
    rows = []
    for kind in kinds:
        share = Share(count=ranges.outcomes[kind], games=ranges.games)
        low, high = share.interval
        rows.append(
            (
                words(f"brief.end.{kind}"),
                words.percent(share.share, 1),
                words("teach.to", low=words.percent(low, 1), high=words.percent(high, 1)),
            )
        )
    head = (words("teach.outcome"), words("teach.share"), words("teach.interval"))
    return p.table(head, rows, numbers=(1, 2))


def _times(words: Words, ranges: Ranges) -> Iterator[str]:
    if ranges.minutes is not None:
        low, middle, high = (words.number(words.day(minute)) for minute in ranges.minutes)
        yield words("teach.days", low=low, middle=middle, high=high)
    if ranges.created is not None and len(words.scenario.issues) > 1:
        low, middle, high = (words.percent(Fraction(part, PPM)) for part in ranges.created)
        yield words("teach.created", low=low, middle=middle, high=high)


def _surpluses(words: Words, ranges: Ranges) -> Markup:
    # Where every game ended in a deal the second three columns would say the same again.
    apart = 0 < ranges.outcomes.get(DEAL, 0) < ranges.games
    quartiles = [words(f"teach.{key}") for key in ("q1", "median", "q3")]
    more = [words("teach.in_deal", what=one) for one in quartiles] if apart else []
    head = [words("general.who"), words("teach.unit"), *quartiles, *more]
    rows = [
        _surplus(words, seat, (*found, *(ranges.surplus_deal.get(seat, ()) if apart else ())))
        for seat, found in ranges.surplus.items()
    ]
    return p.table(head, rows, numbers=range(2, len(head)), caption=words("teach.surplus"))


def _surplus(words: Words, seat: str, won: Sequence[int]) -> list[object]:
    shown = [words.signed(words.points(one, seat), 1) for one in won]
    mark = index_of(words.scenario).actors[seat].mark
    return [p.inline((p.shape(mark), words.actor(seat))), words.short_unit(seat), *shown]


# --- the answers


def _answers(words: Words) -> Markup:
    solved = solve(words.scenario)
    rows = [_point(words, solved, name) for name in _POINTS]
    zone = solved.zopa
    count = words.number(zone.packages) if zone and zone.packages is not None else None
    said = words("teach.zopa", n=count, all=words.number(solved.outcomes)) if count else (
        words("teach.no_zopa"))  # fmt: skip
    return joined((
        el("p", words("teach.answers.what")),
        el("p", words("teach.answers.consents")) if words.scenario.consents else None,
        _limits(words),
        el("p", said),
        [row for row in rows if row is not None],
    ))  # fmt: skip


def _limits(words: Words) -> Markup:
    talks = opening(words.scenario)
    rows = [
        (
            p.inline((p.shape(actor.mark), words.actor(actor.id))),
            words.amount(opening_reservation(talks, actor.id), actor.id),
            _tempers(words, actor.id),
        )
        for actor in seats_of(words.scenario)
    ]
    head = (words("general.who"), words("teach.limit"), words("teach.tempers"))
    return p.table(head, rows, numbers=(1,))


def _tempers(words: Words, seat: str) -> Markup:
    people = index_of(words.scenario).actors[seat].personalities
    return joined(el("div", _temper(words, seat, one)) for one in people)


def _temper(words: Words, seat: str, one: Personality) -> str:
    return words(
        "teach.temper",
        name=words.name(f"actors.{seat}.personalities.{one.id}", one.id),
        share=words.percent(Fraction(one.prior_ppm, PPM)),
        what=words.name(f"actors.{seat}.tempers.{one.id}"),
    )


def _point(words: Words, solved: Solution, name: str) -> Markup | None:
    found = solved.points.get(name)
    if found is None:
        return None
    worth = words.text.listed(
        words("teach.gets", seat=words.actor(seat),
              worth=words.amount(got - solved.reservations[seat], seat))
        for seat, got in found.utilities.items()
    )  # fmt: skip
    return el("p", el("b", words(f"teach.point.{name}")), " ", terms_of(words, found.package),
              ". ", words("teach.over", worth=worth))  # fmt: skip


def terms_of(words: Words, package: Package) -> str:
    """Return all terms of a package in a row."""
    return words.text.listed(
        words(
            "sheet.term", issue=words.issue(issue.id), option=words.option(issue, package[issue.id])
        )
        for issue in words.scenario.issues
    )
