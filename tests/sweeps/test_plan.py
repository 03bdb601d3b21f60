"""
A chunk is named by all that decides its content, and by nothing else.
"""

import pytest

from sim.errors import CannotError
from sim.scenario import load_scenario
from sim.sweeps import plan as pl


def names_of(plan):
    return [chunk.name for chunk in plan.chunks]


def test_chunks_cover_every_seed_of_every_cell_once(plan):
    made = plan(60, "deadline_latest=5,6", seed=7)
    found = [(chunk.cell, seed) for chunk in made.chunks for seed in chunk.seeds]
    assert found == [(cell, seed) for cell in (0, 1) for seed in range(7, 67)]
    assert made.games == len(found)
    assert max(len(chunk.seeds) for chunk in made.chunks) == pl.CHUNK


def test_a_sweep_that_grows_keeps_the_names_of_its_full_chunks(plan):
    small, large = plan(60), plan(90)
    assert names_of(small)[:2] == names_of(large)[:2]
    assert not set(names_of(small)[2:]) & set(names_of(large))


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 1},
        {"tables": ("events",)},
        {"strategies": {"cidery": "random"}},
    ],
)
def test_whatever_changes_a_result_changes_every_name(plan, other):
    assert not set(names_of(plan(60))) & set(names_of(plan(60, **other)))


def test_other_code_means_other_names(plan, monkeypatch):
    before = names_of(plan(60))
    monkeypatch.setattr(pl, "engine_digest", lambda: "other")
    assert not set(before) & set(names_of(plan(60)))


def test_a_changed_file_of_a_strategy_means_other_names_and_its_folder_does_not(plan, tmp_path):
    text = "class Mine:\n    def choose(self, view, draws):\n        return view.legal[0]\n"
    found = []
    for folder, words in (("a", text), ("b", text), ("c", text + "# other\n")):
        path = tmp_path / folder / "mine.py"
        path.parent.mkdir()
        path.write_text(words)
        found.append(names_of(plan(30, strategies={"cidery": f"{path}:Mine"})))
    assert found[0] == found[1]
    assert not set(found[0]) & set(found[2])


@pytest.mark.parametrize(
    ("vary", "words"),
    [
        ("strategy.cidery=nobody", "nobody"),
        ("strategy.nobody=random", "nobody"),
        ("temper.cidery=grim", "no such personality"),
        ("temper.nobody=grim", "no actor 'nobody'"),
        ("mix.cidery=grim:1", "no personality 'grim'"),
        ("deadline_latest=often", "--vary deadline_latest=often"),
        ("deadlines=1", "did you mean deadline_latest"),
    ],
)
def test_what_cannot_be_varied_is_said_before_anything_is_played(plan, vary, words):
    with pytest.raises((CannotError, LookupError), match=words) as refused:
        plan(10, vary)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("vary", ["closes=11,11.0", "mix.{seat}={one}:1,{one}:2"])
def test_two_cells_of_the_same_games_are_refused(plan, vary):
    seat = next(one for one in load_scenario("first-offer").actors if one.is_seat)
    one = seat.personalities[0].id
    with pytest.raises(CannotError, match="are the same; leave one of them out"):
        plan(2, vary.format(seat=seat.id, one=one))


def test_a_seat_is_seated_once(plan):
    with pytest.raises(CannotError, match="seated by --strategy too"):
        plan(2, "strategy.cidery=random,micro", strategies={"cidery": "boulware"})


def test_no_game_is_no_sweep(plan):
    with pytest.raises(CannotError, match="one game at least"):
        plan(0)
