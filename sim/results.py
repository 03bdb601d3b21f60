"""What `simulate` and its like tell people of a game, line by line, in the language spoken."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.domain.units import POINT
from sim.words import Text, load, system_language


def result_lines(found: Mapping[str, Any], out: str | None) -> Iterator[str]:
    """Yield the results of a summary (`sim.commands.summary`); codes stand as in records."""
    words = load(system_language())
    ended = found["outcome"]
    what = {"scenario": found["scenario"], "seed": found["seed"]}
    if ended is None:
        yield words("result.open", **what)
        yield "  " + words("result.not_over")
    else:
        yield words("result.ended", **what, kind=ended["kind"], date=ended["date"])
        if ended["package"]:
            yield "  " + ", ".join(f"{key} {option}" for key, option in ended["package"].items())
    yield from _scores(found["seats"], words)
    if "exact" in found:
        exact, simulated = (_real(words, found[key], ".6f") for key in ("exact", "simulated"))
        yield "  " + words("result.exact", exact=exact, simulated=simulated)
    yield "  " + words("result.length", decisions=found["decisions"], events=found["events"])
    yield "  " + words("result.digest", digest=found["digest"])
    if out:
        yield "  " + words("result.record", path=Path(out).resolve())


def _scores(seats: Mapping[str, Mapping[str, int]], words: Text) -> Iterator[str]:
    """Yield what each seat got, in millionths and in points."""
    for seat, score in seats.items():
        yield "  " + words(
            "result.seat", seat=f"{seat:<16}", utility=f"{score['utility']:>9}",
            surplus=f"{score['surplus']:>9}", points=_real(words, score["surplus"] / POINT, "+.1f"),
            claimed=_real(words, score["claimed"] / 10_000, "5.1f"),
        )  # fmt: skip
    yield "  " + words("result.units")


def _real(words: Text, value: float, form: str) -> str:
    return format(value, form).replace(".", words("format.decimal"))
