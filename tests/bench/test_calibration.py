"""
Goal: the calibration counts what it says. Method: games made by hand, and least runs.
"""

from datetime import date

import pytest

from bench.calibration import (
    bands,
    forking,
)
from sim.domain import moves as m
from sim.domain.decision import STRATEGY, Decision
from sim.domain.talks import OUTCOMES
from sim.scenario import load_scenario

DAY = 1440


@pytest.mark.parametrize("asked", bands.columns(), ids=lambda asked: str(asked.date))
def test_bands_hold_every_outcome_once(asked):
    assert sum(band.central for band in asked.bands) == pytest.approx(1)
    assert all(band.low <= band.central <= band.high for band in asked.bands)
    for kind in OUTCOMES:
        for retained in (False, True):
            rows = [band.key for band in asked.bands if band.holds(kind, retained=retained)]
            assert rows == [asked.row_of(kind, retained=retained)]
            assert f"`{kind}`" in next(band.means for band in asked.bands if band.key == rows[0])


def test_both_dates_have_their_own_bands():
    first, second = bands.columns()
    assert [str(first.date), str(second.date)] == ["2020-08-03", "2020-09-02"]
    assert [band.id for band in first.bands] == [band.id for band in second.bands]
    purchase = second.bands[0]
    assert (purchase.low, purchase.central, purchase.high) == (0.08, 0.18, 0.30)
    assert [purchase.verdict(share) for share in (0.07, 0.08, 0.31)] == ["below", "in", "above"]
    assert bands.column() == first


def test_the_fork_lies_at_the_end_of_its_day():
    decisions = [
        Decision(number=at, actor="a", minute=minute, move=m.Wait(), events=(), source=STRATEGY)
        for at, minute in enumerate((0, 4 * DAY - 1, 4 * DAY), 1)
    ]
    midnight = forking.midnight_after(load_scenario(None), date(2020, 8, 3))
    assert forking.kept_decisions(decisions, midnight) == 2


def test_new_types_leave_all_else_as_it_was():
    talks = forking.fork_at(date(2020, 8, 14)).talks
    seen = {name: set() for name in talks.private}
    for seed in range(12):
        new = forking.with_new_types(talks, seed)
        assert new.common == talks.common
        for name, private in new.private.items():
            seen[name].add(private.personality)
            assert private.beliefs == talks.private[name].beliefs
    assert sum(len(found) > 1 for found in seen.values()) == 4
