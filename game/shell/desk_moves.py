"""From a tile and what was chosen on its sheet to a move; from a refusal to words."""

from collections.abc import Mapping

from game.presenters.make_desk_fields import WHAT, fields_of, legal_ways
from game.presenters.make_desk_sight import Sight
from game.presenters.make_desk_words import Words
from sim.domain import moves as m
from sim.domain.rules.legal import Refusal

_OPEN_MOST = 5


def move_of(sight: Sight, tile: str, fields: Mapping[str, str]) -> m.Move | None:
    """Return the move that a tile stands for, or nothing if there is none now."""
    kind, _, rest = tile.partition(".")
    match kind:
        case "propose":
            return m.Propose(table=rest or sight.table, package=sight.draft)
        case "accept" | "reject" | "withdraw":
            table, _, number = rest.rpartition(".")
            return m.MOVES[kind](table=table, offer=int(number))  # type: ignore[call-arg]
        case "leak":
            return m.Leak(card=rest)
        case "wait":
            return m.Wait()
        case _:
            return _chosen(sight, m.MOVES[kind], fields)


def _chosen(sight: Sight, kind: type[m.Move], fields: Mapping[str, str]) -> m.Move | None:
    legal = legal_ways(sight, kind)
    place = fields.get(WHAT)
    if place is not None and int(place) < len(legal):
        return legal[int(place)].move
    return fields_of(sight, kind)[0]


def refused(words: Words, refusal: Refusal) -> str:
    """Return why the rules say no, and what is open instead."""
    why = words.name(f"refusal.{refusal.code}", refusal.code)
    kinds = [kind for kind in refusal.legal if kind not in ("say", "wait")][:_OPEN_MOST]
    said = ", ".join(words.name(f"move.{kind}", kind).lower() for kind in (*kinds, "wait"))
    return words("refused_open", why=why, kinds=said)
