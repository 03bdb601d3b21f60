"""What a term could be: where it could suit both sides, what one step of it would change."""

from collections.abc import Callable

from game.presenters.make_desk_sight import Sight
from sim.domain.deal import Issue, Option, Package
from sim.domain.lookup import index_of
from sim.domain.units import PPM
from sim.strategies.outlook import others_worth


def zone(sight: Sight, issue: Issue) -> tuple[tuple[int, int] | None, tuple[str, ...]]:
    """Return where a price could suit both: from what they need, as one can tell, to my limit."""
    if sight.is_authority or len(sight.members) != 1 or not sight.talking:
        return None, ()
    mine = _limit(sight, issue)
    if mine is None:
        return None, ()
    theirs = _their_limit(sight, issue)
    if theirs is None:
        return None, ()
    window, last = sight.window(issue), sight.window(issue).count - 1
    ends = sorted(((theirs, sight.members[0]), (mine, sight.seat)))
    low, high = (min(max(at - window.first, 0), last) for at, _ in ends)
    wrong = (theirs > mine) == (sight.worth(_with_place(sight, issue, 0)) > 0)
    if wrong or low == high:
        return None, ()
    return (low, high), tuple(sight.words.mark(who).colour for _, who in ends)


def _with_place(sight: Sight, issue: Issue, place: int) -> Package:
    """Return the paper with another option of an issue."""
    return sight.paper.with_option(issue.id, issue.options[place])


def _limit(sight: Sight, issue: Issue) -> int | None:
    """Return the last place at which the paper is not worse than no deal, if there is an end."""
    return _edge(sight, issue, "mine", lambda at: sight.worth(_with_place(sight, issue, at)) >= 0)


def _their_limit(sight: Sight, issue: Issue) -> int | None:
    """Return the same for the other side: average type, no deal as far as one can tell."""
    floor = sum(sight.floors.get(member, 0) for member in sight.members)
    return _edge(
        sight, issue, "theirs",
        lambda at: others_worth(sight.view, sight.table, _with_place(sight, issue, at)) >= floor,
    )  # fmt: skip


def _edge(sight: Sight, issue: Issue, whose: str, fits: Callable[[int], bool]) -> int | None:
    """Return the last place that fits; a drag along the issue itself does not move it."""
    rest = _with_place(sight, issue, 0)
    key = ("edge", whose, issue.id, rest, sight.table, tuple(sight.floors.items()))
    return sight.once(key, lambda: _last(len(issue.options), fits))


def _last(count: int, fits: Callable[[int], bool]) -> int | None:
    """Return the last place that fits where one end fits and the other does not."""
    first, last = fits(0), fits(count - 1)
    if first == last:
        return None
    low, high = 0, count - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) == first else (low, middle)
    return low if first else high


def term_hint(sight: Sight, name: str) -> str:
    """Return what the next option of a term would change, both ways; nothing of no term."""
    if name not in index_of(sight.scenario).issues:
        return ""
    words, issue = sight.words, sight.issue(name)
    at = issue.options.index(sight.paper[issue.id])
    said = [
        words("step", option=words.option(issue, issue.options[to]),
              change=_step(sight, issue, issue.options[to]))
        for to in (at - 1, at + 1)
        if 0 <= to < len(issue.options) and sight.talking and _matters(sight, issue, to)
    ]  # fmt: skip
    meaning = words.name(f"issues.{issue.id}.hint")
    return words("who_said", who=words.issue(issue.id), said=words.text.listed(said) or meaning)


def _matters(sight: Sight, issue: Issue, to: int) -> bool:
    """Tell whether another option changes anything that this seat can see."""
    there = _with_place(sight, issue, to)
    return sight.worth(there) != sight.worth(sight.paper) or (
        sight.has_odds and sight.closes(there) != sight.closes(sight.paper)
    )


def _step(sight: Sight, issue: Issue, option: Option) -> str:
    words, there = sight.words, sight.paper.with_option(issue.id, option)
    parts = [words.bare(sight.worth(there) - sight.worth(sight.paper))]
    if sight.has_odds and not sight.is_authority:
        closes = sight.closes(there)
        if abs(closes - sight.closes(sight.paper)) * 200 >= PPM:
            parts.append(words("closes_fact", n=words.percent(closes)))
    return ", ".join(parts)
