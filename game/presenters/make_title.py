"""The title as a model. Pure, and light: it is the first picture."""

from game.presenters.replay import Lanes
from game.presenters.title import Entry, TitleModel
from game.text import Text

KEYS = {"resume": "C", "new": "N", "lessons": "E", "history": "H", "records": "R", "language": "L",
        "settings": "S", "quit": "Q"}  # fmt: skip


def make_title(unfinished: str, kept: int, text: Text, backdrop: Lanes | None) -> TitleModel:
    """Return the ways in; what cannot be done now stays in its place, closed."""
    details = {
        "resume": unfinished or text("ui.title.no_record"),
        "new": text("ui.title.new_detail"),
        "lessons": text("ui.title.lessons_detail"),
        "history": text("ui.title.history_detail"),
        "records": text.count("ui.library.kept", kept) if kept else text("ui.title.no_replays"),
    }
    closed = {"resume": not unfinished, "records": not kept}
    return TitleModel(
        name=text("ui.name"),
        promise=text("ui.title.promise"),
        notice=text("ui.title.notice"),
        entries=tuple(
            Entry(id=name, label=text(f"ui.title.{name}"), detail=details.get(name, ""), key=key,
                  open=not closed.get(name, False))
            for name, key in KEYS.items()
        ),
        backdrop=backdrop,
    )  # fmt: skip
