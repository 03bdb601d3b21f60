"""The command `report`: which page is asked for, and the file that gets it."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import DONE, FINDINGS, CannotError, KeyedError, one_line
from sim.paths import writing_trouble
from sim.record.errors import RecordError
from sim.record.whole import write_whole
from sim.words import load, system_language

_PAGE = b"<!doctype html"
"""How every page begins."""


def command(said: Namespace) -> int:
    """Write the page of a sweep's folder or of a record; exit 1 where a record is damaged."""
    source, out = Path(said.file), Path(said.out)
    _check(said, source, out)
    lang = said.lang or system_language()
    failure: RecordError | None = None
    with _progress():
        if source.is_dir():
            from sim.report.sweep_page import sweep_page

            page = sweep_page(source, lang, Path(said.against) if said.against else None)
        else:
            from sim.record.replay import open_record
            from sim.report.record_page import record_page

            record = open_record(said.file, said.branch)
            page, failure = record_page(record, lang), record.failure
        write_whole(out, page.encode(), str(out))
    _warn(lang, said.file, said.against)
    sys.stdout.write(load(lang)("report.said", path=out.resolve()) + "\n")
    if failure is None:
        return DONE
    sys.stderr.write(f"error: {failure}\n")
    return FINDINGS


def _check(said: Namespace, source: Path, out: Path) -> None:
    """Raise CannotError before any work for what cannot be read, compared or written."""
    trouble = writing_trouble(said.out)
    if trouble is not None:
        raise CannotError(said.out or "--out", *trouble)
    if out.exists() and source.exists() and out.samefile(source):
        raise KeyedError(said.out, "report.itself")
    if out.exists() and not _is_page(out):
        raise KeyedError(said.out, "report.no_page")
    if said.against and not source.is_dir():
        raise KeyedError("--against", "report.only_sweeps")
    if said.branch is not None and source.is_dir():
        raise KeyedError("--branch", "report.no_branch")


def _warn(lang: str, *folders: str | None) -> None:
    """Tell of folders in which damage would go unseen: older releases kept no sums."""
    from sim.sweeps.sums import has_sums

    for folder in folders:
        if folder and (Path(folder) / "sweep.json").is_file() and not has_sums(Path(folder)):
            line = load(lang)("report.no_sums", path=folder)
            sys.stderr.write(f"warning: {one_line(line)}\n")


def _is_page(path: Path) -> bool:
    """Tell whether a page may give way to a newer one: nothing else of a person's may."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        begun = stream.read(len(_PAGE)).lower()
    return begun in (b"", _PAGE)


@contextmanager
def _progress() -> Iterator[None]:
    """Show on a terminal that work goes on."""
    from rich.console import Console

    console = Console(stderr=True)
    if console.is_terminal:
        with console.status(""):
            yield
    else:
        yield
