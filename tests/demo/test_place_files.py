import csv

import numpy as np
import pytest

from careplace.demo import place_files
from careplace.demo.names import load_toml
from careplace.demo.place_files import AFTER, BEFORE, population


@pytest.fixture(scope="module")
def written(invented, tmp_path_factory):
    to = tmp_path_factory.mktemp("places")
    return {path.stem: path for path in place_files.write(invented, to)}


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_file_has_its_publishers_header(written):
    headers = load_toml("place_headers.toml")
    assert set(written) == set(headers)
    for name, path in written.items():
        assert path.read_text(encoding="utf-8").splitlines()[0].split(",") == headers[name]


def test_no_row_is_longer_or_shorter_than_its_header(written):
    for path in written.values():
        with path.open(encoding="utf-8", newline="") as lines:
            assert len({len(row) for row in csv.reader(lines)}) == 1


def test_people_add_up_through_the_tiers(invented, written):
    districts = sum(float(row["total_population"]) for row in rows(written["population20_ltla21"]))
    councils = sum(float(row["total_population"]) for row in rows(written["population20_utla20"]))
    assert districts == councils == sum(population(invented, patch).sum() for patch in invented.patches)


def test_ages_add_up_and_old_age_is_as_given(invented):
    for patch in invented.patches:
        people = population(invented, patch)
        assert people.sum() == pytest.approx(patch.population, abs=91)
        assert people[65:].sum() / people.sum() == pytest.approx(patch.older, abs=0.005)
        assert (np.diff(people[65:]) <= 0).all()


def test_sexes_and_bands_add_up(written):
    for row in rows(written["age_gender21_ltla21_ew"]):
        women = sum(float(row[f"{band}_females"]) for band in ("younger", "working_age", "older"))
        men = sum(float(row[f"{band}_males"]) for band in ("younger", "working_age", "older"))
        assert (women, men) == (float(row["total_females"]), float(row["total_males"]))
        assert women + men == float(row["total_population"])


def test_lookups_name_only_areas_of_the_registry(written):
    known = {row["gss-code"] for row in rows(written["uk_local_authorities"])}
    for name in ("lookup_ltla23_utla23", "lookup_ltla21_utla21", "lookup_ltla22_ltla23", "lookup_ltla_ltla"):
        for row in rows(written[name]):
            assert {value for key, value in row.items() if key.endswith("_code")} <= known


def test_lookups_are_of_their_year(invented, written):
    then = {row["ltla21_code"] for row in rows(written["lookup_ltla21_utla21"])}
    now = {row["ltla23_code"] for row in rows(written["lookup_ltla23_utla23"])}
    assert then == {area.code for area in invented.lower(BEFORE)}
    assert now == {area.code for area in invented.lower(AFTER)}


def test_a_name_of_two_councils_is_listed_for_both(written):
    listed_names = [
        (row["la-name"], row["local-authority-code"]) for row in rows(written["lookup_name_to_registry"])
    ]
    assert len(listed_names) == len(set(listed_names))
    assert any(name.endswith(", City of") for name, _code in listed_names)


def test_the_most_deprived_is_first(written):
    ranked = sorted(
        rows(written["imd2025_england_ltla24"]), key=lambda row: float(row["imd_rank_of_average_score"])
    )
    scores = [float(row["imd_average_score"]) for row in ranked]
    assert scores == sorted(scores, reverse=True)
