"""
Goal: a program that plays by lines is answered on standard output, whatever it writes.
"""

import json

import pytest

from sim.domain import moves as m
from sim.engine.session import Session
from sim.record.replay import open_record

BOT = ("play", "--scenario", "first-offer", "--seat", "cidery", "--seed", 1, "--moves", "-")
GARBAGE = {
    "rubbish": "rubbish",
    "half a line": '["wait",{',
    "an unknown kind": '["dance",{}]',
    "an unknown field": '["wait",{"for":"ever"}]',
    "a number too long": '["wait",{"until":99999999999999999999}]',
    "half a surrogate": r'["say",{"topic":"\ud800"}]',
}


@pytest.fixture
def bot(spawned, tmp_path):
    """
    Play these lines, given all at once; return what was said, and its lines.
    """

    def run(*lines):
        text = "".join(line + "\n" for line in lines)
        said = spawned(*BOT, stdin=text, XDG_DATA_HOME=str(tmp_path))
        return said, [json.loads(line) for line in said.out.splitlines()]

    return run


@pytest.mark.slow
@pytest.mark.parametrize("line", GARBAGE.values(), ids=GARBAGE)
def test_a_malformed_move_is_refused_where_a_bot_reads(bot, line):
    said, (first, refused, second, stopped) = bot(line, '["wait",{}]')
    assert said.code == 0
    assert (first["view"]["seat"], second["view"]["seat"]) == ("cidery", "cidery")
    refusal = refused["refusal"]
    assert (refusal["code"], refusal["kind"]) == ("not_a_move", "")
    assert {"propose", "wait"} <= set(refusal["legal"])
    assert len(refusal["text"].split()) > 3
    assert refusal["why"].startswith("-:1: ")
    assert "stopped" in stopped
    assert said.err.startswith("error: -:1: ")


def test_bytes_that_are_no_text_are_refused_like_any_other_line(spawned, tmp_path):
    process = spawned(*BOT, wait=False, XDG_DATA_HOME=str(tmp_path))
    process.stdin.buffer.write(b'["say",{"topic":"\xff"}]\n["wait",{}]\n')
    out, _ = process.communicate(timeout=60)
    kinds = [next(iter(json.loads(line))) for line in out.splitlines()]
    assert kinds == ["view", "refusal", "view", "stopped"]
    assert process.returncode == 0


def test_nothing_but_garbage_cannot_be_played(bot):
    said, lines = bot("rubbish", "more rubbish")
    assert said.code == 2
    assert [next(iter(line)) for line in lines] == ["view", "refusal", "refusal", "stopped"]


def test_no_moves_at_all_is_no_fault(bot):
    said, lines = bot()
    assert (said.code, said.err) == (0, "")
    assert "stopped" in lines[-1]


def test_a_bot_may_not_say_that_its_strategy_failed(bot):
    said, (_, refused, stopped) = bot('["wait",{"failed":"ValueError"}]')
    assert said.code == 0
    assert (refused["refusal"]["code"], refused["refusal"]["kind"]) == ("claims_failure", "wait")
    assert "wait" in refused["refusal"]["legal"]
    record = open_record(stopped["path"])
    assert not [d for d in record.decisions if d.actor == "cidery"]


@pytest.mark.slow
def test_the_waits_that_are_listed_as_legal_are_taken(bot):
    _, (first, *_) = bot()
    (wait,) = [move for move in first["legal"] if move[0] == "wait"]
    _, lines = bot(json.dumps(wait))
    assert not [line for line in lines if "refusal" in line]


def test_nobody_submits_a_failure_to_a_session():
    session = Session("first-offer", 1, humans=["cidery"])
    session.advance()
    refusal = session.submit(m.Wait(failed="ValueError"))
    assert refusal is not None
    assert refusal.code == "claims_failure"
    assert session.submit(m.Wait()) is None


def test_a_bot_is_told_what_its_seat_can_work_out(bot):
    _, lines = bot(*['["wait",{}]'] * 8)
    worths = set()
    for stop in (line for line in lines if "view" in line):
        reckoned, channels = stop["reckoned"], stop["view"]["channels"]
        standing = {
            (table, offer["id"])
            for table, channel in channels.items()
            for offer in channel["offers"]
            if offer["standing"]
        }
        told = {(offer["table"], offer["offer"]) for offer in reckoned["offers"]}
        assert told == standing
        assert 0 <= reckoned["ban_ppm"] <= 1_000_000
        assert all(0 <= offer["closing_ppm"] <= 1_000_000 for offer in reckoned["offers"])
        worths |= {offer["worth"] - reckoned["no_deal"] for offer in reckoned["offers"]}
    assert len(worths) > 1


@pytest.mark.slow
def test_when_a_paper_is_signed_a_bot_is_told_of_it_and_of_offers_no_more(spawned, tmp_path):
    bot = ("play", "--seat", "white_house", "--seed", 2, "--moves", "-")
    said = spawned(*bot, stdin='["wait",{}]\n' * 40, XDG_DATA_HOME=str(tmp_path))
    stops = [line for line in map(json.loads, said.out.splitlines()) if "view" in line]
    signed = [stop for stop in stops if stop["view"]["common"]["paper"] is not None]
    assert signed
    for stop in stops:
        reckoned, paper = stop["reckoned"], stop["view"]["common"]["paper"]
        assert ("paper" in reckoned, "offers" in reckoned) == (paper is not None, paper is None)
        if paper is not None:
            assert reckoned["paper"]["table"] == paper["table"]
            assert 0 <= reckoned["paper"]["closing_ppm"] <= 1_000_000
            assert reckoned["paper"]["worth"] != reckoned["no_deal"]
