"""
A seat at a running session: the port behind the desk.

It holds the draft, lets the others play in slices, and answers with models made from the seat's
view alone. Every decision is in the record before the next model is asked for.
"""

from collections.abc import Mapping
from time import perf_counter

from attrs import evolve

from game.cues import Cue
from game.ports import DuskPort, LessonPort, OutcomePort
from game.presenters.call import CallModel
from game.presenters.desk import DeskModel
from game.presenters.dossier import DossierModel
from game.presenters.make_call import make_call
from game.presenters.make_cues import cues_of
from game.presenters.make_desk import make_desk
from game.presenters.make_desk_expected import Reckoned, make_expected
from game.presenters.make_desk_intents import Foreseen, with_intents
from game.presenters.make_desk_sight import Rewind, Sight, Told
from game.presenters.make_desk_terms import term_hint
from game.presenters.make_desk_words import Words
from game.presenters.make_dossier import make_dossier
from game.shell.desk_draft import Draft, first_draft, floors_of, main_table, windows_of
from game.shell.desk_dusk import Between, SessionDusk, left_view, told_of
from game.shell.desk_expected import Expectation, is_assisted
from game.shell.desk_gauges import GaugesPast
from game.shell.desk_intents import Intents
from game.shell.desk_moves import move_of, refused
from game.shell.desk_rewind import gone_back, rewind_of
from game.shell.desk_saved import Unsent, kept_draft
from game.shell.desk_thinking import Thinking
from game.shell.words import words_of
from game.text import Text
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.rules.agenda import after_wait, never
from sim.domain.rules.legal import Refusal
from sim.domain.views import View, standing_offers, tables
from sim.engine.session import Session
from sim.evaluator import Evaluator
from sim.games import in_memory
from sim.projections.visible import seen_by
from sim.record.errors import RecordError
from sim.words import load

SLICE_SECONDS = 0.004
REWIND = "rewind"


class SessionDesk:
    """One person's seat at one session."""

    lesson: LessonPort | None = None
    apart = False
    """Whether this is no game to go back in: it lasts one move."""

    def __init__(self, session: Session, seat: str, evaluator: Evaluator | None = None) -> None:
        self.session = session
        self.seat = seat
        self._assisted = is_assisted(session.header)
        self._expectation = Expectation(evaluator if self._assisted else None)
        self._intents = Intents(session, seat, evaluator)
        self._thinking = Thinking(evaluator)
        self._shown: tuple[DeskModel, Reckoned | None, Foreseen | None, DeskModel] | None = None
        self.notice = ""
        self._told: list[Told] = []
        self._due: list[Cue] = []
        self._playing = False
        self._past = GaugesPast(seat)
        self._heard = 0
        self._changes = 0
        self._known: tuple[object, DeskModel] | None = None
        self._words: dict[str, Words] = {}
        self._seen: tuple[int, View] | None = None
        self._rewinds: tuple[tuple[int, int], Rewind] | None = None
        self._memo: dict[object, tuple[object, object]] = {}
        view = self._view()
        kept = kept_draft(session.log, seat, session.scenario)
        package, lever = kept or (first_draft(view), None)
        self._draft = Draft(package, lever=lever)
        self._unsent = Unsent(seat)
        self._floors: Mapping[str, int] = {}
        self._between = Between(seat)
        self._arrive(view)
        self._between.begin(self._sight_in(self._spoken("en")), left=self._left())
        self._due.clear()  # what lies before this moment was heard already

    def begin_with(self, package: Package) -> None:
        """Lay another paper on the desk than the one that the seat would be advised to write."""
        self._draft = Draft(package)
        self._arrive(self._view())

    # --- the port

    def model(self, text: Text) -> DeskModel:
        """Return the desk as it stands; made anew only when something changed."""
        key = (text.lang, self._changes, len(self.session.decisions))
        if self._known is None or self._known[0] != key:
            self._known = (key, make_desk(self._sight(text)))
        return self._with_news(self._known[1], text)

    def _with_news(self, plain: DeskModel, text: Text) -> DeskModel:
        """Return the desk with what comes from beside: expected surplus and intents."""
        known, foreseen = self._expectation.known, self._intents.known
        if known is None and foreseen is None and self._assisted:
            return plain
        news = (plain, known, foreseen)
        if self._shown is None or self._shown[0] is not plain or self._shown[1:3] != news[1:]:
            words = self._spoken(text.lang, text)
            bar = None if known is None else make_expected(words, known)
            others = plain.others if foreseen is None else (
                with_intents(words, plain.others, foreseen)
            )  # fmt: skip
            made = evolve(plain, expected=bar, assisted=self._assisted, others=others)
            self._shown = (*news, made)
        return self._shown[3]

    def term_hint(self, text: Text, issue: str) -> str:
        """Return what a step of a term would change."""
        return term_hint(self._sight(text), issue)

    def set_term(self, issue: str, place: int) -> None:
        """Put the draft's option of an issue, or the lever."""
        draft, known = self._draft, {one.id: one for one in self.session.scenario.issues}
        if issue in known:
            window = draft.windows.get(issue)
            option = known[issue].options[place + (window.first if window else 0)]
            draft.put(draft.package.with_option(issue, option), draft.lever)
        else:
            draft.put(draft.package, place)
        self._drafted()

    def undo(self) -> None:
        """Take back the last change of the draft."""
        if self._draft.undo():
            self._drafted()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._draft.redo():
            self._drafted()

    def _drafted(self) -> None:
        """Keep the changed draft: a crash must not lose it."""
        self._unsent.put(self.session.log, self._draft.package, self._draft.lever)
        self._changes += 1

    def keep_draft(self) -> None:
        """Keep the draft as it is now: no further change follows at once."""
        self._unsent.now()

    def send(self, tile: str, fields: Mapping[str, str]) -> str:
        """Submit a move; return a refusal in words, or nothing when it was taken."""
        words = self._spoken(self._lang)
        if self.session.over or self._waiting:
            return words("over_now") if self.session.over else ""
        if tile == REWIND:
            return self._rewind(words)
        move = move_of(self._sight_in(words), tile, fields)
        if move is None:
            return words("locked")
        left = self._sight_in(words)
        refusal = self._submit(move)
        if refusal is None and isinstance(move, m.Wait):
            self._between.before = left
        self._changes += 1
        self._hear()
        if refusal is None:
            self._arrive(self._view())
        return "" if refusal is None else refused(words, refusal)

    @property
    def reckoning(self) -> bool:
        """Whether a better expected surplus, or what the others do next, may come any moment."""
        return self._expectation.busy or self._intents.busy

    def reckon(self, *, wanted: bool) -> bool:
        """Take what came of the expected surplus, ask if need be; say whether anything changed."""
        self._unsent.in_time()
        session = self.session
        mine = not (session.over or self._waiting)
        moment = (session.talks.agenda[self.seat], len(session.decisions)) if mine else None
        foreseen = self._intents.follow(moment, session)
        return self._expectation.follow(moment, self._stop_view, wanted=wanted) or foreseen

    def work(self) -> bool:
        """
        Let the others play for a slice; say whether there is more to do.

        To take stock is a slice of its own: it must not share a frame with what was played.
        """
        if self._others_due:
            self._playing = True
            self._let_play()
            return True
        self._playing = False
        self._arrive(self._view())
        if not self.session.over:
            self._due.append(Cue("stop"))
        return False

    def _let_play(self) -> None:
        """
        Let the others play for a slice; after the last, reckon what stock will be made of.

        The desk that is made then is thrown away, but for what is kept of its view: nothing is
        shown of it, and the seat waits until the next slice.
        """
        until = perf_counter() + SLICE_SECONDS
        while self._others_due and perf_counter() < until:
            if not self._thinking.is_ready(self.session):
                break
            self._step()
        self._hear()
        if not (self._others_due or self.session.over):
            make_desk(evolve(self._sight_in(self._spoken(self._lang)), waiting=False))

    def dusk(self, *, wanted: bool) -> DuskPort | None:
        """Return what the seat came to see since its last stop, once; nothing if nothing."""
        if self._waiting:
            return None
        before, told = self._between.before, self._between.taken()
        if not (told and wanted):
            return None
        return SessionDusk(before, told, self._sight)

    def call(self, text: Text) -> CallModel:
        """Return what the seat can ask, what it knows, and what it was asked."""
        key = ("call", text.lang, self._draft.package)
        return self._sight(text).once(key, lambda: make_call(self._sight(text)))

    def dossier(self, text: Text, seat: str) -> DossierModel:
        """Return the page of a seat, as this one sees it."""
        past = self._past.follow(self.session)
        key = ("dossier", seat, text.lang, self._draft.package)
        return self._sight(text).once(key, lambda: make_dossier(self._sight(text), seat, past))

    def cues(self) -> tuple[Cue, ...]:
        """Return what the seat came to see since the last call that is to be heard."""
        due = tuple(self._due)
        self._due.clear()
        return due

    def outcome(self) -> OutcomePort:
        """Return the end of the game."""
        from game.shell.outcome import SessionOutcome

        return SessionOutcome(self.session, self.seat, self.notice)

    # --- the session

    @property
    def _others_due(self) -> bool:
        return not self.session.over and self.seat not in self.session.due_seats()

    @property
    def _waiting(self) -> bool:
        """Say whether the seat has to wait: for the others, or until stock was taken of them."""
        return self._playing or self._others_due

    def _submit(self, move: m.Move) -> Refusal | None:
        try:
            return self.session.submit(move, self.seat)
        except RecordError as error:
            self._rescue(error)
            return self.session.submit(move, self.seat)

    def _step(self) -> None:
        session = self.session
        try:
            if session.due is not None:  # another person's seat, whom nobody holds in this window
                session.submit(m.Wait(), session.due)
            else:
                session.step(self._thinking.move)
        except RecordError as error:
            self._rescue(error)

    def _rescue(self, error: RecordError) -> None:
        """Go on in memory when the record cannot be written, and say so until the end."""
        self.session = Session.resume(in_memory(self.session.log), branch=None)
        words = self._spoken(self._lang)
        self.notice = words("memory_only", reason=error.reason)

    def _rewind(self, words: Words) -> str:
        """Go back to the stop before; return why not, or nothing when it was done."""
        state = self._once_rewind().state
        if state != "ready":
            return words.text(f"ui.rewind.not.{state}")
        self.session = gone_back(self.session, self.seat)
        self._between = Between(self.seat)
        self._told, self._heard, self._seen = [], 0, None
        self._arrive(self._view())
        self._between.taken()
        return ""

    # --- what the seat sees

    def _left(self) -> Sight | None:
        """Return how the stop ended that the seat waits since: the game may just go on."""
        view = left_view(self.session, self.seat) if self._waiting else None
        if view is None:
            return None
        sight = self._sight_in(self._spoken("en"))
        return evolve(sight, view=view, floors=floors_of(view), waiting=False, memo={})

    def _view(self) -> View:
        return self.session.view(self.seat)

    def _arrive(self, view: View) -> None:
        """Take stock at a stop: what is new, the estimates, the windows of the sliders."""
        self._floors = floors_of(view)
        places = {one.id: one for one in view.scenario.issues}
        packages = [offer.package for table in tables(view)
                    for offer in standing_offers(view, table)]  # fmt: skip
        shown = self._draft.windows
        lost = not shown or any(
            not 0 <= places[name].options.index(package[name]) - window.first < window.count
            for package in packages
            for name, window in shown.items()
        )
        if lost:
            self._draft.windows = windows_of(view.scenario, view, self._draft.package)
        self._hear()
        self._changes += 1

    def _hear(self) -> None:
        """Add what the seat saw of the decisions since the last call."""
        decisions = self.session.decisions
        for decision in decisions[self._heard :]:
            if decision.actor == self.seat and isinstance(decision.move, m.Wait):
                self._told = [evolve(told, fresh=False) for told in self._told]
            told = []
            for seen in seen_by(self.session.scenario, (decision,), self.seat):
                told += told_of(seen)
                self._due += cues_of(seen.events, self.seat)
            self._told += told
            self._between.hear(decision, told)
        self._heard = len(decisions)

    def _sight(self, text: Text) -> Sight:
        return self._sight_in(self._spoken(text.lang, text))

    def _sight_in(self, words: Words) -> Sight:
        view, session = self._stop_view(), self.session
        until = after_wait(session.talks, view.actor, view.minute, None)
        return Sight(
            view=view,
            words=words,
            draft=self._draft.package,
            windows=self._draft.windows,
            table=main_table(view),
            lever=self._draft.lever,
            told=tuple(self._told),
            next_minute=None if until >= never(session.talks) else until,
            floors=self._floors,
            waiting=self._waiting,
            over=session.over and not self._playing,
            notice=self.notice,
            rewind=self._once_rewind(),
            memo=self._memo,
        )

    def _stop_view(self) -> View:
        """Return the seat's view, the same one until something happens."""
        if self._seen is None or self._seen[0] != len(self.session.decisions):
            self._seen = (len(self.session.decisions), self._view())
            self._memo = {}
        return self._seen[1]

    def _once_rewind(self) -> Rewind:
        """Return whether the person may go back; the log is asked once a decision."""
        if self.apart or self.lesson is not None:
            return Rewind(state="apart")
        key = len(self.session.decisions), self.session.branch
        if self._rewinds is None or self._rewinds[0] != key:
            self._rewinds = (key, rewind_of(self.session, self.seat))
        return self._rewinds[1]

    @property
    def _lang(self) -> str:
        """Return the language that was spoken last."""
        return next(iter(self._words), "en")

    def _spoken(self, lang: str, text: Text | None = None) -> Words:
        if lang not in self._words:
            scenario = self.session.scenario
            names = words_of(scenario.id, lang)
            self._words = {
                lang: Words(text=text or load(lang), names=names, scenario=scenario, seat=self.seat)
            }
        return self._words[lang]
