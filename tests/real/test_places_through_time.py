"""Every area that ended, every district, every assessment and every location rated by service group, on the pages."""

import html
import os
import re
from collections import Counter

import django
import duckdb
import pyarrow.parquet as pq
import pytest
from tests.examples import sample
from tests.ratings.oracle import band, percent
from tests.web.environment import ENVIRONMENT

from careplace.ratings.scale import BY_SERVICE_GROUP, LEVELS

os.environ.update(ENVIRONMENT)
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from careplace.web.public import editions  # noqa: E402
from careplace.web.public.place.addresses import place_called, slug_of  # noqa: E402

pytestmark = pytest.mark.real
SCORES = [f"qs{n}" for n in range(1, 10)]


@pytest.fixture(scope="module")
def folder(real_home):
    return (real_home / "current").resolve()


@pytest.fixture(scope="module")
def tables(folder):
    def rows(name: str) -> list[dict]:
        path = folder / "tables" / name
        return pq.read_table(path if path.is_dir() else path.with_suffix(".parquet")).to_pylist()

    return rows


@pytest.fixture(scope="module")
def client(real_home):
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": real_home})):
        yield Client()
    editions.forget()


@pytest.fixture(scope="module")
def edition(client):
    reading = editions.shelf().read()
    yield reading
    reading.close()


def page(client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_every_area_that_ended_has_a_page_with_its_successors(client, edition, tables):
    successors: dict[str, list[str]] = {}
    for row in tables("area_successor"):
        successors.setdefault(row["code"], []).append(row["successor"])
    ended = [row for row in tables("area") if row["to_date"]]
    assert len(ended) > 50
    for row in sample(8, ended):
        area = edition.gazetteer.areas[row["code"]]
        shown = page(client, f"/places/{slug_of(edition, area)}/")
        for code in successors[row["code"]]:
            assert f'href="/places/{slug_of(edition, edition.gazetteer.areas[code])}/"' in shown, row["name"]
        assert "until" in words(shown), row["name"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "northamptonshire",
            "Northamptonshire was a council until 31 March 2021 . On 1 April 2021 it was divided between "
            "North Northamptonshire and West Northamptonshire",
        ),
        ("cumbria", "On 1 April 2023 it was divided between Cumberland and Westmorland and Furness"),
        ("bournemouth", "On 1 April 2019 it became part of Bournemouth, Christchurch and Poole"),
        ("north-dorset", "North Dorset was a district until 31 March 2019 . On 1 April 2019 it became part of Dorset"),
        ("e08000016", "The code E08000016 was that of Barnsley until 31 March 2025 . Its code is now E08000038"),
        ("cumberland", "in the place of Allerdale , Carlisle , Copeland and part of Cumbria"),
    ],
)  # fmt: skip
def test_what_became_of_it_in_words(client, name, text):
    assert text in words(page(client, f"/places/{name}/"))


@pytest.mark.parametrize("name", ["northamptonshire", "cumbria", "bournemouth", "poole", "e10000009"])
def test_a_council_that_ended_shows_the_figures_of_its_own_time(client, edition, name):
    shown = page(client, f"/places/{name}/")
    assert "ended before CQC began to assess councils, in April 2023" in words(shown)
    measures = set(re.findall(rf'data-figure="(ascof-[^"/]+)/{place_called(edition, name).code}/', shown))
    assert len(measures) > 10


def test_the_register_of_a_larger_council_is_not_that_of_one_that_became_part_of_it(client):
    text = words(page(client, "/places/bournemouth/"))
    assert "No snapshot of this edition covers Bournemouth" in text
    assert "cannot be given" not in text


def test_old_names_are_found_by_search(client, edition, tables):
    for row in sample(8, (row for row in tables("area") if row["to_date"])):
        shown = client.get("/search", {"q": row["name"]}, follow=True)
        assert shown.status_code == 200
        assert row["name"] in html.unescape(shown.content.decode()), row["name"]


def test_every_district_links_to_its_council_and_describes_its_people(client, edition, tables):
    residents = {row["code"] for row in tables("population") if row["tier"] == "district"}
    districts = [row for row in tables("area") if row["kind"] == "district"]
    assert len(districts) > 200
    for row in sample(8, districts):
        area = edition.gazetteer.areas[row["code"]]
        shown = page(client, f"/places/{slug_of(edition, area)}/")
        council = edition.gazetteer.areas[row["council"]]
        assert f'href="/places/{slug_of(edition, council)}/"' in shown, row["name"]
        codes = {step.code for step in edition.gazetteer.lineage.same_area(area)}
        assert ("Residents" in words(shown)) == bool(codes & residents), row["name"]


def test_a_known_district(client, folder):
    with duckdb.connect() as db:
        (people,) = db.execute(
            f"select sum(people) from '{folder}/tables/population.parquet' where tier = 'district' and code = 'E07000141'"
        ).fetchone()
        (score,) = db.execute(
            f"select score from '{folder}/tables/deprivation.parquet' "
            "where tier = 'district' and code = 'E07000141' and domain = 'overall' order by edition desc limit 1"
        ).fetchone()
    text = words(page(client, "/places/south-kesteven/"))
    assert "South Kesteven is a district in Lincolnshire" in text
    assert f"{int(people):,}" in text
    assert f"{score:.1f}" in text


def test_every_council_with_an_assessment_shows_it_and_every_other_says_that_it_has_none(
    client, edition, tables
):
    assessed = {row["council"]: row for row in tables("council_assessment")}
    assert len(assessed) == 72
    councils = [row for row in tables("area") if row["kind"] == "council" and not row["to_date"]]
    assert set(assessed) <= {row["code"] for row in councils}
    for row in sample(8, councils):
        area = edition.gazetteer.areas[row["code"]]
        shown = page(client, f"/places/{slug_of(edition, area)}/")
        text, own = words(shown), assessed.get(row["code"])
        if own is None:
            why = f"No assessment of {row['name']}’s adult social care by CQC is in the published files used here"
            assert why in text
            continue
        month = f"{own['assessed_month']:%B %Y}"
        if own["overall"] in LEVELS:
            assert (
                f"rated the adult social care of {row['name']} {own['overall']}, in its assessment of {month}"
                in text
            )
        else:
            assert (
                f"assessed the adult social care of {row['name']} in {month} , and published no rating"
                in text
            )
        assert html.escape(own["url"]) in shown
        system = shown.split('id="section-assessment"')[1].split("</section>")[0]
        figures = re.findall(r'data-figure="council-assessment-qs(\d)[^"]*"[^>]*value="(\d)\.0"', system)
        assert [int(score) for _n, score in figures] == [own[name] for name in SCORES]


def test_every_overall_is_that_of_the_framework(client, tables):
    differing = [
        row["council_name"]
        for row in tables("council_assessment")
        if band(percent([row[name] for name in SCORES])) != row["overall"]
    ]
    # A pilot, which CQC did not rate.
    assert differing == ["County Durham"]


def test_groups_count_their_councils_at_each_level(client, tables):
    text = words(page(client, "/places/england/"))
    assert "published assessments of 72 of 153 councils in England" in text
    counts = Counter(row["overall"] for row in tables("council_assessment"))
    assert f"O Outstanding {counts['Outstanding']} G Good {counts['Good']}" in text
    assert (
        f"RI Requires improvement {counts['Requires improvement']} I Inadequate {counts['Inadequate']}"
        in text
    )


def test_the_api_and_a_trace_have_the_assessment(client):
    rows = client.get("/api/v1/figures?place=hounslow&measure=council-assessment-overall").json()["data"]
    assert [(row["period"], row["value"], row["unit"]) for row in rows] == [("2024-05", 3.0, "level")]
    text = words(page(client, "/figures/council-assessment-councils-inadequate/E92000001/2025-10/all/"))
    assert "Blackpool (E06000009), 2025-08: 1 council rated Inadequate" in text


def test_the_api_names_successors(client):
    data = client.get("/api/v1/places/northamptonshire").json()["data"]
    assert [heir["name"] for heir in data["successors"]] == [
        "North Northamptonshire",
        "West Northamptonshire",
    ]


def test_every_location_rated_by_service_group_alone_is_worded_so(client, tables):
    """From the published rows: no overall level, and a service group with one."""
    levels: dict[tuple, list[str]] = {}
    for row in tables("cqc_rating"):
        if row["domain"] == "Overall":
            key = row["snapshot"], row["location_id"], row["service_group"] == "Overall"
            levels.setdefault(key, []).append(row["rating"])
    silent = {None, "Not rated", "No published rating", "Inspected but not rated", "Not applicable"}
    expected = {
        (snapshot, id)
        for snapshot, id, overall in levels
        if not overall
        and set(levels[snapshot, id, False]) & set(LEVELS)
        and set(levels.get((snapshot, id, True), [None])) <= silent
    }
    register = {
        (row["snapshot"], row["location_id"])
        for row in tables("register")
        if row["overall"] == BY_SERVICE_GROUP
    }
    assert register == expected
    assert len(register) == 12
    for _snapshot, id in register:
        text = words(page(client, f"/locations/{id}/"))
        assert "rated its services one by one, and not the location as a whole" in text
        assert "CQC has not rated it" not in text
        # Of the same day as an inspection they stand under it.
        assert "Ratings of service groups published" in text or "Service groups: " in text


def test_the_mix_of_lincolnshire_counts_them_apart(client):
    text = words(page(client, "/explore/?place=lincolnshire"))
    assert "Rated by service group 7" in text
    text = words(page(client, "/places/lincolnshire/2026-05-29/adult-social-care/"))
    assert "Without an overall rating: 7 rated by service group" in text
