"""
Goal: the numbers of a page are those of the games.

Method: reckon each again, by a query of its own or from the rows that the tables were made from.
"""

import re
from collections import defaultdict
from math import gamma, pi, sqrt
from statistics import mean, quantiles, stdev

import duckdb
import pytest

from sim.report.deals import theory_of
from sim.report.intervals import Clustered, Mean, Share, welch
from sim.report.quantile import student
from sim.report.timing import standing
from sim.scenario import load_scenario
from sim.solution import solve

VARIED = ("deadline_latest=5,9", "rules.hurry_minutes=2880,1440")
DAY = 1440


def plain(text):
    """
    Return the number that a cell of an English page shows.
    """
    return float(
        text.replace("\N{MINUS SIGN}", "-").replace(",", "").rstrip("\N{NO-BREAK SPACE} %")
    )


def ask(made, asked, *values):
    connection = duckdb.connect()
    connection.read_parquet(str(made.path / "runs.parquet")).create_view("games")
    return connection.execute(asked, list(values)).fetchall()


def test_outcome_shares_are_those_of_the_table(folder, page):
    made = folder(VARIED[0])
    rows = page(made).rows("outcomes")
    words = {
        "A sale to the buyer": "deal",
        "Time ran out": "lapsed",
        "The talks broke down": "walked",
    }
    assert len(rows) == 3 * 2
    for kind, label, count, whole, share, span in rows:
        cell = ("5", "9").index(label)
        asked = "select count(*) filter (outcome = ?), count(*) from games where cell = ?"
        found, games = ask(made, asked, words[kind], cell)[0]
        assert (int(count), int(whole)) == (found, games)
        assert plain(share) == pytest.approx(100 * found / games, abs=0.051)
        low, high = map(plain, span.split(" to "))
        assert low < 100 * found / games < high


def test_surpluses_and_their_differences_are_paired_by_seed(folder, page):
    made = folder(VARIED[0])
    rows = iter(page(made).rows("surplus"))
    for seat in made.seats:
        by_cell = [
            {row["seed"]: row[f"{seat}_surplus"] for row in made.runs if row["cell"] == cell}
            for cell in (0, 1)
        ]
        first, second = next(rows), next(rows)
        assert plain(first[3]) == pytest.approx(mean(by_cell[0].values()) / 10_000, abs=0.051)
        assert plain(second[3]) == pytest.approx(mean(by_cell[1].values()) / 10_000, abs=0.051)
        more = [by_cell[1][seed] - by_cell[0][seed] for seed in by_cell[0]]
        error = stdev(more) / len(more) ** 0.5
        assert plain(second[5]) == pytest.approx(mean(more) / 10_000, abs=0.051)
        assert plain(second[7]) == pytest.approx(mean(more) / error, abs=0.0051)
        low, high = map(plain, second[6].split(" to "))
        assert low == pytest.approx((mean(more) - 2.0227 * error) / 10_000, abs=0.06)
        assert high == pytest.approx((mean(more) + 2.0227 * error) / 10_000, abs=0.06)
    assert next(rows, None) is None


def test_games_below_0_are_counted_beside_their_mean(folder, page):
    made = folder(VARIED[0])
    head, *rows = page(made).tables["surplus"]
    assert head[-1] == "Games below 0"
    asked = "select count(*) filter ({} < 0) from games where cell = ?"
    wanted = [ask(made, asked.format(f"{seat}_surplus"), cell)[0][0]
              for seat in made.seats for cell in (0, 1)]  # fmt: skip
    assert [int(row[-1]) for row in rows] == wanted
    assert 0 < min(wanted) < max(wanted) < 40


def test_personalities_count_every_seed_once(folder, page):
    made = folder(VARIED[0])
    rows = page(made).rows("tempers")
    assert len(rows) == 4
    for (_, name, seeds, value, _), seat in zip(
        rows, [seat for seat in made.seats for _ in range(2)], strict=True
    ):
        own = defaultdict(list)
        for row in made.runs:
            if row[f"{seat}_personality"] == name:
                own[row["seed"]].append(row[f"{seat}_surplus"])
        assert int(seeds) == len(own)
        assert plain(value) == pytest.approx(mean(map(mean, own.values())) / 10_000, abs=0.051)


def test_points_of_theory_are_those_of_solve(folder, page):
    made = folder(VARIED[0])
    found = solve("first-offer")
    rows = {(row[0], row[1]): row[2:] for row in page(made).rows("points")}
    for name, key in (("Nash", "nash"), ("Kalai-Smorodinsky", "kalai_smorodinsky")):
        wanted = [found.points[key].utilities[party] / 10_000 for party in found.parties]
        assert list(map(plain, rows[name, "5"])) == pytest.approx(wanted, abs=0.051)
    floors = [found.reservations[party] / 10_000 for party in found.parties]
    assert list(map(plain, rows["No deal", "9"])) == pytest.approx(floors, abs=0.051)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["summer-2020", "merger-of-equals"])
def test_theory_is_that_of_solve_whatever_a_sale_itself_is_worth(name):
    found, ours = solve(name), theory_of(load_scenario(name))
    assert ours.parties == found.parties
    assert ours.frontier == tuple(tuple(one.utilities.values()) for one in found.frontier)
    for key, worths in ours.points.items():
        assert worths == tuple(found.points[key].utilities.values())


def test_every_deal_is_counted_in_its_square(folder, page):
    made = folder(VARIED[0], runs=60)
    one, other = made.seats
    counts = defaultdict(int)
    for row in made.runs:
        if row["outcome"] == "deal":
            edges = (row[f"{seat}_utility"] // 100_000 * 10 for seat in (one, other))
            counts[("5", "9")[row["cell"]], *edges] += 1
    rows = page(made).rows("deals")
    assert {(row[0], plain(row[1]), plain(row[2])): int(row[3]) for row in rows} == counts


def test_offers_are_told_by_quartiles_of_the_main_table(folder, page):
    made = folder()
    rows = page(made).rows("offers")
    assert rows
    for at, (_, label, days, count, median, span) in enumerate(rows):
        assert label
        day = int(days.split(" to ")[0])
        party = made.seats[0] if at < len(rows) / 2 else made.seats[1]
        worths = [worth for _, actor, minute, worth in made.offers
                  if actor == party and minute // DAY == day]  # fmt: skip
        assert int(count) == len(worths)
        low, middle, high = quantiles(worths, n=4, method="inclusive")
        assert plain(median) == pytest.approx(middle / 10_000, abs=0.051)
        assert list(map(plain, span.split(" to "))) == pytest.approx(
            [low / 10_000, high / 10_000], abs=0.051
        )


def test_signings_stand_in_their_day_and_their_tenth(folder, page):
    made = folder(VARIED[0])
    deals = [row for row in made.runs if row["outcome"] == "deal"]
    days, tenths = defaultdict(int), defaultdict(int)
    for row in deals:
        days[row["signed"] // DAY] += 1
        due = row["deadline"]
        tenths[None if due is None else min(row["signed"] * 10 // due, 9)] += 1
    shown = page(made)
    assert {int(row[0].split()[0]): int(row[1]) for row in shown.rows("days")} == days
    counts = [int(row[1]) for row in shown.rows("tenths")]
    assert counts == [tenths[tenth] for tenth in (*range(10), None)]


def _late_by_seed(made, closes):
    seeds = defaultdict(list)
    for row in made.runs:
        if row["outcome"] == "deal":
            seeds[row["seed"]].append(row["signed"] >= 0.9 * closes[row["cell"]] * DAY)
    return [mean(found) for found in seeds.values()]


def test_the_deadline_effect_of_several_cells_is_a_mean_over_seeds(folder, page):
    made = folder("closes=7,8,9,10", tables=())
    shares = _late_by_seed(made, (7, 8, 9, 10))
    said = re.search(r"On average over (\d+) seeds, ([\d.]+)\s% of .*?([\d.]+) to ([\d.]+)\s%",
                     page(made).text)  # fmt: skip
    assert int(said[1]) == len(shares) > 30
    assert float(said[2]) == pytest.approx(100 * mean(shares), abs=0.051)
    # Near Student's interval over seeds.
    half = 2.03 * stdev(shares) / len(shares) ** 0.5
    assert (float(said[4]) - float(said[3])) / 200 == pytest.approx(half, rel=0.1)


def test_games_played_again_in_other_cells_add_nothing_to_an_interval():
    shares = [float(seed % 5 == 0) for seed in range(30)]
    many = Clustered(shares=shares, games=900)
    assert many.share == pytest.approx(0.2)
    assert many.interval == pytest.approx(Share(count=6, games=30).interval)
    assert many.interval[1] - many.interval[0] > 0.25
    assert Clustered(shares=[0.0] * 30, games=900).interval == Share(count=0, games=30).interval


def test_days_of_several_cells_say_of_how_many_seeds_they_are(folder, page):
    made = folder(*VARIED)
    seeds = {row["seed"] for row in made.runs if row["outcome"] == "deal"}
    assert f"They are of {len(seeds)} seeds" in page(made).text
    assert "They are of" not in page(folder()).text


def test_an_effect_is_paired_by_seed_and_by_the_other_keys(folder, page):
    made = folder(*VARIED)
    rows = [row for row in page(made).rows("effects-surplus") if row[0] == "rules.hurry_minutes"]
    assert len(rows) == len(made.seats)
    for (_, value, _, pairs, more, _, t), seat in zip(rows, made.seats, strict=True):
        assert (value, pairs) == ("1440", "40")
        worth = {(row["cell"], row["seed"]): row[f"{seat}_surplus"] for row in made.runs}
        differences = [
            mean(worth[cell + 1, seed] - worth[cell, seed] for cell in (0, 2)) for seed in range(40)
        ]
        error = stdev(differences) / 40**0.5
        assert plain(more) == pytest.approx(mean(differences) / 10_000, abs=0.051)
        assert plain(t) == pytest.approx(mean(differences) / error, abs=0.0051)


def _told(values):
    """
    Return mean and t of what a measure is in the games of one seed, in points.
    """
    error = stdev(values) / len(values) ** 0.5
    return mean(values) / 10_000, mean(values) / error


def test_an_interaction_is_a_difference_of_paired_differences(folder, page):
    made = folder(*VARIED)
    rows = page(made).rows("interactions-surplus")
    assert len(rows) == 3 * len(made.seats)
    # Cells 0 and 2 differ in the first key alone, and so do 1 and 3.
    asked = (
        "select sum(w.low * {0}), sum(w.high * {0}), sum((w.high - w.low) * {0}) from games join"
        " (values (0, -1, 0), (1, 0, -1), (2, 1, 0), (3, 0, 1)) as w(cell, low, high)"
        " on games.cell = w.cell group by seed"
    )
    for at, seat in enumerate(made.seats):
        by_seed = ask(made, asked.format(f"{seat}_surplus"))
        assert len(by_seed) == 40
        own = rows[3 * at : 3 * at + 3]
        assert [row[1] for row in own] == ["rules.hurry_minutes = 2880",
                                           "rules.hurry_minutes = 1440", "interaction"]  # fmt: skip
        for row, values in zip(own, zip(*by_seed, strict=True), strict=True):
            wanted, t = _told(list(map(float, values)))
            assert row[0] == "deadline_latest = 9"
            assert plain(row[4]) == pytest.approx(wanted, abs=0.051)
            assert plain(row[6]) == pytest.approx(t, abs=0.0051)
            low, high = map(plain, row[5].split(" to "))
            assert low == pytest.approx(wanted - 2.0227 * wanted / t, abs=0.06)
            assert high == pytest.approx(wanted + 2.0227 * wanted / t, abs=0.06)


def test_an_interaction_counts_each_seed_once_over_the_values_of_further_keys(folder, page):
    made = folder(*VARIED, "rules.break_day=0.01,0.02", runs=12)
    rows = [row for row in page(made).rows("interactions-shares") if row[1] == "interaction"]
    assert {row[3] for row in rows} == {"12"}
    assert len(rows) == 3 * 3
    asked = (
        "select avg(v) from (select seed, cell % 2 as rest,"
        " sum(case when (cell // 4) = (cell // 2) % 2 then 1 else -1 end"
        " * (outcome = 'deal')::integer) as v from games group by seed, rest) group by seed"
    )
    found = [100 * float(value) for (value,) in ask(made, asked)]
    assert plain(rows[0][4]) == pytest.approx(mean(found), abs=0.051)
    assert plain(rows[0][6]) == pytest.approx(mean(found) / (stdev(found) / 12**0.5), abs=0.0051)


def test_sweeps_are_compared_on_the_seeds_they_share(folder, page):
    made, other = folder(VARIED[0]), folder(VARIED[0], seed=10, twist=50_000)
    for row in page(made, against=other).rows("against-surplus"):
        _, _, pairs, more, _, t = row
        # The other's games are these, shifted by five points: nothing varies in the difference.
        assert (pairs, plain(more), t) == ("30", -5.0, "\N{EN DASH}")


def test_sweeps_without_a_seed_in_common_are_compared_by_welch(folder, page):
    made, other = folder(), folder(seed=1_000)
    shown = page(made, against=other)
    assert "Welch" in shown.text
    for (_, _, _, more, _, t), seat in zip(shown.rows("against-surplus"), made.seats, strict=True):
        ours, theirs = ([row[f"{seat}_surplus"] for row in one.runs] for one in (made, other))
        error = (stdev(ours) ** 2 / 40 + stdev(theirs) ** 2 / 40) ** 0.5
        assert plain(more) == pytest.approx((mean(ours) - mean(theirs)) / 10_000, abs=0.051)
        assert plain(t) == pytest.approx((mean(ours) - mean(theirs)) / error, abs=0.0051)


def test_a_withdrawn_order_takes_only_its_own_deadline_away():
    order, back = (9, "order.signed/1", 0, "a", 50), (9, "threat.withdrawn/1", 1, "a", None)
    other, signed = (9, "threat.withdrawn/1", 1, "b", None), (9, "terms.signed/1", 9, None, None)
    later = (9, "deadline.extended/1", 10, "a", 90)
    assert standing([order, signed, later], 9, None) == 50
    assert standing([order, back, signed], 9, None) is None
    assert standing([order, other, signed], 9, None) == 50
    assert standing([signed], 9, 77) == 77


def test_the_quantile_of_student_is_right_between_whole_degrees_of_freedom_too():
    # Of the tables, and beyond them by integration of the density.
    for freedom, wanted in (
        *((1, 12.7062047), (2, 4.3026527), (4, 2.7764451), (5, 2.5705818), (10, 2.2281389)),
        *((30, 2.0422725), (1000, 1.9623391), (1.2, 8.6488265)),
    ):
        assert student(freedom) == pytest.approx(wanted, abs=1e-7)
    for freedom in (1.2, 2.7, 12.96):
        assert _within(student(freedom), freedom) == pytest.approx(0.95, abs=1e-7)


def _within(bound, freedom, steps=20_000):
    """
    Return what of Student's distribution lies within a bound, by Simpson's rule.
    """
    front = gamma((freedom + 1) / 2) / sqrt(freedom * pi) / gamma(freedom / 2)
    width = bound / steps
    heights = [front * (1 + (at * width) ** 2 / freedom) ** (-(freedom + 1) / 2)
               for at in range(steps + 1)]  # fmt: skip
    return (
        2
        * width
        / 3
        * (heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2]))
    )


def test_intervals_are_those_of_the_tables():
    assert Share(count=10, games=20).interval == pytest.approx((0.29930, 0.70070), abs=1e-5)
    assert Share(count=0, games=10).interval == pytest.approx((0.0, 0.27753), abs=1e-5)
    assert Share(count=0, games=0).interval == (0.0, 1.0)
    assert Mean(games=1, mean=3.0).interval is None
    assert Mean(games=9, mean=3.0, deviation=0.0).t is None
    one, other = (Mean(games=n, mean=m, deviation=d) for n, m, d in ((10, 5.0, 2.0), (5, 3.0, 1.0)))
    found = welch(one, other)
    assert found.t == pytest.approx(2.5820, abs=1e-4)
    assert found.freedom == pytest.approx(12.96, abs=1e-3)
