"""
Goal: what the desk says twice it says alike, and it heads no column that is empty.
"""

import pytest
from driver import Person
from tables import desk, let_play, seat_in, sit, wait_until

from game import text
from game.presenters.make_desk_verdicts import best_condition
from sim.domain import moves as m
from sim.domain.rules.legal import code_of
from sim.strategies.base import entry_of


@pytest.mark.slow
@pytest.mark.parametrize("role", ["buyer", "seller"])
def test_the_draft_and_the_tile_that_sends_it_say_the_same_odds(role):
    person = sit(None, seat_in(role))
    wait_until(person, 9)
    port, words, compared = person.screen.port, text.load("en"), 0
    for at in range(40):
        model = port.model(words)
        for place, row in enumerate(model.board.rows):
            port.set_term(row.issue, (7 * at + 3 * place) % len(row.options))
            model = port.model(words)
            (tile,) = [one for one in model.tiles if one.id == "propose"]
            said = [line for line in tile.lines if line.startswith("closes ")]
            if said and model.board.odds:
                compared += 1
                assert said == [f"closes {model.board.odds[0].figure}"]
    assert compared > 100


@pytest.mark.parametrize("role", ["buyer", "seller"])
def test_columns_of_change_are_headed_where_there_is_something_to_compare(role):
    person = sit(None, seat_in(role), seed=3)
    words = text.load("en")
    before = person.screen.port.model(words).board
    assert before.aside == ""
    assert not any(before.heads)
    assert not any(delta for row in before.rows for delta in row.deltas)
    while not person.screen.port.model(words).board.aside:
        person.press("space")
        let_play(person)
    heads = person.screen.port.model(words).board.heads
    assert heads == ("you, bn", "closing %")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_move_on_an_offer_has_its_word_in_both_languages(lang):
    person = sit(None, seat_in("buyer"), lang)
    port, words = person.screen.port, text.load(lang)
    wait_until(person, 9)
    # Where the draft differs in every term, an offer has most to say.
    for row in port.model(words).board.rows:
        port.set_term(row.issue, 0)
    said = Said(person.app.painter)
    person.app.painter = said
    person.app.draw()
    offers = port.model(words).board.offers
    assert {move.tile.partition(".")[0] for offer in offers for move in offer.moves} >= {"reject"}
    assert {move.label for offer in offers for move in offer.moves} <= said.words


class Said:
    """
    A painter that remembers the words it set.
    """

    def __init__(self, painter):
        self.painter = painter
        self.words = set()

    def text(self, at, words, *more, **named):
        """
        Set words, and remember them.
        """
        self.words.add(words)
        return self.painter.text(at, words, *more, **named)

    def __getattr__(self, name):
        return getattr(self.painter, name)

    def __setattr__(self, name, value):
        if name in ("painter", "words"):
            self.__dict__[name] = value
        else:
            setattr(self.painter, name, value)


@pytest.mark.slow
def test_no_condition_is_offered_that_counsel_has_ruled_out():
    words, met = text.load("en"), 0
    for seed in range(7, 13):
        person = sit(None, seat_in("host"), seed=seed)
        port = person.screen.port
        while person.screen.keys == "desk" and not _is_voided_paper(port.session.talks.common):
            person.press("space")
            let_play(person)
        if person.screen.keys != "desk":
            continue
        best = best_condition(port._sight(words))
        if best is not None:
            met += 1
            move = m.Condition(issue=best[0], option=best[1])
            assert code_of(port.session.view(port.seat), move) != "void_payment", seed
    assert met


def _is_voided_paper(common):
    return common.voided and common.paper is not None


@pytest.mark.parametrize(("lang", "said"), [("en", "silence consents"), ("fr", "silence vaut oui")])
def test_a_consent_without_a_veto_says_when_silence_gives_it(lang, said):
    words, ally = text.load(lang), seat_in("ally")
    for seed in range(7, 20):
        person = sit(None, seat_in("buyer"), lang, seed=seed)
        while person.screen.keys == "desk":
            rows = {row.id: row for row in person.screen.port.model(words).board.offers}
            row = rows.get(f"consent-{ally}")
            if row is not None and row.date == words("ui.desk.consent.pending"):
                assert [fact.startswith(said) for fact in row.facts] == [True]
                host = rows[f"consent-{seat_in('host')}"]
                assert not any(fact.startswith(said) for fact in host.facts)
                return
            person.press("space")
            let_play(person)
    pytest.fail("no paper waited for the ally")


def test_only_a_first_pause_says_what_it_would_tell_the_others():
    words, person = text.load("en"), sit(None, seat_in("buyer"))
    port, said = person.screen.port, words("ui.desk.pause_speaks")

    def lines():
        return next(one for one in port.model(words).tiles if one.id == "suspend").lines

    assert said in lines()
    for kind in ("suspend", "resume"):
        table = port.session.scenario.tables[0].id
        port.send(kind, {"table": table})
    assert said not in lines()


@pytest.mark.parametrize(("lang", "said"), [("en", "silence consents"), ("fr", "silence vaut oui")])
def test_who_is_awaited_reads_when_its_own_silence_consents(lang, said):
    words, ally = text.load(lang), seat_in("ally")
    for seed in range(1, 12):
        person = sit(None, ally, lang, seed=seed)
        while person.screen.keys == "desk":
            port = person.screen.port
            (tile,) = [one for one in port.model(words).tiles if one.id == "wait"]
            pending = port.session.talks.common.consents.get(ally) == "pending"
            assert any(line.startswith(said) for line in tile.lines) == pending
            if pending:
                return
            person.press("space")
            let_play(person)
    pytest.fail("no paper waited for the ally")


class Asker:
    """
    Plays as the stock host, but asks one change of every signed paper.
    """

    def choose(self, view, draws):
        """
        Return a condition on a paper as soon as one is legal, else the stock move.
        """
        options = [m.Condition(issue="custody", option=name) for name in ("escrow", "cloud")]
        for move in options if view.common.paper is not None else ():
            if code_of(view, move) is None:
                return move
        return entry_of("authority_host").make({}).choose(view, draws)


@pytest.mark.slow
def test_a_condition_left_open_says_when_silence_refuses_it():
    words = text.load("en")
    for seed in range(36, 60):
        person = Person("desk", desk(None, seat_in("buyer"), seed,
                                     strategies={seat_in("host"): Asker()}))  # fmt: skip
        let_play(person)
        while person.screen.keys == "desk":
            rows = person.screen.port.model(words).board.offers
            asked = [row for row in rows if row.date == words("ui.desk.condition")]
            if asked:
                assert any(fact.startswith("silence refuses") for fact in asked[0].facts)
                return
            person.press("space")
            let_play(person)
    pytest.fail("no condition was set on a paper")


def test_a_paper_that_waits_for_a_word_has_that_word_as_its_one_gold_tile():
    words, met = text.load("en"), 0
    for seed in range(7, 12):
        person = sit(None, seat_in("host"), seed=seed)
        while person.screen.keys == "desk":
            model = person.screen.port.model(words)
            golden = [one.tile for one in model.board.verdicts if one.main]
            if any(one.open for one in model.board.verdicts if one.tile != "condition"):
                met += 1
                assert golden in (["approve"], ["block"])
                assert not [tile.id for tile in model.tiles if tile.face == "main"]
            else:
                assert golden == []
            person.press("space")
            let_play(person)
            if met > 3:
                return
    assert met


def test_no_move_on_an_offer_is_shown_that_the_rules_would_refuse():
    words = text.load("en")
    person = sit(None, seat_in("buyer"), seed=7)
    port = person.screen.port
    while not any(not row.own and row.moves for row in port.model(words).board.offers):
        person.press("space")
        let_play(person)
    assert port.send("suspend", {}) == ""
    rows = port.model(words).board.offers
    shown = [move.tile for row in rows for move in row.moves]
    assert rows
    assert not [tile for tile in shown if tile.startswith("accept")]
    for tile in shown:
        kind, table, number = tile.split(".")
        move = {"reject": m.Reject, "withdraw": m.Withdraw}[kind](table=table, offer=int(number))
        assert code_of(port.session.view(port.seat), move) is None


def test_a_letter_means_one_tile_when_each_firm_has_suspended_the_talks():
    words = text.load("en")
    person = sit(None, seat_in("seller"), seed=7)
    port = person.screen.port
    made = tiles_under_their_pause(port, words)
    keys = [tile.key for tile in made if tile.key]
    assert len(keys) == len(set(keys))


def tiles_under_their_pause(port, words):
    """
    Return the tiles of a seat whose other side has suspended, so that two moves have one letter.
    """
    session = port.session
    buyer = seat_in("buyer")
    session.take(buyer)
    while buyer not in session.due_seats():
        session.submit(m.Wait(), port.seat)
        session.advance()
    table = session.scenario.tables[0].id
    assert session.submit(m.Suspend(table=table), buyer) is None
    session.submit(m.Wait(), buyer)
    session.advance()
    port._seen = None
    return port.model(words).tiles
