"""Each place publication: recognised by its headers, read whole, or refused with file, row and column."""

import dataclasses
import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.place_books import book_of, recognised

from careplace.sources.contract import SourceError
from careplace.sources.places import PUBLICATIONS
from careplace.sources.places.columns import body, header
from careplace.sources.places.people import AGES, Deprivation
from careplace.sources.places.registry import FIELDS
from careplace.sources.places.tables import TABLES

REGISTRY = ",".join(FIELDS.values()) + ",notes\n"
COVENTRY = "COV,E08000026,Coventry City Council,Coventry,1974-04-01,,,England,West Midlands,MD,,WMCA,,98.6,\n"
CARDIFF = "CRF,W06000015,Cardiff Council,Cardiff,,,,Wales,Wales,UA,,,,140,\n"
WARDS = (
    "WD24CD,WD24NM,LAD24CD,LAD24NM,CTYUA24CD,CTYUA24NM,RGN24CD,RGN24NM\n"
    "E05100000,One,E07100000,Lea,E10100000,Eastshire,E12000000,South\n"
    "E05200000,Two,E07100000,Lea,E10100000,Eastshire,E12000000,South\n"
    "W05100000,Tri,W06100000,Taff,W06100000,Taff,,\n"
)
NEIGHBOURHOODS = (
    "LSOA21CD,LSOA21NM,SICBL26CD,SICBL26CDH,SICBL26NM,ICB26CD,ICB26CDH,ICB26NM,LAD26CD,LAD26NM\n"
    "E01100000,One,E38100000,01A,Sub,E54100000,QA,NHS A Integrated Care Board,E07100000,Lea\n"
    "E01200000,Two,E38100000,01A,Sub,E54100000,QA,NHS A Integrated Care Board,E07100000,Lea\n"
    "E01300000,Tri,E38200000,01B,Sub,E54200000,QB,NHS B Integrated Care Board,E07100000,Lea\n"
    "E01400000,For,E38200000,01B,Sub,E54200000,QB,NHS B Integrated Care Board,E07200000,Mead\n"
)
ICB = "ltla22_code,ltla22_name,icb22_code,icb22_code_h,icb22_name,n_lsoa\n"


def read(text: str):
    book = book_of(text, "whatever.csv")
    return recognised(book).read(book, None)


def rows(text: str) -> list[dict]:
    (table,) = read(text).tables.values()
    return table.to_pylist()


def refused(text: str) -> str:
    with pytest.raises(SourceError) as error:
        read(text)
    return str(error.value)


def population(code="ltla21_code", people="1.0", kept=AGES) -> str:
    return (
        ",".join([code, "ltla21_name", "total_population", *kept])
        + "\nE08000026,Coventry,91,"
        + ",".join([people] * len(kept))
        + "\n"
    )


class TestRegistry:
    def test_a_council_with_its_types(self):
        (row,) = rows(REGISTRY + COVENTRY)
        assert row["code"] == "E08000026"
        assert row["start_date"] == datetime.date(1974, 4, 1)
        assert row["end_date"] is None
        assert row["area_km2"] == 98.6
        assert row["source_row"] == 2

    def test_only_england_is_kept_and_rows_keep_their_numbers(self):
        (row,) = rows(REGISTRY + CARDIFF + COVENTRY)
        assert (row["name"], row["source_row"]) == ("Coventry", 3)

    def test_the_demonstration_nation_is_kept(self):
        fictional = COVENTRY.replace("England", "Demonstration England").replace("E0", "X0")
        assert rows(REGISTRY + fictional)[0]["code"] == "X08000026"

    def test_a_reading_has_no_date_of_its_own(self):
        reading = read(REGISTRY + COVENTRY)
        assert (reading.snapshot, reading.basis) == (None, "")

    def test_a_date_in_another_order_is_refused_with_its_cell(self):
        message = refused(REGISTRY + COVENTRY.replace("1974-04-01", "01/04/1974"))
        assert "file whatever.csv, row 2, column start-date: found '01/04/1974'" in message
        assert "write the column as YYYY-MM-DD" in message

    def test_a_date_that_never_was_is_refused_with_its_cell(self):
        message = refused(REGISTRY + COVENTRY.replace("1974-04-01", "1974-02-30"))
        assert "file whatever.csv, row 2, column start-date: found '1974-02-30', which is no date" in message

    def test_an_area_that_is_no_number_is_refused_with_its_cell(self):
        message = refused(REGISTRY + COVENTRY.replace("98.6", "wide"))
        assert message == "file whatever.csv, row 2, column area: found 'wide'; expected a number"

    def test_an_unknown_type_is_refused(self):
        message = refused(REGISTRY + COVENTRY.replace(",MD,", ",ZZ,"))
        assert (
            "file whatever.csv, row 2, column local-authority-type: found 'ZZ'; expected one of CC, C"
            in message
        )

    def test_a_code_twice_is_refused_with_both_rows(self):
        message = refused(REGISTRY + COVENTRY + CARDIFF + COVENTRY.replace("98.6", "98.7"))
        for row in (2, 4):
            assert (
                f"row {row}, column gss-code: found one of several rows of code E08000026; expected"
                in message
            )

    def test_a_row_that_repeats_another_is_dropped_with_a_note(self):
        reading = read(REGISTRY + COVENTRY + COVENTRY)
        assert reading.tables["council_registry"]["source_row"].to_pylist() == [2]
        assert reading.notes == (
            "council_registry: rows dropped because they repeat another row in every cell: 1",
        )
        assert read(REGISTRY + COVENTRY).notes == ()

    def test_a_missing_column_is_named(self):
        text = (REGISTRY + COVENTRY).replace("area,notes", "acres,notes")
        assert "column area: found no such column" in refused(text)

    def test_a_missing_code_is_refused(self):
        message = refused(REGISTRY + COVENTRY.replace("E08000026", ""))
        assert "file whatever.csv, row 2, column gss-code: found no value; expected a value" in message


class TestLookups:
    def test_spellings_keep_commas_and_one_of_doubled_lines(self):
        text = 'la-name,local-authority-code\n"Bristol, City of",BST\nDorset,DST\nDorset,DOR\nDorset,DST\n'
        found = [(row["spelling"], row["registry_code"], row["source_row"]) for row in rows(text)]
        assert found == [("Bristol, City of", "BST", 2), ("Dorset", "DST", 3), ("Dorset", "DOR", 4)]
        assert len(read(text).notes) == 1

    def test_codes_may_be_empty(self):
        assert rows("gss-code,local-authority-code\n,NIR-A\n")[0]["code"] is None

    @pytest.mark.parametrize("year", [9, 21, 23, 31])
    @pytest.mark.parametrize(
        ("parent", "key"),
        [
            ("region", "district-regions"),
            ("utla", "district-councils"),
            ("cauth", "district-combined-authorities"),
        ],
    )
    def test_the_year_is_read_from_the_headers(self, parent, key, year):
        names = [f"{area}{year:02d}_{part}" for area in ("ltla", parent) for part in ("name", "code")]
        text = ",".join(names) + "\nCoventry,E08000026,Larger,E99000000\n"
        assert recognised(book_of(text)).key == key
        (row,) = rows(text)
        assert (row["year"], row["district"], row["district_name"]) == (2000 + year, "E08000026", "Coventry")

    def test_parent_may_be_of_another_year_than_the_district(self):
        text = "ltla22_name,ltla22_code,region23_name,region23_code\nCoventry,E08000026,Region,E12000000\n"
        assert rows(text)[0]["year"] == 2022

    def test_boards_with_the_number_of_neighbourhoods(self):
        (row,) = rows(ICB + "E08000026,Coventry,E54000018,QWU,NHS Coventry and Warwickshire,195\n")
        assert (row["icb"], row["nhs_code"], row["neighbourhoods"]) == ("E54000018", "QWU", 195)

    def test_a_number_of_neighbourhoods_that_is_none(self):
        message = refused(ICB + "E08000026,Coventry,E54000018,QWU,NHS Coventry,many\n")
        assert "row 2, column n_lsoa: found 'many'; expected a whole number" in message

    def test_a_district_twice_in_a_lookup(self):
        text = "ltla23_name,ltla23_code,region23_name,region23_code\nA,E10000000,R,E12000000\nB,E10000000,R,E12000000\n"
        message = refused(text)
        for row in (2, 3):
            assert (
                f"row {row}, column ltla23_code: found one of several rows of year 2023, district E10000000,"
                in message
            )

    def test_a_district_of_two_names_in_the_changes(self):
        text = "ltla18_code,ltla18_name,ltla19_code,ltla19_name\nE10000000,A,E30000000,C\n"
        text += "E10000000,A,E30000000,C\nE10000000,B,E30000000,C\n"
        message = refused(text)
        for row in (2, 4):
            assert (
                f"row {row}, column ltla…_code: found one of several rows of year 2018, district E10000000"
                in message
            )

    def test_a_district_without_a_code_in_the_changes(self):
        text = "ltla18_code,ltla18_name,ltla19_code,ltla19_name\nE10000000,A,E30000000,C\n,B,E30000000,C\n"
        assert "row 3, column ltla…_code: found no value" in refused(text)

    @pytest.mark.parametrize("year", [9, 21, 25, 31])
    @pytest.mark.parametrize("district", ["LAD", "LTLA", "lad"])
    @pytest.mark.parametrize(
        ("parent", "key"),
        [
            ("RGN", "district-regions"),
            ("UTLA", "district-councils"),
            ("CTYUA", "district-councils"),
            ("CAUTH", "district-combined-authorities"),
        ],
    )
    def test_ons_headings_of_any_year(self, district, parent, key, year):
        heads = ",".join(f"{area}{year:02d}{part}" for area in (district, parent) for part in ("CD", "NM"))
        text = f"{heads},LAD{year:02d}NMW,ObjectId\nE08000026,Coventry,E99000000,Larger,,1\n"
        assert recognised(book_of(text)).key == key
        (row,) = rows(text)
        values = list(row.values())[:5]
        assert values == [2000 + year, "E08000026", "Coventry", "E99000000", "Larger"]

    def test_a_neighbourhood_a_row_becomes_districts_with_their_number(self):
        found = {(r["district"], r["icb"], r["nhs_code"]): r["neighbourhoods"] for r in rows(NEIGHBOURHOODS)}
        assert found == {
            ("E07100000", "E54100000", "QA"): 2,
            ("E07100000", "E54200000", "QB"): 1,
            ("E07200000", "E54200000", "QB"): 1,
        }
        assert [row["source_row"] for row in rows(NEIGHBOURHOODS)] == [2, 4, 5]
        assert recognised(book_of(NEIGHBOURHOODS)).key == "district-icbs"

    def test_a_row_without_its_neighbourhood(self):
        message = refused(NEIGHBOURHOODS.replace("E01300000", ""))
        assert "row 4, column LSOA21CD: found no value; expected the code of a neighbourhood" in message

    def test_a_file_of_several_larger_areas_gives_each_its_table(self):
        tables = {name: table.to_pylist() for name, table in read(WARDS).tables.items()}
        assert recognised(book_of(WARDS)).key == "district-areas"
        assert [(r["district"], r["council"]) for r in tables["district_council"]] == [
            ("E07100000", "E10100000"),
            ("W06100000", "W06100000"),
        ]
        assert [(r["district"], r["region"]) for r in tables["district_region"]] == [
            ("E07100000", "E12000000")
        ]

    def test_districts_of_two_years_under_ons_headings_are_changes(self):
        (row,) = rows("LAD22CD,LAD22NM,LAD23CD,LAD23NM\nE10000000,A,E30000000,C\n")
        assert (row["year"], row["district"], row["later_year"], row["later"]) == (
            2022,
            "E10000000",
            2023,
            "E30000000",
        )

    def test_a_lookup_without_its_district_or_of_two_years_of_it_is_none(self):
        assert recognised(book_of("UTLA25CD,UTLA25NM,RGN25CD,RGN25NM\nE10000000,A,E12000000,R\n")) is None
        text = "LAD24CD,LAD24NM,LAD25CD,LAD25NM,RGN25CD,RGN25NM\nE10000000,A,E10000000,A,E12000000,R\n"
        assert recognised(book_of(text)) is None
        assert recognised(book_of("LAD25CD,LAD25NM,ICB25CD,ICB25NM\nE10000000,A,E54000000,B\n")) is None

    def test_a_sheet_of_words_beside_the_lookup(self):
        book, words = (
            book_of("LAD25CD,LAD25NM,RGN25CD,RGN25NM\nE10000000,A,E12000000,R\n"),
            book_of("Notes,about\nx,y\n"),
        )
        both = dataclasses.replace(book, kind="xlsx", sheets=(*words.sheets, *book.sheets))
        assert recognised(both).key == "district-regions"
        assert recognised(both).read(both, None).tables["district_region"].num_rows == 1

    def test_changes_are_pairs_of_following_years(self):
        names = [f"ltla{year}_{part}" for year in (18, 19, 23) for part in ("code", "name")]
        text = (
            ",".join(names) + "\nE10000000,A,E30000000,C,E40000000,D\nE20000000,B,E30000000,C,E40000000,D\n"
        )
        found = {(r["year"], r["district"], r["later_year"], r["later"]) for r in rows(text)}
        assert found == {
            (2018, "E10000000", 2019, "E30000000"),
            (2018, "E20000000", 2019, "E30000000"),
            (2019, "E30000000", 2023, "E40000000"),
        }
        assert [row["district"] for row in rows(text)] == ["E10000000", "E20000000", "E30000000"]
        assert read(text).notes == ()


class TestPeople:
    def test_each_age_is_a_row(self):
        found = rows(population())
        assert [row["age"] for row in found] == list(range(91))
        assert {(row["tier"], row["year"], row["people"]) for row in found} == {("district", 2021, 1.0)}

    def test_upper_tier_by_its_header(self):
        assert {row["tier"] for row in rows(population("utla20_code"))} == {"council"}

    def test_a_missing_age_is_no_such_publication(self):
        assert recognised(book_of(population(kept=AGES[:-1]))) is None

    def test_people_that_are_no_number(self):
        message = refused(population(people="few"))
        assert "file whatever.csv, row 2, column 0: found 'few'; expected a number" in message
        assert "row 2, column 17: found 'few'" in message

    def test_people_that_are_not_told(self):
        assert "row 2, column people: found no value" in refused(population(people=""))

    def test_an_area_twice(self):
        text = population() + "E08000026,Coventry,182," + ",".join(["2"] * len(AGES)) + "\n"
        message = refused(text)
        assert "row 3, column ltla21_code: found one of several rows of year 2021, tier district" in message

    def test_an_area_twice_with_the_same_people_is_read_once(self):
        reading = read(population() + population().splitlines()[1] + "\n")
        assert reading.tables["population"]["age"].to_pylist() == list(range(91))
        assert len(reading.notes) == 1

    @pytest.mark.parametrize("total", ["90", "92", "910"])
    def test_ages_that_do_not_add_up_to_everybody(self, total):
        message = refused(population().replace(",91,", f",{total},"))
        assert (
            f"row 2, column total_population: found {total}.0; expected the sum of 0 to 90+ in its row"
            in message
        )

    @pytest.mark.parametrize(("total", "sound"), [("20", False), ("21", True), ("22", True), ("", True)])
    def test_bands_of_the_census_are_no_more_than_everybody(self, total, sound):
        bands = [f"{b}_{s}" for s in ("females", "males") for b in ("younger", "working_age", "older")]
        text = f"ltla21_code,total_population,{','.join(bands)}\nE10000000,{total},1,2,3,4,5,6\n"
        if sound:
            assert len(rows(text)) == 6
        else:
            assert "total_population: found 20.0; expected at least the sum of" in refused(text)

    def test_census(self):
        bands = [f"{b}_{s}" for s in ("females", "males") for b in ("younger", "working_age", "older")]
        text = "ltla21_code,total_population," + ",".join(bands) + "\nE10000000,21,1,2,3,4,5,6\n"
        found = {(r["sex"], r["band"]): r["people"] for r in rows(text)}
        assert found["females", "older"] == 3
        assert found["males", "younger"] == 4

    @pytest.mark.parametrize("publication", [p for p in PUBLICATIONS if isinstance(p, Deprivation)])
    def test_deprivation(self, publication):
        names = list(publication.headers.values())
        text = "ltla23_code," + ",".join(names) + "\nE10000000," + ",".join(str(i) for i in range(8)) + "\n"
        assert {(r["domain"], r["score"]) for r in rows(text)} == set(
            zip(publication.headers, range(8), strict=True)
        )
        assert {r["edition"] for r in rows(text)} == {publication.edition}

    @pytest.mark.parametrize("publication", [p for p in PUBLICATIONS if isinstance(p, Deprivation)])
    def test_deprivation_without_a_domain(self, publication):
        text = (
            "ltla23_code,"
            + ",".join(list(publication.headers.values())[:-1])
            + "\nE10000000"
            + ",1" * 7
            + "\n"
        )
        assert "found no such column" in refused(text)


class TestSheets:
    def test_spaces_marks_and_empty_rows_are_dropped(self):
        book = book_of("\ufeff a ,b,\n x ,,\n,,\n")
        assert header(book) == ("a", "b")
        (row,) = body(book).to_pylist()
        assert (row["a"], row["b"], row["source_row"]) == ("x", None, 2)

    def test_two_columns_of_one_name(self):
        with pytest.raises(SourceError, match="row 1, column a: found 2 columns of one meaning: 'a', 'a'"):
            body(book_of("a,a\n1,2\n"))

    def test_a_row_cut_short(self):
        book = book_of("a,b\n1,2\n3,\n")
        cut = dataclasses.replace(book, sheets=(dataclasses.replace(book.sheets[0], ragged=(3,)),))
        with pytest.raises(SourceError, match="row 3: found a row of another number of cells"):
            body(cut)

    def test_the_sheet_is_named(self):
        book = book_of("a,b\n1,x\n")
        named = dataclasses.replace(book, sheets=(dataclasses.replace(book.sheets[0], name="Data"),))
        with pytest.raises(SourceError, match=r"file any\.csv, sheet Data, row 2, column b: found 'x'"):
            body(named, {"b": "whole"})

    def test_columns_that_must_be_there_are_all_named(self):
        with pytest.raises(SourceError) as error:
            body(book_of("a\n1\n"), {"b": "text", "c": "number"})
        assert [problem.column for problem in error.value.problems] == ["b", "c"]

    def test_a_book_of_many_sheets_or_none_is_not_ours(self):
        book = book_of(REGISTRY)
        several = type(book)(book.file, "ods", book.sheets * 2)
        assert header(several) == ()
        assert recognised(several) is None
        assert recognised(type(book)(book.file, "json")) is None

    @given(st.lists(st.text(max_size=20), max_size=6))
    def test_no_stranger_is_recognised(self, names):
        text = ",".join(
            '"' + name.replace('"', '""').replace("\r", "").replace("\0", "") + '"' for name in names
        )
        assert recognised(book_of(text)) is None

    def test_every_publication_says_who_and_under_what_licence(self):
        for publication in PUBLICATIONS:
            assert publication.publisher
            assert publication.licence.startswith("Open Government Licence")
            assert publication.page.startswith("https://")

    def test_keys_and_contracts_are_all_there_once(self):
        keys = [publication.key for publication in PUBLICATIONS]
        assert len(keys) == len(set(keys))
        used = set(itertools.chain.from_iterable(publication.tables for publication in PUBLICATIONS))
        assert {t.name for t in used} == {t.name for t in TABLES}
