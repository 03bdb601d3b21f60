"""
Goal: whoever calls the engine wrongly gets the public error in one clear line, nothing raw.
"""

import pytest

import sim
from sim.domain import moves as m


class Waiting:
    """
    Waits always.
    """

    def choose(self, view, draws):
        """
        Wait.
        """
        del view, draws
        return m.Wait()


GAMES = {
    "no strategy": (1, {"cidery": 3}, "cidery: 3 is no strategy"),
    "a class": (1, {"cidery": Waiting}, "Waiting is a class; give an object of it"),
    "nobody": (1, {"jane": "random"}, "no actor 'jane'; choose one of cidery"),
    "below 0": (-1, {}, "-1 is no whole number from 0"),
    "a half": (1.5, {}, "1.5 is no whole number from 0"),
    "a truth": (True, {}, "True is no whole number from 0"),
    "too large": (1 << 63, {}, "is no whole number from 0 to 2^63 - 1"),
}


@pytest.mark.parametrize("what", GAMES)
def test_a_game_asked_for_wrongly_is_refused(what):
    seed, strategies, said = GAMES[what]
    with pytest.raises(sim.CannotError) as told:
        sim.simulate("first-offer", seed, strategies)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


SWEEPS = {
    "below 0": ({"seed": -1}, "-1 is no whole number"),
    "a truth": ({"runs": True}, "True is no whole number"),
    "a half": ({"runs": 3.7}, "3.7 is no whole number"),
    "no folder": ({"out": None}, "name a folder"),
    "an object": ({"strategies": {"cidery": Waiting()}}, "FILE.py:CLASS"),
    "no list": ({"vary": {"rules.break_day": 0.1}}, "0.1 is no list of values"),
    "a text": ({"vary": {"rules.break_day": "0.1"}}, "'0.1' is no list of values"),
    "an object as a value": ({"vary": {"strategy.cidery": [Waiting()]}}, "neither a number"),
    "a table": ({"tables": ("moves",)}, "choose a list of events, decisions"),
    "a table as a text": ({"tables": "events"}, "choose a list of events, decisions"),
}


@pytest.mark.parametrize("what", SWEEPS)
def test_a_sweep_asked_for_wrongly_is_refused_before_anything_is_played(what, tmp_path):
    asked, said = SWEEPS[what]
    with pytest.raises(sim.CannotError) as told:
        sim.sweep("first-offer", **({"runs": 2, "out": tmp_path / "out"} | asked))
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    assert not (tmp_path / "out").exists()


def test_a_table_that_is_not_there_or_damaged_is_refused(tmp_path):
    from sim.sweeps.columns import frame

    with pytest.raises(sim.CannotError, match="there is no such table; there are -"):
        frame(tmp_path, "nosuch")
    (tmp_path / "runs.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(sim.CannotError, match="there are runs"):
        frame(tmp_path, "events")
    with pytest.raises(sim.CannotError, match="damaged"):
        frame(tmp_path)


def test_all_public_names_are_shown():
    assert set(sim.__all__) <= set(dir(sim))
    assert all(getattr(sim, name) for name in sim.__all__)
