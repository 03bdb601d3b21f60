"""
Strategies of one's own from a file: `file.py:Class`, made without arguments (docs/strategies.md).

A record names such a strategy `Class/0`, as every live object: it may be replayed and verified
anywhere, and continued only by who seats the class again.
"""

import sys
from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import extract_tb
from types import ModuleType

from sim.errors import CannotError, KeyedError
from sim.paths import reading_trouble
from sim.strategies.base import Strategy, aside

Minds = Mapping[str, "str | Strategy"]
"""By actor the name of a strategy, `file.py:Class`, or a live object."""

_ENDING = ".py"
_SHOWN_MOST = 60
_OUR_FRAMES = 2
"""Of the session and of `asked`, above the stranger's own."""
_SEE = "see docs/strategies.md"


def seated(strategies: Minds | None) -> Minds:
    """
    Return a seating in which every `file.py:Class` has become a live object.

    Raises CannotError for what cannot play.
    """
    return {actor: _mind(actor, mind) for actor, mind in (strategies or {}).items()}


def _mind(actor: str, mind: "str | Strategy") -> "str | Strategy":
    if isinstance(mind, str):
        return from_file(mind) if _is_file(mind) else mind
    if isinstance(mind, type):
        raise KeyedError(actor, "mind.kind", name=mind.__name__)
    if not callable(getattr(mind, "choose", None)):
        raise KeyedError(actor, "mind.none", mind=repr(mind)[:_SHOWN_MOST])
    return mind


def _is_file(name: str) -> bool:
    """Tell whether a path is meant: no registered name has a colon or begins like one."""
    return ":" in name or name.endswith(_ENDING) or name.startswith(("/", "."))


def path_of(name: str) -> Path | None:
    """Return the file that a strategy is named by, or None for a registered name."""
    return Path(_halves(name)[0]) if _is_file(name) else None


def _halves(name: str) -> tuple[str, str]:
    """Return the path and the class of `file.py:Class`, the class empty where none is named."""
    whole = name.endswith(_ENDING) or ":" not in name
    path, _, wanted = (f"{name}:" if whole else name).rpartition(":")
    return path, wanted


def from_file(name: str) -> Strategy:
    """Return a new instance of `file.py:Class`; raise CannotError with what is wrong with it."""
    path, wanted = _halves(name)
    module = _run(Path(path))
    kind = getattr(module, wanted, None) if wanted else None
    if not isinstance(kind, type):
        wrong = f"there is no class {wanted!r}" if wanted else "no class of it is named"
        raise CannotError(path, wrong, _choices(path, module))
    if not callable(getattr(kind, "choose", None)):
        raise CannotError(path, f"{wanted} has no `choose(view, draws)`", _SEE)
    try:
        with aside():
            made: Strategy = kind()
    except Exception as error:
        wrong = f"{wanted} cannot be made without arguments: {error}"
        raise CannotError(path, wrong, _SEE) from error
    return made


def _choices(path: str, module: ModuleType) -> str:
    """Return what to write: the file's own classes that can play."""
    able = [
        f"{path}:{name}"
        for name, made in vars(module).items()
        if isinstance(made, type) and callable(getattr(made, "choose", None))
        if made.__module__ == module.__name__
    ]
    return f"choose one of {', '.join(able)}" if able else f"no class in it has `choose`; {_SEE}"


def fault_of(error: BaseException) -> str:
    """Return file, line and words of what a strategy's `choose` raised, as deep as its own file."""
    frames = extract_tb(error.__traceback__)[_OUR_FRAMES:]
    own = [frame for frame in frames if frame.filename == frames[0].filename]
    where = f"{Path(own[-1].filename).name}:{own[-1].lineno}: " if own else ""
    return f"{where}{error}".strip()


def _run(path: Path) -> ModuleType:
    """Return the file as a module; a fault in it is named with its line."""
    trouble = reading_trouble(str(path), "file")
    if trouble is not None:
        raise CannotError(str(path), *trouble)
    if path.suffix != _ENDING:
        raise CannotError(str(path), "it is no Python file", f"name FILE.py:CLASS; {_SEE}")
    spec = spec_from_file_location(f"own_strategy_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None, "the name of every file here ends in .py"
    module = module_from_spec(spec)
    # Where a class is a dataclass, its module is looked up by name.
    sys.modules[spec.name] = module
    try:
        with aside():
            spec.loader.exec_module(module)
    except SyntaxError as error:
        raise CannotError(str(path), f"not Python: {error.msg}", "mend it", error.lineno) from error
    except (Exception, SystemExit) as error:
        raise CannotError(str(path), f"it cannot be read: {error!r}", "mend it") from error
    return module
