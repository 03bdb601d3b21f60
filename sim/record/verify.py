"""
Check a record: chain and end line, canonical form, fold; deep: every request decided again.

The chain tells whether bytes were changed by accident; only the deep check tells whether somebody
rebuilt the chain over other facts.
"""

from attrs import frozen

from sim.domain.decision import FACILITATOR, HUMAN, RULES, SCRIPT, STRATEGY, Decision
from sim.domain.talks import Talks
from sim.record.codec import RESTORE, encode_decision
from sim.record.errors import RecordError
from sim.record.replay import Record
from sim.record.strict import check_line

_FORGED = "do not trust the record from here on"


@frozen(kw_only=True)
class Report:
    """What a check found; `failure` names the first decision at fault, with its line."""

    ok: bool
    events: int
    decisions: int
    sealed: bool
    digest: str
    failure: str | None


def verify(record: Record, *, deep: bool = False) -> Report:
    """Check a record, and deep: decide every request again and compare bytes."""
    same_rules = record.header.rules == RULES
    try:
        _check_decisions(record, deep=deep and same_rules)
        failure = record.failure or (None if same_rules or not deep else _other_rules(record))
    except RecordError as error:
        # The fold ends with the valid prefix, so this lies before whatever cut that short.
        failure = error
    return Report(
        ok=failure is None,
        events=len(record.events),
        decisions=len(record.decisions),
        sealed=record.sealed,
        digest=record.digest,
        failure=None if failure is None else str(failure),
    )


def _other_rules(record: Record) -> RecordError:
    """Return what forbids deciding again: the rules were not the ones this version knows."""
    return RecordError(
        record.path,
        f"it was decided under rules {record.header.rules}, this version has rules {RULES}",
        "check it without deciding again, or use the version that wrote it",
    )


def _check_decisions(record: Record, *, deep: bool) -> None:
    """Fold decision by decision; raise RecordError at the first that does not hold."""
    from sim.domain.decider import advance, initial

    try:
        talks = initial(record.header)
    except Exception as error:
        raise _broken(record, None, error) from error
    for line, decision in zip(record.lines, record.decisions, strict=True):
        try:
            if record.branch is not None:
                check_line(line)
            if deep:
                _decide_again(talks, decision)
            talks = advance(talks, decision)
        except RecordError as error:
            raise _placed(record, decision, error) from error
        except Exception as error:
            # A record rebuilt by hand may break the rules anywhere, in any way.
            raise _broken(record, decision, error) from error


def _decide_again(talks: Talks, decision: Decision) -> None:
    """Raise unless the request, decided at these talks, gives the very same bytes."""
    from sim.domain.decider import Refusal, decide_again

    check_minute(talks, decision)
    again = decide_again(talks, decision)
    if isinstance(again, Refusal):
        raise RecordError("decision", f"the rules refuse its move ({again.code})", _FORGED)
    rebuilt = Decision(
        number=decision.number,
        actor=decision.actor,
        minute=decision.minute,
        source=decision.source,
        move=decision.move,
        events=again,
    )
    if encode_decision(rebuilt) != encode_decision(decision):
        raise RecordError("decision", "decided again, its events come out otherwise", _FORGED)


def check_minute(talks: Talks, decision: Decision) -> None:
    """Raise unless the minute is one at which the actor could be asked."""
    from sim.domain.decider import next_due

    _check_source(talks, decision)
    due = next_due(talks)
    on_time = due is None or talks.minute <= decision.minute <= due[0]
    if decision.source == STRATEGY and due is not None:
        on_time = due == (decision.minute, decision.actor)
    if not on_time:
        raise RecordError("decision", "nobody was due at its minute", _FORGED)


def _check_source(talks: Talks, decision: Decision) -> None:
    """Raise unless who moved could: people at seats they hold, strategies elsewhere."""
    held = decision.actor in talks.humans
    facilitated = decision.actor == FACILITATOR
    over = talks.common.outcome is not None
    fits = {
        HUMAN: held,
        STRATEGY: not held and not facilitated and not over,
        SCRIPT: not held and not facilitated,
        FACILITATOR: facilitated,
    }
    if not fits[decision.source]:
        reason = f"nobody moves as {decision.source} there"
        raise RecordError("decision", reason, _FORGED)


def _placed(record: Record, decision: Decision, error: RecordError) -> RecordError:
    """Return a finding about one decision with its file, line and number."""
    line = None if record.branch is not None else decision.number + 1
    return error.at(record.path, line, f"decision {decision.number}")


def _broken(record: Record, decision: Decision | None, error: Exception) -> RecordError:
    """Return the failure for a decision that the fold cannot take."""
    finding = RecordError(
        record.path, f"the talks cannot take it ({type(error).__name__})", RESTORE
    )
    if decision is None:
        return RecordError(
            record.path, f"the header opens no talks ({type(error).__name__})", RESTORE, 1
        )
    return _placed(record, decision, finding)
