"""
What is read aloud, line by line: the label of what has the focus, notices, captions.

The words are those of the widgets themselves, so whoever listens meets the names that are drawn.
"""

import os
import sys

from attrs import define

from game.focus import Focus, Widget
from game.text import Text
from game.tiles import Tile
from game.widgets import Rows, Segments, Slider, Tabs


def value_of(widget: Widget) -> str:
    """Return the value of a widget in words, if it has one."""
    match widget:
        case Segments():
            return "" if widget.chosen is None else widget.options[widget.chosen].label
        case Tabs():
            return widget.names[widget.chosen]
        case Slider() | Rows():
            return widget.value
        case _:
            return str(getattr(widget, "value", ""))


def line_of(widget: Widget, text: Text) -> str:
    """Return a widget as one line: its label with its value, its lines, its hint."""
    value = value_of(widget)
    fresh = value and value != widget.label
    head = text("ui.speech.value", label=widget.label, value=value) if fresh else widget.label
    lines = widget.lines if isinstance(widget, Tile) else ()
    cap = widget.cap if isinstance(widget, Tile) else ""
    key = text("ui.speech.key", key=cap) if cap else ""
    closed = "" if widget.open else text("ui.speech.closed")
    parts = (head, closed, *lines, widget.hint if widget.hint not in lines else "", key)
    return text.listed(part.strip() for part in parts if part.strip())


@define(eq=False)
class Speech:
    """Says each thing once, when it changes."""

    _screen: int = 0
    _said: str = ""

    def follow(self, title: str, words: str, focus: Focus, text: Text) -> None:
        """Say the screen when it is a new one, then what has the focus when that changed."""
        if self._screen != id(focus):
            self._screen, self._said = id(focus), ""
            say(title)
            say(words)
        current = focus.current
        line = line_of(current, text) if current is not None else ""
        if line != self._said:
            self._said = line
            say(line)


def say(words: str) -> None:
    """Print words as one line at once; a reader who went away is no obstacle."""
    line = " ".join(words.split())
    if not line or sys.stdout is None:
        return
    coding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        sys.stdout.write(line.encode(coding, "replace").decode(coding) + "\n")
        sys.stdout.flush()
    except OSError:
        _hush()


def _hush() -> None:
    """Send what is still to come nowhere, so that leaving does not fail on a closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
