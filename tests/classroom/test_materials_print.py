"""
Goal: every paper fits the sheets it promises, in both languages.

Method: print with a browser, in the fonts that a class serves.
"""

import re
import shutil
import subprocess

import pytest

from classroom.materials import MATERIALS, papers
from classroom.pages import STATIC, static
from classroom.routes.printing import PACKET, paper
from sim.scenario import load_scenario
from sim.scenario_text import list_scenarios

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no chromium here to print with"),
]


def _printed(page, folder, name):
    """
    Return the PDF of a page, whose fonts a file fetches from where the class has them.
    """
    assert static("papers.css") in page
    page = page.replace(static("papers.css"), (STATIC / "papers.css").as_uri())
    page = re.sub(r'<meta[^>]*http-equiv="Content-Security-Policy"[^>]*>', "", page)
    source, target = folder / f"{name}.html", folder / f"{name}.pdf"
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        ["timeout", "60", BROWSER, "--headless", "--no-sandbox", "--disable-gpu",
         "--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}",
         f"--print-to-pdf={target}", source.as_uri()],
        capture_output=True, check=True,
    )  # fmt: skip
    return target.read_bytes()


def _pages(pdf):
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", list_scenarios())
def test_papers_fit_their_sheets_of_a4(name, lang, tmp_path):
    scenario = load_scenario(name)
    over = {}
    for kind, seat in papers(scenario):
        pdf = _printed(paper(scenario, lang, kind, seat), tmp_path, f"{kind}-{seat}")
        box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
        assert [round(float(side)) for side in box.groups()] == [595, 842], "A4"
        if not 1 <= _pages(pdf) <= MATERIALS[kind].pages_most:
            over[kind, seat] = _pages(pdf)
    assert not over


def test_packet_begins_every_paper_on_a_sheet_of_its_own(tmp_path):
    scenario = load_scenario("first-offer")
    whole = _pages(_printed(paper(scenario, "fr", PACKET, None), tmp_path, "packet"))
    each = [_pages(_printed(paper(scenario, "fr", kind, seat), tmp_path, f"{kind}-{seat}"))
            for kind, seat in papers(scenario)]  # fmt: skip
    assert whole == sum(each)
