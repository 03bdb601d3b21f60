"""The moves as tiles: those that are open, and those that will be, with key, effect and price."""

from collections.abc import Callable, Mapping

from attrs import evolve

from game.presenters.desk import MoveTile
from game.presenters.make_desk_board import whole
from game.presenters.make_desk_effects import cause_of, chance, consequences, gauge_words
from game.presenters.make_desk_fields import fields_of, own_fact
from game.presenters.make_desk_locks import LOCKABLE, reason
from game.presenters.make_desk_press import forecast
from game.presenters.make_desk_said import capital
from game.presenters.make_desk_sight import Sight
from game.presenters.make_desk_verdicts import is_awaited
from sim.domain import moves as m
from sim.domain.actors import LICENSOR
from sim.domain.lookup import index_of, is_of_seats, members_of, role_of
from sim.domain.rules.consent import silence_ends
from sim.domain.rules.gauges import gauge
from sim.domain.rules.legal import LEGAL, closed_code, code_of, may_ever
from sim.domain.rules.numbers import number
from sim.domain.rules.odds import court_odds
from sim.domain.units import MILLI, MINUTES_DAY, PPM
from sim.domain.views import open_questions, standing_offers, tables

LINES = 2
_CARD_KEYS = ("l", "j", "p", "n")
_KINDS: tuple[tuple[type[m.Move], str], ...] = (
    (m.Answer, "z"), (m.Order, "o"), (m.OpenInquiry, "o"), (m.CloseInquiry, "o"), (m.Ask, "c"),
    (m.Threaten, "t"), (m.Lobby, "y"), (m.Sue, "s"), (m.Invite, "v"), (m.Condition, "m"),
    (m.SeekUndertaking, "s"), (m.State, "k"), (m.Suspend, "h"), (m.Resume, "h"),
    (m.SetDeadline, "e"), (m.ExtendDeadline, "e"), (m.Endorse, "n"), (m.Leak, ""),
    (m.Disclose, "i"), (m.Retract, "r"), (m.Pledge, "g"), (m.Say, "f"), (m.Walk, "q"),
)  # fmt: skip
_CONFIRM = (m.Order, m.Walk, m.Retract, m.Sue, m.Threaten, m.Approve, m.Block, m.CloseInquiry,
            m.Disclose)  # fmt: skip


def tiles(sight: Sight) -> tuple[MoveTile, ...]:
    """Return the tiles in their order: to write, to ask, to bind, the press, to wait."""
    made = [*_proposals(sight)]
    for kind, key in _KINDS:
        if not may_ever(sight.view, kind):
            continue
        made += _cards(sight) if kind is m.Leak else _tile(sight, kind, key)
    wait = wait_tile(sight)
    made = _one_gold(sight, made)
    if not any(tile.face == "main" for tile in made) and made and made[0].id == "propose":
        wait = evolve(wait, face="main")  # the draft stands already: what is left is to wait
    return (*_one_key_each(made), wait)


def _one_key_each(made: list[MoveTile]) -> list[MoveTile]:
    """Take a letter from whoever has it second, an open tile first: it must mean one thing."""
    taken: set[str] = set()
    keyed: dict[str, MoveTile] = {}
    for tile in sorted(made, key=lambda tile: not tile.open):
        keyed[tile.id] = evolve(tile, key="", key_label="") if tile.key in taken else tile
        taken.add(tile.key)
    return [keyed[tile.id] for tile in made]


def asked(sight: Sight) -> tuple[MoveTile, ...]:
    """Return the questions asked before a move that stands on an offer or as a verdict."""
    made = []
    words = sight.words
    for table in tables(sight.view):
        for offer in standing_offers(sight.view, table):
            if offer.by != sight.seat:
                gain = words.amount(sight.worth(offer.package))
                confirm = words("confirm.accept", terms=whole(sight, offer.package), gain=gain)
                made.append(_bare(sight, f"accept.{table}.{offer.id}", "accept", confirm))
    made += [_bare(sight, kind, kind, words(f"confirm.{kind}")) for kind in ("approve", "block")]
    if sight.rewind.state == "ready":
        made.append(_rewind(sight))
    return tuple(made)


def _rewind(sight: Sight) -> MoveTile:
    """Return the question before the one rewind."""
    words = sight.words
    asks = words.text("ui.rewind.confirm", date=words.date(sight.rewind.minute))
    return MoveTile(id="rewind", label=words.text("ui.rewind.name"), key="", key_label="",
                    confirm=asks, final=True)  # fmt: skip


def _bare(sight: Sight, name: str, kind: str, confirm: str) -> MoveTile:
    label = sight.words.name(f"move.{kind}", kind)
    final = m.MOVES[kind] in m.FINAL
    return MoveTile(id=name, label=label, key="", key_label="", confirm=confirm, final=final)


def _one_gold(sight: Sight, made: list[MoveTile]) -> list[MoveTile]:
    """Make the first open tile gold if it is a question to answer or the only thing to write."""
    if is_awaited(sight):
        return made  # a word on the paper comes first, and that is the gold one
    standing = (sight.words("same_standing"),)
    places = [at for at, tile in enumerate(made) if tile.open and tile.lines != standing]
    if places and made[places[0]].id.partition(".")[0] in ("propose", "answer", "order"):
        made[places[0]] = evolve(made[places[0]], face="main")
    return made


# --- proposing


def _proposals(sight: Sight) -> list[MoveTile]:
    if not may_ever(sight.view, m.Propose) or not sight.talking:
        return []
    made: list[MoveTile] = []
    for table in tables(sight.view):
        if table == sight.table:
            made.insert(0, _propose(sight, table, "enter", main=True))
        elif sight.view.channels[table].offers:
            made.append(_propose(sight, table, "b", main=False))
    return made


def _propose(sight: Sight, table: str, key: str, *, main: bool) -> MoveTile:
    words = sight.words
    code = code_of(sight.view, m.Propose(table=table, package=sight.draft))
    others = [one for one in members_of(sight.scenario, table) if one != sight.seat]
    label = words("send_offer" if main else "send_to", actor=words.inside(others[0]))
    lines: tuple[str, ...] = (words("answer_in", n=_answer_days(sight)),)
    if sight.has_odds:
        lines = (*lines, words("closes_fact", n=words.percent(sight.closes(sight.draft, table))))
    if code == "already_standing":
        lines = (words("same_standing"),)
    return MoveTile(
        id="propose" if main else f"propose.{table}",
        label=label,
        key=key,
        key_label=words.text("ui.key.enter") if key == "enter" else key.upper(),
        lines=lines if code in (None, "already_standing") else reason(sight, code, 1),
        pips=1,
        open=code in (None, "already_standing"),
        hint=words.name("move.propose.does"),
    )


def _answer_days(sight: Sight) -> str:
    """Return how long the other side takes, as the rules reckon it from trust and the deadline."""
    scenario, common = sight.scenario, sight.view.common
    trust = gauge(scenario, common, sight.minute, "trust", 50 * MILLI)
    thinking = number(scenario, "thinking_minutes") * (150 * MILLI - trust) // (100 * MILLI)
    deadline = common.deadline or scenario.closes
    if deadline is not None and deadline - sight.minute < number(scenario, "hurry_minutes"):
        thinking = thinking * number(scenario, "hurry_ppm") // PPM
    delay = number(scenario, "delay_min_minutes") + number(scenario, "delay_span_minutes") // 2
    days = (thinking + delay) / MINUTES_DAY
    return sight.words("days_about", n=sight.words.number(days, 1))


# --- the other kinds


def _tile(sight: Sight, kind: type[m.Move], key: str) -> list[MoveTile]:
    """Return the tile of a kind: open, locked with its reason, or nothing."""
    sample, fields = fields_of(sight, kind)
    code = closed_code(sight.view, kind)
    if code is None:
        code = "saturated" if sample is None else code_of(sight.view, sample)
    if code is not None and (code not in LOCKABLE or not (sight.talking or code == "no_attention")):
        return []
    words, name = sight.words, m.KIND_OF_MOVE[kind]
    lines = (
        _lines(sight, kind, sample) if code is None else reason(sight, code, _price(sight, kind))
    )
    return [
        MoveTile(
            id=name,
            label=words(f"tile.{name}"),
            key=key,
            key_label=key.upper(),
            lines=lines,
            pips=_price(sight, kind),
            open=code is None,
            fields=fields,
            confirm=_confirm(sight, kind, sample) if code is None else "",
            final=kind in m.FINAL,
            hint=_hint(sight, name, sample),
        )
    ]


def _price(sight: Sight, kind: type[m.Move]) -> int:
    del sight
    return LEGAL[kind].attention


def _hint(sight: Sight, name: str, sample: m.Move | None) -> str:
    """Return what a move does, then all the gauges it moves."""
    does = sight.words.name(f"move.{name}.does")
    moved = gauge_words(sight, sample) if sample is not None else ()
    return f"{does} {capital(', '.join(moved))}".strip()


def _confirm(sight: Sight, kind: type[m.Move], sample: m.Move | None) -> str:
    if kind not in _CONFIRM:
        return ""
    words, name = sight.words, m.KIND_OF_MOVE[kind]
    if isinstance(sample, m.Order):
        return words("confirm.order", date=words.date(sample.deadline))
    if isinstance(sample, m.Disclose):
        return words(f"confirm.disclose.{sample.fact}", n=own_fact(sight, sample.fact))
    return words(f"confirm.{name}")


def _lines(sight: Sight, kind: type[m.Move], sample: m.Move | None) -> tuple[str, ...]:
    """Return up to two lines: what follows for this seat, then the gauges that move."""
    if sample is None:
        return ()
    special = _SPECIAL.get(kind)
    own = special(sight, sample) if special else ()
    found = [one.words for one in consequences(sight, sample)]
    moved = list(gauge_words(sight, sample))
    if moved and len(own) + len(found) >= LINES:
        found = found[: LINES - 1]
    pairs = [", ".join(moved[at : at + 2]) for at in range(0, len(moved), 2)]
    return tuple([*own, *found, *pairs][:LINES]) or (sight.words(f"does.{m.KIND_OF_MOVE[kind]}"),)


# --- lines that only one kind has


def _ask_lines(sight: Sight, _: m.Move) -> tuple[str, ...]:
    trust = gauge(sight.scenario, sight.view.common, sight.minute, "trust", 50 * MILLI)
    honest = number(sight.scenario, "honest_base_ppm")
    honest += number(sight.scenario, "honest_trust_ppm") * trust // MILLI
    kept = number(sight.scenario, "belief_spread_ppm")
    words = sight.words
    return (words("honest", n=chance(sight, min(honest, PPM))),
            words("doubt", n=chance(sight, kept)))  # fmt: skip


def _lobby_lines(sight: Sight, sample: m.Move) -> tuple[str, ...]:
    """Return how far the bar falls this time, where what follows cannot be seen."""
    assert isinstance(sample, m.Lobby)
    if consequences(sight, sample) or role_of(sight.scenario, sample.to) == LICENSOR:
        return ()
    pair = index_of(sight.scenario).pairs.get((sight.seat, sample.to), "")
    step = number(sight.scenario, "bar_lobby")
    for _ in range(sight.view.channels[pair].lobbies if pair else 0):
        step = step * number(sight.scenario, "again_ppm") // PPM
    return (sight.words("bar_falls", n=sight.words.number(step / MILLI, 1)),)


def _suspend_lines(sight: Sight, sample: m.Move) -> tuple[str, ...]:
    assert isinstance(sample, m.Suspend)
    risk = sight.words("breaks", n=chance(sight, number(sight.scenario, "break_day_ppm")))
    # A first pause speaks where seats alone sit; a second says nothing new (`worth.poise`).
    speaks = number(sight.scenario, "pause_points") and is_of_seats(sight.scenario, sample.table)
    fresh = sight.seat not in sight.view.common.paused
    return (risk, sight.words("pause_speaks")) if speaks and fresh else (risk,)


def _order_lines(sight: Sight, sample: m.Move) -> tuple[str, ...]:
    assert isinstance(sample, m.Order)
    court = court_odds(
        sight.scenario, sight.view.common, sight.minute, deadline=sample.deadline
    )  # fmt: skip
    days = sight.words.text.count("ui.desk.n_days", sight.days(sample.deadline - sight.minute))
    return (sight.words("ban_in", n=days, court=chance(sight, PPM - court)),)


def _invite_lines(sight: Sight, _: m.Move) -> tuple[str, ...]:
    return (sight.words("rival_day", n=chance(sight, number(sight.scenario, "rival_invited_ppm"))),)


def _seek_lines(sight: Sight, _: m.Move) -> tuple[str, ...]:
    scenario, common = sight.scenario, sight.view.common
    odds = number(scenario, "undertaking_ppm")
    if common.inquiry_minute is not None and common.inquiry_found is None:
        odds += number(scenario, "undertaking_inquiry_ppm")
    if sight.seat in common.threats:
        odds += number(scenario, "undertaking_threat_ppm")
    return (sight.words("given", n=chance(sight, odds)),)


def _inquiry_lines(sight: Sight, _: m.Move) -> tuple[str, ...]:
    opened = sight.view.common.inquiry_minute
    days = number(sight.scenario, "inquiry_days")
    if opened is None:
        return (sight.words("finding_after", n=sight.words.text.count("ui.desk.n_days", days)),)
    left = opened + days * MINUTES_DAY - sight.minute
    if left <= 0:
        return (sight.words("finding_due"),)
    counted = sight.words.text.count("ui.desk.n_days", max(sight.days(left), 1))
    return (sight.words("finding_early", n=counted),)


def _line_lines(sight: Sight, _: m.Move) -> tuple[str, ...]:
    return (sight.words("does.state"),)


def _condition_lines(sight: Sight, sample: m.Move) -> tuple[str, ...]:
    assert isinstance(sample, m.Condition)
    words = sight.words
    there = sight.paper.with_option(sample.issue, sample.option)
    gain = words.bare(sight.worth(there) - sight.worth(sight.paper))
    return (words.change(sample.issue, sample.option), words("you_fact", n=gain))


def _answer_lines(sight: Sight, _: m.Move) -> tuple[str, ...]:
    question = open_questions(sight.view)[0]
    words = sight.words
    return (words("asks_you", actor=words.subject(question.by)),
            words.name(f"question.{question.question}"))  # fmt: skip


_SPECIAL: Mapping[type[m.Move], Callable[[Sight, m.Move], tuple[str, ...]]] = {
    m.Ask: _ask_lines, m.Suspend: _suspend_lines, m.Order: _order_lines, m.Invite: _invite_lines,
    m.SeekUndertaking: _seek_lines, m.OpenInquiry: _inquiry_lines, m.CloseInquiry: _inquiry_lines,
    m.Answer: _answer_lines, m.State: _line_lines, m.Condition: _condition_lines,
    m.Lobby: _lobby_lines,
}  # fmt: skip


# --- press cards and waiting


def _cards(sight: Sight) -> list[MoveTile]:
    actor, made = sight.view.actor, []
    mine = [card for card in sight.scenario.cards if {actor.role, actor.kind} & set(card.roles)]
    for card, key in zip(mine, _CARD_KEYS, strict=False):
        move = m.Leak(card=card.id)
        code = code_of(sight.view, move)
        if code is None or code in LOCKABLE:
            made.append(_card(sight, move, key, code))
    return made


def _card(sight: Sight, move: m.Leak, key: str, code: str | None) -> MoveTile:
    words = sight.words
    name = words.name(f"cards.{move.card}.label", move.card)
    return MoveTile(
        id=f"leak.{move.card}",
        label=words("leak", card=name),
        key=key,
        key_label=key.upper(),
        lines=_card_lines(sight, move) if code is None else reason(sight, code, 1),
        pips=1,
        face="press",
        open=code is None,
        gives_to=_gains(sight, move),
        corner=words("traced", n=words.percent(number(sight.scenario, "traced_ppm"))),
        hint=_hint(sight, "leak", move),
    )


def _card_lines(sight: Sight, move: m.Leak) -> tuple[str, ...]:
    """Return what the story does for this seat, and what it hands over."""
    found = consequences(sight, move)
    moved = list(gauge_words(sight, move))
    good = [one.words for one in found if one.sign > 0]
    bad = [one.words for one in found if one.sign < 0]
    # A gauge alone is neither for nor against the seat, so it has a dot for a sign.
    first = ("+", good[0]) if good else ("\u00b7", moved.pop(0)) if moved else ("", "")
    last = ("\u2212", bad[0]) if bad else ("\u00b7", moved[-1]) if moved else ("", "")
    return tuple(f"{sign} {line}" for sign, line in (first, last) if line)


def _gains(sight: Sight, move: m.Leak) -> str:
    """Return the shape of the seat whose gauge a story raises."""
    raised = [name for name, delta in reversed(cause_of(sight, move)) if delta > 0]
    for name in raised:
        spec = sight.scenario.gauges[index_of(sight.scenario).gauges[name]]
        for seat in spec.seats:
            if seat != sight.seat:
                return sight.words.mark(seat).shape
    return ""


def wait_tile(sight: Sight) -> MoveTile:
    """Return the tile that ends the stop, and says until when."""
    words, until = sight.words, sight.next_minute
    cost = _wait_cost(sight)
    line = words("wait_to", date=words.date_short(until)) if until else words("wait_end")
    return MoveTile(
        id="wait", label=words("tile.wait"), key="space", key_label=words.text("ui.key.space"),
        lines=(line, _waiting(sight) if until else words("free")), face="free",
        hint=f"{words('wait_hint')} {cost}".strip() if until else words("wait_end_hint"),
    )  # fmt: skip


def _wait_cost(sight: Sight) -> str:
    """Return all that waiting costs by itself, as the front page says it."""
    return sight.once(("forecast", sight.words.text.lang), lambda: forecast(sight))


def _waiting(sight: Sight) -> str:
    """Return what may cut the wait short: a call, or the day on which silence gives consent."""
    ends = silence_ends(sight.scenario, sight.view.common)
    pending = sight.view.common.consents.get(sight.seat) == "pending"
    if ends is None or not pending or index_of(sight.scenario).consents[sight.seat].veto:
        return sight.words("wait_sooner")
    return sight.words("silence_consents", date=sight.words.date_short(ends))
