"""What a teacher takes home: files of the class, and materials to print."""

from collections.abc import Sequence

from attrs import frozen

from classroom.pages import render
from classroom.teacher.monitor import common_values
from classroom.teacher.overview import Overview
from classroom.teacher.words import Lexicon, lexicon
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

    A material is its kind, or `kind?seat=seat` for a seat's own. Files are explained by
    `class.teach.file.<stem>`, materials by `class.teach.material.<kind>`; without a text the name
    stands alone.
    """
    words = lexicon(overview.scenario, overview.lang)
    values: dict[str, object] = {
        **common_values(overview, words),
        "files": [
            (one, _explained(words.t, "file", one.name.partition(".")[0])) for one in files
        ],
        "materials": [(one, material_words(words, one)) for one in materials],
        "sealed": not overview.cohort.revealed,
    }  # fmt: skip
    return render("teacher/exports.html", overview.lang, values)


def material_words(words: Lexicon, material: str) -> str:
    """Return what a material is, and for whom."""
    kind, _, seat = material.partition("?seat=")
    said = _explained(words.t, "material", kind) or kind
    return words.t.listed((said, words.actor(seat))) if seat else said


def _explained(t: Text, group: str, name: str) -> str:
    key = f"class.teach.{group}.{name}"
    return t(key) if t.has(key) else ""
