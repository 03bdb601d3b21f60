"""The panels of the replay: whose eyes, the day, what the seat saw, branches, the fork."""

import attrs
from attrs import frozen

from game import draw, theme
from game.box import Box
from game.focus import Look, Widget
from game.inputs import Key, Pointer, Signal, Wheel
from game.paint import Painter
from game.parts.lanes import LanePlan
from game.parts.record import panel_head, record_row
from game.presenters.common import ActorMark, RecordRow, SeatTile
from game.presenters.replay import Branch, Branches, ReplayModel, Sees
from game.tiles import FACES, Tile
from game.widgets import Area, Rows

DAY_ROW = 30
DATE_WIDE = 52
FACT_ROW = 26
BRANCH_ROW = 44
SEES_WIDE = 480
KEY_STEPS = {"left": -1, "right": 1}


@frozen(kw_only=True)
class Scrubber:
    """The lanes as a control: keys walk the events, the pointer drags the moment."""

    id: str
    box: Box
    plan: LanePlan
    times: tuple[float, ...]
    place: int
    label: str
    region: str = "lanes"
    hint: str = ""
    open: bool = True

    @property
    def ring(self) -> Box:
        """The focus ring runs around the whole panel."""
        return self.box

    def draw(self, p: Painter, look: Look) -> None:
        """Draw nothing: the lanes are drawn below it."""

    def key(self, event: Key) -> Signal | None:
        """Walk the events; with Shift the stops, which the screen knows."""
        last = len(self.times) - 1
        if not event.plain or last < 0:
            return None
        if event.name in KEY_STEPS and event.shift:
            return Signal(kind="held", id=self.id, value=KEY_STEPS[event.name])
        wanted = {
            "left": self.place - 1, "right": self.place + 1, "home": 0, "end": last,
            "pageup": self.place - 10, "pagedown": self.place + 10,
        }.get(event.name)  # fmt: skip
        if wanted is None:
            return None
        return Signal(kind="choose", id=self.id, value=max(0, min(wanted, last)))

    def point(self, event: Pointer) -> Signal | None:
        """Go to the event nearest to the pointer."""
        if event.kind == "up" or not self.times:
            return None
        at = (event.x - self.plan.plot.x) / self.plan.plot.w
        nearest = min(
            range(len(self.times)), key=lambda place: (abs(self.times[place] - at), -place)
        )
        return Signal(kind="choose", id=self.id, value=nearest)

    def wheel(self, event: Wheel) -> Signal | None:
        """Walk one event a notch."""
        wanted = max(0, min(self.place - event.lines, len(self.times) - 1))
        return Signal(kind="choose", id=self.id, value=wanted)


def eyes(p: Painter, room: Box, model: ReplayModel) -> list[Widget]:
    """Return the chips of the eyes, from the right; 0 is everybody's."""
    right, made = room.right - theme.MARGIN, []
    for place in reversed(range(len(model.eyes))):
        actor = model.eyes_marks[place]
        wide = p.width(model.eyes[place].label, theme.BODY) + 46 + (20 if actor else 0)
        box = Box(right - wide, 14, wide, 28)
        made.append(_eye(box, model, place, actor))
        right = box.x - 4
    p.text((right - 8, 28), model.eyes_label, theme.BODY, theme.DIM, align="right")
    return list(reversed(made))


def _eye(box: Box, model: ReplayModel, place: int, actor: ActorMark | None) -> Widget:
    chosen = place == model.eye

    def paint(p: Painter, spot: Box, look: Look) -> None:
        tint = theme.seat_colour(actor.colour) if actor else theme.SEGMENT_ON
        fill = theme.mix(theme.SEGMENT, tint, 0.28) if chosen else theme.SEGMENT
        fill = theme.SEGMENT_HOVER if look.hover and not chosen else fill
        p.panel(spot, fill, border=tint if chosen else None, radius=6)
        x = spot.x + 10
        if actor:
            draw.mark(p, (x + 5, spot.mid_y), actor, 9)
            x += 19
        style = theme.BODY_MID if chosen else theme.BODY
        p.text((x, spot.mid_y), model.eyes[place].label, style, theme.INK if chosen else theme.SOFT)
        draw.key_cap(p, spot.right - 7, spot.mid_y, str(place))

    return Area(
        id=f"eye.{place}", box=box, region="eyes", label=model.eyes[place].label, paint=paint
    )


def day_panel(p: Painter, box: Box, model: ReplayModel) -> Widget:
    """Draw the day's head; return its rows."""
    body = panel_head(p, box, model.day_title, model.day_aside)
    here = model.day_here

    def paint(p: Painter, row: Box, place: int) -> None:
        if place == here:
            cell = row.inset(0, 1)
            p.panel(cell, theme.ROW_FOCUS, border=theme.GOLD, radius=6)
        record_row(p, row, _fitting(p, row, model.day_rows[place]), date_wide=DATE_WIDE)

    area = Box(body.x + 8, body.y + 5, body.w - 16, body.h - 10)
    room = max(int(area.h // DAY_ROW), 1)
    first = max(0, min(here - room // 2, len(model.day_rows) - room))
    return Rows(
        id="day", box=area, region="day", label=model.day_title, count=len(model.day_rows),
        high=DAY_ROW, paint=paint, first=first, chosen=here, ring=area.row(here - first, DAY_ROW),
        value=model.day_rows[here].words if 0 <= here < len(model.day_rows) else "",
    )  # fmt: skip


def _fitting(p: Painter, row: Box, model: RecordRow) -> RecordRow:
    """Leave the remark out where the words need its room."""
    room = row.w - DATE_WIDE - 44 - p.width(model.aside, theme.LABEL)
    style = theme.BODY_MID if model.when == "now" else theme.BODY
    return model if p.width(model.words, style) <= room else attrs.evolve(model, aside="")


def sees_panel(p: Painter, box: Box, model: Sees) -> None:
    """Draw what the chosen seat knew, and what was hidden from it, beside it or below."""
    p.panel(box, theme.PANEL, border=theme.LINE)
    x = box.x + 16
    if model.actor:
        draw.mark(p, (x + 5, box.y + 20), model.actor, 10)
        x += 18
    taken = p.text((box.right - 16, box.y + 20), model.aside, theme.LABEL, theme.DIM, align="right")
    p.text((x, box.y + 20), model.title, theme.BODY_BOLD, limit=box.right - 28 - taken - x)
    p.rule(box.x, box.y + 36, box.w)
    beside = box.w > SEES_WIDE and bool(model.hidden_rows or model.hidden_facts)
    facts = Box(box.x + 6, box.y + 44, box.w * 0.525 - 6 if beside else box.w - 12, 0)
    y = _facts(p, facts, model, box.bottom - 30)
    if beside:
        p.upright(facts.right + 4, box.y + 48, box.h - 62)
        _hidden_rows(p, Box(facts.right + 20, box.y + 44, box.right - facts.right - 36, 0), model)
    elif model.hidden and y < box.bottom - 84:
        _hidden_below(p, box, y + 6, model)
    p.text((box.x + 16, box.bottom - 17), model.note, theme.LABEL, theme.DIM,
           limit=facts.w - 20)  # fmt: skip


def _facts(p: Painter, area: Box, model: Sees, bottom: float) -> float:
    """Set the facts; where some have a remark, all figures stand in one column."""
    right = area.right - 10
    column = area.x + area.w * 0.735 if any(fact.aside for fact in model.facts) else right
    y = area.y
    for fact in model.facts:
        if y + FACT_ROW > bottom:
            break
        middle = y + FACT_ROW / 2
        ink = theme.TONES[fact.tone]
        wide = p.text((column, middle), fact.figure, theme.BODY_BOLD, ink, align="right")
        room = column - wide - area.x - 18
        draw.squeezed(p, (area.x + 10, middle), fact.label, theme.BODY, theme.SOFT, room)
        p.text((right, middle), fact.aside, theme.LABEL, theme.SOFT, align="right")
        y += FACT_ROW
    return y


def _hidden_rows(p: Painter, area: Box, model: Sees) -> None:
    p.text((area.x, area.y + 13), model.hidden_label, theme.LABEL_MID, theme.DIM)
    y = area.y + 26
    for fact in model.hidden_facts:
        taken = p.text((area.right, y + 10), fact.aside, theme.LABEL, theme.SOFT, align="right")
        room = area.w - taken - 8
        draw.squeezed(p, (area.x, y + 10), fact.label, theme.BODY, theme.SOFT, room)
        y += FACT_ROW
    for words in model.hidden_rows:
        y = p.lines(Box(area.x, y, area.w, 0), words, theme.BODY, theme.SOFT, most=2) + 5


def _hidden_below(p: Painter, box: Box, y: float, model: Sees) -> None:
    p.rule(box.x + 16, y, box.w - 32)
    p.text((box.x + 16, y + 15), model.hidden_label, theme.LABEL_MID, theme.DIM)
    area = Box(box.x + 16, y + 24, box.w - 32, 0)
    most = max(int((box.bottom - 28 - area.y) // 16), 1)
    p.lines(area, model.hidden, theme.LABEL, theme.SOFT, lead=16, most=most)


def branches_panel(p: Painter, box: Box, model: Branches) -> list[Widget]:
    """Draw the branches as lines that leave the record; return those that can be opened."""
    body = panel_head(p, box, model.title, model.aside)
    left, wide = box.x + 22, box.w * 0.42
    trunk = body.y + 24
    made: list[Widget] = []
    for place, row in enumerate(model.rows):
        y = trunk + BRANCH_ROW * place
        if not row.current:
            spot = Box(box.x + 8, y - BRANCH_ROW / 2 + 1, box.w - 16, BRANCH_ROW - 2)
            made.append(
                Area(id=f"branch.{place}", box=spot, region="branches", label=row.label,
                     hint=row.end)
            )  # fmt: skip
        colour = theme.seat_colour(row.colour) if place else theme.SOFT
        colour = theme.GOLD if row.current else colour
        if place == 0:
            p.fill(Box(left, y - 1.5, wide, 3), colour)
        else:
            x = left + (wide - 24) * row.leaves_at
            start = trunk + BRANCH_ROW * row.parent
            p.fill(Box(x - 0.75, start, 1.5, y - start - 8), colour)
            p.stroke((x, y - 8), (x + 8, y), 1.5, colour)
            p.fill(Box(x + 8, y - 0.75, left + wide - x - 8, 1.5), colour)
            p.mark((x, start), row.shape, 9, theme.seat_colour(row.colour))
        p.dot(left + wide, y, 4.5, theme.TONES.get(row.tone, colour) if place else colour)
        x = left + wide + 12
        p.text((x, y - 8), row.label, _branch_style(p, row, box.right - 10 - x),
               limit=box.right - 10 - x)  # fmt: skip
        ink = theme.TONES.get(row.tone, theme.DIM)
        p.text((x, y + 10), row.end, theme.LABEL, ink, limit=box.right - 10 - x)
    return made


def _branch_style(p: Painter, row: Branch, room: float) -> theme.Style:
    """Return how a branch is set: smaller where its name would not fit."""
    style, small = theme.BODY, theme.LABEL
    if row.current:
        style, small = theme.BODY_BOLD, theme.LABEL_BOLD
    return style if p.width(row.label, style) <= room else small


def fork_bar(p: Painter, box: Box, model: ReplayModel) -> list[Widget]:
    """Draw the bar of the fork; return its seats, the one gold tile, and the way to the review."""
    p.panel(box, theme.PANEL, border=theme.LINE)
    made: list[Widget] = []
    main = Box(box.right - 16 - 184, box.y + 14, 184, 72)
    review = Box(box.x + 16, box.y + 14, 124 if model.review_label else 0, 72)
    count = len(model.seats)
    longest = max((p.width(seat.actor.label, theme.BODY_MID) for seat in model.seats), default=0)
    wide = min(max(142.0, longest + 44), (box.w * 0.5) / max(count, 1))
    left = main.x - 16 - count * (wide + 8) + 8
    if model.review_label:
        made.append(_review(review, model))
    for place, seat in enumerate(model.seats):
        spot = Box(left + place * (wide + 8), box.y + 14, wide, 72)
        made.append(_seat(spot, seat, place, chosen=place == model.seat))
    words = review.right + (16 if model.review_label else 4)
    room = left - words - 16
    style = theme.HEAD if p.width(model.fork_title, theme.HEAD) <= room else theme.BODY_BOLD
    p.text((words, box.y + 30), model.fork_title, style, limit=room)
    area = Box(words, box.y + 45, left - words - 12, 0)
    if model.review_label:
        p.lines(area, model.fork_text, theme.LABEL, theme.SOFT, lead=16, most=3)
    else:
        p.lines(area, model.fork_text, theme.BODY, theme.SOFT, most=2)
    made.append(
        Tile(id="fork", box=main, ring=Box(main.x - 3, main.y - 3, main.w + 6, main.h + 6),
             region="fork", label=model.fork_label, cap="F", lines=(model.fork_detail,),
             face="main", big=True, open=any(seat.open for seat in model.seats))
    )  # fmt: skip
    return made


def _review(box: Box, model: ReplayModel) -> Widget:
    return Tile(
        id="review", box=box, ring=box.inset(-3), region="fork", label=model.review_label, cap="V",
        lines=(model.review_detail,),
    )  # fmt: skip


def _seat(box: Box, model: SeatTile, place: int, *, chosen: bool) -> Widget:
    def paint(p: Painter, spot: Box, look: Look) -> None:
        face = FACES["seat" if chosen else "plain" if model.open else "locked"]
        fill = face.hover if look.hover else face.fill
        p.panel(spot, fill, border=face.border, radius=theme.RADIUS_TILE, line=1.5 if chosen else 1)
        actor = model.actor
        p.seat((spot.x + 20, spot.y + 20), actor.shape, actor.emblem, 22, actor.colour)
        p.text((spot.x + 38, spot.y + 20), actor.label, theme.BODY_MID, face.name, limit=wide - 42)
        told = Box(spot.x + 10, spot.y + 38, wide - 16, 0)
        p.lines(told, model.hint, theme.LABEL, face.line, lead=15, most=2)

    wide = box.w
    return Area(
        id=f"seat.{place}", box=box, region="fork", label=model.actor.label, hint=model.hint,
        open=model.open, paint=paint,
    )  # fmt: skip
