"""Where a figure comes from: its heading, its parts, and every row behind it on pages and in a file."""

import csv
import io
import re
from html import unescape
from importlib.resources import files

import pytest

from careplace.figures import Figure
from careplace.measures.tracing import trace
from careplace.web.public.place.figure import parts_in_words
from careplace.web.public.place.figure_rows import A_PAGE, Rows, rows_of, shown

NOW = "2026-09-01"


@pytest.fixture
def nation(edition):
    return next(area for area in edition.gazetteer.areas.values() if area.kind == "nation")


def share(area, level="good") -> str:
    return f"rating-share/{area.code}/{NOW}/adult-social-care/overall/locations/{level}"


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_heading_says_which_rating_of_which_services_where(client, nation):
    html = client.get(f"/figures/{share(nation)}/").content.decode()
    heading = re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", html, re.DOTALL)[0])
    assert (
        unescape(heading)
        == f"Where a figure comes fromShare of ratings (Adult social care, Good), {nation.name}"
    )


def test_its_numerator_and_denominator_are_shown(client, edition, nation):
    html = client.get(f"/figures/{share(nation)}/").content.decode()
    figure = trace(edition.reader, share(nation)).figure
    facts = dict(re.findall(r"<dt>(\w+)</dt><dd>(.*?)</dd>", html))
    assert words(facts["Numerator"]) == f"{figure.numerator:,.0f}"
    assert words(facts["Denominator"]) == f"{figure.denominator:,.0f}"


def test_the_query_has_the_path_of_its_file(client, nation):
    html = client.get(f"/figures/{share(nation)}/").content.decode()
    path = re.search(r"careplace/measures/\S+?\.sql", html)[0]
    assert path == "careplace/measures/providers/rows/ratings.sql"
    assert (files("careplace").parent / path).is_file()


def test_the_pages_have_every_row_once_and_the_file_has_them_too(client, edition, nation):
    traced = trace(edition.reader, share(nation))
    pages = rows_of(traced).pages
    assert pages > 1
    listed = []
    for page in range(1, pages + 1):
        html = client.get(f"/figures/{share(nation)}/?page={page}").content.decode()
        rows = re.findall(r'<tr><th scope="row">.*?<small>(?:<span[^>]*>)?([\w-]+).*?<td>(yes|no)</td>', html)
        assert len(rows) == A_PAGE or page == pages
        assert ("Previous" in html, "Next" in html) == (page > 1, page < pages)
        listed += rows
    assert len(listed) == len(set(listed)) == traced.figure.denominator
    assert sum(counted == "yes" for _, counted in listed) == traced.figure.numerator
    answer = client.get(f"/figures/{share(nation)}/rows.csv")
    assert answer["Content-Disposition"].endswith('-rows.csv"')
    in_file = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["location_id"], row["counted"]) for row in in_file] == listed


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "9" * 50, "²"])
def test_a_page_that_there_is_not_says_which_is_the_last(client, nation, page):
    answer = client.get(f"/figures/{share(nation)}/?page={page}")
    assert answer.status_code == 404
    assert "is the last" in answer.content.decode()


def test_a_figure_of_figures_has_a_link_to_each_and_an_empty_file(client, edition, nation):
    region = next(area for area in edition.gazetteer.areas.values() if area.kind == "region")
    id = f"difference/{region.code}/{NOW}/adult-social-care/overall/locations/good/against:{nation.code}"
    html = client.get(f"/figures/{id}/").content.decode()
    links = re.findall(r'cp-id" href="/figures/([^"]+)/"', html)
    assert links == [share(region), share(nation)]
    assert f"compared with {nation.name}" in words(re.search(r"<h1.*?</h1>", html, re.DOTALL)[0])
    assert client.get(f"/figures/{id}/rows.csv").content.strip() == b'"counted"'
    assert client.get("/figures/rated/NOPE/2026-09-01/x/rows.csv").status_code == 404


@pytest.mark.parametrize(
    ("measure", "breakdown", "parts"),
    [
        (
            "rating-share",
            "adult-social-care/overall/locations/good-or-outstanding",
            "Adult social care, Good or Outstanding",
        ),
        (
            "rating-share",
            "gp-practices/well-led/locations/requires-improvement",
            "GP practices, Well led, Requires improvement",
        ),
        ("rating-share", "residential-care/overall/beds/good", "Care homes, by beds, Good"),
        ("ascof-1a-quality-of-life", "all", ""),
        ("ascof-1a-quality-of-life", "age:65-and-over", "65 and over"),
        ("outcome-difference", "ascof-1a-quality-of-life/all/against:E92000001", ""),
        ("difference", "gp-practices/overall/locations/good/against:E92000001", "GP practices, Good"),
    ],
)
def test_a_breakdown_in_words(measure, breakdown, parts):
    assert parts_in_words(Figure(measure, "X1", NOW, breakdown)) == parts


def test_a_cell_that_could_be_a_formula_is_made_harmless():
    rows = Rows(({"location_id": "1-1", "location_name": "=1+1", "amount": 2.5},), (True,), False)
    (row,) = csv.DictReader(io.StringIO(rows.as_csv().decode()))
    assert row == {"location_id": "1-1", "location_name": "'=1+1", "amount": "2.5", "counted": "yes"}


def test_a_row_of_a_publication_is_shown_cell_by_cell():
    row = {"area": "Ash", "value": 1234.5, "note": None, "source": "a", "sheet": "S", "source_row": 7}
    assert shown(row) == {"text": "area Ash, value 1,234.5", "location": "", "file": "a", "where": "S row 7"}
