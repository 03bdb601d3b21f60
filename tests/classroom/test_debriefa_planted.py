"""
Goal: every panel shows what was reckoned by hand. Method: the planted class against its files.
"""

import importlib
import subprocess
import sys

import pytest

from tests.classroom import planted

PANELS = (
    "created", "claimed", "pareto", "references", "zopa", "anchoring", "concessions",
    "move_types", "logrolling", "time",
)  # fmt: skip


def panel(name):
    """
    Return the module of a panel.
    """
    return importlib.import_module(f"classroom.debrief.{name}")


def check(found, name):
    """
    Compare figures with the files of a name, totals too.
    """
    columns, rows = planted.rows_by_hand(name)
    assert found.columns == columns
    assert found.rows == rows
    if found.totals:
        _, totals = planted.rows_by_hand(f"{name}.totals")
        assert tuple(found.totals.items()) == totals


@pytest.mark.parametrize("name", PANELS)
def test_panel_equals_the_figures_made_by_hand(name):
    found = panel(name).figures(planted.planted())
    assert found.panel == name
    check(found, name)


def test_distances_equal_the_figures_made_by_hand():
    check(panel("references").distances(planted.planted()), "distances")


def test_order_of_the_tables_given_does_not_matter():
    backwards = planted.planted()[::-1]
    for name in PANELS:
        check(panel(name).figures(backwards), name)


def test_committed_files_are_those_of_the_sums(tmp_path):
    script = tmp_path / "by_hand.py"
    script.write_text((planted.BY_HAND / "by_hand.py").read_text(encoding="utf-8"), "utf-8")
    subprocess.run([sys.executable, "-I", str(script)], check=True)
    made = sorted(tmp_path.glob("*.csv"))
    assert len(made) == 2 * len(PANELS) + 1
    for file in made:
        assert file.read_bytes() == (planted.BY_HAND / file.name).read_bytes(), file.name


def test_sums_by_hand_know_nothing_of_ours():
    text = (planted.BY_HAND / "by_hand.py").read_text(encoding="utf-8")
    assert "import sim" not in text
    assert "from sim" not in text
    assert "import classroom" not in text
    assert "from classroom" not in text
