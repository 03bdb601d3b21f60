"""
The exact answer to a scenario: frontier, solution points, ZOPA and win-sets, before anybody moves.

Conventions: everything is judged at minute 0 with the opening's gauges and without charges for
haste or public words; the disagreement point is each party's opening reservation, the ideal point
its best package that leaves all parties theirs. Utilities are whole millionths and include what a
sale is worth whatever the package. A seat whose type is not fixed has the mean of its
personalities' parameters by prior, which is what everybody may know of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from sim.analysis import points as rules
from sim.analysis.frontier import Point, frontier
from sim.analysis.winsets import Zopa, win_set_size, zopa
from sim.domain.actors import Actor
from sim.domain.deal import Package, package_at
from sim.domain.decider import initial
from sim.domain.decision import FORMAT, RULES, Header
from sim.domain.lookup import index_of, mean_parameters
from sim.domain.setting import Scenario
from sim.domain.talks import Talks
from sim.domain.units import PPM
from sim.errors import CannotError
from sim.projections.scores import opening_reservation, parties_of, sale_base, space_at
from sim.scenario import load_scenario
from sim.words import Text, load, system_language

MEAN = "mean"
"""The type of a seat that nobody fixed."""

POINTS: Mapping[str, Callable[[Iterable[Point], Sequence[int]], Point | None]] = {
    "nash": rules.nash,
    "kalai_smorodinsky": rules.kalai_smorodinsky,
    "least_spread": rules.least_spread,
    "egalitarian": rules.egalitarian,
    "utilitarian": rules.utilitarian,
}
"""The solution points by name; the first four of theory, and the one others take for the second."""


@frozen(kw_only=True)
class Solved:
    """A package with what it is worth to each party in millionths of utility."""

    package: Package
    utilities: Mapping[str, int]


Points = Sequence[Point]
Teller = Callable[[Point], Solved]


@frozen(kw_only=True)
class FromZero:
    """Points, ideal and opposition for a disagreement point of utility 0, as peers publish them."""

    ideal: Mapping[str, int] | None
    points: Mapping[str, Solved | None]
    opposition: int | None


@frozen(kw_only=True)
class Solution:
    """All that is known about a scenario without playing it."""

    scenario: str
    types: Mapping[str, str]
    """By seat the personality solved for, or `mean`."""
    parties: tuple[str, ...]
    reservations: Mapping[str, int]
    """By party, in millionths of utility: the disagreement point."""
    ideal: Mapping[str, int] | None
    """By party its best utility in the ZOPA; None where nothing is in it."""
    outcomes: int
    """How many packages there are."""
    frontier: tuple[Solved, ...]
    """One package for each vector of utilities that none betters, the first party's best first."""
    points: Mapping[str, Solved | None]
    """By the names of `POINTS`; None where no package leaves every party its reservation."""
    tied: Mapping[str, int]
    """By the same names how many points of the frontier the rule likes as well as the one named,
    that one counted: more than one where the rule does not decide between them."""
    opposition: int | None
    """Distance in ppm of the nearest package from everybody's ideal."""
    from_zero: "FromZero"
    """The same if no deal were worth 0 to every party, whatever its reservation."""
    zopa: Zopa | None
    win_sets: Mapping[str, int | None]
    """By veto player how many packages it prefers to none: parties, and seats whose consent every
    paper needs. None where the space is too large to be counted."""
    passing: int | None
    """How many packages pass all of them."""


def solve(
    scenario: "Scenario | str | Path | None", tempers: Mapping[str, str] | None = None
) -> Solution:
    """
    Solve a scenario exactly; `tempers` fixes personalities by seat, the others are at their mean.

    Cost: a frontier of the parties, and a look at every package for the sizes of win-sets.

    Raises:
        ScenarioError: with every fault of the file.
        CannotError: for a seat or a personality that is not there.

    """
    opening = opening_of(load_scenario(scenario), tempers or {})
    parties = parties_of(opening.scenario)
    floors = {seat: opening_reservation(opening, seat) - sale_base(opening, seat)
              for seat in _players(opening.scenario)}  # fmt: skip
    space = space_at(opening, parties)
    best = frontier(space)
    least = tuple(floors[party] for party in parties)
    zero = tuple(-sale_base(opening, party) for party in parties)
    tell = _teller(opening, parties)
    whole = space_at(opening, tuple(floors))
    return Solution(
        scenario=opening.scenario.id,
        types={seat: opening.private[seat].personality for seat in opening.scenario.preferences},
        parties=parties,
        reservations={party: opening_reservation(opening, party) for party in parties},
        ideal=_told_ideal(best, least, tell),
        outcomes=space.packages,
        frontier=tuple(map(tell, best)),
        points=_told_points(best, least, tell),
        tied={name: len(rules.tied(name, best, least)) for name in POINTS},
        opposition=rules.opposition(best, least),
        from_zero=FromZero(
            ideal=_told_ideal(best, zero, tell),
            points=_told_points(best, zero, tell),
            opposition=rules.opposition(best, zero),
        ),
        zopa=zopa(space, {party: floors[party] for party in parties}),
        win_sets={seat: win_set_size(whole, {seat: floor}) for seat, floor in floors.items()},
        passing=win_set_size(whole, floors),
    )


def _told_ideal(best: Points, floors: Sequence[int], tell: Teller) -> Mapping[str, int] | None:
    top = rules.ideal(best, floors)
    return None if top is None else tell(Point(0, top)).utilities


def _told_points(best: Points, floors: Sequence[int], tell: Teller) -> Mapping[str, Solved | None]:
    return {
        name: None if (found := rule(best, floors)) is None else tell(found)
        for name, rule in POINTS.items()
    }


def opening_of(scenario: Scenario, tempers: Mapping[str, str]) -> Talks:
    """Return the talks at minute 0 with fixed types instead of drawn ones; no luck counts."""
    for seat in tempers:
        _checked(scenario, seat, tempers[seat])
    header = Header(
        format=FORMAT, rules=RULES, scenario=scenario, seed=0, seats={}, pinned=(), tempers={}
    )
    drawn = initial(header)
    private = {
        actor.id: evolve(drawn.private[actor.id], **_type(actor, tempers))
        for actor in scenario.actors
    }
    return evolve(drawn, private=private)


def _type(actor: Actor, tempers: Mapping[str, str]) -> dict[str, Any]:
    name = tempers.get(actor.id)
    if name is None:
        return {"personality": MEAN, "parameters": mean_parameters(actor)}
    found = next(one for one in actor.personalities if one.id == name)
    return {"personality": name, "parameters": found.parameters}


def _checked(scenario: Scenario, seat: str, temper: str) -> None:
    known = {actor.id: [one.id for one in actor.personalities] for actor in scenario.actors}
    if seat not in known:
        raise CannotError(seat, "no such actor here", f"choose one of {', '.join(known)}")
    if temper not in known[seat]:
        choices = ", ".join(known[seat]) or "another actor, this one has only one"
        raise CannotError(temper, f"no such personality of {seat}", f"choose {choices}")


def _players(scenario: Scenario) -> tuple[str, ...]:
    """Return who can stop any paper of the main table: its parties, then seats by rank."""
    parties = parties_of(scenario)
    table = next(one.id for one in scenario.tables if one.members == parties)
    vetoes = {
        consent.actor
        for consent in scenario.consents
        if consent.veto and consent.always and (not consent.tables or table in consent.tables)
    }
    seats = [actor.id for actor in index_of(scenario).seats if actor.id in scenario.preferences]
    return (*parties, *(seat for seat in seats if seat in vetoes and seat not in parties))


def _teller(opening: Talks, parties: tuple[str, ...]) -> Teller:
    issues = opening.scenario.issues
    base = [sale_base(opening, party) for party in parties]

    def tell(point: Point) -> Solved:
        sums = (have + more for have, more in zip(point.utilities, base, strict=True))
        return Solved(
            package=package_at(issues, point.number),
            utilities=dict(zip(parties, sums, strict=True)),
        )

    return tell


def plain(found: Solution) -> dict[str, Any]:
    """Return the object that `solve --json` prints."""
    zone = found.zopa
    return {
        "scenario": found.scenario,
        "types": dict(found.types),
        "parties": list(found.parties),
        "reservations": dict(found.reservations),
        "ideal": None if found.ideal is None else dict(found.ideal),
        "outcomes": found.outcomes,
        "frontier_size": len(found.frontier),
        **{name: _plain_point(point) for name, point in found.points.items()},
        "tied": dict(found.tied),
        "opposition": found.opposition,
        "from_zero": {
            "ideal": None if found.from_zero.ideal is None else dict(found.from_zero.ideal),
            **{name: _plain_point(point) for name, point in found.from_zero.points.items()},
            "opposition": found.from_zero.opposition,
        },
        "zopa": zone
        and {
            "packages": zone.packages,
            "options": {issue: list(options) for issue, options in zone.options.items()},
        },
        "win_sets": dict(found.win_sets),
        "passing": found.passing,
    }


def _plain_point(point: Solved | None) -> dict[str, Any] | None:
    if point is None:
        return None
    return {"package": dict(point.package.items), "utilities": dict(point.utilities)}


def lines(found: Solution) -> Iterator[str]:
    """Yield what `solve` tells people; utilities in millionths."""
    words = load(system_language())
    types = ", ".join(f"{seat} {name}" for seat, name in found.types.items())
    yield words("solve.head", scenario=found.scenario, types=types)
    yield "  " + words("solve.packages", outcomes=found.outcomes, frontier=len(found.frontier))
    yield "  " + _told_zone(found, words)
    shares = ", ".join(f"{seat} {_count(size, words)}" for seat, size in found.win_sets.items())
    yield "  " + words("solve.win_sets", shares=shares, passing=_count(found.passing, words))
    if found.opposition is not None:
        value = f"{found.opposition / PPM:.4f}".replace(".", words("format.decimal"))
        yield "  " + words("solve.opposition", value=value)
    for name, point in found.points.items():
        if point is not None:
            worth = ", ".join(f"{seat} {got}" for seat, got in point.utilities.items())
            yield f"  {name:<18} {worth}"
            yield f"  {'':<18} " + ", ".join(
                f"{key} {option}" for key, option in point.package.items
            )
            if found.tied[name] > 1:
                yield f"  {'':<18} the first of {found.tied[name]} on the frontier that tie"


def _told_zone(found: Solution, words: Text) -> str:
    if found.zopa is None:
        return words("solve.no_zopa")
    return words("solve.zopa", count=_count(found.zopa.packages, words))


def _count(size: int | None, words: Text) -> str:
    return words("solve.many") if size is None else str(size)
