"""The board: the paper term by term, then will it close, what if not, and what is on the table."""

from attrs import evolve, frozen

from game import draw, sprites, theme
from game.box import Box
from game.focus import Widget
from game.paint import Painter
from game.presenters.desk import Board, Factor, Odds, OfferRow, Ruler, TermMark, TermRow
from game.widgets import Area, Segments, Slider

LABEL_WIDE = 132
DELTA_WIDE = 66
LOCK_WIDE = 20
"""What a padlock takes after the name of its term."""
SECTION = 32
OFFER_HIGH = 25
FOOT_HIGH = 22
FOOT_LEAD = 15
FOOT_LINES = 3
ROW_TIGHT = 28
VERDICT_HIGH = 40
MARK_WIDE = 11
SIGNS = ("=", "\u00d7")
WIDE_GAPS, CLOSE_GAPS = (12, 10), (7, 6)
"""Before and after the first sign of a sentence of odds; the others have 7 less together."""
LEVER_HIGH = 116


@frozen(kw_only=True)
class Plan:
    """Where the parts of one board go, from top to bottom."""

    box: Box
    lever: Box | None
    title_y: float
    rows_top: float
    row_high: float
    odds_top: float
    offers_top: float
    foot: Box

    @property
    def left(self) -> float:
        """The left edge of the words."""
        return self.box.x + 16

    @property
    def right(self) -> float:
        """The right edge of the figures."""
        return self.box.right - 16


def plan(box: Box, board: Board) -> Plan:
    """Share the height: fixed lines for the answers, what is left for the terms."""
    lever = Box(box.x + 8, box.y + 8, box.w - 16, LEVER_HIGH) if board.lever else None
    head = (lever.bottom if lever else box.y) + (18 if lever else 20)
    lines = len(board.odds) + (board.ruler is not None)
    low = 10 + 22 + OFFER_HIGH * max(len(board.offers), 2) if board.offers_label else 0
    low = 10 + 22 + VERDICT_HIGH if board.verdicts else low
    foot = Box(box.x + 8, box.bottom - 30, box.w - 16, FOOT_HIGH)
    rows_top = head + (16 if lever else 18)
    rest = foot.y - 8 - low - SECTION * lines - (10 if lines else 0) - rows_top
    high = max(24.0, min(rest / max(len(board.rows), 1), 40.0))
    odds_top = rows_top + high * len(board.rows) + 4
    offers_top = odds_top + SECTION * lines + (10 if lines else 2)
    return Plan(
        box=box, lever=lever, title_y=head, rows_top=rows_top, row_high=high,
        odds_top=odds_top, offers_top=offers_top, foot=foot,
    )  # fmt: skip


def ground(p: Painter, where: Plan, board: Board) -> None:
    """Draw the panel, its title and the heads of the columns of change."""
    shown = (where.title_y, board.title, board.aside, board.aside_mark, board.heads)
    p.part("board", where.box, shown, lambda: _ground(p, where, board))


def _ground(p: Painter, where: Plan, board: Board) -> None:
    p.panel(where.box, theme.PANEL, border=theme.LINE)
    x = where.left + p.text((where.left, where.title_y), board.title, theme.BODY_BOLD)
    x += 12
    room = where.right - x - sum(DELTA_WIDE for _ in board.heads) - 16
    x += draw.squeezed(p, (x, where.title_y), board.aside, theme.LABEL, theme.DIM, room)
    if board.aside_mark is not None:
        draw.mark(p, (x + 12, where.title_y - 1), board.aside_mark, 9)
    for place, words in enumerate(reversed(board.heads)):
        right = where.right - DELTA_WIDE * place
        at = (right, where.title_y)
        wide = DELTA_WIDE + (8 if place == len(board.heads) - 1 else -6)
        draw.squeezed(p, at, words, theme.LABEL, theme.DIM, wide, align="right")


def term_row(p: Painter, where: Plan, place: int, row: TermRow, columns: int) -> None:
    """Draw the words of a term: label, padlock, figure and the changes it makes."""
    y = where.rows_top + where.row_high * (place + 0.5)
    style = theme.BODY_BOLD if row.differs else theme.BODY
    ink = theme.INK if row.open or row.differs else theme.SOFT
    room = LABEL_WIDE - (LOCK_WIDE if row.locked else 2)
    end = where.left + draw.squeezed(p, (where.left, y), row.label, style, ink, room)
    control = control_box(where, place, columns)
    if row.locked:
        p.stamp(sprites.lock(p.px(13), theme.SOFT), end + LOCK_WIDE / 2, y - 1)
    if row.slider:
        p.text((control.right, y), row.figure, theme.BODY_BOLD, align="right")
    for column, delta in enumerate(reversed(row.deltas)):
        if delta is not None:
            draw.delta(p, where.right - DELTA_WIDE * column, y, delta)


def control_box(where: Plan, place: int, columns: int) -> Box:
    """Return where the control of a term stands."""
    left = where.left + LABEL_WIDE
    right = where.right - DELTA_WIDE * columns
    high = min(where.row_high - (6 if where.row_high > ROW_TIGHT else 4), ROW_TIGHT)
    y = where.rows_top + where.row_high * (place + 0.5) - high / 2
    return Box(left, y, right - left, high)


def term_widget(  # noqa: PLR0913 - where, which, what, and two of looks
    p: Painter, where: Plan, place: int, row: TermRow, tint: theme.Colour, *, columns: int
) -> Segments | Slider:
    """Return the control of a term; the focus ring runs around the whole row."""
    control = control_box(where, place, columns)
    ring = Box(where.box.x + 8, control.y - 3, where.box.w - 16, control.h + 6)

    def over(p: Painter) -> None:
        _slider_marks(p, control, row)

    if not row.slider:
        return _segments(p, control, ring, row, tint)
    return Slider(
        id=f"term.{row.issue}", box=Box(control.x + 26, control.y, control.w - 156, control.h),
        ring=ring, region="board", label=row.label, count=len(row.options), value=row.figure,
        chosen=row.chosen or 0, open=row.open, zone=row.zone, colour=theme.SEGMENT_ON,
        over=over,
    )  # fmt: skip


def _segments(p: Painter, control: Box, ring: Box, row: TermRow, tint: theme.Colour) -> Segments:
    """Return the choice of a term with few options, marked where others' papers have it."""
    marked = [sum(mark.place == place for mark in row.marks) for place in range(len(row.options))]
    crowds = tuple(MARK_WIDE * count + 5 if count else 0 for count in marked)
    wants = tuple(
        p.width(option.label, theme.LABEL_BOLD) + max(14, 8 + crowd)
        for option, crowd in zip(row.options, crowds, strict=True)
    )
    plain = Segments(
        id=f"term.{row.issue}", box=control, ring=ring, region="board", label=row.label,
        options=row.options, chosen=row.chosen, open=row.open, tint=tint,
        wants=wants, crowds=crowds, alone=True,
    )  # fmt: skip
    return evolve(plain, over=Corners(plain.cells(), row.marks))


@frozen
class Corners:
    """Draws whose paper stands where, on the corner of a segment, side by side."""

    cells: tuple[Box, ...]
    marks: tuple[TermMark, ...]

    def __call__(self, p: Painter) -> None:
        """Draw the marks."""
        for at_place, mark in enumerate(self.marks):
            before = sum(1 for other in self.marks[:at_place] if other.place == mark.place)
            cell = self.cells[mark.place]
            colour = theme.seat_colour(mark.actor.colour)
            at = (cell.right - 8 - MARK_WIDE * before, cell.y + 7)
            p.mark(at, mark.actor.shape, 8, colour, hollow=mark.hollow)


def _slider_marks(p: Painter, control: Box, row: TermRow) -> None:
    line = Box(control.x + 26, control.y, control.w - 156, control.h)
    y = control.mid_y
    p.text((line.x - 9, y), row.low, theme.LABEL, theme.DIM, align="right")
    p.text((line.right + 9, y), row.high, theme.LABEL, theme.DIM)
    last = max(len(row.options) - 1, 1)
    if row.zone is not None:
        for place, key in zip(row.zone, row.zone_colours, strict=False):
            x = line.x + line.w * place / last
            p.fill(Box(x - 1, y - 7, 2, 14), theme.seat_colour(key))
    for mark in row.marks:
        x = line.x + line.w * mark.place / last
        colour = theme.seat_colour(mark.actor.colour)
        p.mark((x, y), mark.actor.shape, 12, theme.PANEL)
        p.mark((x, y), mark.actor.shape, 9, colour, hollow=mark.hollow)


def answers(p: Painter, where: Plan, board: Board) -> list[Widget]:
    """Draw the sentences of odds and the ruler; return the areas that explain them."""
    if not board.odds and board.ruler is None:
        return []
    p.rule(where.left, where.odds_top, where.right - where.left)
    y = where.odds_top + 22
    made: list[Widget] = []
    lines: list[Odds | Ruler] = [*board.odds[:1]]
    lines += [board.ruler] if board.ruler else []
    lines += board.odds[1:]
    for place, line in enumerate(lines):
        if isinstance(line, Ruler):
            ruler(p, Box(where.left, y - 12, where.right - where.left, 24), line)
        else:
            odds(p, where.left, y, line, where.box.right - 8 - where.left)
            area = Box(where.box.x + 8, y - 15, where.box.w - 16, 30)
            made.append(
                Area(
                    id=f"odds.{place}", box=area, region="answers", label=line.label, hint=line.hint
                )
            )
        y += SECTION
    return made


def odds(p: Painter, x: float, y: float, line: Odds, room: float) -> None:
    """
    Set a sentence of odds: the answer, then its factors as tokens.

    Where the room ends before the sentence it is set closer, then the last factors lose their
    names but for the weakest; its hint has them all.
    """
    style, gaps, names = theme.BODY_MID, WIDE_GAPS, [factor.label for factor in line.factors]
    if _odds_width(p, line, style, gaps, names) > room:
        style, gaps = theme.LABEL_MID, CLOSE_GAPS
    for place in reversed(range(len(names))):
        if _odds_width(p, line, style, gaps, names) > room and not line.factors[place].weakest:
            names[place] = ""
    pieces = ((line.label, style, theme.SOFT), (line.figure, theme.HEAD, theme.INK))
    x = p.run(x, y, pieces, gap=9)
    for place, (factor, name) in enumerate(zip(line.factors, names, strict=True)):
        before, after = gaps if place == 0 else (gaps[0] - 4, gaps[1] - 3)
        x += before + p.text((x + before, y), SIGNS[place > 0], theme.LABEL, theme.DIM) + after
        token = Box(x, y - 12, _token_width(p, factor, name), 24)
        edge = theme.SOFT if factor.weakest else None
        p.panel(token, theme.SEGMENT, border=edge, radius=theme.RADIUS_CONTROL)
        p.text((x + 6, y), name, theme.LABEL, theme.SOFT)
        p.text((token.right - 6, y), factor.figure, theme.BODY_BOLD, align="right")
        x = token.right


def _token_width(p: Painter, factor: Factor, name: str) -> float:
    return p.width(name, theme.LABEL) + p.width(factor.figure, theme.BODY_BOLD) + 18


def _odds_width(
    p: Painter, line: Odds, style: theme.Style, gaps: tuple[int, int], names: list[str]
) -> float:
    """Return the room that a sentence of odds takes."""
    head = p.width(line.label, style) + 9 + p.width(line.figure, theme.HEAD)
    tokens = [
        _token_width(p, factor, name) + sum(gaps) + p.width(SIGNS[1], theme.LABEL)
        for factor, name in zip(line.factors, names, strict=True)
    ]
    return head + sum(tokens) - 7 * max(len(tokens) - 1, 0)


def ruler(p: Painter, box: Box, model: Ruler) -> None:
    """Draw a reading against a bar whose place is only roughly known."""
    p.text((box.x, box.mid_y), model.label, theme.LABEL, theme.DIM)
    line = Box(box.x + 64, box.mid_y - 3, box.w * 0.46, 5)
    colour = theme.seat_colour(model.colour)
    p.panel(line, theme.WELL, radius=2.5)
    low = max(model.bar - model.spread, 0.0)
    if model.spread:
        spread = Box(line.x + line.w * low, line.y - 2, line.w * model.spread * 2, line.h + 4)
        p.hatch(spread, theme.GREY)
    p.panel(Box(line.x, line.y + 0.5, line.w * model.reading, 4), colour, radius=2)
    p.mark((line.x + line.w * model.reading, box.mid_y - 0.5), model.shape, 12, colour)
    p.fill(Box(line.x + line.w * model.bar - 1, box.mid_y - 9, 2, 18), theme.INK)
    words = ((model.figure, theme.BODY_BOLD, theme.INK), (model.aside, theme.LABEL, theme.SOFT))
    p.run(line.right + 12, box.mid_y, words, gap=8)


def offer_row(p: Painter, where: Plan, place: int, offer: OfferRow) -> list[Widget]:
    """Draw one standing offer; return the areas of its row and of its moves."""
    y = where.offers_top + 26 + OFFER_HIGH * (place + 0.5)
    row = Box(where.box.x + 8, y - OFFER_HIGH / 2, where.box.w - 16, OFFER_HIGH)
    colour = theme.seat_colour(offer.actor.colour)
    p.mark((where.left + 5, y - 0.5), offer.actor.shape, 10, colour, hollow=offer.own)
    p.text((where.left + 18, y), offer.date, theme.LABEL, theme.DIM)
    short = _offer_width(p, offer) > where.right - where.left - 68
    right, made = where.right, []
    for move in reversed(offer.moves):
        left = draw.key_cap(p, right, y, move.key)
        if not short or move is offer.moves[0]:
            left -= 8 + p.text((left - 8, y), move.label, theme.LABEL_MID, align="right")
        spot = Box(left - 6, row.y, right - left + 10, row.h)
        made.append(
            Area(id=f"offer.{offer.id}.{move.tile}", box=spot, region="offers",
                 label=f"{move.label}: {offer.summary}", hint=offer.hint or move.label)
        )  # fmt: skip
        right = left - (10 if short else 16)
    for fact in reversed(offer.facts):
        right -= p.text((right, y), fact, theme.LABEL, theme.SOFT, align="right") + 14
    x = where.left + 68
    p.text((x, y), _summary(p, offer, right - x), theme.LABEL_BOLD, limit=max(right - x, 40))
    if not made:
        name = f"offer.{offer.id}"
        made.append(
            Area(
                id=name, box=row, region="offers", label=offer.summary, hint=offer.hint, open=False
            )
        )
    return list(reversed(made))


def _summary(p: Painter, offer: OfferRow, room: float) -> str:
    """Return as many terms of an offer as there is room for; its hint has them all."""
    parts = offer.summary.split(", ")
    shown = offer.summary
    while len(parts) > 1 and p.width(shown, theme.LABEL_BOLD) > room:
        parts.pop()
        shown = ", ".join((*parts, "\u2026"))
    return shown


def _offer_width(p: Painter, offer: OfferRow) -> float:
    """Return the room that a row of an offer wants with its first term at least."""
    moves = sum(
        24 + p.width(move.label, theme.LABEL_MID) + draw.cap_width(p, move.key)
        for move in offer.moves
    )
    facts = sum(14 + p.width(fact, theme.LABEL) for fact in offer.facts)
    return p.width(offer.summary.split(", ")[0], theme.LABEL_BOLD) + moves + facts


def foot(p: Painter, where: Plan, words: str, *, refused: bool) -> None:
    """Set the one reserved line: what the focus stands on, or why a move was refused."""
    if not words:
        return
    box, ink = where.foot, theme.LOSS if refused else theme.SOFT
    lines = p.setter.wrap(words, theme.LABEL, box.w - 16)
    if len(lines) > 1:  # two lines fit between the last row and the edge; more cover a row
        high = FOOT_LEAD * min(len(lines), FOOT_LINES) + 4
        box = Box(box.x, where.box.bottom - 3 - high, box.w, high)
    p.panel(box, theme.ROW_FOCUS, radius=theme.RADIUS_CONTROL)
    inner = (box.h - FOOT_LEAD * min(len(lines), FOOT_LINES)) / 2
    area = Box(box.x + 8, box.y + inner, box.w - 16, box.h)
    p.lines(area, words, theme.LABEL, ink, lead=FOOT_LEAD, most=FOOT_LINES)
