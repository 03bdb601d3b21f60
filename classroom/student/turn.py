"""Who is who, whose turn it is, who is waited for and what the clock says."""

from collections.abc import Iterator

from attrs import frozen

from classroom.cohort import facts as f
from classroom.student.sight import Sight
from classroom.student.wording import Words, capital
from sim.domain.lookup import index_of
from sim.domain.views import View

YOU, THINKS, AWAY, STRATEGY = "you", "thinks", "away", "strategy"
WAITS, DONE = "waits", "done"
PRACTICE = "practice"
_AFTER = (f.FORMS, f.DEBRIEF, f.CLOSED)
"""Phases in which no talks go on: their calendar stands still."""
_SECOND = 1000
LONG = 10
"""Seconds of waiting that are worth telling; fewer would be wrong before they are read."""


@frozen(kw_only=True)
class Shape:
    """How an actor is drawn: a shape and a fill of the style sheet, never colour alone."""

    form: str
    place: int


def shapes(view: View) -> dict[str, Shape]:
    """Return the shape of every actor: those of the scenario's file; a dot for the environment."""
    places = {one.id: at for at, one in enumerate(index_of(view.scenario).seats)}
    return {
        one.id: Shape(form=one.mark if one.id in places else "dot",
                      place=_COLOURS.get(one.colour, places.get(one.id, -1)))
        for one in view.scenario.actors
    }  # fmt: skip


_COLOURS = {"sky": 0, "orange": 1, "vermilion": 2, "green": 3, "purple": 4, "blue": 5, "yellow": 6}


@frozen(kw_only=True)
class Chair:
    """One seat of the table and what its person does."""

    seat: str
    name: str
    state: str
    said: str


@frozen(kw_only=True)
class Turn:
    """The strip that says what is to be done."""

    title: str
    aside: str
    chairs: tuple[Chair, ...]
    mine: bool
    say: str
    """The same in one sentence, to be read out."""


def turn(sight: Sight, words: Words) -> Turn:
    """Return whose turn it is; whoever is waited for has a name everywhere."""
    waited = [one for one in sight.waits if one != sight.seat]
    names = words.desk("and").join(map(words.inside, waited))
    mine = sight.may_move
    if sight.over or sight.view.common.outcome is not None:
        title, aside = words("table_over"), outcome_words(sight, words)
    elif _stopped(sight):
        title, aside = words("paused_title"), ""
    elif mine:
        title = words("your_turn")
        aside = words("also_wait", names=names) if waited else ""
    elif waited:
        title = words("we_wait", names=names)
        aside = words(
            "since" if sight.waited >= LONG else "since_now", time=words.lapse(sight.waited)
        )
    else:
        title, aside = words("others_work"), words("not_long")
    return Turn(
        title=title,
        aside=aside,
        chairs=tuple(_chair(sight, words, one.id) for one in index_of(sight.scenario).seats),
        mine=mine,
        say=f"{title} {aside}".strip(),
    )


def _stopped(sight: Sight) -> bool:
    return sight.paused or sight.clock.paused


def _chair(sight: Sight, words: Words, seat: str) -> Chair:
    state = _state(sight, seat)
    said = words(f"state_{state}")
    if state == THINKS and sight.waited >= LONG:
        said = words("state_since", state=said, time=words.lapse(sight.waited))
    return Chair(seat=seat, name=words.actor(seat), state=state, said=said)


def _state(sight: Sight, seat: str) -> str:
    if sight.over:
        return DONE
    if seat in sight.strategies:
        return STRATEGY
    if seat in sight.away:
        return AWAY
    if seat == sight.seat and (seat in sight.waits or sight.may_move):
        return YOU
    return THINKS if seat in sight.waits else WAITS


def outcome_words(sight: Sight, words: Words) -> str:
    """Return how the talks of the table ended, which everybody at it knows."""
    outcome = sight.view.common.outcome
    if outcome is not None:
        said = words.name(f"outcome.{outcome.kind}", outcome.kind)
        return words("ended_on", how=capital(said), date=words.date(outcome.minute))
    return words(f"status_{sight.status}") if sight.status in f.STATUSES else ""


@frozen(kw_only=True)
class Countdown:
    """The clock of the phase; the page counts on from here."""

    left: str
    """Milliseconds left, or empty for a phase without a clock."""
    shown: str
    paused: bool
    phase: str


def countdown(sight: Sight, words: Words) -> Countdown:
    """Return what the clock of the class says now."""
    left = sight.clock.left(sight.now)
    phase = words(f"phase_{sight.clock.phase}")
    if left is None:
        return Countdown(left="", shown="", paused=_stopped(sight), phase=phase)
    seconds = -(-left // _SECOND)
    shown = f"{seconds // 60}:{seconds % 60:02}"
    return Countdown(left=str(left), shown=shown, paused=_stopped(sight), phase=phase)


def day_words(sight: Sight, words: Words) -> tuple[str, str, str]:
    """Return the day of the talks, the days to the deadline, its date; nothing after the talks."""
    view = sight.view
    going_on = sight.talking and not sight.over and sight.clock.phase not in _AFTER
    deadline = view.common.deadline or view.scenario.closes
    today = words("day", date=words.date(view.minute))
    if deadline is None or not going_on:
        return today, words("no_deadline") if going_on else "", ""
    left = words.days(max(0, deadline - view.minute))
    return today, words("days_to", days=left), words("to_date", date=words.date(deadline))


@frozen(kw_only=True)
class Notice:
    """Something the student must know beside its table."""

    kind: str
    """alert, plain or practice."""
    title: str
    body: str
    back: bool = False
    """Whether it offers the seat back."""
    again: bool = False
    """Whether it offers another practice table."""


def notices(sight: Sight, words: Words) -> tuple[Notice, ...]:
    """Return what has happened to the seat or to the class, the gravest first."""
    found = list(_practice(sight, words)) if sight.practice else []
    if _stopped(sight):
        found.append(_notice(words, "paused", "alert"))
    why = sight.strategies.get(sight.seat)
    # Before the bargaining strategies hold every seat and nobody has lost one.
    playing = sight.clock.phase == f.BARGAINING and not sight.over
    if why is not None and playing and not sight.watches:
        found.append(Notice(kind="plain", title=words("bot_title"), back=True,
                            body=words(f"bot_{why if why in f.WHYS else f.ASKED}")))  # fmt: skip
    if sight.nudged and sight.may_move:
        found.append(_notice(words, "nudged", "plain"))
    # Whoever came first shares the seat no less than who came after; afterwards nobody moves.
    if sight.shared and not (sight.watches or sight.over or sight.clock.phase in _AFTER):
        found.append(_notice(words, "mirror", "plain"))
    if sight.watches:
        found.append(_notice(words, "observer", "plain"))
    return tuple(found)


def _practice(sight: Sight, words: Words) -> Iterator[Notice]:
    """Yield that nothing counts, and at the end that one may begin again."""
    aim = words.name(f"actors.{sight.seat}.aim")
    body = words("practice_body", aim=aim)
    yield Notice(kind=PRACTICE, title=words("practice_title"), body=body)
    if sight.over:
        title, body = words("practice_over_title"), words("practice_over_body")
        yield Notice(kind="plain", title=title, body=body, again=True)


def _notice(words: Words, name: str, kind: str) -> Notice:
    return Notice(kind=kind, title=words(f"{name}_title"), body=words(f"{name}_body"))


LATE, SENT = "late", "sent"


def refusal_words(last: str, words: Words) -> str:
    """Return the last refusal in words: by its code, or as it was said."""
    if not last:
        return ""
    for key in (f"class.denied.{last}", f"refusal.{last}", f"class.seat.last.{last}"):
        if words.text.has(key):
            return words.text(key)
    return last
