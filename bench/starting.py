"""How soon the command line answers: a whole process from its start to its end."""

import subprocess
import sys
from pathlib import Path

from bench import measuring as m

_PROGRAM = Path(__file__).parent.parent / "run_game.py"


def help_(size: m.Size) -> list[m.Row]:
    """Measure `--help`, beside an interpreter that does nothing."""
    figures = m.in_turn(
        size.rounds, m.OF_WALL, lambda: _run(str(_PROGRAM), "--help"), lambda: _run("-c", "pass")
    )
    return [
        m.Row(
            name="help",
            value=m.middle(figures, 0),
            unit="s",
            bar=0.3,
            peer=m.Peer("python -c pass, s", m.middle(figures, 1)),
        )
    ]


def _run(*arguments: str) -> int:
    """Run the interpreter once; it must end well."""
    subprocess.run(  # noqa: S603 - a program of ours
        [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL
    )
    return 1
