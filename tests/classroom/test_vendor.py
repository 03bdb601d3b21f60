"""
Goal: what others wrote is unchanged, has its licence beside it, and is used.
"""

import hashlib
import re

import house

VENDOR = house.ROOT / "classroom/static/vendor"
ROWS = re.findall(
    r"^\| `([\w.]+)` \|.*\| .*`(LICENSE[\w.-]+)` \| `([0-9a-f]{128})` \|$",
    (VENDOR / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_every_file_is_listed_with_hash_and_licence():
    assert {row[0] for row in ROWS} == {path.name for path in VENDOR.glob("*.js")}
    for name, licence, digest in ROWS:
        assert hashlib.sha512((VENDOR / name).read_bytes()).hexdigest() == digest
        assert (VENDOR / licence).stat().st_size > 300


def test_every_file_is_used_by_a_page():
    pages = "".join(
        path.read_text(encoding="utf-8")
        for path in (house.ROOT / "classroom/templates").rglob("*.html")
    )
    for name, _, _ in ROWS:
        assert f"vendor/{name}" in pages


def test_fonts_have_their_licences():
    fonts = house.ROOT / "classroom/static/fonts"
    assert {path.name for path in fonts.glob("*.txt")} == {
        path.name for path in (house.ROOT / "assets/fonts").glob("OFL-*.txt")
    }
