"""The end of a session: the port behind the outcome. Here nothing is secret any more."""

from functools import cached_property

from game.ports import ReplayPort, ReviewPort, SeatsPort
from game.presenters.make_desk_words import Words
from game.presenters.make_outcome import Ending, make_outcome
from game.presenters.outcome import OutcomeModel
from game.shell import clipboard, evaluating
from game.shell.words import words_of
from game.text import Text
from sim.domain import events as e
from sim.domain.deal import Package
from sim.domain.lookup import members_of
from sim.domain.talks import APPROVED, PENDING, REFUSED, Talks
from sim.engine.run import Run
from sim.engine.session import Session
from sim.record.replay import read_log
from sim.seeds import seed_text


class SessionOutcome:
    """How one session ended, as its seat reads it."""

    def __init__(self, session: Session, seat: str, kept: str = "") -> None:
        self.session = session
        self.seat = seat
        self.kept = kept
        self._run = Run.of(session)
        self._review: ReviewPort | None = None
        self._known: tuple[str, OutcomeModel] | None = None

    def model(self, text: Text) -> OutcomeModel:
        """Return the end in words."""
        if self._known is None or self._known[0] != text.lang:
            self._known = (text.lang, make_outcome(self._ending(text)))
        return self._known[1]

    def replay(self) -> ReplayPort:
        """Return the replay of this game."""
        from game.shell.replay import replay_of_session

        return replay_of_session(self.session)

    def review(self) -> ReviewPort:
        """Return the review of this game, the same one each time."""
        if self._review is None:
            from game.shell.review import RecordReview

            record = read_log(self.session.log, self.session.branch)
            self._review = RecordReview(record, self.seat, evaluating.evaluator())
        return self._review

    def copy(self) -> None:
        """Put the code of this start on the clipboard."""
        clipboard.put(self._code)

    @cached_property
    def _code(self) -> str:
        from game.shell.sharing import code_of_header

        return code_of_header(self.session.header, self.seat)

    def again(self) -> SeatsPort:
        """Return the choice of a seat, preset as this game was."""
        from game.shell.seats import seats_again

        return seats_again(self.session, self.seat)

    def _ending(self, text: Text) -> Ending:
        run, scenario = self._run, self.session.scenario
        words = Words(
            text=text, names=words_of(scenario.id, text.lang), scenario=scenario, seat=self.seat
        )
        outcome, common = run.outcome, run.end.common
        assert outcome is not None
        consents = self._consents()
        return Ending(
            words=words,
            seat=self.seat,
            seed=seed_text(run.header.seed),
            kind=outcome.kind,
            minute=outcome.minute,
            package=outcome.package,
            paper=self._paper(),
            signed=self._minute(e.TermsSigned),
            ordered=self._minute(e.OrderSigned),
            deadline=common.deadline,
            enjoined=common.enjoined,
            agreed=tuple(one for one, status in consents.items() if status == APPROVED),
            refused=tuple(one for one, status in consents.items() if status == REFUSED),
            silent=tuple(one for one, status in common.consents.items() if status == PENDING),
            left=next((one.actor for one in reversed(run.events)
                       if isinstance(one.event, e.TalksBroken)), ""),
            apart=_apart(run.end, words),
            scores=tuple(run.seats.values()),
            created=run.created,
            left_behind=run.left_on_table,
            own_decisions=sum(1 for one in run.record if one.actor == self.seat),
            decisions=run.decisions,
            code=self._code,
            kept=self.kept,
        )  # fmt: skip

    def _minute(self, kind: type[e.Event]) -> int | None:
        return next((one.minute for one in self._run.events if isinstance(one.event, kind)), None)

    def _paper(self) -> Package | None:
        """Return the signed paper as it was last, whatever became of it."""
        found = [one.event.package for one in self._run.events
                 if isinstance(one.event, e.TermsSigned | e.TermsAmended)]  # fmt: skip
        return found[-1] if found else None

    def _consents(self) -> dict[str, str]:
        """Return who consented to the paper and who did not, in the order they spoke."""
        spoke: dict[str, str] = {}
        for one in self._run.events:
            if isinstance(one.event, e.DealApproved):
                spoke[one.event.by] = APPROVED
            elif isinstance(one.event, e.DealBlocked):
                spoke[one.event.by] = REFUSED
        return spoke


def _apart(end: Talks, words: Words) -> tuple[str, str]:
    """Return the last offers of the two sides of the main table, if both made one."""
    table = end.scenario.tables[0]
    members, issue = members_of(end.scenario, table.id), end.scenario.issues[0]
    last = {offer.by: offer.package for offer in end.channels[table.id].offers}
    if len(members) != 2 or any(member not in last for member in members):  # noqa: PLR2004
        return "", ""
    said = [
        words.text("ui.outcome.why.asked", actor=words.inside(member),
                   offer=words.option(issue, last[member][issue.id]))
        for member in members
    ]  # fmt: skip
    return said[0], said[1]
