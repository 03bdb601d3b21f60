# ruff: noqa: D102, ARG002 - the methods are those of the ports
"""
View models and ports for tests and pictures, read from `data/*.toml`.

The names in them are data: no module here or in the front end spells one.
"""

import tomllib
from pathlib import Path
from typing import Any

import attrs
import msgspec

from game.presenters.desk import DeskModel
from game.presenters.library import LibraryModel
from game.presenters.outcome import OutcomeModel
from game.presenters.replay import ReplayModel
from game.presenters.seats import SeatsModel
from game.presenters.title import Entry, TitleModel

DATA = Path(__file__).parent / "data"
ACTOR_KEYS = ("actor", "aside_mark")


def load(name: str, model: type, lang: str = "en") -> Any:
    """Read a sample and build its view model."""
    actors = tomllib.loads((DATA / "actors.toml").read_text())[lang]
    tree = tomllib.loads((DATA / f"{name}_{lang}.toml").read_text())
    return msgspec.convert(_grown(tree, actors), type=model)


def _grown(tree: Any, actors: dict[str, Any]) -> Any:
    """Put actors, options and empty changes in the place of their short forms."""
    if isinstance(tree, list):
        return [_grown(one, actors) for one in tree]
    if not isinstance(tree, dict):
        return tree
    made: dict[str, Any] = {}
    for key, value in tree.items():
        made |= _pair(key, value, actors)
    return made


def _pair(key: str, value: Any, actors: dict[str, Any]) -> dict[str, Any]:
    match key:
        case "actor" | "aside_mark":
            return {key: actors[value]}
        case "options" | "levels" | "eyes":
            return {key: [{"id": one, "label": one} for one in value]}
        case "options_count":
            return {"options": [{"id": str(k), "label": f"{k}"} for k in range(value)]}
        case "deltas":
            return {key: [one or None for one in value]}
        case "lane_actors":
            return {"actors": [actors[one] for one in value]}
        case "eyes_marks":
            return {key: [actors.get(one) for one in value]}
        case "compact":
            return {"events": _events(value)}
        case _:
            return {key: _grown(value, actors)}


def _events(lanes: list[str]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for line in lanes:
        lane, _, rest = line.partition(":")
        for part in rest.split(","):
            at, key, label = part.strip().partition("!")
            if not at.isdigit():  # the second half of a label with a comma in it
                made[-1]["label"] += f", {at}"
                continue
            made.append({"at": int(at) / 1000, "lane": int(lane), "key": bool(key), "label": label})
    return sorted(made, key=lambda event: event["at"])


@attrs.define
class SampleDesk:
    """A desk that remembers what it was told."""

    shown: DeskModel
    sent: list[tuple[str, dict[str, str]]] = attrs.Factory(list)
    undone: int = 0
    refusal: str = ""

    def model(self, text: object) -> DeskModel:
        return self.shown

    def term_hint(self, text: object, issue: str) -> str:
        return ""

    def set_term(self, issue: str, place: int) -> None:
        board = self.shown.board
        rows = tuple(
            attrs.evolve(row, chosen=place) if row.issue == issue else row for row in board.rows
        )
        lever = board.lever
        if lever is not None and lever.id == issue:
            lever = attrs.evolve(lever, chosen=place)
        self.shown = attrs.evolve(self.shown, board=attrs.evolve(board, rows=rows, lever=lever))

    def keep_draft(self) -> None:
        pass

    def undo(self) -> None:
        self.undone += 1

    def send(self, tile: str, fields: Any) -> str:
        if not self.refusal:
            self.sent.append((tile, dict(fields)))
        return self.refusal

    reckoning: bool = False

    def reckon(self, *, wanted: bool) -> bool:
        return False

    def work(self) -> bool:
        return False

    def cues(self) -> tuple[()]:
        return ()

    def outcome(self) -> "SampleOutcome":
        return SampleOutcome()


@attrs.define
class SampleReplay:
    """A replay that walks."""

    shown: ReplayModel

    def model(self, text: object) -> ReplayModel:
        return self.shown

    def seek(self, place: int) -> None:
        self.shown = attrs.evolve(self.shown, place=place)

    def stop(self, way: int) -> None:
        self.seek(max(0, min(self.shown.place + 5 * way, len(self.shown.lanes.events) - 1)))

    def look(self, eye: int) -> None:
        self.shown = attrs.evolve(self.shown, eye=eye)

    def choose_seat(self, place: int) -> None:
        self.shown = attrs.evolve(self.shown, seat=place)

    def fork(self) -> SampleDesk:
        return SampleDesk(load("desk_firm", DeskModel))

    def branch(self, place: int) -> None:
        return None


@attrs.define
class SampleOutcome:
    """An end."""

    lang: str = "en"

    def model(self, text: object) -> OutcomeModel:
        return load("outcome", OutcomeModel, self.lang)

    def replay(self) -> SampleReplay:
        return SampleReplay(load("replay", ReplayModel))

    def review(self) -> None:
        return None

    def copy(self) -> None:
        return None

    def again(self) -> "SampleSeats":
        return SampleSeats(load("seats", SeatsModel))


@attrs.define
class SampleSeats:
    """A choice of seats that can be changed."""

    shown: SeatsModel

    def model(self, text: object) -> SeatsModel:
        return self.shown

    def choose(self, what: str, place: int) -> None:
        field = {"seat": "chosen", "level": "level"}.get(what)
        if field:
            self.shown = attrs.evolve(self.shown, **{field: place})
            return
        name = what.removeprefix("temper.")
        rows = tuple(
            attrs.evolve(row, chosen=place) if row.actor.id == name else row
            for row in self.shown.tempers
        )
        self.shown = attrs.evolve(self.shown, tempers=rows)

    def set_seed(self, seed: str) -> None:
        self.shown = attrs.evolve(self.shown, seed=seed or "0B11-07")

    def set_code(self, code: str) -> None:
        self.shown = attrs.evolve(self.shown, code=code)

    def copy_code(self) -> None:
        return None

    def paste_code(self) -> None:
        return None

    def replay(self) -> SampleReplay:
        return SampleReplay(load("replay", ReplayModel))

    def start(self) -> SampleDesk:
        return SampleDesk(load("desk_firm", DeskModel))


@attrs.define
class SampleLibrary:
    """Three kept games."""

    def search(self, words: str) -> None:
        return None

    def rename(self, place: int, name: str) -> None:
        return None

    def delete(self, place: int) -> None:
        return None

    def restore(self) -> None:
        return None

    def model(self, text: object) -> LibraryModel:
        return load("library", LibraryModel)

    def replay(self, place: int) -> SampleReplay:
        return SampleReplay(load("replay", ReplayModel))

    def resume(self, place: int) -> SampleDesk:
        return SampleDesk(load("desk_firm", DeskModel))


@attrs.define
class SampleTitle:
    """The ways in, with a game to go on with."""

    resumable: bool = True

    def model(self, text: Any) -> TitleModel:
        entries = (
            ("resume", "Summer 2020, day 12", "C"), ("new", "Choose a seat, 15 to 25 minutes", "N"),
            ("daily", "One start for everybody", "D"),
            ("history", "104 of 150 sourced rows, open to fork", "H"),
            ("records", "3 games kept", "R"),
            ("language", "", "L"), ("quit", "", "Q"),
        )  # fmt: skip
        return TitleModel(
            name=text("ui.name"), promise=text("ui.title.promise"), notice=text("ui.title.notice"),
            entries=tuple(
                Entry(id=name, label=text(f"ui.title.{name}"), key=key,
                      details=(detail,) if detail else (),
                      open=self.resumable or name != "resume")
                for name, detail, key in entries
            ),
            backdrop=load("replay", ReplayModel).lanes,
        )  # fmt: skip

    def fresh(self) -> bool:
        return False

    def resume(self) -> SampleDesk:
        return SampleDesk(load("desk_firm", DeskModel))

    def daily(self, text: object) -> SampleDesk:
        return SampleDesk(load("desk_firm", DeskModel))

    def seats(self, level: str) -> SampleSeats:
        return SampleSeats(load("seats", SeatsModel))

    def replay(self, entry: str) -> SampleReplay:
        return SampleReplay(load("replay", ReplayModel))

    def library(self) -> SampleLibrary:
        return SampleLibrary()
