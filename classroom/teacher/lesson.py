"""The lesson as the teacher steers it: which phase it is in, what comes next, what to say."""

from attrs import frozen

from classroom.cohort.facts import BARGAINING, CLOSED, PHASES
from classroom.teacher.overview import Overview
from classroom.teacher.plans import plan_of
from sim.words import load

PAST, PRESENT, NEXT, LATER, LEFT_OUT = "past", "present", "next", "later", "left_out"


@frozen(kw_only=True)
class PhaseLine:
    """One phase on the stepper."""

    phase: str
    mark: str
    seconds: int | None
    """Planned seconds; None for a phase that the plan leaves out."""
    does: str
    """What the teacher says and does, in words."""
    lesson: int
    tables_play: bool
    """Whether tables negotiate in it."""
    ahead: bool
    """Whether one can go there: a lesson never goes back, since records do not."""
    ends_tables: bool
    """Whether going there ends the tables that are open."""


@frozen(kw_only=True)
class Lesson:
    """The stepper."""

    plan: str
    minutes: int
    phases: tuple[PhaseLine, ...]

    @property
    def present(self) -> PhaseLine:
        """Return the phase the class is in."""
        return next(one for one in self.phases if one.mark == PRESENT)

    @property
    def bargains(self) -> bool:
        """Tell whether the bargaining is now or still to come."""
        return PHASES.index(self.present.phase) <= PHASES.index(BARGAINING)

    def seconds_of(self, phase: str) -> int | None:
        """Return the planned seconds of a phase."""
        return next(one.seconds for one in self.phases if one.phase == phase)

    @property
    def next(self) -> PhaseLine | None:
        """Return the phase that follows in the plan, or nothing after the last."""
        return next((one for one in self.phases if one.mark == NEXT), None)


def lesson_of(overview: Overview) -> Lesson:
    """Return the stepper of a class."""
    plan = plan_of(overview.cohort.opened.plan)
    at = PHASES.index(overview.cohort.clock.phase)
    planned = [phase for phase in PHASES[at + 1 :] if plan.step(phase) is not None]
    # A plan of the teacher's own may end anywhere; the class still has to be closed some time.
    following = planned[0] if planned else CLOSED if at + 1 < len(PHASES) else ""
    t = load(overview.lang)
    phases = []
    for place, phase in enumerate(PHASES):
        step = plan.step(phase)
        key = _does(phase if step is None else step.key, overview.cohort.closed)
        phases.append(
            PhaseLine(
                phase=phase,
                mark=_mark(place, at, phase, following, planned=step is not None),
                seconds=None if step is None else step.seconds,
                does=t(f"class.plan.do.{key}"),
                lesson=1 if step is None else step.lesson,
                tables_play=phase == BARGAINING,
                ahead=place > at,
                ends_tables=at <= PHASES.index(BARGAINING) < place,
            )
        )
    return Lesson(plan=plan.id, minutes=plan.minutes, phases=tuple(phases))


def _does(key: str, closed: int) -> str:
    """Return which text says what to do; of a class that is closed nobody is told to close it."""
    return "closed_now" if key == CLOSED and closed else key


def _mark(place: int, at: int, phase: str, following: str, *, planned: bool) -> str:
    if place == at:
        return PRESENT
    if phase == following:
        return NEXT
    if not planned:
        return LEFT_OUT
    return PAST if place < at else LATER
