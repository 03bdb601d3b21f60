"""
Walk the repository for the tests that check its habits: files, trees, names, catalogues.
"""

import ast
import functools
import itertools
import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("sim", "game", "classroom")


@functools.cache
def sources(*rooms):
    """
    Return the Python files of the given rooms, of all three and the composition root by default.
    """
    found = [path for room in rooms or ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    root = ROOT / "run_game.py"
    return tuple(found + ([root] if not rooms and root.exists() else []))


@functools.cache
def tree(path):
    """
    Parse one file once for all tests of this run.
    """
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def where(path, line=None):
    """
    Name a place in the repository the way an editor opens it.
    """
    name = path.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"


def tracked():
    """
    Return every file git tracks or would track, empty where there is no checkout.
    """
    asked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = asked.stdout.decode().split("\0") if asked.returncode == 0 else []
    return [path for name in names if name and (path := ROOT / name).is_file()]


def functions(path):
    """
    Yield (name, line, length without docstring) of every function of a file.
    """
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            spoken = ast.get_docstring(node, clean=False) is not None
            doc = first.end_lineno - first.lineno + 1 if spoken else 0
            yield node.name, node.lineno, node.end_lineno - node.lineno + 1 - doc


def _names_of(node):
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.arg():
            return [node.arg]
        case ast.Name(ctx=ast.Store()):
            return [node.id]
        case ast.Attribute(ctx=ast.Store()):
            return [node.attr]
        case _:
            return []


def identifiers(path):
    """
    Yield (identifier, line) of every name a file itself gives to something.
    """
    for node in ast.walk(tree(path)):
        for name in _names_of(node):
            yield name, getattr(node, "lineno", 1)


def words(identifier):
    """
    Split snake_case and CamelCase into lower-case words, and add each pair written as one.
    """
    single = [w.lower() for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", identifier)]
    return single + [first + second for first, second in itertools.pairwise(single)]


def banned_words():
    """
    Return {banned word: (preferred word, rooms)} from the last column of the glossary.
    """
    banned = {}
    for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3:
            preferred = cells[0].replace("*", "")
            for word, only in re.findall(r"`(\w+)`(?: in (sim|game|classroom))?", cells[2]):
                banned[word] = (preferred, (only,) if only else ())
    return banned


def scenario_names():
    """
    Return the names of all scenarios.
    """
    return {path.stem for path in (ROOT / "assets/scenarios").glob("*.toml")}


def actor_names():
    """
    Return the names of those who act in a scenario, as their files give them.
    """
    names = set()
    for path in sorted((ROOT / "assets/scenarios").glob("*.toml")):
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
        for table in ("actors", "seats", "environment", "parties", "firms"):
            names |= _keys(facts.get(table, ()))
    return names


def _keys(entries):
    if isinstance(entries, dict):
        return set(entries)
    wanted = ("id", "key", "name")
    return {
        entry if isinstance(entry, str) else entry[key]
        for entry in entries
        for key in wanted
        if isinstance(entry, str) or isinstance(entry.get(key), str)
    }


def catalogues():
    """
    Return {language: {(context, msgid): (texts, fuzzy)}} of every catalogue under assets/locale.
    """
    # Only the tests of the catalogues pay for Babel.
    from babel.messages.pofile import read_po

    found = {}
    for path in sorted((ROOT / "assets/locale").glob("*/**/*.po")):
        language = path.relative_to(ROOT / "assets/locale").parts[0]
        with path.open("rb") as file:
            entries = read_po(file, abort_invalid=True)
        for message in entries:
            if message.id:
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                key = (path.name, message.context, message.id)
                found.setdefault(language, {})[key] = (texts, message.fuzzy)
    return found
