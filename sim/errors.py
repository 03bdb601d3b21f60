"""Errors of the outside world in one line, and the exit codes of the command line (design 8)."""

DONE = 0
FINDINGS = 1
CANNOT = 2


class CannotError(Exception):
    """Something asked for cannot be done: what it is, what is wrong, what to do."""

    def __init__(self, what: str, wrong: str, remedy: str, line: int | None = None) -> None:
        super().__init__(what, wrong, remedy, line)
        self.what = what
        self.wrong = wrong
        self.remedy = remedy
        self.line = line

    def __str__(self) -> str:
        where = self.what if self.line is None else f"{self.what}:{self.line}"
        return " ".join(f"{where}: {self.wrong}; {self.remedy}".split())
