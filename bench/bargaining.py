"""Two parties that bargain by the clock, ours beside NegMAS: same problems, same agreements."""

from collections.abc import Callable
from importlib import import_module

from bench import measuring as m
from bench import peers
from sim.engine import bilateral

SIZES = (100, 4, 3, 4, 3)
"""A price and four more issues: 14,400 packages."""
EXPONENTS = (4.0, 0.25)
STEPS = 100
_PEER = "NegMAS, negotiations/s"


def problems(count: int) -> list[peers.Problem]:
    """Return the problems that are measured and compared."""
    return [peers.problem(seed, SIZES, 2, opposed=True) for seed in range(count)]


def bilateral_(size: m.Size) -> list[m.Row]:
    """Measure whole negotiations: with a scenario made ready before, and made ready each time."""
    if not peers.is_here("bilateral"):
        return []
    made = problems(size.bargains)
    other = [peers.theirs(one) for one in made]
    ready = [_prepared(one) for one in made]
    ours = [_ours(one) for one in ready]
    found = [peers.number_of(*pair) for pair in zip(made, map(theirs, other), strict=True)]
    assert ours == found, "the agreements differ"
    figures = m.in_turn(
        size.rounds,
        m.OF_PROCESSOR,
        lambda: _counted(lambda: list(map(_ours, ready))),
        lambda: _counted(lambda: [_ours(_prepared(one)) for one in made]),
        lambda: _counted(lambda: list(map(theirs, other))),
    )
    peer = m.Peer(_PEER, 1 / m.middle(figures, 2))
    warm, cold = (m.ratio(figures, 2, at) for at in range(2))
    return [
        _row("bilateral.warm", warm, peer, (10, 40)),
        _row("bilateral.cold", cold, peer, (5, 20)),
    ]


def _row(name: str, value: float, peer: m.Peer, marks: tuple[float, float]) -> m.Row:
    bar, goal = marks
    return m.Row(
        name=name, value=value, unit="x", peer=peer, bar=bar, goal=goal, more_is_better=True
    )


def _counted(work: Callable[[], list[int | None]]) -> int:
    return len(work())


def _prepared(made: peers.Problem) -> bilateral.Prepared:
    return bilateral.prepare(peers.space_of(made), peers.WHOLE)


def _ours(ready: bilateral.Prepared) -> int | None:
    return bilateral.bargain(ready, EXPONENTS, STEPS).agreement


def theirs(other: peers.Theirs) -> tuple[int, ...] | None:
    """Return what the peer's two negotiators agree on; its utility functions are used again."""
    sao = import_module(f"{peers.PEER}.sao")
    talks = sao.SAOMechanism(issues=other.issues, n_steps=STEPS)
    for kind, own in zip(
        (sao.BoulwareTBNegotiator, sao.ConcederTBNegotiator), other.utilities, strict=True
    ):
        talks.add(kind(), ufun=own)
    agreement: tuple[int, ...] | None = talks.run().agreement
    return agreement
