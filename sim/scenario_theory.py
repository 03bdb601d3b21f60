"""
The scenarios that lie apart from the games: those of theory and those of the lessons.

A scenario of theory is named `theory/NAME` or by its id, one of a lesson by its id `lesson-NAME`.
"""

from pathlib import Path

from sim.places import assets_folder

PREFIX = "theory"
LESSON = "lesson-"


def theory_folder() -> Path:
    """Return the folder of the scenarios of theory."""
    return assets_folder() / PREFIX


def list_theory() -> tuple[str, ...]:
    """Return the scenarios of theory, which models answer exactly, as `theory/NAME`."""
    found = (path.name.removesuffix(".en.toml") for path in theory_folder().glob("*.en.toml"))
    return tuple(sorted(f"{PREFIX}/{name}" for name in found))


def theory_name(name: str) -> str | None:
    """Return the bare name of a scenario of theory, given as `theory/NAME` or by its id."""
    for plain in list_theory():
        if name in (plain, plain.replace("/", "-")):
            return plain.partition("/")[2]
    return None


def theory_path(name: str) -> Path | None:
    """Return the file of a scenario of theory, None if there is none of this name."""
    bare = theory_name(name)
    return None if bare is None else theory_folder() / f"{bare}.toml"


def lesson_path(name: str) -> Path | None:
    """Return the file of a lesson's scenario by its id, None if there is none of this name."""
    if not name.startswith(LESSON):
        return None
    path = assets_folder() / "lessons" / "scenarios" / f"{name.removeprefix(LESSON)}.toml"
    return path if path.is_file() else None
