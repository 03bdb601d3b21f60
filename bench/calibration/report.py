"""All figures of the calibration in one value, with the verdicts and blanks that texts hang on."""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import quantiles
from typing import Any

from attrs import field, frozen

from bench.balance.figures import percent
from bench.calibration import checking, forking, noting, odds
from bench.calibration.bands import column, columns
from bench.calibration.continuing import ANEW, FIXED, Continued
from bench.calibration.keeping import Game
from bench.calibration.named_days import KEPT, LAPSED, MOVED
from bench.calibration.sensitivity import Sensitivity
from sim.domain.actors import HOST, LICENSOR
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.consent import own_bar, reading
from sim.domain.talks import DEAL
from sim.domain.talks import LAPSED as TIME_UP
from sim.domain.units import MILLI, PPM
from sim.domain.views import view_for

OUT = "out"


@frozen(kw_only=True)
class Report:
    """What was played."""

    summers: Sequence[Game]
    forks: Mapping[tuple[date, str], Continued]
    """By date and by whether types are fixed or new."""
    sensitivity: Sensitivity
    real: Game = field(factory=lambda: noting.noted(forking.played().scenario, real_decisions()))

    def shares(self, day: date, types: str = FIXED) -> dict[str, float]:
        """Return per cent of the continuations from a date by row."""
        return shares_of(self.forks[day, types].games)

    def days(self) -> list[date]:
        """Return the dates of the forks."""
        return sorted({day for day, _ in self.forks})


def real_decisions() -> Sequence[Any]:
    """Return the decisions of the real summer."""
    return forking.played().decisions


def shares_of(games: Sequence[Game]) -> dict[str, float]:
    """Return per cent of games by row."""
    rows = odds.rows_of(games)
    return {band.key: percent(rows.count(band.key), len(rows)) for band in column().bands}


def verdicts(report: Report) -> dict[str, str]:
    """Return every verdict by what it is about."""
    found = {f"fact {one.key}": one.verdict for one in _facts(report)}
    found |= {f"span {one.key}": one.verdict for one in _spans(report)}
    for asked in columns():
        shares = report.shares(asked.date)
        each = {band.key: band.verdict(shares[band.key] / 100) for band in asked.bands}
        found |= {f"band {asked.date} {key}": verdict for key, verdict in each.items()}
        found[f"column {asked.date}"] = "in" if set(each.values()) == {"in"} else OUT
    for at, one in enumerate(odds.published()):
        found[f"odds {at}"] = odds.held(one, report.forks[one["date"], FIXED].games).verdict
    return found


def figures(report: Report) -> dict[str, Any]:
    """Return the blanks of the texts."""
    facts, spans = _facts(report), _spans(report)
    counter = next(one for one in spans if one.key == "counter")
    return {
        "facts": {one.key: percent(one.part, one.whole) for one in facts},
        "alike": {one.key: round(100 * one.alike, 1) for one in facts},
        "spans": {one.key: f"{one.low:.0f}, {one.middle:.0f}, {one.high:.0f}" for one in spans},
        "real": {one.key: one.real for one in spans},
        "follows": percent(counter.count, len(report.summers)),
        "rows": {str(day): report.shares(day, FIXED) for day in report.days()},
        "anew": {str(day): report.shares(day, ANEW) for day in report.days()},
        "outside": {str(one.date): _outside(report, one.date) for one in columns()},
        "odds": _odds(report, FIXED),
        "odds_anew": _odds(report, ANEW),
        "days": _days(report),
        "prices": _prices(report),
        "paper": _paper(report),
        "lapsed_unsigned": _lapsed_unsigned(report.summers),
        "turned_sale": percent(sum(map(_is_sale, report.summers)), len(report.summers)),
        "licence": _licence(),
    }


def _facts(report: Report) -> list[checking.Fact]:
    return checking.facts(report.real, report.summers)


def _spans(report: Report) -> list[checking.Span]:
    return checking.spans(report.real, report.summers)


def _outside(report: Report, day: date) -> str:
    """Return the rows of a date that lie outside their bands, in words."""
    shares = report.shares(day)
    rows = [band for band in column(day).bands if band.verdict(shares[band.key] / 100) != "in"]
    return "; ".join(f"{band.id}: {shares[band.key]:g} %" for band in rows) or "none"


def _odds(report: Report, types: str) -> dict[int, float]:
    """Return per cent by the number of the published odds."""
    found = [(one, report.forks[one["date"], types].games) for one in odds.published()]
    held = [odds.held(one, games) for one, games in found]
    return {at: percent(one.part, one.whole) for at, one in enumerate(held)}


def _days(report: Report) -> dict[str, float]:
    """Return per cent of the named days that no closed paper met, by how they fared."""
    counts = checking.named_days(report.summers)
    unmet = sum(counts[fate] for fate in (MOVED, LAPSED, KEPT))
    return {fate: percent(counts[fate], unmet) for fate in (MOVED, LAPSED, KEPT)}


def _prices(report: Report) -> dict[str, Any]:
    asked, found = noting.checks()["prices"], checking.prices(report.summers)
    inside = sum(asked["low"] <= price <= asked["high"] for price in found)
    marks = quantiles(found, n=20, method="inclusive")[::9] if len(found) > 1 else []
    told = ", ".join(f"{mark / 1000:.1f}" for mark in marks)
    return {"inside": percent(inside, len(found)), "marks": f"{told} billion"}


def _lapsed_unsigned(games: Sequence[Game]) -> float:
    """Return per cent of the games that lapse in which nothing was ever signed."""
    lapsed = [game for game in games if game["kind"] == TIME_UP]
    unsigned = sum(not any(name.startswith("signed_") for name in game["first"]) for game in lapsed)
    return percent(unsigned, len(lapsed))


def _is_sale(game: Game) -> bool:
    """Tell whether a summer turned by a signature of the main table's paper."""
    return bool(game["first"].get(f"signed_{DEAL}") == game["first"]["turn"])


def _paper(report: Report) -> dict[str, Any]:
    """Return how the host reads the paper of the record at the last fork, and its bar."""
    talks = forking.fork_at(report.days()[-1]).talks
    host, paper = in_role(talks.scenario, HOST), talks.common.paper
    if host is None or paper is None:
        return {"reading": 0.0, "bar": 0.0, "parts": "no paper"}
    view = view_for(host.id, talks, talks.minute)
    reads = reading(talks.scenario, talks.common, host.id, paper.package)
    tables = index_of(talks.scenario).readings[host.id].tables
    parts = {issue: table[str(paper.package[issue])] for issue, table in tables.items()}
    told = ", ".join(f"{issue} {points / MILLI:+g}" for issue, points in parts.items() if points)
    bar = round(own_bar(view) / MILLI, 1)
    return {"reading": round(reads / MILLI, 1), "bar": bar, "parts": told}


def _licence() -> dict[str, float]:
    """Return per cent of a licence by option, once the rule is there."""
    scenario = forking.played().scenario
    licensor = in_role(scenario, LICENSOR)
    assert licensor is not None, "somebody licenses"
    table = index_of(scenario).consents[licensor.id].odds_restricted
    return {option: ppm / (PPM / 100) for option, ppm in table.items()}
