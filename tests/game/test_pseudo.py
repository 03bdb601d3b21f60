"""
Goal: a language a third longer than English is cut off nowhere and lies over nothing.

Method: every text of catalogue, scenario, history and lessons is made 35 % longer and accented;
every screen is drawn in it, from the same real games as the kept pictures.
"""

import functools
import string

import house
import pseudo
import pytest
import stills
from layout import Setting
from pictures import PLAYED, STUBBORN
from tables import Here, seat_in, sit, wait_until

from game import text

QUICK = ("title", "seats", "settings", "lessons", "library", "outcome", "review", "trying", "keys")
LATE = {"buyer": 30, "seller": 16, "host": 30, "ally": 30}


@pytest.fixture(autouse=True)
def _long_language():
    stills.forget()
    with stills.quiet_world(), pseudo.long_language():
        yield
    stills.forget()


def drawn(names, monkeypatch):
    """Draw screens in the long language, over the same games; return what is wrong with each."""
    setting, wrong = Setting(monkeypatch), {}
    for name in names:
        found = setting.faults(stills.sat(stills.STILLS[name]))
        wrong |= {name: found} if found else {}
    return wrong


def test_the_screens_of_small_games_hold_a_language_a_third_longer(monkeypatch):
    assert drawn(QUICK, monkeypatch) == {}


@pytest.mark.slow
def test_every_screen_holds_it_at_every_size(monkeypatch):
    for scale in (100, 75, 125, 150, 200):
        monkeypatch.setitem(stills.WINDOWS, "small", ((1280, 720), scale))
        assert drawn(stills.STILLS, monkeypatch) == {}, scale


@pytest.mark.slow
@pytest.mark.parametrize("day", [1, 16, None])
@pytest.mark.parametrize("role", PLAYED)
def test_every_desk_holds_it_early_and_late(role, day, monkeypatch):
    person = sit(None, seat_in(role), "en", stills.SEED, Here(stills.ROUGH))
    keys = STUBBORN if role == "buyer" else PLAYED[role]
    wait_until(person, day or LATE[role], keys)
    assert person.screen.keys == "desk"
    still = stills.Still("desk", functools.partial(getattr, person.screen, "port"))
    monkeypatch.setitem(stills.STILLS, "late", still)
    assert drawn(["late"], monkeypatch) == {}


def blanks(words):
    return sorted(name for _, name, _, _ in string.Formatter().parse(words) if name)


def test_the_long_language_is_35_percent_longer_and_keeps_blanks_and_plurals():
    before = after = 0
    for (*_, key), (texts, _) in house.catalogues()["en"].items():
        for words in texts:
            made = pseudo.longer(words, key if isinstance(key, str) else key[0])
            assert blanks(made) == blanks(words), key
            before, after = before + len(words), after + len(made)
    assert before > 25_000
    assert 1.3 * before < after < 1.36 * before  # blanks, names and key caps stay as they are
    long = text.load("en")
    assert long("ui.back") == "Báčko"
    counted = [long.count("ui.library.kept", number) for number in (1, 3)]
    assert counted[0].startswith("1 ")
    assert counted[1].startswith("3 ")
    assert counted[0] != counted[1]
