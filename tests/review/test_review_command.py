"""
Goal: the review is told in both languages, as one object for programs, and never as a traceback.
"""

import json

import attrs
import pytest

from sim import cli
from sim.engine.run import simulate
from sim.record.replay import open_record
from sim.review import INACCURACY, MISTAKE, Review, review
from sim.review_words import lines, plain


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("told") / "game.jsonl"
    simulate("first-offer", 3, None, path)
    return path


def test_programs_get_one_object(record, capsys):
    assert not cli.main(["review", str(record), "--rollouts", "3", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"moves", "seats"}
    assert {"decision", "seat", "move", "before", "after", "loss", "grade", "hindsight"} <= set(
        found["moves"][0]
    )
    seats = found["seats"]
    assert {"personality", "reservation", "no_deal", "limit", "span"} <= set(
        next(iter(seats.values()))
    )


def test_a_reservation_is_that_of_the_opening_as_in_a_simulation(tmp_path):
    path = tmp_path / "summer.jsonl"
    played = simulate(None, 3, None, path)
    record = open_record(path)
    told = plain(record, Review(moments=(), spans={}))["seats"]
    assert {seat: side["reservation"] for seat, side in told.items()} == {
        seat: score.reservation for seat, score in played.seats.items()
    }
    moved = [side for side in told.values() if side["no_deal"] != side["reservation"]]
    assert moved, "an order changes what no deal is worth"


@pytest.mark.parametrize(("lang", "word"), [("en", "Their side"), ("fr", "Leur côté")])
def test_people_are_told_in_their_language(record, capsys, lang, word):
    assert not cli.main(["review", str(record), "--rollouts", "3", "--lang", lang])
    told = capsys.readouterr().out
    assert word in told
    assert "review." not in told


@pytest.mark.parametrize(("lang", "words"), [("en", "not over"), ("fr", "pas finie")])
def test_a_game_that_goes_on_is_said_to_give_the_others_away(record, tmp_path, capsys, lang, words):
    path = tmp_path / "begun.jsonl"
    assert not cli.main(["fork", str(record), "--at", "6", "--out", str(path)])
    capsys.readouterr()
    for file, said in ((path, True), (record, False)):
        assert not cli.main(["review", str(file), "--rollouts", "2", "--lang", lang])
        assert (words in capsys.readouterr().out) == said


@pytest.mark.parametrize(("lang", "words"), [("en", "cards open: "), ("fr", "cartes sur table")])
def test_people_are_told_what_only_the_others_cards_show(record, lang, words):
    game = open_record(record)
    found = review(game, rollouts=2)
    first, other = [one for one in found.moments if one.best][:2]
    graded = (
        attrs.evolve(first, grade=MISTAKE, hindsight=True),
        attrs.evolve(other, grade=INACCURACY),
    )
    told = list(lines(game, attrs.evolve(found, moments=graded), lang))
    assert sum(words in line for line in told) == 1


@pytest.mark.parametrize(
    ("more", "wrong"),
    [(["--seat", "nobody"], "no such seat"), (["--rollouts", "1"], "no fair number")],
)
def test_what_cannot_be_reviewed_is_said_in_one_line(record, capsys, more, wrong):
    assert cli.main(["review", str(record), *more]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: ")
    assert wrong in told
    assert told.count("\n") == 1


def test_a_damaged_record_is_reviewed_up_to_the_damage(record, tmp_path, capsys):
    lines = record.read_bytes().splitlines(keepends=True)
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(b"".join(lines[:-3]))
    assert cli.main(["review", str(cut), "--rollouts", "3"]) == 1
    told = capsys.readouterr()
    assert "error: " in told.err
    assert told.out
