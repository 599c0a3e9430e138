"""The files of a place's page: what `careplace report` writes of it, at an address of its own."""

import csv
import io
import json

import pytest
from csvw import CSVW

from careplace.web.public.downloads.of_place import FILES


@pytest.mark.parametrize("name", list(FILES))
def test_every_file_is_there_and_is_saved_by_name(client, council, name):
    answer = client.get(f"{council}{name}")
    assert answer.status_code == 200
    assert name in answer["Content-Disposition"]
    assert answer["ETag"]


def test_csv_and_json_hold_the_same_figures(client, council):
    whole = client.get(f"{council}figures.json").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"{council}figures.csv").content.decode())))
    assert [row["id"] for row in rows] == list(whole["figures"])
    assert whole["as_at"] or whole["upto"]
    for row in rows:
        value = whole["figures"][row["id"]]["value"]
        assert (row["value"] == "") if value is None else float(row["value"]) == pytest.approx(value, abs=0)


def test_the_files_together_are_valid_csv_on_the_web(client, region, tmp_path):
    for name in FILES:
        (tmp_path / name).write_bytes(client.get(f"{region}{name}").content)
    assert CSVW(str(tmp_path / "csv-metadata.json"), validate=True).is_valid


def test_comparators_are_those_asked_for(client, region):
    asked = client.get(f"{region}figures.json?against=england").json()["comparators"]
    usual = client.get(f"{region}figures.json?against=england,neighbours-of-none").status_code
    assert ([one["kind"] for one in asked], usual) == (["nation"], 400)
    assert client.get(f"{region}figures.csv?against=nobody").status_code == 400


def test_another_spelling_of_the_address_leads_to_its_own(client, council):
    _, _, slug, day, _ = council.split("/")
    code = json.loads(client.get(f"{council}figures.json").content)["place"]["code"]
    answer = client.get(f"/places/{code}/{day}/figures.csv?against=england")
    assert answer.status_code == 302
    assert answer["Location"] == f"/places/{slug}/{day}/figures.csv?against=england"
    later = client.get(f"/places/{slug}/2999-01-01/figures.csv")
    assert later["Location"] == f"/places/{slug}/{day}/figures.csv"


@pytest.mark.parametrize("path", ["/places/nowhere/2021-02-01/figures.csv",
                                  "/places/{slug}/2021-02-31/figures.csv", "/places/{slug}/1900-01-01/figures.csv",
                                  "/places/{slug}/2999-01-01/secret.csv"])  # fmt: skip
def test_what_is_not_there_is_404(client, council, path):
    assert client.get(path.format(slug=council.split("/")[2])).status_code == 404
