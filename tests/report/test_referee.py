"""
Goal: what a referee of a journal would ask of a figure is in it. Method: read the pages' elements.
"""

import re
from html import unescape

import pytest
from sweep_folders import Page

from sim.charts.dots import Dot, Group, dots
from sim.projections.transcript import Count
from sim.projections.transcript import said as counted
from sim.report import head, sensitivity
from sim.report.captions import base_said, cells_said
from sim.report.folder import Folder, lettered
from sim.report.page import Book
from sim.report.record_page import record_page
from sim.report.say import MINUS, POINT, say_of
from sim.report.sweep_page import sweep_page

VARIED = ("deadline_latest=5,9", "rules.hurry_minutes=2880,1440")
GAP = "\N{NO-BREAK SPACE}"
PLAIN_GAP = re.compile(r"\S [:;?!%»]|« |\d \d{3}")


@pytest.fixture(params=["en", "fr"])
def text(request, folder):
    return sweep_page(folder(*VARIED).path, request.param, folder(*VARIED, seed=20).path)


@pytest.fixture(scope="session")
def summer(tmp_path_factory):
    from sim.engine.run import simulate
    from sim.record.replay import open_record

    path = tmp_path_factory.mktemp("records") / "summer.jsonl"
    simulate("summer-2020", 1, None, path)
    return open_record(path)


def _replaced(made, tmp_path, asked):
    """
    Let a folder's games be what a query of them gives.
    """
    path = tmp_path / "runs.parquet"
    made.query(f"copy ({asked}) to '{path}' (format parquet)")
    made.add("runs", tmp_path)


def _captions(text):
    found = re.findall(r"<figcaption>(.*?)</figcaption>", text, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", one)) for one in found]


def test_an_interval_that_leaves_0_out_is_not_rounded_onto_it():
    say = say_of("first-offer", "en")
    for ends, said in (
        *(((-0.94, -0.04), "-0.94 to -0.04"), ((-0.94, -0.0004), "-0.9400 to -0.0004")),
        *(((-0.94, 0.04), "-0.94 to 0.04"), ((-0.94, 0.0004), "-0.9 to 0.0")),
        *(((-0.94, 0.06), "-0.9 to 0.1"), ((0.0, 0.06), "0.0 to 0.1")),
        ((1e-18, 0.06), "0.0 to 0.1"),
    ):  # fmt: skip
        assert say.span(ends, by=1).replace(MINUS, "-") == said


def test_cells_are_found_in_the_tables_by_their_number(folder):
    assert [lettered(at) for at in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
    assert [row[:4] for row in Page(sweep_page(folder(*VARIED).path, "en")).rows("cells")] == [
        ["A", "5", "2880", "0"], ["B", "5", "1440", "1"], ["C", "9", "2880", "2"],
        ["D", "9", "1440", "3"],
    ]  # fmt: skip


def test_an_interval_of_differences_is_headed_by_their_unit(folder):
    found = Page(sweep_page(folder(*VARIED).path, "en", folder(*VARIED, seed=20).path))
    for name in ("effects-shares", "against-shares"):
        assert "95\N{NO-BREAK SPACE}% interval, percentage points" in found.tables[name][0]


def test_every_caption_says_how_many_games_its_numbers_rest_on(text):
    captions = _captions(text)
    assert len(captions) >= 10
    for caption in captions:
        assert re.search(r"40 (games in each cell|parties dans chaque cellule)\. \w+ 0 ", caption)


def test_a_cell_that_is_called_by_a_letter_is_explained_beside_it(text):
    told = [one for one in _captions(text) if f"A{GAP}5, 2880; B{GAP}5, 1440" in
            one.replace(f"{GAP};", ";")]  # fmt: skip
    # Outcomes, surpluses, deals, concessions, and both of the comparison.
    assert len(told) == 6
    assert all("deadline_latest, rules.hurry_minutes" in one for one in told)


def test_cells_that_are_called_by_their_values_are_not_explained(folder):
    found = Folder.open(folder(VARIED[0]).path)
    assert cells_said(say_of("first-offer", "en"), found) == ""


def test_games_that_are_missing_in_some_cell_are_not_counted(folder, tmp_path):
    made = Folder.open(folder(VARIED[0]).path)
    _replaced(made, tmp_path, "select * from runs where cell = 0 or seed > 2")
    assert base_said(say_of("first-offer", "en"), made).startswith("37 to 40 games in each cell.")


def test_deals_of_several_cells_are_drawn_on_the_same_axes(folder):
    drawn = sweep_page(folder(*VARIED).path, "en")
    figure = next(one for one in re.findall(r"<figure.*?</figure>", drawn, re.DOTALL)
                  if "Kalai" in one)  # fmt: skip
    drawings = re.findall(r"<svg.*?</svg>", figure, re.DOTALL)
    assert len(drawings) == 4
    axes = {tuple(re.findall(r'<text[^>]*text-anchor="(?:middle|end)"[^>]*>[^<]*</text>', one)[:9])
            for one in drawings}  # fmt: skip
    assert len(axes) == 1
    counted = [int(n) for n in re.findall(r">Cell [A-D]: (\d+) deals", figure)]
    assert sum(counted) == sum(row["outcome"] == "deal" for row in folder(*VARIED).runs)


def test_no_stroke_runs_through_the_title_of_a_group():
    groups = [Group(title="one that is long", dots=[Dot(label="a", value=1.0, said="1")]),
              Group(title="another", dots=[Dot(label="b", value=2.0, said="2")])]  # fmt: skip
    drawn = dots("what", groups, "points", lambda value, _: f"{value:g}", zero=True)
    titles = [float(y) for y in re.findall(r'<text[^>]*y="([\d.]+)"[^>]*font-weight', str(drawn))]
    strokes = re.findall(r'<line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"', drawn)
    upright = [(float(top), float(foot)) for x, top, z, foot in strokes if x == z]
    assert len(titles) == 2
    assert len(upright) >= 4
    assert not [1 for y in titles for top, foot in upright if top < y < foot]


def test_bands_are_spoken_of_only_where_they_are_drawn(folder):
    one, four = (sweep_page(folder(*vary).path, "en") for vary in ((), VARIED))
    assert "with a band from the first quartile" in one
    assert "with a band from the first quartile" not in four
    assert 'fill-opacity="0.12"' not in four


def test_a_dot_without_a_stroke_is_explained_where_there_is_one(folder, tmp_path):
    assert "A dot without a stroke" not in sweep_page(folder(*VARIED).path, "en")
    made = Folder.open(folder(*VARIED).path)
    _replaced(made, tmp_path, "select * replace ('deal' as outcome) from runs")
    book = Book(say_of("first-offer", "en"), "")
    sensitivity.add(book, made)
    assert "A dot without a stroke" in "".join(map(str, book.parts))


def test_a_difference_that_is_the_same_in_every_game_is_told_so(folder):
    made, other = folder(VARIED[0]), folder(VARIED[0], seed=10, twist=50_000)
    text = sweep_page(made.path, "en", other.path)
    assert {row[4] for row in Page(text).rows("against-surplus")} == {"the same in every seed"}
    assert {row[4] for row in Page(text).rows("against-shares")} == {"0 in every seed"}
    captions = [one for one in _captions(text) if "here less there" in one]
    assert all("A dot without a stroke: the same in every seed." in one for one in captions)


def test_comparisons_without_an_interval_are_not_counted_among_the_lucky(folder, tmp_path):
    made = Folder.open(folder(*VARIED).path)
    _replaced(made, tmp_path, "select * replace ('deal' as outcome) from runs")
    book = Book(say_of("first-offer", "en"), "")
    sensitivity.add(book, made)
    assert "4 comparisons here have an interval; with no effect at all, about 0.2" in book.parts[0]


def _warned(made):
    return Page(str(head.opening(say_of("first-offer", "en"), made))).text


def test_seeds_that_change_nothing_are_warned_of(folder, tmp_path):
    made = Folder.open(folder(*VARIED).path)
    assert "ended alike" not in _warned(made)
    flat = ", ".join(f"if(cell > {{least}}, seed, 5) as {seat}_utility" for seat in made.seats)
    for least, said in ((0, "In some cells all games ended alike and gave every seat the same: A."),
                        (9, "the seeds change nothing here")):  # fmt: skip
        asked = f"select * replace ('deal' as outcome, {flat.format(least=least)}) from runs"  # noqa: S608 - a text of ours
        (tmp_path / str(least)).mkdir()
        _replaced(made, tmp_path / str(least), asked)
        assert said in _warned(made)


def test_keys_that_change_nothing_are_warned_of(folder, tmp_path):
    made = Folder.open(folder(*VARIED).path)
    flat = ", ".join(f"seed as {seat}_utility" for seat in made.seats)
    asked = f"select * replace ('deal' as outcome, {flat}) from runs"  # noqa: S608 - a text of ours
    _replaced(made, tmp_path, asked)
    assert "the varied keys change no result" in _warned(made)
    assert "the seeds change nothing" not in _warned(made)


def test_the_record_has_one_form_of_dates(summer):
    for lang, form in (("en", r"\d\d? \w+ 2020, \d\d:\d\d"),
                       ("fr", rf"(1er|\d\d?) \w+ 2020, \d\d{GAP}h{GAP}\d\d")):  # fmt: skip
        page = Page(record_page(summer, lang))
        assert all(re.fullmatch(form, row[0]) for row in page.rows("story"))
        assert not re.search(r"\d{4}-\d\d-\d\d", page.text)


def test_french_keeps_its_signs_on_the_line_of_their_word(folder, summer):
    for page in (sweep_page(folder(*VARIED).path, "fr", folder(*VARIED, seed=20).path),
                 record_page(summer, "fr")):  # fmt: skip
        bare = re.sub(r"<(style|pre)>.*?</\1>", "", page, flags=re.DOTALL)
        shown = unescape(re.sub(r"<[^>]+>", "\n", bare))
        wrong = [line for line in shown.splitlines() if PLAIN_GAP.search(line)]
        assert not wrong, wrong[:5]


def test_an_option_of_a_cited_command_is_not_torn_from_its_dashes(text):
    for command in re.findall(r"<pre><code>(run_game.py sweep.*?)</code>", text):
        words = re.sub(r"</?span>", "", command).split(" ")
        assert words.count("--vary") == 2
        for word in words:
            assert not word.startswith("--") or f"<span>{word}</span>" in command


@pytest.mark.parametrize(
    ("scenario", "lang", "said"),
    [
        *(
            ("first-offer", "en", "A sale to the buyer"),
            ("summer-2020", "en", "A sale to the buyer"),
        ),
        *(("merger-of-equals", "en", "A deal"), ("merger-of-equals", "fr", "Un accord")),
        *(("of-nobodys-house", "en", "A deal"), ("theory/kink", "fr", "Un accord")),
    ],
)
def test_a_deal_is_called_a_sale_only_where_the_scenario_says_so(scenario, lang, said):
    assert say_of(scenario, lang).outcome("deal") == said


@pytest.mark.parametrize(
    ("lang", "milli", "said"),
    [
        *(("fr", 0, "0 point"), ("fr", 1_200, "1,2 point"), ("fr", -1_900, "-1,9 point")),
        *(("fr", 2_000, "2 points"), ("en", 0, "0 points"), ("en", 1_200, "1.2 points")),
        *(("en", 1_000, "1 point"), ("en", -1_000, "-1 point")),
    ],
)
def test_a_number_of_points_takes_the_form_of_its_language(lang, milli, said):
    words = say_of("first-offer", lang)
    told = counted(Count(milli, "points"), words.names)
    assert told.replace(MINUS, "-").replace(GAP, " ") == said
    word = words.points_word("record.left", milli * POINT // 1_000).split()[0]
    assert word == said.split()[-1]


def test_the_sides_of_a_review_count_points_in_french(summer):
    from sim.review_sides import Side
    from sim.review_words import side_words

    scenario = summer.header.scenario
    seat = next(one.id for one in scenario.actors if one.is_seat)
    side = Side(seat=seat, personality="", no_deal=0)
    (line,) = side_words(scenario, side, say_of(scenario.id, "fr").names)
    assert line.endswith("valait 0 point.")


def test_paper_has_the_numbers_of_its_sheets(text):
    assert "content:counter(page)" in text


@pytest.mark.slow
def test_what_is_not_drawn_of_many_cells_is_said(folder):
    many = ",".join(map(str, range(1440, 1454)))
    text = sweep_page(folder(f"rules.hurry_minutes={many}", runs=4).path, "en")
    captions = _captions(text)
    assert "Only one outcome is drawn, since there are 14 cells" in captions[0]
    assert "Only the first 12 of 14 cells are drawn" in captions[1]
    assert sum("Only the first 12 of 13 values are drawn" in one for one in captions) == 2
    assert not [one for one in _captions(sweep_page(folder(*VARIED).path, "en")) if "Only" in one]


def test_which_of_many_interactions_are_told_is_said(folder):
    few = sweep_page(folder(*VARIED).path, "en")
    assert "pairs of values" not in few
    many = folder("deadline_latest=5,6,7,8,9", "rules.hurry_minutes=2880,1440,720,360,90", runs=3)
    found = Page(sweep_page(many.path, "en"))
    assert "There are 16 pairs of values; of each key only the last value is told" in found.text
    assert {tuple(row[:2]) for row in found.rows("interactions-surplus")} == {
        ("deadline_latest = 9", f"rules.hurry_minutes = {value}") for value in (2880, 90)
    } | {("deadline_latest = 9", "interaction")}


def test_a_page_of_one_key_has_no_interactions(folder):
    assert "interactions-surplus" not in Page(sweep_page(folder(VARIED[0]).path, "en")).tables


def test_rows_of_long_keys_can_be_told_apart(folder):
    text = sweep_page(folder("strategy.cidery=boulware,tit_for_tat,nice_tit_for_tat",
                             "rules.hurry_minutes=2880,1440", runs=4).path, "en")  # fmt: skip
    figures = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
    figure = next(one for one in figures if 'id="effects-surplus"' in one)
    labels = re.findall(r"<text[^>]*>([^<]+)</text>", figure)
    assert labels.count("tit_for_tat") == labels.count("nice_tit_for_tat") == 2
    assert "\N{HORIZONTAL ELLIPSIS}" not in figure


def test_one_cell_is_not_spoken_of_as_many(folder):
    shown = Page(sweep_page(folder().path, "en")).text
    assert "40 games of strategies, seeds 0 to 39." in shown
    assert "in each" not in shown.partition("How the games ended")[0]


def test_an_axis_has_three_round_values_at_least():
    for low, high in ((-28.0, 17.0), (0.0, 0.7), (-3.0, 2.2), (-9.0, 31.0)):
        rows = [Dot(label="a", value=low, said="x"), Dot(label="b", value=high, said="y")]
        drawn = dots("what", [Group(title="", dots=rows)], "points",
                     lambda value, _: f"@{value:g}", zero=True)  # fmt: skip
        assert 3 <= str(drawn).count("@") <= 6
