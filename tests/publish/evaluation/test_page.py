"""The page of a study and its pictures."""

import re
from dataclasses import replace

import pytest
from tests.publish.evaluation.studies import study

from careplace.measures.dictionary import measures
from careplace.publish.evaluation.charts import gap_chart, ways
from careplace.publish.evaluation.page import checks, gap_headline, render, weights, write
from careplace.publish.evaluation.sentences import findings


@pytest.fixture(scope="module")
def higher():
    return study(effect=6.0)


@pytest.fixture(scope="module")
def html(higher):
    return render(higher, {higher.panel.places[1]: "<Second & Co>"}, "2026-11-01")


def test_every_sentence_stands_on_the_page(higher, html):
    text = re.sub(r"&#39;", "'", html)
    assert all(sentence.replace("&", "&amp;") in text for sentence in findings(higher))


def test_names_are_escaped_and_nothing_is_requested(html):
    assert "<Second" not in html
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert "<script" not in html


def test_the_gap_is_drawn_where_it_is(higher):
    chart = gap_chart(higher)
    corners = chart.gap.removeprefix("M").split("L")
    assert len(corners) == len(higher.series.periods)
    for corner, value in zip(corners, higher.by_period.gap, strict=True):
        assert float(corner.split()[1]) == pytest.approx(chart.scale.at(float(value)), abs=0.06)
    assert len(chart.band.strip("MZ").split("L")) == 2 * len(corners)
    before, after = higher.panel.event - 1, higher.panel.event
    times = [chart.times.at(higher.series.periods[n]) for n in (before, after)]
    assert times[0] < chart.event < times[1]


def test_the_headline_counts_periods_outside_the_band(higher):
    by_period, event = higher.by_period, higher.panel.event
    slow = sum(
        not low <= gap <= high
        for gap, low, high in list(zip(by_period.gap, by_period.lower, by_period.upper, strict=True))[event:]
    )
    assert gap_headline(higher).endswith(f"in {slow} of 24 periods")


def test_without_a_band_the_headline_says_so():
    few = study(places=20)
    assert "too few councils for a band" in gap_headline(few)
    assert gap_chart(few).band == ""
    assert "cannot be tested" in render(few, {}, "2026-11-01")


def test_each_way_is_on_its_line(higher):
    scale, rows = ways(higher)
    assert [row.value for row in rows] == sorted(row.value for row in rows)
    assert all(row.at == scale.at(row.value) for row in rows)
    assert sum(row.beyond_chance for row in rows) == higher.curve.beyond_chance


def test_weights_are_named_the_largest_first(higher):
    shown = weights(higher, {higher.panel.places[1]: "Second"})
    numbers = [int(weight.rstrip("%")) for _name, weight in shown]
    assert numbers == sorted(numbers, reverse=True)
    assert sum(numbers) == pytest.approx(100, abs=15)


def test_every_assumption_has_its_method(higher):
    methods = {name for name, _check in checks(higher)}
    assert methods == {"Other councils", "Weighted mean of councils", "The council alone", "Its counts alone"}


def test_the_file_is_named_by_place_measure_and_event(higher, tmp_path):
    path = write(higher, {}, "2026-11-01", tmp_path)
    assert path.name == "E06000026-plymouth-delayed-days-rate-month-2018-01.html"
    assert path.read_text(encoding="utf-8") == render(higher, {}, "2026-11-01")


def test_the_picture_of_a_share_is_in_percentage_points(higher):
    share = replace(measures()["ascof-1d-satisfaction"], period_type="month")
    assert share.unit == "share"
    of_share = replace(higher, series=replace(higher.series, measure=share))
    assert gap_chart(of_share).scale.end == 100 * gap_chart(higher).scale.end
