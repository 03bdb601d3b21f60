"""
Goal: the space of deals holds exact figures, and a move tried again is weighed on the same luck.
"""

import pytest

from sim.domain.decider import advance, initial
from sim.domain.lookup import index_of
from sim.domain.moves import Propose
from sim.domain.rules import worth
from sim.engine.session import Session
from sim.projections.scores import left_on_table, opening_reservation, sale_base
from sim.record.replay import read_log
from sim.review import judgements
from sim.review_again import try_again
from sim.review_deals import NEAREST, deals_of
from sim.scenario import load_scenario

NAMES = ("first-offer", "merger-of-equals", None)


@pytest.fixture(scope="module", params=NAMES)
def record(request):
    session = Session(load_scenario(request.param), seed=7)
    session.advance()
    return read_log(session.log, session.branch)


def ends(record):
    opening = final = initial(record.header)
    for decision in record.decisions:
        final = advance(final, decision)
    return opening, final


def test_what_was_left_on_the_table_is_the_first_better_package_to_the_last_millionth(record):
    found = deals_of(record)
    left = left_on_table(ends(record)[1])
    assert (min(found.better[0].gains) if found.better else 0) == left
    assert len(found.better) <= NEAREST


def test_no_better_package_costs_anybody_anything_and_all_lie_on_the_frontier(record):
    found = deals_of(record)
    for one in found.better:
        assert min(one.gains) >= 0 < max(one.gains)
        assert not any(
            all(a >= b for a, b in zip(other, one.worths, strict=True)) and other != one.worths
            for other in (*found.frontier, *found.cloud)
        )


def test_the_path_holds_every_offer_at_what_the_rules_say_it_is_worth(record):
    found, (opening, final) = deals_of(record), ends(record)
    made = [one for one in record.decisions if isinstance(one.move, Propose)]
    tables = {table.id: table.members for table in final.scenario.tables}
    made = [one for one in made if tables[one.move.table] == found.parties]
    assert len(found.path) == len(made) > 0
    for offered, decision in zip(found.path, made, strict=True):
        assert offered.by == decision.actor
        for seat, gained in zip(found.parties, offered.worths, strict=True):
            own = final.private[seat]
            utility = worth.package_utility(
                final.scenario, final.common, seat, own, decision.move.package
            )
            floor = opening_reservation(opening, seat) - sale_base(opening, seat)
            assert gained == utility - floor


def test_a_move_tried_again_is_weighed_as_the_review_weighed_the_others():
    session = Session("first-offer", seed=7)
    session.advance()
    record = read_log(session.log, session.branch)
    seat = index_of(record.header.scenario).seats[0].id
    moment = next(one for one in judgements(record, [seat], 4) if one.best)
    best = moment.best[0].move
    same = try_again(record, moment.decision, moment.move, best, 4)
    assert same.gain.mean == 0
    found = try_again(record, moment.decision, best, best, 4)
    assert found.short.mean == 0
    # The first alternative of a review was compared on the luck that an attempt meets too.
    if not moment.best[0].gain.is_hopeless:
        assert found.gain == moment.best[0].gain
    late = record.decisions[-1].move
    refused = try_again(record, moment.decision, late, best, 4)
    assert refused is None or refused.move == late


def test_judgements_go_on_behind_those_that_are_known():
    session = Session("first-offer", seed=7)
    session.advance()
    record = read_log(session.log, session.branch)
    seat = index_of(record.header.scenario).seats[0].id
    whole = tuple(judgements(record, [seat], 2))
    for cut in (0, 1, len(whole) - 1, len(whole)):
        assert tuple(judgements(record, [seat], 2, whole[:cut])) == whole[cut:]
