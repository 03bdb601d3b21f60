"""
Goal: every page of the teacher is whole, escaped, in both languages, and tells no name to a wall.

Method: all pages in all their states, read by a parser.
"""

import functools
import re
from html.parser import HTMLParser

import pytest
from attrs import evolve

from classroom import money
from classroom.cohort import facts as f
from classroom.student import worths
from classroom.student.wording import words_for
from classroom.teacher import (
    entrance,
    events_page,
    joining,
    monitor,
    people,
    projector,
    rows,
    squares,
    table_page,
    words,
)
from sim.record.requests import move_from_json
from sim.words import load
from tests.classroom import teacher_pages as made

ACTS = {
    *("phase", "pause", "resume", "extend", "end_table", "end_all", "nudge", "strategy", "person"),
    "nudge_all",
    *("shift", "mute", "hear", "ban", "shut", "open", "word", "happen", "reveal", "names", "page"),
    *("fork", "renew", "erase", "close"),
}
LANGS = ("en", "fr")
_VOID = {"meta", "link", "input", "br"}


class Reader(HTMLParser):
    """Collects what the tests ask of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.labels, self.text, self.stack = [], [], set(), [], []
        self.fields = []

    def handle_starttag(self, tag, attributes):
        """Note a tag, its id, and whether a field stands in a label."""
        found = dict(attributes)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "label" and "for" in found:
            self.labels.add(found["for"])
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden":
            self.fields.append((tag, found, "label" in self.stack))
        if tag not in _VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        """Note a tag that closes itself."""
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        """Check that a tag closes the last open one."""
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack[-1] == tag, f"</{tag}> closes <{self.stack[-1]}>"
        self.stack.pop()

    def handle_data(self, text):
        """Note text."""
        self.text.append(text)


def _read(page):
    reader = Reader()
    reader.feed(page)
    assert not reader.stack, reader.stack
    return reader


@functools.cache
def _pages(lang):
    """Return all states of all pages, of small classes so that it is quick."""
    overview, sessions = made.class_of("merger-of-equals", 6, lang=lang, moments=(4, 12, 90))
    late = evolve(overview, now=overview.now + 300_000)
    forms = made.with_facts(overview, f.PhaseBegun(phase=f.FORMS, seconds=60))
    over = next(number for number, one in sessions.items() if one.over)
    return {
        **made.entrance_pages(lang),
        **made.states(lang),
        **made.class_pages(overview, sessions, lang),
        "monitor-late": monitor.page(late),
        "monitor-forms": monitor.page(forms),
        "table-over": table_page.page(overview, over, sessions[over].decisions),
    }


NAMES = (
    *("login", "login-wait", "classes", "classes-none", "new", "new-fault"),
    *("monitor-nobody", "join-nobody", "join-no-address", "reach-none", "people-nobody"),
    *("debrief-empty", "monitor-1", "monitor-paused", "monitor-closed", "events-none", "table-1"),
    *("monitor", "table", "people", "events", "join", "reach", "exports", "sealed", "debrief"),
    *("history", "monitor-late", "monitor-forms", "table-over"),
)


def test_no_page_is_left_out():
    assert set(NAMES) == set(_pages("en"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_page_is_whole(name, lang):
    page = _pages(lang)[name]
    reader = _read(page)
    count = [tag for tag, _ in reader.tags].count
    assert (count("h1"), count("main"), count("header")) == (1, 1, 1)
    assert ("html", {"lang": lang}) in reader.tags
    twice = {one for one in reader.ids if reader.ids.count(one) > 1}
    assert not twice
    said = " ".join(reader.text)
    assert not re.search(r"\bclass\.[a-z_]+\.|\b(?:ui|move|unit|format)\.[a-z]+", said), said
    assert not re.search(r"\{\w+\}|None\b|&amp;(?:amp|lt)", said)


@pytest.mark.parametrize("name", NAMES)
def test_page_keeps_the_policy(name):
    for tag, found in _read(_pages("en")[name]).tags:
        assert "style" not in found, tag
        assert not [key for key in found if key.startswith("on")], tag
        assert tag != "style"
        if tag == "script":
            assert found.get("src", "").startswith("/static/")
        for key in ("href", "src", "action"):
            assert not re.match(r"\w+:|//", found.get(key, "/")), found


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_a_label(name):
    reader = _read(_pages("en")[name])
    bare = [
        found
        for _, found, inside in reader.fields
        if not inside and found.get("id") not in reader.labels and "aria-label" not in found
    ]
    assert not bare
    assert reader.labels <= set(reader.ids)


@pytest.mark.parametrize("name", NAMES)
def test_forms_ask_only_what_the_server_knows(name):
    for tag, found in _read(_pages("en")[name]).tags:
        if tag == "input" and found.get("name") == "act":
            assert found["value"] in ACTS
        if tag == "form":
            assert found["method"] == "post"
            assert re.fullmatch(r"/teach(/new|/K7QX4M/act)?", found["action"])


def test_what_cannot_be_taken_back_asks_once_more():
    final = {"reveal", "close", "renew", "erase", "ban", "end_table", "happen"}
    seen = set()
    overview, sessions = made.class_of("summer-2020", 1, moments=(8,))
    sending = events_page.page(overview, made.happenings(sessions))
    for page in (*_pages("en").values(), sending):
        for form in re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL):
            act = re.search(r'name="act" value="(\w+)"', form)
            if act and act[1] in final:
                seen.add(act[1])
                assert 'class="asks"' in form, act[1]
                assert re.search(r"<p>[^<]{20,}</p>", form), "the consequence is repeated"
    revealable, _ = made.class_of("first-offer", 2, moments=(9,))
    page = monitor.page(made.with_facts(revealable, f.PhaseBegun(phase=f.FORMS)))
    assert 'value="reveal"' in page
    assert final - seen <= {"reveal"}


def test_reveal_lists_the_tables_that_are_open():
    overview, _ = made.class_of("first-offer", 3, moments=(4,))
    page = monitor.page(made.with_facts(overview, f.PhaseBegun(phase=f.FORMS)))
    asked = page[page.index('id="reveal"') :].partition("</form>")[0]
    assert "1, 2, 3" in asked
    assert 'value="reveal"' not in monitor.page(overview), "first the bargaining ends"


def _names(overview):
    assert overview.names
    return set(overview.names.values())


def test_names_are_hidden_until_asked_for_and_never_on_a_wall():
    overview, sessions = made.class_of("merger-of-equals", 3, moments=(12,))
    leaves = projector.leaves_of(made.panels("en"))
    assert not [name for name in _names(overview) if name in monitor.page(overview)]
    shown = made.with_facts(overview, f.NamesShown(shown=True), f.ResultsRevealed())
    page = monitor.page(shown)
    assert [name for name in _names(overview) if name in page] != []
    for wall in (joining.page(shown), projector.page(shown, leaves), joining.reach(shown)):
        assert not [name for name in _names(overview) if name in wall]
        assert not [who for who in overview.names if who in wall]
    everywhere = people.page(shown)
    assert all(name in everywhere for name in _names(overview))
    assert sessions


def test_names_are_text_whatever_people_typed():
    overview, sessions = made.class_of("first-offer", 1, moments=(4,))
    evil = "<script>alert(1)</script>\"'>&{{7*7}}"
    overview = made.with_facts(
        evolve(overview, names=dict.fromkeys(overview.names, evil)), f.NamesShown(shown=True)
    )
    said = {"t": evil}
    pages = (
        monitor.page(overview),
        people.page(overview),
        table_page.page(overview, 1, sessions[1].decisions, said),
    )
    for page in pages:
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
        assert "{{7*7}}" in page
    draft = entrance.Draft(names="</textarea><script>alert(1)</script>", tables='"><script>')
    assert "<script>a" not in entrance.new("en", ("first-offer",), draft)


def test_nothing_of_the_results_is_on_the_wall_before_the_reveal():
    overview, _ = made.class_of("first-offer", 2, moments=(4,))
    leaves = projector.leaves_of(made.panels("en"))
    sealed, revealed = projector.page(overview, leaves), made.with_facts(
        overview, f.ResultsRevealed()
    )  # fmt: skip
    for leaf in leaves:
        assert leaf.panels[0].caption not in sealed
        assert leaf.name not in sealed
        assert leaf.panels[0].caption in projector.page(revealed, leaves, leaf.id)
    assert "chart" not in sealed


def test_panels_share_a_page_in_pairs_and_their_order_is_kept():
    some = made.panels("en")
    leaves = projector.leaves_of(some, [("created", "history")], {"created": "Both"})
    assert [[panel.id for panel in leaf.panels] for leaf in leaves] == [
        ["created", "history"],
        ["first"],
    ]
    assert [leaf.name for leaf in leaves] == ["Both", "First offers"]
    wide = evolve(some[0], drawing=type(some[0].drawing)('<svg viewBox="0 0 720 260"></svg>'))
    apart = projector.leaves_of((wide, *some[1:]), [("created", "history")], {"created": "Both"})
    assert [len(leaf.panels) for leaf in apart] == [1, 1, 1]
    assert projector.place_of(leaves, "first") == 1
    assert projector.place_of(leaves, "no such page") == 0


def test_events_are_offered_as_the_server_reads_them():
    overview, sessions = made.class_of("summer-2020", 2, moments=(8, 30))
    happenings = made.happenings(sessions)
    impossible = evolve(happenings[0], tables=0)
    some = events_page.groups(words.lexicon(overview.scenario, "en"), [*happenings, impossible])
    known = {(one.actor, one.move) for one in happenings}
    for group in some:
        assert 0 < len(group.lines) <= events_page.CHOICES_MOST
        for line in group.lines:
            assert (group.actor, move_from_json(line.json)) in known
            assert line.tables > 0
    assert [group.tables for group in some] == sorted((g.tables for g in some), reverse=True)


def test_seat_counts_are_of_places_not_of_people():
    overview, _ = made.class_of("merger-of-equals", 5, moments=(4,))
    assert [(one.taken, one.total) for one in joining.seat_counts(overview)] == [
        (5, 5),
        (5, 5),
        (4, 5),  # nobody sits at the last seat of table 5
    ]
    looking = made.with_facts(
        overview,
        f.ParticipantJoined(who="Q1", lang="en"),
        f.SeatGiven(who="Q1", table=5, seat="crews", duty=f.OBSERVER),
        f.ParticipantJoined(who="Q2", lang="en"),
        f.SeatGiven(who="Q2", table=1, seat="alder", duty=f.MIRROR),
    )
    assert joining.seat_counts(looking) == joining.seat_counts(overview)


def test_qr_code_holds_its_quiet_zone():
    drawn = squares.drawn_code("http://10.0.0.12:8000/c/K7QX4M", "code")
    size = int(re.search(r'viewBox="0 0 (\d+)', drawn)[1])
    spots = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn)]
    assert min(x for x, _ in spots) == min(y for _, y in spots) == squares.QUIET
    assert max(x for x, _ in spots) == size - squares.QUIET - 1
    corner = {(x - squares.QUIET, y - squares.QUIET) for x, y in spots}
    assert {(x, 0) for x in range(7)} <= corner
    assert (1, 1) not in corner


def test_pasted_lists_become_names():
    pasted = "Ada\tQuill\n\n  Bo   Marsh ;7\r\nAda\n"
    # That a name is there twice is for the form to say.
    assert entrance.listed_names(pasted) == ("Ada", "Bo Marsh", "Ada")


SAME = {
    "Table {n}", "Phase", "Code", "Tables", "{n} minute", "{n} minutes", "{n} table", "{n} tables",
    "90 minutes", "+1 minute", "+5 minutes", ", ", "table {n}, {seat}",
    "{seats}", "Pause", "Pages", "{day} {month}, {time}", "{what} ({n} table)",
}  # fmt: skip


def _id(key):
    _, _, message = key
    return message if isinstance(message, str) else message[0]


def test_french_is_a_translation_of_every_text():
    import house

    some = {
        lang: {key: texts for key, (texts, _) in entries.items()}
        for lang, entries in house.catalogues().items()
    }
    ours = [key for key in some["en"] if re.match(r"class\.(?:teach|plan|phase)\.", _id(key))]
    assert len(ours) > 300
    alike = [key for key in ours if set(some["en"][key]) & set(some["fr"][key]) - SAME]
    assert not alike
    tight = [
        text
        for key in ours
        for text in some["fr"][key]
        if re.search(r"(?<![\u00a0 ])[;?!»]|(?<=\S) [;:?!%»]|« |(?<!\d)'", text)
    ]
    assert not tight, tight


def test_notices_are_told_in_words_and_loud_where_they_ask_for_something():
    overview, _ = made.class_of("first-offer", 1, moments=(4,))
    page = monitor.page(evolve(overview, notices=("restarted=14:31", "disk=no space", "as it is")))
    shown = re.findall(r'<p class="(notice[^"]*)">([^<]+)</p>', page)
    assert [(klass, "14:31" in text, "no space" in text) for klass, text in shown] == [
        ("notice", True, False),
        ("notice alert", False, True),
        ("notice", False, False),
    ]
    assert load("en")("class.teach.notice.disk", value="no space") == shown[1][1]


def test_an_address_of_this_computer_alone_is_never_offered_to_phones():
    own = evolve(made.empty_class(), addresses=("http://127.0.0.1:8000",))
    for page in (joining.page(own), joining.reach(own)):
        told = page[page.index("<main") :]
        assert 'role="alert"' in told or "notice alert" in told
        assert load("en")("class.teach.join.only_here") in told
        assert "127.0.0.1:8000" in told, "whoever tries it out alone must come in all the same"
        assert 'class="qr"' not in told
        assert load("en")("class.teach.reach.first") not in told
    both = evolve(own, addresses=("http://127.0.0.1:8000", "http://10.0.0.12:8000"))
    for page in (joining.page(both), joining.reach(both)):
        assert "127.0.0.1" not in page
        assert page.count('class="qr"') == 1


def test_that_it_works_is_said_only_of_those_from_elsewhere():
    overview, _ = made.class_of("first-offer", 2, moments=(4,))
    works = "from another device, so it works."
    assert overview.cohort.members
    assert works not in joining.reach(overview)
    assert works in joining.reach(evolve(overview, from_elsewhere=1))


def _acts(page):
    return set(re.findall(r'name="act" value="(\w+)"', page))


def test_a_closed_class_offers_nothing_that_is_over():
    overview, sessions = made.class_of("first-offer", 3, moments=(400, 4))
    some = made.with_facts(overview, f.TableEnded(table=1, status=f.TIMEOUT))
    open_page = monitor.page(some)
    closed = made.with_facts(some, f.PhaseBegun(phase=f.CLOSED), f.ClassClosed())
    sealed, page = monitor.page(closed), monitor.page(made.with_facts(closed, f.ResultsRevealed()))
    text = load("en")
    for gone in ("head.joining_open", "event.open", "legend.keys", "lever.joining_open"):
        said = text(f"class.teach.{gone}")
        assert said in open_page, gone
        assert said not in page, gone
    assert 'role="timer"' in open_page
    assert 'role="timer"' not in page
    for card in ("clock-card", "stalled"):
        assert re.search(rf'id="{card}"[^>]* hidden', page), card
    assert re.search(r'class="button next[^"]*" href="/teach/K7QX4M/export"', page)
    assert text("class.teach.row.deal_sealed") in sealed
    assert text("class.teach.row.deal_sealed") not in page
    assert text("class.teach.row.deal") in page
    assert "Joining is closed" in joining.page(closed)
    looking = text("class.teach.lesson.is_closed")
    assert page.index(looking) < page.index('class="board"'), "said first, not below everything"
    assert text("class.plan.do.closed") not in page
    decisions = sessions[2].decisions
    assert {"mute", "shift", "ban"} <= _acts(table_page.page(some, 2, decisions))
    assert not {"mute", "shift", "ban"} & _acts(table_page.page(closed, 2, decisions))


def test_the_page_of_a_table_says_before_the_reveal_alone_that_it_is_secret():
    overview, sessions = made.class_of("first-offer", 1, moments=(400, 400))
    before, after = (
        table_page.page(one, 1, sessions[1].decisions)
        for one in (overview, made.with_facts(overview, f.ResultsRevealed()))
    )
    secret = load("en")("class.teach.one.true")
    assert secret in before
    assert secret not in after


def test_a_clock_without_a_limit_tells_the_minutes_of_the_plan():
    page = monitor.page(made.empty_class())
    minutes = made.PLANS["90"].seconds[f.JOINING] // 60
    assert f"no limit, {minutes} minutes planned" in page


def test_the_phase_of_a_table_that_ended_is_closed_whatever_it_was_doing():
    overview, sessions = made.class_of("first-offer", 1, moments=(4,))
    assert sessions[1].talks.common.phase != "closed"
    ended = made.with_facts(overview, f.TableEnded(table=1, status=f.TIMEOUT))
    assert rows.rows(ended)[0].phase == "closed"


def test_what_people_wrote_is_announced_only_where_it_is():
    page = _pages("en")["exports"]
    text = load("en")
    kept = [row for row in re.findall(r"<tr>.*?</tr>", page) if "messages.csv" in row]
    assert text("class.teach.export.without") in kept[0]
    assert text("class.teach.export.personal") not in kept[0]
    assert page.count(text("class.teach.export.personal")) == 1
    links = dict(re.findall(r'<a class="button[^"]*" href="([^"]+)"[^>]*>([^<]+)<', page))
    asked = [words for address, words in links.items() if "messages=yes" in address]
    assert asked == [text("class.teach.export.messages")]


def test_files_come_after_the_papers_and_one_line_holds_all_forms_of_one():
    page = _pages("en")["exports"]
    assert page.index('id="papers"') < page.index('id="files"')
    (row,) = [row for row in re.findall(r"<tr>.*?</tr>", page) if "outcome_space.csv" in row]
    assert "outcome_space.jsonl" in row
    assert "20,003" in row
    assert f"20{load('fr')('format.thousands')}003" in _pages("fr")["exports"]
    assert "Confidential brief · Alder" in page


def test_a_pseudonym_says_what_it_is_for():
    page = _pages("en")["people"]
    assert ">in files: P0010<" in page
    assert ">P0010<" not in page


@pytest.mark.parametrize("lang", LANGS)
def test_an_event_says_what_it_does_to_the_tables_and_not_to_a_player(lang):
    overview, sessions = made.class_of("summer-2020", 7, lang=lang)
    page = events_page.page(overview, made.happenings(sessions))
    text = load(lang)
    some = events_page.groups(words.lexicon(overview.scenario, lang), made.happenings(sessions))
    assert len(some) > 5
    for group in some:
        assert group.does in page
        kinds = [key for key in ("propose", "walk", "publish_poll") if
                 text(f"class.teach.event.head.{key}") == group.name]  # fmt: skip
        for kind in kinds:
            assert group.does != text(f"move.{kind}.does")
    assert not re.search(r"your last offer|votre dernière offre|000 million", page)
    terms = [line.terms for group in some for line in group.lines if line.terms]
    assert {len(one) for one in terms} == {len(overview.scenario.issues)}
    sending = re.findall(r'<button type="submit" class="(\w+)"', page)
    assert set(sending) == {"danger"}, "what cannot be taken back is not the next step"


@pytest.mark.parametrize("lang", LANGS)
def test_a_poll_is_told_by_what_it_measures_and_then_by_its_figure(lang):
    overview, _ = made.class_of("summer-2020", 1, lang=lang, moments=(8, 8))
    poll = move_from_json(["publish_poll", {"gauge": "credibility", "value": 60_000}])
    happening = events_page.Happening(actor="press", move=poll, tables=1)
    page = events_page.page(overview, [happening])
    said = words.lexicon(overview.scenario, lang)
    gauge, figure = said.texts["gauges.credibility.label"], said.t("unit.points", n="60")
    assert f"{gauge}, {figure}" in page


def test_the_wall_of_joining_is_in_the_language_of_the_class():
    overview, _ = made.class_of("first-offer", 1, lang="fr", moments=(4, 4))
    page = joining.page(evolve(overview, lang="en"))
    assert '<html lang="fr">' in page
    assert "Cidrerie" in page
    assert "Cider house" not in page + joining.fragments(evolve(overview, lang="en"))


def test_how_many_tables_are_open_is_said_once():
    overview, sessions = made.class_of("summer-2020", 2, moments=(8, 8, 8))
    page = events_page.page(overview, made.happenings(sessions))
    assert page.count("2 tables are open") == 1
    assert "of 2 open tables" not in page


@pytest.mark.parametrize(("lang", "moment"), [("en", "31 July, "), ("fr", "31 juillet, ")])
def test_one_page_of_a_table_says_amounts_and_days_in_one_way(lang, moment):
    overview, sessions = made.class_of("summer-2020", 2, lang=lang)
    page = table_page.page(overview, 1, sessions[1].decisions)
    said = " ".join(_read(page).text)
    assert moment in said
    assert not re.search(r"\d\d-\d\d \d\d:\d\d", said)
    money = {"en": r"(?<!\$)\b\d+ bn|million", "fr": r"\d Md(?! \$)|millions"}[lang]
    assert not re.search(money, said), re.search(money, said)
    if lang == "fr":
        assert not re.search(r"\w: ", said), re.search(r".{20}\w: ", said)


@pytest.mark.parametrize("lang", LANGS)
def test_the_teacher_reads_of_an_offer_what_each_seat_reads_itself(lang):
    overview, sessions = made.class_of("summer-2020", 1, lang=lang, moments=(12, 12))
    row, session = rows.rows(overview)[0], sessions[1]
    assert row.offer is not None
    said = words.lexicon(overview.scenario, lang)
    lines = {one.mark.emblem.seat: one for one in table_page.seat_lines(overview, row, said)}
    buyer = session.view("microsoft")
    assert worths.costs(buyer, row.offer.package).haste < 0, "signing today costs something"
    table = worths.table_of(buyer)
    for seat, line in lines.items():
        own = words_for(overview.scenario, lang, seat)
        view = session.view(seat)
        assert line.no_deal == own.amount(worths.no_deal(view))
        assert line.offer == own.amount(worths.value(view, row.offer.package, table)), seat
    page = table_page.page(overview, 1, session.decisions)
    assert lines["microsoft"].offer in page
    for seat, number in (("microsoft", 2), ("australia", 1)):
        unit = said.t(money.unit_of(overview.scenario, seat).called)
        scale = {"seat": said.actor(seat), "unit": unit, "n": str(number)}
        assert said.t("class.teach.one.scale", **scale) in page
    revealed = made.with_facts(overview, f.ResultsRevealed())
    wall = projector.page(revealed, projector.leaves_of(made.panels(lang)))
    assert said.t("class.teach.projector.points") in wall


def test_a_what_if_begins_where_somebody_still_had_to_decide_and_has_the_number_of_its_page():
    overview, sessions = made.class_of("summer-2020", 2, moments=(400, 400))
    ended = [f.TableEnded(table=number, status=f.AGREEMENT) for number in (1, 2)]
    branches = [f.TableForked(table=1, decision=3, branch=2),
                f.TableForked(table=2, decision=5, branch=2)]  # fmt: skip
    over = made.with_facts(overview, *ended, f.ResultsRevealed(), *branches)
    decisions = sessions[2].decisions
    page = table_page.page(over, 2, decisions)
    offered = [int(one) for one in re.findall(r'<option value="(\d+)"[^>]*>\1 · ', page)]
    seats = [one.number for one in decisions if one.actor in overview.cohort.opened.seats]
    assert len(offered) > 5
    assert len(set(offered)) == len(offered), "a decision is offered once"
    assert max(offered) < max(seats), "nobody decides anything after the end"
    title = load("en")("class.what_if.title")
    assert f"After decision 5: page “{title} 2”" in page
    assert 'projector?page=what_if_2"' in page
    assert "branch" not in page


@pytest.mark.parametrize("name", ["table", "people", "events", "exports", "reach"])
def test_every_page_of_a_class_keeps_the_clock_and_the_stalled_in_sight(name):
    overview, sessions = made.class_of("merger-of-equals", 6, moments=(4, 12, 90))
    late = evolve(overview, now=overview.now + 200_000)
    bar = made.class_pages(late, sessions, "en")[name].partition("</header>")[0]
    assert 'role="timer"' in bar
    assert f'data-left="{late.cohort.clock.left(late.now)}"' in bar
    count = len(rows.stalls(late, rows.rows(late)))
    assert f"{count} stalled" in bar
    closed = made.with_facts(late, f.ClassClosed())
    bar = made.class_pages(closed, sessions, "en")[name].partition("</header>")[0]
    assert 'role="timer"' not in bar


def test_a_sealed_wall_shows_the_phase_and_the_time_and_nothing_of_a_table():
    overview, _ = made.class_of("merger-of-equals", 6, moments=(4, 12, 90))
    page = projector.page(overview, ())
    assert ">Bargaining</h1>" in page
    assert f'data-left="{overview.cohort.clock.left(overview.now)}"' in page
    over = sum(one.status != "" for one in overview.cohort.places.values())
    assert over
    assert f"Tables over: {over} of 6." in page
    has = ",".join(re.findall(r'id="(\w+)" data-v="(\w+)"', page)[0])
    assert 'id="until"' in projector.fragments(overview, has)
    has = ",".join(
        f"{name}.{stamp}" for name, stamp in re.findall(r'id="(\w+)" data-v="(\w+)"', page)
    )
    assert projector.fragments(overview, has) == ""
    ended = made.with_facts(overview, f.TableEnded(table=1, status=f.TIMEOUT))
    assert f"Tables over: {over + 1} of 6." in projector.fragments(ended, has)
    revealed = projector.fragments(made.with_facts(overview, f.ResultsRevealed()), has)
    assert 'id="until"' not in revealed, "a part that the page of results does not have"
    links = re.findall(r"<a [^>]*>", page)
    assert "button" not in " ".join(links), "the way to private pages is no button on a wall"


def test_what_cannot_be_undone_of_a_person_stands_apart_and_who_is_not_there_is_marked():
    page = _pages("en")["people"]
    row = page[page.index("<tbody>") :].partition("</tr>")[0]
    always, _, more = row.partition('class="more-acts"')
    for act in ("mute", "renew", "erase", "ban"):
        assert (f'value="{act}"' in always) == (act == "mute"), act
        assert (f'value="{act}"' in more) == (act != "mute"), act
    overview, _ = made.class_of("merger-of-equals", 1, moments=(4,))
    state = evolve(overview.tables[1], here=frozenset())
    gone = people.page(evolve(overview, tables={1: state}))
    assert gone.count('<strong class="is-away">away</strong>') == 3
