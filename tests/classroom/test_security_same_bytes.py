"""
Goal: what others keep to themselves changes no byte of what a seat is sent, headers and length too.

Method: a lesson held still at several moments; the secrets of everybody else are swapped for others
drawn by Hypothesis, and each answer must be the one from before.
"""

import random
from collections import Counter

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classroom.cohort import facts as f
from sim.domain.talks import changed
from tests.classroom import serving_class as s

SEATS = ("microsoft", "bytedance", "white_house", "australia")
ASKED = (*("/live",) * 8, *("/history",) * 4, *("/worth",) * 4, *("/access",) * 2, "", "/brief")
MOMENTS = (0, 3, 6, 9)
CASES = 1000
counted = Counter()


@pytest.fixture(scope="module", params=MOMENTS)
def still(request, tmp_path_factory):
    """
    Yield a lesson that stands still after so many rounds of words and moves, and its people.
    """
    with s.held(tmp_path_factory.mktemp("still")) as lesson:
        lesson.open()
        people = [lesson.join(f"Person {n}", lang=("en", "fr")[n % 2]) for n in range(4)]
        base = f"/c/{lesson.code}/seat"
        for n, who in enumerate(people):
            fields = {"batna": f"way out of {n}", "target": f"1{n}.5"}
            who.post(f"{base}/form/preparation", data=fields)
        lesson.bargain(100_000)
        for turn in range(request.param):
            _round(lesson, people, base, turn)
        if request.param == MOMENTS[-1]:
            lesson.act("phase", phase="forms")
        yield lesson, people, {}


def _round(lesson, people, base, turn):
    lesson.wall.wind(30)
    for n, who in enumerate(people):
        fields = {"key": f"m{turn}-{n}", "to": SEATS[(n + 1 + turn % 3) % 4], "body": f"{turn}/{n}"}
        who.post(f"{base}/say", data=fields)
    table = lesson.room.tables[1]
    for _ in range(4):
        for seat in table.due()[:1]:
            key = f"w{len(table.session.decisions)}"
            lesson.move(people[SEATS.index(seat)], ["wait", {}], key, table.seen(seat))


def ask(lesson, people, n, path):
    """
    Return every byte that a seat is sent for a path.
    """
    lesson.server.limits.__init__()
    address = f"/c/{lesson.code}/seat{path}"
    fields = {"term.price": "30", "term.perimeter": "us"}
    found = people[n].post(address, data=fields) if path == "/worth" else people[n].get(address)
    return found.status_code, sorted(found.headers.items()), found.content


def word(luck):
    """
    Return a word of any length.
    """
    return "".join(luck.choice("abcé<&\"' 🙂") for _ in range(luck.randint(0, 24)))


def swapped(talks, luck, spared):
    """
    Return talks in which everybody else is somebody else, with other numbers and other cards.

    The weights of the scenario's file are common knowledge; what a seat drew of them is its own.
    """
    private = dict(talks.private)
    for seat, own in talks.private.items():
        if seat != spared:
            numbers = {key: value + luck.randint(1, 9) for key, value in own.parameters.items()}
            # A card once played is public; what is left in the hand is not.
            private[seat] = changed(own, parameters=numbers, cards=(*own.cards, word(luck)),
                                    personality=word(luck),
                                    learned=own.learned + luck.randint(1, 3))  # fmt: skip
    return changed(talks, private=private)


class Swap:
    """
    Other secrets for everybody but one seat, for as long as it is entered.
    """

    def __init__(self, lesson, luck, spared):
        self.room, self.table = lesson.room, lesson.room.tables[1]
        self.kept = self.room.cohort, self.table.session.talks, self.room.bodies, self.room.names
        self.luck, self.spared = luck, spared

    def __enter__(self):
        room, luck = self.room, self.luck
        mine = next(one.who for one in room.cohort.members.values() if one.seat == self.spared)
        seen = {getattr(event, "text", None) for one in self.table.happened(self.spared)
                for event in one.events}  # fmt: skip
        shown = {ref.text for ref in seen if ref is not None}
        bodies = {key: body if key in shown else word(luck)
                  for key, body in room.bodies.get(1, {}).items()}  # fmt: skip
        counted["hidden"] += sum(key not in shown for key in bodies)
        room.bodies = {**room.bodies, 1: bodies}
        members = {who: one if who == mine else self._form(one)
                   for who, one in room.cohort.members.items()}  # fmt: skip
        room.cohort = evolve(room.cohort, members=members)
        room.names = {who: one if who == mine else evolve(one, name=word(luck))
                      for who, one in room.names.items()}  # fmt: skip
        self.table.session.talks = swapped(self.kept[1], luck, self.spared)

    def _form(self, member):
        answers = {"target": self.luck.randint(-9_000_000, 9_000_000)}
        filled = f.FormFilled(
            who=member.who, form=f.PREPARATION, answers=answers, package={}, texts={}
        )
        return evolve(member, forms={f.PREPARATION: filled})

    def __exit__(self, *_):
        self.room.cohort, self.table.session.talks, self.room.bodies, self.room.names = self.kept


@pytest.mark.slow
@settings(
    max_examples=CASES // len(MOMENTS), deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.randoms(use_true_random=False), st.integers(0, 3), st.sampled_from(ASKED))
def test_the_secrets_of_others_change_no_byte(still, luck, n, path):
    lesson, people, before = still
    if (n, path) not in before:
        before[n, path] = ask(lesson, people, n, path)
    drawn = random.Random(luck.getrandbits(32))  # noqa: S311 - Hypothesis' own is slow for many
    with Swap(lesson, drawn, SEATS[n]):
        assert ask(lesson, people, n, path) == before[n, path]
    counted["cases"] += 1


@pytest.mark.slow
def test_one_s_own_secrets_do_change_them(still):
    lesson, people, _ = still
    for n, path in ((0, "/brief"), (1, "/brief")):
        was = ask(lesson, people, n, path)
        talks = lesson.room.tables[1].session.talks
        other = SEATS[(n + 1) % 4]
        numbers = {
            key: value + 9_000_000 for key, value in talks.private[SEATS[n]].parameters.items()
        }
        own = changed(talks.private[SEATS[n]], parameters=numbers)
        lesson.room.tables[1].session.talks = changed(
            talks, private={**talks.private, SEATS[n]: own}
        )
        assert ask(lesson, people, n, path) != was, other
        lesson.room.tables[1].session.talks = talks


@pytest.mark.slow
def test_there_was_something_to_hide():
    assert counted["cases"] >= CASES
    assert counted["hidden"] > 1000
