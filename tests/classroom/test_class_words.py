"""
Goal: texts of a class bend with their numbers, name things with one word, and read well aloud.

Method: the catalogues read as text, pages of seats in both languages.
"""

import re
from pathlib import Path

import pytest
from attrs import evolve

from classroom.cohort import facts as f
from classroom.student import pages
from sim.words import load
from tests.classroom import student_pages as made

LOCALE = Path(__file__).resolve().parents[2] / "assets" / "locale"
LANGS = ("en", "fr")
_TEXT = re.compile(
    r'^msgid "(class\.[^"]*)"\n(?:msgid_plural .*\n)?((?:msgstr.*\n)+)', re.MULTILINE
)


def texts(lang):
    """
    Return the texts of classes with their ids as the catalogue has them.
    """
    source = (LOCALE / lang / "LC_MESSAGES" / "pourparlers.po").read_text(encoding="utf-8")
    return dict(_TEXT.findall(source + "\n"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_text_is_given_once(lang):
    again = re.compile(r"^msgstr .*\nmsgstr ", re.MULTILINE)
    twice = [key for key, said in texts(lang).items() if again.search(said)]
    assert not twice


def test_french_has_one_word_for_a_package_and_one_for_a_seat():
    other = re.compile(r"\b(?:paquets?|propositions?|sièges?)\b", re.IGNORECASE)
    found = {key for key, said in texts("fr").items() if other.search(said)}
    assert found == {"class.paper.general.people"}, "there it is the verb"


def test_numbers_bend_their_words():
    text = load("fr")
    assert text.count("class.teach.join.taken", 1, total=1) == "1 place prise sur 1"
    assert text.count("class.teach.join.all", 2, total=4) == "2 places prises sur 4."
    assert text.count("class.seat.older_news", 1) == "1 plus ancienne"


@pytest.mark.parametrize(("lang", "said"), [("en", "The White House"), ("fr", "La Maison-Blanche")])
def test_who_consents_is_named_with_its_article(lang, said):
    session = made.signed()
    page = pages.page(made.sight(session, "bytedance", lang=lang))
    pending = load(lang)("class.seat.consent_pending")
    assert f"<strong>{said}</strong> {pending}" in page


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_that_the_teacher_ended_has_its_last_line_and_says_why_nobody_writes(lang):
    text, session = load(lang), made.bargained("first-offer", 6)
    open_, ended = (
        made.sight(session, "orchard", lang=lang, over=over, status=status)
        for over, status in ((False, ""), (True, f.ABORTED))
    )
    line, why = text("class.seat.status_aborted"), text("class.seat.said_all")
    assert line in pages.history(ended)
    assert line not in pages.history(open_)
    assert why in pages.page(ended)
    assert why not in pages.page(open_)


def test_what_only_ears_get_has_its_blanks_too():
    some = [one for name, one in made.shown() if one.clock.phase == f.BARGAINING]
    for one in some:
        page = pages.page(evolve(one, lang="fr"))
        hidden = re.findall(r'<span class="hidden">([^<]*)</span>', page)
        assert not [said for said in hidden if re.search(r"\w:", said)], one.seat
