"""
The tables of a store of classes and every statement both databases understand.

Statements are written once, with `?` for a value; a dialect says only how a database calls whole
numbers, texts and bytes. What people typed themselves (names, texts, keys of their browsers)
is kept as bytes: PostgreSQL's own texts refuse a NUL, and half of a surrogate is no UTF-8.
"""

from attrs import frozen

LAYOUT = 1
"""The number of these tables; a store with a higher one is left to newer versions."""


@frozen(kw_only=True)
class Dialect:
    """How a database calls the three types of column, and what ends the making of a table."""

    number: str
    text: str
    blob: str
    ending: str = ""


TABLES = {
    "layout": "version {number} NOT NULL",
    "class": ("code {text} PRIMARY KEY, place {number} NOT NULL, facts {number} NOT NULL"),
    "entry": (
        "code {text} NOT NULL REFERENCES class, number {number} NOT NULL, at {number} NOT NULL,"
        " line {blob} NOT NULL, PRIMARY KEY (code, number)"
    ),
    "record": (
        "code {text} NOT NULL REFERENCES class, record {number} NOT NULL, header {blob} NOT NULL,"
        " PRIMARY KEY (code, record)"
    ),
    "branch": (
        "code {text} NOT NULL, record {number} NOT NULL, id {number} NOT NULL, parent {number},"
        " at {number} NOT NULL, decisions {number} NOT NULL, link {blob} NOT NULL,"
        " PRIMARY KEY (code, record, id), FOREIGN KEY (code, record) REFERENCES record"
    ),
    "decision": (
        "code {text} NOT NULL, record {number} NOT NULL, branch {number} NOT NULL,"
        " number {number} NOT NULL, line {blob} NOT NULL, link {blob} NOT NULL,"
        " PRIMARY KEY (code, record, branch, number),"
        " FOREIGN KEY (code, record, branch) REFERENCES branch"
    ),
    "tally": (
        "code {text} NOT NULL, record {number} NOT NULL, notes {number} NOT NULL,"
        " link {blob} NOT NULL, PRIMARY KEY (code, record),"
        " FOREIGN KEY (code, record) REFERENCES record"
    ),
    "note": (
        "code {text} NOT NULL, record {number} NOT NULL, number {number} NOT NULL,"
        " branch {number} NOT NULL, decision {number} NOT NULL, kind {text} NOT NULL,"
        " json {text} NOT NULL, PRIMARY KEY (code, record, number),"
        " FOREIGN KEY (code, record, branch) REFERENCES branch"
    ),
    "stamp": (
        "code {text} NOT NULL, record {number} NOT NULL, decision {number} NOT NULL,"
        " at {number} NOT NULL, participant {text} NOT NULL,"
        " PRIMARY KEY (code, record, decision), FOREIGN KEY (code, record) REFERENCES record"
    ),
    "said": (
        "code {text} NOT NULL, record {number} NOT NULL, id {text} NOT NULL,"
        " participant {text} NOT NULL, key {blob} NOT NULL, body {blob} NOT NULL,"
        " PRIMARY KEY (code, record, id), FOREIGN KEY (code, record) REFERENCES record"
    ),
    "form": (
        "code {text} NOT NULL REFERENCES class, id {text} NOT NULL, participant {text} NOT NULL,"
        " key {blob} NOT NULL, body {blob} NOT NULL, PRIMARY KEY (code, id)"
    ),
    "named": (
        "code {text} NOT NULL REFERENCES class, participant {text} NOT NULL, name {blob} NOT NULL,"
        " token {blob} NOT NULL, resume {blob} NOT NULL, PRIMARY KEY (code, participant)"
    ),
    "answer": (
        "code {text} NOT NULL REFERENCES class, participant {text} NOT NULL, key {blob} NOT NULL,"
        " answer {blob} NOT NULL, PRIMARY KEY (code, participant, key)"
    ),
    "secret": "name {text} PRIMARY KEY, value {blob} NOT NULL",
}
"""Every table with its columns; `said` holds the texts of tables, `form` the others."""

PERSONAL = ("said", "form", "named", "answer")
"""The tables of which erasure deletes rows."""

READ_LAYOUT = "SELECT version FROM layout"
SIGN = "INSERT INTO layout VALUES (?)"

READ_CLASSES = "SELECT code FROM class ORDER BY place, code"
READ_QUIET = (
    "SELECT class.code FROM class JOIN entry ON entry.code = class.code AND number = facts"
    " WHERE at <= ? AND EXISTS (SELECT 1 FROM named WHERE named.code = class.code)"
    " ORDER BY place, class.code"
)
IS_CLASS = "SELECT facts FROM class WHERE code = ?"
FOUND = (
    "INSERT INTO class SELECT ?, coalesce(max(place), 0) + 1, 0 FROM class"
    " WHERE true ON CONFLICT (code) DO NOTHING"
)
COUNT_FACT = "UPDATE class SET facts = facts + 1 WHERE code = ? AND facts = ?"
ENTER = "INSERT INTO entry VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
READ_ENTRIES = "SELECT number, at, line FROM entry WHERE code = ? AND number > ? ORDER BY number"

MAKE_RECORD = "INSERT INTO record VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
MAKE_TALLY = "INSERT INTO tally VALUES (?, ?, 0, ?)"
MAKE_BRANCH = "INSERT INTO branch VALUES (?, ?, ?, ?, ?, ?, ?)"
READ_HEADER = "SELECT header FROM record WHERE code = ? AND record = ?"
READ_RECORDS = "SELECT record FROM record WHERE code = ? ORDER BY record"
READ_HEAD = "SELECT decisions, link FROM branch WHERE code = ? AND record = ? AND id = ?"
READ_BRANCHES = "SELECT id, parent, at FROM branch WHERE code = ? AND record = ? ORDER BY id"
MOVE_HEAD = (
    "UPDATE branch SET decisions = ?, link = ?"
    " WHERE code = ? AND record = ? AND id = ? AND decisions = ? AND link = ?"
)
APPEND = "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
READ_DECISIONS = (
    "SELECT number, line, link FROM decision"
    " WHERE code = ? AND record = ? AND branch = ? AND number BETWEEN ? AND ? ORDER BY number"
)
READ_TALLY = "SELECT notes, link FROM tally WHERE code = ? AND record = ?"
COUNT_NOTE = "UPDATE tally SET notes = ?, link = ? WHERE code = ? AND record = ? AND notes = ?"
KEEP_NOTE = "INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?)"
READ_NOTES = (
    "SELECT branch, decision, kind, json FROM note WHERE code = ? AND record = ? ORDER BY number"
)

KEEP_STAMP = "INSERT INTO stamp VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
READ_STAMPS = (
    "SELECT decision, at, participant FROM stamp WHERE code = ? AND record = ? ORDER BY decision"
)
KEEP_ANSWER = "INSERT INTO answer VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
READ_ANSWER = "SELECT answer FROM answer WHERE code = ? AND participant = ? AND key = ?"

KEEP_SAID = (
    "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (code, record, id) DO UPDATE"
    " SET participant = excluded.participant, key = excluded.key, body = excluded.body"
)
READ_SAID = "SELECT id, participant, key, body FROM said WHERE code = ? AND record = ? ORDER BY id"
ERASE_SAID_HERE = "DELETE FROM said WHERE code = ? AND record = ? AND participant = ?"
KEEP_FORM = (
    "INSERT INTO form VALUES (?, ?, ?, ?, ?) ON CONFLICT (code, id) DO UPDATE"
    " SET participant = excluded.participant, key = excluded.key, body = excluded.body"
)
READ_FORMS = "SELECT id, participant, key, body FROM form WHERE code = ? ORDER BY id"
PUT_NAME = (
    "INSERT INTO named VALUES (?, ?, ?, ?, ?) ON CONFLICT (code, participant) DO UPDATE"
    " SET name = excluded.name, token = excluded.token, resume = excluded.resume"
)
READ_NAMES = (
    "SELECT participant, name, token, resume FROM named WHERE code = ? ORDER BY participant"
)
ERASE = {
    table: f"DELETE FROM {table} WHERE code = ? AND participant = ?"  # noqa: S608 - our own names
    for table in PERSONAL
}

PUT_VALUE = (
    "INSERT INTO secret VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
READ_VALUE = "SELECT value FROM secret WHERE name = ?"


def making(dialect: Dialect) -> tuple[str, ...]:
    """Return the statements that make all tables of an empty database."""
    names = {"number": dialect.number, "text": dialect.text, "blob": dialect.blob}
    return tuple(
        f"CREATE TABLE {table} ({columns.format_map(names)}){dialect.ending}"
        for table, columns in TABLES.items()
    )
