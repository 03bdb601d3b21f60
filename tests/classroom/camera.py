"""
A camera for the pages of a class: files of few colours, at the sizes of a phone, a laptop, a wall.
"""

import io

from PIL import Image, ImageColor

from tests.classroom import browsing as b

SIZES = {"phone": b.PHONE, "laptop": b.LAPTOP, "projector": b.PROJECTOR}
COLOURS = 240
KEPT = ("#56B4E9", "#E69F00", "#D55E00", "#009E73", "#F0C45C", "#9E3500", "#00664A", "#0B5A8A")
"""Colours that mean something stay what they are, however small the marks."""


class Camera:
    """
    Takes pictures of pages as files with few colours; a thorough one takes more than are kept.
    """

    def __init__(self, folder, *, thorough=False):
        self.folder, self.thorough = folder, thorough
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page, name, *, size=None, whole=False):
        """
        Take a page as it is, at another size if asked, or all of it.
        """
        before = page.viewport_size
        if size:
            page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("document.fonts.ready")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 120)))")
        shot = Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")
        few = shot.quantize(palette=_palette(shot), dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}.png", optimize=True)
        if size:
            page.set_viewport_size(before)

    def every(self, page, name, lang="en", *, whole=()):
        """
        Take a page at each size; those of `whole` as long as they are.
        """
        for device, size in SIZES.items():
            self.take(page, f"{name}-{device}-{lang}", size=size, whole=device in whole)


def _palette(shot):
    """
    Return a palette of the commonest colours: papers stay what they are, only edges are blended.
    """
    counted = sorted(shot.getcolors(shot.width * shot.height), reverse=True)
    chosen = [value for kept in KEPT for value in ImageColor.getrgb(kept)]
    chosen += [value for _, colour in counted[:COLOURS] for value in colour]
    found = Image.new("P", (1, 1))
    found.putpalette(chosen)
    return found
