"""The pages of services over the published data: known locations of Oldham, Lincolnshire and England."""

import csv
import io
import os
import re

import django
import pytest
from tests.web.environment import ENVIRONMENT

os.environ.update(ENVIRONMENT)
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from careplace.web.public import editions  # noqa: E402

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def client(real_home):
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": real_home})):
        yield Client()
    editions.forget()


def text_of(client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def rows_of(client, query: str) -> list[dict]:
    return list(
        csv.DictReader(io.StringIO(client.get(f"/explore.csv?{query}").getvalue().decode(), newline=""))
    )


def test_the_whole_of_england_is_31966_locations(client):
    rows = rows_of(client, "")
    assert len(rows) == len({row["location_id"] for row in rows}) == 31_966
    assert {row["as_at"] for row in rows} == {"2021-02-01"}
    assert sum(row["overall"] == "Outstanding" for row in rows) == 1_612
    assert sum(row["overall"] == "Inadequate" for row in rows) == 326


def test_a_rich_location_of_oldham(client):
    text = text_of(client, "/locations/1-109570155/")
    assert "Neville House Residential Home" in text
    assert "Rated G Good overall, published on 10 October 2018" in text
    assert "6.4 years old at 13 March 2025" in text
    assert "Beds 22" in text
    for event in ("10 October 2018 Rating published: G Good", "17 March 2016 Rating published: G Good"):
        assert event in text
    assert "7 December 2010 This registration began" in text
    assert re.search(
        r"Care at Parkside OL9 7QW RI Requires improvement \d+ \w+ \d{4} 0\.5 miles \(0\.8 km\)", text
    )


def test_a_closed_practice_of_oldham(client):
    text = text_of(client, "/locations/1-1015412687/")
    assert "Ripponden Road Dental Practice" in text
    assert "Deregistered: this registration ended on 30 May 2014" in text
    assert "Published by CQC: legal entity change" in text


def test_a_home_care_office_known_by_its_inspections_alone(client):
    text = text_of(client, "/locations/1-436991296/")
    assert "10 October 2014 Rating of an inspection published: G Good" in text
    assert "ended on 23 December 2020" in text


def test_a_rating_by_service_in_lincolnshire(client):
    text = text_of(client, "/locations/1-10041249501/")
    assert "MSP Case Management Ltd" in text
    assert "Homecare G Good" in text
    assert "Safe G Good" in text


def test_an_own_rating_stands_above_an_inherited_one(client):
    page = text_of(client, "/locations/RX601/")
    assert "Rated G" in page
    assert "The rating is inherited" not in page


def test_a_location_of_oldham_in_2021_that_the_newer_list_lacks_says_so(client):
    left = rows_of(client, "place=oldham&changed=left")
    assert left
    assert {row["as_at"] for row in left} == {"2021-02-01"}
    text = text_of(client, f"/locations/{left[0]['location_id']}/")
    assert "not among them" in text or "ended on" in text


def test_the_largest_provider(client):
    text = text_of(client, "/providers/1-102643122/")
    assert "Voyage 1 Limited" in text
    assert "272 locations in 86 councils" in text


def test_oldham_on_paper_holds_its_216_locations(client):
    sheet = client.get("/places/oldham/2025-03-13/list/").content.decode()
    assert len(set(re.findall(r'<th scope="row"><a[^>]*href="/locations/([^"/]+)/"', sheet))) == 216
    assert "44 locations" in re.sub(r"<[^>]+>", "", sheet)


def test_filters_of_oldham_and_of_a_region(client):
    assert len(rows_of(client, "place=oldham&rating=requires-improvement")) == 14
    assert len(rows_of(client, "place=oldham&sector=residential-care")) == 44
    worse = rows_of(client, "place=oldham&changed=worse")
    assert {row["overall"] for row in worse} == {"Requires improvement"}
    midlands = {row["council"] for row in rows_of(client, "place=west-midlands")}
    assert {"E08000026", "E08000025"} <= midlands


def test_no_partner_or_person_is_named(client):
    answer = client.get("/providers/1-1004515435/").content.decode()
    assert "Appleton" not in answer
    assert "Individual/partnership provider" in answer


def test_the_national_register_of_2021_offers_no_choice_of_beds_and_answers_none(client):
    page = client.get("/explore/?place=plymouth", follow=True).content.decode()
    assert "The register of 1 February 2021 does not record beds" in re.sub(r"<[^>]+>", "", page)
    assert "The register of 1 February 2021 does not record services" in re.sub(r"<[^>]+>", "", page)
    for asked in ("beds=26-to-50-beds", "sort=largest", "question=safe", "service=Dementia"):
        answer = client.get(f"/explore/?place=plymouth&{asked}", follow=True)
        assert answer.status_code == 400
        assert "does not record" in answer.content.decode()
