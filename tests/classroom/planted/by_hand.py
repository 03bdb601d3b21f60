"""
The sums of README.md done by a machine that knows nothing of ours: worths in points, fractions.

Run it in this folder to write the files again: `python by_hand.py`. It imports neither `sim` nor
`classroom`, and looks at all 48 packages one by one.
"""

import csv
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import isqrt, prod, sqrt
from pathlib import Path

HERE = Path(__file__).parent
SEATS = ("orchard", "mill", "crown", "coast")
NO_DEAL = {"orchard": 20, "mill": 30, "crown": 20, "coast": 10}
WORTH = {
    # price 10 20 30 40 · works kept shared sold · water open guarded · jobs 0 100
    "orchard": ((30, 20, 10, 0), (0, 30, 40), (10, 0), (10, 0)),
    "mill": ((0, 15, 30, 40), (16, 12, 0), (0, 0), (0, 24)),
    "crown": ((0, 0, 0, 0), (0, 5, 30), (0, 30), (0, 20)),
    "coast": ((0, 0, 0, 0), (0, 10, 0), (0, 20), (0, 0)),
}
OPTIONS = ((10, 20, 30, 40), ("kept", "shared", "sold"), ("open", "guarded"), (0, 100))
ISSUES = ("price", "works", "water", "jobs")
ALL = tuple(product(*OPTIONS))

OFFERS = {
    # by table: (seconds, author, package)
    1: [
        (60, "orchard", (10, "sold", "open", 0)), (120, "mill", (40, "kept", "guarded", 100)),
        (300, "orchard", (20, "sold", "open", 0)), (480, "mill", (40, "shared", "guarded", 100)),
        (700, "orchard", (20, "sold", "guarded", 100)),
        (960, "mill", (30, "sold", "guarded", 100)),
    ],
    2: [
        (30, "mill", (30, "kept", "guarded", 100)), (90, "orchard", (10, "kept", "open", 0)),
        (200, "mill", (20, "kept", "guarded", 0)),
    ],
    3: [
        (50, "orchard", (20, "sold", "guarded", 0)), (100, "mill", (40, "kept", "open", 100)),
        (200, "orchard", (20, "sold", "open", 0)), (300, "orchard", (20, "shared", "open", 0)),
        (400, "mill", (40, "kept", "guarded", 100)),
    ],
    4: [
        (100, "mill", (40, "kept", "guarded", 100)), (200, "orchard", (10, "kept", "open", 0)),
        (300, "mill", (40, "kept", "open", 100)), (400, "mill", (40, "kept", "open", 100)),
        (500, "orchard", (20, "shared", "open", 0)),
    ],
    5: [
        (200, "orchard", (10, "sold", "open", 0)), (500, "mill", (30, "shared", "guarded", 100)),
        (800, "orchard", (20, "shared", "guarded", 100)),
        (890, "mill", (30, "shared", "open", 100)),
    ],
    6: [
        (60, "mill", (40, "shared", "guarded", 100)), (200, "orchard", (20, "sold", "guarded", 0)),
        (300, "mill", (40, "sold", "guarded", 100)),
        (500, "orchard", (30, "shared", "guarded", 100)),
    ],
}  # fmt: skip
DEALS = {
    1: (30, "sold", "guarded", 100), 2: (20, "kept", "guarded", 0),
    3: (40, "kept", "guarded", 100), 6: (30, "shared", "guarded", 100),
}  # fmt: skip
AGREED = {1: 1000, 2: 240, 3: 500, 6: 540}
END = {**AGREED, 4: 600, 5: 1040}
STATUS = {1: "agreement", 2: "agreement", 3: "agreement", 4: "impasse", 5: "timeout",
          6: "agreement"}  # fmt: skip
OUTCOME = {1: "deal", 2: "deal", 3: "deal", 4: "walked", 5: None, 6: "deal"}
STATED = {
    1: {"orchard": 20, "mill": 30, "crown": 20, "coast": 10},
    2: {"orchard": 25, "mill": 30, "crown": 20},
    3: {"orchard": 0, "mill": 40},
    4: {"orchard": 50, "mill": 85, "crown": 20, "coast": 10},
    5: {},
    6: {"orchard": 30, "mill": 60, "crown": 40, "coast": 30},
}
LINE_COST = {(6, "mill"): Fraction(40 - 30, 4)}
"""A quarter of what keeping the public line of 40 on the price would have been worth more."""


def u(seat, package):
    """
    Return the worth of a package in points.
    """
    return sum(
        worths[options.index(option)]
        for worths, options, option in zip(WORTH[seat], OPTIONS, package, strict=True)
    )


def all_u(package):
    return [u(seat, package) for seat in SEATS]


def gains(package):
    return [u(seat, package) - NO_DEAL[seat] for seat in SEATS]


RATIONAL = [package for package in ALL if min(gains(package)) >= 0]
IDEAL = [max(gains(package)[at] for package in RATIONAL) for at in range(4)]
BEST = max(sum(gains(package)) for package in RATIONAL)


def millionths(points):
    whole = Fraction(points) * 10_000
    assert whole.denominator == 1
    return int(whole)


def near(value):
    """
    Return the whole number next to a fraction, a half upwards.
    """
    return (Fraction(value) + Fraction(1, 2)).__floor__()


def ppm(part, whole):
    return near(Fraction(part) * 1_000_000 / Fraction(whole)) if whole > 0 else None


def middle(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    return (
        ordered[half] if len(ordered) % 2 else near(Fraction(ordered[half - 1] + ordered[half], 2))
    )


def pearson(pairs):
    xs, ys = zip(*pairs, strict=True)
    mean_x, mean_y = Fraction(sum(xs), len(xs)), Fraction(sum(ys), len(ys))
    joint = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    square = sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys)
    return round(float(joint) / sqrt(square) * 1_000_000)


def less_means(named):
    """
    Return pairs less the means of those of the same name: what the names differ in is gone.
    """
    found = []
    for name, x, y in named:
        own = [(a, b) for other, a, b in named if other == name]
        if len(own) > 1:
            found.append((x - Fraction(sum(a for a, _ in own), len(own)),
                          y - Fraction(sum(b for _, b in own), len(own))))  # fmt: skip
    return found


def got(table, seat):
    """
    Return what a seat had in the end, in points.
    """
    if table not in DEALS:
        return NO_DEAL[seat]
    return u(seat, DEALS[table]) - LINE_COST.get((table, seat), 0)


def won(table):
    return [got(table, seat) - NO_DEAL[seat] for seat in SEATS]


ORDER = [*sorted(DEALS, key=lambda table: -sum(won(table))), 4, 5]


def created():
    rows = [
        (place, table, STATUS[table], OUTCOME[table], millionths(sum(won(table))), millionths(BEST),
         ppm(sum(won(table)), BEST), sum(gain < 0 for gain in won(table)))
        for place, table in enumerate(ORDER, 1)
    ]  # fmt: skip
    shares = [row[6] for row in rows if row[1] in DEALS]
    below = sum(row[7] > 0 for row in rows)
    head = ("place", "table", "status", "outcome", "gain", "best", "share", "below")
    totals = {"tables": 6, "deals": 4, "measured": len(shares), "median_share": middle(shares),
              "deals_below": below}  # fmt: skip
    return head, rows, totals


def share(table, at):
    return ppm(won(table)[at], sum(won(table))) if table in DEALS else None


def claimed():
    rows = [
        (table, seat, millionths(got(table, seat)), millionths(NO_DEAL[seat]),
         millionths(won(table)[at]), share(table, at))
        for table in ORDER
        for at, seat in enumerate(SEATS)
    ]  # fmt: skip
    whole = sum(sum(won(table)) for table in DEALS)
    totals = {
        seat: ppm(sum(won(table)[at] for table in DEALS), whole) for at, seat in enumerate(SEATS)
    }
    return ("table", "seat", "utility", "reservation", "gain", "share"), rows, totals


def from_(table):
    """
    Return what a package would have to better: the deal's package, or no deal.
    """
    return all_u(DEALS[table]) if table in DEALS else list(NO_DEAL.values())


def left(table):
    more = [min(a - b for a, b in zip(all_u(one), from_(table), strict=True)) for one in ALL]
    return max(0, *more)


def efficient(table):
    if table not in DEALS:
        return None
    have = from_(table)
    better = [
        one
        for one in ALL
        if all(a >= b for a, b in zip(all_u(one), have, strict=True)) and all_u(one) != have
    ]
    return int(not better)


def pareto():
    rows = [
        (table, STATUS[table], seat, millionths(won(table)[at]), millionths(left(table)),
         efficient(table))
        for table in ORDER
        for at, seat in enumerate(SEATS)
    ]  # fmt: skip
    totals = {
        "deals": 4,
        "efficient": sum(efficient(table) for table in DEALS),
        "median_left": middle(millionths(left(table)) for table in DEALS),
    }
    return ("table", "status", "seat", "gain", "left", "efficient"), rows, totals


POINTS = {
    "nash": max(RATIONAL, key=lambda one: prod(gains(one))),
    "kalai_smorodinsky": max(
        RATIONAL,
        key=lambda one: sorted(Fraction(g, i) for g, i in zip(gains(one), IDEAL, strict=True)),
    ),
    "utilitarian": max(RATIONAL, key=lambda one: sum(gains(one))),
    "egalitarian": max(RATIONAL, key=lambda one: sorted(gains(one))),
}
"""`max` takes the first of equals, and the packages run in the order of their numbers."""


def far(table, point):
    square = sum(
        (millionths(a) - millionths(b)) ** 2
        for a, b in zip(won(table), gains(POINTS[point]), strict=True)
    )
    root = isqrt(square)
    return root if square - root * root <= root else root + 1


def references():
    rows = [
        (name, seat, millionths(gains(one)[at]), ppm(gains(one)[at], IDEAL[at]))
        for name, one in POINTS.items()
        for at, seat in enumerate(SEATS)
    ]
    totals = dict.fromkeys(POINTS, 0)
    for table in DEALS:
        least = min(far(table, name) for name in POINTS)
        for name in POINTS:
            totals[name] += far(table, name) == least
    return ("point", "seat", "gain", "share_of_ideal"), rows, totals


def distances():
    rows = [(table, *(far(table, name) for name in POINTS)) for table in ORDER if table in DEALS]
    return ("table", *POINTS), rows, {}


def count(least):
    return sum(all(u(seat, one) >= bar for seat, bar in least.items()) for one in ALL)


def zones(table, seats):
    true = count({seat: NO_DEAL[seat] for seat in seats})
    stated = STATED[table]
    if not any(seat in stated for seat in seats):
        return true, None, int(true == 0)
    said = count({seat: stated.get(seat, NO_DEAL[seat]) for seat in seats})
    return true, said, int(said == 0)


def zopa():
    rows = []
    for table in STATUS:
        for seat in SEATS:
            best = max(u(seat, one) for one in ALL)
            said = STATED[table].get(seat)
            rows.append((
                table, "seat", seat, None, millionths(NO_DEAL[seat]),
                None if said is None else millionths(said), millionths(best), None, None,
                int(said is not None and said > best),
            ))  # fmt: skip
        pairs = combinations(SEATS, 2)
        rows += [(table, "pair", *pair, None, None, None, *zones(table, pair)) for pair in pairs]
        rows.append((table, "joint", *[None] * 5, *zones(table, SEATS)))
    joint = [row for row in rows if row[1] == "joint"]
    totals = {
        "sheets": sum(map(len, STATED.values())),
        "impossible_mandates": sum(row[1] == "seat" and row[-1] for row in rows),
        "tables_without_zone": sum(row[7] == 0 for row in joint),
        "tables_without_stated_zone": sum(row[8] == 0 for row in joint),
    }
    head = ("table", "kind", "seat", "other", "reservation", "stated", "best", "zone",
            "zone_stated", "impossible")  # fmt: skip
    return head, rows, totals


def anchoring():
    rows = []
    for table, offers in OFFERS.items():
        _, author, package = offers[0]
        at = SEATS.index(author)
        anchor = ppm(gains(package)[at], IDEAL[at])
        rows.append((table, author, millionths(u(author, package)), anchor, share(table, at)))
    named = [(row[1], *row[3:]) for row in rows if row[4] is not None]
    totals = {"n": len(named), "correlation": pearson(less_means(named))}
    return ("table", "seat", "first_offer", "anchor", "share"), rows, totals


def steps(table):
    """
    Yield (order, seconds, author, turn, package, former package, the step it answers).
    """
    former, turns, last = {}, {}, None
    for order, (at, author, package) in enumerate(OFFERS[table], 1):
        turns[author] = turns.get(author, 0) + 1
        before = former.get(author)
        answers = None
        if before is not None and last is not None and last[0] > before[0]:
            answers = last[1]
        step = None if before is None else u(author, before[1]) - u(author, package)
        yield order, at, author, turns[author], package, before and before[1], step, answers
        former[author] = (order, package)
        last = (order, step)


def concessions():
    rows = [
        (table, order, author, turn, at, millionths(u(author, package)),
         None if step is None else millionths(step),
         None if answers is None else millionths(answers))
        for table in OFFERS
        for order, at, author, turn, package, _, step, answers in steps(table)
    ]  # fmt: skip
    own = [row[6] for row in rows if row[6] is not None]
    pairs = [(row[7], row[6]) for row in rows if None not in row[6:]]
    totals = {"offers": len(rows), "steps": len(own), "median_step": middle(own),
              "reciprocity_n": len(pairs), "reciprocity": pearson(pairs)}  # fmt: skip
    return ("table", "offer", "seat", "turn", "at", "utility", "step", "answered"), rows, totals


KINDS = ("concession", "selfish", "fortunate", "nice", "silent", "unfortunate")
SIGNS = {
    # (sign of change for oneself, for the other)
    (-1, 0): "concession", (-1, 1): "concession", (1, -1): "selfish", (1, 0): "selfish",
    (1, 1): "fortunate", (0, 1): "nice", (0, 0): "silent", (0, -1): "unfortunate",
    (-1, -1): "unfortunate",
}  # fmt: skip


def sign(value):
    return (value > 0) - (value < 0)


def kinds(table):
    """
    Yield (seconds, author, kind) of every offer that has a former one.
    """
    for _, at, author, _, package, before, _, _ in steps(table):
        if before is not None:
            other = "mill" if author == "orchard" else "orchard"
            changes = (sign(u(seat, package) - u(seat, before)) for seat in (author, other))
            yield at, author, SIGNS[tuple(changes)]


def move_types():
    rows = []
    for table in OFFERS:
        for seat in ("orchard", "mill"):
            taken = [kind for _, author, kind in kinds(table) if author == seat]
            rows.append((table, seat, *(taken.count(kind) for kind in KINDS)))
    totals = {kind: sum(row[at] for row in rows) for at, kind in enumerate(KINDS, 2)}
    return ("table", "seat", *KINDS), rows, totals


def logrolling():
    # Water is no matter to the mill: it cannot be traded. Spans: 30 40 10 and 40 16 24, each of 80.
    weight = {
        "orchard": {"price": Fraction(30, 80), "works": Fraction(40, 80), "jobs": Fraction(10, 80)},
        "mill": {"price": Fraction(40, 80), "works": Fraction(16, 80), "jobs": Fraction(24, 80)},
    }
    rows = []
    for table in sorted(DEALS):
        for one, two in combinations(("price", "works", "jobs"), 2):
            lean = weight["orchard"][one] - weight["orchard"][two]
            lean += weight["mill"][two] - weight["mill"][one]
            takes, gives = (one, two) if lean > 0 else (two, one)
            used = served(table, takes) > 0 > served(table, gives)
            rows.append((table, "orchard", takes, "mill", gives, near(abs(lean) * 1_000_000),
                         int(used)))  # fmt: skip
    possible, used = sum(row[5] for row in rows), sum(row[5] for row in rows if row[6])
    totals = {
        "deals": len(DEALS), "possible": len(rows), "used": sum(row[6] for row in rows),
        "share": ppm(sum(row[6] for row in rows), len(rows)), "weight_possible": possible,
        "weight_used": used, "weight_share": ppm(used, possible),
    }  # fmt: skip
    return ("table", "first", "takes", "second", "gives", "weight", "used"), rows, totals


def served(table, issue):
    """
    Return how much better the orchard is served on an issue than the mill, each on its own span.
    """
    at = ISSUES.index(issue)
    place = OPTIONS[at].index(DEALS[table][at])
    parts = []
    for seat in ("orchard", "mill"):
        worths = WORTH[seat][at]
        parts.append(Fraction(worths[place] - min(worths), max(worths) - min(worths)))
    return parts[0] - parts[1]


def time():
    rows = []
    for table, offers in OFFERS.items():
        conceded = [at for at, _, kind in kinds(table) if kind == "concession"]
        late = sum(at >= Fraction(9, 10) * END[table] for at in conceded)
        rows.append((table, STATUS[table], AGREED.get(table), END[table], len(offers),
                     len(conceded), late))  # fmt: skip
    low, high = wilson(2, 6)
    conceded, late = sum(row[5] for row in rows), sum(row[6] for row in rows)
    totals = {
        "tables": 6, "without": 2, "without_share": ppm(2, 6), "low": low, "high": high,
        "median_agreed": middle(AGREED.values()), "concessions": conceded, "late": late,
        "late_share": ppm(late, conceded),
    }  # fmt: skip
    return ("table", "status", "agreed", "end", "offers", "concessions", "late"), rows, totals


def wilson(count_, n):
    """
    Return where |share - p| = z sqrt(p (1 - p) / n), by halving: the interval is defined by that.
    """
    z, part = 1.959963984540054, count_ / n
    ends = []
    for end in (0.0, 1.0):
        outside, inside = end, part
        while abs(outside - inside) > 1e-12:
            mid = (outside + inside) / 2
            within = abs(part - mid) <= z * sqrt(mid * (1 - mid) / n)
            outside, inside = (outside, mid) if within else (mid, inside)
        ends.append(round(inside * 1_000_000))
    return ends


PANELS = (created, claimed, pareto, references, distances, zopa, anchoring, concessions,
          move_types, logrolling, time)  # fmt: skip


def write(name, head, rows):
    """
    Write a file of a panel.
    """
    with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(head)
        out.writerows(rows)


if __name__ == "__main__":
    assert all(a[0] < b[0] for offers in OFFERS.values() for a, b in pairwise(offers))
    for panel in PANELS:
        columns, lines, whole = panel()
        write(panel.__name__, columns, lines)
        if whole:
            write(f"{panel.__name__}.totals", ("name", "value"), whole.items())
