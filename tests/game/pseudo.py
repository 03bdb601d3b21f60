"""
A language made from English in which every text is 35 % longer.

Blanks such as `{n}` and plural forms stay whole; letters take accents that the fonts have. Proper
names, key caps and units are what they are in any language.
"""

import gettext
import re
from contextlib import contextmanager

import pytest

import sim.scenario_text
from game.shell import replay, standing
from game.shell import words as shell_words
from sim import words as sim_words

LONGER = 35
ACCENTS = str.maketrans("aceginoruyzACEINOUZ", "áčěğïñöřůýžÁČÉÎÑÖÛŽ")
FILLER = "lörem îpsum dölor sït ämet "
_BLANK = re.compile(r"(\{[^{}]*\})")
_NAMES = re.compile(r"ui\.(name|language|key\..*|format\..*)|actors\.[^.]*\.label")


def longer(words, key=""):
    """Return a text in the long language."""
    if _NAMES.fullmatch(key):
        return words
    parts = _BLANK.split(words)
    said = "".join(part for part in parts if not part.startswith("{")).strip()
    told = "".join(part if part.startswith("{") else part.translate(ACCENTS) for part in parts)
    if not any(one.isalpha() for one in said):
        return told
    more = max(round(len(said) * LONGER / 100), 1)
    if more == 1:
        return told + "o"
    filler = (FILLER * (more // len(FILLER) + 1))[: more - 1]
    return f"{told} {filler.rstrip().ljust(more - 1, 'o')}"


class Pseudo(gettext.GNUTranslations):
    """The catalogue of the long language."""

    def gettext(self, message):
        """Return the longer message; a key without a message stays its own."""
        found = super().gettext(message)
        return found if found == message else longer(found, message)

    def ngettext(self, one, many, number):
        """Return the longer plural form."""
        found = super().ngettext(one, many, number)
        return found if found == one else longer(found, one)


@contextmanager
def long_language():
    """Speak the long language in the place of English."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gettext, "GNUTranslations", Pseudo)
        real = sim.scenario_text.texts_beside
        patch.setattr(sim.scenario_text, "texts_beside", _beside(real))
        history = sim_words._history_texts
        patch.setattr(sim_words, "_history_texts", lambda lang: {
            key: longer(words, key) for key, words in history(lang).items()})  # fmt: skip
        _forget()
        yield
    _forget()


def _beside(real):
    def texts_beside(*args, **more):
        found = real(*args, **more)
        made = sim.scenario_text.Texts()
        made.update({key: longer(words, key) for key, words in found.items()})
        return made

    return texts_beside


def _forget():
    for cached in (sim_words.load, shell_words.words_of):
        cached.cache_clear()
    replay._backdrop.clear()
    standing._told.clear()
