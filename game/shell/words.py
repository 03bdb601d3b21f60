"""The words of a scenario in the language of the window."""

from functools import lru_cache

from sim.scenario_check import ScenarioError
from sim.words import Vocabulary, load, vocabulary


@lru_cache(maxsize=16)
def words_of(scenario: str, lang: str) -> Vocabulary:
    """Return all texts of a scenario; one that is not shipped is told by its ids."""
    try:
        return vocabulary(scenario, lang)
    except ScenarioError:
        return Vocabulary(load(lang))
