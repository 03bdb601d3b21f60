"""
Goal: the shipped lessons are whole in both languages, and a faulty file tells every fault.
"""

import re

import house
import pytest

from sim.lessons import check_lesson, lesson_texts, list_lessons, load_lesson
from sim.scenario import check_scenario, load_scenario
from sim.scenario_text import texts

LANGS = ("en", "fr")
FOLDER = house.ROOT / "assets/lessons"
SAYS_MOST = 2
WORDS_MOST = 36


def test_three_lessons_ship_in_their_order():
    lessons = [load_lesson(name) for name in list_lessons()]
    assert [lesson.place for lesson in lessons] == [1, 2, 3]
    assert {lesson.figure for lesson in lessons} == {"zone", "frontier", "deadline"}


@pytest.mark.parametrize("name", list_lessons())
def test_lessons_and_their_scenarios_have_no_fault(name):
    assert check_lesson(FOLDER / f"{name}.toml") == ()
    lesson = load_lesson(name)
    path = FOLDER / "scenarios" / f"{lesson.scenario.removeprefix('lesson-')}.toml"
    assert check_scenario(path) == ()
    assert load_scenario(lesson.scenario).id == lesson.scenario


@pytest.mark.parametrize("name", list_lessons())
def test_both_languages_hold_the_same_texts(name):
    assert lesson_texts(name, "en").keys() == lesson_texts(name, "fr").keys()
    scenario = load_lesson(name).scenario
    both = [
        {key for key in texts(scenario, lang) if not key.endswith((".subject", ".to"))}
        for lang in LANGS
    ]
    assert both[0] == both[1]
    assert texts(scenario, "fr")["title"] != texts(scenario, "en")["title"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", list_lessons())
def test_an_instruction_is_two_short_sentences(name, lang):
    said = lesson_texts(name, lang)
    for key in [key for key in said if key.endswith(".say") or ".hints." in key]:
        assert len(re.findall(r"[.!?](?:\s|$)", said[key])) <= SAYS_MOST, said[key]
        assert len(said[key].split()) <= WORDS_MOST, said[key]
    assert len(re.findall(r"[.!?](?:\s|$)", said["learnt"])) == SAYS_MOST


FAULTY = """\
id = "mine"
place = 1
scenario = "lesson-ferry"
seat = "yeard"
seed = 3
figure = "moon"

[strategies]
island = "lineer"

[tempers]
island = "cut"

[[steps]]
id = "ask"
goal = { is = "herd" }

[[steps]]
id = "ask"
goal = { is = "offered", terms = { prize = { least = 50 } } }
hints = [
    { id = "low", when = { is = "offered", terms = { price = { least = 49, most = 40 } } } },
    { id = "low", when = { is = "heard", event = "offer.tabeled", by = "you" } },
    { id = "odd", when = { is = "ended", outcomes = ["dael"], extra = 3 } },
]
"""
FAULTS = {
    1: "no text `aim`",
    2: "`place`, `seed` without a source",
    4: 'did you mean "yard"',
    6: '`figure`: "moon"',
    9: '"lineer" is no strategy',
    12: '`island`: "cut"',
    16: '`is`: "herd"',
    20: '"prize" is no issue',
    22: "`price` ends before it begins",
    23: 'the hint "low" stands twice',
    24: "`extra` is not a key",
}


def test_a_faulty_file_tells_every_fault_with_its_line(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(FAULTY, encoding="utf-8")
    told = [(found.line, found.wrong + "; " + found.remedy) for found in check_lesson(path)]
    for line, words in FAULTS.items():
        assert any(at == line and words in said for at, said in told), (line, words, told)
    for line, words in ((19, 'the step "ask" stands twice'), (23, '"offer.tabeled"'),
                        (23, '`by`: "you"'), (24, '"dael"'), (20, "without a source")):  # fmt: skip
        assert any(at == line and words in said for at, said in told), (line, words, told)


@pytest.mark.parametrize("text", ["", "id = 3", "steps = 3", "[[steps]]\ngoal = 3", "id = ["])
def test_any_file_gives_faults_and_no_crash(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert check_lesson(path)


def test_a_file_that_is_not_there_is_a_fault():
    assert check_lesson(FOLDER / "nobody.toml")


def test_a_scenario_that_cannot_be_played_is_a_fault_of_the_lesson(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(FAULTY.replace("lesson-ferry", "lesson-fairy"), encoding="utf-8")
    assert any(
        "cannot be played" in found.wrong and found.line == 3 for found in check_lesson(path)
    )
