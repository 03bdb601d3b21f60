"""The call of one seat, made of its view: what it may ask, and what it knows of the answers."""

from collections.abc import Iterator

from game.presenters.call import CallModel, Group, Question
from game.presenters.common import FactRow, RecordRow
from game.presenters.make_call_answer import answer_questions
from game.presenters.make_desk_effects import chance, gauge_words
from game.presenters.make_desk_fields import WHAT, legal_ways, ways
from game.presenters.make_desk_said import capital
from game.presenters.make_desk_sight import Sight
from game.presenters.make_estimates import (
    PROOF,
    RECKONED,
    Estimate,
    amount,
    answer_due,
    asked_at,
    believed,
    between,
    evasion,
    honesty,
    narrowed,
    paper_mark,
    plain,
    points,
    ticks,
    with_doubt,
)
from game.presenters.ranges import Kind, Ranges, Span, ranges
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.actors import BUYER
from sim.domain.rules import worth
from sim.domain.rules.legal import LEGAL, code_of, may_ever
from sim.domain.rules.numbers import number
from sim.domain.units import PPM
from sim.domain.views import open_questions

ROWS_MOST = 3
_OPEN = "question_open"


def make_call(sight: Sight) -> CallModel:
    """Return everything the call shows."""
    asks = tuple(_question(sight, way.move) for way in ways(sight, m.Ask)
                 if isinstance(way.move, m.Ask))  # fmt: skip
    answers = answer_questions(sight, before)
    groups = ((_say(sight, "you_ask"), asks), (_say(sight, "they_ask"), answers))
    return CallModel(
        title=_say(sight, "title"),
        aside=_aside(sight),
        attention=max(sight.view.attention_left, 0),
        attention_most=sight.view.actor.attention_day,
        groups=tuple(Group(label=label, questions=found) for label, found in groups if found),
        news=" ".join(_news(sight, one.actor.id) for one in asks if one.fresh),
        first_ask=next((one.id for one in (*asks, *answers) if one.open), _first(asks, answers)),
        first_answer=_first(answers, asks),
    )


def can_call(sight: Sight) -> bool:
    """Tell whether there is anything to ask or to answer here."""
    return bool(open_questions(sight.view)) or (
        may_ever(sight.view, m.Ask) and bool(ways(sight, m.Ask))
    )


def _first(*groups: tuple[Question, ...]) -> str:
    return next((one.id for group in groups for one in group), "")


def _say(sight: Sight, key: str, **values: object) -> str:
    return sight.words.text(f"ui.call.{key}", **values)


def _aside(sight: Sight) -> str:
    left, most = max(sight.view.attention_left, 0), sight.view.actor.attention_day
    return _say(sight, "aside", n=left, m=most)


def _news(sight: Sight, seat: str) -> str:
    """Return what an answer did to the range."""
    old, now = believed(sight, seat)
    if old is None:
        return ""
    return _say(sight, "news", actor=sight.words.subject(seat), n=amount(sight, seat, now.mean),
                a=plain(sight, seat, old.spread), b=plain(sight, seat, now.spread))  # fmt: skip


def _question(sight: Sight, move: m.Ask) -> Question:
    words, seat = sight.words, move.to
    old, now = believed(sight, seat)
    code = code_of(sight.view, move)
    due = words.date(answer_due(sight, seat, sight.minute))
    return Question(
        id=f"ask.{seat}",
        tile="ask",
        actor=words.mark(seat),
        title=words.name(f"questions.{move.question}", words.name(f"question.{move.question}")),
        asks=capital(words.name(f"question.{move.question}")),
        status=_status(sight, seat, now, code),
        open=code is None,
        figure=amount(sight, seat, now.mean),
        doubt="" if now.source == PROOF else f"\u00b1\u00a0{plain(sight, seat, now.spread)}",
        caption=_caption(sight, now),
        ranges=_ranges(sight, seat, old, now),
        facts=tuple(_facts(sight, move)),
        before_label=_say(sight, "before"),
        before=before(sight, seat),
        main=_say(sight, "ask", actor=words.inside(seat)),
        pips=LEGAL[m.Ask].attention,
        fresh=now.fresh and now.source in ("answer", PROOF),
        reason="" if code is None else _reason(sight, seat, code),
        sends=_sends(sight, move),
        after=_say(sight, "asked", to=words.to(seat), date=due, n=chance(sight, honesty(sight))),
    )


def _sends(sight: Sight, move: m.Ask) -> tuple[tuple[str, str], ...]:
    legal = [way.move for way in legal_ways(sight, m.Ask)]
    return ((WHAT, str(legal.index(move))),) if move in legal else ()


def _status(sight: Sight, seat: str, now: Estimate, code: str | None) -> str:
    if code == _OPEN:
        return _say(sight, "waits", date=sight.words.date_short(_due(sight, seat)))
    return with_doubt(sight, seat, now)


def _due(sight: Sight, seat: str) -> int:
    """Return by when a question that stands is answered; one that is late, from today on."""
    asked = asked_at(sight, seat)
    due = answer_due(sight, seat, sight.minute if asked is None else asked.minute)
    return max(due, sight.minute)


def _reason(sight: Sight, seat: str, code: str) -> str:
    """Return why the rules refuse the question now."""
    why = sight.words.name(f"refusal.{code}", code)
    if code != _OPEN:
        return why
    return f"{why} {_say(sight, 'due', date=sight.words.date(_due(sight, seat)))}"


def _caption(sight: Sight, now: Estimate) -> str:
    """Return where a figure comes from, and when."""
    if now.source == RECKONED or now.minute is None:
        return _say(sight, "source.reckoned")
    return _say(sight, f"source.{now.source}", date=sight.words.date(now.minute))


# --- the ranges


def _ranges(sight: Sight, seat: str, old: Estimate | None, now: Estimate) -> Ranges:
    """Return what was believed, what is, and what each kind of answer would make of it."""
    spans = [_span(sight, seat, "now", "now", now)]
    if old is not None:
        spans.insert(0, _span(sight, seat, "was", "before", old))
    honest, spread = honesty(sight), narrowed(sight, now.spread)
    shaded = evasion(sight, seat)
    if now.source != PROOF:
        spans.append(_span(sight, seat, "honest", "good", Estimate(mean=now.mean, spread=spread),
                           n=chance(sight, honest)))  # fmt: skip
    if now.source != PROOF and shaded and honest < PPM:
        there = Estimate(mean=now.mean + shaded, spread=spread)
        odds = chance(sight, PPM - honest)
        spans.append(_span(sight, seat, "evasive", "bad", there, n=odds))
    return ranges(spans, ticks(sight, seat), paper_mark(sight, seat))


def _span(sight: Sight, seat: str, key: str, kind: Kind, one: Estimate, **values: object) -> Span:
    return Span(
        label=_say(sight, f"range.{key}", **values),
        figure=between(sight, seat, one.mean, one.spread),
        kind=kind,
        mean=points(sight, seat, one.mean),
        spread=points(sight, seat, one.spread),
    )  # fmt: skip


# --- the facts


def _facts(sight: Sight, move: m.Ask) -> Iterator[FactRow]:
    words, seat = sight.words, move.to
    _, now = believed(sight, seat)
    kept = number(sight.scenario, "belief_spread_ppm")
    if now.source != PROOF:
        small = plain(sight, seat, narrowed(sight, now.spread))
        yield FactRow(label=_say(sight, "fact.doubt"), figure=f"\u00b1\u00a0{small}",
                      aside=words("doubt", n=chance(sight, kept)))  # fmt: skip
        yield FactRow(label=_say(sight, "fact.honest"), figure=chance(sight, honesty(sight)),
                      aside=_evasive(sight, seat))  # fmt: skip
    due = answer_due(sight, seat, sight.minute)
    yield FactRow(label=_say(sight, "fact.answer"), figure=words.date_short(due),
                  aside=_say(sight, "fact.latest"))  # fmt: skip
    moved = ", ".join(gauge_words(sight, move))
    price = LEGAL[m.Ask].attention
    yield FactRow(label=_say(sight, "fact.price"),
                  figure=words.text.count("ui.call.n_attention", price),
                  aside=moved or _say(sight, "fact.unseen", actor=words.inside(seat)))  # fmt: skip
    yield from _books(sight, move)


def _evasive(sight: Sight, seat: str) -> str:
    shaded = evasion(sight, seat)
    if not shaded:
        return _say(sight, "fact.same")
    return _say(sight, "fact.shaded", n=amount(sight, seat, shaded).lstrip("+"))


def _books(sight: Sight, move: m.Ask) -> Iterator[FactRow]:
    """Yield what an answer spares a buyer of the time in the books."""
    if sight.view.actor.role != BUYER or move.question != "reservation":
        return
    view, unit = sight.view, sight.scenario.preferences[sight.seat].unit
    costs = [
        worth.haste(sight.scenario, view.common, sight.minute, sight.seat, view.own.learned + more)
        for more in (0, 1)
    ]
    if costs[0] == costs[1] or view.common.paper is not None:
        return
    now, then = (sight.words.amount(cost * unit // PPM).lstrip("+") for cost in costs)
    yield FactRow(label=_say(sight, "fact.books"), figure=then,
                  aside=_say(sight, "fact.instead", n=now))  # fmt: skip


# --- what was said before


def before(sight: Sight, seat: str) -> tuple[RecordRow, ...]:
    """Return what the two asked, answered and proved, the newest first."""
    made = []
    for told in reversed(sight.told):
        event = told.event
        if not isinstance(event, e.QuestionAsked | e.QuestionAnswered | e.FactDisclosed):
            continue
        if {event.by, event.to} != {sight.seat, seat}:
            continue
        made.append(RecordRow(date=sight.words.date_short(told.minute),
                              actor=sight.words.mark(event.by), fresh=told.fresh,
                              words=_said(sight, event)))  # fmt: skip
    return tuple(made[:ROWS_MOST])


def _said(sight: Sight, event: e.QuestionAsked | e.QuestionAnswered | e.FactDisclosed) -> str:
    side = "you" if event.by == sight.seat else "they"
    match event:
        case e.QuestionAsked():
            return _say(sight, f"said.{side}.asked")
        case e.QuestionAnswered():
            return _say(sight, f"said.{side}.answered", n=amount(sight, event.by, event.value))
        case e.FactDisclosed():
            return _say(sight, f"said.{side}.proved", n=amount(sight, event.by, event.value))
