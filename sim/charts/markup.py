"""Elements of XML, escaped by construction: what is no `Markup` is text, whatever it looks like."""

from collections.abc import Iterable

Child = "str | Markup | None | Iterable[Child]"
"""What may stand in an element; None and nested rows are allowed for the caller's comfort."""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE])
"""Characters that no XML may hold, not even escaped."""


class Markup(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


def escaped(text: str) -> str:
    """Return text as it may stand in an element or an attribute."""
    return text.translate(_FORBIDDEN).translate(_ESCAPES)


def el(name: str, /, *children: object, **attributes: object) -> Markup:
    """
    Return an element; an attribute that is None or False is left out, True stands for itself.

    `class_` and names like `stroke_width` are written as `class` and `stroke-width`.
    """
    said = "".join(_attribute(key, value) for key, value in attributes.items())
    body = joined(children)
    return Markup(f"<{name}{said}>{body}</{name}>" if body else _empty(name, said))


_VOID = frozenset({
    "br", "link", "meta", "wbr", "hr",
    "circle", "line", "path", "polygon", "polyline", "rect",
})  # fmt: skip


def _empty(name: str, said: str) -> str:
    """Close an empty element in the way that reads the same as HTML and as XML."""
    return f"<{name}{said}/>" if name in _VOID else f"<{name}{said}></{name}>"


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f' {name}="{escaped(name if value is True else str(value))}"'


def joined(children: Iterable[object]) -> Markup:
    """Return children side by side, texts escaped, rows of them flattened."""
    return Markup("".join(map(_child, children)))


def _child(child: object) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return escaped(child)
    assert isinstance(child, Iterable), f"{child!r} is no part of a page"
    return joined(child)
