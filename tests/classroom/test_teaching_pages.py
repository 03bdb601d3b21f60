"""
Goal: a teacher follows docs/teaching.md, in either language, and every command in it works.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from urllib.request import urlopen

import house
import pytest

from bench.classes.measured import free_port
from sim.words import load

PAGES = {
    lang: (house.ROOT / "docs" / name).read_text(encoding="utf-8")
    for lang, name in (("en", "teaching.md"), ("fr", "teaching.fr.md"))
}
SHELL = {
    lang: [line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
           for line in block.splitlines()]
    for lang, page in PAGES.items()
}  # fmt: skip
UV = "python -m uv run "
EXTRA = "--extra class "


def test_both_pages_give_the_same_commands():
    assert SHELL["en"] == SHELL["fr"]
    assert len(SHELL["en"]) == 5
    assert len({page.count("\n## ") for page in PAGES.values()}) == 1


def _serve(words, folder):
    """
    Start a server as the page says, read what it prints, ask for a page, stop it as the page says.
    """
    started = subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(house.ROOT), "XDG_DATA_HOME": str(folder / "home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    said = []
    for line in started.stdout:
        said.append(line)
        if "Ctrl C" in line:
            break
    address = re.search(r"http://[\d.]+:(\d+)", "".join(said))
    with urlopen(f"http://127.0.0.1:{address[1]}/", timeout=60) as page:
        assert page.status == 200
    for _ in range(3):  # whoever is impatient, or a program that passes it on
        started.send_signal(signal.SIGINT)
        time.sleep(0.15)
        if started.poll() is not None:
            break
    assert started.wait(60) == 0
    assert started.stderr.read() == ""
    return "".join(said)


@pytest.mark.slow
def test_every_command_of_the_page_runs(tmp_path):
    (tmp_path / "run_game.py").symlink_to(house.ROOT / "run_game.py")
    lines = SHELL["en"]
    assert lines[0] == "python -m pip install uv"
    plain, chosen, *after = (
        shlex.split(line.removeprefix(UV).removeprefix(EXTRA)) for line in lines[1:]
    )
    said = _serve([*plain, "--port", str(free_port())], tmp_path)
    assert re.search(r"[2-9A-Z]{5}(-[2-9A-Z]{5}){3}", said)
    chosen[chosen.index("8001")] = str(free_port())
    assert "Élèves" in _serve(chosen, tmp_path)
    made = tmp_path / "out/classes/CODE"
    made.mkdir()
    simulate = [
        sys.executable,
        "run_game.py",
        "simulate",
        "--out",
        "out/classes/CODE/table-01.jsonl",
    ]
    subprocess.run(simulate, cwd=tmp_path, check=True, capture_output=True, timeout=200)
    for words in after:
        done = subprocess.run([sys.executable, *words], cwd=tmp_path, capture_output=True,
                              text=True, timeout=200, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr


def test_what_cannot_be_served_is_one_clear_line(tmp_path, capsys):
    import socket

    import run_game
    from sim.cli import main

    def serve(*words):
        code = main(["serve", *words], serve=run_game.classes)
        return code, capsys.readouterr().err

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, said = serve("--host", "127.0.0.1", "--port", port, "--data", str(tmp_path))
    assert (code, said.count("\n")) == (2, 1)
    assert port in said
    file = tmp_path / "file"
    file.write_text("x")
    for words in (["--port", "0"], ["--port", "70000"], ["--tls-cert", "x.pem"],
                  ["--data", str(file / "under")], ["--store", "mysql://x"],
                  ["--store", "postgresql://127.0.0.1:1/none"]):  # fmt: skip
        code, said = serve("--data", str(tmp_path), *words)
        assert (code, said.count("\n")) == (2, 1), (words, said)
        assert said.startswith("error: ")
        assert "Traceback" not in said


BUTTONS = (
    "classes.sample", "classes.new", "way.join", "way.reach", "way.monitor", "way.projector",
    "way.export", "way.people", "results.reveal", "people.erase", "material.packet",
)  # fmt: skip


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_calls_each_button_as_the_screen_does(lang):
    for name in BUTTONS:
        label = load(lang)(f"class.teach.{name}").removesuffix("…")
        assert f"**{label}**" in PAGES[lang], name
