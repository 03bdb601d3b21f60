"""
Goal: without a window the seat that a person named is played, by numbers at a terminal.
"""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from sim.domain import moves as m
from sim.domain.units import MINUTES_DAY
from sim.projections.dates import local_moment
from sim.prompt import changed
from sim.record.errors import RecordError
from sim.record.replay import open_record

SMALL = ("--scenario", "first-offer", "--seed", 1)


class Terminal(io.StringIO):
    """
    What a person types at a terminal.
    """

    def isatty(self):
        """
        Say yes.
        """
        return True


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def typed(here, monkeypatch):
    """
    Play with these lines typed; return what was said and the record.
    """

    def run(lines, *words):
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
        said = here("play", *words).done()
        return said.out, open_record(said.out.splitlines()[-1])

    return run


def mine(record, seat="cidery"):
    """
    Return what a person decided at a seat.
    """
    return [d.move for d in record.decisions if d.actor == seat and d.source == "human"]


def test_the_seat_is_played_by_numbers(typed):
    out, record = typed(["1"], *SMALL, "--seat", "cidery")
    assert out.startswith("No screen here: you play Cider house")
    assert "Your move, Cider house" in out
    assert [type(move) for move in mine(record)] == [m.Propose]
    assert "You left" in out


def test_an_offer_is_changed_as_it_is_put(typed):
    _, record = typed(["1 price=35"], *SMALL, "--seat", "cidery")
    assert dict(mine(record)[0].package.items) == {"price": 35}


WRONG = {
    "a number that is not there": ("99", "number from 1 to"),
    "a word": ("hello", "number from 1 to"),
    "a price out of range": ("1 price=99", "price=99 is none of its options: "),
    "a field that is not there": ("1 colour=red", "no field “colour”"),
    "a number too long": ("1 price=" + "9" * 5000, "is none of its options: "),
    "an illegal move": ('["accept",{"table":"sale","offer":9}]', "no longer on the table"),
    "no move": ('["dance",{}]', "no move “dance”"),
    "bytes that are no text": ("1 price=\udcff", "a value it cannot take"),
    "half a line of JSON": ('["wait",{', "That is no move"),
    "a list that is no move": ("[1]", "That is no move"),
    "a field too few": ('["accept",{"table":"sale"}]', "its fields: table, offer"),
    "a failure": ('["wait",{"failed":"ValueError"}]', "Only the engine"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_and_asked_again(typed, what):
    line, words = WRONG[what]
    out, record = typed([line, "1"], *SMALL, "--seat", "cidery")
    assert words in out
    assert len(mine(record)) == 1


WALK = '["walk",{"table":"sale"}]'
ASKS = {"en": "Leave this table for good?", "fr": "Quitter cette table pour de bon"}


@pytest.mark.parametrize("lang", ASKS)
def test_leaving_for_good_is_asked_about_before_it_is_done(typed, lang):
    words = (*SMALL, "--seat", "cidery", "--lang", lang)
    out, record = typed([WALK], *words)
    assert ASKS[lang] in out
    assert mine(record) == []
    out, record = typed([WALK, WALK], *words)
    assert out.count(ASKS[lang]) == 1
    assert [type(move) for move in mine(record)] == [m.Walk]


@pytest.mark.parametrize("line", ["no", "", "?", "99", "1 price=35"])
def test_any_other_line_takes_the_question_back(typed, line):
    out, record = typed([WALK, line, WALK], *SMALL, "--seat", "cidery")
    assert out.count(ASKS["en"]) == 2
    assert m.Walk not in {type(move) for move in mine(record)}


def test_what_signs_is_asked_about_with_its_terms(typed):
    accept = '["accept",{"table":"sale","offer":1}]'
    lines = ['["wait",{}]', accept, "no", accept, accept]
    out, record = typed(lines, *SMALL, "--seat", "cidery", "--seed", 3, "--lang", "en")
    asked = r"sign: Price \$[0-9]+ million\? For you \S?[0-9.]+ points over"
    assert len(re.findall(asked, out)) == 2
    assert [type(move) for move in mine(record)] == [m.Wait, m.Accept]


def test_whoever_stops_it_in_the_middle_is_told_where_the_game_is(monkeypatch, here):
    monkeypatch.setattr(sys, "stdin", Terminal("1\n"))
    lines = iter(["1"])

    def typed(_):
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", typed)
    said = here("play", *SMALL, "--seat", "cidery")
    assert [type(move) for move in mine(open_record(said.out.splitlines()[-1]))] == [m.Propose]


LISTED = re.compile(r" +[0-9]+  (.+)")


def test_dates_tell_the_orders_and_deadlines_apart(typed, world):
    host = world["host"]
    for lang, date in (("en", "9 September 2020"), ("fr", "9 septembre 2020")):
        out, _ = typed([], "--seat", host, "--seed", 3, "--lang", lang)
        listed = [found[1] for line in out.splitlines() if (found := LISTED.fullmatch(line))]
        assert len(listed) == len(set(listed)) > 20
        assert sum(date in line for line in listed) == 1


def test_a_seat_at_two_tables_reads_which_one_a_move_is_for(typed, world):
    out, _ = typed([], "--seat", world["seller"], "--seed", 3, "--lang", "en")
    assert re.search("Suspend The sale$", out, re.MULTILINE)
    assert re.search("Suspend The partner.* table$", out, re.MULTILINE)


ENGLISH = re.compile(r"\b(there is|choose one|its fields|disclose|a move must|is wrong|walk)\b")


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_in_french_to_the_french(typed, what):
    line, english = WRONG[what]
    out, _ = typed([line], *SMALL, "--seat", "cidery", "--lang", "fr")
    (answer,) = out.split("> ")[1:-1]
    assert answer.strip()
    assert english not in answer
    # The words of JSON stay as they are typed.
    assert not ENGLISH.search(answer) or what == "no move"


def test_a_move_is_explained(typed):
    out, record = typed(["1 ?", "?"], *SMALL, "--seat", "cidery")
    assert re.search(r"price: 20 21 \.\.\. 60", out)
    assert out.count("Your move") == 2
    assert mine(record) == []


def test_nothing_is_told_that_the_seat_does_not_see(typed):
    waits = ['["wait",{}]'] * 60
    out, record = typed(waits, *SMALL, "--seat", "cidery")
    assert record.state == "over"
    assert "gave no legal move" not in out
    assert "+" in out.splitlines()[-2]


def test_a_save_goes_on_in_the_seat_of_its_person(typed):
    _, record = typed(["1"], *SMALL, "--seat", "cidery", "--lang", "fr")
    out, again = typed(['["wait",{}]'], record.path, "--lang", "fr")
    assert "vous jouez Cidrerie" in out
    assert again.path == str(Path(record.path).resolve())
    assert [type(move) for move in mine(again)] == [m.Propose, m.Wait]


def test_where_nobody_types_the_seat_is_played_by_lines(spawned, tmp_path):
    screens = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "SDL_VIDEODRIVER": ""}
    words = ("play", *SMALL, "--seat", "cidery", "--lang", "en")
    said = spawned(*words, stdin='["wait",{}]\n', XDG_DATA_HOME=str(tmp_path), **screens)
    assert said.code == 0
    (line,) = said.err.splitlines()
    assert line.startswith("no screen here: cidery is played by the moves on standard input")
    stops = [json.loads(line) for line in said.out.splitlines()]
    assert len(mine(open_record(stops[-1]["path"]))) == 1


def test_a_change_that_no_line_can_hold_is_refused():
    with pytest.raises(RecordError):
        changed(m.Say(topic="remark.no_comment"), ["topic=\udcff"], lambda _, text, __: text)


def test_money_is_typed_in_billions_as_it_is_shown(typed, world):
    lines = ["1 price=40", "1 price=12000 treasury=1"]
    _, record = typed(lines, "--seat", world["buyer"], "--seed", 3)
    offers = [move.package for move in mine(record, world["buyer"])]
    assert [offer["price"] for offer in offers] == [40_000, 12_000]
    assert offers[1]["treasury"] == 1_000


@pytest.mark.parametrize("price", ["40.5", "61", "forty"])
def test_money_that_is_no_option_is_refused_as_it_was_typed(typed, world, price):
    out, record = typed([f"1 price={price}"], "--seat", world["buyer"], "--seed", 3, "--lang", "en")
    assert not mine(record, world["buyer"])
    assert f"price={price} is none of its options: 5000 6000 ... 60000." in out


def test_a_day_is_typed_as_a_date(typed, world):
    lines = ["10 deadline=1999-01-01", "10 deadline=2020-09-20"]
    out, record = typed(lines, "--seat", world["host"], "--seed", 3, "--lang", "en")
    assert "a value it cannot take" in out
    (order,) = [move for move in mine(record, world["host"]) if isinstance(move, m.Order)]
    _, plain = typed(["10"], "--seat", world["host"], "--seed", 3, "--lang", "en")
    (listed,) = [move for move in mine(plain, world["host"]) if isinstance(move, m.Order)]
    assert (order.deadline - listed.deadline) % MINUTES_DAY == 0  # the listed hour stays
    assert local_moment(record.header.scenario, world["host"], order.deadline).iso.startswith(
        "2020-09-20"
    )
