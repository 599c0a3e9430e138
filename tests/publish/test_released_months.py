"""Monthly released measures have control charts, those that are no headline in a fold; on paper they are left out."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests.publish import fictional_outcomes
from tests.publish.charts.test_drawing import delays

from careplace.measures.released import TABLE
from careplace.publish.content import Content
from careplace.publish.outcomes import Outcome
from careplace.publish.page import Exhibits, environment

TEXT = '{% import "_outcomes.html" as outcome with context %}{{ outcome.released_by_month(section) }}'


@pytest.fixture(scope="module")
def content():
    return Content(fictional_outcomes.whole())


def drawn(content, paper=False, **of_measure):
    """What the section of one monthly measure says in its fold."""
    data = delays()
    data.measure = replace(data.measure, **{"table": TABLE, "headline": False, **of_measure})
    section = SimpleNamespace(outcomes=[Outcome(data)])
    return (
        environment()
        .from_string(TEXT)
        .render(report=content, exhibits=Exhibits(), paper=paper, section=section)
        .strip()
    )


def test_a_monthly_released_measure_has_its_control_chart(content):
    html = drawn(content)
    assert html.startswith("<details")
    assert f'id="control-m-{fictional_outcomes.DELAYS.id}"' in html


@pytest.mark.parametrize(
    "other", [{"headline": True}, {"table": "nhs_delayed_days"}], ids=["headline", "published"]
)
def test_a_headline_and_a_published_measure_are_drawn_elsewhere(content, other):
    assert drawn(content, **other) == ""


def test_on_paper_they_are_left_to_the_page(content):
    assert drawn(content, paper=True) == ""
