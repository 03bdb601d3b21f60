"""
Where the model disagrees with what happened, and why: texts chosen by verdicts and filled.

A text names a figure only by a blank, and which text is told hangs on a verdict, so that a page
made again cannot say what its figures do not.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("disagreements.toml")
VERDICTS = ("in", "out", "below", "above", "none")
ANY = "any"


def points() -> Sequence[Mapping[str, str]]:
    """Return the points with their texts by verdict."""
    with FILE.open("rb") as file:
        found: Sequence[Mapping[str, str]] = tomllib.load(file)["point"]
    return found


def told(verdicts: Mapping[str, str], figures: Mapping[str, Any]) -> list[str]:
    """Return each point as a line of a list, its text chosen and its blanks filled."""
    return [
        f"- **{point['title']}.** {_text(point, verdicts).format_map(figures)}"
        for point in points()
    ]


def _text(point: Mapping[str, str], verdicts: Mapping[str, str]) -> str:
    verdict = verdicts[point["verdict"]]
    if verdict in point:
        return point[verdict]
    return point[ANY] if ANY in point else _unexpected(point["verdict"], verdict)


def _unexpected(what: str, verdict: str) -> str:
    """Return a plain sentence where nobody thought of this verdict."""
    return f"The verdict on {what} is `{verdict}`; nothing has been written about that yet."
