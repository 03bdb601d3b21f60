"""The replay as a model: lanes, the day in words, what a seat knew, where a fork would go. Pure."""

from collections.abc import Sequence

from attrs import field, frozen

from game import figures
from game.presenters.common import Choice, RecordRow, SeatTile
from game.presenters.make_desk_words import Words as Wording
from game.presenters.marks import actor_mark, date_of, day_of, seats_of
from game.presenters.replay import (
    Branches,
    LaneEvent,
    Lanes,
    PhaseBand,
    ReplayModel,
    Sees,
)
from game.presenters.replay_axis import Axis, dates_of
from game.presenters.replay_items import Item, aside, lane_actors, lane_of, mark_of, sentence
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.projections.timeline import Band

ROWS_AROUND = 7
"""So many places before and after the moment stand in the list."""
BAND_TONES = {"approvals": "rose", "signed": "gold", "opening": "grey", "closed": "grey"}
SUSPENDED = ("talks.suspended", "talks.resumed")


@frozen(kw_only=True)
class Scene:
    """What a replay stands for and where it stands."""

    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    axis: Axis
    place: int = 0
    eye: str | None = None
    secret: str | None = None
    """The only seat whose eyes are open, while its game goes on."""
    seat: int = 0
    next_stops: tuple[int | None, ...] = ()
    """Minute of each seat's next stop, None once it has none."""
    real: bool = False
    """Whether this is the real negotiation, told by rows of the facts."""
    subtitle: str = ""
    visible: tuple[int, ...] = field(default=())
    """The places that the eyes see, in order."""
    human: str | None = None
    """The seat that a person played first."""
    over: bool = False
    """Whether the talks have ended, so that nothing is secret and all can be judged."""

    @property
    def here(self) -> Item:
        """Return the place it stands on."""
        return self.items[self.place]


def visible_places(items: Sequence[Item], eye: str | None) -> tuple[int, ...]:
    """Return the places whose events a seat learned of; all of them for everybody's eyes."""
    return tuple(place for place, item in enumerate(items) if eye is None or eye in item.seen_by)


def make_lanes(scene: Scene, wording: Wording) -> Lanes:
    """Return the record as a picture."""
    scenario, text = wording.scenario, wording.text
    seats = [actor.id for actor in seats_of(scenario)]
    return Lanes(
        actors=lane_actors(scenario, wording.names, text("ui.replay.world")),
        events=tuple(
            LaneEvent(
                at=scene.axis.at(item.minute),
                lane=lane_of(item, seats, scene.eye),
                key=item.key,
                label=_label(item, wording) if item.key else "",
                hidden=scene.eye is not None and scene.eye not in item.seen_by,
                small=item.wait,
            )
            for item in scene.items
        ),
        dates=dates_of(scenario, scene.axis, text),
        phases=_phases(scene, wording),
        phase_label=text("ui.replay.phase"),
    )


def _label(item: Item, wording: Wording) -> str:
    key = f"ui.replay.key.{item.kind}"
    return wording.text(key) if wording.text.has(key) else ""


def _phases(scene: Scene, wording: Wording) -> tuple[PhaseBand, ...]:
    bands = [
        PhaseBand(
            start=scene.axis.at(band.minute_from),
            end=scene.axis.at(band.minute_until),
            label=wording.text(f"phase.{band.phase}"),
            tone=BAND_TONES.get(band.phase, "plain"),
        )
        for band in scene.bands
        if band.minute_until > band.minute_from
    ]
    return (*bands, *_suspensions(scene, wording))


def _suspensions(scene: Scene, wording: Wording) -> list[PhaseBand]:
    """Lay a mark over the talks wherever they were suspended."""
    found: list[PhaseBand] = []
    began: int | None = None
    for item in scene.items:
        if item.kind == SUSPENDED[0] and began is None:
            began = item.minute
        elif began is not None and item.kind in (SUSPENDED[1], "talks.broken", "talks.ended"):
            found.append(
                PhaseBand(start=scene.axis.at(began), end=scene.axis.at(item.minute),
                          label=wording.text("ui.replay.suspended"), tone="gold")
            )  # fmt: skip
            began = None
    return found


def make_replay(
    scene: Scene, wording: Wording, lanes: Lanes, sees: Sees, branches: Branches | None
) -> ReplayModel:
    """Return the whole replay at one place."""
    scenario, text, here = wording.scenario, wording.text, scene.here
    seats = seats_of(scenario)
    marks = [actor_mark(actor, wording.names) for actor in seats]
    eyes = [Choice(id="", label=text("ui.replay.all"), open=scene.secret is None)]
    eyes += [Choice(id=one.id, label=one.label, open=scene.secret in (None, one.id))
             for one in marks]  # fmt: skip
    rows, places = _rows(scene, wording)
    day = day_of(scenario, here.minute)
    fork_seat, judged = marks[scene.seat], wording.inside(judged_seat(scene, scenario))
    return ReplayModel(
        subtitle=scene.subtitle,
        eyes_label=text("ui.replay.seen_by"),
        eyes=tuple(eyes),
        eyes_marks=(None, *marks),
        eye=0 if scene.eye is None else [one.id for one in marks].index(scene.eye) + 1,
        lanes=lanes,
        place=scene.place,
        footer=_footer(scene, wording),
        day_title=figures.date_long(date_of(scenario, here.minute), text.lang),
        day_aside=text("ui.replay.day", n=day),
        day_rows=rows,
        day_first=places[0],
        day_places=places,
        sees=sees,
        fork_title=text("ui.replay.fork_title"),
        fork_text=text("ui.replay.fork_text", n=_kept(scene)),
        seats=_seat_tiles(scene, wording),
        seat=scene.seat,
        fork_label=text("ui.replay.fork"),
        fork_detail=text("ui.replay.fork_detail", actor=wording.inside(fork_seat.id), n=day),
        branches=branches,
        review_label=text("ui.outcome.review") if scene.over else "",
        review_detail=text("ui.replay.review_of", actor=judged),
    )


def judged_seat(scene: Scene, scenario: Scenario) -> str:
    """Return whose decisions a review would judge: who looks, who played, or who would fork."""
    return scene.eye or scene.human or seats_of(scenario)[scene.seat].id


def _kept(scene: Scene) -> int:
    """Return how many decisions a fork keeps; while a game runs, of those its person saw."""
    if scene.secret is None:
        return scene.here.decision
    return len({scene.items[place].decision for place in scene.visible if place <= scene.place})


def _rows(scene: Scene, wording: Wording) -> tuple[tuple[RecordRow, ...], tuple[int, ...]]:
    """Return the visible events around the moment, with their places among all."""
    known = scene.visible
    middle = known.index(scene.place) if scene.place in known else 0
    low = max(0, middle - ROWS_AROUND)
    places = known[low : middle + ROWS_AROUND + 1] or (scene.place,)
    return tuple(_row(scene, place, wording) for place in places), places


def _row(scene: Scene, place: int, wording: Wording) -> RecordRow:
    item, scenario = scene.items[place], wording.scenario
    date = date_of(scenario, item.minute)
    return RecordRow(
        date=figures.date_short(date, wording.text.lang),
        actor=mark_of(item, scenario, wording.names, scene.eye),
        words=sentence(item, wording),
        aside=aside(item, wording),
        when="now" if place == scene.place else "ahead" if place > scene.place else "past",
    )


def _footer(scene: Scene, wording: Wording) -> str:
    """Tell the place; through one seat's eyes it counts only what that seat saw."""
    text, known = wording.text, scene.visible
    number = known.index(scene.place) + 1 if scene.place in known else 0
    if scene.eye is not None:
        actor = wording.inside(scene.eye)
        return text("ui.replay.place_seen", n=number, m=len(known), actor=actor)
    return text("ui.replay.place", n=number, m=len(known), d=scene.here.decision)


def _seat_tiles(scene: Scene, wording: Wording) -> tuple[SeatTile, ...]:
    """Return the seats with the day on which a fork would first ask them."""
    scenario, text = wording.scenario, wording.text
    tiles = []
    for actor, stop in zip(seats_of(scenario), scene.next_stops, strict=True):
        closed = text("ui.replay.no_stop" if scene.secret is None else "ui.replay.not_yours")
        hint = ""
        if stop is not None:
            date = figures.date_short(date_of(scenario, stop), text.lang)
            hint = text("ui.replay.next_stop", date=date)
        mark = actor_mark(index_of(scenario).actors[actor.id], wording.names)
        is_open = stop is not None and scene.secret in (None, actor.id)
        tiles.append(SeatTile(actor=mark, hint=hint if is_open else closed, open=is_open))
    return tuple(tiles)
