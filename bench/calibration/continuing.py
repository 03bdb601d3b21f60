"""The real record played on from each of the dates asked for, with types as they are or new."""

from collections.abc import Sequence
from datetime import date

from attrs import asdict, frozen

from bench.calibration import forking
from bench.calibration.keeping import Game, Task
from sim.record.codec import encode_header

FIXED, ANEW = "fixed", "anew"


@frozen(kw_only=True)
class Continued:
    """The continuations from one date."""

    day: date
    types: str
    """Hidden types as the record has them, or drawn anew."""
    kept: int
    """Decisions of the record that were kept."""
    games: Sequence[Game]


def play(what: str, seeds: Sequence[int]) -> list[Game]:
    """Play a fork on under the luck of these seeds; `what` names its date and its types."""
    day, types = what.split()
    found = [forking.go_on(date.fromisoformat(day), seed, anew=types == ANEW) for seed in seeds]
    return [asdict(one) for one in found]


def task(day: date, types: str, count: int) -> Task:
    """Return the task of the continuations from a date."""
    fork = forking.fork_at(day)
    start = encode_header(fork.header) + f" {fork.kept} {len(forking.played().decisions)}".encode()
    return Task(play, f"{day} {types}", count, start + forking.played().digest.encode())


def continued(day: date, types: str, games: Sequence[Game]) -> Continued:
    """Return finished continuations with what they started from."""
    return Continued(day=day, types=types, kept=forking.fork_at(day).kept, games=games)
