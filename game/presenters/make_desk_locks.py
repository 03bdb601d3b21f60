"""Why a move is locked, in the words that its tile has room for."""

from game.presenters.make_desk_sight import Sight

LOCKABLE = frozenset(
    {"no_attention", "resting", "no_order", "question_open", "suspended", "no_deadline"}
)
"""Refusals that pass with time: their moves stay in place with a lock."""


def reason(sight: Sight, code: str, price: int = 0) -> tuple[str, ...]:
    """Return why a move is locked; what can be mended says how, and attention how much is short."""
    words, left = sight.words, sight.view.attention_left
    if code == "no_attention" and 0 < left < price:
        return (words("locked.short", n=price, m=left),)
    if code == "void_payment":
        named = words("locked.void_term", issue=words.issue(sight.view.common.voided[-1]))
        return (words("locked.void_payment"), named)
    return (words(f"locked.{code}") if code in LOCKABLE else words("locked"),)
