"""The end of a game in words: how it ended and why, the package, and what each seat made of it."""

from collections.abc import Mapping

from attrs import frozen

from game.presenters.common import FactRow, Tone
from game.presenters.make_desk_words import Words, sign_of
from game.presenters.outcome import Figure, OutcomeModel, SeatScore
from sim.domain.deal import Package
from sim.domain.units import PPM
from sim.projections.scores import SeatScore as Score

_TONES: Mapping[str, Tone] = {"deal": "gain", "rival": "soft"}
_ROOM = 60_000
"""The lines of scores end this much utility beyond the best and the worst."""


@frozen(kw_only=True)
class Ending:
    """What an outcome is told from; at the end nothing is secret any more."""

    words: Words
    seat: str
    seed: str
    kind: str
    minute: int
    package: Package | None
    paper: Package | None
    """The signed paper, whatever became of it."""
    signed: int | None
    ordered: int | None
    deadline: int | None
    enjoined: bool | None
    """What the courts said; None if they were not asked or did not rule."""
    agreed: tuple[str, ...]
    refused: tuple[str, ...]
    silent: tuple[str, ...]
    """Whose word the signed paper still waited for."""
    left: str
    """Who left the last table, if that is how it ended."""
    apart: tuple[str, str]
    """The last offers of both sides in words, where nothing was signed."""
    scores: tuple[Score, ...]
    created: int
    left_behind: int
    own_decisions: int
    decisions: int
    code: str = ""
    """The code that starts the same game, if it has one."""
    kept: str = ""
    """Why the record was not kept, if it was not."""


def make_outcome(ending: Ending) -> OutcomeModel:
    """Return what the end shows."""
    words = ending.words
    return OutcomeModel(
        title=_say(words, "title"),
        subtitle=_subtitle(ending),
        badge=_say(words, f"badge.{ending.kind}"),
        badge_tone=_TONES.get(ending.kind, "loss"),
        headline=_headline(ending),
        story=story(ending),
        figures=_figures(ending),
        package_title=_say(words, "package" if ending.package else _unsold(ending)),
        package=_package(ending),
        scores_title=_say(words, "scores"),
        scores_note=_say(words, "scores_note"),
        scores=_scores(ending),
        fork_detail=_say(words, "fork_detail"),
    )


def _headline(ending: Ending) -> str:
    if _alone(ending):
        return _say(ending.words, "head.plain")
    over = ending.kind == "deal" and ending.refused
    return _say(ending.words, "head.over" if over else f"head.{ending.kind}")


def _say(words: Words, key: str, **values: object) -> str:
    return words.text(f"ui.outcome.{key}", **values)


def _alone(ending: Ending) -> bool:
    """Tell whether a deal needed nobody's word but that of its parties."""
    return ending.kind == "deal" and not ending.words.scenario.consents


def _unsold(ending: Ending) -> str:
    return "paper_lost" if ending.paper is not None else "no_package"


def _subtitle(ending: Ending) -> str:
    words = ending.words
    if ending.code:
        return _say(words, "subtitle_code", scenario=words.name("title"),
                    actor=words.inside(ending.seat), date=words.date_long(ending.minute),
                    code=ending.code)  # fmt: skip
    return _say(words, "subtitle", scenario=words.name("title"), actor=words.inside(ending.seat),
                date=words.date_long(ending.minute), seed=ending.seed)  # fmt: skip


# --- the story


def story(ending: Ending) -> str:
    """Return how it ended in sentences that explain it, in the order of time."""
    parts = [_order(ending), _signing(ending), _consents(ending), _court(ending), _end(ending)]
    if ending.kept:
        parts.append(ending.kept)
    return " ".join(part for part in parts if part)


def _order(ending: Ending) -> str:
    if ending.ordered is None:
        return ""
    words = ending.words
    due = words.date(ending.deadline) if ending.deadline is not None else ""
    return _say(words, "why.order", date=words.date(ending.ordered), due=due)


def _signing(ending: Ending) -> str:
    words = ending.words
    if ending.signed is not None:
        if _alone(ending):
            return ""
        return _say(words, "why.signed", date=words.date(ending.signed))
    if all(ending.apart):
        return _say(words, "why.apart", mine=ending.apart[0], theirs=ending.apart[1])
    return _say(words, "why.unsigned")


def _consents(ending: Ending) -> str:
    words, both = ending.words, []
    if ending.agreed:
        both.append(_counted(words, "agreed", ending.agreed))
    if ending.refused:
        both.append(_counted(words, "refused", ending.refused))
    if ending.silent and ending.package is None and not ending.refused:
        both.append(_counted(words, "silent", ending.silent))
    return " ".join(both)


def _counted(words: Words, key: str, actors: tuple[str, ...]) -> str:
    """Return a sentence about one or several, whose verb agrees with how many they are."""
    names = ", ".join(words.inside(one) for one in actors)
    return words.text.count(f"ui.outcome.why.{key}", len(actors), actors=names)


def _court(ending: Ending) -> str:
    if ending.ordered is None or ending.enjoined is None or ending.package is not None:
        return ""
    return _say(ending.words, "why.stopped" if ending.enjoined else "why.stands")


def _end(ending: Ending) -> str:
    words, date = ending.words, ending.words.date(ending.minute)
    if ending.kind == "walked" and ending.left:
        return _say(words, "why.left", actor=words.subject(ending.left), date=date)
    return _say(words, f"why.{ending.kind}", date=date)


# --- figures and lists


def _figures(ending: Ending) -> tuple[Figure, ...]:
    words = ending.words
    own = next(one for one in ending.scores if one.seat == ending.seat)
    sold = ending.package is not None
    made = [
        Figure(figure=words.amount(own.surplus), label=_say(words, "surplus"),
               caption=_say(words, "surplus_caption"),
               tone="gain" if own.surplus > 0 else "loss" if own.surplus < 0 else "ink"),
        Figure(figure=words.percent(own.claimed), label=_say(words, "claimed"),
               caption=_say(words, "claimed_caption")),
        Figure(figure=words.percent(ending.created), label=_say(words, "created"),
               caption=_say(words, "created_caption" if sold else "created_none")),
        Figure(figure=_behind(ending), label=_say(words, "left_behind"),
               caption=_say(words, "left_caption" if ending.left_behind else "left_none")),
        Figure(figure=str(ending.own_decisions), label=_say(words, "own_decisions"),
               caption=_say(words, "of_decisions", n=ending.decisions)),
    ]  # fmt: skip
    return tuple(made)


def _behind(ending: Ending) -> str:
    """Return what was left on the table in the points of a party."""
    words = ending.words
    table = words.scenario.tables[0]
    return words.amount(ending.left_behind, table.members[0]).lstrip("+")


def _package(ending: Ending) -> tuple[FactRow, ...]:
    words, shown = ending.words, ending.package or ending.paper
    if shown is None:
        return ()
    return tuple(
        FactRow(label=words.issue(issue.id), figure=words.option(issue, shown[issue.id]),
                tone="ink" if ending.package else "dim")
        for issue in words.scenario.issues
    )  # fmt: skip


def _scores(ending: Ending) -> tuple[SeatScore, ...]:
    first = sorted(ending.scores, key=lambda one: one.seat != ending.seat)
    # One scale for all, from no deal: a bar twice as long is twice the utility.
    low = min(0, *(one.surplus for one in first)) - _ROOM
    high = max(0, *(one.surplus for one in first)) + _ROOM
    return tuple(_score(ending, one, low, high) for one in first)


def _score(ending: Ending, score: Score, low: int, high: int) -> SeatScore:
    """Return one seat's result on the scale from `low` to `high`, its no deal at 0."""
    words, mark = ending.words, -low / (high - low)
    return SeatScore(
        actor=words.mark(score.seat),
        own=score.seat == ending.seat,
        figure=words.amount(score.surplus, score.seat),
        sign=sign_of(score.surplus),
        caption=_say(words, "claimed_line", n=words.percent(score.claimed))
        if score.claimed and score.claimed < PPM
        else _say(words, "claimed_all" if score.claimed else "claimed_none"),
        from_part=mark,
        to_part=(score.surplus - low) / (high - low),
        mark=mark,
        facts=(
            FactRow(label=_say(words, "utility"), figure=words.amount(score.utility, score.seat)),
            FactRow(
                label=_say(words, "reservation"),
                figure=words.amount(score.reservation, score.seat),
            ),
        ),
    )
