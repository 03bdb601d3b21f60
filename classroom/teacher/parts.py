"""
Parts of a live page: each has an id and a stamp, and travels only when the stamp changed.

Counters run in the browser between two states, so what a second changes is in no stamp.
"""

import hashlib
from collections.abc import Mapping, Sequence

from attrs import frozen

from classroom.pages import render
from sim.charts.markup import Markup

_SIGNS = 10


@frozen(kw_only=True)
class Part:
    """A piece of a page that is exchanged as a whole."""

    id: str
    template: str
    values: Mapping[str, object]
    state: object
    """What the stamp is made of: all that the part shows but running times."""

    @property
    def stamp(self) -> str:
        """Return a short name of what is shown."""
        return hashlib.blake2b(repr(self.state).encode(), digest_size=_SIGNS // 2).hexdigest()


def drawn(part: Part, lang: str, *, swap: bool = False) -> Markup:
    """Return a part as HTML; with `swap` as one that replaces its like on an open page."""
    told = {**part.values, "id": part.id, "stamp": part.stamp, "swap": swap}
    return Markup(render(part.template, lang, told))


def had(asked: str) -> Mapping[str, str]:
    """Return the stamps by id that a page says it has: `row-1.0f3a,clock.77c1`; noise is none."""
    pairs = (one.partition(".") for one in asked.split(","))
    return {name: stamp for name, _, stamp in pairs if name and stamp}


def changed(parts: Sequence[Part], asked: str, lang: str) -> str:
    """Return the parts that a page does not have in this state, to be swapped into it."""
    known = had(asked)
    return "\n".join(
        drawn(part, lang, swap=True) for part in parts if known.get(part.id) != part.stamp
    )
