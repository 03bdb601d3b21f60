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
from sim.review_words import side_words
from sim.words import vocabulary

SEEDS = range(12)
UNSIGNED = 5
"""The first of them in which offers are made and nothing is signed."""


@pytest.fixture(scope="module")
def summers(tmp_path_factory):
    """
    Return (record, all talks up to the paper, talks at the end) of the games that signed one.
    """
    folder, found = tmp_path_factory.mktemp("sides"), []
    for seed in SEEDS:
        session = Session(None, seed)
        session.advance()
        write_archive(folder / f"{seed}.jsonl", session.log.header, session.log.read(1))
        past, talks = [initial(session.header)], initial(session.header)
        for made in session.decisions:
            talks = advance(talks, made)
            past += [talks] if talks.common.paper is None and past[-1].common.paper is None else []
        if talks.common.paper is not None:
            found.append((open_record(folder / f"{seed}.jsonl"), past, talks))
    return found


def test_an_authority_is_said_to_have_read_the_paper_not_the_newest_offer(summers):
    newer = 0
    for record, past, talks in summers:
        paper, scenario = talks.common.paper, talks.scenario
        newer += talks.channels[paper.table].offers[-1].package != paper.package
        for side in their_side(record):
            if side.reads is not None:
                assert index_of(scenario).consents[side.seat].veto, "an ally has no such bar"
                assert side.reads == reading(scenario, past[-1].common, side.seat, paper.package)
    assert newer > 0


def test_a_limit_is_the_worst_price_a_firm_would_still_sign(summers):
    limits = 0
    for record, past, talks in summers:
        paper, before = talks.common.paper, past[-1]
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
            fair = [value for value in worths.values() if value >= side.no_deal]
            assert worths[side.limit] == min(fair)
    assert limits > len(summers)


def test_a_firm_is_said_to_have_had_an_offer_only_if_it_beat_no_deal_then(summers):
    told = 0
    for record, past, talks in summers:
        table = talks.common.paper.table
        for side in their_side(record):
            if side.limit is None:
                continue
            good = [day for day, by, gain in _offers(past, table, side.seat) if gain > 0]
            assert side.limit_day == (good[0] if good else None)
            told += side.limit_day is not None
    assert told


def _offers(past, table, seat):
    """
    Return (day, by, worth over no deal at that minute) of the offers others made to a seat.
    """
    found = {}
    for talks in past:
        own = talks.private[seat]
        for offer in talks.channels[table].offers:
            if offer.by != seat and offer.id not in found:
                gain = worth.package_utility(
                    talks.scenario, talks.common, seat, own, offer.package
                ) - worth.reservation(talks.scenario, talks.common, offer.minute, seat, own)
                found[offer.id] = (offer.minute // 1440, offer.by, gain)
    return list(found.values())


def _told(record, lang):
    """
    Return all that is said of all sides.
    """
    scenario = record.header.scenario
    texts = vocabulary(scenario.id, lang)
    return " ".join(
        words for side in their_side(record) for words in side_words(scenario, side, texts)
    )


PAPER = {"en": "the last paper", "fr": "le dernier accord"}
OFFER = {"en": "the last offer", "fr": "la dernière offre"}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_paper_is_spoken_of_where_one_was_signed(summers, lang):
    told = _told(summers[0][0], lang)
    assert told.count(PAPER[lang]) > 1, "a firm's limit and an authority's reading"
    assert OFFER[lang] not in told


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_where_nothing_was_signed_the_last_offer_is_spoken_of(tmp_path, lang):
    session = Session(None, UNSIGNED)
    session.advance()
    write_archive(tmp_path / "game.jsonl", session.log.header, session.log.read(1))
    told = _told(open_record(tmp_path / "game.jsonl"), lang)
    assert told.count(OFFER[lang]) > 1
    assert PAPER[lang] not in told
