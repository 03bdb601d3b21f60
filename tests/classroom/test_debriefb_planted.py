"""
Goal: each panel shows what was reckoned by hand. Method: the planted class against its files.
"""

import importlib

import pytest

from classroom.debrief import history, what_if
from tests.classroom import planted, planted_second

PANELS = ("veto", "two_level", "audience", "leaks", "fairness", "normalised", "subjective")


def figures(name, tables=None):
    """
    Return a panel's figures of the planted class, or of other tables.
    """
    module = importlib.import_module(f"classroom.debrief.{name}")
    return module.figures(of_panel(name) if tables is None else tables)


def of_panel(name):
    """
    Return the planted class; marks for fairness make the short form longer, so one panel has none.
    """
    return planted.planted() if name == "subjective" else planted_second.rated()


@pytest.mark.parametrize("name", PANELS)
def test_panel_equals_the_figures_made_by_hand(name):
    found = figures(name)
    columns, rows = planted.rows_by_hand(name)
    assert found.panel == name
    assert found.columns == columns
    assert found.rows == rows


@pytest.mark.parametrize("name", PANELS)
def test_order_of_the_tables_given_does_not_matter(name):
    assert figures(name, of_panel(name)[::-1]) == figures(name)


@pytest.mark.parametrize("name", PANELS)
def test_renamed_actors_give_the_same_figures(name):
    other = figures(name, tuple(map(planted_second.renamed, of_panel(name))))
    called = [
        tuple(planted_second.RENAMED.get(cell, cell) for cell in row) for row in figures(name).rows
    ]
    assert list(other.rows) == called


@pytest.mark.parametrize("name", PANELS)
def test_no_table_gives_no_row(name):
    assert figures(name, ()).rows == ()


def test_what_if_equals_the_figures_made_by_hand():
    found = what_if.figures(planted_second.pair())
    assert (found.columns, found.rows) == planted.rows_by_hand("what_if")


def test_history_equals_the_figures_made_by_hand():
    found = history.figures(planted.planted(), planted_second.real())
    assert (found.columns, found.rows) == planted.rows_by_hand("history")


def test_history_knows_the_row_that_tells_of_the_end():
    outcome = planted.planted()[3].final.common.outcome
    found = history.real_of(planted_second.history(), outcome)
    assert (found.outcome, found.row) == ("walked", 4)
