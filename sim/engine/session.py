"""
A session: one running play of a scenario, live. Four sources of moves, one path into the record.

A human, a strategy, a script and a web page submit the same `Move`; each goes through `decide`, is
appended to the log and folded into the talks. Nothing else changes anything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.domain import moves as m
from sim.domain.decider import (
    Refusal,
    advance,
    decide,
    decide_seen,
    initial,
    is_over,
    next_due,
    rule_draws,
)
from sim.domain.decision import (
    FACILITATOR as FACILITATING,
)
from sim.domain.decision import (
    HUMAN,
    SCRIPT,
    STRATEGY,
    Decision,
    Header,
    Pinned,
    Request,
    decision_of,
)
from sim.domain.draws import MIND, Draws
from sim.domain.folding import folded_all
from sim.domain.lookup import FACILITATOR, actor_of, index_of
from sim.domain.rules.choices import legal_moves
from sim.domain.rules.legal import legal_kinds
from sim.domain.setting import Scenario
from sim.domain.talks import Talks
from sim.domain.views import View, lent, view_for
from sim.engine.calendar import Calendar
from sim.engine.seating import Seating, of_actors, opening_header
from sim.record.codec import decode_decision, decode_header, encode_decision, encode_header
from sim.record.requests import read_back
from sim.record.store import Log, MemoryLog, current
from sim.scenario import load_scenario
from sim.seeds import checked_seed
from sim.strangers import fault_of, seated
from sim.strategies.base import Entry, Strategy, asked, entry_of, is_ours

STOP_MOST = 60
"""Decisions after which a strategy's stop is ended for it: free moves cost no attention."""
ENDLESS = "never_waits"
NO_MOVE = "not_a_move"
CLAIMED = "claims_failure"
"""Code of the refusal of a person's wait that says a strategy failed: only the engine says so."""
Listener = Callable[[Decision, Talks], None]


class NotYourStopError(Exception):
    """A seat that is not due, or that nobody holds, was asked to move."""


class Turn(NamedTuple):
    """What a registered strategy is asked at its next decision: values that may travel."""

    strategy: str
    """Its name and version."""
    parameters: Mapping[str, int]
    view: View
    draws: Draws

    def thought(self) -> m.Move:
        """Return what it chooses; the same wherever it is asked."""
        return entry_of(self.strategy).make(self.parameters).choose(self.view, self.draws)


class Session:
    """A game that goes on: `advance` to the next human stop, `submit` a move, read `view`."""

    def __init__(  # noqa: PLR0913 - the first five are the contract, the others keyword-only
        self,
        scenario: "Scenario | str | Path | None",
        seed: int = 0,
        strategies: Seating | None = None,
        humans: Iterable[str] = (),
        log: Log | None = None,
        *,
        tempers: Mapping[str, str] | None = None,
        pinned: Sequence[Pinned] = (),
        scripts: Mapping[str, Strategy] | None = None,
    ) -> None:
        loaded = load_scenario(scenario)
        strategies = seated(strategies)
        if log is None:
            header = opening_header(
                loaded, checked_seed(seed), strategies, tempers=tempers, pinned=pinned
            )
            log = MemoryLog(encode_header(header))
        else:
            header = decode_header(log.header)
        self._start(header, log, strategies, scripts or {})
        for seat in humans:
            self.take(seat)

    @classmethod
    def resume(
        cls,
        log: Log,
        strategies: Seating | None = None,
        *,
        branch: int | None = None,
        scripts: Mapping[str, Strategy] | None = None,
    ) -> "Session":
        """
        Go on with a log where its branch ends; its own strategies play unless replaced.

        The log's header stays and names who began; a fork's names who goes on (`reseated`).
        """
        session = cls.__new__(cls)
        session._start(  # noqa: SLF001 - its own class
            decode_header(log.header), log, seated(strategies), scripts or {}, branch
        )
        return session

    def _start(
        self,
        header: Header,
        log: Log,
        strategies: Seating,
        scripts: Mapping[str, Strategy],
        branch: int | None = None,
    ) -> None:
        self.header = header
        self.log = log
        self.branch = current(log) if branch is None else branch
        self.decisions: list[Decision] = []
        self.listeners: list[Listener] = []
        self.seating = strategies
        """Who was seated in place of the header's own, to go on with after a fork."""
        self.faults: dict[tuple[str, str], str] = {}
        """By actor and code, where a strategy failed first; never recorded, it names files."""
        self.opening = talks = initial(header)
        for line in log.read(self.branch):
            decision = decode_decision(line)
            self.decisions.append(decision)
            talks = advance(talks, decision)
        self._hold(talks)
        self._scripts = scripts
        self._thought_of: m.Move | None = None
        self._minds = {
            actor: self._seated(actor, mind)
            for actor, mind in of_actors(strategies, header.scenario).items()
        }
        names = [actor.id for actor in index_of(header.scenario).order]
        self._calendar = Calendar(names, self._take_turn, minute=self.talks.minute)
        self._arm()

    @property
    def scenario(self) -> Scenario:
        """Return the scenario being played."""
        return self.header.scenario

    def _hold(self, talks: Talks) -> None:
        """Take new talks; who is due then is asked several times a decision."""
        self.talks = talks
        self._head = head = next_due(talks)
        self._minds_due = head is not None and head[1] not in talks.humans

    @property
    def head(self) -> tuple[int, str] | None:
        """Return minute and actor of the next stop, or None when the game is over."""
        return self._head

    @property
    def due(self) -> str | None:
        """Return the human seat that is to move now, or None."""
        head = self.head
        return head[1] if head is not None and head[1] in self.talks.humans else None

    @property
    def over(self) -> bool:
        """Tell whether the game has its outcome."""
        return is_over(self.talks)

    def due_seats(self) -> tuple[str, ...]:
        """Return every human seat that may move now: those whose stop is at the head's minute."""
        head = self.head
        if head is None or self.due is None:
            return ()
        return tuple(seat for seat in self.talks.humans if self.talks.agenda[seat] == head[0])

    def advance(self) -> str | None:
        """Play on to the next human stop, or to the end; return the seat that is due."""
        step = self._calendar.step
        while self._minds_due:
            step()
        return self.due

    def step(self, thought: m.Move | None = None) -> bool:
        """
        Take one decision of a strategy, unless a person is due; return whether it is over.

        Whoever had `next_turn` thought through elsewhere gives the move, and nobody thinks here.
        """
        taken = len(self.decisions)
        if thought is not None:
            self._thought_of = read_back(thought) or m.Wait(failed=NO_MOVE)
        while self._minds_due and len(self.decisions) == taken:
            self._calendar.step()
        self._thought_of = None
        return self.over

    def next_turn(self) -> Turn | None:
        """Return what the strategy that is due will be asked, if it has a name to be asked by."""
        talks, head = self.talks, self._head
        if head is None or not self._minds_due or head[1] in self._scripts:
            return None
        minute, actor = head
        strategy = self.seating.get(actor, self.header.seats[actor].strategy)
        if not isinstance(strategy, str):
            return None
        entry, parameters = self._named(actor, strategy)
        view = view_for(actor, talks, minute)
        return Turn(entry.label, parameters, view, rule_draws(talks, actor, MIND))

    def view(self, seat: str) -> View:
        """Return what a seat knows; at its own stop if it has one now."""
        minute = None
        head = self.head
        if head is not None and self.talks.agenda[seat] == head[0]:
            minute = head[0]
        return view_for(seat, self.talks, minute)

    def legal_moves(self, seat: str) -> tuple[m.Move, ...]:
        """Return concrete legal moves of a seat, each once, of every kind that does something."""
        return legal_moves(self.view(seat))

    def submit(self, move: m.Move, seat: str | None = None) -> Refusal | None:
        """Submit a person's move for a due seat; return the refusal if the rules say no."""
        kept = read_back(move)
        if kept is None:
            message = f"not a move that a record can hold: {move!r}"
            raise ValueError(message)
        move = kept
        head = self.head
        chosen = self.due if seat is None else seat
        if chosen in self.talks.humans and isinstance(move, m.Say):
            return self._record(chosen, self._minute_of(chosen), move, HUMAN)
        if head is None or chosen is None or chosen not in self.due_seats():
            raise NotYourStopError(chosen or "nobody is due")
        if isinstance(move, m.Wait) and move.failed is not None:
            legal = legal_kinds(self.view(chosen))
            return Refusal(code=CLAIMED, kind=m.move_kind(move), legal=legal)
        return self._record(chosen, head[0], move, HUMAN)

    def _minute_of(self, seat: str) -> int:
        """Return at which minute a person speaks: words need no stop, so also out of turn."""
        head = self.head
        return head[0] if head is not None and seat in self.due_seats() else self.talks.minute

    def happen(self, actor: str, move: m.Move) -> Refusal | None:
        """Let an actor that nobody can sit as move now, whatever its strategy: a teacher's wish."""
        if actor_of(self.scenario, actor).is_seat:
            raise NotYourStopError(actor)
        return self._record(actor, self.talks.minute, move, SCRIPT)

    def pass_(self) -> None:
        """Let every human seat that is due wait for its next occasion."""
        for seat in self.due_seats():
            self.submit(m.Wait(), seat)

    def take(self, seat: str) -> Refusal | None:
        """Give a seat to a person; recorded, so a replay knows who played."""
        return self.facilitate(m.Take(seat=seat))

    def release(self, seat: str) -> Refusal | None:
        """Give a seat back to its strategy."""
        return self.facilitate(m.Release(seat=seat))

    def facilitate(self, move: m.Move) -> Refusal | None:
        """Submit a facilitator's move."""
        return self._record(FACILITATOR, self.talks.minute, move, FACILITATING)

    def _take_turn(self, actor: str) -> None:
        """Think and submit for a strategy or a script; a fault of either becomes a wait."""
        talks = self.talks
        minute = talks.agenda[actor]
        view = view_for(actor, talks, minute)
        script = self._scripts.get(actor)
        mind = script if script is not None else self._mind(actor)
        source = STRATEGY if script is None else SCRIPT
        luck = rule_draws(talks, actor, MIND)
        move = self._thought_of or self._thought(mind, view, luck)
        if script is None and not isinstance(move, m.Wait) and self._goes_on(actor, minute):
            move = m.Wait(failed=ENDLESS)
        refusal = self._record(actor, minute, move, source, (view, luck))
        if refusal is not None:
            if script is not None:
                message = f"the script's {refusal.kind} of {actor} was refused: {refusal.code}"
                raise RuntimeError(message)
            self.faults.setdefault((actor, refusal.code), refusal.kind)
            self._record(actor, minute, m.Wait(failed=refusal.code), source)

    def _goes_on(self, actor: str, minute: int) -> bool:
        """Tell whether an actor has decided so often at this stop that it would never end it."""
        if len(self.decisions) < STOP_MOST or self.decisions[-STOP_MOST].minute != minute:
            return False
        last = self.decisions[-STOP_MOST:]
        return all(made.actor == actor and made.minute == minute for made in last)

    def _thought(self, mind: Strategy, view: View, draws: Draws) -> m.Move:
        try:
            # What a stranger's strategy scribbles on must not be what decides; ours are tested.
            if is_ours(mind):
                return mind.choose(view, draws)
            move = asked(mind, lent(view), draws.in_space(MIND))
        except KeyboardInterrupt:
            raise  # the user's, as far as anybody can tell here
        except BaseException as error:  # noqa: BLE001 - whatever a stranger's raises
            code = type(error).__name__
            self.faults.setdefault((view.seat, code), fault_of(error))
            return m.Wait(failed=code)
        return read_back(move) or m.Wait(failed=NO_MOVE)

    def _mind(self, actor: str) -> Strategy:
        mind = self._minds.get(actor)
        if mind is None:
            mind = self._minds[actor] = self._seated(actor, self.header.seats[actor].strategy)
        return mind

    def _seated(self, actor: str, strategy: "str | Strategy") -> Strategy:
        """Return the mind of a strategy; the header's parameters are for the one it names."""
        if not isinstance(strategy, str):
            return strategy
        entry, parameters = self._named(actor, strategy)
        return entry.make(parameters)

    def _named(self, actor: str, strategy: str) -> tuple[Entry, Mapping[str, int]]:
        """Return a strategy's entry and the parameters that it plays an actor with."""
        entry, own = entry_of(strategy), self.header.seats[actor]
        return entry, own.parameters if own.strategy == entry.label else {}

    def _record(
        self,
        actor: str,
        minute: int,
        move: m.Move,
        source: str,
        seen: tuple[View, Draws] | None = None,
    ) -> Refusal | None:
        """Decide, write and fold; who has the actor's view and unasked luck at hand gives them."""
        talks = self.talks
        if seen is None:
            request = Request(actor=actor, minute=minute, move=move)
            events = decide(talks, request, rule_draws(talks, actor))
        else:
            events = decide_seen(talks, seen[0], move, seen[1])
        if isinstance(events, Refusal):
            return events
        taken = talks.decisions
        decision = decision_of(taken + 1, actor, minute, source, move, events)
        self.log.append(self.branch, taken, encode_decision(decision))
        self.decisions.append(decision)
        self._hold(folded_all(talks, (decision,)))
        for listener in self.listeners:
            listener(decision, self.talks)
        self._arm()
        return None

    def _arm(self) -> None:
        if self._minds_due and self._head is not None:
            minute, actor = self._head
            self._calendar.arm(actor, minute)
        else:
            self._calendar.disarm()

    @property
    def digest(self) -> str:
        """Return the digest of the record so far."""
        return self.log.head(self.branch).digest

    def label_of(self, seat: str) -> str:
        """Return the name and version of the strategy that plays a seat when no person does."""
        return self.header.seats[actor_of(self.scenario, seat).id].strategy
