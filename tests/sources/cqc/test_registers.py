"""Active and deactivated locations, dual registrations, and the weekly directory."""

import zipfile
from datetime import date
from io import BytesIO

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


@pytest.mark.parametrize(
    ("heading", "bad", "name", "expected"),
    [
        ("Location Postal Code", "CV1 5R", "postcode", "a postcode, e.g. CV1 5RR"),
        ("Location Latitude", "north", "latitude", "a number"),
        ("Location Latitude", "-52.4", "latitude", "49 or more"),
        ("Location City", "#REF!", "city", "a value"),
        ("Brand Name", "#N/A", "brand_name", "a value"),
    ],
)
def test_a_bad_cell_that_only_describes_is_read_as_blank_and_noted(
    ods, active, readme, gazetteer, heading, bad, name, expected
):
    rows = active({}, {"Location ID": "1-102", heading: bad})
    reading = read(ACTIVE, ods({"README": readme, "Active": rows}), gazetteer)
    table = reading.tables["cqc_location"]
    assert table.num_rows == 2
    assert table[name][1].as_py() is None
    [note] = [note for note in reading.notes if heading in note]
    for part in ("read as blank", "sheet Active", "row 3", bad, expected):
        assert part in note


def test_a_descriptive_column_that_holds_something_else_refuses_the_file(ods, active, readme, gazetteer):
    rows = active(*({"Location ID": f"1-1{n}", "Location Postal Code": "Coventry"} for n in range(10, 30)))
    with pytest.raises(SourceError, match=r"Location Postal Code.*20 such rows"):
        read(ACTIVE, ods({"README": readme, "Active": rows}), gazetteer)


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


class Northamptonshire:
    """A council that ended on 1 April 2021, and two that began then."""

    def codes(self, names, on):
        before = {"Northamptonshire": "E10000021", "Coventry": "E08000026"}
        known = before if on < date(2021, 4, 1) else {"Coventry": "E08000026"}
        if set(names) - set(known):
            raise LookupError(f"{names} at {on}")
        return {name: known[name] for name in names}


def test_a_deactivated_location_is_in_the_council_of_its_last_day(ods, deactivated):
    named = {"Location Local Authority": "Northamptonshire", "Location HSCA start date": "2010-10-01"}
    rows = deactivated(
        {"Location ID": "1-101", "Location HSCA End Date": "2013-05-15"} | named,
        {"Location ID": "1-102", "Location HSCA End Date": "2024-05-15"} | named,
        {"Location ID": "1-103"},
        {"Location ID": "1-104", "Location Local Authority": None},
        {"Location ID": "1-105", "Location Local Authority": "Nowhere"},
        {"Location ID": "1-106", "Location Local Authority": "Nowhere"},
    )
    reading = read(DEACTIVATED, ods({"D": rows}, name="01_September_2026_x.ods"), Northamptonshire())
    table = reading.tables["cqc_deactivated"]
    assert table["council"].to_pylist() == ["E10000021", None, "E08000026", None, None, None]
    assert table["council_name"].to_pylist()[4:] == ["Nowhere", "Nowhere"]
    [note] = reading.notes
    assert "3 locations are counted in no council" in note
    assert note.endswith("'Nowhere' (2), 'Northamptonshire' (1)")


@pytest.mark.parametrize("publication", ["active", "ratings"])
def test_a_register_with_an_unknown_council_is_refused(request, ods, readme, gazetteer, publication):
    rows = request.getfixturevalue(publication)({"Location Local Authority": "Coventri"})
    book = open_book(ods({"README": readme, "Locations": rows}))
    with pytest.raises(SourceError, match="the nearest is Coventry"):
        recognise(book).read(book, gazetteer)


def test_the_directory_with_an_unknown_council_is_read(csv_file, directory, gazetteer):
    file = csv_file(directory({"Local authority": "Coventri"}), name="07_October_2026_CQC_directory.csv")
    reading = read(DIRECTORY, file, gazetteer)
    assert reading.tables["cqc_directory"]["council"].to_pylist() == [None]
    assert "'Coventri' (1)" in reading.notes[0]


PRODUCED = ["This data was produced on 16 September 2026"]


@pytest.mark.parametrize(
    "above",
    [
        [["CQC Locations data"], [], PRODUCED, []],
        [PRODUCED],
        [["Issues with our care directory files, see our page"], ["CQC Locations data", "", ""], PRODUCED],
        [["This data was produced on", "16 September 2026"]],
        [["This data was produced on:", "16 September 2026", "", ""], [""] * 15],
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("name", ["directory.csv", "07_October_2026_CQC_directory.csv"])
def test_the_directory_is_dated_by_its_own_words(raw, csv_data, directory, gazetteer, above, encoding, name):
    rows = directory(
        {"Date of latest check": "25/Aug/2026 - 00:00"},
        {"CQC Location ID (for office use only)": "1-102", "Name": "Café", "Date of latest check": None},
    )
    reading = read(DIRECTORY, raw(name, csv_data([*above, *rows], encoding)), gazetteer)
    assert (reading.snapshot, reading.basis) == (date(2026, 9, 16), "workbook")
    table = reading.tables["cqc_directory"]
    assert table["checked_on"].to_pylist() == [date(2026, 8, 25), None]
    assert table["location_name"].to_pylist() == ["Ash House", "Café"]


def renamed(rows: list[list], names: dict[str, str | None]) -> list[list]:
    """`rows` with headings renamed; a column renamed None is taken out."""
    kept = [n for n, heading in enumerate(rows[0]) if names.get(heading, heading) is not None]
    head, *data = ([row[n] for n in kept] for row in rows)
    return [[names.get(heading, heading) for heading in head], *data]


@pytest.mark.parametrize(
    "names",
    [
        {"CQC Location ID (for office use only)": "CQC Location (for office use only"},
        {"CQC Location ID (for office use only)": "CQC Location ID (for office use only"},
        {
            "CQC Location ID (for office use only)": "CQC Location ID",
            "CQC Provider ID (for office use only)": "CQC Provider (for office use only)",
        },
        {"Local authority": "Local Authority", "Provider name": "PROVIDER NAME", "Postcode": "Post Code"},
        {"Specialisms/services": None, "Phone number": None, "Also known as": None},
        {"Service types": None, "Location URL": None, "Service's website (if available)": None},
    ],
)
def test_the_directory_of_any_year(raw, csv_data, directory, gazetteer, names):
    rows = renamed(directory({"Date of latest check": "13/02/2019 - 00:00"}), names)
    file = raw("15_April_2020_CQC_directory.csv", csv_data([["CQC Locations data"], [], *rows]))
    [row] = read(DIRECTORY, file, gazetteer).tables["cqc_directory"].to_pylist()
    assert (row["location_id"], row["provider_id"], row["postcode"]) == ("1-101", "1-201", "CV1 1AA")
    assert (row["checked_on"], row["snapshot"]) == (date(2019, 2, 13), date(2020, 4, 15))


def test_the_directory_in_a_zip(raw, csv_data, directory, gazetteer):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("directory.csv", csv_data([PRODUCED, *directory()]))
    reading = read(DIRECTORY, raw("CQC_directory.zip", packed.getvalue()), gazetteer)
    assert reading.snapshot == date(2026, 9, 16)
    assert reading.tables["cqc_directory"].num_rows == 1


@pytest.mark.parametrize(
    ("services", "read_as"),
    [
        ("Doctors/GPs|Doctors/GPs", "|Doctors/GPs|"),
        ("B | A|B", "|B|A|"),
        (" Dentist ", "|Dentist|"),
        ("|Dentist||", "|Dentist|"),
        (None, None),
    ],
)
def test_services_of_the_directory_stand_once(csv_file, directory, gazetteer, services, read_as):
    rows = directory({"Service types": services, "Specialisms/services": services})
    [row] = (
        read(DIRECTORY, csv_file(rows, name="07_October_2026_x.csv"), gazetteer)
        .tables["cqc_directory"]
        .to_pylist()
    )
    assert row["services"] == row["specialisms"] == read_as


def test_a_check_after_the_directory_was_produced_contradicts_it(csv_file, directory, gazetteer):
    rows = [[*PRODUCED, *[""] * 14], *directory({"Date of latest check": "17/Sep/2026 - 00:00"})]
    with pytest.raises(SourceError, match="no date after 2026-09-16"):
        read(DIRECTORY, csv_file(rows), gazetteer)
