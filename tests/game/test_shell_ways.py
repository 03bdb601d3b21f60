"""From the title to a desk and back, on a disk of the test's own; saves are real."""

import argparse
from pathlib import Path

import pygame
import pytest
from driver import Person

from game.notice import Notice
from game.shell import start, window
from game.shell.library import Library, kept_of, latest_unfinished, tell
from game.shell.outcome import SessionOutcome
from game.shell.saves import PATTERN, saved_files
from game.shell.seats import seat_choice
from game.shell.settings import Settings, keep_settings, load_settings
from game.shell.title import Title
from game.text import load
from sim.errors import CannotError
from sim.games import ENDING, new_game, open_game
from sim.record.errors import RecordError
from sim.record.replay import export_save, open_record
from sim.record.saves import open_save
from sim.scenario_theory import list_theory, theory_name

QUICK = "first-offer"


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    start.let_go()


def said(**given):
    defaults = {"file": None, "scenario": None, "seat": None, "seed": None, "level": None,
                "lang": None, "branch": None, "strategy": [], "speak": False}  # fmt: skip
    return argparse.Namespace(**(defaults | given))


def rest(person, steps=4000):
    for _ in range(steps):
        if not person.screen.lively:
            return
        person.app.step([], 0.02)


def play_out(person, steps=200):
    for _ in range(steps):
        rest(person)
        person.app.step([], 0.02)
        if person.screen.keys == "outcome":
            person.app.step([], 1)
            return
        person.press("space")
    pytest.fail(f"no outcome, {person.screen.keys}")


def begun(seat=0):
    choice = seat_choice(QUICK, seed=5)
    choice.choose("seat", seat)
    desk = choice.start()
    start.let_go()
    return desk


def test_enter_alone_leads_from_the_title_to_a_desk():
    person = Person("title", Title(scenario=QUICK))
    assert person.focus == "new"
    person.press("enter", "enter")
    assert person.screen.keys == "desk"


def test_a_game_is_played_to_its_end_and_looked_at_and_begun_again():
    person = Person("title", Title(scenario=QUICK, seed=3))
    person.press("n", "enter")
    play_out(person)
    person.press("r")
    assert person.screen.keys == "replay"
    assert person.screen.port.scene.place == 0
    person.press("escape", "f")
    assert person.screen.port.scene.here.source == "human"
    person.press("f")
    assert person.screen.keys == "desk"
    person.press("escape", "t")
    person.press("r")
    assert len(person.screen.port.model(load("en")).rows) == 2
    person.press("escape", "n")
    assert person.screen.keys == "seats"
    assert {kept_of(path).outcome for path in saved_files()} >= {None}


def test_keys_that_were_meant_for_the_desk_open_nothing_at_the_end():
    person = Person("outcome", ended_port())
    for _ in range(40):
        person.press("space", "enter", "n", "r", "f", "escape", "ctrl+n")
        assert person.screen.keys == "outcome"
    person.click("again")
    assert person.screen.keys == "outcome"
    # A breath later every key does what is drawn, and only what is drawn begins a game.
    person.app.step([], 1)
    person.press("n")
    assert person.screen.keys == "outcome"
    person.press("ctrl+n")
    assert person.screen.keys == "seats"


def ended_port():
    session = start.begin(QUICK, 5, seat_choice(QUICK).scenario.actors[0].id).session
    session.release(session.talks.humans[0])
    session.advance()
    return SessionOutcome(session, session.scenario.actors[0].id)


def test_continue_leads_back_to_where_the_person_was():
    person = Person("title", Title(scenario=QUICK, seed=3))
    person.press("n", "2", "enter")
    person.press("space")
    rest(person)
    held = start.held_file()
    person.press("escape", "t")
    detail = person.screen.port.model(load("en")).entries[0]
    assert detail.open
    assert person.screen.keys == "title"
    person.press("c")
    assert person.screen.keys == "desk"
    assert start.held_file() == held


def test_the_title_looks_where_games_are_kept():
    assert f"*{ENDING}" == PATTERN


def test_only_one_save_is_held_at_a_time():
    first, second = begun(), begun()
    assert start.held_file() == ""
    one, other = saved_files()
    start.resume(one)
    start.resume(other)
    assert start.held_file() == str(other.resolve())
    assert first.session is not second.session


def test_a_save_that_is_open_elsewhere_gives_a_notice_and_the_window_goes_on():
    begun()
    (path,) = saved_files()
    elsewhere = open_game(path)
    person = Person("title", Title())
    person.press("c")
    assert person.screen.keys == "notice"
    assert "another window" in person.screen.words
    person.press("enter")
    assert person.screen.keys == "title"
    elsewhere.log.close()
    person.press("c")
    assert person.screen.keys == "desk"


def test_the_list_tells_damaged_files_from_games():
    begun()
    (path,) = saved_files()
    path.with_name("broken.talks").write_bytes(b"no record")
    states = {row.state for row in Library().model(load("en")).rows}
    assert states == {"unfinished", "damaged"}
    assert latest_unfinished().path == str(path)


def test_an_archive_of_an_open_game_goes_on_and_one_of_a_closed_game_replays(tmp_path):
    begun()
    (path,) = saved_files()
    log = open_save(path)
    export_save(log, tmp_path / "open.jsonl")
    log.close()
    name, _ = window._first(said(file=str(tmp_path / "open.jsonl")))
    assert name == "desk"
    start.let_go()
    session = new_game(QUICK, 4)
    session.advance()
    session.log.close()
    assert window._first(said(file=session.log.file))[0] == "replay"


def test_the_command_line_is_answered_before_a_window_opens():
    with pytest.raises(CannotError):
        window._first(said(scenario=QUICK, seat="nobody"))
    with pytest.raises(RecordError):
        window._first(said(file="nowhere.jsonl"))
    assert window._first(said(scenario=QUICK))[0] == "seats"
    seat = seat_choice(QUICK).scenario.actors[0].id
    assert window._first(said(scenario=QUICK, seat=seat))[0] == "desk"


def test_the_window_closes_with_0_and_keeps_a_language_chosen_in_it(monkeypatch):
    pressed = [
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_l, mod=pygame.KMOD_LALT, unicode="l"),
        pygame.event.Event(pygame.QUIT),
    ]
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setattr(pygame.event, "get", lambda: [pressed.pop(0)])
    assert window.run_window(said()) == 0
    assert load_settings() == Settings(lang="fr", size=100)


def test_strategies_of_the_command_line_play_in_the_window():
    one, other = (actor.id for actor in seat_choice(QUICK).scenario.actors[:2])
    seating = [(other, "conceder")]
    _, desk = window._first(said(scenario=QUICK, seat=one, strategy=seating))
    assert desk.session.label_of(other).startswith("conceder/")
    path = Path(desk.session.log.file)
    _, again = window._first(said(file=path, seat=one, strategy=[(other, "linear")]))
    assert again.session.label_of(other).startswith("linear/")
    assert Path(again.session.log.file) != path
    with pytest.raises(CannotError, match="jane"):
        window._first(said(scenario=QUICK, strategy=[("jane", "conceder")]))


def test_a_mistake_of_ours_says_where_the_record_is(monkeypatch):
    monkeypatch.delenv(window.TRACE, raising=False)
    calls = []

    def run(app):
        calls.append(app)
        raise ZeroDivisionError

    monkeypatch.setattr(window.App, "run", run)
    seat = seat_choice(QUICK).scenario.actors[0].id
    with pytest.raises(CannotError) as caught:
        window.run_window(said(scenario=QUICK, seat=seat))
    assert str(saved_files()[0].resolve()) in str(caught.value)
    assert len(calls) == 2
    assert start.held_file() == ""


def test_two_packages_of_one_name_are_told_apart(monkeypatch, tmp_path):
    (tmp_path / "pygame-2.6.1.dist-info").mkdir()
    (tmp_path / "pygame_ce-2.5.8.dist-info").mkdir()
    monkeypatch.setattr(pygame, "__file__", str(tmp_path / "pygame" / "__init__.py"))
    with pytest.raises(CannotError, match="both installed"):
        window.run_window(said())


def test_settings_that_nobody_can_read_are_as_good_as_none():
    assert load_settings() == Settings()
    keep_settings(Settings(lang="fr", size=130))
    assert load_settings() == Settings(lang="fr", size=130)
    keep_settings(Settings(lang="xx", size=7))
    assert load_settings() == Settings()


def test_a_seed_is_shared_as_it_is_typed():
    choice = seat_choice(QUICK, seed=0x4F2A91)
    assert choice.model(load("en")).seed == "4F2A-91"
    choice.set_seed("4F2A-9")
    assert choice.chosen.seed == 0x4F2A9
    choice.set_seed("-")
    assert choice.chosen.seed == 0x4F2A9
    choice.set_seed("")
    assert choice.chosen.typed


@pytest.mark.slow
def test_the_scenarios_of_theory_are_chosen_and_played_in_the_window():
    person = Person("seats", seat_choice(QUICK, seed=1))
    model = person.screen.port.model(load("fr"))
    assert model.scenarios[-1].label == "Th\N{LATIN SMALL LETTER E WITH ACUTE}orie"
    assert not model.theory
    person.click("scenario", at=0.97)
    titles = [one.label for one in person.screen.port.model(load("en")).theory]
    assert len(titles) == len(list_theory()) > 5
    person.click("theory", at=0.5)
    assert theory_name(person.screen.port.scenario.id) == "kink"
    person.press("enter")
    play_out(person)


@pytest.mark.slow
@pytest.mark.parametrize("name", list_theory())
def test_a_scenario_of_theory_is_a_game_for_a_person(name):
    person = Person("seats", seat_choice(name, seed=1))
    assert person.screen.port.model(load("en")).scenario_chosen == len(person.screen.port.names)
    person.press("2", "enter")
    play_out(person)


def test_a_temper_that_was_set_stands_in_the_header():
    choice = seat_choice(QUICK, seed=1)
    other = choice.model(load("en")).tempers[0]
    choice.choose(f"temper.{other.actor.id}", 2)
    assert choice.model(load("en")).tempers[0].hint
    choice.start()
    start.let_go()
    record = open_record(saved_files()[0])
    assert record.header.tempers == {other.actor.id: other.options[2].id}


def test_another_scenario_brings_its_own_cards():
    person = Person("seats", seat_choice(seed=1))
    many = len(person.screen.port.model(load("en")).cards)
    person.screen.focus.go("scenario")
    person.press("right")
    assert len(person.screen.port.model(load("en")).cards) != many


def test_a_record_nobody_holds_says_how_to_take_a_seat():
    session = new_game(QUICK, 4)
    session.step()
    session.log.close()
    kept = tell(open_record(session.log.file))
    assert not kept.unfinished
    with pytest.raises(Notice) as caught:
        start.resume(saved_files()[0])
    assert caught.value.key == "ui.notice.nobody"
