"""
Goal: a chart holds whatever numbers come. Method: draw random ones and read the drawing back.
"""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.charts.columns import Column, Marker, columns
from sim.charts.curves import Curve, Step, curves
from sim.charts.dots import Dot, Group, dots
from sim.charts.lanes import Lane, Span, lanes
from sim.charts.markup import Markup, el
from sim.charts.palette import FILLS, INK, LINES, PAPER, SECOND, SIZE
from sim.charts.plane import Titles
from sim.charts.scale import Scale, scale_of
from sim.charts.scatter import Deals, Named, scatter
from sim.charts.svg import width_of

numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))
spots = st.tuples(numbers, numbers)
names = st.text(max_size=40)
TITLES = Titles(label="what", across="days", up="points")


def write(value, places):
    return f"{value:.{places}f}"


def read_back(drawing):
    """
    Return the drawing as XML after checking that every coordinate is a number inside its frame.
    """
    root = ET.fromstring(drawing)  # noqa: S314 - of our own making
    assert root.tag.endswith("}svg")
    _, _, width, height = map(float, root.get("viewBox").split())
    for node in root.iter():
        for key in ("x", "x1", "x2", "cx"):
            if key in node.attrib:
                assert -0.1 <= float(node.get(key)) <= width + 0.1, ET.tostring(node)
        for key in ("y", "y1", "y2", "cy"):
            if key in node.attrib:
                assert -0.1 <= float(node.get(key)) <= height + 0.1, ET.tostring(node)
        for pair in (node.get("points") or "").split():
            x, y = map(float, pair.split(","))
            assert -12 <= x <= width + 12, "half a mark may stand out, no more"
            assert -12 <= y <= height + 12
    assert "nan" not in str(drawing).lower().replace("financ", "")
    return root


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=9), st.booleans())
def test_dots_hold_any_values(rows, several):
    some = [
        Dot(
            label=f"row {at}",
            value=sorted(row)[1],
            low=min(row),
            high=max(row),
            said="x",
            series=at,
        )
        for at, row in enumerate(rows)
    ]
    groups = [Group(title="t" if several else "", dots=some), Group(title="empty", dots=[])]
    root = read_back(dots("what", groups, "points", write, zero=True))
    assert len([node for node in root.iter() if node.text == "x"]) == len(rows)


def test_dots_without_rows_or_intervals_are_drawn():
    read_back(dots("what", [], "points", write, zero=True))
    read_back(dots("what", [Group(title="", dots=[Dot(label="", value=3)])], "", write, zero=False))


@given(
    st.lists(spots, max_size=12), st.lists(spots, max_size=12),
    st.lists(st.tuples(spots, names), max_size=3), st.none() | spots, st.booleans(),
)  # fmt: skip
def test_scatter_holds_any_deals(frontier, reached, named, floors, joined):
    deals = Deals(
        frontier=sorted(frontier), joined=joined, floors=floors,
        reached=[(spot, 1 + at) for at, spot in enumerate(reached)],
        path=[(spot, at % 3) for at, spot in enumerate(reached)],
        named=[Named(at=at, name="n" * len(name), sign=sign)
               for (at, name), sign in zip(named, ("star", "plus", ""), strict=False)],
    )  # fmt: skip
    read_back(scatter(deals, TITLES, write))


def _labels(named):
    root = read_back(scatter(Deals(named=named, frontier=[(0.0, 9.0), (9.0, 0.0)]), TITLES, write))
    found = []
    for node in root.iter():
        if node.get("font-weight") == "600" and node.text:
            x, wide = float(node.get("x")), width_of(node.text)
            left = x - wide if node.get("text-anchor") == "end" else x
            found.append((node.text, left, left + wide, float(node.get("y"))))
    return found


def test_names_of_one_spot_stand_in_one_line_and_others_clear_of_each_other():
    one, other = Named(at=(4.0, 4.0), name="one"), Named(at=(4.0, 4.0), name="other", sign="plus")
    assert [name for name, *_ in _labels([one, other])] == ["one, other"]
    near = Named(at=(4.1, 3.9), name="near", sign="plus")
    boxes = _labels([one, near, Named(at=(3.9, 4.1), name="third")])
    for (_, left, right, y), (_, begin, end, height) in combinations(boxes, 2):
        assert right <= begin or end <= left or abs(y - height) >= SIZE * 1.3


def test_a_name_does_not_lie_over_deals_where_there_is_room():
    row = [((x / 2, 4.0), 1) for x in range(2, 24)]
    deals = Deals(named=[Named(at=(6.0, 4.0), name="a long name")], reached=row,
                  frontier=[(0.0, 9.0), (12.0, 0.0)])  # fmt: skip
    root = read_back(scatter(deals, TITLES, write))
    height = {float(node.get("cy")) for node in root.iter() if node.tag.endswith("}circle")}
    (y,) = (float(node.get("y")) for node in root.iter() if node.text == "a long name")
    assert abs(y - SIZE * 0.35 - height.pop()) > SIZE


def test_the_frontier_is_cut_at_the_edge_of_what_is_seen():
    # One party's best would squeeze all deals into a corner: only what both could take is shown.
    line = [(x, 100.0 - x) for x in range(-200, 300, 7)]
    drawing = scatter(
        Deals(frontier=line, reached=[((50.0, 40.0), 1)], floors=(0.0, 0.0)), TITLES, write
    )
    root = read_back(drawing)
    said = [node.text for node in root.iter() if node.text and re.fullmatch(r"-?\d+", node.text)]
    assert max(map(int, said)) <= 110
    assert min(map(int, said)) >= -10


def test_a_frontier_out_of_sight_is_not_drawn_along_the_edge():
    far = [(-1000.0, -1000.0), (-999.0, -1001.0)]
    drawing = scatter(
        Deals(frontier=far, reached=[((5.0, 4.0), 1)], floors=(0.0, 0.0)), TITLES, write
    )
    assert LINES[0] in drawing
    assert not re.search(f'<g stroke="{LINES[0]}"[^>]*><line', drawing)


@given(st.lists(st.lists(st.tuples(numbers, numbers), max_size=8), max_size=5), st.booleans())
def test_curves_hold_any_values(some, bands):
    drawn = [
        Curve(name=f"c{at}", series=at, steps=[
            Step(at=at, middle=middle, low=middle - abs(wide), high=middle + abs(wide))
            for at, (middle, wide) in enumerate(steps)
        ])
        for at, steps in enumerate(some)
    ]  # fmt: skip
    read_back(curves(drawn, TITLES, write, bands=bands))


@given(st.lists(st.integers(0, 10**6), max_size=20), numbers)
def test_columns_hold_any_counts(counts, marker):
    some = [Column(begin=at, end=at + 1, count=count) for at, count in enumerate(counts)]
    root = read_back(columns(some, TITLES, write, [Marker(at=abs(marker) % 30, name="median")]))
    drawn = [node for node in root.iter() if node.tag.endswith("}rect")]
    assert len(drawn) == sum(count > 0 for count in counts)
    assert all(float(node.get("width")) > 0 for node in drawn)


@given(st.lists(st.lists(st.tuples(st.floats(0, 1e4), st.booleans()), max_size=9), max_size=5))
def test_lanes_hold_any_times(some):
    drawn = [Lane(name=f"l{at}", series=at or None, marks=marks) for at, marks in enumerate(some)]
    read_back(lanes("what", drawn, [Span(begin=0, end=9, name="phase")], "days", write))


@given(st.lists(numbers, max_size=9), st.booleans())
def test_a_scale_holds_its_values_and_has_round_ones(values, zero):
    scale = scale_of(values, 10, 90, zero=zero)
    assert all(10 <= scale(value) <= 90 for value in values)
    rungs = scale.rungs()
    assert 1 <= len(rungs) <= 7
    assert all(scale.low <= rung <= scale.high for rung in map(lambda r: round(r, 9), rungs))  # noqa: C417
    assert not zero or scale.low <= 0 <= scale.high


def test_a_scale_says_how_many_decimals_its_round_values_need():
    assert Scale(0, 100, 0, 1).places == 0
    assert Scale(0, 1, 0, 1).places == 1
    assert Scale(0, 0.1, 0, 1).places == 2


@given(st.text())
def test_text_never_becomes_markup(text):
    root = ET.fromstring(el("p", text, title=text))  # noqa: S314 - of our own making
    assert not list(root)
    kept = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    assert (root.text or "").replace("\r", "\n") == kept.replace("\r\n", "\n").replace("\r", "\n")


def test_markup_is_not_escaped_twice():
    assert el("p", el("b", "<"), " & ") == "<p><b>&lt;</b> &amp; </p>"
    assert el("p", class_="a", hidden=True, id=None) == '<p class="a" hidden="hidden"></p>'
    assert isinstance(el("p"), Markup)


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("ink", [INK, SECOND, *LINES])
@pytest.mark.parametrize("ground", [PAPER, "#f6f1e6", "#ffffff"])
def test_inks_can_be_read_on_every_ground(ink, ground):
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_series_differ_for_whoever_sees_no_colour():
    lights = sorted(_luminance(fill) for fill in FILLS)
    from sim.charts.palette import DASHES, SHAPES

    assert len(set(SHAPES)) == len(set(DASHES)) == len(FILLS)
    assert lights[-1] > lights[0]
