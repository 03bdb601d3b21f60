"""Lessons as models: a lesson's own texts, its progress and its figure, in words. Pure."""

from collections.abc import Mapping

from attrs import evolve, frozen

from game.presenters.desk import MoveTile
from game.presenters.lesson import LearntModel, LessonCard, LessonPanel, LessonsModel, StepMark
from game.presenters.make_desk_words import Words
from game.text import Text
from sim.projections.lesson_figures import Figure, Share, Zone
from sim.projections.lessons import OVER, Lesson, Progress

MET, MISSED, NOW, AHEAD = "met", "missed", "now", "ahead"


@frozen(kw_only=True)
class Taught:
    """A lesson with its texts and how far the record has come in it."""

    lesson: Lesson
    texts: Mapping[str, str]
    progress: Progress
    text: Text

    @property
    def done(self) -> bool:
        """Tell whether every step was met."""
        return self.progress.step == len(self.lesson.steps)

    def of_step(self, key: str, at: int | None = None) -> str:
        """Return a text of a step, the one that stands if none is named."""
        step = self.lesson.steps[min(self.progress.step if at is None else at,
                                     len(self.lesson.steps) - 1)]  # fmt: skip
        return self.texts[f"steps.{step.id}.{key}"]

    @property
    def hint(self) -> str:
        """Return what went wrong in words."""
        if self.progress.hint == OVER:
            return self.text("ui.lesson.over")
        return self.of_step(f"hints.{self.progress.hint}")


def make_panel(taught: Taught) -> LessonPanel:
    """Return the step that stands."""
    text, progress = taught.text, taught.progress
    number = min(progress.step + 1, len(taught.lesson.steps))
    missed = bool(progress.hint)
    return LessonPanel(
        title=taught.texts["title"],
        count=text("ui.lesson.step", n=number, m=len(taught.lesson.steps)),
        label=taught.of_step("label"),
        words=taught.hint if missed else taught.of_step("say"),
        steps=step_marks(taught),
        missed=text("ui.lesson.missed") if missed else "",
        again=text("ui.lesson.again") if missed else "",
        again_detail=text("ui.lesson.again_detail") if missed else "",
        move="" if missed else taught.lesson.steps[number - 1].move,
    )


def taught_tiles(tiles: tuple[MoveTile, ...], move: str) -> tuple[MoveTile, ...]:
    """Return the tiles with that of the move to be learnt as the one gold tile, if it is open."""
    at = next((tile.id for tile in tiles if tile.id.partition(".")[0] == move and tile.open), "")
    plain = [evolve(tile, face="plain") if tile.face == "main" else tile for tile in tiles]
    made = tuple(evolve(tile, face="main") if tile.id == at else tile for tile in plain)
    return made if at else tiles


def step_marks(taught: Taught) -> tuple[StepMark, ...]:
    """Return the row of ticks."""
    at, missed = taught.progress.step, bool(taught.progress.hint)
    return tuple(
        StepMark(
            label=taught.of_step("label", place),
            state=MET if place < at else AHEAD if place > at else MISSED if missed else NOW,
        )
        for place in range(len(taught.lesson.steps))
    )


def make_lessons(
    known: tuple[tuple[Lesson, Mapping[str, str]], ...], done: frozenset[str], text: Text
) -> LessonsModel:
    """Return the list, with a mark on what was done."""
    return LessonsModel(
        title=text("ui.lessons.title"),
        aside=text("ui.lessons.aside"),
        cards=tuple(
            LessonCard(
                id=lesson.id,
                title=texts["title"],
                aim=texts["aim"],
                detail=texts["duration"],
                steps=tuple(texts[f"steps.{step.id}.label"] for step in lesson.steps),
                done=text("ui.lessons.done") if lesson.id in done else "",
            )
            for lesson, texts in known
        ),
    )


def make_learnt(taught: Taught, figure: Figure, words: Words) -> LearntModel:
    """Return the end of a lesson."""
    text = taught.text
    return LearntModel(
        title=taught.texts["title"],
        aside=text("ui.lesson.done" if taught.done else "ui.lesson.not_done"),
        head=text("ui.learnt.head") if taught.done else text("ui.lesson.missed"),
        words=(taught.texts["learnt"],) if taught.done else (taught.hint, taught.of_step("say")),
        figure=figure_words(taught, figure, words),
        steps=step_marks(taught),
        done=taught.done,
    )


def figure_words(taught: Taught, figure: Figure, words: Words) -> str:
    """Return the one figure of the record in the lesson's own sentence."""
    signed: str | None = None
    if isinstance(figure, Zone):
        issue = words.scenario.issues[0]
        low, high = words.option(issue, figure.low), words.option(issue, figure.high)
        values = {"low": low, "high": high, "share": words.percent(figure.share)}
        signed = None if figure.signed is None else words.option(issue, figure.signed)
    elif isinstance(figure, Share):
        values = {}
        signed = words.percent(figure.share) if figure.share else None
    else:
        values = {"deadline": words.number(figure.deadline)}
        signed = None if figure.signed is None else words.number(figure.signed)
    if signed is None:
        return taught.texts["figure_none"].format(**values)
    return taught.texts["figure"].format(signed=signed, **values)
