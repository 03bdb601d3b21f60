"""What a kind of move can be told here: every concrete move with the words to choose it by."""

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from game.presenters.common import Choice
from game.presenters.desk import Field
from game.presenters.make_desk_odds import EXTEND, ORDER, lever_days, lever_place
from game.presenters.make_desk_sight import Sight
from sim.domain import moves as m
from sim.domain.actors import AUTHORITY, LICENSOR, SELLER
from sim.domain.deal import Package
from sim.domain.lookup import index_of, kind_of, members_of
from sim.domain.rules.consent import own_bar, reading
from sim.domain.rules.legal import code_of, questions_about
from sim.domain.rules.numbers import number
from sim.domain.rules.worth import valuation
from sim.domain.units import MILLI, MINUTES_DAY
from sim.domain.views import open_questions, tables, utility
from sim.strategies.numeraire import prior_mean

WHAT = "what"
_CONDITIONS_MOST = 7
_DEADLINE_PRESET = 44


@frozen
class Way:
    """One concrete move of a kind."""

    label: str
    move: m.Move


def ways(sight: Sight, kind: type[m.Move]) -> tuple[Way, ...]:
    """Return the moves of a kind that one could choose between, legal or not."""
    makers = _WAYS.get(kind)
    if makers is None:
        return (Way("", kind()),) if kind in _PLAIN else ()
    return tuple(makers(sight))


def legal_ways(sight: Sight, kind: type[m.Move]) -> tuple[Way, ...]:
    """Return those that are legal now."""
    return sight.once(
        (kind, sight.paper, sight.draft, sight.lever, sight.words.text.lang),
        lambda: _legal(sight, kind),
    )


def _legal(sight: Sight, kind: type[m.Move]) -> tuple[Way, ...]:
    return tuple(way for way in ways(sight, kind) if code_of(sight.view, way.move) is None)


def fields_of(sight: Sight, kind: type[m.Move]) -> tuple[m.Move | None, tuple[Field, ...]]:
    """Return a sample of a kind, legal if any is, and the field to choose with."""
    legal = legal_ways(sight, kind)
    if not legal:
        found = ways(sight, kind)
        return (found[0].move if found else None), ()
    if len(legal) == 1 and kind not in (m.Lobby, m.Ask, m.State, m.Pledge):
        return legal[0].move, ()
    if kind in (m.Order, m.ExtendDeadline):
        return legal[0].move, ()
    slider = kind is m.SetDeadline
    field = Field(
        id=WHAT,
        label=sight.words(f"field.{m.KIND_OF_MOVE[kind]}"),
        options=tuple(
            Choice(id=str(place), label=way.label) for place, way in enumerate(legal)
        ),
        slider=slider,
        chosen=min(_DEADLINE_PRESET, len(legal) - 1) if slider else 0,
    )  # fmt: skip
    return legal[field.chosen].move, (field,)


def _others(sight: Sight) -> Iterator[str]:
    return (actor.id for actor in index_of(sight.scenario).seats if actor.id != sight.seat)


def _asks(sight: Sight) -> Iterator[Way]:
    words = sight.words
    # An authority's bar is what most papers hang on, so it comes first.
    order = sorted(_others(sight), key=lambda one: kind_of(sight.scenario, one) != AUTHORITY)
    for seat in order:
        for question in questions_about(sight.view, seat):
            label = words("ask_for", actor=words.actor(seat),
                          question=words.name(f"question.{question}", question))  # fmt: skip
            yield Way(label, m.Ask(to=seat, question=question))


def _answers(sight: Sight) -> Iterator[Way]:
    words = sight.words
    for question in open_questions(sight.view):
        bar = question.question == "threshold"
        true = own_bar(sight.view) if bar else sight.no_deal
        shade = number(sight.scenario, "evasion_bar" if bar else "evasion_micro")
        for honest in (True, False):
            value = true if honest else true + shade
            said = words.number(value / MILLI, 0) if bar else words.amount(value)
            move = m.Answer(to=question.by, number=question.number, honest=honest)
            yield Way(words("say_true" if honest else "say_shaded", n=said), move)


def own_fact(sight: Sight, fact: str) -> str:
    """Return the figure that a proof shows: it is the whole point of the move."""
    if fact == "threshold":
        return sight.words.number(own_bar(sight.view) / MILLI)
    return sight.words.amount(sight.no_deal)


def _disclosures(sight: Sight) -> Iterator[Way]:
    fact = "threshold" if sight.is_authority else "reservation"
    for seat in _others(sight):
        yield Way(sight.words.actor(seat), m.Disclose(to=seat, fact=fact))


def _lobbies(sight: Sight) -> Iterator[Way]:
    for actor in index_of(sight.scenario).order:
        if actor.kind == AUTHORITY or actor.role == LICENSOR:
            yield Way(sight.words.actor(actor.id), m.Lobby(to=actor.id))


def _at_tables(make: Callable[..., m.Move]) -> Callable[[Sight], Iterator[Way]]:
    def found(sight: Sight) -> Iterator[Way]:
        for table in tables(sight.view):
            yield Way(sight.words.name(f"tables.{table}.label", table), make(table=table))

    return found


def _lines(sight: Sight) -> Iterator[Way]:
    for issue in sight.scenario.issues:
        option = sight.draft[issue.id]
        yield Way(sight.words.change(issue.id, option), m.State(issue=issue.id, line=option))


def _pledges(sight: Sight) -> Iterator[Way]:
    for issue in sight.scenario.issues:
        option = sight.draft[issue.id]
        yield Way(sight.words.change(issue.id, option), m.Pledge(issue=issue.id, option=option))


def _lever(name: str, make: Callable[[int], m.Move]) -> Callable[[Sight], Iterator[Way]]:
    def found(sight: Sight) -> Iterator[Way]:
        at, minutes = lever_days(sight)
        if at == name and minutes:
            minute = minutes[lever_place(sight)]
            yield Way(sight.words.date(minute), make(minute))

    return found


def _deadlines(sight: Sight) -> Iterator[Way]:
    least = number(sight.scenario, "deadline_notice_days") * MINUTES_DAY
    latest, minute = sight.scenario.deadline_latest, sight.minute + least
    while minute <= latest:
        yield Way(sight.words.date(minute), m.SetDeadline(minute=minute))
        minute += MINUTES_DAY


def _conditions(sight: Sight) -> Iterator[Way]:
    """Yield the demands that would suit this seat, the best first; also to keep what is there."""
    words, common, found = sight.words, sight.view.common, []
    reads = sight.seat in index_of(sight.scenario).readings
    now, firms = utility(sight.view, sight.paper), members_of(sight.scenario, sight.paper_table)
    for issue in sight.caring:
        for option in issue.options:
            there = sight.paper.with_option(issue.id, option)
            gain = utility(sight.view, there) - now
            if gain < 0:
                continue
            more = 0
            if reads:
                more = reading(sight.scenario, common, sight.seat, there)
                more -= reading(sight.scenario, common, sight.seat, sight.paper)
            cost = _others_gain(sight, there)
            label = words("demand", change=words.change(issue.id, option), n=words.bare(gain),
                          m=words.amount(cost, firms[0]))  # fmt: skip
            move = m.Condition(issue=issue.id, option=option)
            found.append((gain, more, cost, Way(label, move)))
    found.sort(key=lambda one: (-one[0], -one[1], -one[2]))
    return (one[-1] for one in found[:_CONDITIONS_MOST])


def _others_gain(sight: Sight, there: Package) -> int:
    """Return what a change of the paper gives its parties together, at their average types."""
    scenario = sight.scenario
    restricted = sight.view.common.restricted_minute is not None
    total = 0
    for member in members_of(scenario, sight.paper_table):
        value = valuation(scenario, member, prior_mean(scenario, member))
        total += value.package(there, restricted=restricted)
        total -= value.package(sight.paper, restricted=restricted)
    return total


def _undertakings(sight: Sight) -> Iterator[Way]:
    for actor in index_of(sight.scenario).seats:
        if actor.role == SELLER:
            yield Way(sight.words.actor(actor.id), m.SeekUndertaking(of=actor.id))


def _remarks(sight: Sight) -> Iterator[Way]:
    words, topic = sight.words, "remark.no_comment"
    said = words.name(topic, topic)
    yield Way(words("say_public", said=said), m.Say(topic=topic))
    for seat in _others(sight):
        yield Way(words("say_to", to=words.to(seat), said=said), m.Say(topic=topic, to=seat))


_PLAIN = (m.Sue, m.Invite, m.Retract, m.Threaten, m.OpenInquiry, m.CloseInquiry, m.Endorse,
          m.Approve, m.Block)  # fmt: skip
_WAYS: Mapping[type[m.Move], Callable[[Sight], Iterator[Way]]] = {
    m.Ask: _asks, m.Answer: _answers, m.Disclose: _disclosures, m.Lobby: _lobbies,
    m.Suspend: _at_tables(m.Suspend), m.Resume: _at_tables(m.Resume), m.Walk: _at_tables(m.Walk),
    m.State: _lines, m.Pledge: _pledges, m.Condition: _conditions, m.Say: _remarks,
    m.SeekUndertaking: _undertakings, m.SetDeadline: _deadlines,
    m.Order: _lever(ORDER, lambda minute: m.Order(deadline=minute)),
    m.ExtendDeadline: _lever(EXTEND, lambda minute: m.ExtendDeadline(minute=minute)),
}  # fmt: skip
