"""
What the screens ask of the shell: small protocols, one per screen.

A port owns the session or the record behind a screen. It answers with view models in the words of
the `Text` it is handed, and takes what the person chose. Tests give ports made of samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the title must not wait for the models of the desk
    from collections.abc import Mapping

    from game.cues import Cue
    from game.presenters.call import CallModel
    from game.presenters.desk import DeskModel
    from game.presenters.dossier import DossierModel
    from game.presenters.dusk import DuskModel
    from game.presenters.lesson import LearntModel, LessonPanel, LessonsModel
    from game.presenters.library import LibraryModel
    from game.presenters.outcome import OutcomeModel
    from game.presenters.replay import ReplayModel
    from game.presenters.review import ReviewModel
    from game.presenters.seats import SeatsModel
    from game.presenters.title import TitleModel
    from game.text import Text


class DeskPort(Protocol):
    """A seat at a running table."""

    @property
    def lesson(self) -> LessonPort | None:
        """The lesson that is taught at this desk, if the model shows one."""

    def model(self, text: Text) -> DeskModel:
        """Return the desk as it stands, with the draft in it."""

    def term_hint(self, text: Text, issue: str) -> str:
        """Return what the next option of an issue would change; found out when it is asked for."""

    def set_term(self, issue: str, place: int) -> None:
        """Put the draft's (or the lever's) option of an issue; free and undoable."""

    def keep_draft(self) -> None:
        """Keep what `set_term` changed, which may wait a moment while changes follow each other."""

    def undo(self) -> None:
        """Take back the last change of the draft."""

    def redo(self) -> None:
        """Make the change again that was taken back last."""

    def send(self, tile: str, fields: Mapping[str, str]) -> str:
        """Submit a move; return a refusal in words, or nothing when it was taken."""

    @property
    def reckoning(self) -> bool:
        """Whether a better expected surplus may come at any moment."""

    def reckon(self, *, wanted: bool) -> bool:
        """Take what came of the expected surplus, ask if need be; say whether anything changed."""

    def work(self) -> bool:
        """Let the others play for a slice; say whether there is more to do."""

    def dusk(self, *, wanted: bool) -> DuskPort | None:
        """Return what came since the seat's last stop, once; unwanted it counts as told."""

    def call(self, text: Text) -> CallModel:
        """Return what the seat can ask and what it was asked."""

    def dossier(self, text: Text, seat: str) -> DossierModel:
        """Return the page of a seat; an empty name is the first of the others."""

    def cues(self) -> tuple[Cue, ...]:
        """Return what happened since the last call that is to be heard."""

    def outcome(self) -> OutcomePort:
        """Return the end of the game, once the model says it is over."""


class DuskPort(Protocol):
    """What a seat came to see between two of its stops."""

    def model(self, text: Text) -> DuskModel:
        """Return what happened, event by event, and what it changed."""


class ReplayPort(Protocol):
    """A record being looked at."""

    def model(self, text: Text) -> ReplayModel:
        """Return the replay at its place, through its eyes."""

    def seek(self, place: int) -> None:
        """Move to an event."""

    def stop(self, way: int) -> None:
        """Move to the next (1) or the last (-1) stop of a seat."""

    def look(self, eye: int) -> None:
        """Choose whose eyes: 0 is everybody's."""

    def choose_seat(self, place: int) -> None:
        """Choose which seat a fork would take."""

    def fork(self) -> DeskPort | None:
        """Fork here and take the chosen seat; nothing if this record cannot be continued."""

    def review(self) -> ReviewPort | None:
        """Return the review of the seat that looks; nothing while the game goes on."""

    def branch(self, place: int) -> ReplayPort | None:
        """Return the replay of a branch of the list; nothing if it is this one."""


class OutcomePort(Protocol):
    """The end of a game."""

    def model(self, text: Text) -> OutcomeModel:
        """Return the end in words."""

    def replay(self) -> ReplayPort:
        """Return the replay of this game."""

    def review(self) -> ReviewPort:
        """Return the review of this game for the person's seat."""

    def copy(self) -> None:
        """Put the code of this start on the clipboard."""

    def again(self) -> SeatsPort:
        """Return the choice of a seat, preset as this game was."""


class ReviewPort(Protocol):
    """A game that is over, being judged."""

    @property
    def dearest(self) -> int:
        """Return the row of the moment that lost most, so far."""

    @property
    def reckoning(self) -> bool:
        """Whether judgements are still coming."""

    def reckon(self) -> bool:
        """Take what was judged, begin if need be; say whether anything changed."""

    def rest(self) -> None:
        """Let the worker rest while the review is not looked at."""

    def again(self) -> None:
        """Begin again what broke off."""

    def model(self, text: Text) -> ReviewModel:
        """Return the review as far as it has come."""

    def show(self, place: int) -> None:
        """Show the line of a seat, or hide it."""

    def tell(self, decision: int) -> None:
        """Tell the better move of a moment."""

    def copy(self) -> None:
        """Put the code of this start on the clipboard."""

    def try_again(self, decision: int) -> TryingPort:
        """Return the desk of a decision, on which one move may be tried."""

    def fork(self, decision: int) -> DeskPort:
        """Keep the record up to a decision in a new save, and go on there."""

    def replay(self, decision: int) -> ReplayPort:
        """Return the replay just before a decision."""


class TryingPort(DeskPort, Protocol):
    """A moment tried again."""

    @property
    def tried(self) -> bool:
        """Whether a move was made; then the desk is done with."""

    def banner(self, text: Text) -> tuple[str, str]:
        """Return what stands over the desk: what to do, and what was done then."""


class SeatsPort(Protocol):
    """The choice of a seat."""

    def model(self, text: Text) -> SeatsModel:
        """Return the choice as it stands."""

    def choose(self, what: str, place: int) -> None:
        """Choose a `seat`, a `level`, a `scenario` or an actor's temper (`temper.<actor>`)."""

    def set_seed(self, seed: str) -> None:
        """Set the seed as typed; an empty one draws a new seed."""

    def set_code(self, code: str) -> None:
        """Choose what a code says."""

    def copy_code(self) -> None:
        """Put the code of this start on the clipboard."""

    def paste_code(self) -> None:
        """Choose what the code on the clipboard says."""

    def replay(self) -> ReplayPort:
        """Return the record of this scenario's history, if the model names one."""

    def start(self) -> DeskPort:
        """Open the game."""


class TitlePort(Protocol):
    """The ways in."""

    def model(self, text: Text) -> TitleModel:
        """Return the title."""

    def fresh(self) -> bool:
        """Say whether something came to show since the last drawing."""

    def resume(self) -> DeskPort:
        """Return the last unfinished game."""

    def daily(self, text: Text) -> DeskPort:
        """Return today's deal, begun or gone on with; once it is over its result is told."""

    def seats(self, level: str) -> SeatsPort:
        """Return the choice of a seat of the first scenario, with a level preset."""

    def replay(self, entry: str) -> ReplayPort:
        """Return the record behind an entry of the title."""

    def library(self) -> LibraryPort:
        """Return the kept records."""

    def lessons(self) -> LessonsPort:
        """Return the lessons."""


class LibraryPort(Protocol):
    """The records on this machine."""

    def model(self, text: Text) -> LibraryModel:
        """Return the list, the newest first."""

    def replay(self, place: int) -> ReplayPort:
        """Open a record for looking at."""

    def resume(self, place: int) -> DeskPort:
        """Go on with an unfinished game."""

    def search(self, words: str) -> None:
        """Show only the games with all of these words."""

    def rename(self, place: int, name: str) -> None:
        """Call a game something; an empty name takes its own back."""

    def delete(self, place: int) -> None:
        """Move a game to the bin."""

    def restore(self) -> None:
        """Take the game that was deleted last out of the bin."""


class LessonsPort(Protocol):
    """The lessons to choose from."""

    def model(self, text: Text) -> LessonsModel:
        """Return the list, what was done marked."""

    def start(self, lesson: str) -> DeskPort:
        """Begin a lesson."""


class LessonPort(Protocol):
    """A lesson under way."""

    def panel(self, text: Text) -> LessonPanel:
        """Return the step that stands."""

    def again(self) -> DeskPort:
        """Go back to where the step began and try it again."""

    def learnt(self) -> LearntPort:
        """Return the end of the lesson, once the model says the game is over."""


class LearntPort(Protocol):
    """The end of a lesson."""

    def model(self, text: Text) -> LearntModel:
        """Return what was learnt, or what went wrong."""

    def again(self) -> DeskPort:
        """Try the missed step again, or the whole lesson."""

    def outcome(self) -> OutcomePort:
        """Return the end of the game."""
