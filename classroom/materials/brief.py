"""A seat's confidential brief: who it is, below what it refuses, what each term is worth to it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from classroom.materials import page as p
from classroom.materials.general import unsold
from classroom.materials.powers import moves_of, opening
from classroom.materials.scoring import scoring
from classroom.materials.sheet import middling
from classroom.materials.words import Words
from sim.charts.markup import Markup, el
from sim.domain.actors import BUYER, HOST, PARTY, SELLER
from sim.domain.lookup import in_role, index_of
from sim.domain.rules import worth
from sim.domain.rules.numbers import number
from sim.domain.rules.odds import ban_odds
from sim.domain.talks import BANNED, LAPSED, Talks
from sim.domain.units import MINUTES_DAY, PPM
from sim.projections.scores import opening_reservation, sale_base


@frozen(kw_only=True)
class Held:
    """A seat with what it privately is: the parameters of a temper, drawn, chosen or the mean."""

    seat: str
    parameters: Mapping[str, int]
    personality: str = ""
    """Empty for the mean of all, of which nothing is told in words."""
    table: str = ""
    code: str = ""
    """Of a class that is held: where the seat is; without a code there are lines to write on."""


def brief(words: Words, held: Held) -> p.Paper:
    """Return the confidential brief of a seat."""
    talks = opening(words.scenario, held.seat, held.parameters)
    actor = index_of(words.scenario).actors[held.seat]
    title = words.actor(held.seat)
    return p.headed(
        words, "brief",
        words("brief.of", seat=title),
        el("p", p.lock(), words("brief.secret"), class_="secret"),
        el("p", words("brief.mean"), class_="small")
        if actor.personalities and not held.personality else None,
        el("header", p.shape(actor.mark), el("div", el("h1", title), _meta(words, held)),
           class_="head"),
        el("p", el("b", words("general.begins", date=words.date(0))), " ",
           words.name(f"actors.{held.seat}.brief"), class_="lead"),
        p.columns(
            (_wants(words, held), _roll(words, held.seat, "know"),
             _roll(words, held.seat, "unknown")),
            p.section(words("brief.batna"), _endings(words, held.seat, talks),
                      _reckoned(words, held.seat, talks), _limit(words, held, talks)),
        ),
        el("div", scoring(words, held.seat, held.parameters, talks),
           id="score-sheet" if held.code else None),
        _also(words, held.seat, talks),
        p.section(words("brief.can"), el("p", _moves(words, held.seat))),
    )  # fmt: skip


def _meta(words: Words, held: Held) -> Markup:
    role = words.role(held.seat) or words.actor(held.seat)
    said = words("brief.meta", title=words.title, role=role)
    blank = None if held.code else el("span", class_="rule")
    who = (words("code"), held.code) if held.code else (words("initials"), blank)
    places = [(words("table"), held.table or blank), who]
    shown = [(" · ", name, " ", where) for name, where in places if where]
    return el("p", said, shown, class_="meta")


def _wants(words: Words, held: Held) -> Markup:
    place = f"actors.{held.seat}"
    temper = words.name(f"{place}.tempers.{held.personality}") if held.personality else ""
    return p.section(
        words("brief.wants"),
        el("p", words.name(f"{place}.aim")),
        el("p", words("brief.temper", temper=temper)) if temper else None,
        el("p", words("brief.means", means=words.name(f"{place}.means")))
        if words.name(f"{place}.means") else None,
    )  # fmt: skip


def _roll(words: Words, seat: str, kind: str) -> Markup | None:
    said = words.roll(f"actors.{seat}.{kind}")
    return p.section(words(f"brief.{kind}"), p.points(said)) if said else None


def _limit(words: Words, held: Held, talks: Talks) -> tuple[Markup, ...]:
    """Return the limit that follows from no deal, and a first target above it."""
    seat = held.seat
    floor = opening_reservation(talks, seat)
    base = sale_base(talks, seat)
    target = middling(words.scenario, seat, held.parameters, floor - base)
    found = [_figure(words, "limit", words.amount(floor, seat))]
    if target is not None:
        found.append(_figure(words, "target", words.amount(target + base, seat)))
    return tuple(found)


def _figure(words: Words, name: str, amount: str) -> Markup:
    return el("div", el("p", words(f"brief.{name}"), " ", el("span", amount, class_="big")),
              el("p", words(f"brief.{name}.what"), class_="small"), class_="box")  # fmt: skip


def _endings(words: Words, seat: str, talks: Talks) -> Markup:
    """Return what each way to end without a deal of one's own is worth at the opening."""
    known = words.scenario.preferences[seat].outcomes
    stand = worth.Stand(scenario=words.scenario, common=talks.common, minute=0, seat=seat,
                        own=talks.private[seat])  # fmt: skip
    rows = []
    for kind in unsold(words.scenario):
        own = known.get(kind)
        if own is None or not own.package:
            got = worth.outcome_utility(stand, kind, None)
            rows.append((words(f"brief.end.{kind}"), words.amount(got, seat)))
    if len({shown for _, shown in rows}) == 1:
        return el("p", words("brief.end.same", worth=rows[0][1]))
    return p.table((words("brief.ends"), words("brief.worth")), rows, numbers=(1,))


def _reckoned(words: Words, seat: str, talks: Talks) -> Markup | None:
    """Return how the limit follows from the risk of a ban, where there is one."""
    if in_role(words.scenario, HOST) is None:
        return None
    stand = worth.Stand(scenario=words.scenario, common=talks.common, minute=0, seat=seat,
                        own=talks.private[seat])  # fmt: skip
    banned, lapsed = (worth.outcome_utility(stand, kind, None) for kind in (BANNED, LAPSED))
    if banned == lapsed:
        return None
    ban = ban_odds(words.scenario, talks.common, 0).ban
    return el("p", words(
        "brief.reckoned", ban=words.percent(Fraction(ban, PPM), 1),
        rest=words.percent(Fraction(PPM - ban, PPM), 1),
        banned=words.amount(banned, seat), lapsed=words.amount(lapsed, seat),
    ))  # fmt: skip


def _also(words: Words, seat: str, talks: Talks) -> Markup | None:
    said = tuple(_charges(words, seat, talks))
    return p.section(words("brief.also"), p.points(said)) if said else None


def _charges(words: Words, seat: str, talks: Talks) -> Iterator[str]:
    """Yield what else counts at the end: haste, face, and words that were not kept."""
    scenario = words.scenario
    actor = index_of(scenario).actors[seat]
    if actor.role == BUYER and number(scenario, "diligence_points"):
        yield _haste(words, seat, talks)
    if actor.role == SELLER and number(scenario, "face_points"):
        face = worth.haste(scenario, talks.common, 0, seat)
        yield words("brief.face", cost=words.worth(-Fraction(face, PPM), seat))
    if actor.kind != PARTY:
        return
    kinds = moves_of(scenario, seat)
    for kind, name in (("pledge", "pledge_ppm"), ("retract", "revoked_ppm")):
        if kind in kinds and number(scenario, name):
            cost = -Fraction(number(scenario, name), PPM)
            yield words(f"brief.{kind}", cost=words.worth(cost, seat))


def _haste(words: Words, seat: str, talks: Talks) -> str:
    scenario = words.scenario
    days = number(scenario, "diligence_days")
    now, half = (
        words.worth(
            -Fraction(worth.haste(scenario, talks.common, day * MINUTES_DAY, seat), PPM), seat
        )
        for day in (0, days // 2)
    )
    told = Fraction(number(scenario, "diligence_told_minutes"), MINUTES_DAY)
    return words("brief.haste", now=now, half=half, day=days // 2, last=days,
                 told=words.plain(told))  # fmt: skip


def _moves(words: Words, seat: str) -> str:
    kinds = [words.text(f"move.{kind}") for kind in moves_of(words.scenario, seat)]
    return words("brief.moves", moves=" · ".join(kinds))
