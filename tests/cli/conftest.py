"""
Run the command line as a person does: in a process of its own, or, where only words count, here.
"""

import json
import os
import re
import subprocess
import sys

import house
import pytest

ERROR = re.compile(r"error: .+: .{15,}")


class Said:
    """
    What a command said: exit code, standard output, standard error.
    """

    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err
        assert "Traceback" not in out + err, err[-400:]
        assert "our mistake" not in err, err

    @property
    def json(self):
        """
        Return the one object that was printed.
        """
        assert len(self.out.splitlines()) == 1
        return json.loads(self.out)

    def cannot(self, *words, code=2):
        """
        Check that it said in one line, in the form of all errors, what is wrong.
        """
        assert self.code == code, (self.code, self.err)
        lines = self.err.splitlines()
        assert lines, "nothing was said"
        assert all(ERROR.fullmatch(line) for line in lines), self.err
        for word in words:
            assert word in self.err, self.err
        return self

    def done(self):
        """
        Check that all went well without a word of complaint.
        """
        assert (self.code, self.err) == (0, "")
        return self


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """
    Let the system speak English, whatever the machine does.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")


@pytest.fixture(scope="session")
def spawned():
    """
    Run `python run_game.py ...` in a process of its own.
    """

    def run(*words, stdin="", wait=True, before=None, **environment):
        process = subprocess.Popen(
            [sys.executable, str(house.ROOT / "run_game.py"), *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=environment.pop("cwd", house.ROOT),
            env={**os.environ, "NO_COLOR": "1", **environment},
            preexec_fn=before,  # noqa: PLW1509 - no thread of ours runs here
        )
        if not wait:
            return process
        out, err = process.communicate(stdin, timeout=100)
        return Said(process.returncode, out, err)

    return run


@pytest.fixture
def here(capfd):
    """
    Run a command in this process: quick, and its words are the same.
    """

    def run(*words):
        from run_game import main

        before = sys.argv
        sys.argv = ["run_game.py", *map(str, words)]
        capfd.readouterr()
        try:
            code = main()
        except SystemExit as stop:
            code = stop.code
        finally:
            sys.argv = before
        found = capfd.readouterr()
        return Said(code, found.out, found.err)

    return run


@pytest.fixture(params=["here", pytest.param("spawned", marks=pytest.mark.slow)])
def user(request):
    """
    Run a command quickly here, and in the slow run as its own process.
    """
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """
    Return the archive of a game of the small scenario.
    """
    from sim.engine.run import simulate

    path = tmp_path_factory.mktemp("archives") / "game.jsonl"
    simulate("first-offer", 3, {"cidery": "random", "orchard": "random"}, path)
    return path


@pytest.fixture(scope="session")
def world():
    """
    Return by role the actors of the scenario that has all of them.
    """
    import generators as g

    return {actor.role: actor.id for actor in g.scenario(g.WIDE).actors}
