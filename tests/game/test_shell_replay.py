"""The replay of real records: walked, looked at through other eyes, forked."""

from pathlib import Path

import pygame
import pytest
from driver import Person
from tables import seat_in

from game.notice import Notice
from game.presenters.replay_axis import axis_of
from game.shell import start
from game.shell.replay import history_replay, replay_of_file, replay_of_record
from game.shell.replay_folds import Folds
from game.shell.saves import saved_files
from game.shell.seats import seat_choice
from game.text import load
from sim.domain import moves as m
from sim.domain.audience import sees
from sim.games import fork_game, new_game
from sim.record.codec import view_bytes
from sim.record.replay import fold, open_record

TEXTS = load("en")


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    start.let_go()


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return history_replay().record


@pytest.fixture
def port(real):
    return replay_of_record(real)


def seats_of(port):
    return [actor.id for actor in port.scenario.actors if actor.is_seat]


def played(scenario="first-offer", seed=4):
    session = new_game(scenario, seed)
    session.advance()
    session.log.close()
    return session.log.file


def test_rows_of_the_facts_are_told_in_their_own_words(port):
    model = port.model(TEXTS)
    assert model.day_rows[0].aside.startswith("row ")
    assert len({item.row for item in port.scene.items}) > 60


@pytest.mark.slow
def test_every_place_of_the_real_record_draws_in_both_languages(port):
    for lang in ("en", "fr"):
        person = Person("replay", port, lang)
        person.press("home")
        for _ in port.scene.items:
            person.press("right")
        assert port.scene.place == len(port.scene.items) - 1


def test_folds_are_those_of_the_record_in_any_order(real):
    folds = Folds(real)
    for number in (0, 200, 64, 63, len(real.decisions) - 1, 1, 128, 200):
        assert folds.at(number) == fold(real, number)


def test_a_seat_walks_only_over_what_it_saw(port):
    for eye, seat in enumerate(seats_of(port), 1):
        port.look(eye)
        port.seek(0)
        seen = set()
        for _ in port.scene.items:
            item = port.scene.here
            seen.add(port.scene.place)
            assert any(sees(seat, event, port.scenario) for event in item.events)
            port.seek(port.scene.place + 1)
        assert seen == set(port.scene.visible)


def test_hidden_events_are_hollow_and_places_are_counted_anew(port):
    port.look(1)
    model = port.model(TEXTS)
    hollow = [event for event in model.lanes.events if event.hidden]
    assert len(hollow) == len(port.scene.items) - len(port.scene.visible) > 0
    port.seek(len(port.scene.items))
    assert (
        f"event {len(port.scene.visible)} of {len(port.scene.visible)}" in port.model(TEXTS).footer
    )


def test_stops_are_those_of_the_seat_that_looks(port):
    port.look(2)
    seat = seats_of(port)[1]
    port.seek(0)
    for _ in range(5):
        port.stop(1)
        assert port.scene.here.actor == seat
    place = port.scene.place
    port.stop(-1)
    assert port.scene.place < place


def test_values_are_those_of_the_view_at_that_decision(port):
    port.look(1)
    port.seek(40)
    here = port.scene.here
    view = port.folds.view(here.decision, seats_of(port)[0], here.minute)
    assert view_bytes({"own": view.own}) == view_bytes(
        {"own": fold(port.record, here.decision).private[seats_of(port)[0]]}
    )


def test_a_fork_keeps_the_record_and_seats_the_person(port):
    port.look(1)
    port.seek(50)
    at = port.scene.here.decision
    desk = port.fork()
    assert desk.seat == seats_of(port)[0]
    made = open_record(saved_files()[0])
    assert made.lines[:at] == port.record.lines[:at]
    assert len(made.lines) == at + 1


def test_a_fork_appears_as_a_branch_and_opens(port):
    port.seek(50)
    port.fork()
    start.let_go()
    again = replay_of_record(port.record)
    branches = again.model(TEXTS).branches
    assert len(branches.rows) == 2
    assert again.branch(0) is None
    assert again.branch(1).record.path == str(saved_files()[0])
    person = Person("replay", again)
    person.press("b", "enter")
    assert person.screen.port is not again


def _forked(record, at, seed):
    session = fork_game(record, at, reseed=seed)
    session.advance()
    session.log.close()
    return Path(session.log.file)


def test_forks_of_forks_stand_as_one_tree_from_wherever_one_looks(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "tree"))
    session = new_game("first-offer", 7)
    session.advance()
    session.log.close()
    trunk = Path(session.log.file)
    early = _forked(open_record(trunk), 4, 1)
    late = _forked(open_record(trunk), 12, 2)
    twig = _forked(open_record(early), 10, 3)
    for path in (trunk, early, late, twig):
        port = replay_of_record(open_record(path))
        files = {Path(node.kept.path): node for node in port.tree}
        assert set(files) == {trunk, early, late, twig}
        above = {one: Path(port.tree[node.parent].kept.path) for one, node in files.items()}
        assert above == {trunk: trunk, early: trunk, late: trunk, twig: early}
        assert [one for one, node in files.items() if node.current] == [path]
        rows = port.model(TEXTS).branches.rows
        assert [row.current for row in rows].count(True) == 1
        opened = {
            Path(other.record.path)
            for row in range(len(rows))
            if (other := port.branch(row)) is not None
        }
        assert opened == {trunk, early, late, twig} - {path}
    trunk.unlink()  # what was deleted leaves its forks, and they still open
    assert len(replay_of_record(open_record(twig)).tree) >= 2


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_any_place_of_any_record_forks_into_any_seat_that_still_has_a_stop(port, lang):
    person = Person("replay", port, lang)
    last = len(port.scene.items) - 1
    for place in (0, last // 3, last // 2, last - 1):
        for seat in range(len(seats_of(port))):
            port.seek(place)
            port.choose_seat(seat)
            at = port.scene.here.decision
            can = port.folds.next_stops(at)[seat] is not None
            person.press("f")
            assert person.screen.keys == ("desk" if can else "notice")
            if can:
                assert person.screen.port.session.talks.humans == (seats_of(port)[seat],)
                kept = open_record(saved_files()[0])
                assert kept.lines[:at] == port.record.lines[:at]
                start.let_go()
            person.app.stack.pop()


def _looked_at(port):
    """
    Return whose review the key opens from here, and go back.
    """
    person = Person("replay", port)
    person.press("v")
    assert person.screen.keys == "review"
    seat = person.screen.port.seat
    person.press("escape")
    assert person.screen.port is port
    return seat


def test_a_record_that_is_over_is_reviewed_for_who_looks_else_for_who_would_fork(port):
    seats = seats_of(port)
    assert _looked_at(port) == seats[0]
    port.choose_seat(2)
    assert _looked_at(port) == seats[2]
    port.look(2)
    assert _looked_at(port) == seats[1]
    assert port.review() is port.review()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_review_of_a_saved_game_is_that_of_who_played_it(lang):
    seat = seat_in("seller", "first-offer")
    session = new_game("first-offer", 4, seat=seat)
    while session.advance() is not None:
        session.submit(m.Wait())
    session.log.close()
    person = Person("replay", replay_of_file(session.log.file), lang)
    person.click("review")
    assert person.screen.port.seat == seat
    assert sorted(set(person.app.painter.clipped)) == []


def test_where_it_is_over_nobody_can_take_a_seat(port):
    port.seek(len(port.scene.items))
    assert not any(seat.open for seat in port.model(TEXTS).seats)
    with pytest.raises(Notice):
        port.fork()


def test_a_game_that_goes_on_shows_only_what_its_person_may_know():
    choice = seat_choice("first-offer", seed=5)
    desk = choice.start()
    for _ in range(3):
        while desk.work():
            pass
        desk.send("wait", {})
    start.let_go()
    port = replay_of_file(saved_files()[0])
    model = port.model(TEXTS)
    assert [eye.open for eye in model.eyes] == [False, True, False]
    assert not any(event.hidden for event in model.lanes.events)
    assert model.sees.hidden_rows == ()
    assert model.review_label == ""
    assert port.review() is None
    port.look(0)
    port.look(2)
    assert port.model(TEXTS).eye == 1


@pytest.mark.parametrize("scenario", ["first-offer", "merger-of-equals"])
def test_other_scenarios_replay_too(scenario):
    person = Person("replay", replay_of_file(played(scenario)), "fr")
    person.press("end", "1", "home", "2", "0", "p")
    assert person.screen.playing


def test_the_axis_never_runs_backwards():
    axis = axis_of([5, 7, 1500, 1501, 90_000, 280_000])
    places = [axis.at(minute) for minute in range(0, 280_001, 500)]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] <= 1


def test_keys_that_come_faster_than_pictures_all_count(port):
    person = Person("replay", port)
    person.press("home")
    right = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0, unicode="")
    person.app.step([right] * 5, 0.016)
    assert port.scene.place == 5
