"""
Goal: a server that is killed in the middle of a class loses and doubles nothing, and all come back.
"""

import pytest

from bench.classes.killed import killed


@pytest.mark.slow
def test_killed_in_the_middle_nothing_is_lost_or_doubled_and_all_come_back(tmp_path):
    found = killed(tmp_path, 24, 6)
    print(f"server kills={found.kills} moves={found.moves} lost={found.lost} "
          f"doubled={found.doubled} usurped={found.usurped} "
          f"back={max(found.back):.2f}s")  # fmt: skip
    assert found.moves > 100
    assert (found.lost, found.doubled, found.usurped) == (0, 0, 0)
    assert max(found.back) < 10
