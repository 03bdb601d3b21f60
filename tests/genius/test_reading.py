"""
Goal: an imported domain is worth to everybody what Genius says, to the millionth.

Method: an oracle values every package with fractions; hypothesis draws domains with odd names.
"""

import itertools
import re
import tempfile
from fractions import Fraction
from math import prod
from pathlib import Path

import house
import pytest
from genius import exact, made
from hypothesis import assume, example, given

from sim.analysis.points import point_at
from sim.engine.run import simulate
from sim.genius.importing import import_genius
from sim.projections.scores import parties_of, space_at
from sim.scenario import check_scenario, load_scenario
from sim.scenario_text import texts
from sim.solution import opening_of, plain, solve

HERE = house.ROOT / "tests/genius"
DOMAINS = ("harvest", "lighthouse")
MILLION = 1_000_000


@pytest.fixture(params=DOMAINS)
def imported(request, tmp_path):
    """
    Return a domain's folder, its scenario and what the import said.
    """
    path = tmp_path / "made.toml"
    found = import_genius(str(HERE / request.param), str(path))
    return HERE / request.param, path, found


def _utilities(point):
    return list(point["utilities"].values())


def test_every_published_column_is_the_enumerated_one(imported):
    folder, path, said = imported
    vectors = exact.utilities(folder)
    want, got = exact.columns(vectors), plain(solve(path))
    zero = got["from_zero"]
    assert said["outcomes"] == got["outcomes"] == len(vectors)
    assert got["frontier_size"] == want["frontier"]
    assert zero["opposition"] / MILLION == pytest.approx(want["opposition"], abs=1e-6)
    for name in ("nash", "kalai_smorodinsky", "least_spread"):
        near = [pytest.approx(float(one), abs=1e-6) for one in want[name]]
        assert [one / MILLION for one in _utilities(zero[name])] == near
    least = min(_utilities(zero["egalitarian"])) / MILLION
    assert least == pytest.approx(float(want["egalitarian_min"]), abs=1e-6)
    whole = sum(_utilities(zero["utilitarian"])) / MILLION
    assert whole == pytest.approx(float(want["welfare_max"]), abs=1e-6)


def test_reservations_are_what_no_deal_is_worth(imported):
    folder, path, said = imported
    got = plain(solve(path))
    assert list(got["reservations"]) == said["parties"]
    wanted = [one * MILLION for one in exact.reservations(folder)]
    assert list(got["reservations"].values()) == wanted
    assert any(wanted)
    nash = got["nash"]["utilities"]
    assert all(nash[party] >= floor for party, floor in got["reservations"].items())


def test_an_imported_domain_can_be_played(imported):
    _, path, said = imported
    assert check_scenario(path) == ()
    run = simulate(path, 3)
    assert run.outcome is not None
    assert list(run.seats) == said["parties"]


def test_names_become_ids_and_stay_as_texts(tmp_path):
    path = tmp_path / "made.toml"
    said = import_genius(str(HERE / "harvest"), str(path))
    assert said["issues"] == ["price_per_crate", "days_until_delivery", "cidre_doux_brut"]
    issues = {issue.id: issue.options for issue in load_scenario(path).issues}
    assert issues["price_per_crate"] == ("4_20", "4_80", "5_50")
    assert issues["days_until_delivery"] == tuple(range(-1, 7))
    assert issues["cidre_doux_brut"] == ("doux", "brut", "moitie_moitie", "moitie_moitie_2")
    for lang in ("en", "fr"):
        words = texts(path, lang)
        assert words["issues.price_per_crate.label"] == "Price per crate (£)"
        assert words["issues.cidre_doux_brut.options.moitie_moitie_2"] == "moitié moitié"
        assert words["actors.grower.label"] == "grower"
    assert texts(path, "en")["brief"] != texts(path, "fr")["brief"]


def test_ids_keep_out_of_the_way_of_keys_and_of_each_other(tmp_path):
    path = tmp_path / "made.toml"
    said = import_genius(str(HERE / "lighthouse"), str(path))
    assert said["issues"] == ["colour", "keepers", "colour_2"]
    assert said["parties"] == ["harbour_2", "harbour_10", "house_2"]
    options = [issue.options for issue in load_scenario(path).issues]
    assert options[1:] == [(1, 2, 4), ("base_2", "each_2", "option_12")]


def test_a_discount_is_noted_in_the_file_and_told(tmp_path):
    path = tmp_path / "made.toml"
    said = import_genius(str(HERE / "harvest"), str(path))
    (note,) = said["notes"]
    assert "grower 0.8" in note
    text = path.read_text(encoding="utf-8")
    assert f"# {note}" in text
    assert "its discount factor 0.8 is not played" in text
    assert import_genius(str(HERE / "lighthouse"), str(tmp_path / "x.toml"))["notes"] == []


def _rounded(vectors, issues):
    """
    Return utilities in millionths, the nearest; pass over what lies too near a half to tell.
    """
    halves = [[one * MILLION + Fraction(1, 2) for one in vector] for vector in vectors]
    edge = 1 - Fraction(2 * issues, MILLION)
    assume(all(one % 1 < edge for vector in halves for one in vector))
    return [tuple(int(one // 1) for one in vector) for vector in halves]


def _best(vectors, floors, score):
    gains = [
        [got - low for got, low in zip(vector, floors, strict=True)]
        for vector in vectors
        if all(got >= low for got, low in zip(vector, floors, strict=True))
    ]
    if not gains:
        return None
    tops = [max(column) for column in zip(*gains, strict=True)]
    won = max(gains, key=lambda one: score(one, tops))
    return [gain + low for gain, low in zip(won, floors, strict=True)]


def _shares(gains, tops):
    return sorted(Fraction(gain, top) for gain, top in zip(gains, tops, strict=True) if top)


SCORES = {
    "nash": lambda gains, _: prod(gains),
    "egalitarian": lambda gains, _: sorted(gains),
    "utilitarian": lambda gains, _: sum(gains),
    "kalai_smorodinsky": _shares,
}


@given(domain=made.domains())
@example(domain=([("source", ["subtitle"])], {at: (["1"], [["0"]], None) for at in "ab"}))
def test_any_domain_comes_over_with_its_names_and_numbers(domain):
    issues, parties = domain
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made.write(folder, issues, parties)
        vectors = exact.utilities(folder)
        path = folder / "made.toml"
        said = import_genius(name, str(path))
        assert check_scenario(path) == ()
        _check_names(path, said, issues)
        rounded = _rounded(vectors, len(issues))
        assert _every_utility(path) == rounded
        got = plain(solve(path))
        floors = [int(one * MILLION) for one in exact.reservations(folder)]
        assert list(got["reservations"].values()) == floors
    best = {one for one in rounded if not any(exact.betters(other, one) for other in rounded)}
    assert (got["outcomes"], got["frontier_size"]) == (len(vectors), len(best))
    # Where a party can gain nothing all products are 0, and a point still lies on the frontier.
    front = [one for one in rounded if one in best]
    for name, score in SCORES.items():
        for told, low in ((got, floors), (got["from_zero"], [0] * len(floors))):
            want = _best(front, low, score)
            assert (told[name] and _utilities(told[name])) == want, name


def _check_names(path, said, issues):
    ids = [*said["issues"], *said["parties"]]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", one) for one in ids)
    assert len(set(said["issues"])) == len(issues)
    assert len(set(said["parties"])) == len(said["parties"])
    words = texts(path, "fr")
    for issue, (name, values) in zip(load_scenario(path).issues, issues, strict=True):
        assert words[f"issues.{issue.id}.label"] == name
        given = values if isinstance(values, list) else range(values[0], values[1] + 1)
        told = [words[f"issues.{issue.id}.options.{option}"] for option in issue.options]
        assert told == list(map(str, given))


def test_import_is_the_same_every_time(tmp_path):
    made_twice = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        import_genius(str(HERE / "harvest"), str(tmp_path / name / "made.toml"))
        files = sorted((tmp_path / name).iterdir())
        made_twice.append([(path.name, path.read_bytes()) for path in files])
    assert made_twice[0] == made_twice[1]
    assert [name for name, _ in made_twice[0]] == ["made.en.toml", "made.fr.toml", "made.toml"]


def _every_utility(path):
    talks = opening_of(load_scenario(path), {})
    space = space_at(talks, parties_of(talks.scenario))
    return [point_at(space, number).utilities for number in range(space.packages)]


def test_every_utility_is_the_nearest_millionth(imported):
    folder, path, _ = imported
    vectors = exact.utilities(folder)
    assert _every_utility(path) == [
        tuple(round(one * MILLION) for one in vector) for vector in vectors
    ]


def test_packages_equally_good_stay_so_on_the_edge_of_a_millionth(tmp_path):
    # Three thirds of .5000005 and a third of 1.5000015 are the same half of a millionth, and their
    # numbers, with twelve digits each, add up to either side of it.
    values = ["all", "half", "more", "none"]
    numbers = [["1", "0.5000005", "0.5000015", "0"]] * 3
    party = (["1", "1", "1"], numbers, None)
    made.write(tmp_path, [(name, values) for name in "abc"], {"one": party, "two": party})
    path = tmp_path / "made.toml"
    import_genius(str(tmp_path), str(path))
    worths = dict(zip(itertools.product(values, repeat=3), _every_utility(path), strict=True))
    assert worths["half", "half", "half"] == worths["all", "more", "none"] == (500_001,) * 2
