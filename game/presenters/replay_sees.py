"""What a seat knew at a moment of a replay, and what was hidden from it. Pure."""

from collections.abc import Iterable

from attrs import frozen

from game import figures
from game.presenters.common import FactRow
from game.presenters.make_desk_words import Words as Wording
from game.presenters.marks import actor_mark, date_of, share, worth
from game.presenters.replay import Sees
from sim.domain import views
from sim.domain.actors import AUTHORITY, HOST
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.consent import closing_odds, own_bar
from sim.domain.units import MILLI
from sim.domain.views import View

OFFERS_MOST = 3
TERMS_TOLD = 4


@frozen(kw_only=True)
class Hidden:
    """What the others kept to themselves: their views, and how much was done unseen."""

    others: tuple[View, ...] = ()
    unseen: int = 0


def sees_of(view: View, hidden: Hidden, wording: Wording, *, real: bool) -> Sees:
    """Return what one seat knew."""
    text = wording.text
    actor = actor_mark(view.actor, wording.names)
    kept = tuple(_hidden(hidden, wording))
    told = [text("ui.replay.pair", name=fact.label, value=fact.aside) for fact in kept]
    missed = text.count("ui.replay.unseen", hidden.unseen) if hidden.unseen else ""
    told += [missed] if missed else []
    return Sees(
        title=text("ui.replay.knew", actor=wording.inside(actor.id)),
        actor=actor,
        facts=(_no_deal(view, wording), *_own(view, wording), *_papers(view, wording)),
        hidden_label=text("ui.replay.hidden"),
        hidden=text("ui.replay.between").join(told),
        hidden_rows=(missed,) if missed else (),
        hidden_facts=kept,
        aside=_due(view, wording),
        note=text("ui.replay.model_values" if real else "ui.replay.own_odds"),
    )


def all_see(everybody: tuple[View, ...], wording: Wording, *, real: bool) -> Sees:
    """Return what everybody knew, then what no deal was worth to each seat."""
    text = wording.text
    any_view = everybody[0]
    facts = [_ban(any_view, wording), _deadline(any_view, wording)]
    facts += [
        FactRow(
            label=text("ui.replay.no_deal_for", actor=wording.inside(view.seat)),
            figure=_worth(view, views.reservation(view), wording),
        )
        for view in everybody
    ]
    return Sees(
        title=text("ui.replay.all_see"),
        actor=None,
        facts=tuple(fact for fact in facts if fact is not None),
        hidden_label=text("ui.replay.on_table"),
        hidden_rows=tuple(_on_table(everybody, wording)) or (text("ui.replay.no_paper"),),
        note=text("ui.replay.model_values") if real else "",
    )


def _on_table(everybody: tuple[View, ...], wording: Wording) -> Iterable[str]:
    """Yield the signed paper, else each party's standing offer, the latest of its table."""
    text, paper = wording.text, everybody[0].common.paper
    issues = tuple(issue.id for issue in wording.scenario.issues[:TERMS_TOLD])
    if paper is not None:
        yield text("ui.replay.terms.signed", terms=wording.package(paper.package, issues))
        return
    shown: set[tuple[str, str]] = set()
    for view in everybody:
        for table in views.tables(view):
            for offer in reversed(views.standing_offers(view, table)):
                if (table, offer.by) not in shown:
                    shown.add((table, offer.by))
                    terms = wording.package(offer.package, issues)
                    actor = wording.actor(offer.by)
                    yield text("ui.replay.offer.tabled", actor=actor, terms=terms)


def _worth(view: View, utility: int, wording: Wording) -> str:
    return worth(view.scenario, view.seat, utility, wording.names, wording.text)


def _no_deal(view: View, wording: Wording) -> FactRow:
    text = wording.text
    ban = ""
    if in_role(view.scenario, HOST) is not None:
        ban = text("ui.replay.ban", odds=share(views.odds(view).ban, text))
    figure = _worth(view, views.reservation(view), wording)
    return FactRow(label=text("ui.replay.no_deal"), figure=figure, aside=ban)


def _ban(view: View, wording: Wording) -> FactRow | None:
    if in_role(view.scenario, HOST) is None:
        return None
    text = wording.text
    return FactRow(label=text("ui.replay.ban_odds"), figure=share(views.odds(view).ban, text))


def _deadline(view: View, wording: Wording) -> FactRow:
    text, minute = wording.text, view.common.deadline
    figure = text("ui.replay.no_deadline")
    if minute is not None:
        figure = figures.date_plain(date_of(view.scenario, minute), text.lang)
    return FactRow(label=text("ui.replay.deadline"), figure=figure)


def _due(view: View, wording: Wording) -> str:
    minute = view.common.deadline
    if minute is None:
        return ""
    date = figures.date_short(date_of(view.scenario, minute), wording.text.lang)
    return wording.text("ui.replay.due", date=date)


def _own(view: View, wording: Wording) -> tuple[FactRow, ...]:
    """Return what only this seat knows of itself: an authority its bar."""
    text = wording.text
    if view.actor.kind != AUTHORITY or view.seat not in index_of(view.scenario).readings:
        return ()
    bar = figures.decimal(own_bar(view) / MILLI, 0, text.lang)
    return (FactRow(label=text("ui.replay.own_bar"), figure=bar),)


def _papers(view: View, wording: Wording) -> Iterable[FactRow]:
    """Yield the signed paper, or the offers that stand at the seat's own tables."""
    text, paper = wording.text, view.common.paper
    if paper is not None:
        odds = closing_odds(view, paper.table, paper.package)
        figure = _worth(view, views.utility(view, paper.package), wording)
        yield FactRow(label=text("ui.replay.signed_paper"), figure=figure,
                      aside=text("ui.replay.closes", odds=share(odds, text)))  # fmt: skip
        return
    standing = [
        (table, offer)
        for table in views.tables(view)
        for offer in views.standing_offers(view, table)
    ]
    standing.sort(key=lambda pair: pair[1].by == view.seat)
    for table, offer in standing[:OFFERS_MOST]:
        odds = closing_odds(view, table, offer.package)
        yield FactRow(
            label=_offer_label(view.seat, offer.by, wording),
            figure=_worth(view, views.utility(view, offer.package), wording),
            aside=text("ui.replay.closes", odds=share(odds, text)),
        )


def _offer_label(seat: str, by: str, wording: Wording) -> str:
    if seat == by:
        return wording.text("ui.replay.own_offer")
    return wording.text("ui.replay.offer_of", actor=wording.actor(by))


def _hidden(hidden: Hidden, wording: Wording) -> Iterable[FactRow]:
    """Yield the temper and the no-deal worth of each other seat, an authority's bar instead."""
    text = wording.text
    for view in hidden.others:
        key = f"actors.{view.seat}.personalities.{view.own.personality}"
        temper = wording.names.get(key, view.own.personality)
        label = text("ui.replay.tempered", actor=wording.actor(view.seat), temper=temper)
        if view.seat in index_of(view.scenario).readings:
            bar = figures.decimal(own_bar(view) / MILLI, 0, text.lang)
            yield FactRow(label=label, aside=text("ui.replay.hidden_bar", n=bar))
        else:
            figure = _worth(view, views.reservation(view), wording)
            yield FactRow(label=label, aside=text("ui.replay.hidden_worth", n=figure))
