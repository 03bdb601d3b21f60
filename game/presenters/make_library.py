"""The list of kept records as a model. Pure."""

from collections.abc import Callable
from unicodedata import combining, normalize

from attrs import frozen

from game import figures
from game.presenters.common import ActorMark, Tone
from game.presenters.library import LibraryModel, SavedRow
from game.presenters.marks import Words, actor_mark, date_of, day_of
from game.text import Text
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.seeds import seed_text

GAINS = ("deal",)


@frozen(kw_only=True)
class Kept:
    """A record on the disk, as far as a list tells it."""

    path: str
    changed: int
    """Time of the last change in nanoseconds; of the file, not of the talks."""
    scenario: Scenario | None = None
    """None if nothing in the file can be read."""
    seed: int = 0
    minute: int = 0
    humans: tuple[str, ...] = ()
    held: bool = False
    """Whether a person still holds a seat."""
    decisions: int = 0
    outcome: str | None = None
    failure: str = ""
    forked_of: str = ""
    """Digest of the record it was forked from; empty if it began by itself."""
    forked_at: int = 0
    forked_link: str = ""
    """Link of the chain where it left, which the other record has too."""
    digest: str = ""
    links: tuple[str, ...] = ()
    """The chain: what other records share with this one, they share in these."""
    minutes: tuple[int, ...] = ()
    """When each decision was made."""
    name: str = ""
    """What the person called it."""

    @property
    def unfinished(self) -> bool:
        """Whether a person can go on with it."""
        return not self.failure and self.outcome is None and self.held


def make_library(
    kept: tuple[Kept, ...], words_of: Callable[[str], Words], text: Text, searched: str = ""
) -> tuple[tuple[Kept, ...], LibraryModel]:
    """Return the records with all the words that are searched for, and the list of them."""
    rows = [(one, _row(one, words_of, text)) for one in kept]
    wanted = _plain(searched).split()
    found = [(one, row) for one, row in rows if all(word in _told(row) for word in wanted)]
    shown = text("ui.library.found", n=len(found), m=len(kept))
    return tuple(one for one, _ in found), LibraryModel(
        title=text("ui.library.title"),
        aside=shown if wanted else text.count("ui.library.kept", len(kept)),
        rows=tuple(row for _, row in found),
        empty=text("ui.library.none_found" if kept else "ui.library.empty"),
        searched=searched,
    )


def _told(row: SavedRow) -> str:
    """Return all that a row says, for searching."""
    return _plain(f"{row.label} {row.detail} {row.state}")


def _plain(words: str) -> str:
    """Return words without capitals and accents: who searches types neither."""
    parts = normalize("NFD", words.casefold())
    return "".join(one for one in parts if not combining(one))


def _row(kept: Kept, words_of: Callable[[str], Words], text: Text) -> SavedRow:
    if kept.scenario is None:
        return SavedRow(
            actor=ActorMark(id="", label=""), label=kept.name or kept.path.rpartition("/")[2],
            name=kept.name, detail=kept.failure, state=text("ui.library.damaged"), tone="loss",
        )  # fmt: skip
    words = words_of(kept.scenario.id)
    state, tone = state_of(kept, words, text)
    label, detail = label_of(kept, words, text), _detail(kept, kept.scenario, text)
    return SavedRow(
        actor=mark_of(kept, words),
        label=kept.name or label,
        detail=f"{label}  \u00b7  {detail}" if kept.name else detail,
        name=kept.name,
        state=state,
        tone=tone,
        unfinished=kept.unfinished,
    )


def mark_of(kept: Kept, words: Words) -> ActorMark:
    """Return the mark of whoever played, grey if nobody did."""
    if kept.scenario is None or not kept.humans:
        return ActorMark(id="", label="")
    return actor_mark(index_of(kept.scenario).actors[kept.humans[0]], words)


def label_of(kept: Kept, words: Words, text: Text) -> str:
    """Return scenario and seats in a few words."""
    title = words.get("title", kept.scenario.id if kept.scenario else "")
    names = ", ".join(words.get(f"actors.{seat}.label", seat) for seat in kept.humans)
    return text("ui.library.label", title=title, seats=names) if names else title


def where_of(kept: Kept, scenario: Scenario, words: Words, text: Text) -> str:
    """Tell where the person was: the game, the day and its date."""
    day = text("ui.replay.day", n=day_of(scenario, kept.minute))
    date = figures.date_plain(date_of(scenario, kept.minute), text.lang)
    return f"{label_of(kept, words, text)}, {day}, {date}"


def state_of(kept: Kept, words: Words, text: Text) -> tuple[str, Tone]:
    """Return how a record stands, and its tone."""
    if kept.failure:
        return text("ui.library.damaged"), "loss"
    if kept.outcome is None:
        return text("ui.library.unfinished"), "ink"
    told = words.get(f"outcome.{kept.outcome}", kept.outcome)
    return told, "gain" if kept.outcome in GAINS else "soft"


def _detail(kept: Kept, scenario: Scenario, text: Text) -> str:
    parts = [
        figures.date_full(date_of(scenario, kept.minute), text.lang),
        text("ui.replay.day", n=day_of(scenario, kept.minute)),
        text.count("ui.library.decisions", kept.decisions),
        text("ui.library.seed", seed=seed_text(kept.seed)),
    ]
    if kept.forked_of:
        parts.append(text("ui.library.forked", n=kept.forked_at))
    if kept.failure:
        parts.append(kept.failure)
    return "  ·  ".join(parts)
