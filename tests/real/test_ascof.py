"""Outcomes of adult social care as published: every cell read, every council known, every outcome recomputed."""

from collections import Counter

import fastexcel
import pytest
from tests.sources.ascof.backtest import (
    AGREES,
    DISAGREES,
    OPEN_DATA,
    PAGE,
    ROUNDED,
    WORKBOOK,
    gazetteer_of,
    outcomes,
    page,
    reading_of,
)

from careplace.engine import Engine, sql_text

pytestmark = pytest.mark.real
OFLOG = "oflog_ASC_data.csv"
MARKS = {"[x]": "not available", "[z]": "not applicable", "[c]": "suppressed"}


@pytest.fixture(scope="module")
def gazetteer(real_data):
    return gazetteer_of(real_data)


@pytest.fixture(scope="module")
def reading(real_data, gazetteer):
    return reading_of(real_data / WORKBOOK, gazetteer)


@pytest.fixture(scope="module")
def rows(reading):
    return reading.tables["ascof_outcome"].to_pylist()


@pytest.fixture(scope="module")
def sheets(real_data):
    """Each table's cells as a second reader gives them: rows of text by sheet, the first row being 1."""
    book = fastexcel.read_excel(real_data / WORKBOOK)
    loaded = {
        name: book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow()
        for name in book.sheet_names
        if name.startswith("Table")
    }
    return {name: [tuple(row.values()) for row in cells.to_pylist()] for name, cells in loaded.items()}


def column(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - ord("A") + 1
    return number - 1


def test_every_cell_of_every_table_is_in_the_table_with_what_it_says(sheets, rows):
    """Each published cell, found again through the sheet, row and column letter that the table keeps."""
    told = {}
    for row in rows:
        for part in ("outcome", "numerator", "denominator", "margin"):
            if letters := row[f"{part}_column"]:
                status = row["status"] if part == "outcome" else row[f"{part}_status"]
                said = row[part] if row[part] is not None else status
                told.setdefault((row["sheet"], row["source_row"], column(letters)), []).append(said)
    count = 0
    for name, cells in sheets.items():
        header = next(index for index, row in enumerate(cells) if row[0] == "Local authority code")
        for number, row in enumerate(cells[header + 1 :], header + 2):
            for index, text in enumerate(row[3:], 3):
                parts = text.replace(",", "").rstrip(")").split(" (")
                want = [
                    MARKS.get(part) or ("not available" if part == ":" else float(part)) for part in parts
                ]
                assert sorted(told.pop((name, number, index)), key=str) == sorted(want, key=str), (
                    name,
                    number,
                    text,
                )
                count += 1
    assert told == {}
    assert count == 73_556


def test_tables_years_and_areas(reading, rows):
    assert reading.snapshot.isoformat() == "2025-03-31"
    assert len(rows) == 25_574
    assert len({row["measure"] for row in rows}) == 25
    assert {row["period"] for row in rows} == {f"{year}-{year - 1999}" for year in range(2015, 2025)}
    kinds = Counter(row["area_kind"] for row in rows if row["measure"] == "2C")
    assert kinds == {"council": 153, "region": 9, "council type": 5, "nation": 1}


def test_every_published_number_of_a_council_has_its_council(rows):
    """But for Dorset in 2024-25, which the survey's tables have under its former code too."""
    without = [
        row
        for row in rows
        if row["area_kind"] == "council" and row["outcome"] is not None and not row["council"]
    ]
    assert {(row["area_code"], row["period"]) for row in without} == {("E10000009", "2024-25")}
    assert len(without) == 7
    counted = Counter(
        (row["measure"], row["period"], row["breakdown"], row["council"]) for row in rows if row["council"]
    )
    assert set(counted.values()) == {1}
    dorset = {
        row["period"]: row["council"]
        for row in rows
        if row["measure"] == "6A" and row["area_code"] == "E10000009"
    }
    assert dorset == {"2023-24": "E06000059", "2024-25": "E06000059"}


def test_every_council_of_the_year_is_there(rows, gazetteer):
    for period, year in (("2015-16", 2016), ("2019-20", 2020), ("2024-25", 2025)):
        end = next(row["period_end"] for row in rows if row["period"] == period)
        assert end.year == year
        standing = {a.code for a in gazetteer.areas.values() if a.kind == "council" and a.stands(end)}
        assert {row["council"] for row in rows if row["measure"] == "1D" and row["period"] == period} - {
            None
        } == standing


def test_definitions(rows):
    versions = {(row["measure"], row["definition_version"]) for row in rows}
    assert {v for m, v in versions if m == "1C"} == {"2012-13", "2016-17"}
    assert {v for m, v in versions if m in ("2A", "2B", "2C", "2D(1)", "3D(1a)")} == {"2024-25"}
    assert {v for m, v in versions if m == "1B"} == {"2016-17", "2020-21"}
    assert {row["framework"] for row in rows} == {"2023-24"}
    assert next(row["former_code"] for row in rows if row["measure"] == "2A") == "2D"


def test_notes_are_under_their_measures(reading):
    notes = reading.tables["ascof_note"].to_pylist()

    def of(measure):
        return {row["number"] for row in notes if row["kind"] == "note" and row["measure"] == measure}

    assert of("2D(1)") == {9, 10, 14}
    assert of("3D(1a)") == {9, 10, 15}
    assert of("6B") == {18}
    assert not [row for row in notes if row["kind"] == "note" and row["measure"] is None]


def test_what_the_publisher_says_that_cannot_be_is_reported(reading):
    said = "\n".join(reading.notes)
    assert "Table_4b row 100: Luton, 2024-25: a numerator (415) over its denominator (135)" in said
    assert "Table_4b: 4B, 2023-24: England's denominator is 133380, the sum of its councils' 131005" in said
    assert "measure 6B starts in '2024 to 2024'" in said
    assert "Dorset County (E10000009) in 2023-24 is taken for Dorset (E06000059)" in said
    assert "percentage over 100" not in said


def test_outcomes_recomputed_agree_with_the_published(rows):
    tested = outcomes(rows)
    assert len(tested) == 3_623
    assert [each.row for each in tested if each.verdict == DISAGREES] == []
    rounded = Counter(
        each.row["measure"] for each in tested if each.verdict == ROUNDED and each.row["council"]
    )
    assert set(rounded) == {"4B"}


@pytest.fixture(scope="module")
def older(newer_data, gazetteer):
    return reading_of(newer_data / OPEN_DATA, gazetteer).tables["ascof_outcome"].to_pylist()


def test_the_page_of_the_back_test_says_what_the_data_say(rows, older):
    assert PAGE.read_text(encoding="utf-8") == page(rows, older), (
        "python -m tests.sources.ascof.backtest writes it anew"
    )


def test_every_outcome_of_2020_21_follows_from_its_parts(older):
    assert Counter(each.verdict for each in outcomes(older)) == {AGREES: 6_029}
    assert len(older) == 13_114
    assert Counter(row["status"] for row in older) == {
        "published": 7_662,
        "not available": 5_430,
        "suppressed": 22,
    }


def test_surveys_of_2020_21_are_those_of_the_workbook(rows, older):
    """The one year that both files have: each value, base and margin, under the code of each."""
    held = {
        (row["measure"], row["area_code"]): row
        for row in rows
        if row["period"] == "2020-21" and row["outcome"] is not None and row["breakdown_kind"] == "all"
    }
    shared = [
        (row, held[row["later_code"], row["area_code"]])
        for row in older
        if row["breakdown_kind"] == "all" and (row["later_code"], row["area_code"]) in held
    ]
    assert len(shared) > 100
    for old, new in shared:
        assert (old["outcome"], old["margin"]) == (new["outcome"], new["margin"]), (old, new)
        assert old["definition_version"] == new["definition_version"]


def test_oflog(real_data, gazetteer):
    reading = reading_of(real_data / "ascof" / OFLOG, gazetteer)
    rows = reading.tables["oflog_measure"].to_pylist()
    assert (len(rows), len({row["measure"] for row in rows})) == (6_376, 7)
    assert Counter(row["status"] for row in rows) == {"published": 6_078, "not available": 298}
    assert not [row for row in rows if row["council"] is None]


def test_oflog_and_the_framework_agree_on_carers_quality_of_life(real_data, gazetteer, rows):
    """Two publishers of one survey: ASC1 is 1C, once called 1D."""
    oflog = reading_of(real_data / "ascof" / OFLOG, gazetteer).tables["oflog_measure"].to_pylist()
    theirs = {
        (r["council"], r["period"]): r["value"]
        for r in oflog
        if r["measure"] == "ASC1" and r["value"] is not None
    }
    ours = {
        (r["council"], r["period"]): r["outcome"]
        for r in rows
        if r["measure"] == "1C" and r["breakdown"] == "all" and r["council"] and r["outcome"] is not None
    }
    shared = theirs.keys() & ours.keys()
    assert len(shared) > 400
    assert [key for key in shared if theirs[key] != ours[key]] == []


def test_an_altered_outcome_is_told(reading):
    """44 of 44 altered outcomes were once read without a word; of those that are published none is told."""
    table = reading.tables["ascof_outcome"]
    assert not [note for note in reading.notes if "not what its parts give" in note]
    with Engine() as engine:
        engine.register("as_read", table)
        checkable = "numerator is not null and denominator > 100 and outcome > 5 and unit <> 'score'"
        engine.connection.execute(
            "create view numbered as select *, row_number() over (order by sheet, source_row, period, breakdown) as place "
            "from as_read"
        )
        altered = engine.sql(
            f"select * exclude (place) replace (case when {checkable} and place % 83 = 0 then outcome * 1.3 "
            "else outcome end as outcome) from numbered"
        )
        engine.register("ascof_outcome", altered)
        changed = engine.rows("select count(*) as n from (from as_read except all from ascof_outcome)")
        told = [row["says"] for row in engine.rows(sql_text("careplace.sources.ascof", "doubts.sql"))]
    said = [note for note in told if "not what its parts give" in note]
    assert changed[0]["n"] > 20
    assert len(said) == changed[0]["n"]
