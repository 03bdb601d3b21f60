"""
Goal: "their side" speaks of the paper that was signed, and of limits that the true types bear out.
"""

import pytest

from sim.domain.decider import advance, initial
from sim.domain.lookup import index_of
from sim.domain.rules import worth
from sim.domain.rules.consent import reading
from sim.engine.session import Session
from sim.record.archive import write_archive
from sim.record.replay import open_record
from sim.review_sides import their_side

SEEDS = range(12)


@pytest.fixture(scope="module")
def summers(tmp_path_factory):
    """
    Return (record, talks before the paper, talks with it) of the games that signed one.
    """
    folder, found = tmp_path_factory.mktemp("sides"), []
    for seed in SEEDS:
        session = Session(None, seed)
        session.advance()
        write_archive(folder / f"{seed}.jsonl", session.log.header, session.log.read(1))
        before = talks = initial(session.header)
        for made in session.decisions:
            before, talks = talks, advance(talks, made)
            if talks.common.paper is not None:
                found.append((open_record(folder / f"{seed}.jsonl"), before, talks))
                break
    return found


def test_an_authority_is_said_to_have_read_the_paper_not_the_newest_offer(summers):
    newer = 0
    for record, _, talks in summers:
        paper = talks.common.paper
        newer += talks.channels[paper.table].offers[-1].package != paper.package
        for side in their_side(record):
            if side.reads is not None:
                said = reading(talks.scenario, talks.common, side.seat, paper.package)
                assert side.reads == said
    assert newer > 0


def test_a_limit_is_the_worst_price_a_firm_would_still_sign(summers):
    limits = 0
    for record, before, talks in summers:
        paper = talks.common.paper
        for side in their_side(record):
            if side.limit is None:
                continue
            limits += 1
            worths = {
                price: worth.package_utility(
                    before.scenario, before.common, side.seat, before.private[side.seat],
                    paper.package.with_option("price", price),
                )
                for price in next(i for i in before.scenario.issues if i.id == "price").options
            }  # fmt: skip
            fair = [value for value in worths.values() if value >= side.reservation]
            assert worths[side.limit] == min(fair)
    assert limits > len(summers)


def test_a_firm_is_said_to_have_had_an_offer_only_if_it_beat_no_deal(summers):
    told = 0
    for record, before, talks in summers:
        table = talks.common.paper.table
        for side in their_side(record):
            if side.seat not in index_of(talks.scenario).tables[table].members:
                assert side.limit_day is None
                continue
            good = [
                offer.minute // 1440
                for offer in before.channels[table].offers
                if offer.by != side.seat
                and worth.package_utility(
                    before.scenario, before.common, side.seat, before.private[side.seat],
                    offer.package,
                ) >= side.reservation
            ]  # fmt: skip
            if side.limit is not None:
                assert side.limit_day == (good[0] if good else None)
                told += side.limit_day is not None
    assert told
