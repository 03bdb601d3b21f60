"""What is heard, captioned and read aloud, of real games; without a device nothing is lost."""

import hashlib
import subprocess
import sys
import wave
from pathlib import Path

import house
import pygame
import pytest
from driver import Person, read_title
from samples import SampleDesk
from samples import load as sample
from tables import Here, let_play, seat_in, sit, wait_until

from game import assets, text
from game.audio import RATE, Audio
from game.cues import CUES, WITHOUT_CAPTION, Cue
from game.notice import Notice
from game.presenters.desk import DeskModel
from game.presenters.make_cues import cues_of
from game.shell import start
from game.shell.seats import seat_choice
from game.shell.title import Title
from game.speech import line_of
from game.voice import SECONDS
from sim.domain import events as e

FOLDER = house.ROOT / "assets/sounds"
QUICK = "first-offer"


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    start.let_go()


# The files


@pytest.mark.slow
def test_the_generator_beside_the_sounds_makes_them_again(tmp_path):
    subprocess.run([sys.executable, FOLDER / "make.py", tmp_path], check=True)
    made = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in tmp_path.glob("*.wav")}  # fmt: skip
    kept = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in FOLDER.glob("*.wav")}  # fmt: skip
    assert made == kept
    assert set(kept) == {f"{name}.wav" for name in CUES}
    assert len(kept) == 10


def test_the_sounds_are_short_light_and_never_cut_off():
    sizes = [path.stat().st_size for path in FOLDER.glob("*.wav")]
    assert sum(sizes) < 300_000
    for name in CUES:
        with wave.open(str(assets.sound(name)), "rb") as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
            assert 0.02 < file.getnframes() / RATE < 1.1
            frames = memoryview(file.readframes(file.getnframes())).cast("h")
        loudest = max(abs(one) for one in frames)
        assert 10_000 < loudest < 20_000, name
        assert abs(frames[0]) < 300, "a click at the start"
        assert abs(frames[-1]) < 300, "a click at the end"


# What is heard when


def test_a_game_is_heard_by_its_events():
    person = sit(QUICK, seat_in("seller", QUICK), seed=7)
    heard = person.app.voice.heard
    assert "stop" in heard
    heard.clear()
    person.press("enter")
    assert list(heard) == ["sent"]
    wait_until(person, 999)
    assert "received" in heard
    assert heard[-1] == "ended"


def test_what_a_seat_did_not_see_it_does_not_hear():
    one, other = "a", "b"
    sent = e.OfferTabled(table="t", offer=1, by=one, package=None)
    assert cues_of((sent,), one) == (Cue("sent"),)
    assert cues_of((sent,), other) == (Cue("received"),)
    assert cues_of((e.OrderSigned(by=one, deadline=5), e.StoryPublished(card="c")), other) == (
        Cue("order"), Cue("press"),
    )  # fmt: skip
    assert cues_of((e.ThreatMade(by=one),), other) == ()


def test_a_refusal_is_heard_with_its_reason_as_caption():
    port = SampleDesk(sample("desk_firm", DeskModel), refusal="They do not talk now.")
    person = Person("desk", port)
    person.app.context.captions = True
    tile = next(one for one in port.shown.tiles if one.open and not one.fields and not one.confirm)
    person.click(f"tile.{tile.id}")
    assert person.app.voice.heard[-1] == "refusal"
    assert "They do not talk now." in person.app.voice.captions


def test_a_notice_and_a_moved_focus_are_heard(monkeypatch):
    person = Person("title", Title(scenario=QUICK))
    heard = person.app.voice.heard
    person.press("down")
    assert list(heard) == ["tick"]

    def refuse(_self, _level):
        raise Notice("ui.title.no_record")

    monkeypatch.setattr(Title, "seats", refuse)
    heard.clear()
    person.press("n")
    assert list(heard) == ["error"]


# Captions


def test_captions_stand_for_a_moment_and_the_window_rests_again():
    person = Person("title", read_title(scenario=QUICK))
    app = person.app
    app.context.captions, app.context.motion = True, False
    app.voice.cue(Cue("order"), app.context)
    assert list(app.voice.captions) == [app.context.text("ui.caption.order")]
    app.step([], SECONDS / 2)
    app.step([], 0)
    drawn = app.frames
    assert app.voice.captions
    app.step([], SECONDS)
    assert not app.voice.captions
    assert app.frames == drawn + 1, "drawn once more to take it away"
    app.step([], 1)
    assert app.frames == drawn + 1


def test_captions_are_drawn_inside_the_view_at_every_size(monkeypatch):
    placed = []
    real = sys.modules["game.parts.caption"].Painter.panel

    def panel(p, box, *rest, **more):
        placed.append(p.rect(box))
        real(p, box, *rest, **more)

    for scale in (75, 100, 200):
        person = Person("settings", None, "fr", scale=scale)
        person.app.context.captions = True
        for name in CUES:
            person.app.voice.cue(Cue(name), person.app.context)
        monkeypatch.setattr("game.paint.Painter.panel", panel)
        placed.clear()
        person.app.dirty = True
        person.app.step([], 0)
        monkeypatch.undo()
        seen = person.app.window.get_rect()
        assert len(person.app.voice.captions) == 3
        assert seen.contains(placed[-1]), (scale, placed[-1])
        assert person.app.painter.clipped == []


def test_without_captions_nothing_is_shown_and_every_cue_but_the_tick_has_one():
    person = Person("title", Title(scenario=QUICK))
    for name in CUES:
        person.app.voice.cue(Cue(name), person.app.context)
    assert person.app.voice.captions == {}
    for lang in ("en", "fr"):
        words = text.load(lang)
        assert all(words.has(f"ui.caption.{name}") for name in CUES if name not in WITHOUT_CAPTION)


# The device


def test_sounds_are_played_at_the_volume_and_not_when_muted(monkeypatch):
    person = Person("title", Title(scenario=QUICK))
    app = person.app
    app.voice.audio = Audio()
    app.step([], 0)
    assert app.context.device
    played = []
    monkeypatch.setattr(Audio, "play", lambda _self, *what: played.append(what))
    person.press("down")
    assert played == [("tick", 60)]
    person.press("up")
    assert len(played) == 1, "two at once are one"
    person.press("alt+m")
    app.step([], 1)
    person.press("down")
    assert len(played) == 1
    person.press("alt+m")
    app.context.volume = 20
    person.press("up")
    assert played[-1] == ("tick", 20)
    app.voice.audio.close()


def test_every_sound_plays_on_a_device():
    audio = Audio()
    assert audio.start()
    assert all(audio.play(name, 50) for name in CUES)
    assert not audio.play("tick", 0)
    audio.close()


def test_without_a_device_the_game_goes_on_and_says_so(monkeypatch):
    def refuse(*_rest):
        raise pygame.error("No such audio device")

    monkeypatch.setattr(pygame.mixer, "init", refuse)
    person = Person("title", Title(scenario=QUICK))
    person.app.voice.audio = Audio()
    person.app.step([], 0)
    assert list(person.app.voice.captions) == [text.load("en")("ui.caption.no_device")]
    person.press("down", "s")
    assert person.screen.keys == "settings"
    assert person.widget("setting.muted").hint == text.load("en")("ui.settings.no_device")
    person.app.step([], SECONDS)
    assert person.app.voice.captions == {}


def test_a_pygame_without_mixer_and_a_lost_file_cost_the_sound_only(monkeypatch, tmp_path):
    audio = Audio()
    assert audio.start()
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    assert not audio.play("tick", 60)
    audio.close()

    def missing(*_rest):
        raise NotImplementedError("mixer module not available")

    monkeypatch.setattr(pygame.mixer, "init", missing)
    assert not Audio().start()


# Read aloud


def test_what_is_read_aloud_are_the_labels_of_the_widgets(capsys):
    person = Person("title", Title(scenario=QUICK))
    person.app.context.speech = True
    person.app.step([], 0)
    first = capsys.readouterr().out.splitlines()
    assert first == ["Pourparlers", line_of(person.screen.focus.current, text.load("en"))]
    assert first[1].startswith(person.widget("new").label)
    person.press("down")
    assert capsys.readouterr().out.splitlines() == [
        line_of(person.widget("lessons"), text.load("en"))
    ]
    person.press("up", "up")
    closed = capsys.readouterr().out.splitlines()[-1]
    assert closed.startswith("Continue; not open now")
    person.app.step([], 1)
    assert capsys.readouterr().out == "", "nothing is said twice"


def test_a_changed_value_a_notice_and_a_caption_are_read(capsys):
    person = Person("settings", None)
    person.press("tab", "shift+tab", "down")
    person.app.context.speech = True
    person.press("right")
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("Size of the interface: 105 %")
    person.press("up", "end")
    assert capsys.readouterr().out.splitlines()[-1].startswith("Langue : Fran\u00e7ais")
    person.app.stack.append(person.app.factories["notice"]("Le disque est plein."))
    person.app.dirty = True
    person.app.step([], 0)
    assert "Le disque est plein." in capsys.readouterr().out.splitlines()
    person.app.voice.cue(Cue("order"), person.app.context)
    assert capsys.readouterr().out.splitlines() == ["Un d\u00e9cret est sign\u00e9"]


def test_every_widget_of_every_screen_has_words_to_read():
    screens = [
        Person("title", Title(scenario=QUICK)),
        Person("seats", seat_choice(QUICK, seed=5)),
        Person("settings", None),
        sit(QUICK, seat_in("seller", QUICK), evaluator=Here()),
        sit(None, seat_in("host"), "fr"),
    ]
    for person in screens:
        words = person.app.context.text
        for widget in person.screen.focus.widgets:
            line = line_of(widget, words)
            assert len(line) > 1, widget.id
            assert not line.startswith("ui."), widget.id
            assert widget.label, widget.id


def test_a_whole_game_can_be_followed_by_ear(capsys):
    person = sit(QUICK, seat_in("seller", QUICK), seed=7)
    person.app.context.speech = True
    person.press("right", "enter", "space")
    let_play(person)
    lines = capsys.readouterr().out.splitlines()
    assert text.load("en")("ui.caption.stop") in lines
    assert text.load("en")("ui.caption.sent") in lines


@pytest.mark.slow
def test_the_command_line_reads_aloud_and_survives_a_reader_that_leaves(tmp_path):
    program = (
        "import pygame; from game import app; from run_game import main; import sys\n"
        "keys = [pygame.K_s, pygame.K_DOWN, pygame.K_RIGHT]\n"
        "def run(self):\n"
        "    self.step([], 0)\n"
        "    for key in keys:\n"
        "        self.step([pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode='')], 0)\n"
        "app.App.run = run\n"
        "sys.argv = ['run_game.py', 'play', '--speak', '--lang', 'en']\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=house.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "Pourparlers"
    assert "Settings" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1].startswith("Size of the interface: 105 %")
    full = Path("/dev/full")
    with (full if full.exists() else tmp_path / "out").open("wb") as sink:
        left = subprocess.run([sys.executable, "-c", program], cwd=house.ROOT, stdout=sink,
                              stderr=subprocess.PIPE, check=False)  # fmt: skip
    assert (left.returncode, left.stderr) == (0, b"")
