"""The demonstration read and counted as real files are: every file known, every chapter told."""

import hashlib

import duckdb
import pytest
from tests.conftest import COUNCILS
from tests.kinds import every

from careplace.editions import manifest
from careplace.editions.home import Home
from careplace.measures.dictionary import measures
from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.publication import RawFile

OUTCOMES = {
    "ascof_2024_25.ods": "ascof",
    "DToC_Days_Reason_for_Delay.csv": "nhs-delayed-days-by-reason",
    "DToC_Days_Responsible_Organisation.csv": "nhs-delayed-days-by-organisation",
    "england_icb_criteria_to_reside.csv": "nhs-criteria-to-reside-by-board",
    "england_trust_criteria_to_reside.csv": "nhs-criteria-to-reside-by-trust",
    "england_icb_discharged_patients.csv": "nhs-discharges-by-board",
    "england_trust_discharged_patients.csv": "nhs-discharges-by-trust",
    "england_icb_accidents_emergency.csv": "nhs-four-hours-by-board",
    "england_trust_accidents_emergency.csv": "nhs-four-hours-by-trust",
    "lookup_nhs_trusts22_nhs_region21.csv": "nhs-trusts",
    "lookup_nhs_trusts22_ltla21.csv": "nhs-trust-catchments-by-district",
    "lookup_nhs_trusts22_icb22.csv": "nhs-trust-catchments-by-board",
    "Counties_and_Unitary_Authorities_December_2023_Boundaries_BSC.geo.json": "boundaries",
    "Regions_December_2023_Boundaries_BUC.geo.json": "boundaries",
    "Integrated_Care_Boards_April_2023_BSC.geo.json": "boundaries",
    "Combined_Authorities_December_2023_Boundaries_BUC.geo.json": "boundaries",
}
# Of the tables that files here give; Oflog, Fingertips and departments by type are not in the demonstration.
TOLD = {
    *("population", "deprivation", "ascof_outcome", "nhs_criteria_to_reside", "nhs_discharge"),
    *("nhs_delayed_days", "nhs_four_hours"),
}


@pytest.fixture(scope="module")
def figures(demo_home):
    return duckdb.sql(f"select * from read_parquet('{demo_home}/current/figures/outcomes/*.parquet')")


@pytest.mark.parametrize(("name", "key"), every(3, OUTCOMES.items()))
def test_a_file_is_taken_for_what_its_publisher_would_publish(demonstration, name, key):
    folder, _written = demonstration
    data = (folder / name).read_bytes()
    found = recognise(open_book(RawFile(folder / name, name, hashlib.sha256(data).hexdigest())))
    assert found.key == key


def test_no_file_is_left_aside(demo_home):
    assert manifest.read(Home(demo_home).edition())["left_aside"] == []


def test_every_measure_of_a_table_that_is_there_has_values_here(figures):
    wanted = {m.id for m in measures().values() if m.table in TOLD}
    held = {row[0] for row in figures.filter("value is not null").aggregate("measure").fetchall()}
    assert wanted - held == set()


def test_councils_that_stand_have_a_value_of_every_measure_of_councils(figures):
    wanted = {
        m.id for m in measures().values() if m.table in TOLD - {"nhs_delayed_days"} and "council" in m.places
    }
    places = "place like 'X06%' or place like 'X08%' or place like 'X09%'"
    counted = figures.filter(f"value is not null and ({places})").aggregate("measure, place").fetchall()
    many = {measure: sum(row[0] == measure for row in counted) for measure in wanted}
    assert min(many.values()) >= COUNCILS - 4, many


def test_the_nation_is_the_demonstrations_own(figures):
    nations = figures.filter("place like '_92%'").aggregate("place").fetchall()
    assert nations == [("X92000001",)]


def test_some_numbers_are_missing_as_they_are_in_life(figures):
    reasons = {row[0] for row in figures.filter("value is null").aggregate("status").fetchall()}
    assert {"missing", "not comparable"} <= reasons
