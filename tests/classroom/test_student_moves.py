"""
Goal: whatever a seat may do can be done with the forms of its page, and nothing else passes.

Method: strategies play games of all scenarios; at many decisions each seat's page is read as a
browser reads it, and every legal move must be there and come back as the same move. Then nonsense.
"""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.cohort.facts import PREPARATION, FormFilled
from classroom.denied import Denied
from classroom.student import pages, worths
from classroom.student.builder import planned_of, start_of, typed_as
from classroom.student.typed import draft_of, move_of, option_of, package_of
from classroom.student.wording import words_of
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.lookup import index_of
from sim.domain.rules.choices import legal_moves, opening_package
from sim.domain.rules.worth import package_utility
from sim.engine.session import Session
from sim.record.errors import RecordError
from tests.classroom import student_pages as made
from tests.classroom.student_forms import read

CHOICES = {"state": "line", "pledge": "option", "condition": "option"}


def _posted(form, move, view):
    """
    Return what the form sends for a move, or None where it cannot say it.
    """
    wanted = {k: v for k, v in attrs.asdict(move, recurse=False).items() if v is not None}
    if "package" in wanted:
        package = wanted.pop("package")
        for issue in view.scenario.issues:
            wanted[f"package.{issue.id}"] = typed_as(issue, package[issue.id])
    kind = m.move_kind(move)
    if kind in CHOICES:
        wanted = {"choice": f"{move.issue}={getattr(move, CHOICES[kind])}"}
    posted = {"kind": kind, "key": "k", "seen": "0"}
    for name, value in wanted.items():
        said = str(value).lower() if isinstance(value, bool) else str(value)
        if name not in form.values:
            continue  # what has only one value need not be sent: `move_of` fills it in
        if said not in form.values[name]:
            return None
        posted[name] = said
    for name, values in form.values.items():
        if name not in posted and "" not in values:
            posted[name] = values[0]
    return posted


def _check(sight):
    view = sight.view
    found = read(pages.page(sight))
    assert sight.may_move == any(not form.disabled for form in found.forms if form.kind == "wait")
    for move in legal_moves(view):
        kind = m.move_kind(move)
        forms = [form for form in found.forms if form.kind == kind and not form.disabled]
        tried = [posted for form in forms if (posted := _posted(form, move, view)) is not None]
        assert any(move_of(posted, view) == move for posted in tried), (sight.seat, move)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", made.SEATS)
@pytest.mark.parametrize("seed", [1, 7, 20])
def test_every_legal_move_stands_on_the_page_and_comes_back_the_same(scenario, seed):
    session = Session(scenario, seed=seed)
    while not session.over:
        for _ in range(13):
            if not session.over:
                session.step()
        for seat in made.SEATS[scenario] if not session.over else ():
            _check(made.sight(session, seat, due=True))


@pytest.mark.parametrize("scenario", made.SEATS)
def test_an_opening_offers_every_legal_move(scenario):
    session = made.played(scenario, 0)
    for seat in made.SEATS[scenario]:
        _check(made.sight(session, seat, due=True))


@pytest.mark.parametrize("scenario", made.SEATS)
@pytest.mark.parametrize("seed", [0, 3, 11])
def test_a_first_draft_sells_nobody_at_a_loss_and_bargains_for_nobody(scenario, seed):
    session = made.played(scenario, 0, seed=seed)
    for seat in made.SEATS[scenario]:
        view = session.view(seat)
        middle, found = opening_package(view), start_of(view)
        least = worths.no_deal(view)
        assert worths.value(view, found) >= least, seat
        if worths.value(view, middle) >= least:
            assert found == middle
        else:
            moved = [one.id for one in view.scenario.issues if found[one.id] != middle[one.id]]
            back = found.with_option(moved[-1], _towards(view, found, middle, moved[-1]))
            assert worths.value(view, back) < least, "no further than it takes"


def test_a_draft_begins_with_the_first_offer_that_the_preparation_sheet_plans():
    session = made.bargained("first-offer", 0, held=["cidery"])
    plan = Package({"price": 23})
    sheet = FormFilled(who="ann", form=PREPARATION, package=dict(plan.items))
    here = made.sight(session, "cidery", due=True, forms={PREPARATION: sheet})
    assert start_of(here.view, planned_of(here)) == plan
    assert start_of(here.view) != plan
    assert planned_of(attrs.evolve(here, practice=1)) is None, "another scenario, another paper"
    # What was planned is only a plan: from an own offer on, that is where a draft begins.
    made_now = Package({"price": 25})
    assert (
        session.submit(m.Propose(table=here.scenario.tables[0].id, package=made_now), "cidery")
        is None
    )
    here = attrs.evolve(here, view=session.view("cidery"))
    assert start_of(here.view, planned_of(here)) == made_now


def _towards(view, found, middle, issue):
    """
    Return the option one step from where a draft begins back to the middle.
    """
    options = next(one.options for one in view.scenario.issues if one.id == issue)
    at, home = options.index(found[issue]), options.index(middle[issue])
    return options[at + (1 if home > at else -1)]


def test_no_form_of_a_move_can_be_sent_out_of_turn():
    session = made.played("summer-2020", 0)
    found = read(pages.page(made.sight(session, "microsoft", due=False)))
    assert [form.kind for form in found.forms if form.kind and not form.disabled] == ["propose"]
    # The draft is prepared while one waits: its button is what is missing.
    assert not [tag for tag, facts in found.tags if facts.get("form") == "draft"]


@pytest.mark.parametrize("more", [{"paused": True}, {"over": True}, {"duty": "observer"},
                                  {"strategies": {"microsoft": "away"}}])  # fmt: skip
def test_whoever_may_not_move_gets_no_open_form(more):
    session = made.played("summer-2020", 0)
    found = read(pages.page(made.sight(session, "microsoft", **{"due": True, **more})))
    assert not [one for one in found.forms if one.kind not in ("", "propose") and not one.disabled]


def test_a_question_is_answered_truly_or_not_as_its_button_says():
    session = made.bargained("first-offer", 6)
    while session.due != "cidery":
        session.submit(m.Wait())
        session.advance()
    assert session.submit(m.Ask(to="orchard", question="reservation"), "cidery") is None
    sight = made.sight(session, "orchard", due=True)
    page = pages.page(sight)
    (form,) = [one for one in read(page).forms if one.kind == "answer"]
    assert form.values["honest"] == ["true", "false"]
    assert page.index("Answer truly") < page.index("Answer in my favour")
    posted = {name: values[0] for name, values in form.values.items()}
    number = int(posted["number"])
    for said, honest in (("true", True), ("false", False)):
        found = move_of({**posted, "honest": said}, sight.view)
        assert found == m.Answer(to="cidery", number=number, honest=honest)


# --- typed


def _view(scenario="summer-2020", seat="bytedance"):
    return made.played(scenario, 0).view(seat)


@pytest.mark.parametrize(("text", "option"), [("26.5", None), ("26", 26000), ("26,0", 26000),
                                              ("26000", 26000), ("26 000", 26000)])  # fmt: skip
def test_money_is_read_as_people_type_it(text, option):
    view = _view()
    issue = view.scenario.issues[0]
    if option is None:
        with pytest.raises(Denied) as denied:
            option_of(view, issue, text)
        assert denied.value.code == "no_such_option"
    else:
        assert option_of(view, issue, text) == option


def test_numbers_stay_numbers_and_names_names():
    view = _view()
    package = opening_package(view)
    posted = {f"package.{name}": str(option) for name, option in package.items}
    found = package_of(posted, view)
    assert found == package
    assert [type(option) for _, option in found.items] == [type(one) for _, one in package.items]


@pytest.mark.parametrize(
    ("posted", "code"),
    [
        ({}, "no_such_move"),
        ({"kind": "take", "seat": "microsoft"}, "no_such_move"),
        ({"kind": "enjoin", "granted": "true"}, "no_such_move"),
        ({"kind": "wait", "failed": "Crash"}, "no_such_field"),
        ({"kind": "say", "text": "x"}, "no_such_field"),
        ({"kind": "accept", "offer": "one"}, "no_number"),
        ({"kind": "accept", "offer": "9" * 30}, "no_number"),
        ({"kind": "accept", "offer": "\u0664"}, "no_number"),
        ({"kind": "propose", "package.price": "26"}, "term_missing"),
        ({"kind": "propose", "package.moon": "1"}, "no_such_issue"),
        ({"kind": "state", "choice": "moon=1"}, "no_such_issue"),
        ({"kind": "state", "choice": "price=1"}, "no_such_option"),
        ({"kind": "answer", "to": "microsoft", "number": "1", "honest": "perhaps"}, "malformed"),
        ({"kind": "wait", "x" * 999: ""}, "malformed"),
        ({"kind": "ask", "to": "y" * 999}, "malformed"),
    ],
)
def test_what_no_page_sends_is_refused_with_a_code(posted, code):
    with pytest.raises(Denied) as denied:
        move_of(posted, _view())
    assert denied.value.code == code


NAMES = st.sampled_from([
    "kind", "table", "offer", "to", "question", "number", "honest", "fact", "topic", "issue",
    "line", "option", "choice", "card", "deadline", "minute", "until", "of", "package.price",
    "package.algorithm", "package.", "package", "text", "failed", "key", "seen", "seed",
]) | st.text(max_size=12)  # fmt: skip
WORDS = (
    st.sampled_from([*m.MOVES, "sale", "partner", "microsoft", "price", "26", "26.5", "true", "-1",
                     "price=26000", "1e9", "NaN", "2020-08-30", "9999-99-99", "\u0663", "\x00",
                     "threshold", "reservation", "\ud800"])
    | st.text(max_size=20) | st.integers().map(str)
)  # fmt: skip


@given(posted=st.dictionaries(NAMES, WORDS, max_size=9), kind=st.sampled_from([*m.MOVES, ""]))
def test_nonsense_becomes_a_move_or_a_refusal_and_never_another_error(posted, kind):
    view = _view()
    draft_of(posted, view, opening_package(view))
    try:
        found = move_of({"kind": kind, **posted}, view)
    except (Denied, RecordError):
        return
    assert m.move_kind(found) in m.MOVES
    assert not isinstance(found, m.Take | m.Release | m.Reseed | m.Enjoin)


@given(posted=st.dictionaries(NAMES, WORDS, max_size=9), form=st.sampled_from(
    ["preparation", "feeling", "exit", "leaving", "moon"]))  # fmt: skip
def test_a_form_full_of_nonsense_is_read_or_refused(posted, form):
    sight = made.sight(made.played("summer-2020", 0), "bytedance")
    more = {"reservation": posted.get("to", ""), "outcome": posted.get("offer", "")}
    try:
        found = pages.filled(sight, form, {**posted, **more})
    except Denied:
        return
    for answers, package, texts in found.values():
        assert all(type(one) is int for one in answers.values())
        assert not package or len(package) == len(sight.scenario.issues)
        assert all(isinstance(one, str) for one in texts.values())


def test_a_sheet_is_kept_in_millionths_of_the_seat():
    sight = made.sight(made.played("summer-2020", 0), "bytedance")
    unit = sight.scenario.preferences["bytedance"].unit
    posted = {"reservation": "\u22127,4", "target": "1\u00a0000.5", "batna": " sue "}
    answers, package, texts = pages.filled(sight, "preparation", posted)["preparation"]
    assert answers["reservation"] == -74 * unit // 10
    assert answers["target"] == min(100_000_000, 10005 * unit // 10)
    assert (package, texts) == ({}, {"batna": "sue"})


@pytest.mark.parametrize("seat", ["white_house", "australia"])
def test_an_authority_is_told_what_the_gauges_of_the_day_add_to_the_sum_of_its_sheet(seat):
    sight = made.sight(made.bargained("summer-2020", 60, held=(seat,)), seat)
    view = sight.view
    package, unit = opening_package(view), view.scenario.preferences[seat].unit
    terms = package_utility(view.scenario, view.common, seat, view.own, package)
    base = index_of(view.scenario).tables[worths.table_of(view)].outcome
    fixed = view.scenario.preferences[seat].outcomes[base].base * unit // 1_000_000
    beside = worths.costs(view, package)
    assert beside.mood != 0
    assert worths.value(view, package) == terms + fixed + beside.mood + beside.words
    words = words_of(sight)
    assert words.bare(beside.mood) in worths.cost_words(view, words, package)
