"""
Goal: the planted class is made of ordinary records. Method: write, read back, decide again.
"""

import pytest

from sim.record.verify import verify
from tests.classroom import planted


@pytest.mark.parametrize("number", planted.SCRIPTS)
def test_every_planted_record_decides_again_to_the_same_bytes(number, tmp_path):
    one = planted.planted()[number - 1]
    found = verify(planted.archive_of(one, tmp_path / "table.jsonl"), deep=True)
    assert found.ok, found.failure
    assert found.sealed


def test_scripted_moves_have_the_seconds_of_their_script():
    for one in planted.planted():
        by_second = {}
        for decision in one.decisions:
            by_second.setdefault(one.seconds[decision.number], []).append(decision)
        for at, seat, move in planted.SCRIPTS[one.table]:
            assert (seat, move) in [(made.actor, made.move) for made in by_second[at]]
        assert list(one.seconds.values()) == sorted(one.seconds.values())
