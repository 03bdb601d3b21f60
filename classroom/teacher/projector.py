"""The debrief on the wall: one idea a page, two pictures at most, no names."""

import re
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from classroom.cohort.facts import BARGAINING, PHASES
from classroom.debrief.panel import Panel
from classroom.pages import render
from classroom.teacher.monitor import clock_face, common_values
from classroom.teacher.overview import Overview
from classroom.teacher.parts import Part, changed, drawn
from classroom.teacher.words import lexicon

HALF_UNITS = 400
"""Drawings that are wider, in their own units, need the page for themselves."""
_WIDTH = re.compile(r'viewBox="0 0 ([\d.]+)')


@frozen(kw_only=True)
class Leaf:
    """One page of the debrief."""

    id: str
    title: str
    """What its panels say together; empty where the first panel's title says it."""
    panels: tuple[Panel, ...]

    @property
    def name(self) -> str:
        """Return what a button that leads here says."""
        return self.title or self.panels[0].title


def leaves_of(
    panels: Sequence[Panel],
    pairs: Sequence[tuple[str, str]] = (),
    titles: Mapping[str, str] | None = None,
) -> tuple[Leaf, ...]:
    """
    Return a page for each panel, in their order; panels paired by id share one.

    Those drawn for a whole page do not: half of it would make their text too small for a wall.
    `titles` say by the id of a page's first panel what its panels say together.
    """
    together = titles or {}
    by_id = {one.id: one for one in panels if _is_narrow(one)}
    second_of = {first: second for first, second in pairs if {first, second} <= by_id.keys()}
    later = set(second_of.values())
    found = []
    for panel in panels:
        if panel.id in later:
            continue
        partner = by_id.get(second_of.get(panel.id, ""))
        some = (panel,) if partner is None else (panel, partner)
        found.append(Leaf(id=panel.id, title=together.get(panel.id, ""), panels=some))
    return tuple(found)


def _is_narrow(panel: Panel) -> bool:
    """Tell whether a panel's drawing can be read on half a page; without one it can."""
    width = _WIDTH.search(panel.drawing or "")
    return width is None or float(width[1]) <= HALF_UNITS


def page(overview: Overview, leaves: Sequence[Leaf], at: str = "") -> str:
    """Return a page of the debrief; before the reveal one that says results are sealed."""
    if not overview.cohort.revealed:
        return sealed(overview)
    words = lexicon(overview.scenario, overview.lang)
    place = place_of(leaves, at or overview.cohort.page)
    follow = drawn(_follow(overview), overview.lang)
    values: dict[str, object] = {
        **common_values(overview, words),
        "leaf": leaves[place] if leaves else None,
        "place": place,
        "leaves": leaves,
        "before": leaves[place - 1] if place else None,
        "after": leaves[place + 1] if place + 1 < len(leaves) else None,
        "tables": len(overview.cohort.places),
        "follow": follow,
    }
    return render("teacher/projector.html", overview.lang, values)


def sealed(overview: Overview) -> str:
    """Return what the wall shows until then: the phase, the time left, how many tables are over."""
    words = lexicon(overview.scenario, overview.lang)
    follow, wall = (drawn(part, overview.lang) for part in _until(overview))
    values: dict[str, object] = {
        **common_values(overview, words),
        "tables": len(overview.cohort.places),
        "follow": follow,
        "wall": wall,
    }
    return render("teacher/sealed.html", overview.lang, values)


def place_of(leaves: Sequence[Leaf], at: str) -> int:
    """Return the place of a page by its id or how that begins; the first for one that is none."""
    exact = (place for place, leaf in enumerate(leaves) if leaf.id == at)
    begun = (place for place, leaf in enumerate(leaves) if at and leaf.id.startswith(at))
    return next(exact, next(begun, 0))


def fragments(overview: Overview, has: str = "") -> str:
    """Return what tells an open page that another is wanted now."""
    parts = (_follow(overview),) if overview.cohort.revealed else _until(overview)
    return changed(parts, has, overview.lang)


def _until(overview: Overview) -> tuple[Part, Part]:
    cohort, face = overview.cohort, clock_face(overview)
    values = {
        "face": face,
        "closed": cohort.closed > 0,
        "begun": PHASES.index(cohort.clock.phase) >= PHASES.index(BARGAINING),
        "tables": len(cohort.places),
        "over": sum(one.status != "" for one in cohort.places.values()),
    }
    state = (values | {"face": evolve(face, words="", left=None, gone=0)}, cohort.clock)
    wall = Part(id="until", template="teacher/wall_clock.html", values=values, state=state)
    return _follow(overview), wall


def _follow(overview: Overview) -> Part:
    values = {"page": overview.cohort.page, "revealed": overview.cohort.revealed}
    return Part(id="follow", template="teacher/follow.html", values=values, state=values)
