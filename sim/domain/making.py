"""Talks in the making: how a fold puts a changed part in its place; `folding` owns the copy."""

from sim.domain.lookup import index_of
from sim.domain.rules.gauges import settled
from sim.domain.talks import BARGAINING, OPENING, Channel, Common, Private, Talks, changed


def put_common(talks: Talks, common: Common) -> None:
    """Put common knowledge in its place."""
    made = talks.__dict__
    made["common"] = common
    made["public_minute"] = made["minute"]


def settle(talks: Talks, **fields: object) -> None:
    """Change common knowledge on which drifts depend: settle the gauges first."""
    common = settled(talks.scenario, talks.common, talks.minute)
    if common.phase == OPENING:
        fields.setdefault("phase", BARGAINING)
    put_common(talks, changed(common, **fields))


def put_channel(talks: Talks, name: str, channel: Channel) -> None:
    """Put a channel in its place; the mapping is still that of the talks before, so copy it."""
    made = talks.__dict__
    made["channels"] = {**made["channels"], name: channel}
    clocks, minute = made["clocks"], made["minute"]
    for member in channel.members:
        clocks[member] = minute


def put_own(talks: Talks, actor: str, private: Private) -> None:
    """Put an actor's own part in its place."""
    made = talks.__dict__
    made["private"][actor] = private
    made["clocks"][actor] = made["minute"]


def pair_of(talks: Talks, one: str, other: str) -> str:
    """Return the channel of two actors."""
    return index_of(talks.scenario).pairs[one, other]
