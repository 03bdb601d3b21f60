"""Codes of starts for the window: of a record, and of what was chosen at the choice of a seat."""

from sim.domain.decision import Header
from sim.record.replay import Record
from sim.share import code_of, is_shared, start_of_record


def code_of_record(record: Record, seat: str) -> str:
    """Return the code that starts the game of a record; empty if it has none."""
    return code_of_header(record.header, seat)


def code_of_header(header: Header, seat: str) -> str:
    """Return the code that starts such a game in a seat; empty if it has none."""
    if not is_shared(header.scenario):
        return ""
    start = start_of_record(header, seat)
    return "" if start is None else code_of(start)
