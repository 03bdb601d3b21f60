"""
Goal: a class is kept and led: joining, moving, clocks, strategies in empty seats, ends, what-ifs.
"""

import pytest

from classroom import joining, leading, moving
from classroom.cohort import facts as f
from classroom.denied import Denied
from classroom.room import Room
from classroom.store.sqlite import open_sqlite
from classroom.tokens import hashed
from sim.domain import moves as m
from sim.record.replay import read_log
from sim.record.verify import verify
from sim.scenario import load_scenario

SCENARIO = "summer-2020"
SEATS = ("microsoft", "bytedance", "white_house", "australia")


class Wall:
    """
    A wall clock that tests wind.
    """

    def __init__(self):
        self.at = 1_000_000

    def __call__(self):
        """
        Return milliseconds.
        """
        return self.at

    def wind(self, seconds):
        """
        Let some seconds pass.
        """
        self.at += seconds * 1000


@pytest.fixture
def wall():
    return Wall()


@pytest.fixture
def store(tmp_path):
    made = open_sqlite(tmp_path)
    yield made
    made.close()


def found(store, wall, code="K7QX4M", layout=f.ARRIVAL, **more):
    opened = f.ClassOpened(
        scenario=SCENARIO, lang="en", seed=7, layout=layout, seats=SEATS,
        tables=more.pop("tables", 0), plan={}, **more,
    )  # fmt: skip
    return Room.found(store, code, opened, wall, load_scenario(SCENARIO))


@pytest.fixture
def room(store, wall):
    return found(store, wall)


def crowd(room, count):
    """
    Let so many people join and return their pseudonyms.
    """
    start = len(room.cohort.members)
    return [joining.join(room, f"Person {start + n}", "en").who for n in range(count)]


def bargain(room, seconds=600):
    leading.begin(room, f.BRIEFING)
    leading.begin(room, f.BARGAINING, seconds)


def due_of(room, table=1):
    """
    Return participant and seat of somebody who is waited for.
    """
    seat = room.tables[table].due()[0]
    return room.cohort.holders(table, seat)[0].who, seat


def play(room, count, until=None):
    """
    Let whoever is due wait, so many times at most, until a seat is due.
    """
    for n in range(count):
        who, seat = due_of(room)
        if seat == until:
            return
        key = f"auto-{len(room.tables[1].session.decisions)}-{n}"
        moving.move(room, who, key, room.tables[1].seen(seat), m.Wait())


def again(room):
    """
    Return the same class as another process would read it.
    """
    return Room(room.store, room.code, room.now)


def assert_sound(room):
    for table in room.tables.values():
        assert verify(read_log(table.session.log), deep=True).failure is None


def denial(act, *rest, **more):
    """
    Return the code with which something is denied.
    """
    with pytest.raises(Denied) as denied:
        act(*rest, **more)
    return denied.value.code


def test_who_arrives_completes_a_table_first(room):
    people = crowd(room, 5)
    places = [(room.cohort.members[who].table, room.cohort.members[who].seat) for who in people]
    assert places == [*((1, seat) for seat in SEATS), (2, SEATS[0])]
    assert room.cohort.places[2].strategies == dict.fromkeys(SEATS, f.EMPTY)


def test_the_journal_holds_no_name_and_no_token(room):
    joined = joining.join(room, "Zoë Canary", "fr")
    lines = b"".join(entry.line for entry in room.store.entries(room.code))
    for secret in ("Canary", joined.token, joined.resume):
        assert secret.encode() not in lines


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "no_name"), ("\u202e\u200b", "no_name"), ("x" * 25, "long_name"),
     ("PERSON 0", "name_taken")],
)  # fmt: skip
def test_a_name_is_looked_at(room, name, code):
    crowd(room, 1)
    assert denial(joining.join, room, name, "en") == code
    assert len(room.cohort.members) == 1


def test_the_word_beside_the_code_is_asked(store, wall):
    room = found(store, wall, word="Lamp")
    assert denial(joining.join, room, "Ann", "en", "lantern") == "word"
    joining.join(room, "Ann", "en", " LAMP ")


def test_random_places_are_dealt_when_the_briefing_begins(store, wall):
    room = found(store, wall, layout=f.RANDOM, mirrors=True)
    people = crowd(room, 10)
    assert not any(room.cohort.members[who].seated for who in people)
    leading.begin(room, f.BRIEFING)
    duties = [room.cohort.members[who].duty for who in people]
    assert sorted(duties) == [f.MIRROR] * 2 + [f.PLAYER] * 8
    assert set(room.cohort.places) == {1, 2}
    late = joining.join(room, "Late", "en")
    assert room.cohort.members[late.who].seated


def test_listed_names_have_their_seats_and_others_stay_out(store, wall):
    lists = {joining.listed("K7QX4M", "Ann"): (2, SEATS[1])}
    room = found(store, wall, layout=f.LISTED, lists=lists)
    who = joining.join(room, "ann", "en").who
    assert (room.cohort.members[who].table, room.cohort.members[who].seat) == (2, SEATS[1])
    assert denial(joining.join, room, "Bob", "en") == "not_listed"


def test_where_tables_are_full_people_sit_beside_others_then_look_on(store, wall):
    room = found(store, wall, tables=1)
    duties = [room.cohort.members[who].duty for who in crowd(room, 9)]
    assert duties == [f.PLAYER] * 4 + [f.MIRROR] * 4 + [f.OBSERVER]
    assert len(room.cohort.places) == 1


def test_people_hold_their_seats_and_strategies_the_others(room):
    crowd(room, 2)
    bargain(room)
    assert set(room.tables[1].talks.humans) == set(SEATS[:2])
    assert set(room.cohort.places[1].strategies) == set(SEATS[2:])
    assert room.tables[1].due()
    assert_sound(room)


def test_a_move_is_decided_once_whatever_is_sent_again(room):
    crowd(room, 4)
    bargain(room)
    who, seat = due_of(room)
    table = room.tables[1]
    first = moving.move(room, who, "key-1", table.seen(seat), m.Wait())
    count = len(table.session.decisions)
    assert first["done"] == "wait"
    assert moving.move(room, who, "key-1", 0, m.Walk(table="sale")) == first
    assert len(table.session.decisions) == count
    assert moving.move(again(room), who, "key-1", 0, m.Wait()) == first


def test_a_refused_move_is_told_and_changes_nothing(room):
    crowd(room, 4)
    bargain(room)
    who, seat = due_of(room)
    table = room.tables[1]
    count = len(table.session.decisions)
    told = moving.move(room, who, "k", table.seen(seat), m.Accept(table="sale", offer=99))
    assert told["refused"]
    assert told["legal"]
    assert len(table.session.decisions) == count


@pytest.mark.parametrize("why", ["paused", "not_bargaining", "no_seat", "table_over", "sent_out"])
def test_who_may_not_move_is_told_why(room, why):
    who = crowd(room, 4)[0]
    if why != "not_bargaining":
        bargain(room)
    acts = {
        "paused": lambda: leading.pause(room),
        "table_over": lambda: leading.end_table(room, 1),
        "sent_out": lambda: leading.ban(room, who),
        "no_seat": lambda: room.tell(f.SeatLeft(who=who)),
    }
    acts.get(why, lambda: None)()
    assert denial(moving.move, room, who, "k", 0, m.Wait()) == why


def test_an_answer_to_an_offer_that_was_replaced_is_a_conflict(room):
    crowd(room, 2)
    bargain(room)
    table, (first, second) = room.tables[1], SEATS[:2]
    buyer, seller = (room.cohort.holders(1, seat)[0].who for seat in (first, second))
    play(room, 200, until=first)
    offers = [x for x in table.session.legal_moves(first) if isinstance(x, m.Propose)]
    assert moving.move(room, buyer, "offer", table.seen(first), offers[0])["done"]
    k, offer = table.seen(second), table.view(second).channels[offers[0].table].offers[-1].id
    others = [x for x in table.session.legal_moves(first)
              if isinstance(x, m.Propose) and x.package != offers[0].package]  # fmt: skip
    assert moving.move(room, buyer, "other", table.seen(first), others[0])["done"]
    moving.move(room, buyer, "wait", table.seen(first), m.Wait())
    play(room, 200, until=second)
    accept = m.Accept(table=offers[0].table, offer=offer)
    told = moving.move(room, seller, "late", k, accept)
    assert told["conflict"]["event"].startswith("offer.tabled")
    asked = moving.move(room, seller, "ask", k, m.Ask(to=first, question="reservation"))
    assert "conflict" not in asked
    fresh = moving.move(room, seller, "fresh", table.seen(second), accept)
    assert fresh["refused"] == "no_such_offer"


def test_words_pass_at_any_time_and_only_to_whom_they_are_for(room):
    people = crowd(room, 4)
    bargain(room)
    due, _ = due_of(room)
    quiet = next(who for who in people if who != due)
    seat = room.cohort.members[quiet].seat
    other, third = [s for s in SEATS if s != seat][:2]
    table = room.tables[1]
    before = {s: table.seen(s) for s in SEATS}
    assert moving.say(room, quiet, "k", other, "Canary between two")["done"] == "say"
    assert table.seen(other) == before[other] + 1
    assert table.seen(third) == before[third]
    assert b"Canary" not in b"".join(table.session.log.read(1))
    assert_sound(room)


@pytest.mark.parametrize(
    ("body", "code"), [("", "empty"), (" \u200b ", "empty"), ("x" * 2001, "long")]
)
def test_words_are_looked_at(room, body, code):
    who = crowd(room, 1)[0]
    bargain(room)
    assert denial(moving.say, room, who, "k", None, body) == code


def test_who_is_muted_may_move_but_not_write(room):
    crowd(room, 4)
    bargain(room)
    who, seat = due_of(room)
    leading.mute(room, who)
    assert denial(moving.say, room, who, "k", None, "hello") == "muted"
    assert moving.move(room, who, "m", room.tables[1].seen(seat), m.Wait())["done"]
    leading.hear(room, who)
    assert moving.say(room, who, "k", None, "hello")["done"]


def test_a_seat_that_is_left_is_played_on_and_given_back(room):
    crowd(room, 4)
    bargain(room)
    who, seat = due_of(room)
    table = room.tables[1]
    leading.strategy(room, 1, seat, f.AWAY)
    played = [d for d in table.session.decisions if d.actor == seat]
    assert played[-1].source == "strategy"
    assert denial(moving.move, room, who, "k", 0, m.Wait()) == "strategy_sits"
    leading.person(room, 1, seat)
    play(room, 200, until=seat)
    moving.move(room, who, "mine", table.seen(seat), m.Wait())
    played = [d for d in table.session.decisions if d.actor == seat]
    assert played[-1].source == "human"
    assert_sound(room)


def test_the_clock_stands_still_while_paused_and_can_be_extended(room, wall):
    crowd(room, 1)
    bargain(room, 600)
    wall.wind(100)
    leading.pause(room)
    wall.wind(1000)
    assert room.cohort.clock.left(wall()) == 500_000
    leading.resume(room)
    wall.wind(50)
    leading.extend(room, 60)
    assert room.cohort.clock.left(wall()) == 510_000
    assert again(room).cohort == room.cohort
    assert again(room).pauses == room.pauses


def test_time_up_ends_bargaining_without_a_paper_as_a_timeout(room):
    crowd(room, 4)
    bargain(room)
    leading.begin(room, f.FORMS)
    assert room.cohort.places[1].status == f.TIMEOUT
    assert not room.tables[1].over


def test_what_nobody_decides_happens_at_every_open_table(room):
    crowd(room, 8)
    bargain(room)
    leading.end_table(room, 2)
    assert leading.happen(room, "beijing", m.RestrictExport()) == 1
    assert room.tables[1].talks.common.restricted_minute is not None
    assert denial(leading.happen, room, "beijing", m.RestrictExport()) == "nowhere_legal"
    assert denial(leading.happen, room, "australia", m.Wait()) == "no_such_actor"
    assert denial(leading.happen, room, "nobody", m.Wait()) == "no_such_actor"
    assert_sound(room)


def test_phases_only_go_forward(room):
    bargain(room)
    assert denial(leading.begin, room, f.BRIEFING) == "phase_past"
    assert denial(leading.begin, room, "lunch") == "no_such_phase"


def test_results_stay_sealed_while_anybody_bargains(room):
    crowd(room, 4)
    bargain(room)
    assert denial(leading.reveal, room) == "still_bargaining"
    leading.begin(room, f.FORMS)
    leading.reveal(room)
    assert room.cohort.revealed


def test_a_what_if_is_a_branch_and_leaves_the_table_as_it_was(room):
    crowd(room, 4)
    bargain(room)
    table = room.tables[1]
    play(room, 6)
    leading.begin(room, f.FORMS)
    before = table.session.digest
    branch = leading.fork(room, 1, 5)
    assert table.session.digest == before
    record = read_log(table.session.log, branch)
    assert record.decisions[:5] == tuple(table.session.decisions[:5])
    assert verify(record, deep=True).failure is None
    assert any(type(event).__name__ == "TalksEnded" for event in record.decisions[-1].events)


def test_no_what_if_begins_at_the_end_of_talks(room):
    crowd(room, 4)
    bargain(room)
    session = room.tables[1].session
    for seat in tuple(session.talks.humans):
        session.release(seat)
    session.advance()
    leading.begin(room, f.FORMS)
    assert session.over
    assert denial(leading.fork, room, 1, len(session.decisions)) == "out_of_range"


def test_erasure_takes_name_and_words_and_leaves_the_record(room, tmp_path):
    people = crowd(room, 4)
    bargain(room)
    moving.say(room, people[0], "k", None, "My canary words")
    digest = room.tables[1].session.digest
    assert leading.erase(room, people[0]) == 1
    assert people[0] not in room.names
    reread = again(room)
    assert reread.tables[1].session.digest == digest
    assert_sound(reread)
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"canary words" not in raw
    assert b"Person 0" not in raw


def test_another_process_reads_the_same_class(room):
    crowd(room, 6)
    bargain(room)
    play(room, 20)
    reread = again(room)
    assert reread.cohort == room.cohort
    assert reread.tables[1].session.digest == room.tables[1].session.digest
    assert all(reread.tables[1].happened(s) == room.tables[1].happened(s) for s in SEATS)
    assert reread.tokens == room.tokens


def test_a_seat_moves_to_another_device_and_the_old_one_is_shut_out(room):
    joined = joining.join(room, "Ann", "en")
    moved = joining.resume(room, joined.resume.lower())
    assert moved.who == joined.who
    assert hashed(joined.token) not in room.tokens
    assert room.tokens[hashed(moved.token)] == joined.who
    assert denial(joining.resume, room, joined.resume) == "no_such_resume"
