"""
Goal: a browser shows the page without asking anybody. Method: open it, if Chromium is here.
"""

import json
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OWN = "not an origin"


@pytest.fixture
def browse(tmp_path):
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")

    def run(page, *words):
        words = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                 f"--user-data-dir={tmp_path / 'profile'}", *words)  # fmt: skip
        done = subprocess.run(
            [CHROMIUM, *words, page.as_uri()], capture_output=True, timeout=120, check=True
        )
        return done.stdout.decode()

    return run


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_browser_reads_the_page_and_asks_nobody(browse, folder, tmp_path, lang):
    from sim.report.sweep_page import sweep_page

    out = tmp_path / "page.html"
    out.write_text(sweep_page(folder("deadline_latest=5,9").path, lang), encoding="utf-8")
    log = tmp_path / "net.json"
    shown = browse(out, f"--log-net-log={log}", "--dump-dom")
    assert f'<html lang="{lang}"' in shown
    assert ("Deals against the frontier" in shown) == (lang == "en")
    assert shown.count("<svg") >= 8
    # The browser's own errands have no page for an initiator.
    started = [event.get("params", {}) for event in json.loads(log.read_text())["events"]]
    asked = [one["url"] for one in started if one.get("initiator", OWN) != OWN and "url" in one]
    assert not [url for url in asked if not url.startswith("file:")]


def test_the_data_are_open_on_paper(browse, folder, tmp_path):
    from sim.report.sweep_page import sweep_page

    if shutil.which("pdftotext") is None:
        pytest.skip("there is no pdftotext on this machine")
    out, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    out.write_text(sweep_page(folder("deadline_latest=5,9").path, "en"), encoding="utf-8")
    browse(out, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    told = subprocess.run(["pdftotext", paper, "-"], capture_output=True, check=True).stdout
    assert b"Games by outcome and cell" in told
