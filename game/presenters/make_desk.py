"""The desk of one seat, made of its view: the one entry of this family of presenters."""

from collections.abc import Callable
from typing import TypeVar

from game.presenters.common import FactRow, RecordRow
from game.presenters.desk import DeskModel, Tab
from game.presenters.make_call import can_call
from game.presenters.make_desk_board import board
from game.presenters.make_desk_press import front_page
from game.presenters.make_desk_said import capital, record_rows
from game.presenters.make_desk_side import other_cards, own_card
from game.presenters.make_desk_sight import Sight
from game.presenters.make_desk_tiles import asked, tiles
from game.presenters.make_desk_time import strip, top_bar
from sim.domain.lookup import index_of
from sim.domain.rules import worth
from sim.domain.rules.consent import believed_bar
from sim.domain.units import MILLI
from sim.domain.views import gauges, stand_of

_KINDS = ("deal", "rival", "blocked", "banned", "lapsed", "walked")
_LISTS_MOST = 6
T = TypeVar("T")


def make_desk(sight: Sight) -> DeskModel:
    """Return everything the desk shows."""
    words = sight.words
    return DeskModel(
        top=_once(sight, top_bar),
        own=own_card(sight),
        others=_once(sight, other_cards),
        board=board(sight),
        tiles=() if sight.waiting or sight.over else tiles(sight),
        asked=() if sight.waiting or sight.over else asked(sight),
        calls=not (sight.waiting or sight.over) and can_call(sight),
        tabs=_tabs(sight),
        strip=_once(sight, strip),
        paper=_once(sight, front_page),
        over=sight.over,
        waiting=words("waiting_until", date=words.date(sight.minute)) if sight.waiting else "",
    )


def _once(sight: Sight, make: Callable[[Sight], T]) -> T:
    """Return a part that no change of the draft touches, made once a stop and language."""
    return sight.once((make.__name__, sight.words.text.lang), lambda: make(sight))


def _tabs(sight: Sight) -> tuple[Tab, ...]:
    words = sight.words
    rows = _once(sight, record_rows)
    if not rows:
        rows = (RecordRow(date="", actor=words.mark(sight.seat), words=words("record_empty")),)
    return (
        Tab(id="record", label=words("record"), rows=rows),
        Tab(id="brief", label=words("brief"), rows=_once(sight, _brief)),
        Tab(
            id="dossier",
            label=words("dossier"),
            facts=_once(sight, _dossier),
            key="F2",
            key_words=words.text("ui.dossier.whole"),
            hint=words.text("ui.dossier.hint"),
        ),
        Tab(id="worth", label=words("worth"), facts=_worths(sight)),
    )


def _brief(sight: Sight) -> tuple[RecordRow, ...]:
    """Return aim, what the seat knows and what it does not, as plain lines."""
    words, seat = sight.words, sight.seat
    mark = words.mark(seat)
    lines = [words.name(f"actors.{seat}.aim"), words.name(f"actors.{seat}.brief")]
    temper = words.name(f"actors.{seat}.tempers.{sight.view.own.personality}")
    if temper:
        lines.insert(1, words("your_temper", temper=temper))
    for name, key in (("know", "you_know"), ("unknown", "you_ignore")):
        found = [words.name(f"actors.{seat}.{name}.{at}") for at in range(_LISTS_MOST)]
        listed = words.text.listed(one for one in found if one)
        if listed:
            lines.append(words(key, things=listed))
    return tuple(RecordRow(date="", actor=mark, words=line) for line in lines if line)


def _dossier(sight: Sight) -> tuple[FactRow, ...]:
    """Return every gauge with its place, then what this seat was told."""
    words, view = sight.words, sight.view
    facts = [
        FactRow(label=_told(sight, one.about, one.quantity),
                figure=_amount(sight, one.about, one.quantity, one.mean))
        for one in view.own.beliefs
    ]  # fmt: skip
    for reader in sight.scenario.readings:
        consent = index_of(sight.scenario).consents[reader.actor]
        if reader.actor != sight.seat and consent.veto:
            mean, spread = believed_bar(view, reader.actor)
            facts.append(FactRow(
                label=words("bar_of", actor=words.actor(reader.actor)),
                figure=words("about", n=words.number(mean / MILLI),
                             spread=words.number(spread / MILLI)),
            ))  # fmt: skip
    facts += [
        FactRow(label=words.gauge(name), figure=words.number(value / MILLI))
        for name, value in gauges(view).items()
    ]
    return tuple(facts)


def _told(sight: Sight, about: str, quantity: str) -> str:
    words = sight.words
    return words("told_by", actor=words.actor(about), what=words.name(f"question.{quantity}"))


def _amount(sight: Sight, about: str, quantity: str, mean: int) -> str:
    if quantity == "threshold":
        return sight.words.number(mean / MILLI)
    return sight.words.amount(mean, about)


def _worths(sight: Sight) -> tuple[FactRow, ...]:
    """Return what each way of ending is worth to this seat today."""
    words, view = sight.words, sight.view
    preferences = sight.scenario.preferences[sight.seat]
    facts = [FactRow(label=words("worth_now"), figure=words.amount(sight.no_deal))]
    for kind in _KINDS:
        found = preferences.outcomes.get(kind)
        if found is None or (found.package and kind != "deal"):
            continue
        package = sight.paper if found.package else None
        value = worth.outcome_utility(stand_of(view), kind, package)
        label = words("this_paper") if package else capital(words.name(f"outcome.{kind}"))
        facts.append(FactRow(label=label, figure=words.amount(value)))
    return tuple(facts)
