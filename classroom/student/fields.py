"""What a move still has to be told: for each kind its fields, with every value that is legal."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import frozen

from classroom.student.wording import Words, capital
from sim.domain import moves as m
from sim.domain.deal import Issue, Option
from sim.domain.lookup import index_of
from sim.domain.rules.legal import code_of, extension_range, order_range, unfit_code
from sim.domain.rules.numbers import number
from sim.domain.units import MINUTES_DAY
from sim.domain.views import View, open_questions, tables


@frozen(kw_only=True)
class Pick:
    """One value of a list."""

    value: str
    label: str
    chosen: bool = False


@frozen(kw_only=True)
class Group:
    """Values under a common label; an empty one for a plain list."""

    label: str
    picks: tuple[Pick, ...]


@frozen(kw_only=True)
class Field:
    """A list to choose from."""

    name: str
    label: str
    groups: tuple[Group, ...]


Fields = tuple[Field, ...]
_WAITS = (1, 2, 3, 5, 7, 10, 14)
_NO_COMMENT = "remark.no_comment"


def fields_of(view: View, words: Words, kind: type[m.Move]) -> Fields | None:
    """Return the fields of a kind of move; None where no value of them is legal."""
    if kind in _PLAIN:
        return () if code_of(view, _PLAIN[kind]()) is None else None
    found = _FIELDS[kind](view, words)
    return found if all(any(group.picks for group in one.groups) for one in found) else None


def _legal(view: View, moves: Iterable[tuple[m.Move, str, str]]) -> tuple[Pick, ...]:
    """Return a pick for each legal one of some moves, given with their values and labels."""
    # Whether the kind is open was asked before: what is left is whether the values fit.
    return tuple(
        Pick(value=value, label=label)
        for move, value, label in moves
        if unfit_code(view, move) is None
    )


def _list(words: Words, name: str, picks: tuple[Pick, ...], label: str = "") -> Fields:
    groups = (Group(label="", picks=picks),)
    return (Field(name=name, label=words(f"field.{label or name}"), groups=groups),)


def _actors(make: Callable[[str], m.Move]) -> Callable[[View, Words], Fields]:
    """Return the field `to`: every actor at whom the move may be aimed."""

    def found(view: View, words: Words) -> Fields:
        order = (one.id for one in index_of(view.scenario).order if one.id != view.seat)
        moves = ((make(actor), actor, words.actor(actor)) for actor in order)
        name = "of" if make is _seek else "to"
        return _list(words, name, _legal(view, moves), "to")

    return found


def _seek(actor: str) -> m.Move:
    return m.SeekUndertaking(of=actor)


def _asks(view: View, words: Words) -> Fields:
    def moves() -> Iterator[tuple[m.Move, str, str]]:
        for actor in index_of(view.scenario).seats:
            for question in view.scenario.questions:
                move = m.Ask(to=actor.id, question=question)
                asked = words.name(f"questions.{question}", words.name(f"question.{question}"))
                yield move, actor.id, words("ask_what", actor=words.actor(actor.id), what=asked)

    return _list(words, "to", _legal(view, moves()))


def _disclosures(view: View, words: Words) -> Fields:
    moves = (
        (m.Disclose(to=actor.id, fact=fact), actor.id, words.actor(actor.id))
        for actor in index_of(view.scenario).seats
        for fact in view.scenario.questions
    )
    return _list(words, "to", _legal(view, moves))


def _tables(make: Callable[..., m.Move]) -> Callable[[View, Words], Fields]:
    def found(view: View, words: Words) -> Fields:
        moves = (
            (make(table=one), one, words.name(f"tables.{one}.label", one)) for one in tables(view)
        )
        return _list(words, "table", _legal(view, moves))

    return found


def _terms(make: Callable[[str, Option], m.Move]) -> Callable[[View, Words], Fields]:
    """Return one list of all options, by issue."""

    def group(view: View, words: Words, issue: Issue) -> Group:
        moves = (
            (make(issue.id, option), f"{issue.id}={option}", words.option(issue, option))
            for option in issue.options
        )
        return Group(label=words.issue(issue.id), picks=_legal(view, moves))

    def found(view: View, words: Words) -> Fields:
        groups = tuple(group(view, words, issue) for issue in view.scenario.issues)
        return (Field(name="choice", label=words("field.choice"),
                      groups=tuple(one for one in groups if one.picks)),)  # fmt: skip

    return found


def _cards(view: View, words: Words) -> Fields:
    moves = (
        (m.Leak(card=card.id), card.id, words.name(f"cards.{card.id}.headline", card.id))
        for card in view.scenario.cards
    )
    return _list(words, "card", _legal(view, moves))


def _remarks(view: View, words: Words) -> Fields:
    order = [actor.id for actor in index_of(view.scenario).seats if actor.id != view.seat]
    moves = [(m.Say(topic=_NO_COMMENT), "", words("to_all"))]
    moves += [(m.Say(topic=_NO_COMMENT, to=one), one, words.actor(one)) for one in order]
    topic = Pick(value=_NO_COMMENT, label=capital(words.name(_NO_COMMENT)))
    return (*_list(words, "topic", (topic,)), *_list(words, "to", _legal(view, moves)))


def answers(view: View, words: Words) -> Iterator[tuple[tuple[tuple[str, str], ...], str]]:
    """Yield the questions that wait for the seat's answer: hidden values and the question."""
    for question in open_questions(view):
        asked = words.name(
            f"questions.{question.question}", words.name(f"question.{question.question}")
        )
        hidden = (("to", question.by), ("number", str(question.number)))
        yield hidden, words("asks_you", actor=words.subject(question.by), what=asked)


# --- dates


def _dates(
    name: str, make: Callable[[int], m.Move], found: Callable[[View], Iterable[int]]
) -> Callable[[View, Words], Fields]:
    def fields(view: View, words: Words) -> Fields:
        moves = (
            (make(minute), str(minute),
             words("date_in", date=words.date(minute), days=words.days(minute - view.minute)))
            for minute in dict.fromkeys(found(view))
        )  # fmt: skip
        return _list(words, name, _legal(view, moves), "date")

    return fields


def _daily(since: int, low: int, high: int) -> Iterator[int]:
    """Yield a minute a day within a range, then its end."""
    first = since + max(0, -(-(low - since) // MINUTES_DAY)) * MINUTES_DAY
    yield from range(first, high + 1, MINUTES_DAY)
    if low <= high:
        yield high


def _order_days(view: View) -> Iterator[int]:
    return _daily(view.minute, *order_range(view))


def _deadline_days(view: View) -> Iterator[int]:
    least = view.minute + number(view.scenario, "deadline_notice_days") * MINUTES_DAY
    return _daily(view.minute, least, view.scenario.deadline_latest)


def _extension_days(view: View) -> Iterator[int]:
    standing = max(view.minute, view.common.deadline or 0)
    low, high = extension_range(view)
    yield from _daily(standing, low, high)
    yield low


def _waits(view: View, words: Words) -> Fields:
    picks = [Pick(value="", label=words("until_next"), chosen=True)]
    for days in _WAITS:
        minute = view.minute + days * MINUTES_DAY
        if code_of(view, m.Wait(until=minute)) is None:
            label = words("date_in", date=words.date(minute), days=words.days(days * MINUTES_DAY))
            picks.append(Pick(value=str(minute), label=label))
    return _list(words, "until", tuple(picks))


_PLAIN: Mapping[type[m.Move], Callable[[], m.Move]] = {
    m.Sue: m.Sue, m.Invite: m.Invite, m.Retract: m.Retract, m.Threaten: m.Threaten,
    m.OpenInquiry: m.OpenInquiry, m.CloseInquiry: m.CloseInquiry, m.Endorse: m.Endorse,
    m.Approve: m.Approve, m.Block: m.Block,
}  # fmt: skip
_FIELDS: Mapping[type[m.Move], Callable[[View, Words], Fields]] = {
    m.Ask: _asks, m.Disclose: _disclosures, m.Leak: _cards, m.Say: _remarks, m.Wait: _waits,
    m.Lobby: _actors(lambda actor: m.Lobby(to=actor)), m.SeekUndertaking: _actors(_seek),
    m.Suspend: _tables(m.Suspend), m.Resume: _tables(m.Resume), m.Walk: _tables(m.Walk),
    m.State: _terms(lambda issue, option: m.State(issue=issue, line=option)),
    m.Pledge: _terms(lambda issue, option: m.Pledge(issue=issue, option=option)),
    m.Condition: _terms(lambda issue, option: m.Condition(issue=issue, option=option)),
    m.Order: _dates("deadline", lambda minute: m.Order(deadline=minute), _order_days),
    m.SetDeadline: _dates("minute", lambda minute: m.SetDeadline(minute=minute), _deadline_days),
    m.ExtendDeadline: _dates(
        "minute", lambda minute: m.ExtendDeadline(minute=minute), _extension_days
    ),
}  # fmt: skip
