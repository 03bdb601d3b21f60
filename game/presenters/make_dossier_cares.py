"""What moves a seat as far as all know: what it looks at in a paper, its possible tempers."""

from collections.abc import Callable, Iterator, Mapping

from game.presenters.dossier import Share, Shares
from game.presenters.make_desk_said import capital
from game.presenters.make_desk_sight import Sight
from sim.domain.actors import PARTY, Actor
from sim.domain.deal import Issue, Option
from sim.domain.lookup import index_of, kind_of, members_of
from sim.domain.rules.worth import valuation
from sim.domain.units import MILLI, PPM
from sim.domain.views import tables
from sim.strategies.models.tempers import model_of
from sim.strategies.numeraire import prior_mean
from sim.strategies.outlook import look

CARES_MOST = 8


def _say(sight: Sight, key: str, **values: object) -> str:
    return sight.words.text(f"ui.dossier.{key}", **values)


def cares(sight: Sight, seat: str) -> Shares:
    """Return the issues a seat looks at, the heaviest first, with the option it likes best."""
    reads = index_of(sight.scenario).readings.get(seat)
    found = list(_read(sight, reads.tables) if reads else _valued(sight, seat))
    found.sort(key=lambda one: -one[1])
    most = max((span for _, span, _ in found), default=1)
    rows = tuple(
        Share(label=sight.words.issue(issue.id), figure=figure, part=span / most,
              words=_best(sight, issue, best))
        for (issue, best), span, figure in (
            (pair, span, _figure(sight, seat, span, reads=reads is not None))
            for pair, span, _ in found[:CARES_MOST]
        )
    )  # fmt: skip
    key = "reads" if reads else "gains"
    if seat == sight.seat:
        key = "own_reads" if reads else "own"
    return Shares(title=_say(sight, f"cares.{key}"), rows=rows,
                  aside=_say(sight, f"cares.{'reads' if reads else key}_aside"))  # fmt: skip


Found = tuple[tuple[Issue, Option], int, int]
"""An issue with the option that is liked best, how much hangs on it, and its place."""


def _read(sight: Sight, points: Mapping[str, Mapping[str, int]]) -> Iterator[Found]:
    """Yield what an authority reads in each issue; its tables are public."""
    for issue in sight.scenario.issues:
        if issue.id in points:
            yield from _liked(issue, lambda option, at=points[issue.id]: at[str(option)])  # type: ignore[misc]


def _valued(sight: Sight, seat: str) -> Iterator[Found]:
    """Yield what each issue is worth, the other terms as on the paper that lies on the desk."""
    own = seat == sight.seat
    parameters = sight.view.own.parameters if own else prior_mean(sight.scenario, seat)
    value = valuation(sight.scenario, seat, parameters)
    restricted = sight.view.common.restricted_minute is not None
    for issue in sight.scenario.issues:
        yield from _liked(issue, lambda option, issue=issue: value.package(  # type: ignore[misc]
            sight.paper.with_option(issue.id, option), restricted=restricted))  # fmt: skip


def _liked(issue: Issue, worth: Callable[[Option], int]) -> Iterator[Found]:
    """Yield the issue with its best option, unless nothing hangs on it."""
    values = [worth(option) for option in issue.options]
    best = max(range(len(values)), key=values.__getitem__)
    span = values[best] - min(values)
    if span > 0:
        yield (issue, issue.options[best]), span, best


def _best(sight: Sight, issue: Issue, option: Option) -> str:
    """Return which way a seat pulls an issue: an option, or more or less of a number."""
    ends = (issue.options[0], issue.options[-1])
    if isinstance(option, int) and option in ends and len(issue.options) > CARES_MOST:
        return _say(sight, "less" if option == ends[0] else "more")
    return sight.words.option(issue, option)


def _figure(sight: Sight, seat: str, span: int, *, reads: bool) -> str:
    if reads:
        return sight.words.number(span / MILLI)
    return sight.words.amount(span, seat).lstrip("+")


def tempers(sight: Sight, actor: Actor) -> Shares | None:
    """Return the tempers a seat may have, as likely as its offers at a common table make them."""
    people = actor.personalities
    if not people:
        return None
    read = _read_offers(sight, actor.id)
    odds = read or tuple(one.prior_ppm for one in people)
    words = sight.words
    rows = tuple(
        Share(label=capital(words.name(f"actors.{actor.id}.personalities.{one.id}", one.id)),
              figure=words.percent(ppm), part=ppm / PPM,
              words=words.name(f"actors.{actor.id}.tempers.{one.id}"))
        for one, ppm in zip(people, odds, strict=True)
    )  # fmt: skip
    return Shares(title=_say(sight, "tempers"), rows=rows,
                  aside=_say(sight, "tempers.read" if read else "tempers.prior"))  # fmt: skip


def _read_offers(sight: Sight, seat: str) -> tuple[int, ...]:
    """Return what a party makes of the offers of another at its table; nothing for outsiders."""
    view, table = sight.view, sight.table
    if kind_of(sight.scenario, sight.seat) != PARTY or table not in tables(view):
        return ()
    if seat not in members_of(sight.scenario, table) or view.common.paper is not None:
        return ()
    if not any(offer.by == seat for offer in view.channels[table].offers):
        return ()
    found = sight.once(("tempers", seat), lambda: model_of(view, look(view, table), seat))
    return tuple(one.odds for one in found.mixture)
