"""
What a class may expect: results of many simulated games, kept as a small file beside the assets.

The file names the very scenario it was measured on by a digest of its compiled content; of any
other there are no ranges, and the teaching note says so.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from statistics import quantiles

import msgspec
from attrs import frozen

from sim.domain.decision import RULES
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.talks import DEAL
from sim.engine.run import Run
from sim.places import assets_folder
from sim.record.codec import canonical

Quartiles = tuple[int, int, int]
"""First quartile, median, third quartile."""
_LEAST = 2
"""Games that quartiles take."""


@frozen(kw_only=True)
class Ranges:
    """Results of simulated games; utilities in millionths, shares in ppm."""

    scenario: str
    version: int
    digest: str
    """Of the compiled scenario and the version of the rules."""
    games: int
    seed: int
    """The first seed; the others follow."""
    strategies: Mapping[str, str]
    """By seat who played it."""
    outcomes: Mapping[str, int]
    """Games by kind of outcome."""
    minutes: Quartiles | None
    """From the opening to the end of games that ended in a deal."""
    decisions: Quartiles | None
    created: Quartiles | None
    """Share of the best joint gain, in games that ended in a deal."""
    surplus: Mapping[str, Quartiles]
    """By seat, over all games."""
    surplus_deal: Mapping[str, Quartiles]
    """By seat, over the games that ended in a deal."""


def digest_of(scenario: Scenario) -> str:
    """Return what names this very scenario under these rules."""
    return blake2b(canonical(scenario), digest_size=16, salt=RULES.to_bytes(2)).hexdigest()


def ranges_of(scenario: Scenario) -> Ranges | None:
    """Return the ranges measured on this very scenario, or None."""
    path = path_of(scenario)
    if not scenario.id.replace("-", "").replace("_", "").isalnum() or not path.is_file():
        return None
    found = msgspec.json.decode(path.read_bytes(), type=Ranges)
    return found if found.digest == digest_of(scenario) else None


def path_of(scenario: Scenario) -> Path:
    """Return where the ranges of a scenario are kept."""
    return assets_folder() / "class" / "expected" / f"{scenario.id}.json"


def measured(scenario: Scenario, runs: Iterable[Run], seed: int) -> Ranges:
    """Return the ranges of some games of a scenario."""
    rows = [_row(run) for run in runs]
    deals = [row for row in rows if row["kind"] == DEAL]
    seats = [actor.id for actor in index_of(scenario).seats if actor.id in scenario.preferences]
    kinds = sorted({str(row["kind"]) for row in rows})
    return Ranges(
        scenario=scenario.id,
        version=scenario.version,
        digest=digest_of(scenario),
        games=len(rows),
        seed=seed,
        strategies={seat: index_of(scenario).actors[seat].strategy for seat in seats},
        outcomes={kind: sum(row["kind"] == kind for row in rows) for kind in kinds},
        minutes=_quartiles([row["minute"] for row in deals]),
        decisions=_quartiles([row["decisions"] for row in rows]),
        created=_quartiles([row["created"] for row in deals]),
        surplus=_by_seat(seats, rows),
        surplus_deal=_by_seat(seats, deals),
    )


def text_of(ranges: Ranges) -> str:
    """Return ranges as their file holds them."""
    return json.dumps(msgspec.to_builtins(ranges), indent=1) + "\n"


def _row(run: Run) -> dict[str, int | str]:
    outcome = run.outcome
    assert outcome is not None, "a game of strategies goes on to its end"
    surpluses = {f"surplus.{seat}": score.surplus for seat, score in run.seats.items()}
    return {
        "kind": outcome.kind, "minute": outcome.minute, "decisions": run.decisions,
        "created": run.created, **surpluses,
    }  # fmt: skip


def _by_seat(
    seats: Sequence[str], rows: Sequence[Mapping[str, int | str]]
) -> Mapping[str, Quartiles]:
    found = {seat: _quartiles([row[f"surplus.{seat}"] for row in rows]) for seat in seats}
    return {seat: three for seat, three in found.items() if three is not None}


def _quartiles(values: Sequence[int | str]) -> Quartiles | None:
    numbers = [int(value) for value in values]
    if len(numbers) < _LEAST:
        return None
    first, middle, third = (round(cut) for cut in quantiles(numbers, n=4, method="inclusive"))
    return first, middle, third
