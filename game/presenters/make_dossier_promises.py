"""What a seat promised, threatened and demanded in public, and what became of it."""

from collections.abc import Callable, Mapping

from game.presenters.common import RecordRow, Tone
from game.presenters.dossier import Rows
from game.presenters.make_desk_said import capital, said
from game.presenters.make_desk_sight import Sight, Told
from sim.domain import events as e
from sim.domain.deal import Option
from sim.domain.rules.worth import valuation
from sim.strategies.numeraire import prior_mean

STANDS, KEPT, BROKEN, BACK, MOVED, PASSED = (
    "stands", "kept", "broken", "back", "moved", "passed",
)  # fmt: skip
_TONES: Mapping[str, Tone] = {
    STANDS: "ink", KEPT: "gain", BROKEN: "loss", BACK: "loss", MOVED: "loss", PASSED: "dim",
}  # fmt: skip


def promises(sight: Sight, seat: str) -> Rows:
    """Return the public words of a seat, the newest first, each with what became of it."""
    words = sight.words
    rows = []
    for told in reversed(sight.told):
        judge = _JUDGES.get(type(told.event))
        if judge is None or getattr(told.event, "by", "") != seat:
            continue
        state = judge(sight, told)
        rows.append(
            RecordRow(date=words.date_short(told.minute), actor=words.mark(seat),
                      words=capital(said(words, told.event)), fresh=told.fresh,
                      aside=_say(sight, f"promise.{state}"), aside_tone=_TONES[state])
        )  # fmt: skip
    standing = sum(row.aside == _say(sight, f"promise.{STANDS}") for row in rows)
    return Rows(
        title=_say(sight, "promises"),
        aside=words.text.count("ui.dossier.n_standing", standing) if rows else "",
        rows=tuple(rows),
        none=_say(sight, "no_promises"),
    )


def _say(sight: Sight, key: str, **values: object) -> str:
    return sight.words.text(f"ui.dossier.{key}", **values)


def _later(sight: Sight, told: Told, *kinds: type[e.Event]) -> bool:
    """Tell whether one of these came after an event, by the same seat or by nobody."""
    at = sight.told.index(told)
    by = getattr(told.event, "by", "")
    return any(
        isinstance(one.event, kinds) and getattr(one.event, "by", by) == by
        for one in sight.told[at + 1 :]
    )


def _line(sight: Sight, told: Told) -> str:
    """Judge a public line: taken back, held by the paper, broken by it, or still standing."""
    event = told.event
    assert isinstance(event, e.CommitmentMade)
    held = any((line.by, line.issue, line.line) == (event.by, event.issue, event.line)
               for line in sight.view.common.commitments)  # fmt: skip
    if not held or _later(sight, told, e.CommitmentRetracted):
        return BACK
    return _met(sight, event.by, event.issue, event.line)


def _met(sight: Sight, seat: str, issue: str, option: Option) -> str:
    """Judge a line by the signed paper: nothing worse for its author than what it drew."""
    paper = sight.view.common.paper
    if paper is None:
        return STANDS
    value = valuation(sight.scenario, seat, prior_mean(sight.scenario, seat))
    restricted = sight.view.common.restricted_minute is not None
    got, line = (
        value.package(one, restricted=restricted)
        for one in (paper.package, paper.package.with_option(issue, option))
    )
    return KEPT if got >= line else BROKEN


def _pledge(sight: Sight, told: Told) -> str:
    event, paper = told.event, sight.view.common.paper
    assert isinstance(event, e.PledgeMade | e.ConditionSet)
    if paper is None:
        return STANDS
    return KEPT if paper.package[event.issue] == event.option else BROKEN


def _condition(sight: Sight, told: Told) -> str:
    """Judge a demand: one that may not be paid lapses, one that a paper misses was passed over."""
    event = told.event
    assert isinstance(event, e.ConditionSet)
    standing = any((one.by, one.issue, one.option) == (event.by, event.issue, event.option)
                   for one in sight.view.common.conditions)  # fmt: skip
    if not standing and sight.view.common.paper is None:
        return PASSED
    found = _pledge(sight, told)
    return PASSED if found == BROKEN else found


def _threat(sight: Sight, told: Told) -> str:
    """Judge a threat by what its author did first: carry it out, or take it back."""
    at, by = sight.told.index(told), getattr(told.event, "by", "")
    for one in sight.told[at + 1 :]:
        if isinstance(one.event, e.OrderSigned | e.ThreatWithdrawn) and one.event.by == by:
            return KEPT if isinstance(one.event, e.OrderSigned) else BACK
    return STANDS if told.event.by in sight.view.common.threats else PASSED  # type: ignore[union-attr]


def _order(sight: Sight, told: Told) -> str:
    assert isinstance(told.event, e.OrderSigned)
    if _later(sight, told, e.ThreatWithdrawn):
        return BACK
    return STANDS if sight.view.common.deadline == told.event.deadline else MOVED


def _deadline(sight: Sight, told: Told) -> str:
    """Judge a day: passed, moved to another one, or standing, if only by an order for that day."""
    assert isinstance(told.event, e.DeadlineSet | e.DeadlineExtended)
    if _later(sight, told, e.DeadlinePassed):
        return PASSED
    return STANDS if sight.view.common.deadline == told.event.minute else MOVED


def _given(sight: Sight, told: Told) -> str:
    del sight, told
    return STANDS


_JUDGES: Mapping[type[e.Event], Callable[[Sight, Told], str]] = {
    e.CommitmentMade: _line, e.PledgeMade: _pledge, e.ConditionSet: _condition,
    e.ThreatMade: _threat, e.OrderSigned: _order, e.DeadlineSet: _deadline,
    e.DeadlineExtended: _deadline, e.UndertakingGiven: _given,
}  # fmt: skip
