"""
Lesson plans as data: the phases of a lesson with their seconds, and which text says what to do.

The texts stand in the catalogues under `class.plan.do.<key>`. The class closes when the teacher
says so: the last phase has no time of its own, the exit ticket belongs to the debrief.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from classroom.cohort.facts import (
    BARGAINING,
    BRIEFING,
    DEBRIEF,
    FORMS,
    JOINING,
    PHASES,
    PRACTICE,
)

_MINUTE = 60
CUSTOM = "custom"
MINUTES_MOST = 600


@frozen(kw_only=True)
class Step:
    """One phase of a plan."""

    phase: str
    seconds: int
    key: str
    """Which text says what the teacher does and says."""
    lesson: int = 1
    """In which of two lessons it lies."""


@frozen(kw_only=True)
class Plan:
    """A lesson, or two."""

    id: str
    steps: tuple[Step, ...]

    @property
    def seconds(self) -> Mapping[str, int]:
        """Return the seconds by phase, as a class keeps them."""
        return {step.phase: step.seconds for step in self.steps}

    @property
    def minutes(self) -> int:
        """Return how long all of it takes."""
        return sum(step.seconds for step in self.steps) // _MINUTE

    def step(self, phase: str) -> Step | None:
        """Return the step of a phase, or nothing where the plan leaves it out."""
        return next((step for step in self.steps if step.phase == phase), None)


def _plan(name: str, *steps: tuple[str, int, str], second: Sequence[str] = ()) -> Plan:
    return Plan(
        id=name,
        steps=tuple(
            Step(phase=phase, seconds=minutes * _MINUTE, key=key, lesson=1 + (phase in second))
            for phase, minutes, key in steps
        ),
    )


PLANS: Mapping[str, Plan] = {
    plan.id: plan
    for plan in (
        _plan(
            "90",
            (JOINING, 8, "joining"), (BRIEFING, 15, "briefing"), (PRACTICE, 3, "practice"),
            (BARGAINING, 26, "bargaining"), (FORMS, 6, "forms"), (DEBRIEF, 32, "debrief"),
        ),
        _plan(
            "45",
            (JOINING, 5, "joining_read"), (BARGAINING, 20, "bargaining_brief"),
            (FORMS, 3, "forms_brief"), (DEBRIEF, 17, "debrief_brief"),
        ),
        _plan(
            "2x50",
            (JOINING, 8, "joining"), (BRIEFING, 15, "briefing"), (PRACTICE, 3, "practice"),
            (BARGAINING, 24, "bargaining_first"), (FORMS, 6, "forms_second"),
            (DEBRIEF, 44, "debrief_second"),
            second=(FORMS, DEBRIEF),
        ),
    )
}  # fmt: skip
DEFAULT = "90"


def plan_of(seconds: Mapping[str, int]) -> Plan:
    """Return the plan that a class was opened with: one of ours, or its own minutes."""
    for plan in PLANS.values():
        if dict(plan.seconds) == dict(seconds):
            return plan
    steps = tuple(
        Step(phase=phase, seconds=seconds[phase], key=phase)
        for phase in PHASES
        if seconds.get(phase)
    )
    return Plan(id=CUSTOM, steps=steps)


def custom_seconds(minutes: Mapping[str, str]) -> Mapping[str, int] | None:
    """
    Return the seconds by phase of typed minutes; an empty or zero field leaves the phase out.

    Return nothing where a field holds no whole number from 0 to 600.
    """
    found: dict[str, int] = {}
    for phase in PHASES:
        typed = minutes.get(phase, "").strip()
        if not typed:
            continue
        if not typed.isascii() or not typed.isdigit() or int(typed) > MINUTES_MOST:
            return None
        if int(typed):
            found[phase] = int(typed) * _MINUTE
    return found
