"""The debrief on the wall: one idea a page, two pictures at most, no names."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from classroom.debrief.panel import Panel
from classroom.pages import render
from classroom.teacher.monitor import common_values, open_tables
from classroom.teacher.overview import Overview
from classroom.teacher.parts import Part, changed, drawn
from classroom.teacher.words import lexicon

PANELS_MOST = 2


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

    `titles` say by the id of a page's first panel what its panels say together.
    """
    together = titles or {}
    second_of, by_id = dict(pairs), {one.id: one for one in panels}
    later = {second for first, second in pairs if first in by_id}
    found = []
    for panel in panels:
        if panel.id in later:
            continue
        partner = by_id.get(second_of.get(panel.id, ""))
        some = (panel,) if partner is None else (panel, partner)
        found.append(Leaf(id=panel.id, title=together.get(panel.id, ""), panels=some))
    return tuple(found)


def page(overview: Overview, leaves: Sequence[Leaf], at: str = "") -> str:
    """Return a page of the debrief; before the reveal one that says results are sealed."""
    words = lexicon(overview.scenario, overview.lang)
    place = place_of(leaves, at or overview.cohort.page)
    sealed = not overview.cohort.revealed
    follow = drawn(_follow(overview), overview.lang)
    values: dict[str, object] = {
        **common_values(overview, words),
        "sealed": sealed,
        "leaf": None if sealed or not leaves else leaves[place],
        "place": place,
        "leaves": leaves,
        "before": leaves[place - 1] if place else None,
        "after": leaves[place + 1] if place + 1 < len(leaves) else None,
        "open_tables": open_tables(overview.cohort),
        "tables": len(overview.cohort.places),
        "follow": follow,
    }
    return render("teacher/projector.html", overview.lang, values)


def place_of(leaves: Sequence[Leaf], at: str) -> int:
    """Return the place of a page by its id; the first one for an id that is none."""
    return next((place for place, leaf in enumerate(leaves) if leaf.id == at), 0)


def fragments(overview: Overview, has: str = "") -> str:
    """Return what tells an open page that another is wanted now."""
    return changed((_follow(overview),), has, overview.lang)


def _follow(overview: Overview) -> Part:
    values = {"page": overview.cohort.page, "revealed": overview.cohort.revealed}
    return Part(id="follow", template="teacher/follow.html", values=values, state=values)
