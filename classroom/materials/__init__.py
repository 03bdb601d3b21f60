"""
Papers of a lesson, made from a scenario: briefs, sheets, forms, notes. Both languages, one source.

Each is a whole page of HTML that asks the network for nothing and prints on A4. What is secret of
a seat stands in that seat's brief and in the teaching note, nowhere else.
"""

from collections.abc import Callable, Iterable, Mapping

from attrs import evolve, frozen

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

__all__ = (
    "MATERIALS",
    "Held",
    "Kind",
    "content",
    "held_by",
    "material",
    "on_screen",
    "packet",
    "papers",
    "several",
)

Maker = Callable[[Words, Held | None], page.Paper]

NONE, MAY, MUST = "none", "may", "must"
"""Whether a paper is made for a seat."""


@frozen
class Kind:
    """A kind of paper."""

    make: Maker
    pages_most: int
    """Sheets of A4 that it takes at most, in any language, for the scenarios of the house."""
    seat: str = NONE
    secret: bool = False
    """Whether only its seat or the teacher may see it."""


def _brief(words: Words, held: Held | None) -> page.Paper:
    assert held is not None, "a brief is somebody's"
    return brief(words, held)


def _teaching(words: Words, _: Held | None) -> page.Paper:
    return teaching(words, ranges_of(words.scenario))


def _seated(make: Callable[[Words, str | None], page.Paper]) -> Maker:
    return lambda words, held: make(words, held.seat if held else None)


def _plain(make: Callable[[Words], page.Paper]) -> Maker:
    return lambda words, _: make(words)


MATERIALS: Mapping[str, Kind] = {
    "general": Kind(_plain(general), 2),
    "brief": Kind(_brief, 2, MUST, secret=True),
    "preparation": Kind(_seated(preparation), 1, MAY),
    "agreement": Kind(_plain(agreement), 1),
    "rules": Kind(_seated(rules), 1, MAY),
    "glossary": Kind(_plain(prose.glossary), 1),
    "teaching": Kind(_teaching, 4, secret=True),
    "rubric": Kind(_plain(prose.rubric), 1),
    "privacy": Kind(_plain(prose.privacy), 1),
    "trouble": Kind(_plain(prose.trouble), 1),
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
    seat: str | Held | None = None,
    *,
    names: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """
    Return a paper as a whole page of HTML.

    A seat is needed for a brief and may be given for a preparation sheet and a rules card. As
    `Held` it brings what it privately is in a game; by its name alone it has the mean of its
    tempers. `names` are the texts of a scenario that is not of the house.

    Raises KeyError for a kind or a seat that is not there, ValueError for a brief of nobody.
    """
    words = words_of(scenario, lang, names)
    made = _made(words, kind, seat)
    return page.frame(words, f"{made.title} · {words.title}", [made])


def content(
    kind: str,
    scenario: Scenario,
    lang: str,
    seat: str | Held | None = None,
    *,
    names: Mapping[str, str] | None = None,
) -> page.Paper:  # fmt: skip
    """Return the same without its frame: title and element, for a page that brings its style."""
    return _made(words_of(scenario, lang, names), kind, seat)


def _made(words: Words, kind: str, seat: str | Held | None) -> page.Paper:
    found = MATERIALS[kind]
    if found.seat == NONE:
        return found.make(words, None)
    if seat is None:
        if found.seat == MUST:
            raise ValueError(kind)
        return found.make(words, None)
    held = seat if isinstance(seat, Held) else held_by(words.scenario, seat)
    if held.seat not in {actor.id for actor in seats_of(words.scenario)}:
        raise KeyError(held.seat)
    return found.make(words, held)


def on_screen(scenario: Scenario, lang: str, held: Held) -> tuple[page.Paper, ...]:
    """
    Return what a seat reads on the screen: its brief with the score sheet first, all else after.

    The papers have no frame, no title of the page and nothing to be written on with a pencil.
    """
    wanted = (("brief", held), ("rules", held), ("general", None))
    made = (content(kind, scenario, lang, seat) for kind, seat in wanted)
    return tuple(evolve(one, body=page.lowered(one.body)) for one in made)


def papers(scenario: Scenario) -> tuple[tuple[str, str | None], ...]:
    """Return what a packet holds: each paper's kind and seat, one copy of each."""
    seats = [actor.id for actor in seats_of(scenario)]
    return tuple(
        (kind, seat)
        for kind, found in MATERIALS.items()
        for seat in (seats if found.seat == MUST else [None])
    )


def packet(
    scenario: Scenario,
    lang: str,
    *,
    held: Iterable[Held] = (),
    names: Mapping[str, str] | None = None,
    served: page.Served | None = None,
) -> str:  # fmt: skip
    """Return everything for a lesson as one page that prints each paper on sheets of its own."""
    known = {one.seat: one for one in held}
    wanted = [(kind, known.get(seat, seat) if seat else None) for kind, seat in papers(scenario)]
    return several(scenario, lang, wanted, names=names, served=served)


def several(
    scenario: Scenario,
    lang: str,
    wanted: Iterable[tuple[str, str | Held | None]],
    *,
    names: Mapping[str, str] | None = None,
    served: page.Served | None = None,
) -> str:  # fmt: skip
    """Return papers, each a kind and whose it is, as one page; each begins a new sheet."""
    words = words_of(scenario, lang, names)
    made = [_made(words, kind, seat) for kind, seat in wanted]
    return page.frame(words, words("packet", title=words.title), made, served)
