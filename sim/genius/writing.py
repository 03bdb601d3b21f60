"""
A domain as a scenario file of ours, and the names of its issues and options in both languages.

A utility is rounded down to millionths when packages are compared, so every party gets half a
millionth more: with it the nearest millionth counts, wherever rounding the numbers has put a sum.
"""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from sim.domain.deal import Option
from sim.domain.units import PPM
from sim.genius.domain import Domain, Matter, Profile
from sim.genius.names import identifiers
from sim.places import assets_folder
from sim.scenario_check import SOURCE_KEYS
from sim.scenario_text import read_file
from sim.words import load

LANGUAGES = ("en", "fr")
TABLE = "talks"
HOUSE = "house"
_NO_DEAL = ("lapsed", "walked", "blocked", "banned")
_LOOKS = tuple(
    (colour, mark)
    for mark in ("circle", "square", "triangle", "diamond", "hexagon")
    for colour in ("sky", "orange", "green", "vermilion")
)


@frozen(kw_only=True)
class Ids:
    """Our ids for the names of a domain, in its order."""

    scenario: str
    issues: tuple[str, ...]
    options: tuple[tuple[Option, ...], ...]
    parties: tuple[str, ...]


def ids_of(domain: Domain, name: str) -> Ids:
    """Return ids that no key of a scenario file shares, and no two of a kind."""
    names = [one.name for one in domain.matters]
    return Ids(
        scenario=identifiers([name], "scenario")[0],
        issues=identifiers(names, "issue", taken=SOURCE_KEYS),
        options=tuple(map(_options, domain.matters)),
        parties=identifiers([one.name for one in domain.profiles], "party", taken=(HOUSE,)),
    )


def _options(matter: Matter) -> tuple[Option, ...]:
    if all(isinstance(option, int) for option in matter.options):
        return matter.options
    names = [str(option) for option in matter.options]
    return identifiers(names, "option", taken=(*SOURCE_KEYS, "base", "each"), letter=False)


def scenario_text(domain: Domain, ids: Ids, files: Iterable[str], notes: Iterable[str]) -> str:
    """Return the scenario file; `notes` are what the file must say beside its numbers."""
    blanks = {
        "title": _comment(domain.name),
        "files": ", ".join(map(_comment, files)),
        "notes": "".join(f"# {_comment(note)}\n" for note in notes),
        "id": ids.scenario,
        "issues": "\n".join(map(_issue, domain.matters, ids.issues, ids.options)),
        "actors": "\n".join(map(_actor, ids.parties, range(len(ids.parties)), domain.profiles)),
        "last": str(len(ids.parties) + 1),
        "members": ", ".join(map(_quoted, ids.parties)),
        "preferences": "\n".join(
            _preferences(profile, party, ids)
            for profile, party in zip(domain.profiles, ids.parties, strict=True)
        ),
    }
    frame = read_file(assets_folder() / "scenarios" / "genius.txt")
    for blank, text in blanks.items():
        head, sign, tail = frame.partition(f"{{{blank}}}")
        assert sign, blank
        frame = head + text + tail
    return frame


def _issue(matter: Matter, issue: str, options: tuple[Option, ...]) -> str:
    lines = ["[[issues]]", f"id = {_quoted(issue)}"]
    if matter.is_range:
        lines.append(f"range = {{ from = {options[0]}, to = {options[-1]}, step = 1 }}")
    else:
        listed = (str(one) if isinstance(one, int) else _quoted(one) for one in options)
        lines.append(f"options = [{', '.join(listed)}]")
    if isinstance(options[0], int):
        lines.append('assumption = "values of the domain"')
    return "\n".join((*lines, ""))


def _actor(party: str, place: int, profile: Profile) -> str:
    colour, mark = _LOOKS[place % len(_LOOKS)]
    half = _plain(Fraction(1, 2) + Fraction(len(profile.worths) + 1, PPM))
    return "\n".join(
        (
            "[[actors]]",
            f"id = {_quoted(party)}",
            'kind = "party"',
            'role = "party"',
            f"rank = {place + 1}",
            'strategy = "boulware"',
            'office = ["06:00", "24:00"]',
            "attention_day = 4",
            "cadence_hours = 24",
            f"colour = {_quoted(colour)}",
            f"mark = {_quoted(mark)}",
            f'personalities = [{{ id = "known", prior = 1, parameters = {{ half = {half} }} }}]',
            'assumption = "a stop a morning, and for answers; half rounds its utilities"',
            "",
        )
    )


def _preferences(profile: Profile, party: str, ids: Ids) -> str:
    base = round(profile.reservation * PPM)
    sold = ["deal = { package = true }"]
    unsold = [f"{kind} = {{ base = {base} }}" for kind in _NO_DEAL] if base else []
    lines = [
        "[[preferences]]",
        f"actor = {_quoted(party)}",
        "utility_per_point = 0.000001",
        f"outcomes = {{ {', '.join((*sold, *unsold))} }}",
        f"assumption = {_quoted(_origin(profile))}",
        "",
        "[[preferences.terms]]",
        'id = "half"',
        'scale = "half"',
        "factors = {}",
        "",
    ]
    for issue, options, worths in zip(ids.issues, ids.options, profile.worths, strict=True):
        lines += ["[[preferences.terms]]", f"id = {_quoted(issue)}"]
        lines.append(f"[preferences.terms.factors.{issue}]")
        pairs = zip(options, worths, strict=True)
        lines += [f"{_quoted(str(option))} = {_plain(worth * PPM)}" for option, worth in pairs]
        lines.append("")
    return "\n".join(lines)


def _origin(profile: Profile) -> str:
    said = f"read from {profile.name}; its reservation is {float(profile.reservation):g}"
    if profile.discount == 1:
        return said
    return f"{said}; its discount factor {float(profile.discount):g} is not played"


def _plain(points: Fraction) -> str:
    """Return points with at most six decimals, the nearest there are."""
    whole, part = divmod(round(points * PPM), PPM)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".")


def _quoted(text: str) -> str:
    """Return a text as TOML writes it in quotes."""
    # A stray half of a letter, as a file's name may hold, is no text in any encoding.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return _quoted(text)[1:-1]


# --- what people read


def names_text(domain: Domain, ids: Ids, lang: str) -> str:
    """Return the file of texts in one language: the domain's own names, and what is told of it."""
    words = load(lang)
    count = len(domain.profiles)
    lines = [
        f"title = {_quoted(domain.name)}",
        f"subtitle = {_quoted(words('genius.subtitle', issues=len(ids.issues), parties=count))}",
        f"brief = {_quoted(words('genius.brief'))}",
        "",
    ]
    told = {
        "role": words("genius.role"),
        "aim": words("genius.aim"),
        "brief": words("genius.brief_party"),
    }
    for party, profile in zip(ids.parties, domain.profiles, strict=True):
        lines += _block(f"actors.{party}", {"label": profile.name, **told})
    lines += _block(f"actors.{HOUSE}", {"label": words("genius.house")})
    lines += _block(f"tables.{TABLE}", {"label": words("genius.table")})
    for matter, issue, options in zip(domain.matters, ids.issues, ids.options, strict=True):
        lines += _block(f"issues.{issue}", {"label": matter.name})
        if isinstance(options[0], str):
            named = zip(map(str, options), map(str, matter.options), strict=True)
            lines += _block(f"issues.{issue}.options", dict(named))
    lines += _block("questions", {"reservation": words("genius.question")})
    return "\n".join(lines)


def _block(header: str, texts: Mapping[str, str]) -> list[str]:
    return [f"[{header}]", *(f"{_quoted(k)} = {_quoted(text)}" for k, text in texts.items()), ""]
