"""The parts of a paper: the frame, seats' shapes, forms to fill in. Escaped by construction."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from classroom.materials.style import STYLE
from classroom.materials.words import Words
from sim.charts.markup import Markup, el, joined

_Drawn = Mapping[str, tuple[str, Mapping[str, object]]]
_OUTER: _Drawn = {
    "circle": ("circle", {"cx": 20, "cy": 20, "r": 17}),
    "square": ("rect", {"x": 4, "y": 4, "width": 32, "height": 32}),
    "diamond": ("polygon", {"points": "20,2 38,20 20,38 2,20"}),
    "triangle": ("polygon", {"points": "20,3 38,36 2,36"}),
    "hexagon": ("polygon", {"points": "11,4 29,4 38,20 29,36 11,36 2,20"}),
}
_INNER: _Drawn = {
    "circle": ("circle", {"cx": 20, "cy": 20, "r": 6}),
    "square": ("rect", {"x": 14, "y": 14, "width": 12, "height": 12}),
    "diamond": ("polygon", {"points": "20,13 27,20 20,27 13,20"}),
    "triangle": ("polygon", {"points": "20,18 27,30 13,30"}),
    "hexagon": ("polygon", {"points": "16,13 24,13 28,20 24,27 16,27 12,20"}),
}
"""A seat is told by shape alone: paper has no colours to trust."""

_HEADING = re.compile(r"(</?h)([1-5])(?=[ >])")
"""A heading's tag: in a text the sign before it is escaped."""
_HEAD = re.compile(r"(</?)header(?=[ >])")

_PLAIN = ("rubric", "privacy", "trouble", "glossary")
"""Papers without a figure of the model."""


@frozen(kw_only=True)
class Paper:
    """One kind of paper: its title for a list, and its content without the frame."""

    title: str
    body: Markup


@frozen(kw_only=True)
class Served:
    """What a page of papers has only where a class serves it."""

    fonts: str
    """The address of the sheet that names its fonts."""
    back: str = ""
    """Where a screen leads back to."""


def frame(
    words: Words, title: str, papers: Iterable[Paper], served: Served | None = None
) -> str:  # fmt: skip
    """Return a whole page; without its class it asks the network for nothing."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy(served=served is not None)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title),
        el("link", rel="stylesheet", href=served.fonts) if served else None,
        el("style", Markup(STYLE)),
    )
    back = served.back if served else ""
    way = el("p", el("a", words("back"), href=back), class_="back") if back else None
    body = el("body", el("main", way, [paper.body for paper in papers]))
    return "<!DOCTYPE html>\n" + el("html", head, body, lang=words.lang) + "\n"


def policy(*, served: bool = False) -> str:
    """Return the content security policy of these pages: one style, and fonts where served."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    fonts = " 'self'; font-src 'self'" if served else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'{fonts}; base-uri 'none'; "
        "form-action 'none'"
    )


def paper(words: Words, kind: str, title: str, *parts: object) -> Paper:
    """Return a paper under its title."""
    return headed(words, kind, title, el("h1", title), *parts)


def headed(words: Words, kind: str, title: str, head: object, *parts: object) -> Paper:
    """Return a paper that brings its own head."""
    said = "foot.plain" if kind in _PLAIN else "foot"
    foot = el("p", words(said, title=words.title), class_="foot")
    return Paper(title=title, body=el("article", head, parts, foot, class_=f"paper {kind}"))


def lowered(part: Markup) -> Markup:
    """Return a paper's element for a page with a heading and a head of its own: one level lower."""
    lower = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", part)
    return Markup(_HEAD.sub(r"\1div", lower))


def section(title: str, *parts: object, class_: str | None = None) -> Markup:
    """Return a part under a heading."""
    return el("section", el("h2", title), parts, class_=class_)


def columns(*sides: object) -> Markup:
    """Return parts side by side."""
    return el("div", [el("div", side) for side in sides], class_="columns")


def points(said: Sequence[object]) -> Markup | None:
    """Return a list of points, nothing for none."""
    return el("ul", [el("li", one) for one in said]) if said else None


def steps(said: Sequence[object]) -> Markup:
    """Return a list of steps in order."""
    return el("ol", [el("li", one) for one in said])


def table(
    head: Sequence[object], rows: Iterable[Sequence[object]], *, numbers: Sequence[int] = (),
    caption: str = "", class_: str | None = None,
) -> Markup:  # fmt: skip
    """Return a table; the first cell of a row heads it, the columns in `numbers` hold figures."""

    def cell(name: str, at: int, said: object, **more: object) -> Markup:
        return el(name, said, class_="number" if at in numbers else None, **more)

    return el(
        "table",
        el("caption", caption) if caption else None,
        el("thead", el("tr", [cell("th", at, one, scope="col") for at, one in enumerate(head)]))
        if head else None,
        el("tbody", [
            el("tr", [cell("td" if at else "th", at, one, scope=None if at else "row")
                      for at, one in enumerate(row)])
            for row in rows
        ]),
        class_=class_,
    )  # fmt: skip


def shape(mark: str, label: str = "") -> Markup:
    """Return a seat's shape in black; with a label where no name stands beside it."""
    outer, inner = (kinds.get(mark, kinds["hexagon"]) for kinds in (_OUTER, _INNER))
    return el(
        "svg",
        el(outer[0], fill="#fff", stroke="#000", stroke_width="3.4", **outer[1]),
        el(inner[0], fill="#000", **inner[1]),
        viewBox="0 0 40 40", class_="shape", role="img" if label else None,
        aria_label=label or None, aria_hidden=None if label else "true",
    )  # fmt: skip


def lock() -> Markup:
    """Return a padlock: the one mark of secrecy."""
    return el(
        "svg",
        el("path", d="M5 8V5.5a3 3 0 0 1 6 0V8", fill="none", stroke="#000", stroke_width="1.8"),
        el("rect", x=3, y=8, width=10, height=7, fill="#000"),
        viewBox="0 0 16 16", class_="lock", aria_hidden="true",
    )  # fmt: skip


def blank(label: str, lines: int = 1) -> Markup:
    """Return a line to write on, or several, under what is asked."""
    return el(
        "div",
        el("span", label, class_="asked"),
        [el("div", class_="line") for _ in range(lines)],
        class_="blank",
    )


def box(label: str) -> Markup:
    """Return a box to tick."""
    return el("span", el("span", class_="tick", aria_hidden="true"), label, class_="choice")


def inline(parts: Iterable[object], apart: str = " ") -> Markup:
    """Return parts in a row."""
    found: list[object] = []
    for part in parts:
        found += [apart, part] if found else [part]
    return joined(found)
