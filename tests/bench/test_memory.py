"""
Goal: a process tells its own memory. Method: begin a small one from one that holds much.
"""

import subprocess
import sys

import house
import pytest

from bench.memory import MB, held_kb

SMALL = "from bench.memory import MB, held_kb; print(held_kb() / MB)"
LARGE = f"""
import subprocess, sys
held = bytearray(300 * 1024 * 1024)
subprocess.run([sys.executable, "-c", {SMALL!r}], check=True)
"""


@pytest.mark.slow
def test_a_small_process_begun_by_a_large_one_is_small():
    done = subprocess.run(
        [sys.executable, "-c", LARGE], cwd=house.ROOT, capture_output=True, text=True, check=True
    )
    assert 1 < float(done.stdout) < 100


def test_this_process_holds_something_and_none_that_is_gone_does():
    assert held_kb() > 5 * MB
    assert held_kb("999999999") == 0
