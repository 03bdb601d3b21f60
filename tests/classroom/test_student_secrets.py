"""
Goal: a student's page holds nothing of another seat's secrets.

Method: plant words in everything private of the others and in messages between them, and look for
them in every page, part and total; then change the secrets, and the bytes must stay the same.
"""

import ast

import attrs
import house
import pytest
from attrs import evolve

from classroom.cohort import facts as f
from classroom.student import pages
from sim.domain.talks import changed
from sim.domain.views import view_for
from sim.engine.session import Session
from sim.projections.visible import seen_by
from tests.classroom import student_pages as made

PHASES = (f.JOINING, f.BARGAINING, f.FORMS, f.DEBRIEF, f.CLOSED)
GATE = {"sim.domain.talks", "sim.engine", "sim.record.store", "classroom.room", "classroom.tables"}
CANARY = "kanarie"


def _everything(sight):
    """
    Return all bytes that a browser of this seat can be given.
    """
    found = [pages.fragments(sight), pages.totals(sight, {}), pages.history(sight)]
    found.extend(pages.page(evolve(sight, clock=made.clock(phase))) for phase in PHASES)
    found.append(pages.page(evolve(sight, over=True, revealed=True)))
    return "\n".join(found)


def test_no_model_of_a_page_can_reach_the_talks():
    for path in house.sources("classroom/student"):
        for node in ast.walk(house.tree(path)):
            names = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
            wrong = [one for one in names if any(one == g or one.startswith(f"{g}.") for g in GATE)]
            assert not wrong, f"{path.name}: {wrong}"


def test_a_sight_has_the_fields_of_the_gate_and_no_other():
    assert {one.name for one in attrs.fields(pages.Sight)} == {
        "view", "seat", "lang", "code", "table", "duty", "k", "epoch", "due", "waits", "waited",
        "strategies", "by_others", "shared", "wrong", "away", "happened",
        "texts", "written", "typed",
        "clock", "now", "muted", "paused", "nudged", "over",
        "status", "revealed", "forms", "last", "practice",
    }  # fmt: skip


def _planted(talks, mine):
    """
    Return talks in which every private part of the others carries a word.
    """
    private = {
        seat: own if seat == mine else changed(
            own, personality=f"{CANARY}-temper-{seat}", cards=(f"{CANARY}-card-{seat}",),
            parameters={**own.parameters, f"{CANARY}-parameter-{seat}": 987_654_321},
        )
        for seat, own in talks.private.items()
    }  # fmt: skip
    return changed(talks, private=private)


@pytest.mark.parametrize("seat", made.SEATS["summer-2020"])
def test_no_planted_word_of_another_seat_is_ever_shown(seat):
    session = made.bargained("summer-2020", 80)
    others = [one for one in made.SEATS["summer-2020"] if one != seat]
    for one, to in ((others[0], others[1]), (others[1], others[2])):
        made.say(session, one, to, f"{CANARY} between {one} and {to}")
    made.say(session, others[0], seat, "for you alone")
    sight = made.sight(session, seat, due=True)
    # The bodies of all messages are handed over: only what the seat saw may pick from them.
    assert any(CANARY in body for body in sight.texts.values())
    view = view_for(seat, _planted(session.talks, seat), sight.view.minute)
    for lang in ("en", "fr"):
        found = _everything(evolve(sight, view=view, lang=lang))
        assert "for you alone" in found
        assert CANARY not in found
        assert "987654321" not in found


@pytest.mark.parametrize("scenario", made.SEATS)
def test_other_secrets_leave_the_same_bytes(scenario):
    for at in (5, 40, 75):
        session = made.bargained(scenario, at)
        for seat in made.SEATS[scenario]:
            sight = made.sight(session, seat, due=True)
            planted = view_for(seat, _planted(session.talks, seat), sight.view.minute)
            assert _everything(sight) == _everything(evolve(sight, view=planted))


def _preferences(talks, seats):
    """
    Return talks whose scenario lets some seats want something else.
    """
    known = dict(talks.scenario.preferences)
    for seat in seats:
        terms = tuple(
            evolve(term, factors={
                issue: {option: 3 * factor + 77_000 for option, factor in table.items()}
                for issue, table in term.factors.items()
            })
            for term in known[seat].terms
        )  # fmt: skip
        known[seat] = evolve(known[seat], terms=terms)
    return changed(talks, scenario=evolve(talks.scenario, preferences=known))


@pytest.mark.parametrize("seat", ["alder", "birch", "crews"])
def test_what_others_want_is_on_no_page(seat):
    session = made.bargained("merger-of-equals", 30)
    others = [one for one in made.SEATS["merger-of-equals"] if one != seat]
    sight = made.sight(session, seat, due=True)
    mine = view_for(seat, _preferences(session.talks, others), sight.view.minute)
    assert _everything(sight) == _everything(evolve(sight, view=mine))
    own = view_for(seat, _preferences(session.talks, [seat]), sight.view.minute)
    assert _everything(sight) != _everything(evolve(sight, view=own)), "the test has no teeth"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 9])
def test_two_games_that_look_the_same_to_a_seat_give_it_the_same_page(seed):
    session = Session("summer-2020", seed=seed)
    while not session.over and len(session.decisions) < 150:
        before = {
            seat: (made.sight(session, seat), len(tuple(_seen(session, seat))))
            for seat in made.SEATS["summer-2020"]
        }
        session.step()
        for seat, (sight, count) in before.items():
            if len(tuple(_seen(session, seat))) == count and sight.view == session.view(seat):
                now = made.sight(session, seat, due=sight.due, waits=sight.waits)
                assert pages.fragments(sight) == pages.fragments(now)


def _seen(session, seat):
    return seen_by(session.scenario, session.decisions, seat)


def test_an_unseated_participant_is_shown_no_seat():
    sight = made.sight(made.played("summer-2020", 0), "bytedance", table=0,
                       clock=made.clock(f.JOINING))  # fmt: skip
    found = pages.page(sight) + pages.fragments(sight)
    words = ("ByteDance", "Beijing", "confidential", 'id="private"', 'id="offers"')
    assert not [one for one in words if one in found]


def test_messages_are_text_and_never_markup():
    session = made.bargained("summer-2020", 30)
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}"
    made.say(session, "microsoft", "bytedance", nasty)
    found = pages.page(made.sight(session, "bytedance", due=True, last=nasty))
    assert found.count("&lt;script&gt;alert(1)") == 2
    assert "<script>alert" not in found
    assert "<img" not in found
    assert "{{7*7}}" in found
