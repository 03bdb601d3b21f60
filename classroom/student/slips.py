"""What somebody typed that no term takes: which term it is, and what it does take, in words."""

from collections.abc import Mapping

from classroom.denied import Denied
from classroom.student import typed
from classroom.student.sight import Sight
from classroom.student.wording import Words, words_of
from sim.domain.deal import Issue
from sim.domain.lookup import index_of
from sim.domain.moves import Move


def move_of(posted: Mapping[str, str], sight: Sight) -> Move:
    """Return the move of a form; a refusal of a term's value says which values it takes."""
    try:
        return typed.move_of(posted, sight.view)
    except Denied as denied:
        issue = index_of(sight.scenario).issues.get(str(denied.values.get("issue")))
        if denied.code != "no_such_option" or issue is None:
            raise
        raise Denied("term_range", denied.status, **range_of(words_of(sight), issue)) from None


def range_of(words: Words, issue: Issue) -> dict[str, str]:
    """Return the name of a term and its first and last value, as the values of a text."""
    low, high = (words.option(issue, issue.options[at]) for at in (0, -1))
    return {"what": words.issue(issue.id), "low": low, "high": high}
