"""The end is told in sentences that explain it, for every kind and in both languages."""

import attrs
import pytest
from driver import Person
from tables import desk, let_play, seat_in, seats, sit

from game import text
from game.presenters.make_outcome import make_outcome, story
from game.shell.outcome import SessionOutcome
from sim.domain.lookup import index_of
from sim.engine.session import Session

KINDS = ("deal", "rival", "blocked", "banned", "lapsed", "walked")


def ended(name=None, seed=7):
    session = Session(name, seed=seed)
    session.advance()
    return session


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_end_is_told(lang, kind):
    port = SessionOutcome(ended(), seat_in("seller"))
    ending = attrs.evolve(port._ending(text.load(lang)), kind=kind)
    model = make_outcome(ending)
    for words in (model.title, model.badge, model.headline, model.story, model.subtitle):
        assert words
        assert "ui." not in words
    assert ending.words.date(ending.minute) in model.story


@pytest.mark.parametrize(("name", "seat"), seats())
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_seat_reads_its_end_and_nothing_is_cut_off(name, seat, lang):
    port = SessionOutcome(ended(name), seat)
    person = Person("outcome", port, lang)
    assert person.app.painter.clipped == []
    scores = port.model(person.app.context.text).scores
    assert scores[0].own
    assert {score.actor.id for score in scores} == {other for at, other in seats() if at == name}


def test_a_paper_that_waited_in_vain_is_explained():
    port = SessionOutcome(ended(), seat_in("host"))
    ending = attrs.evolve(
        port._ending(text.load("en")), kind="lapsed", package=None, agreed=(), refused=(),
        silent=(seat_in("host"),),
    )  # fmt: skip
    assert ending.words.actor(seat_in("host")) in story(ending)


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_the_bars_of_all_seats_are_on_one_scale(seed):
    port = SessionOutcome(ended(seed=seed), seat_in("host"))
    ending = port._ending(text.load("en"))
    scores = make_outcome(ending).scores
    surplus = {one.seat: one.surplus for one in ending.scores}
    assert len({one.mark for one in scores}) == 1
    best = max(scores, key=lambda one: abs(surplus[one.actor.id]))
    scale = (best.to_part - best.mark) / surplus[best.actor.id]
    for one in scores:
        assert one.to_part - one.mark == pytest.approx(surplus[one.actor.id] * scale)
    assert all(0 <= part <= 1 for one in scores for part in (one.mark, one.to_part))


def test_the_verb_agrees_with_how_many_gave_their_word():
    port = SessionOutcome(ended(), seat_in("host"))
    ending = attrs.evolve(port._ending(text.load("fr")), agreed=(), refused=(), silent=())
    host, ally = seat_in("host"), seat_in("ally")
    for agreed, told in (
        ((host,), "A consenti\u00a0: la Maison-Blanche."),
        ((host, ally), "Ont consenti\u00a0: la Maison-Blanche, l\u2019Australie."),
    ):
        assert told in story(attrs.evolve(ending, agreed=agreed))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_deal_over_a_refusal_is_not_headed_as_everybodys(lang):
    port, words, ally = SessionOutcome(ended(), seat_in("host")), text.load(lang), seat_in("ally")
    ending = attrs.evolve(port._ending(words), kind="deal", agreed=(seat_in("host"),))
    heads = {refused: make_outcome(attrs.evolve(ending, refused=refused)).headline
             for refused in ((), (ally,))}  # fmt: skip
    assert heads[()] == words("ui.outcome.head.deal")
    assert heads[(ally,)] == words("ui.outcome.head.over") != heads[()]


def test_a_game_in_memory_says_that_it_was_not_kept():
    port = SessionOutcome(ended(), seat_in("host"), kept="Not saved.")
    assert port.model(text.load("en")).story.endswith("Not saved.")


def test_the_desk_hands_over_to_the_end():
    name, seat = "first-offer", seat_in("buyer", "first-offer")
    port = desk(name, seat)
    while not port.session.over:
        port.send("wait", {})
        while port.work():
            pass
    assert port.model(text.load("en")).over
    assert isinstance(port.outcome(), SessionOutcome)


def test_an_end_by_silence_names_who_was_silent_and_not_the_house():
    ally, words = seat_in("ally"), text.load("en")
    for seed in range(1, 12):
        person = sit(None, ally, seed=seed)
        while person.screen.keys == "desk":
            person.press("space")
            let_play(person)
        ending = person.screen.port._ending(words)
        if ally in ending.agreed:
            house = index_of(person.screen.port.session.scenario).order[-1].id
            assert house not in ending.agreed
            assert ending.words.actor(house) not in story(ending)
            return
    pytest.fail("no paper was cleared by silence")
