"""
Goal: without the peer its rows are skipped in one clear line, and with it both find the same.
"""

import pytest

from bench import fronts, peers, rows
from bench.measuring import TINY
from sim.errors import DONE


@pytest.mark.parametrize("group", ["bilateral", "frontier"])
def test_without_the_peer_a_row_is_skipped_in_words(monkeypatch, capsys, group):
    monkeypatch.setattr(peers, "find_spec", lambda _: None)
    assert rows.measure([group], as_json=True, size=TINY) == DONE
    said = capsys.readouterr()
    assert said.out == '{"rows": []}\n'
    assert said.err.count("\n") == 1
    assert f"{group}: negmas is not installed" in said.err
    assert "--group peers" in said.err


def test_utilities_are_exact_in_a_float():
    made = peers.problem(1, (3, 2), 2)
    space = peers.space_of(made)
    for group in space.groups:
        for row in group.rows:
            assert all(int(points / peers.WHOLE * peers.WHOLE) == points for points in row[:-1])
    numbers = [-(a[-1] + b[-1]) for a in space.groups[0].rows for b in space.groups[1].rows]
    assert numbers == list(range(6)) == [peers.number_of(made, divmod(at, 2)) for at in range(6)]


@pytest.mark.slow
@pytest.mark.parametrize("parties", [2, 3, 4])
def test_frontiers_are_those_of_the_peer(parties):
    pytest.importorskip("negmas", reason="negmas is not installed: uv run --group peers has it")
    for seed in range(5):
        made = peers.problem(seed, (5, 4, 3), parties)
        found = {point.utilities for point in fronts.ours(made)}
        assert found == fronts.theirs(peers.theirs(made))
