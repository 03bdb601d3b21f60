"""The page of a sweep: its sections in the order of reading."""

from pathlib import Path

from sim.report import (
    comparing,
    concession,
    deals,
    head,
    interactions,
    outcomes,
    sensitivity,
    surplus,
    timing,
)
from sim.report.captions import base_said
from sim.report.folder import Folder
from sim.report.page import Book
from sim.report.say import say_of


def sweep_page(path: Path, lang: str, against: Path | None = None) -> str:
    """
    Return the page of a sweep's folder, compared with another's where one is named.

    Cost: a frontier for every cell whose preferences differ, a second or so each for large spaces.

    Raises:
        CannotError: where no finished sweep lies there, or a table of it is damaged.

    """
    folder = Folder.open(path)
    other = None if against is None else Folder.open(against)
    say = say_of(str(folder.plan["scenario"]), lang)
    book = Book(say, base_said(say, folder))
    if other is not None:
        comparing.add(book, folder, other)
    for part in (outcomes, surplus, deals, concession, timing, sensitivity, interactions):
        part.add(book, folder)
    book.section(say("limits.title"), head.limits(say, folder))
    return book.page(head.title_of(say, folder), head.opening(say, folder))
