"""What went wrong in words a person can use: one sentence, by its key in the catalogue."""

from game.text import Text


class Notice(Exception):
    """Something asked for cannot be done; the window says why and goes on."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def words(self, text: Text) -> str:
        """Return the sentence."""
        return text(self.key, **self.values)


def plain_words(problem: Exception, text: Text) -> str | None:
    """Return the sentence of a problem of the outside world; None for a mistake of ours."""
    if isinstance(problem, Notice):
        return problem.words(text)
    if isinstance(problem, OSError):
        return text("ui.notice.disk", reason=problem.strerror or str(problem))
    from sim.errors import CannotError
    from sim.record.errors import RecordError
    from sim.scenario_check import ScenarioError
    from sim.strategies.base import UnknownStrategyError

    if isinstance(problem, RecordError):
        return text("ui.notice.record", file=_short(problem.file), reason=problem.reason,
                    remedy=problem.remedy)  # fmt: skip
    if isinstance(problem, UnknownStrategyError):
        return text("ui.notice.strategy", name=problem.args[0])
    if isinstance(problem, CannotError | ScenarioError):
        return str(problem)
    return None


def _short(file: str) -> str:
    """Return a path without its folders, which no line of the window has room for."""
    return file.replace("\\", "/").rpartition("/")[2]
