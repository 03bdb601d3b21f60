import json

import pytest
from record import builders as build

from sim.domain.events import EVENTS, PollPublished
from sim.record.archive import export
from sim.record.codec import decode_decision
from sim.record.errors import NewerFormat, RecordError
from sim.record.replay import fold, open_record
from sim.record.strict import check_line
from sim.record.upcast import UPCASTERS, upgrade
from sim.record.verify import verify

OLD = build.GOLDEN / "poll-0.jsonl"
DIGEST = "a71aec1dfb05487204a034baf15a264661f37bc50a04a463997cae973694ac5b"
OLD_LINE = OLD.read_bytes().splitlines()[2] if OLD.exists() else b""


def test_a_record_of_before_the_release_still_opens_folds_and_verifies():
    record = open_record(OLD)
    assert record.failure is None
    assert record.digest == DIGEST
    assert b'"poll.published/0"' in OLD.read_bytes()
    poll = next(event for event in record.events if isinstance(event, PollPublished))
    assert poll == PollPublished(by="alpha", gauge="heat", value=42_000)
    assert verify(record).ok
    assert fold(record).decisions == 3


def test_old_lines_are_exported_as_they_were_written():
    record = open_record(OLD)
    assert export(record.header_line, record.lines) == OLD.read_bytes()


def test_every_old_kind_ends_at_one_of_today():
    for kind in UPCASTERS:
        known = kind
        for _ in UPCASTERS:
            known = UPCASTERS[known][0] if known in UPCASTERS else known
        assert known in EVENTS


@pytest.mark.parametrize(
    "body",
    [
        b'{"by":"alpha","gauge":"heat"}',
        b'{"by":"alpha","gauge":"heat","points":42,"x":1}',
        b'{"by":"alpha","gauge":"heat","points":"42"}',
        b'{"by":"alpha","gauge":"heat","points":true}',
        b'{"by":"alpha","gauge":"heat","points":42.0}',
        b'{"gauge":"heat","by":"alpha","points":42}',
        b'{"by":"alpha","gauge":"heat","points": 42}',
        b'{"by":"alpha","gauge":"heat","points":9223372036854776}',
        b'{"by":"alpha","gauge":"heat","points":99999999999999999999}',
        b"[]",
        b"7",
    ],
)
def test_an_old_shape_is_read_as_strictly_as_a_new_one(body):
    good = b'{"by":"alpha","gauge":"heat","points":42}'
    assert check_line(OLD_LINE) == decode_decision(OLD_LINE)
    assert good in OLD_LINE
    with pytest.raises(RecordError):
        check_line(OLD_LINE.replace(good, body))


def test_current_kinds_pass_untouched():
    body = {"by": "alpha", "gauge": "heat", "value": 1}
    assert upgrade("poll.published/1", body) == ("poll.published/1", body)


@pytest.mark.parametrize("kind", ["poll.published/2", "poll.published/99999999999999999999"])
def test_a_newer_schema_says_who_wrote_it(kind):
    with pytest.raises(NewerFormat, match="newer version"):
        upgrade(kind, {})


@pytest.mark.parametrize(
    "kind", ["poll.published", "poll.published/x", "poll.published/²", "x/1", ""]
)
def test_an_unknown_kind_is_named(kind):
    with pytest.raises(RecordError, match="unknown to this version") as caught:
        upgrade(kind, {})
    assert not isinstance(caught.value, NewerFormat)


def test_header_of_the_old_record_is_canonical():
    header = OLD.read_bytes().split(b"\n")[0]
    value = json.loads(header)
    again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again.encode() == header
