"""
Goal: win-sets and the ZOPA are the enumerated ones. Method: look at every package of small spaces.
"""

from analysis.made import games, packages
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis import winsets as room
from sim.analysis.frontier import Point
from sim.analysis.spaces import space_of
from sim.domain.deal import Issue
from sim.domain.preferences import Preferences, Term
from sim.domain.rules.worth import package_utility
from sim.domain.setting import Scenario


@st.composite
def stands(draw, **most):
    """
    Draw a space, its vectors, and a status quo near the utilities that occur.
    """
    scenario, own, common = draw(games(**most))
    vectors = [
        tuple(package_utility(scenario, common, name, own[name], package) for name in own)
        for package in packages(scenario)
    ]
    quo = {
        name: draw(st.sampled_from(sorted({vector[at] for vector in vectors})))
        + draw(st.integers(-1, 1))
        for at, name in enumerate(own)
    }
    parameters = {name: private.parameters for name, private in own.items()}
    restricted = common.restricted_minute is not None
    return space_of(scenario, parameters, restricted=restricted), vectors, quo


def _passing(space, vectors, quo):
    """
    Return the numbers of the packages that leave each player its status quo, by definition.
    """
    return {
        number
        for number, vector in enumerate(vectors)
        if all(vector[space.parties.index(name)] >= least for name, least in quo.items())
    }


@given(stands())
def test_win_set_is_what_leaves_nobody_worse_off(stand):
    space, vectors, quo = stand
    points = [Point(number, vector) for number, vector in enumerate(vectors)]
    assert room.win_set(points, space.parties, quo) == _passing(space, vectors, quo)


@given(stands(parties_most=4), st.data())
def test_size_of_a_win_set_is_the_enumerated_one(stand, data):
    space, vectors, quo = stand
    some = data.draw(st.lists(st.sampled_from(sorted(quo)), unique=True))
    some = {name: quo[name] for name in some}
    assert room.win_set_size(space, some) == len(_passing(space, vectors, some))


def test_what_suffices_beside_a_good_row_need_not_suffice_beside_a_poor_one():
    # Two issues that do not interact; a sweep from the wrong end keeps the second's poor option.
    options = {"0": 0, "1": 1_000_000}
    terms = tuple(Term(id=name, factors={name: options}) for name in ("a", "b"))
    issues = tuple(Issue(id=name, options=(0, 1)) for name in ("a", "b"))
    wants = {
        "up": Preferences(unit=1_000_000, terms=terms),
        "down": Preferences(unit=-1, terms=()),
    }
    scenario = Scenario(
        id="x", version=1, opens="2024-01-01T00:00", horizon=9, closes=None, deadline_latest=9,
        issues=issues, actors=(), tables=(), preferences=wants,
    )  # fmt: skip
    space = space_of(scenario, {"up": {}, "down": {}})
    # One of the two issues must be won: three of four packages do, not all four.
    assert room.win_set_size(space, {"up": 1_000_000, "down": 0}) == 3


@given(stands(parties_most=4))
def test_another_veto_player_never_enlarges_a_win_set(stand):
    space, vectors, quo = stand
    points = [Point(number, vector) for number, vector in enumerate(vectors)]
    before, size = room.win_set(points, space.parties, {}), space.packages
    assert len(before) == size
    for count in range(1, len(quo) + 1):
        some = dict(list(quo.items())[:count])
        now = room.win_set(points, space.parties, some)
        assert now <= before
        assert room.win_set_size(space, some) == len(now) <= size
        before, size = now, len(now)


@given(stands(parties_most=3), st.data())
def test_a_better_status_quo_never_enlarges_a_win_set(stand, data):
    space, vectors, quo = stand
    raised = {name: least + data.draw(st.integers(0, 500_000)) for name, least in quo.items()}
    points = [Point(number, vector) for number, vector in enumerate(vectors)]
    low, high = (room.win_set(points, space.parties, one) for one in (quo, raised))
    assert high <= low


@given(stands(parties_most=3))
def test_zopa_holds_the_options_of_all_packages_that_pass(stand):
    space, vectors, quo = stand
    passing = _passing(space, vectors, quo)
    found = room.zopa(space, quo)
    if not passing:
        assert found is None
        return
    assert found.packages == len(passing)
    for issue in space.issues:
        seen = {_option(space, issue, number) for number in passing}
        assert found.options[issue.id] == tuple(o for o in issue.options if o in seen)


def _option(space, issue, number):
    for one in reversed(space.issues):
        number, at = divmod(number, len(one.options))
        if one is issue:
            return issue.options[at]
    raise AssertionError(issue)


def test_a_space_beyond_counting_says_so(monkeypatch):
    space, quo = _tiny()
    assert room.win_set_size(space, quo) == 1
    monkeypatch.setattr(room, "COUNT_MAX", 1)
    assert room.win_set_size(space, quo) is None
    assert room.zopa(space, quo).packages is None
    assert room.zopa(space, quo).options == {"price": (7,)}


def _tiny():
    def own(low, high):
        factors = {"price": {"3": low, "7": high}}
        return Preferences(unit=1_000_000, terms=(Term(id="t", factors=factors),))

    scenario = Scenario(
        id="made",
        version=1,
        opens="2021-03-01T00:00:00+00:00",
        horizon=1,
        closes=None,
        deadline_latest=1,
        issues=(Issue(id="price", options=(3, 7)),),
        actors=(),
        tables=(),
        preferences={"one": own(0, 1_000_000), "two": own(0, 500_000)},
    )
    return space_of(scenario, {"one": {}, "two": {}}), {"one": 1_000_000, "two": 0}
