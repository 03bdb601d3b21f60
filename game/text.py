"""
The words of the screen: gettext catalogues, read from `.po` files, compiled once per content.

A `.po` is compiled in memory by Babel and kept as `.mo` in the user's cache folder under the hash
of its bytes, so a second start does not import Babel. No pygame here.
"""

import gettext
import hashlib
import io
import os
from functools import lru_cache
from pathlib import Path

from attrs import field, frozen

from game import assets


@frozen(kw_only=True)
class Text:
    """The messages of one language. A missing message shows as its own key."""

    lang: str
    _messages: gettext.NullTranslations = field(alias="messages", repr=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the message `key` with its `{places}` filled."""
        found = self._messages.gettext(key)
        return found.format(**values) if values else found

    def count(self, key: str, number: int, /, **values: object) -> str:
        """Return the plural form of `key` that `number` asks for; `{n}` is the number."""
        found = self._messages.ngettext(key, key, number)
        return found.format(n=number, **values)

    def has(self, key: str) -> bool:
        """Say whether the catalogue knows `key`."""
        return self._messages.gettext(key) != key


@lru_cache(maxsize=8)
def load(lang: str) -> Text:
    """Open the catalogue of `lang`; an unknown language falls back to English."""
    known = lang if lang in assets.languages() else "en"
    source = assets.catalogue(known).read_bytes()
    compiled = _cached(known, source)
    return Text(lang=known, messages=gettext.GNUTranslations(io.BytesIO(compiled)))


def next_language(lang: str) -> str:
    """Return the language after `lang` among those that have a catalogue."""
    known = assets.languages()
    return known[(known.index(lang) + 1) % len(known)]


def compile_catalogue(source: bytes) -> bytes:
    """Turn the bytes of a `.po` into those of a `.mo`."""
    from babel.messages.mofile import write_mo  # only when the cache is cold
    from babel.messages.pofile import read_po

    target = io.BytesIO()
    write_mo(target, read_po(io.BytesIO(source)))
    return target.getvalue()


def _cached(lang: str, source: bytes) -> bytes:
    digest = hashlib.sha256(source).hexdigest()[:20]
    kept = _cache_folder() / f"{lang}-{digest}.mo"
    try:
        return kept.read_bytes()
    except OSError:
        compiled = compile_catalogue(source)
    _keep(kept, compiled)
    return compiled


def _keep(target: Path, content: bytes) -> None:
    """Write by rename, so that two games starting at once never read half a file."""
    part = target.with_suffix(f".{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(target)
    except OSError:
        return  # a read-only home only costs the compilation at each start


def _cache_folder() -> Path:
    import platformdirs  # keeps the import of this module light

    return Path(platformdirs.user_cache_dir("pourparlers")) / "locale"
