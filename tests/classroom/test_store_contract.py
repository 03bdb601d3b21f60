# ruff: noqa: PT012 - a transaction that fails is several statements
"""
One contract for both stores of classes.
"""

import os
import threading

import pytest
from stores import (
    CODE,
    HEADER,
    KINDS,
    begun,
    everything,
    filled,
    place_of,
    postgres_server,  # noqa: F401 - a fixture
)

from classroom.store.protocol import ClassStore, Entry, Named, Stamp
from sim.record.errors import Conflict, NewerFormat, RecordError
from sim.record.store import TRUNK, Text

ADA = Named(participant="P1", name="Ada", token=b"t", resume=b"r")


@pytest.fixture(params=KINDS)
def place(request):
    """
    Return an empty place of each kind in turn.
    """
    with place_of(request.param, request) as made:
        yield made


@pytest.fixture
def store(place) -> ClassStore:
    """
    Return an empty store of each kind in turn.
    """
    return place.open()


def test_a_new_store_is_empty(store):
    assert store.classes() == ()
    assert store.secret("pass") is None
    assert store.notices == ()


def test_classes_are_told_oldest_first_whatever_their_codes(store):
    for code in ("ZZ", "AA", "MM"):
        store.found(code)
    assert store.classes() == ("ZZ", "AA", "MM")


def test_a_code_is_taken_once_and_is_no_path(store):
    store.found(CODE)
    with pytest.raises(RecordError, match="already"):
        store.found(CODE)
    for wrong in ("../up", "", "a b", "é"):
        with pytest.raises(RecordError, match="no code"):
            store.found(wrong)
    assert store.classes() == (CODE,)


def test_what_was_never_made_is_said_in_one_line(store):
    store.found(CODE)
    for ask in (
        lambda: store.hold("NONE"),
        lambda: store.entries("NONE"),
        lambda: store.table(CODE, 7),
        lambda: store.table("NONE", 0),
    ):
        with pytest.raises(RecordError) as caught:
            ask()
        assert "\n" not in str(caught.value)
    for write in (
        lambda: store.stamp(CODE, 7, Stamp(1, 1, "")),
        lambda: store.enter("NONE", 0, 1, b"{}"),
    ):
        with pytest.raises(RecordError):
            write()


def test_a_quiet_class_with_names_is_found_from_its_last_fact_on(store):
    filled(store)
    last = 1_700_000_000_001
    assert store.names(CODE)
    assert store.quiet(last - 1) == ()
    assert store.quiet(last) == (CODE,)
    store.enter(CODE, 2, last + 5, b"{}")
    assert store.quiet(last + 4) == ()
    store.found("BARE22")
    store.enter("BARE22", 0, 1, b"{}")
    assert store.quiet(last + 5) == (CODE,), "nothing is to be erased of a class without names"
    for named in store.names(CODE):
        store.erase(CODE, named.participant)
    assert store.quiet(last + 5) == ()


def test_all_that_was_written_is_there_after_reopening(place):
    store = place.open()
    filled(store)
    before = everything(store)
    store.close()
    again = place.open()
    assert everything(again) == before
    assert again.answer(CODE, "P1", "key-1") == b'{"ok":1}'
    assert again.secret("pass") == b"hash"
    assert before[CODE][0] == (
        Entry(number=1, at=1_700_000_000_000, line=b'{"f":1}'),
        Entry(number=2, at=1_700_000_000_001, line=b'{"f":2}'),
    )


@pytest.mark.parametrize("expected", [0, 1, 3, -1])
def test_a_fact_after_another_number_than_expected_is_a_conflict(store, expected):
    filled(store)
    before = everything(store)
    with pytest.raises(Conflict, match="2 are there"):
        store.enter(CODE, expected, 9, b'{"f":9}')
    assert everything(store) == before
    assert store.enter(CODE, 2, 9, b'{"f":3}') == 3
    assert [entry.number for entry in store.entries(CODE, 1)] == [2, 3]
    assert list(store.entries(CODE, 3)) == []


def test_everything_together_is_kept_whole(place):
    store = place.open()
    with store.together():
        filled(store)
        with store.together():
            store.enter(CODE, 2, 1, b"{}")
    assert everything(place.open()) == everything(store)
    assert len(everything(store)[CODE][0]) == 3


@pytest.mark.parametrize("wrong", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_a_failure_takes_all_of_it_back(place, wrong):
    store = place.open()
    filled(store)
    before = everything(store)
    log = store.table(CODE, 1)
    with pytest.raises(wrong), store.together():
        store.enter(CODE, 2, 1, b"{}")
        log.append(TRUNK, 3, b"line")
        log.fork(TRUNK, 1, (("head", "{}"),))
        store.make_table(CODE, 5, HEADER)
        store.put_name(CODE, ADA)
        store.keep_answer(CODE, "P1", "key-2", b"{}")
        store.put_secret("pass", b"other")
        store.erase(CODE, "P1")
        raise wrong
    assert everything(store) == before == everything(place.open())
    assert store.answer(CODE, "P1", "key-2") is None
    assert store.secret("pass") == b"hash"


def test_after_a_failure_nothing_remembered_is_ahead_of_the_disk(place):
    store = place.open()
    log = begun(store)[0]
    kept = log.append(TRUNK, 0, b"first")
    with pytest.raises(RuntimeError), store.together():
        for number in (1, 2, 3):
            log.append(TRUNK, number, b"lost")
        raise RuntimeError
    assert log.head(TRUNK) == kept
    with pytest.raises(Conflict):
        log.append(TRUNK, 4, b"late")
    assert log.append(TRUNK, 1, b"second").decisions == 2
    assert list(place.open().table(CODE, 0).read(TRUNK)) == [b"first", b"second"]


def test_an_inner_failure_that_is_swallowed_fails_the_outer_one_too(store):
    log = begun(store)[0]
    before = everything(store)
    with pytest.raises(RecordError, match="same transaction"), store.together():
        log.append(TRUNK, 0, b"before")
        with pytest.raises(Conflict):
            log.append(TRUNK, 7, b"wrong")
    assert everything(store) == before
    with pytest.raises(RecordError, match="same transaction"), store.together():
        with pytest.raises(Conflict):
            log.append(TRUNK, 7, b"wrong")
        log.append(TRUNK, 0, b"after")
    assert everything(store) == before
    log.append(TRUNK, 0, b"a new one goes on")


def test_a_class_whose_founding_failed_is_free_again(place):
    store = place.open()
    with pytest.raises(RuntimeError), store.together():
        store.found(CODE)
        raise RuntimeError
    assert store.classes() == ()
    with pytest.raises(RecordError):
        store.enter(CODE, 0, 1, b"{}")
    other = place.open()
    other.found(CODE)
    assert other.enter(CODE, 0, 1, b"{}") == 1


def test_a_key_is_answered_once(store):
    begun(store)
    store.keep_answer(CODE, "P1", "key", b"first")
    store.keep_answer(CODE, "P2", "key", b"another's")
    with pytest.raises(Conflict, match="answered already"), store.together():
        store.enter(CODE, 0, 1, b"a move made twice")
        store.keep_answer(CODE, "P1", "key", b"second")
    assert store.answer(CODE, "P1", "key") == b"first"
    assert store.answer(CODE, "P2", "key") == b"another's"
    assert store.answer(CODE, "P3", "key") is None
    assert list(store.entries(CODE)) == []


def test_a_decision_is_stamped_once_and_a_table_begun_once(store):
    log = begun(store)[0]
    store.stamp(CODE, 0, Stamp(2, 20, ""))
    store.stamp(CODE, 0, Stamp(1, 10, "P1"))
    with pytest.raises(Conflict):
        store.stamp(CODE, 0, Stamp(1, 11, "P2"))
    assert store.stamps(CODE, 0) == (Stamp(1, 10, "P1"), Stamp(2, 20, ""))
    with pytest.raises(Conflict):
        store.make_table(CODE, 0, b"another header")
    assert log.header == store.table(CODE, 0).header == HEADER


def test_names_are_kept_over_former_ones_in_order_of_bytes(store):
    begun(store)
    for who in ("b", "B", "a", "Z", "_", "é"):
        store.put_name(CODE, Named(participant=who, name="first", token=b"", resume=b""))
    store.put_name(CODE, Named(participant="a", name="then", token=b"\0", resume=b"\xff"))
    assert [named.participant for named in store.names(CODE)] == sorted("bBaZ_é")
    assert store.names(CODE)[3] == Named(participant="a", name="then", token=b"\0", resume=b"\xff")


def test_texts_are_kept_over_former_ones_in_order_of_bytes(store):
    log = begun(store)[0]
    for keep, read in (
        (lambda text: store.put_text(CODE, text), lambda: store.texts(CODE)),
        (log.put_text, log.texts),
    ):
        for name in ("b", "B", "a"):
            keep(Text(id=name, participant="P1", key=b"k", body="first"))
        last = Text(id="a", participant="P2", key=b"\0k", body="then")
        keep(last)
        assert [text.id for text in read()] == ["B", "a", "b"]
        assert read()[1] == last


@pytest.mark.parametrize(
    "words", ["", "nul \0 inside", "half \ud800 a pair", "\U0001f0a1 \u202e 'x'; -- %s ?"]
)
def test_whatever_people_type_is_given_back(store, words):
    log = begun(store)[0]
    text = Text(id="t", participant="P1", key=b"", body=words)
    store.put_name(CODE, Named(participant="P1", name=words, token=b"", resume=b""))
    store.put_text(CODE, text)
    log.put_text(text)
    store.keep_answer(CODE, "P1", words, b"answer")
    assert store.names(CODE)[0].name == words
    assert store.texts(CODE) == log.texts() == (text,)
    assert store.answer(CODE, "P1", words) == b"answer"
    assert store.answer(CODE, "P1", words + "x") is None


def test_erasure_takes_one_participant_and_nobody_else(store):
    logs = filled(store)
    for who, name in (("P2", "t3"), ("P1", "t4")):
        store.put_text(CODE, Text(id=name, participant=who, key=b"k", body="More."))
        store.keep_answer(CODE, who, "key-3", b"{}")
    store.put_name(CODE, Named(participant="P2", name="Bob", token=b"u", resume=b"s"))
    store.found("OTHER")
    store.put_name("OTHER", ADA)
    heads = everything(store)[CODE][1][1][2]
    assert store.erase(CODE, "P1") == 3
    assert store.erase(CODE, "P1") == 0
    assert [named.participant for named in store.names(CODE)] == ["P2"]
    assert [text.id for text in store.texts(CODE)] == ["t3"]
    assert logs[1].texts() == ()
    assert store.answer(CODE, "P1", "key-1") is None
    assert store.answer(CODE, "P2", "key-3") == b"{}"
    assert store.names("OTHER") == (ADA,)
    assert everything(store)[CODE][1][1][2] == heads
    assert store.stamps(CODE, 1)[0].participant == "P1"


def test_a_class_that_another_store_holds_is_refused_with_its_holder(place):
    first, second = place.open(), place.open()
    filled(first)
    with pytest.raises(RecordError, match=f"held by process {os.getpid()} on "):
        second.hold(CODE)
    assert everything(second) == everything(first)
    first.table(CODE, 1).append(TRUNK, 3, b"more")
    assert everything(second) == everything(first)
    first.close()
    second.hold(CODE)
    second.hold(CODE)
    assert second.table(CODE, 1).append(TRUNK, 4, b"and more").decisions == 5


def test_a_class_that_was_let_go_of_is_held_by_the_next(place):
    first, second = place.open(), place.open()
    log = filled(first)[1]
    first.release(CODE)
    first.release(CODE)
    second.hold(CODE)
    second.table(CODE, 1).append(TRUNK, 3, b"the next one's")
    with pytest.raises(RecordError, match="not held"):
        log.append(TRUNK, 4, b"line")
    with pytest.raises(RecordError, match="held by"):
        first.hold(CODE)
    second.release(CODE)
    first.hold(CODE)
    assert log.append(TRUNK, 4, b"line").decisions == 5


def test_nothing_is_written_to_a_class_that_is_not_held(place):
    holder, stranger = place.open(), place.open()
    filled(holder)
    before = everything(holder)
    log = stranger.table(CODE, 1)
    text = Text(id="x", participant="P1", key=b"", body="")
    for write in (
        lambda: stranger.enter(CODE, 2, 1, b"{}"),
        lambda: stranger.make_table(CODE, 5, HEADER),
        lambda: stranger.stamp(CODE, 1, Stamp(2, 1, "")),
        lambda: stranger.keep_answer(CODE, "P1", "key-9", b"{}"),
        lambda: stranger.put_name(CODE, ADA),
        lambda: stranger.put_text(CODE, text),
        lambda: stranger.erase(CODE, "P1"),
        lambda: log.append(TRUNK, 3, b"line"),
        lambda: log.fork(TRUNK, 1),
        lambda: log.put_text(text),
        lambda: log.erase("P1"),
    ):
        with pytest.raises(RecordError, match="not held"):
            write()
    assert everything(holder) == before


def test_a_writer_that_slipped_in_makes_a_conflict_and_loses_nothing(place):
    first, second = place.open(), place.open()
    log = begun(first)[0]
    log.append(TRUNK, 0, b"first")
    first.enter(CODE, 0, 1, b"{}")
    # What no lock could keep out, such as a second writer on a drive without locks.
    second._held.add(CODE)
    second.table(CODE, 0).append(TRUNK, 1, b"slipped in")
    second.enter(CODE, 1, 1, b"{}")
    for write in (lambda: log.append(TRUNK, 1, b"late"), lambda: first.enter(CODE, 1, 1, b"{}")):
        with pytest.raises(Conflict):
            write()
    assert list(log.read(TRUNK)) == [b"first", b"slipped in"]
    assert log.append(TRUNK, 2, b"in time").decisions == 3


def test_a_damaged_journal_or_record_is_told_and_not_skipped(store):
    log = filled(store)[1]
    with store.together():
        store.change("DELETE FROM entry WHERE number = 1")
        store.change("DELETE FROM decision WHERE number = 2")
    with pytest.raises(RecordError, match="missing"):
        store.entries(CODE)
    with pytest.raises(RecordError, match=r"decision 2 .* missing"):
        list(log.read(TRUNK))
    with store.together():
        store.change("UPDATE tally SET notes = 5")
    with pytest.raises(RecordError, match="damaged"):
        log.notes()


def test_a_lost_end_of_the_journal_is_missed(store):
    filled(store)
    with store.together():
        store.change("DELETE FROM entry WHERE number = 2")
    with pytest.raises(RecordError, match="missing"):
        store.entries(CODE)


def test_two_threads_do_not_write_into_one_transaction(place):
    store = place.open()
    begun(store)
    inside, done = threading.Event(), threading.Event()

    def other():
        inside.wait()
        store.enter(CODE, 0, 1, b"the other thread's")
        done.set()

    thread = threading.Thread(target=other)
    thread.start()
    with pytest.raises(RuntimeError), store.together():
        store.put_name(CODE, ADA)
        inside.set()
        assert not done.wait(0.1)
        raise RuntimeError
    thread.join(5)
    assert len(list(store.entries(CODE))) == 1
    assert store.names(CODE) == ()


def test_a_newer_layout_is_refused_in_a_clear_line(place):
    store = place.open()
    filled(store)
    with store.together():
        store.change("UPDATE layout SET version = 2")
    store.close()
    with pytest.raises(NewerFormat, match="layout 2, this version knows 1; update"):
        place.open()


def test_a_closed_store_says_so_and_closes_twice(store):
    filled(store)
    store.close()
    store.close()
    for use in (store.classes, lambda: store.enter(CODE, 2, 1, b"{}")):
        with pytest.raises(RecordError):
            use()
