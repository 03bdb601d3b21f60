"""The rules card: which moves a seat has, when, and for how much attention, from the one table."""

from classroom.materials import page as p
from classroom.materials.powers import all_moves, moves_of, when_of
from classroom.materials.words import Words, seats_of
from sim.charts.markup import Markup, el
from sim.domain.actors import Actor
from sim.domain.lookup import index_of
from sim.domain.rules.legal import Line


def rules(words: Words, seat: str | None) -> p.Paper:
    """Return the rules card, of all seats or of one."""
    title = words("rules.of", seat=words.actor(seat)) if seat else words("rules.title")
    return p.paper(
        words, "rules", title,
        el("p", words("rules.lead")),
        p.columns(_said(words, "stop", "offer"), _said(words, *_talking(words))),
        el("p", *_quotas(words, seat)),
        el("p", *_marks(words), class_="key") if seat is None else None,
        _moves(words, seat),
    )  # fmt: skip


def _said(words: Words, *keys: str) -> Markup | None:
    return p.points([words(f"rules.{key}") for key in keys])


def _talking(words: Words) -> tuple[str, ...]:
    """Return what is to be said of words: of public ones only where a seat has any."""
    public = {"state", "pledge", "threaten"} & set(all_moves(words.scenario))
    return ("talk", "public") if public else ("talk",)


def _shown(words: Words, seat: str | None) -> tuple[Actor, ...]:
    if seat is None:
        return seats_of(words.scenario)
    return (index_of(words.scenario).actors[seat],)


def _quotas(words: Words, seat: str | None) -> list[object]:
    """Return how much attention each seat has a day."""
    people = _shown(words, seat)
    quotas = {actor.attention_day for actor in people}
    if len(quotas) == 1:
        return [words("rules.attention", n=words.number(quotas.pop()))]
    said = [words("rules.attention_of", seat=words.actor(actor.id),
                  n=words.number(actor.attention_day)) for actor in people]  # fmt: skip
    return [words.text.listed(said)]


def _moves(words: Words, seat: str | None) -> Markup:
    kinds = moves_of(words.scenario, seat) if seat else all_moves(words.scenario)
    people = () if seat else _shown(words, seat)
    head = [words("rules.move"), words("rules.does"), words("rules.when"), words("rules.cost"),
            *(p.shape(actor.mark, words.actor(actor.id)) for actor in people)]  # fmt: skip
    rows = [_move(words, kind, line, people) for kind, line in kinds.items()]
    return p.table(head, rows, numbers=range(3, len(head)), class_="moves")


def _move(words: Words, kind: str, line: Line, people: tuple[Actor, ...]) -> list[object]:
    has = ["●" if kind in moves_of(words.scenario, actor.id) else "" for actor in people]
    return [words.text(f"move.{kind}"), words.text(f"move.{kind}.does"),
            words(f"rules.when.{when_of(line)}"), words.number(line.attention), *has]  # fmt: skip


def _marks(words: Words) -> list[object]:
    """Return which shape is whose."""
    return [
        el("span", p.shape(actor.mark), " ", words.actor(actor.id))
        for actor in seats_of(words.scenario)
    ]
