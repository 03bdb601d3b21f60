"""
A file of somebody else's XML as plain tags that know their lines, or the one fault why not.

Nothing is expanded, fetched or followed: a document type, an entity or a reference to another file
is a fault, and so are files too large or too deep to be a domain. Nothing else of ours reads XML.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from attrs import field, frozen
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from sim.paths import reading_trouble
from sim.scenario_check import Problem

BYTES_MAX = 4_000_000
"""Many times the largest domain that was ever played; a larger file is no domain."""
_DEPTH_MAX = 64


@frozen(eq=False)
class Tag:
    """One element: its name, where it begins, what it says and what stands in it."""

    name: str
    line: int
    attributes: Mapping[str, str]
    children: list["Tag"] = field(factory=list)

    def own(self, name: str) -> Iterator["Tag"]:
        """Yield the elements of a name that stand directly in this one."""
        return (tag for tag in self.children if tag.name == name)

    def all(self, name: str) -> Iterator["Tag"]:
        """Yield the elements of a name at any depth, in the order of the file."""
        waiting = [*reversed(self.children)]
        while waiting:
            tag = waiting.pop()
            if tag.name == name:
                yield tag
            waiting += reversed(tag.children)


class _TooDeepError(ValueError):
    """Elements stand in one another more deeply than in any domain."""


class _Builder:
    """What the parser calls while it reads."""

    def __init__(self) -> None:
        self.root: Tag | None = None
        self.open: list[Tag] = []
        self.line: Callable[[], int] = lambda: 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        tag = Tag(name, self.line(), attributes)
        if len(self.open) >= _DEPTH_MAX:
            raise _TooDeepError
        if self.open:
            self.open[-1].children.append(tag)
        self.root = self.root or tag
        self.open.append(tag)

    def end(self, _name: str) -> None:
        """Close the innermost element."""
        self.open.pop()

    def data(self, _text: str) -> None:
        """Pass over text between elements: the format keeps everything in attributes."""

    def close(self) -> None:
        """Return nothing: the root is kept here."""


def read_tags(path: Path) -> Tag | Problem:
    """Return the root of a file, or what is wrong with it."""
    data = _bytes(path)
    if isinstance(data, Problem):
        return data
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        remedy = "take DOCTYPE and entities out; a domain needs neither"
        return _problem(path, builder.line(), "it has a document type or entities", remedy)
    except ParseError as error:
        wrong = f"this is not XML: {str(error).partition(':')[0]}"
        return _problem(path, error.position[0], wrong, "correct it, or take it out")
    except _TooDeepError:
        wrong = f"elements stand more than {_DEPTH_MAX} deep"
        return _problem(path, builder.line(), wrong, "give a domain, where they stand 5 deep")
    except (ValueError, LookupError):
        return _problem(path, 1, "its encoding is not known", "save the file as UTF-8")
    assert builder.root is not None  # the parser refuses a file without an element
    return builder.root


def _bytes(path: Path) -> bytes | Problem:
    trouble = reading_trouble(str(path), "domain")
    if trouble is not None:
        return _problem(path, 0, *trouble)
    try:
        with path.open("rb") as file:
            data = file.read(BYTES_MAX + 1)
    except OSError as error:
        return _problem(path, 0, f"the file cannot be read: {error.strerror}", "check the disk")
    if len(data) > BYTES_MAX:
        wrong = f"it is larger than {BYTES_MAX // 1_000_000} MB, which no domain is"
        return _problem(path, 0, wrong, "take it out of the folder")
    return data


def _problem(path: Path, line: int, wrong: str, remedy: str) -> Problem:
    return Problem(path=str(path), line=line, wrong=wrong, remedy=remedy)
