"""A file's root with typed access to its attributes; every fault is noted at its line."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from attrs import define, field

from sim.genius.tags import Tag
from sim.scenario_check import Problem

_NUMBER = re.compile(r"\s*[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?\s*")
_WHOLE = re.compile(r"\s*[+-]?\d{1,9}\s*")


@define
class Page:
    """One file while it is read."""

    path: Path
    root: Tag
    problems: list[Problem] = field(factory=list)

    def say(self, tag: Tag, wrong: str, remedy: str) -> None:
        """Note a fault where an element begins."""
        problem = Problem(path=str(self.path), line=tag.line, wrong=wrong, remedy=remedy)
        if problem not in self.problems:
            self.problems.append(problem)

    def text(self, tag: Tag, key: str) -> str | None:
        """Return an attribute; it is a fault if it is not there."""
        found = tag.attributes.get(key)
        if found is None:
            self.say(tag, f"<{tag.name}> has no {key}", f'add {key}="..."')
        return found

    def whole(self, tag: Tag, key: str) -> int | None:
        """Return a whole number."""
        found = self.text(tag, key)
        if found is None or _WHOLE.fullmatch(found):
            return None if found is None else int(found)
        self.say(tag, f'{key}="{found}" is no whole number', "write it in at most 9 digits")
        return None

    def number(
        self, tag: Tag, key: str, *, least: int | None = 0, most: int | None = None
    ) -> Fraction | None:
        """Return a number within bounds, exactly as it is written."""
        found = self.text(tag, key)
        if found is None:
            return None
        if not _NUMBER.fullmatch(found):
            self.say(tag, f'{key}="{found}" is no number', "write it plainly, as 12 or 0.25")
            return None
        value = Fraction(found.strip())
        if (least is not None and value < least) or (most is not None and value > most):
            span = f"less than {least}" if most is None else f"outside {least}..{most}"
            self.say(tag, f'{key}="{found}" is {span}', "correct the number")
            return None
        return value

    def indexed(self, name: str) -> dict[int, Tag]:
        """Return the elements of a name by their index, which no two of them share."""
        found: dict[int, Tag] = {}
        for tag in self.root.all(name):
            index = self.whole(tag, "index")
            if index is not None and index in found:
                wrong = f'<{name} index="{index}"> stands twice'
                self.say(tag, wrong, "give every one its own index")
            elif index is not None:
                found[index] = tag
        return found

    def only(self, name: str) -> Tag | None:
        """Return the one element of a name, None where there is none."""
        found = [*self.root.all(name)]
        for tag in found[1:]:
            self.say(tag, f"<{name}> stands twice", "keep one of them")
        return found[0] if found else None

    def bounds(self, tag: Tag) -> tuple[int, int] | None:
        """Return the least and the largest value of an issue of whole numbers."""
        at = next(_ranges(tag), tag)
        low, high = self.whole(at, "lowerbound"), self.whole(at, "upperbound")
        return None if low is None or high is None else (low, high)


def _ranges(tag: Tag) -> Iterator[Tag]:
    """Yield where old files give the bounds of an issue: in an element of its own."""
    if "lowerbound" not in tag.attributes:
        yield from tag.own("range")
