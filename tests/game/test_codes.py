"""
Goal: a start goes from one window to another by a code, copied, pasted or typed.
"""

import attrs
import pytest
from driver import Person
from tables import let_play

from game.shell import clipboard, start
from game.shell.saves import saved_files
from game.shell.seats import seat_choice
from game.shell.sharing import code_of_record
from game.text import load
from sim.record.replay import open_record
from sim.scenario import load_scenario
from sim.share import Start, code_of

LANGS = ("en", "fr")


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    clipboard.put("")
    yield
    start.let_go()


def header():
    start.let_go()
    return open_record(saved_files()[0]).header


@pytest.mark.parametrize("lang", LANGS)
def test_a_start_is_copied_in_one_window_and_begun_in_another(lang):
    person = Person("seats", seat_choice(seed=0x4F2A91), lang)
    port = person.screen.port
    person.press("3")
    port.choose("temper." + port.model(load(lang)).tempers[1].actor.id, 2)
    port.choose("level", 1)
    person.press("ctrl+c")
    assert port.model(load(lang)).code == clipboard.get()
    assert port.model(load(lang)).code_hint == load(lang)("ui.seats.code_copied")
    person.press("enter")
    first = header()
    other = Person("seats", seat_choice("first-offer", seed=1), lang)
    other.press("ctrl+v")
    assert other.screen.port.model(load(lang)).code == clipboard.get()
    assert sorted(set(other.app.painter.clipped)) == []
    other.press("enter")
    assert header() == first
    assert code_of_record(open_record(saved_files()[0]), _seat()) == clipboard.get()


def _seat():
    record = open_record(saved_files()[0])
    return next(one.move.seat for one in record.decisions if hasattr(one.move, "seat"))


def test_a_code_is_typed_letter_by_letter():
    scenario = load_scenario("merger-of-equals")
    seat = [actor.id for actor in scenario.actors if actor.is_seat][1]
    code = code_of(Start(scenario=scenario, seat=seat, level="shark", seed=77))
    person = Person("seats", seat_choice(seed=1))
    person.screen.focus.go("code")
    person.press(*code.lower().replace("-", ""), "enter")
    assert person.screen.keys == "seats"
    chosen = person.screen.port.chosen
    assert (person.screen.port.scenario.id, chosen.seed, chosen.seat) == (scenario.id, 77, 1)
    person.press("enter")
    assert person.screen.keys == "desk"


@pytest.mark.parametrize("lang", LANGS)
def test_a_code_that_starts_nothing_here_says_why_and_changes_nothing(lang):
    scenario = load_scenario("first-offer")
    seat = next(actor.id for actor in scenario.actors if actor.is_seat)
    older = attrs.evolve(scenario, version=scenario.version - 1)
    person = Person("seats", seat_choice(seed=1), lang)
    before = person.screen.port.chosen
    for code, reason in (
        (code_of(Start(scenario=older, seat=seat, level="clerk", seed=5)), "other_version"),
        ("0F2A-91", "mistyped"),
    ):
        clipboard.put(code)
        person.press("ctrl+v")
        assert person.screen.keys == "notice"
        assert person.screen.words == load(lang)(f"ui.seats.code_{reason}")
        person.press("enter")
    assert person.screen.port.chosen == before


def test_a_scenario_of_ones_own_has_no_code():
    choice = seat_choice(seed=1)
    choice.scenario = attrs.evolve(choice.scenario, id="mine")
    assert choice.model(load("en")).code == ""
    choice.copy_code()
    assert clipboard.get() == ""


@pytest.mark.parametrize("lang", LANGS)
def test_the_code_is_copied_at_the_end_and_in_the_review(lang):
    person = Person("seats", seat_choice("first-offer", seed=9), lang)
    code = person.screen.port.model(load(lang)).code
    person.press("enter")
    for _ in range(60):
        if person.screen.keys == "outcome":
            break
        person.press("space")
        let_play(person)
    person.app.step([], 1)
    person.app.step([], 1)
    assert code in person.screen.port.model(load(lang)).subtitle
    clipboard.put("")
    person.press("ctrl+c")
    assert clipboard.get() == code
    clipboard.put("")
    person.press("v", "c")
    assert person.screen.keys == "review"
    assert clipboard.get() == code
    assert sorted(set(person.app.painter.clipped)) == []
