"""
Genius's reading of a folder and its solution points, by looking at every package with fractions.

Method: nothing of `sim` is used. Files are read by another parser, issue by issue, and every
package is valued on its own, so that the importer and the analysis have an oracle.
"""

import itertools
import re
from fractions import Fraction
from math import hypot, prod

from defusedxml import ElementTree

DIGITS = 10


def natural(path):
    """
    Sort `a 2` before `a 10`.
    """
    parts = re.split(r"(\d+)", path.stem.casefold())
    return [part.zfill(9) if part.isdigit() else part for part in parts]


def utilities(folder):
    """
    Return the vector of every package, the last issue running fastest, parties by file name.
    """
    roots = {path: ElementTree.parse(path).getroot() for path in folder.glob("*.xml")}
    (home,) = [root for root in roots.values() if root.tag == "negotiation_template"]
    parties = sorted((path for path in roots if roots[path] is not home), key=natural)
    issues = list(home.iter("issue"))
    spaces = [
        [_valued(roots[path], issue.get("index"), option) for option in _options(issue)]
        for path in parties
        for issue in issues
    ]
    each = len(issues)
    totals = [
        [sum(one) for one in itertools.product(*spaces[at * each : (at + 1) * each])]
        for at in range(len(parties))
    ]
    return list(zip(*totals, strict=True))


def reservations(folder):
    """
    Return what no deal is worth to every party.
    """
    found = []
    for path in sorted(folder.glob("*.xml"), key=natural):
        root = ElementTree.parse(path).getroot()
        if root.tag == "utility_space":
            given = root.find("reservation")
            found.append(Fraction(0) if given is None else Fraction(given.get("value")))
    return found


def _options(issue):
    if issue.get("type") == "integer":
        return list(range(int(issue.get("lowerbound")), int(issue.get("upperbound")) + 1))
    return [item.get("value") for item in issue.findall("item")]


def _valued(root, index, option):
    issue = next(one for one in root.iter("issue") if one.get("index") == index)
    known = {one.get("index") for one in root.iter("issue")}
    weights = {one.get("index"): Fraction(one.get("value")) for one in root.iter("weight")}
    share = weights[index] / sum(weights[one] for one in known)
    linear = issue.find("evaluator")
    if linear is not None:
        steps = option - int(issue.get("lowerbound"))
        value = Fraction(linear.get("offset")) + Fraction(linear.get("slope")) * steps
        return share * min(max(value, Fraction(0)), Fraction(1))
    found = {one.get("value"): Fraction(one.get("evaluation")) for one in issue.findall("item")}
    top = max(found.values())
    return share * found[option] / top if top else Fraction(0)


def columns(vectors):
    """
    Return the columns that peers publish of a domain, for a disagreement point of 0.
    """
    rounded = sorted({tuple(round(one, DIGITS) for one in vector) for vector in vectors})
    best = [one for one in rounded if not any(betters(other, one) for other in rounded)]
    tops = [max(column) for column in zip(*best, strict=True)]

    def shares(vector):
        return [got / top for got, top in zip(vector, tops, strict=True)]

    return {
        "frontier": len(best),
        "nash": max(best, key=prod),
        "kalai_smorodinsky": max(best, key=lambda one: sorted(shares(one))),
        "least_spread": min(best, key=lambda one: max(shares(one)) - min(shares(one))),
        "egalitarian_min": max(map(min, best)),
        "welfare_max": max(map(sum, best)),
        "opposition": min(hypot(*(1 - float(one) for one in shares(vector))) for vector in best),
    }


def betters(other, one):
    """
    Tell whether one vector makes another superfluous.
    """
    return other != one and all(a >= b for a, b in zip(other, one, strict=True))
