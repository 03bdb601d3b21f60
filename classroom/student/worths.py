"""What a package is worth to the seat, and whether it would close: its own sums, public odds."""

from attrs import evolve, frozen

from classroom.student.wording import Words
from sim.domain.actors import AUTHORITY, BUYER, HOST
from sim.domain.deal import Package
from sim.domain.lookup import in_role, index_of
from sim.domain.preferences import outcome_points
from sim.domain.rules import worth
from sim.domain.rules.consent import (
    believed_bar,
    consent_odds,
    needed,
    own_bar,
    ratify_odds,
    reading,
)
from sim.domain.rules.gauges import some
from sim.domain.rules.numbers import number
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.domain.views import View, odds, reservation, signing_utility, stand_of, tables

_PENDING, _REFUSED, _CLOSED = "pending", "refused", "closed"
_SURE = 990_000
"""Odds from which a factor says nothing."""


def is_authority(view: View) -> bool:
    """Tell whether the seat reads papers instead of writing them."""
    return view.actor.kind == AUTHORITY


def table_of(view: View) -> str:
    """Return the table at which the seat writes, or the one whose paper it reads."""
    paper = view.common.paper
    if paper is not None:
        return paper.table
    mine = tables(view)
    seated = [one for one in mine if all(_is_seat(view, who) for who in _members(view, one))]
    return next(iter((*seated, *mine, view.scenario.tables[0].id)))


def _members(view: View, table: str) -> tuple[str, ...]:
    return index_of(view.scenario).tables[table].members


def _is_seat(view: View, actor: str) -> bool:
    return index_of(view.scenario).actors[actor].is_seat


def value(view: View, package: Package, table: str = "") -> int:
    """Return the utility of a package to the seat if signed now, or as it was signed."""
    paper = view.common.paper
    if is_authority(view):
        kind = index_of(view.scenario).tables[table or table_of(view)].outcome
        return worth.outcome_utility(stand_of(view), kind, package)
    return signing_utility(view, package, view.minute if paper is None else paper.minute)


@frozen(kw_only=True)
class Costs:
    """What the worth of a draft holds beside its terms, in millionths of utility."""

    haste: int
    """Of signing before the books are read, or of selling while no order excuses it."""
    free_from: int | None
    """The minute from which haste costs nothing; None where no day ends it."""
    words: int
    """Of public words that the draft breaks."""
    mood: int = 0
    """What the public gauges of today add for an authority, or take."""


def costs(view: View, package: Package) -> Costs | None:
    """
    Return what the worth of a package holds beside its terms, above 0 only for an authority's mood.

    None for a party once it is signed: what that cost is paid.
    """
    broken = -worth.charges(stand_of(view), package)
    if is_authority(view):
        return Costs(haste=0, free_from=None, words=broken, mood=_mood(view))
    if view.common.paper is not None:
        return None
    scenario, learned = view.scenario, view.own.learned
    unit = scenario.preferences[view.seat].unit
    haste = worth.haste(scenario, view.common, view.minute, view.seat, learned) * unit // PPM
    free_from = None
    if haste and in_role(scenario, BUYER) == view.actor:
        told = learned * number(scenario, "diligence_told_minutes")
        free_from = number(scenario, "diligence_days") * MINUTES_DAY - told
    return Costs(haste=-haste, free_from=free_from, words=broken)


def _mood(view: View) -> int:
    kind = index_of(view.scenario).tables[table_of(view)].outcome
    told = view.scenario.preferences[view.seat].outcomes.get(kind)
    if told is None or not told.gauges:
        return 0
    # The same outcome without its gauges: what is left is theirs.
    calm = evolve(told, gauges=())
    stand = stand_of(view)
    unit, own = view.scenario.preferences[view.seat].unit, stand.own.parameters
    gauges = some(view.scenario, view.common, view.minute, told.gauges)
    full, bare = (outcome_points(one, own, gauges) for one in (told, calm))
    return full * unit // PPM - bare * unit // PPM


def no_deal(view: View) -> int:
    """Return what no deal is worth to the seat today."""
    return reservation(view)


@frozen(kw_only=True)
class Factor:
    """One number of a product, in words with its per cent."""

    said: str
    ppm: int


@frozen(kw_only=True)
class Closing:
    """The odds that a paper closes, with what they are made of."""

    ppm: int
    factors: tuple[Factor, ...]


def closing(view: View, words: Words, table: str, package: Package) -> Closing | None:
    """Return whether a paper closes, as far as the seat can tell; None where nothing can fail."""
    found = [
        _factor(words, "says_yes", _consents(view, actor, package), actor=words.inside(actor))
        for actor in _asked(view, table, package)
        if actor != view.seat
    ]
    home = PPM
    if view.common.paper is None:
        home = ratify_odds(view.scenario, view.common, view.minute, table, package)
    slip = number(view.scenario, "slip_ppm") if view.scenario.consents else 0
    whole = _product([home, *(one.ppm for one in found), PPM - slip])
    if home < _SURE:
        found.append(_factor(words, "home_agrees", home))
    if slip:
        found.append(_factor(words, "no_accident", PPM - slip))
    return Closing(ppm=whole, factors=tuple(found)) if found else None


def _factor(words: Words, key: str, ppm: int, **more: object) -> Factor:
    return Factor(said=words(key, n=words.percent(ppm), **more), ppm=ppm)


def _asked(view: View, table: str, package: Package) -> tuple[str, ...]:
    if view.common.paper is not None:  # whom it needs was settled when it was signed
        return tuple(view.common.consents)
    return needed(view.scenario, view.common, table, package)


def _consents(view: View, actor: str, package: Package) -> int:
    status = view.common.consents.get(actor, _PENDING)
    if status == _PENDING:
        return consent_odds(view, actor, package)
    veto = index_of(view.scenario).consents[actor].veto
    return 0 if status == _REFUSED and veto else PPM


def _product(factors: list[int]) -> int:
    whole = PPM
    for factor in factors:
        whole = whole * factor // PPM
    return whole


@frozen(kw_only=True)
class Need:
    """How an authority reads a package against its bar, in milli points."""

    actor: str
    own: bool
    reads: int
    bar: int
    spread: int
    """0 where the seat knows the bar: it is its own."""
    most: int
    """The best reading that any package has."""


def need(view: View, package: Package) -> Need | None:
    """Return what the authority whose word a paper needs would make of it, or None without one."""
    scenario = view.scenario
    index = index_of(scenario)
    vetoes = [one for one in index.readings if index.consents[one].veto]
    reader = view.seat if view.seat in vetoes else next(iter(vetoes), None)
    if reader is None:
        return None
    own = reader == view.seat
    bar, spread = (own_bar(view), 0) if own else believed_bar(view, reader)
    by_issue = index.readings[reader].tables.values()
    return Need(
        actor=reader,
        own=own,
        reads=reading(scenario, view.common, reader, package),
        bar=bar,
        spread=spread,
        most=max(MILLI, sum(max(one.values()) for one in by_issue)),
    )


def ban(view: View, words: Words) -> Closing | None:
    """Return the public odds of a ban with their three factors, where somebody can ban."""
    host = in_role(view.scenario, HOST)
    played = view.scenario.moves
    if host is None or (played and "order" not in played) or view.common.phase == _CLOSED:
        return None
    found = odds(view)
    factors = (
        _outside(words, "factor_order", found.order),
        _outside(words, "factor_court", PPM - found.court),
        _outside(words, "factor_relent", PPM - found.relent),
    )
    return Closing(ppm=found.ban, factors=factors)


def cost_words(view: View, words: Words, package: Package) -> str:
    """Return what the worth of a package holds beside its terms, in words; often nothing."""
    found = costs(view, package)
    if found is None:
        return ""
    nothing, haste, broken, mood = (
        words.bare(one) for one in (0, found.haste, found.words, found.mood)
    )
    said = []
    if haste != nothing and found.free_from is not None:
        said.append(words("cost_haste", n=haste, date=words.date(found.free_from)))
    elif haste != nothing:
        said.append(words("cost_face", n=haste))
    if broken != nothing:
        said.append(words("cost_words", n=broken))
    if mood != nothing:
        said.append(words("cost_mood", n=mood))
    return " · ".join(said)


def _outside(words: Words, key: str, ppm: int) -> Factor:
    return Factor(said=f"{words.desk(key)} {words.percent(ppm)}", ppm=ppm)


def closing_words(found: Closing, words: Words) -> str:
    """Return what must go well for a paper to close, each with how likely it is."""
    return words("all_well", what=" · ".join(one.said for one in found.factors))


def product_words(found: Closing, words: Words) -> str:
    """Return a product as people read it: what it is made of, a cross between."""
    return words("times").join(one.said for one in found.factors)
