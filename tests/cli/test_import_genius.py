"""
Goal: `scenario import-genius` writes a scenario or says in one line a fault what is wrong.

Method: every fault is one edit of a good folder; nothing is written, nothing is a traceback.
"""

import json
import shutil

import house
import pytest

GOOD = house.ROOT / "tests/genius/harvest"
DOMAIN, GROWER, MILLER = "harvest.xml", "grower.xml", "miller.xml"
PRICE = 'name="Price per crate (£)" type="discrete" vtype="discrete" etype="discrete"'
LINEAR = '<evaluator ftype="linear" slope="0.15" offset="0.1"/>'
LOW = '<item index="1" value="£4.20" evaluation="2"/>'
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n'


@pytest.fixture
def folder(tmp_path):
    """
    Return a folder with a good domain that a test may spoil.
    """
    shutil.copytree(GOOD, tmp_path / "domain")
    return tmp_path / "domain"


def _edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_domain_is_written_checked_solved_and_played(user, folder, tmp_path):
    out = tmp_path / "my harvest.toml"
    said = user("scenario", "import-genius", folder, "--out", out, "--json")
    assert said.code == 0
    (warning,) = said.err.splitlines()
    assert warning.startswith(f"warning: {out}: ")
    assert "discount" in warning
    assert said.json == {
        "path": str(out.resolve()),
        "scenario": "my_harvest",
        "parties": ["grower", "miller"],
        "issues": ["price_per_crate", "days_until_delivery", "cidre_doux_brut"],
        "outcomes": 96,
        "notes": [warning.split(": ", 2)[2]],
    }
    user("scenario", "check", out).done()
    solved = user("solve", out, "--json").done().json
    assert solved["reservations"] == {"grower": 375_000, "miller": 0}
    user("simulate", "--scenario", out, "--seed", 1, "--json").done()


CAUSES = {
    "a real issue": (PRICE, 'name="Price per crate (£)" type="real"', 'is of type "real"'),
    "bounds too wide": ('upperbound="', 'upperbound="99999', "hold more than 10000 values"),
}


@pytest.mark.parametrize("what", CAUSES)
def test_a_fault_of_the_domain_is_told_once_and_not_of_each_profile(here, folder, tmp_path, what):
    old, new, said = CAUSES[what]
    _edit(folder / DOMAIN, old, new)
    told = here("scenario", "import-genius", folder, "--out", tmp_path / "made.toml")
    told.cannot(DOMAIN, said)
    assert len(told.err.splitlines()) == 1, told.err


def test_people_are_told_where_it_is(here, folder, tmp_path):
    out = tmp_path / "made.toml"
    assert here("scenario", "import-genius", folder, "--out", out).out == f"{out.resolve()}\n"


def test_a_person_can_take_a_seat_of_it(here, folder, tmp_path):
    out, moves = tmp_path / "made.toml", tmp_path / "moves"
    here("scenario", "import-genius", folder, "--out", out)
    moves.write_text('["walk", {"table": "talks"}]\n', encoding="utf-8")
    said = here("play", "--scenario", out, "--seat", "miller", "--seed", 2, "--moves", moves)
    stop = json.loads(said.out.splitlines()[0])
    assert {kind for kind, _ in stop["legal"]} >= {"propose", "wait", "walk"}


FAULTS = {
    "no weight": (GROWER, '<weight index="1" value="3"/>', "", 1, "has no weight"),
    "negative weight": (GROWER, 'value="2.5"', 'value="-2.5"', 5, "less than 0"),
    "word for a weight": (GROWER, 'value="2.5"', 'value="much"', 5, "no number"),
    "evaluation that is no number": (GROWER, 'evaluation="4"', 'evaluation="NaN"', 9, "NaN"),
    "endless evaluation": (GROWER, 'evaluation="4"', 'evaluation="Infinity"', 9, "no number"),
    "huge exponent": (GROWER, 'evaluation="4"', 'evaluation="1e999999999"', 9, "no number"),
    "negative evaluation": (GROWER, 'evaluation="4"', 'evaluation="-4"', 9, "less than 0"),
    "no evaluation": (GROWER, LOW, '<item value="£4.20"/>', 8, "has no evaluation"),
    "null": (GROWER, 'evaluation="4"', 'evaluation="null"', 9, "null"),
    "value without a name": (DOMAIN, ' value="doux"', "", 12, "has no value"),
    "value not valued": (GROWER, LOW, "", 7, '"£4.20"'),
    "value not in the domain": (GROWER, 'value="£4.80"', 'value="£4.90"', 9, '"£4.90"'),
    "value with two evaluations": (GROWER, 'value="£4.80"', 'value="£4.20"', 9, "two eval"),
    "issue not valued": (GROWER, 'issue index="3"', 'issue index="4"', 1, "is not valued"),
    "issue not in the domain": (GROWER, 'issue index="3"', 'issue index="4"', 18, "not in the"),
    "issue of another name": (GROWER, PRICE, 'name="Prize"', 7, '"Prize" here'),
    "issue twice": (DOMAIN, 'issue index="3"', 'issue index="1"', 11, "stands twice"),
    "issue without an index": (DOMAIN, 'issue index="3"', "issue", 11, "has no index"),
    "issue without values": (DOMAIN, "</obj", '<issue index="7" name="a"/></obj', 17, "no value"),
    "real": (DOMAIN, 'type="integer" vtype="integer"', 'type="real"', 10, "real"),
    "unknown kind": (DOMAIN, 'type="integer" vtype="integer"', 'type="odd"', 10, "odd"),
    "bounds the wrong way round": (DOMAIN, 'upperbound="6"', 'upperbound="-6"', 10, "nothing"),
    "bounds without end": (DOMAIN, 'upperbound="6"', 'upperbound="99999"', 10, "10000"),
    "no bounds": (DOMAIN, 'upperbound="6"', "", 10, "no upperbound"),
    "other bounds": (GROWER, 'upperbound="6"', 'upperbound="7"', 15, "other bounds"),
    "no evaluator": (GROWER, LINEAR, "", 15, "no <evaluator>"),
    "triangular": (GROWER, 'ftype="linear"', 'ftype="triangular"', 16, "triangular"),
    "no slope": (GROWER, 'slope="0.15"', "", 16, "no slope"),
    "reservation beyond 1": (GROWER, 'value="0.375"', 'value="1.5"', 2, "outside 0..1"),
    "reservation that is no number": (GROWER, 'value="0.375"', 'value="NaN"', 2, "NaN"),
    "two reservations": (GROWER, "</objective>", "</objective>\n<reservation value='0'/>", 25,
                         "twice"),
    "non-linear": (GROWER, "<utility_space", '<utility_space type="nonlinear"', 1, "weighted sum"),
    "uncertain": (GROWER, "<utility_space", '<utility_space type="UNCERTAIN"', 1, "not know"),
    "hyperrectangles": (GROWER, "<objective", "<utility><ufun/></utility><objective", 3, "depend"),
    "no XML": (GROWER, "<utility_space>", "utility_space", 1, "not XML"),
    "cut": (GROWER, "</utility_space>", "", 27, "not XML"),
    "entities in one another": (GROWER, "<utility_space>", f"{BOMB}<utility_space>", 1, "entities"),
    "a file outside": (GROWER, "<utility_space>", f"{OUTSIDE}<utility_space>", 1, "entities"),
    "a document type": (DOMAIN, "<negotiation", "<!DOCTYPE x>\n<negotiation", 2, "document type"),
    "unknown encoding": (DOMAIN, "UTF-8", "UTF-99", 1, "encoding"),
    "too deep": (GROWER, "<utility_space>", "<utility_space>" + "<a>" * 99, 1, "deep"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_its_line_and_nothing_is_written(here, folder, tmp_path, fault):
    name, old, new, line, word = FAULTS[fault]
    _edit(folder / name, old, new)
    out = tmp_path / "made.toml"
    before = sorted(tmp_path.iterdir())
    said = here("scenario", "import-genius", folder, "--out", out, "--json").cannot(word)
    assert said.out == ""
    told = [one for one in said.err.splitlines() if word in one]
    assert any(one.startswith(f"error: {folder / name}:{line}: ") for one in told), said.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_of_something_else_is_told(here, folder, tmp_path):
    (folder / "deals.xml").write_text("<deals>\n</deals>", encoding="utf-8")
    said = here("scenario", "import-genius", folder, "--out", tmp_path / "x.toml")
    said.cannot(f"{folder / 'deals.xml'}:1: <deals> is neither", "take the file out")


def test_what_is_no_domain_of_ours_is_told_of_all_files(here, folder, tmp_path):
    (folder / "deals.xml").write_text("0.7, 0.3", encoding="utf-8")
    _edit(folder / GROWER, "<utility_space", '<utility_space type="nonlinear"')
    said = here("scenario", "import-genius", folder, "--out", tmp_path / "x.toml").cannot()
    assert [one in said.err for one in ("deals.xml", "nonlinear")] == [True, True]
    assert len(said.err.splitlines()) == 2


def test_faults_of_all_files_are_told_at_once(here, folder, tmp_path):
    _edit(folder / GROWER, 'evaluation="4"', 'evaluation="-4"')
    _edit(folder / GROWER, 'slope="0.15"', 'slope="steep"')
    _edit(folder / MILLER, 'value="brut"', 'value="sec"')
    said = here("scenario", "import-genius", folder, "--out", tmp_path / "x.toml").cannot()
    assert len(said.err.splitlines()) == 3
    assert all(name in said.err for name in (GROWER, MILLER))


def test_zero_for_everything_counts_nothing_as_in_genius(here, folder, tmp_path):
    for old in ('evaluation="2"', 'evaluation="4"', 'evaluation="7"'):
        _edit(folder / GROWER, old, 'evaluation="0"')
    out = tmp_path / "made.toml"
    assert here("scenario", "import-genius", folder, "--out", out).code == 0
    solved = here("solve", out, "--json").done().json
    assert solved["from_zero"]["ideal"]["grower"] == round(1_000_000 * 4 / 7)


def test_files_that_are_no_xml_are_passed_over(here, folder, tmp_path):
    (folder / "README.txt").write_text("hello", encoding="utf-8")
    (folder / "deals").mkdir()
    assert here("scenario", "import-genius", folder, "--out", tmp_path / "x.toml").code == 0


def test_a_file_too_large_to_be_a_domain_is_not_read(here, folder, tmp_path):
    (folder / "big.xml").write_bytes(b"<a>" + b" " * 4_000_000)
    said = here("scenario", "import-genius", folder, "--out", tmp_path / "x.toml")
    said.cannot("big.xml", "larger than 4 MB")


@pytest.mark.parametrize(
    ("gone", "word"), [((DOMAIN,), "no file holds"), ((GROWER,), "two parties"), ((), "several")]
)
def test_a_folder_holds_one_domain_and_its_parties(here, folder, tmp_path, gone, word):
    for name in gone:
        (folder / name).unlink()
    if not gone:
        shutil.copy(folder / DOMAIN, folder / "again.xml")
    said = here("scenario", "import-genius", folder, "--out", tmp_path / "x.toml")
    said.cannot(str(folder), word)


def test_a_place_that_will_not_do_is_told(here, folder, tmp_path):
    out = tmp_path / "made.toml"
    order = ("scenario", "import-genius")
    here(*order, tmp_path / "nowhere", "--out", out).cannot("no such folder")
    here(*order, folder / DOMAIN, "--out", out).cannot("not a folder")
    here(*order, tmp_path, "--out", out).cannot("no XML file")
    here(*order, folder).cannot("--out")
    here(*order, "--out", out).cannot("needs a folder")
    here(*order, folder, "--out", tmp_path / "no" / "made.toml").cannot("no folder")
    here("scenario", "new", out, "--out", out).cannot("takes no --out")
    assert not out.exists()


@pytest.mark.parametrize("taken", ["made.toml", "made.fr.toml"])
def test_nothing_that_is_there_is_written_over(here, folder, tmp_path, taken):
    (tmp_path / taken).write_text("mine", encoding="utf-8")
    said = here("scenario", "import-genius", folder, "--out", tmp_path / "made.toml")
    said.cannot(taken, "already there")
    assert (tmp_path / taken).read_text(encoding="utf-8") == "mine"
    assert [one.name for one in tmp_path.glob("*.toml")] == [taken]
