"""Open pages in Debian's Chromium as a server with our policy would send them."""

import contextlib
import re
from pathlib import Path

import pytest

ORIGIN = "http://class.test"
STATIC = Path(__file__).resolve().parents[2] / "classroom" / "static"
CHROMIUM = Path("/usr/bin/chromium")
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@contextlib.contextmanager
def chromium():
    """Yield a browser, or skip with a reason."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


def opened(browser, pages, size, answers=None):
    """
    Return a page of the browser, and the list of what it complained about.

    `pages` are texts by path; `answers` functions by path, given the request, for what changes.
    """
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    complaints = []
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/*", lambda route: _answer(route, pages, answers or {}))
    return page, complaints


def _answer(route, pages, answers):
    path = re.sub(r"^https?://[^/]+", "", route.request.url).partition("?")[0]
    if path.startswith("/static/"):
        file = STATIC / path.split("/", 3)[3]
        route.fulfill(body=file.read_bytes(), content_type=_TYPES[file.suffix])
    elif path in answers:
        answers[path](route)
    elif path.endswith("/stream"):
        # A stream that ends at once, and is asked for again after the test.
        route.fulfill(body="retry: 600000\n\n", content_type="text/event-stream")
    elif path.endswith("/live"):
        route.fulfill(body="", content_type="text/html")
    elif path in pages:
        route.fulfill(
            body=pages[path],
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY},
        )
    else:
        route.fulfill(status=204, body="")
