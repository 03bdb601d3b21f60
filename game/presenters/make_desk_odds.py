"""The answers of the board: will it close, what do they read, what if nobody signs."""

from attrs import evolve

from game.presenters.common import Choice
from game.presenters.desk import Factor, Lever, Odds, Ruler
from game.presenters.make_desk_said import capital
from game.presenters.make_desk_sight import Sight
from sim.domain.actors import HOST
from sim.domain.deal import Package
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.consent import (
    believed_bar,
    consent_odds,
    needed,
    own_bar,
    ratify_odds,
    reading,
    seller_of,
)  # fmt: skip
from sim.domain.rules.legal_checks import extension_range, order_range
from sim.domain.rules.numbers import number
from sim.domain.rules.odds import BanOdds, court_odds, order_odds, relent_odds
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.domain.views import odds

ORDER, EXTEND = "order", "extend_deadline"
_PENDING, _REFUSED = "pending", "refused"
_CURVE_POINTS = 24
_CURVE_LOW = 0.1
_SURE = 990_000
"""Odds from which a factor says nothing."""
_FACTORS_MOST = 4
_WEEK = 6
"""Place of a lever that moves a date by a week."""


def odds_lines(sight: Sight) -> tuple[Odds, ...]:
    """Return the sentences of odds that the scenario has rules for."""
    made = [_closing(sight)] if sight.has_odds else []
    host, moves = in_role(sight.scenario, HOST), sight.scenario.moves
    can_ban = host is not None and (not moves or ORDER in moves)
    if can_ban and sight.view.common.phase != "closed":
        made.append(_ban(sight))
    # The lever says the ban odds already, and takes the room of the other line.
    return () if lever_days(sight)[1] else tuple(made)


def _closing(sight: Sight) -> Odds:
    """Return whether the paper closes: the consents still open, and no slip."""
    factors = _closing_factors(sight)
    closes = _whole(sight, [factor for _, factor in factors])
    key = "closes_yours" if sight.is_authority else "closes"
    causes = [_cause(sight, reader.actor) for reader in sight.scenario.readings]
    unsigned = not sight.is_authority and sight.view.common.paper is None
    meant = sight.words("closes_meant") if unsigned else ""
    hint = " ".join(filter(None, (meant, *causes, _home_cause(sight))))
    return _sentence(sight, sight.words(key), closes, _fitting(factors), hint)


def _home_cause(sight: Sight) -> str:
    """Return who must carry the paper at home, while that is not as good as sure."""
    seller = seller_of(sight.scenario, sight.paper_table)
    if seller is None or _at_home(sight) >= _SURE:
        return ""
    words = sight.words
    return words("home_must", name=capital(words("ratified")), actor=words.inside(seller))


def closing_odds_of(sight: Sight) -> int:
    """Return the odds that the paper on the board closes, in ppm, as the board says them."""
    return _whole(sight, [factor for _, factor in _closing_factors(sight)])


def weakest_factor(sight: Sight, package: Package) -> tuple[str, int]:
    """Return what is least likely to let a package pass, and its odds in ppm."""
    factors = _closing_factors(evolve(sight, draft=package))
    return min(factors, key=lambda one: one[1])


def _closing_factors(sight: Sight) -> list[tuple[str, int]]:
    words, view = sight.words, sight.view
    asked = needed(sight.scenario, view.common, sight.paper_table, sight.paper)
    if view.common.paper is not None:  # whom the paper needs was settled when it was signed
        asked = tuple(view.common.consents)
    factors = [
        (words.actor(actor), _consents(sight, actor)) for actor in asked if actor != sight.seat
    ]
    at_home = _at_home(sight)
    if at_home < _SURE:
        factors.append((words("ratified"), at_home))
    factors.append((words("no_slip"), PPM - number(sight.scenario, "slip_ppm")))
    return factors


def _whole(sight: Sight, factors: list[int]) -> int:
    """Return the odds as a tile or an offer says them; of a paper in review, what is still open."""
    if not sight.is_authority and sight.view.common.paper is None:
        return sight.closes(sight.paper)
    closes = PPM
    for factor in factors:
        closes = closes * factor // PPM
    return closes


def _fitting(factors: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return what the line has room for: of more than four, what is certain goes first."""
    spare = len(factors) - _FACTORS_MOST
    certain = [factor for factor in factors if factor[1] >= PPM][: max(0, spare)]
    return [factor for factor in factors if factor not in certain]


def _at_home(sight: Sight) -> int:
    """Return the odds that the seller's side at home lets a paper pass that is not signed yet."""
    common = sight.view.common
    if common.paper is not None:
        return PPM
    return ratify_odds(sight.scenario, common, sight.minute, sight.paper_table, sight.paper)


def _consents(sight: Sight, actor: str) -> int:
    status = sight.view.common.consents.get(actor, _PENDING)
    if status == _PENDING:
        return consent_odds(sight.view, actor, sight.paper)
    veto = index_of(sight.scenario).consents[actor].veto
    return 0 if status == _REFUSED and veto else PPM


def _cause(sight: Sight, actor: str) -> str:
    """Return how an authority reads the paper, against its bar as far as this seat can tell."""
    if not index_of(sight.scenario).consents[actor].veto:
        return ""
    words, score = sight.words, reading(sight.scenario, sight.view.common, actor, sight.paper)
    mean = own_bar(sight.view) if actor == sight.seat else believed_bar(sight.view, actor)[0]
    return words("reads_against", actor=words.subject(actor), n=words.number(score / MILLI),
                 bar=words.number(mean / MILLI))  # fmt: skip


def _sentence(
    sight: Sight, label: str, whole: int, factors: list[tuple[str, int]], hint: str
) -> Odds:
    lowest = min(factor for _, factor in factors)
    weak = next(place for place, (_, factor) in enumerate(factors) if factor == lowest)
    return Odds(
        label=label,
        figure=sight.words.percent(whole),
        factors=tuple(
            Factor(label=name, figure=sight.words.share(factor),
                   weakest=place == weak and len(factors) > 1 and factor < PPM)
            for place, (name, factor) in enumerate(factors)
        ),
        hint=hint,
    )  # fmt: skip


def _ban(sight: Sight) -> Odds:
    return ban_sentence(sight, odds(sight.view), sight.words("if_nobody_signs"))


def ban_sentence(sight: Sight, found: BanOdds, label: str) -> Odds:
    """Return the odds of a ban with their three factors."""
    words = sight.words
    factors = [
        (words("factor_order"), found.order),
        (words("factor_court"), PPM - found.court),
        (words("factor_relent"), PPM - found.relent),
    ]
    return _sentence(sight, label, found.ban, factors, words("ban_hint"))


# --- the ruler


def ruler(sight: Sight) -> Ruler | None:
    """Return the reading of the paper by the authority whose word it needs, or by this seat."""
    reader = _reader(sight)
    if reader is None:
        return None
    words, own = sight.words, reader == sight.seat
    score = reading(sight.scenario, sight.view.common, reader, sight.paper)
    mean, spread = (own_bar(sight.view), 0) if own else believed_bar(sight.view, reader)
    tables = index_of(sight.scenario).readings[reader].tables
    most = sum(max(table.values()) for table in tables.values())
    mark = words.mark(reader)
    return Ruler(
        label=words("security"),
        colour=mark.colour,
        shape=mark.shape,
        reading=_part(score, most),
        bar=_part(mean, most),
        spread=_part(spread, most),
        figure=words("reads", n=words.number(score / MILLI)),
        aside=words("your_bar", n=words.number(mean / MILLI)) if own
        else words("bar_about", n=words.number(mean / MILLI), spread=words.number(spread / MILLI)),
    )  # fmt: skip


def _reader(sight: Sight) -> str | None:
    consents, readings = index_of(sight.scenario).consents, index_of(sight.scenario).readings
    if sight.seat in readings and consents[sight.seat].veto:
        return sight.seat
    return next((one for one in readings if consents[one].veto), None)


def _part(milli: int, most: int) -> float:
    return min(max(milli / max(most, 1), 0.0), 1.0)


# --- the lever of the host


def lever_days(sight: Sight) -> tuple[str, tuple[int, ...]]:
    """Return what the host's lever does now, and the minutes it can be put to."""
    return lever_minutes(sight.view.actor.role, sight)


def lever_minutes(role: str, sight: Sight) -> tuple[str, tuple[int, ...]]:
    """Return the id of a role's lever with its minutes, one a day; none if it has no lever."""
    view = sight.view
    if role != HOST or view.common.outcome is not None:
        return "", ()
    if view.common.order_minute is None:
        low, high = order_range(view)
        return ORDER, tuple(range(low, high + 1, MINUTES_DAY))
    if view.common.deadline is None or not sight.talking:
        return "", ()
    low, high = extension_range(view)
    return EXTEND, tuple(range(low + MINUTES_DAY - 1, high + 1, MINUTES_DAY))


def lever(sight: Sight) -> Lever | None:
    """Return the order before it is signed, the date of the ban afterwards."""
    name, minutes = lever_days(sight)
    if not minutes:
        return None
    words, place = sight.words, lever_place(sight)
    chosen = minutes[place]
    left = words.text.count("ui.desk.n_days", sight.days(chosen - sight.minute))
    first, last = (sight.days(minutes[at] - sight.minute) for at in (0, -1))
    return Lever(
        id=name,
        label=words(f"lever.{name}"),
        aside=words(f"lever.{name}.aside", n=left, date=words.date(chosen)),
        options=tuple(
            Choice(id=str(minute), label=words.date(minute)) for minute in minutes
        ),
        chosen=place,
        low=words.text.count("ui.desk.n_days", first),
        high=words.text.count("ui.desk.n_days", last),
        curve=_curve(sight, minutes),
        curve_label=words("lever.curve"),
        odds=ban_sentence(sight, ban_with(sight, name, chosen), words("lever.ban")),
        hint=words(f"lever.{name}.hint"),
    )  # fmt: skip


def lever_place(sight: Sight) -> int:
    """Return where the lever stands: as it was put, else at the day that suits it best."""
    name, minutes = lever_days(sight)
    if sight.lever is not None:
        return min(sight.lever, len(minutes) - 1)
    if name == EXTEND:
        return min(_WEEK, len(minutes) - 1)
    courts = _courts(sight, minutes)
    return courts.index(min(courts))


def _courts(sight: Sight, minutes: tuple[int, ...]) -> list[int]:
    """Return the odds that a court stops a ban on each day."""
    common, minute = sight.view.common, sight.minute
    return sight.once("courts", lambda: [
        court_odds(sight.scenario, common, minute, deadline=due) for due in minutes
    ])  # fmt: skip


def ban_with(sight: Sight, name: str, deadline: int) -> BanOdds:
    """Return the ban odds once the lever is pulled for a deadline."""
    scenario, common, minute = sight.scenario, sight.view.common, sight.minute
    order = order_odds(scenario, common, minute)
    if name == ORDER:
        order = number(scenario, "order_signed_ppm")
    return BanOdds(
        order=order,
        court=court_odds(scenario, common, minute, deadline=deadline),
        relent=relent_odds(scenario, common, minute),
    )


def _curve(sight: Sight, minutes: tuple[int, ...]) -> tuple[float, ...]:
    """Return the hill of the odds that courts let a ban on each day stand."""
    steps = min(_CURVE_POINTS, len(minutes))
    if steps <= 1:
        return ()
    places = [at * (len(minutes) - 1) // (steps - 1) for at in range(steps)]
    courts = _courts(sight, minutes)
    found = [PPM - courts[at] for at in places]
    low, high = min(found), max(found)
    if low == high:
        return (1.0,) * steps
    return tuple(_CURVE_LOW + (1 - _CURVE_LOW) * (one - low) / (high - low) for one in found)
