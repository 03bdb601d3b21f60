"""Records of every released format open, verify deep and keep their digests for ever."""

import tomllib
from pathlib import Path

import pytest

from sim.record.replay import fold, open_record
from sim.record.verify import verify

FOLDER = Path(__file__).parent / "golden"
DIGESTS = tomllib.loads((FOLDER / "digests.toml").read_text(encoding="utf-8"))


def test_every_golden_record_has_its_digest():
    assert sorted(DIGESTS) == sorted(path.stem for path in FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_golden_record_opens_with_its_digest_and_outcome(name):
    record = open_record(FOLDER / f"{name}.jsonl")
    assert record.failure is None
    assert record.digest == DIGESTS[name]["digest"]
    outcome = fold(record).common.outcome
    assert (outcome.kind if outcome else "open") == DIGESTS[name]["outcome"]


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_golden_record_is_decided_again_to_the_same_bytes(name):
    report = verify(open_record(FOLDER / f"{name}.jsonl"), deep=True)
    assert report.ok, report.failure
