"""Free texts by reference: a line holds an id and a commitment, the store holds key and body."""

import secrets
from hashlib import blake2b

from sim.domain.moves import TextRef
from sim.record.store import Log, Text

KEY_BYTES = 32
_ID_DIGITS = 16


def commitment(key: bytes, body: str) -> str:
    """Return the hex of keyed blake2b-256 over the body; without the key it tells nothing."""
    return blake2b(body.encode(), key=key, digest_size=32).hexdigest()


def keep_text(log: Log, participant: str, body: str, key: bytes | None = None) -> TextRef:
    """Store a participant's text under a fresh random key; return what may enter a line."""
    key = secrets.token_bytes(KEY_BYTES) if key is None else key
    commit = commitment(key, body)
    name = commit[:_ID_DIGITS]
    log.put_text(Text(id=name, participant=participant, key=key, body=body))
    return TextRef(text=name, commit=commit)


def read_text(log: Log, ref: TextRef) -> str | None:
    """Return the body of a reference; None if it was erased or is not what was committed to."""
    for text in log.texts():
        if text.id == ref.text and commitment(text.key, text.body) == ref.commit:
            return text.body
    return None
