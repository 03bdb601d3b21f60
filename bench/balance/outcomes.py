"""Table a: how default games end, what is signed in them and when, and how long they are."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from statistics import median, quantiles

from bench.balance import counting, games
from bench.balance.counting import Counted, Signed
from bench.balance.figures import percent, percent_error
from bench.balance.tables import Bar, Part, Table
from sim.domain.actors import HOST
from sim.domain.deal import Issue
from sim.domain.lookup import in_role, index_of
from sim.domain.setting import Scenario
from sim.domain.talks import DEAL
from sim.domain.units import MINUTES_DAY

_MONEY = "musd"
_SHOWN = 8
_SHARE_MIN = 5.0
_EVENTS_MAX = 1_500

_TEXT = (
    "Default games, seeds from 0. A signed deal is a paper of the main table, closed or not; the "
    "last tenth is that of the time before the deadline that stood at signing. A stop is a minute "
    "at which a seat decided something before the talks closed. Games unsigned at a deadline are "
    "those in which the first deadline's minute came while nothing was signed and nobody had left."
)


def table(pool: Executor, count: int) -> Table:
    """Return the table of outcomes."""
    scenario = games.scenario_of()
    found = games.each(pool, counting.count, [games.Row()], count)[0]
    signed = _signed(scenario, found)
    parts = (
        _kinds(found),
        _sizes(scenario, found, signed),
        Part("What was signed", ("issue", "share of the signed deals, %", "options at 5 % or more"),
             [_issue_row(issue, signed) for issue in scenario.issues]),
    )  # fmt: skip
    bars = (*_kind_bars(found), *_size_bars(scenario, found, signed), *_deal_bars(scenario, found))
    return Table(
        name="outcomes", title="How games end", text=_TEXT, games=count, parts=parts, bars=bars
    )


def _signed(scenario: Scenario, found: Sequence[Counted]) -> list[Signed]:
    """Return the papers of tables whose paper is a deal."""
    tables = index_of(scenario).tables
    papers = [game.signed for game in found if game.signed is not None]
    return [paper for paper in papers if tables[paper.table].outcome == DEAL]


def _kinds(found: Sequence[Counted]) -> Part:
    counts = Counter(game.kind for game in found)
    rows = [
        (kind, percent(number, len(found)), percent_error(number, len(found)))
        for kind, number in counts.most_common()
    ]
    return Part("Outcomes", ("outcome", "% of games", "s.e."), rows)


def _sizes(scenario: Scenario, found: Sequence[Counted], signed: Sequence[Signed]) -> Part:
    closed = [game.signed for game in found if game.kind == DEAL and game.signed is not None]
    rows: list[tuple[str, float]] = [
        ("signed deals, % of games", percent(len(signed), len(found))),
        ("signed in the last tenth, % of signed deals", _late(signed)),
        ("signed in the last tenth, % of closed deals", _late(closed)),
        *((f"signing day, {name}", day) for name, day in _days(signed)),
        *((f"stops of {seat}, median", stops) for seat, stops in _stops(scenario, found)),
        ("decisions, median", median(game.decisions for game in found)),
        ("events, most", max(game.events for game in found)),
        ("moves refused or strategies failed", sum(game.failed for game in found)),
        ("games unsigned at a deadline, %", percent(len(_unsigned(found)), len(found))),
        ("of these extended, %", _extended(found)),
        ("closed deals with a payment to the host, %", _paying(scenario, found)),
    ]
    return Part("Length and time", ("what", "figure"), rows)


def _late(papers: Sequence[Signed]) -> float:
    return percent(sum(paper.is_late for paper in papers), len(papers))


def _days(signed: Sequence[Signed]) -> list[tuple[str, float]]:
    days = [paper.minute / MINUTES_DAY for paper in signed]
    if len(days) < 2:  # noqa: PLR2004 - no quantiles of one
        return [("median", round(day, 1)) for day in days]
    cuts = quantiles(days, n=20, method="inclusive")
    marks = (("5 %", cuts[0]), ("median", cuts[9]), ("95 %", cuts[-1]))
    return [(name, round(day, 1)) for name, day in marks]


def _stops(scenario: Scenario, found: Sequence[Counted]) -> list[tuple[str, float]]:
    seats = [actor.id for actor in games.seats_of(scenario)]
    return [(seat, median(game.stops.get(seat, 0) for game in found)) for seat in seats]


def _unsigned(found: Sequence[Counted]) -> list[Counted]:
    return [game for game in found if game.unsigned]


def _extended(found: Sequence[Counted]) -> float:
    unsigned = _unsigned(found)
    return percent(sum(game.extended for game in unsigned), len(unsigned))


def treasury_of(scenario: Scenario) -> Issue | None:
    """Return the issue in money that the host reads: what is paid to its treasury."""
    host = in_role(scenario, HOST)
    reads = None if host is None else index_of(scenario).readings.get(host.id)
    for issue in scenario.issues:
        if reads is not None and issue.unit == _MONEY and issue.id in reads.tables:
            return issue
    return None


def _paying(scenario: Scenario, found: Sequence[Counted]) -> float:
    issue = treasury_of(scenario)
    packages = [game.package for game in found if game.kind == DEAL and game.package is not None]
    if issue is None:
        return 0.0
    return percent(sum(int(package[issue.id]) > 0 for package in packages), len(packages))


def _shares(issue: Issue, signed: Sequence[Signed]) -> list[tuple[str, float]]:
    counts = Counter(paper.package[issue.id] for paper in signed)
    return [(str(option), percent(counts[option], len(signed))) for option in issue.options]


def _common(issue: Issue, signed: Sequence[Signed]) -> int:
    return sum(share >= _SHARE_MIN for _, share in _shares(issue, signed))


def _issue_row(issue: Issue, signed: Sequence[Signed]) -> tuple[str, str, int]:
    shares = _shares(issue, signed)
    if len(shares) > _SHOWN:
        shares = sorted(shares, key=lambda one: -one[1])[:_SHOWN]
    text = ", ".join(f"{option} {share:g}" for option, share in shares)
    return issue.id, text, _common(issue, signed)


def _kind_bars(found: Sequence[Counted]) -> list[Bar]:
    counts = Counter(game.kind for game in found)
    shares = {kind: percent(number, len(found)) for kind, number in counts.items()}
    several = sum(share >= 3 for share in shares.values())  # noqa: PLR2004 - issue 3
    most = max(shares.values())
    return [
        Bar("outcome kinds at 3 % or more: at least 5", several, several >= 5),  # noqa: PLR2004
        Bar("no kind over 60 %", most, most <= 60),  # noqa: PLR2004
    ]


def _size_bars(scenario: Scenario, found: Sequence[Counted], signed: Sequence[Signed]) -> list[Bar]:
    late, day = _late(signed), dict(_days(signed)).get("median", 0.0)
    most = max(game.events for game in found)
    stops = [
        Bar(f"stops of {seat}, median 16 to 26", count, 16 <= count <= 26)  # noqa: PLR2004
        for seat, count in _stops(scenario, found)
    ]
    return [
        Bar("15 to 60 % of the deals in the last tenth", late, 15 <= late <= 60),  # noqa: PLR2004
        Bar("median signing day 15 to 44", day, 15 <= day <= 44),  # noqa: PLR2004
        *stops,
        Bar("no game over 1,500 events", most, most <= _EVENTS_MAX),
    ]


def _deal_bars(scenario: Scenario, found: Sequence[Counted]) -> list[Bar]:
    signed = _signed(scenario, found)
    extended, paying = _extended(found), _paying(scenario, found)
    issues = [
        Bar(f"{issue.id}: two values or more at 5 %", _common(issue, signed),
            _common(issue, signed) > 1)
        for issue in scenario.issues
    ]  # fmt: skip
    return [
        *issues,
        Bar("extended in 15 % or more of the games unsigned at a deadline", extended,
            extended >= 15),  # noqa: PLR2004
        Bar("a payment to the host in at most 20 % of the closed deals", paying,
            paying <= 20),  # noqa: PLR2004
    ]  # fmt: skip
