"""
Any key of a scenario's file may be set by its dotted name, and is checked as if it stood there.
"""

import re
import tomllib
from decimal import Decimal

import pytest

from sim.errors import CannotError
from sim.scenario import load_scenario
from sim.scenario_check import ScenarioError
from sim.scenario_text import find_scenario, read_file
from sim.scenario_varied import place_of, put, value_of

PATH = find_scenario(None)
TEXT = read_file(PATH)
TABLE = tomllib.loads(TEXT, parse_float=Decimal)


def _number_of_rules():
    return next(
        (name, value) for block in TABLE["rules"] for name, value in block.items()
        if isinstance(value, Decimal)
    )  # fmt: skip


def test_a_number_of_the_rules_set_by_key_compiles_as_the_edited_file_does(tmp_path):
    name, value = _number_of_rules()
    edited = tmp_path / PATH.name
    edited.write_text(re.sub(rf"(?m)^{name} = {value}\b", f"{name} = 0.0125", TEXT, count=1))
    by_key = load_scenario(None, ((f"rules.{name}", "0.0125"),))
    assert by_key == load_scenario(edited)
    assert by_key != load_scenario(None)


def test_places_lead_through_ids_actors_and_blocks_without_a_name():
    actor = TABLE["actors"][0]
    temper = actor["personalities"][1]["id"]
    keys = place_of(TABLE, f"actors.{actor['id']}.personalities.{temper}.prior")
    assert keys == ("actors", 0, "personalities", 1, "prior")
    worth = TABLE["preferences"][1]
    keys = place_of(TABLE, f"preferences.{worth['actor']}.utility_per_point")
    assert keys == ("preferences", 1, "utility_per_point")
    name, value = _number_of_rules()
    found = place_of(TABLE, f"rules.{name}")
    assert found[0] == "rules"
    assert TABLE["rules"][found[1]][name] == value


def test_setting_a_place_leaves_the_document_and_the_rest_as_they_were():
    before = str(TABLE)
    changed = put(TABLE, ("actors", 0, "rank"), 77)
    assert changed["actors"][0]["rank"] == 77
    assert changed["actors"][1] is TABLE["actors"][1]
    assert str(TABLE) == before


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("0.10", Decimal("0.10")),
        ("true", True),
        ("[1, 2]", [1, 2]),
        ("'a,b'", "a,b"),
        ("boulware", "boulware"),
    ],
)
def test_a_value_is_read_as_toml_and_a_bare_word_is_a_text(text, value):
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("nothing", "there is no 'nothing'"),
        ("rules", "it names no value"),
        ("actors", "it names no value"),
        ("actors.nobody.rank", "there is no 'nobody'"),
        ("rules.source", "there is no 'source'"),
        ("horizon.more", "end the key before it"),
        ("", "there is no ''"),
    ],
)
def test_a_key_that_is_not_there_is_refused_with_what_is(key, words):
    with pytest.raises(CannotError, match=words):
        load_scenario(None, ((key, "1"),))


def test_a_number_of_the_rules_that_a_file_leaves_at_its_default_can_be_said():
    plain = load_scenario("first-offer")
    said = load_scenario("first-offer", (("rules.break_day", "0.5"),))
    assert said.numbers["break_day_ppm"] == 500_000
    assert said != plain


def test_a_misspelt_key_names_the_nearest_one():
    name, _ = _number_of_rules()
    with pytest.raises(CannotError, match=f"did you mean {name}"):
        load_scenario(None, ((f"rules.{name[:-1]}", "1"),))


@pytest.mark.parametrize("value", ["often", "nan", "-nan", "true", "[1]"])
def test_a_value_of_the_wrong_kind_is_a_fault_at_the_line_of_the_file(value):
    name, _ = _number_of_rules()
    with pytest.raises(ScenarioError, match="is no number") as found:
        load_scenario(None, ((f"rules.{name}", value),))
    line = found.value.problems[0].line
    assert TEXT.splitlines()[line - 1].startswith(name)
