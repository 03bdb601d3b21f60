"""The offers so far on the first issue, as lines over the days: who moved, how far, how fast."""

from game.presenters.desk import Path, PathLine
from game.presenters.make_desk_sight import Sight, Standing
from game.presenters.make_desk_time import deadline
from sim.domain.deal import Issue
from sim.domain.lookup import members_of
from sim.domain.views import tables

SLIDER_FROM = 9
_LEAST = 2


def path(sight: Sight) -> Path | None:
    """Return the dance of the table of the draft; nothing before two offers have been made."""
    issue = sight.scenario.issues[0]
    if sight.is_authority or sight.table not in tables(sight.view):
        return None
    offers = sight.view.channels[sight.table].offers
    if len(offers) < _LEAST or len(issue.options) < SLIDER_FROM:
        return None
    places = [issue.options.index(offer.package[issue.id]) for offer in offers]
    low, high = min(places), max(places)
    if low == high:
        return None
    due = deadline(sight) or sight.scenario.deadline_latest
    first = offers[0].minute
    last = max(due, sight.minute)
    lines = tuple(
        _line(sight, issue, member, offers, (low, high, first, last))
        for member in members_of(sight.scenario, sight.table)
    )
    words = sight.words
    return Path(
        title=words("path_title"),
        low=words.option(issue, issue.options[low]),
        high=words.option(issue, issue.options[high]),
        first=words.date_short(first),
        last=words.date_short(last),
        lines=tuple(line for line in lines if line.points),
    )


def _line(
    sight: Sight,
    issue: Issue,
    member: str,
    offers: tuple[Standing, ...],
    ends: tuple[int, int, int, int],
) -> PathLine:
    low, high, first, last = ends
    return PathLine(
        actor=sight.words.mark(member),
        points=tuple(
            (
                (offer.minute - first) / max(last - first, 1),
                (issue.options.index(offer.package[issue.id]) - low) / (high - low),
            )
            for offer in offers
            if offer.by == member
        ),
    )
