"""Catalogues, numbers and dates in both languages."""

import datetime as dt
import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from game import assets, figures, text
from sim import words

GAME = Path(assets.__file__).parent
KEY = re.compile(r'"(ui\.[a-z0-9_.]+)"')


def messages(lang):
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in read_po(io.BytesIO(assets.catalogue(lang).read_bytes()))
        if message.id and str(message.id[0] if isinstance(message.id, tuple) else message.id)
        .startswith("ui.")
    }  # fmt: skip


def test_every_language_has_the_same_texts_with_the_same_places():
    english, french = messages("en"), messages("fr")
    assert english.keys() == french.keys()
    for key, said in english.items():
        places = [sorted(re.findall(r"\{(\w+)\}", str(one))) for one in (said, french[key])]
        assert places[0] == places[1], key
        assert all(french[key]), key


def test_every_text_that_the_code_names_exists():
    named = {key for path in GAME.rglob("*.py") for key in KEY.findall(path.read_text())}
    assert {key for key in named if not key.endswith(".")} - messages("en").keys() == set()


def test_a_catalogue_is_compiled_once_and_kept_by_content(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "cache_folder", lambda: tmp_path / "kept")
    source = assets.catalogue("fr").read_bytes()
    first = words._cached("fr", source)
    monkeypatch.setattr(words, "compile_catalogue", lambda _: pytest.fail("compiled twice"))
    assert words._cached("fr", source) == first
    assert gettext.GNUTranslations(io.BytesIO(first)).gettext("ui.back") != "ui.back"


def test_a_cache_that_cannot_be_written_is_no_obstacle(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(words, "cache_folder", lambda: blocked / "below")
    assert words._cached("en", assets.catalogue("en").read_bytes())


def test_numbers_money_and_signs():
    english, french = text.load("en"), text.load("fr")
    assert figures.decimal(25000, 0, "en") == "25,000"
    assert figures.decimal(25000, 0, "fr") == "25\u00a0000"
    assert figures.money(28500, english) == "$28.5\u00a0bn"
    assert figures.money(28500, french) == "28,5\u00a0Md\u00a0$"
    assert figures.signed(-0.04, 1, "en") == "0.0"
    assert figures.signed(-1.25, 1, "fr") == "\u22121,2"
    assert figures.percent(0.74, french) == "74\u00a0%"


def test_dates_and_plurals():
    day = dt.date(2020, 8, 12)
    assert figures.date_long(day, "en") == "Wednesday\u00a012\u00a0August\u00a02020"
    assert figures.date_long(day, "fr").startswith("Mercredi")
    assert figures.date_short(day, "fr") == "12\u00a0août"
    assert text.load("fr").count("ui.desk.days_left", 0) == "0 jour"
    assert text.load("en").count("ui.desk.days_left", 0) == "0 days"


@pytest.mark.parametrize("said", [figures.date_long, figures.date_full, figures.date_plain,
                                  figures.date_short])  # fmt: skip
def test_only_the_first_of_a_french_month_is_an_ordinal(said):
    first, eleventh = dt.date(2020, 9, 1), dt.date(2020, 9, 11)
    assert "1er\u00a0sept" in said(first, "fr")
    assert "11\u00a0sept" in said(eleventh, "fr")
    assert "1er" not in said(first, "en")


COMMANDS = {"terminal.seat"}
"""Tells what is typed, and a no-break space is not on the keyboard."""
BREAKABLE = re.compile(r" [:;?!%\u00bb]|\u00ab |\u202f")


def french():
    """Yield every French text that we ship, by the file and the key it is found under."""
    for message in read_po(io.BytesIO(assets.catalogue("fr").read_bytes())):
        if message.id and message.id not in COMMANDS:
            yield f"catalogue {message.id}", str(message.string)
    for path in sorted(assets.root().rglob("*.fr.toml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.startswith("#"):
                yield f"{path.name}:{number}", line


def test_no_french_mark_can_be_left_alone_on_the_next_line():
    assert [where for where, said in french() if BREAKABLE.search(said)] == []
