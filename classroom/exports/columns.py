"""
The one table of columns: what every file holds, of which type, in which unit.

Writers, `datapackage.json` and codebook are made from it. What a column means stands in the
catalogues under `class.export.<file>.<column>`, or for many files `class.export.column.<column>`.
A column with `{role}` is there once for every seat that has preferences. Names are those of oTree
where oTree has one.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

Cell = str | int | None
Row = Mapping[str, Cell]

TEXT, WHOLE, JSON, TIME = "text", "whole", "json", "time"
TYPES = (TEXT, WHOLE, JSON, TIME)
UNITS = ("", "utility", "ppm", "milli", "s", "min", "count", "yes_no")

_TABLE = ("session_code text", "table_id text", "group_id whole")
_WHEN = ("utc_time time", "elapsed_s whole s", "sim_time whole min")
_WHO = ("id_in_group whole", "role text")

_SHEETS: Mapping[str, tuple[str, ...]] = {
    "sessions": (
        "session_code text", "scenario_id text", "scenario_version whole", "software_version text",
        "language text", "started_utc time", "bargaining_utc time", "ended_utc time",
        "paused_s whole s", "layout text", "planned_tables whole count", "n_tables whole count",
        "n_participants whole count", "timers_json json", "seed whole",
        "consent_text_version text",
    ),
    "tables": (
        *_TABLE, "treatment text", "seed whole", "status text", "outcome text",
        "agreement_package_json json", "time_to_agreement_s whole s",
        "time_to_agreement_min whole min", "n_decisions whole count", "n_events whole count",
        "n_offers whole count", "n_messages whole count", "joint_surplus whole utility",
        "joint_surplus_share whole ppm", "pareto_gap whole utility", "nash_distance whole utility",
        "ks_distance whole utility", "n_bots whole count", "record_digest text",
    ),
    "seats": (
        *_TABLE, *_WHO, "participant_code text", "mirror_codes text", "is_bot whole yes_no",
        "bot_policy text", "bot_version text", "bot_share_of_moves whole ppm",
        "reservation_value whole utility", "batna_value whole utility",
        "reservation_value_stated whole utility", "target_value_stated whole utility",
        "first_offer_utility_self whole utility", "final_utility whole utility",
        "payoff whole utility", "surplus whole utility", "surplus_share whole ppm",
        "z_within_role whole milli", "rank_within_role whole", "svi_outcome whole milli",
        "svi_self whole milli", "svi_process whole milli", "svi_relationship whole milli",
        "dropped whole count", "reconnects whole count",
    ),
    "events": (
        *_TABLE, "position whole", "event_id text", "event_type text", "event_version whole",
        *_WHEN, *_WHO, "actor_kind text", "causation_id text", "correlation_id text",
        "visibility text", "payload_json json",
    ),
    "decisions": (
        *_TABLE, "decision whole", "decision_id text", *_WHEN, *_WHO, "participant_code text",
        "actor_kind text", "move text", "move_kind text", "to_roles text", "package_json json",
        "utility_self whole utility", "utility_other_{role} whole utility",
        "delta_self whole utility", "delta_other whole utility", "move_class text",
        "concession whole utility", "is_first_offer whole yes_no", "is_counter whole yes_no",
        "responds_to text", "response_time_s whole s", "timeout_happened whole yes_no",
        "text_length whole count",
    ),
    "messages": (
        *_TABLE, "position whole", "message_id text", *_WHEN, *_WHO, "participant_code text",
        "to text", "channel text", "language text", "body_status text", "body text",
    ),
    "surveys": (
        *_TABLE, *_WHO, "participant_code text", "instrument text", "item text", "item_kind text",
        "value whole", "package_json json", "body_status text", "body text",
    ),
    "outcome_space": (
        "session_code text", "package_number whole", "package_json json",
        "utility_{role} whole utility", "is_rational whole yes_no", "is_pareto whole yes_no",
        "is_nash whole yes_no", "is_ks whole yes_no", "is_sampled whole yes_no",
        "n_packages whole count",
    ),
    "panels": (
        "session_code text", "panel text", "row whole", "table_id text", "group_id whole",
        "role text", "measure text", "value whole", "value_text text",
    ),
}  # fmt: skip
SHEETS: tuple[str, ...] = tuple(_SHEETS)
KEYS: Mapping[str, tuple[str, ...]] = {
    "sessions": ("session_code",),
    "tables": ("table_id",),
    "seats": ("table_id", "id_in_group"),
    "events": ("event_id",),
    "decisions": ("decision_id",),
    "messages": ("table_id", "position"),
    "surveys": ("participant_code", "instrument", "item"),
    "outcome_space": ("package_number",),
}
"""Columns that together are different in every row of a file."""
_ROLE = "_{role}"


@frozen(kw_only=True)
class Column:
    """A column of a file."""

    name: str
    type: str
    unit: str = ""
    about: str
    """Its name without a role: under it the catalogues tell what it means."""
    role: str = ""
    """The seat it is about, if there is one such column for each."""


def columns_of(sheet: str, roles: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of a file in their order, for the seats of a scenario."""
    return tuple(_columns(_SHEETS[sheet], roles))


def _columns(lines: Sequence[str], roles: Sequence[str]) -> Iterator[Column]:
    for line in lines:
        name, kind, *unit = line.split()
        about = name.removesuffix(_ROLE)
        for role in roles if name.endswith(_ROLE) else ("",):
            yield Column(
                name=f"{about}_{role}" if role else name,
                type=kind,
                unit=unit[0] if unit else "",
                about=about,
                role=role,
            )
