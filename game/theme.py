"""
Every colour, size and measure of the screen, as plain data.

Values are logical pixels at scale 1 (a window of 1280 by 720); nothing here knows pygame, and
no other module of the front end may invent a colour or a type size.
"""

from typing import Final, NamedTuple

Colour = tuple[int, int, int]


class Style(NamedTuple):
    """One way to set text: family, size in logical pixels, weight."""

    family: str
    size: int
    weight: int


# The canvas: screens are laid out on at least this much room.
CANVAS_WIDTH: Final = 1280
CANVAS_HEIGHT: Final = 720
SCALE_MIN: Final = 0.8  # below 1024 by 640 the canvas pans instead of shrinking
SIZES: Final = tuple(range(75, 205, 5))  # interface size, per cent

# The grid.
MARGIN: Final = 16
GUTTER: Final = 12
RADIUS_PANEL: Final = 10
RADIUS_TILE: Final = 8
RADIUS_CONTROL: Final = 5
MAIN_TOP: Final = 60
MOVES_HEIGHT: Final = 72
STRIP_HEIGHT: Final = 52
SIDE_WIDTH: Final = 264
RECORD_WIDTH: Final = 356

# Grounds.
GROUND_TOP: Final[Colour] = (0x17, 0x1E, 0x2B)
GROUND_LOW: Final[Colour] = (0x0C, 0x10, 0x18)
PANEL: Final[Colour] = (0x18, 0x1F, 0x2B)
PANEL_OWN: Final[Colour] = (0x1C, 0x24, 0x32)
RAISED: Final[Colour] = (0x21, 0x2A, 0x3A)
RAISED_HOVER: Final[Colour] = (0x29, 0x34, 0x47)
ROW_FOCUS: Final[Colour] = (0x1C, 0x25, 0x36)
WELL: Final[Colour] = (0x0F, 0x14, 0x1D)
SEGMENT: Final[Colour] = (0x28, 0x32, 0x44)
SEGMENT_HOVER: Final[Colour] = (0x33, 0x3F, 0x55)
SEGMENT_ON: Final[Colour] = (0x5C, 0x6B, 0x86)
LINE: Final[Colour] = (0x2F, 0x3A, 0x4D)
LINE_FAINT: Final[Colour] = (0x24, 0x2E, 0x3E)
CAP_LINE: Final[Colour] = (0x4A, 0x57, 0x70)

# Inks; each measured at 4.5 or better on the grounds it is used on.
INK: Final[Colour] = (0xE8, 0xEC, 0xF1)
SOFT: Final[Colour] = (0xC4, 0xCC, 0xD8)
DIM: Final[Colour] = (0x9B, 0xA6, 0xB8)
# Gold is what is in the person's hand: the focus, the one thing to do, the choice made, attention.
# Time, bars and what others do are white or grey.
GOLD: Final[Colour] = (0xF0, 0xC4, 0x5C)
GOLD_INK: Final[Colour] = (0x24, 0x1D, 0x14)
GOLD_LOW: Final[Colour] = (0xA8, 0x86, 0x3A)
GOLD_TINT: Final[Colour] = (0x2E, 0x2A, 0x20)
BRAND: Final[Colour] = (0xF3, 0xEC, 0xDE)
GAIN: Final[Colour] = (0xB2, 0xE2, 0xA0)
LOSS: Final[Colour] = (0xF7, 0x98, 0xAA)  # apart from GAIN and GOLD for all eyes
GREY: Final[Colour] = (0x56, 0x61, 0x76)
WORLD: Final[Colour] = (0x9B, 0xA6, 0xB8)

# The press.
PAPER: Final[Colour] = (0xF3, 0xEC, 0xDE)
PAPER_HOVER: Final[Colour] = (0xFB, 0xF6, 0xEC)
PAPER_LOW: Final[Colour] = (0xE2, 0xD9, 0xC2)
PAPER_LINE: Final[Colour] = (0xA8, 0x97, 0x76)
PAPER_INK: Final[Colour] = (0x24, 0x1D, 0x14)
PAPER_SECOND: Final[Colour] = (0x68, 0x58, 0x42)
PAPER_FORECAST: Final[Colour] = (0x8C, 0x34, 0x0E)
PAPER_PLUS: Final[Colour] = (0x1F, 0x6B, 0x2E)
PAPER_MINUS: Final[Colour] = (0x9B, 0x1C, 0x1C)
PAPER_PIP: Final[Colour] = (0x94, 0x6A, 0x1B)

# The strip of days.
DAY_PAST: Final[Colour] = (0x68, 0x76, 0x90)
DAY_AHEAD: Final[Colour] = (0x34, 0x3F, 0x53)
DAY_RISK: Final[Colour] = (0x7A, 0x54, 0x54)

# Seat colours are marks, bars and tinted fills, never text. The keys come from scenario data.
SEATS: Final[dict[str, Colour]] = {
    "sky": (0x56, 0xB4, 0xE9),
    "orange": (0xE6, 0x9F, 0x00),
    "vermilion": (0xD5, 0x5E, 0x00),
    "green": (0x00, 0x9E, 0x73),
    "grey": WORLD,
}

# Type: 12, 14, 18, 26 and the two serifs; nothing is ever set smaller.
LABEL: Final = Style("sans", 12, 400)
LABEL_MID: Final = Style("sans", 12, 500)
LABEL_BOLD: Final = Style("sans", 12, 600)
BODY: Final = Style("sans", 14, 400)
BODY_MID: Final = Style("sans", 14, 500)
BODY_BOLD: Final = Style("sans", 14, 600)
HEAD: Final = Style("sans", 18, 600)
HEAD_LIGHT: Final = Style("sans", 18, 400)
FIGURE: Final = Style("sans", 26, 600)
BRAND_NAME: Final = Style("serif", 22, 600)
BRAND_BIG: Final = Style("serif", 56, 600)
NEWS_HEAD: Final = Style("serif", 22, 600)
NEWS_NAME: Final = Style("serif", 14, 600)
NEWS: Final = Style("serif", 14, 400)
NEWS_NOTE: Final = Style("serif-italic", 14, 400)

FONT_FILES: Final[dict[tuple[str, int], str]] = {
    ("sans", 400): "IBMPlexSans-Regular.ttf",
    ("sans", 500): "IBMPlexSans-Medium.ttf",
    ("sans", 600): "IBMPlexSans-SemiBold.ttf",
    ("serif", 400): "SourceSerif4-Regular.ttf",
    ("serif", 600): "SourceSerif4-SemiBold.ttf",
    ("serif-italic", 400): "SourceSerif4-Italic.ttf",
}
CAP_HEIGHT: Final[dict[str, float]] = {"sans": 0.698, "serif": 0.670, "serif-italic": 0.670}

TONES: Final[dict[str, Colour]] = {
    "ink": INK,
    "soft": SOFT,
    "dim": DIM,
    "gain": GAIN,
    "loss": LOSS,
}


def mix(low: Colour, high: Colour, part: float) -> Colour:
    """Return the colour `part` of the way from `low` to `high`."""
    return (
        round(low[0] + (high[0] - low[0]) * part),
        round(low[1] + (high[1] - low[1]) * part),
        round(low[2] + (high[2] - low[2]) * part),
    )


def seat_colour(key: str) -> Colour:
    """Return a seat's colour; an unknown key is grey, the colour of the world."""
    return SEATS.get(key, WORLD)


def light(colour: Colour) -> float:
    """Return how bright a colour looks, 0 to 255."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def seat_tint(key: str) -> Colour:
    """Return the fill of a chosen segment on that seat's desk: dark enough under white text."""
    return mix(SEGMENT, seat_colour(key), 0.38)


def seat_panel(key: str) -> Colour:
    """Return the ground of the own card: a breath of the seat's colour, as bright for all."""
    colour = seat_colour(key)
    return mix((0x18, 0x1C, 0x24), colour, 9 / light(colour))


def seat_border(key: str) -> Colour:
    """Return the border of the own card."""
    colour = seat_colour(key)
    return mix(LINE, colour, 45 / light(colour))
