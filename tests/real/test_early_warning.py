"""Early warning fitted to CQC's published inspections: known answers, and the model card's numbers counted again.

The oracle goes report by report with counters, and knows of each year only the three before it.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from careplace.casework.assurance.warning import fitting, sentences
from careplace.measures.warning.history import history_of

pytestmark = pytest.mark.real
TITLES = {"logistic": "logistic regression", "boosting": "boosted trees"}
WINDOWS = {2: "2 years", 3: "3 years", 99: "all years"}


@pytest.fixture(scope="module")
def model(real_home):
    return fitting.fit(real_home, date(2026, 11, 29))


@pytest.fixture(scope="module")
def cases(edition) -> list[tuple[int, int, float, bool]]:
    """(year, rating before, its age in years, whether the report said below Good), one a report."""
    history = history_of(edition.engine)
    columns = history.year, history.services.concern, history.services.years, history.below_good
    return [(int(y), int(c), float(a), bool(b)) for y, c, a, b in zip(*columns, strict=True)]


@pytest.fixture(scope="module")
def tried(model, cases) -> list[tuple[int, float, bool]]:
    """(year, the baseline's risk, the outcome) of each report of a year that was tried, from the three years before."""
    found = []
    for year in (entry.year for entry in model.years):
        risk = risks([case for case in cases if year - 3 <= case[0] < year])
        found += [(year, risk(concern, age), below) for when, concern, age, below in cases if when == year]
    return found


def risks(before):
    """risk(rating, age): the share below Good of that rating and age, ten of the rating's own share added."""
    count, below, of_rating, below_of_rating = Counter(), Counter(), Counter(), Counter()
    for _year, concern, age, bad in before:
        group = concern, min(int(age), 4)
        count[group] += 1
        below[group] += bad
        of_rating[concern] += 1
        below_of_rating[concern] += bad

    def risk(concern: int, age: float) -> float:
        share = (below_of_rating[concern] + 1) / (of_rating[concern] + 2)
        group = concern, min(int(age), 4)
        return (below[group] + 10 * share) / (count[group] + 10)

    return risk


def test_the_history_is_that_of_the_published_file(model, cases):
    assert (model.reports, model.services, model.tried_reports) == (13_806, 8_492, 13_099)
    assert len(cases) == model.reports
    # The file begins in October 2014; the first report that follows another of its service is of 2015.
    assert (model.first, model.last.strftime("%Y-%m")) == (date(2015, 1, 20), "2025-02")
    assert "20 January 2015" in (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text(
        encoding="utf-8"
    )
    assert [entry.year for entry in model.years] == list(range(2017, 2026))


def test_no_model_is_clearly_better_so_the_baseline_is_used(model):
    assert model.used == "baseline"
    assert (model.logistic, model.boosting) == (None, None)
    clear = {(entry.model, entry.window): entry.clear for entry in model.tried}
    assert [key for key, is_clear in clear.items() if is_clear] == [("logistic", 3)]
    for entry in model.tried:
        assert entry.clear == (entry.every.lower > 0 and entry.latest.lower > 0)


def test_the_skills_are_those_of_the_benchmarks(model):
    page = Path(__file__).parents[2].joinpath("docs", "benchmarks.md").read_text(encoding="utf-8")
    skills = {
        (entry.model, entry.window): (sentences.skill(entry.every), sentences.skill(entry.latest))
        for entry in model.tried
    }
    for (name, window), pair in skills.items():
        every, latest = (words.replace("+", "") for words in pair)
        assert f"| {TITLES[name]} | {WINDOWS[window]} | {every} | {latest} |" in page


def test_each_year_is_expected_from_the_three_before_it_and_nothing_later(model, tried):
    for entry in model.years:
        own = [(risk, below) for year, risk, below in tried if year == entry.year]
        assert (entry.reports, entry.below) == (len(own), sum(below for _risk, below in own))
        assert entry.baseline_risk == pytest.approx(sum(risk for risk, _below in own) / len(own), abs=1e-9)


def test_the_tenths_of_the_card_are_reports_counted_by_their_risk(model, tried):
    ordered = sorted((risk, below) for _year, risk, below in tried)
    place = 0
    for tenth in model.tenths:
        part = ordered[place : place + tenth.reports]
        place += tenth.reports
        assert tenth.below == sum(below for _risk, below in part)
        assert tenth.risk == pytest.approx(sum(risk for risk, _below in part) / len(part), abs=1e-9)
        assert tenth.lower < tenth.share < tenth.upper
    assert place == len(ordered)


def test_the_groups_of_the_card_add_up_to_all_reports(model, tried):
    error = sum((risk - below) ** 2 for _year, risk, below in tried)
    for kind in {group.kind for group in model.groups}:
        groups = [group for group in model.groups if group.kind == kind]
        assert sum(group.reports for group in groups) == len(tried)
        assert sum(group.below for group in groups) == model.tried_below
        assert sum(group.expected for group in groups) == pytest.approx(sum(risk for _y, risk, _b in tried))
        assert sum(group.brier * group.reports for group in groups) == pytest.approx(error)


def test_the_first_services_of_each_year_hit_as_the_card_says(model, tried):
    """As many of each year as a month's inspections; of services of one risk at the edge, their share."""
    hits = slots = 0.0
    for year in {year for year, _risk, _below in tried}:
        own = sorted(((risk, below) for when, risk, below in tried if when == year), reverse=True)
        size = max(1, round(len(own) / 12))
        edge = own[size - 1][0]
        above = [below for risk, below in own if risk > edge + 1e-12]
        at_edge = [below for risk, below in own if abs(risk - edge) <= 1e-12]
        hits += sum(above) + sum(at_edge) * (size - len(above)) / len(at_edge)
        slots += size
    ranking = model.rankings["baseline"]
    assert (ranking.slots, ranking.hits) == (slots, pytest.approx(hits, rel=1e-6))


def test_what_is_used_today_learned_from_the_latest_three_years(model, edition):
    history = history_of(edition.engine)
    since = history.day.max() - np.timedelta64(round(365.25 * 3), "D")
    latest = history.day > since
    assert sum(map(sum, model.baseline.reports)) == int(latest.sum())
    assert sum(map(sum, model.baseline.below)) == int(history.below_good[latest].sum())
