"""
Goal: the monitor says who is waited for and since when, and nothing of it is guessed.

Method: overviews of real tables, with the last move set to a chosen moment.
"""

import functools
import re

import pytest
from attrs import evolve

from classroom.cohort import facts as f
from classroom.presence import STALLED_MS
from classroom.teacher import lesson, monitor, plans, rows, table_page, words
from classroom.teacher.overview import waited
from sim.domain.deal import Package
from sim.domain.moves import Propose
from sim.domain.talks import changed
from sim.scenario import load_scenario
from sim.words import load
from tests.classroom import teacher_pages as made

SEATS = ("alder", "birch", "crews")


@functools.cache
def _merger():
    return made.class_of("merger-of-equals", 6, moments=(4, 12, 25))[0]


def _waiting(overview, **seconds):
    """Let the tables named `t1`, `t2` ... have waited for so many seconds, the others for one."""
    tables = {
        number: made.since(state, overview.now - 1000 * seconds.get(f"t{number}", 1))
        for number, state in overview.tables.items()
    }
    return evolve(overview, tables=tables)


def _row(overview, number):
    return next(row for row in rows.rows(overview) if row.table == number)


@pytest.mark.parametrize(
    ("milliseconds", "tone"),
    [(59_999, "calm"), (60_000, "slow"), (119_999, "slow"), (120_000, "stalled")],
)
def test_a_seat_is_slow_after_one_minute_and_stalled_after_two(milliseconds, tone):
    overview = _waiting(_merger())
    state = made.since(overview.tables[2], overview.now - milliseconds)
    overview = evolve(overview, tables={**overview.tables, 2: state})
    assert state.due
    row = _row(overview, 2)
    assert (row.tone, row.since) == (tone, milliseconds)


def test_the_stalled_seat_is_named_with_its_table_and_time():
    overview = _waiting(_merger(), t3=131, t2=125)
    found = rows.stalls(overview, rows.rows(overview))
    named = {(one.table, one.mark.emblem.seat, one.since) for one in found}
    assert named == {
        *((3, seat, 131_000) for seat in overview.tables[3].due),
        *((2, seat, 125_000) for seat in overview.tables[2].due),
    }
    assert [one.table for one in found] == sorted((one.table for one in found), reverse=True)
    page = monitor.page(overview)
    card = page[page.index('id="stalled"') :]
    label = words.lexicon(overview.scenario, "en").actor(overview.tables[3].due[0])
    assert label in card.partition("</section>")[0]


def test_nobody_is_stalled_while_tables_stand_still():
    overview = _waiting(_merger(), t3=500)
    assert rows.stalls(overview, rows.rows(overview))
    for fact in (f.ClockPaused(), f.PhaseBegun(phase=f.FORMS), f.ClassClosed()):
        still = made.with_facts(overview, fact)
        assert not rows.stalls(still, rows.rows(still)), fact


def test_pauses_and_the_time_before_the_phase_make_nobody_late():
    overview, now = _merger(), made.NOW
    assert waited(overview, now - 30_000) == 30_000
    assert waited(overview, made.BARGAINING - 900_000) == now - made.BARGAINING
    rested = evolve(overview, pauses=((now - 25_000, now - 5_000), (now - 90_000, now - 80_000)))
    assert waited(rested, now - 30_000) == 10_000
    assert waited(rested, now - 85_000) == 85_000 - 20_000 - 5_000
    paused = evolve(made.with_facts(overview, f.ClockPaused()), now=now + 70_000)
    assert waited(paused, now - 30_000) == 30_000


def test_rows_keep_the_order_of_numbers_whatever_is_urgent():
    overview = _waiting(_merger(), t5=400, t2=10)
    backwards = dict(sorted(overview.tables.items(), reverse=True))
    shown = [row.table for row in rows.rows(evolve(overview, tables=backwards))]
    assert shown == [1, 2, 3, 4, 5, 6]


def test_a_seat_has_one_of_five_states():
    overview = _merger()
    state = evolve(overview.tables[1], here=frozenset({"alder", "crews"}))
    overview = evolve(overview, tables={**overview.tables, 1: state})
    assert [rows.seat_state(overview, 1, seat) for seat in SEATS] == ["here", "away", "here"]
    lent = made.with_facts(
        overview,
        f.StrategySeated(table=1, seat="alder", why=f.ASKED),
        f.StrategySeated(table=1, seat="birch", why=f.AWAY),
        f.SeatLeft(who="P0012"),
    )
    assert [rows.seat_state(lent, 1, seat) for seat in SEATS] == ["returned", "strategy", "empty"]


def test_counts_are_of_all_tables_and_follow_their_results():
    overview = _merger()
    before = rows.counts(rows.rows(overview))
    assert sum(before.values()) == 6
    over = next(number for number in overview.tables if not overview.cohort.places[number].status)
    for status, group in ((f.AGREEMENT, "closed"), (f.TIMEOUT, "failed")):
        ended = made.with_facts(overview, f.TableEnded(table=over, status=status))
        assert rows.counts(rows.rows(ended))[group] == before[group] + 1
        assert _row(ended, over).since is None


def test_deals_and_failures_are_told_apart_before_the_journal_says_so():
    overview, sessions = made.class_of("first-offer", 6, moments=(400,))
    assert all(session.over for session in sessions.values())
    unwritten = {
        number: evolve(place, status="") for number, place in overview.cohort.places.items()
    }
    fresh = evolve(overview, cohort=evolve(overview.cohort, places=unwritten))
    tones = [row.tone for row in rows.rows(overview)]
    assert tones == [row.tone for row in rows.rows(fresh)]
    assert set(tones) <= {"deal", "none"}


@pytest.mark.parametrize("name", ["summer-2020", "merger-of-equals", "first-offer"])
def test_an_offer_is_short_in_every_scenario(name):
    scenario = load_scenario(name)
    for lang in ("en", "fr"):
        some = words.lexicon(scenario, lang)
        for place in (0, -1):
            package = {issue.id: issue.options[place] for issue in scenario.issues}
            said = some.compact(package)
            assert said.count(" · ") == min(len(scenario.issues), words.OFFER_ISSUES) - 1
            assert len(said) <= 40, said


@pytest.mark.parametrize(
    ("tables", "sizes"), [(0, [0]), (25, [25]), (26, [25, 1]), (50, [25, 25]), (61, [31, 30])]
)
def test_a_table_stays_in_its_column_while_others_are_added(tables, sizes):
    found = monitor.columns(tuple(range(tables)))
    assert [len(column) for column in found] == sizes


def test_only_what_changed_travels():
    overview = _waiting(_merger(), t3=20)
    has = ",".join(f"{part.id}.{part.stamp}" for part in monitor.parts_of(overview))
    assert monitor.fragments(overview, has) == ""
    later = evolve(overview, now=overview.now + 1000)
    assert monitor.fragments(later, has) == "", "a second alone is counted in the browser"
    moved = evolve(overview.tables[4], here=frozenset())
    changed = monitor.fragments(evolve(overview, tables={**overview.tables, 4: moved}), has)
    assert 'id="row-4"' in changed
    assert 'id="row-3"' not in changed
    everything = monitor.fragments(overview, "row-3.nothing,,.,noise")
    assert everything.count("hx-swap-oob") == len(monitor.parts_of(overview))


def test_a_row_changes_when_its_seat_becomes_stalled():
    overview = _waiting(_merger(), t2=119)
    has = ",".join(f"{part.id}.{part.stamp}" for part in monitor.parts_of(overview))
    later = evolve(overview, now=overview.now + 2000)
    changed = monitor.fragments(later, has)
    assert 'id="row-2"' in changed
    assert 'id="stalled"' in changed


def test_plans_fill_their_lessons():
    minutes = {plan.id: plan.minutes for plan in plans.PLANS.values()}
    assert minutes == {"90": 90, "45": 45, "2x50": 100}
    halves = {1: 0, 2: 0}
    for step in plans.PLANS["2x50"].steps:
        halves[step.lesson] += step.seconds
    assert halves == {1: 3000, 2: 3000}
    for plan in plans.PLANS.values():
        assert plans.plan_of(plan.seconds) == plan
        for step in plan.steps:
            assert load("en").has(f"class.plan.do.{step.key}")
            assert load("fr").has(f"class.plan.do.{step.key}")


def test_typed_minutes_are_whole_numbers():
    assert plans.custom_seconds({"bargaining": " 12 ", "debrief": "", "forms": "0"}) == {
        "bargaining": 720
    }
    for wrong in ("-1", "1.5", "zehn", "601", "٣"):
        assert plans.custom_seconds({"bargaining": wrong}) is None
    own = plans.plan_of({"bargaining": 720})
    assert (own.id, [step.phase for step in own.steps]) == ("custom", ["bargaining"])


def test_a_lesson_never_goes_back_and_says_what_ends_tables():
    now = lesson.lesson_of(_merger())
    assert now.present.phase == f.BARGAINING
    assert now.next is not None
    assert now.next.phase == f.FORMS
    assert [one.phase for one in now.phases if one.ahead] == [f.FORMS, f.DEBRIEF, f.CLOSED]
    assert [one.phase for one in now.phases if one.ends_tables] == [f.FORMS, f.DEBRIEF, f.CLOSED]
    later = lesson.lesson_of(made.with_facts(_merger(), f.PhaseBegun(phase=f.DEBRIEF)))
    assert later.next is not None
    assert later.next.phase == f.CLOSED
    assert not any(one.ends_tables for one in later.phases)


def _head(page):
    part = page[page.index('id="head"') :].partition("</div>")[0].partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_the_counts_of_the_head_add_up():
    overview = _merger()  # six tables of three; nobody holds the last seat of table 5
    state = evolve(overview.tables[1], here=frozenset({"alder"}))
    overview = evolve(overview, tables={**overview.tables, 1: state})
    more = made.with_facts(
        overview,
        f.StrategySeated(table=1, seat="birch", why=f.AWAY),
        f.ParticipantJoined(who="Q1", lang="en"),
        f.SeatGiven(who="Q1", table=5, seat="alder", duty=f.MIRROR),
        f.ParticipantJoined(who="Q2", lang="en"),
        f.SeatGiven(who="Q2", table=5, seat="crews", duty=f.OBSERVER),
        f.ParticipantJoined(who="Q3", lang="en"),
    )
    # 17 seats and one more in a pair; of table 1 one is here, one replaced, one away.
    assert (
        "16 of 18 students here · 1 away · 1 replaced · 1 looking on · 1 without a seat"
        " · 1 seat by a strategy · joining open" in _head(monitor.page(more))
    )
    closed = made.with_facts(more, f.PhaseBegun(phase=f.CLOSED), f.ClassClosed())
    assert _head(monitor.page(closed)).endswith("18 students")


def test_before_the_bargaining_tables_are_ready_and_none_negotiates():
    overview = _merger()
    clock = evolve(overview.cohort.clock, phase=f.PRACTICE)
    early = evolve(overview, cohort=evolve(overview.cohort, clock=clock))
    assert _head(monitor.page(early)).startswith("6 tables ready")
    assert "negotiating" not in _head(monitor.page(early))
    assert "negotiating" in _head(monitor.page(overview))


@functools.cache
def _offering():
    """Return a class of one table, where the seat that is waited for has just made its offer."""
    overview, sessions = made.class_of("first-offer", 1, moments=(4,))
    session = sessions[1]
    seat = session.due_seats()[0]
    price = next(iter(session.scenario.issues)).options[3]
    assert session.submit(Propose(table="sale", package=Package({"price": price})), seat) is None
    session.advance()
    state = made.table_state(1, session, ("cidery", "orchard"))
    assert state.due[0] == seat
    return evolve(overview, tables={1: made.since(state, overview.now - 130_000)}), session, seat


def test_a_seat_that_offered_must_still_end_its_turn():
    overview, session, seat = _offering()
    row = _row(overview, 1)
    assert [one.emblem.seat for one in row.due if one.offered] == [seat]
    page = monitor.page(overview)
    for part in (page[page.index('id="row-1"') :], page[page.index('id="stalled"') :]):
        assert "has offered, must still end its turn" in part.partition("</section>")[0]
    label = next(one.emblem.label for one in row.due if one.offered)
    page = table_page.page(overview, 1, tuple(session.decisions))
    assert f"{label} has offered, must still end its turn" in page, "who has offered?"


def test_an_offer_of_an_earlier_turn_is_no_reason_to_end_this_one():
    overview, session, seat = _offering()
    talks = overview.tables[1].talks
    offer = rows.last_offer(talks)
    assert rows.is_of_this_turn(talks, offer)
    own = talks.private[seat]
    passed = evolve(own, stops=own.stops + 1, passed_minute=offer.minute)
    later = changed(talks, private={**talks.private, seat: passed})
    assert not rows.is_of_this_turn(later, offer)
    assert session


def test_the_phase_of_a_table_follows_its_offers():
    overview, _, _ = _offering()
    assert _row(overview, 1).phase == "bargaining"
    fresh, _ = made.class_of("summer-2020", 1, moments=(8, 0))
    state = fresh.tables[1]
    assert rows.last_offer(state.talks) is None
    common = evolve(state.talks.common, phase="bargaining")
    talks = changed(state.talks, common=common)
    fresh = evolve(fresh, tables={1: evolve(state, talks=talks)})
    assert _row(fresh, 1).phase == "opening"


@pytest.mark.parametrize(
    ("milliseconds", "tone"),
    [(119_999, "calm"), (120_000, "slow"), (179_999, "slow"), (180_000, "stalled")],
)
def test_before_the_first_offer_of_a_table_a_seat_has_longer(milliseconds, tone):
    fresh, _ = made.class_of("summer-2020", 1, moments=(8, 0))
    state = made.since(fresh.tables[1], fresh.now - milliseconds)
    assert state.due
    row = _row(evolve(fresh, tables={1: state}), 1)
    assert (row.offer, row.tone) == (None, tone)
    assert milliseconds < STALLED_MS, "the teacher hears of it before a strategy steps in"


def test_every_stalled_seat_has_its_buttons_and_all_are_nudged_at_once():
    overview = _waiting(_merger(), **{f"t{number}": 130 + number for number in range(1, 7)})
    found = rows.stalls(overview, rows.rows(overview))
    assert len(found) > 4
    page = monitor.page(overview)
    card = page[page.index('id="stalled"') :].partition("</section>")[0]
    assert card.count('value="strategy"') == len(found)
    asked = re.search(r'name="seats" value="([^"]+)"', card)[1].split(",")
    assert set(asked) == {f"{one.table}.{one.mark.emblem.seat}" for one in found}
    assert "A strategy steps in by itself at 4:00." in card


@pytest.mark.parametrize("name", ["summer-2020", "merger-of-equals", "first-offer"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_short_options_of_an_issue_are_told_apart(name, lang):
    scenario = load_scenario(name)
    some = words.lexicon(scenario, lang)
    for issue in scenario.issues[: words.OFFER_ISSUES]:
        said = [some.short(issue, option) for option in issue.options]
        assert len(set(said)) == len(said), said
        assert not [one for one in said if one in {"sous", "port", "les"}]


def test_the_legend_of_short_offers_says_what_each_part_is():
    some = words.lexicon(load_scenario("summer-2020"), "en")
    assert monitor.legend(some) == "price · countries sold · algorithm · stake kept"
