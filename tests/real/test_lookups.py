"""ONS's lookups as it publishes them, beside the tidied copies of the published data."""

from datetime import date

import pyarrow as pa
import pytest
from tests.real.conftest import opened

from careplace.places.gazetteer import Gazetteer
from careplace.sources import recognise

pytestmark = pytest.mark.real

LOOKUPS = {
    "LSOA21_SICBL26_ICB26_LAD26_EN_LU.csv": "district-icbs",
    "LTLA25_UTLA25_EW_LU.csv": "district-councils",
    "Local_Authority_District_to_Region_April_2025_Lookup_EN.csv": "district-regions",
    "Counties_and_Unitary_Authorities_May_2025.geojson": "boundaries",
}


def merged(paths) -> dict:
    """The tables of the files, those of one name after each other, as an edition has them."""
    found: dict[str, list] = {}
    for path in paths:
        book = opened(path)
        for name, table in recognise(book).read(book, None).tables.items():
            found.setdefault(name, []).append(table)
    return {name: pa.concat_tables(tables) for name, tables in found.items()}


@pytest.mark.parametrize(("name", "key"), LOOKUPS.items())
def test_ons_headings_are_recognised_and_read(cases, name, key):
    book = opened(cases / "14-ons-lookups" / name)
    publication = recognise(book)
    assert publication.key == key
    assert sum(table.num_rows for table in publication.read(book, None).tables.values()) > 0


def test_boards_of_2026_follow_those_of_2022_where_the_lookup_says_so(real_data, cases):
    places = real_data / "places"
    names = ["uk_local_authorities.csv", "lookup_ltla22_icb22.csv", "lookup_ltla23_utla23.csv"]
    paths = [places / name for name in names]
    paths += [cases / "14-ons-lookups" / name for name in list(LOOKUPS)[:3]]
    gazetteer = Gazetteer.from_tables(merged(paths))
    norfolk = gazetteer.resolve("Norfolk")
    before = gazetteer.group("icb", norfolk, date(2026, 3, 31))
    after = gazetteer.group("icb", norfolk, date(2026, 4, 1))
    assert (before.code, after.code) == ("E54000022", "E54000068")
    assert after.name == "Norfolk and Suffolk ICB"
    hartlepool = gazetteer.resolve("Hartlepool")
    assert gazetteer.group("icb", hartlepool, date(2026, 4, 1)).code == "E54000050"
    assert gazetteer.resolve("NHS Norfolk and Suffolk Integrated Care Board").code == "E54000068"
