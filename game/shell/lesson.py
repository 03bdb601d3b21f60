"""
Lessons in the window: the list, a lesson's desk, and its end.

A lesson is a game like any other; how far it has come is read from its record, so trying a step
again is a fork at the decision where the step began.
"""

from pathlib import Path

from attrs import evolve

from game.ports import DeskPort, LearntPort, OutcomePort
from game.presenters.desk import DeskModel
from game.presenters.lesson import LearntModel, LessonPanel, LessonsModel
from game.presenters.make_desk_words import Words
from game.presenters.make_lesson import (
    Taught,
    make_learnt,
    make_lessons,
    make_panel,
    taught_tiles,
)
from game.shell import evaluating, start
from game.shell.desk import SessionDesk
from game.shell.lesson_marks import done_lessons, mark_done
from game.shell.words import words_of
from game.text import Text
from sim.domain.deal import Package
from sim.domain.moves import Propose
from sim.engine.session import Session
from sim.games import ENDING, fork_game, new_game
from sim.lessons import lesson_texts, list_lessons, load_lesson
from sim.places import data_folder
from sim.projections.lesson_figures import figure_of
from sim.projections.lessons import Lesson, Progress, progress
from sim.record.replay import read_log


class Lessons:
    """The port of the list."""

    def model(self, text: Text) -> LessonsModel:
        """Return the list as the disk stands now."""
        known = tuple((load_lesson(name), lesson_texts(name, text.lang)) for name in list_lessons())
        return make_lessons(known, done_lessons(), text)

    def start(self, lesson: str) -> DeskPort:
        """Begin a lesson."""
        return begin(load_lesson(lesson))


class LessonDesk(SessionDesk):
    """The desk of a lesson: a seat at a session, with the step that stands beside it."""

    def __init__(self, session: Session, lesson: Lesson) -> None:
        super().__init__(session, lesson.seat, evaluating.evaluator())
        self.lesson = self
        self.taught = lesson
        self._come: tuple[int, Progress] | None = None
        if not any(one.actor == self.seat and isinstance(one.move, Propose)
                   for one in session.decisions):  # fmt: skip
            self.begin_with(Package(lesson.draft))
        self._paired: tuple[DeskModel, DeskModel] | None = None

    def model(self, text: Text) -> DeskModel:
        """Return the desk with the step that stands; made anew only when the desk is."""
        plain = super().model(text)
        if self._paired is None or self._paired[0] is not plain:
            panel = self.panel(text)
            tiles = taught_tiles(plain.tiles, panel.move)
            self._paired = (plain, evolve(plain, paper=None, lesson=panel, tiles=tiles))
        return self._paired[1]

    def panel(self, text: Text) -> LessonPanel:
        """Return the step that stands."""
        return make_panel(self.state(text))

    def again(self) -> DeskPort:
        """Try the step that stands again: a fork where it began."""
        record = read_log(self.session.log, self.session.branch)
        at = self._progress().begun
        start.let_go()
        path = fresh_path(self.taught)
        session = fork_game(record, at, seat=self.taught.seat, path=path)
        return start.hold(LessonDesk(session, self.taught))

    def learnt(self) -> LearntPort:
        """Return the end of the lesson; one that was done is marked in the list from now on."""
        if self.done:
            mark_done(self.taught.id)
        return Learnt(self)

    @property
    def done(self) -> bool:
        """Whether every step was met."""
        return self._progress().step == len(self.taught.steps)

    def state(self, text: Text) -> Taught:
        """Return how far the record has come, with the words to tell it."""
        texts = lesson_texts(self.taught.id, text.lang)
        return Taught(lesson=self.taught, texts=texts, progress=self._progress(), text=text)

    def _progress(self) -> Progress:
        session = self.session
        if self._come is None or self._come[0] != len(session.decisions):
            found = progress(self.taught, session.header, session.decisions)
            self._come = (len(session.decisions), found)
        return self._come[1]


class Learnt:
    """The port of a lesson's end."""

    def __init__(self, desk: LessonDesk) -> None:
        self.desk = desk
        session = desk.session
        self._figure = figure_of(desk.taught, session.header, session.decisions)

    def model(self, text: Text) -> LearntModel:
        """Return what was learnt, or what went wrong."""
        scenario = self.desk.session.scenario
        words = Words(
            text=text,
            names=words_of(scenario.id, text.lang),
            scenario=scenario,
            seat=self.desk.seat,
        )
        return make_learnt(self.desk.state(text), self._figure, words)

    def again(self) -> DeskPort:
        """Try the step that was missed again; the whole lesson once it is done."""
        return begin(self.desk.taught) if self.desk.done else self.desk.again()

    def outcome(self) -> OutcomePort:
        """Return the end of the game, with its review and its replay."""
        return self.desk.outcome()


def begin(lesson: Lesson) -> DeskPort:
    """Begin a lesson in a new save of its own."""
    start.let_go()
    session = new_game(
        lesson.scenario,
        lesson.seed,
        seat=lesson.seat,
        tempers=lesson.tempers,
        strategies=lesson.strategies,
        path=fresh_path(lesson),
    )
    return start.hold(LessonDesk(session, lesson))


def fresh_path(lesson: Lesson) -> Path:
    """Return a free path in the folder of lessons: a lesson is no game to go on with."""
    folder = data_folder() / "lessons"
    folder.mkdir(exist_ok=True)
    number = 1
    while (path := folder / f"{lesson.id}-{number}{ENDING}").exists():
        number += 1
    return path
