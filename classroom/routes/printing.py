"""Papers over the wire: whole pages for the printer, under a policy stricter than that of pages."""

from starlette.responses import HTMLResponse

from classroom.materials import content, packet
from classroom.materials.page import frame, style_source
from classroom.materials.words import words_of
from sim.domain.setting import Scenario

PACKET = "packet"
POLICY = (
    f"default-src 'none'; style-src {style_source()}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def printed(page: str) -> HTMLResponse:
    """Return a paper."""
    return HTMLResponse(page, headers={"content-security-policy": POLICY})


def paper(scenario: Scenario, lang: str, kind: str, seat: str | None, back: str = "") -> str:
    """Return a paper of the lesson, or all of them; raise KeyError or ValueError for none."""
    if kind == PACKET:
        return packet(scenario, lang, back=back)
    made, words = content(kind, scenario, lang, seat), words_of(scenario, lang)
    return frame(words, f"{made.title} · {words.title}", [made], back)
