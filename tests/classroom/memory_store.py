"""
A store of classes in memory, as plain as can be: what the real ones are held against.
"""

import copy
from contextlib import contextmanager

from classroom.store.protocol import Entry
from sim.record.errors import Conflict, RecordError
from sim.record.store import MemoryLog


class MemoryStore:
    """
    Keep everything in one value, so that a copy of it takes a failed transaction back.
    """

    def __init__(self):
        self.kept = {}
        self.depth = 0

    @contextmanager
    def together(self):
        """
        Put the value from before back after a failure.
        """
        before = copy.deepcopy(self.kept) if self.depth == 0 else None
        self.depth += 1
        try:
            yield
        except BaseException:
            if before is not None:
                self.kept = before
            raise
        finally:
            self.depth -= 1

    def classes(self):
        """
        Return the codes, oldest first.
        """
        return tuple(self.kept)

    def quiet(self, until):
        """
        Return the classes with names whose last fact is not after a moment.
        """
        return tuple(
            code
            for code, one in self.kept.items()
            if one["names"] and one["facts"] and one["facts"][-1].at <= until
        )

    def found(self, code):
        """
        Make an empty class.
        """
        if code in self.kept:
            raise RecordError("memory", "taken", "-")
        self.kept[code] = {"facts": [], "logs": {}, "stamps": {}, "answers": {}, "names": {}}
        self.kept[code]["texts"] = {}

    def enter(self, code, expected, at, line):
        """
        Add a fact.
        """
        facts = self._of(code)["facts"]
        if len(facts) != expected:
            raise Conflict("memory", "late", "-")
        facts.append(Entry(number=expected + 1, at=at, line=line))
        return len(facts)

    def entries(self, code, after=0):
        """
        Yield the facts after a number.
        """
        return iter(self._of(code)["facts"][after:])

    def make_table(self, code, table, header):
        """
        Begin a record.
        """
        self._once(self._of(code)["logs"], table, MemoryLog(header))
        return self.table(code, table)

    def table(self, code, table):
        """
        Return a record.
        """
        if table not in self._of(code)["logs"]:
            raise RecordError("memory", "no table", "-")
        return self.kept[code]["logs"][table]

    def tables(self, code):
        """
        Return the numbers of records.
        """
        return tuple(sorted(self._of(code)["logs"]))

    def stamp(self, code, table, stamp):
        """
        Keep a stamp of a table that is there.
        """
        self.table(code, table)
        self._once(self._of(code)["stamps"], (table, stamp.decision), stamp)

    def stamps(self, code, table):
        """
        Return the stamps of a table.
        """
        found = self._of(code)["stamps"]
        return tuple(found[key] for key in sorted(found) if key[0] == table)

    def keep_answer(self, code, participant, key, answer):
        """
        Keep an answer.
        """
        self._once(self._of(code)["answers"], (participant, key), answer)

    def answer(self, code, participant, key):
        """
        Return an answer or None.
        """
        return self._of(code)["answers"].get((participant, key))

    def put_name(self, code, named):
        """
        Keep a name.
        """
        self._of(code)["names"][named.participant] = named

    def names(self, code):
        """
        Return the names.
        """
        found = self._of(code)["names"]
        return tuple(found[key] for key in sorted(found))

    def put_text(self, code, text):
        """
        Keep a text.
        """
        self._of(code)["texts"][text.id] = text

    def texts(self, code):
        """
        Return the texts.
        """
        found = self._of(code)["texts"]
        return tuple(found[key] for key in sorted(found))

    def erase(self, code, participant):
        """
        Forget a participant.
        """
        kept = self._of(code)
        gone = sum(log.erase(participant) for log in kept["logs"].values())
        mine = [name for name, text in kept["texts"].items() if text.participant == participant]
        for name in mine:
            del kept["texts"][name]
        kept["names"].pop(participant, None)
        kept["answers"] = {k: v for k, v in kept["answers"].items() if k[0] != participant}
        return gone + len(mine)

    def _of(self, code):
        if code not in self.kept:
            raise RecordError("memory", "no class", "-")
        return self.kept[code]

    @staticmethod
    def _once(rows, key, value):
        if key in rows:
            raise Conflict("memory", "kept already", "-")
        rows[key] = value
