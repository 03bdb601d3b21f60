"""
Games in a process of their own: who is to blame for its end, and who is not.
"""

import pytest

import sim.sweeps.alone as al
from sim.errors import CannotError
from sim.sweeps.games import job_of, play_game
from sim.sweeps.watch import ENDLESS


class Process:
    """
    Stands for a process that sends what it is told to and then ends with a code.
    """

    def __init__(self, code):
        self.exitcode = code

    def start(self):
        """
        Begin nothing.
        """

    join = start


@pytest.fixture
def lives(monkeypatch):
    """
    Return how to say, process by process, what each sends before it ends and with which code.
    """

    def plan(*told):
        left = [(list(sent), code) for sent, code in told]

        class Context:
            @staticmethod
            def Pipe(*, duplex):  # noqa: N802 - the name is multiprocessing's
                assert duplex is False
                return Ours(), Ours()

            @staticmethod
            def Process(**_):  # noqa: N802 - the name is multiprocessing's
                return Process(left[0][1])

        class Ours:
            def recv(self):
                sent = left[0][0]
                if not sent:
                    left.pop(0)
                    raise EOFError
                return sent.pop(0)

            def close(self):
                pass

        monkeypatch.setattr(al, "get_context", lambda _: Context)

    return plan


def _seeds(plan, *seeds):
    return job_of(plan(9), 0, seeds)


def test_one_death_from_without_blames_nobody(plan, lives):
    lives(((None, "a"), -9), ((), -9), ((None, "b", "c"), 0))
    assert list(al.alone(_seeds(plan, 1, 2, 3))) == [(1, "a"), (2, "b"), (3, "c")]


def test_a_second_death_at_the_same_seed_blames_it_and_not_the_next(plan, lives):
    lives(((None,), -9), ((None,), -9), ((None,), -9), ((None, "b"), 0))
    found = list(al.alone(_seeds(plan, 1, 2)))
    assert found == [(1, "signal 9"), (2, "b")]


def test_who_gives_no_answer_is_blamed_at_once(plan, lives):
    lives(((None,), ENDLESS), ((None, "b"), 0))
    assert list(al.alone(_seeds(plan, 1, 2))) == [(1, al.TOLD[ENDLESS]), (2, "b")]


def test_a_process_that_does_not_come_up_is_no_games_fault(plan, lives):
    lives(((), 1), ((), 1))
    with pytest.raises(CannotError, match="no process can be started here"):
        list(al.alone(_seeds(plan, 1, 2)))


def test_a_real_process_plays_what_is_played_here(plan):
    job = _seeds(plan, 4, 5)
    assert [(seed, one.row) for seed, one in al.alone(job)] == [
        (seed, play_game(job, seed).row) for seed in (4, 5)
    ]
