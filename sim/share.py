"""
A start as a short code: scenario, seat, tempers, level and seed in about a dozen letters.

`8KQ2-0M4F-X7` can be read aloud: no I, L, O or U, small letters and dashes as one likes. The last
letter checks the others, so that a slip is noticed; the scenario's content is in the code by ten
bits of its digest, so that a code of another version of it is not mistaken for the same start.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from attrs import field, frozen

from sim.domain.decision import RULES, Header
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.errors import CannotError
from sim.games import LEVELS, seating_of
from sim.record.codec import canonical

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BITS = 10
_MASK = (1 << _BITS) - 1
_SEED_MOST = 1 << 62
_KEPT = "share"
_SALT = 17
"""Added to the check, so that a row of noughts is no code."""

MISTYPED, UNKNOWN, OTHER_VERSION = "mistyped", "unknown", "other_version"


class CodeError(CannotError):
    """A code that starts nothing here; `reason` says why: mistyped, unknown or other_version."""

    def __init__(self, code: str, reason: str) -> None:
        wrong = {
            MISTYPED: "it is no code, or a letter of it is wrong",
            UNKNOWN: "it starts a scenario that is not here",
            OTHER_VERSION: "it was made with another version of its scenario",
        }[reason]
        super().__init__(code or "code", wrong, "copy it again from the game it comes from")
        self.reason = reason


@frozen(kw_only=True)
class Start:
    """All that a game is begun with."""

    scenario: Scenario
    seat: str
    level: str
    seed: int
    tempers: Mapping[str, str] = field(factory=dict)


def code_of(start: Start) -> str:
    """Return the code of a start."""
    value = start.seed
    for size, digit in reversed(tuple(_digits(start))):
        value = value * size + digit
    value = (value << _BITS) | _content(start.scenario)
    value = (value << _BITS) | _name(start.scenario.id)
    letters = _letters(value)
    letters += LETTERS[_check(letters)]
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def start_of(code: str) -> Start:
    """Return the start of a code; raise CodeError if there is none here."""
    value = _value(code)
    value, name = value >> _BITS, value & _MASK
    value, content = value >> _BITS, value & _MASK
    scenario = _scenario(code, name)
    if content != _content(scenario):
        raise CodeError(code, OTHER_VERSION)
    seats = [actor for actor in scenario.actors if actor.is_seat]
    value, seat = divmod(value, len(seats))
    value, level = divmod(value, len(LEVELS))
    tempers = {}
    for actor in seats:
        value, temper = divmod(value, len(actor.personalities) + 1)
        if temper:
            tempers[actor.id] = actor.personalities[temper - 1].id
    if value >= _SEED_MOST:
        raise CodeError(code, MISTYPED)
    return Start(scenario=scenario, seat=seats[seat].id, level=tuple(LEVELS)[level], seed=value,
                 tempers=tempers)  # fmt: skip


def start_of_record(header: Header, seat: str) -> Start | None:
    """Return the start of a game, or None if strategies played that no level seats."""
    for level in LEVELS:
        minds = seating_of(header.scenario, seat, level)
        if all(_plays(header, actor.id, minds.get(actor.id, actor.strategy), seat)
               for actor in header.scenario.actors):  # fmt: skip
            return Start(scenario=header.scenario, seat=seat, level=level, seed=header.seed,
                         tempers=header.tempers)  # fmt: skip
    return None


def is_shared(scenario: Scenario) -> bool:
    """Tell whether others have this very scenario: only then does a code mean anything."""
    return any(name == scenario.id for name in _shipped())


def _plays(header: Header, actor: str, mind: str, seat: str) -> bool:
    seated = header.seats.get(actor)
    named = mind.partition("/")[0]
    return actor == seat or (seated is not None and seated.strategy.partition("/")[0] == named)


def _digits(start: Start) -> Iterator[tuple[int, int]]:
    """Yield what was chosen among how many: seat, level, then each seat's temper."""
    seats = [actor for actor in start.scenario.actors if actor.is_seat]
    yield len(seats), [actor.id for actor in seats].index(start.seat)
    yield len(LEVELS), tuple(LEVELS).index(start.level)
    for actor in seats:
        names = [one.id for one in actor.personalities]
        temper = start.tempers.get(actor.id)
        yield len(names) + 1, 0 if temper is None else names.index(temper) + 1


def _scenario(code: str, wanted: int) -> Scenario:
    from sim.scenario import load_scenario

    for name in _shipped():
        if _name(name) == wanted:
            return load_scenario(name)
    raise CodeError(code, UNKNOWN)


def _shipped() -> tuple[str, ...]:
    """Return the ids of the scenarios that everybody has."""
    from sim.scenario_text import list_scenarios
    from sim.scenario_theory import list_theory

    return (*list_scenarios(), *(name.replace("/", "-") for name in list_theory()))


def _name(scenario: str) -> int:
    return int.from_bytes(blake2b(scenario.encode(), digest_size=4).digest()) & _MASK


def _content(scenario: Scenario) -> int:
    """Return a few bits of what the scenario holds and of the rules that play it."""
    kept = index_of(scenario).kept
    if _KEPT not in kept:
        kept[_KEPT] = blake2b(canonical(scenario), digest_size=4, salt=RULES.to_bytes(2)).digest()
    return int.from_bytes(kept[_KEPT]) & _MASK


def _letters(value: int) -> str:
    found = ""
    while value or not found:
        value, place = divmod(value, len(LETTERS))
        found = LETTERS[place] + found
    return found


def _value(code: str) -> int:
    letters = "".join(code.upper().translate(_ALIKE).replace("-", "").split())
    known = len(letters) > 1 and all(letter in LETTERS for letter in letters)
    if not known or LETTERS[_check(letters[:-1])] != letters[-1]:
        raise CodeError(code, MISTYPED)
    value = 0
    for letter in letters[:-1]:
        value = value * len(LETTERS) + LETTERS.index(letter)
    return value


def _check(letters: str) -> int:
    """Return a sum that notices any wrong letter, and nearly any two that changed places."""
    total = _SALT
    for letter in letters:
        total = (total * 3 + LETTERS.index(letter)) % len(LETTERS)
    return total
