"""
Goal: drawings fit projector and phone and hold in both languages.

Method: parse them, measure, compare.
"""

import re
from xml.etree import ElementTree as ET

import pytest

from classroom.cohort.facts import EXIT, FEELING, PREPARATION
from classroom.debrief import (
    audience,
    board,
    created,
    fairness,
    history,
    leaks,
    normalised,
    personal,
    subjective,
    two_level,
    veto,
    what_if,
)
from classroom.debrief.own_turns import Mine
from classroom.forms import FACTORS, items_of
from sim.domain.moves import MOVES
from sim.report.say import say_of
from sim.words import load
from tests.classroom import planted, planted_second

PROJECTOR, PHONE = 1200, 328
"""Pixels that a drawing has there."""


def panels(lang):
    """
    Return every panel of the second half and a student's own ones.
    """
    words, tables = say_of("planted", lang), planted_second.rated()
    modules = (veto, two_level, audience, leaks, fairness, normalised, subjective)
    return (
        *(module.panel(tables, words) for module in modules),
        what_if.panel(planted_second.pair(), words),
        history.panel(tables, words, planted_second.real()),
        *personal.panels(tables, words, Mine(table=1, seat="mill")),
    )


@pytest.fixture(scope="module", params=["en", "fr"])
def shown(request):
    return panels(request.param)


def test_every_drawing_is_sound_and_fits_the_screen(shown):
    for panel in shown:
        root = ET.fromstring(str(panel.drawing))  # noqa: S314 - our own drawing
        _, _, width, height = map(float, root.get("viewBox").split())
        own = panel.id.startswith("own_")
        assert width == (board.NARROW if own else board.WIDE)
        assert height <= (board.TALL if own else board.HIGH), panel.id
        page, least = (PHONE, 12) if own else (PROJECTOR, 20)
        assert float(root.get("font-size")) * page / width >= least
        assert root.get("aria-label") == panel.title
        assert not re.search(r"font-size=\"(?:[0-9]|1[01])(?:\.\d+)?\"", str(panel.drawing))


def test_nothing_is_drawn_outside(shown):
    for panel in shown:
        root = ET.fromstring(str(panel.drawing))  # noqa: S314 - our own drawing
        _, _, width, height = map(float, root.get("viewBox").split())
        for text in root.iter("{http://www.w3.org/2000/svg}text"):
            wide = len(text.text or "") * 12.5 * 0.5
            x = float(text.get("x")) - {"middle": wide / 2, "end": wide}.get(
                text.get("text-anchor"), 0
            )
            assert x >= -1, (panel.id, text.text)
            assert x + wide <= width + 6, (panel.id, text.text)
            assert 8 <= float(text.get("y")) <= height, (panel.id, text.text)


def test_captions_fit_two_lines_and_rows_fit_their_heads(shown):
    for panel in shown:
        assert len(panel.caption) <= 210, panel.id
        assert all(len(row) == len(panel.head) for row in panel.rows)
        said = " ".join([panel.title, panel.caption, *panel.head, *panel.notes])
        assert "class." not in said, "a text is missing"
        assert not any("class." in cell for row in panel.rows for cell in row), panel.id


def test_same_input_same_bytes():
    assert panels("en") == panels("en")


def test_every_turn_of_the_real_talks_is_a_move_with_a_name():
    for lang in ("en", "fr"):
        text = load(lang)
        for kind in history.TURNS:
            assert kind in MOVES
            assert text.has(f"class.history.kind.{kind}")
        for key in history.DIFFERENCES:
            assert text.has(f"class.history.differs.{key}")


def test_every_code_of_a_panel_has_its_text():
    codes = {
        "class.audience.kind": audience.KINDS,
        "class.audience.kinds": audience.KINDS,
        "class.audience.fate": ("kept", "broken", "taken_back", "moved", "stands"),
        "class.veto.part": ("party", "veto", "voice", "outside"),
        "class.veto.answer": ("yes", "no", "silent"),
        "class.veto.event": ("export", "order", "condition", "inquiry", "threat"),
        "class.subjective.factor": FACTORS,
        "class.personal.turn": ("none", "refused", "blocked", "spoken"),
    }
    for lang in ("en", "fr"):
        text = load(lang)
        for prefix, names in codes.items():
            assert all(text.has(f"{prefix}.{name}") for name in names), prefix


def test_every_item_of_a_form_has_its_text():
    scenario = planted.planted()[0].scenario
    for lang in ("en", "fr"):
        for form in (PREPARATION, FEELING, EXIT):
            assert load(lang).has(f"class.form.{form}.title")
            for item in items_of(scenario, "mill", form):
                said = load(lang)(item.key(form), seat="X")
                assert not said.startswith("class."), item
                assert ("X" in said) == bool(item.about)


def test_crowds_are_one_mark_with_a_number():
    marks = []

    def draw(x, y, kind, size):
        marks.append((x, y, kind, size))
        return ""

    spots = [(10.0, "a")] * 5 + [(10.2, "b"), (40.0, "a"), (40.0, "a")]
    drawn = board.swarm(spots, 0, 30, draw)
    assert [kind for _, _, kind, _ in marks] == ["a", "b", "a", "a"]
    assert [size > 5 for *_, size in marks] == [True, False, False, False]
    assert ">5<" in drawn
    assert len({(x, y) for x, y, *_ in marks}) == len(marks), "no mark lies on another"


def test_tables_that_did_it_at_about_the_same_time_are_one_mark_with_their_number():
    assert board.gathered([10, 1, 11, 12, 40, 10], 8) == [(1, 1), (10.75, 4), (40, 1)]


def test_the_share_of_a_table_hides_no_part_of_its_column():
    drawn = created.panel(planted_second.rated(), say_of("planted", "en")).drawing
    root = ET.fromstring(str(drawn))  # noqa: S314 - our own drawing
    shares = [
        one
        for one in root.iter()
        if one.tag.endswith("text")
        and re.fullmatch(r"\d+\W%", one.text or "")
        and one.get("text-anchor") == "middle"
    ]
    assert len(shares) == 4
    parts = [
        one for one in root.iter() if one.tag.endswith("rect") and "url" in one.get("fill", "")
    ]
    ends = [float(one.get("y")) + float(one.get("height")) for one in parts]
    assert min(float(one.get("y")) - 12 for one in shares) > max(ends)
