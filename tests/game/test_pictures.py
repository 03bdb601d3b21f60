"""
Goal: no screen changes its looks unseen, and nothing on it is cut or lies over something else.

Method: each is drawn from real games of fixed seeds, in both languages and two windows, and laid
beside the kept picture; on a difference got, want and difference are written, and the message says
how to keep the new one. Its words are followed with the panels they stand in.
"""

import golden
import pygame
import pytest
import stills
from layout import Setting

from game import theme
from game.paint import Painter

SLOW = ("desk-seller", "desk-host", "desk-ally", "review-deals", "trying", "lesson")
"""Screens whose like is in the quick run already, as the larger window is."""


def every(quick_lang):
    """Return what is drawn; the quick run draws most in one language, in the small window."""
    made = []
    for name, still, lang, window in stills.every():
        quick = window == "small" and lang == quick_lang and name.rsplit("-", 2)[0] not in SLOW
        marks = [] if quick else pytest.mark.slow
        made.append(pytest.param(name, still, lang, window, id=name, marks=marks))
    return made


pytestmark = pytest.mark.skipif(
    not getattr(pygame, "IS_CE", False), reason="the pictures were kept with pygame-ce"
)


@pytest.fixture(autouse=True)
def _quiet_world():
    with stills.quiet_world():
        yield


@pytest.mark.parametrize(("name", "still", "lang", "window"), every("en"))
def test_a_screen_looks_as_it_did(name, still, lang, window):
    wrong = golden.fault(name, stills.picture(still, lang, window))
    assert not wrong, wrong


@pytest.mark.parametrize(("name", "still", "lang", "window"), every("fr"))
def test_no_word_is_cut_or_lies_over_another(name, still, lang, window, monkeypatch):
    setting = Setting(monkeypatch)
    assert setting.faults(stills.sat(still, lang, window)) == {}, name


@pytest.mark.slow
@pytest.mark.parametrize("scale", [125, 200])
@pytest.mark.parametrize("lang", stills.LANGS)
@pytest.mark.parametrize("name", stills.STILLS)
def test_nor_is_it_at_any_size(name, lang, scale, monkeypatch):
    monkeypatch.setitem(stills.WINDOWS, "other", ((1280, 720), scale))
    setting = Setting(monkeypatch)
    assert setting.faults(stills.sat(stills.STILLS[name], lang, "other")) == {}


def test_every_kept_picture_is_of_a_screen_that_is_drawn():
    assert {path.stem for path in golden.KEPT.glob("*.png")} == {one[0] for one in stills.every()}
    assert sum(path.stat().st_size for path in golden.KEPT.iterdir()) < 3_000_000


# What a picture must not let pass


LABEL = "How loud the sounds are."


def said(patch, change):
    """Set one small grey label otherwise."""
    real = Painter.text

    def text(p, at, words, *rest, **more):
        if words == LABEL:
            at, words = change(at, words)
        return real(p, at, words, *rest, **more)

    patch.setattr(Painter, "text", text)


def moved(patch):
    """Move the label by four pixels."""
    said(patch, lambda at, words: ((at[0] + 4, at[1]), words))


def reworded(patch):
    """Set another word of the same length."""
    said(patch, lambda at, words: (at, words.replace("loud", "deep")))


def recoloured(patch):
    """Set what is unfinished in the colour of a gain."""
    patch.setitem(theme.TONES, "ink", theme.GAIN)


def lost(patch):
    """Lose the emblems."""
    patch.setattr(Painter, "seat", lambda *_: None)


@pytest.mark.parametrize(
    ("plant", "screen"),
    [(moved, "settings"), (reworded, "settings"), (recoloured, "library"), (lost, "library")],
)
def test_a_planted_fault_is_seen(plant, screen, monkeypatch, tmp_path):
    monkeypatch.setattr(golden, "FAILED", tmp_path)
    monkeypatch.setattr(golden, "ROOT", tmp_path)
    name, still = f"{screen}-en-small", stills.STILLS[screen]
    assert golden.fault(name, stills.picture(still, "en", "small")) == ""
    plant(monkeypatch)
    said = golden.fault(name, stills.picture(still, "en", "small"))
    print(said)
    assert "differs by" in said
    assert f"{golden.RENEW} {name}" in said
    parts = [f"{name}.{one}.png" for one in ("difference", "got", "want")]
    assert sorted(path.name for path in tmp_path.iterdir()) == parts
