"""New classes, the sample class, and the list of those that are kept."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from attrs import frozen

from classroom import joining, leading, tokens
from classroom.cohort import facts as f
from classroom.denied import Denied
from classroom.room import Now, Room
from classroom.store.protocol import ClassStore, Named
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.places import assets_folder
from sim.scenario import load_scenario
from sim.scenario_text import default_scenario, list_scenarios

SAMPLE_TABLES = 6
_SEED_MOST = 1 << 40


@frozen(kw_only=True)
class Wanted:
    """A class as its form asks for it."""

    scenario: str
    lang: str
    layout: str = f.ARRIVAL
    tables: int = 0
    names: tuple[str, ...] = ()
    plan: Mapping[str, int]
    word: bool = False
    mirrors: bool = False


def scenarios() -> tuple[str, ...]:
    """Return the shipped scenarios that a class can play: at least two seats."""
    names = dict.fromkeys((default_scenario(), *list_scenarios()))
    return tuple(name for name in names if _playable(name))


def _playable(name: str) -> bool:
    return len(seats_of(load_scenario(name))) > 1


def seats_of(scenario: Scenario) -> tuple[str, ...]:
    """Return the seats of every table, by rank."""
    return tuple(actor.id for actor in index_of(scenario).seats if actor.is_seat)


def changing_word() -> str:
    """Return a word to ask beside the code, one that both languages can spell from a wall."""
    words = (assets_folder() / "class" / "words.txt").read_text(encoding="utf-8").split()
    return secrets.choice(words)


def found(store: ClassStore, now: Now, wanted: Wanted) -> Room:
    """Begin a class under a fresh code; raise Denied for what cannot be."""
    if wanted.scenario not in scenarios():
        raise Denied("no_such_scenario", 422)
    scenario = load_scenario(wanted.scenario)
    code = _free_code(store.classes())
    seats = seats_of(scenario)
    lists = dict(_places(code, seats, wanted.names)) if wanted.layout == f.LISTED else {}
    opened = f.ClassOpened(
        scenario=scenario.id,
        lang=wanted.lang,
        seed=secrets.randbelow(_SEED_MOST),
        layout=wanted.layout,
        seats=seats,
        tables=wanted.tables,
        plan=dict(wanted.plan),
        mirrors=wanted.mirrors,
        word=changing_word() if wanted.word else "",
        lists=lists,
    )
    # Together: a list without its class, or a class without its list, must never be.
    with store.together():
        room = Room.found(store, code, opened, now, scenario)
        for name in wanted.names if lists else ():
            room.know(Named(participant=joining.fresh(room), name=joining.cleaned(name),
                            token=b"", resume=b""))  # fmt: skip
    return room


def _free_code(taken: Iterable[str]) -> str:
    while (code := tokens.code()) in taken:
        pass
    return code


def _places(
    code: str, seats: tuple[str, ...], names: tuple[str, ...]
) -> Iterable[tuple[str, tuple[int, str]]]:
    """Yield the place of each listed name: table after table in the order of the list."""
    if not names:
        raise Denied("no_names", 422)
    for at, name in enumerate(names):
        spot = (1 + at // len(seats), seats[at % len(seats)])
        yield joining.listed(code, joining.cleaned(name)), spot


def sample(room: Room) -> None:
    """Fill a class without people and play it to the end, to click through before the lesson."""
    for number in range(1, SAMPLE_TABLES + 1):
        room.make_table(number)
    leading.begin(room, f.BRIEFING)
    leading.begin(room, f.BARGAINING)
    leading.begin(room, f.DEBRIEF)


def opened_on(room: Room) -> tuple[int, int, int]:
    """Return year, month and day on which a class was opened."""
    day = datetime.fromtimestamp(room.cohort.at / 1000, tz=UTC)
    return day.year, day.month, day.day
