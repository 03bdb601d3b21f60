"""Scripted plays of the lessons: one that does what each step asks, and the typical failures."""

from sim.domain import moves as m
from sim.domain.deal import Package
from sim.engine.session import Session
from sim.lessons import load_lesson

WAIT = m.Wait()
ACCEPT = "accept their newest"


def offer(lesson, *options):
    """Return the offer of a package, its options in the order of the scenario's issues."""
    scenario = Session(lesson.scenario).scenario
    names = [issue.id for issue in scenario.issues]
    package = Package(dict(zip(names, options, strict=True)))
    return m.Propose(table=scenario.tables[0].id, package=package)


def ask(lesson, question):
    """Return a question to whom it can be put: the authority's bar, the other's limit."""
    scenario = Session(lesson.scenario).scenario
    kind = "authority" if question == "threshold" else "party"
    to = next(one.id for one in scenario.actors if one.kind == kind and one.id != lesson.seat)
    return m.Ask(to=to, question=question)


def state(lesson, issue, line):
    """Return a public line."""
    del lesson
    return m.State(issue=issue, line=line)


def walk(lesson):
    """Return leaving the table for good."""
    return m.Walk(table=Session(lesson.scenario).scenario.tables[0].id)


def _move(lesson, said):
    return said if isinstance(said, m.Wait) else said[0](lesson, *said[1:])


P, Q, S, W, A = offer, ask, state, WAIT, ACCEPT
GOOD = {
    "anchor": [(Q, "reservation"), (P, 56), W, W, (P, 54), W, (P, 52), W, (P, 50), W, W, (P, 48), W,
               (P, 46), *[W] * 8],
    "trade": [(P, 9, 2, 3), (P, 15, 4, 3), W, W, W, A, W, A],
    "veto": [(Q, "threshold"), W, (P, 38, 400, "half"), W, W, A, *[W] * 20],
}  # fmt: skip
NAIVE = {
    ("anchor", "ask", "blind"): [(P, 44), W],
    ("anchor", "anchor", "opened_low"): [(Q, "reservation"), (P, 40), W],
    ("anchor", "anchor", "silent"): [(Q, "reservation"), *[W] * 9],
    ("anchor", "concede", "half_way"): [(Q, "reservation"), (P, 56), W, W, (P, 44), W],
    ("anchor", "concede", "took_first"): [(Q, "reservation"), (P, 56), W, A, W],
    ("anchor", "close", "gave_away"): [(Q, "reservation"), (P, 56), W, W, (P, 54), W, A],
    ("anchor", "close", "too_late"): [(Q, "reservation"), (P, 56), W, W, (P, 54), W, W, W,
                                      (P, 70), *[W] * 20],
    ("trade", "middle", "not_middle"): [(P, 15, 4, 3), W],
    ("trade", "trade", "split"): [(P, 9, 2, 3), (P, 9, 2, 4), W],
    ("trade", "trade", "one_sided"): [(P, 9, 2, 3), (P, 6, 3, 3), W],
    ("trade", "trade", "gave"): [(P, 9, 2, 3), (P, 12, 1, 3), W],
    ("trade", "trade", "waited"): [(P, 9, 2, 0), *[W] * 10],
    ("trade", "frontier", "left"): [(P, 9, 2, 3), (P, 12, 3, 3), W, A, W],
    ("trade", "frontier", "too_late"): [(P, 9, 2, 3), (P, 15, 4, 3), W, (P, 15, 4, 6),
                                        (P, 3, 4, 6), *[W] * 30],
    ("veto", "ask", "defied"): [(S, "price", 30), W],
    ("veto", "ask", "guessed"): [(P, 38, 400, "half"), W],
    ("veto", "paper", "under"): [(Q, "threshold"), W, (P, 32, 0, "built"), W],
    ("veto", "paper", "defied"): [(Q, "threshold"), (S, "price", 30), W],
    ("veto", "paper", "slow"): [(Q, "threshold"), *[W] * 14],
    ("veto", "sign", "under"): [(Q, "threshold"), W, (P, 38, 400, "half"), W,
                                (P, 50, 200, "half"),
                                *[W] * 6],
    ("veto", "sign", "late"): [(Q, "threshold"), W, (P, 20, 400, "kept"), *[W] * 20],
    ("veto", "sign", "defied"): [(Q, "threshold"), W, (P, 38, 400, "half"), (S, "price", 38), W],
}  # fmt: skip


def play(name, said):
    """Play a lesson by a script, the others by their strategies; go on to the end of the script."""
    lesson = load_lesson(name)
    session = Session(
        lesson.scenario, lesson.seed, lesson.strategies, [lesson.seat], tempers=lesson.tempers
    )
    for one in said:
        if session.advance() is None:
            break
        move = _accepted(session, lesson) if one == ACCEPT else _move(lesson, one)
        refusal = session.submit(move, lesson.seat)
        assert refusal is None, (one, refusal)
    session.advance()
    return lesson, session


def _accepted(session, lesson):
    table = session.scenario.tables[0].id
    offers = [one for one in session.view(lesson.seat).channels[table].offers
              if one.standing and one.by != lesson.seat]  # fmt: skip
    return m.Accept(table=table, offer=offers[-1].id)
