"""
Goal: a page is whole in itself, in both languages, for every reader. Method: read its elements.
"""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from xml.sax.saxutils import unescape

import house
import pytest
from sweep_folders import make_folder

from sim.record.codec import canonical
from sim.report.sweep_page import sweep_page

VARIED = ("deadline_latest=5,9", "rules.hurry_minutes=2880,1440")


@pytest.fixture(params=["en", "fr"])
def text(request, folder):
    made, other = folder(*VARIED), folder(*VARIED, seed=20)
    return sweep_page(made.path, request.param, other.path)


def test_every_drawing_is_well_formed_and_has_a_name(text):
    drawings = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(drawings) >= 12
    for drawing in drawings:
        root = ET.fromstring(drawing)  # noqa: S314 - of our own making
        assert root.get("role") == "img"
        assert root.get("aria-label")
        assert "nan" not in re.sub(r">[^<]*<", "><", drawing).lower()


def test_every_figure_has_a_caption_with_its_seeds_and_its_data(text):
    figures = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
    assert len(figures) >= 10
    for figure in figures:
        caption = re.search(r"<figcaption>(.*?)</figcaption>", figure, re.DOTALL)[1]
        assert re.search(r"(Seeds 0 to 39|Graines 0 à 39)\.", caption), caption
        data = re.search(r"<details>(.*?)</details>", figure, re.DOTALL)[1]
        for table in re.findall(r"<table.*?</table>", data, re.DOTALL):
            assert re.search(r"<caption>[^<]+</caption>", table)
            assert 'scope="col"' in table
            assert table.count('scope="row"') == table.count("<tr>") - 1 > 0


def test_the_page_asks_nobody_for_anything(text):
    bare = text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<script|<link|<img|<iframe| on\w+=", bare)
    assert "default-src &#39;none&#39;" in bare


def test_headings_come_in_order_and_ids_once(text):
    ranks = [int(rank) for rank in re.findall(r"<h([1-6])", text)]
    assert ranks[0] == 1
    assert ranks.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(ranks))
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert text.startswith("<!DOCTYPE html>\n<html lang=")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_key_of_a_text_is_left_in_the_page(folder, page, lang):
    shown = page(folder(*VARIED, told={"failed": [
        {"seat": "cidery", "code": "raised", "count": 3, "detail": ""}
    ], "quarantined": [{"cell": 1, "seed": 7, "why": "signal 9"}]}), lang)  # fmt: skip
    assert not re.search(r"\breport\.\w|\{\w*\}|\bNone\b", shown.text)
    assert "signal 9" in shown.text
    assert ("lang", lang) in [pair for _, found in shown.attributes for pair in found.items()]


def test_french_numbers_are_written_in_french(folder, page):
    made = folder(VARIED[0])
    english, french = (page(made, lang).rows("surplus") for lang in ("en", "fr"))
    assert [row[3].replace(".", ",") for row in english] == [row[3] for row in french]
    assert any("," in row[3] for row in french)


def test_absent_tables_are_asked_for_by_the_command_that_gets_them(folder, page):
    made = folder(tables=())
    shown = page(made)
    assert "offers" not in shown.tables
    assert "--decisions --out mine" in shown.text
    assert "tenths" in shown.tables, "nobody sets a deadline here, so it is the scenario's own"


def test_hostile_names_stay_text(tmp_path):
    made = make_folder(tmp_path / "mine", runs=8)
    evil = "<script>alert('x')</script>\"&\x00"
    failed = [{"seat": evil, "code": evil, "count": 1, "detail": evil}]
    changes = {
        "plan.json": {"scenario": evil, "strategies": [{evil: evil}]},
        "sweep.json": {"digest": evil, "failed": failed},
    }
    for name, change in changes.items():
        path = made.path / name
        path.write_bytes(canonical(json.loads(path.read_bytes()) | change))
    (made.path / "sums.json").unlink()
    text = sweep_page(made.path, "en")
    assert "<script" not in text
    assert "alert('x')" in unescape(text, {"&#39;": "'"})
    assert "\x00" not in text


def test_the_same_folder_gives_the_same_bytes(folder):
    made = folder(*VARIED)
    assert sweep_page(made.path, "fr") == sweep_page(made.path, "fr")


@pytest.mark.slow
def test_the_same_folder_gives_the_same_bytes_in_every_process(folder, tmp_path):
    made, pages = folder(*VARIED), []
    for hashes in ("0", "77"):
        out = tmp_path / f"{hashes}.html"
        subprocess.run(
            [sys.executable, house.ROOT / "run_game.py", "report", made.path, "--out", out,
             "--lang", "en"],
            check=True, capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": hashes, "TZ": f"UTC-{hashes[0]}"},
        )  # fmt: skip
        pages.append(out.read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.slow
def test_more_cells_than_a_figure_holds_are_still_told(folder, page):
    made = folder(f"deadline_latest={','.join(map(str, range(1, 15)))}", runs=6)
    shown = page(made)
    assert len(shown.rows("outcomes")) % 14 == 0
    assert len(shown.rows("cells")) == 14
    assert "wide and only roughly right" in shown.text
