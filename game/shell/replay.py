"""The replay of any record: a game, an archive, the real negotiation."""

from collections.abc import Mapping
from pathlib import Path

import attrs
from attrs import Factory, define

from game.notice import Notice
from game.ports import DeskPort, ReplayPort, ReviewPort
from game.presenters.make_desk_words import Words as Wording
from game.presenters.make_library import Kept, label_of
from game.presenters.make_replay import Scene, judged_seat, make_lanes, make_replay, visible_places
from game.presenters.marks import seats_of
from game.presenters.replay import Branches, Lanes, ReplayModel, Sees
from game.presenters.replay_axis import axis_of
from game.presenters.replay_items import items_of
from game.presenters.replay_sees import Hidden, all_see, sees_of
from game.shell import evaluating, start
from game.shell.library import tell
from game.shell.replay_branches import Node, branches_of, shown_rows, tree_of
from game.shell.replay_folds import Folds
from game.shell.replay_history import history
from game.shell.words import words_of
from game.text import Text
from sim.domain.decision import HUMAN, SCRIPT
from sim.domain.setting import Scenario
from sim.engine.session import Session
from sim.record.archive import OVER
from sim.record.replay import Record, open_record, read_log


@define(eq=False)
class RecordReplay:
    """The port of one record, at one place, through one pair of eyes."""

    record: Record
    scene: Scene
    folds: Folds
    kept: Kept
    tree: tuple[Node, ...] = ()
    _lanes: dict[tuple[str, str | None], Lanes] = Factory(dict)
    _reviews: dict[str, ReviewPort] = Factory(dict)

    @property
    def scenario(self) -> Scenario:
        """Return the scenario of the record."""
        return self.record.header.scenario

    def model(self, text: Text) -> ReplayModel:
        """Return the replay at its place, through its eyes."""
        wording = self._wording(text)
        here = self.scene.here
        self.scene = attrs.evolve(
            self.scene,
            subtitle=self._subtitle(wording),
            next_stops=self.folds.next_stops(here.decision),
        )
        return make_replay(
            self.scene, wording, self.lanes(text), self._sees(wording), self._branches(wording)
        )

    def lanes(self, text: Text) -> Lanes:
        """Return the record as a picture, made once for each pair of eyes."""
        key = (text.lang, self.scene.eye)
        if key not in self._lanes:
            self._lanes[key] = make_lanes(self.scene, self._wording(text))
        return self._lanes[key]

    def _wording(self, text: Text) -> Wording:
        names = words_of(self.scenario.id, text.lang)
        return Wording(
            text=text, names=names, scenario=self.scenario, seat=seats_of(self.scenario)[0].id
        )

    def _subtitle(self, wording: Wording) -> str:
        if self.scene.real:
            return wording.text("ui.replay.real")
        return label_of(self.kept, wording.names, wording.text)

    def _sees(self, wording: Wording) -> Sees:
        here, eye, real = self.scene.here, self.scene.eye, self.scene.real
        seats = [actor.id for actor in seats_of(self.scenario)]
        every = {
            seat: self.folds.view(here.decision, seat, here.minute)
            for seat in seats
            if self.scene.secret in (None, seat)
        }
        if eye is None:
            return all_see(tuple(every.values()), wording, real=real)
        others = tuple(view for seat, view in every.items() if seat != eye)
        unseen = sum(
            eye not in item.seen_by and not item.wait
            for item in self.scene.items[: self.scene.place]
        )
        return sees_of(every[eye], Hidden(others=others, unseen=unseen), wording, real=real)

    def _branches(self, wording: Wording) -> Branches | None:
        return branches_of(self.tree, wording, self.scene.axis)

    def seek(self, place: int) -> None:
        """Move to an event, past those that the eyes did not see."""
        known = self.scene.visible
        if not known:
            return
        place = max(0, min(place, len(self.scene.items) - 1))
        if place not in known:
            forward = place >= self.scene.place
            ahead = [one for one in known if one >= place]
            behind = [one for one in known if one <= place]
            place = (ahead or behind)[0] if forward and ahead else (behind or ahead)[-1]
        self.scene = attrs.evolve(self.scene, place=place)

    def stop(self, way: int) -> None:
        """Move to the next or last stop of the seat that looks, else of the person, else any."""
        here = self.scene.place
        stops = [place for place in self._stops() if (place - here) * way > 0]
        if stops:
            self.seek(stops[0] if way > 0 else stops[-1])
        else:
            self.seek(0 if way < 0 else len(self.scene.items) - 1)

    def _stops(self) -> list[int]:
        """Return the places of decisions, each once."""
        items, eye = self.scene.items, self.scene.eye
        seats = {actor.id for actor in seats_of(self.scenario)}
        mine = [place for place in self.scene.visible if items[place].actor == eye]
        if eye is None:
            mine = [place for place in self.scene.visible if items[place].source == HUMAN]
        wanted = mine or [place for place in self.scene.visible if items[place].actor in seats]
        first: dict[int, int] = {}
        for place in wanted:
            first.setdefault(items[place].decision, place)
        return list(first.values())

    def look(self, eye: int) -> None:
        """Choose whose eyes: 0 is everybody's; the eyes of others are closed while a game runs."""
        seats = [actor.id for actor in seats_of(self.scenario)]
        seat = seats[eye - 1] if 0 < eye <= len(seats) else None
        if self.scene.secret is not None and seat != self.scene.secret:
            return
        visible = visible_places(self.scene.items, seat)
        self.scene = attrs.evolve(self.scene, eye=seat, visible=visible)
        if seat is not None:
            self.scene = attrs.evolve(self.scene, seat=seats.index(seat))
        self.seek(self.scene.place)

    def choose_seat(self, place: int) -> None:
        """Choose which seat a fork would take."""
        if 0 <= place < len(seats_of(self.scenario)):
            self.scene = attrs.evolve(self.scene, seat=place)

    def fork(self) -> DeskPort | None:
        """Keep the record up to here in a new save and take the chosen seat."""
        at = self.scene.here.decision
        if self.folds.next_stops(at)[self.scene.seat] is None:
            raise Notice("ui.replay.cannot_fork")
        return start.fork(self.record, at, seats_of(self.scenario)[self.scene.seat].id)

    def review(self) -> ReviewPort | None:
        """Return the review of who looks, else of who played, else of who would take the fork."""
        if not self.scene.over:
            return None
        seat = judged_seat(self.scene, self.scenario)
        if seat not in self._reviews:
            from game.shell.review import RecordReview

            self._reviews[seat] = RecordReview(self.record, seat, evaluating.evaluator())
        return self._reviews[seat]

    def branch(self, place: int) -> ReplayPort | None:
        """Return the replay of a row of the tree; nothing for the record itself."""
        rows = shown_rows(self.tree)
        node = self.tree[rows[place]] if 0 <= place < len(rows) and self.tree else None
        if node is None or node.current:
            return None
        return history_replay() if node.real else replay_of_file(Path(node.kept.path))


def replay_of_record(record: Record, rows: Mapping[int, int] | None = None) -> RecordReplay:
    """Return the replay of a record; a game that goes on shows only what its person may know."""
    scenario = record.header.scenario
    kept = tell(record)
    real = any(decision.source == SCRIPT for decision in record.decisions)
    known = _rows(record) if rows is None and real else rows or {}
    items = items_of(scenario, record.decisions, known)
    secret = kept.humans[0] if kept.unfinished else None
    if secret is not None:
        items = tuple(item for item in items if secret in item.seen_by)
    if not items:
        raise Notice("ui.replay.nothing")
    seats = [actor.id for actor in seats_of(scenario)]
    scene = Scene(
        items=items,
        bands=(folds := Folds(record)).bands(),
        axis=axis_of(item.minute for item in items),
        eye=secret,
        secret=secret,
        seat=seats.index(kept.humans[0]) if kept.humans else 0,
        real=real and not kept.humans,
        visible=visible_places(items, secret),
        over=record.state == OVER and secret is None,
        human=kept.humans[0] if kept.humans else None,
    )
    return RecordReplay(record=record, scene=scene, folds=folds, kept=kept, tree=tree_of(record))


def _rows(record: Record) -> Mapping[int, int]:
    from sim.history import rows_of

    return rows_of(record.decisions)


def replay_of_file(path: Path) -> RecordReplay:
    """Return the replay of a save or an archive."""
    return replay_of_record(open_record(path))


def replay_of_session(session: Session) -> RecordReplay:
    """Return the replay of the game that was just played."""
    return replay_of_record(read_log(session.log, session.branch))


def history_replay() -> RecordReplay:
    """Return the replay of the real negotiation."""
    return replay_of_record(history())


_backdrop: list[RecordReplay] = []


def history_lanes(text: Text) -> Lanes:
    """Return the real negotiation as a picture, for the title."""
    if not _backdrop:
        _backdrop.append(history_replay())
    return _backdrop[0].lanes(text)
