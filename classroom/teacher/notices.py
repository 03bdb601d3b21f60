"""Notices in words: what a teacher should know of the server, above whatever page."""

from collections.abc import Sequence

from attrs import frozen

from sim.words import Text

LOUD = ("disk", "unreachable", "address", "guessed")
"""Notices that ask for something now."""


@frozen(kw_only=True)
class Notice:
    """A line above a page."""

    words: str
    loud: bool


def told(t: Text, notices: Sequence[str]) -> tuple[Notice, ...]:
    """
    Return notices in words: `code` or `code=value` of `class.teach.notice.<code>`.

    One without words stands for itself.
    """
    found = []
    for notice in notices:
        code, _, value = notice.partition("=")
        key = f"class.teach.notice.{code}"
        words = t(key, value=value) if t.has(key) else notice
        found.append(Notice(words=words, loud=code in LOUD))
    return tuple(found)
