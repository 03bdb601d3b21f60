"""
Goal: the calibration counts what it says. Method: games made by hand, and least runs.
"""

import re
from concurrent.futures import Executor
from datetime import date
from decimal import Decimal

import pytest

from bench.balance import figures, games, pages
from bench.calibration import (
    bands,
    cells,
    checking,
    cli,
    disagreements,
    forking,
    keeping,
    keys,
    named_days,
    noting,
    odds,
    page,
    report,
    sensitivity,
)
from sim.domain import moves as m
from sim.domain.decision import STRATEGY, Decision
from sim.domain.talks import OUTCOMES
from sim.history import CALIBRATION, kept_calibration
from sim.history import page as history_page
from sim.scenario import load_scenario

DAY = 1440


class Here(Executor):
    """
    Plays in this process.
    """

    def map(self, function, jobs):
        """
        Call the function here, job by job.
        """
        return map(function, jobs)


def summer(kind="deal", *, retained=False, prices=(), days=(), **first):
    """
    Make what is noted of a summer, with days in place of minutes.
    """
    return {
        "kind": kind, "retained": retained, "prices": list(prices),
        "first": {name: day * DAY + 5 for name, day in first.items()},
        "days": {**dict.fromkeys(("moved", "met", "kept", "lapsed"), 0), **dict(days)},
    }  # fmt: skip


@pytest.mark.parametrize("asked", bands.columns(), ids=lambda asked: str(asked.date))
def test_bands_hold_every_outcome_once(asked):
    assert sum(band.central for band in asked.bands) == pytest.approx(1)
    assert all(band.low <= band.central <= band.high for band in asked.bands)
    for kind in OUTCOMES:
        for retained in (False, True):
            rows = [band.key for band in asked.bands if band.holds(kind, retained=retained)]
            assert rows == [asked.row_of(kind, retained=retained)]
            assert f"`{kind}`" in next(band.means for band in asked.bands if band.key == rows[0])


def test_both_dates_have_their_own_bands():
    first, second = bands.columns()
    assert [str(first.date), str(second.date)] == ["2020-08-03", "2020-09-02"]
    assert [band.id for band in first.bands] == [band.id for band in second.bands]
    purchase = second.bands[0]
    assert (purchase.low, purchase.central, purchase.high) == (0.08, 0.18, 0.30)
    assert [purchase.verdict(share) for share in (0.07, 0.08, 0.31)] == ["below", "in", "above"]
    assert bands.column() == first


def test_the_fork_lies_at_the_end_of_its_day():
    decisions = [
        Decision(number=at, actor="a", minute=minute, move=m.Wait(), events=(), source=STRATEGY)
        for at, minute in enumerate((0, 4 * DAY - 1, 4 * DAY), 1)
    ]
    midnight = forking.midnight_after(load_scenario(None), date(2020, 8, 3))
    assert forking.kept_decisions(decisions, midnight) == 2


def test_a_fork_starts_after_the_last_decision_of_its_day():
    session = forking.played()
    for day in odds.dates():
        fork = forking.fork_at(day)
        midnight = forking.midnight_after(session.scenario, day)
        assert session.decisions[fork.kept - 1].minute < midnight
        assert session.decisions[fork.kept].minute >= midnight
        assert fork.talks.decisions == fork.kept
    rule = forking.fork_at(date(2020, 8, 28)).talks.common.restricted_minute
    assert rule == 28 * DAY
    assert forking.fork_at(date(2020, 8, 21)).talks.common.restricted_minute is None


def test_new_types_leave_all_else_as_it_was():
    talks = forking.fork_at(date(2020, 8, 14)).talks
    seen = {name: set() for name in talks.private}
    for seed in range(12):
        new = forking.with_new_types(talks, seed)
        assert new.common == talks.common
        for name, private in new.private.items():
            seen[name].add(private.personality)
            assert private.beliefs == talks.private[name].beliefs
    assert sum(len(found) > 1 for found in seen.values()) == 4


def test_a_difference_is_that_of_the_seeds_both_played():
    base = {0: "a", 1: "a", 2: "b", 3: "b", 4: "a"}
    other = {0: "a", 1: "b", 2: "a", 3: "a", 9: "a"}
    found = sensitivity.difference(base, other, "a")
    assert (found.mean, found.count) == (0.25, 4)
    assert found.error == pytest.approx((2.75 / 3 / 4) ** 0.5)


def test_a_cell_of_nothing_moved_plays_the_default_game(tmp_path):
    side = keys.Side("9", (("rules.break_day", "0.9"),))
    made = cells.cells_of(Here(), tmp_path, [keys.Key("k", "g", "1", (side,))], lambda _: None)
    base, moved = (cells._header(str(cell)).scenario for cell in made)
    assert base == load_scenario(None)
    assert moved.numbers["break_day_ppm"] == 900_000
    played = [game["kind"] for game in cells.play(str(made[0]), [4, 5, 6])]
    assert played == [games.play(games.Row(), seed).kind for seed in (4, 5, 6)]
    assert len(set(played)) > 1


def test_whoever_moves_any_row_most_comes_first():
    rows = [band.key for band in bands.column().bands]
    side = keys.Side("2", (("k", "2"),))
    small, large = (keys.Key(name, "g", "1", (side,)) for name in ("small", "large"))
    base = dict.fromkeys(range(4), rows[0])
    found = sensitivity.compared(
        [small, large], 4, [base, {**base, 0: rows[1]}, {**base, 0: rows[1], 1: rows[2]}]
    )
    assert [key.name for key, _ in found.by_key()] == ["large", "small"]
    assert found.base[rows[0]] == 1
    assert len(found.moved) == 2 * len(rows)
    assert found.threshold == pytest.approx(2.807, abs=0.001)


def test_an_interval_of_a_share_is_wilsons():
    assert figures.wilson(10, 100) == pytest.approx((0.0552, 0.1744), abs=1e-4)
    assert figures.wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    assert figures.wilson(0, 0) == (0, 1)


@pytest.mark.parametrize(
    ("named", "end", "fates"),
    [
        # A day that gives way to a later one has moved, whoever names it.
        ([(1, 45, False), (6, 52, True), (50, 59, False)], (59, "banned", None),
         {"moved": 2, "kept": 1}),
        # The same day named again is one day; a paper that closed meets it.
        ([(1, 45, False), (6, 45, True)], (60, "deal", 44), {"met": 1}),
        # A paper signed in time that never closes meets nothing.
        ([(6, 52, True)], (194, "lapsed", 44), {"lapsed": 1}),
        # A new day after the first has passed: the first lapsed, the second is kept.
        ([(2, 45, False), (61, 91, True)], (91, "banned", None), {"lapsed": 1, "kept": 1}),
        # A court ends it before its day: the day cannot bite any more.
        ([(8, 45, True)], (44, "blocked", None), {"lapsed": 1}),
        # Nobody ordered anything and talks are over: the day counts for nothing.
        ([(2, 45, False)], (30, "walked", None), {}),
        # An earlier day takes the place of a later one without having slipped.
        ([(2, 60, False), (6, 40, True)], (40, "banned", None), {"kept": 1}),
    ],
)  # fmt: skip
def test_named_days_fare_as_told(named, end, fates):
    days = named_days.NamedDays()
    for minute, due, ordered in named:
        days.named(minute, due, ordered=ordered)
    found = days.ended(*end)
    assert {fate: count for fate, count in found.items() if count} == fates


def test_an_order_taken_back_takes_its_day_along():
    days = named_days.NamedDays()
    days.named(1, 30, ordered=True)
    days.taken_back(20)
    assert days.ended(90, "lapsed", None) == {"moved": 1, "met": 0, "kept": 0, "lapsed": 0}


def test_the_real_summer_is_counted_by_the_same_code():
    real = noting.noted(forking.played().scenario, forking.played().decisions)
    found = {one.key: one.real for one in checking.spans(real, [real])}
    assert found == {"turn": 44, "counter": 22}
    happened = {one.key: one.real for one in checking.facts(real, [real])}
    assert happened.pop("coerced") is happened.pop("refused") is False
    assert all(happened.values())
    assert real["days"] == {"moved": 2, "met": 0, "kept": 0, "lapsed": 2}


def test_lengths_and_facts_are_held_against_the_summers():
    real = summer("lapsed", prices=[25000], days={"lapsed": 1}, turn=44, ordered=6, restricted=28)
    games = [summer(turn=day, ordered=9, restricted=8) for day in range(20, 41)]
    turn, counter = checking.spans(real, games)
    assert (turn.low, turn.middle, turn.high, turn.verdict) == (21, 30, 39, "above")
    assert counter.count == 0
    games[0] = summer("banned", prices=[25000, 31000], days={"kept": 1, "moved": 1}, turn=9)
    games[1] = summer("lapsed", prices=[30000], days={"lapsed": 2}, turn=9)
    found = {one.key: one for one in checking.facts(real, games)}
    assert (found["named_days"].part, found["named_days"].whole) == (1, 2)
    assert (found["prices"].part, found["prices"].whole) == (1, 2)
    assert (found["lapsed"].part, found["lapsed"].verdict) == (1, "out")
    assert (found["ordered"].part, found["ordered"].whole, found["ordered"].verdict) == (
        19,
        21,
        "in",
    )


def ended(kind, *, paper=None, host=None, price=None, retained=False):
    return {"kind": kind, "retained": retained, "paper": paper, "host": host, "price": price}


def test_published_odds_are_held_against_the_right_games():
    found = [
        ended("deal", paper="deal", host="approved", price=60000),
        ended("deal", paper="deal", host="approved", price=70000, retained=True),
        ended("blocked", paper="deal", host="refused"),
        ended("rival", paper="rival", host="approved", price=20000),
        ended("banned"),
    ]
    asked = {"low": 0.5, "high": 0.6}
    approval = odds.held({**asked, "approval": "deal"}, found)
    assert (approval.part, approval.whole, approval.verdict) == (2, 3, "above")
    dear = odds.held({**asked, "dear": 50000}, found)
    assert (dear.part, dear.whole, dear.verdict) == (1, 2, "in")
    share = odds.held({**asked, "share": ["purchase", "other"], "spread": 0.2}, found)
    assert (share.part, share.whole, share.high) == (3, 5, pytest.approx(0.8))
    assert odds.held({"order": [["purchase"], ["other"]]}, found).verdict == "in"
    assert odds.held({"order": [["other"], ["purchase"]]}, found).verdict == "below"
    assert odds.held({**asked, "approval": "rival"}, found[:1]).verdict == "none"


def test_every_key_moves_and_stays_what_it_is():
    found = keys.keys()
    names = [key.name for key in found]
    assert len(set(names)) == len(names) > 150
    assert {key.group for key in found} == set(keys.GROUPS)
    for key in found:
        assert all(side.value != key.base and side.changes for side in key.sides), key.name
    by_name = {key.name: [side.value for side in key.sides] for key in found}
    assert by_name["rules.slip"] == ["0.015", "0.025"]
    assert by_name["rules.order_signed"] == ["0.7125", "1"]
    assert by_name["rules.undertakings_max"] == ["1", "3"]
    assert by_name["gauges.patience.start"] == ["75"]
    assert "rules.host_answers" not in by_name


def test_a_mix_keeps_its_sum():
    for key in keys.keys(["mixes"]):
        for side in key.sides:
            assert sum(Decimal(value) for _, value in side.changes) == 1


def test_one_key_of_every_group_compiles():
    plain = load_scenario(None)
    for group in keys.GROUPS:
        key = keys.keys([group])[0]
        assert load_scenario(None, key.sides[0].changes) != plain, key.name


def test_finished_chunks_are_not_played_again(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "CHUNK", 2)
    played = []

    def work(what, seeds):
        if what == "killed" and 2 in seeds:
            raise KeyboardInterrupt
        played.append((what, *seeds))
        return [{"seed": seed} for seed in seeds]

    def kept(*tasks):
        return keeping.kept(Here(), tmp_path, tasks, lambda _: None)

    with pytest.raises(KeyboardInterrupt):
        kept(keeping.Task(work, "killed", 5))
    assert played == [("killed", 0, 1)]
    done = keeping.Task(lambda what, seeds: work(what.upper(), seeds), "killed", 5)
    assert kept(done) == [[{"seed": seed} for seed in range(5)]]
    assert played[1:] == [("KILLED", 2, 3), ("KILLED", 4)]
    kept(done, keeping.Task(work, "killed", 1, b"another record"))
    assert played[3:] == [("killed", 0)]


def test_the_block_is_replaced_and_nothing_else():
    told = (pages.DOCS / "history.md").read_text(encoding="utf-8")
    once = pages.with_block(history_page(told), CALIBRATION, "Made of \\1 {games}.\n")
    assert pages.with_block(once, CALIBRATION, "Made of \\1 {games}.\n") == once
    assert history_page(once) == once
    assert once.replace(kept_calibration(once), kept_calibration(told)) == told


def test_a_verdict_nobody_thought_of_is_said():
    point = disagreements.points()[0]
    told = disagreements._text(point, {point["verdict"]: "none"})
    assert told.startswith(f"The verdict on {point['verdict']} is `none`")


HEADINGS = [
    "Which outcome falls into which row",
    "From 2020-08-03, against the bands of that date",
    "From 2020-09-02, against the bands of that date",
    "The forecast as the summer goes on",
    "Against odds that were published",
    "Summers from the opening",
    "What happened in 2020, and how often it happens",
    "Which numbers move it most",
    "Where the model disagrees with 2020, and why",
]


@pytest.mark.slow
def test_a_small_calibration_has_its_form_and_every_text_its_figures(tmp_path, monkeypatch):
    small = ["--summers", "4", "--forks", "1", "--sensitivity", "2", "--keys", "1"]
    said = cli._parser().parse_args([*small, "--folder", str(tmp_path)])
    made = cli.made(Here(), said)
    text = page.block(made, cli._command(said))
    assert re.findall("^### (.+)$", text, re.MULTILINE) == HEADINGS
    assert "--summers 4 --forks 1 --sensitivity 2 --keys 1 --write`" in text
    for lines in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({line.count(" | ") for line in lines.splitlines()[2:]}) == 1, lines
    verdicts, blanks = report.verdicts(made), report.figures(made)
    for point in disagreements.points():
        assert point["verdict"] in verdicts
        for verdict in (*disagreements.VERDICTS, disagreements.ANY):
            assert "{" not in point.get(verdict, "").format_map(blanks)
    # Made again it plays nothing and says the same.
    monkeypatch.setattr(keeping, "_play", None)
    assert page.block(cli.made(Here(), said), cli._command(said)) == text
