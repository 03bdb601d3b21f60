"""
Papers of a lesson, made from a scenario: briefs, sheets, forms, notes. Both languages, one source.

Each is a whole page of HTML that asks the network for nothing and prints on A4. What is secret of
a seat stands in that seat's brief and in the teaching note, nowhere else.
"""

from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from classroom.materials import page, prose
from classroom.materials.brief import Held, brief
from classroom.materials.forms import agreement, preparation
from classroom.materials.general import general
from classroom.materials.ranges import ranges_of
from classroom.materials.rules import rules
from classroom.materials.teaching import teaching
from classroom.materials.words import Words, seats_of, words_of
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario

__all__ = ("MATERIALS", "Held", "Kind", "held_by", "material", "packet", "papers")

Maker = Callable[[Words, str | None, Held | None], page.Paper]


@frozen
class Kind:
    """A kind of paper."""

    make: Maker
    pages_most: int
    """Sheets of A4 that it takes at most, in any language, for the scenarios of the house."""
    seat: str = "none"
    """Whether it is made for a seat: none, may or must."""
    secret: bool = False
    """Whether only one seat, or the teacher, may see it."""


def _brief(words: Words, _: str | None, held: Held | None) -> page.Paper:
    assert held is not None, "a brief is somebody's"
    return brief(words, held)


MATERIALS: Mapping[str, Kind] = {
    "general": Kind(lambda words, *_: general(words), 2),
    "brief": Kind(_brief, 2, seat="must", secret=True),
    "preparation": Kind(lambda words, seat, _: preparation(words, seat), 1, seat="may"),
    "agreement": Kind(lambda words, *_: agreement(words), 1),
    "rules": Kind(lambda words, seat, _: rules(words, seat), 1, seat="may"),
    "glossary": Kind(lambda words, *_: prose.glossary(words), 1),
    "teaching": Kind(
        lambda words, *_: teaching(words, ranges_of(words.scenario)), 4, secret=True
    ),
    "rubric": Kind(lambda words, *_: prose.rubric(words), 1),
    "privacy": Kind(lambda words, *_: prose.privacy(words), 1),
    "trouble": Kind(lambda words, *_: prose.trouble(words), 1),
}
"""All papers by name, in the order of a packet."""


def held_by(scenario: Scenario, seat: str, personality: str = "") -> Held:
    """Return a seat under a personality of its scenario, or under the mean of all for none."""
    actor = index_of(scenario).actors[seat]
    for one in actor.personalities:
        if one.id == personality:
            return Held(seat=seat, parameters=one.parameters, personality=personality)
    if personality:
        raise KeyError(personality)
    return Held(seat=seat, parameters=index_of(scenario).means[seat])


def material(
    kind: str,
    scenario: Scenario,
    lang: str,
    seat: str | None = None,
    *,
    held: Held | None = None,
    names: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """
    Return a paper as a whole page of HTML.

    `seat` is needed for a brief and may be given for a preparation sheet and a rules card. `held`
    carries what a seat privately is in a game; without it a brief speaks of the mean of its
    tempers. `names` are the texts of a scenario that is not of the house.

    Raises KeyError for a kind, a seat or a personality that is not there, ValueError for a brief
    of nobody.
    """
    words = words_of(scenario, lang, names)
    made = _made(words, kind, seat, held)
    return page.frame(words, f"{made.title} · {words.title}", [made])


def _made(words: Words, kind: str, seat: str | None, held: Held | None) -> page.Paper:
    found = MATERIALS[kind]
    whose = held.seat if held is not None else seat
    if whose is not None and whose not in {actor.id for actor in seats_of(words.scenario)}:
        raise KeyError(whose)
    if found.seat == "must" and whose is None:
        raise ValueError(kind)
    if found.seat == "must" and held is None and whose is not None:
        held = held_by(words.scenario, whose)
    return found.make(words, whose if found.seat != "none" else None, held)


def papers(scenario: Scenario) -> tuple[tuple[str, str | None], ...]:
    """Return what a packet holds: each paper's kind and seat, one copy of each."""
    seats = [actor.id for actor in seats_of(scenario)]
    return tuple(
        (kind, seat)
        for kind, found in MATERIALS.items()
        for seat in (seats if found.seat == "must" else [None])
    )


def packet(
    scenario: Scenario,
    lang: str,
    *,
    held: Iterable[Held] = (),
    names: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Return everything for a lesson as one page that prints each paper on sheets of its own."""
    words = words_of(scenario, lang, names)
    known = {one.seat: one for one in held}
    made = [_made(words, kind, seat, known.get(seat) if seat else None)
            for kind, seat in papers(scenario)]  # fmt: skip
    return page.frame(words, words("packet", title=words.title), made)
