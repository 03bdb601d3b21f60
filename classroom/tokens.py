"""Tokens, codes and passphrases: how they are made, and as which hash they are kept."""

import hashlib
import hmac
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty signs that nobody takes for another: no 0 O 1 I L U."""
CODE_SIGNS = 6
"""30 ** 6 codes: 7.3e8."""
PSEUDONYM_SIGNS = 8
RESUME_SIGNS = 8
PASSPHRASE_SIGNS = 20
TOKEN_BYTES = 16
_COST = 2**14


def code(signs: int = CODE_SIGNS) -> str:
    """Return a random code to be read aloud and typed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(signs))


def typed(text: str) -> str:
    """Return a code as it is kept, from how people type it: any case, with spaces or dashes."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def token() -> str:
    """Return a fresh token for a cookie: 128 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(secret: str) -> bytes:
    """Return the hash under which a token or code is kept; both are long and random enough."""
    return hashlib.sha256(secret.encode()).digest()


def scrypted(passphrase: str, salt: bytes | None = None) -> bytes:
    """Return salt and hash of a passphrase that people may have chosen themselves."""
    salt = secrets.token_bytes(16) if salt is None else salt
    return salt + hashlib.scrypt(passphrase.encode(), salt=salt, n=_COST, r=8, p=1, dklen=32)


def is_passphrase(passphrase: str, kept: bytes) -> bool:
    """Tell whether a passphrase is the one kept, in the same time whatever it is."""
    return hmac.compare_digest(scrypted(passphrase, kept[:16]), kept)


def spaced(code: str) -> str:
    """Return a long code in two halves, as people read it out."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}" if len(code) > CODE_SIGNS else code
