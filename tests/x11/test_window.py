"""The game in a real window, by its keys: from the title to an outcome, and mishaps."""

import os
import shutil
import time
from pathlib import Path

import pytest
from windows import decisions, until

from game.presenters.make_replay import visible_places
from game.presenters.marks import date_of
from game.presenters.replay_items import items_of
from sim.domain.lookup import index_of
from sim.history import play_history
from sim.record.replay import export_save, open_record
from sim.record.saves import open_save
from sim.record.verify import verify
from sim.scenario import load_scenario

SEATS = [actor.id for actor in load_scenario(None).actors if actor.is_seat]
SEND, WAIT = ("Return",), ("space",)
# What a person does at each stop before waiting: papers, questions, stories, lines, threats; the
# last entry is done at every third stop from then on. A letter opens a sheet, Return sends it.
HABITS = {
    "party": (
        SEND, ("c", "Return"), ("l",), ("Right", "Right", "Return"), ("k", "Return"),
        ("y", "Return"), ("Up", "f", "Return"),
        ("Right", "Right", "Return", "a", "Right", "Return"),
    ),
    "authority": (
        ("c", "Return"), ("t", "Return"), ("l",), ("m", "Return"), ("o", "Return"),
        ("s", "Return"), ("e", "Return"), ("a", "Right", "Return"),
    ),
}  # fmt: skip
STOPS_MOST = 150
TRIES = 8


def play_on(window, save, kind):
    """Press keys at each stop until the end is shown."""
    for stop in range(STOPS_MOST):
        if window.on("outcome"):
            return
        before = decisions(save)
        window.press(*habit_at(kind, stop), *WAIT)
        for tried in range(TRIES):
            if moved_on(window, save, before):
                settled(window, save)
                break
            # A key that came while the others played was for nothing; a refusal keeps its sheet.
            window.press("Escape" if tried % 2 else "Return", *WAIT)
        else:
            pytest.fail(f"no decision after {before} at stop {stop}: {window.caption}")
    window.wait_for("outcome", 10)


def moved_on(window, save, before):
    """Say whether a decision was made, or the end came, within some seconds."""
    return window.comes_true(lambda: decisions(save) > before or window.on("outcome"), 6)


def settled(window, save):
    """Wait until the others have played: a key that meets the end is not answered."""
    last = -1
    while last != (last := decisions(save)) and not window.on("outcome"):
        time.sleep(0.3)


def habit_at(kind, stop):
    """Return what is pressed at a stop before the wait."""
    habits = HABITS[kind]
    if stop < len(habits):
        return habits[stop]
    return habits[-1] if stop % 3 == 0 else ()


def test_no_window_is_left_behind(home):
    window = home.open()
    window.wait_for("title")
    assert window.close() == 0


def test_the_window_fills_the_screen_and_leaves_it_again(home):
    window = home.open()
    window.wait_for("title")
    small = window.size()
    window.press("F11")
    until(lambda: window.size() > small, f"larger than {small}")
    window.go("n", "seats")
    window.press("F11")
    until(lambda: window.size() == small, f"{small} again, not {window.size()}")
    assert window.close() == 0


@pytest.mark.parametrize(("place", "lang"), [(0, "en"), (1, "fr")])
def test_a_seat_is_played_by_keys_to_an_outcome(home, place, lang, tmp_path):
    window = home.open("--seed", "2020", lang=lang)
    window.wait_for("title")
    window.go("n", "seats")
    window.press(str(place + 1))
    window.go("Return", "desk")
    (save,) = home.saves()
    actor = index_of(load_scenario(None)).actors[SEATS[place]]
    play_on(window, save, actor.kind)
    assert window.close() == 0
    archive = exported(save, tmp_path / f"window-{actor.id}.jsonl")
    report = verify(open_record(archive), deep=True)
    assert report.ok, report.failure
    assert SEATS[place] in open_record(archive).decisions[0].move.seat
    kept = os.environ.get("POURPARLERS_GOLDEN")
    if kept:
        shutil.copy(archive, Path(kept) / archive.name)


def test_the_real_negotiation_is_forked_on_a_day_and_played_to_an_outcome(home, tmp_path):
    played = play_history()
    decided, seat = played.session.decisions, SEATS[0]
    items = items_of(played.session.scenario, decided, played.rows)
    seen = visible_places(items, seat)
    day = [date_of(played.session.scenario, items[place].minute).isoformat() for place in seen]
    place = day.index("2020-08-27")
    window = home.open()
    window.go("h", "replay")
    window.press("1", "Home", *["Right"] * place)
    window.go("f", "desk")
    (save,) = home.saves()
    kept = items[seen[place]].decision
    begun = open_record(save)
    assert begun.decisions[:kept] == tuple(decided[:kept])
    assert begun.decisions[kept:][-1].actor != seat
    play_on(window, save, index_of(played.session.scenario).actors[seat].kind)
    assert window.close() == 0
    report = verify(open_record(exported(save, tmp_path / "fork.jsonl")), deep=True)
    assert report.ok, report.failure


def helpers_of(window):
    """Return the processes that the window started and that still run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            words = (folder / "cmdline").read_text()
        except OSError:  # it ended while we looked
            continue
        if int(parent) == window.process.pid and "spawn_main" in words:
            found.append(folder)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look into")
@pytest.mark.parametrize("kill", [False, True])
def test_what_to_expect_is_reckoned_by_one_helper_that_goes_with_the_window(home, kill):
    window = home.open()
    assert helpers_of(window) == []
    window.go("n", "seats")
    window.go("Return", "desk")
    until(lambda: len(helpers_of(window)) == 1, "one helper runs")
    (helper,) = helpers_of(window)
    if kill:
        window.kill()
    else:
        assert window.close() == 0
    until(lambda: not helper.exists(), "the helper is gone", 5)


def begun_game(home, place=1):
    """Take a seat, make a move, and return the window and the save while the others play."""
    window = home.open()
    window.go("n", "seats")
    window.press(str(place))
    window.go("Return", "desk")
    (save,) = home.saves()
    before = decisions(save)
    wait_once(window, save, before)
    return window, save


def wait_once(window, save, before):
    """Wait a stop; a key that comes while the others play is for nothing and is repeated."""
    for _ in range(TRIES):
        window.press(*WAIT)
        if moved_on(window, save, before):
            return
    pytest.fail(f"no decision after {before}: {window.caption}")


@pytest.mark.parametrize("end", ["close", "kill"])
def test_a_window_that_ends_in_mid_game_loses_nothing(home, end):
    window, save = begun_game(home)
    window.press("space")
    getattr(window, end)()
    kept = open_record(save)
    assert kept.failure is None
    again = home.open()
    again.wait_for("title")
    again.go("c", "desk")
    wait_once(again, save, len(kept.decisions))
    assert open_record(save).decisions[: len(kept.decisions)] == kept.decisions
    assert again.close() == 0


def test_a_save_opened_twice_shows_a_plain_notice_and_can_be_looked_at(home):
    first, _ = begun_game(home)
    second = home.open()
    second.go("c", "notice")
    second.go("Return", "title")
    second.go("r", "library")
    second.go("r", "replay")
    assert second.close() == 0
    first.focus()
    assert first.on("desk") or first.on("dusk")
    assert first.close() == 0


def exported(save, out):
    """Write a save as an archive."""
    log = open_save(save, mode="read")
    try:
        export_save(log, out)
    finally:
        log.close()
    return out
