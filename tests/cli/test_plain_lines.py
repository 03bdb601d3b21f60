"""
Goal: a line on standard error says what it is, what to do, and says it in the reader's language.
"""

import json
import signal
import time

import pytest

SMALL = ("sweep", "--scenario", "first-offer", "--workers", "1", "--runs", "30")
GAP = "\N{NO-BREAK SPACE}"
RAISES = """
class Raises:
    def choose(self, view, draws): raise ValueError("boom")
"""


@pytest.fixture
def french(monkeypatch):
    for name in ("LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


@pytest.mark.slow
@pytest.mark.parametrize("data", [b"{", b"[]", b"{}", None])
def test_a_damaged_plan_is_healed_by_the_command_that_made_it(here, tmp_path, data):
    out = tmp_path / "sweep"
    first = here(*SMALL, "--out", out, "--json").json
    plan = (out / "plan.json").read_bytes()
    (out / "plan.json").unlink()
    if data is not None:
        (out / "plan.json").write_bytes(data)
    said = here("report", out, "--out", tmp_path / "page.html", "--lang", "en").cannot()
    assert ("no sweep lies here" if data is None else "run its sweep again") in said.err
    again = here(*SMALL, "--out", out, "--json")
    assert (again.code, again.json["digest"]) == (0, first["digest"])
    (line,) = again.err.splitlines()
    assert line.startswith(f"warning: {out / 'plan.json'}: ")
    assert "30 finished games" in line
    assert (out / "plan.json").read_bytes() == plan
    here("report", out, "--out", tmp_path / "page.html").done()


def test_a_plan_that_is_none_of_ours_is_not_written_over(here, tmp_path):
    (tmp_path / "plan.json").write_text("somebody's")
    here(*SMALL, "--out", tmp_path).cannot("choose another folder, or delete the file")
    assert (tmp_path / "plan.json").read_text() == "somebody's"


@pytest.mark.slow
def test_another_sweep_does_not_take_a_folder_whose_plan_is_gone(here, tmp_path):
    here(*SMALL, "--out", tmp_path / "sweep", "--json")
    (tmp_path / "sweep" / "plan.json").unlink()
    here(*SMALL, "--seed", "900", "--out", tmp_path / "sweep").cannot("none of them is of this")


@pytest.mark.slow
def test_a_chunk_that_is_played_again_is_a_warning(here, tmp_path):
    first = here(*SMALL, "--out", tmp_path, "--json").json
    chunk = next((tmp_path / "chunks").glob("*.jsonl"))
    chunk.write_bytes(chunk.read_bytes()[:-9])
    again = here(*SMALL, "--out", tmp_path, "--json")
    assert (again.code, again.json["digest"]) == (0, first["digest"])
    assert again.err.startswith(f"warning: {chunk}: ")


def test_a_strategy_that_fails_in_a_sweep_is_a_warning_as_in_one_game(here, tmp_path):
    (tmp_path / "mind.py").write_text(RAISES, encoding="utf-8")
    seating = ("--strategy", f"cidery={tmp_path / 'mind.py'}:Raises")
    said = here(*SMALL[:-1], "3", "--out", tmp_path / "sweep", *seating)
    assert said.code == 0
    (line,) = said.err.splitlines()
    assert line.startswith("warning: cidery: its strategy failed, ValueError ")


@pytest.mark.parametrize(
    "words",
    [("--lang", "en", "play"), ("--seed", "1", "simulate"), ("--json", "verify", "x"),
     ("--lang=fr", "report", "x")],
)  # fmt: skip
def test_an_option_before_its_command_is_said_plainly(here, words):
    command = next(word for word in words if word in {"play", "simulate", "verify", "report"})
    here(*words).cannot("options stand after their command", f"write {command} first")


def test_a_scenario_may_be_called_as_a_command_is(here):
    here("--scenario", "history", "--moves", "/dev/null").cannot("history")


@pytest.mark.parametrize(
    ("command", "option"),
    [("simulate", "--strategy"), ("play", "--strategy"), ("sweep", "--strategy"),
     ("solve", "--temper")],
)  # fmt: skip
def test_an_actor_is_named_once(here, tmp_path, command, option):
    more = {
        "simulate": ("--scenario", "first-offer"), "play": ("--scenario", "first-offer"),
        "sweep": ("--scenario", "first-offer", "--runs", "1", "--out", tmp_path / "sweep"),
        "solve": ("first-offer",),
    }  # fmt: skip
    said = here(command, *more[command], option, "cidery=random", option, "cidery=linear")
    said.cannot(f"{option}: cidery is named twice")
    assert not (tmp_path / "sweep").exists()


@pytest.mark.parametrize("address", ["hello", "tcp://", "http://a:1", "tcp://a", "a b:1", "a:b"])
def test_an_address_that_is_none_is_told_its_form(here, tmp_path, address):
    said = here(*SMALL[:3], *SMALL[5:], "--out", tmp_path / "sweep", "--cluster", address)
    said.cannot("no address of a scheduler", "tcp://HOST:8786")


@pytest.mark.slow
def test_who_has_no_screen_is_told_that_nobody_is_asked(spawned, tmp_path):
    screens = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "SDL_VIDEODRIVER": ""}
    said = spawned("--scenario", "first-offer", XDG_DATA_HOME=str(tmp_path), **screens)
    assert said.code == 0
    assert "nobody is asked; --seat A takes a seat" in said.out.splitlines()[0]


@pytest.mark.slow
@pytest.mark.usefixtures("french")
def test_a_sweep_and_its_errors_speak_french(here, tmp_path):
    out = tmp_path / "sweep"
    said = here(*SMALL, "--out", out).done().out
    assert "30 parties, graines depuis 0" in said
    assert f"100,0{GAP}%" in said
    here(*SMALL, "--out", out, "--vary", "deadline_latest").cannot(
        "--vary deadline_latest", "ce n\N{RIGHT SINGLE QUOTATION MARK}est pas CLÉ=VALEUR,VALEUR"
    )
    here(*SMALL, "--seed", "5", "--out", out).cannot(f"une autre série est ici{GAP}; choisissez")
    here("report", out, "--out", out / "runs.parquet").cannot("un fichier qui n")
    # Whoever asks for a language gets it, whatever the system speaks.
    here("report", out, "--out", out / "runs.parquet", "--lang", "en").cannot("a file that is no")


def test_why_a_game_was_put_aside_is_told_in_the_language():
    from sim.sweeps.alone import why_said
    from sim.words import load

    assert why_said("signal 9", load("en")) == "its process was ended by signal 9"
    assert "signal 9 a arrêté" in why_said("signal 9", load("fr"))
    assert "pas répondu" in why_said("endless", load("fr"))
    assert why_said("a strategy gave no answer", load("fr")) == "a strategy gave no answer"


@pytest.mark.slow
def test_a_sweep_that_the_system_ends_leaves_one_line(spawned, tmp_path):
    words = ("sweep", "--runs", "2000", "--workers", "2", "--out", tmp_path)
    process = spawned(*words, wait=False, LC_ALL="C")
    end = time.monotonic() + 60
    while not list(tmp_path.glob("chunks/*.jsonl")) and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err == "error: stopped: you stopped it; what was acknowledged is kept\n"


def test_the_remedies_of_all_lines_are_there_in_both_languages():
    """
    Every `KeyedError` names a key of both catalogues, and each text has a remedy.
    """
    import re

    import house

    from sim.words import load

    asked = {
        key
        for path in (house.ROOT / "sim").rglob("*.py")
        for call in re.findall(r"KeyedError\(([^)]*\)?[^)]*)\)", path.read_text("utf-8"))
        for key in re.findall(r'"((?:[a-z]+\.)?[a-z_]+)"', call.partition(",")[2])
        if load("en").has(f"cannot.{key}")
    }
    assert len(asked) > 30
    for lang, apart in (("en", "; "), ("fr", f"{GAP}; ")):
        wrong = [key for key in sorted(asked) if apart not in load(lang)(f"cannot.{key}")]
        assert not wrong, json.dumps(wrong)
