"""Papers over the wire: whole pages for the printer, under a policy stricter than that of pages."""

from starlette.responses import HTMLResponse

from classroom.materials import content, packet
from classroom.materials.page import Served, frame, policy
from classroom.materials.words import words_of
from classroom.pages import static
from sim.domain.setting import Scenario

PACKET = "packet"
POLICY = f"{policy(served=True)}; frame-ancestors 'none'"


def served(back: str = "") -> Served:
    """Return what papers have from their class: its fonts, and a way back on a screen."""
    return Served(fonts=static("papers.css"), back=back)


def printed(page: str) -> HTMLResponse:
    """Return a paper."""
    return HTMLResponse(page, headers={"content-security-policy": POLICY})


def paper(scenario: Scenario, lang: str, kind: str, seat: str | None, back: str = "") -> str:
    """Return a paper of the lesson, or all of them; raise KeyError or ValueError for none."""
    if kind == PACKET:
        return packet(scenario, lang, served=served(back))
    made, words = content(kind, scenario, lang, seat), words_of(scenario, lang)
    return frame(words, f"{made.title} · {words.title}", [made], served(back))
