"""
What a firm does beside offers: suits, invitations, lobbying, questions, press cards, public lines.

Small habits dated by the personality (model note, part 5); each costs attention, and the rules say
whether it is open. All are keyed to roles, none to names.
"""

from collections.abc import Callable, Iterator, Mapping

from sim.domain import moves as m
from sim.domain.actors import BUYER, HOST, LICENSOR, SELLER
from sim.domain.draws import Draws
from sim.domain.lookup import in_role, index_of, members_of
from sim.domain.rules.legal import code_of
from sim.domain.units import MINUTES_DAY, PPM
from sim.domain.views import View
from sim.strategies.chairs import open_tables
from sim.strategies.numeraire import numeraire_of
from sim.strategies.outlook import Sight
from sim.strategies.promises import disclose, pledge
from sim.strategies.shelf import shelf_of_game
from sim.strategies.timing import clock_end, odds_of_days, own, own_minute

Habit = Callable[[View, Draws, Sight | None], m.Move | None]
Dated = tuple[int, Habit]
"""The first minute at which a habit may show, and the habit."""

_CARD_WINDOW = 10 * MINUTES_DAY
_SUSPEND_BEFORE = 2 * MINUTES_DAY
_SUSPENDED = (2 * MINUTES_DAY, 5 * MINUTES_DAY)
"""How long a buyer stays away, and when a seller asks it back."""
_INVITE_AGAIN = 8 * MINUTES_DAY
_INVITATIONS_MAX = 2
_ODDS_ENOUGH_PPM = 930_000
_LOBBY_FROM = 5 * MINUTES_DAY
_LOBBY_DAY_PPM = 100_000
_LOBBIES_MAX = 2
_LINE_PARTS = 37
"""A public line lies this part of the price list short of the last offer: 1.5 of 55 billion."""
# Questions by the share of the time at which they are due: days 9 and 29, and 12, of 45.
_ASK_HOST_PPM = (200_000, 640_000)
_ASK_PARTY_PPM = (270_000,)


def political_move(view: View, draws: Draws, sight: Sight | None) -> m.Move | None:
    """Return the first habit that is due and legal, or nothing."""
    minute = view.minute
    for first, habit in _habits_of(view):
        if first <= minute:
            move = habit(view, draws, sight)
            if move is not None and code_of(view, move) is None:
                return move
    return None


def _habits_of(view: View) -> tuple[Dated, ...]:
    """Return the habits that this seat may ever have, by its role and personality."""
    shelf, key = shelf_of_game(view.scenario, view.own.parameters), ("habits", view.seat)
    found: tuple[Dated, ...] | None = shelf.get(key)
    if found is None:
        found = shelf[key] = tuple(_found_habits(view))
    return found


def _found_habits(view: View) -> Iterator[Dated]:
    role = view.actor.role
    host, licensor = (in_role(view.scenario, one) is not None for one in (HOST, LICENSOR))
    if host and own(view, "suspend_ppm"):
        yield 0, _suspend
    if licensor and role == SELLER:
        yield 0, _lobby_licensor
    for day, habit in _DATED.items():
        due = own_minute(view, day)
        if due is not None:
            yield due, habit
    leak = _leaks(view)
    if leak is not None:
        yield 0, leak
    if host and role == BUYER:
        yield _LOBBY_FROM, _lobby_host
    if role == BUYER:
        yield 0, _ask


def resume_of(view: View) -> m.Move | None:
    """Take suspended talks up again: a buyer after two days, others after five."""
    for table, since in view.common.suspended.items():
        away = _SUSPENDED[0 if view.actor.role == BUYER else 1]
        move = m.Resume(table=table)
        if view.minute >= since + away and code_of(view, move) is None:
            return move
    return None


def _suspend(view: View, draws: Draws, _: Sight | None) -> m.Move | None:
    """Suspend once, in the first days, against a threat that is not carried out."""
    if view.minute > _SUSPEND_BEFORE or view.common.suspended:
        return None
    host = in_role(view.scenario, HOST)
    threatened = host is not None and host.id in view.common.threats
    if not threatened or view.common.order_minute is not None:
        return None
    # The first days hold about two stops; the odds are those of all of them.
    tables = open_tables(view)
    if tables and draws.chance(own(view, "suspend_ppm") * 2 // 3, "suspend"):
        return m.Suspend(table=tables[0])
    return None


def _sue(view: View, _: Draws, __: Sight | None) -> m.Move | None:
    ordered = view.common.order_minute
    if ordered is None or view.common.enjoined or view.seat in view.common.suits:
        return None
    after = own_minute(view, "sue_days")
    return m.Sue() if after is not None and view.minute >= ordered + after else None


def _invite(view: View, _: Draws, __: Sight | None) -> m.Move | None:
    due = own_minute(view, "invite_day") or 0
    sent = max([channel.invitations for channel in view.channels.values()])
    again = sent < _INVITATIONS_MAX and view.minute >= due + sent * _INVITE_AGAIN
    return m.Invite() if again else None


def _leaks(view: View) -> Habit | None:
    """Return the habit of placing the cards that the personality dates, if it dates any."""
    days = [(card.id, own_minute(view, f"leak_{card.id}_day")) for card in view.scenario.cards]
    dated = [(card, due) for card, due in days if due is not None]

    def leak(view: View, _: Draws, __: Sight | None) -> m.Move | None:
        """Place each card once and not long after its day."""
        for card, due in dated:
            if due <= view.minute < due + _CARD_WINDOW and card not in view.own.cards:
                return m.Leak(card=card)
        return None

    return leak if dated else None


def _commit(view: View, _: Draws, __: Sight | None) -> m.Move | None:
    """Draw one public line on the price, a little short of the last own offer (Muthoo 1996)."""
    if any(line.by == view.seat for line in view.common.commitments):
        return None
    for table in open_tables(view):
        issue = numeraire_of(view.scenario, table)
        mine = [offer for offer in view.channels[table].offers if offer.by == view.seat]
        if issue is not None and mine:
            at = issue.options.index(mine[-1].package[issue.id])
            step = max(1, len(issue.options) // _LINE_PARTS)
            at += step if view.actor.role == BUYER else -step
            at = max(0, min(len(issue.options) - 1, at))
            return m.State(issue=issue.id, line=issue.options[at])
    return None


def _lobby_licensor(view: View, draws: Draws, _: Sight | None) -> m.Move | None:
    if view.common.restricted_minute is None:
        return None
    licensor = in_role(view.scenario, LICENSOR)
    return None if licensor is None else _lobby(view, draws, licensor.id)


def _lobby_host(view: View, draws: Draws, sight: Sight | None) -> m.Move | None:
    """Work on the host while the best paper one knows may still be refused."""
    if sight is None or sight.is_known_to_close(_ODDS_ENOUGH_PPM):
        return None
    host = in_role(view.scenario, HOST)
    move = None if host is None else _lobby(view, draws, host.id)
    return None if move is None or sight.outlook.odds >= _ODDS_ENOUGH_PPM else move


def _lobby(view: View, draws: Draws, to: str) -> m.Move | None:
    channel = view.channels[index_of(view.scenario).pairs[view.seat, to]]
    if channel.lobbies >= _LOBBIES_MAX:
        return None
    # Attention is the price: the odds are per day, so more stops make no more lobbying.
    return m.Lobby(to=to) if draws.chance(odds_of_days(view, _LOBBY_DAY_PPM), "lobby") else None


def _ask(view: View, _: Draws, __: Sight | None) -> m.Move | None:
    """Ask the host for its bar and the other party for its reservation, at set times."""
    host = in_role(view.scenario, HOST)
    if host is not None:
        move = _question(view, host.id, "threshold", _ASK_HOST_PPM)
        if move is not None:
            return move
    for table in open_tables(view)[:1]:
        for member in members_of(view.scenario, table):
            if member != view.seat:
                return _question(view, member, "reservation", _ASK_PARTY_PPM)
    return None


def _question(view: View, to: str, question: str, due: tuple[int, ...]) -> m.Move | None:
    channel = view.channels[index_of(view.scenario).pairs[view.seat, to]]
    asked = 0
    if channel.questions:
        asked = len([each for each in channel.questions if each.by == view.seat])
    if asked >= len(due) or view.minute * PPM // clock_end(view) < due[asked]:
        return None
    move = m.Ask(to=to, question=question)
    return move if code_of(view, move) is None else None


_DATED: Mapping[str, Habit] = {
    "sue_days": _sue,
    "invite_day": _invite,
    "commit_day": _commit,
    "pledge_day": pledge,
    "disclose_day": disclose,
}
"""Habits by the parameter that dates them, in the order in which they come first."""
