"""The whole data report of a fictional place: its order, its words on outcomes, and what it says where it knows nothing."""

import dataclasses
import html as entities
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests.publish import fictional, fictional_outcomes
from tests.publish import fictional_outcomes as f
from tests.publish.fictional_outcomes import whole

from careplace.publish import Content, ReportRefused, disagreements, page


def text(html: str) -> str:
    """The page's words, cells apart."""
    unstyled = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(
        entities.unescape(re.sub(r"<[^>]+>", "", re.sub(r"(<t[dh]\b)", r" \1", unstyled))).split()
    )


def part(html: str, anchor: str) -> str:
    """The words of one section of the page."""
    return text(re.search(rf'<section aria-labelledby="{anchor}".*?\n</section>', html, re.S)[0])


@pytest.fixture(scope="module")
def html():
    return page.render(Content(whole()))


def told(**changed) -> str:
    return page.render(Content(replace(whole(), **changed)))


def test_the_order_of_a_report(html):
    assert re.findall(r'<h2 id="([\w-]+)"', html) == [
        "summary", "about", "reading", "providers", "populations", "system", "voices", "questions", "not-held",
        "locations", "dictionary", "members", "sources", "exhibits",
    ]  # fmt: skip


def test_the_summary_tells_each_chapter_by_rule(html):
    said = part(html, "summary")
    assert (
        "Better than in Albion: Overall satisfaction of people who use services: 69.0% in 2024-25, higher by "
        "3.6 percentage points (95% interval +1.4 to +5.8)." in said
    )
    assert (
        "Worse than in Albion: Older people still at home 91 days after discharge into reablement: 73.1% in "
        "2024-25, lower by 10.7 percentage points" in said
    )
    assert (
        "No clear difference from Albion: social care-related quality of life; admissions of older "
        "people to care homes; section 42 enquiries" in said
    )
    assert (
        "Better than in Northmarch: social care-related quality of life; admissions of older people to care "
        "homes; overall satisfaction" in said
    )
    assert "Getting worse: older people still at home 91 days after discharge into reablement." in said
    assert "Out of date, and not reported here: overall satisfaction of carers (2018-19)." in said
    assert "This edition has no public table of: emergency admissions of people aged 65 and over." in said


def test_a_headline_measure_is_told_in_sentences(html):
    said = part(html, "populations")
    assert (
        "Social care-related quality of life: 19.0 in 2024-25 (95% interval 18.7 to 19.3). There is no "
        "clear difference from Albion. That is better than in Northmarch: higher by 0.4 (95% interval +0.1 "
        "to +0.7). From 2020-21 to 2024-25 there was no clear change." in said
    )
    assert "From 2020-21 to 2024-25 it has been falling, which is worse." in said
    assert "548.9 per 100,000 in 2024-25" in said


def test_a_small_base_is_a_count(html):
    said = part(html, "populations")
    assert "Older people offered reablement after discharge 2024-25 3 of 4" in said
    assert "too few people to compare" in said


def test_what_a_reader_must_know_stands_beside_the_figure(html):
    system = part(html, "system")
    assert "Turnover of care workers local, not official" in system
    assert (
        "Patients who no longer need to be in hospital: modelled. Trusts' patients are shared out by their catchments."
        in system
    )
    assert "The target is 78% of patients within four hours (NHS England): it is missed." in system
    assert "No figure for Marrowdale: vacant posts (not published for this place)" in system
    assert "NHS England could draw it from Hospital Episode Statistics." in system
    assert "Section 42 enquiries in which risk was reduced or removed provisional" in part(
        html, "populations"
    )


def test_a_target_is_missed_by_a_modelled_figure_and_not_by_the_place():
    modelled = dataclasses.replace(f.WAITS, modelled="Trusts' visitors are shared out by their catchments.")
    target = SimpleNamespace(value=0.78, words="78% within four hours", source="NHS England")
    data = f.whole()
    data = replace(
        data,
        outcomes=f.outcomes(urgent=[f.told(modelled, [f.figure(modelled, "2025-08", 0.77)], target=target)]),
    )
    said = part(page.render(Content(data)), "system")
    assert "The target is 78% within four hours (NHS England): by this modelled figure it is missed." in said


def test_figures_of_long_ago_stand_apart(html):
    assert "Experience of care and support, out-of-date figures" in part(html, "populations")


def test_context_has_no_verdicts(html):
    about = part(html, "about")
    assert "Residents people 2024 301,400 57,690,300" in about
    assert "17.2% 18.8%" in about
    assert not re.search("better|worse|higher|lower|cannot tell", about)


def test_questions_are_raised_by_findings(html):
    said = part(html, "questions")
    assert (
        "What explains that a lower share is rated Good or Outstanding than in Albion (adult social care)?"
        in said
    )
    assert (
        "What explains “older people still at home 91 days after discharge into reablement”, which is worse "
        "than in Albion and getting worse?" in said
    )
    assert (
        "Why does “patients admitted, transferred or discharged within four hours” miss its target?" in said
    )
    assert "carers" not in said


def test_what_is_not_held_is_said(html):
    said = part(html, "not-held")
    for words in (
        "Judgements: none is recorded.",
        "Recommendations and actions: none is recorded.",
        "focus groups",
    ):
        assert words in said
    assert "No interviews or focus groups have been gathered." in part(html, "voices")


def test_no_score_and_no_rank(html):
    assert "There is no overall score for a place, and no position in a table of places." in text(html)
    assert "cannot be used to make judgements about how effective local authorities are" in part(
        html, "reading"
    )
    assert not re.search(r"\b(rank(ed|s|ing)?|league)\b", text(html), re.I)


def test_a_chapter_may_be_left_out():
    html = told(chapters=("system",))
    assert re.findall(r'<h2 id="([\w-]+)"', html)[3:6] == ["system", "questions", "not-held"]
    assert "Providers: not asked for." in text(html)
    assert 'id="section-quality-of-life"' not in html


def test_a_place_without_providers_is_told_of_all_the_same():
    html = told(providers=None, without={"providers": "No snapshot of this edition covers Marrowdale"})
    assert "No snapshot of this edition covers Marrowdale." in part(html, "providers")
    assert "Better than in Albion" in part(html, "summary")
    assert 'id="locations"' not in html


def test_a_place_without_outcomes_is_told_of_all_the_same():
    html = told(outcomes=None, without={"outcomes": "The edition has no figure of outcomes for this place"})
    assert "The edition has no figure of outcomes for this place." in part(html, "populations")
    assert "rated Good or Outstanding" in part(html, "summary")


def test_without_comparators_nothing_is_called_better():
    data = whole()
    data.outcomes.comparators = ()
    html = page.render(Content(data))
    assert "than in Albion" not in part(html, "populations")
    assert "falling, which is worse" in part(html, "populations")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("73.1%", "74.1%"),
        (">2024-25<", ">2023-24 or so<"),
        ("10.7 percentage points", "10.7%"),
        ("<li>Judgements", "<li>7 judgements"),
    ],
)
def test_a_number_that_is_no_figure_stops_the_page(html, was, becomes):
    assert was in html
    assert disagreements(html.replace(was, becomes), Content(whole()))


def test_a_number_in_a_title_must_be_that_title(html):
    content = Content(whole())
    assert disagreements(html.replace("home 91 days after", "home 12 weeks after"), content)


@pytest.mark.parametrize("paper", [False, True])
def test_a_cell_without_a_value_says_one_thing(paper):
    said = text(page.render(Content(whole()), paper=paper))
    assert " none " in said
    assert not re.search(r"[–−-]\s*none", said)


def test_wording_is_stable(html):
    assert html == page.render(Content(whole()))


def test_every_anchor_is_there_once(html):
    anchors = re.findall(r'\bid="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(anchors)


def test_published_words_cannot_become_marks():
    evil = fictional_outcomes.Measure(
        "m", "<script>alert(1)</script>", "safety", missing="<b>bold</b>", headline=True
    )
    data = whole()
    data = replace(data, outcomes=fictional_outcomes.outcomes(safety=[fictional_outcomes.told(evil)]))
    html = page.render(Content(data))
    assert "<script>" not in html
    assert "<b>bold" not in html


def test_a_report_of_providers_alone_still_serves():
    assert "rated Good or Outstanding" in text(page.render(Content(fictional.report(scale=0.2))))


def test_a_page_with_a_false_figure_is_refused(monkeypatch):
    unchecked = page.unchecked
    monkeypatch.setattr(page, "unchecked", lambda *a: unchecked(*a).replace("73.1%", "83.1%"))
    with pytest.raises(ReportRefused, match=r"83\.1%"):
        page.render(Content(whole()))


def test_on_paper_more_comparators_than_two_have_a_table_of_their_own():
    few = page.render(Content(f.whole()), paper=True)
    assert 'id="compared-table-' not in few
    data = f.whole()
    data.outcomes.comparators = (*data.outcomes.comparators, *data.outcomes.comparators[:1])
    many = page.unchecked(Content(data), paper=True)
    heads = re.search(r'id="compared-table-.*?<thead>(.*?)</thead>', many, re.S)[1]
    assert heads.count('class="beside"') == len(data.outcomes.comparators)


def test_a_place_with_released_moves_has_their_flow_and_their_numbers_on_the_page_and_on_paper():
    content = Content(replace(whole(), outcomes=f.outcomes(flow=f.people_moving())))
    for paper in (False, True):
        html = page.render(content, paper=paper)
        assert html.count('id="moves-m-journeys-transitions-number"') == 1
        said = part(html, "system")
        assert "Of the moves with a number, the most frequent: home to A&E" in said
        assert "A dashed line is a move whose number is withheld, and is not zero" in said
        assert "home to care home withheld not shown" in said
        assert "counted in records of fictional people" in said


def test_a_place_without_a_release_has_no_flow_of_people(html):
    assert "moves-m-" not in html
