"""
Goal: a score sheet tells the very preferences of its seat.

Method: compare the regrouped sums with the rules of worth on many packages, then work a package out
from the printed page alone.
"""

import random
import re
from fractions import Fraction

import pytest
from materials_pages import read

from classroom.materials import Held, held_by, material
from classroom.materials.powers import opening
from classroom.materials.sheet import middling, sheet_of
from classroom.materials.words import seats_of, words_of
from sim.domain.deal import Package, package_at, packages_count
from sim.domain.lookup import index_of
from sim.domain.preferences import package_points
from sim.domain.units import PPM
from sim.domain.views import utility, view_for
from sim.projections.scores import opening_reservation, sale_base
from sim.scenario import load_scenario
from sim.scenario_text import list_scenarios

SEATS = [(name, actor.id) for name in list_scenarios() for actor in seats_of(load_scenario(name))]
TRIES = 120


def _packages(scenario, tries=TRIES, seed=7):
    luck = random.Random(seed)  # noqa: S311
    count = packages_count(scenario.issues)
    return [package_at(scenario.issues, luck.randrange(count)) for _ in range(tries)]


def _tempers(scenario, seat):
    actor = index_of(scenario).actors[seat]
    return [index_of(scenario).means[seat], *(one.parameters for one in actor.personalities)]


@pytest.mark.parametrize(("name", "seat"), SEATS)
@pytest.mark.parametrize("restricted", [False, True])
def test_regrouped_sums_are_the_preferences(name, seat, restricted):
    scenario = load_scenario(name)
    for parameters in _tempers(scenario, seat):
        sheet = sheet_of(scenario, seat, parameters)
        for package in _packages(scenario, 40):
            told = sheet.of(dict(package.items), restricted=restricted)
            exact = package_points(
                scenario.preferences[seat], package, parameters, restricted=restricted
            )
            # The rules round down factor by factor, by less than a millionth of a point each.
            assert abs(told * PPM - exact) < 40


@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_one_option_changed_changes_the_sheet_as_it_changes_utility(name, seat):
    scenario = load_scenario(name)
    unit = scenario.preferences[seat].unit
    for parameters in _tempers(scenario, seat):
        view = view_for(seat, opening(scenario, seat, parameters))
        sheet = sheet_of(scenario, seat, parameters)
        for package in _packages(scenario, 5):
            for issue in scenario.issues:
                for option in issue.options:
                    other = package.with_option(issue.id, option)
                    told = sheet.of(dict(other.items)) - sheet.of(dict(package.items))
                    got = utility(view, other) - utility(view, package)
                    assert abs(told * unit - got) < 3


# --- with a pencil


def _number(said):
    return Fraction(said.strip().replace("\N{MINUS SIGN}", "-").replace("+", "").replace(",", ""))


def _pairs(node):
    found = {}
    for pair in node.all("span", "pair"):
        (bold,) = pair.all("b")
        key = pair.text[: -len(bold.text)].strip()
        found[key] = _number(bold.text.replace("\N{MULTIPLICATION SIGN}", "").strip())
    return found


class _Pencil:
    """Works out packages from the printed sheet, knowing only how options are written."""

    def __init__(self, page, words):
        self.words = words
        self.labels = {words.issue(issue.id): issue for issue in words.scenario.issues}
        (section,) = read(page).all("section", "sheet")
        self.sums, self.fixed = [], Fraction(0)
        for node in section.children:
            self._take(node)

    def _take(self, node):
        if isinstance(node, str):
            return
        bold = node.all("b")
        if node.name == "h3" and node.text.startswith("Only once"):
            self.sums.append(None)  # what follows does not count today
        elif node.name == "h3":
            self.sums.append((None, []))
        elif node.name == "p" and bold and "multiplied" in bold[0].text:
            self.sums[-1] = (self._factor(node), self.sums[-1][1])
        elif node.name == "table" and None not in self.sums:
            if not self.sums:
                self.sums.append((None, []))
            self.sums[-1][1].extend(self._tables(node))
        elif node.name == "p" and node.text.startswith("Any deal"):
            self.fixed = _number(bold[0].text)

    def _factor(self, node):
        label = re.search("“(.*)”", node.all("b")[0].text)[1]
        issue = self.labels[label]
        pairs = _pairs(node)
        if pairs:
            return lambda package: pairs[self.words.option(issue, package[issue.id])]
        low, high = (
            _number(x) for x in re.findall("\N{MULTIPLICATION SIGN}" + r" ([\d.]+)", node.text)
        )
        span = issue.options[-1] - issue.options[0]
        return lambda package: low + (high - low) * (package[issue.id] - issue.options[0]) / span

    def _tables(self, node):
        if "plain" in node.classes:
            for tr in node.all("tr"):
                yield self._single(self.labels[tr.all("th")[0].text.strip()], _pairs(tr))
        else:
            yield self._cross(node)

    def _single(self, issue, pairs):
        step = next((key for key in pairs if key.startswith("each ")), None)
        if step is None:
            return lambda package: pairs[self.words.option(issue, package[issue.id])]
        first, size = issue.options[0], issue.options[1] - issue.options[0]
        start = pairs[self.words.option(issue, first)]
        return lambda package: start + pairs[step] * (package[issue.id] - first) / size

    def _cross(self, node):
        corner, *columns = [th.text.strip() for th in node.all("thead")[0].all("th")]
        down, across = re.fullmatch("(.*) ↓ (.*) →", corner).groups()
        down = [self.labels[one] for one in down.split(" · ")]
        across = self.labels[across]
        rows = {
            tr.all("th")[0].text.strip(): [_number(td.text) for td in tr.all("td")]
            for tr in node.all("tbody")[0].all("tr")
        }
        step = next((key for key in rows if key.startswith("each ")), None)

        def value(package):
            at = columns.index(self.words.option(across, package[across.id]))
            if step is None:
                return rows[" · ".join(self.words.option(i, package[i.id]) for i in down)][at]
            (issue,) = down
            first, size = issue.options[0], issue.options[1] - issue.options[0]
            steps = Fraction(package[issue.id] - first, size)
            return rows[self.words.option(issue, first)][at] + rows[step][at] * steps

        return value

    def worth(self, package):
        total = self.fixed
        for one in self.sums:
            if one is None:
                break
            factor, tables = one
            summed = sum(table(package) for table in tables)
            total += summed * factor(package) if factor else summed
        return total


@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_package_worked_out_from_the_page_is_worth_its_utility(name, seat):
    scenario = load_scenario(name)
    words = words_of(scenario, "en")
    for held in _holdings(scenario, seat):
        pencil = _Pencil(material("brief", scenario, "en", held), words)
        talks = opening(scenario, seat, held.parameters)
        view, base = view_for(seat, talks), sale_base(talks, seat)
        for package in _packages(scenario):
            exact = words.points(utility(view, package) + base, seat)
            assert abs(pencil.worth(package) - exact) < Fraction(6, 100), package


def _holdings(scenario, seat):
    actor = index_of(scenario).actors[seat]
    return [held_by(scenario, seat),
            *(held_by(scenario, seat, one.id) for one in actor.personalities)]  # fmt: skip


@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_example_limit_and_target_are_those_of_the_seat_that_is_held(name, seat):
    scenario = load_scenario(name)
    words = words_of(scenario, "en")
    for held in _holdings(scenario, seat):
        root = read(material("brief", scenario, "en", held))
        talks = opening(scenario, seat, held.parameters)
        floor = opening_reservation(talks, seat)
        limit, target = (node.text for node in root.all("span", "big"))
        assert limit == words.amount(floor, seat)
        found = middling(scenario, seat, held.parameters, floor - sale_base(talks, seat))
        assert target == words.amount(found + sale_base(talks, seat), seat)
        worth, over = (Fraction(_number(one)) for one in re.findall(
            r"[+\u2212]?\d+(?:\.\d+)?(?= to you| compared)",
            next(n.text for n in root.all("p") if n.text.startswith("Worth "))))  # fmt: skip
        exact = words.points(floor, seat)
        assert abs(worth - over - exact) < Fraction(2, 100)
        told = next(n.text for n in root.all("p") if n.text.startswith("Worth "))
        places = {len(one.partition(".")[2])
                  for one in re.findall(r"\d+(?:\.\d+)?(?= to you| compared)", told)}  # fmt: skip
        assert len(places) == 1, "both to one place"


def test_middle_of_the_better_packages_is_a_median():
    scenario = load_scenario("merger-of-equals")
    parameters = index_of(scenario).means["crews"]
    values = []
    for number in range(packages_count(scenario.issues)):
        package = package_at(scenario.issues, number)
        points = package_points(scenario.preferences["crews"], package, parameters,
                                restricted=False)  # fmt: skip
        values.append(points * scenario.preferences["crews"].unit // PPM)
    better = sorted(value for value in values if value > 100_000)
    assert middling(scenario, "crews", parameters, 100_000) == better[(len(better) - 1) // 2]
    assert middling(scenario, "crews", parameters, max(values)) is None


def test_drawn_parameters_are_what_the_brief_is_made_of():
    scenario = load_scenario("first-offer")
    held = Held(seat="orchard", parameters={"keep": 37_250_000, "e": 5_000_000})
    said = read(material("brief", scenario, "en", held)).text
    assert "Any deal at all, whatever its terms: \N{MINUS SIGN}37.25" in said
    package = Package({"price": 40})
    talks = opening(scenario, "orchard", held.parameters)
    assert utility(view_for("orchard", talks), package) == 55_000
    assert "Worth +2.75 to you" in said
