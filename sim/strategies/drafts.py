"""
Drafts: the packages of a table that could be worth proposing, tabulated once.

Where a price moves utility from one side to the other (the numeraire), a draft settles everything
else and only the sum of the sides' utilities counts; without one, each side's utility counts by
itself. Beside utility count the readings of those who may refuse the paper, and what their consent
hangs on. What is worse in all of that is dropped group by group (the frontier of a sum lies inside
the sum of the frontiers; negotiation note, 2.3), so nothing ever enumerates all packages.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from operator import add, floordiv, mul
from typing import NamedTuple

from attrs import evolve, frozen

from sim.analysis.frontier import prune
from sim.analysis.spaces import Group, Space, space_of
from sim.domain.deal import Issue, Option, Package
from sim.domain.lookup import index_of
from sim.domain.preferences import Preferences
from sim.domain.rules.consent import licence_base, needed, reading
from sim.domain.rules.numbers import number
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, PPM
from sim.domain.views import View
from sim.strategies.numeraire import numeraire_of
from sim.strategies.shelf import kept

_PAIR = 2
_OPTIONS_MAX = 11
_PACKAGES_MAX = 4_000
_COARSE = 4
_KNOWN_MAX = 4_096
_BITS = 7
"""Own parameters keep so many bits in the tables, so that games of one scenario share them."""

Temper = tuple[tuple[str, int], ...]
Demands = tuple[tuple[str, str, Option], ...]
"""Public conditions as (authority, issue, option)."""


@frozen(kw_only=True)
class Draft:
    """A package, at the numeraire's middle option where there is one."""

    package: Package
    worths: tuple[int, ...]
    """Utility in millionths by member of the table."""
    joint: int
    readings: tuple[int, ...]
    """In milli points by reader, unmet demands taken off."""


@frozen(kw_only=True)
class Drafts:
    """The drafts of a table, apart by what consents other than readings hang on."""

    members: tuple[str, ...]
    numeraire: Issue | None
    readers: tuple[str, ...]
    """Authorities that read the paper and may refuse it."""
    signing: tuple[str, ...]
    """Issues on which it hangs whose consent a paper needs, or with what odds."""
    classes: Mapping[tuple[Option, ...], "DraftClass"]
    """By the options of those issues."""
    known: dict[Package, tuple[tuple[Option, ...], tuple[int, ...]]]
    """Class and readings of packages met so far: games of one scenario offer the same ones."""

    def placed(self, view: View, package: Package) -> tuple[tuple[Option, ...], tuple[int, ...]]:
        """Return the class of a package and what the readers make of it."""
        found = self.known.get(package)
        if found is None:
            found = (
                tuple([package[issue] for issue in self.signing]),
                tuple([reading(view.scenario, view.common, by, package) for by in self.readers]),
            )
            if len(self.known) < _KNOWN_MAX:
                self.known[package] = found
        return found


@frozen(kw_only=True)
class DraftClass:
    """Drafts that need the same consents, from high worth and low reading to the reverse."""

    drafts: tuple[Draft, ...]
    asked: tuple[str, ...]
    """Whose consent papers of this class need."""
    read: tuple[int, ...]
    """Places, among the readers, of those asked."""
    unread: tuple[tuple[str, int], ...]
    """Who is asked beside them, with the odds of consent before lobbies and anger."""
    readings: tuple[int, ...]
    """The drafts' first readings, rising, where there is one reader; else nothing."""
    joints: tuple[int, ...]
    """The drafts' joint worth."""


class _Row(NamedTuple):
    """A partial draft; a named tuple, since a table makes hundreds on its way to a few."""

    worths: tuple[int, ...]
    """Utility in millionths times millionths, so that nothing is rounded yet."""
    readings: tuple[int, ...]
    signature: tuple[Option, ...]
    options: tuple[tuple[str, Option], ...]


def tempered(
    preferences: Preferences, parameters: Mapping[str, int], bits: int | None = _BITS
) -> Temper:
    """Return the parameters that scale a seat's terms, rounded for the tables (None: not)."""
    scales = sorted({term.scale for term in preferences.terms if term.scale})
    return tuple((name, _rounded(parameters[name], bits)) for name in scales)


def _rounded(value: int, bits: int | None) -> int:
    if bits is None:
        return value
    grid = 1 << max(0, abs(value).bit_length() - bits)
    return (value + grid // 2) // grid * grid


def drafts_of(
    view: View,
    table: str,
    tempers: tuple[tuple[str, Temper], ...],
    demands: Demands,
) -> Drafts:
    """Return the drafts of a table for these tempers of its members, tabulated once."""
    restricted = view.common.restricted_minute is not None
    key = ("drafts", table, tempers, restricted, demands)
    return kept(view.scenario, key, lambda: _build(view, table, tempers, demands))


def _build(
    view: View,
    table: str,
    tempers: tuple[tuple[str, Temper], ...],
    demands: Demands,
) -> Drafts:
    scenario = view.scenario
    numeraire = numeraire_of(scenario, table)
    space = _space(view, table, tempers)
    readers = readers_of(scenario, table)
    signing = _signing(scenario, table)
    start = _Row(
        tuple(base * unit for base, unit in zip(space.base, space.units, strict=False)),
        (0,) * len(readers), (), (),
    )  # fmt: skip
    rows = [start]
    for group in sorted(space.groups, key=lambda each: len(each.rows)):
        local = list(_local(scenario, group, space.units, (readers, signing, demands)))
        local = _pruned(local, space.units, joint=numeraire is not None)
        rows = [_sum(one, two) for one in rows for two in local]
        rows = _pruned(rows, space.units, joint=numeraire is not None)
    return Drafts(
        members=space.parties,
        numeraire=numeraire,
        readers=readers,
        signing=tuple(name for name, _ in rows[0].options if name in signing),
        classes={some[0].signature: _class(view, table, some) for some in _by_signature(rows)},
        known={},
    )


def _space(view: View, table: str, tempers: tuple[tuple[str, Temper], ...]) -> Space:
    """Return what packages are worth to these tempers, kept: no public condition changes it."""
    scenario, restricted = view.scenario, view.common.restricted_minute is not None
    coarse = kept(scenario, ("coarse", table), lambda: _coarse(scenario, table))
    own = {member: dict(temper) for member, temper in tempers}
    key = ("space", table, tempers, restricted)
    return kept(scenario, key, lambda: space_of(coarse, own, restricted=restricted))


def _coarse(scenario: Scenario, table: str) -> Scenario:
    """Return the scenario with the options that are tabulated."""
    numeraire = numeraire_of(scenario, table)
    issues = tuple(
        evolve(issue, options=_kept_options(scenario, issue, numeraire))
        for issue in scenario.issues
    )
    return evolve(scenario, issues=issues)


def _class(view: View, table: str, rows: Sequence[_Row]) -> DraftClass:
    drafts = tuple(map(_draft, _thinned(rows)))
    readings = tuple(draft.readings[0] for draft in drafts if len(draft.readings) == 1)
    # Whose consent it takes changes with the rule of export only, which the key tells apart.
    joints = tuple(draft.joint for draft in drafts)
    asked = _asked(view, table, drafts[0])
    readers = readers_of(view.scenario, table)
    consents = index_of(view.scenario).consents
    return DraftClass(
        drafts=drafts,
        asked=asked,
        read=tuple(at for at, reader in enumerate(readers) if reader in asked),
        unread=tuple(
            (actor, licence_base(view.common, consents[actor], drafts[0].package))
            for actor in asked
            if actor not in readers
        ),
        readings=readings,
        joints=joints,
    )


def _thinned(rows: Sequence[_Row]) -> Sequence[_Row]:
    """Drop drafts that with one reader add less than a point of reading to the one before."""
    if len(rows[0].readings) != 1:
        return rows
    kept_rows = [rows[0]]
    for row in rows[1:]:
        if row.readings[0] >= kept_rows[-1].readings[0] + MILLI:
            kept_rows.append(row)
    return kept_rows


def _asked(view: View, table: str, draft: Draft) -> tuple[str, ...]:
    """Return whose consent can stop a paper like this draft."""
    consents = index_of(view.scenario).consents
    asked = needed(view.scenario, view.common, table, draft.package)
    return tuple(actor for actor in asked if consents[actor].veto)


def _kept_options(scenario: Scenario, issue: Issue, numeraire: Issue | None) -> tuple[Option, ...]:
    """Return the options to tabulate: the middle of the numeraire, all others if not too many."""
    options = issue.options
    if numeraire is not None and issue.id == numeraire.id:
        return (options[len(options) // 2],)
    count = 1
    for other in scenario.issues:
        if numeraire is None or other.id != numeraire.id:
            count *= len(other.options)
    if count <= _PACKAGES_MAX or len(options) <= _OPTIONS_MAX:
        return options
    last = len(options) - 1
    return tuple(options[at * last // (_OPTIONS_MAX - 1)] for at in range(_OPTIONS_MAX))


def readers_of(scenario: Scenario, table: str) -> tuple[str, ...]:
    """Return the authorities that read the papers of a table and may refuse them."""
    readings = index_of(scenario).readings
    return tuple(
        consent.actor
        for consent in scenario.consents
        if consent.veto and consent.actor in readings and _covers(consent.tables, table)
    )


def _signing(scenario: Scenario, table: str) -> tuple[str, ...]:
    """Return the issues on which it depends whose consent a paper needs, or with what odds."""
    names: list[str] = []
    for consent in scenario.consents:
        if consent.veto and _covers(consent.tables, table):
            names += [consent.issue] if consent.issue else []
            names += [] if consent.always else list(consent.when)
    return tuple(sorted(set(names)))


def _covers(tables: tuple[str, ...], table: str) -> bool:
    return not tables or table in tables


def _local(
    scenario: Scenario,
    group: Group,
    units: Sequence[int],
    wanted: tuple[tuple[str, ...], tuple[str, ...], Demands],
) -> Iterator[_Row]:
    """Yield one partial draft for each combination of a group of issues."""
    key = ("plain", group.issues, wanted)
    plain = kept(scenario, key, lambda: [*_plain(scenario, group.issues, *wanted)])
    for points, rest in zip(group.rows, plain, strict=True):
        yield _Row(tuple(map(mul, points, units)), *rest)


def _plain(
    scenario: Scenario,
    issues: Sequence[Issue],
    readers: tuple[str, ...],
    signing: tuple[str, ...],
    demands: Demands,
) -> Iterator[tuple[tuple[int, ...], tuple[Option, ...], tuple[tuple[str, Option], ...]]]:
    """Yield what is the same for all tempers: readings, signature and options by combination."""
    readings = index_of(scenario).readings
    fine = number(scenario, "unmet_condition")
    names = [issue.id for issue in issues]
    for options in product(*(issue.options for issue in issues)):
        chosen = dict(zip(names, options, strict=True))
        scores = []
        for reader in readers:
            tables = readings[reader].tables
            score = sum(tables[name][str(chosen[name])] for name in names if name in tables)
            for by, issue, option in demands:
                if by == reader and issue in chosen and chosen[issue] != option:
                    score -= fine
            scores.append(score)
        signature = tuple(chosen[name] for name in names if name in signing)
        yield tuple(scores), signature, tuple(chosen.items())


def _sum(one: _Row, two: _Row) -> _Row:
    return _Row(
        tuple(map(add, one.worths, two.worths)),
        tuple(map(add, one.readings, two.readings)),
        one.signature + two.signature,
        one.options + two.options,
    )


def _by_signature(rows: Iterable[_Row]) -> list[list[_Row]]:
    found: dict[tuple[Option, ...], list[_Row]] = {}
    for row in rows:
        found.setdefault(row.signature, []).append(row)
    return list(found.values())


def _pruned(rows: Iterable[_Row], units: Sequence[int], *, joint: bool) -> list[_Row]:
    """Drop every row that another of its signature equals or betters in all that counts."""
    best: list[_Row] = []
    for some in _by_signature(rows):
        scored = [((sum(row.worths),) if joint else row.worths) + row.readings for row in some]
        if len(scored[0]) <= _PAIR:
            best += [some[at] for at in _front_pair(scored)]
        else:
            quanta = [unit * PPM // _COARSE for unit in units[:1] if joint] or [
                unit * PPM // _COARSE for unit in units
            ]
            quanta += [MILLI // _COARSE] * len(some[0].readings)
            best += [some[at] for at in _front(scored, quanta)]
    return best


def _front_pair(scored: Sequence[tuple[int, ...]]) -> list[int]:
    """Return where the scores stand that no other equals or betters, one or two numbers each."""
    found: list[int] = []
    for at in sorted(range(len(scored)), key=scored.__getitem__, reverse=True):
        # Sorted by the first number, only one that betters the second so far is no worse.
        if not found or scored[at][-1] > scored[found[-1]][-1]:
            found.append(at)
    return found


def _front(scored: Sequence[tuple[int, ...]], quanta: Sequence[int]) -> list[int]:
    """Return the same for more numbers, to a quarter of a point: finer drafts would be too many."""
    order = sorted(range(len(scored)), key=lambda at: sum(scored[at]), reverse=True)
    rows = [(*map(floordiv, scored[at], quanta), -place) for place, at in enumerate(order)]
    return [order[-row[-1]] for row in prune(rows, (1,) * len(quanta))]


def _draft(row: _Row) -> Draft:
    worths = tuple(worth // PPM for worth in row.worths)
    return Draft(
        package=Package(dict(row.options)),
        worths=worths,
        joint=sum(worths),
        readings=row.readings,
    )
