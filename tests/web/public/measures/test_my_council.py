"""One council picked out of all: in the sentence, the charts, the table; the order and the region of the table."""

import re

import pytest
from tests.web.filled import SCORE, SHARE, YEARS
from tests.web.walking import walked

from careplace.web.public.measures.council_figures import council_figures
from careplace.web.public.measures.history import history
from careplace.web.public.measures.params import (
    CouncilParams,
    chosen_row,
    council_slugs,
    regions,
    selected_rows,
)
from careplace.web.public.measures.subjects import subject


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def councils(edition):
    share = subject(edition, SHARE)
    return council_figures(edition, share, share.newest)


@pytest.fixture
def mine(edition, councils):
    """(slug, row) of a council with a value that is compared."""
    slugs = council_slugs(edition)
    row = next(row for row in councils.with_value if not row.counted and row.name in slugs)
    return slugs[row.name], row


def table(html: str) -> list[str]:
    return re.findall(r'<tr data-place="([^"]+)"', html)


def test_my_council_is_picked_out_everywhere(reader, mine):
    slug, row = mine
    html = reader.get(f"/measures/{SHARE}/?place={slug}").content.decode()
    assert f'<option value="{slug}" selected>{row.name}</option>' in html
    assert html.count(f"{row.name} is in the") >= 2
    assert re.search(rf'<tr data-place="{row.code}" class="sum">', html)
    assert f"outlined: <span data-verbatim>{row.name}" in html
    for anchor in ("strip", "funnel"):
        figure = re.search(rf'<figure[^>]+id="{anchor}">.*?</figure>', html, re.DOTALL)[0]
        assert figure.count('fill="#F46A25"') == 2


def test_without_a_council_none_is_picked_out(reader):
    html = reader.get(f"/measures/{SHARE}/").content.decode()
    assert 'fill="#F46A25"' not in html
    assert "outlined:" not in html


def test_every_number_of_my_council_is_its_figure(reader, edition, councils, mine):
    slug, row = mine
    figures = councils.figures | history(edition, councils, row).by_id
    walk = walked(reader.get(f"/measures/{SHARE}/?place={slug}").content.decode(), figures)
    assert walk.wrong == []


def test_the_trend_has_a_line_of_england_and_one_of_my_council(edition, councils, mine):
    england, both = history(edition, councils, None), history(edition, councils, mine[1])
    assert [line.name for line in england.chart.lines] == [councils.nation]
    assert [line.name for line in both.chart.lines] == [mine[1].name, councils.nation]
    assert [own.period for own, _others in england.rows] == list(YEARS)


def test_the_trend_has_the_published_values_of_every_year(edition, councils, mine):
    query = "select period, value from figure where measure = $1 and breakdown = 'all' and place = $2 and value is not null"
    values = {row["period"]: row["value"] for row in edition.rows(query, [SHARE, mine[1].code])}
    assert {own.period: own.value for own, _others in history(edition, councils, mine[1]).rows} == values


def test_the_definition_comes_before_the_councils_and_the_table_last(reader):
    html = reader.get(f"/measures/{SHARE}/").content.decode()
    places = [
        html.index(mark)
        for mark in ("Counted:", 'id="whole-definition"', 'id="trend-', 'id="strip"', 'id="funnel"')
    ]
    places += [html.index('id="map"'), html.index('id="table-form"'), html.index('id="table"')]
    assert places == sorted(places)


def slowly_ordered(rows, order):
    with_value = sorted((row for row in rows if row.has_value), key=lambda row: row.figure.value)
    without = [row for row in rows if not row.has_value]
    return [*(with_value[::-1] if order == "value" else with_value), *without]


@pytest.mark.parametrize("order", ["value", "lowest"])
def test_the_table_is_sorted_by_value_and_those_without_come_last(edition, councils, order):
    rows = selected_rows(edition, councils, CouncilParams(order=order))
    slowly = slowly_ordered(councils.rows, order)
    assert [r.figure.value for r in rows if r.has_value] == [r.figure.value for r in slowly if r.has_value]
    assert [row.code for row in rows if not row.has_value] == [
        row.code for row in slowly if not row.has_value
    ]


def test_the_table_is_filtered_by_region(reader, edition, councils):
    counted = 0
    for slug in regions(edition).values():
        codes = table(reader.get(f"/measures/{SHARE}/?region={slug}&sort=value").content.decode())
        assert set(codes) < {row.code for row in councils.rows}
        counted += len(codes)
    assert counted == len(councils.rows)


def test_forms_keep_what_the_address_says(reader, mine):
    html = reader.get(f"/measures/{SHARE}/?place={mine[0]}&period={YEARS[-1]}&sort=lowest").content.decode()
    form = re.search(r'<form[^>]+id="table-form">.*?</form>', html, re.DOTALL)[0]
    assert f'name="place" value="{mine[0]}"' in form
    assert f'name="period" value="{YEARS[-1]}"' in form
    assert '<option value="lowest" selected>' in form


@pytest.mark.parametrize(
    ("query", "words"),
    [("place=nowhere", "No council"), ("sort=best", "No order"), ("region=atlantis", "No region"),
     ("place=%3Cscript%3Ealert(1)%3C/script%3E", "No council")],
)  # fmt: skip
def test_what_is_no_council_order_or_region_is_refused_in_words(reader, query, words):
    answer = reader.get(f"/measures/{SHARE}/?{query}")
    assert answer.status_code == 400
    assert words in text(answer)
    assert "<script>alert" not in answer.content.decode()


def test_a_council_without_a_figure_says_so(reader, edition):
    one = subject(edition, SCORE)
    councils = council_figures(edition, one, one.newest)
    without = [slug for name, slug in council_slugs(edition).items() if not (
        (row := chosen_row(edition, councils, slug)) and row.has_value)]  # fmt: skip
    for slug in without[:3]:
        said = text(reader.get(f"/measures/{SCORE}/?place={slug}"))
        assert "has no value" in said or "has no figure of" in said


def test_letters_stand_on_the_map(reader, councils):
    html = reader.get(f"/measures/{SHARE}/").content.decode()
    letters = re.search(r'<g class="cp-letters".*?</g>', html, re.DOTALL)[0]
    assert set(re.findall(r">([A-D])</text>", letters)) <= set("ABCD")
    assert letters.count("<text") > 5
