"""Answers to questions: honest with odds that grow with trust (Crawford and Sobel 1982); free."""

from sim.domain import moves as m
from sim.domain.draws import Draws
from sim.domain.rules.gauges import gauge
from sim.domain.rules.legal import code_of
from sim.domain.rules.numbers import number
from sim.domain.units import MILLI
from sim.domain.views import View, open_questions

_TRUST = 50 * MILLI


def answer_of(view: View, draws: Draws) -> m.Move | None:
    """Return an answer to the first question put to me, or nothing if none is open."""
    for question in open_questions(view):
        trust = gauge(view.scenario, view.common, view.minute, "trust", _TRUST)
        odds = number(view.scenario, "honest_base_ppm")
        odds += number(view.scenario, "honest_trust_ppm") * trust // MILLI
        honest = draws.chance(odds, "honest")
        answer = m.Answer(to=question.by, number=question.number, honest=honest)
        return answer if code_of(view, answer) is None else None
    return None
