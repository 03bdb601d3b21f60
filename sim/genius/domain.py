"""
What a domain of Genius is once it is read: issues, and for every party exact worths of options.

All numbers are fractions, as the files write them; nothing is rounded before the scenario is
written.
"""

from fractions import Fraction

from attrs import frozen

from sim.domain.deal import Option


@frozen(kw_only=True)
class Matter:
    """One issue under the names its file gives; whole numbers where all of them are some."""

    index: int
    name: str
    options: tuple[Option, ...]
    is_range: bool = False
    """Its options are all whole numbers between two bounds."""


@frozen(kw_only=True)
class Profile:
    """What one party wants."""

    name: str
    worths: tuple[tuple[Fraction, ...], ...]
    """By issue and option its share of utility: the best package of a party is worth at most 1."""
    reservation: Fraction
    discount: Fraction
    """What is left of any worth when the time is over; 1 where time costs nothing."""


@frozen(kw_only=True)
class Domain:
    """Issues and at least two parties."""

    name: str
    matters: tuple[Matter, ...]
    profiles: tuple[Profile, ...]
