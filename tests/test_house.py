"""
Goal: the repository keeps its own habits. Method: read its files, never run them.
"""

import functools
import re
import string
import tomllib

import house
import pytest

FUNCTION_LINES_MAX = 60
MODULE_LINES_MAX = 400
PAGE_COLUMNS_MAX = 110
# A longer module needs a reason here.
MODULES_LONGER = {
    "sim/domain/events.py": 640,  # one closed union of facts, read as a table
}
# Words of the rules themselves, although a scenario also seats somebody under them.
NAMES_GENERIC = {"house", "press", "court", "courts"}
NAMES_ALWAYS = {
    *("tiktok", "oracle", "walmart", "beijing", "trump", "microsoft", "bytedance"),
    *("white_house", "australia", "washington", "china"),
}


def test_functions_are_short():
    long = [
        f"{house.where(path, line)}: {name} has {length} lines, {FUNCTION_LINES_MAX} are allowed"
        for path in (*house.sources(), *house.sources("tests"), *house.sources("bench"))
        for name, line, length in house.functions(path)
        if length > FUNCTION_LINES_MAX
    ]
    assert not long, "\n".join(long)


def test_modules_are_short():
    long = []
    for path in (*house.sources(), *house.sources("bench")):
        allowed = MODULES_LONGER.get(house.where(path), MODULE_LINES_MAX)
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > allowed:
            long.append(f"{house.where(path)}: {count} lines, {allowed} are allowed")
    assert not long, "\n".join(long)


def test_scripts_and_sheets_of_pages_have_lines_that_can_be_read_and_merged():
    static = house.ROOT / "classroom" / "static"
    ours = [path for path in static.iterdir() if path.suffix in {".js", ".css"}]
    assert len(ours) > 4
    long = [
        f"{house.where(path)}:{at}: {len(line)} signs, {PAGE_COLUMNS_MAX} are allowed"
        for path in ours
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > PAGE_COLUMNS_MAX
    ]
    assert not long, "\n".join(long)


def test_longer_modules_still_need_their_allowance():
    idle = [
        name
        for name in MODULES_LONGER
        if (path := house.ROOT / name).exists()
        and len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES_MAX
    ]
    assert not idle, f"take out of MODULES_LONGER: {idle}"


def test_identifiers_use_the_words_of_the_glossary():
    banned, wrong = house.banned_words(), []
    assert len(banned) > 30
    for path in house.sources():
        room = house.where(path).split("/")[0]
        for name, line in house.identifiers(path):
            for word in house.words(name):
                preferred, rooms = banned.get(word, ("", ("",)))
                if not rooms or room in rooms:
                    wrong.append(f"{house.where(path, line)}: {name}: say {preferred}, not {word}")
    assert not wrong, "\n".join(wrong)


def _spelled(name):
    # white_house, white-house, "White House" and WhiteHouse are one name.
    parts = re.split(r"[\s_-]+", name)
    return r"(?<![A-Za-z])" + r"[\s_-]?".join(map(re.escape, parts)) + r"(?![A-Za-z])"


def test_no_name_of_the_world_stands_in_the_code():
    names = (house.actor_names() | NAMES_ALWAYS) - NAMES_GENERIC
    # A scenario may be called by plain words, so only its name as it is written counts.
    spelled = [*map(_spelled, names), *map(re.escape, house.scenario_names())]
    pattern = re.compile("|".join(sorted(spelled)), re.IGNORECASE)
    wrong = [
        f"{house.where(path, number)}: {hit[0]}: actors, firms and scenarios are data"
        for path in house.sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (hit := pattern.search(line))
    ]
    assert not wrong, "\n".join(wrong)


@functools.cache
def _catalogues():
    return house.catalogues()


@pytest.fixture
def catalogues():
    if not (house.ROOT / "assets/locale").exists():
        pytest.skip("no catalogue has been written yet")
    return _catalogues()


def test_catalogues_hold_the_same_messages(catalogues):
    assert {"en", "fr"} <= set(catalogues)
    english = set(catalogues["en"])
    for language, entries in catalogues.items():
        assert not english ^ set(entries), f"{language}: {sorted(map(str, english ^ set(entries)))}"


def test_no_message_is_empty_or_fuzzy(catalogues):
    wrong = [
        f"{language}: {key}: {'fuzzy' if fuzzy else 'empty'}"
        for language, entries in catalogues.items()
        for key, (texts, fuzzy) in entries.items()
        if fuzzy or not all(texts)
    ]
    assert not wrong, "\n".join(wrong)


def _blanks(texts):
    # A singular may say "one day" where the plural says "{count} days", so the union counts.
    fields = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    return fields | {name for text in texts for name in re.findall(r"%\((\w+)\)", text)}


def test_translations_fill_the_same_blanks(catalogues):
    wrong = [
        f"{language}: {key}: {sorted(_blanks(texts))} instead of {sorted(_blanks(english[0]))}"
        for language, entries in catalogues.items()
        for key, (texts, _) in entries.items()
        if (english := catalogues["en"].get(key)) and _blanks(texts) != _blanks(english[0])
    ]
    assert not wrong, "\n".join(wrong)


FOREIGN = {
    "a path of somebody's machine": (
        r"(?<![\w./~-])/(?:root|work|home/\w+|Users/\w+)/",
        r"[A-Z]:\\Users\\",
    ),
    "the address of a package registry": (
        r"pypi\.(?:org|python)",
        r"pythonhosted\.org",
        r"registry\.(?:npmjs|yarnpkg)",
        r"(?:deb|security)\.debian\.org",
    ),
}


def test_no_tracked_file_names_a_machine_or_a_registry():
    wrong = []
    for path in house.tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for what, patterns in FOREIGN.items():
            if hit := re.search("|".join(patterns), text):
                line = text.count("\n", 0, hit.start()) + 1
                wrong.append(f"{house.where(path, line)}: {hit[0]} is {what}")
    assert not wrong, "\n".join(wrong)


def test_no_lock_file_is_tracked():
    assert not [path for path in house.tracked() if path.name in {"uv.lock", "poetry.lock"}]
    settings = (house.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^exclude-newer = "\d{4}-\d{2}-\d{2}T', settings, re.MULTILINE)


def test_every_dependency_has_an_upper_bound():
    facts = tomllib.loads((house.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = facts["project"].get("optional-dependencies", {})
    groups = [*extras.values(), *facts["dependency-groups"].values()]
    named = [*facts["project"]["dependencies"], *(one for group in groups for one in group)]
    open_ended = [one for one in named if isinstance(one, str) and "<" not in one]
    assert not open_ended, f"without an upper bound: {open_ended}"


def test_changelog_has_been_begun():
    text = (house.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    assert re.search(r"^## \[(Unreleased|\d+\.\d+\.\d+)\]", text, re.MULTILINE)
    assert re.search(r"^### (Added|Changed|Fixed|Removed)", text, re.MULTILINE)


def _decisions():
    return sorted((house.ROOT / "docs/decisions").glob("*"))


@pytest.mark.parametrize("path", _decisions(), ids=lambda path: path.stem[:4])
def test_decision_is_well_formed(path):
    assert re.fullmatch(r"\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md", path.name)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(path.name[:4])}. "), "the title begins with the number"
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Context",
        "Decision",
        "Rejected",
        "Consequence",
    ]
    sections = re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]
    assert all(len(section.split()) >= 10 for section in sections), "a section says too little"
    assert len(text.splitlines()) <= 60, "half a page, not more"


def test_decisions_are_numbered_without_gap():
    numbers = [int(path.name[:4]) for path in _decisions()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 11


def test_tests_are_no_package():
    # A package tests/game would be imported in place of the real one.
    assert not list((house.ROOT / "tests").rglob("__init__.py"))


def test_open_work_is_not_left_in_the_code():
    wrong = [
        house.where(path, number)
        for path in house.sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"#.*\b(?:TODO|FIXME|XXX|HACK)\b", line)
    ]
    assert not wrong, "\n".join(wrong)


def _own_links(path):
    text = path.read_text(encoding="utf-8")
    return [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]


@pytest.mark.parametrize("name", ["README.md", "docs/glossary.md", "CHANGELOG.md"])
def test_links_inside_the_repository_lead_somewhere(name):
    page = house.ROOT / name
    missing = [link for link in _own_links(page) if not (page.parent / link).exists()]
    assert not missing, f"{name}: {missing}"
