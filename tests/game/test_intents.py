"""
Goal: a chip says what the others do next if the person waits, as sharp as the level allows.

Method: whole games in which a person only waits; what was foreseen at each stop stands beside what
the record then holds, read by an oracle of its own.
"""

import pytest
from driver import Person
from tables import FRAME, Here, desk, let_play, seat_in

from game.presenters.make_desk_intents import Foreseen, intent_of
from game.presenters.make_desk_words import Words
from game.shell.daily import NOTE
from game.shell.desk import SessionDesk
from game.text import load
from sim.domain import moves as m
from sim.domain.audience import sees
from sim.domain.lookup import index_of
from sim.domain.units import MINUTES_DAY
from sim.engine.session import Session
from sim.games import LEVELS, level_of, new_game, seating_of
from sim.next_moves import DAYS_AHEAD, next_moves
from sim.projections.timeline import QUIET, weight_of
from sim.projections.visible import author_of
from sim.record.chain import first_link
from sim.record.store import Note
from sim.scenario import load_scenario

ROLES = ("buyer", "seller", "host", "ally")
GAMES = 50


def begun(level, seed, role, name=None):
    """Return a game at a level, with a person in a role."""
    scenario, seat = load_scenario(name), seat_in(role, name)
    minds = seating_of(scenario, seat, level)
    return Session(scenario, seed, minds, humans=[seat]), seat


def stops(session, seat, *, look=True):
    """Wait through a game; yield (decisions, minute, what was foreseen) of each stop."""
    while session.advance() is not None:
        lines = session.log.read(session.branch)
        found = next_moves(session.log.header, lines, seat) if look else ()
        yield len(session.decisions), session.talks.agenda[seat], found
        session.pass_()


def did(session, seat, since, minute):
    """Return what each other seat was next seen to do, as the finished record tells."""
    acted = {}
    seats = {one.id for one in index_of(session.scenario).seats} - {seat}
    for decision in session.decisions[since:]:
        if decision.minute > minute + DAYS_AHEAD * MINUTES_DAY:
            break
        told = [
            event for event in decision.events
            if sees(seat, event, session.scenario) and weight_of(event) > QUIET
        ]  # fmt: skip
        # Whoever acts unseen is not told of: some event a seat sees must name its author.
        named = any(author_of(event) == decision.actor for event in decision.events
                    if sees(seat, event, session.scenario))  # fmt: skip
        own = [event for event in told if author_of(event) in ("", decision.actor)]
        if decision.actor in seats and named and own and not isinstance(decision.move, m.Wait):
            acted.setdefault(decision.actor, (decision, own))
    return acted


def compared(session, seat, seen):
    """Compare chips of the lesson with the record; return how many acts were foreseen."""
    words = Words(text=load("en"), names={}, scenario=session.scenario, seat=seat)
    count = 0
    for since, minute, found in seen:
        acted = did(session, seat, since, minute)
        assert {one.actor for one in found} == set(acted)
        known = Foreseen(level="lesson", minute=minute, phase="bargaining", found=found, salt=b"s")
        for one in found:
            decision, own = acted[one.actor]
            ahead = (words.day(decision.minute) - words.day(minute)).days
            shown = intent_of(known, one, ("party", "buyer"), ahead)
            assert shown.kinds == (m.move_kind(decision.move),)
            assert shown.event in own
            assert one.minute == decision.minute
            count += 1
    return count


@pytest.mark.parametrize("role", ["seller", "host"])
def test_at_lesson_the_next_visible_act_of_each_seat_is_its_chip(role):
    session, seat = begun("lesson", 5, role)
    seen = list(stops(session, seat))
    assert compared(session, seat, seen) > 5


@pytest.mark.slow
def test_at_lesson_fifty_games_hold_what_their_chips_said():
    count = 0
    for seed in range(GAMES):
        session, seat = begun("lesson", seed, ROLES[seed % len(ROLES)])
        seen = list(stops(session, seat))
        count += compared(session, seat, seen)
    print(f"{count} chips in {GAMES} games, all as foreseen")
    assert count > GAMES * 10


def bluffs(sessions):
    """Return how many chips a shark's person would see, and how many of them are wrong."""
    shown = wrong = 0
    for session, seat, seen in sessions:
        salt = first_link(session.log.header)
        for since, minute, _ in seen:
            for actor, (decision, own) in did(session, seat, since, minute).items():
                one = index_of(session.scenario).actors[actor]
                nth = sum(made.actor == actor for made in session.decisions[: decision.number])
                move = _move(actor, decision, own[0], nth)
                known = Foreseen(level="shark", minute=minute, phase="bargaining", found=(move,),
                                 salt=salt)  # fmt: skip
                intent = intent_of(known, move, (one.kind, one.role), 1)
                assert len(intent.kinds) == 1
                assert intent.event is None
                assert intent.days is None
                shown += 1
                wrong += intent.kinds[0] != move.kind
    return shown, wrong


def _move(actor, decision, event, nth):
    from sim.next_moves import NextMove

    return NextMove(actor=actor, kind=m.move_kind(decision.move), minute=decision.minute,
                    event=event, nth=nth)  # fmt: skip


def played(games):
    """Yield whole games in which a person only waits; the scenario's own minds are quick."""
    for seed in range(games):
        session, seat = begun("envoy", seed, ROLES[seed % len(ROLES)])
        yield session, seat, list(stops(session, seat, look=False))


@pytest.mark.slow
def test_at_shark_fifteen_chips_in_a_hundred_bluff():
    shown, wrong = bluffs(played(GAMES))
    print(f"{wrong} of {shown} chips in {GAMES} games bluff: {100 * wrong / shown:.1f} %")
    assert wrong * 100 >= shown * 15


def test_a_bluff_is_the_same_at_every_stop_until_the_move_is_made():
    session, seat = begun("envoy", 3, "buyer")
    said = {}
    for _, minute, found in stops(session, seat):
        known = Foreseen(level="shark", minute=minute, phase="bargaining", found=found,
                         salt=first_link(session.log.header))  # fmt: skip
        for one in found:
            told = intent_of(known, one, ("party", "seller"), 1).kinds
            assert said.setdefault((one.actor, one.nth), told) == told
    assert len(said) > 5


def test_the_levels_blur_a_move_more_and_more():
    session, seat = begun("envoy", 3, "buyer")
    (_, minute, found), *_ = stops(session, seat)
    ahead = 3
    for one in found:
        shown = {
            level: intent_of(
                Foreseen(level=level, minute=minute, phase="bargaining", found=found, salt=b"x"),
                one, ("party", "seller"), ahead,
            )
            for level in LEVELS
        }  # fmt: skip
        assert shown["lesson"].days == (ahead, ahead)
        low, high = shown["clerk"].days
        assert low <= ahead <= high
        assert high - low == 2
        assert one.kind in shown["envoy"].kinds
        assert len(set(shown["envoy"].kinds)) == 2
        assert shown["envoy"].event is None


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_of_a_game_is_read_from_its_header(level, tmp_path):
    seat = seat_in("buyer")
    session = new_game(None, 3, seat=seat, level=level, path=tmp_path / "game.talks")
    assert level_of(session.header, seat) == level
    session.log.close()


# --- at the desk


def cards(person):
    """Return the cards of the others."""
    return person.screen.port.model(person.app.context.text).others


OF_NO_SEAT = {"restrict_export", "enjoin", "publish_poll", "wait", "take", "release", "reseed"}


def test_every_kind_of_a_seat_has_a_short_name():
    for lang in ("en", "fr"):
        text = load(lang)
        kinds = set(m.MOVES) - OF_NO_SEAT
        assert {kind for kind in kinds if not text.has(f"ui.intent.kind.{kind}")} == set()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_cards_say_what_comes_and_say_it_on_focus(lang):
    person = Person("desk", desk(None, seat_in("buyer"), evaluator=Here()), lang)
    let_play(person)
    assert all(card.intent for card in cards(person))
    assert any(card.intent_comes for card in cards(person))
    hints = [person.widget(f"seat.{card.actor.id}").hint for card in cards(person)]
    assert all(card.actor.label in hint for card, hint in zip(cards(person), hints, strict=True))
    assert sorted(set(person.app.painter.clipped)) == []


def test_a_move_of_the_person_makes_the_chips_old_until_the_new_ones_come():
    evaluator = Here()
    person = Person("desk", desk(None, seat_in("buyer"), evaluator=evaluator))
    let_play(person)
    asked = []
    answer = evaluator.foreseen
    evaluator.foreseen = lambda: asked.append(1)
    person.press("enter")
    person.app.step([], FRAME)
    assert asked
    assert not any(card.intent_comes for card in cards(person))
    evaluator.foreseen = answer
    person.app.step([], FRAME)
    assert any(card.intent_comes for card in cards(person))


def test_nothing_is_recorded_and_nothing_is_asked_twice():
    evaluator = Here()
    person = Person("desk", desk(None, seat_in("buyer"), evaluator=evaluator))
    let_play(person)
    session = person.screen.port.session
    before, calls = session.digest, []
    evaluator.foresee = lambda *given: calls.append(given)
    for _ in range(20):
        person.app.step([], FRAME)
    assert session.digest == before
    assert calls == []


def test_a_deal_of_the_day_shows_no_intents():
    session, seat = begun("envoy", 3, "buyer")
    session.log.note(Note(branch=session.branch, decision=0, kind=NOTE, json="{}"))
    person = Person("desk", SessionDesk(session, seat, Here()))
    let_play(person)
    assert not any(card.intent for card in cards(person))
