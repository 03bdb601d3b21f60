"""
Goal: what a screen needs is loaded behind the title; no change of screen loads anything more.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAYED = """
import sys
sys.path.insert(0, "tests/game")
from driver import Person, read_title
from game.shell import evaluating, start
person = Person("title", read_title(seed=7))
before = set(sys.modules)
seen = []
def press(key):
    person.press(key)
    while person.screen.keys == "desk" and person.screen.lively:
        person.app.step([], 0.1)
    seen.append(person.screen.keys)
for key in "n enter c escape f1 escape f10 escape".split():
    press(key)
while person.screen.keys == "desk":
    press("space")
for _ in range(100):
    person.app.step([], 0.1)
for key in "v escape r".split():
    press(key)
start.let_go()
late = sorted(one for one in set(sys.modules) - before if one.startswith(("game", "sim")))
print(*seen, "|", *late)
"""


@pytest.mark.slow
def test_no_change_of_screen_loads_a_module_of_ours(tmp_path):
    said = subprocess.run(
        [sys.executable, "-c", PLAYED], check=True, capture_output=True, text=True, cwd=ROOT,
        env={"XDG_DATA_HOME": str(tmp_path), "SDL_VIDEODRIVER": "dummy", "PATH": "/usr/bin",
             "PYGAME_HIDE_SUPPORT_PROMPT": "1"},
    ).stdout  # fmt: skip
    seen, _, late = said.partition("|")
    assert seen.split()[:2] == ["seats", "desk"]
    assert seen.split()[-4:] == ["outcome", "review", "outcome", "replay"]
    assert late.split() == []
