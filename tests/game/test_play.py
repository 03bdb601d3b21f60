"""The game by keyboard and by pointer, on sample view models."""

import attrs
import pytest
from driver import Person
from samples import SampleDesk, SampleOutcome, SampleReplay, SampleSeats, SampleTitle, load

from game import theme
from game.paint import Painter
from game.presenters.common import Choice
from game.presenters.desk import DeskModel, Field
from game.presenters.replay import ReplayModel
from game.presenters.seats import SeatsModel


def desk(name="desk_firm"):
    return SampleDesk(load(name, DeskModel))


def ports():
    return {
        "title": SampleTitle(),
        "seats": SampleSeats(load("seats", SeatsModel)),
        "desk": desk(),
        "replay": SampleReplay(load("replay", ReplayModel)),
        "outcome": SampleOutcome(),
    }


def test_enter_alone_leads_from_the_title_to_a_desk_and_sends_an_offer():
    person = Person("title", SampleTitle(resumable=False))
    person.press("enter")
    assert person.screen.keys == "seats"
    person.press("enter")
    assert person.screen.keys == "desk"
    port = person.screen.port
    person.press("enter")
    assert port.sent == [("propose", {})]


@pytest.mark.parametrize("name", ["title", "seats", "desk", "replay", "outcome"])
def test_every_widget_is_reached_by_keyboard(name):
    person = Person(name, ports()[name])
    person.app.step([], 1)
    wanted = {widget.id for widget in person.screen.focus.widgets}
    seen, queue = set(), [person.focus]
    while queue:
        at = queue.pop()
        if at in seen:
            continue
        seen.add(at)
        for key in ("tab", "left", "right", "up", "down"):
            person.screen.focus.go(at)
            before = len(person.app.stack)
            person.press(key)
            assert len(person.app.stack) == before
            queue.append(person.focus)
    assert seen == wanted


def test_tab_walks_the_regions_and_comes_back_to_the_same_place():
    person = Person("desk", desk())
    person.press("down", "down")
    assert person.focus == "term.algorithm"
    regions = []
    for _ in range(len({one.region for one in person.screen.focus.widgets})):
        regions.append(person.screen.focus.current.region)
        person.press("tab")
    assert len(set(regions)) == len(regions)
    assert person.focus == "term.algorithm"
    person.press("shift+tab")
    assert person.screen.focus.current.region == regions[-1]


def test_arrows_change_the_value_of_the_focused_term():
    port = desk()
    person = Person("desk", port)
    person.press("right", "shift+right", "down", "left")
    rows = {row.issue: row.chosen for row in port.shown.board.rows}
    assert rows["price"] == 33 + 1 + 5
    assert rows["perimeter"] == 0


def test_letters_make_moves_and_space_waits():
    port = desk()
    person = Person("desk", port)
    person.press("y", "a", "w", "space", "u")
    assert [name for name, _ in port.sent] == ["lobby", "accept.o2", "withdraw.o1", "wait"]
    assert port.undone == 1


@pytest.mark.parametrize("on_purpose", ["right", "tab", "shift+tab"])
def test_enter_leaves_a_final_move_until_somebody_walks_to_it(on_purpose):
    port = desk()
    tiles = tuple(attrs.evolve(one, final=one.id == "state") for one in port.shown.tiles)
    port.shown = attrs.evolve(port.shown, tiles=tiles)
    person = Person("desk", port)
    person.press("k", "enter")
    assert (person.screen.keys, port.sent) == ("desk", [])
    person.press("k", on_purpose)
    golden = {one.id: (one.face, one.cap) for one in person.screen.focus.widgets}
    assert golden["sheet.send"] == ("main", person.app.context.text("ui.key.enter"))
    assert golden["sheet.back"][0] == "plain"
    person.press("left", "enter")
    assert port.sent == []
    person.press("k", on_purpose, "enter")
    assert port.sent == [("state", {})]


def test_enter_on_a_focused_tile_presses_that_tile():
    port = desk()
    person = Person("desk", port)
    person.screen.focus.go("tile.suspend")
    person.press("enter")
    assert port.sent == [("suspend", {})]


def test_a_move_that_must_be_told_more_opens_a_sheet():
    port = desk()
    told_more = attrs.evolve(port.shown.tiles[1], id="lobby")
    tiles = (port.shown.tiles[0], told_more, *port.shown.tiles[2:])
    port.shown = attrs.evolve(port.shown, tiles=tiles)
    person = Person("desk", port)
    person.press("c")
    assert person.screen.keys == "sheet"
    person.press("right", "tab", "right", "enter")
    assert port.sent == [
        (
            "lobby",
            {
                "to": "ByteDance"[:0] + port.shown.tiles[1].fields[0].options[1].id,
                "question": port.shown.tiles[1].fields[1].options[1].id,
            },
        )
    ]
    assert person.screen.keys == "desk"


def listed(count, scale=100):
    """
    Open the sheet of a move with one list of so many options.
    """
    port = desk()
    options = tuple(
        Choice(id=f"{at}", label=f"Option {at}, with some words") for at in range(count)
    )
    field = Field(id="line", label="Your line", options=options)
    told_more = attrs.evolve(port.shown.tiles[1], id="lobby", fields=(field,))
    port.shown = attrs.evolve(
        port.shown, tiles=(port.shown.tiles[0], told_more, *port.shown.tiles[2:])
    )
    person = Person("desk", port, scale=scale)
    person.press("c")
    assert person.screen.keys == "sheet"
    return person


def test_a_list_in_a_sheet_has_all_its_rows_where_there_is_room():
    for count in (5, 8, 12):
        rows = listed(count).widget("field.line")
        assert rows.room == rows.count == count
    assert listed(8, 200).widget("field.line").room == 8
    person = listed(60)
    rows, room = person.widget("field.line"), person.app.room
    assert 8 < rows.room < rows.count
    assert person.widget("sheet.send").box.bottom < room.bottom


def test_the_bar_of_a_list_that_scrolls_lies_on_no_row(monkeypatch):
    person, panels = listed(60), []
    panel = Painter.panel
    monkeypatch.setattr(
        Painter, "panel",
        lambda p, box, fill, **more: (panels.append((box, fill)), panel(p, box, fill, **more)),
    )  # fmt: skip
    person.app.draw()
    chosen = [box for box, fill in panels if fill == theme.SEGMENT_ON][-1]
    thumb = [box for box, fill in panels if fill == theme.GREY and box.w <= 4][-1]
    assert chosen.right <= thumb.x


def test_a_binding_move_asks_once_and_escape_leaves_it():
    port = desk()
    person = Person("desk", port)
    person.press("k", "escape")
    assert port.sent == []
    person.press("k", "enter")
    assert port.sent == [("state", {})]


def test_a_refusal_stands_in_the_foot_line_until_the_draft_changes():
    port = desk()
    port.refusal = "No attention is left today."
    person = Person("desk", port)
    person.press("enter")
    assert person.screen.refused == port.refusal
    person.press("right")
    assert person.screen.refused == ""


def test_a_click_chooses_a_segment_and_a_drag_moves_the_price():
    port = desk()
    person = Person("desk", port)
    person.click("term.stake", at=0.9)
    rows = {row.issue: row.chosen for row in port.shown.board.rows}
    assert rows["stake"] == 3
    box = person.widget("term.price").box
    person.point("down", box.x, box.mid_y)
    person.point("move", box.right + 50, box.mid_y)
    person.point("up", box.right + 50, box.mid_y)
    assert port.shown.board.rows[0].chosen == 44


def test_at_rest_nothing_is_drawn():
    person = Person("desk", desk())
    frames = person.app.frames
    for _ in range(10):
        person.app.step([], 0.25)
    person.point("move", 640, 2)
    person.point("move", 650, 2)
    assert person.app.frames == frames


def test_the_replay_walks_scrubs_looks_and_forks():
    port = SampleReplay(load("replay", ReplayModel))
    person = Person("replay", port)
    person.press("right", "right", "left")
    assert port.shown.place == 57
    person.press("home")
    assert port.shown.place == 0
    person.press("4")
    assert port.shown.eye == 4
    lanes = person.widget("lanes")
    person.point("down", lanes.plan.plot.right, lanes.plan.plot.mid_y)
    assert port.shown.place == len(port.shown.lanes.events) - 1
    person.press("f")
    assert person.screen.keys == "desk"
    person.press("escape", "t")
    assert person.screen.keys == "replay"


def test_the_replay_plays_by_itself_until_paused():
    port = SampleReplay(load("replay", ReplayModel))
    person = Person("replay", port)
    person.press("p")
    for _ in range(4):
        person.app.step([], 0.36)
    assert port.shown.place == 60
    person.press("p")
    person.app.step([], 0.36)
    assert port.shown.place == 60


def test_the_language_changes_at_once_and_f1_shows_the_keys():
    person = Person("title", SampleTitle())
    person.press("alt+l")
    assert person.app.context.text.lang == "fr"
    person.press("f1")
    assert person.screen.keys == "keys"
    person.press("escape")
    assert person.screen.keys == "title"


def test_the_seed_is_typed_and_tempers_are_chosen():
    port = SampleSeats(load("seats", SeatsModel))
    person = Person("seats", port)
    person.press("3")
    assert port.shown.chosen == 2
    person.screen.focus.go("seed")
    person.press("backspace", "backspace", "c", "0")
    assert port.shown.seed == "4F2A-C0"
    person.screen.focus.go("temper.seller")
    person.press("right", "right")
    assert port.shown.tempers[0].chosen == 2


def test_a_large_interface_pans_to_the_focus():
    person = Person("desk", desk(), scale=200)
    person.screen.focus.go("tile.wait")
    person.press("tab")
    box = person.screen.focus.current.box
    seen = person.app.painter.rect(box)
    assert person.app.window.get_rect().contains(seen)
