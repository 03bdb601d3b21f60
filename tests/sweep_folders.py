"""
Make folders of sweeps whose games nobody played: rows by hand.

So several kinds of outcome are in them, and every number of a page can be reckoned again.
"""

import json
import random
from html.parser import HTMLParser

from attrs import define, field

from sim.sweeps.axes import axis_of
from sim.sweeps.columns import parquet, runs_columns, table_columns
from sim.sweeps.ledger import Ledger
from sim.sweeps.plan import planned
from sim.sweeps.sums import write_sums

SMALL = "first-offer"
KINDS = ("deal", "deal", "deal", "lapsed", "walked")
DAY = 1440


@define
class Made:
    """
    A folder with the rows that its tables were written from.
    """

    path: object
    plan: object
    seats: tuple
    runs: list = field(factory=list)
    offers: list = field(factory=list)


def _row(plan, place, seats, twist):
    cell, seed = place
    luck = random.Random(f"{cell}/{seed}")  # noqa: S311 - luck of rows, no secret
    columns = runs_columns(plan)
    kind = luck.choice(KINDS)
    row = dict.fromkeys(columns)
    row |= {"cell": cell, "seed": seed, "outcome": kind, "minute": 9 * DAY, "date": "2026-01-10",
            "created": 0, "left_on_table": 0, "events": 9, "decisions": 5, "failed": 0,
            "digest": f"{cell:032}{seed:032}"}  # fmt: skip
    row |= plan.values_of(cell)
    if kind == "deal":
        row["signed"] = luck.randrange(2 * DAY, 8 * DAY)
    for at, seat in enumerate(seats):
        surplus = luck.randrange(-200_000, 600_000) + 30_000 * cell * at + twist
        row |= {f"{seat}_utility": surplus + 250_000, f"{seat}_reservation": 250_000,
                f"{seat}_surplus": surplus, f"{seat}_claimed": 0, f"{seat}_strategy": "linear/2",
                f"{seat}_personality": luck.choice(("calm", "keen"))}  # fmt: skip
    return row


def _events(made):
    """
    Set a deadline at 10 days; every third game extends it, every fifth takes it back.
    """
    rows = []
    for row in made.runs:
        if row["outcome"] != "deal":
            continue
        place = (row["cell"], row["seed"])
        due = row["deadline"]
        told = [(0, "order.signed/1", {"by": "host", "deadline": 10 * DAY})]
        if due is None:
            told.append((60, "threat.withdrawn/1", {"by": "host"}))
        elif due != 10 * DAY:
            told.append((60, "deadline.extended/1", {"by": "host", "minute": due}))
        told.append((row["signed"], "terms.signed/1", {"table": "t", "package": {}}))
        told.append((row["signed"] + 1, "deadline.set/1", {"by": "host", "minute": 99 * DAY}))
        rows += [
            (*place, seq, seq, minute, kind, "host", json.dumps(body, separators=(",", ":")))
            for seq, (minute, kind, body) in enumerate(told)
        ]
    return rows


def _offers(luck, made, table):
    rows = []
    for row in made.runs:
        for number in range(1, 9):
            actor = made.seats[number % 2]
            worths = [luck.randrange(200_000, 900_000) for _ in made.seats]
            where = table if number != 5 else "elsewhere"
            body = json.dumps({"package": {}, "table": where}, separators=(",", ":"))
            rows.append((row["cell"], row["seed"], number, number * 1_200, actor, "strategy",
                         "propose", body, *worths))  # fmt: skip
            if where == table:
                made.offers.append((row["cell"], actor, number * 1_200,
                                    worths[made.seats.index(actor)]))  # fmt: skip
    return rows


def make_folder(  # noqa: PLR0913 - all that tests vary, by keyword
    path, *vary, runs=40, seed=0, tables=("events", "decisions"), twist=0, told=None
):
    """
    Write a folder as a finished sweep leaves it, with rows that depend on cell and seed alone.
    """
    plan = planned(SMALL, runs, seed=seed, vary=[axis_of(one) for one in vary], tables=tables)
    ledger = Ledger.open(path, plan)
    from sim.sweeps.games import scenario_of

    scenario = scenario_of(plan.cells[0].header)
    seats = tuple(scenario.preferences)
    made = Made(path, plan, seats)
    for cell in range(len(plan.cells)):
        for one in range(seed, seed + runs):
            row = _row(plan, (cell, one), seats, twist)
            row["deadline"] = None if one % 5 == 0 else (12 if one % 3 == 0 else 10) * DAY
            made.runs.append(row)
    columns = runs_columns(plan)
    rows = [[row[name] for name in columns] for row in made.runs]
    (ledger.folder / "runs.parquet").write_bytes(parquet(columns, rows))
    luck = random.Random(7)  # noqa: S311 - luck of rows, no secret
    for table in tables:
        more = _events(made) if table == "events" else _offers(luck, made, scenario.tables[0].id)
        data = parquet(table_columns(table, scenario), more)
        (ledger.folder / f"{table}.parquet").write_bytes(data)
    found = {"digest": "ab" * 32, "quarantined": [], "failed": []} | (told or {})
    summed = json.dumps(found).encode()
    write_sums(ledger.folder, summed, plan.tables, len(plan.cells))
    (ledger.folder / "sweep.json").write_bytes(summed)
    return made


class Page(HTMLParser):
    """
    A page read back: its tables by id, its text, its tags.
    """

    def __init__(self, text):
        super().__init__()
        self.text, self.tables, self.tags, self.attributes = "", {}, [], []
        self._table, self._cell, self._style = None, None, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        """
        Note a tag; begin a table, a row or a cell.
        """
        found = dict(attributes)
        self.tags.append(tag)
        self.attributes.append((tag, found))
        if tag == "table":
            self._table = self.tables.setdefault(found.get("id"), [])
        elif tag == "tr" and self._table is not None:
            self._table.append([])
        elif tag in {"td", "th"}:
            self._cell = ""
        self._style = tag == "style"

    def handle_endtag(self, tag):
        """
        End a cell or a table.
        """
        if tag in {"td", "th"} and self._cell is not None:
            self._table[-1].append(self._cell)
            self._cell = None
        elif tag == "table":
            self._table = None

    def handle_data(self, data):
        """
        Keep text, in its cell too.
        """
        if self._style:
            return
        self.text += data
        if self._cell is not None:
            self._cell += data

    def rows(self, name):
        """
        Return the rows of a table under its head.
        """
        return self.tables[name][1:]
