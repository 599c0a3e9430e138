"""Columns that identify people are refused, by file and column and never by value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journeys.records import CLD, HES, changed, write

from careplace.engine import Engine
from careplace.journeys.errors import RecordsError
from careplace.journeys.loading import check

CONTRACT = "careplace.journeys.contract"


def passes_its_check(digits: str) -> bool:
    """The oracle: modulus 11, as the NHS Data Dictionary describes it."""
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    check = 11 - remainder
    return check != 10 and int(digits[9]) == (0 if check == 11 else check) and digits != "0" * 10


@pytest.fixture(scope="module")
def engine():
    with Engine() as engine:
        engine.script(CONTRACT, "identifiers.sql")
        yield engine


@settings(deadline=None)
@given(st.from_regex("[0-9]{10}", fullmatch=True))
def test_the_check_digit_is_that_of_the_data_dictionary(engine, digits):
    for text in (
        digits,
        f"{digits[:3]} {digits[3:6]} {digits[6:]}",
        f"{digits[:3]}-{digits[3:6]}-{digits[6:]}",
    ):
        [row] = engine.rows("select is_nhs_number($text) as yes", {"text": text})
        assert row["yes"] == passes_its_check(digits)


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("NHS_Number", "9434765919", "NHS numbers"),
        ("NEWNHSNO", "hidden", "NHS numbers"),
        ("Any_Name_At_All", "943 476 5919", "ten digits that pass"),
        ("LOPATID", "A7", "local patient numbers"),
        ("Surname", "Quarrowick", "names of people"),
        ("client_first_name", "Zell", "names of people"),
        ("address_line1", "1 High Street", "addresses"),
        ("mobile", "01632 960000", "telephone"),
        ("E_mail", "a@b.example", "e-mail"),
        ("HOMEPC", "QA1 1AA", "full postcodes"),
        ("Date_of_Birth", "1940-03-07", "dates of birth"),
        ("DOB", "07/03/1940", "dates of birth"),
        ("Birth_Day_Full", "19400307", "dates of birth"),
    ],
)
def test_a_column_is_refused_without_its_value(tmp_path, column, value, kind):
    write(tmp_path, "records.csv", changed(HES, **{column: value}))
    with pytest.raises(RecordsError, match=kind) as refused:
        check(tmp_path)
    assert f"records.csv, column {column}: " in str(refused.value)
    assert value not in str(refused.value)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("NHS_Number", ""),
        ("Surname", " "),
        ("LA_Name", "Coventry"),
        ("GP_Practice_Name", "The Surgery"),
        ("Der_Birth_Year", "1940"),
        ("Date_of_Birth", ""),
        ("Postcode_District", "QA1"),
        ("Some_Key", "1234567890"),
    ],
)
def test_columns_that_identify_nobody_are_let_through(tmp_path, column, value):
    write(tmp_path, "records.csv", changed(CLD, **{column: value}))
    assert check(tmp_path).faults == ()


def test_an_nhs_number_as_pseudonym_is_refused(tmp_path):
    rows = [changed(CLD, LA_Person_Unique_Identifier=f"L{n}") for n in range(99)]
    write(tmp_path, "records.csv", *rows, changed(CLD, LA_Person_Unique_Identifier="9434765919"))
    with pytest.raises(RecordsError, match="LA_Person_Unique_Identifier"):
        check(tmp_path)


def test_every_column_is_named_at_once(tmp_path):
    write(tmp_path / "a", "one.csv", changed(HES, Surname="x", DOB="1940-03-07"))
    write(tmp_path / "b", "two.csv", changed(CLD, NHS_Number="x"))
    with pytest.raises(RecordsError) as refused:
        check(tmp_path)
    assert [line.split(":")[0] for line in str(refused.value).splitlines()[1:]] == [
        "a/one.csv, column Surname",
        "a/one.csv, column DOB",
        "b/two.csv, column NHS_Number",
    ]
