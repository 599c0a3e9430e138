"""Nothing that the demonstration invents may be taken for a real council, home, provider or brand of England."""

import csv
import gzip
import json
from datetime import date

import fastexcel
import numpy as np
import pyarrow.csv
import pytest

from careplace.demo import ascof, generate
from careplace.demo.files import active_sheets
from careplace.demo.names import load_toml, stems
from careplace.demo.places import nation
from careplace.demo.register import simulated_register
from careplace.demo.snapshot import locations, roll

pytestmark = pytest.mark.real

ON = date(2026, 9, 1)
NAMED = (
    "Location Name",
    "Provider Name",
    "Brand Name",
    "Location Local Authority",
    "Location City",
    "Location ID",
)


@pytest.fixture(scope="module")
def real(real_data):
    """Every name, town, postcode and id of the published registers, lower case, and of the councils' registry."""
    rows = [*_csv(real_data / "cqc/latest_ratings_lincolnshire_2026-05.csv"), *_england(real_data)]
    columns = (*NAMED, "Provider ID", "Location Post Code", "Location Region")
    found = {row[column].lower() for row in rows for column in columns if row[column]}
    with gzip.open(real_data / "cqc/api/oldham_locations_2025-03.json.gz", "rt", encoding="utf-8") as lines:
        found |= {location["name"].lower() for location in json.load(lines)}
    registry = _csv(real_data / "places/lookup_name_to_registry.csv")
    councils = _csv(real_data / "places/uk_local_authorities.csv")
    found |= {row["la-name"].lower() for row in registry} | {row["region"].lower() for row in councils}
    return (found | {row["gss-code"].lower() for row in councils}) - {"-"}


@pytest.fixture(scope="module")
def invented():
    rng = np.random.default_rng(1)
    made = nation(151, rng)
    return made, locations(roll(made, simulated_register(made, 55_000, ON, ON, rng), rng), ON)


def _csv(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _england(real_data):
    with gzip.open(real_data / "cqc/latest_ratings_england_2021-02.csv.gz") as lines:
        return pyarrow.csv.read_csv(lines).to_pylist()


def test_no_home_provider_brand_town_postcode_or_id_is_real(real, invented):
    _nation, table = invented
    for column in (
        "location_name",
        "provider_name",
        "brand_name",
        "city",
        "postcode",
        "location_id",
        "provider_id",
    ):
        ours = {value.lower() for value in table[column].to_pylist() if value}
        assert not ours & real, column


def test_no_council_district_region_or_code_is_real(real, invented):
    made, _table = invented
    for area in made.areas.values():
        assert (
            not {area.name.lower(), area.official_name.lower(), area.code.lower(), area.region.lower()} & real
        )


def test_no_invented_word_stands_in_a_real_name(real):
    words = {word for name in real for word in name.replace("'", " ").replace("-", " ").split()}
    assert not {stem.lower() for stem in stems()} & words
    assert not {region.lower() for region in load_toml("words.toml")["regions"]} & real


def test_the_columns_of_the_ratings_are_the_published_ones(real_data):
    published = list(_csv(real_data / "cqc/latest_ratings_lincolnshire_2026-05.csv")[0])
    with_addresses = ("Location Street Address", "Location Telephone Number")
    ours = [name for name in load_toml("layouts.toml")["ratings_locations"] if name not in with_addresses]
    assert ours == published


def test_the_columns_of_2021_are_the_published_ones(real_data):
    assert load_toml("layouts.toml")["ratings_2021"] == list(_england(real_data)[0])


def test_the_headers_of_the_place_files_are_the_published_ones(real_data):
    for name, header in load_toml("place_headers.toml").items():
        path = next(real_data.glob(f"*/{name}.csv"))
        assert path.read_text(encoding="utf-8-sig").splitlines()[0].split(",") == header


def test_the_national_register_has_122_columns(invented):
    _nation, table = invented
    assert active_sheets(table.slice(0, 10), ON)[1].table.num_columns == 122


def test_the_headers_of_outcomes_are_the_published_ones(real_data, tmp_path):
    for path in generate(tmp_path, councils=16, locations=60, snapshots=[ON]):
        published = next(real_data.glob(f"*/{path.name}"), None)
        if published and path.suffix == ".csv":
            ours, theirs = (one.read_text(encoding="utf-8-sig").splitlines()[0] for one in (path, published))
            assert sorted(next(csv.reader([ours]))) == sorted(next(csv.reader([theirs]))), path.name


def test_the_tables_of_ascof_have_the_published_headings(real_data, tmp_path):
    ours = ascof.write(nation(16, np.random.default_rng(1)), tmp_path, np.random.default_rng(1))
    made, published = (fastexcel.read_excel(path) for path in (ours, real_data / "ascof/ascof_2024_25.ods"))
    assert [name for name in published.sheet_names if name.startswith("Table")] == [
        name for name in made.sheet_names if name.startswith("Table")
    ]
    for table in load_toml("ascof.toml")["table"]:
        assert _headings(made, table["sheet"]) == _headings(published, table["sheet"])


def _headings(book, sheet):
    rows = book.load_sheet(sheet, header_row=None, dtypes="string").to_arrow().to_pylist()
    return next(list(row.values()) for row in rows if row["__UNNAMED__0"] == "Local authority code")
