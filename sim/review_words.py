"""The review for people and for programs: one command, both languages."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sim.commands import date_of, print_json
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.decider import initial
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, POINT
from sim.errors import DONE, FINDINGS, CannotError
from sim.projections.dates import clock_of, local_moment
from sim.projections.move_words import move_words
from sim.projections.scores import opening_reservation
from sim.projections.transcript import Count, option_value, said
from sim.record.archive import OVER
from sim.record.requests import move_to_json
from sim.review import PLAIN, ROLLOUTS, STRONG, Moment, Progress, Review, review
from sim.review_sides import Side, their_side
from sim.words import system_language, vocabulary

if TYPE_CHECKING:
    from sim.record.replay import Record

_ROLLOUTS_MAX = 10_000


def command(said_: Namespace) -> int:
    """Judge a record's decisions and print them; exit 1 if the record is damaged past its start."""
    from sim.record.replay import open_record

    record = open_record(said_.file, said_.branch)
    seats = [_checked(record.header.scenario, said_.seat)] if said_.seat else None
    rollouts = ROLLOUTS if said_.rollouts is None else said_.rollouts
    if not 2 <= rollouts <= _ROLLOUTS_MAX:  # noqa: PLR2004 - one game has no spread
        raise CannotError("--rollouts", f"{rollouts} is no fair number", "give 2 to 10000")
    found = review(record, seats, rollouts, _progress())
    if said_.json:
        print_json(plain(record, found))
    else:
        for line in lines(record, found, said_.lang or system_language()):
            sys.stdout.write(line + "\n")
    if record.failure is not None:
        sys.stderr.write(f"error: {record.failure}\n")
        return FINDINGS
    return DONE


def _checked(scenario: Scenario, seat: str) -> str:
    seats = [actor.id for actor in index_of(scenario).seats if actor.id in scenario.preferences]
    if seat not in seats:
        raise CannotError(seat, "no such seat here", f"choose one of {', '.join(seats)}")
    return seat


def _progress() -> Progress | None:
    """Return what shows the work on a terminal, or nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done} / {total}{end}")
        sys.stderr.flush()

    return tell


def plain(record: "Record", found: Review) -> dict[str, Any]:
    """Return the object that `review --json` prints."""
    scenario, opening = record.header.scenario, initial(record.header)
    return {
        "moves": [_plain_moment(scenario, moment) for moment in found.moments],
        "seats": {
            side.seat: {
                "personality": side.personality,
                "reservation": opening_reservation(opening, side.seat),
                "no_deal": side.no_deal,
                "limit": side.limit,
                "limit_day": side.limit_day,
                "bar": side.bar,
                "reads": side.reads,
                "signed": side.signed,
                "span": found.spans.get(side.seat),
            }
            for side in their_side(record)
        },
    }


def _plain_moment(scenario: Scenario, moment: Moment) -> dict[str, Any]:
    return {
        "decision": moment.decision,
        "seat": moment.seat,
        "minute": moment.minute,
        "date": date_of(scenario.opens, moment.minute),
        "move": move_to_json(moment.move),
        "before": moment.before.mean,
        "after": moment.after.mean,
        "error": moment.after.error,
        "loss": moment.loss.mean,
        "loss_error": moment.loss.error,
        "grade": moment.grade,
        "hindsight": moment.hindsight,
        "best": [
            {"move": move_to_json(one.move), "gain": one.gain.mean, "error": one.gain.error}
            for one in moment.best
        ],
        "everybody": dict(moment.everybody),
    }


def lines(record: "Record", found: Review, lang: str) -> Iterator[str]:
    """Yield the review in words: each reviewed seat's graded moments, then their side."""
    scenario = record.header.scenario
    texts = vocabulary(scenario.id, lang)
    title = texts.get("title", scenario.id)
    yield texts["review.title"].format(scenario=title, seed=record.header.seed)
    if record.state != OVER:
        yield "  " + texts["review.open"]
    before = papers(record)
    for seat in found.spans:
        moments = found.of(seat)
        graded = [one for one in moments if one.grade != PLAIN]
        wrong = sum(one.grade != STRONG for one in graded)
        yield ""
        yield texts["review.seat"].format(
            actor=_actor(texts, seat), count=len(moments), graded=wrong
        )
        if not graded:
            yield "  " + texts["review.clean"]
        for moment in sorted(graded, key=lambda one: -one.loss.mean):
            yield from _told(scenario, moment, texts, before.get(moment.decision))
    yield ""
    yield texts["review.sides"]
    for side in their_side(record):
        yield "  " + " ".join(side_words(scenario, side, texts))


def papers(record: "Record") -> dict[int, Package]:
    """Return the newest package of anybody before each decision: what a draft differs from."""
    found: dict[int, Package] = {}
    newest: Package | None = None
    for decision in record.decisions:
        if newest is not None:
            found[decision.number] = newest
        if isinstance(decision.move, m.Propose):
            newest = decision.move.package
    return found


def _told(
    scenario: Scenario, moment: Moment, texts: Mapping[str, str], before: Package | None
) -> Iterator[str]:
    values = {
        "date": local_moment(scenario, clock_of(scenario, moment.seat), moment.minute).iso[5:10],
        "mark": texts[f"review.grade.{moment.grade}"],
        "move": move_words(scenario, moment.move, texts, before),
    }
    if moment.grade == STRONG:
        margin = min((-one.gain.mean for one in moment.best), default=0)
        yield "  " + texts["review.good"].format(gain=_points(margin, texts), **values)
        return
    yield "  " + texts["review.moment"].format(loss=_points(-moment.loss.mean, texts), **values)
    better = move_words(scenario, moment.best[0].move, texts, before)
    said_as = "review.hindsight" if moment.hindsight else "review.better"
    yield "             " + texts[said_as].format(move=better)


def side_words(scenario: Scenario, side: Side, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what a seat really wanted, in sentences."""
    temper = f"actors.{side.seat}.personalities.{side.personality}"
    values = {
        "actor": _actor(texts, side.seat),
        "temper": texts.get(temper, side.personality),
        "floor": _points(side.no_deal, texts),
    }
    about = "" if side.signed else ".offer"
    if side.bar is not None and side.reads is not None:
        yield texts["review.side.authority" + about].format(
            bar=said(Count(side.bar), texts), reads=said(Count(side.reads), texts), **values
        )
        return
    yield texts["review.side.party"].format(**values)
    if side.limit is not None:
        issue = next(one.id for one in scenario.issues if side.limit in one.options)
        limit = said(option_value(scenario, issue, side.limit), texts)
        yield texts["review.side.limit" + about].format(limit=limit)
    if side.limit_day is not None:
        yield texts["review.side.day"].format(day=side.limit_day)


def _actor(texts: Mapping[str, str], seat: str) -> str:
    return texts.get(f"actors.{seat}.label", seat)


def _points(utility: int, texts: Mapping[str, str]) -> str:
    """Return millionths of utility in points with their unit, with a sign where negative."""
    return said(Count(utility * MILLI // POINT, "points"), texts)
