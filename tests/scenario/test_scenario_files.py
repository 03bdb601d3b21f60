"""
Goal: the shipped scenarios compile to exact integers and say what the model says.
"""

import tomllib
from decimal import Decimal
from itertools import product

import pytest

from sim.domain.actors import HOUSE
from sim.domain.deal import Package, is_complete, options_by_issue, package_at, packages_count
from sim.domain.preferences import package_points
from sim.scenario import check_scenario, list_scenarios, load_scenario, new_scenario_text
from sim.scenario_text import fact_names, find_scenario

SHIPPED = ("first-offer", "merger-of-equals", "summer-2020")
DAY = 1440


@pytest.fixture
def summer():
    return load_scenario("summer-2020")


def package(**changes):
    """
    Return the paper that read best in August, changed.
    """
    best = {
        "price": 25000,
        "perimeter": "four",
        "algorithm": "transferred",
        "stake": 0,
        "custody": "cloud",
        "governance": "standalone",
        "treasury": 0,
        "jobs": 25000,
    }
    return Package(best | changes)


def partner():
    return package(price=60000, perimeter="world", algorithm="kept", stake=80, treasury=5000)


def points(scenario, seat, temper, paper, *, restricted=False):
    actor = next(actor for actor in scenario.actors if actor.id == seat)
    parameters = next(t.parameters for t in actor.personalities if t.id == temper)
    preferences = scenario.preferences[seat]
    return package_points(preferences, paper, parameters, restricted=restricted)


def test_three_scenarios_ship():
    assert list_scenarios() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_have_no_fault(name):
    assert check_scenario(name) == ()
    assert load_scenario(name).id == name


def test_the_template_passes_the_check(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(new_scenario_text("mine"), encoding="utf-8")
    assert check_scenario(path) == ()
    assert load_scenario(path).id == "mine"
    assert load_scenario(str(path)) == load_scenario(path)


def test_a_new_scenario_gets_a_plain_id():
    assert 'id = "my-game-2"' in new_scenario_text('My "game" 2')
    assert 'id = "scenario"' in new_scenario_text("???")


def test_a_compiled_scenario_stands_for_itself(summer):
    assert load_scenario(summer) is summer
    assert load_scenario("summer-2020") == summer


def _numbers(value):
    """
    Yield every leaf of a compiled scenario.
    """
    if hasattr(value, "__attrs_attrs__"):
        value = [getattr(value, field.name) for field in value.__attrs_attrs__]
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _numbers(inner)
    else:
        yield value


@pytest.mark.parametrize("name", SHIPPED)
def test_a_compiled_scenario_holds_only_integers_texts_and_flags(name):
    kinds = {type(leaf) for leaf in _numbers(load_scenario(name))}
    assert kinds <= {int, str, bool, type(None)}


def _uncovered(table, keys, covered):
    """
    Yield the place of every number without a source, reckoned apart from the compiler.
    """
    here = covered or "source" in table or "assumption" in table
    for key, value in table.items():
        yield from _uncovered_value(value, (*keys, key), here, bool(keys) and here)


def _uncovered_value(value, keys, here, inherited):
    if isinstance(value, dict):
        yield from _uncovered(value, keys, inherited)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _uncovered_value(inner, (*keys, at), here, inherited)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool) and not here:
        yield keys


def _sources(value):
    if isinstance(value, dict):
        found = value.get("source", [])
        yield from [found] if isinstance(found, str) else found
        for inner in value.values():
            yield from _sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sources(inner)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_has_a_source_and_every_source_a_fact(name):
    path = find_scenario(name)
    table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    assert list(_uncovered(table, (), covered=False)) == []
    facts = path.parent.parent / "facts"
    for source in _sources(table):
        file, _, fact = source.partition("#")
        assert fact in fact_names(facts / file), source


@pytest.mark.parametrize("name", SHIPPED)
def test_the_house_acts_last_and_everybody_who_signs_wants_something(name):
    scenario = load_scenario(name)
    assert max(scenario.actors, key=lambda actor: actor.rank).kind == HOUSE
    members = {member for table in scenario.tables for member in table.members}
    seats = {actor.id for actor in scenario.actors if actor.is_seat}
    assert members | seats == set(scenario.preferences)


def test_summer_opens_and_ends_when_it_did(summer):
    assert summer.opens == "2020-07-31T04:00:00+00:00"
    assert summer.closes is None
    assert summer.deadline_latest == 60 * DAY
    assert 194 * DAY < summer.horizon < 195 * DAY


def test_summer_has_its_issues_in_order(summer):
    assert [issue.id for issue in summer.issues] == [
        *("price", "perimeter", "algorithm", "stake"),
        *("custody", "governance", "treasury", "jobs"),
    ]
    assert len(summer.issues[0].options) == 56
    assert packages_count(summer.issues) == 56 * 3 * 3 * 4 * 3 * 2 * 4 * 3
    known = options_by_issue(summer.issues)
    assert is_complete(known, package())
    assert is_complete(known, partner())


def test_firms_value_the_best_paper_as_the_model_does(summer):
    # sigma x 25 - 25 + 1 - .75, and -22.5 k + 25 - 3 a - 2.5 + .5, in millionths of a billion
    assert points(summer, "microsoft", "builder", package()) == 10_750_000
    assert points(summer, "microsoft", "hunter", package()) == 6_250_000
    assert points(summer, "bytedance", "founder", package()) == -9_325_000
    assert points(summer, "bytedance", "investor", package()) == 200_000


def test_the_export_rule_makes_licensed_code_the_better_choice(summer):
    def gain(restricted):
        worth = {
            option: points(
                summer, "bytedance", "patriot", package(algorithm=option), restricted=restricted
            )
            for option in ("licensed", "transferred")
        }
        return worth["licensed"] - worth["transferred"]

    assert gain(restricted=False) == 1_800_000
    assert gain(restricted=True) == 1_800_000 + 6_000_000


def test_the_partner_deal_is_what_the_model_says(summer):
    # 12 - 52 k (1 - .8 x .85) - 2.5 + .5 - 2
    assert points(summer, "bytedance", "investor", partner()) == -7_308_800
    assert points(summer, "oracle", "bidder", partner()) > 0
    assert points(summer, "microsoft", "builder", partner()) < 0


def _read(scenario, actor, paper):
    tables = next(reading.tables for reading in scenario.readings if reading.actor == actor)
    return sum(table[str(paper[issue])] for issue, table in tables.items())


def test_security_readings_agree_with_the_checks_by_hand(summer):
    assert _read(summer, "white_house", package()) == 39_000
    assert _read(summer, "white_house", package(algorithm="licensed")) == 35_000
    middling = package(algorithm="kept", custody="escrow", stake=20, jobs=10000)
    # -2 kept, 9 escrow, 6 for a fifth kept, 4 stand-alone, 2 four countries, 2 for the jobs.
    assert _read(summer, "white_house", middling) == 21_000
    assert _read(summer, "white_house", package(treasury=5000)) == 50_000
    assert abs(_read(summer, "white_house", partner()) - 26_300) < 2_500
    assert _read(summer, "australia", package()) == 18_000


def test_summer_keeps_the_numbers_of_the_model(summer):
    assert summer.numbers["court_base_ppm"] == 120_000
    assert summer.numbers["bar_start"] == 29_500
    assert summer.numbers["bar_hawks_micro"] == 80_000
    assert summer.numbers["diligence_points"] == 7_000_000
    assert summer.numbers["weight_max"] == 2_000
    assert summer.numbers["impatient_below"] == 25_000
    assert summer.effects["order.host"]["hawks"] == -18_000
    assert summer.effects["sold"] == {"approval": 1_000}
    founder = summer.actors[1].personalities[0]
    assert (founder.parameters["k"], founder.parameters["court_ppm"]) == (1_250_000, 150_000)
    licence = next(consent for consent in summer.consents if consent.odds)
    assert licence.odds_restricted == {"kept": 10**6, "licensed": 500_000, "transferred": 150_000}
    assert licence.review_restricted_minutes == (4 * DAY, 11 * DAY)


def test_local_clocks_follow_their_zones(summer):
    offsets = {actor.id: actor.offsets for actor in summer.actors}
    # Minute 0 is midnight in Washington; the clocks there go back on 1 November at 06:00 UTC.
    assert offsets["white_house"] == ((0, 0), (93 * DAY + 120, -60))
    assert offsets["bytedance"] == ((0, 720),)
    # In Sydney they go forward on 3 October at 16:00 UTC.
    assert offsets["australia"] == ((0, 840), (64 * DAY + 720, 900))
    assert offsets["house"] == ((0, 240),)


def test_merger_has_a_zone_whoever_sits_there():
    scenario = load_scenario("merger-of-equals")
    seats = [actor for actor in scenario.actors if actor.is_seat]
    papers = [package_at(scenario.issues, at) for at in range(packages_count(scenario.issues))]
    for tempers in product(*(seat.personalities for seat in seats)):
        assert any(
            all(
                package_points(
                    scenario.preferences[seat.id], paper, temper.parameters, restricted=False
                )
                > 0
                for seat, temper in zip(seats, tempers, strict=True)
            )
            for paper in papers
        )


def test_first_offer_has_a_price_for_every_pair():
    scenario = load_scenario("first-offer")
    worth = min(t.parameters["worth"] - t.spread["worth"] for t in scenario.actors[0].personalities)
    keep = max(t.parameters["keep"] + t.spread["keep"] for t in scenario.actors[1].personalities)
    assert keep < worth


def test_facts_name_no_person():
    folder = find_scenario("summer-2020").parent.parent / "facts"
    names = {"Trump", "Biden", "Nadella", "Zhang", "Mnuchin", "Navarro", "Morrison", "Pompeo"}
    for file, columns in (
        ("timeline.csv", ("terms", "description")),
        ("parameters.csv", ("note",)),
    ):
        import csv

        with (folder / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                said = " ".join(row[column] for column in columns)
                assert not names & set(said.replace(",", " ").replace(";", " ").split()), row


def test_the_page_names_all_words_a_file_may_use():
    from sim.domain.actors import KINDS, ROLES
    from sim.domain.rules.gauges import CONDITIONS
    from sim.scenario_text import knobs
    from sim.strategies.base import names

    root = find_scenario("summer-2020").parent.parent.parent
    page = set((root / "docs/scenarios.md").read_text(encoding="utf-8").replace("`", " ").split())
    assert {*KINDS, *ROLES, *CONDITIONS, *names()} <= page
    scenarios = [load_scenario(name) for name in SHIPPED]
    tempers = [t for s in scenarios for actor in s.actors for t in actor.personalities]
    assert {"e", "order_day", "bar"} <= {n for t in tempers for n in t.parameters} & set(knobs())
