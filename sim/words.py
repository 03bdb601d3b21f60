"""
The words of screen, terminal and pages: gettext catalogues, compiled once per content.

A `.po` is compiled by Babel and kept as `.mo` in the user's cache folder under the hash of its
bytes, so a second start does not import Babel.
"""

import gettext
import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from attrs import field, frozen

from sim.places import assets_folder, cache_folder

FALLBACK = "en"


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

    def listed(self, parts: Iterable[str]) -> str:
        """Return parts side by side in one line, set apart as the language does."""
        return self("ui.list_apart").join(parts)

    def has(self, key: str) -> bool:
        """Say whether the catalogue knows `key`."""
        return self._messages.gettext(key) != key


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue, in order of their code."""
    found = (assets_folder() / "locale").glob("*/LC_MESSAGES/pourparlers.po")
    return tuple(sorted(path.parent.parent.name for path in found))


@lru_cache(maxsize=8)
def load(lang: str) -> Text:
    """Open the catalogue of a language; an unknown one falls back to English."""
    known = lang if lang in languages() else FALLBACK
    source = assets_folder() / "locale" / known / "LC_MESSAGES" / "pourparlers.po"
    compiled = _cached(known, source.read_bytes())
    return Text(lang=known, messages=gettext.GNUTranslations(io.BytesIO(compiled)))


_asked: ContextVar[str | None] = ContextVar("asked", default=None)


@contextmanager
def speaking(lang: str | None) -> Iterator[None]:
    """Let a command speak the language that was asked for, if one was, whatever the system's."""
    before = _asked.set(lang)
    try:
        yield
    finally:
        _asked.reset(before)


def system_language() -> str:
    """Return the language a command was asked for, else the environment, else English."""
    asked = _asked.get()
    if asked is not None:
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        if code in languages():
            return code
    return FALLBACK


def compile_catalogue(source: bytes) -> bytes:
    """Turn the bytes of a `.po` into those of a `.mo`."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target = io.BytesIO()
    write_mo(target, read_po(io.BytesIO(source)))
    return target.getvalue()


def _cached(lang: str, source: bytes) -> bytes:
    digest = hashlib.sha256(source).hexdigest()[:20]
    kept = cache_folder() / "locale" / f"{lang}-{digest}.mo"
    try:
        return kept.read_bytes()
    except OSError:
        compiled = compile_catalogue(source)
    _keep(kept, compiled)
    return compiled


def _keep(target: Path, content: bytes) -> None:
    """Write by rename, so that two starts at once never read half a file."""
    part = target.with_suffix(f".{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(target)
    except OSError:
        return  # a read-only home only costs the compilation at each start


class Vocabulary(Mapping[str, str]):
    """All texts a reader of a scenario's record may need, by key: catalogue, scenario, history."""

    def __init__(self, text: Text, *more: Mapping[str, str]) -> None:
        self._text = text
        self._more = more

    def __getitem__(self, key: str) -> str:
        for texts in self._more:
            if key in texts:
                return texts[key]
        if self._text.has(key):
            return self._text(key)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (key for texts in self._more for key in texts)

    def __len__(self) -> int:
        return sum(len(texts) for texts in self._more)


def vocabulary(scenario: str, lang: str) -> Vocabulary:
    """Return the texts for records of a scenario; a foreign one falls back to its ids."""
    from sim.scenario_check import ScenarioError
    from sim.scenario_text import texts

    try:
        found = texts(scenario, lang)
    except ScenarioError:
        # A record opens wherever it is, and its scenario's file need not be there.
        found = {"title": scenario}
    return Vocabulary(load(lang), found, _history_texts(lang))


@lru_cache(maxsize=8)
def _history_texts(lang: str) -> Mapping[str, str]:
    """Return the short texts of the real events, by `history.row.<n>`."""
    import tomllib

    path = assets_folder() / "history" / f"texts.{lang}.toml"
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    _flatten(tomllib.loads(path.read_text(encoding="utf-8")), "", found)
    return found


def _flatten(table: Mapping[str, object], prefix: str, found: dict[str, str]) -> None:
    for key, value in table.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, Mapping):
            _flatten(value, name, found)
        else:
            found[name] = str(value)
