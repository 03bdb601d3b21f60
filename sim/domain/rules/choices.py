"""Concrete moves ready to submit: legal, each once, and of every kind that would do something."""

from collections.abc import Callable, Iterator, Mapping

from sim.domain import moves as m
from sim.domain.deal import Option, Package
from sim.domain.lookup import index_of
from sim.domain.rules import legal
from sim.domain.rules.numbers import number
from sim.domain.units import MINUTES_DAY
from sim.domain.views import View, open_questions, standing_offers, tables

_STEP = 4
"""Options between a package and the ones offered beside it."""


_OPTIONS_SHOWN = 8


def legal_moves(view: View) -> tuple[m.Move, ...]:
    """
    Return concrete legal moves of the seat, each once, cheap ones for every kind that is open.

    A further order that leaves the ban where it is would only be noise: legal, but not offered.
    """
    found = (move for move in allowed_moves(view) if not _changes_nothing(view, move))
    return tuple(dict.fromkeys(found))


def allowed_moves(view: View) -> Iterator[m.Move]:
    """Yield at least one move of every kind that `decide` takes, pointless or not."""
    for kind in legal.open_kinds(view):
        for move in _PROPOSERS[kind](view):
            if legal.unfit_code(view, move) is None:
                yield move


def _changes_nothing(view: View, move: m.Move) -> bool:
    """Tell whether a move is a further order whose date is no earlier than the one that stands."""
    common = view.common
    if not isinstance(move, m.Order) or common.order_minute is None:
        return False
    return common.deadline is not None and move.deadline >= common.deadline


def opening_package(view: View) -> Package:
    """Return the package in the middle of every issue's list: a neutral start for a draft."""
    middle = {issue.id: issue.options[len(issue.options) // 2] for issue in view.scenario.issues}
    return payable(view, Package(middle))


def payable(view: View, package: Package) -> Package:
    """Return the package without the payments that counsel found unlawful."""
    for issue in view.common.voided:
        package = package.with_option(issue, index_of(view.scenario).issues[issue].options[0])
    return package


def _proposals(view: View) -> Iterator[m.Move]:
    for table in tables(view):
        offers = view.channels[table].offers
        seen: set[Package] = set()
        for offer in reversed(offers):
            package = payable(view, offer.package)
            if package not in seen and len(seen) < 2:  # noqa: PLR2004
                seen.add(package)
                yield m.Propose(table=table, package=package)
                yield from _steps(view, table, package)
        if not seen:
            yield m.Propose(table=table, package=opening_package(view))


def _steps(view: View, table: str, package: Package) -> Iterator[m.Move]:
    """Yield packages with the first issue, the price where there is one, settled a step away."""
    issue = view.scenario.issues[0]
    last = len(issue.options) - 1
    at = issue.options.index(package[issue.id])
    for there in (max(0, at - _STEP), min(last, at + _STEP)):
        if there != at:
            other = package.with_option(issue.id, issue.options[there])
            yield m.Propose(table=table, package=other)


def _answers(cls: Callable[..., m.Move]) -> Callable[[View], Iterator[m.Move]]:
    def propose(view: View) -> Iterator[m.Move]:
        paper = view.common.paper
        if paper is not None:
            yield cls(table=paper.table, offer=0)
            return
        for table in tables(view):
            for offer in standing_offers(view, table):
                yield cls(table=table, offer=offer.id)

    return propose


def _at_tables(cls: Callable[..., m.Move]) -> Callable[[View], Iterator[m.Move]]:
    return lambda view: (cls(table=table) for table in tables(view))


def _single(cls: Callable[[], m.Move]) -> Callable[[View], Iterator[m.Move]]:
    return lambda _: iter((cls(),))


def _seats(view: View) -> Iterator[str]:
    return (actor.id for actor in index_of(view.scenario).seats if actor.id != view.seat)


def _asks(view: View) -> Iterator[m.Move]:
    for seat in _seats(view):
        for question in legal.questions_about(view, seat):
            yield m.Ask(to=seat, question=question)


def _replies(view: View) -> Iterator[m.Move]:
    for question in open_questions(view):
        for honest in (True, False):
            yield m.Answer(to=question.by, number=question.number, honest=honest)


def _disclosures(view: View) -> Iterator[m.Move]:
    for seat in _seats(view):
        for fact in view.scenario.questions:
            yield m.Disclose(to=seat, fact=fact)


def _lobbies(view: View) -> Iterator[m.Move]:
    return (m.Lobby(to=actor.id) for actor in index_of(view.scenario).order)


def _last_own(view: View) -> Package:
    for table in tables(view):
        for offer in reversed(view.channels[table].offers):
            if offer.by == view.seat:
                return offer.package
    return opening_package(view)


def _lines(view: View) -> Iterator[m.Move]:
    package = _last_own(view)
    return (m.State(issue=i.id, line=package[i.id]) for i in view.scenario.issues)


def _pledges(view: View) -> Iterator[m.Move]:
    package = _last_own(view)
    return (m.Pledge(issue=i.id, option=package[i.id]) for i in view.scenario.issues)


def _leaks(view: View) -> Iterator[m.Move]:
    return (m.Leak(card=card.id) for card in view.scenario.cards)


def _orders(view: View) -> Iterator[m.Move]:
    low, high = legal.order_range(view)
    days = [view.minute + day * MINUTES_DAY for day in (7, 14, 30, 40)]
    for deadline in [day for day in days if low <= day <= high] or [high]:
        yield m.Order(deadline=deadline)


def _deadlines(view: View) -> Iterator[m.Move]:
    latest = view.scenario.deadline_latest
    least = number(view.scenario, "deadline_notice_days")
    for days in (max(14, least), max(30, least), 45):
        yield m.SetDeadline(minute=min(latest, view.minute + days * MINUTES_DAY))


def _extensions(view: View) -> Iterator[m.Move]:
    low, high = legal.extension_range(view)
    for days in (7, 14):
        standing = max(view.minute, view.common.deadline or 0)
        yield m.ExtendDeadline(minute=max(low, min(high, standing + days * MINUTES_DAY)))


def _undertakings(view: View) -> Iterator[m.Move]:
    return (m.SeekUndertaking(of=seat) for seat in _seats(view))


def _conditions(view: View) -> Iterator[m.Move]:
    options: Iterator[tuple[str, Option]] = (
        (issue.id, option)
        for issue in (*view.scenario.issues[1:], view.scenario.issues[0])
        for option in issue.options[:_OPTIONS_SHOWN]
    )
    return (m.Condition(issue=issue, option=option) for issue, option in options)


def _rulings(_: View) -> Iterator[m.Move]:
    return (m.Enjoin(granted=granted) for granted in (True, False))


def _polls(view: View) -> Iterator[m.Move]:
    for at, gauge in enumerate(view.scenario.gauges):
        yield m.PublishPoll(gauge=gauge.id, value=view.common.gauges[at])


def _remarks(_: View) -> Iterator[m.Move]:
    return iter((m.Say(topic="remark.no_comment"),))


_PROPOSERS: Mapping[type[m.Move], Callable[[View], Iterator[m.Move]]] = {
    m.Propose: _proposals, m.Accept: _answers(m.Accept), m.Reject: _answers(m.Reject),
    m.Withdraw: _answers(m.Withdraw), m.Suspend: _at_tables(m.Suspend),
    m.Resume: _at_tables(m.Resume), m.Walk: _at_tables(m.Walk), m.Sue: _single(m.Sue),
    m.Invite: _single(m.Invite), m.Ask: _asks, m.Answer: _replies, m.Disclose: _disclosures,
    m.Lobby: _lobbies, m.Say: _remarks, m.State: _lines, m.Retract: _single(m.Retract),
    m.Pledge: _pledges, m.Leak: _leaks, m.Threaten: _single(m.Threaten), m.Order: _orders,
    m.SetDeadline: _deadlines, m.ExtendDeadline: _extensions,
    m.OpenInquiry: _single(m.OpenInquiry), m.CloseInquiry: _single(m.CloseInquiry),
    m.SeekUndertaking: _undertakings, m.Condition: _conditions, m.Approve: _single(m.Approve),
    m.Endorse: _single(m.Endorse), m.Block: _single(m.Block),
    m.RestrictExport: _single(m.RestrictExport), m.Enjoin: _rulings, m.PublishPoll: _polls,
    m.Wait: _single(m.Wait),
}  # fmt: skip
