"""What a caption says beside its own words: how many games, which seeds, which cells."""

from sim.report.folder import Folder
from sim.report.say import Say

_CELLS_NAMED = 6
"""With more cells a caption would be a table; the one at the head of the page serves."""


def base_said(say: Say, folder: Folder) -> str:
    """Return what all numbers of a sweep rest on: the games in each cell, and their seeds."""
    first, last = folder.seeds
    asked = "select min(n), max(n) from (select count(*) as n from runs group by cell)"
    least, most = folder.query(asked)[0]
    if least == most:
        each = "n_each" if len(folder.cells) > 1 else "n_all"
        games = say.count(each, most)
    else:
        games = say("between_each", least=say.number(least), most=say.number(most))
    return f"{games} {say('seeds', first=first, last=last)}"


def cells_said(say: Say, folder: Folder) -> str:
    """Return which cell a letter stands for; empty where cells are called by their values."""
    lettered = [cell for cell in folder.cells if cell.values and (cell.label,) != cell.values]
    if not 0 < len(lettered) <= _CELLS_NAMED:
        return ""
    keys = ", ".join(axis.key for axis in folder.axes)
    named = (f"{cell.label}\N{NO-BREAK SPACE}{', '.join(cell.values)}" for cell in lettered)
    return say("cells_are", keys=keys, cells=say.text.listed(named))


def first_cells_said(say: Say, folder: Folder, most: int) -> str:
    """Return that a figure shows some of the cells only, where it does."""
    cells = len(folder.cells)
    if cells <= most:
        return ""
    return say("first_cells", most=say.number(most), cells=say.count("n_cells", cells))


def caption(*said: str) -> str:
    """Return sentences as one caption, empty ones left out."""
    return " ".join(filter(None, said))
