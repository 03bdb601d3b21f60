"""
Goal: what somebody wrote into a form is never lost: not by saving again, not by a slip elsewhere.
"""

import re

import pytest

from classroom.cohort import facts as f
from tests.classroom import serving_class as s

OFFER = {"package.price": "29"}


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        made.open("first-offer")
        yield made


def _fill(lesson, who, form, **fields):
    return who.post(f"/c/{lesson.code}/seat/form/{form}", data=fields)


def _forms(lesson):
    (member,) = lesson.room.cohort.members.values()
    return member.forms


def _words(lesson, form, item):
    return lesson.room.words[_forms(lesson)[form].texts[item].text]


def test_what_was_written_stands_in_its_field_when_the_page_comes_back(lesson):
    ann = lesson.join("Ann")
    _fill(lesson, ann, "preparation", batna="Wait & see <b>", target="2.5")
    page = lesson.seat(ann).text
    assert "Wait &amp; see &lt;b&gt;</textarea>" in page
    assert 'value="2.5"' in page
    _fill(lesson, ann, "preparation", batna="Wait & see <b>", target="3")
    assert _words(lesson, f.PREPARATION, "batna") == "Wait & see <b>"
    _fill(lesson, ann, "preparation", batna="", target="3")
    assert not _forms(lesson)[f.PREPARATION].texts, "emptied is emptied"


@pytest.mark.parametrize(("phase", "form"), [("joining", "preparation"), ("forms", "leaving")])
def test_a_sheet_that_is_kept_leads_back_to_where_it_says_so(lesson, phase, form):
    ann = lesson.join("Ann")
    if phase != "joining":
        lesson.act("phase", phase=phase)
    answer = _fill(lesson, ann, form, target="3", useful="5")
    place, _, anchor = answer.headers["location"].partition("#")
    sheet = ann.get(place).text.partition(f'id="{anchor or "nowhere"}"')[2].partition("</form>")[0]
    assert 'role="status">✓' in sheet, "on a phone nothing in sight says that it is kept"


def test_nobody_reads_what_another_wrote(lesson):
    ann, bo = lesson.join("Ann"), lesson.join("Bo")
    _fill(lesson, ann, "preparation", batna="a word of Ann's")
    assert "a word of Ann" in lesson.seat(ann).text
    assert "a word of Ann" not in lesson.seat(bo).text


@pytest.mark.parametrize(("fields", "said"), [
    ({"target": "many"}, "“What worth do you aim at?” should be a number"),
    ({"reservation": "1.2.3"}, "should be a number"),
])  # fmt: skip
def test_a_slip_in_one_field_keeps_all_the_others_and_says_where(lesson, fields, said):
    ann = lesson.join("Ann")
    answer = _fill(lesson, ann, "preparation", batna="Somebody else", **OFFER, **fields)
    assert answer.status_code == 422
    assert said in s.said(answer.text)
    assert "Somebody else</textarea>" in answer.text
    assert f'value="{next(iter(fields.values()))}"' in answer.text
    assert 'value="29" selected' in answer.text
    assert not _forms(lesson)


def test_a_first_offer_that_leaves_an_issue_open_is_asked_for_and_not_dropped(tmp_path):
    with s.held(tmp_path) as lesson:
        lesson.open("summer-2020")
        ann = lesson.join("Ann")
        answer = _fill(lesson, ann, "preparation", target="2", **{"package.price": "29000"})
        assert answer.status_code == 422
        assert "Your first offer leaves open: Perimeter." in s.said(answer.text)
        assert 'value="29000" selected' in answer.text


def test_one_button_keeps_both_forms_of_the_end_and_neither_is_made_up(lesson):
    ann = lesson.join("Ann")
    lesson.bargain()
    lesson.act("end_all")
    page = lesson.seat(ann).text
    assert page.count('<form class="sheets"') == 1
    assert page.count("/form/") == 1
    _fill(lesson, ann, "leaving", useful="6", unclear="who may veto")
    assert set(_forms(lesson)) == {f.EXIT}, "eight answers that nobody gave are no row"
    _fill(lesson, ann, "leaving", outcome="5", useful="7", unclear="who may veto")
    assert _forms(lesson)[f.FEELING].answers == {"outcome": 5}
    assert _forms(lesson)[f.EXIT].answers == {"useful": 7}
    assert _words(lesson, f.EXIT, "unclear") == "who may veto"


def test_what_was_written_goes_with_its_author(lesson):
    ann = lesson.join("Ann")
    _fill(lesson, ann, "preparation", batna="Somebody else")
    (member,) = lesson.room.cohort.members.values()
    lesson.act("erase", who=member.who)
    assert not lesson.room.words


def test_the_monitor_counts_who_has_kept_a_sheet_and_who_has_answered(lesson):
    ann, bo = lesson.join("Ann"), lesson.join("Bo")
    page = lambda: s.said(lesson.teacher.get(f"/teach/{lesson.code}").text)  # noqa: E731
    lesson.act("phase", phase="briefing")
    assert "0 of 2 have kept a preparation sheet." in page()
    listener = lesson.server.hub.open(f"teach/{lesson.code}")
    _fill(lesson, ann, "preparation", target="3")
    assert listener.queue.qsize() == 1
    assert "1 of 2 has kept a preparation sheet." in page()
    lesson.act("phase", phase="bargaining")
    assert "preparation sheet." not in page()
    lesson.act("end_all")
    _fill(lesson, bo, "leaving", useful="3")
    assert "1 of 2 has answered." in page()


@pytest.mark.parametrize(("fields", "name"), [
    ({"target": "many"}, "target"), ({"reservation": "1.2.3"}, "reservation"),
])  # fmt: skip
def test_the_field_with_the_slip_is_marked_and_no_other(lesson, fields, name):
    ann = lesson.join("Ann")
    page = _fill(lesson, ann, "preparation", batna="Somebody else", **OFFER, **fields).text
    (field,) = re.findall(r"<(?:input|select|textarea)[^>]*aria-invalid[^>]*>", page)
    assert f'name="{name}"' in field
    assert "autofocus" in field
    assert re.search(r'aria-describedby="[\w-]+ result"', field)


def test_a_value_that_no_term_takes_is_worth_nothing_and_the_refusal_says_what_it_takes(lesson):
    people = [lesson.join(name) for name in ("Ann", "Bo")]
    lesson.bargain()
    place, said = f"/c/{lesson.code}/seat", "“Price” takes only a value of its list, from"
    lesson.wall.wind(1)
    for who in people:
        form = {"kind": "propose", "key": "k", "seen": "0", "package.price": "999"}
        worth = who.post(f"{place}/worth", data=form).text
        totals = worth.partition('id="totals"')[2].partition("</div>")[0]
        assert "gain" not in totals, "a price that cannot be keeps a green figure"
        assert said in s.said(totals)
        assert 'data-wrong="1"' in worth
        assert 'data-wrong="1"' not in who.post(
            f"{place}/worth", data=form | {"package.price": "30"}).text  # fmt: skip
        assert said in s.said(who.post(f"{place}/move", data=form).text)
