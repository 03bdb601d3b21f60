"""The real negotiation as a record: made through the rules once, then kept in the cache folder."""

from hashlib import blake2b
from pathlib import Path
from threading import Lock

import sim
from sim.places import assets_folder, cache_folder
from sim.record.errors import RecordError
from sim.record.replay import Record, open_record

_lock = Lock()
_kept: list[Record] = []


def history() -> Record:
    """Return the record; the first call on a machine plays it, which takes some seconds."""
    with _lock:
        if not _kept:
            _kept.append(_read() or _make())
        return _kept[0]


def known_history() -> Record | None:
    """Return the record if it was read already; nobody waits for it here."""
    return _kept[0] if _kept else None


def _file() -> Path:
    """Return where it is kept: under a name made of all that it is made from."""
    seal = blake2b(digest_size=12)
    data = assets_folder()
    for path in (*sorted((data / "history").glob("*")), *sorted((data / "scenarios").glob("*"))):
        seal.update(path.name.encode() + path.read_bytes())
    for path in sorted(Path(sim.__file__).parent.rglob("*.py")):
        found = path.stat()
        seal.update(f"{path.name}/{found.st_size}/{found.st_mtime_ns}".encode())
    return cache_folder() / "history" / f"{seal.hexdigest()}.jsonl"


def _read() -> Record | None:
    try:
        record = open_record(_file())
    except RecordError:
        return None
    return record if record.sealed and record.state == "over" else None


def _make() -> Record:
    """Play it and keep it by rename; a cache that cannot be written costs only the time."""
    from sim.history import play_history
    from sim.record.archive import write_archive
    from sim.record.replay import read_log

    session = play_history().session
    file = _file()
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_archive(part, session.log.header, session.log.read(session.branch))
        part.replace(file)
        return open_record(file)
    except (OSError, RecordError):
        return read_log(session.log)
