"""
Numbers, money and dates as a reader of each language expects them.

Babel does the work and is imported when first needed. The thin no-break space that French
numbers bring is all but invisible at 12 pixels, so it becomes U+00A0. Minus is U+2212.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from game.text import Text

NARROW = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"
MUSD_PER_BN = 1000
_BARE_FIRST = re.compile(r"\b1\b")


@lru_cache(maxsize=4096)
def decimal(value: float, places: int, lang: str) -> str:
    """Return `value` rounded to `places`, grouped and pointed for `lang`."""
    from babel.numbers import format_decimal  # not needed for the first frame

    pattern = "#,##0." + "0" * places if places else "#,##0"
    shown = format_decimal(value, format=pattern, locale=lang)
    return shown.replace(NARROW, NO_BREAK).replace("-", MINUS)


def signed(value: float, places: int, lang: str) -> str:
    """Return `value` with its sign always written; what rounds to nothing carries none."""
    shown = decimal(abs(value), places, lang)
    if round(abs(value), places) == 0:
        return shown
    return f"{'+' if value > 0 else MINUS}{shown}"


def apart(then: float, now: float, places: int) -> float:
    """Return by how much two numbers differ as `decimal` shows them: 2.34 and 2.46 by 0.2."""
    step = Decimal(1).scaleb(-places)
    # Babel rounds the shortest decimal form, half to even; `round` would round the binary one.
    first, last = (Decimal(str(value)).quantize(step, ROUND_HALF_EVEN) for value in (then, now))
    return float(last - first)


def percent(part: float, text: Text) -> str:
    """Return a share of one as a whole number of per cent."""
    return text("ui.format.percent", n=decimal(part * 100, 0, text.lang))


def money(musd: int, text: Text, places: int = 1) -> str:
    """Return millions of dollars as billions, with the currency."""
    return text("ui.format.money", n=decimal(musd / MUSD_PER_BN, places, text.lang))


def billions(musd: int, text: Text, places: int = 1) -> str:
    """Return signed millions of dollars as billions, without the currency sign."""
    return text("ui.format.billions", n=signed(musd / MUSD_PER_BN, places, text.lang))


@lru_cache(maxsize=1024)
def date_long(day: dt.date, lang: str) -> str:
    """Return a day with its weekday and year, its first letter a capital."""
    shown = _date(day, "EEEE d MMMM y", lang)
    return shown[:1].upper() + shown[1:]


@lru_cache(maxsize=1024)
def date_full(day: dt.date, lang: str) -> str:
    """Return day, month and year."""
    return _date(day, "d MMMM y", lang)


@lru_cache(maxsize=1024)
def date_plain(day: dt.date, lang: str) -> str:
    """Return the day and the whole name of its month."""
    return _date(day, "d MMMM", lang)


@lru_cache(maxsize=1024)
def date_short(day: dt.date, lang: str) -> str:
    """Return the day and its month shortened, as in the record."""
    return _date(day, "d MMM", lang)


def _date(day: dt.date, pattern: str, lang: str) -> str:
    from babel.dates import format_date  # not needed for the first frame

    shown = format_date(day, format=pattern, locale=lang).replace(" ", NO_BREAK)
    if lang == "fr" and day.day == 1:  # the first alone is an ordinal there; CLDR writes it bare
        return _BARE_FIRST.sub("1er", shown, count=1)
    return shown
