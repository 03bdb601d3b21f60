"""
The parameters that rules read from a scenario, by name, with unit and meaning.

A scenario file gives those it needs; an absent one counts as its default here. The compiler refuses
names that are not listed, so a slip of the pen is found before a game is played.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter

from sim.domain.setting import Scenario

NUMBERS: dict[str, tuple[int, str]] = {
    # stops and replies
    "delay_min_minutes": (360, "shortest time until an addressee thinks about a message"),
    "delay_span_minutes": (576, "width of the uniform draw added to it"),
    "thinking_minutes": (2304, "time a party thinks before it answers an offer, at trust 50"),
    "hurry_minutes": (7200, "so long before the deadline thinking time shrinks"),
    "hurry_ppm": (350_000, "to this share"),
    # ban odds = order x (1 - court) x (1 - relent); model note part 2
    "order_quiet_ppm": (0, "odds of an order while nobody threatened"),
    "order_threatened_ppm": (0, "odds of an order after a threat at credibility 30"),
    "order_credibility_ppm": (0, "added per 100 points of credibility beyond 30"),
    "order_signed_ppm": (1_000_000, "odds that a signed order is meant"),
    "court_base_ppm": (0, "odds that a court stops the ban"),
    "court_sued_ppm": (0, "added when a party sued"),
    "court_day_ppm": (0, "added per day between order and ban"),
    "court_notice_days": (30, "notice courts find fair"),
    "court_notice_ppm": (0, "added per day short of it"),
    "court_early_days": (0, "an order before this day is rash"),
    "court_early_ppm": (0, "added for a rash order"),
    "court_condition_ppm": (0, "added while a payment to the treasury is a public condition"),
    "court_evidence_ppm": (0, "taken away once an inquiry found misuse"),
    "court_inquiry_ppm": (0, "taken away while an inquiry or an ally's threat is open"),
    "court_low_ppm": (0, "floor of the court odds"),
    "court_high_ppm": (1_000_000, "ceiling of the court odds"),
    "ruling_calls": (0, "1: parties and host think again once a court has ruled"),
    "relent_base_ppm": (0, "odds that a ban is not enforced"),
    "relent_split_ppm": (0, "added per story of a split, at most two"),
    "relent_high_ppm": (600_000, "ceiling of the relent odds"),
    "slip_ppm": (0, "odds that an approved paper still slips"),
    "beyond_ban_ppm": (0, "ban odds where no authority sits (fixed alternative)"),
    # consent of an authority: bar on its reading of the paper, in milli points
    "bar_start": (0, "mean of the bar"),
    "bar_hawks_micro": (0, "added per point of hawks over 50, millionths of a point"),
    "bar_lobby": (0, "bar lowered by a first lobby; later ones by `again_ppm` of the former"),
    "bar_endorsed": (0, "bar lowered by an endorsement"),
    "endorse_calls": (0, "1: an endorsement calls who has still to consent to the paper"),
    "bar_pledged": (0, "bar lowered per public pledge of the option an authority reads best"),
    "bar_pressed": (0, "bar lowered once talks were suspended against a threat not carried out"),
    "bar_spread": (4_000, "spread of an outsider's belief about the bar"),
    "again_ppm": (700_000, "share of its former effect that a repeated favour keeps"),
    "unmet_condition": (0, "reading lost by a package that misses a public condition"),
    "silence_days": (0, "days of silence on a paper that count as an answer; 0: none do"),
    "amended_asks": (0, "1: who has consented to a paper is asked again once it is amended"),
    # ratification at home (Putnam 1988): a seller's investors look at what everybody can reckon
    "ratify_spread_points": (
        0,
        "spread of their odds in millionths of a point; 0: nobody asks them",
    ),
    "ratify_bias_points": (
        0,
        "gain over no deal at which they say yes half the time, below nothing",
    ),
    # talk
    "remark_calls": (0, "1: whoever is spoken to looks up, after the time a message takes"),
    "proof_rest_days": (0, "days before a seat may show the same fact to the same seat again"),
    "pressed_learn_ppm": (0, "share of the way to the host's bar that a suspension teaches both"),
    "reservation_spread": (100_000, "spread of a belief about a reservation before any answer"),
    "honest_base_ppm": (350_000, "odds of an honest answer at trust 0"),
    "honest_trust_ppm": (5_000, "added per point of trust"),
    "belief_spread_ppm": (550_000, "share of its spread that a belief keeps after a good answer"),
    "evasion_micro": (0, "an evasive answer shades a reservation by this, millionths of utility"),
    "evasion_bar": (0, "an evasive answer shades a bar by this, milli points"),
    # press
    "traced_ppm": (350_000, "odds that a leak is traced"),
    "leak_rest_minutes": (4_320, "rest between two leaks of one seat"),
    # commitment (Muthoo 1996)
    "weight_first": (1_000, "weight k of a first commitment, in thousandths"),
    "weight_again": (500, "added by each further one"),
    "weight_max": (2_000, "cap of k"),
    "revoked_ppm": (0, "what a line taken back costs at the end, share of a point times its k"),
    "pledge_ppm": (0, "what a broken pledge costs at the end, share of a point"),
    # suspension and breakdown (Binmore, Rubinstein, Wolinsky 1986)
    "break_day_ppm": (0, "breakdown odds on the first day of a suspension, linear in days"),
    "impatient_below": (0, "patience, in milli points, under which talks may break"),
    "impatient_day_ppm": (0, "breakdown odds a day then"),
    "distrust_below": (0, "trust, in milli points, under which talks may break"),
    "distrust_day_ppm": (0, "breakdown odds a day then"),
    "pause_points": (0, "millionths of a point by which a pause makes one's no deal look better"),
    "host_answers": (0, "1: a host that never backed down has its say when somebody walks"),
    # rival
    "rival_from_day": (0, "first day on which a rival may come"),
    "rival_day_ppm": (0, "odds a day"),
    "rival_invited_ppm": (0, "added a day per invitation, at most two"),
    "rival_restricted_ppm": (0, "added a day under licence"),
    "rival_ramp_ppm": (0, "added a day for every day since the first"),
    "rival_close_ppm": (0, "added a day once a deal was said to be close"),
    # export rule
    "restrict_day_ppm": (0, "odds a day without an order"),
    "restrict_anger_ppm": (0, "added a day per point of anger over 45"),
    "restrict_order_ppm": (0, "odds that an order is answered at all"),
    "restrict_order_days": (22, "mean days from order to rule"),
    "restrict_order_spread_days": (5, "standard deviation of those days"),
    "restrict_notice_days": (0, "notice for which that holds; a shorter one is answered sooner"),
    "restrict_licence_ppm": (0, "licence odds added per lobby of the seller, at most two"),
    "restrict_anger_licence_ppm": (0, "licence odds taken per point of anger over 50"),
    # inquiry
    "inquiry_days": (18, "length of an inquiry"),
    "misuse_prior_ppm": (0, "odds that data were misused"),
    "misuse_found_ppm": (0, "odds that an inquiry finds what is there"),
    "misuse_false_ppm": (0, "odds that it finds what is not"),
    "undertaking_ppm": (200_000, "odds that an undertaking is given"),
    "undertaking_inquiry_ppm": (300_000, "added while an inquiry is open"),
    "undertaking_threat_ppm": (350_000, "added while the ally threatens"),
    "undertakings_max": (2, "most undertakings of one game"),
    # what an ally's conditions and refusal cost the parties of a paper that reaches it
    "clear_ppm": (0, "cost to each party per step of a condition met, share of its point"),
    "refused_ppm": (0, "cost to the buyer of a consent refused without a veto, share of its point"),
    # counsel
    "counsel_from_day": (0, "first day on which counsel may find a payment unlawful"),
    "counsel_day_ppm": (0, "odds a day"),
    # audience cost (Fearon 1994)
    "retract_audience_ppm": (0, "approval lost per point of audience when backing down"),
    # time
    "order_notice_days": (7, "least days between an order and its ban"),
    "deadline_notice_days": (1, "least days between naming a day and that day"),
    "diligence_days": (0, "days until a buyer knows what it buys"),
    "diligence_points": (0, "loss at signing on day 0, millionths of a point of the buyer"),
    "diligence_told_minutes": (0, "diligence that an answer or a proof saves the buyer"),
    "face_points": (0, "loss of a seller that sells without an order, millionths of its point"),
}


numbers_of: Callable[[Scenario], Mapping[str, int]] = attrgetter("_index.numbers")
"""Returns all rule parameters by name; a rule that reads several asks once."""


def number(scenario: Scenario, name: str) -> int:
    """Return a rule parameter of the scenario, or its declared default."""
    return numbers_of(scenario)[name]
