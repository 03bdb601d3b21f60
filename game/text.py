"""
The words of the screen: the one catalogue of `sim.words`, as the front end calls it.

No pygame here, so presenters may speak too.
"""

from sim.words import Text, languages, load

__all__ = ["Text", "load", "next_language"]


def next_language(lang: str) -> str:
    """Return the language after `lang` among those that have a catalogue."""
    known = languages()
    return known[(known.index(lang) + 1) % len(known)]
