"""
Goal: what the wheel carries besides code is complete, lawful and readable on every screen.
"""

import ast
import re

import house
import pytest
from fontTools.ttLib import TTFont

FONTS = house.ROOT / "assets/fonts"
FONT_BYTES_MAX = 500_000
WANTED = {
    *("IBMPlexSans-Regular", "IBMPlexSans-Medium", "IBMPlexSans-SemiBold"),
    *("SourceSerif4-Regular", "SourceSerif4-SemiBold", "SourceSerif4-Italic"),
}


def _fonts():
    return sorted(FONTS.glob("*.ttf"))


def test_every_wanted_font_is_there():
    assert {path.stem for path in _fonts()} == WANTED


@pytest.mark.parametrize("path", _fonts(), ids=lambda path: path.stem)
def test_font_is_whole_and_light(path):
    assert path.stat().st_size <= FONT_BYTES_MAX
    with TTFont(path) as font:
        # Subsets made for the web hold a hundred or two.
        assert len(font.getBestCmap()) > 800
        assert "SIL Open Font License" in font["name"].getDebugName(13)


@pytest.mark.parametrize("path", _fonts(), ids=lambda path: path.stem)
def test_font_brings_its_licence_and_its_credit(path):
    family = path.stem.split("-")[0]
    licence = (FONTS / f"OFL-{family}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert licence.startswith("Copyright")
    assert f"{path.name}" in (house.ROOT / "assets/CREDITS.md").read_text(encoding="utf-8")


def _said(catalogues):
    messages = [said for entries in catalogues.values() for said, _ in entries.values()]
    return {sign for texts in messages for text in texts for sign in text} - set("\n\r\t")


@pytest.mark.parametrize("path", _fonts(), ids=lambda path: path.stem)
def test_font_holds_every_character_of_the_catalogues(path):
    if not (house.ROOT / "assets/locale").exists():
        pytest.skip("no catalogue has been written yet")
    with TTFont(path) as font:
        missing = _said(house.catalogues()) - {chr(code) for code in font.getBestCmap()}
    assert not missing, [f"U+{ord(sign):04X} {sign}" for sign in sorted(missing)]


def _scenario_texts():
    folders = ("scenarios", "theory", "history")
    return [
        path for name in folders for path in sorted((house.ROOT / "assets" / name).glob("*.toml"))
    ]


def test_font_holds_every_character_of_the_scenarios():
    # Every face shows them: headlines in the serif, the rest in the sans.
    said = {sign for path in _scenario_texts() for sign in path.read_text(encoding="utf-8")}
    assert "\u00e9" in said
    for path in _fonts():
        with TTFont(path) as font:
            missing = said - {chr(code) for code in font.getBestCmap()} - set("\n\r\t")
        assert not missing, (path.name, [f"U+{ord(sign):04X}" for sign in sorted(missing)])


def _signs_in_code():
    """
    Return the characters beyond ASCII in the words that the front end sets itself.
    """
    return {
        sign
        for path in house.sources("game")
        for node in ast.walk(house.tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for sign in node.value
        if ord(sign) > 126
    }


def test_the_sans_holds_every_sign_that_the_code_sets_itself():
    signs = _signs_in_code()
    assert {"\u2190", "\u2212"} <= signs
    for path in (path for path in _fonts() if "Sans" in path.name):
        with TTFont(path) as font:
            missing = signs - {chr(code) for code in font.getBestCmap()}
        assert not missing, [f"U+{ord(sign):04X}" for sign in sorted(missing)]


def test_every_asset_folder_is_credited_or_ours():
    text = (house.ROOT / "assets/CREDITS.md").read_text(encoding="utf-8")
    folders = {path.name for path in (house.ROOT / "assets").iterdir() if path.is_dir()}
    unknown = {name for name in folders if not re.search(rf"`{name}/`", text)}
    assert not unknown, f"assets/CREDITS.md does not say where these come from: {unknown}"
