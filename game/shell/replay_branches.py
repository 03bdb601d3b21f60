"""The forks of a record that lie on this machine, as the branches beside it."""

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from game.presenters.make_desk_words import Words as Wording
from game.presenters.make_library import Kept, mark_of, state_of
from game.presenters.marks import day_of
from game.presenters.replay import Branch, Branches
from game.presenters.replay_axis import Axis
from game.shell.library import kept_of
from game.shell.saves import saved_files
from sim.record.chain import last_link
from sim.record.replay import Record

SHOWN_MOST = 3


@frozen(kw_only=True)
class Fork:
    """A save that shares its first decisions with a record."""

    kept: Kept
    at: int
    minute: int


def forks_of(record: Record) -> tuple[Fork, ...]:
    """Return the saves that were forked from this record, the latest first."""
    found = []
    here = Path(record.path).resolve() if record.path else None
    for path in saved_files():
        kept = kept_of(path)
        at = kept.forked_at
        if not kept.forked_of or at > len(record.decisions) or path.resolve() == here:
            continue
        if kept.forked_link == last_link(record.header_line, record.lines[:at]).hex():
            minute = record.decisions[at - 1].minute if at else 0
            found.append(Fork(kept=kept, at=at, minute=minute))
    return tuple(found)


def branches_of(
    forks: tuple[Fork, ...], label: str, end: str, wording: Wording, axis: Axis
) -> Branches | None:
    """Return the record and its latest forks as a tree; nothing if there is none."""
    if not forks:
        return None
    trunk = Branch(label=label, end=end)
    rows = tuple(_row(fork, wording, axis.at) for fork in forks[:SHOWN_MOST])
    return Branches(
        title=wording.text("ui.replay.branches"),
        aside=wording.text.count("ui.replay.forks_kept", len(forks)),
        rows=(trunk, *rows),
    )


def _row(fork: Fork, wording: Wording, at: Callable[[int], float]) -> Branch:
    kept, text = fork.kept, wording.text
    mark = mark_of(kept, wording.names)
    state, tone = state_of(kept, wording.names, text)
    day = day_of(wording.scenario, fork.minute)
    return Branch(
        label=text("ui.replay.branch", actor=mark.label, n=day),
        end=state,
        tone=tone,
        colour=mark.colour,
        shape=mark.shape,
        leaves_at=at(fork.minute),
    )
