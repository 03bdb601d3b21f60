"""
Make small spaces: a few issues, a few parties, terms that interact at will.
"""

from hypothesis import strategies as st

from sim.domain.actors import Actor
from sim.domain.deal import Issue, package_at, packages_count
from sim.domain.preferences import Preferences, Term
from sim.domain.setting import Scenario, Table
from sim.domain.talks import Common, Private, changed

# A point worth less than a millionth, about one, exactly one, and much more.
UNITS = st.sampled_from([0, 1, 333_333, 20_000, 999_999, 1_000_000, 2_500_000])
FACTORS = st.one_of(
    st.sampled_from([0, 1, -1, 500_000, 1_000_000, -1_000_000]),
    st.integers(-3_000_000, 3_000_000),
)


@st.composite
def issues(draw, most=4):
    found = []
    for at in range(draw(st.integers(1, most))):
        count = draw(st.integers(1, 4))
        named = draw(st.booleans())
        options = tuple(f"o{n}" if named else 7 * n - 3 for n in range(count))
        found.append(Issue(id=f"i{at}", options=options))
    return tuple(found)


@st.composite
def terms(draw, matters, at):
    chosen = draw(st.lists(st.sampled_from(matters), max_size=3, unique_by=lambda one: one.id))
    return Term(
        id=f"t{at}",
        factors={
            issue.id: {str(option): draw(FACTORS) for option in issue.options} for issue in chosen
        },
        scale=draw(st.sampled_from(["", "weight"])),
        bracket=draw(st.sampled_from(["", "restricted"])),
    )


@st.composite
def scenarios(draw, parties_most=3, issues_most=4):
    matters = draw(issues(issues_most))
    names = [f"p{at}" for at in range(draw(st.integers(1, parties_most)))]
    preferences = {
        name: Preferences(
            unit=draw(UNITS),
            terms=tuple(draw(terms(matters, at)) for at in range(draw(st.integers(0, 4)))),
        )
        for name in names
    }
    return made(matters, preferences)


def made(matters, preferences):
    """
    Return a scenario of these issues in which everybody sits at one table.
    """
    return Scenario(
        id="made",
        version=1,
        opens="2021-03-01T00:00:00+00:00",
        horizon=1440,
        closes=None,
        deadline_latest=1440,
        issues=matters,
        actors=tuple(
            Actor(id=name, kind="party", role="party", rank=at, strategy="random")
            for at, name in enumerate(preferences)
        ),
        tables=(Table(id="table", members=tuple(preferences)),),
        preferences=preferences,
    )


@st.composite
def games(draw, **most):
    scenario = draw(scenarios(**most))
    own = {
        name: Private(parameters={"weight": draw(st.integers(-2_000_000, 2_000_000))})
        for name in scenario.preferences
    }
    restricted = draw(st.booleans())
    return scenario, own, changed(Common(), restricted_minute=1 if restricted else None)


def packages(scenario):
    return [package_at(scenario.issues, n) for n in range(packages_count(scenario.issues))]


def pareto(vectors):
    """
    Return {vector: smallest number} of the vectors that no other betters.
    """
    smallest = {}
    for number, vector in enumerate(vectors):
        smallest.setdefault(vector, number)
    return {
        one: number
        for one, number in smallest.items()
        if not any(other != one and all(map(int.__ge__, other, one)) for other in smallest)
    }
