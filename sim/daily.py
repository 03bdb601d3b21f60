"""
The deal of the day: the same start for everybody on a date, wherever they are.

Pure: whoever asks says which date it is. The seat goes round with the days, the luck comes from
the date and the scenario, everybody plays by their temper.
"""

import datetime as dt
from hashlib import blake2b

from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.share import Start

LEVEL = "envoy"
_SEEDS = 1 << 24


def deal_of_day(date: dt.date, scenario: Scenario) -> Start:
    """Return the start of a date."""
    seats = [actor.id for actor in index_of(scenario).seats if actor.id in scenario.preferences]
    said = f"{date.isoformat()} {scenario.id}".encode()
    seed = int.from_bytes(blake2b(said, digest_size=8).digest()) % _SEEDS
    return Start(scenario=scenario, seat=seats[date.toordinal() % len(seats)], level=LEVEL,
                 seed=seed)  # fmt: skip
