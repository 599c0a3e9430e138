"""CQC's assessment as the report, the brief and the workbook show it: every score, every level, and the words for none."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from tests.publish import fictional, fictional_outcomes
from tests.publish.fictional_outcomes import figure, told

from careplace.measures.assessment import Assessment
from careplace.measures.dictionary import measures
from careplace.publish import assessment, page
from careplace.publish.content import Content
from careplace.publish.outcome_sheets import of_sections
from careplace.ratings.framework import framework
from careplace.ratings.scale import LEVELS

SCORES = (2, 2, 3, 3, 4, 3, 3, 1, 3)
MONTH = "2024-05"


def outcome(name: str, value: float | None, of: float | None = None, **more) -> SimpleNamespace:
    measure = measures()[f"council-assessment-{name}"]
    point = replace(
        figure(measure, MONTH, value), version="", method="without limits", numerator=None, **more
    )
    if of:
        point = replace(point, numerator=value * of if measure.unit == "share" else value, denominator=of)
    return told(measure, [point], latest=point if value is not None else None)


def section(*outcomes) -> SimpleNamespace:
    return SimpleNamespace(
        key="assessment", title="CQC’s assessment of the council", chapter="system", question="How?", measures=outcomes
    )  # fmt: skip


def of_council(
    overall: str = "Good", url: str = "https://www.cqc.org.uk/x", expected: str = "Good"
) -> Content:
    level = len(LEVELS) - LEVELS.index(overall) if overall in LEVELS else None
    shown = [outcome("overall", level), outcome("score", sum(SCORES) / 36, 36)]
    shown += [outcome(f"qs{n}", score) for n, score in enumerate(SCORES, start=1)]
    return content(section(*shown), assessment=Assessment("X1", date(2024, 5, 1), overall, url, expected))


def content(assessed, kind: str = "council", **changed) -> Content:
    whole = replace(fictional_outcomes.whole(), place=fictional.PLACE | {"kind": kind}, **changed)
    whole.outcomes.sections = (*whole.outcomes.sections, assessed)
    for data in assessed.measures:
        whole.outcomes.figures.update({f.id: f for run in data.segments for f in run})
    return Content(whole)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


def test_the_report_shows_rating_month_scores_in_words_and_the_link():
    html = page.render(of_council())
    text = text_of(html)
    name = fictional.PLACE["name"]
    assert f"rated the adult social care of {name} Good, in its assessment of May 2024" in text
    assert 'href="https://www.cqc.org.uk/x"' in html
    titles = [title for names in framework("councils").scores.statements.values() for title in names]
    for title, score in zip(titles, SCORES, strict=True):
        assert re.search(rf"{title} [\w ]+ {score} {assessment.MEANINGS[score]}", text), title
    assert "add up to 24 of 36 points, 67%" in text
    assert html.count('class="on"') == sum(SCORES)
    system = html.index('id="system"')
    assert system < html.index('id="section-assessment"') < html.index('id="section-flow"')


def test_a_rating_that_the_scores_do_not_give_is_said():
    text = text_of(page.unchecked(of_council("Not rated")))
    assert "in May 2024 , and published no rating" in text
    assert "By CQC’s bands that would be Good. CQC published no rating." in text


@pytest.mark.parametrize("template", ["report.html", "brief.html"])
def test_a_council_without_one_is_told_so(template):
    why = "No assessment of Westmarch’s adult social care by CQC is in the published files used here"
    text = text_of(page.render(content(section(), without={"assessment": why}), template=template))
    assert f"{why} ." in text


def test_the_brief_names_the_rating():
    assert "Good, in its assessment of May 2024" in text_of(page.render(of_council(), template="brief.html"))


def test_an_address_that_is_none_leads_nowhere():
    assert "javascript:" not in page.unchecked(of_council(url="javascript:alert(1)"))


COUNTS = {"outstanding": 2, "good": 47, "requires-improvement": 21, "inadequate": 1, "not-rated": 1}


def of_group(counts: dict[str, int], of: int = 153) -> Content:
    shown = [outcome(f"councils-{name}", count, of) for name, count in counts.items()]
    assessed = outcome("councils-assessed", sum(counts.values()), of)
    return content(section(assessed, *shown), kind="region")


def test_a_group_counts_its_councils_at_each_level():
    text = text_of(page.render(of_group(COUNTS)))
    assert "CQC had published assessments of 72 of 153 councils in" in text
    assert (
        "O Outstanding 2 G Good 47 RI Requires improvement 21 I Inadequate 1 Assessed and not rated 1" in text
    )
    assert "counted and not ranked" in text


def test_a_group_of_which_none_is_assessed_has_no_table():
    html = page.render(of_group(dict.fromkeys(COUNTS, 0), 7))
    assert "published assessments of no council in" in text_of(html)
    assert "assessment-levels" not in html


def test_no_word_for_not_rated_where_there_is_none():
    assert "Assessed and not rated" not in text_of(page.render(of_group(COUNTS | {"not-rated": 0})))


def test_the_workbook_has_the_level_in_words():
    (sheet,) = [sheet for sheet in of_sections(of_council()) if sheet.label.startswith("CQC")]
    shown = {row[0]: row[3] for row in sheet.rows}
    assert shown["Rating of the council’s adult social care"] == "Good"
    assert shown["Assessing needs"] == "2"


def test_statements_are_in_the_order_of_the_framework_and_have_its_themes():
    statements = of_council().statements
    assert [s.score for s in statements] == list(SCORES)
    assert [s.theme for s in statements][::3] == [
        "Working with people",
        "Providing support",
        "Ensuring safety",
    ]


def test_nothing_of_it_is_compared_or_said_to_move():
    told_sections = of_council().told
    assert "assessment" not in {s.key for s in told_sections}
