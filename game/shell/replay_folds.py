"""The talks after any decision of a record, fast: a fold is kept every so many decisions."""

from attrs import Factory, define

from sim.domain.decider import advance, initial
from sim.domain.lookup import index_of
from sim.domain.talks import Talks
from sim.domain.views import View, view_for
from sim.projections.timeline import Band, timeline
from sim.record.replay import Record

APART = 64
RECENT = 16


@define(eq=False)
class Folds:
    """Folds of one record, kept as they are asked for."""

    record: Record
    _kept: dict[int, Talks] = Factory(dict)
    _recent: dict[int, Talks] = Factory(dict)

    def at(self, number: int) -> Talks:
        """Return the talks after the first `number` decisions."""
        if number in self._recent:
            return self._recent[number]
        known = {**self._kept, **self._recent}
        base = max((one for one in known if one <= number), default=0)
        talks = known[base] if base in known else initial(self.record.header)
        for place in range(base, number):
            if place % APART == 0:
                self._kept[place] = talks
            talks = advance(talks, self.record.decisions[place])
        if len(self._recent) >= RECENT:
            self._recent.pop(next(iter(self._recent)))
        self._recent[number] = talks
        return talks

    def view(self, number: int, seat: str, minute: int) -> View:
        """Return what a seat knew after so many decisions, with its values of that minute."""
        return view_for(seat, self.at(number), minute)

    def next_stops(self, number: int) -> tuple[int | None, ...]:
        """Return the minute of each seat's next stop, in the order of the scenario."""
        talks = self.at(number)
        over = talks.common.outcome is not None
        seats = [actor for actor in talks.scenario.actors if actor.is_seat]
        return tuple(None if over else _stop(talks, actor.id) for actor in seats)

    def bands(self) -> tuple[Band, ...]:
        """Return the phases of the whole record."""
        return timeline(initial(self.record.header), self.record.decisions).bands


def _stop(talks: Talks, seat: str) -> int | None:
    """Return when a seat is next asked; past the horizon it never is."""
    minute = talks.agenda.get(seat)
    assert seat in index_of(talks.scenario).actors
    return minute if minute is not None and minute <= talks.scenario.horizon else None
