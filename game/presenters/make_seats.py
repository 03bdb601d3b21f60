"""The choice of a seat as a model: cards from the scenario's texts, tempers, level, luck. Pure."""

import datetime as dt
from collections.abc import Mapping

from attrs import field, frozen

from game import figures
from game.presenters.common import Choice
from game.presenters.make_desk_words import Words as Wording
from game.presenters.marks import Words, actor_mark, seats_of
from game.presenters.seats import SeatCard, SeatsModel, TemperRow
from game.presenters.settings import LEVELS
from game.text import Text
from sim.domain.actors import Actor
from sim.domain.setting import Scenario

LIST_MAX = 3


@frozen(kw_only=True)
class Chosen:
    """What the person chose so far, all preset."""

    seat: int = 0
    level: int = 2
    seed: int = 0
    typed: str = ""
    """The seed as it stands in its field."""
    tempers: Mapping[str, int] = field(factory=dict)
    """Place by actor; absent or 0 is drawn by the seed."""
    touched: str = ""
    """The actor whose temper was chosen last."""


@frozen(kw_only=True)
class Ways:
    """What else can be opened from here."""

    scenarios: tuple[Choice, ...] = ()
    """The games, and all of theory as one choice."""
    scenario: int = 0
    theory: tuple[Choice, ...] = ()
    """The scenarios of theory, while one of them is chosen."""
    history: bool = False
    """Whether the real negotiation of this scenario is known."""
    code: str = ""
    """The code of the start that is chosen, if it has one."""
    told: str = "hint"
    """What was done with a code last."""


def make_seats(
    scenario: Scenario,
    words: Words,
    chosen: Chosen,
    text: Text,
    ways: Ways,
) -> SeatsModel:
    """Return the whole choice."""
    seats = seats_of(scenario)
    taken = seats[chosen.seat]
    others = tuple(_temper(actor, words, chosen, text) for actor in seats if actor is not taken)
    return SeatsModel(
        scenario=words.get("subtitle", ""),
        duration=words.get("duration", ""),
        cards=tuple(_card(actor, words) for actor in seats),
        chosen=chosen.seat,
        tempers=others,
        temper_hint=_temper_hint(others, chosen, text),
        levels=tuple(Choice(id=name, label=text(f"ui.seats.level_{name}")) for name in LEVELS),
        level=chosen.level,
        level_hint=text(f"ui.seats.level_{LEVELS[chosen.level]}_hint"),
        seed=chosen.typed,
        code=ways.code,
        code_hint=text(f"ui.seats.code_{ways.told if ways.code else 'none'}"),
        start_detail=_start_detail(scenario, taken, words, text),
        replay_label=text("ui.seats.replay") if ways.history else "",
        replay_detail=text("ui.seats.replay_detail") if ways.history else "",
        scenarios=ways.scenarios,
        scenario_chosen=ways.scenario,
        theory=ways.theory,
        theory_chosen=_place(scenario.id, ways.theory),
    )


def _place(wanted: str, among: tuple[Choice, ...]) -> int:
    return next((place for place, one in enumerate(among) if one.id == wanted), 0)


def _start_detail(scenario: Scenario, taken: Actor, words: Words, text: Text) -> str:
    opening = dt.date.fromisoformat(scenario.opens[:10])
    wording = Wording(text=text, names=words, scenario=scenario, seat=taken.id)
    named = wording.inside(taken.id)
    return text("ui.seats.start_detail", actor=named, date=figures.date_full(opening, text.lang))


def _card(actor: Actor, words: Words) -> SeatCard:
    place = f"actors.{actor.id}"
    difficulty = words.get(f"{place}.difficulty", "0")
    return SeatCard(
        actor=actor_mark(actor, words),
        role=words.get(f"{place}.role", ""),
        aim=words.get(f"{place}.aim", ""),
        knows=_lines(words, f"{place}.know"),
        unknowns=_lines(words, f"{place}.unknown"),
        means=words.get(f"{place}.means", ""),
        difficulty=int(difficulty) if difficulty in ("1", "2", "3", "4") else 0,
    )


def _lines(words: Words, key: str) -> tuple[str, ...]:
    found = (words.get(f"{key}.{place}", "") for place in range(LIST_MAX))
    return tuple(filter(None, found))


def _temper(actor: Actor, words: Words, chosen: Chosen, text: Text) -> TemperRow:
    drawn = Choice(id="", label=text("ui.seats.temper_drawn"))
    known = tuple(
        Choice(id=one.id, label=words.get(f"actors.{actor.id}.personalities.{one.id}", one.id))
        for one in actor.personalities
    )
    hints = ("", *(words.get(f"actors.{actor.id}.tempers.{one.id}", "") for one in known))
    place = chosen.tempers.get(actor.id, 0)
    return TemperRow(
        actor=actor_mark(actor, words), options=(drawn, *known), chosen=place, hint=hints[place]
    )


def _temper_hint(rows: tuple[TemperRow, ...], chosen: Chosen, text: Text) -> str:
    """Tell the temper chosen last, else what drawing means."""
    for row in rows:
        if row.actor.id == chosen.touched and row.hint:
            return f"{row.options[row.chosen].label.capitalize()}: {row.hint}"
    return text("ui.seats.temper_hint")
