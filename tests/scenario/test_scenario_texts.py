"""
Goal: every id of a shipped scenario has a text in both languages.
"""

import re
import tomllib

import attrs
import pytest

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.decision import decision_of
from sim.domain.lookup import in_role
from sim.domain.talks import OUTCOMES
from sim.projections.transcript import render, transcript
from sim.scenario import load_scenario, new_scenario_text
from sim.scenario_text import find_scenario, texts
from sim.words import vocabulary

SHIPPED = ("first-offer", "merger-of-equals", "summer-2020")
OPTIONS_LABELLED_MAX = 12
# A scenario may call its endings by its own words.
ENDINGS = {f"outcome.{kind}" for kind in OUTCOMES}
SUBJECT = ".subject"
ARTICLE = "(The|La|Le|L\N{RIGHT SINGLE QUOTATION MARK})( ?)(.+)"


def _own(name, lang):
    """
    Return the keys a language's file has itself, without any fallback.
    """
    path = find_scenario(name).with_name(f"{name}.{lang}.toml")

    def flat(value, key):
        if isinstance(value, str):
            return {key: value}
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return {k: v for name, inner in pairs for k, v in flat(inner, f"{key}.{name}").items()}

    return flat(tomllib.loads(path.read_text(encoding="utf-8")), "")


def _wanted(scenario):
    """
    Return the keys a scenario's ids ask for.
    """
    keys = {"title", "subtitle", "brief", "duration"}
    for actor in scenario.actors:
        parts = ["label", "role", "aim", "brief"]
        parts += ["means", "difficulty", "know.0", "unknown.0"] if actor.is_seat else []
        keys |= {f"actors.{actor.id}.{part}" for part in parts}
        for temper in actor.personalities:
            keys |= {
                f"actors.{actor.id}.{part}.{temper.id}" for part in ("personalities", "tempers")
            }
    for issue in scenario.issues:
        keys |= {f"issues.{issue.id}.label", f"issues.{issue.id}.hint"}
        if len(issue.options) <= OPTIONS_LABELLED_MAX:
            keys |= {f"issues.{issue.id}.options.{option}" for option in issue.options}
    keys |= {f"gauges.{gauge.id}.{part}" for gauge in scenario.gauges for part in ("label", "hint")}
    keys |= {f"tables.{table.id}.label" for table in scenario.tables}
    keys |= {
        f"cards.{card.id}.{p}" for card in scenario.cards for p in ("label", "headline", "story")
    }
    return keys | {f"questions.{question}" for question in scenario.questions}


@pytest.mark.parametrize("name", SHIPPED)
def test_both_languages_have_the_same_keys(name):
    assert _named(_own(name, "en")) == _named(_own(name, "fr"))


def _named(own):
    """
    Return the keys that every language has: which names take an article is its own affair.
    """
    return {key for key in own if not key.endswith((SUBJECT, ".to"))}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", SHIPPED)
def test_a_subject_is_the_name_with_its_article(name, lang):
    said = texts(name, lang)
    for key in said:
        if key.endswith(SUBJECT):
            label = said[key.removesuffix(SUBJECT) + ".label"]
            article, apart, rest = re.fullmatch(ARTICLE, said[key]).groups()
            assert article
            assert rest.casefold() == label.casefold()
            assert bool(apart) == (article[-1] != "\N{RIGHT SINGLE QUOTATION MARK}")


def test_a_sentence_begins_with_an_article_where_the_name_takes_one():
    scenario = load_scenario("summer-2020")
    made = decision_of(1, in_role(scenario, "host").id, 0, "strategy", m.Threaten(), ())
    made = attrs.evolve(made, events=(e.ThreatMade(by=made.actor),))
    (line,) = transcript(scenario, [made])
    for lang, begins in (("fr", "La Maison-Blanche menace"), ("en", "The White House threatens")):
        assert render(line, vocabulary("summer-2020", lang)).startswith(begins)
    strange = {"event.threat.made": "{subject} threatens", f"actors.{made.actor}.label": "It"}
    assert render(line, strange) == "It threatens"


def test_inside_a_sentence_the_article_stays_and_is_small():
    scenario = load_scenario("summer-2020")
    buyer, host = (in_role(scenario, role).id for role in ("buyer", "host"))
    made = decision_of(1, buyer, 0, "strategy", m.Ask(to=host, question="threshold"), ())
    asked = e.QuestionAsked(by=buyer, to=host, number=1, question="threshold")
    (line,) = transcript(scenario, [attrs.evolve(made, events=(asked,))])
    assert "question 1 to the White House" in render(line, vocabulary("summer-2020", "en"))
    assert "destinataire\u00a0: la Maison-Blanche" in render(line, vocabulary("summer-2020", "fr"))


def _may_be_shorter(scenario):
    """
    Return the keys under which a scenario may say its issues and options in fewer letters.
    """
    issues = {f"issues.{issue.id}.short" for issue in scenario.issues}
    return issues | {
        f"issues.{issue.id}.options_short.{option}"
        for issue in scenario.issues
        for option in issue.options
    }


def _shorter(name, lang):
    return {key for key in texts(name, lang) if key in _may_be_shorter(load_scenario(name))}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_id_has_a_text(name, lang):
    own = {key.removeprefix(".") for key in _named(_own(name, lang))}
    scenario = load_scenario(name)
    wanted = _wanted(scenario)
    assert wanted <= own
    assert _shorter(name, "en") == _shorter(name, "fr")
    unused = {
        key
        for key in own - wanted - _may_be_shorter(scenario) - ENDINGS
        if ".know." not in key and ".unknown." not in key
    }
    assert not unused


@pytest.mark.parametrize("name", SHIPPED)
def test_french_options_are_under_licence_not_dismissed(name):
    said = texts(name, "fr")
    assert not any("licencié" in text for text in said.values())
    if name == "summer-2020":
        assert said["issues.algorithm.options.licensed"] == "sous licence"


@pytest.mark.parametrize("name", SHIPPED)
def test_french_spaces_do_not_break(name):
    for text in texts(name, "fr").values():
        assert not any(f" {sign}" in text for sign in ";:!?%»")


def test_a_language_nobody_wrote_falls_back_to_english():
    assert texts("first-offer", "xx") == texts("first-offer", "en")
    assert texts("first-offer", "fr")["title"] == "Première offre"


def test_a_foreign_scenario_is_named_by_its_ids(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(new_scenario_text("mine"), encoding="utf-8")
    assert texts(path, "fr")["issues.price.label"] == "price"
    assert texts(path, "fr")["issues.delivery.options.spring"] == "spring"
    (tmp_path / "mine.en.toml").write_text('[issues.price]\nlabel = "Price"\n', encoding="utf-8")
    assert texts(path, "fr")["issues.price.label"] == "Price"


def test_texts_name_no_person():
    names = {"Trump", "Biden", "Nadella", "Zhang", "Mnuchin", "Navarro", "Morrison"}
    for lang in ("en", "fr"):
        words = {
            word.strip(".,;:")
            for text in texts("summer-2020", lang).values()
            for word in text.split()
        }
        assert not names & words
