"""The care directory with ratings: both sheets, both ages of layout, and what is wrong with a file of it."""

from datetime import date

import pytest

from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.cqc.files import RATINGS


def read(file, gazetteer):
    book = open_book(file)
    assert recognise(book) is RATINGS
    return RATINGS.read(book, gazetteer)


def refusal(file, gazetteer) -> str:
    with pytest.raises(SourceError) as caught:
        read(file, gazetteer)
    return str(caught.value)


def test_every_column_of_a_row(csv_file, ratings, gazetteer):
    file = csv_file(ratings(), name="latest_ratings_2021-02.csv")
    reading = read(file, gazetteer)
    [row] = reading.tables["cqc_rating"].to_pylist()
    assert row == {
        "snapshot": date(2021, 2, 1),
        "location_id": "1-101",
        "location_name": "Ash House",
        "ods_code": "VNAAA",
        "care_home": True,
        "location_type": "Social Care Org",
        "category": "Residential social care",
        "council": "E08000026",
        "council_name": "Coventry",
        "region": "West Midlands",
        "postcode": "CV1 1AA",
        "city": "Coventry",
        "latitude": None,
        "longitude": None,
        "provider_id": "1-201",
        "provider_name": "Ash Care Limited",
        "brand_id": None,
        "brand_name": None,
        "service_group": "Overall",
        "domain": "Overall",
        "rating": "Good",
        "published_on": date(2021, 1, 25),
        "report_type": "Location",
        "inherited": False,
        "source": file.sha256,
        "sheet": "",
        "source_row": 2,
    }
    assert (reading.snapshot, reading.basis, reading.notes) == (date(2021, 2, 1), "file name", ())


def test_coordinates_are_read_under_the_names_of_2021(csv_file, ratings, gazetteer):
    rows = ratings({}, {"Location ID": "1-102"})
    lines = [
        [*rows[0], "long", "lat"],
        *([*row, long, lat] for row, long, lat in zip(rows[1:], ("-1.5", "99"), ("52.4", "0"), strict=True)),
    ]
    reading = read(csv_file(lines, name="latest_ratings_2021-02.csv"), gazetteer)
    found = [(row["latitude"], row["longitude"]) for row in reading.tables["cqc_rating"].to_pylist()]
    assert found == [(52.4, -1.5), (None, None)]
    assert any("lat" in note for note in reading.notes)


def test_sheets_in_any_order_under_any_name(ods, ratings, provider_ratings, readme, gazetteer):
    sheets = {"b": [["notice"], *provider_ratings()], "README": readme, "a": ratings()}
    reading = read(ods(sheets, name="whatever"), gazetteer)
    assert (reading.snapshot, reading.basis) == (date(2026, 9, 1), "workbook")
    [provider] = reading.tables["cqc_provider_rating"].to_pylist()
    assert (provider["provider_id"], provider["domain"], provider["rating"]) == (
        "RWX",
        "Well-led",
        "Requires improvement",
    )
    assert (provider["sheet"], provider["source_row"], provider["published_on"]) == (
        "b",
        3,
        date(2021, 1, 13),
    )
    assert reading.tables["cqc_rating"]["sheet"].to_pylist() == ["a"]


def test_xlsx_gives_the_same_tables_as_csv(xlsx, csv_file, ratings, gazetteer):
    rows = ratings({}, {"Location ID": "1-102", "Latest Rating": "Inadequate"})
    one = read(csv_file(rows, name="2021-02-01.csv"), gazetteer).tables["cqc_rating"]
    other = read(xlsx({"Locations": rows}, name="2021-02-01.xlsx"), gazetteer)
    origin = ["source", "sheet"]
    assert other.tables["cqc_rating"].drop_columns(origin).equals(one.drop_columns(origin))


def test_month_first_dates_are_read_as_such(csv_file, ratings, gazetteer):
    rows = ratings({"Publication Date": "05/29/2026"}, {"Domain": "Safe", "Publication Date": "01/05/2026"})
    reading = read(csv_file(rows, name="latest_ratings_2026-05.csv"), gazetteer)
    assert reading.tables["cqc_rating"]["published_on"].to_pylist() == [date(2026, 5, 29), date(2026, 1, 5)]
    assert reading.snapshot == date(2026, 5, 29)


def test_other_rating_words_and_blank_dates(csv_file, ratings, gazetteer):
    rows = ratings({}, {"Domain": "Safe", "Latest Rating": "Not rated", "Publication Date": None})
    ratings_read = read(csv_file(rows), gazetteer).tables["cqc_rating"]
    assert ratings_read["rating"].to_pylist() == ["Good", "Not rated"]
    assert ratings_read["published_on"].to_pylist()[1] is None


def test_an_inherited_rating_stands_beside_its_own(csv_file, ratings, gazetteer):
    rows = ratings({}, {"Inherited Rating (Y/N)": "Y", "Publication Date": "03/05/2018"})
    assert read(csv_file(rows), gazetteer).tables["cqc_rating"]["inherited"].to_pylist() == [False, True]


def test_the_text_is_as_published_without_telephone_numbers(csv_file, ratings, gazetteer):
    text = read(csv_file(ratings({"Colour": "red"})), gazetteer).text["ratings_of_locations"]
    assert "Location Telephone Number" not in text.column_names
    [row] = text.to_pylist()
    assert (row["Location Post Code"], row["Colour"], row["source_row"]) == ("cv1 1aa", "red", 2)


def test_unknown_columns_are_noted(csv_file, ratings, gazetteer):
    [inferred, *_rest] = reversed(read(csv_file(ratings({"Colour": "red"})), gazetteer).notes)
    notes = read(csv_file(ratings({"Colour": "red"})), gazetteer).notes
    assert any("kept as text and not read: Colour" in note for note in notes)
    assert "2021-01-25, is inferred" in inferred


def test_repeated_rows_are_dropped_with_a_note(csv_file, ratings, gazetteer):
    reading = read(csv_file(ratings({}, {})), gazetteer)
    assert reading.tables["cqc_rating"].num_rows == 1
    assert any("in every cell: 1" in note for note in reading.notes)


def test_a_service_group_with_two_ratings_of_a_day_is_kept_and_noted(csv_file, ratings, gazetteer):
    group = {"Service / Population Group": "Older people"}
    reading = read(csv_file(ratings({}, group, group | {"Latest Rating": "Inadequate"})), gazetteer)
    assert reading.tables["cqc_rating"].num_rows == 3
    assert any(
        "rows 3 and 4: 1-101, Older people, Overall is Good and Inadequate" in n for n in reading.notes
    )


def test_a_location_with_two_ratings_of_a_day_is_an_error(csv_file, ratings, gazetteer):
    message = refusal(csv_file(ratings({}, {"Latest Rating": "Inadequate"})), gazetteer)
    assert "row 2" in message
    assert "Good and Inadequate" in message


def test_two_rows_of_one_key_with_other_values_are_an_error(csv_file, ratings, gazetteer):
    message = refusal(csv_file(ratings({}, {"Location Name": "Elm House"})), gazetteer)
    assert "row 2" in message
    assert "row 3" in message
    assert "location_id 1-101" in message


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        ({"Latest Rating": "Excellent"}, ("column Latest Rating", "'Excellent'", "Outstanding, Good")),
        (
            {"Location Local Authority": "Coventree"},
            ("Location Local Authority", "'Coventree'", "nearest is Cov"),
        ),
        ({"Location ID": "101"}, ("column Location ID", "'101'", "1- and digits")),
        ({"Care Home?": "perhaps"}, ("column Care Home?", "'perhaps'", "Y or N")),
        ({"Domain": "Kind"}, ("column Domain", "'Kind'", "Well-led")),
        ({"Latest Rating": None}, ("column Latest Rating", "no value", "a value in every row")),
        ({"Location Name": None}, ("column Location Name", "no value")),
        ({"Publication Date": "31/02/2021"}, ("column Publication Date", "'31/02/2021'", "no date")),
        ({"Publication Date": "25/01/1921"}, ("'25/01/1921'", "no date before 2009-04-01")),
    ],
)
def test_a_cell_that_is_wrong_names_its_place(ods, ratings, gazetteer, change, parts):
    rows = [["A notice"], *ratings({}, {"Domain": "Safe"} | change)]
    message = refusal(ods({"Locations": rows}, name="01_September_2026_Latest_ratings.ods"), gazetteer)
    for part in ("file 01_September_2026_Latest_ratings.ods", "sheet Locations", "row 4", *parts):
        assert part in message


def test_a_date_after_the_snapshot_contradicts_it(csv_file, ratings, gazetteer):
    message = refusal(csv_file(ratings(), name="latest_ratings_2020-12-31.csv"), gazetteer)
    assert "row 2" in message
    assert "'25/01/2021'" in message
    assert "no date after 2020-12-31, the date of the data by the file name" in message


def renamed(rows, old, new):
    return [[new if cell == old else cell for cell in rows[0]], *rows[1:]]


def without(rows, *names):
    keep = [i for i, name in enumerate(rows[0]) if name not in names]
    return [[row[i] for i in keep] for row in rows]


@pytest.mark.parametrize(
    "name", ["Latest Rating", "Service / Population Group", "Location Local Authority", "Provider ID"]
)
def test_a_missing_column_is_an_error_and_not_an_unknown_file(csv_file, ratings, gazetteer, name):
    message = refusal(csv_file(without(ratings(), name)), gazetteer)
    assert "row 1" in message
    assert f"column {name}" in message
    assert "no such column" in message


def test_location_and_rating_alone_are_recognised_and_refused(csv_file, gazetteer):
    message = refusal(csv_file([["Location ID", "Latest Rating"], ["1-101", "Good"]]), gazetteer)
    assert "column Domain" in message
    assert "column Publication Date" in message


def test_a_renamed_column_names_the_nearest(csv_file, ratings, gazetteer):
    message = refusal(csv_file(renamed(ratings(), "Publication Date", "Date of Publication")), gazetteer)
    assert "the nearest is 'Date of Publication'" in message


def test_reordered_columns_are_fine(csv_file, ratings, gazetteer):
    rows = ratings({}, {"Domain": "Safe"})
    turned = [row[::-1] for row in rows]
    names = ("2021-02-01.csv", "2021-02-01b.csv")
    one, other = (read(csv_file(r, name=n), gazetteer) for r, n in zip((rows, turned), names, strict=True))
    same = one.tables["cqc_rating"].drop_columns(["source"])
    assert other.tables["cqc_rating"].drop_columns(["source"]).equals(same)


def test_columns_that_stand_twice_are_an_error(csv_file, ratings, gazetteer):
    rows = [[*row, row[0]] for row in ratings()]
    assert "2 columns of one meaning: 'Location ID', 'Location ID'" in refusal(csv_file(rows), gazetteer)


def test_two_sheets_of_one_layout_are_an_error(ods, ratings, gazetteer):
    message = refusal(ods({"A": ratings(), "B": ratings()}), gazetteer)
    assert "2 such sheets, 'A', 'B'" in message


def test_a_row_that_is_cut_short_is_an_error(raw, csv_data, ratings, gazetteer):
    data = csv_data(ratings({}, {"Domain": "Safe"}, {"Domain": "Caring"}))
    message = refusal(raw("x.csv", data[:-60]), gazetteer)
    assert "row 4" in message
    assert "cut short" in message


def test_without_a_gazetteer_councils_stay_blank(csv_file, ratings):
    assert read(csv_file(ratings()), None).tables["cqc_rating"]["council"].to_pylist() == [None]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_names_come_through_every_encoding(csv_file, ratings, gazetteer, encoding):
    reading = read(csv_file(ratings({"Location Name": "The Old Café"}), encoding=encoding), gazetteer)
    assert reading.tables["cqc_rating"]["location_name"].to_pylist() == ["The Old Café"]
