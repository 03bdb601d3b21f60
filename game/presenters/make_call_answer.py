"""The questions that others put to this seat: what it could say, and what either answer does."""

from collections.abc import Callable

from game.presenters.call import Question, Reply
from game.presenters.common import FactRow, RecordRow
from game.presenters.make_desk_effects import chance, gauge_words
from game.presenters.make_desk_fields import WHAT, legal_ways
from game.presenters.make_desk_said import capital
from game.presenters.make_desk_sight import Sight
from game.presenters.make_estimates import (
    BAR,
    Estimate,
    amount,
    between,
    evasion,
    narrowed,
    plain,
    points,
    quantity_of,
    ticks,
    told_of_me,
    truth,
    with_doubt,
)
from game.presenters.ranges import Kind, Ranges, Span, ranges
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.rules.numbers import number
from sim.domain.views import open_questions

Before = Callable[[Sight, str], tuple[RecordRow, ...]]


def answer_questions(sight: Sight, before: Before) -> tuple[Question, ...]:
    """Return every question that waits for this seat, with both ways of answering it."""
    return tuple(
        _question(sight, one.by, one.number, before(sight, one.by))
        for one in open_questions(sight.view)
    )


def _say(sight: Sight, key: str, **values: object) -> str:
    return sight.words.text(f"ui.call.{key}", **values)


def _question(sight: Sight, by: str, count: int, rows: tuple[RecordRow, ...]) -> Question:
    words, question = sight.words, quantity_of(sight, sight.seat)
    replies = _replies(sight, by, count)
    asked = _asked(sight, by)
    return Question(
        id=f"answer.{by}.{count}",
        tile="answer",
        actor=words.mark(by),
        title=words.name(f"questions.{question}", words.name(f"question.{question}")),
        asks=capital(words.name(f"question.{question}")),
        status=_say(sight, "since", date=words.date_short(asked)) if asked is not None else "",
        open=bool(replies),
        figure=amount(sight, sight.seat, truth(sight)),
        doubt="",
        caption=_say(sight, "your_truth"),
        ranges=_ranges(sight, by),
        facts=_facts(sight, by),
        before_label=_say(sight, "before"),
        before=rows,
        main=_say(sight, "answer", to=words.to(by)),
        own_colour=words.mark(sight.seat).colour,
        reason="" if replies else words.name("refusal.no_question"),
        replies=replies,
    )


def _asked(sight: Sight, by: str) -> int | None:
    return next((told.minute for told in reversed(sight.told)
                 if isinstance(told.event, e.QuestionAsked)
                 and (told.event.by, told.event.to) == (by, sight.seat)), None)  # fmt: skip


def _replies(sight: Sight, by: str, count: int) -> tuple[Reply, ...]:
    """Return the honest and the evasive answer."""
    legal = [way.move for way in legal_ways(sight, m.Answer)]
    made, words = [], sight.words
    for honest, key in ((True, "honest"), (False, "evasive")):
        move = m.Answer(to=by, number=count, honest=honest)
        if move not in legal:
            continue
        said = _value(sight, honest=honest)
        shown = amount(sight, sight.seat, said)
        kind = "bar" if quantity_of(sight, sight.seat) == BAR else "least"
        does = _say(sight, f"reply.{key}.{kind}" if evasion(sight, sight.seat) or honest
                    else "reply.evasive.same",
                    n=amount(sight, sight.seat, evasion(sight, sight.seat)).lstrip("+"),
                    actor=words.inside(by))  # fmt: skip
        made.append(
            Reply(id=f"reply.{key}", label=_say(sight, f"reply.{key}"), figure=shown,
                  lines=(does,), sends=((WHAT, str(legal.index(move))),),
                  after=_say(sight, "answered", to=words.to(by), n=shown))
        )  # fmt: skip
    return tuple(made)


def _value(sight: Sight, *, honest: bool) -> int:
    return truth(sight) + (0 if honest else evasion(sight, sight.seat))


def _ranges(sight: Sight, by: str) -> Ranges:
    """Return what the asker must make of this seat now, and after either answer."""
    seat, held = sight.seat, told_of_me(sight, by)
    spread = narrowed(sight, held.spread)
    kinds: tuple[tuple[str, Kind, int, int], ...] = (
        ("held", "now", held.mean, held.spread),
        ("if_honest", "good", _value(sight, honest=True), spread),
        ("if_evasive", "bad", _value(sight, honest=False), spread),
    )
    spans = [
        Span(label=_say(sight, f"range.{key}"), figure=between(sight, seat, mean, wide), kind=kind,
             mean=points(sight, seat, mean), spread=points(sight, seat, wide))
        for key, kind, mean, wide in kinds
    ]  # fmt: skip
    at = points(sight, seat, truth(sight))
    return ranges(spans, ticks(sight, seat), (at, _say(sight, "you")))


def _facts(sight: Sight, by: str) -> tuple[FactRow, ...]:
    words, held = sight.words, told_of_me(sight, by)
    kept = number(sight.scenario, "belief_spread_ppm")
    small = plain(sight, sight.seat, narrowed(sight, held.spread))
    return (
        FactRow(label=_say(sight, "fact.held"), figure=with_doubt(sight, sight.seat, held),
                aside=_held(sight, held)),
        FactRow(label=_say(sight, "fact.their_doubt"), figure=f"\u00b1\u00a0{small}",
                aside=words("doubt", n=chance(sight, kept))),
        FactRow(label=_say(sight, "fact.price"), figure=words("free"),
                aside=_evading(sight, by)),
    )  # fmt: skip


def _evading(sight: Sight, by: str) -> str:
    """Return what an answer costs by the rules, the truth or not: gauges, if it moves any."""
    moved = ", ".join(gauge_words(sight, m.Answer(to=by, number=1, honest=False)))
    return moved or _say(sight, "fact.blind")


def _held(sight: Sight, held: Estimate) -> str:
    if held.minute is None:
        return _say(sight, "fact.anyone")
    return _say(sight, "fact.you_told", date=sight.words.date_short(held.minute))
