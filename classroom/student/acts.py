"""The moves of a seat as forms, by family: what each does, costs and still has to be told."""

from collections.abc import Callable, Mapping

from attrs import frozen

from classroom.student.fields import Fields, answers, fields_of
from classroom.student.sight import Sight
from classroom.student.wording import Words
from sim.domain import moves as m
from sim.domain.rules.legal import LEGAL, closed_code, code_of, may_ever

TALK, PUBLIC, TABLE, CONSENT = "talk", "public", "table", "consent"
FAMILIES: tuple[tuple[str, tuple[type[m.Move], ...]], ...] = (
    (CONSENT, (m.Approve, m.Condition, m.Endorse, m.Block)),
    (TALK, (m.Answer, m.Ask, m.Disclose, m.Lobby, m.SeekUndertaking, m.Say)),
    (PUBLIC, (m.State, m.Pledge, m.Leak, m.Threaten, m.Order, m.SetDeadline, m.ExtendDeadline,
              m.OpenInquiry, m.CloseInquiry, m.Sue, m.Retract)),
    (TABLE, (m.Invite, m.Suspend, m.Resume, m.Walk)),
)  # fmt: skip
"""Which kinds of move stand together; offers and their answers have places of their own."""
CONFIRMED = (m.Order, m.Walk, m.Retract, m.Sue, m.Threaten, m.Approve, m.Block, m.CloseInquiry)
LOCKABLE = frozenset(
    {"no_attention", "resting", "no_order", "question_open", "suspended", "no_deadline"}
)
"""Refusals that pass with time."""


@frozen(kw_only=True)
class Act:
    """One kind of move that is open now."""

    kind: str
    title: str
    does: str
    cost: int
    """Attention it takes."""
    price: str = ""
    """The same in words."""
    fields: Fields = ()
    hidden: tuple[tuple[str, str], ...] = ()
    question: str = ""
    """What another seat wants to know, where the move answers it."""
    confirm: str = ""
    """Asked once more before a move that binds."""
    final: bool = False


@frozen(kw_only=True)
class Locked:
    """A kind of move that is not open yet, and why."""

    title: str
    why: str


@frozen(kw_only=True)
class Family:
    """Moves that stand together."""

    id: str
    title: str
    acts: tuple[Act, ...]


@frozen(kw_only=True)
class Acts:
    """Everything a seat may do beside offers."""

    families: tuple[Family, ...]
    wait: Act | None
    locked: tuple[Locked, ...]
    attention: str
    open: bool
    """Whether a move would be taken now; else they stand there to be prepared."""


def acts_of(sight: Sight, words: Words) -> Acts:
    """Return the moves of a seat; those of its next stop while it is not its turn."""
    found = {kind: _acts(sight, words, kind) for _, kinds in FAMILIES for kind in kinds}
    families = tuple(
        Family(id=name, title=words(f"family.{name}"), acts=acts)
        for name, kinds in FAMILIES
        if (acts := tuple(act for kind in kinds for act in found[kind]))
    )
    shut = [kind for kind, acts in found.items() if not acts]
    wait = next(iter(_acts(sight, words, m.Wait)), None)
    left = words.count("class.seat.attention", max(0, sight.view.attention_left))
    return Acts(
        families=families,
        wait=wait,
        locked=tuple(_locked(sight, words, shut)),
        attention=left,
        open=sight.may_move,
    )


def _acts(sight: Sight, words: Words, kind: type[m.Move]) -> list[Act]:
    if closed_code(sight.view, kind) is not None:
        return []
    if kind is m.Answer:
        return _replies(sight, words)
    found = fields_of(sight.view, words, kind)
    return [] if found is None else [_act(words, kind, found)]


def _act(words: Words, kind: type[m.Move], fields: Fields) -> Act:
    name = m.KIND_OF_MOVE[kind]
    return Act(
        kind=name,
        title=_title(words, kind),
        does=words("end_turn_does") if kind is m.Wait else words.name(f"move.{name}.does"),
        cost=LEGAL[kind].attention,
        price=words.count("class.seat.cost_points", LEGAL[kind].attention),
        fields=fields,
        confirm=_confirm(words, kind),
        final=kind in m.FINAL,
    )


def _title(words: Words, kind: type[m.Move]) -> str:
    own = {m.Wait: "end_turn", m.Say: "no_comment"}.get(kind)
    name = m.KIND_OF_MOVE[kind]
    return words(own) if own is not None else words.name(f"move.{name}", name)


def _confirm(words: Words, kind: type[m.Move]) -> str:
    if kind not in CONFIRMED:
        return ""
    return (
        words("confirm_order") if kind is m.Order else words.desk(f"confirm.{m.KIND_OF_MOVE[kind]}")
    )


def _replies(sight: Sight, words: Words) -> list[Act]:
    return [
        Act(
            kind="answer", title=words.name("move.answer"), does=words.name("move.answer.does"),
            cost=LEGAL[m.Answer].attention,
            price=words.count("class.seat.cost_points", LEGAL[m.Answer].attention),
            hidden=hidden, question=question,
        )
        for hidden, question in answers(sight.view, words)
    ]  # fmt: skip


def _locked(sight: Sight, words: Words, shut: list[type[m.Move]]) -> list[Locked]:
    """Return the kinds that will be open again, each with what it waits for."""
    found = []
    for kind in shut:
        code = _why_not(sight, kind)
        if code in LOCKABLE:
            title = words.name(f"move.{m.KIND_OF_MOVE[kind]}")
            found.append(Locked(title=title, why=_locked_words(sight, words, kind, code)))
    return found


def _locked_words(sight: Sight, words: Words, kind: type[m.Move], code: str) -> str:
    """Return what a move waits for; of too little attention how much it needs and there is."""
    left, needed = max(0, sight.view.attention_left), LEGAL[kind].attention
    if code == "no_attention" and left:
        return words.desk("locked.short", n=words.number(needed), m=words.number(left))
    return words.desk(f"locked.{code}")


def _why_not(sight: Sight, kind: type[m.Move]) -> str | None:
    view = sight.view
    if not may_ever(view, kind) or view.common.outcome is not None:
        return None
    code = closed_code(view, kind)
    sample = _SAMPLES.get(kind)
    return code_of(view, sample(sight)) if code is None and sample is not None else code


def _first(sight: Sight) -> str:
    return next(iter(sight.others), sight.seat)


_SAMPLES: Mapping[type[m.Move], Callable[[Sight], m.Move]] = {
    m.Sue: lambda _: m.Sue(),
    m.Threaten: lambda _: m.Threaten(),
    m.Leak: lambda sight: m.Leak(card=_own_card(sight)),
    m.Order: lambda sight: m.Order(deadline=sight.view.minute + 1),
    m.ExtendDeadline: lambda sight: m.ExtendDeadline(minute=sight.view.minute + 1),
    m.Disclose: lambda sight: m.Disclose(to=_first(sight), fact=_own_fact(sight)),
    m.Ask: lambda sight: m.Ask(to=_first(sight), question="reservation"),
}
"""One move of a kind, to hear why none of them is open."""


def _own_card(sight: Sight) -> str:
    mine = {sight.view.actor.role, sight.view.actor.kind}
    return next((card.id for card in sight.scenario.cards if mine & set(card.roles)), "")


def _own_fact(sight: Sight) -> str:
    return "threshold" if sight.view.actor.kind == "authority" else "reservation"
