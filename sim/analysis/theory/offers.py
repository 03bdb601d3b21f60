"""
Who gets what when offers alternate: two parties, many, with options outside and inside, by vote.

All parties know everything; a refused offer costs a period. Shares are of a pie of 1. A wrong
argument (a discount outside 0..1, fewer than two parties) raises ValueError.
"""


def rubinstein(first: float, second: float) -> tuple[float, float]:
    """
    Return the shares of proposer and responder for their discounts (Rubinstein 1982).

    (1 - d2) / (1 - d1 d2) and d2 (1 - d1) / (1 - d1 d2); agreed at once. Not defined for two
    parties that both wait for nothing.
    """
    _check_discounts(first, second)
    whole = 1 - first * second
    if not whole:
        raise ValueError("one of the two discounts must be below 1")
    return (1 - second) / whole, second * (1 - first) / whole


def finite_offers(offers: int, discount: float) -> float:
    """
    Return the proposer's share when so many offers are left, for one discount (Stahl 1972).

    (1 - (-d)^n) / (1 + d): the last proposer takes all, the one before leaves what that is worth.
    """
    _check_discounts(discount)
    if offers < 1:
        raise ValueError("at least one offer must be left")
    return (1 - (-discount) ** offers) / (1 + discount)


def rubinstein_limit(first_rate: float, second_rate: float) -> float:
    """
    Return the first party's share when offers follow at once (Binmore 1987).

    r2 / (r1 + r2) for discount rates a unit of time: the more patient one gets more.
    """
    if min(first_rate, second_rate) < 0 or not first_rate + second_rate:
        raise ValueError("rates are at least 0, and one of them more")
    return second_rate / (first_rate + second_rate)


def outside_option(discount: float, outside: float) -> float:
    """
    Return the proposer's share when the responder can leave for something worth `outside`.

    Binmore, Shaked and Sutton 1989: an option no better than the share d / (1 + d) is no threat
    and changes nothing; a better one is what the responder gets exactly. The option is taken
    instead of a counter-offer; beyond 1 there is nothing to share.
    """
    _check_discounts(discount)
    if outside > 1:
        raise ValueError("whoever has more than the pie outside does not bargain")
    responder = discount / (1 + discount)
    return 1 - max(responder, outside)


def inside_options(rate: float, own_flow: float, other_flow: float) -> float:
    """
    Return a party's share when both earn while they disagree (Muthoo 1999, chapter 6).

    g_A / r + (1 - g_A / r - g_B / r) / 2 for flows a unit of time, one discount rate and offers
    that follow at once: each gets what waiting for ever is worth, and half of the rest.
    """
    if rate <= 0:
        raise ValueError("the rate must be more than 0")
    own, other = own_flow / rate, other_flow / rate
    return own + (1 - own - other) / 2


def krishna_serrano(parties: int, discount: float) -> float:
    """
    Return the proposer's share among n parties that may leave with theirs (1996).

    1 / (1 + (n - 1) d); the others get d times as much each. For two it is Rubinstein's.
    """
    _check_discounts(discount)
    _check_parties(parties)
    return 1 / (1 + (parties - 1) * discount)


def baron_ferejohn(members: int, discount: float, *, unanimity: bool = False) -> float:
    """
    Return the share a proposer keeps in a committee, closed rule, chosen by lot (1989).

    By majority of an odd number 1 - d (n - 1) / (2 n): it buys the votes it needs at d / n each.
    By unanimity 1 - d (n - 1) / n: it buys all others.
    """
    _check_discounts(discount)
    _check_parties(members)
    if unanimity:
        return 1 - discount * (members - 1) / members
    if members % 2 == 0:
        raise ValueError("the formula of the majority is for an odd number of members")
    return 1 - discount * (members - 1) / (2 * members)


def _check_discounts(*discounts: float) -> None:
    if not all(0 <= one <= 1 for one in discounts):
        raise ValueError("a discount lies between 0 and 1")


def _check_parties(count: int) -> None:
    if count < 2:  # noqa: PLR2004 - nobody bargains alone
        raise ValueError("at least two must bargain")
