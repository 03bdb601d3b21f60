"""
Goal: every page of a class has its picture as a phone, a laptop and a projector show it.

Method: pages are taken from the router, pictures from the folder in which they are looked at.
"""

import struct

import pytest

from classroom.app import STUDENT, TEACHER
from tests.classroom import browsing as b
from tests.house import ROOT

FOLDER = ROOT / "docs" / "pictures" / "class"
SIZES = {"phone": b.PHONE, "laptop": b.LAPTOP, "projector": b.PROJECTOR}
SEAT, TEACH = "/c/{code}/seat", "/teach/{code}"
PAGES = {
    "/": ("door",), "/c/{code}": ("own-door",), "/c/{code}/resume": ("resume",),
    "/c/{code}/ticket": ("welcome",),
    SEAT: ("waiting", "table-first", "table", "paused", "forms", "debrief-sealed", "closed"),
    f"{SEAT}/history": ("history",), f"{SEAT}/brief": ("brief",), f"{SEAT}/mine": ("mine",),
    "/c/{code}/practice/{number}": ("practice", "practice-over"),
    "/c/{code}/practice/{number}/history": ("practice-history",),
    "/c/{code}/practice/{number}/brief": ("practice-brief",),
    "/teach": ("login", "classes", "new"), TEACH: ("monitor", "end", "monitor-closed"),
    f"{TEACH}/table/{{number:int}}": ("one-table",), f"{TEACH}/join": ("wall",),
    f"{TEACH}/reach": ("reach",), f"{TEACH}/people": ("people",), f"{TEACH}/events": ("events",),
    f"{TEACH}/projector": ("sealed", "debrief"), f"{TEACH}/export": ("files",),
    f"{TEACH}/material/{{kind}}": ("material-brief",),
}  # fmt: skip
NO_PAGES = {
    f"{SEAT}/live", f"{SEAT}/view", f"{SEAT}/stream", f"{SEAT}/access", f"{TEACH}/live",
    f"{TEACH}/stream", f"{TEACH}/export/{{file}}", "/c/{code}/practice/{number}/live",
    "/c/{code}/practice/{number}/stream", "/c/{code}/join",
}  # fmt: skip
"""Parts of pages, streams, files, the way from a form back to the door."""


def test_every_page_of_the_router_has_its_pictures():
    read = {one.path for one in (*STUDENT, *TEACHER) if "GET" in one.methods}
    assert set(PAGES) | NO_PAGES == read
    wanted = {f"{name}-{device}-en.png" for names in PAGES.values()
              for name in (*names, "refused", "asked") for device in SIZES}  # fmt: skip
    assert not wanted - {one.name for one in FOLDER.glob("*.png")}


@pytest.mark.parametrize(("device", "size"), SIZES.items())
def test_a_picture_has_the_width_of_its_device(device, size):
    for one in FOLDER.glob(f"*-{device}-??.png"):
        width, height = struct.unpack(">II", one.read_bytes()[16:24])
        assert width == size[0], one.name
        assert height >= size[1], one.name
