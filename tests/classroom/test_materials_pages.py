"""
Goal: every paper of every shipped scenario is a whole, quiet page in both languages.

Method: read all of them as trees; plant hostile texts; ask which catalogue keys nobody ever needs.
"""

import functools
import re

import attrs
import house
import pytest
from materials_pages import read

from classroom.materials import (
    MATERIALS,
    Held,
    content,
    held_by,
    material,
    on_screen,
    packet,
    papers,
)
from classroom.materials.page import Served, policy
from classroom.materials.powers import moves_of
from classroom.materials.teaching import schedule
from classroom.pages import STATIC, static
from classroom.routes.printing import POLICY, paper
from classroom.teacher.plans import PLANS
from sim.domain.moves import MOVES
from sim.scenario import load_scenario
from sim.scenario_text import list_scenarios, texts
from sim.words import Text, load

LANGS = ("en", "fr")
ALL = [
    (scenario, lang, kind, seat)
    for scenario in list_scenarios()
    for lang in LANGS
    for kind, seat in papers(load_scenario(scenario))
]
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'x' </style><img src=x onerror=y> {0} %s"


@functools.cache
def _root(scenario, lang, kind, seat=None):
    return read(material(kind, load_scenario(scenario), lang, seat))


@pytest.mark.parametrize(("scenario", "lang", "kind", "seat"), ALL)
def test_paper_is_a_whole_page_of_its_language(scenario, lang, kind, seat):
    root = _root(scenario, lang, kind, seat)
    (html,) = root.all("html")
    assert html.attributes["lang"] == lang
    (article,) = root.all("article")
    assert len(root.all("h1")) == 1
    said = article.text
    assert len(said) > 400
    assert not re.search(r"\b(?:class|move|outcome|unit|ui)\.[a-z_]+", said), "a key has no text"
    assert not re.search(r"\b(?:actors|issues|gauges|tables|cards)\.[a-z]", said)
    assert "{" not in said, "a place was not filled"
    assert not re.search(r"[a-z]\.\.(?!\.)", said), "two full stops"
    headings = [node.text for node in root.all("h2")]
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize(("scenario", "lang", "kind", "seat"), ALL)
def test_paper_asks_the_network_for_nothing(scenario, lang, kind, seat):
    root = _root(scenario, lang, kind, seat)
    assert not root.all("script")
    assert not root.all("link")
    assert not root.all("img")
    for node in root.walk():
        assert not {"src", "href", "style", "onload"} & set(node.attributes), node.attributes
    said = next(n for n in root.all("meta") if "http-equiv" in n.attributes)
    assert said.attributes["content"].startswith("default-src 'none'; style-src 'sha256-")
    assert "self" not in said.attributes["content"]
    assert said.attributes["content"] == policy()
    assert "url(" not in root.all("style")[0].text


def test_a_class_serves_its_fonts_beside_its_papers():
    root = read(paper(load_scenario("first-offer"), "en", "rules", None, "/back"))
    assert [node.attributes["href"] for node in root.all("link")] == [static("papers.css")]
    assert "font-src 'self'" in POLICY
    (said,) = (n.attributes["content"] for n in root.all("meta") if "http-equiv" in n.attributes)
    assert POLICY.startswith(said)
    sheet = (STATIC / "papers.css").read_text("utf-8")
    face = r'font-family: "([^"]+)"; font-weight: (400|600);.+?url\("([^"]+)"\)'
    found = re.findall(face, sheet, re.DOTALL)
    assert len(found) == 4
    for family, _, file in found:
        assert (STATIC / file).is_file()
        assert f'"{family}"' in root.all("style")[0].text


@pytest.mark.parametrize(("scenario", "lang", "kind", "seat"), [a for a in ALL if a[1] == "fr"])
def test_french_signs_stand_behind_a_space_that_does_not_break(scenario, lang, kind, seat):
    said = _root(scenario, lang, kind, seat).all("article")[0].text
    assert not re.findall(r".{9} [:;?!%»]", said)
    assert not re.findall(r".{9}\w[;?!»](?!\w)", said)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_packet_holds_every_paper_once_and_no_name_twice(lang):
    scenario = load_scenario(list_scenarios()[-1])
    root = read(packet(scenario, lang))
    assert len(root.all("article")) == len(papers(scenario))
    kinds = {node.classes[1] for node in root.all("article")}
    assert kinds == set(MATERIALS)
    names = [node.attributes["id"] for node in root.walk() if "id" in node.attributes]
    assert len(names) == len(set(names))


@pytest.mark.slow
@pytest.mark.parametrize("name", list_scenarios())
def test_hostile_texts_of_a_scenario_are_only_text(name):
    scenario = load_scenario(name)
    names = dict.fromkeys(texts(name, "en"), HOSTILE)
    page = packet(scenario, "en", names=names)
    root = read(page)
    assert not root.all("script")
    assert not root.all("img")
    assert "<script>alert(1)</script>" in root.text
    assert len(root.all("style")) == 1


def test_scenario_without_texts_is_named_by_its_ids():
    scenario = load_scenario("merger-of-equals")
    page = packet(scenario, "fr", names={})
    said = read(page).text
    assert "headquarters" in said
    assert "alder_port" in said


@pytest.mark.parametrize("name", list_scenarios())
def test_rules_card_lists_the_moves_of_the_table_and_no_other(name):
    scenario = load_scenario(name)
    text = load("en")
    for actor in (a for a in scenario.actors if a.is_seat):
        root = read(material("rules", scenario, "en", actor.id))
        (table,) = root.all("table", "moves")
        rows = [tr.all("th")[0].text.strip() for tr in table.all("tbody")[0].all("tr")]
        assert rows == [text(f"move.{kind}") for kind in moves_of(scenario, actor.id)]
        if scenario.moves:
            said = {text(f"move.{kind}") for kind in MOVES if kind not in scenario.moves}
            assert not said & set(rows)


def test_rules_card_of_all_marks_who_has_what():
    scenario = load_scenario("summer-2020")
    (table,) = read(material("rules", scenario, "en")).all("table", "moves")
    order = next(tr for tr in table.all("tr") if tr.all("th")[0].text == "Sign an order\n")
    assert [td.text.strip() for td in order.all("td")][2:] == ["1", "", "", "●", ""]


def test_content_is_what_the_frame_holds():
    scenario = load_scenario("merger-of-equals")
    bare = content("brief", scenario, "fr", "crews")
    whole = material("brief", scenario, "fr", "crews")
    assert bare.body in whole
    assert f"<title>{bare.title} · " in whole


def test_who_asks_for_what_is_not_there_is_told():
    scenario = load_scenario("first-offer")
    with pytest.raises(KeyError):
        material("poster", scenario, "en")
    with pytest.raises(KeyError):
        material("brief", scenario, "en", "nobody")
    with pytest.raises(KeyError):
        material("brief", scenario, "en", Held(seat="house", parameters={}))
    with pytest.raises(ValueError, match="brief"):
        material("brief", scenario, "en")


@pytest.mark.slow
def test_every_text_of_the_papers_is_needed_by_one(monkeypatch):
    asked = set()
    plain = Text.__call__
    monkeypatch.setattr(
        Text, "__call__", lambda self, key, /, **v: asked.add(key) or plain(self, key, **v)
    )
    for name in list_scenarios():
        scenario = load_scenario(name)
        packet(scenario, "en", served=Served(fonts="/fonts.css", back="/"))
        for actor in (a for a in scenario.actors if a.is_seat):
            for temper in actor.personalities:
                held = Held(seat=actor.id, parameters=temper.parameters, personality=temper.id)
                for kind in ("brief", "preparation", "rules"):
                    material(kind, scenario, "en", held)
                on_screen(scenario, "en", attrs.evolve(held, table="1", code="ABCDEF"))
    _foreign()
    catalogue = plain.__globals__["assets_folder"]() / "locale/en/LC_MESSAGES/pourparlers.po"
    known = re.findall(
        r'^msgid "(class\.paper\.[^"]+)"$', catalogue.read_text("utf-8"), re.MULTILINE
    )
    idle = set(known) - asked - {"class.paper.n_days"}
    assert not idle, sorted(idle)


def _foreign():
    """
    Make the papers of a scenario with two quotas, no zone and a foreign digest.
    """
    from attrs import evolve

    scenario = load_scenario("first-offer")
    first, second, *rest = scenario.actors
    poor = tuple(evolve(t, parameters={**t.parameters, "worth": 0}, spread={})
                 for t in first.personalities)  # fmt: skip
    changed = evolve(scenario, actors=(evolve(first, attention_day=3, personalities=poor), second,
                                       *rest))  # fmt: skip
    packet(changed, "en")
    summer = load_scenario("summer-2020")
    outside = evolve(summer, consents=tuple(c for c in summer.consents if c.actor != "australia"))
    material("general", outside, "en")


def test_papers_speak_of_trades_and_history_only_where_there_are_any():
    one, many, real = (
        _root(name, "en", "teaching").text
        for name in ("first-offer", "merger-of-equals", "summer-2020")
    )
    assert "Trades between issues" not in one
    assert "Trades between issues" in many
    assert "What really happened" not in many
    assert "What really happened" in real
    assert "public event" not in many
    assert "let one public event happen" in real
    assert "Two issues" not in _root("first-offer", "en", "preparation").text
    assert "Public words" not in _root("first-offer", "en", "rules").text


def test_the_note_gives_the_minutes_of_the_plans_that_a_class_is_opened_with():
    said = _root("summer-2020", "en", "teaching").text
    for plan in (PLANS["90"], PLANS["45"]):
        found = schedule(plan)
        assert [first for first, *_ in found[1:]] == [last for _, last, _ in found[:-1]]
        assert (found[0][0], found[-1][1]) == (0, plan.minutes)
        bargain = next(one for one in found if one[2].startswith("bargain"))
        assert (bargain[1] - bargain[0]) * 60 == plan.seconds["bargaining"]
        assert all(f"{first} to {last}" in said for first, last, _ in found)
    # Eight, fifteen, three and twenty-four minutes: then the first of two lessons is over.
    assert "give the bargaining 24 minutes and stop at minute 50" in said
    assert [step for *_, step in schedule(PLANS["45"])] == [
        "join_short", "bargain_short", "forms", "debrief_short", "exit"]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_a_brief_of_the_mean_says_that_it_is_for_paper(lang):
    scenario = load_scenario("first-offer")
    said = load(lang)("class.paper.brief.mean")
    own = held_by(scenario, "orchard", "retiring")
    assert said in read(material("brief", scenario, lang, "orchard")).text
    assert said not in read(material("brief", scenario, lang, own)).text


SAID = {"sleep": "seat.offline", "code": "denied.no_such_class", "disk": "teach.notice.disk"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("trouble", SAID)
def test_the_sheet_for_trouble_quotes_what_screens_say(trouble, lang):
    text = load(lang)
    quoted = re.search("[“«]\u00a0?(.+?)\\.?\u00a0?[”»]", text(f"class.paper.trouble.{trouble}"))
    assert text(f"class.{SAID[trouble]}", value="").startswith(quoted[1])


@pytest.mark.parametrize("lang", LANGS)
def test_papers_and_screens_call_the_return_code_alike_and_ask_for_no_other_code(lang):
    text = load(lang)
    name = text("class.join.resume_code").lower()
    for key in ("now", "before"):
        assert name in text(f"class.paper.trouble.phone.{key}").lower()
    for key in ("class.paper.initials", "class.paper.agree.signature"):
        assert "code" not in text(key)


def test_a_paper_leads_back_only_where_it_is_asked_to():
    scenario, back = load_scenario("first-offer"), "/teach/K7QX4M/export"
    for page in (paper(scenario, "en", kind, None, back) for kind in ("rubric", "packet")):
        (link,) = read(page).all("a")
        assert link.attributes["href"] == back
    assert not read(material("rubric", scenario, "en")).all("a")


def test_who_consents_has_the_shape_of_its_seat():
    rows = _root("summer-2020", "en", "agreement").all("tr")
    for name, shapes in (("White House", 1), ("Australia", 1), ("Beijing", 0)):
        (row,) = [row for row in rows if name in row.text and "not asked" in row.text]
        assert len(row.all("svg")) == shapes, name


def test_french_papers_and_pages_use_one_word_each():
    for (_, _, message), (said, _) in house.catalogues()["fr"].items():
        name = message if isinstance(message, str) else message[0]
        if (
            re.match(r"class\.(?:paper|teach|plan)\.", name)
            and name != "class.paper.general.people"
        ):
            assert not re.search(r"\b(?:[Ss]ièges?|[Mm]issions?|[Ff]euilles?)\b", " ".join(said)), (
                name
            )
