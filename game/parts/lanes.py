"""The record as a picture: a lane for each actor, its events in time, phases and dates above."""

from attrs import frozen

from game import draw, theme
from game.box import Box
from game.paint import Painter
from game.presenters.replay import LaneEvent, Lanes
from game.theme import Colour

PHASE_TONES: dict[str, Colour] = {
    "plain": (0x2C, 0x38, 0x4C),
    "gold": (0x46, 0x3C, 0x2C),
    "rose": (0x34, 0x32, 0x42),
    "grey": (0x28, 0x32, 0x44),
}


@frozen(kw_only=True)
class LanePlan:
    """Where the lanes stand: the plot, the first lane, and how far apart they are."""

    plot: Box
    first: float
    step: float

    def x(self, at: float) -> float:
        """Return where a moment lies."""
        return self.plot.x + self.plot.w * at

    def y(self, lane: int) -> float:
        """Return the height of a lane."""
        return self.first + self.step * lane


def lane_plan(
    box: Box, lanes: Lanes, *, names: float = 132, foot: float = 32, step: float = 46
) -> LanePlan:
    """Plan the lanes of a panel; the names need `names` at the left."""
    plot = Box(box.x + names, box.y + 60, box.w - names - 28, box.h - 60 - foot)
    count = max(len(lanes.actors), 1)
    apart = min((plot.h - 32) / count, step)
    first = plot.y + (plot.h - apart * (count - 1)) / 2 + 2
    return LanePlan(plot=plot, first=first, step=apart)


def names_wide(p: Painter, model: Lanes) -> float:
    """Return the room that the names of the lanes take at the left."""
    return max((p.width(actor.label, theme.BODY) for actor in model.actors), default=0) + 56


def lanes(  # noqa: PLR0913 - where, what and when; the current event by name
    p: Painter, box: Box, plan: LanePlan, model: Lanes, now: float, *, place: int | None = None
) -> None:
    """Draw the lanes with the moment; what lies after `now` is dimmed."""
    _dates(p, box, plan, model)
    _phases(p, box, plan, model)
    for lane, actor in enumerate(model.actors):
        y = plan.y(lane)
        draw.mark(p, (box.x + 22, y), actor, 10)
        p.text((box.x + 36, y), actor.label, theme.BODY, theme.SOFT, limit=plan.plot.x - box.x - 44)
        p.rule(plan.plot.x, y, plan.plot.w, theme.LINE_FAINT)
    for event in sorted(model.events, key=lambda event: event.key):
        _event(p, plan, model, event, ahead=event.at > now)
    playhead(p, box, plan, now)
    if place is not None and model.events:
        _here(p, plan, model, model.events[place])
    _names(p, plan, model, now)


def _here(p: Painter, plan: LanePlan, model: Lanes, event: LaneEvent) -> None:
    """Draw the event of the moment once more, over the stroke and with a white rim."""
    actor = model.actors[event.lane]
    at = (plan.x(event.at), plan.y(event.lane))
    size = 13 if event.key else 9
    p.mark(at, actor.shape, size + 8, theme.INK)
    p.mark(at, actor.shape, size + 4, theme.PANEL)
    p.mark(at, actor.shape, size, theme.seat_colour(actor.colour), hollow=event.hidden)


def _dates(p: Painter, box: Box, plan: LanePlan, model: Lanes) -> None:
    free = 0.0
    for date in model.dates:
        x = plan.x(date.at)
        half = p.width(date.label, theme.LABEL) / 2
        if x - half < free:
            continue
        free = x + half + 10
        p.text((x, box.y + 18), date.label, theme.LABEL, theme.DIM, align="mid")
        p.upright(x, plan.plot.y, plan.plot.h, theme.LINE_FAINT)


def _phases(p: Painter, box: Box, plan: LanePlan, model: Lanes) -> None:
    p.text((box.x + 16, box.y + 45), model.phase_label, theme.LABEL, theme.DIM)
    for phase in model.phases:
        left, right = plan.x(phase.start), plan.x(phase.end)
        band = Box(left + 1, box.y + 36, max(right - left - 2, 3), 18)
        p.panel(band, PHASE_TONES.get(phase.tone, PHASE_TONES["plain"]), radius=4)
        if p.width(phase.label, theme.LABEL) < band.w - 8:
            p.text((band.mid_x, band.mid_y), phase.label, theme.LABEL, theme.SOFT, align="mid")


def _event(p: Painter, plan: LanePlan, model: Lanes, event: LaneEvent, *, ahead: bool) -> None:
    actor = model.actors[event.lane]
    colour = theme.seat_colour(actor.colour)
    if ahead:
        colour = theme.mix(theme.PANEL, colour, 0.5)
    at = (plan.x(event.at), plan.y(event.lane))
    if event.small:
        if not event.hidden:
            p.dot(*at, 2, colour)
        return
    p.mark(at, actor.shape, 13 if event.key else 8, colour, hollow=event.hidden)


def _names(p: Painter, plan: LanePlan, model: Lanes, now: float) -> None:
    """Name the key events over their lane; a name that would touch another is left out."""
    taken: dict[int, list[tuple[float, float]]] = {}
    for event in model.events:
        if not event.label:
            continue
        wide = p.width(event.label, theme.LABEL_MID)
        left = max(min(plan.x(event.at) - wide / 2, plan.plot.right - wide), plan.plot.x)
        here = taken.setdefault(event.lane, [])
        if any(left < high + 10 and left + wide > low - 10 for low, high in here):
            continue
        here.append((left, left + wide))
        ink = theme.DIM if event.at > now else theme.INK
        p.text((left, plan.y(event.lane) - 14), event.label, theme.LABEL_MID, ink)


def playhead(p: Painter, box: Box, plan: LanePlan, now: float) -> None:
    """Draw the stroke of the moment; time is white here as on the desk."""
    x = plan.x(now)
    p.fill(Box(x - 1.25, box.y + 30, 2.5, plan.plot.bottom - box.y - 30), theme.INK)
    draw.pointer(p, x, box.y + 24, theme.INK, size=7)
