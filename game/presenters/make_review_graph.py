"""The graph of a review: every seat's expected result over time, with ranges and marks. Pure."""

from collections.abc import Callable, Mapping

from attrs import frozen

from game.presenters.make_desk_words import Words, money_unit
from game.presenters.marks import seats_of
from game.presenters.replay_axis import Axis
from game.presenters.review import Curve, Graph, Level, Mark, Point, Tick
from sim.review import Moment

_ERRORS = 2
_LEAST_SPAN = 100_000
"""The graph is at least this much utility high, so that luck does not look like a mountain."""
_LEVELS_MOST = 6
_STEPS = (1, 2, 5)

Ends = tuple[float, float]
Height = Callable[[int], float]


@frozen(kw_only=True)
class Played:
    """What the record itself says of the time: when, what, and how it ended for each seat."""

    axis: Axis
    events: tuple[tuple[int, str], ...]
    """Minutes of what everybody remembers, with the key of its word."""
    end: int
    results: Mapping[str, int]
    """Surplus of every seat at the end."""
    shown: frozenset[str]
    """The seats whose line is drawn."""


def shared_seats(words: Words) -> tuple[str, ...]:
    """Return the seats that count in the points of the person's own: one scale serves them."""
    unit = money_unit(words.scenario, words.seat)
    return tuple(
        actor.id
        for actor in seats_of(words.scenario)
        if actor.id in words.scenario.preferences
        and (actor.id == words.seat or (unit and money_unit(words.scenario, actor.id) == unit))
    )


def graph(
    words: Words,
    texts: Mapping[str, str],
    played: Played,
    moments: tuple[Moment, ...],
    rows: tuple[Moment, ...],
) -> Graph:
    """Return the graph as far as the judgements have come; the end is known from the first."""
    shared = [seat for seat in shared_seats(words) if seat in played.shown or seat == words.seat]
    ends = _ends(words, played, moments, shared)
    return Graph(
        title=words.text("ui.review.graph"),
        aside=words.unit_word(),
        note=words.text("ui.review.range"),
        curves=tuple(
            _curve(words, played, moments, actor.id, ends if actor.id in shared else None)
            for actor in seats_of(words.scenario)
            if actor.id in words.scenario.preferences
        ),
        marks=tuple(
            Mark(x=played.axis.at(one.minute), row=place, grade=one.grade,
                 y=_part(words.points(one.after.mean), ends),
                 badge=texts[f"review.grade.{one.grade}"])
            for place, one in enumerate(rows)
        ),
        ticks=_ticks(words, played),
        levels=_levels(words, ends),
        zero=_part(0, ends),
    )  # fmt: skip


def _part(value: float, ends: Ends) -> float:
    return (value - ends[0]) / (ends[1] - ends[0])


def _ends(words: Words, played: Played, moments: tuple[Moment, ...], seats: list[str]) -> Ends:
    """Return the points at the foot and the top of the plot for seats on one scale."""
    values = [0.0]
    for seat in seats:
        values.append(words.points(played.results[seat], seat))
        values += [words.points(one.everybody[seat], seat) for one in moments]
        if seat == words.seat:
            for one in moments:
                reach = _ERRORS * one.after.error
                values += [words.points(one.after.mean + way * reach) for way in (-1, 1)]
                values.append(words.points(one.before.mean))
    low, high = min(values), max(values)
    spare = max(words.points(_LEAST_SPAN) - (high - low), 0)
    return low, high + spare


def _curve(
    words: Words, played: Played, moments: tuple[Moment, ...], seat: str, ends: Ends | None
) -> Curve:
    own = seat == words.seat
    apart = ends is None and seat not in shared_seats(words)
    scale = ends or _ends(words, played, moments, [seat])

    def y(utility: int) -> float:
        return _part(words.points(utility, seat), scale)

    points = [_point(played, one, seat, own=own, y=y) for one in moments]
    end = y(played.results[seat])
    points.append(Point(x=played.axis.at(played.end), before=end, after=end, low=end, high=end))
    return Curve(
        actor=words.mark(seat),
        points=tuple(points),
        end=words.bare(played.results[seat], seat),
        shown=seat in played.shown,
        own=own,
        apart=apart,
    )


def _point(played: Played, one: Moment, seat: str, *, own: bool, y: Height) -> Point:
    after = y(one.everybody[seat])
    x = played.axis.at(one.minute)
    if not own:
        return Point(x=x, before=after, after=after, low=after, high=after)
    reach = _ERRORS * one.after.error
    return Point(
        x=x, before=y(one.before.mean), after=after, low=y(one.after.mean - reach),
        high=y(one.after.mean + reach),
    )  # fmt: skip


def _ticks(words: Words, played: Played) -> tuple[Tick, ...]:
    """Return the first day, what everybody remembers, and the end."""
    made = [Tick(at=0.0, label=words.date_short(0))]
    for minute, key in played.events:
        label = words.text("ui.review.tick", date=words.date_short(minute), event=words.text(key))
        made.append(Tick(at=played.axis.at(minute), label=label, event=True))
    made.append(Tick(at=played.axis.at(played.end), label=words.date_short(played.end)))
    return tuple(made)


def _levels(words: Words, ends: Ends) -> tuple[Level, ...]:
    """Return round figures between foot and top."""
    return tuple(
        Level(at=_part(value, ends), label=words.signed(value, places))
        for value, places in round_figures(*ends)
    )


def round_figures(low: float, high: float, most: int = _LEVELS_MOST) -> list[tuple[float, int]]:
    """Return round numbers within a range, each with the decimals it needs."""
    step, power = 0.0, -3
    while not step or (high - low) / step > most:
        for factor in _STEPS:
            step = factor * 10.0**power
            if (high - low) / step <= most:
                break
        else:
            power += 1
    first = -int(-low // step) if low < 0 else int(low // step) + (low % step > 0)
    places = max(-power, 0)
    found = []
    place = first - 1
    while place * step <= high:
        if place * step >= low:
            found.append((place * step, places))
        place += 1
    return found
