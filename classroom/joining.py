"""Who comes in: joining, another device, leaving. Writers only, one transaction each."""

import unicodedata
from typing import NamedTuple

from classroom import tokens
from classroom.cohort import facts as f
from classroom.cohort.seating import Spot, next_spot
from classroom.denied import Denied
from classroom.room import Room
from classroom.store.protocol import Named

NAME_MOST = 24
_UNWANTED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Categories of signs that turn text round or are none: bidirectional controls among them."""


class Joined(NamedTuple):
    """What somebody who joined is given once: nothing of it can be read again."""

    who: str
    token: str
    resume: str


def cleaned(text: str) -> str:
    """Return what people typed as one line without signs that are not for reading."""
    plain = unicodedata.normalize("NFC", text)
    kept = [" " if sign.isspace() else sign for sign in plain if _is_wanted(sign)]
    return " ".join("".join(kept).split())


def _is_wanted(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in _UNWANTED


def plain(name: str) -> str:
    """Return a name as two ways to type it have in common: no capitals, no accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def listed(code: str, name: str) -> str:
    """Return under what a listed name is kept in the journal: names themselves never are."""
    return tokens.hashed(f"{code}/{plain(name)}").hex()


def join(room: Room, name: str, lang: str, word: str = "") -> Joined:
    """Let somebody in and give a seat; raise Denied with a reason that its page can tell."""
    name = _checked(room, name, word)
    who = _expected(room, name) or fresh(room)
    name = room.names[who].name if who in room.names else name
    joined = Joined(who, tokens.token(), tokens.code(tokens.RESUME_SIGNS))
    _remember(room, joined, name)
    room.tell(f.ParticipantJoined(who=who, lang=lang))
    spot = _spot(room, name)
    if spot is not None:
        sit(room, who, spot)
    return joined


def _checked(room: Room, name: str, word: str) -> str:
    cohort = room.cohort
    if cohort.closed:
        raise Denied("closed", 410)
    if not cohort.joining:
        raise Denied("shut", 409)
    if cohort.word and cleaned(word).casefold() != cohort.word.casefold():
        raise Denied("word", 403)
    name = cleaned(name)
    if not name:
        raise Denied("no_name", 422)
    if len(name) > NAME_MOST:
        raise Denied("long_name", 422, most=NAME_MOST)
    here = (one for who, one in room.names.items() if who in cohort.members)
    if any(one.name.casefold() == name.casefold() for one in here):
        raise Denied("name_taken", 409)
    if cohort.opened.layout == f.LISTED and listed(room.code, name) not in cohort.opened.lists:
        raise Denied("not_listed", 403)
    return name


def missing(room: Room) -> dict[str, str]:
    """Return who of a list is not here yet: the name as the teacher wrote it, by pseudonym."""
    return {who: one.name for who, one in room.names.items() if who not in room.cohort.members}


def _expected(room: Room, name: str) -> str:
    """Return the pseudonym that a list keeps for a name, or nothing."""
    found = missing(room).items()
    return next((who for who, listed_as in found if plain(listed_as) == plain(name)), "")


def fresh(room: Room) -> str:
    """Return a pseudonym that nobody has and no list keeps for anybody."""
    known = room.cohort.members.keys() | room.names.keys()
    while (who := tokens.code(tokens.PSEUDONYM_SIGNS)) in known:
        pass
    return who


def _remember(room: Room, joined: Joined, name: str) -> None:
    named = Named(
        participant=joined.who,
        name=name,
        token=tokens.hashed(joined.token),
        resume=tokens.hashed(joined.resume),
    )
    room.know(named)


def _spot(room: Room, name: str) -> Spot | None:
    """Return where a newcomer sits at once; random places are dealt when the briefing begins."""
    cohort = room.cohort
    opened = cohort.opened
    if opened.layout == f.LISTED:
        table, seat = opened.lists[listed(room.code, name)]
        return Spot(table=table, seat=seat, duty=f.PLAYER)
    if opened.layout == f.RANDOM and cohort.clock.phase == f.JOINING:
        return None
    return next_spot(cohort)


def sit(room: Room, who: str, spot: Spot) -> None:
    """Seat somebody, at a table that is made if need be; while talks go on the seat is theirs."""
    for number in range(1, spot.table + 1):
        if number not in room.cohort.places:
            room.make_table(number)
    room.tell(f.SeatGiven(who=who, table=spot.table, seat=spot.seat, duty=spot.duty))
    if spot.duty != f.OBSERVER:
        room.hand_to_person(spot.table, spot.seat)


def resume(room: Room, code: str) -> Joined:
    """Give a seat to another device: the old token opens nothing any more."""
    kept = tokens.hashed(tokens.typed(code))
    named = next((one for one in room.names.values() if one.resume == kept), None)
    if named is None:
        raise Denied("no_such_resume", 403)
    return renew(room, named.participant)


def renew(room: Room, who: str) -> Joined:
    """Give somebody another token and return code: those of before open nothing any more."""
    member = room.member(who)
    if who not in room.names:
        raise Denied("unknown", 404)
    joined = Joined(who, tokens.token(), tokens.code(tokens.RESUME_SIGNS))
    _remember(room, joined, room.names[who].name)
    room.changed(member.table)
    return joined


def choose_language(room: Room, who: str, lang: str) -> None:
    """Let somebody read another language."""
    if room.member(who).lang != lang:
        room.tell(f.LanguageChosen(who=who, lang=lang))
