"""
The scenarios that ship, for the tests of minds.
"""

import pytest

from sim.scenario import load_scenario


@pytest.fixture(params=("first-offer", "merger-of-equals", "summer-2020"))
def scenario(request):
    return load_scenario(request.param)


@pytest.fixture
def summer():
    return load_scenario("summer-2020")
