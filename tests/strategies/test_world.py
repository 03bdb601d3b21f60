"""
Goal: authorities and the world act as their parameters say. Method: single stops, many seeds.
"""

from collections import Counter

import attrs
from strategies.playing import in_role, opened, play, step, thought

from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.decider import evolve
from sim.domain.events import (
    ApprovalsOpened,
    AttentionSpent,
    DeadlineSet,
    ExportRestricted,
    OrderSigned,
    TermsSigned,
)
from sim.domain.rules.choices import opening_package
from sim.domain.rules.consent import licence_odds, own_bar, reading
from sim.domain.rules.legal import code_of
from sim.domain.rules.odds import court_odds
from sim.domain.talks import changed
from sim.domain.units import MINUTES_DAY, PPM
from sim.domain.views import view_for
from sim.strategies.base import entry_of

DAY = MINUTES_DAY


def _best_and_worst(scenario, actor, package):
    """
    Return the package as an authority reads it best, and worst, the price as it is.
    """
    tables = next(r.tables for r in scenario.readings if r.actor == actor)
    options = {issue.id: issue.options for issue in scenario.issues}
    ends = []
    for pick in (max, min):
        chosen = dict(package.items)
        for name, table in tables.items():
            chosen[name] = pick(options[name], key=lambda option: table[str(option)])
        ends.append(Package(chosen))
    return ends


def _signed(talks, package, *needed):
    table = talks.scenario.tables[0].id
    talks = evolve(talks, TermsSigned(table=table, package=package))
    return evolve(talks, ApprovalsOpened(needed=needed))


def test_a_host_names_the_day_its_temper_says_and_none_after_the_latest(summer):
    host = in_role(summer, "host")
    for given, days in ((32, 32), (45, 45), (90, summer.deadline_latest // DAY)):
        mind = entry_of("authority_host").make({"threaten_ppm": 0, "notice_days": given * PPM})
        move, view = thought(mind, opened(summer), host, 2 * DAY)
        assert move == m.SetDeadline(minute=days * DAY)
        assert code_of(view, move) is None


def test_a_host_whose_temper_names_no_day_takes_the_forty_fifth(summer):
    host = in_role(summer, "host")
    talks = opened(summer)
    own = dict(talks.private[host].parameters)
    own.pop("notice_days", None)
    private = {**talks.private, host: changed(talks.private[host], parameters=own)}
    mind = entry_of("authority_host").make({"threaten_ppm": 0})
    move, _ = thought(mind, changed(talks, private=private), host, 2 * DAY)
    assert move == m.SetDeadline(minute=45 * DAY)


def test_a_host_approves_a_good_paper_and_blocks_a_bad_one(summer):
    host = in_role(summer, "host")
    good, bad = _best_and_worst(summer, host, opening_package(view_for(host, opened(summer))))
    mind = entry_of("authority_host").make({})
    for seed in range(12):
        talks = opened(summer, seed)
        verdicts = []
        for paper in (good, bad):
            move, view = thought(mind, _signed(talks, paper, host), host, 6 * DAY)
            verdicts.append(type(move))
        assert reading(summer, view.common, host, good) > own_bar(view)
        assert verdicts == [m.Approve, m.Block]


def test_a_host_asks_for_one_change_of_a_middling_paper(summer):
    host = in_role(summer, "host")
    mind, seen = entry_of("deal_maker").make({}), Counter()
    for seed in range(40):
        # Without an order no party would rather change its paper than have none.
        talks = _ordered(summer, seed, 45 * DAY)
        view = view_for(host, talks)
        paper = _reading_about(summer, view, own_bar(view) - 1_000)
        move, _ = thought(mind, _signed(talks, paper, host), host, 15 * DAY)
        seen[type(move)] += 1
        if isinstance(move, m.Condition):
            changed_ = paper.with_option(move.issue, move.option)
            assert reading(summer, view.common, host, changed_) >= reading(
                summer, view.common, host, paper
            )
    assert seen[m.Condition] > 20


def _reading_about(scenario, view, wanted):
    """
    Return a package near a reading, at a price that suits a seller.
    """
    from sim.strategies.drafts import drafts_of, tempered
    from sim.strategies.numeraire import prior_mean

    table = scenario.tables[0].id
    members = scenario.tables[0].members
    tempers = tuple(
        (name, tempered(scenario.preferences[name], prior_mean(scenario, name))) for name in members
    )
    drafts = drafts_of(view, table, tempers, ())
    every = [draft for some in drafts.classes.values() for draft in some.drafts]
    best = min(every, key=lambda draft: abs(draft.readings[0] - wanted))
    return best.package.with_option(drafts.numeraire.id, 25_000)


def test_nobody_decides_before_the_review_has_begun(summer):
    for role in ("host", "ally", "licensor"):
        actor = in_role(summer, role)
        mind = entry_of(next(a.strategy for a in summer.actors if a.id == actor)).make({})
        talks = opened(summer, 1)
        talks = _signed(talks, opening_package(view_for(actor, talks)), actor)
        move, view = thought(mind, talks, actor, 60)
        review = next(c.review_minutes for c in summer.consents if c.actor == actor)
        assert isinstance(move, m.Wait)
        assert review[0] <= move.until - view.common.paper.minute <= review[1]


def test_an_ally_clears_what_guards_its_data_and_refuses_what_does_not(summer):
    ally = in_role(summer, "ally")
    good, bad = _best_and_worst(summer, ally, opening_package(view_for(ally, opened(summer))))
    mind = entry_of("authority_ally").make({})
    first = [
        type(thought(mind, _signed(opened(summer, seed), good, ally), ally, 6 * DAY)[0])
        for seed in range(12)
    ]
    assert set(first) <= {m.Approve, m.Endorse}
    move, _ = thought(mind, _signed(opened(summer), bad, ally), ally, 6 * DAY)
    assert isinstance(move, m.Condition | m.Block)


def _ordered(scenario, seed, deadline):
    talks = changed(opened(scenario, seed), minute=8 * DAY)
    return evolve(talks, OrderSigned(by=in_role(scenario, "host"), deadline=deadline))


def test_the_court_honours_its_odds_at_the_deadline_and_not_before(summer):
    court, deadline = in_role(summer, "court"), 45 * DAY
    mind, granted = entry_of("court").make({}), 0
    for seed in range(400):
        talks = _ordered(summer, seed, deadline)
        early, _ = thought(mind, talks, court, 20 * DAY)
        assert early == m.Wait(until=deadline)
        ruling, view = thought(mind, talks, court, deadline)
        granted += ruling.granted
    odds = court_odds(summer, view.common, deadline)
    assert abs(granted * PPM // 400 - odds) < 80_000


def test_the_licensor_honours_its_odds(summer):
    licensor = in_role(summer, "licensor")
    consent = next(c for c in summer.consents if c.actor == licensor)
    mind, granted = entry_of("licensor").make({}), 0
    for seed in range(400):
        talks = evolve(opened(summer, seed), ExportRestricted(by=licensor))
        package = opening_package(view_for(licensor, talks))
        move, view = thought(mind, _signed(talks, package, licensor), licensor, 12 * DAY)
        granted += isinstance(move, m.Approve)
    assert abs(granted * PPM // 400 - licence_odds(view, consent, package)) < 80_000


def test_a_hawk_orders_earlier_and_oftener_than_the_cautious(summer):
    host = in_role(summer, "host")
    days = {}
    for name in ("hawk", "cautious"):
        signed = [
            decision.minute // DAY
            for seed in range(10)
            for decision in play(summer, seed, {host: name}, decisions_max=150).moves_of(m.Order)
        ]
        days[name] = (len(signed), sorted(signed)[len(signed) // 2])
    assert days["hawk"][0] >= days["cautious"][0]
    assert days["hawk"][1] < days["cautious"][1]


def test_a_rival_comes_on_its_day_at_the_earliest_and_sooner_when_invited(summer):
    rival, seller = in_role(summer, "rival"), in_role(summer, "seller")
    first = summer.numbers["rival_from_day"] * DAY
    mind = entry_of("rival").make({})
    came = Counter()
    for seed in range(150):
        talks = _order_into(opened(summer, seed), summer)
        asleep, _ = thought(mind, talks, rival, 0)
        assert asleep == m.Wait(until=first)
        for invitations in (0, 2):
            asked = talks
            for _ in range(invitations):
                asked, _ = step(asked, seller, 600, m.Invite())
            move, view = thought(mind, asked, rival, first)
            came[invitations] += isinstance(move, m.Propose)
    assert came[2] > 2 * came[0] > 0
    assert view.minute == first


def test_under_the_rule_a_rival_needs_no_licence(summer):
    rival, licensor = in_role(summer, "rival"), in_role(summer, "licensor")
    from sim.domain.rules.consent import needed
    from sim.strategies.outlook import look

    talks = evolve(opened(summer), ExportRestricted(by=licensor))
    talks = _order_into(talks, summer)
    view = attrs.evolve(view_for(rival, talks), minute=30 * DAY)
    table = next(t.id for t in summer.tables if rival in t.members)
    free = look(view, table, without=licensor).best.package
    assert licensor not in needed(summer, view.common, table, free)


def _order_into(talks, scenario):
    return evolve(talks, OrderSigned(by=in_role(scenario, "host"), deadline=45 * DAY))


def test_polls_stay_near_what_they_measure(summer):
    press = in_role(summer, "press")
    mind = entry_of("press").make({})
    moves = [thought(mind, opened(summer, seed), press, 5 * DAY) for seed in range(60)]
    polls = [(move, view) for move, view in moves if isinstance(move, m.PublishPoll)]
    assert 10 < len(polls) < 35
    from sim.domain.views import gauges

    for move, view in polls:
        assert abs(move.value - gauges(view)[move.gauge]) < 6_000


def test_a_host_that_shows_its_bar_shows_the_buyer_once_a_stop_in_its_days(summer):
    host, buyer = in_role(summer, "host"), in_role(summer, "buyer")
    quiet = {"threaten_ppm": 0, "order_ppm": 0, "extend_ppm": 0}
    shown = m.Disclose(to=buyer, fact="threshold")
    talks = evolve(opened(summer), DeadlineSet(by=host, minute=45 * DAY))
    for day, told in ((0, False), (6, False), (7, True), (9, True), (10, False)):
        mind = entry_of("authority_host").make({**quiet, "disclose_day": 7 * PPM})
        move, _ = thought(mind, talks, host, day * DAY + 600)
        assert (move == shown) == told, day
    silent = entry_of("authority_host").make({**quiet, "disclose_day": 0})
    assert thought(silent, talks, host, 7 * DAY + 600)[0] != shown


def test_a_host_that_was_busy_on_earlier_days_still_shows_its_bar_but_not_on_a_busy_day(summer):
    host, buyer = in_role(summer, "host"), in_role(summer, "buyer")
    shown = m.Disclose(to=buyer, fact="threshold")
    talks = evolve(opened(summer), DeadlineSet(by=host, minute=45 * DAY))
    mind = entry_of("authority_host").make(
        {"threaten_ppm": 0, "order_ppm": 0, "extend_ppm": 0, "disclose_day": 7 * PPM}
    )
    for busy, told in ((0, True), (7, False)):
        acted = changed(talks, minute=busy * DAY + 540)
        acted = evolve(acted, AttentionSpent(by=host, amount=1))
        assert (thought(mind, acted, host, 7 * DAY + 600)[0] == shown) == told, busy
