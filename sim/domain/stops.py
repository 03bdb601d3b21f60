"""
The events that end nearly every decision, their slots filled directly.

A constructor of ours takes its fields by keyword and sets each through a check that it is frozen;
that costs three times as much, and no other event comes every time.
"""

from functools import lru_cache

from sim.domain.events import AttentionSpent, StopSet, TurnPassed

_new = object.__new__
_set_actor, _set_minute = (StopSet.__dict__[name].__set__ for name in ("actor", "minute"))
_set_by, _set_until = (TurnPassed.__dict__[name].__set__ for name in ("by", "until"))


def stop_of(actor: str, minute: int) -> StopSet:
    """Return that the agenda holds this minute for an actor from now on."""
    made = _new(StopSet)
    _set_actor(made, actor)
    _set_minute(made, minute)
    return made


def passed_until(by: str, until: int) -> TurnPassed:
    """Return that a stop ended until a minute."""
    made = _new(TurnPassed)
    _set_by(made, by)
    _set_until(made, until)
    return made


@lru_cache(maxsize=256)
def passed(by: str) -> TurnPassed:
    """Return that a stop ended until the next occasion: most do, and these are equal."""
    return TurnPassed(by=by, until=None)


@lru_cache(maxsize=256)
def spent(by: str, amount: int) -> AttentionSpent:
    """Return that somebody spent attention: the amounts are one and two."""
    return AttentionSpent(by=by, amount=amount)
