"""
Goal: a teacher gets in, stays in, reads the own language, and loses the way nowhere.
"""

import re

import pytest

from classroom.routes.teacher import FRESH_MS
from tests.classroom import serving_class as s

STALE = FRESH_MS / 1000 + 1
ONCE_MORE = "Your passphrase is more than fifteen minutes old."


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        made.open("first-offer")
        yield made


def test_after_a_quarter_of_an_hour_a_file_asks_for_the_passphrase_and_comes_back(lesson):
    path = f"/teach/{lesson.code}/export/tables.csv"
    assert lesson.teacher.get(path).status_code == 200
    lesson.wall.wind(STALE)
    sent = lesson.teacher.get(path)
    assert sent.headers["location"] == f"/teach?again={lesson.code}/export"
    page = lesson.teacher.get(sent.headers["location"]).text
    assert ONCE_MORE in page
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    wrong = lesson.teacher.post("/teach", data={**fields, "passphrase": "x"})
    assert wrong.status_code == 403
    assert f'value="{lesson.code}/export"' in wrong.text, "a slip loses no way"
    there = lesson.teacher.post("/teach", data={**fields, "passphrase": s.SECRET})
    assert there.headers["location"] == f"/teach/{lesson.code}/export"
    assert lesson.teacher.get(path).status_code == 200


def test_a_link_to_a_file_saves_no_page_under_its_name(lesson):
    page = lesson.teacher.get(f"/teach/{lesson.code}/export").text
    links = re.findall(r'<a [^>]*href="[^"]*/export/[^>]*>', page)
    assert len(links) > 10
    assert not [link for link in links if " download" in link]
    answer = lesson.teacher.get(f"/teach/{lesson.code}/export/tables.csv")
    assert answer.headers["content-disposition"].startswith("attachment")


def test_an_erasure_that_asks_for_the_passphrase_comes_back_to_its_page(lesson):
    lesson.join("Ann")
    (who,) = lesson.room.cohort.members
    lesson.wall.wind(STALE)
    sent = lesson.act("erase", who=who, back="people")
    assert sent.headers["location"] == f"/teach?again={lesson.code}/people"
    assert not lesson.room.cohort.members[who].erased


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "../x", "a" * 60, "x?y"])
def test_the_passphrase_leads_to_pages_of_ours_only(lesson, to):
    fields = {"passphrase": s.SECRET, "to": to}
    assert lesson.browser().post("/teach", data=fields).headers["location"] == "/teach"


def test_the_language_is_chosen_inside_too_and_stays(lesson):
    assert "Your classes" in lesson.teacher.get("/teach").text
    assert "Vos classes" in lesson.teacher.get("/teach?lang=fr").text
    assert "Vos classes" in lesson.teacher.get("/teach").text
    assert 'lang="fr"' in lesson.teacher.get(f"/teach/{lesson.code}").text
    lesson.teacher.get("/teach?lang=en")
    assert "Your classes" in lesson.teacher.get("/teach").text


def test_every_paper_is_one_link_away_in_the_other_language(lesson):
    page = lesson.teacher.get(f"/teach/{lesson.code}/export").text
    links = re.findall(r'href="([^"]*/material/[^"]*)"', page)
    french = [link.replace("&amp;", "&") for link in links if link.endswith("lang=fr")]
    assert len(french) * 2 == len(links)
    for link in french:
        assert '<html lang="fr"' in lesson.teacher.get(link).text, link
        assert '<html lang="en"' in lesson.teacher.get(link[: link.rindex("lang=") - 1]).text


@pytest.mark.parametrize(("names", "more", "said"), [
    ("Ann\nBo\nann", {}, "These names of the list are the same"),
    ("Chloé\nchloe", {}, "These names of the list are the same"),
    ("Ann\nBo\nCy", {"tables": "1"}, "There are more names than seats at that many tables."),
])  # fmt: skip
def test_a_list_that_cannot_seat_everybody_is_said_before_the_class_opens(
    lesson, names, more, said
):
    form = {"scenario": "first-offer", "lang": "en", "layout": "list", "plan": "90", "names": names}
    answer = lesson.teacher.post("/teach/new", data=form | more)
    assert answer.status_code == 422
    assert said in s.said(answer.text)
    assert names.split("\n")[0] in answer.text, "what was typed is kept"


def test_a_listed_name_is_known_however_it_is_typed(lesson):
    lesson.open("first-offer", layout="list", names="Chloé Dupont\nBo")
    lesson.join("chloe dupont")
    (member,) = lesson.room.cohort.members.values()
    assert (member.table, member.seat) == (1, lesson.room.cohort.opened.seats[0])


def test_a_file_with_what_people_wrote_is_saved_under_another_name(lesson):
    lesson.open("first-offer")
    names = set()
    for more in ("", "?messages=yes", "?bom=yes", "?messages=yes&bom=yes"):
        answer = lesson.teacher.get(f"/teach/{lesson.code}/export/class.zip{more}")
        names.add(re.search(r'filename="([\w-]+\.zip)"', answer.headers["content-disposition"])[1])
    assert names == {f"{lesson.code}-class{more}.zip" for more in (
        "", "-with-words", "-for-excel", "-with-words-for-excel")}  # fmt: skip


def test_classes_of_one_day_are_listed_newest_first(lesson):
    codes = [lesson.code]
    for _ in range(2):
        lesson.wall.wind(60)
        codes.append(lesson.open("first-offer"))
    page = lesson.teacher.get("/teach").text
    assert list(dict.fromkeys(re.findall(r'href="/teach/(\w{6})"', page))) == codes[::-1]
