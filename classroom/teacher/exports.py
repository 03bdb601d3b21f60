"""What a teacher takes home: files of the class, and materials to print."""

from collections.abc import Sequence

from attrs import frozen

from classroom.pages import render
from classroom.teacher.monitor import common_values
from classroom.teacher.overview import Overview
from classroom.teacher.words import Lexicon, lexicon
from sim.words import Text, languages

WHOLE = "class.zip"
"""All files in one."""


@frozen(kw_only=True)
class File:
    """A file that may be fetched."""

    name: str
    """As in the address, such as `tables.csv`."""
    rows: int | None = None
    """How many rows it has; None where that says nothing."""
    personal: bool = False
    """Whether people wrote some of it: those texts are left out but where they are asked for."""


@frozen(kw_only=True)
class FileLine:
    """The same rows in all the forms they may be fetched in."""

    name: str
    others: tuple[str, ...]
    """Further forms, such as `tables.jsonl`."""
    rows: str
    """How many rows, grouped as the language does; empty where that says nothing."""
    holds: str
    personal: bool


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
        "files": file_lines(words, files),
        "whole": WHOLE,
        "materials": [(one, material_words(words, one)) for one in materials],
        "sealed": not overview.cohort.revealed,
        "langs": languages(),
    }  # fmt: skip
    return render("teacher/exports.html", overview.lang, values)


def file_name(code: str, name: str, *, messages: bool, bom: bool) -> str:
    """Return as what a file is saved: what people wrote must not pass for the one without it."""
    stem, dot, end = name.partition(".")
    words, sheets = "-with-words" if messages else "", "-for-excel" if bom else ""
    return f"{code}-{stem}{words}{sheets}{dot}{end}"


def file_lines(words: Lexicon, files: Sequence[File]) -> tuple[FileLine, ...]:
    """Return a line for each file but the whole, its other forms in the same line."""
    by_stem: dict[str, list[File]] = {}
    for one in files:
        if one.name != WHOLE:
            by_stem.setdefault(one.name.partition(".")[0], []).append(one)
    return tuple(
        FileLine(
            name=some[0].name,
            others=tuple(one.name for one in some[1:]),
            rows="" if some[0].rows is None else words.number(some[0].rows, ""),
            holds=_explained(words.t, "file", stem),
            personal=some[0].personal,
        )
        for stem, some in by_stem.items()
    )


def material_words(words: Lexicon, material: str) -> str:
    """Return what a material is, and for whom."""
    kind, _, seat = material.partition("?seat=")
    said = _explained(words.t, "material", kind) or kind
    return f"{said} · {words.actor(seat)}" if seat else said


def _explained(t: Text, group: str, name: str) -> str:
    key = f"class.teach.{group}.{name}"
    return t(key) if t.has(key) else ""
