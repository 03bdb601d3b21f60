"""
What a person types for a value at the prompt: money in billions as it is shown, a day as a date.

A value that fits as it stands is taken as it stands; only what would fit no option is read so.
"""

import re
from decimal import Decimal
from typing import Any

from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, MINUTES_DAY
from sim.domain.views import View
from sim.projections.dates import local_moment

_NUMBER = re.compile(r"-?[0-9]{1,18}")
_BILLIONS = re.compile(r"[0-9]{1,6}([.,][0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONEY = "musd"
MOMENTS = ("deadline", "minute", "until")
"""Fields of moves that hold a minute of the talks."""


def typed_value(view: View, name: str, text: str, listed: Any) -> Any:
    """
    Return the value that a text means for a field or an issue of a seat's move.

    `listed` is the value that the listed move has there. What is no number, no option and no date
    of the talks comes back as the text, for the rules to refuse.
    """
    scenario = view.scenario
    if name in MOMENTS and _DATE.fullmatch(text):
        like = view.minute if listed is None else int(listed)
        found = _minute_of(scenario, view.seat, text, like)
        return text if found is None else found
    value = int(text) if _NUMBER.fullmatch(text) else text
    issue = index_of(scenario).issues.get(name)
    if issue is None or issue.unit != _MONEY or value in issue.options:
        return value
    if _BILLIONS.fullmatch(text):
        millions = Decimal(text.replace(",", ".")) * MILLI
        if millions in issue.options:
            return int(millions)
    return value


def _minute_of(scenario: Scenario, seat: str, date: str, like: int) -> int | None:
    """Return the minute of a local date at the same hour as another minute, or None if too far."""
    last = scenario.horizon // MINUTES_DAY + 1
    for days in range(-(like // MINUTES_DAY), last):
        minute = like + days * MINUTES_DAY
        if local_moment(scenario, seat, minute).iso.startswith(date):
            return minute
    return None
