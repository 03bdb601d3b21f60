"""
Why the others have not taken an offer, as far as this seat can know it. Pure.

What a paper is worth to them is their secret. What they ask for, what they said in public and
whose consent a paper still needs is not, and usually says enough.
"""

from game.presenters.make_desk_odds import weakest_factor
from game.presenters.make_desk_said import capital
from game.presenters.make_desk_sight import Sight, Standing
from sim.domain.deal import Package
from sim.domain.lookup import members_of
from sim.domain.units import PPM
from sim.domain.views import standing_offers, tables

_TERMS_MOST = 2
_UNLIKELY = PPM // 2


def why_not(sight: Sight, table: str, package: Package) -> str:
    """Return in a sentence what stands between a package and the others' yes; empty if nothing."""
    found = [*_asked(sight, table, package), *_lines(sight, table, package), *_odds(sight, package)]
    between = sight.words.text("format.between")
    return capital(between.join(found)) + "." if found else ""


def own_hint(sight: Sight, table: str, package: Package) -> str:
    """Return why an own offer has not been taken, else its terms."""
    why = why_not(sight, table, package)
    return sight.words.text("ui.why.stands", why=why) if why else sight.words.terms(package)


def offer_of(sight: Sight, table: str, number: int) -> Standing | None:
    """Return an offer of a table by its number, standing or not."""
    if table not in sight.view.channels:
        return None
    offers = sight.view.channels[table].offers
    return next((offer for offer in offers if offer.id == number), None)


def own_offer(sight: Sight, table: str) -> Standing | None:
    """Return the offer of this seat that stands at a table."""
    if table not in tables(sight.view):
        return None
    mine = [one for one in standing_offers(sight.view, table) if one.by == sight.seat]
    return mine[-1] if mine else None


def _say(sight: Sight, key: str, **values: object) -> str:
    return sight.words.text(f"ui.why.{key}", **values)


def _asked(sight: Sight, table: str, package: Package) -> list[str]:
    """Return the first terms in which the others' own standing paper is another."""
    words = sight.words
    theirs = [one for one in standing_offers(sight.view, table) if one.by != sight.seat]
    if not theirs:
        return []
    asked = theirs[-1]
    apart = [one.id for one in sight.scenario.issues if asked.package[one.id] != package[one.id]]
    return [
        _say(sight, "asks" if not place else "and_asks", actor=words.subject(asked.by),
             issue=words.small(words.issue(issue)), theirs=words.one(issue, asked.package[issue]),
             mine=words.one(issue, package[issue]))
        for place, issue in enumerate(apart[:_TERMS_MOST])
    ]  # fmt: skip


def _lines(sight: Sight, table: str, package: Package) -> list[str]:
    """Return the public lines of the others at the table that a package does not keep."""
    members = members_of(sight.scenario, table)
    return [
        _say(sight, "line", actor=sight.words.subject(one.by),
             line=sight.words.change(one.issue, one.line))
        for one in sight.view.common.commitments
        if one.by in members and one.by != sight.seat and package[one.issue] != one.line
    ]  # fmt: skip


def _odds(sight: Sight, package: Package) -> list[str]:
    """Return whose consent is unlikely, if somebody's is."""
    if not sight.has_odds or not sight.talking:
        return []
    name, odds = weakest_factor(sight, package)
    if odds >= _UNLIKELY:
        return []
    return [_say(sight, "consent", who=name, n=sight.words.percent(odds))]
