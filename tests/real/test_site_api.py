"""The API over the published data: what it says of a figure is what the command line says."""

import json
import os

import pytest
from click.testing import CliRunner
from tests.web.environment import ENVIRONMENT

from careplace.cli import main

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def home(real_home):
    return real_home


@pytest.fixture(scope="module")
def client(home):
    import django

    os.environ.update(ENVIRONMENT)
    django.setup()
    from django.conf import settings
    from django.test import Client, override_settings

    from careplace.web.public import editions

    with override_settings(
        CAREPLACE=settings.CAREPLACE.model_copy(update={"home": home, "api_rate": 1_000_000})
    ):
        yield Client()
    editions.forget()


@pytest.mark.parametrize("place", ["Coventry", "Salford", "West Midlands"])
def test_a_figure_by_the_api_is_the_figure_of_the_command_line(client, home, place):
    asked = ["profile", place, "--as-at", "2021-02-01", "--json", "--home", str(home)]
    said = json.loads(CliRunner().invoke(main, asked, catch_exceptions=False).output)
    stored = {row["id"]: row for row in said["figures"] if row["place"] == said["place"]["code"]}
    assert len(stored) > 20
    for id in [*stored][:: max(1, len(stored) // 12)]:
        answer = client.get(f"/api/v1/figures/{id}")
        assert answer.status_code == 200, id
        assert answer.json()["data"] == stored[id]
        assert answer.json()["edition"] == said["edition"]


def test_the_mix_of_coventry_stands_in_the_list(client, home):
    asked = ["profile", "Coventry", "--as-at", "2021-02-01", "--json", "--home", str(home)]
    mix = json.loads(CliRunner().invoke(main, asked, catch_exceptions=False).output)["mix"]
    where = (
        "place=coventry&measure=rating-share&period=2021-02-01&breakdown=adult-social-care/overall/locations"
    )
    rows = client.get(f"/api/v1/figures?{where}").json()["data"]
    shares = {row["breakdown"].rsplit("/", 1)[1]: row["value"] for row in rows}
    for one in mix:
        assert shares[one["rating"].lower().replace(" ", "-")] == one["share"]


def test_locations_of_a_place_are_as_many_as_its_figures_count(client):
    counted, address = (
        0,
        "/api/v1/locations?place=coventry&sector=adult-social-care&as_at=2021-02-01&limit=50",
    )
    while address:
        page = client.get(address).json()
        counted += sum(row["counted"] for row in page["data"])
        address = page["next"]
    figures = {
        name: client.get(
            f"/api/v1/figures/{name}/E08000026/2021-02-01/adult-social-care/overall/locations"
        ).json()
        for name in ("rated",)
    }
    assert counted >= figures["rated"]["data"]["value"] > 100


def test_trusts_have_figures_though_they_are_no_places(client):
    rows = client.get("/api/v1/figures?place=rxw&limit=3").json()["data"]
    assert {row["place"] for row in rows} == {"RXW"}
    assert client.get("/api/v1/places/RXW").status_code == 404


def test_a_council_that_got_a_new_code_has_its_figures_under_both(client):
    address, found = "/api/v1/figures?place=dorset&measure=ascof-1a-quality-of-life", set()
    while address:
        page = client.get(address).json()
        found |= {row["place"] for row in page["data"]}
        address = page["next"]
    assert "E06000059" in found


def test_every_page_of_a_large_measure_is_in_order_and_without_a_gap(client, home):
    address, ids = "/api/v1/figures?measure=delayed-days-rate&place=coventry&limit=500", []
    while address:
        page = client.get(address).json()
        ids += [row["id"] for row in page["data"]]
        address = page["next"]
    assert len(ids) == len(set(ids)) > 100


def test_a_large_file_is_streamed_whole(client, home):
    answer = client.get("/downloads/figures/outcomes/month.csv")
    lines = sum(piece.count(b"\n") for piece in answer.streaming_content)
    answer.close()
    manifest = json.loads((home / "current" / "manifest.json").read_text())
    assert lines - 1 == manifest["files"]["figures/outcomes/month.parquet"]["rows"]
