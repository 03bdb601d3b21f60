"""
What the files say of themselves: `codebook.md` for people, `datapackage.json` for programs.

Both are made from the table of columns, in the language of whoever reads.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from classroom.exports.columns import JSON, KEYS, SHEETS, TEXT, TIME, WHOLE, Column, columns_of
from classroom.exports.kept import Kept
from classroom.exports.panels import TOTAL, measures, totals
from sim.words import Text, load, vocabulary

_NOTES = ("csv", "jsonl", "empty", "units", "time", "ids", "secrets", "words", "again")
_TYPES: Mapping[str, str] = {TEXT: "string", WHOLE: "integer", JSON: "object", TIME: "datetime"}
"""Types as the Table Schema calls them."""


def meaning(t: Text, sheet: str, column: Column, roles: Mapping[str, str]) -> str:
    """Return what a column means; a seat's own names it."""
    own = f"class.export.{sheet}.{column.about}"
    key = own if t.has(own) else f"class.export.column.{column.about}"
    return t(key, role=roles[column.role]) if column.role else t(key)


def _roles(kept: Kept) -> Mapping[str, str]:
    """Return the seats' names for people."""
    texts = vocabulary(kept.scenario.id, kept.lang)
    return {role: texts.get(f"actors.{role}.label", role) for role in kept.roles}


def codebook(kept: Kept) -> bytes:
    """Return every column of every file: its type, its unit and its meaning."""
    t, roles = load(kept.lang), _roles(kept)
    parts = [
        f"# {t('class.export.title', code=kept.code)}",
        t("class.export.lead"),
        "\n".join(f"- {t(f'class.export.note.{one}')}" for one in _NOTES),
    ]
    for sheet in SHEETS:
        parts += [f"## {sheet}", f"{t(f'class.teach.file.{sheet}')}", _columns(kept, sheet, roles)]
    parts += [f"## {t('class.export.roles')}", _seats(t, roles)]
    parts += [f"## {t('class.export.issues')}", _issues(kept, t)]
    parts += [f"## {t('class.export.measures')}", t("class.export.measures_lead"), _measures(t)]
    parts += [f"## {t('class.export.totals')}", _totals(t)]
    return ("\n\n".join(parts) + "\n").encode()


def _columns(kept: Kept, sheet: str, roles: Mapping[str, str]) -> str:
    t = load(kept.lang)
    rows = (
        (
            f"`{one.name}`",
            t(f"class.export.type.{one.type}"),
            t(f"class.export.unit.{one.unit}") if one.unit else "",
            meaning(t, sheet, one, roles),
        )
        for one in columns_of(sheet, kept.valued)
    )
    return _grid([t(f"class.export.head.{key}") for key in _COLUMN_HEAD], rows)


_COLUMN_HEAD = ("column", "type", "unit", "meaning")


def _seats(t: Text, roles: Mapping[str, str]) -> str:
    rows = ((str(at), f"`{role}`", name) for at, (role, name) in enumerate(roles.items(), 1))
    return _grid(["`id_in_group`", "`role`", t("class.export.head.name")], rows)


def _issues(kept: Kept, t: Text) -> str:
    texts = vocabulary(kept.scenario.id, kept.lang)
    rows = (
        (
            f"`{issue.id}`",
            texts.get(f"issues.{issue.id}.label", issue.id),
            issue.unit,
            ", ".join(f"`{option}`" for option in issue.options),
        )
        for issue in kept.scenario.issues
    )
    return _grid([t(f"class.export.head.{key}") for key in ("issue", "name", "unit", "options")],
                 rows)  # fmt: skip


def _measures(t: Text) -> str:
    """Explain the measures by the heads under which pages show them, where there is one."""
    rows = (
        (f"`{panel}`", f"`{name}`", _first(t, (
            f"class.export.measure.{panel}.{name}", f"class.{panel}.head.{name}",
            f"class.column.{name}", f"class.point.{name}",
        )))
        for panel, names in measures().items()
        for name in names
    )  # fmt: skip
    return _grid(_measure_head(t), rows)


def _totals(t: Text) -> str:
    rows = (
        (f"`{panel}`", f"`{name}`",
         _first(t, (f"class.export.total.{panel}.{name}", f"class.export.total.{name}")))
        for panel, names in totals().items()
        for name in names
    )  # fmt: skip
    return _grid(_measure_head(t), (*rows, ("", f"`{TOTAL}`", t("class.export.total"))))


def _measure_head(t: Text) -> list[str]:
    return [t(f"class.export.head.{key}") for key in ("panel", "measure", "meaning")]


def _first(t: Text, keys: Sequence[str]) -> str:
    """Return the first text there is, else nothing."""
    return next((t(key) for key in keys if t.has(key)), "")


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown; a stroke within a cell would end it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


def datapackage(kept: Kept) -> bytes:
    """Return the description of the CSV files after the Data Package standard."""
    t = load(kept.lang)
    package = {
        "profile": "tabular-data-package",
        "name": f"class-{kept.code.lower()}",
        "title": t("class.export.title", code=kept.code),
        "description": t("class.export.lead"),
        "resources": list(_resources(kept, t)),
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resources(kept: Kept, t: Text) -> Iterator[Mapping[str, object]]:
    roles = _roles(kept)
    for sheet in SHEETS:
        fields = [_field(t, sheet, one, roles) for one in columns_of(sheet, kept.valued)]
        key = {"primaryKey": list(KEYS[sheet])} if sheet in KEYS else {}
        yield {
            "profile": "tabular-data-resource",
            "name": sheet.replace("_", "-"),
            "path": f"{sheet}.csv",
            "description": t(f"class.teach.file.{sheet}"),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
            "schema": {"fields": fields, "missingValues": [""], **key},
        }


def _field(t: Text, sheet: str, column: Column, roles: Mapping[str, str]) -> Mapping[str, object]:
    field = {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": meaning(t, sheet, column, roles),
    }
    if column.type == TIME:
        field["format"] = "any"
    if column.unit:
        field["unit"] = t(f"class.export.unit.{column.unit}")
    return field
