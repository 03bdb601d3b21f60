"""
Goal: the review finds the move that lost the game, says the same twice, and flatters nobody.
"""

import attrs
import generators as g
import pytest
from spec import SALE, SELLER, given, package

from sim.domain import moves as m
from sim.domain.decision import STRATEGY, Decision
from sim.domain.events import OfferTabled
from sim.domain.lookup import index_of
from sim.domain.units import PPM
from sim.engine.seating import opening_header
from sim.engine.session import Session
from sim.estimates import Estimate, difference, estimate, minds_of, plain_minds_of
from sim.record.archive import write_archive
from sim.record.replay import open_record
from sim.review import (
    BLUNDER,
    MISTAKE,
    PLAIN,
    STRONG,
    Choice,
    Moment,
    _again,
    _beyond,
    _grade,
    alternatives,
    played_seats,
    review,
)
from sim.review_sides import their_side
from sim.strategies.base import entry_of

ROLLOUTS = 12


class Generous:
    """
    Plays like the stock firm, but at its second stop gives everything away.
    """

    def __init__(self, seat):
        self.seat = seat
        self.inner = entry_of("boulware").make({})
        self.minute = None

    def choose(self, view, draws):
        """
        Offer the worst price for myself once.
        """
        table = view.scenario.tables[0]
        offers = view.channels[table.id].offers
        if self.minute is None and view.own.stops >= 1 and offers:
            price = view.scenario.issues[0]
            falling = view.actor.role == "seller"
            worst = price.options[0] if falling else price.options[-1]
            move = m.Propose(
                table=table.id, package=offers[-1].package.with_option(price.id, worst)
            )
            self.minute = view.minute
            return move
        return self.inner.choose(view, draws)


def _record(path, session):
    write_archive(path, session.log.header, session.log.read(1))
    return open_record(path)


@pytest.fixture(scope="module")
def given_away(tmp_path_factory):
    scenario = g.scenario(g.SMALL)
    seat = next(a.id for a in index_of(scenario).seats if a.role == "buyer")
    mind = Generous(seat)
    session = Session(scenario, 2, {seat: mind})
    session.advance()
    assert mind.minute is not None
    return _record(tmp_path_factory.mktemp("review") / "bad.jsonl", session), seat, mind.minute


def test_a_price_given_away_is_the_worst_move_of_its_game(given_away):
    record, seat, minute = given_away
    found = review(record, [seat], ROLLOUTS)
    worst = max(found.moments, key=lambda moment: moment.loss.mean)
    assert (worst.minute, type(worst.move), worst.grade) == (minute, m.Propose, BLUNDER)
    assert not worst.hindsight
    assert worst.loss.count == 4 * ROLLOUTS  # it was judged again
    assert worst.loss.is_sure
    assert worst.best[0].gain == worst.loss


def test_the_wait_after_a_blunder_is_not_blamed_for_it(given_away):
    record, seat, minute = given_away
    later = [one for one in review(record, [seat], ROLLOUTS).moments if one.minute == minute]
    assert [type(one.move) for one in later] == [m.Propose, m.Wait]
    assert later[1].loss.mean < later[0].loss.mean // 10


def test_a_review_says_the_same_twice_and_tells_its_progress(given_away):
    record, seat, _ = given_away
    told = []
    one = review(record, [seat], 4, lambda done, total: told.append((done, total)))
    assert one == review(record, [seat], 4)
    assert told[-1][0] == told[-1][1] == len(one.moments)


class Leaver:
    """
    Leaves the table at its first stop.
    """

    def choose(self, view, draws):
        """
        Walk.
        """
        del draws
        return m.Walk(table=view.scenario.tables[0].id)


def _left(path, hard_ppm):
    """
    Return the buyer's leaving, judged: the seller is soft, and hard only in the prior by so much.

    A hard seller would sell above the end of the price scale: with it there is no deal to lose.
    """
    scenario = g.scenario(g.SMALL)
    buyer, seller = (next(a for a in scenario.actors if a.role == r) for r in ("buyer", "seller"))
    soft, hard = seller.personalities
    hard = attrs.evolve(
        hard,
        prior_ppm=hard_ppm,
        parameters={**hard.parameters, "keep": 2 * soft.parameters["keep"]},
    )
    soft = attrs.evolve(soft, prior_ppm=PPM - hard_ppm)
    other = attrs.evolve(seller, personalities=(soft, hard))
    actors = tuple(other if one is seller else one for one in scenario.actors)
    world = attrs.evolve(scenario, actors=actors)
    session = Session(world, 2, {buyer.id: Leaver()}, tempers={seller.id: soft.id})
    session.advance()
    moments = review(_record(path, session), [buyer.id], ROLLOUTS).moments
    return next(one for one in moments if isinstance(one.move, m.Walk))


def test_what_only_the_others_hidden_type_shows_is_no_blunder(tmp_path):
    unseen, seen = (_left(tmp_path / f"{ppm}.jsonl", ppm) for ppm in (990_000, 10_000))
    assert (seen.grade, seen.hindsight) == (BLUNDER, False)
    assert (unseen.grade, unseen.hindsight) == (MISTAKE, True)


def test_without_a_person_all_seats_with_preferences_are_reviewed(given_away):
    record, _, _ = given_away
    seats = [a.id for a in index_of(record.header.scenario).seats]
    assert list(played_seats(record)) == seats


def test_their_side_tells_the_price_at_which_each_would_just_have_signed(given_away):
    record, seat, _ = given_away
    sides = {side.seat: side for side in their_side(record)}
    assert set(sides) == {a.id for a in index_of(record.header.scenario).seats}
    assert all(side.personality for side in sides.values())
    other = next(side for name, side in sides.items() if name != seat)
    assert other.limit is not None


def test_what_takes_back_an_offer_of_the_same_stop_is_no_alternative():
    offered = OfferTabled(table=SALE, offer=1, by=SELLER, package=package(price=30_000))
    story = given(offered, minute=600)
    decision = Decision(
        number=1, actor=SELLER, minute=600, source=STRATEGY, move=m.Wait(), events=()
    )
    found = alternatives(story.talks, decision, None)
    assert found
    assert not _at_the_sale(found)
    later = alternatives(story.and_given(minute=700).talks, decision_at(decision, 700), None)
    assert _at_the_sale(later)


def _at_the_sale(moves):
    """
    Return the moves that would replace an offer or take it back there.
    """
    return [x for x in moves if isinstance(x, m.Propose | m.Withdraw) and x.table == SALE]


def decision_at(decision, minute):
    """
    Return the same decision at another minute.
    """
    return Decision(
        number=1, actor=decision.actor, minute=minute, source=STRATEGY, move=m.Wait(), events=()
    )


def test_an_estimate_is_mean_and_standard_error():
    assert estimate([10, 20, 30, 40]) == Estimate(mean=25, error=6, count=4)
    assert estimate([7, 7, 7]) == Estimate(mean=7, error=0, count=3)
    assert not estimate([0, 100]).is_sure
    assert estimate([90, 100, 110]).is_sure


def test_choices_are_compared_pair_by_pair():
    one = [{"a": 100}, {"a": 1_000}, {"a": 10_000}]
    other = [{"a": 90}, {"a": 990}, {"a": 9_990}]
    assert difference(one, other, "a") == Estimate(mean=10, error=0, count=3)


def test_in_rollouts_nobody_searches_so_that_a_game_against_sharks_can_be_reviewed():
    scenario = g.scenario(g.SMALL)
    seat = index_of(scenario).seats[0].id
    header = opening_header(scenario, 1, {seat: "search"})
    assert hasattr(minds_of(header)[seat], "plain")
    assert not any(hasattr(mind, "plain") for mind in plain_minds_of(header).values())


def _moment(minute, move, better, lost):
    gain = Estimate(mean=lost, error=1, count=ROLLOUTS)
    return Moment(
        decision=minute, seat=SELLER, minute=minute, move=move, before=gain, after=gain,
        best=(Choice(move=better, gain=gain),), loss=gain, grade=BLUNDER, everybody={},
    )  # fmt: skip


def test_what_was_left_out_at_every_stop_is_charged_once():
    span, sue = 1_000_000, m.Sue()
    first = _moment(1, m.Wait(), sue, 300_000)
    again, worse = _moment(2, m.Wait(), sue, 290_000), _moment(2, m.Wait(), sue, 450_000)
    other = _moment(2, m.Wait(), m.Walk(table=SALE), 290_000)
    assert _beyond(again, [first], span).loss.mean == 0
    assert _beyond(again, [first], span).grade == PLAIN
    assert _beyond(worse, [first], span).loss.mean == 150_000
    assert _beyond(other, [first], span).grade == BLUNDER
    third = attrs.evolve(worse, decision=3, minute=3)
    assert _beyond(third, [first, _beyond(worse, [first], span)], span).loss.mean == 0
    moved = _moment(2, m.Say(topic="remark.no_comment"), sue, 290_000)
    assert _beyond(moved, [first], span).grade == BLUNDER


class Fresh:
    """
    Rollouts that find the same gain for every luck, and tell which luck they were asked for.
    """

    def __init__(self, found):
        self.found = found
        self.numbers = set()

    def gain(self, move, over, numbers):
        """
        Return the gain.
        """
        del move, over
        self.numbers.update(numbers)
        return Estimate(mean=self.found, error=1, count=len(numbers))


@pytest.mark.parametrize(
    ("found", "grade"), [(290_000, BLUNDER), (140_000, MISTAKE), (-10_000, PLAIN)]
)
def test_the_worst_grade_is_given_by_luck_that_did_not_suggest_it(found, grade):
    seeming = _moment(1, m.Wait(), m.Sue(), 300_000)
    fresh = Fresh(found)
    judged = _again(seeming, fresh, ROLLOUTS, 1_000_000)
    assert judged.grade == grade
    assert judged.loss.mean == max(0, found)
    assert judged.best[0].gain.mean == found
    assert min(fresh.numbers) == 2 * ROLLOUTS
    assert len(fresh.numbers) == 4 * ROLLOUTS


def test_what_was_charged_to_another_stop_stays_so_when_judged_again():
    part = attrs.evolve(
        _moment(1, m.Wait(), m.Sue(), 500_000), loss=Estimate(mean=300_000, error=1, count=12)
    )
    assert _again(part, Fresh(480_000), ROLLOUTS, 1_000_000).loss.mean == 280_000


def test_a_lead_of_next_to_nothing_is_not_praised():
    def best(lead):
        gain = Estimate(mean=-lead, error=1, count=ROLLOUTS)
        return (Choice(move=m.Sue(), gain=gain),)

    nothing = Estimate(mean=0, error=0, count=ROLLOUTS)
    assert _grade(nothing, best(9_000), 1_000_000) == PLAIN
    assert _grade(nothing, best(11_000), 1_000_000) == STRONG
