"""
The tree of a record: where it came from, and all forks of forks that lie on this machine.

Two records are of one tree where they share links of the chain, so the tree needs no list that
could go out of date: a fork's trunk is the record that has its first decisions and left earliest.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import evolve, frozen

from game.presenters.make_desk_words import Words as Wording
from game.presenters.make_library import Kept, mark_of, state_of
from game.presenters.marks import day_of
from game.presenters.replay import Branch, Branches
from game.presenters.replay_axis import Axis
from game.shell import saves
from game.shell.library import kept_of, tell
from game.shell.replay_history import known_history
from game.shell.saves import saved_files
from sim.record.replay import Record

SHOWN_MOST = 4
Names = Mapping[str, str]


@frozen(kw_only=True)
class Node:
    """A record of the tree, with the row of the one it left and where it left it."""

    kept: Kept
    parent: int = 0
    at: int = 0
    minute: int = 0
    current: bool = False
    real: bool = False


def tree_of(record: Record) -> tuple[Node, ...]:
    """Return the tree that a record belongs to, trunk first; itself alone if it has no other."""
    own = tell(record)
    here = _place(own)
    others = {_place(one): one for one in map(kept_of, saved_files()) if one.links}
    known = {here: own, **others}  # a save knows where it was forked from, a record alone does not
    real = known_history()
    told = tell(real) if real is not None else None
    if told is not None and all(one.links != told.links for one in known.values()):
        known[_place(told)] = told
    parents = {place: _parent(place, known) for place in known}
    root = here
    while (above := parents[root]) is not None:
        root = above
    script = told is not None and known[root].links == told.links
    return tuple(
        evolve(node, current=_place(node.kept) == here, real=script and row == 0)
        for row, node in enumerate(_walk(root, known, parents))
    )


def _place(kept: Kept) -> str:
    return str(Path(kept.path).resolve()) if kept.path else ""


def _parent(place: str, known: dict[str, Kept]) -> str | None:
    """Return the record that a fork left: of all with its first decisions, who left earliest."""
    fork = known[place]
    if not fork.forked_of:
        return None
    at = fork.forked_at
    found = [
        (one.forked_at, other)
        for other, one in known.items()
        if other != place and len(one.links) > at and one.links[at] == fork.forked_link
        and (not one.forked_of or one.forked_at < at
             or (one.forked_at == at and other < place))
    ]  # fmt: skip
    return min(found)[1] if found else None


def _walk(root: str, known: dict[str, Kept], parents: dict[str, str | None]) -> Iterator[Node]:
    """Yield the tree from its root, each fork behind the record it left, the latest first."""
    rows: dict[str, int] = {}
    waiting = [root]
    while waiting:
        place = waiting.pop()
        kept, above = known[place], parents[place]
        parent = rows.get(above, 0) if above is not None else 0
        at = kept.forked_at if rows else 0
        trunk = known[root if above is None else above]
        rows[place] = len(rows)
        yield Node(kept=kept, parent=parent, at=at, minute=_minute(trunk, at))
        children = [one for one, of in parents.items() if of == place]
        waiting += sorted(children, key=lambda one: known[one].changed)


def _minute(kept: Kept, at: int) -> int:
    """Return the minute of the last decision that a fork kept."""
    return kept.minutes[at - 1] if 0 < at <= len(kept.minutes) else 0


def shown_rows(nodes: tuple[Node, ...]) -> tuple[int, ...]:
    """Return the rows there is room for: the trunk, then those around the record itself."""
    here = next((row for row, node in enumerate(nodes) if node.current), 0)
    first = max(1, min(here - 1, len(nodes) - (SHOWN_MOST - 1)))
    wanted = {0, *range(first, min(first + SHOWN_MOST - 1, len(nodes)))}
    return tuple(sorted(wanted))


def branches_of(nodes: tuple[Node, ...], wording: Wording, axis: Axis) -> Branches | None:
    """Return the tree as far as there is room; nothing if the record stands alone."""
    if len(nodes) < 2:  # noqa: PLR2004 - a trunk and a fork
        return None
    shown = shown_rows(nodes)
    called = saves.names()
    return Branches(
        title=wording.text("ui.replay.branches"),
        aside=wording.text.count("ui.replay.forks_kept", len(nodes) - 1),
        rows=tuple(_row(nodes[row], shown, wording, axis, called) for row in shown),
    )


def _row(node: Node, shown: tuple[int, ...], wording: Wording, axis: Axis, called: Names) -> Branch:
    kept, text = node.kept, wording.text
    mark = mark_of(kept, wording.names)
    state, tone = state_of(kept, wording.names, text)
    name = called.get(Path(kept.path).name, "") if kept.path else ""
    trunk = node.parent == 0 and not node.at
    label = text("ui.replay.trunk_real" if node.real else "ui.replay.trunk")
    if not trunk:
        day = day_of(wording.scenario, node.minute)
        label = text("ui.replay.branch", actor=mark.label, n=day)
    return Branch(
        label=name or label,
        end=state,
        tone="ink" if trunk else tone,
        colour="grey" if trunk else mark.colour,
        shape=mark.shape,
        leaves_at=axis.at(node.minute),
        current=node.current,
        parent=shown.index(node.parent) if node.parent in shown else 0,
    )
