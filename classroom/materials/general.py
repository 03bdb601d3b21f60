"""The general brief: all that everybody knows, from the scenario's texts and numbers."""

from collections.abc import Iterator
from fractions import Fraction

from classroom.materials import page as p
from classroom.materials.powers import who_may
from classroom.materials.words import Words, seats_of, steps_of
from sim.charts.markup import Markup, el
from sim.domain.actors import AUTHORITY, COURT, HOUSE, LICENSOR, SELLER
from sim.domain.deal import Issue, packages_count
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.numbers import number
from sim.domain.setting import Consent, Gauge, Scenario
from sim.domain.talks import BANNED, BLOCKED, LAPSED, WALKED
from sim.domain.units import MILLI

RIVAL = "rival"


def general(words: Words) -> p.Paper:
    """Return the general brief."""
    scenario = words.scenario
    return p.headed(
        words, "general",
        words.title,
        el("header",
           el("h1", words.title),
           el("p", words("general.meta", subtitle=words.name("subtitle")), class_="meta")),
        el("p", el("b", words("general.begins", date=words.date(0))), " ", words.name("brief"),
           class_="lead"),
        p.section(words("general.people"), _people(words)),
        p.section(words("general.issues"), _issues(words)),
        p.section(words("general.deal"), p.steps(tuple(_way(words)))),
        p.columns(
            p.section(words("general.time"), p.points(tuple(_time(words)))),
            p.section(words("general.none"), p.points(tuple(_without(words)))),
        ),
        p.section(words("general.score"), el("p", words("general.score.what"))),
        _world(words),
        _gauges(words) if scenario.gauges else None,
    )  # fmt: skip


def _people(words: Words) -> Markup:
    rows = [
        (p.inline((p.shape(actor.mark), words.actor(actor.id))), words.role(actor.id),
         " ".join(_part(words, actor.id)))
        for actor in seats_of(words.scenario)
    ]  # fmt: skip
    head = (words("general.who"), words("general.role"), words("general.part"))
    return p.table(head, rows)


def _part(words: Words, seat: str) -> Iterator[str]:
    """Yield what a seat does at the tables, and what its consent is needed for."""
    index = index_of(words.scenario)
    for name in index.tables_of[seat]:
        others = [one for one in index.tables[name].members if one != seat]
        yield words("general.sits", table=words.name(f"tables.{name}.label", name),
                    others=words.actors(others))  # fmt: skip
    consent = index.consents.get(seat)
    if consent is not None:
        yield _asked(words, consent)
    elif not index.tables_of[seat]:
        yield words("general.outside")


def _asked(words: Words, consent: Consent) -> str:
    """Return when somebody's consent is asked for, and what a refusal does."""
    veto = words("general.veto" if consent.veto else "general.no_veto")
    if consent.always or not consent.when:
        return f"{words('general.asked_always')} {veto}"
    when = words("general.and").join(
        words("general.when", issue=words.issue(issue), options=words.options(issue, options))
        for issue, options in consent.when.items()
    )
    return f"{words('general.asked_when', when=when)} {veto}"


def _issues(words: Words) -> Markup:
    issues = words.scenario.issues
    rows = [(words.issue(issue.id), words.name(f"issues.{issue.id}.hint"), scale(words, issue))
            for issue in issues]  # fmt: skip
    head = (words("general.issue"), words("general.means"), words("general.options"))
    count = words.number(packages_count(issues))
    return p.inline((p.table(head, rows),
                     el("p", words("general.packages", n=count), class_="small")))  # fmt: skip


def scale(words: Words, issue: Issue) -> str:
    """Return the options of an issue in words; a long even scale by its ends and its step."""
    even = steps_of(issue.options)
    if even is None:
        return words("or").join(words.option(issue, option) for option in issue.options)
    first, last, step = even
    return words("scale", first=words.quantity(issue.unit, first),
                 last=words.quantity(issue.unit, last),
                 step=words.quantity(issue.unit, step))  # fmt: skip


def _way(words: Words) -> Iterator[str]:
    """Yield how a deal comes about, phase by phase."""
    scenario = words.scenario
    yield words("general.way.offer")
    yield words("general.way.sign")
    seller = in_role(scenario, SELLER)
    if seller is not None and number(scenario, "ratify_spread_points"):
        yield words("general.way.ratify", who=words.actor(seller.id))
    if scenario.consents:
        asked = words.actors(consent.actor for consent in scenario.consents)
        yield words("general.way.consent", who=asked)
        if who_may(scenario, "condition"):
            who = words.actors(who_may(scenario, "condition"))
            yield words("general.way.condition", who=who)
        yield words("general.way.closed")
    else:
        yield words("general.way.closed_now")


def _time(words: Words) -> Iterator[str]:
    scenario = words.scenario
    namers = who_may(scenario, "set_deadline")
    if scenario.closes is not None:
        yield words("general.time.closes", date=words.date(scenario.closes),
                    days=words.days(words.day(scenario.closes)))  # fmt: skip
    elif namers:
        yield words("general.time.open", who=words.actors(namers),
                    days=words.days(number(scenario, "deadline_notice_days")),
                    last=words.date(scenario.deadline_latest))  # fmt: skip
    if who_may(scenario, "extend_deadline"):
        yield words("general.time.extend", who=words.actors(who_may(scenario, "extend_deadline")))
    yield from _order(words)
    yield words("general.time.end", date=words.date(scenario.horizon))


def _order(words: Words) -> Iterator[str]:
    scenario = words.scenario
    signers = who_may(scenario, "order")
    if not signers:
        return
    days = words.days(number(scenario, "order_notice_days"))
    yield words("general.time.order", who=words.actors(signers), days=days)
    court, suers = in_role(scenario, COURT), who_may(scenario, "sue")
    if court is not None and suers:
        yield words("general.time.suit", who=words.actors(suers), court=words.subject(court.id))
    licensor = in_role(scenario, LICENSOR)
    if licensor is not None:
        yield words("general.time.licence", who=words.subject(licensor.id))


def unsold(scenario: Scenario) -> tuple[str, ...]:
    """Return the kinds of outcome other than the deal that can happen here."""
    found = [LAPSED]
    if who_may(scenario, "walk"):
        found.append(WALKED)
    if any(consent.veto for consent in scenario.consents):
        found.append(BLOCKED)
    if who_may(scenario, "order"):
        found.append(BANNED)
    if any(one.outcome == RIVAL for one in scenario.tables):
        found.append(RIVAL)
    return tuple(found)


def _without(words: Words) -> Iterator[str]:
    for kind in unsold(words.scenario):
        yield words(f"general.none.{kind}")
    yield words("general.none.worth")


def _world(words: Words) -> Markup | None:
    """Return who else acts; nobody at the table plays them."""
    others = [actor.id for actor in words.scenario.actors
              if not actor.is_seat and actor.kind not in (HOUSE, AUTHORITY)]  # fmt: skip
    if not others:
        return None
    consents = index_of(words.scenario).consents
    said = [p.inline((el("b", words.actor(one)), words("general.colon"),
                      words.name(f"actors.{one}.brief"),
                      " " + _asked(words, consents[one]) if one in consents else None), "")
            for one in others]  # fmt: skip
    return p.section(words("general.world"), p.points(said))


def _gauges(words: Words) -> Markup:
    said = [_gauge(words, gauge) for gauge in words.scenario.gauges]
    return p.section(words("general.gauges"), el("p", words("general.gauges.what"), class_="small"),
                     el("ul", said, class_="gauges"))  # fmt: skip


def _gauge(words: Words, gauge: Gauge) -> Markup:
    name = words.name(f"gauges.{gauge.id}.label", gauge.id)
    shown = words("general.gauge", name=name, n=words.number(Fraction(gauge.start, MILLI)))
    return el("li", el("b", shown), " ", words.name(f"gauges.{gauge.id}.hint"))
