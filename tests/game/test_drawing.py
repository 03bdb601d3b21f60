"""Every screen draws every sample, in both languages, at every size, with no text cut off."""

from itertools import pairwise

import pytest
from driver import Person
from samples import SampleDesk, SampleLibrary, SampleOutcome, SampleReplay, SampleSeats, SampleTitle
from samples import load as sample

from game import theme
from game.box import Box
from game.focus import Look
from game.paint import Painter
from game.pan import canvas
from game.parts.record import record_list
from game.presenters.common import ActorMark, Choice, RecordRow
from game.presenters.desk import DeskModel, Tab
from game.presenters.replay import ReplayModel
from game.presenters.seats import SeatsModel
from game.widgets import Segments

SHOWN = [
    ("title", SampleTitle, "en"),
    ("title", SampleTitle, "fr"),
    ("desk", lambda: SampleDesk(sample("desk_firm", DeskModel)), "en"),
    ("desk", lambda: SampleDesk(sample("desk_firm", DeskModel, "fr")), "fr"),
    ("desk", lambda: SampleDesk(sample("desk_authority", DeskModel)), "en"),
    ("seats", lambda: SampleSeats(sample("seats", SeatsModel)), "en"),
    ("seats", lambda: SampleSeats(sample("seats", SeatsModel, "fr")), "fr"),
    ("replay", lambda: SampleReplay(sample("replay", ReplayModel)), "en"),
    ("outcome", SampleOutcome, "en"),
    ("library", SampleLibrary, "en"),
]


@pytest.mark.parametrize(("screen", "port", "lang"), SHOWN)
def test_no_text_is_cut_off(screen, port, lang):
    person = Person(screen, port(), lang)
    assert person.app.painter.clipped == []


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1280, 800), (800, 600), (2200, 900)])
@pytest.mark.parametrize(("screen", "port", "lang"), SHOWN[2:8:2])
def test_every_size_of_window_draws(screen, port, lang, size):
    person = Person(screen, port(), lang, size)
    room = person.app.room
    for widget in person.screen.focus.widgets:
        assert widget.box.x >= -4
        assert widget.box.right <= room.w + 4
        assert widget.box.y >= -4
        assert widget.box.bottom <= room.h + 4


def test_the_canvas_never_shrinks_below_the_grid():
    for window in ((640, 480), (1280, 720), (1280, 900), (3840, 2160)):
        for size in theme.SIZES:
            scale, room = canvas(window, size)
            assert room.w >= theme.CANVAS_WIDTH - 1e-6
            assert room.h >= theme.CANVAS_HEIGHT - 1e-6
            assert scale >= theme.SCALE_MIN * size / 100


def luminance(colour):
    parts = [one / 255 for one in colour]
    grown = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * grown[0] + 0.7152 * grown[1] + 0.0722 * grown[2]


def contrast(ink, ground):
    high, low = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_ink_reads_on_its_grounds():
    dark = (theme.PANEL, theme.PANEL_OWN, theme.RAISED, theme.GROUND_TOP, theme.WELL)
    pairs = [(ink, ground) for ink in (theme.INK, theme.SOFT, theme.DIM) for ground in dark]
    pairs += [(ink, theme.PANEL) for ink in (theme.GOLD, theme.GAIN, theme.LOSS)]
    pairs += [(theme.SOFT, theme.SEGMENT), ((255, 255, 255), theme.SEGMENT_ON)]
    pairs += [((255, 255, 255), theme.seat_tint(key)) for key in theme.SEATS]
    pairs += [(theme.DIM, theme.seat_panel(key)) for key in theme.SEATS]
    pairs += [(ink, theme.PAPER) for ink in (theme.PAPER_INK, theme.PAPER_SECOND,
                                            theme.PAPER_FORECAST, theme.PAPER_PLUS)]  # fmt: skip
    pairs += [(theme.GOLD_INK, theme.GOLD)]
    weak = [(ink, ground, contrast(ink, ground)) for ink, ground in pairs]
    assert [pair for pair in weak if pair[2] < 4.5] == []


class Lines:
    """
    Notes where every line is set, and how wide it is.
    """

    def __init__(self, monkeypatch):
        """
        Listen to every painter.
        """
        self.set = []
        real = Painter.text

        def text_(p, at, words, *rest, **more):
            wide = real(p, at, words, *rest, **more)
            middle = at[0] - wide / 2 if more.get("align") == "mid" else at[0]
            self.set.append((words, middle, at[1], wide))
            return wide

        monkeypatch.setattr(Painter, "text", text_)


def test_the_lines_of_one_row_stand_evenly_apart(monkeypatch):
    p = Person("title", SampleTitle()).app.painter
    lines = Lines(monkeypatch)
    mark = ActorMark(id="a", label="A", colour="sky", shape="circle", emblem="tree")
    row = RecordRow(date="1 Aug", actor=mark, words="word " * 30)
    record_list(p, Tab(id="record", label="Record", rows=(row,)), Box(0, 0, 260, 400), 0).draw(
        p, Look()
    )
    heights = [y for words, _, y, _ in lines.set if words.startswith("word")]
    assert len(heights) > 3
    assert len({after - before for before, after in pairwise(heights)}) == 1


def test_the_words_of_a_segment_keep_clear_of_its_marks(monkeypatch):
    p = Person("title", SampleTitle()).app.painter
    lines = Lines(monkeypatch)
    options = tuple(Choice(id=one, label=one) for one in ("sequestered", "b"))
    Segments(
        id="s", box=Box(0, 0, 200, 26), region="r", label="S", options=options, chosen=None,
        crowds=(20, 0),
    ).draw(p, Look())  # fmt: skip
    (_, left, _, wide), (_, other, _, narrow) = lines.set
    assert left + wide <= 98 - 20 + 0.5
    assert abs(other + narrow / 2 - 151) < 1
