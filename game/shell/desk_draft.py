"""The draft of a seat: its terms, their undo, the windows of its sliders; it outlives refusals."""

from collections.abc import Mapping

from attrs import Factory, define, evolve

from game.presenters.make_desk_sight import Window
from sim.domain.actors import PARTY
from sim.domain.deal import Issue, Package
from sim.domain.lookup import kind_of
from sim.domain.rules.choices import opening_package
from sim.domain.setting import Scenario
from sim.domain.units import PPM
from sim.domain.views import View, standing_offers, tables
from sim.strategies.numeraire import prior_mean
from sim.strategies.outlook import Outlook, look, open_tables, package_for

OPTIONS_MOST = 61
WINDOW = 49
ASK_PPM = 650_000
"""A first draft asks for this share of the gain that it reckons with."""
UNDO_MOST = 200


@define
class Draft:
    """The terms as the person last left them."""

    package: Package
    windows: Mapping[str, Window] = Factory(dict)
    lever: int | None = None
    past: list[tuple[Package, int | None]] = Factory(list)
    future: list[tuple[Package, int | None]] = Factory(list)
    """What was taken back, until something else is changed."""

    def put(self, package: Package, lever: int | None) -> None:
        """Change the draft, so that it can be undone."""
        if (package, lever) == (self.package, self.lever):
            return
        self.past.append((self.package, self.lever))
        del self.past[:-UNDO_MOST]
        self.future.clear()
        self.package, self.lever = package, lever

    def undo(self) -> bool:
        """Take back the last change; say whether there was one."""
        if not self.past:
            return False
        self.future.append((self.package, self.lever))
        self.package, self.lever = self.past.pop()
        return True

    def redo(self) -> bool:
        """Make the change again that was taken back last; say whether there was one."""
        if not self.future:
            return False
        self.past.append((self.package, self.lever))
        self.package, self.lever = self.future.pop()
        return True


def main_table(view: View) -> str:
    """Return the table a seat writes for: its first live one, or the main one of others."""
    mine = open_tables(view)
    return mine[0] if mine else view.scenario.tables[0].id


def first_draft(view: View) -> Package:
    """Return a paper worth starting from: what the seat reckons both could take."""
    own = [offer.package for table in tables(view) for offer in standing_offers(view, table)
           if offer.by == view.seat]  # fmt: skip
    if own:
        return own[-1]
    if kind_of(view.scenario, view.seat) == PARTY and main_table(view) in tables(view):
        outlook = look(view, main_table(view))
        return package_for(view, outlook, outlook.surplus * ASK_PPM // PPM)
    return imagined(view)


def imagined(view: View) -> Package:
    """Return the paper an outsider would expect: the first party's best, at the average types."""
    seat = view.scenario.tables[0].members[0]
    parameters = prior_mean(view.scenario, seat)
    stranger = evolve(view, seat=seat, own=evolve(view.own, parameters=parameters, beliefs=()),
                      channels={})  # fmt: skip
    try:
        outlook = look(stranger, view.scenario.tables[0].id)
    except KeyError:  # a scenario whose consents cannot be read without channels
        return opening_package(view)
    return package_for(stranger, outlook, outlook.surplus // 2)


def outlook_of(view: View) -> Outlook | None:
    """Return what a party makes of its table today; nothing for others."""
    table = main_table(view)
    if kind_of(view.scenario, view.seat) != PARTY or table not in tables(view):
        return None
    return look(view, table)


def windows_of(scenario: Scenario, view: View, draft: Package) -> Mapping[str, Window]:
    """Return the part of each long issue that the sliders offer, around what is on the table."""
    packages = [draft]
    for table in tables(view):
        packages += [offer.package for offer in standing_offers(view, table)]
    return {
        issue.id: _window(issue, packages)
        for issue in scenario.issues
        if len(issue.options) > OPTIONS_MOST
    }


def _window(issue: Issue, packages: list[Package]) -> Window:
    places = [issue.options.index(package[issue.id]) for package in packages]
    low, high = min(places), max(places)
    count = min(max(WINDOW, high - low + 13), len(issue.options))
    first = min(max((low + high - count) // 2, 0), len(issue.options) - count)
    return Window(first=first, count=count)


def floors_of(view: View) -> dict[str, int]:
    """Return what no deal is worth to the members of the seat's table, as far as it can tell."""
    outlook = outlook_of(view)
    if outlook is None:
        return {}
    return dict(zip(outlook.drafts.members, outlook.floors, strict=True))
