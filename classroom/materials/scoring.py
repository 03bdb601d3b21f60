"""The score sheet as a person reads it: pairs, slopes and cross tables, and one example worked."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from classroom.materials import page as p
from classroom.materials.sheet import Block, Part, sheet_of, slope_of
from classroom.materials.words import Words, places_of, steps_of
from sim.charts.markup import Markup, el, joined
from sim.domain.deal import Issue, Option, Package
from sim.domain.rules.worth import haste
from sim.domain.talks import Talks
from sim.domain.units import PPM
from sim.domain.views import utility, view_for
from sim.projections.scores import opening_reservation, sale_base

_PAIR = 2
FACTOR_PLACES = 4
"""Decimals of a factor at most: a hundredth of it may be worth a lot."""


def scoring(words: Words, seat: str, parameters: Mapping[str, int], talks: Talks) -> Markup:
    """Return the score sheet of a seat."""
    sheet = sheet_of(words.scenario, seat, parameters)
    base = sheet.fixed + words.points(sale_base(talks, seat), seat)
    idle = ", ".join(words.issue(issue.id) for issue in sheet.idle)
    several = len(sheet.parts) > 1
    return p.section(
        words("sheet.title", unit=words.unit(seat)),
        el("p", words("sheet.how_several" if several else "sheet.how")),
        [_part(words, part, at if several else 0) for at, part in enumerate(sheet.parts, 1)],
        _fixed(words, base, idle),
        _licensed(words, sheet.restricted),
        _example(words, seat, talks),
        class_="sheet",
    )


def _part(words: Words, part: Part, number: int) -> Markup:
    """Return a group of tables, under its factor if it has one."""
    singles = [block for block in part.blocks if len(block.issues) == 1]
    crosses = [block for block in part.blocks if len(block.issues) > 1]
    rows = [_row(words, block) for block in singles]
    return joined((
        el("h3", words("sheet.sum", n=number)) if number else None,
        _factor(words, part) if part.issue is not None else None,
        p.table((), rows, class_="plain") if rows else None,
        [_cross(words, block) for block in crosses],
    ))  # fmt: skip


def _factor(words: Words, part: Part) -> Markup:
    """Return by which factor of an issue the sum below is counted."""
    issue = part.issue
    assert issue is not None
    values = [part.factors[option] for option in issue.options]
    slope = slope_of(issue.options, values) if steps_of(issue.options) else None
    shown = [words.number(value, places_of(values, FACTOR_PLACES)) for value in values]
    if slope is None:
        said = joined(
            _pair(words, issue, option, words("sheet.times", n=number))
            for option, number in zip(issue.options, shown, strict=True)
        )
    else:
        first, last = (words.option(issue, issue.options[end]) for end in (0, -1))
        key = "sheet.times_up" if slope > 0 else "sheet.times_down"
        said = joined((words(key, first=first, low=shown[0], last=last, high=shown[-1]),))
    return el("p", el("b", words("sheet.factor", issue=words.issue(issue.id))), " ", said)


def _row(words: Words, block: Block) -> tuple[str, Markup]:
    """Return an issue that counts alone, with the value of every option or of a step."""
    (issue,) = block.issues
    values = [block.values[option,] for option in issue.options]
    even = steps_of(issue.options)
    slope = slope_of(issue.options, values) if even else None
    if slope is None or even is None:
        places = places_of(values)
        pairs = [_pair(words, issue, option, words.signed(value, places))
                 for option, value in zip(issue.options, values, strict=True)]  # fmt: skip
        return words.issue(issue.id), joined(pairs)
    return words.issue(issue.id), _line(words, issue, values, slope * even[2])


def _line(words: Words, issue: Issue, values: Sequence[Fraction], step: Fraction) -> Markup:
    """Return an even scale by its lowest value and what each step adds."""
    ends = [_pair(words, issue, option, words.signed(value, places_of([value])))
            for option, value in ((issue.options[0], values[0]),
                                  (issue.options[-1], values[-1]))]  # fmt: skip
    even = steps_of(issue.options)
    assert even is not None
    each = words("sheet.each", step=words.quantity(issue.unit, even[2]))
    added = el("span", each, el("b", words.signed(step, places_of([step]))), class_="pair")
    return joined((ends[0], added, ends[1]))


def _pair(words: Words, issue: Issue, option: Option, shown: str) -> Markup:
    return el("span", words.option(issue, option), el("b", shown), class_="pair")


def _cross(words: Words, block: Block) -> Markup:
    """Return issues that count together: rows of all but one, columns of that one."""
    rows, across = block.issues[:-1], block.issues[-1]
    if len(block.issues) == _PAIR and len(across.options) > len(rows[0].options):
        rows, across = (across,), rows[0]
    places = places_of(list(block.values.values()))
    down = " · ".join(words.issue(issue.id) for issue in rows)
    head = [words("sheet.corner", down=down, across=words.issue(across.id)),
            *(words.option(across, option) for option in across.options)]  # fmt: skip
    names = words("and").join(words.issue(issue.id) for issue in block.issues)
    return p.table(
        head, _cross_rows(words, block, rows, across, places),
        numbers=range(1, len(across.options) + 1), class_="cross",
        caption=words("sheet.together", issues=names),
    )  # fmt: skip


def _cross_rows(
    words: Words, block: Block, rows: Sequence[Issue], across: Issue, places: int
) -> Iterator[list[str]]:
    def value(options: Sequence[Option], column: Option) -> Fraction:
        chosen = dict(zip((issue.id for issue in rows), options, strict=True))
        return block.of({**chosen, across.id: column})

    even = steps_of(rows[0].options) if len(rows) == 1 else None
    slopes = [slope_of(rows[0].options, [value((one,), column) for one in rows[0].options])
              for column in across.options] if even else []  # fmt: skip
    if even and all(slope is not None for slope in slopes):
        yield from _sloped(words, rows[0], [value((even[0],), c) for c in across.options],
                           [slope * even[2] for slope in slopes if slope is not None])  # fmt: skip
        return
    for options in product(*(issue.options for issue in rows)):
        said = " · ".join(words.option(issue, one)
                          for issue, one in zip(rows, options, strict=True))  # fmt: skip
        yield [said, *(words.signed(value(options, c), places) for c in across.options)]


def _sloped(
    words: Words, issue: Issue, lowest: Sequence[Fraction], steps: Sequence[Fraction]
) -> Iterator[list[str]]:
    """Yield two rows for an even scale: at its lowest option, and what each step adds."""
    even = steps_of(issue.options)
    assert even is not None
    at = places_of(lowest)
    yield [words.option(issue, even[0]), *(words.signed(one, at) for one in lowest)]
    each = words("sheet.each", step=words.quantity(issue.unit, even[2]))
    at = places_of(steps)
    yield [each, *(words.signed(one, at) for one in steps)]


def _fixed(words: Words, base: Fraction, idle: str) -> list[Markup]:
    found = []
    if base:
        shown = words.signed(base, places_of([base]))
        found.append(el("p", words("sheet.fixed"), " ", el("b", shown)))
    if idle:
        found.append(el("p", words("sheet.idle", issues=idle), class_="small"))
    return found


def _licensed(words: Words, parts: Sequence[Part]) -> Markup | None:
    """Return what is added once technology is under licence."""
    if not parts:
        return None
    tables = [_part(words, part, 0) for part in parts if part.issue is not None]
    rows = [_row(words, block) for part in parts if part.issue is None for block in part.blocks
            if len(block.issues) == 1]  # fmt: skip
    crosses = [_cross(words, block) for part in parts if part.issue is None
               for block in part.blocks if len(block.issues) > 1]  # fmt: skip
    shown = p.table((), rows, class_="plain") if rows else None
    return joined((el("h3", words("sheet.licensed")), tables, shown, crosses))


def example_of(words: Words) -> Package:
    """Return the package in the middle of every scale, on which a reader can try the sheet."""
    return Package({issue.id: issue.options[len(issue.options) // 2]
                    for issue in words.scenario.issues})  # fmt: skip


def _example(words: Words, seat: str, talks: Talks) -> Markup:
    package = example_of(words)
    terms = words.text.listed(
        words(
            "sheet.term", issue=words.issue(issue.id), option=words.option(issue, package[issue.id])
        )
        for issue in words.scenario.issues
    )
    got = utility(view_for(seat, talks), package) + sale_base(talks, seat)
    over = got - opening_reservation(talks, seat)
    return el(
        "div",
        el("p", words("sheet.example", terms=terms)),
        el("p", el("b", words("sheet.example.worth", **_alike(words, seat, worth=got, over=over)))),
        _haste(words, seat, talks),
        class_="box",
    )  # fmt: skip


def _haste(words: Words, seat: str, talks: Talks) -> Markup | None:
    """Return what signing at once costs beside the terms, as the page of the table counts it."""
    found = haste(words.scenario, talks.common, 0, seat)
    if not found:
        return None
    cost = words.worth(Fraction(found, PPM), seat)
    return el("p", words("sheet.example.haste", cost=cost.lstrip("+"), also=words("brief.also")))


def _alike(words: Words, seat: str, **amounts: int) -> dict[str, str]:
    """Return amounts of one sentence with as many decimals as the finest of them needs."""
    values = {name: words.points(amount, seat) for name, amount in amounts.items()}
    places = min(places_of(values.values()), 2)
    return {name: words.signed(value, places) for name, value in values.items()}
