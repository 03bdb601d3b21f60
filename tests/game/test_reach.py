"""
Goal: what the pointer can do, keys can do: every widget is reached, and does the same when pressed.

Method: on every screen each widget is looked for by Tab and arrows alone; then it is clicked in one
window, and pressed or moved by keys in another one, and both windows must have come to the same.
"""

import attrs
import pytest
import stills
from driver import walked
from opened import OPENED, fresh

from game.inputs import Pointer
from game.shell import clipboard, start
from game.widgets import Rows, Segments, Slider, Tabs

QUICK = ("settings", "outcome", "pause")
QUESTIONS = {"white_house": "1", "australia": "2", "bytedance": "3"}
OTHERWISE = {
    # screen, widget: the key that does it, as Enter there means something else
    ("seats", "seat."): lambda name: (str(int(name.partition(".")[2]) + 1),),
    ("seats", "new_seed"): lambda _: ("s",),
    ("call", "ask."): lambda name: (QUESTIONS[name.partition(".")[2]],),
    ("replay", "seat.0"): None,  # the chosen seat: Enter takes it, as F does and a click on Fork
    ("replay", "lanes"): None,  # a place of the axis; arrows walk its events, one by one
}
AT = 0.3
"""Where a widget is clicked, of its width: the middle of two choices is neither."""
SIMPLE = (bool, int, str)


@pytest.fixture(autouse=True)
def _own_disk(tmp_path, monkeypatch):
    with stills.quiet_world():
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        yield
    start.let_go()


def marked(names):
    return [pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow) for name in names]


@pytest.mark.parametrize("name", marked(stills.STILLS))
def test_every_widget_of_every_screen_is_reached_by_tab_and_arrows(name):
    person = stills.sat(stills.STILLS[name])
    ids = [widget.id for widget in person.screen.focus.widgets]
    assert len(ids) == len(set(ids))
    assert walked(person) == set(ids)


def clicked(widget):
    """Return what a click on a widget says."""
    box = widget.box
    for kind in ("down", "up"):
        said = widget.point(Pointer(kind=kind, x=box.x + box.w * AT, y=box.mid_y))
        if said is not None:
            return said
    return None


def keys_for(widget, said):
    """Return the keys that do what a click says, once the widget has the focus."""
    if said.kind == "press":
        return ("enter",)
    if isinstance(widget, Segments | Slider):
        return ("home", *["right"] * said.value)
    if isinstance(widget, Tabs):
        return (*["left"] * widget.chosen, *["right"] * said.value)
    assert isinstance(widget, Rows), widget
    return ("home", *["down"] * said.value)


def otherwise(screen, name):
    """Return the keys of a widget on which Enter means something else, None for no such widget."""
    for (where, begins), keys in OTHERWISE.items():
        if where == screen and name.startswith(begins):
            return () if keys is None else keys(name)
    return None


def came_to(person, copied, name):
    """Return where a window is now, but for its focus; of a screen on top only which it is."""
    app, top = person.app, person.app.stack[-1] if person.app.stack else None
    shown = [screen.keys for screen in app.stack], app.running, app.context.settings()
    if top is None or top.keys != name:
        return *shown, len(copied)
    port = getattr(top, "port", None)
    model = port.model(app.context.text) if hasattr(port, "model") else None
    values = {one.name: getattr(top, one.name) for one in attrs.fields(type(top))}
    own = {name: value for name, value in values.items() if isinstance(value, SIMPLE)}
    return *shown, len(copied), own, getattr(top, "fields", None), model


@pytest.mark.parametrize("name", marked([*OPENED, "sheet", "call"]))
def test_a_click_and_the_keys_come_to_the_same(name, monkeypatch):
    copied = []
    monkeypatch.setattr(clipboard, "put", copied.append)
    monkeypatch.setattr("game.shell.seats.fresh_seed", lambda: 77)
    person = fresh(name)
    tried = 0
    for widget in person.screen.focus.widgets:
        said = clicked(widget)
        keys = otherwise(name, widget.id)
        if said is None or keys == ():
            continue
        ends = []
        for by_keys in (False, True):
            copied.clear()
            person = fresh(name)
            if not by_keys:
                person.click(widget.id, AT)
            elif keys is not None:
                person.press(*keys)
            else:
                person.screen.focus.go(widget.id)
                person.press(*keys_for(widget, said))
            ends.append(came_to(person, copied, name))
        assert ends[0] == ends[1], widget.id
        tried += 1
    print(f"{name}: {tried} widgets")
    assert tried
