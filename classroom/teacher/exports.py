"""What a teacher takes home: files of the class, and materials to print."""

from collections.abc import Sequence

from attrs import frozen

from classroom.pages import render
from classroom.teacher.monitor import common_values
from classroom.teacher.overview import Overview
from classroom.teacher.words import lexicon
from sim.words import Text


@frozen(kw_only=True)
class File:
    """A file that may be fetched."""

    name: str
    """As in the address, such as `tables.csv`."""
    rows: int | None = None
    """How many rows it has; None where that says nothing."""
    personal: bool = False
    """Whether it holds what people wrote: it is marked, and fetched only on purpose."""


def page(overview: Overview, files: Sequence[File], materials: Sequence[str]) -> str:
    """
    Return the page of exports and materials.

    A file is explained by `class.teach.file.<stem>`, a material by `class.teach.material.<kind>`;
    without a text the name stands alone.
    """
    words = lexicon(overview.scenario, overview.lang)
    t = words.t
    values: dict[str, object] = {
        **common_values(overview, words),
        "files": [(one, _explained(t, "file", one.name.partition(".")[0])) for one in files],
        "materials": [(kind, _explained(t, "material", kind) or kind) for kind in materials],
        "sealed": not overview.cohort.revealed,
    }
    return render("teacher/exports.html", overview.lang, values)


def _explained(t: Text, group: str, name: str) -> str:
    key = f"class.teach.{group}.{name}"
    return t(key) if t.has(key) else ""
