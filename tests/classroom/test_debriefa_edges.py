"""
Goal: no class is too small, too poor or too odd for a panel. Method: the planted tables, bent.
"""

import csv
import io
import re
from xml.etree import ElementTree as ET

import attrs
import msgspec
import pytest

from classroom.cohort import facts as f
from classroom.debrief import (
    anchoring,
    claimed,
    concessions,
    created,
    logrolling,
    pareto,
    references,
    time,
    zopa,
)
from classroom.debrief.board import HIGH, WIDE
from classroom.debrief.index import PANELS
from classroom.debrief.offers import KINDS
from classroom.debrief.played import Played
from classroom.debrief.reckon import correlation, median, ppm, within
from sim.charts.markup import escaped
from sim.record.codec import decode_decision, decode_header, encode_decision, encode_header
from sim.report.say import say_of
from tests.classroom import planted

LANGUAGES = ("en", "fr")
OURS = (
    "created", "claimed", "anchoring", "concessions", "move_types", "logrolling", "time", "zopa",
    "pareto", "references",
)  # fmt: skip


def tables(*numbers):
    """
    Return some of the planted tables.
    """
    return tuple(planted.planted()[number - 1] for number in numbers)


CLASSES = {
    "nobody": (), "one deal": tables(1), "one walk": tables(4), "one time up": tables(5),
    "no deal": tables(4, 5), "four": tables(1, 2, 3, 4), "all": tables(1, 2, 3, 4, 5, 6),
    "open only": (attrs.evolve(tables(5)[0], status=""),),
}  # fmt: skip


def drawn(one, words, some):
    """
    Return a panel whose drawing is well-formed, no larger than a projector's sheet.
    """
    panel = PANELS[one].panel(some, words)
    if panel.drawing is not None:
        svg = ET.fromstring(panel.drawing)  # noqa: S314 - of our own making
        _, _, wide, high = map(float, svg.get("viewBox").split())
        assert wide == WIDE
        assert high <= HIGH
        assert svg.get("aria-label")
    return panel


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("one", OURS)
def test_every_panel_draws_every_class(one, name, lang):
    some = CLASSES[name]
    panel = drawn(one, say_of("planted", lang), some)
    assert panel.id == one
    closed = [table for table in some if table.status]
    assert (panel.drawing is None) == (not closed)
    assert all(len(row) == len(panel.head) for row in panel.rows)
    said = [panel.title, panel.caption, *panel.head, *(cell for row in panel.rows for cell in row)]
    ours = [text for text in said if re.match(r"class\.(?!board\.)", text)]
    assert not ours, "a text is missing"


def texts_of(drawing):
    """
    Return (x, text) of all texts of a drawing.
    """
    for found in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314
        yield found, "".join(found.itertext())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("one", OURS)
def test_no_text_of_a_drawing_is_smaller_than_all_are_or_leaves_the_sheet(one, lang):
    panel = drawn(one, say_of("planted", lang), CLASSES["all"])
    for found, said in texts_of(panel.drawing):
        assert found.get("font-size") is None, said
        # Plex Sans has about half an em a sign; a little more would be cut by the sheet's edge.
        wide, x, anchor = len(said) * 12.5 * 0.5, float(found.get("x")), found.get("text-anchor")
        left = {"end": x - wide, "middle": x - wide / 2}.get(anchor, x)
        assert left > -6, said
        assert left + wide < WIDE + 6, said


def test_few_tables_are_warned_of():
    words = say_of("planted", "en")
    for one in OURS:
        assert PANELS[one].panel(CLASSES["four"], words).notes, one
        assert not PANELS[one].panel(CLASSES["all"], words).notes, one


def test_open_and_aborted_tables_count_nowhere():
    more = (
        *planted.planted(),
        attrs.evolve(tables(5)[0], table=7, status=""),
        attrs.evolve(tables(1)[0], table=8, status=f.ABORTED),
    )
    for one in OURS:
        assert PANELS[one].figures(more) == PANELS[one].figures(planted.planted()), one


def test_seats_without_a_sheet_leave_the_stated_columns_empty():
    bare = [attrs.evolve(one, preparation={}, feelings={}) for one in planted.planted()]
    found = zopa.figures(bare)
    assert found.totals["sheets"] == 0
    assert all(row[5] is None and row[8] is None for row in found.rows)
    whole = planted.rows_by_hand("zopa")[1]
    assert [row[7] for row in found.rows] == [row[7] for row in whole]
    for one in OURS:
        if one != "zopa":
            assert PANELS[one].figures(bare) == PANELS[one].figures(planted.planted()), one


def test_a_sheet_without_a_reservation_is_as_none():
    one = tables(1)[0]
    empty = f.FormFilled(who="A", form=f.PREPARATION, answers={"target": 1})
    found = zopa.figures([attrs.evolve(one, preparation={planted.MILL: empty})])
    assert found.totals["sheets"] == 0


def test_a_mirrored_seat_changes_no_result():
    one = tables(3)[0]
    assert len(one.feelings[planted.ORCHARD]) == 2
    alone = attrs.evolve(one, feelings={})
    for name in OURS:
        assert PANELS[name].figures([one]) == PANELS[name].figures([alone]), name


def test_without_the_class_time_the_minutes_of_the_talks_stand_in():
    bare = [attrs.evolve(one, seconds={}, closed=None) for one in planted.planted()]
    assert {row[3] for row in time.figures(bare).rows} == {0}
    assert time.panel(bare, say_of("planted", "en")).rows[0][2].startswith("day")
    assert created.figures(bare) == created.figures(planted.planted())


def test_no_deal_at_all_has_rates_but_no_shares():
    some = CLASSES["no deal"]
    assert created.figures(some).totals == {
        "tables": 2, "deals": 0, "measured": 0, "median_share": None, "deals_below": 0,
    }  # fmt: skip
    assert set(claimed.figures(some).totals.values()) == {None}
    assert anchoring.figures(some).totals == {"n": 0, "correlation": None}
    assert logrolling.figures(some).rows == ()
    found = time.figures(some).totals
    assert (found["without"], found["without_share"], found["high"]) == (2, 1_000_000, 1_000_000)
    assert found["low"] == 342_380  # Wilson: 2 of 2, 1 / (1 + 1.96 squared / 2)
    assert references.figures(some).rows == references.figures(planted.planted()).rows


def test_below_ten_deals_nobody_speaks_of_a_correlation():
    words = say_of("planted", "en")
    few = planted.planted()
    shown = anchoring.panel(few, words)
    assert "r\u00a0=" not in shown.caption + str(shown.drawing)
    assert "+0." not in shown.caption + str(shown.drawing)
    many = [attrs.evolve(one, table=one.table + 6 * more) for more in range(3) for one in few]
    shown = anchoring.panel(many, words)
    assert "r\u00a0=\u00a0+0.99" in shown.caption, "by hand 0.986 within roles"
    assert "r\u00a0=\u00a0+0.99" in str(shown.drawing)


def test_a_median_stands_at_a_turn_while_half_of_the_tables_still_offered():
    own = [[(1, 9.0), (2, 5.0), (3, 1.0)], [(1, 7.0), (2, 3.0)], [(1, 2.0)], [(1, 4.0)]]
    assert concessions.medians(own) == [(1, 5.5), (2, 4.0)]
    assert concessions.medians(own[:1]) == []


def test_without_a_sheet_the_true_reservations_are_drawn_and_the_words_of_the_trade_are_said():
    words = say_of("planted", "en")
    bare = zopa.panel(tables(5), words)
    told = str(bare.drawing)
    assert words.text("class.zopa.points") in told
    for said in ("ZOPA", "BATNA"):
        assert said in bare.caption
    for seat in planted.SEATS[1:]:
        assert told.count(f">{words.seat(seat)}<") >= 2, "a row, and a column of the grid"
    full = str(zopa.panel(planted.planted(), words).drawing)
    assert words.text("class.zopa.axis") in full
    assert words.text.count("class.zopa.mean", 6) in full


def test_a_small_zone_is_one_package_in_so_many():
    words = say_of("planted", "en")
    said = [zopa.told_share(share, words) for share in (0.0, 0.0054, 0.0199, 0.02, 0.57)]
    assert said == ["none", "1 in 185", "1 in 50", "2\u00a0%", "57\u00a0%"]


def test_a_trade_says_who_gets_what_and_one_deal_is_no_full_bar():
    words, some = say_of("planted", "en"), planted.planted()
    drawn = str(logrolling.panel(some, words).drawing)
    for seat in (planted.ORCHARD, planted.MILL):
        assert words.text("class.logrolling.gets", seat=words.seat(seat)) in drawn
    found = logrolling.figures(some)
    once = [row for row in found.rows if row[0] == 1 or row[2] == "price"]
    drawn = str(logrolling._drawing(some, attrs.evolve(found, rows=tuple(once)), words))
    frames = re.findall(
        r'x="392" y="[\d.]+" width="([\d.]+)" height="18"[^>]*fill="#fffdf8"', drawn
    )
    assert sorted(map(float, frames)) == [64.5, 64.5, 258.0], "one deal of four, and four"


def test_each_kind_of_step_is_explained():
    for lang in LANGUAGES:
        words = say_of("planted", lang)
        drawn = str(PANELS["move_types"].panel(planted.planted(), words).drawing)
        for kind in KINDS:
            assert escaped(words.text(f"class.move_types.{kind}.is")) in drawn


def test_offers_are_drawn_in_their_order_and_each_plane_has_its_title():
    # Table 1: the orchard's three offers are worth 90, 80 and 60 to it, 20 without a deal.
    curves = concessions.curves_of(tables(1))
    assert curves["orchard"] == [[(1, 70.0), (2, 60.0), (3, 40.0)]]
    words = say_of("planted", "en")
    drawn = str(concessions.panel(planted.planted(), words).drawing)
    places = re.findall(rf'<text x="([\d.]+)"[^>]*>{words.text("class.concessions.up")}<', drawn)
    assert len(places) == len(set(places)) == 2


def test_a_correlation_of_steps_is_said_in_words():
    words = say_of("planted", "en")
    assert "r\u00a0=" not in concessions.panel(planted.planted(), words).caption, "seven pairs"
    many = [attrs.evolve(one, table=one.table + 6 * more)
            for more in range(2) for one in planted.planted()]  # fmt: skip
    assert (
        "hardly followed (r\u00a0=\u00a0+0.11, 14 pairs)" in concessions.panel(many, words).caption
    )


def test_a_correlation_within_groups_forgets_what_groups_differ_in():
    # Of one another: 10 goes with 10 in one group, 20 with 0 in the other. Within: nothing does.
    apart = {
        "a": [(10, 10), (12, 10), (11, 9), (11, 11)],
        "b": [(20, 0), (22, 0), (21, 1), (21, -1)],
    }
    assert correlation([pair for own in apart.values() for pair in own]) < -950_000
    assert within(apart) == 0
    assert within({"a": [(1, 2)], "b": [(5, 1)], "c": [(0, 0)]}) is None
    assert within({}) is None


NEW = {
    "orchard": "kiln", "mill": "quay", "crown": "abbey", "coast": "delta", "sale": "bench",
}  # fmt: skip


def renamed(one):
    """
    Return a table whose every name of an actor is another one, in the same record.
    """

    def change(data):
        for old, new in NEW.items():
            data = data.replace(f'"{old}"'.encode(), f'"{new}"'.encode())
        return data

    lines = [change(encode_decision(made)) for made in one.decisions]
    return Played(
        table=one.table,
        header=decode_header(_sorted(change(encode_header(one.header)))),
        decisions=tuple(decode_decision(_sorted(line)) for line in lines),
        status=one.status,
        seconds=one.seconds,
        closed=one.closed,
        preparation={NEW[seat]: form for seat, form in one.preparation.items()},
    )


def _sorted(line):
    # New names stand in another order in canonical JSON.
    return msgspec.json.encode(msgspec.json.decode(line), order="sorted")


def test_renamed_actors_give_the_same_figures():
    others = [renamed(one) for one in planted.planted()]
    back = {new: old for old, new in NEW.items()}
    for one in OURS:
        found, known = PANELS[one].figures(others), PANELS[one].figures(planted.planted())
        rows = tuple(tuple(back.get(cell, cell) for cell in row) for row in found.rows)
        assert rows == known.rows, one
        assert list(found.totals.values()) == list(known.totals.values()), one


def test_pairs_to_choose_from_begin_with_those_who_sign():
    one = tables(1)[0]
    assert pareto.pairs_of(one)[0] == ("orchard", "mill")
    assert len(set(pareto.pairs_of(one))) == 6
    words = say_of("planted", "en")
    drawings = {
        pareto.panel(planted.planted(), words, pair).drawing for pair in pareto.pairs_of(one)
    }
    assert len(drawings) == 6


def test_data_table_has_a_row_for_every_row_of_the_figures():
    words = say_of("planted", "en")
    for one in OURS:
        figures, panel = (
            PANELS[one].figures(planted.planted()),
            PANELS[one].panel(planted.planted(), words),
        )
        assert len(panel.rows) == len(figures.rows), one


def test_screens_carry_no_number_of_a_table():
    # Table 6 stands second from the left: the first column says 2, and nothing says 6.
    words = say_of("planted", "en")
    rows = claimed.panel(planted.planted(), words).rows
    assert [row[0] for row in rows[4:8]] == ["2"] * 4
    for one in OURS:
        panel = PANELS[one].panel(planted.planted(), words)
        if panel.head[0] == words.text("class.column.table"):
            places = [int(row[0]) for row in panel.rows]
            assert places == sorted(places), f"{one} tells the order of numbers"


def test_figures_are_whole_numbers_and_ids():
    for one in OURS:
        found = PANELS[one].figures(planted.planted())
        cells = [cell for row in found.rows for cell in row] + list(found.totals.values())
        assert {type(cell) for cell in cells} <= {int, str, type(None)}, one
        out = io.StringIO()
        csv.writer(out).writerows(found.rows)
        assert "." not in out.getvalue(), one


def test_a_seat_that_signed_for_exactly_its_no_deal_value_is_not_below_it():
    script = [
        (10, planted.MILL, planted.offer(20, "kept", "guarded", 100)),
        (20, planted.ORCHARD, planted.accept(1)),
        (30, planted.CROWN, planted.m.Approve()),
        (40, planted.COAST, planted.m.Approve()),
    ]
    even = planted.table(1, script=script)
    assert even.gains[planted.ORCHARD] == 0
    assert created.figures([even]).rows[0][-1] == 0


def test_small_sums_are_exact():
    assert ppm(1, 3) == 333_333
    assert ppm(-2, 3) == -666_667
    assert ppm(1, 0) is None
    assert median([3, 1]) == 2
    assert median([2, 1]) == 2
    assert median([]) is None
    assert correlation([(0, 0), (1, 1)]) is None
    assert correlation([(0, 5), (1, 5), (2, 5)]) is None
    assert correlation([(0, 0), (1, -2), (2, -4)]) == -1_000_000
    assert correlation([(1, 1), (2, 3), (3, 2)]) == 500_000
