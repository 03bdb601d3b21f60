"""Errors of the outside world in one line, and the exit codes of the command line (design 8)."""

import re

DONE = 0
FINDINGS = 1
CANNOT = 2


_GAPS = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")


def one_line(text: str) -> str:
    """Return a text as one line; what keeps words of French together stays."""
    return _GAPS.sub(" ", text).strip()


class CannotError(Exception):
    """Something asked for cannot be done: what it is, what is wrong, what to do."""

    code = CANNOT
    """The exit code of a command that raises it."""

    def __init__(self, what: str, wrong: str, remedy: str, line: int | None = None) -> None:
        super().__init__(what, wrong, remedy, line)
        self.what = what
        self.wrong = wrong
        self.remedy = remedy
        self.line = line

    def __str__(self) -> str:
        where = self.what if self.line is None else f"{self.what}:{self.line}"
        return one_line(f"{where}: {self.wrong}; {self.remedy}")

    def said(self, lang: str) -> str:
        """Return the line in a language; what was raised with English words stays English."""
        del lang
        return str(self)


class KeyedError(CannotError):
    """
    Something that cannot be done, told by a key of the catalogue in any of its languages.

    The text behind `cannot.KEY` says what is wrong and what to do, apart by a semicolon.
    """

    def __init__(self, what: str, key: str, /, **values: object) -> None:
        self.key, self.values = key, values
        wrong, _, remedy = self._text("en").partition("; ")
        super().__init__(what, wrong, remedy)

    def __reduce__(self) -> "tuple[object, tuple[object, ...]]":
        return _made_again, (type(self), self.what, self.key, self.values)

    def _text(self, lang: str) -> str:
        from sim.words import load

        return load(lang)(f"cannot.{self.key}", **self.values)

    def said(self, lang: str) -> str:
        """Return the line in a language."""
        from sim.words import load

        return one_line(load(lang)("cannot.line", what=self.what, said=self._text(lang)))


def _made_again(
    kind: type[KeyedError], what: str, key: str, values: dict[str, object]
) -> KeyedError:
    """Return an error that came from another process."""
    return kind(what, key, **values)
