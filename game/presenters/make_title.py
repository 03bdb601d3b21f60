"""The title as a model. Pure, and light: it is the first picture."""

from attrs import frozen

from game.presenters.replay import Lanes
from game.presenters.title import Entry, TitleModel
from game.text import Text

KEYS = {"resume": "C", "new": "N", "lessons": "E", "daily": "D", "history": "H", "records": "R",
        "settings": "S", "language": "L", "quit": "Q"}  # fmt: skip


@frozen(kw_only=True)
class Standing:
    """What the disk says when the title is drawn."""

    where: str = ""
    """The game to go on with: which, whose, which day; empty if there is none."""
    stands: str = ""
    """What lies on its table."""
    kept: int = 0
    daily: str = ""
    rows: tuple[int, int] | None = None
    """How many rows of the real negotiation became moves, of how many; None until counted."""


def make_title(known: Standing, text: Text, backdrop: Lanes | None) -> TitleModel:
    """Return the ways in; what cannot be done now stays in its place, closed."""
    kept = known.kept
    details = {
        "resume": (known.where, known.stands) if known.where else (text("ui.title.no_record"),),
        "new": (text("ui.title.new_detail"),),
        "lessons": (text("ui.title.lessons_detail"),),
        "daily": (known.daily,),
        "history": (_history(known, text),),
        "records": (text.count("ui.library.kept", kept) if kept else text("ui.title.no_replays"),),
    }
    closed = {"resume": not known.where, "records": not kept}
    return TitleModel(
        name=text("ui.name"),
        promise=text("ui.title.promise"),
        notice=text("ui.title.notice"),
        entries=tuple(
            Entry(id=name, label=text(f"ui.title.{name}"), details=details.get(name, ()), key=key,
                  open=not closed.get(name, False))
            for name, key in KEYS.items()
        ),
        backdrop=backdrop,
    )  # fmt: skip


def _history(known: Standing, text: Text) -> str:
    if known.rows is None:
        return text("ui.title.history_detail")
    return text("ui.title.history_rows", n=known.rows[0], m=known.rows[1])
