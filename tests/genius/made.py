"""
Make small domains of any shape and names, as the files that Genius would read.
"""

from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

NAMES = st.one_of(
    st.sampled_from(
        ["source", "base", "each", "a b", "a.b", "A  B", "é", "10", "-5", "$4.37", "ß"]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=12),
    st.sampled_from(['"', "<&>", "tab\there", "line\nbreak", "\x7f", "\\u0041", "日本", "]]>"]),
)
STEMS = st.sampled_from(["north side", "Süd.1", "o'brien", "日本", "-5", "house", "HOUSE", "p10"])
WEIGHTS = st.integers(1, 99).map(lambda n: f"{n / 100}")
EVALUATIONS = st.one_of(st.integers(0, 12).map(str), st.sampled_from(["0.25", "2.5", "1e1"]))
SLOPES = st.sampled_from(["0.1", "-0.25", "0", "1", "0.3333333"])


@st.composite
def domains(draw):
    """
    Draw (issues, parties): names with their values or bounds, and per party the numbers.
    """
    issues = [
        (draw(NAMES), draw(st.one_of(_values(), _bounds()))) for _ in range(draw(st.integers(1, 3)))
    ]
    stems = draw(st.lists(STEMS, min_size=2, max_size=3, unique=True))
    return issues, {stem: draw(_party(issues)) for stem in stems}


def _values():
    return st.lists(NAMES, min_size=1, max_size=4, unique=True)


def _bounds():
    return st.tuples(st.integers(-3, 3), st.integers(0, 3)).map(lambda b: (b[0], b[0] + b[1]))


@st.composite
def _party(draw, issues):
    numbers = [
        [draw(EVALUATIONS) for _ in values]
        if isinstance(values, list)
        else (draw(SLOPES), draw(SLOPES))
        for _, values in issues
    ]
    reservation = draw(st.sampled_from([None, "0", "0.25", "0.1"]))
    return [draw(WEIGHTS) for _ in issues], numbers, reservation


def write(folder, issues, parties):
    """
    Write a domain into a folder.
    """
    heads = [_issue(at, name, values) for at, (name, values) in enumerate(issues, 1)]
    home = "".join(
        head + _items(values, None) + "</issue>"
        for head, (_, values) in zip(heads, issues, strict=True)
    )
    wrapped = f'<utility_space><objective index="0">{home}</objective></utility_space>'
    text = f"<negotiation_template>{wrapped}</negotiation_template>"
    (folder / "the domain.xml").write_text(text, encoding="utf-8")
    for stem, (weights, numbers, reservation) in parties.items():
        inner = "".join(
            head + _items(values, own) + "</issue>"
            for head, (_, values), own in zip(heads, issues, numbers, strict=True)
        )
        inner += "".join(f'<weight index="{at}" value="{w}"/>' for at, w in enumerate(weights, 1))
        last = f'<reservation value="{reservation}"/>' if reservation else ""
        text = f'<utility_space><objective index="0">{inner}</objective>{last}</utility_space>'
        (folder / f"{stem}.xml").write_text(text, encoding="utf-8")


def _issue(index, name, values):
    head = f'<issue index="{index}" name={quoteattr(name)}'
    if isinstance(values, list):
        return f"{head}>"
    return f'{head} type="integer" lowerbound="{values[0]}" upperbound="{values[1]}">'


def _items(values, numbers):
    if isinstance(values, list):
        said = numbers or [None] * len(values)
        return "".join(
            f"<item value={quoteattr(value)}" + (f' evaluation="{one}"/>' if one else "/>")
            for value, one in zip(values, said, strict=True)
        )
    if numbers is None:
        return ""
    return f'<evaluator ftype="linear" slope="{numbers[0]}" offset="{numbers[1]}"/>'
