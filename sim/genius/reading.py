"""
A domain file and its profiles in Genius's own reading.

A package is worth the sum over the issues of weight times evaluation. As Genius's evaluators do,
an issue of named values divides its evaluations by the largest of them (all count nothing if that
is under 0.00001), and an issue of whole numbers is offset + slope * (value - lower bound), cut to
0..1. Weights are made to sum to 1. Issues meet by index, values by name.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from sim.domain.deal import Option
from sim.genius.domain import Domain, Matter, Profile
from sim.genius.pages import Page
from sim.genius.tags import Tag
from sim.scenario_check import ScenarioError

OPTIONS_MAX = 10_000
_NOTHING = Fraction(1, 100_000)
_WHOLE_MAX = 10**9
_REAL = "make it an issue of named values, one for every step that may be agreed"
_ADDITIVE = "import a linear (additive) domain instead"
Worths = tuple[Fraction, ...]


def read_domain(home: Page, pages: Sequence[Page]) -> Domain:
    """
    Return the domain of a file with the parties of others, in the order given.

    Raises:
        ScenarioError: with every fault of all files.

    """
    listed = home.indexed("issue")
    matters = tuple(_matters(home, listed))
    # Of an issue with a fault in the domain the profiles have nothing to say.
    faulty = set(listed) - {one.index for one in matters}
    profiles = [_profile(page, matters, faulty) for page in pages]
    problems = [
        fault
        for page in (home, *pages)
        for fault in sorted(page.problems, key=lambda found: found.line)
    ]
    if problems:
        raise ScenarioError(tuple(problems))
    return Domain(name=home.path.stem, matters=matters, profiles=tuple(filter(None, profiles)))


# --- what is bargained over


def _matters(page: Page, listed: Mapping[int, Tag]) -> Iterator[Matter]:
    if not [*page.root.all("issue")]:
        page.say(page.root, "it has no issue", "give the domain at least one <issue>")
    for index, tag in listed.items():
        name = page.text(tag, "name")
        kind = _kind(page, tag)
        options = _range(page, tag) if kind == "integer" else _named(page, tag) if kind else ()
        if name is not None and options:
            yield Matter(index=index, name=name, options=options, is_range=kind == "integer")


def check_additive(page: Page) -> None:
    """Note a utility that is no weighted sum, or that its party itself is not sure of."""
    for tag in (page.root, *page.root.all("utility_space")):
        kind = tag.attributes.get("type", "linear")
        if kind.lower() == "uncertain":
            wrong = f'<{tag.name} type="{kind}">: its party does not know its own utilities'
            page.say(tag, wrong, "take it out; the same party stands in a file without a type")
            return
        if kind.lower() != "linear":
            page.say(tag, f'<{tag.name} type="{kind}"> is no weighted sum of issues', _ADDITIVE)
            return
    for name in ("ufun", "constraints", "rules"):
        tangled = next(page.root.all(name), None)
        if tangled is not None:
            page.say(tangled, f"<{name}> makes issues depend on one another", _ADDITIVE)
            return


def _kind(page: Page, tag: Tag) -> str:
    """Return what an issue's values are: `discrete` or `integer`; nothing for any other."""
    attributes = tag.attributes
    kind = attributes.get("type", attributes.get("vtype", "discrete")).lower()
    if kind in ("discrete", "integer"):
        return kind
    name = attributes.get("name", "?")
    wrong = f'issue "{name}" is of type "{kind}", and an option has to be named or whole'
    page.say(tag, wrong, _REAL if kind == "real" else "use discrete or integer")
    return ""


def _range(page: Page, tag: Tag) -> tuple[Option, ...]:
    bounds = page.bounds(tag)
    if bounds is None:
        return ()
    low, high = bounds
    if low > high:
        page.say(tag, f"the bounds {low}..{high} hold nothing", "swap them")
    if high - low >= OPTIONS_MAX:
        wrong = f"the bounds {low}..{high} hold more than {OPTIONS_MAX} values"
        page.say(tag, wrong, "make the range smaller, or name the values that matter")
        return ()
    return tuple(range(low, high + 1))


def _named(page: Page, tag: Tag) -> tuple[Option, ...]:
    """Return the values of an issue; whole numbers where all are, so that they can be typed."""
    values = [page.text(item, "value") for item in tag.own("item")]
    named = tuple(value for value in values if value is not None)
    if not named:
        page.say(tag, f'issue "{tag.attributes.get("name", "?")}" has no value', "add an <item>")
    numbers = {_number(value) for value in named}
    if None not in numbers and len(numbers) == len(named):
        return tuple(map(int, named))
    return named


def _number(text: str) -> int | None:
    bare = text.removeprefix("-")
    if not (bare.isascii() and bare.isdigit() and len(bare) < len(str(_WHOLE_MAX))):
        return None
    return int(text) if str(int(text)) == text else None


# --- what a party wants


def _profile(page: Page, matters: tuple[Matter, ...], faulty: Collection[int]) -> Profile | None:
    tags = {at: tag for at, tag in page.indexed("issue").items() if at not in faulty}
    _check_issues(page, tags, matters)
    shares = _shares(page, matters)
    valued = [_evaluations(page, tags[one.index], one) for one in matters if one.index in tags]
    reservation = _single(page, "reservation", Fraction(0), most=1)
    discount = _single(page, "discount_factor", Fraction(1))
    if page.problems:
        return None
    return Profile(
        name=page.path.stem,
        worths=tuple(
            tuple(share * value for value in values)
            for share, values in zip(shares, valued, strict=True)
        ),
        reservation=reservation,
        # Genius takes a factor of 0 or beyond 1 for none.
        discount=discount if 0 < discount < 1 else Fraction(1),
    )


def _check_issues(page: Page, tags: Mapping[int, Tag], matters: tuple[Matter, ...]) -> None:
    known = {one.index: one for one in matters}
    for index, tag in tags.items():
        name, here = known[index].name if index in known else None, tag.attributes.get("name")
        if name is None:
            wrong = f'issue {index} ("{here}") is not in the domain'
            page.say(tag, wrong, "take it out, or add it to the domain file")
        elif here != name:
            wrong = f'issue {index} is "{here}" here and "{name}" in the domain'
            page.say(tag, wrong, "give both the same name, or correct the index")
    for one in matters:
        if one.index not in tags:
            wrong = f'issue {one.index} ("{one.name}") is not valued'
            page.say(page.root, wrong, f'add <issue index="{one.index}"> with its evaluations')


def _shares(page: Page, matters: tuple[Matter, ...]) -> Worths:
    """Return the weights of the issues, made to sum to 1."""
    tags = page.indexed("weight")
    for one in matters:
        if one.index not in tags:
            wrong = f'issue {one.index} ("{one.name}") has no weight'
            page.say(page.root, wrong, f'add <weight index="{one.index}" value="..."/>')
    weights = [
        page.number(tags[one.index], "value") or Fraction(0) for one in matters if one.index in tags
    ]
    total = sum(weights)
    if not total and not page.problems:
        page.say(page.root, "all weights are 0", "give at least one issue a weight")
    return tuple(weight / total for weight in weights) if total else ()


def _evaluations(page: Page, tag: Tag, matter: Matter) -> Worths:
    """Return what every option of an issue is worth to a party, from 0 to 1."""
    kind = _kind(page, tag)
    if kind and (kind == "integer") != matter.is_range:
        wanted = "integer" if matter.is_range else "discrete"
        page.say(tag, f'"{matter.name}" is {kind} here and {wanted} in the domain', "make both one")
        return ()
    return _linear(page, tag, matter) if matter.is_range else _discrete(page, tag, matter)


def _discrete(page: Page, tag: Tag, matter: Matter) -> Worths:
    found: dict[str, Fraction] = {}
    names = [str(option) for option in matter.options]
    for item in tag.own("item"):
        value = page.text(item, "value")
        number = _evaluation(page, item)
        if value is None or number is None:
            continue
        if value not in names:
            wrong = f'"{value}" is no value of "{matter.name}" in the domain'
            page.say(item, wrong, "correct it, or add it to the domain file")
        if found.setdefault(value, number) != number:
            page.say(item, f'"{value}" has two evaluations', "keep one of them")
    if page.problems:
        return ()
    for name in names:
        if name not in found:
            page.say(tag, f'"{name}" of "{matter.name}" has no evaluation', "add an <item> for it")
    largest = max(found.values(), default=Fraction(0))
    if largest < _NOTHING:
        return (Fraction(0),) * len(names)
    return tuple(found.get(name, Fraction(0)) / largest for name in names)


def _evaluation(page: Page, item: Tag) -> Fraction | None:
    if item.attributes.get("evaluation") == "null":
        page.say(item, 'evaluation="null" is no number', "give the value an evaluation")
        return None
    return page.number(item, "evaluation")


def _linear(page: Page, tag: Tag, matter: Matter) -> Worths:
    low, high = matter.options[0], matter.options[-1]
    if page.bounds(tag) not in (None, (low, high)):
        wrong = f'"{matter.name}" has other bounds here than {low}..{high} of the domain'
        page.say(tag, wrong, "make both the same")
    evaluator = next(tag.own("evaluator"), None)
    if evaluator is None:
        page.say(tag, f'"{matter.name}" has no <evaluator>', "add one with slope and offset")
        return ()
    kind = evaluator.attributes.get("ftype", "linear")
    if kind.lower() != "linear":
        page.say(evaluator, f'ftype="{kind}" is no evaluator of whole numbers', "use linear")
        return ()
    slope = page.number(evaluator, "slope", least=None)
    offset = page.number(evaluator, "offset", least=None)
    if slope is None or offset is None:
        return ()
    zero, one = Fraction(0), Fraction(1)
    steps = range(len(matter.options))
    return tuple(min(one, max(zero, offset + slope * step)) for step in steps)


def _single(page: Page, name: str, default: Fraction, most: int | None = None) -> Fraction:
    """Return the number that stands once in a file, or what its absence means."""
    tag = page.only(name)
    value = None if tag is None else page.number(tag, "value", most=most)
    return default if value is None else value
