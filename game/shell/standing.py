"""What stands on the table of a game that was left: told beside Continue, from its seat's view."""

from pathlib import Path

from game.presenters.make_desk_words import Words
from game.presenters.make_library import Kept
from game.shell.words import words_of
from game.text import Text
from sim.domain.views import View, standing_offers, tables, view_for
from sim.record.replay import fold, open_record

_told: dict[tuple[str, int, str], str] = {}


def standing(kept: Kept, text: Text) -> str:
    """Return the newest offers and the deadline in a line; read again only after a change."""
    key = (kept.path, kept.changed, text.lang)
    if key not in _told:
        talks = fold(open_record(Path(kept.path)))
        seat = kept.humans[0]
        scenario = talks.scenario
        names = words_of(scenario.id, text.lang)
        words = Words(text=text, names=names, scenario=scenario, seat=seat)
        _told.clear()
        _told[key] = _line(view_for(seat, talks, talks.minute), words)
    return _told[key]


def _line(view: View, words: Words) -> str:
    text, parts = words.text, []
    if view.common.paper is not None:
        parts.append(text("ui.title.signed"))
    else:
        parts += _offers(view, words) or [text("ui.title.no_offer")]
    if view.common.deadline is not None:
        key = "due" if view.common.order_minute is not None else "deadline"
        parts.append(text(f"ui.title.{key}", date=words.date_short(view.common.deadline)))
    return "  \u00b7  ".join(parts)


def _offers(view: View, words: Words) -> list[str]:
    """Return the standing offers that the seat sees, its own last, by their first term."""
    issue = view.scenario.issues[0]
    found = [offer for table in tables(view) for offer in standing_offers(view, table)]
    return [
        words.text("ui.title.offer_own" if offer.by == view.seat else "ui.title.offer",
                   actor=words.actor(offer.by), offer=words.option(issue, offer.package[issue.id]))
        for offer in sorted(found, key=lambda one: one.by == view.seat)
    ]  # fmt: skip
