"""
Compare pictures of screens with the kept ones. To keep them anew: `tests/game/golden.py [PART]`.

A picture is kept at half a pixel for each logical one and in sixteen shades a channel, as a PNG
with a palette: 12 kB in the mean. A label that moved by four pixels still changes its tiles.
What the shades lose is forgiven exactly, so that the same drawing differs by nothing at all.
"""

import os
import struct
import sys
import zlib
from collections import Counter
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

import pygame  # noqa: E402 - the drivers come first

KEPT = HERE / "golden"
FAILED = ROOT / "out" / "pictures"
MADE_WITH = KEPT / "made_with.txt"
RENEW = "uv run --group test tests/game/golden.py"
PIXEL = 0.5
"""How many kept pixels a logical one has, a side."""
SHADES = 16
SLACK = 256 // SHADES // 2 + 2
"""What a channel may differ by for the shades, and a rounding on each side."""
TILE = 8
MOST = 3
"""The mean difference of a tile, of 255, beyond what is forgiven; the same drawing has 0."""
COLOURS = 256
_STEP = 256 // SHADES
_SHADED = bytes(value // _STEP * _STEP + _STEP // 2 for value in range(256))


def library():
    """Return what draws the pictures, as the kept ones were told it."""
    sdl = ".".join(map(str, pygame.get_sdl_version()))
    return f"pygame-ce {pygame.version.ver}, SDL {sdl}"


def reduced(window, scale):
    """Return a window's picture at the kept size, in full colour."""
    share = PIXEL / scale
    size = tuple(round(length * share) for length in window.get_size())
    made = pygame.Surface(size, depth=24)
    made.blit(pygame.transform.smoothscale(window, size), (0, 0))
    return made


def difference(got, want):
    """Return how far two pictures are apart beyond what is forgiven, channel by channel."""
    apart, under = got.copy(), want.copy()
    apart.blit(want, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
    under.blit(got, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
    apart.blit(under, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    apart.fill((SLACK,) * 3, special_flags=pygame.BLEND_RGB_SUB)
    return apart


def worst(apart):
    """Return the mean of the worst tile's worst channel, and where that tile lies."""
    wide, high = (max(length // TILE, 1) for length in apart.get_size())
    means = pygame.image.tobytes(pygame.transform.smoothscale(apart, (wide, high)), "RGB")
    most = max(means)
    tile = means.index(most) // 3
    x, y = tile % wide, tile // wide
    return most, (round((x + 0.5) * TILE / PIXEL), round((y + 0.5) * TILE / PIXEL))


def loaded(path):
    """Return a kept picture."""
    found = pygame.image.load(path)
    made = pygame.Surface(found.get_size(), depth=24)
    made.blit(found, (0, 0))
    return made


def fault(name, got):
    """Compare a picture with the kept one; return what is wrong in words, or nothing."""
    path = KEPT / f"{name}.png"
    want = loaded(path) if path.exists() else None
    what = _what(got, want)
    return _told(name, got, want, what) if what else ""


def _what(got, want):
    """Say what is wrong with a picture, if anything is."""
    if want is None:
        return "no such picture is kept"
    if want.get_size() != got.get_size():
        return f"{got.get_size()} instead of {want.get_size()}"
    most, (x, y) = worst(difference(got, want))
    return f"differs by {most} (at most {MOST}) at logical {x}, {y}" if most > MOST else ""


def _told(name, got, want, what):
    """Lay got, want and difference down, and say where and how to keep the new picture."""
    FAILED.mkdir(parents=True, exist_ok=True)
    parts = {"got": got} | ({} if want is None else {"want": want})
    if want is not None and want.get_size() == got.get_size():
        parts["difference"] = apart = difference(got, want)
        for _ in range(2):  # four times as bright
            apart.blit(apart, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    for part, one in parts.items():
        pygame.image.save(one, FAILED / f"{name}.{part}.png")
    made = MADE_WITH.read_text(encoding="utf-8").strip() if MADE_WITH.exists() else "nothing"
    other = "" if made == library() else f" (kept with {made}, drawn with {library()})"
    files = f"{FAILED.relative_to(ROOT).as_posix()}/{name}.{{{','.join(parts)}}}.png"
    return f"{name}: {what}{other}. See {files}; if it is meant: {RENEW} {name}"


def keep(name, got):
    """Keep a picture."""
    KEPT.mkdir(exist_ok=True)
    shaded = pygame.image.tobytes(got, "RGB").translate(_SHADED)
    pixels = list(zip(shaded[::3], shaded[1::3], shaded[2::3], strict=True))
    palette = [colour for colour, _ in Counter(pixels).most_common(COLOURS)]
    places = {colour: place for place, colour in enumerate(palette)}
    for colour in set(pixels) - set(palette):
        places[colour] = min(range(len(palette)), key=lambda at: _apart(palette[at], colour))
    (KEPT / f"{name}.png").write_bytes(
        _png(got.get_size(), bytes(places[pixel] for pixel in pixels), palette)
    )


def _apart(one, other):
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _png(size, places, palette):
    """Return a PNG with a palette; pygame's own writer knows none and makes twice as much."""
    wide, high = size
    rows = b"".join(b"\0" + places[row * wide : (row + 1) * wide] for row in range(high))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)),
             (b"PLTE", bytes(value for colour in palette for value in colour)),
             (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def main():
    """Keep every picture anew whose name holds the argument and that differs; drop the others."""
    sys.path[:0] = [str(ROOT), str(HERE)]
    import stills

    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    with stills.quiet_world():
        for name, still, lang, window in stills.every():
            if wanted not in name:
                continue
            got = stills.picture(still, lang, window)
            path = KEPT / f"{name}.png"
            if _what(got, loaded(path) if path.exists() else None):
                keep(name, got)
                print(path)
    known = {name for name, *_ in stills.every()}
    for path in KEPT.glob("*.png"):
        if path.stem not in known:
            path.unlink()
    MADE_WITH.write_text(library() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
