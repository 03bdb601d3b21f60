"""The words of a scenario in the language of the window."""

from functools import lru_cache

from sim.words import Vocabulary, vocabulary


@lru_cache(maxsize=16)
def words_of(scenario: str, lang: str) -> Vocabulary:
    """Return all texts of a scenario; one that is not shipped is told by its ids."""
    return vocabulary(scenario, lang)
