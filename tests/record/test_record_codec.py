import json
from types import MappingProxyType

import pytest
from hypothesis import given
from record import builders as build

from sim.domain import moves as m
from sim.domain.deal import Package
from sim.record.codec import (
    canonical,
    decode_decision,
    decode_header,
    encode_decision,
    encode_header,
    view_bytes,
)
from sim.record.errors import NewerFormat, RecordError
from sim.record.requests import move_from_json, move_to_json
from sim.record.strict import check_line

LINE = build.lines(1)[0]
GOLDEN_LINE = (
    b'{"a":"alpha","d":1,"e":[["attention.spent/1",{"amount":1,"by":"alpha"}],'
    b'["offer.tabled/1",{"by":"alpha","offer":1,"package":{"price":20},"table":"main"}],'
    b'["stop.set/1",{"actor":"alpha","minute":20}]],'
    b'"m":["propose",{"package":{"price":20},"table":"main"}],"s":"strategy","t":10}'
)


def sorted_json(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_line_is_what_the_document_says():
    assert LINE == GOLDEN_LINE


@given(build.decisions)
def test_decoding_undoes_encoding(decision):
    line = encode_decision(decision)
    assert decode_decision(line) == decision
    assert check_line(line) == decision


@given(build.decisions)
def test_canonical_json_is_the_one_of_any_sorting_writer(decision):
    line = encode_decision(decision)
    assert sorted_json(json.loads(line)) == line
    assert b"\n" not in line


def test_a_header_comes_back_whole():
    line = build.header_line()
    assert decode_header(line) == build.header()
    assert encode_header(decode_header(line)) == line
    assert sorted_json(json.loads(line)) == line


def test_a_header_may_lack_only_fields_with_a_default():
    value = json.loads(build.header_line())
    del value["scenario"]["cards"]
    assert decode_header(sorted_json(value)) == build.header()
    del value["seed"]
    with pytest.raises(RecordError):
        decode_header(sorted_json(value))


BAD_LINES = {
    "empty": b"",
    "binary": bytes(range(256)),
    "not utf-8": LINE.replace(b"alpha", b"alph\xff"),
    "a number for a text": LINE.replace(b'"a":"alpha"', b'"a":1'),
    "a text for a number": LINE.replace(b'"t":10', b'"t":"10"'),
    "true for a number": LINE.replace(b'"amount":1', b'"amount":true'),
    "true for an option": LINE.replace(b'"price":20', b'"price":true'),
    "a whole float": LINE.replace(b'"amount":1', b'"amount":1.0'),
    "a float": LINE.replace(b'"amount":1', b'"amount":1.5'),
    "a float option": LINE.replace(b'"price":20', b'"price":20.0'),
    "an exponent": LINE.replace(b'"amount":1', b'"amount":1e0'),
    "not a number": LINE.replace(b'"amount":1', b'"amount":NaN'),
    "null": LINE.replace(b'"amount":1', b'"amount":null'),
    "minus zero": LINE.replace(b'"amount":1', b'"amount":-0'),
    "beyond 64 bits": LINE.replace(b'"amount":1', b'"amount":9223372036854775808'),
    "beyond 64 bits below": LINE.replace(b'"amount":1', b'"amount":-9223372036854775809'),
    "far beyond": LINE.replace(b'"amount":1', b'"amount":' + b"9" * 5000),
    "number zero": LINE.replace(b'"d":1', b'"d":0'),
    "a minute before the start": LINE.replace(b'"t":10', b'"t":-1'),
    "an unknown source": LINE.replace(b'"strategy"', b'"oracle"'),
    "an unknown key": LINE.replace(b'"t":10', b'"t":10,"u":1'),
    "an unknown field": LINE.replace(b'"amount":1', b'"amount":1,"b":2'),
    "a missing key": LINE.replace(b',"t":10', b""),
    "a missing field": LINE.replace(b'"amount":1,', b""),
    "a missing field of a move": LINE.replace(b',"table":"main"}],"s"', b'}],"s"'),
    "an unknown event": LINE.replace(b"stop.set/1", b"stop.sat/1"),
    "an unknown move": LINE.replace(b'"propose"', b'"propone"'),
    "a double key": LINE.replace(b'"t":10', b'"t":9,"t":10'),
    "a double field": LINE.replace(b'"amount":1', b'"amount":2,"amount":1'),
    "a double issue": LINE.replace(b'{"price":20}', b'{"price":10,"price":20}'),
    "keys out of order": LINE.replace(b'"a":"alpha","d":1', b'"d":1,"a":"alpha"'),
    "fields out of order": LINE.replace(b'"amount":1,"by":"alpha"', b'"by":"alpha","amount":1'),
    "a space": LINE.replace(b'"t":10', b'"t": 10'),
    "a space at the end": LINE + b" ",
    "a carriage return": LINE + b"\r",
    "a byte order mark": b"\xef\xbb\xbf" + LINE,
    "an escape that needs none": LINE.replace(b'"alpha"', b'"\\u0061lpha"'),
    "deep nesting": LINE.replace(b'"amount":1', b'"amount":' + b"[" * 100_000),
    "deep nesting for an old kind": LINE.replace(
        b'["stop.set/1",{"actor":"alpha"', b'["stop.set/0",{"actor":' + b"[" * 100_000
    ),
    "a list for a package": LINE.replace(b'{"price":20}', b"[20]"),
    "a package in an option": LINE.replace(b'{"price":20}', b'{"price":{"price":1}}'),
    "an event of one part": LINE.replace(b',{"actor":"alpha","minute":20}', b""),
    "an object": b"{}",
    "a list": b"[]",
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_a_strange_line_is_refused_in_words(line):
    check_line(LINE)
    assert line != LINE
    with pytest.raises(RecordError) as caught:
        check_line(line)
    assert len(caught.value.reason) >= 15
    assert "\n" not in str(caught.value)


def test_true_is_no_option_whichever_came_first():
    true = LINE.replace(b'"price":20', b'"price":true')
    one = LINE.replace(b'"price":20', b'"price":1')
    for _ in range(2):
        with pytest.raises(RecordError):
            check_line(true)
        assert check_line(one).move.package["price"] == 1


def test_a_newer_kind_says_so():
    line = LINE.replace(b"stop.set/1", b"stop.set/2")
    with pytest.raises(NewerFormat, match="newer version"):
        check_line(line)


def test_a_newer_format_says_so():
    line = build.header_line().replace(b"pourparlers-record/1", b"pourparlers-record/2")
    with pytest.raises(NewerFormat, match="update the program"):
        decode_header(line)


@pytest.mark.parametrize("bad", [b"", b"{}", b"[]", b'{"format":"x/1"}', b"\0" * 9, b"[" * 99_999])
def test_a_strange_header_is_refused(bad):
    with pytest.raises(RecordError):
        decode_header(bad)


@pytest.mark.parametrize("bad", [2**63, -(2**63) - 1, "\ud800", object()])
def test_what_could_not_be_read_is_not_written(bad):
    with pytest.raises(RecordError):
        canonical({"x": bad})


def test_the_limits_of_64_bits_are_written():
    assert canonical([2**63 - 1, -(2**63)]) == b"[9223372036854775807,-9223372036854775808]"


def test_view_bytes_take_packages_and_any_mapping():
    value = MappingProxyType({"b": Package({"price": 1}), "a": (1, None)})
    assert view_bytes(value) == b'{"a":[1,null],"b":{"price":1}}'


@given(build.moves)
def test_a_move_survives_json_both_ways(move):
    assert move_from_json(move_to_json(move)) == move
    assert move_from_json(json.dumps(move_to_json(move))) == move


def test_optional_fields_of_a_typed_move_may_be_missing():
    assert move_from_json('["wait",{}]') == m.Wait()
    assert move_from_json('["say",{"topic":"hope"}]') == m.Say(topic="hope")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('["accept",{"table":"a"}]', "'offer' is missing"),
        ('["accept",{"table":"a","offer":"1"}]', "'offer' is wrong"),
        ('["accept",{"table":"a","offer":true}]', "'offer' is wrong"),
        ('["accept",{"table":"a","offer":1.0}]', "1.0 is not a whole number"),
        ('["accept",{"table":"a","ofer":1}]', "no field 'ofer'"),
        ('["acept",{}]', "no move 'acept'"),
        ('["propose",{"table":"a","package":{"price":true}}]', "'package' is wrong"),
        ('["propose",{"table":"a","package":[1]}]', "'package' is wrong"),
        ('{"wait":1}', "list of its kind"),
        ("[1", "not readable"),
        (b"\xff", "not readable"),
        ("[" * 99_999, "not readable"),
    ],
)
def test_a_wrong_move_names_its_wrong_field(text, named):
    with pytest.raises(RecordError, match=named) as caught:
        move_from_json(text, "moves.txt", 3)
    assert str(caught.value).startswith("moves.txt:3: ")
