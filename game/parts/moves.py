"""The row of tiles: every kind of move that is open, as wide as its words, paged if it must be."""

from attrs import evolve

from game.box import Box
from game.paint import Painter
from game.presenters.desk import MoveTile
from game.text import Text
from game.tiles import Tile

GAP = 8
PAGED_FROM = 3
MORE = "tile.more"


def tile_of(model: MoveTile, box: Box) -> Tile:
    """Return the tile of a move."""
    face = "plain" if model.face == "free" else model.face
    return Tile(
        id=f"tile.{model.id}", box=box, region="moves", label=model.label, cap=model.key_label,
        lines=model.lines, pip_count=model.pips, face=face,
        corner=model.corner, gives_to=model.gives_to, hint=model.hint, open=model.open,
        alone=True,
    )  # fmt: skip


def move_tiles(
    p: Painter, box: Box, models: tuple[MoveTile, ...], page: int, text: Text
) -> tuple[list[Tile], int]:
    """Lay out the tiles of a page, the last (waiting) on every page; return them and the pages."""
    tiles = [tile_of(model, Box(0, box.y, 0, box.h)) for model in models]
    widths = [tile.width(p) for tile in tiles]
    if sum(widths) + GAP * (len(widths) - 1) <= box.w or len(tiles) < PAGED_FROM:
        return _row(box, tiles, widths), 1
    more = Tile(
        id=MORE, box=box, region="moves", label=text("ui.desk.more"), cap=".", lines=("", "")
    )
    fixed = [(more, more.width(p) + 8), (tiles[-1], widths[-1])]
    pages = _pages(box.w - sum(wide + GAP for _, wide in fixed), tiles[:-1], widths[:-1])
    chosen = pages[page % len(pages)]
    counted = text("ui.desk.page", n=page % len(pages) + 1, m=len(pages))
    fixed[0] = (evolve(more, lines=(counted,)), fixed[0][1])
    row = [*chosen, *fixed]
    return _row(box, [tile for tile, _ in row], [wide for _, wide in row]), len(pages)


def _pages(room: float, tiles: list[Tile], widths: list[float]) -> list[list[tuple[Tile, float]]]:
    pages: list[list[tuple[Tile, float]]] = [[]]
    used = 0.0
    for tile, wide in zip(tiles, widths, strict=True):
        if pages[-1] and used + wide + GAP > room:
            pages.append([])
            used = 0.0
        pages[-1].append((tile, wide))
        used += wide + GAP
    return pages


def _row(box: Box, tiles: list[Tile], widths: list[float]) -> list[Tile]:
    """Share what is left over evenly, up to a limit, so that the row ends flush."""
    if not tiles:
        return []
    spare = (box.w - sum(widths) - GAP * (len(tiles) - 1)) / len(tiles)
    grown = min(spare, 90) if spare > 0 else spare
    made, x = [], box.x
    for tile, wide in zip(tiles, widths, strict=True):
        made.append(
            evolve(tile, box=Box(x, box.y, wide + grown, box.h), ring=_around(x, wide + grown, box))
        )
        x += wide + grown + GAP
    return made


def _around(x: float, wide: float, box: Box) -> Box:
    """Return the focus ring of a tile, just outside it so that it shows around the gold one."""
    return Box(x - 3, box.y - 3, wide + 6, box.h + 6)
