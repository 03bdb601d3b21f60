"""A fact as a canonical line `{"f":[kind,{..}]}` and back."""

import msgspec

from classroom.cohort.facts import FACTS, KIND_OF_FACT, Fact
from sim.record.codec import BROKEN, canonical
from sim.record.errors import RecordError

_WHERE = "journal"
_REMEDY = "open the class with the version that wrote it, or restore it from a copy"


def line_of(fact: Fact) -> bytes:
    """Return the canonical bytes of a fact."""
    return canonical({"f": [KIND_OF_FACT[type(fact)], fact]})


def fact_of(line: bytes) -> Fact:
    """Return the fact of a line; raise RecordError for what no version of ours has written."""
    try:
        kind, body = msgspec.json.decode(line)["f"]
        return msgspec.convert(body, FACTS[kind])
    except (*BROKEN, KeyError, TypeError, ValueError) as error:
        raise RecordError(_WHERE, f"a fact of the class is damaged ({error})", _REMEDY) from error
