"""
The same digest whatever dies; who ends a process twice is put aside; code must be the same.
"""

import json

import pytest

from sim.engine.run import simulate
from sim.errors import CannotError
from sim.record.codec import canonical
from sim.sweeps import driving
from sim.sweeps.columns import frame
from sim.sweeps.driving import Drive
from sim.sweeps.games import OtherVersionError, Played, check_engine, job_of, play_game
from sim.sweeps.ledger import Ledger, digest_of
from sim.sweeps.sweeping import swept


def _driven(folder, plan, place):
    ledger = Ledger.open(folder, plan)
    told = []
    Drive(ledger, place, lambda done, whole: told.append((done, whole))).run()
    return ledger, told


@pytest.fixture
def sweep_of(plan, here, tmp_path):
    def make(name, *deaths):
        return _driven(tmp_path / name, plan(60), here(*deaths))

    return make


def test_games_are_those_that_simulate_plays(plan, here, tmp_path):
    ledger, told = _driven(tmp_path, plan(30), here())
    for _, game in ledger.games():
        run = simulate("first-offer", game["seed"])
        assert game["digest"] == run.digest
        assert game["outcome"] == run.outcome.kind
        assert {seat: score["surplus"] for seat, score in game["seats"].items()} == {
            seat: score.surplus for seat, score in run.seats.items()
        }
    assert told[0] == (0, 30)
    assert told[-1] == (30, 30)
    assert len(told) == 3


@pytest.mark.slow
@pytest.mark.parametrize("deaths", [(1,), (2,), (1, 1, 1), (3, 2)])
def test_the_digest_is_the_same_after_any_deaths(deaths, sweep_of, monkeypatch):
    monkeypatch.setattr(driving, "alone", _well)
    ledger, told = sweep_of("killed", *deaths)
    assert digest_of(ledger.games()) == digest_of(sweep_of("plain")[0].games())
    assert told[-1] == (60, 60)
    assert ledger.put_asides() == []


def _well(job):
    return ((seed, play_game(job, seed)) for seed in job.seeds)


def test_a_rerun_plays_only_what_is_missing(sweep_of):
    ledger, _ = sweep_of("again")
    before, gone = digest_of(ledger.games()), ledger.plan.chunks[1]
    (ledger.folder / "chunks" / f"{gone.name}.jsonl").unlink()
    again, told = sweep_of("again")
    assert told == [(35, 60), (60, 60)]
    assert digest_of(again.games()) == before


def test_who_ends_a_second_process_is_put_aside_by_number(plan, here, tmp_path, monkeypatch):
    def one_dies(job):
        return ((seed, "gone" if seed == 11 else play_game(job, seed)) for seed in job.seeds)

    monkeypatch.setattr(driving, "alone", one_dies)
    ledger, _ = _driven(tmp_path, plan(60), here(1))
    assert ledger.put_asides() == [(0, 11, "gone")]
    assert [game["seed"] for _, game in ledger.games()] == [n for n in range(60) if n != 11]


def test_a_sweep_in_which_all_die_is_given_up_and_keeps_what_is_finished(
    plan, here, tmp_path, monkeypatch
):
    monkeypatch.setattr(driving, "alone", lambda job: ((seed, "gone") for seed in job.seeds))
    with pytest.raises(CannotError, match="games end their workers"):
        _driven(tmp_path, plan(60), here(2))
    assert len(list((tmp_path / "chunks").glob("*.jsonl"))) == 2


def test_what_was_finished_before_it_was_given_up_has_tables_by_fewer_runs(
    plan, here, tmp_path, monkeypatch
):
    def some_die(job):
        return ((seed, "gone" if seed % 3 else play_game(job, seed)) for seed in job.seeds)

    monkeypatch.setattr(driving, "alone", some_die)
    with pytest.raises(CannotError, match="fewer --runs"):
        swept(plan(100), tmp_path, here(1, 1, 1, 1))
    found = swept(plan(25), tmp_path, here())
    assert (found.runs, len(found.quarantined)) == (9, 16)
    assert frame(tmp_path).aggregate("count(*)").fetchall() == [(9,)]


def test_a_worker_with_other_code_says_so(plan, here, tmp_path, monkeypatch):
    job = job_of(plan(5), 0, range(5))
    check_engine(job)
    monkeypatch.setattr("sim.sweeps.games.engine_digest", lambda: "f" * 32)
    with pytest.raises(OtherVersionError, match="ffffffff"):
        check_engine(job)
    monkeypatch.setattr(driving, "job_of", lambda *_: job)
    with pytest.raises(CannotError, match="other code"):
        _driven(tmp_path, plan(5), here())


def test_rows_hold_whole_numbers_only(plan):
    played = play_game(job_of(plan(1), 0, [0]), 0)
    assert isinstance(played, Played)
    assert canonical(json.loads(played.row)) == played.row


@pytest.mark.slow
def test_waiting_in_vain_is_bounded_in_all_and_not_a_game(plan, here, tmp_path, monkeypatch):
    asked = []

    def silent(job):
        for seed in job.seeds:
            asked.append(seed)
            yield seed, "endless"

    monkeypatch.setattr(driving, "alone", silent)
    with pytest.raises(CannotError, match="waited 45 seconds in vain"):
        _driven(tmp_path, plan(1000), here(30))
    # A tenth of the finished games, 15 seconds each, would be twenty minutes.
    assert len(asked) == 3


def test_a_long_sweep_may_wait_for_a_share_of_its_time(plan, here, tmp_path, monkeypatch):
    def some_silent(job):
        return ((seed, "endless" if seed < 4 else play_game(job, seed)) for seed in job.seeds)

    monkeypatch.setattr(driving, "alone", some_silent)
    monkeypatch.setattr(driving, "WAIT_SHARE", 1e9)
    ledger, _ = _driven(tmp_path, plan(60), here(1))
    assert [seed for _, seed, _ in ledger.put_asides()] == [0, 1, 2, 3]
