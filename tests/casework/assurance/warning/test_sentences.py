"""The words of a risk and of a place's flow."""

from datetime import date

import numpy as np
import pytest

from careplace.casework.assurance.warning import charts, diagnosis, sentences
from careplace.casework.assurance.warning.fitted import Group, Interval
from careplace.measures.warning.flow import flow
from careplace.measures.warning.history import History, Services


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.01, "fewer than 1 in 20"),
        (0.1, "about 1 in 10"),
        (0.2, "about 1 in 5"),
        (0.26, "about 1 in 4"),
        (0.3, "about 3 in 10"),
        (0.7, "about 7 in 10"),
        (0.99, "nearly all"),
    ],
)
def test_a_share_in_words(share, words):
    assert sentences.one_in(share) == words


def test_a_risk_is_a_share_of_services_and_no_rating():
    assert (
        sentences.risk(0.2)
        == "About 1 in 5 services like this one were rated below Good at their next inspection"
    )


def test_ages_and_skills_in_words():
    assert [sentences.ages(n) for n in (0, 1, 4)] == ["less than 1 year", "1 to 2 years", "4 years or more"]
    assert sentences.skill(Interval(value=0.012, lower=-0.001, upper=0.03)) == "+1.2% (−0.1 to +3.0)"


def test_errors_say_which_way():
    group = Group(kind="region", name="London", reports=100, below=40, expected=30, brier=0.2)
    assert sentences.errors(group) == "10 points too low"
    assert sentences.errors(group.model_copy(update={"expected": 45.0})) == "5 points too high"
    assert sentences.errors(group.model_copy(update={"expected": 40.4})) == "within 1 point"


def test_a_flow_says_what_was_counted_and_whether_it_alarms():
    rows = [
        {"published_on": date(2020, 1 + n // 10, 5), "fell": int(n >= 30), "usual": 0.2} for n in range(45)
    ]
    place = flow(rows)
    words = sentences.flow(place)
    assert (
        "Of 45 services rated Good or Outstanding that were inspected again from January 2020 to May 2020, 15 fell"
        in words
    )
    assert "9.0 would have" in words
    assert "first reached its threshold in" in words
    assert "1% of places" in sentences.false_alarms(place)
    assert "no clear sign" in sentences.flow(flow([row | {"fell": 0} for row in rows]))
    picture = charts.flow(place)
    assert picture.startswith("<svg")
    assert ">2020<" in picture
    assert "threshold" in picture


def test_tenths_and_ranking_of_risks_that_are_right():
    rng = np.random.default_rng(3)
    risk = rng.uniform(0, 1, 5000)
    below = rng.random(5000) < risk
    tenths = diagnosis.tenths(risk, below)
    assert sum(tenth.reports for tenth in tenths) == 5000
    assert sum(tenth.lower <= tenth.risk <= tenth.upper for tenth in tenths) >= 8
    nothing = Services(*(np.zeros(5000),) * 8)
    history = History(nothing, np.arange(5000), np.arange(5000), np.full(5000, 2020), below)
    ranking = diagnosis.ranking(history, risk)
    assert ranking.captured[-1] == pytest.approx(1)
    assert ranking.captured[49] == pytest.approx(0.75, abs=0.03)
    assert ranking.hits / ranking.slots > 0.9
    blind = diagnosis.ranking(history, np.full(5000, 0.5))
    assert blind.captured[49] == pytest.approx(0.5)
    assert blind.hits / blind.slots == pytest.approx(below.mean())
    assert blind.average_precision == pytest.approx(below.mean())
