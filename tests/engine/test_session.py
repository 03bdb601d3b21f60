"""
Goal: the session keeps its contract: who is due, who may move, what a stop is, and who may not.
"""

import pickle

import generators as g
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.decider import Refusal
from sim.domain.decision import HUMAN, SCRIPT, STRATEGY
from sim.domain.lookup import FACILITATOR, index_of
from sim.domain.views import view_for
from sim.engine.seating import opening_header
from sim.engine.session import NotYourStopError, Session
from sim.record.replay import read_log
from sim.record.store import MemoryLog
from sim.record.verify import verify

ONE, OTHER = g.scenario(g.SMALL).tables[0].members
WIDE_SEATS = [actor.id for actor in index_of(g.scenario(g.WIDE)).seats]


def small(humans=(), seed=0, **more):
    """
    Return a session of the small scenario with random strategies.
    """
    return Session(g.scenario(g.SMALL), seed, g.seating(g.SMALL, "random"), humans, **more)


def wide(humans=(), seed=0):
    """
    Return a session of the wide scenario with random strategies.
    """
    return Session(g.scenario(g.WIDE), seed, g.seating(g.WIDE, "random"), humans)


def test_a_scenario_may_be_named_or_given_by_path():
    from sim.scenario_text import find_scenario

    minds = g.seating(g.SMALL, "random")
    path = find_scenario(g.SMALL)
    digests = set()
    for scenario in (g.SMALL, path, str(path), g.scenario(g.SMALL)):
        session = Session(scenario, 3, minds)
        session.advance()
        digests.add(session.digest)
    assert len(digests) == 1


def test_without_people_a_game_plays_to_its_end():
    session = small()
    assert session.due is None
    assert session.advance() is None
    assert session.over
    assert session.head is None
    assert session.step()
    assert session.due_seats() == ()


def test_a_step_is_one_decision():
    session = small()
    for count in range(1, 30):
        if session.step():
            break
        assert len(session.decisions) == count
        assert session.talks.decisions == count


def test_advance_stops_at_the_next_human_stop():
    session = small([ONE])
    assert session.advance() == ONE
    assert session.due == ONE
    assert session.due_seats() == (ONE,)
    before = session.talks
    assert not session.step()
    assert session.advance() == ONE
    assert session.talks is before
    assert session.head[1] == ONE


def test_a_stop_is_kept_until_the_person_waits():
    session = small([ONE])
    session.advance()
    minute = session.head[0]
    offer = next(x for x in session.legal_moves(ONE) if isinstance(x, m.Propose))
    assert session.submit(offer) is None
    assert session.due == ONE
    assert session.submit(m.Say(topic="remark.no_comment")) is None
    assert session.head == (minute, ONE)
    assert session.submit(m.Wait()) is None
    assert session.head != (minute, ONE)
    mine = [d for d in session.decisions if d.actor == ONE]
    assert [d.minute for d in mine] == [minute] * 3
    assert {d.source for d in mine} == {HUMAN}


def test_a_refusal_comes_back_and_nothing_is_recorded():
    session = small([ONE])
    session.advance()
    before = session.talks
    found = session.submit(m.Accept(table="sale", offer=9))
    assert isinstance(found, Refusal)
    assert found.code == "no_such_offer"
    assert session.talks is before


def test_whoever_is_not_due_is_told_so():
    session = small([ONE])
    with pytest.raises(NotYourStopError):
        small().submit(m.Wait())
    with pytest.raises(NotYourStopError):
        session.submit(m.Wait(), OTHER)
    session.advance()
    for nobody in (OTHER, "house", "stranger", FACILITATOR):
        with pytest.raises(NotYourStopError):
            session.submit(m.Wait(), nobody)
    session.release(ONE)
    with pytest.raises(NotYourStopError):
        session.submit(m.Wait(), ONE)


def test_after_the_end_only_who_holds_a_seat_may_still_remark():
    session = small([ONE])
    while session.advance() is not None:
        session.pass_()
    assert session.over
    assert session.submit(m.Say(topic="remark.no_comment"), ONE) is None
    with pytest.raises(NotYourStopError):
        session.submit(m.Wait(), ONE)
    with pytest.raises(NotYourStopError):
        session.submit(m.Say(topic="remark.no_comment"), OTHER)


def _assert_sound(session):
    """
    Decide every request of a session's record again.
    """
    assert verify(read_log(session.log), deep=True).failure is None


def test_words_need_no_stop():
    session = small([ONE, OTHER])
    due = session.advance()
    quiet = OTHER if due == ONE else ONE
    if quiet in session.due_seats():
        session.submit(m.Wait(), quiet)
    before = session.talks.agenda
    assert session.submit(m.Say(topic="remark.no_comment"), quiet) is None
    assert session.talks.agenda == before
    assert session.decisions[-1].minute <= session.head[0]
    _assert_sound(session)


def test_what_nobody_decides_can_be_made_to_happen():
    session = Session("summer-2020", 1, humans=("microsoft",))
    session.advance()
    assert session.happen("beijing", m.RestrictExport()) is None
    assert session.decisions[-1].source == "script"
    assert session.talks.common.restricted_minute is not None
    assert isinstance(session.happen("beijing", m.RestrictExport()), Refusal)
    with pytest.raises(NotYourStopError):
        session.happen("australia", m.Wait())
    _assert_sound(session)


# --- several people at one minute --------------------------------------------------------------


def _together():
    """
    Return a session in which both parties, held by people, are due at one minute.
    """
    session = small([ONE, OTHER])
    session.advance()
    assert session.due_seats() == (ONE, OTHER)
    return session


def test_people_due_at_one_minute_move_in_the_order_they_come():
    session = _together()
    minute = session.head[0]
    assert session.submit(m.Say(topic="remark.no_comment"), OTHER) is None
    assert session.submit(m.Say(topic="remark.no_comment"), ONE) is None
    assert session.submit(m.Say(topic="remark.no_comment"), OTHER) is None
    said = [d for d in session.decisions if isinstance(d.move, m.Say)]
    assert [d.actor for d in said] == [OTHER, ONE, OTHER]
    assert {d.minute for d in said} == {minute}


def test_the_minute_passes_when_all_have_waited():
    session = _together()
    minute = session.head[0]
    session.submit(m.Wait(), OTHER)
    assert session.due_seats() == (ONE,)
    assert session.head[0] == minute
    session.submit(m.Wait(), ONE)
    assert session.head[0] > minute


def test_the_shell_may_wait_for_the_rest():
    session = _together()
    minute = session.head[0]
    session.submit(m.Wait(), OTHER)
    session.pass_()
    assert session.head[0] > minute
    assert [d.actor for d in session.decisions if isinstance(d.move, m.Wait)][-2:] == [OTHER, ONE]


def test_who_moved_first_is_seen_by_who_moves_second_at_the_same_minute():
    session = _together()
    offer = next(x for x in session.legal_moves(ONE) if isinstance(x, m.Propose))
    session.submit(offer, ONE)
    accept = m.Accept(table=offer.table, offer=1)
    assert accept in session.legal_moves(OTHER)
    assert session.submit(accept, OTHER) is None
    assert session.talks.common.outcome.kind == "deal"
    assert session.due_seats() == ()


def test_a_seat_due_later_is_not_asked_before_its_minute():
    session = wide(WIDE_SEATS)
    for _ in range(60):
        if session.advance() is None:
            break
        minute = session.head[0]
        for seat in WIDE_SEATS:
            due = session.talks.agenda[seat] == minute
            assert (seat in session.due_seats()) == due
        session.submit(m.Wait(), session.due_seats()[-1])


# --- taking and releasing ----------------------------------------------------------------------


def test_a_seat_taken_in_the_middle_stops_the_game_at_its_next_stop():
    session = wide()
    for _ in range(40):
        session.step()
    seat = WIDE_SEATS[1]
    assert session.take(seat) is None
    assert session.take(seat).code == "unknown_seat"
    assert session.advance() in (seat, None)
    if session.due == seat:
        assert session.view(seat).minute == session.head[0]


def test_a_released_seat_is_played_by_its_strategy_at_once():
    session = small([ONE])
    session.advance()
    assert session.release(ONE) is None
    assert session.due is None
    session.step()
    mine = [d for d in session.decisions if d.actor == ONE]
    assert [d.source for d in mine] == [STRATEGY]


def test_an_environment_actor_is_no_seat():
    session = wide()
    for actor in index_of(session.scenario).order:
        found = session.take(actor.id)
        assert (found is None) == actor.is_seat


def test_what_the_facilitator_does_is_recorded():
    session = small([ONE])
    session.advance()
    session.facilitate(m.Reseed(seed=5))
    session.release(ONE)
    kinds = [m.move_kind(d.move) for d in session.decisions if d.actor == FACILITATOR]
    assert kinds == ["take", "reseed", "release"]
    assert session.facilitate(m.Wait()).code == "not_yours"


# --- views, scripts, logs ----------------------------------------------------------------------


def test_a_view_is_at_the_minute_of_ones_own_stop_or_of_what_one_last_saw():
    session = wide([WIDE_SEATS[0]], seed=2)
    session.advance()
    minute = session.head[0]
    assert session.view(WIDE_SEATS[0]).minute == minute
    for seat in WIDE_SEATS[1:]:
        if session.talks.agenda[seat] > minute:
            assert session.view(seat) == view_for(seat, session.talks)


def test_a_listener_hears_every_decision_once():
    session, heard = small(), []
    session.listeners.append(lambda decision, talks: heard.append((decision, talks)))
    session.advance()
    assert [decision for decision, _ in heard] == session.decisions
    assert heard[-1][1] is session.talks


class Scripted:
    """
    Makes the given moves and then waits.
    """

    def __init__(self, *moves):
        self.moves = list(moves)

    def choose(self, view, draws):
        """
        Return the next move of the script.
        """
        del view, draws
        return self.moves.pop(0) if self.moves else m.Wait()


def test_a_script_is_a_fourth_source_of_moves():
    session = small(scripts={ONE: Scripted(m.Say(topic="remark.no_comment"))})
    session.advance()
    mine = [d for d in session.decisions if d.actor == ONE]
    assert isinstance(mine[0].move, m.Say)
    assert {d.source for d in mine} == {SCRIPT}


def test_a_script_the_rules_refuse_is_our_own_mistake():
    session = small(scripts={ONE: Scripted(m.Accept(table="sale", offer=7))})
    with pytest.raises(RuntimeError, match="no_such_offer"):
        session.advance()


def test_an_unknown_actor_or_strategy_is_named():
    with pytest.raises(LookupError, match="stranger"):
        opening_header(g.scenario(g.SMALL), 0, {"stranger": "random"})
    with pytest.raises(LookupError, match="genius"):
        opening_header(g.scenario(g.SMALL), 0, {ONE: "genius"})
    with pytest.raises(LookupError, match="random/9"):
        opening_header(g.scenario(g.SMALL), 0, {ONE: "random/9"})


def test_a_strategy_of_another_version_forbids_going_on_but_not_reading():
    import attrs

    from sim.record.codec import encode_decision, encode_header

    game = g.game(g.SMALL, 1, "random")
    seats = {**game.header.seats, ONE: attrs.evolve(game.header.seats[ONE], strategy="random/99")}
    log = MemoryLog(encode_header(attrs.evolve(game.header, seats=seats)))
    for number, decision in enumerate(game.decisions[:10]):
        log.append(1, number, encode_decision(decision))
    session = Session.resume(log)
    assert len(session.decisions) == 10
    with pytest.raises(LookupError, match="random/99"):
        session.advance()


def test_a_log_is_taken_over_with_all_that_is_in_it():
    game = g.game(g.SMALL, 4, "random")
    session = small(seed=4)
    for _ in range(7):
        session.step()
    again = Session(g.scenario(g.SMALL), log=session.log)
    assert again.talks == session.talks
    again.advance()
    assert again.digest == game.digest


@given(g.games(names=st.just(g.SMALL)), st.data())
def test_the_moves_offered_at_a_stop_can_be_submitted(game, data):
    session = small([ONE, OTHER], seed=game.seed)
    for _ in range(data.draw(st.integers(1, 12))):
        if session.advance() is None:
            break
        seat = data.draw(st.sampled_from(session.due_seats()))
        move = data.draw(st.sampled_from(session.legal_moves(seat)))
        assert session.submit(move, seat) is None


def test_every_human_seat_that_is_due_gets_its_stop_in_the_whole_game():
    session = wide(WIDE_SEATS)
    while session.advance() is not None:
        session.pass_()
    waits = [d.actor for d in session.decisions if d.source == HUMAN]
    assert set(waits) == set(WIDE_SEATS)
    assert not [d for d in session.decisions if d.source == STRATEGY and d.actor in WIDE_SEATS]
    assert any(isinstance(x, e.TalksEnded) for x in session.decisions[-1].events)


@given(seed=st.integers(0, 99), asked=st.sets(st.integers(1, 60)))
def test_a_turn_thought_through_elsewhere_leaves_the_same_record(seed, asked):
    here = small(seed=seed)
    here.advance()
    there = small(seed=seed)
    while not there.over:
        turn = there.next_turn()
        taken = turn if len(there.decisions) + 1 in asked else None
        there.step(None if taken is None else taken.thought())
    assert there.digest == here.digest


def test_a_turn_that_may_travel_arrives_as_it_left():
    session = wide(seed=3)
    for _ in range(8):
        turn = session.next_turn()
        arrived = pickle.loads(pickle.dumps(turn))  # noqa: S301 - our own bytes
        assert arrived.thought() == turn.thought()
        session.step()


def test_only_a_strategy_with_a_name_has_a_turn_to_ask_elsewhere():
    person = small(humans=(ONE, OTHER))
    person.advance()
    assert person.next_turn() is None
    made, asked = small(seed=1), {}
    while not made.over:
        turn = made.next_turn()
        asked[turn.view.seat] = turn.strategy
        made.step()
    assert made.next_turn() is None
    assert asked[ONE] == asked[OTHER] == "random/2"
    mind = Scripted(m.Wait())
    live = Session(g.scenario(g.SMALL), 1, {ONE: mind, OTHER: mind})
    while not live.over:
        turn = live.next_turn()
        assert (turn is None) == (live.head[1] in (ONE, OTHER))
        live.step()


def test_what_is_no_move_is_not_taken_for_a_thought():
    session = small(seed=1)
    session.step("walk")
    assert session.decisions[-1].move == m.Wait(failed="not_a_move")
