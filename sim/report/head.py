"""The head of a sweep's page: what was played, how to cite it, what failed, and what it tells."""

from collections.abc import Mapping, Sequence

from sim.charts.markup import Markup, el
from sim.report.cite import command_of, names_files, plays_files, sentence, version
from sim.report.folder import Cell, Folder, quoted
from sim.report.page import Table, facts, paragraphs, roll, scrolling
from sim.report.say import NONE, Say
from sim.sweeps.alone import why_said

CODE_LETTERS = 12
FEW = 30
"""Below so many games in a cell the page says that its intervals are rough."""
_LIMITS = ("model", "luck", "utility", "many", "paired", "engine")


def title_of(say: Say, folder: Folder) -> str:
    """Return the title of the page."""
    return say("title.sweep", scenario=scenario_said(say, folder))


def scenario_said(say: Say, folder: Folder) -> str:
    """Return the title of the scenario, or its id where it has none."""
    return say.names.get("title") or str(folder.plan["scenario"])


def opening(say: Say, folder: Folder, *more: object) -> Markup:
    """Return what stands before the first section."""
    return el(
        "header",
        el("h1", title_of(say, folder)),
        el("p", _lead(say, folder), class_="lead"),
        _failures(say, folder),
        _sameness(say, folder),
        more,
        facts(_facts(say, folder)),
        scrolling(_cells_table(say, folder)) if folder.axes else None,
        el("h2", say("cite.title")),
        el("p", sentence(say, folder)),
        el("p", say("cite.again")),
        command_of(folder),
        el("p", say("cite.files")) if names_files(folder) else None,
    )


def limits(say: Say, folder: Folder) -> Markup:
    """Return what the numbers do and do not tell."""
    said = [say(f"limits.{name}") for name in _LIMITS]
    if int(folder.plan["runs"]) < FEW:
        said.append(say("limits.few", least=say.number(FEW)))
    return roll(said)


def _lead(say: Say, folder: Folder) -> str:
    first, last = folder.seeds
    return say(
        "lead" if len(folder.cells) > 1 else "lead_one", games=say.count("n_games", folder.games),
        cells=say.count("n_cells", len(folder.cells)), first=first, last=last,
    )  # fmt: skip


def _facts(say: Say, folder: Folder) -> list[tuple[str, object]]:
    header = folder.cells[0].header
    keys = [axis.key for axis in folder.axes]
    seats = [
        say("fact.plays", seat=say.seat(seat), strategy=_played(folder, seat))
        for seat in header.seats
        if seat in folder.seats
    ]
    return [
        (say("fact.scenario"), say("fact.version", name=folder.plan["scenario"],
                                   number=header.scenario.version)),
        (say("fact.varied"), say.text.listed(keys) if keys else say("fact.nothing")),
        (say("fact.seats"), say.text.listed(seats)),
        (say("fact.engine"), say("fact.engine_is", version=version(), rules=header.rules,
                                 format=header.format)),
        (say("fact.code"), el("code", _code(folder))),
        *([(say("fact.files"), el("code", files))] if (files := _files(say, folder)) else []),
        (say("fact.digest"), el("code", str(folder.told["digest"]))),
    ]  # fmt: skip


def _code(folder: Folder) -> str:
    """Return the first letters of the digest of the code that played; a dash for none."""
    return str(folder.plan.get("engine", ""))[:CODE_LETTERS] or NONE


def _files(say: Say, folder: Folder) -> str:
    """Return the strategy files that played with digests; a dash where an old sweep kept none."""
    kept: Sequence[Mapping[str, object]] = folder.told.get("files", ())
    told = [f"{one['file']} {str(one['digest'])[:CODE_LETTERS]}" for one in kept]
    return say.text.listed(told) or (NONE if plays_files(folder) else "")


def _played(folder: Folder, seat: str) -> str:
    """Return the strategies that play a seat, in all cells."""
    found = dict.fromkeys(cell.header.seats[seat].strategy for cell in folder.cells)
    return " | ".join(found)


def _cells_table(say: Say, folder: Folder) -> Table:
    keys = [axis.key for axis in folder.axes]
    counts: dict[int, int] = dict(folder.query("select cell, count(*) from runs group by cell"))
    # Where a cell is called by its one value, the value stands there once.
    plain = all((cell.label,) == cell.values for cell in folder.cells)
    head = keys if plain else [say("head.cell"), *keys]
    numbers = [say("head.cell_number"), say("head.games")]
    return Table(
        caption=say("cells.table"), name="cells", words=len(head), head=[*head, *numbers],
        rows=[_cell_row(say, cell, counts, plain=plain) for cell in folder.cells],
    )  # fmt: skip


def _cell_row(say: Say, cell: Cell, counts: Mapping[int, int], *, plain: bool) -> list[str]:
    names = cell.values if plain else (cell.label, *cell.values)
    return [*names, str(cell.number), say.number(counts.get(cell.number, 0))]


def _sameness(say: Say, folder: Folder) -> Markup | None:
    """Return a warning where seeds, or all varied keys, change no result; None where they do."""
    said = []
    if alike := alike_cells(folder):
        every = len(alike) == len(folder.cells)
        cells = say.text.listed(cell.label for cell in alike)
        said.append(say("same.seeds") if every else say("same.seeds_some", cells=cells))
    if len(folder.cells) > 1 and keys_change_nothing(folder):
        said.append(say("same.keys"))
    return el("div", paragraphs(*said), class_="notice") if said else None


def alike_cells(folder: Folder) -> list[Cell]:
    """Return the cells of several games that all ended alike and gave every seat the same."""
    asked = (
        f"select cell from runs group by cell having count(*) > 1"  # noqa: S608 - names of ours, quoted
        f" and count(distinct {_result(folder)}) = 1"
    )
    found = {cell for (cell,) in folder.query(asked)}
    return [cell for cell in folder.cells if cell.number in found]


def keys_change_nothing(folder: Folder) -> bool:
    """Tell whether the games of each seed ended alike, and gave every seat the same, everywhere."""
    asked = (
        f"select max(n) from (select count(distinct {_result(folder)}) as n"  # noqa: S608 - names of ours, quoted
        " from runs group by seed)"
    )
    return bool(folder.query(asked)[0][0] == 1)


def _result(folder: Folder) -> str:
    """Return how a query names what a game came to: how it ended, what each seat has."""
    return f"({', '.join(['outcome', *(quoted(f'{seat}_utility') for seat in folder.seats)])})"


def _failures(say: Say, folder: Folder) -> Markup | None:
    """Return what was put aside and what strategies failed at, None where nothing was."""
    aside: Sequence[dict[str, object]] = folder.told["quarantined"]
    failed: Sequence[dict[str, object]] = folder.told["failed"]
    said = [
        say("failed.aside", seed=one["seed"], cell=folder.cells[int(str(one["cell"]))].label,
            why=why_said(str(one["why"]), say.text)) for one in aside
    ] + [
        say("failed.strategy", seat=say.seat(str(one["seat"])), code=one["code"],
            count=say.number(int(str(one["count"])))) for one in failed
    ]  # fmt: skip
    if not said:
        return None
    return el("div", paragraphs(say("failed.text")), roll(said), class_="notice")
