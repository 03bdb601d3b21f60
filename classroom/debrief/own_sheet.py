"""A student's preparation sheet beside what happened: stated and true, wanted and reached."""

from collections.abc import Sequence

from classroom.debrief.board import NARROW, axis_across, key_of, label, ring, series_by_seat, sheet
from classroom.debrief.own_turns import Mine, own_form, own_offers, own_table
from classroom.debrief.own_unit import OwnUnit
from classroom.debrief.panel import Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import whole
from classroom.forms import FIRST_OFFER, RESERVATION, TARGET, reservation_of
from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, RULE, SECOND
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import line, mark
from sim.domain.setting import Scenario
from sim.report.say import Say

SHEET = "own_sheet"
_TOP, _LANE, _EDGE = 44.0, 42.0, 12.0


def sheet_figures(tables: Sequence[Played], mine: Mine) -> Figures:
    """
    Return each line of the own preparation sheet beside what was so, in millionths.

    What others seemed to need stands beside the least and most of their role in the class.
    """
    one = own_table(tables, mine)
    filled = own_form(one, mine) if one is not None else None
    columns = ("item", "about", "stated", "least", "most")
    if one is None or filled is None:
        return Figures(panel=SHEET, columns=columns, rows=())
    result, got, said = one.results[mine.seat], one.entered[mine.seat], filled.answers
    rows = [
        (RESERVATION, mine.seat, said.get(RESERVATION), result.reservation, result.reservation),
        (TARGET, mine.seat, said.get(TARGET), got, got),
    ]
    for seat in one.seats:
        stated = said.get(reservation_of(seat))
        if seat != mine.seat and stated is not None:
            known = [other.results[seat].reservation for other in tables]
            rows.append((RESERVATION, seat, stated, min(known), max(known)))
    made = own_offers(one, mine.seat)
    if filled.package and made:
        other = sum(1 for issue, option in made[0].package.items
                    if filled.package.get(issue) != option)  # fmt: skip
        rows.append((FIRST_OFFER, mine.seat, len(filled.package), other, other))
    return Figures(panel=SHEET, columns=columns, rows=tuple(rows))


def sheet_panel(tables: Sequence[Played], words: Say, mine: Mine) -> Panel:
    """Return what a seat expected beside what was so."""
    found = sheet_figures(tables, mine)
    say = words.text
    return Panel(
        id=SHEET,
        title=say("class.personal.sheet.title"),
        caption=_sheet_caption(found, words, OwnUnit(words, tables[0].scenario, mine.seat)),
        drawing=_lanes(tables[0], found, mine, words),
        head=[say(f"class.personal.head.{name}") for name in ("item", "stated", "so")],
        rows=[_sheet_row(row, words, mine, tables[0].scenario) for row in found.rows],
    )  # fmt: skip


def _sheet_caption(found: Figures, words: Say, own: OwnUnit) -> str:
    say = words.text
    if not found.rows:
        return say("class.personal.sheet.none")
    target = next(row for row in found.rows if row[0] == TARGET)
    if target[2] is None:
        return say("class.personal.sheet.no_target")
    reached = int(target[3] or 0) >= int(target[2])
    return say("class.personal.sheet.reached" if reached else "class.personal.sheet.missed",
               stated=own.amount(target[2]), got=own.amount(target[3]))  # fmt: skip


def _sheet_row(row: Sequence[object], words: Say, mine: Mine, scenario: Scenario) -> list[str]:
    item, about, stated, least, most = row
    say = words.text
    if item == FIRST_OFFER:
        return [say("class.personal.item.first_offer"), whole(_int(stated), words),
                say("class.personal.other_issues", n=whole(_int(least), words))]  # fmt: skip
    # What was guessed of another seat was written in that seat's unit.
    unit = OwnUnit(words, scenario, str(about))
    said, ends = unit.amount(stated), [unit.amount(end) for end in (least, most)]
    so = ends[0] if least == most else say("class.personal.range", low=ends[0], high=ends[1])
    return [_line_name(str(item), str(about), words, mine), said, so]


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _line_name(item: str, about: str, words: Say, mine: Mine) -> str:
    key = item if about == mine.seat else "other"
    return words.text(f"class.personal.item.{key}", seat=words.seat(about))


def _lanes(one: Played, found: Figures, mine: Mine, words: Say) -> Markup | None:
    """Return a lane for each utility of the sheet: a ring where it was stated, a mark where so."""
    rows = [row for row in found.rows if row[0] != FIRST_OFFER and row[2] is not None]
    if not rows:
        return None
    lanes = [[OwnUnit(words, one.scenario, str(row[1])).of(int(value or 0)) for value in row[2:]]
             for row in rows]  # fmt: skip
    across = scale_of([value for lane in lanes for value in lane], _EDGE, NARROW - _EDGE)
    series = series_by_seat(one.scenario, one.seats)
    foot = _TOP + _LANE * len(rows)
    say = words.text
    parts: list[Markup] = [
        key_of([(ring(0, 0, 6.5), say("class.personal.stated")),
                (mark(0, 0, series[mine.seat], 5.5), say("class.personal.so"))], 10, NARROW),
        axis_across(across, _TOP, foot, say("class.personal.utility"), words.number),
    ]  # fmt: skip
    for number, (row, lane) in enumerate(zip(rows, lanes, strict=True)):
        about = str(row[1])
        name = _line_name(str(row[0]), about, words, mine)
        parts.append(_lane(lane, _TOP + _LANE * number, across, series[about], name))
    return sheet(say("class.personal.sheet.title"), foot + 40, parts, width=NARROW)


def _lane(values: Sequence[float], top: float, across: Scale, series: int, name: str) -> Markup:
    stated, low, high = (across(value) for value in values)
    y = top + _LANE - 14
    return el(
        "g", line(_EDGE, y, NARROW - _EDGE, y, stroke=RULE),
        label(_EDGE, top + 10, name, width=NARROW - 2 * _EDGE),
        line(low, y, high, y, stroke=EDGE, stroke_width="5") if high - low > 1 else None,
        mark((low + high) / 2, y, series, 6.0), ring(stated, y, 9.0, SECOND, "none"),
    )  # fmt: skip
