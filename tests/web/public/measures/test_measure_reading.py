"""All councils at a period, against a slow reading of the same files."""

from datetime import date

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.web.filled import RATE, SCORE, SHARE, YEARS

from careplace.figures import Verdict
from careplace.web.public.measures.council_figures import council_figures
from careplace.web.public.measures.council_map import mapped
from careplace.web.public.measures.subjects import subject


def slow(edition, id: str, period: str) -> dict:
    rows = pq.read_table(edition.folder / "figures" / "outcomes" / "year.parquet").to_pylist()
    return {row["place"]: row for row in rows if (row["measure"], row["period"]) == (id, period)}


@pytest.mark.parametrize("period", YEARS)
@pytest.mark.parametrize("id", [SHARE, SCORE, RATE])
def test_every_council_that_stood_is_there_once_with_its_figure(edition, id, period):
    found, expected = council_figures(edition, subject(edition, id), period), slow(edition, id, period)
    names = [row.name for row in found.rows]
    assert names == sorted(names)
    assert len({row.code for row in found.rows}) == len(names)
    areas, end = edition.gazetteer.areas, date(int(period[:4]) + 1, 3, 31)
    stood = {c for c in expected if c != found.england.place and (areas[c].from_date or end) <= end}
    assert {r.code: r.figure.value for r in found.rows if r.figure} == {
        c: expected[c]["value"] for c in stood
    }
    assert found.england.value == expected[found.england.place]["value"]


@pytest.mark.parametrize("id", [SHARE, SCORE, RATE])
def test_quartiles_part_the_values(edition, id):
    found = council_figures(edition, subject(edition, id), YEARS[-1])
    values = [row.figure.value for row in found.with_value]
    assert [q.value for q in found.quartiles] == pytest.approx(np.percentile(values, [25, 50, 75]).tolist())
    assert {q.numerator for q in found.quartiles} == {len(values)}


@pytest.mark.parametrize("id", [SHARE, SCORE, RATE])
def test_a_difference_from_england_is_called_by_movers_interval_alone(edition, id):
    found = council_figures(edition, subject(edition, id), YEARS[-1])
    scale, good = (100 if id == SHARE else 1), found.subject.measure.polarity
    e = found.england
    for row in found.with_value:
        f = row.figure
        apart = f.value - e.value
        low = apart - ((f.value - f.lower95) ** 2 + (e.upper95 - e.value) ** 2) ** 0.5
        high = apart + ((f.upper95 - f.value) ** 2 + (e.value - e.lower95) ** 2) ** 0.5
        assert row.difference.value == pytest.approx(apart * scale)
        assert row.difference.lower95 == pytest.approx(low * scale)
        if low <= 0 <= high:
            assert row.difference.reason == Verdict.NO_DIFFERENCE
        else:
            assert row.difference.reason == ("better" if (low > 0) == (good == "high") else "worse")


def test_the_map_shades_each_council_by_its_quarter(edition):
    found = council_figures(edition, subject(edition, SCORE), YEARS[-1])
    edges = [q.value for q in found.quartiles]
    told = {row.name: row.figure.value for row in found.with_value}
    drawn = mapped(edition, found)
    for area in drawn.areas:
        letter = "ABCD"[sum(told[area.name] > edge for edge in edges)] if area.name in told else "–"
        assert area.letter == letter
    assert set(told) == {area.name for area in drawn.areas} | set(drawn.missing)


def test_why_no_council_can_be_compared_is_told_once(edition, reader):
    counts = council_figures(edition, subject(edition, "locations"), subject(edition, "locations").newest)
    assert counts.no_verdict_reason == "counts of places of different size are not compared"
    assert not counts.limited
    html = reader.get("/measures/locations/").content.decode()
    assert html.count(counts.no_verdict_reason) == 1
    assert "interval</th>" not in html
    share = council_figures(edition, subject(edition, SHARE), YEARS[-1])
    assert share.no_verdict_reason == ""
    assert share.limited
