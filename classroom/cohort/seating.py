"""Where somebody who joins sits: the free seat that completes a table first, or beside somebody."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from classroom.cohort.facts import MIRROR, OBSERVER, PLAYER
from classroom.cohort.state import Cohort


@frozen(kw_only=True)
class Spot:
    """A place for somebody; `table` may be one that has still to be made."""

    table: int
    seat: str
    duty: str


def next_spot(cohort: Cohort) -> Spot | None:
    """Return the place of who arrives now, or None where every table is full to the last."""
    free = cohort.free_seats()
    if free:
        table, seat = free[0]
        return Spot(table=table, seat=seat, duty=PLAYER)
    opened = cohort.opened
    if not opened.tables or len(cohort.places) < opened.tables:
        return Spot(table=len(cohort.places) + 1, seat=opened.seats[0], duty=PLAYER)
    return beside(cohort)


def beside(cohort: Cohort) -> Spot | None:
    """Return a place beside others: a second one in a seat, or where all have two, looking on."""
    open_tables = [place.table for place in cohort.places.values() if not place.status]
    if not open_tables:
        return None
    counted = [
        (len(cohort.holders(table, seat)), at, table, seat)
        for at, seat in enumerate(cohort.opened.seats)
        for table in open_tables
    ]
    held, _, table, seat = min(counted)
    if held < 2:  # noqa: PLR2004 - two at a keyboard still both decide, three do not
        return Spot(table=table, seat=seat, duty=MIRROR if held else PLAYER)
    looking = {at: sum(one.duty == OBSERVER for one in cohort.at_table(at)) for at in open_tables}
    table = min(looking, key=lambda at: (looking[at], at))
    at = looking[table] % len(cohort.opened.seats)
    return Spot(table=table, seat=cohort.opened.seats[at], duty=OBSERVER)


def dealt(cohort: Cohort, shuffled: Sequence[str], *, mirrors: bool) -> Iterator[tuple[str, Spot]]:
    """
    Yield a place for each of some participants in an order that luck has chosen.

    Whole tables first. Who is left over sits beside somebody where `mirrors` asks for it and there
    is a whole table, else at one more table whose other seats strategies play.
    """
    seats = cohort.opened.seats
    first = len(cohort.places) + 1
    whole = len(shuffled) // len(seats)
    if cohort.opened.tables:
        whole = min(whole, cohort.opened.tables - len(cohort.places))
    for at, who in enumerate(shuffled[: whole * len(seats)]):
        spot = Spot(table=first + at // len(seats), seat=seats[at % len(seats)], duty=PLAYER)
        yield who, spot
    rest = shuffled[whole * len(seats) :]
    full = cohort.opened.tables and len(cohort.places) + whole >= cohort.opened.tables
    for at, who in enumerate(rest):
        if whole and (mirrors or full):
            table, seat = first + at % whole, seats[at // whole % len(seats)]
            yield who, Spot(table=table, seat=seat, duty=MIRROR)
        else:
            table, seat = first + whole + at // len(seats), seats[at % len(seats)]
            yield who, Spot(table=table, seat=seat, duty=PLAYER)
