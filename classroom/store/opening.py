"""Open the store that one address names: a folder, a file, or a PostgreSQL database."""

from classroom.store.postgres import open_postgres
from classroom.store.shared import SqlStore
from classroom.store.sqlite import open_sqlite

_SCHEMES = ("postgresql://", "postgres://")


def open_store(address: str) -> SqlStore:
    """Return the store of a `postgresql://` address, or else of a folder or file."""
    if address.startswith(_SCHEMES):
        return open_postgres(address)
    return open_sqlite(address)
