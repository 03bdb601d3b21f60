"""A folder of a domain's files in, a scenario and its texts out; on a fault nothing is written."""

import re
import sys
from collections.abc import Sequence
from math import prod
from pathlib import Path
from typing import Any

from sim.errors import CannotError
from sim.genius.domain import Domain
from sim.genius.pages import Page
from sim.genius.reading import check_additive, read_domain
from sim.genius.tags import read_tags
from sim.genius.writing import LANGUAGES, ids_of, names_text, scenario_text
from sim.paths import writing_trouble
from sim.scenario_check import Problem, ScenarioError

DOMAIN = "negotiation_template"
PROFILE = "utility_space"
_FILES_MAX = 64


def import_genius(folder: str, out: str) -> dict[str, Any]:
    """
    Write the scenario of the domain in a folder and return what it is.

    Raises:
        ScenarioError: with every fault of the files.
        CannotError: for a folder or a file that will not do.

    """
    paths = _targets(out)
    domain, files = _read(folder)
    notes = _discounts(domain)
    ids = ids_of(domain, paths[0].stem)
    told = [names_text(domain, ids, lang) for lang in LANGUAGES]
    _write(dict(zip(paths, (scenario_text(domain, ids, files, notes), *told), strict=True)))
    return {
        "path": str(paths[0].resolve()),
        "scenario": ids.scenario,
        "parties": list(ids.parties),
        "issues": list(ids.issues),
        "outcomes": prod(len(matter.options) for matter in domain.matters),
        "notes": notes,
    }


def _targets(out: str) -> tuple[Path, ...]:
    """Return the files to write, none of which is there yet: the scenario, then its texts."""
    trouble = writing_trouble(out)
    if trouble is not None:
        raise CannotError(out or "scenario", *trouble)
    path = Path(out)
    found = (path, *(path.with_name(f"{path.stem}.{lang}.toml") for lang in LANGUAGES))
    for one in found:
        if one.exists():
            raise CannotError(str(one), "the file is already there", "choose another name")
    return found


def _read(folder: str) -> tuple[Domain, list[str]]:
    """Return the domain of a folder and the names of the files it was read from."""
    pages = _pages(folder)
    homes = [page for page in pages if page.root.name == DOMAIN]
    profiles = [page for page in pages if page.root.name == PROFILE]
    if len(homes) != 1:
        named = ", ".join(page.path.name for page in homes)
        wrong = f"it holds several domains: {named}" if homes else f"no file holds <{DOMAIN}>"
        raise CannotError(folder, wrong, "keep one domain file beside its profiles")
    if len(profiles) < 2:  # noqa: PLR2004
        wrong = f"{len(profiles)} of its files hold a <{PROFILE}>"
        raise CannotError(folder, wrong, "a domain needs the profiles of at least two parties")
    domain = read_domain(homes[0], profiles)
    return domain, [page.path.name for page in (*homes, *profiles)]


def _pages(folder: str) -> list[Page]:
    """Return every XML file of a folder, or what is wrong with any of them as a whole."""
    pages, problems = [], []
    for path in _files(folder):
        root = read_tags(path)
        if isinstance(root, Problem):
            problems.append(root)
        elif root.name not in (DOMAIN, PROFILE):
            wrong = f"<{root.name}> is neither a {DOMAIN} nor a {PROFILE}"
            remedy = "take the file out of the folder"
            problems.append(Problem(path=str(path), line=root.line, wrong=wrong, remedy=remedy))
        else:
            page = Page(path, root)
            check_additive(page)
            problems += page.problems
            pages.append(page)
    if problems:
        raise ScenarioError(tuple(problems))
    return pages


def _files(folder: str) -> list[Path]:
    home = Path(folder)
    if not home.is_dir():
        wrong = "it is a file, not a folder" if home.exists() else "there is no such folder"
        raise CannotError(folder or "DIR", wrong, "name the folder of a domain's XML files")
    found = [path for path in home.iterdir() if path.suffix.lower() == ".xml"]
    if not found:
        raise CannotError(folder, "it holds no XML file", "name the folder of a domain")
    if len(found) > _FILES_MAX:
        wrong = f"it holds {len(found)} XML files"
        raise CannotError(folder, wrong, "name a folder with one domain and its parties only")
    return sorted(found, key=_natural)


def _natural(path: Path) -> tuple[Sequence[tuple[int, str]], str]:
    """Return a key by which 2 comes before 10."""
    parts = re.split(r"([0-9]+)", path.stem.casefold())
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts], path.name


def _discounts(domain: Domain) -> list[str]:
    """Return what is said of discount factors, which the talks cannot play."""
    found = [f"{one.name} {float(one.discount):g}" for one in domain.profiles if one.discount != 1]
    if not found:
        return []
    return [f"discount factors are kept as a note and not played: {', '.join(found)}"]


def _write(texts: dict[Path, str]) -> None:
    """Write all files, or none."""
    written: list[Path] = []
    try:
        for path, text in texts.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def warn(notes: Sequence[str], out: str) -> None:
    """Say on standard error, in one line, what of a domain the talks leave out."""
    sys.stderr.writelines(f"warning: {out}: {note}\n" for note in notes)
