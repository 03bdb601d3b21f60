"""
Goal: what is secret of a seat stands in its own brief and the teaching note only.

Method: plant words and numbers in one seat of a scenario's file, and look for them, or for any
trace, elsewhere.
"""

import tomllib

import pytest
from attrs import evolve

from classroom.materials import MATERIALS, Held, held_by, material, packet, papers
from classroom.materials.words import seats_of
from sim.places import assets_folder
from sim.scenario import load_scenario
from sim.scenario_text import list_scenarios, texts_beside

LARGE = 3
"""Scenarios with more seats than these take seconds."""
SEATS = [
    pytest.param(name, actor.id, marks=pytest.mark.slow if len(seats) > LARGE else ())
    for name in list_scenarios()
    for seats in [seats_of(load_scenario(name))]
    for actor in seats
]
PRIVATE = ("brief", "aim", "means")


def _planted(folder, name, seat):
    """
    Copy a scenario's files with canary words in the private texts of one seat.
    """
    source = assets_folder() / "scenarios"
    path = folder / f"{name}.toml"
    path.write_text((source / f"{name}.toml").read_text("utf-8"), "utf-8")
    for lang in ("en", "fr"):
        text = (source / f"{name}.{lang}.toml").read_text("utf-8")
        place = f"[actors.{seat}]\n"
        head, _, tail = text.partition(place)
        own, sign, rest = tail.partition("\n[")
        for key in PRIVATE:
            own = "\n".join(f'{key} = "canary-{key}"' if line.startswith(f"{key} =") else line
                            for line in own.splitlines())  # fmt: skip
        own = own.replace("know = [", 'know = ["canary-know", ', 1)
        rest = rest.replace(f"actors.{seat}.tempers]\n", f"actors.{seat}.tempers]\n#", 1)
        (folder / f"{name}.{lang}.toml").write_text(head + place + own + sign + rest, "utf-8")
        tomllib.loads((folder / f"{name}.{lang}.toml").read_text("utf-8"))
    return path


@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_private_words_of_a_seat_are_in_its_brief_only(name, seat, tmp_path):
    path = _planted(tmp_path, name, seat)
    scenario = load_scenario(path)
    for lang in ("en", "fr"):
        names = texts_beside(path, lang)
        own = material("brief", scenario, lang, seat, names=names)
        for key in (*PRIVATE, "know"):
            assert f"canary-{key}" in own
        for kind, whose in papers(scenario):
            if (kind, whose) != ("brief", seat):
                assert "canary" not in material(kind, scenario, lang, whose, names=names)
        for kind in ("preparation", "rules"):
            assert "canary" not in material(kind, scenario, lang, seat, names=names)


def _changed(scenario, seat):
    """
    Return the scenario with other secrets of one seat: every preference, every parameter.
    """
    own = scenario.preferences[seat]
    terms = tuple(
        evolve(term, factors={
            issue: {option: value * (2 + at) + 731_003 for option, value in table.items()}
            for issue, table in term.factors.items()
        })
        for at, term in enumerate(own.terms)
    )  # fmt: skip
    worths = {
        kind: evolve(worth, base=worth.base + 1_730_000) for kind, worth in own.outcomes.items()
    }
    preferences = {**scenario.preferences, seat: evolve(own, terms=terms, outcomes=worths)}
    actors = tuple(
        evolve(actor, personalities=tuple(
            evolve(one, prior_ppm=one.prior_ppm,
                   parameters={k: v * 7 // 5 + 130_000 for k, v in one.parameters.items()})
            for one in actor.personalities
        )) if actor.id == seat else actor
        for actor in scenario.actors
    )  # fmt: skip
    return evolve(scenario, preferences=preferences, actors=actors)


@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_other_secrets_of_a_seat_change_no_paper_of_anybody_else(name, seat):
    scenario = load_scenario(name)
    changed = _changed(scenario, seat)
    for kind, whose in papers(scenario):
        before, after = (material(kind, one, "en", whose) for one in (scenario, changed))
        own = (kind, whose) == ("brief", seat)
        assert (before != after) == (own or kind == "teaching"), (kind, whose)


def test_papers_of_a_held_seat_that_are_not_its_brief_tell_nothing_of_it():
    scenario = load_scenario("summer-2020")
    held = Held(seat="bytedance", parameters={"k": 9_130_000, "a": 7_770_000})
    for kind, found in MATERIALS.items():
        if not found.secret:
            seated = "bytedance" if found.seat == "may" else None
            assert material(kind, scenario, "en", held) == material(kind, scenario, "en", seated)
    assert material("brief", scenario, "en", held) != material("brief", scenario, "en", "bytedance")


def test_personality_is_told_to_who_holds_it():
    scenario = load_scenario("first-offer")
    own = material("brief", scenario, "en", held_by(scenario, "orchard", "retiring"))
    mean = material("brief", scenario, "en", "orchard")
    told = texts_beside(assets_folder() / "scenarios/first-offer.toml", "en")
    temper = told["actors.orchard.tempers.retiring"]
    assert temper in own
    assert temper not in mean
    dealt = packet(scenario, "en", held=[held_by(scenario, "orchard", "retiring")])
    assert dealt.count(temper) == 2, "in the brief and in the teaching note"
    with pytest.raises(KeyError):
        held_by(scenario, "orchard", "no-such-temper")
