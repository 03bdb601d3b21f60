"""Rows of the class, its tables and its seats: what came of it, by the figures of the debrief."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import blake2b

from attrs import frozen

from classroom.cohort import facts as f
from classroom.cohort.state import MS
from classroom.debrief import normalised, subjective
from classroom.debrief.claimed import shares_of
from classroom.debrief.ground import KALAI, NASH
from classroom.debrief.offers import offers_of
from classroom.debrief.played import Played
from classroom.debrief.references import distances_of
from classroom.exports import common
from classroom.exports.columns import Cell, Row
from classroom.exports.kept import Kept, KeptTable
from classroom.exports.presence import held
from classroom.forms import FACTORS, RESERVATION, TARGET
from classroom.materials import content
from sim.domain import events as e
from sim.domain.decision import Decision
from sim.domain.rules import worth

OPEN = "open"


def sessions(kept: Kept) -> Iterator[Row]:
    """Yield the one row of the class."""
    opened, cohort = kept.cohort.opened, kept.cohort
    yield {
        "session_code": kept.code,
        "scenario_id": kept.scenario.id,
        "scenario_version": kept.scenario.version,
        "software_version": kept.software,
        "language": opened.lang,
        "started_utc": common.utc(cohort.at),
        "bargaining_utc": common.utc(_bargaining(kept)),
        "ended_utc": common.utc(cohort.closed),
        "paused_s": sum(until - since for since, until in kept.pauses) // MS,
        "layout": opened.layout,
        "planned_tables": opened.tables or None,
        "n_tables": len(kept.tables),
        "n_participants": len(cohort.members),
        "timers_json": common.js(opened.plan),
        "seed": opened.seed,
        "consent_text_version": _notice(kept),
    }


def _notice(kept: Kept) -> str:
    """Return a short digest of the privacy notice as this program prints it for the class."""
    notice = content("privacy", kept.scenario, kept.cohort.opened.lang)
    return blake2b(str(notice.body).encode(), digest_size=4).hexdigest()


def _bargaining(kept: Kept) -> int:
    begun = (
        at
        for at, fact in kept.entries
        if isinstance(fact, f.PhaseBegun) and fact.phase == f.BARGAINING
    )
    return next(begun, 0)


def tables(kept: Kept) -> Iterator[Row]:
    """Yield every table; one that is open or was ended by the teacher has no results."""
    counted = {one.table for one in kept.counted}
    for table in kept.tables:
        yield _table(kept, table, counted=table.played.table in counted)


def _table(kept: Kept, table: KeptTable, *, counted: bool) -> Row:
    one = table.played
    events = [event for made in one.decisions for event in made.events]
    outcome = one.final.common.outcome
    return {
        **common.table_ids(kept, one.table),
        "treatment": kept.scenario.id,
        "seed": one.header.seed,
        "status": one.status or OPEN,
        "outcome": None if outcome is None else outcome.kind,
        **_agreement(table),
        "n_decisions": len(one.decisions),
        "n_events": len(events),
        "n_offers": len(offers_of(one)),
        "n_messages": sum(getattr(event, "text", None) is not None for event in events),
        **_reached(one, counted=counted),
        "n_bots": sum(not held(kept, table, role).people for role in kept.roles),
        "record_digest": table.digest,
    }


def _agreement(table: KeptTable) -> Row:
    package, signed = table.played.package, _signed(table.played)
    return {
        "agreement_package_json": None if package is None else common.js(package),
        "time_to_agreement_s": None if signed is None else table.played.seconds.get(signed.number),
        "time_to_agreement_min": None if signed is None else signed.minute,
    }


def _signed(one: Played) -> Decision | None:
    """Return the decision by which the paper of a deal got its last form."""
    if one.package is None:
        return None
    papers = [
        made
        for made in one.decisions
        if any(isinstance(event, e.TermsSigned | e.TermsAmended) for event in made.events)
    ]
    return papers[-1] if papers else None


def _reached(one: Played, *, counted: bool) -> Row:
    far: Mapping[str, int] = distances_of(one) if counted else {}
    return {
        "joint_surplus": one.joint if counted else None,
        "joint_surplus_share": one.share if counted else None,
        "pareto_gap": one.left if counted else None,
        "nash_distance": far.get(NASH),
        "ks_distance": far.get(KALAI),
    }


def seats(kept: Kept) -> Iterator[Row]:
    """Yield every seat of every table."""
    scores = _Scores(kept=kept)
    for table in kept.tables:
        for role in kept.roles:
            yield _seat(kept, table, role, scores)


def _seat(kept: Kept, table: KeptTable, role: str, scores: "_Scores") -> Row:
    one, number = table.played, table.played.table
    people = [member.who for member in kept.cohort.holders(number, role)]
    how = held(kept, table, role)
    policy, _, version = _strategy(one, role).partition("/")
    return {
        **common.table_ids(kept, number),
        **common.who(kept, role),
        "participant_code": people[0] if people else None,
        "mirror_codes": common.APART.join(people[1:]),
        "is_bot": int(not how.people),
        "bot_policy": policy,
        "bot_version": version,
        "bot_share_of_moves": how.share,
        **_stated(one, role),
        **scores.row(one, role),
        "dropped": how.dropped,
        "reconnects": how.reconnects,
    }


def _strategy(one: Played, role: str) -> str:
    seated = one.header.seats.get(role)
    return "" if seated is None else seated.strategy


def _stated(one: Played, role: str) -> Row:
    """Return what a seat's people wrote on their sheet, and what they asked for first."""
    sheet = one.preparation.get(role)
    answers = {} if sheet is None else sheet.answers
    first = next((made.utility for made in offers_of(one) if made.by == role), None)
    return {
        "reservation_value_stated": answers.get(RESERVATION),
        "target_value_stated": answers.get(TARGET),
        "first_offer_utility_self": first,
    }


@frozen(kw_only=True, slots=False)
class _Scores:
    """The results of the seats of a class."""

    kept: Kept

    @cached_property
    def ranks(self) -> Mapping[tuple[Cell, Cell], Row]:
        return common.keyed(normalised.figures(self.kept.counted))

    @cached_property
    def feelings(self) -> Mapping[tuple[Cell, Cell], Row]:
        return common.keyed(subjective.figures(self.kept.played))

    def row(self, one: Played, role: str) -> Row:
        """Return a seat's scores; a seat without preferences has none."""
        rank = self.ranks.get((one.table, role), {})
        felt = self.feelings.get((one.table, role), {})
        return {
            **_worth(one, role, counted=bool(rank)),
            "payoff": rank.get("utility"),
            "z_within_role": rank.get("z"),
            "rank_within_role": rank.get("rank"),
            **{f"svi_{factor}": felt.get(factor) for factor in FACTORS},
        }


def _worth(one: Played, role: str, *, counted: bool) -> Row:
    known = role in one.results
    result = one.results.get(role) if counted else None
    return {
        "reservation_value": one.results[role].reservation if known else None,
        "batna_value": _no_deal(one, role) if known else None,
        "final_utility": None if result is None else result.utility,
        "surplus": None if result is None else result.surplus,
        "surplus_share": shares_of(one).get(role) if counted else None,
    }


def _no_deal(one: Played, role: str) -> int:
    """Return what no deal was worth to a seat when its table's record stopped."""
    talks = one.final
    own = talks.private[role]
    return worth.reservation(talks.scenario, talks.common, talks.minute, role, own)
