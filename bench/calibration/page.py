"""The calibration as the second part of the page of the history, between two marks of its own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bench.balance.figures import Z_95, percent, wilson
from bench.balance.pages import DOCS, with_block
from bench.balance.tables import Cell, grid
from bench.calibration import checking, disagreements, odds
from bench.calibration.bands import Band, Column, column, columns
from bench.calibration.continuing import ANEW, FIXED, Continued
from bench.calibration.report import Report, figures, shares_of, verdicts
from bench.calibration.sensitivity import Moved, Sensitivity
from sim.domain.setting import Scenario
from sim.history import CALIBRATION
from sim.history import page as history_page
from sim.scenario import load_scenario

PAGE = DOCS / "history.md"
SHOWN = 20
_HUNDRED = 100


def put(body: str) -> None:
    """Write the rows anew and the calibration into its place."""
    former = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    PAGE.write_text(with_block(history_page(former), CALIBRATION, body), encoding="utf-8")


def block(report: Report, command: str) -> str:
    """Return the calibration as Markdown."""
    parts = (
        _head(report, command),
        _mapping(),
        _bands(report),
        _series(report),
        _odds(report),
        _opening(report),
        _checks(report),
        _sensitivity(report.sensitivity),
        _points(report),
    )
    return "\n".join(line for part in parts for line in part)


def _head(report: Report, command: str) -> Iterator[str]:
    scenario = load_scenario(None)
    forks = len(next(iter(report.forks.values())).games)
    yield f"Made by `{command}`; scenario version {scenario.version}. Misses stay in."
    yield ""
    yield (
        f"{len(report.summers):,} summers from the opening (seeds from 0), {forks:,} continuations "
        "of the record from each date (seeds from 0) with its types and as many with types drawn "
        f"anew, {report.sensitivity.runs:,} summers a cell of the sensitivity (the same seeds). "
        "Intervals are of 95 % (shares: Wilson). All shares are those of the state at the "
        f"horizon, {_horizon(scenario)}. Inside or not goes by the share itself."
    )
    yield ""


def _horizon(scenario: Scenario) -> date:
    opens = datetime.fromisoformat(scenario.opens)
    return (opens + timedelta(minutes=scenario.horizon)).date()


def _mapping() -> Iterator[str]:
    yield "### Which outcome falls into which row"
    yield ""
    rows = [(band.id, band.means) for band in column().bands]
    yield from grid(("row of the table of bands", "outcomes of the model"), rows)
    yield ""
    for asked in columns():
        yield f"- Bands of {asked.date}: {asked.source}; confidence {asked.confidence}."
    yield (
        "- The scenario's numbers were set against the bands of the first date; of the second only "
        "the odds of a licence under the export rule. Nothing was set against later odds."
    )
    yield (
        "- Continuations keep what the record changes of the scenario: nobody's silence on a paper "
        "is taken for an answer."
    )
    yield ""


def _bands(report: Report) -> Iterator[str]:
    for asked in columns():
        fork = report.forks[asked.date, FIXED]
        yield f"### From {asked.date}, against the bands of that date"
        yield ""
        yield f"The record up to its decision {fork.kept}, the last of that day, played on."
        yield ""
        rows = [_banded(report, asked, band) for band in asked.bands]
        head = ("row", "%", "95 %", "central", "band", "", "% with new types", "")
        yield from grid(head, rows)
        yield ""


def _banded(report: Report, asked: Column, band: Band) -> tuple[Cell, ...]:
    """Return a row's shares of both kinds beside its band."""
    share, interval = _share(report.forks[asked.date, FIXED], band.key)
    new, _ = _share(report.forks[asked.date, ANEW], band.key)
    central = f"{band.central * _HUNDRED:g}"
    verdicts_ = [_said(band.verdict(one / _HUNDRED)) for one in (share, new)]
    return band.id, share, interval, central, _range(band), verdicts_[0], new, verdicts_[1]


def _range(band: Band) -> str:
    return f"{band.low * _HUNDRED:g} to {band.high * _HUNDRED:g}"


def _said(verdict: str) -> str:
    return "inside" if verdict == "in" else f"**{verdict}**"


def _share(fork: Continued, row: str) -> tuple[float, str]:
    """Return per cent of a row with its interval."""
    rows = odds.rows_of(fork.games)
    return _counted(rows.count(row), len(rows))


def _interval(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{_HUNDRED * low:.1f} to {_HUNDRED * high:.1f}"


def _series(report: Report) -> Iterator[str]:
    yield "### The forecast as the summer goes on"
    yield ""
    yield (
        "Per cent of the continuations from the end of each day; first with the types of the "
        "record, then with types drawn anew from the scenario's priors (not from what the days "
        "before them would make of the priors)."
    )
    yield ""
    keys = [band.key for band in column().bands]
    for types, said in ((FIXED, "types of the record"), (ANEW, "types drawn anew")):
        rows: list[tuple[Cell, ...]] = []
        for day in report.days():
            fork = report.forks[day, types]
            rows.append((str(day), fork.kept, *shares_of(fork.games).values()))
        yield from grid((f"end of ({said})", "decisions kept", *keys), rows)
        yield ""


def _odds(report: Report) -> Iterator[str]:
    yield "### Against odds that were published"
    yield ""
    yield (
        "From outcomes.md, part 3; those without a number are left out. A figure or a word becomes "
        "an interval as `reads` says. An order of likelihood is inside if the first comes first."
    )
    yield ""
    head = ("date", "who", "said", "reads", "confidence", "% of the model", "", "new types", "")
    yield from grid(head, [_held(report, one) for one in odds.published()])
    yield ""


def _held(report: Report, one: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Return published odds beside the shares of both kinds of continuations."""
    said = (str(one["date"]), one["who"], one["said"], one.get("reads", "as said"))
    found: list[Cell] = [*said, one["confidence"]]
    for types in (FIXED, ANEW):
        held = odds.held(one, report.forks[one["date"], types].games)
        found += [held.text, _said(held.verdict)]
    return tuple(found)


def _opening(report: Report) -> Iterator[str]:
    yield "### Summers from the opening"
    yield ""
    yield "No forecaster spoke on the opening day; the bands of the first date stand beside."
    yield ""
    kinds = [game["kind"] for game in report.summers]
    ordered = sorted(set(kinds), key=lambda kind: -kinds.count(kind))
    rows = [(f"`{kind}`", *_counted(kinds.count(kind), len(kinds))) for kind in ordered]
    yield from grid(("outcome", "%", "95 %"), rows)
    yield ""
    fallen = odds.rows_of(report.summers)
    lines = []
    for band in column().bands:
        count = fallen.count(band.key)
        verdict = _said(band.verdict(count / len(fallen)))
        lines.append((band.id, *_counted(count, len(fallen)), _range(band), verdict))
    yield from grid(("row", "%", "95 %", f"band of {column().date}", ""), lines)
    yield ""


def _counted(part: int, whole: int) -> tuple[float, str]:
    return percent(part, whole), _interval(part, whole)


def _checks(report: Report) -> Iterator[str]:
    yield "### What happened in 2020, and how often it happens"
    yield ""
    yield (
        "The figure of 2020 is counted in the record by the same code. A length of time is inside "
        "if 2020 lies between the 5 % and the 95 % point of the summers that have it, a fact if "
        "one summer in twenty does as 2020 did: low hurdles. `check` is that of outcomes.md, "
        "part 5."
    )
    yield ""
    head = ("length of time", "check", "2020", "5 %", "middle", "95 %", "summers", "")
    yield from grid(head, [_spanned(one) for one in checking.spans(report.real, report.summers)])
    yield ""
    lines = [_fact(one) for one in checking.facts(report.real, report.summers)]
    yield from grid(("fact", "check", "2020", "% of summers", "95 %", "of", ""), lines)
    yield ""
    counts = checking.named_days(report.summers)
    told = ", ".join(f"{count:,} {fate}" for fate, count in counts.items())
    real = ", ".join(f"{count} {fate}" for fate, count in report.real["days"].items())
    yield f"Days named by the host, in all summers: {told}. In the record: {real}."
    yield ""


def _spanned(one: checking.Span) -> tuple[Cell, ...]:
    marks = [f"{mark:.0f}" for mark in (one.low, one.middle, one.high)]
    return one.says, one.check, one.real, *marks, one.count, _said(one.verdict)


def _fact(one: checking.Fact) -> tuple[Cell, ...]:
    real = "yes" if one.real else "no"
    return one.says, one.check, real, *_counted(one.part, one.whole), one.whole, _said(one.verdict)


def _sensitivity(found: Sensitivity) -> Iterator[str]:
    clear = [one for one in found.moved if one.is_clear]
    sure = [one for one in found.moved if abs(one.change.t) > found.threshold]
    silent = len(found.keys) - len({one.key.name for one in clear})
    yield "### Which numbers move it most"
    yield ""
    yield (
        f"One number at a time, a quarter down and a quarter up (shares within 0 and 1, whole "
        f"numbers by one at least; a parameter of a personality in all of an actor's at once): "
        f"{len(found.keys)} keys, {len(found.moved)} comparisons. {len(clear)} intervals of 95 % "
        f"leave nothing out, where {len(found.moved) * 0.05:.0f} would by luck alone; {silent} "
        f"keys move no row beyond that noise. {len(sure)} comparisons pass the stricter mark of "
        f"{found.threshold:.1f} standard errors, which one of them all would pass by luck one time "
        "in twenty: those are marked *. The largest of many are overstated by their choice. "
        "Effects of events, drifts of gauges and the firms' values are not tried."
    )
    yield ""
    base = ", ".join(f"{row} {_HUNDRED * share:.1f}" for row, share in found.base.items())
    yield f"Shares of the base in per cent: {base}."
    yield ""
    keys = [band.key for band in column().bands]
    head = ("key", "value", "to", "moves most", "by points (95 %)", *keys)
    yield from grid(head, list(_movers(found, keys)))
    yield ""


def _movers(found: Sensitivity, keys: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """Yield a line for each side of the keys that move any row most."""
    for key, moved in found.by_key()[:SHOWN]:
        for side in key.sides:
            rows = {one.row: one for one in moved if one.side == side}
            most = max(rows.values(), key=lambda one: abs(one.change.mean))
            mark = " *" if abs(most.change.t) > found.threshold else ""
            each = [f"{_HUNDRED * rows[row].change.mean:+.1f}" for row in keys]
            yield (f"`{key.name}`", key.base, side.value, most.row, _change(most) + mark, *each)


def _change(one: Moved) -> str:
    mean, half = _HUNDRED * one.change.mean, _HUNDRED * Z_95 * one.change.error
    return f"{mean:+.1f} ({mean - half:+.1f} to {mean + half:+.1f})"


def _points(report: Report) -> Iterator[str]:
    yield "### Where the model disagrees with 2020, and why"
    yield ""
    yield from disagreements.told(verdicts(report), figures(report))
