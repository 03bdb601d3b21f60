"""Who acts: seats and environment, their tempers and hours. Names are data, roles are code."""

from collections.abc import Mapping

from attrs import field, frozen

PARTY = "party"
AUTHORITY = "authority"
ENVIRONMENT = "environment"
HOUSE = "house"

BUYER = "buyer"
SELLER = "seller"
HOST = "host"
ALLY = "ally"
LICENSOR = "licensor"
RIVAL = "rival"
PRESS = "press"
COURT = "court"

SKILLED = "skilled"
CLUMSY = "clumsy"
SKILLS = (SKILLED, CLUMSY)

KINDS = (PARTY, AUTHORITY, ENVIRONMENT, HOUSE)
ROLES = (BUYER, SELLER, HOST, ALLY, LICENSOR, RIVAL, PRESS, COURT, HOUSE, PARTY)


@frozen(kw_only=True)
class Personality:
    """One temper an actor may have: a prior and the parameters it brings."""

    id: str
    prior_ppm: int
    parameters: Mapping[str, int]
    """Each in millionths; the preferences' terms and the strategies read them."""
    spread: Mapping[str, int] = field(factory=dict)
    """Half width in millionths of a parameter's draw for this game; absent means none."""


@frozen(kw_only=True)
class Actor:
    """One participant. `rank` orders simultaneous stops and keys its luck; it is never reused."""

    id: str
    kind: str
    role: str
    rank: int
    strategy: str
    """The strategy this scenario seats by default, `name/version` or a name."""
    attention_day: int = 2
    cadence_minutes: int = 2880
    """Time to the next stop when nothing calls earlier."""
    offsets: tuple[tuple[int, int], ...] = ((0, 0),)
    """(from minute, minutes to add for local time), resolved by the loader from its zone."""
    office: tuple[int, int] = (540, 1080)
    """Local minutes of day between which the actor stops."""
    personalities: tuple[Personality, ...] = ()
    habits: Mapping[str, Mapping[str, int]] = field(factory=dict)
    """By skill: parameters in place of the personality's, for who plays this seat well or ill."""
    colour: str = "grey"
    mark: str = "hexagon"
    emblem: str = ""

    @property
    def is_seat(self) -> bool:
        """Tell whether a person may hold it."""
        return self.kind in (PARTY, AUTHORITY)
