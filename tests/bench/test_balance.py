"""
Goal: the balance tables count what they say. Method: records made by hand, and least games.
"""

import json
import re
from concurrent.futures import Executor
from itertools import combinations, islice
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.balance import (
    added,
    cli,
    counting,
    figures,
    first_moves,
    games,
    levers,
    mechanics,
    opening_moves,
    outcomes,
    pages,
    policies,
    skill,
    states,
    stops,
    tables,
)
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.decider import initial
from sim.domain.decision import FACILITATOR, STRATEGY, Decision
from sim.domain.rules.legal import code_of
from sim.domain.views import view_for
from sim.engine.session import Session
from sim.projections.scores import surpluses

PAPER = Package({"price": 20})


class Here(Executor):
    """Plays in this process."""

    def map(self, function, jobs):
        """Call the function here, job by job."""
        return map(function, jobs)


def record(*steps):
    """Make decisions of (minute, actor, events...)."""
    return [
        Decision(number=at, actor=actor, minute=minute, move=m.Wait(), events=tuple(events),
                 source=FACILITATOR if actor == "teacher" else STRATEGY)
        for at, (minute, actor, *events) in enumerate(steps, 1)
    ]  # fmt: skip


def named(minute):
    return e.DeadlineSet(by="h", minute=minute)


def moved_to(minute):
    return e.DeadlineExtended(by="h", minute=minute)


SIGNED = e.TermsSigned(table="t", package=PAPER)
ENDED = e.TalksEnded(kind="deal", package=PAPER)
LAPSED = e.TalksEnded(kind="lapsed", package=None)


def test_a_stop_is_a_minute_while_talks_or_a_paper_go_on():
    found = counting.counted(record(
        (1, "a"), (1, "a"), (1, "teacher"), (2, "a"), (2, "b"), (3, "a", SIGNED), (5, "b"),
        (6, "a", e.TalksFailed(kind="lapsed")), (7, "b"), (8, "a", LAPSED),
    ))  # fmt: skip
    assert found.stops == {"a": 4, "b": 2}
    assert (found.decisions, found.events, found.kind) == (10, 3, "lapsed")


@pytest.mark.parametrize(("minute", "late"), [(89, False), (90, True), (100, True)])
def test_the_last_tenth_is_that_of_the_deadline_that_stood(minute, late):
    found = counting.counted(record((1, "h", named(100)), (minute, "a", SIGNED), (200, "h", ENDED)))
    assert found.signed.is_late is late
    assert not found.unsigned


def test_a_paper_without_a_deadline_is_never_late():
    order = e.OrderSigned(by="h", deadline=10)
    withdrawn = e.ThreatWithdrawn(by="h")
    for before in ((), (order, withdrawn)):
        found = counting.counted(record((1, "h", *before), (9, "a", SIGNED, ENDED)))
        assert found.signed.deadline is None
        assert not found.signed.is_late
    kept = counting.counted(
        record((1, "h", order, e.ThreatWithdrawn(by="x")), (9, "a", SIGNED, ENDED))
    )
    assert kept.signed.is_late


@pytest.mark.parametrize(
    ("steps", "unsigned", "extended"),
    [
        ([(10, "h", named(50)), (50, "o", e.TalksFailed(kind="lapsed")), (60, "o", LAPSED)], 1, 0),
        ([(10, "h", named(50)), (40, "h", moved_to(70)), (60, "a", SIGNED, ENDED)], 1, 1),
        ([(10, "h", named(50)), (40, "h", moved_to(70)), (50, "a", SIGNED, ENDED)], 0, 1),
        ([(10, "h", named(50)), (30, "a", e.TalksFailed(kind="walked")), (60, "o", LAPSED)], 0, 0),
        ([(10, "h", named(50)), (30, "a", SIGNED), (40, "h", moved_to(70)), (50, "o", ENDED)],
         0, 0),
        ([(10, "a", LAPSED)], 0, 0),
    ],
)  # fmt: skip
def test_a_game_is_unsigned_at_its_first_deadline(steps, unsigned, extended):
    found = counting.counted(record(*steps))
    assert (found.unsigned, found.extended) == (bool(unsigned), bool(extended))


def test_a_paired_difference_has_the_error_of_its_pairs():
    found = figures.paired([3, 5, 7], [1, 2, 3])
    assert (found.mean, found.count) == (3.0, 3)
    assert found.error == pytest.approx((1 / 3) ** 0.5)
    assert found.t == pytest.approx(3 * 3**0.5)
    assert figures.paired([2, 2], [1, 1]).t == figures.T_MAX
    assert figures.figure([]).t == 0
    assert figures.apart([1, 3], [0, 0]).t == pytest.approx(2.0)
    assert figures.percent(1, 3) == 33.3
    assert figures.percent(1, 0) == 0


def test_a_table_says_ok_or_missed_and_keeps_its_place():
    made = tables.Table(
        name="made", title="Made", text="By hand.", games=2,
        parts=(tables.Part("one", ("a", "b"), [("x|y", 1.5)]),),
        bars=(tables.Bar("enough", 1, ok=True), tables.Bar("more", 2, ok=False)),
    )  # fmt: skip
    text = tables.markdown(made)
    assert "`python -m uv run python -m bench.balance made --games 2`" in text
    assert "| x/y | 1.5 |" in text
    assert "| enough | 1 | ok |\n| more | 2 | missed |" in text
    page = pages.placed(pages.placed("# Page\n\nFirst.\n", made) + "\nLast.\n", made)
    assert page.count("## Made") == 1
    assert page.startswith("# Page\n\nFirst.\n")
    assert page.endswith("\nLast.\n")
    assert tables.plain(made)["bars"][1] == {"bar": "more", "measured": 2, "ok": False}


def test_the_plain_loop_and_a_recorded_session_end_alike():
    session = Session(games.scenario_of(), 3)
    session.advance()
    recorded = {one.seat: one.surplus for one in surpluses(session.opening, session.talks)}
    assert games.play(games.Row(), 3).surplus == recorded


def test_rows_come_back_by_row_and_seed():
    rows = [games.Row(name="a"), games.Row(name="b")]
    found = games.each(Here(), lambda row, seed: (row.name, seed), rows, 12)
    assert found == [[("a", seed) for seed in range(12)], [("b", seed) for seed in range(12)]]


def test_a_lever_takes_what_it_names():
    plain = games.scenario_of()
    for lever in levers.levers():
        found = games.scenario_of(lever)
        assert found != plain, lever.name
        assert not set(lever.moves) & set(found.moves)
        assert all(found.numbers[name] == 0 and plain.numbers[name] for name in lever.numbers)
        tempers = [(actor.role, one) for actor in plain.actors for one in actor.personalities]
        for role, name, _ in lever.parameters:
            assert any(role == whose and name in one.parameters for whose, one in tempers), name


def test_every_move_has_its_sentence():
    said = mechanics.sentences()
    assert set(said) == set(m.MOVES) - set(mechanics.LEFT_OUT)
    assert all(one["does"].endswith(".") and one["shown"] for one in said.values())


def test_others_decisions_are_compared_without_the_mover_and_the_house():
    offer = m.Propose(table="t", package=PAPER)
    taken = [("a", 1, offer), ("b", 2, offer), ("b", 3, m.Wait()), ("o", 4, m.Wait())]
    assert stops.decided(taken, ("a", "o")) == [("b", 2, offer), ("b", 3, m.Wait())]
    assert stops.made(taken, ("a", "o")) == {"b": [offer]}


def test_a_move_and_a_pass_leave_as_much_luck_used():
    header = games.header_of(games.Row(), 0)
    talks = initial(header)
    actor = games.seats_of(header.scenario)[0].id
    passed = stops.after(talks, actor, m.Wait())
    played = stops.after(talks, actor, m.Say(topic="remark.no_comment"))
    assert passed.counts == played.counts
    assert passed.agenda[actor] == played.agenda[actor]


def test_a_kind_of_move_is_shown_by_the_actor_whose_changes_most():
    def effect(actor, changes):
        return stops.Effect(kind="leak", actor=actor, changes=changes, changes_moves=False,
                            surplus=dict.fromkeys(seats, 1_000))  # fmt: skip

    seats = [actor.id for actor in games.seats_of(games.scenario_of())]
    one, other = seats[:2]
    found = mechanics.built([effect(one, changes=False), effect(other, changes=True)], 1)
    row = next(row for row in found.parts[0].rows if row[0] == "`leak`")
    assert row[3:6] == (other, 1, 100.0)
    assert next(bar for bar in found.bars if bar.asked.startswith("leak:")).ok
    assert not next(bar for bar in found.bars if bar.asked.startswith("order:")).ok


def test_every_opening_has_a_legal_move_and_every_seat_has_twelve():
    for actor in games.seats_of(games.scenario_of()):
        talks = initial(games.header_of(games.Row(), 0))
        view = view_for(actor.id, talks, talks.agenda[actor.id])
        tried = opening_moves.openings(actor)
        assert len(tried) == 12
        for opening in tried:
            moves = list(opening_moves.OPENINGS[opening.kind][opening.name](view))
            assert moves, f"{actor.id}: {opening.name}"
            assert code_of(view, moves[0]) is None, f"{actor.id}: {opening.name}"


def test_the_best_opening_is_found_by_column():
    same = {"a": {"x": [3, 3], "y": [1, 1]}, "b": {"x": [2, 2], "y": [1, 1]}}
    assert not first_moves.bar("s", same).ok
    other = {**same, "b": {"x": [1, 1, 1, 1], "y": [2, 3, 2, 3]}}
    assert first_moves.bar("s", other).ok


def test_a_slow_row_that_adds_nothing_is_the_quick_one_over_all_its_games():
    many = [1.0, 5.0, 3.0, 9.0, 2.0]
    found, whole = figures.steadied(many[:2], many[:2], many), figures.figure(many)
    assert (found.mean, found.error, found.count) == (whole.mean, whole.error, 2)


@given(
    st.lists(st.tuples(st.integers(-99, 99), st.integers(-9, 9)), min_size=8, max_size=8),
    st.integers(-50, 50),
)
def test_a_slow_row_by_way_of_a_quick_one_is_right_on_average(games_played, lead):
    # All halves of the seeds as the slow row's: the mean of the estimates is the true mean.
    quick = [float(one) for one, _ in games_played]
    slow = [float(one + other + lead) for one, other in games_played]
    found = []
    for chosen in combinations(range(8), 4):
        first = [*chosen, *(at for at in range(8) if at not in chosen)]
        many = [quick[at] for at in first]
        found.append(figures.steadied([slow[at] for at in chosen], many[:4], many).mean)
    assert fmean(found) == pytest.approx(fmean(slow))


def test_what_both_rows_share_is_not_counted_twice():
    # The slow row undoes what the quick one does: the parts lean on each other, and the error says.
    many = [float(at % 7) for at in range(70)]
    same, level = many[:35], [3.0] * 35
    alike = figures.steadied([one + 1 for one in same], same, many)
    against = figures.steadied(level, same, many)
    alone = figures.paired(level, same)
    assert alike.error == pytest.approx(figures.figure(many).error)
    assert against.error < (figures.figure(many).error ** 2 + alone.error**2) ** 0.5


def test_a_mind_that_never_leaves_its_quick_one_gains_nothing(monkeypatch):
    found = added.gained(games.Row(minds={"microsoft": "skilled"}), 3)
    assert found == 0
    # One that walks at once where its quick mind would have dealt loses what that was worth.
    monkeypatch.setattr(added, "Watched", Leaving)
    assert added.gained(games.Row(minds={"microsoft": "skilled"}), 8) < 0


class Leaving(added.Watched):
    """
    Leaves the table instead of whatever its mind would do.
    """

    def choose(self, view, draws):
        """
        Walk.
        """
        del draws
        walk = m.Walk(table="sale")
        self.move = walk if code_of(view, walk) is None else m.Wait()
        return self.move


def test_policies_fit_the_seat():
    scenario = games.scenario_of()
    for actor in games.seats_of(scenario):
        found = policies.policies(scenario, actor)
        assert ("demand 50 %" in found) == (actor.kind == "party") == ("accept" in found)
        assert ("threaten" in found) == (actor.kind == "authority")
        assert any(name.startswith("leak ") for name in found)


def test_only_firms_strategies_are_tried_in_a_firms_seat():
    for actor in games.seats_of(games.scenario_of()):
        tried = skill.strategies_of(actor)
        assert ("boulware" in tried) == (actor.kind == "party")
        assert ("hawk" in tried) == (actor.kind == "authority")


def test_what_is_paid_to_the_host_is_found_by_its_unit():
    issue = outcomes.treasury_of(games.scenario_of())
    assert issue.unit == "musd"
    assert issue.options[0] == 0


@pytest.fixture
def little_luck(monkeypatch):
    """
    Look for states late in a game and with a few numbers of luck.
    """
    rounds = {
        "SCREEN": range(2),
        "PICK": range(2, 4),
        "HALVING": ((2, range(4, 6)), (1, range(6, 11))),
    }
    for name, numbers in {"DAYS": (39,), **rounds}.items():
        monkeypatch.setattr(states, name, numbers)


@pytest.mark.slow
@pytest.mark.usefixtures("little_luck")
@pytest.mark.parametrize("name", cli.TABLES)
def test_a_table_is_made_of_few_games(name):
    made = cli.TABLES[name].make(Here(), 2)
    text = tables.markdown(made)
    assert f"bench.balance {name} --games 2" in text
    assert made.bars
    for part in made.parts:
        assert all(len(row) == len(part.head) for row in part.rows), part.title
    json.dumps(tables.plain(made), allow_nan=False)


@pytest.mark.slow
def test_the_command_prints_one_object(capsys):
    assert cli.main(["history", "--games", "3", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [table["name"] for table in said["tables"]] == ["history"]
    assert [bar["bar"] for bar in said["tables"][0]["bars"]] == [
        "purchase closed (A, A2, A3, A4): 30 to 65 %",
        "partner deal closed (B, with investors): 0 to 10 %",
        "other buyer or investors' carve-out (E, G): 5 to 20 %",
        "ban effective or app closed (C, F): 10 to 35 %",
        "no sale, app available (D, H): 10 to 35 %",
    ]
    assert re.fullmatch(r"\d+(\.\d)?", str(said["tables"][0]["parts"][0]["rows"][0][1]))


def test_the_pages_hold_every_table_and_every_move():
    for name in cli.TABLES:
        page = pages.DOCS / ("mechanics.md" if name == "mechanics" else "balance.md")
        text = page.read_text(encoding="utf-8")
        assert text.count(f"<!-- {name} -->") == text.count(f"<!-- end of {name} -->") == 1
        assert f"bench.balance {name} --games " in text
    mechanics_page = (pages.DOCS / "mechanics.md").read_text(encoding="utf-8")
    for kind in set(m.MOVES) - set(mechanics.LEFT_OUT):
        assert f"| `{kind}` |" in mechanics_page


LUCK = {"leak": [5, 6, 7], "wait": [1, 3, 2], "ask": [4, 6, 5], "walk": [0, 0, 0]}


def test_a_kind_is_set_beside_the_kinds_that_come_nearest():
    best = states.Claim("leak", best=True)
    assert next(other for other, _ in best.leads(LUCK)) == "ask"
    assert best.strength(LUCK) > 0 > states.Claim("leak", best=False).strength(LUCK)
    worst = states.Claim("wait", best=False)
    assert [other for other, _ in worst.leads(LUCK)] == ["leak", "ask"]
    assert worst.strength(LUCK) > 0


def test_a_kind_alone_beside_walking_away_is_neither_best_nor_worst():
    claim = states.Claim("leak", best=False)
    assert not claim.is_open({"leak": [1, 2], "walk": [0, 0]})
    assert not claim.is_open({"ask": [1, 2], "wait": [0, 0]})
    assert claim.is_open({"leak": [1, 2], "wait": [0, 0]})


def test_the_states_kept_are_those_of_the_strongest_claim():
    weak = {**LUCK, "leak": [4, 5, 6], "ask": [4, 6, 5]}
    weaker = {**LUCK, "leak": [1, 1, 2]}
    seen = {states.Stop(seed, "a", 0): luck for seed, luck in enumerate((weaker, LUCK, weak))}
    kept = states.Claim("leak", best=True).kept(seen, 2)
    assert [stop.seed for stop in kept] == [1, 2]
    assert states.Claim("sue", best=True).kept(seen, 2) == []


def test_no_luck_that_chose_a_state_measures_it():
    rounds = [states.SCREEN, states.PICK, *(numbers for _, numbers in states.HALVING)]
    # What follows the screen and the choice of moves is pooled, but for the last.
    used = [number for numbers in rounds for number in numbers]
    assert len(used) == len(set(used))
    assert [keep for keep, _ in states.HALVING][-1] == 1


@pytest.mark.slow
@pytest.mark.usefixtures("little_luck")
def test_the_last_state_of_a_claim_is_measured_on_luck_of_its_own():
    found = (one for seed in range(9) for one in states.screened(games.Row(), seed))
    seen = dict(islice((one for one in found if set(states.KINDS) <= set(one[1])), 2))
    last = states.halved(Here(), seen)
    assert {claim.kind for claim in last} == set(states.KINDS)
    for claim, (stop, values) in last.items():
        assert stop in seen
        assert claim.is_open(values)
        assert {len(some) for some in values.values()} == {5}


@pytest.mark.slow
@pytest.mark.usefixtures("little_luck")
def test_where_moves_of_a_kind_are_few_the_best_counts_at_first_sight():
    stops = (one for seed in range(9) for one in states.screened(games.Row(), seed))
    stop, values = next(one for one in stops if {"leak", "state"} <= set(one[1]))
    talks, rolls = states._at(stop)
    legal = states._moves(talks, stop.seat)
    assert 1 < len(legal["leak"]) <= states.FEW < len(legal["state"])

    def found(kind):
        named = {str(at): move for at, move in enumerate(legal[kind])}
        return list(states._values(rolls, talks, stop.seat, named, states.SCREEN).values())

    assert values["leak"] == max(found("leak"), key=sum)
    assert values["state"] == found("state")[stop.seed % len(legal["state"])]


@pytest.mark.slow
@pytest.mark.usefixtures("little_luck")
def test_a_kind_stands_by_the_move_that_did_best():
    stop, values = states.screened(games.Row(), 0)[-1]
    moves = states.picked(stop)
    assert set(moves) == set(values)
    assert all(m.move_kind(move) == kind for kind, move in moves.items())
