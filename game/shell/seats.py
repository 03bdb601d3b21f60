"""The choice of a seat: a scenario, a seat, tempers, a level and a seed, all preset."""

import attrs
from attrs import Factory, define

from game.notice import Notice
from game.ports import DeskPort, ReplayPort
from game.presenters.common import Choice
from game.presenters.make_seats import Chosen, Ways, make_seats
from game.presenters.marks import seats_of
from game.presenters.seats import SeatsModel
from game.presenters.settings import LEVELS
from game.shell import clipboard, evaluating, start
from game.shell.words import words_of
from game.text import Text
from sim.commands import fresh_seed
from sim.domain.setting import Scenario
from sim.engine.seating import Seating
from sim.engine.session import Session
from sim.games import level_of
from sim.history_rows import history_name
from sim.scenario import load_scenario
from sim.scenario_text import default_scenario, list_scenarios, texts
from sim.scenario_theory import PREFIX, list_theory, theory_name
from sim.seeds import seed_number, seed_text
from sim.share import CodeError, Start, code_of, is_shared, start_of


@define
class SeatChoice:
    """The port of the seat choice."""

    scenario: Scenario
    names: tuple[str, ...]
    """The games to choose from, the default first; theory is listed apart."""
    chosen: Chosen
    strategies: Seating = Factory(dict)
    """Who plays an actor instead of the level's mind, for the scenario that came with them."""
    _told: str = "hint"
    """What was done with a code last."""

    def model(self, text: Text) -> SeatsModel:
        """Return the choice as it stands."""
        words = words_of(self.scenario.id, text.lang)
        ways = attrs.evolve(self._ways(text), code=self._code(), told=self._told)
        return make_seats(self.scenario, words, self.chosen, text, ways)

    def _code(self) -> str:
        """Return the code of what is chosen; what only this machine has can have none."""
        if self.strategies or not is_shared(self.scenario):
            return ""
        chosen, seat = self.chosen, seats_of(self.scenario)[self.chosen.seat].id
        return code_of(
            Start(scenario=self.scenario, seat=seat, level=LEVELS[chosen.level],
                  seed=chosen.seed, tempers=self._tempers(seat))
        )  # fmt: skip

    def _tempers(self, taken: str) -> dict[str, str]:
        """Return the tempers that were set for the others."""
        return {
            actor.id: actor.personalities[place - 1].id
            for actor in seats_of(self.scenario)
            if (place := self.chosen.tempers.get(actor.id, 0)) and actor.id != taken
        }

    def copy_code(self) -> None:
        """Put the code of this start on the clipboard."""
        code = self._code()
        if code:
            clipboard.put(code)
            self._told = "copied"

    def paste_code(self) -> None:
        """Choose what the code on the clipboard says."""
        self.set_code(clipboard.get())

    def set_code(self, code: str) -> None:
        """Choose what a code says; one that starts nothing here is told why."""
        try:
            start_ = start_of(code)
        except CodeError as error:
            raise Notice(f"ui.seats.code_{error.reason}") from error
        self.scenario, self.strategies = start_.scenario, {}
        seats = seats_of(start_.scenario)
        tempers = {actor.id: [one.id for one in actor.personalities].index(temper) + 1
                   for actor in seats if (temper := start_.tempers.get(actor.id))}  # fmt: skip
        self.chosen = Chosen(
            seat=[actor.id for actor in seats].index(start_.seat),
            level=LEVELS.index(start_.level),
            seed=start_.seed,
            typed=seed_text(start_.seed),
            tempers=tempers,
        )
        self._told = "taken"

    def _ways(self, text: Text) -> Ways:
        """Return the other scenarios; a file of one's own stands alone."""
        history = self.scenario.id == history_name()
        titled = [(name, texts(name, text.lang)["title"]) for name in self.names]
        games = tuple(Choice(id=name, label=title) for name, title in titled)
        group = Choice(id=PREFIX, label=text("ui.seats.theory"))
        if self.scenario.id in self.names:
            place = self.names.index(self.scenario.id)
            return Ways(scenarios=(*games, group), scenario=place, history=history)
        if theory_name(self.scenario.id) is None:
            return Ways(history=history)
        theory = tuple(
            Choice(id=load_scenario(name).id, label=texts(name, text.lang)["title"])
            for name in list_theory()
        )
        return Ways(scenarios=(*games, group), scenario=len(games), theory=theory)

    def choose(self, what: str, place: int) -> None:
        """Choose a seat, a level, a scenario or an actor's temper."""
        self._told = "hint"
        group, _, actor = what.partition(".")
        if group == "seat":
            self.chosen = attrs.evolve(self.chosen, seat=place)
        elif group == "level":
            self.chosen = attrs.evolve(self.chosen, level=place)
        elif group == "scenario":
            self._open((*self.names, list_theory()[0])[place])
        elif group == "theory":
            self._open(list_theory()[place])
        elif group == "temper":
            tempers = {**self.chosen.tempers, actor: place}
            self.chosen = attrs.evolve(self.chosen, tempers=tempers, touched=actor)

    def _open(self, name: str) -> None:
        """Choose another scenario; what was chosen for the last one does not fit it."""
        self.scenario, self.strategies = load_scenario(name), {}
        self.chosen = attrs.evolve(self.chosen, seat=0, tempers={}, touched="")

    def set_seed(self, seed: str) -> None:
        """Set the seed as typed; an empty one draws a new seed."""
        number = seed_number(seed) if seed else fresh_seed()
        self.chosen = attrs.evolve(
            self.chosen,
            seed=self.chosen.seed if number is None else number,
            typed=seed or seed_text(number or 0),
        )

    def replay(self) -> ReplayPort:
        """Return the record of this scenario's history."""
        from game.shell.replay import history_replay

        return history_replay()

    def start(self) -> DeskPort:
        """Open the game."""
        taken = seats_of(self.scenario)[self.chosen.seat].id
        tempers = self._tempers(taken)
        level = LEVELS[self.chosen.level]
        return start.begin(
            self.scenario,
            self.chosen.seed,
            taken,
            level=level,
            tempers=tempers,
            strategies=self.strategies,
        )


def seat_choice(
    scenario: str | None = None,
    *,
    seat: str | None = None,
    seed: int | None = None,
    level: str | None = None,
    strategies: Seating | None = None,
) -> SeatChoice:
    """Return the choice, preset by what the command line said."""
    evaluating.warm()
    loaded = load_scenario(scenario)
    first = default_scenario()
    names = (first, *(name for name in list_scenarios() if name != first))
    choice = _preset(loaded, names, seat, fresh_seed() if seed is None else seed, level)
    choice.strategies = strategies or {}
    return choice


def seats_again(session: Session, seat: str) -> SeatChoice:
    """Return the choice preset as a game was, with new luck."""
    first = default_scenario()
    names = (first, *(name for name in list_scenarios() if name != first))
    level = level_of(session.header, seat)
    return _preset(session.scenario, names, seat, fresh_seed(), level)


def _preset(
    scenario: Scenario, names: tuple[str, ...], seat: str | None, seed: int, level: str | None
) -> SeatChoice:
    places = [actor.id for actor in seats_of(scenario)]
    chosen = Chosen(
        seat=places.index(seat) if seat in places else 0,
        level=LEVELS.index(level or "envoy"),
        seed=seed,
        typed=seed_text(seed),
    )
    return SeatChoice(scenario=scenario, names=names, chosen=chosen)
