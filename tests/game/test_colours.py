"""Colours are told apart by eyes that see fewer of them, and every text is read on its ground."""

from collections import Counter
from itertools import combinations

import pytest
from driver import Person
from samples import SampleDesk, SampleLibrary, SampleOutcome, SampleReplay, SampleSeats, SampleTitle
from samples import load as sample

from game import theme
from game.paint import Painter
from game.presenters.desk import DeskModel
from game.presenters.replay import ReplayModel
from game.presenters.seats import SeatsModel

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear light.
DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
WHITE = (0.950456, 1.0, 1.089058)
TO_XYZ = ((0.412453, 0.357580, 0.180423), (0.212671, 0.715160, 0.072169),
          (0.019334, 0.119193, 0.950227))  # fmt: skip
APART = 15
"""Distance in Lab below which two marks are taken for one."""


def times(matrix, vector):
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def linear(colour):
    parts = [one / 255 for one in colour]
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]


def lab(colour, eyes):
    seen = [min(max(one, 0), 1) for one in times(DEFICIENCIES[eyes], linear(colour))]
    ratios = [one / white for one, white in zip(times(TO_XYZ, seen), WHITE, strict=True)]
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other, eyes):
    pair = zip(lab(one, eyes), lab(other, eyes), strict=True)
    return sum((a - b) ** 2 for a, b in pair) ** 0.5


def test_the_measure_knows_what_it_measures():
    assert distance((255, 0, 0), (255, 0, 0), "none") == 0
    assert round(lab((255, 255, 255), "none")[0]) == 100
    # Red and green of one brightness are the classic pair that two of the three mistake.
    red, green = (0xD0, 0x50, 0x40), (0x60, 0x80, 0x30)
    assert distance(red, green, "none") > 50
    assert distance(red, green, "deutan") < distance(red, green, "none") / 2
    assert distance(red, green, "tritan") > 40


@pytest.mark.parametrize("eyes", DEFICIENCIES)
def test_the_colours_of_the_seats_are_told_apart_by_all_eyes(eyes):
    near = {
        (one, other): round(distance(theme.SEATS[one], theme.SEATS[other], eyes), 1)
        for one, other in combinations(theme.SEATS, 2)
    }
    assert {pair: far for pair, far in near.items() if far < APART} == {}


@pytest.mark.parametrize("eyes", DEFICIENCIES)
def test_gain_and_loss_and_the_gold_are_told_apart_by_all_eyes(eyes):
    # Gain and loss have a sign and an arrow as well; the gold is the focus and the main act.
    for one, other in combinations((theme.GAIN, theme.LOSS, theme.GOLD), 2):
        assert distance(one, other, eyes) >= APART, (one, other)
    for ground in (theme.PANEL, theme.RAISED, theme.SEGMENT):
        assert distance(theme.GOLD, ground, eyes) > 2 * APART


# Texts as they are drawn, on what really lies below them


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink, ground):
    high, low = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def below(p, at, words, style, align):
    """Return the colour that most of the ground under a line has."""
    wide, high = p.width(words, style), style.size * 0.7
    left = at[0] - {"left": 0, "mid": wide / 2, "right": wide}[align]
    seen = Counter()
    for across in range(13):
        for down in (-0.5, 0, 0.5):
            x = round((left + wide * across / 12 - p.origin[0]) * p.scale)
            y = round((at[1] + high * down - p.origin[1]) * p.scale)
            if 0 <= x < p.surface.get_width() and 0 <= y < p.surface.get_height():
                seen[tuple(p.surface.get_at((x, y)))[:3]] += 1
    return seen.most_common(1)[0][0] if seen else None


SHOWN = [
    ("title", SampleTitle, "en"),
    ("desk", lambda: SampleDesk(sample("desk_firm", DeskModel)), "en"),
    ("desk", lambda: SampleDesk(sample("desk_authority", DeskModel)), "en"),
    ("seats", lambda: SampleSeats(sample("seats", SeatsModel)), "en"),
    ("replay", lambda: SampleReplay(sample("replay", ReplayModel)), "en"),
    ("outcome", SampleOutcome, "fr"),
    ("library", SampleLibrary, "en"),
    ("settings", lambda: None, "fr"),
]


def faint_texts(person, monkeypatch):
    """Draw once; return the texts that are too faint on their ground."""
    faint, real = [], Painter.text

    def text(p, at, words, style, colour=theme.INK, *, align="left", limit=None):  # noqa: PLR0913
        ground = below(p, at, words, style, align) if words.strip() else None
        if ground is not None and contrast(colour, ground) < 4.5:
            faint.append((words, colour, ground, round(contrast(colour, ground), 2)))
        return real(p, at, words, style, colour, align=align, limit=limit)

    monkeypatch.setattr(Painter, "text", text)
    person.app.dirty = True
    person.app.step([], 0)
    return faint


@pytest.mark.parametrize(("screen", "port", "lang"), SHOWN)
def test_every_text_is_read_on_what_lies_below_it(screen, port, lang, monkeypatch):
    person = Person(screen, port(), lang)
    person.app.context.motion = False
    assert faint_texts(person, monkeypatch) == []


def test_a_faint_text_would_be_found(monkeypatch):
    person = Person("settings", None)
    monkeypatch.setattr(theme, "DIM", theme.GREY)
    assert faint_texts(person, monkeypatch)
