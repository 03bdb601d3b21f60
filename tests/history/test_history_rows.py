"""
Goal: every fact of the real summer is told once, at its minute, in our words, without a person.
"""

import re
import tomllib
from datetime import UTC, datetime, timedelta

import pytest
from fontTools.ttLib import TTFont
from history.persons import PERSONS

from sim import history_rows
from sim.history import shipped_history
from sim.history_rows import WHY_NOT, folder, load_history, texts
from sim.places import assets_folder
from sim.record.errors import RecordError

TEXT_CHARACTERS_MAX = 64
FIRST, LAST = "2020-07-31", "2020-09-21"
OPENS = datetime(2020, 7, 31, 4, tzinfo=UTC)
BINDING = re.compile(r"order|^bid_|^deadline_|^export_rule$")


@pytest.fixture(scope="module")
def rows():
    return shipped_history().rows


def _window(rows):
    return [row for row in rows if FIRST <= row.date <= LAST]


def test_every_row_is_there_in_the_order_of_the_file(rows):
    assert [row.number for row in rows] == list(range(1, 151))
    assert [row.date for row in rows] == sorted(row.date for row in rows)
    assert all(row.source and row.confidence in {"high", "medium", "low"} for row in rows)


def test_a_row_is_a_move_or_says_why_not(rows):
    assert all(bool(row.entries) != bool(row.why_not) for row in rows)
    assert {row.why_not for row in rows if row.why_not} == set(WHY_NOT)
    assert set(shipped_history().because) == set(WHY_NOT)


def test_most_of_the_summer_became_moves(rows):
    assert len(_window(rows)) == 95
    assert sum(bool(row.entries) for row in _window(rows)) >= 75


def test_no_order_bid_deadline_or_export_rule_is_left_out(rows):
    binding = [row for row in rows if row.date >= FIRST and BINDING.search(row.kind)]
    assert len(binding) >= 15
    assert not [row.number for row in binding if not row.entries]


@pytest.mark.parametrize(
    ("kind", "moves"),
    [
        ("executive_order", {"order"}),
        ("export_rule", {"restrict_export", "lobby"}),
        ("deadline_extended", {"extend_deadline"}),
        ("deadline_set", {"set_deadline", "threaten"}),
        ("bid_rejected", {"reject"}),
        ("bid_accepted", {"propose"}),
    ],
)
def test_binding_rows_become_binding_moves(rows, kind, moves):
    told = [row for row in rows if row.date >= FIRST and row.kind == kind and row.entries]
    assert told
    assert {row.entries[0].kind for row in told} == moves


def test_a_row_with_a_clock_time_stands_there(rows):
    timed = [row for row in rows if row.time_utc and row.entries]
    assert len(timed) == 3
    for row in timed:
        moment = OPENS + timedelta(minutes=row.entries[0].minute)
        assert f"{moment:%Y-%m-%d %H:%M}" == f"{row.date} {row.time_utc}"


def test_a_row_without_a_time_stands_at_noon_of_its_place(rows):
    by_number = {row.number: row for row in rows}
    rule, order = by_number[94].entries[0], by_number[69].entries[0]
    assert OPENS + timedelta(minutes=rule.minute) == datetime(2020, 8, 28, 4, tzinfo=UTC)
    # The third row of 6 August: noon in Washington and two minutes.
    assert OPENS + timedelta(minutes=order.minute) == datetime(2020, 8, 6, 16, 2, tzinfo=UTC)


def test_minutes_keep_the_order_of_the_file_for_each_actor(rows):
    minutes = {}
    for row in rows:
        for entry in row.entries:
            if not row.time_utc:
                minutes.setdefault((row.date, entry.actor), []).append(entry.minute)
    assert all(found == sorted(found) for found in minutes.values())
    entries = shipped_history().entries
    assert [entry.minute for entry in entries] == sorted(entry.minute for entry in entries)
    assert entries[0].minute >= 0


def test_minutes_go_back_by_no_more_than_noons_differ(rows):
    latest = 0
    for row in rows:
        for entry in row.entries:
            assert entry.minute > latest - 24 * 60, row.number
            latest = max(latest, entry.minute)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_move_has_a_short_text_without_a_person(rows, language):
    told = texts(language)
    assert set(told) == {row.text_key for row in rows if row.entries}
    assert not {key: text for key, text in told.items() if len(text) > TEXT_CHARACTERS_MAX}
    assert not {key: text for key, text in told.items() if PERSONS.search(text)}
    assert all(text == text.strip() and "'" not in text for text in told.values())


def test_an_unknown_language_reads_english():
    assert texts("xx") == texts("en") != texts("fr")


def test_no_assumption_names_a_person(rows):
    assert not [row.number for row in rows if PERSONS.search(row.assumption)]


def test_offers_settle_unreported_issues_by_an_assumption(rows):
    offers = [row for row in rows if any(entry.kind == "propose" for entry in row.entries)]
    assert len(offers) == 9
    assert all(row.assumption for row in offers)


def test_press_lines_that_restate_one_voice_are_marked(rows):
    press = [row for row in rows if row.entries and row.entries[0].actor == "press"]
    unsure = {row.number for row in press if row.confidence != "high"}
    assert {row.number for row in rows if row.dramatised} == unsure


def test_fonts_hold_every_character():
    signs = {
        sign for language in ("en", "fr") for text in texts(language).values() for sign in text
    }
    for path in (assets_folder() / "fonts").glob("*.ttf"):
        with TTFont(path) as font:
            assert not signs - {chr(code) for code in font.getBestCmap()}, path.name


def _tampered(monkeypatch, tmp_path, change):
    for path in folder().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (file,) = (path for path in tmp_path.glob("*.toml") if "." not in path.stem)
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    tomllib.loads(file.read_text(encoding="utf-8"))
    monkeypatch.setattr(history_rows, "folder", lambda: tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("rows = [150]", "rows = []", "row 150 is told 0 times"),
        ("rows = [150]", "rows = [150, 149]", "row 149 is told 2 times"),
        ("rows = [150]", "rows = [150, 151]", "row 151 is told 1 times"),
        ("rows = [77]", "rows = [77, 150]", "row 150: class"),
        ("dramatised = true", "dramatized = true", "unknown key 'dramatized'"),
    ],
)
def test_a_slip_in_the_rows_is_named(monkeypatch, tmp_path, old, new, says):
    _tampered(monkeypatch, tmp_path, lambda text: text.replace(old, new, 1))
    with pytest.raises(RecordError, match=re.escape(says)):
        load_history(OPENS)
