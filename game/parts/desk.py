"""The desk put together: draws every panel of a model and returns the widgets on them."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from attrs import evolve, frozen

from game import draw, theme
from game.box import Box
from game.focus import Look, Widget
from game.paint import Painter
from game.parts import board as boards
from game.parts.cards import other_card, own_card
from game.parts.grid import Grid
from game.parts.path import HIGH_LEAST, path
from game.presenters.desk import Board, DeskModel, Lever, OtherCard, OwnCard, Verdict
from game.tiles import Tile
from game.widgets import Area, Slider


@frozen(kw_only=True)
class BoardView:
    """A board with where its parts go; made once per drawing."""

    board: Board
    where: boards.Plan
    colour: str
    columns: int
    tell: Callable[[str], str]
    """Finds out the hint of an issue; few are ever looked at."""


def board_view(grid: Grid, model: DeskModel, tell: Callable[[str], str]) -> BoardView:
    """Plan the board of a desk."""
    columns = max((len(row.deltas) for row in model.board.rows), default=0)
    locked = 1 if any(row.locked for row in model.board.rows) and not columns else 0
    return BoardView(
        board=model.board,
        where=boards.plan(grid.board, model.board),
        colour=model.own.actor.colour,
        columns=columns or locked,
        tell=tell,
    )


def seat_widgets(grid: Grid, model: DeskModel) -> list[Widget]:
    """Return the cards of the seats; each draws itself."""
    boxes = grid.cards(len(model.others))
    made: list[Widget] = [_own(boxes[0], model.own)]
    made += [_other(box, card) for box, card in zip(boxes[1:], model.others, strict=True)]
    return made


def _own(box: Box, card: OwnCard) -> Widget:
    def paint(p: Painter, spot: Box, _look: Look) -> None:
        p.part("seat.own", spot, card, lambda: own_card(p, spot, card))

    return Area(
        id="seat.own", box=box, region="seats", label=card.actor.label, hint=card.hint, paint=paint
    )


def _other(box: Box, card: OtherCard) -> Widget:
    def paint(p: Painter, spot: Box, look: Look) -> None:
        p.part(f"seat.{card.actor.id}", spot, (card, look), lambda: other_card(p, spot, card, look))

    return Area(
        id=f"seat.{card.actor.id}", box=box, region="seats", label=card.actor.label,
        hint=card.hint, paint=paint,
    )  # fmt: skip


def board_widgets(p: Painter, view: BoardView, focused: str) -> list[Widget]:
    """Draw the words of the board; return its controls."""
    board, where = view.board, view.where
    boards.ground(p, where, board)
    made: list[Widget] = _lever(p, where, board.lever, view.colour) if board.lever else []
    tint = theme.seat_tint(view.colour)
    for place, row in enumerate(board.rows):
        plain = boards.term_widget(p, where, place, row, tint, columns=view.columns)
        widget = evolve(plain, hint=partial(view.tell, row.issue))
        if widget.id == focused:
            p.panel(widget.ring, theme.ROW_FOCUS, radius=theme.RADIUS_TILE)
        boards.term_row(p, where, place, row, view.columns)
        made.append(widget)
    made += boards.answers(p, where, board)
    return made + _low(p, where, board)


def _low(p: Painter, where: boards.Plan, board: Board) -> list[Widget]:
    """Draw what is on the table, or what may be said to a signed paper."""
    words = board.offers_label or board.verdicts_label
    if not words:
        return []
    p.rule(where.left, where.offers_top, where.right - where.left)
    p.text(
        (where.left, where.offers_top + (14 if board.verdicts else 17)),
        words,
        theme.LABEL_MID,
        theme.DIM,
    )
    made: list[Widget] = []
    for place, offer in enumerate(board.offers):
        made += boards.offer_row(p, where, place, offer)
    _dance(p, where, board)
    if board.verdicts:
        line = Box(where.left, where.offers_top + 25, where.right - where.left, boards.VERDICT_HIGH)
        made += [_verdict(box, one) for box, one in
                 zip(line.cells(len(board.verdicts), 8), board.verdicts, strict=True)]  # fmt: skip
    return made


def _dance(p: Painter, where: boards.Plan, board: Board) -> None:
    """Draw how the offers moved, if the terms are few enough to leave room."""
    top = where.offers_top + 36 + boards.OFFER_HIGH * max(len(board.offers), 1)
    room = Box(where.left, top, where.right - where.left, where.foot.y - 12 - top)
    if board.path is not None and room.h >= HIGH_LEAST:
        path(p, room, board.path)


def _verdict(box: Box, model: Verdict) -> Tile:
    return Tile(
        id=f"verdict.{model.tile}", box=box, region="verdicts", label=model.label, cap=model.key,
        lines=(model.line,), open=model.open, face="main" if model.main else "plain",
    )  # fmt: skip


def _lever(p: Painter, where: boards.Plan, lever: Lever, colour: str) -> list[Widget]:
    """Draw the one thing an authority holds, with the hill of its odds over the slider."""
    box = where.lever or where.box
    p.panel(box, theme.ROW_FOCUS, border=theme.LINE, radius=theme.RADIUS_TILE)
    p.text((where.left, box.y + 18), lever.label, theme.BODY_BOLD)
    p.text((where.right, box.y + 18), lever.aside, theme.BODY, theme.SOFT, align="right")
    line = Box(where.left + 8, box.y + 50, where.right - where.left - 16, 24)
    if lever.curve:
        _hill(p, line, lever)
    p.text((line.x, box.y + 75), lever.low, theme.LABEL, theme.DIM)
    p.text((line.right, box.y + 75), lever.high, theme.LABEL, theme.DIM, align="right")
    if lever.odds is not None:
        boards.odds(p, where.left, box.y + 98, lever.odds, where.box.right - 8 - where.left)
    return [
        Slider(
            id=f"lever.{lever.id}", box=line, ring=box, region="board", label=lever.label,
            count=len(lever.options), chosen=lever.chosen, hint=lever.hint, filled=True,
            value=lever.options[lever.chosen].label,
            colour=theme.seat_colour(colour),
        )
    ]  # fmt: skip


def _hill(p: Painter, line: Box, lever: Lever) -> None:
    """Draw the curve of odds as a hill that stands on the slider."""
    last = max(len(lever.curve) - 1, 1)
    foot, high = line.mid_y - 3, 26.0
    rim = tuple(
        (line.x + line.w * place / last, foot - high * part)
        for place, part in enumerate(lever.curve)
    )
    p.shape(((line.x, foot), *rim, (line.right, foot)), theme.mix(theme.ROW_FOCUS, theme.GREY, 0.5))
    for start, end in pairwise(rim):
        p.stroke(start, end, 1.5, theme.SOFT)
    p.text((line.mid_x, line.y + 25), lever.curve_label, theme.LABEL, theme.DIM, align="mid")


def foot(p: Painter, view: BoardView, words: str, *, refused: bool) -> None:
    """Set the foot line of the board."""
    boards.foot(p, view.where, words, refused=refused)


def waiting(p: Painter, box: Box, words: str) -> None:
    """Say over the moves that the others are playing."""
    p.panel(box, theme.PANEL, border=theme.LINE, radius=theme.RADIUS_TILE)
    draw.pointer(p, box.x + 22, box.mid_y - 4, theme.INK)
    p.text((box.x + 42, box.mid_y), words, theme.BODY_MID, theme.SOFT)
