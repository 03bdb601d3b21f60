"""What an authority may say to a signed paper, with what each word is worth to it."""

from game.presenters.desk import Verdict
from game.presenters.make_desk_sight import Sight
from sim.domain import moves as m
from sim.domain.deal import Option
from sim.domain.lookup import index_of
from sim.domain.rules import worth
from sim.domain.rules.consent import reading
from sim.domain.rules.legal import closed_code, code_of, unfit_code
from sim.domain.views import stand_of, utility

_VOID = "void_payment"
_KEYS = {"approve": "A", "condition": "D", "block": "B"}


def verdicts(sight: Sight) -> tuple[Verdict, ...]:
    """Return approve, condition and block; locked until a consent is asked for."""
    if not sight.is_authority or sight.seat not in index_of(sight.scenario).consents:
        return ()
    words = sight.words
    signed = sight.view.common.paper is not None
    lines = {"approve": _approve(sight), "condition": _condition(sight), "block": _block(sight)}
    opened = {
        "approve": code_of(sight.view, m.Approve()) is None,
        "condition": signed and best_condition(sight) is not None
        and closed_code(sight.view, m.Condition) is None,
        "block": code_of(sight.view, m.Block()) is None,
    }  # fmt: skip
    main = _best_word(sight) if is_awaited(sight) else ""
    return tuple(
        Verdict(tile=kind, label=words(f"verdict.{kind}"), key=_KEYS[kind], line=lines[kind],
                open=opened[kind], main=opened[kind] and kind == main)
        for kind in _KEYS
    )  # fmt: skip


def is_awaited(sight: Sight) -> bool:
    """Tell whether a signed paper waits for this seat's word."""
    return sight.is_authority and code_of(sight.view, m.Approve()) is None


def _best_word(sight: Sight) -> str:
    """Return what pays this seat more today, the paper or a refusal."""
    return "approve" if sight.worth(sight.paper) >= _blocked(sight) else "block"


def _blocked(sight: Sight) -> int:
    return worth.outcome_utility(stand_of(sight.view), "blocked", None) - sight.no_deal


def _approve(sight: Sight) -> str:
    return sight.words("verdict.sale", n=sight.words.amount(sight.worth(sight.paper)))


def _block(sight: Sight) -> str:
    return sight.words("verdict.none", n=sight.words.amount(_blocked(sight)))


def _condition(sight: Sight) -> str:
    best = best_condition(sight)
    if best is None:
        return sight.words("verdict.no_condition")
    issue, option, gain = best
    words = sight.words
    return words("verdict.better", change=words.one(issue, option), n=words.amount(gain))


def best_condition(sight: Sight) -> tuple[str, Option, int] | None:
    """
    Return the term that would better the paper most for this seat, and its gain in millionths.

    Only a term that raises the seat's reading too: a demand must be one of its own cause.
    """
    return sight.once(("condition", sight.paper), lambda: _best(sight))


def _best(sight: Sight) -> tuple[str, Option, int] | None:
    if sight.seat not in index_of(sight.scenario).readings:
        return None
    common, paper = sight.view.common, sight.paper
    now = reading(sight.scenario, common, sight.seat, paper)
    found = []
    for issue in sight.caring:
        for option in issue.options:
            asked = m.Condition(issue=issue.id, option=option)
            if option == paper[issue.id] or unfit_code(sight.view, asked) == _VOID:
                continue
            there = paper.with_option(issue.id, option)
            gain = reading(sight.scenario, common, sight.seat, there) - now
            better = utility(sight.view, there) - utility(sight.view, paper)
            if gain > 0 and better > 0:
                found.append((better, gain, issue.id, option))
    if not found:
        return None
    better, _, name, option = max(found, key=lambda one: (one[0], one[1]))
    return name, option, better
