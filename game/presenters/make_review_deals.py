"""The space of deals as a plot: frontier, the offers of both sides, the end and what was better."""

from game.presenters.make_desk_words import Words
from game.presenters.make_review_graph import round_figures
from game.presenters.review import BetterRow, DealPlot, Level, Named, Spot, Way
from sim.domain.deal import Package
from sim.domain.lookup import index_of
from sim.review_deals import Better, Deals, Worths

PAIR = 2
_MARGIN = 0.06
_LEVELS_MOST = 5


class Plane:
    """Two parties' points as shares of a plot that holds all that matters."""

    def __init__(self, words: Words, deals: Deals) -> None:
        """Put the person's own party across, and one that it bargained with upwards."""
        self.words, self.deals = words, deals
        own = words.seat if words.seat in deals.parties else deals.parties[0]
        self.across = own
        self.up = next(seat for seat in deals.parties if seat != own)
        better = tuple(one.worths for one in deals.better)
        held = (*deals.frontier, *(one.worths for one in deals.path), *better, deals.reached)
        whole = [self.points(worths) for worths in (*held, (0,) * len(deals.parties))]
        self.low = (min(x for x, _ in whole), min(y for _, y in whole))
        self.high = (max(x for x, _ in whole), max(y for _, y in whole))

    def points(self, worths: Worths) -> Spot:
        """Return what both get, in their own points."""
        by_seat = dict(zip(self.deals.parties, worths, strict=True))
        across, up = self.across, self.up
        return self.words.points(by_seat[across], across), self.words.points(by_seat[up], up)

    def spot(self, worths: Worths) -> Spot:
        """Return where a package lies."""
        x, y = self.points(worths)
        return self.part(x, 0), self.part(y, 1)

    def part(self, value: float, way: int) -> float:
        """Return where a number of points lies, across (0) or upwards (1)."""
        low, high = self.low[way], self.high[way]
        return _MARGIN + (1 - 2 * _MARGIN) * (value - low) / max(high - low, 1e-9)

    def levels(self, way: int) -> tuple[Level, ...]:
        """Return the round figures of an axis."""
        return tuple(
            Level(at=self.part(value, way), label=self.words.number(value, places))
            for value, places in round_figures(self.low[way], self.high[way], _LEVELS_MOST)
        )


def deal_plot(words: Words, deals: Deals, left: int) -> DealPlot:
    """Return the plot; `left` is what all could still have gained."""
    plane, text = Plane(words, deals), words.text
    return DealPlot(
        title=text("ui.review.deals"),
        across=_axis(words, plane.across),
        up=_axis(words, plane.up),
        note=text("ui.review.deals_note"),
        frontier=tuple(plane.spot(one) for one in deals.frontier),
        joined=len(deals.parties) == PAIR,
        cloud=tuple(spot for one in deals.cloud if _inside(spot := plane.spot(one))),
        ways=tuple(_way(words, plane, seat) for seat in (plane.across, plane.up)),
        end=Named(at=plane.spot(deals.reached),
                  label=text("ui.review.sold" if deals.sold else "ui.review.unsold")),
        sold=deals.sold,
        better=tuple(plane.spot(one.worths) for one in deals.better),
        left=_left(words, plane, left),
        zero=(plane.part(0, 0), plane.part(0, 1)),
        levels_across=plane.levels(0),
        levels_up=plane.levels(1),
        better_title=text("ui.review.better_title" if deals.sold else "ui.review.better_unsold"),
        better_rows=tuple(_better(words, deals, one) for one in deals.better),
        better_empty=text("ui.review.better_none"),
        larger=text("ui.review.larger"),
        smaller=text("ui.review.smaller"),
    )  # fmt: skip


def _inside(spot: Spot) -> bool:
    return 0 <= spot[0] <= 1 and 0 <= spot[1] <= 1


def _axis(words: Words, seat: str) -> str:
    name = "ui.review.axis_you" if seat == words.seat else "ui.review.axis"
    return words.text(name, actor=words.actor(seat), unit=words.unit_word(seat))


def _way(words: Words, plane: Plane, seat: str) -> Way:
    spots = tuple(plane.spot(one.worths) for one in plane.deals.path if one.by == seat)
    first = "ui.review.first_you" if seat == words.seat else "ui.review.first"
    label = words.text(first, actor=words.actor(seat)) if spots else ""
    return Way(actor=words.mark(seat), spots=spots, first=label)


def _left(words: Words, plane: Plane, left: int) -> Named | None:
    better = plane.deals.better
    if not better or left <= 0:
        return None
    amount = words.amount(left, plane.deals.parties[0]).lstrip("+")
    label = words.text("ui.review.left", amount=amount)
    return Named(at=plane.spot(better[0].worths), label=label)


def _better(words: Words, deals: Deals, better: Better) -> BetterRow:
    gains = ", ".join(
        words.text("ui.review.gain", actor=words.actor(seat), amount=words.amount(gain, seat))
        for seat, gain in zip(deals.parties, better.gains, strict=True)
    )
    return BetterRow(gains=gains, terms=_terms(words, better.package, deals.signed))


def _terms(words: Words, package: Package, signed: Package | None) -> str:
    """Tell a package by what it changes in the signed one, else whole."""
    issues = index_of(words.scenario).issues
    changed = [one for one in issues if signed is None or signed[one] != package[one]]
    return words.text.listed(words.change(issue, package[issue]) for issue in changed)
