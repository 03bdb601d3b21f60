"""
Goal: a scenario's file is told everything that is wrong with it, at the right line, in one go.
"""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.places import assets_folder
from sim.scenario import ScenarioError, check_scenario, load_scenario, new_scenario_text
from sim.scenario_text import knobs, line_index

SHIPPED = ("first-offer", "merger-of-equals", "summer-2020")


@pytest.fixture
def file(tmp_path):
    """
    Return a function that writes the template, changed, and says what the check says.
    """

    def write(*changes):
        text = new_scenario_text("mine")
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path, text

    return write


def line_of(text, part):
    return next(at for at, line in enumerate(text.splitlines(), 1) if part in line)


FAULTS = {
    "id = 5 # faulty id": ('id = "mine"', "id"),
    "options = [true] # faulty options": ('options = ["now", "spring", "autumn"]', "options"),
    'kind = "partie" # faulty kind': ('kind = "party"', '"party"'),
    "prior = 1.5 # faulty prior": ("prior = 0.5", "outside"),
    'strategy = "boulwar" # faulty strategy': ('strategy = "boulware"', "no strategy"),
    "rank = 1 # faulty rank": ("rank = 2", "rank 1"),
    'members = ["first", "stranger"] # faulty': ('members = ["first", "second"]', "stranger"),
    'scale = "wort" # faulty scale': ('scale = "worth"', '"worth"'),
    "improved = { trst = 1 } # faulty gauge": ("improved = { trust = 1, patience = 3 }", '"trust"'),
    "thinking_minute = 600 # faulty number": ("thinking_minutes = 600", '"thinking_minutes"'),
    "colur = 3 # unknown key": ('colour = "orange"', '"colour"'),
    "horizon = 10 # too early": ("horizon = 20", ""),
    'id = "price" # twice': ('id = "delivery"', "twice"),
    'zone = "Mars/Olympus" # no zone': ('zone = "Europe/Paris"', "zone"),
    'office = ["18:00", "09:00"] # backwards': ('office = ["09:00", "18:00"]', "clock"),
    "start = 500 # beyond": ("start = 100", "starts outside"),
    'closes = "soon" # no moment': ("closes = 15", "moment"),
    "factors.price = { eech = -1 } # no table": ("factors.price = { each = -1 }", "eech"),
}


@pytest.mark.parametrize("faulty", FAULTS, ids=lambda text: text.partition(" #")[0])
def test_each_fault_is_found_at_its_line(file, faulty):
    old, said = FAULTS[faulty]
    path, text = file((old, faulty))
    problems = check_scenario(path)
    at = [str(p) for p in problems if p.line == line_of(text, faulty)]
    if "horizon" in faulty:
        assert {p.line for p in problems} == {
            line_of(text, "closes ="),
            line_of(text, "deadline_l"),
        }
    else:
        assert at, [str(p) for p in problems]
        assert any(said in problem for problem in at), at


def test_ten_faults_in_one_file_name_ten_lines(file):
    ten = dict(list(FAULTS.items())[:10])
    path, text = file(*((old, faulty) for faulty, (old, _) in ten.items()))
    lines = {problem.line for problem in check_scenario(path)}
    assert {line_of(text, faulty) for faulty in ten} <= lines


def test_problems_come_in_the_order_of_lines_and_say_what_to_do(file):
    path, _ = file(("rank = 2", "rank = 1"), ('id = "mine"', "id = 5"))
    problems = check_scenario(path)
    assert [p.line for p in problems] == sorted(p.line for p in problems)
    assert all(p.path == str(path) and p.wrong and p.remedy for p in problems)


def test_priors_must_sum_to_one(file):
    path, text = file(("prior = 0.5", "prior = 0.4"))
    (problem,) = check_scenario(path)
    assert problem.line == line_of(text, "prior = 0.4")
    assert "0.9" in problem.wrong


def test_a_number_needs_a_source(file):
    path, text = file(('assumption = "strangers"\n', ""))
    (problem,) = check_scenario(path)
    assert problem.line == line_of(text, "start = 50")
    assert "source" in problem.wrong


def test_a_source_must_lead_to_a_fact(file):
    path, text = file(('assumption = "strangers"', 'source = "parameters.csv#no_such_fact"'))
    (problem,) = check_scenario(path)
    assert problem.line == line_of(text, "no_such_fact")


def test_facts_may_lie_beside_a_foreign_file(file):
    path, _ = file(('assumption = "strangers"', 'source = "mine.csv#trust"'))
    (path.parent / "facts").mkdir()
    (path.parent / "facts/mine.csv").write_text("name,value\ntrust,50\n", encoding="utf-8")
    assert check_scenario(path) == ()


def test_a_table_of_options_must_be_complete(file):
    path, text = file(("{ now = 1, spring = 0.9, autumn = 0.6 }", "{ now = 1, spring = 0.9 }"))
    (problem,) = check_scenario(path)
    assert problem.line == line_of(text, "spring = 0.9")
    assert "autumn" in problem.wrong


def test_a_parameter_nobody_reads_is_refused(file):
    path, text = file(("keep = 16, e = 2", "keep = 16, exponent = 2"))
    (problem,) = check_scenario(path)
    assert problem.line == line_of(text, "exponent = 2")
    path, _ = file(("keep = 16, e = 2", "keep = 16, x_exponent = 2"))
    assert check_scenario(path) == ()


ODD = {
    "e = -4": "outside 0.01..1000; correct the number: exponent of the concession curve",
    "e = 0": "outside 0.01..1000",
    "e = 5000": "outside 0.01..1000",
    "commit_day = 10000": "outside the 20 days of the game; give a day from 0 to 20",
    "leak_bid_day = -1": "outside the 20 days",
    "order_spread_days = -2": "outside the 20 days",
    "walk_day = 2": "outside 0..1",
    "condition_level = 7": "outside 0..2",
    "buyout_musd = -5": "outside 0..1000000",
    "bar = 900": "outside -100..100",
}


@pytest.mark.parametrize("odd", ODD)
def test_a_parameter_that_makes_no_sense_is_refused_with_its_range(file, odd):
    path, text = file(("keep = 16, e = 2", f"keep = 16, {odd}"))
    (problem,) = check_scenario(path)
    assert problem.line == line_of(text, odd)
    name, _, value = odd.partition(" = ")
    assert str(problem).startswith(f"{path}:{problem.line}: `{name}` = {value} is ")
    assert ODD[odd] in str(problem)


def test_a_spread_or_a_habit_that_makes_no_sense_is_refused_too(file):
    spread = ("spread = { worth = 1 }  ", "spread = { worth = 1, e = -1 }  ")
    habit = ('mark = "square"', 'mark = "square"\nhabits.skilled = { order_day = 10000 }')
    path, text = file(spread, habit)
    assert [(p.line, p.wrong) for p in check_scenario(path)] == [
        (line_of(text, "e = -1 }"), "`e` = -1 is outside 0..1000"),
        (line_of(text, "order_day"), "`order_day` = 10000 is outside the 20 days of the game"),
    ]


def test_what_a_strangers_strategy_reads_may_be_anything(file):
    path, _ = file(("keep = 16, e = 2", "keep = 16, e = 2, x_nerve = -4, x_day = 10000"))
    assert check_scenario(path) == ()


EMPTY = {
    "habits = {}": "`habits` says nothing; add skilled",
    'habits = { assumption = "none" }': "`habits` says nothing",
    "habits.clumsy = {}": "`clumsy` says nothing; name a parameter",
}


@pytest.mark.parametrize("line", EMPTY)
def test_habits_that_say_nothing_are_refused(file, line):
    path, text = file(('mark = "square"', f'mark = "square"\n{line}'))
    (problem,) = check_scenario(path)
    assert problem.line == line_of(text, line)
    assert EMPTY[line] in str(problem)


def test_an_empty_table_of_habits_is_refused_at_its_header(file):
    path, text = file(("[[actors.personalities]]", "[actors.habits]\n\n[[actors.personalities]]"))
    (problem,) = check_scenario(path)
    assert problem.line == line_of(text, "[actors.habits]")


def test_every_parameter_that_strategies_read_says_what_it_may_be():
    for name, knob in knobs().items():
        assert knob.meaning, name
        assert knob.high is None or knob.low < knob.high, name
        assert (knob.high == 1) == name.endswith("_ppm"), name
        assert (knob.high is None) == name.endswith(("_day", "_days")), name


HABITS = {
    "habits.skiled = { e = 1 }": ("skiled", "skilled"),
    "habits.skilled = { orders_day = 1 }": ("nothing reads", "order_day"),
}


@pytest.mark.parametrize("line", HABITS)
def test_a_habit_is_of_a_known_skill_and_read_by_somebody(file, line):
    wrong, remedy = HABITS[line]
    path, text = file(('colour = "orange"', f'colour = "orange"\n{line}'))
    problems = [each for each in check_scenario(path) if each.line == line_of(text, line)]
    assert any(wrong in each.wrong and remedy in each.remedy for each in problems), problems


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = = 2\n", 2), ("a = 1\nb = [1,\n", 3), ("\n\n[a\n", 3), ("x = 1\nx = 2\n", 2)],
)
def test_broken_toml_has_a_line(tmp_path, text, line):
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    (problem,) = check_scenario(path)
    assert abs(problem.line - line) <= 1


def test_unreadable_files_are_told_without_a_traceback(tmp_path):
    (tmp_path / "latin.toml").write_bytes(b"id = 'x'\n# \xe9\n")
    assert check_scenario(tmp_path / "latin.toml")[0].line == 2
    assert check_scenario(tmp_path / "absent.toml")[0].wrong == "there is no such file"
    assert check_scenario(tmp_path)[0].wrong == "it is a folder, not a scenario"


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ScenarioError) as caught:
        load_scenario("winter-1990")
    assert all(name in str(caught.value) for name in SHIPPED)
    with pytest.raises(ScenarioError, match="summer-2020"):
        load_scenario("sumer-2020")


WORDS = st.sampled_from(
    ["actors", "issues", "id", "rank", "gauges", "effects", "rules", "consents", "opens", "tables"]
)
VALUES = st.recursive(
    st.sampled_from(["1", "-0.5", '"word"', "true", "nan", "1e400", "2020-01-01T00:00:00Z", "[]"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(WORDS, inner), max_size=2, unique_by=lambda pair: pair[0]).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=5,
)


@given(st.lists(st.tuples(WORDS, VALUES), max_size=6, unique_by=lambda pair: pair[0]))
def test_whatever_stands_in_a_file_the_answer_is_problems(pairs):
    from sim import scenario

    text = "\n".join(f"{key} = {value}" for key, value in pairs)
    with pytest.raises(ScenarioError) as caught:
        scenario._compiled(text, "any.toml", ())
    assert caught.value.problems


def _places(value, keys=()):
    """
    Yield every place of a document.
    """
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield (*keys, key)
            yield from _places(inner, (*keys, key))


HARD = '''
"a.b".c = 1 # [x]
d = """
two # lines
[not.a.header]
""" # after
'e f' = { g = [1, { h = "}" }], i = 'x]' }
[j.k]
l = [ # comment ]
  1,
  "two, ] three",
  [4, [5]],
]
[[m]]
n = 2020-01-01 10:00:00
[[m.o]]
p = 1
[[m.o]]
p.q = -1e3
[[m]]
[m.r]
s = """a\\""" quote"""
t = \'\'\'it's \\ raw\'\'\'
'''


def test_the_line_index_knows_every_place_of_a_hard_document():
    lines = line_index(HARD)
    assert set(_places(tomllib.loads(HARD))) <= set(lines)
    said = HARD.splitlines()
    assert "l = [" in said[lines["j", "k", "l"] - 1]
    assert "[4" in said[lines["j", "k", "l", 2] - 1]
    assert lines["m", 0, "o", 1, "p", "q"] == lines["m", 0, "o", 1] + 1
    assert "s =" in said[lines["m", 1, "r", "s"] - 1]


def test_the_line_index_knows_every_place_of_the_shipped_files():
    from sim.scenario_text import find_scenario

    for name in SHIPPED:
        text = find_scenario(name).read_text(encoding="utf-8")
        assert set(_places(tomllib.loads(text))) <= set(line_index(text))


@pytest.mark.parametrize(
    ("key", "value"),
    [("silence_days", -3), ("silence_days", 100_000), ("inquiry_days", -18), ("rival_day", 1.5),
     ("diligence_points", -7), ("leak_rest_minutes", -1), ("weight_max", -2)],
)  # fmt: skip
def test_a_parameter_of_the_rules_has_a_range(tmp_path, key, value):
    source = assets_folder() / "scenarios" / "summer-2020.toml"
    text = source.read_text(encoding="utf-8")
    changed = re.sub(rf"^{key} = [^#\n]*", f"{key} = {value} ", text, count=1, flags=re.MULTILINE)
    assert changed != text
    path = tmp_path / "summer-2020.toml"
    path.write_text(changed, encoding="utf-8")
    (problem,) = check_scenario(path)
    assert f"`{key}`" in problem.wrong
    assert "outside" in problem.wrong
    assert problem.line == line_of(changed, f"{key} = {value} ")
