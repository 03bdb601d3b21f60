"""
Goal: an opposed number that is one issue among others is bargained over like the others.

Method: an imported domain of three issues; each side's first offer, and who concedes how much.
"""

import pytest
from genius import made

from sim.domain.lookup import index_of
from sim.domain.moves import Propose
from sim.domain.units import PPM
from sim.domain.views import utility
from sim.engine.session import Session
from sim.genius.importing import import_genius
from sim.scenario import load_scenario
from sim.strategies.numeraire import numeraire_of

ISSUES = [("sugar", ["low", "mid", "high"]), ("days", (0, 10)), ("colour", ["red", "blue"])]
SLOPES = {"same": ("-0.1", "1"), "flatter": ("-0.05", "1")}
"""Linear in the days: what the other side wins, or half of it."""


@pytest.fixture(params=SLOPES)
def domain(request, tmp_path):
    """
    Return a scenario in which the days are worth three tenths to a side, and opposed.
    """
    weights = ["0.5", "0.3", "0.2"]
    one = [["10", "5", "1"], ("0.1", "0"), ["3", "1"]]
    other = [["1", "4", "8"], SLOPES[request.param], ["1", "2"]]
    made.write(tmp_path, ISSUES, {"first": [weights, one, "0.25"],
                                  "second": [weights, other, "0.4"]})  # fmt: skip
    import_genius(str(tmp_path), str(tmp_path / "made.toml"))
    return load_scenario(tmp_path / "made.toml")


def _sold(scenario, mind):
    """
    Play the second party's mind against a boulware; return its first offer's worth and its end.
    """
    session = Session(scenario, seed=1, strategies={"first": "boulware", "second": mind})
    session.advance()
    view = session.view("second")
    offers = [one.move.package for one in session.decisions
              if isinstance(one.move, Propose) and one.actor == "second"]  # fmt: skip
    return utility(view, offers[0]), utility(view, view.common.outcome.package)


def test_the_days_are_no_price(domain):
    assert numeraire_of(domain, domain.tables[0].id) is None


def test_who_concedes_late_opens_high_and_keeps_more(domain):
    found = {mind: _sold(domain, mind) for mind in ("boulware", "linear", "conceder")}
    assert min(first for first, _ in found.values()) > 800_000
    late, even, soon = (found[mind][1] for mind in ("boulware", "linear", "conceder"))
    assert late >= even >= soon >= 400_000
    assert late > soon


@pytest.mark.parametrize("percent", [75, 125])
@pytest.mark.parametrize(("seat", "names"), [("bytedance", ("k", "a")), ("microsoft", ("sigma",))])
def test_the_price_of_the_summer_is_one_whatever_the_business_is_worth(seat, names, percent):
    plain = load_scenario(None)
    changes = tuple(
        (f"actors.{seat}.personalities.{one.id}.parameters.{name}",
         str(one.parameters[name] * percent / 100 / PPM))
        for one in index_of(plain).actors[seat].personalities for name in names
    )  # fmt: skip
    scenario = load_scenario(None, changes)
    was, now = (index_of(one).means[seat][names[0]] for one in (plain, scenario))
    assert abs(now * 100 - was * percent) <= 100 * len(changes)
    assert [numeraire_of(scenario, one.id).id for one in scenario.tables] == ["price", "price"]
