"""A QR code as a drawing: black squares on white, one path."""

import segno

from sim.charts.markup import Markup, el

QUIET = 4
"""Empty squares around the code, as the standard asks."""


def drawn_code(address: str, label: str) -> Markup:
    """Return the QR code of an address."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    size = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return el(
        "svg", el("rect", width=size, height=size, fill="#fff"), el("path", d=path, fill="#000"),
        viewBox=f"0 0 {size} {size}", role="img", aria_label=label, class_="qr",
        shape_rendering="crispEdges",
    )  # fmt: skip
