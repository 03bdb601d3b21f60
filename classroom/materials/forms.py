"""What is filled in by hand: the preparation sheet and the agreement form."""

from classroom.materials import page as p
from classroom.materials.general import scale
from classroom.materials.words import Words, seats_of, steps_of
from sim.charts.markup import Markup, el
from sim.domain.actors import Actor
from sim.domain.deal import Issue
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario

_TICKS_MOST = 8


def preparation(words: Words, seat: str | None) -> p.Paper:
    """Return the sheet that a student fills before the first offer; for any seat or for one."""
    actor = index_of(words.scenario).actors[seat] if seat else None
    others = [one for one in seats_of(words.scenario) if one.id != seat]
    return p.headed(
        words, "preparation",
        words("prep.title"),
        el("header", p.shape(actor.mark) if actor else None,
           el("div", el("h1", words("prep.title")), _who(words, actor)), class_="head"),
        el("p", words("prep.lead")),
        p.columns(
            p.section(words("prep.me"), _blanks(words, batna=2, limit=1, target=1)),
            p.section(words("prep.trade"), _blanks(words, want=2, give=2))
            if len(words.scenario.issues) > 1
            else p.section(words("prep.argue"), _blanks(words, mine=2, theirs=2)),
        ),
        p.section(words("prep.others"), _others(words, others)),
        p.section(words("prep.first"), _first(words)),
        p.columns(_blanks(words, reason=2), _blanks(words, secret=2)),
    )  # fmt: skip


def _blanks(words: Words, **lines: int) -> list[Markup]:
    """Return what is asked, each with so many lines to write on."""
    return [p.blank(words(f"prep.{key}"), many) for key, many in lines.items()]


def _who(words: Words, actor: Actor | None) -> Markup:
    role = words.actor(actor.id) if actor else p.inline((words("seat"), _rule()))
    return el("p", words.title, " · ", role, " · ", words("table"), " ", _rule(), " · ",
              words("initials"), " ", _rule(), class_="meta")  # fmt: skip


def _rule(*, long: bool = False) -> Markup:
    return el("span", class_="rule long" if long else "rule")


def _others(words: Words, others: list[Actor]) -> Markup:
    head = (words("general.who"), words("prep.their_limit"), words("prep.their_wish"),
            words("prep.ask"))  # fmt: skip
    rows = [(p.inline((p.shape(one.mark), words.actor(one.id))), "", "", "") for one in others]
    return p.table(head, rows, class_="form")


def _first(words: Words) -> Markup:
    issues = words.scenario.issues
    head = (words("general.issue"), words("prep.open"), words("prep.settle"), words("prep.never"))
    rows = [(words.issue(issue.id), "", "", "") for issue in issues]
    return p.table(head, rows, class_="form")


def agreement(words: Words) -> p.Paper:
    """Return the form on which a table writes down what it agreed on, or that it did not."""
    scenario = words.scenario
    return p.headed(
        words, "agreement",
        words("agree.title"),
        el("header", el("h1", words("agree.title")),
           el("p", words.title, " · ", words("table"), " ", _rule(), " · ",
              words("agree.time"), " ", _rule(), class_="meta")),
        el("p", words("agree.lead")),
        p.section(words("agree.terms"), _terms(words)),
        p.section(words("agree.signed"), el("p", words("agree.signed.what")), _signatures(words)),
        p.section(words("agree.consents"), _consents(words)) if scenario.consents else None,
        p.section(words("agree.none"), el("p", p.box(words("agree.none.tick"))),
                  p.blank(words("agree.none.why"), 2)),
    )  # fmt: skip


def _terms(words: Words) -> Markup:
    rows = [(words.issue(issue.id), _choice(words, issue)) for issue in words.scenario.issues]
    return p.table((words("general.issue"), words("agree.tick")), rows, class_="form")


def _choice(words: Words, issue: Issue) -> Markup:
    """Return boxes to tick, or a line to write on where there are too many options."""
    if steps_of(issue.options) is not None or len(issue.options) > _TICKS_MOST:
        return p.inline((_rule(), words("agree.between", scale=scale(words, issue))))
    return p.inline(p.box(words.option(issue, option)) for option in issue.options)


def signers_of(scenario: Scenario) -> tuple[str, ...]:
    """Return who signs the main paper."""
    return next((one.members for one in scenario.tables if one.outcome == "deal"),
                scenario.tables[0].members)  # fmt: skip


def _signatures(words: Words) -> Markup:
    index = index_of(words.scenario)
    rows = [(p.inline((p.shape(index.actors[seat].mark), words.actor(seat))), words.role(seat), "")
            for seat in signers_of(words.scenario)]  # fmt: skip
    head = (words("general.who"), words("general.role"), words("agree.signature"))
    return p.table(head, rows, class_="form")


def _consents(words: Words) -> Markup:
    answers = p.inline([p.box(words(f"agree.{answer}")) for answer in ("yes", "no", "unasked")])
    rows = [(_named(words, one.actor), answers, "") for one in words.scenario.consents]
    head = (words("general.who"), words("agree.answer"), words("agree.condition"))
    return p.table(head, rows, class_="form")


def _named(words: Words, actor: str) -> Markup:
    """Return an actor by name, with its shape where somebody sits as it."""
    found = index_of(words.scenario).actors[actor]
    return p.inline((p.shape(found.mark), words.actor(actor)) if found.is_seat else
                    (words.actor(actor),))  # fmt: skip
