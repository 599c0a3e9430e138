"""Active and deactivated locations, dual registrations, and the weekly directory."""

from datetime import date

import pytest

from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.cqc.files import ACTIVE, DEACTIVATED, DIRECTORY


def read(publication, file, gazetteer):
    book = open_book(file)
    assert recognise(book) is publication
    return publication.read(book, gazetteer)


def test_every_column_of_an_active_location(ods, active, readme, gazetteer):
    file = ods({"README": readme, "HSCA_Active_Locations": [["A notice"], *active()]})
    reading = read(ACTIVE, file, gazetteer)
    assert reading.tables["cqc_location"].to_pylist() == [
        {
            "snapshot": date(2026, 9, 1),
            "location_id": "1-101",
            "location_name": "Ash House",
            "ods_code": "VNAAA",
            "registered_on": date(2010, 10, 1),
            "dormant": False,
            "care_home": True,
            "beds": 42,
            "location_type": "Social Care Org",
            "category": "Residential social care",
            "council": "E08000026",
            "council_name": "Coventry",
            "region": "West Midlands",
            "postcode": "CV1 1AA",
            "city": "Coventry",
            "latitude": 52.4,
            "longitude": -1.5,
            "provider_id": "1-201",
            "provider_name": "Ash Care Limited",
            "brand_id": "BD144",
            "brand_name": "BRAND Ash",
            "ownership": "Organisation",
            "services": "|Care home service with nursing|",
            "user_bands": "|Dementia|Older People|",
            "overall_rating": "Good",
            "rating_published_on": date(2026, 8, 20),
            "rating_inherited": False,
            "primary_id": None,
            "source": file.sha256,
            "sheet": "HSCA_Active_Locations",
            "source_row": 3,
        }
    ]
    assert reading.notes == ()


def test_names_of_people_and_telephones_are_nowhere(ods, active, readme, gazetteer):
    reading = read(ACTIVE, ods({"README": readme, "Active": active()}), gazetteer)
    for table in (*reading.tables.values(), *reading.text.values()):
        shown = str(table.to_pylist())
        assert "Person" not in shown
        assert "02400000000" not in shown


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (("1-101", "1-101"), ["1-101", "1-101"]),
        (("Y", None), ["1-101", None]),
        ((None, None), [None, None]),
    ],
)
def test_the_primary_of_a_dual_registration_from_the_main_sheet(
    ods, active, readme, gazetteer, marks, expected
):
    column = "Primary ID (Dual registration locations)"
    rows = active(*({"Location ID": f"1-10{n}", column: mark} for n, mark in enumerate(marks, 1)))
    reading = read(ACTIVE, ods({"README": readme, "Active": rows}), gazetteer)
    assert reading.tables["cqc_location"]["primary_id"].to_pylist() == expected


def test_the_primary_of_a_dual_registration_from_its_own_sheet(ods, active, readme, gazetteer):
    dual = [
        ["Location ID", "Location HSCA Start Date", "Linked Organisation ID", "Relationship", "Primary ID"],
        ["1-101", "2010-10-01", "1-102", "Dual Registration", "Y"],
        ["1-102", "2010-10-01", "1-101", "Dual Registration", "N"],
    ]
    rows = active({}, {"Location ID": "1-102"}, {"Location ID": "1-103"})
    sheets = {"Dual_Registration_Locations": dual, "README": readme, "Active": rows}
    reading = read(ACTIVE, ods(sheets), gazetteer)
    assert reading.tables["cqc_location"]["primary_id"].to_pylist() == ["1-101", "1-101", None]
    assert reading.text["dual_registrations"].num_rows == 2


def test_a_list_of_dual_registrations_alone_is_no_publication(csv_file):
    assert recognise(open_book(csv_file([["Location ID", "Primary ID"], ["1-101", "Y"]]))) is None


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        ({"Care homes beds": "-3"}, ("column Care homes beds", "'-3'", "0 or more")),
        ({"Dormant (Y/N)": "?"}, ("column Dormant (Y/N)", "'?'")),
        ({"Location Latitude": "north"}, ("column Location Latitude", "'north'", "a number")),
        ({"Location Latest Overall Rating": "Fine"}, ("Location Latest Overall Rating", "'Fine'")),
        (
            {"Service type - Domiciliary care service": "2"},
            ("Service type - Domiciliary care service", "Y or blank"),
        ),
        ({"Location HSCA start date": "2026-09-02"}, ("no date after 2026-09-01", "by the workbook")),
    ],
)
def test_a_cell_that_is_wrong_names_its_place(ods, active, readme, gazetteer, change, parts):
    rows = active({}, {"Location ID": "1-102"} | change)
    with pytest.raises(SourceError) as caught:
        read(ACTIVE, ods({"README": readme, "Active": rows}, name="active.ods"), gazetteer)
    for part in ("file active.ods", "sheet Active", "row 3", *parts):
        assert part in str(caught.value)


def test_a_location_listed_twice_is_an_error(ods, active, readme, gazetteer):
    rows = active({}, {"Care homes beds": 43})
    with pytest.raises(SourceError, match="location_id 1-101"):
        read(ACTIVE, ods({"README": readme, "Active": rows}), gazetteer)


def test_an_early_layout_without_some_columns(xlsx, active, gazetteer):
    dropped = ("Dormant (Y/N)", "Location Latitude", "Location Longitude", "Brand ID", "Brand Name")
    rows = active()
    keep = [i for i, name in enumerate(rows[0]) if name not in dropped]
    early = [[None], *([row[i] for i in keep] for row in rows)]
    early[1] = ["Location Post Code" if name == "Location Postal Code" else name for name in early[1]]
    reading = read(ACTIVE, xlsx({"Sheet1": early}, name="September_2026.xlsx"), gazetteer)
    [row] = reading.tables["cqc_location"].to_pylist()
    assert (row["dormant"], row["latitude"], row["brand_id"], row["postcode"]) == (
        None,
        None,
        None,
        "CV1 1AA",
    )
    assert row["source_row"] == 3


def test_deactivated_locations(ods, deactivated, gazetteer):
    rows = [
        ["Deactivated locations"],
        *deactivated({}, {"Location ID": "1-102", "Location Local Authority": "-"}),
    ]
    reading = read(
        DEACTIVATED, ods({"Deactivated_Locations": rows}, name="01_September_2026_x.ods"), gazetteer
    )
    one, other = reading.tables["cqc_deactivated"].to_pylist()
    assert (one["ended_on"], one["beds"], one["council"]) == (date(2024, 3, 31), 40, "E08000026")
    assert (other["council"], other["council_name"], other["source_row"]) == (None, "-", 4)


def test_the_directory_below_its_preamble(raw, csv_data, directory, gazetteer):
    preamble = b'CQC care directory\r\n\r\n"Issues with our care directory files, see our page"\r\n'
    file = raw("07_October_2026_CQC_directory.csv", preamble + csv_data(directory(), "cp1252"))
    reading = read(DIRECTORY, file, gazetteer)
    assert reading.snapshot == date(2026, 10, 7)
    [row] = reading.tables["cqc_directory"].to_pylist()
    assert row["services"] == "|Nursing homes|Residential homes|"
    assert row["specialisms"] == "|Dementia|"
    assert (row["checked_on"], row["council"], row["source_row"]) == (date(2026, 8, 25), "E08000026", 5)
    assert "Phone number" not in reading.text["care_directory"].column_names
