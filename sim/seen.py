"""What a seat sees and can work out, as plain values: for programs that play, here or afar."""

import json
from typing import Any

from sim.commands import date_of
from sim.domain.actors import PARTY
from sim.domain.lookup import index_of
from sim.domain.rules.consent import closing_odds
from sim.domain.views import (
    View,
    odds,
    reservation,
    signing_utility,
    standing_offers,
    utility,
)
from sim.record.codec import view_bytes


def seen_json(view: View) -> dict[str, Any]:
    """Return a view as plain values, without the scenario, which is public and large."""
    scenario = view.scenario
    parts = {name: getattr(view, name) for name in ("seat", "minute", "common", "own", "channels")}
    found: dict[str, Any] = json.loads(view_bytes(parts))
    found["date"] = date_of(scenario.opens, view.minute)
    found["scenario"] = scenario.id
    found["issues"] = {i.id: list(i.options) for i in scenario.issues}
    found["attention_left"] = view.attention_left
    return found


def reckoned_json(view: View) -> dict[str, Any]:
    """Return what a seat can work out from its view: no deal, the ban, the offers or the paper."""
    paper = view.common.paper
    if paper is not None:
        # Offers cannot be taken any more; what counts is whether this closes, whoever signed it.
        signed = {
            "table": paper.table,
            "closing_ppm": closing_odds(view, paper.table, paper.package),
        }
        if view.actor.kind != PARTY or paper.table in view.channels:
            signed["worth"] = utility(view, paper.package)
        return {"no_deal": reservation(view), "ban_ppm": odds(view).ban, "paper": signed}
    offers = [
        {
            "table": table,
            "offer": offer.id,
            "worth": signing_utility(view, offer.package, view.minute),
            "closing_ppm": closing_odds(view, table, offer.package),
        }
        for table in view.channels
        if table in index_of(view.scenario).tables
        for offer in standing_offers(view, table)
    ]
    return {"no_deal": reservation(view), "ban_ppm": odds(view).ban, "offers": offers}
