"""
Goal: every page of students is well made: one heading, names for all fields, nothing inline.

Method: read all pages of all moments in both languages as a parser does.
"""

import functools
import re
from itertools import pairwise

import pytest
from attrs import evolve

from classroom.student import pages
from sim.words import load
from tests.classroom import student_pages as made
from tests.classroom.student_forms import read

WRITTEN = {
    "We came up. Where is your 30 from?",
    "Code cannot come twice. In escrow, 30 is fair.",
    "The date will not move.",
    "Our users are in your paper. We need the data condition met.",
    "This offer is no longer on the table.",
}
"""What people wrote stays as they wrote it."""
REFERS = ("for", "aria-labelledby", "aria-describedby", "form")


@functools.cache
def _pages():
    return {(name, lang): page for name, lang, page in made.every_page()}


@pytest.fixture(params=sorted({name for name, _ in _pages()}))
def both(request):
    """
    Return one moment's page in both languages, as texts and read.
    """
    return {lang: (_pages()[request.param, lang], read(_pages()[request.param, lang]))
            for lang in ("en", "fr")}  # fmt: skip


def test_there_is_one_heading_and_the_landmarks(both):
    for page, found in both.values():
        tags = [tag for tag, _ in found.tags]
        assert tags.count("h1") == 1
        assert tags.count("main") == tags.count("header") - page.count("<header>") == 1
        assert 'class="skip" href="#main"' in page


def test_levels_of_headings_are_not_skipped(both):
    for _, found in both.values():
        levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert all(b - a <= 1 for a, b in pairwise(levels)), levels


def test_nothing_is_inline(both):
    for page, found in both.values():
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*\ssrc=)", page)
        assert not [name for _, facts in found.tags for name in facts
                    if name.startswith("on") or name == "style"]  # fmt: skip
        addresses = [one for _, facts in found.tags for one in facts.values() if one]
        assert not [one for one in addresses if re.match(r"(?i)javascript:|https?:", one)]


def test_every_field_has_a_name_that_can_be_read_out(both):
    for _, found in both.values():
        for tag, facts, inside in found.fields:
            named = inside or facts.get("id") in found.labels or facts.get("aria-label")
            assert named, (tag, facts)


def test_ids_are_unique_and_what_is_referred_to_is_there(both):
    for _, found in both.values():
        assert len(found.ids) == len(set(found.ids))
        for _, facts in found.tags:
            for name in REFERS:
                for one in (facts.get(name) or "").split():
                    assert one in found.ids, (name, one)
            if (facts.get("href") or "").startswith("#"):
                assert facts["href"][1:] in found.ids


def test_no_key_of_a_text_is_shown(both):
    for page, found in both.values():
        aloud = [facts.get("aria-label") or "" for _, facts in found.tags]
        shown = [*found.text, *aloud]
        wrong = re.findall(r"\b(?:class|ui|event|move|unit|refusal)\.[a-z_.]+", " ".join(shown))
        assert not wrong
        assert not re.search(r"\{[a-z_]*\}", re.sub(r"<[^>]*>", "", page))


def test_french_pages_are_french(both):
    english, french = (
        {text.strip() for text in both[lang][1].text if len(text.split()) > 2} for lang in both
    )
    same = english & french
    assert not [one for one in same - WRITTEN if not re.search(r"· Pourparlers$|, Table 12$", one)]


def test_french_signs_have_their_space(both):
    text = " ".join(both["fr"][1].text)
    assert not re.findall(r"\w [:;?!%»]", text)


def test_both_catalogues_hold_every_word_of_these_pages():
    import house

    wanted = set()
    for folder in ("classroom/student", "classroom/templates/student", "classroom/templates/join"):
        for path in sorted((house.ROOT / folder).rglob("*.*")):
            text = path.read_text(encoding="utf-8") if path.suffix in (".py", ".html") else ""
            wanted |= {f"class.seat.{one}" for one in re.findall(r'\bs\("([a-z_.]+)"', text)}
            wanted |= {f"class.seat.{one}" for one in re.findall(r'\bwords\("([a-z_.]+)"', text)}
            wanted |= set(re.findall(r'\bt\("(class\.[a-z_.]+)"', text))
    assert len(wanted) > 100
    for lang in ("en", "fr"):
        words = load(lang)
        assert not [one for one in sorted(wanted) if not words.has(one) and one[-1] not in "._"]


@pytest.mark.parametrize("name", ["opening", "waiting"])
@pytest.mark.parametrize("may", [True, False])
def test_nobody_is_told_to_act_who_cannot(name, may):
    sight = evolve(dict(made.shown())[name], due=may)
    for part in (pages.page(sight), pages.fragments(sight)):
        said = " ".join(read(part).text)
        assert bool(re.search(r"\b\d+ open\b", said)) == may
        assert ("Open with a first offer" in said) == (may and name == "opening")
        assert ("prepare a first offer meanwhile" in said) == (not may and name == "opening")


@pytest.mark.parametrize("name", ["summer-bytedance", "summer-white_house", "waiting", "merger"])
def test_parts_renew_what_the_page_has_and_never_what_is_written(name):
    sight = dict(made.shown())[name]
    parts, page = read(pages.fragments(sight)), read(pages.page(sight))
    renewed = {facts["id"] for _, facts in parts.tags if "hx-swap-oob" in facts}
    assert {"turn", "offers", "private", "talk-list", "news", "history", "clock"} <= renewed
    assert renewed <= set(page.ids)
    assert not renewed & {"builder", "draft", "say", "say-body", "talk"}
    written = {facts["name"] for tag, facts, _ in parts.fields if tag == "textarea"}
    assert not written
    assert not [one for one in parts.forms if any("package." in key for key in one.values)]


def test_totals_renew_figures_of_the_builder_only():
    sight = dict(made.shown())["merger"]
    parts, page = read(pages.totals(sight, {"package.share": "50"})), read(pages.page(sight))
    renewed = {facts["id"] for _, facts in parts.tags if "hx-swap-oob" in facts}
    assert renewed <= set(page.ids)
    assert not parts.fields
    assert {"totals", "change-share", "theirs-share", "by-brand-1"} <= renewed


def test_no_clock_runs_once_results_are_revealed():
    sights = dict(made.shown())
    for name, runs in (("debrief", True), ("revealed", False)):
        for page in (pages.page(sights[name]), pages.fragments(sights[name])):
            assert ('class="clock"' in page) == runs, name
