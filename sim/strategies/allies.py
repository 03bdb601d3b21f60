"""
Allies: the authority that may look into the business, ask for terms, speak for a paper, or not.

Its refusal stops nothing, but it shows. Dates and odds are the personality's (model note, part 5).
"""

from collections.abc import Mapping

from attrs import frozen

from sim.domain import moves as m
from sim.domain.actors import HOST, SELLER
from sim.domain.deal import Issue, Option
from sim.domain.draws import Draws
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.consent import own_bar
from sim.domain.rules.gauges import gauge
from sim.domain.rules.legal import REVIEW, TALKING, code_of
from sim.domain.rules.numbers import number
from sim.domain.setting import Reading
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.domain.views import View
from sim.strategies.answers import answer_of
from sim.strategies.base import register
from sim.strategies.consenting import best_change, margin, review_until
from sim.strategies.timing import odds_of_date, odds_of_days, rest

_NOISE = MILLI
_CLEAR_PARTS = 3
"""An ally without a veto clears a paper that reads a third of the best there is."""
_INQUIRY_SPREAD = 3 * MINUTES_DAY // 2
_CONDITION_SPREAD = 2 * MINUTES_DAY
_UNDERTAKING_DAYS = (14, 22)
_BACKBENCH = 55 * MILLI

BALANCED: Mapping[str, int] = {
    "inquiry_day": 5 * PPM,
    "inquiry_ppm": 800_000,
    "condition_day": 10 * PPM,
    "condition_ppm": 800_000,
    "condition_level": PPM,
    "threaten_backbench": 100 * PPM,
    "endorse_day_ppm": 400_000,
    "leak_day": 0,
}
"""The middle temper, for whoever has no personality of an ally."""


@frozen
class Ally:
    """An authority beside the host."""

    temper: Mapping[str, int]
    """Parameters that outdo the personality's."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return the next move of this stop."""
        return answer_of(view, draws) or self._business(view, draws) or rest(view)

    def trait(self, view: View, name: str) -> int:
        """Return a parameter: of this seat, of the personality, or of the middle temper."""
        found = self.temper.get(name)
        return view.own.parameters.get(name, BALANCED[name]) if found is None else found

    def _business(self, view: View, draws: Draws) -> m.Move | None:
        phase = view.common.phase
        if view.common.outcome is not None or phase not in (*TALKING, *REVIEW):
            return None
        steps = (_close, self._open, self._condition, _undertaking, self._threat, self._doubts)
        for step in (self._consent,) if phase in REVIEW else steps:
            move = step(view, draws)
            if move is not None and code_of(view, move) is None:
                return move
        return None

    def _open(self, view: View, draws: Draws) -> m.Move | None:
        if view.common.inquiry_minute is not None:
            return None
        mean = self.trait(view, "inquiry_day") * MINUTES_DAY // PPM
        odds = odds_of_date(view, mean, _INQUIRY_SPREAD, self.trait(view, "inquiry_ppm"))
        return m.OpenInquiry() if draws.chance(odds, "inquiry") else None

    def _condition(self, view: View, draws: Draws) -> m.Move | None:
        """Set a public condition on the issue its reading turns on most: the data."""
        if any(demand.by == view.seat for demand in view.common.conditions):
            return None
        reads = index_of(view.scenario).readings.get(view.seat)
        if reads is None:
            return None
        mean = self.trait(view, "condition_day") * MINUTES_DAY // PPM
        odds = odds_of_date(view, mean, _CONDITION_SPREAD, self.trait(view, "condition_ppm"))
        if not draws.chance(odds, "condition"):
            return None
        issue, ranked = _weightiest(view, reads)
        level = min(len(ranked) - 1, self.trait(view, "condition_level") // PPM)
        return m.Condition(issue=issue.id, option=ranked[level])

    def _threat(self, view: View, _: Draws) -> m.Move | None:
        """Threaten when the backbench presses; back down once an undertaking was given for it."""
        pressed = _backbench(view) > self.trait(view, "threaten_backbench") * MILLI // PPM
        if view.seat not in view.common.threats:
            # Whoever got what it asked for has no second threat to make.
            return m.Threaten() if pressed and not view.common.undertakings else None
        given = view.common.undertakings > 0 and not pressed
        return m.Retract() if given else None

    def _doubts(self, view: View, _: Draws) -> m.Move | None:
        """Leak doubts once, while its own threat stands or from its day on."""
        day = self.trait(view, "leak_day") * MINUTES_DAY // PPM
        due = 0 < day <= view.minute or view.seat in view.common.threats
        if not due or view.own.cards:
            return None
        for card in view.scenario.cards:
            if view.actor.role in card.roles:
                return m.Leak(card=card.id)
        return None

    def _consent(self, view: View, draws: Draws) -> m.Move | None:
        """Endorse a paper it can clear, ask for its one change, clear or refuse its part."""
        if code_of(view, m.Approve()) is not None:
            return None
        until = review_until(view, draws)
        if until is not None:
            return m.Wait(until=until)
        over = margin(view, _clearing(view), draws, _NOISE)
        if over < 0:
            change = best_change(view)
            return m.Block() if change is None else change
        if code_of(view, m.Endorse()) is None and draws.chance(
            odds_of_days(view, self.trait(view, "endorse_day_ppm")), "endorse"
        ):
            return m.Endorse()
        return m.Approve()


def _weightiest(view: View, reads: Reading) -> tuple[Issue, tuple[Option, ...]]:
    """Return the issue on which a reading turns most, and its options from worst to best."""
    # In the scenario's order, so that a tie does not hang on how a table was written.
    read = [issue for issue in view.scenario.issues if issue.id in reads.tables]
    issue = max(read, key=lambda each: _span(reads.tables[each.id]))
    table = reads.tables[issue.id]
    return issue, tuple(sorted(issue.options, key=lambda option: table[str(option)]))


def _span(table: Mapping[str, int]) -> int:
    return max(table.values()) - min(table.values())


def _clearing(view: View) -> int:
    """Return the bar: an ally with a veto has the authorities' own, another a share of the best."""
    index = index_of(view.scenario)
    if index.consents[view.seat].veto or view.seat not in index.readings:
        return own_bar(view)
    best = sum(max(table.values()) for table in index.readings[view.seat].tables.values())
    return best // _CLEAR_PARTS


def _backbench(view: View) -> int:
    return gauge(view.scenario, view.common, view.minute, "backbench", _BACKBENCH)


def _close(view: View, _: Draws) -> m.Move | None:
    """Publish the finding when the inquiry has had its time."""
    opened = view.common.inquiry_minute
    length = number(view.scenario, "inquiry_days") * MINUTES_DAY
    due = opened is not None and view.minute >= opened + length
    return m.CloseInquiry() if due else None


def _undertaking(view: View, _: Draws) -> m.Move | None:
    """Ask the seller for a promise on two days."""
    if view.minute < _UNDERTAKING_DAYS[0] * MINUTES_DAY:
        return None
    seller = in_role(view.scenario, SELLER)
    if seller is None or in_role(view.scenario, HOST) is None:
        return None
    pair = index_of(view.scenario).pairs.get((view.seat, seller.id))
    sought = 0 if pair is None else view.channels[pair].undertakings_sought
    if sought >= len(_UNDERTAKING_DAYS) or view.minute < _UNDERTAKING_DAYS[sought] * MINUTES_DAY:
        return None
    return m.SeekUndertaking(of=seller.id)


def _ally(parameters: Mapping[str, int]) -> Ally:
    return Ally(parameters)


register("authority_ally", 2, _ally)
