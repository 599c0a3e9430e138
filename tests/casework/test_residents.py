"""Details of people that a signal must not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.residents import Detail, details_of_people, suggested_details
from careplace.voices.personal_details import is_nhs_number

# Numbers of the NHS's own examples and test ranges: 943 476 5919, and 999… which is never issued.
VALID = ["9434765919", "943 476 5919", "943-476-5919", "9990000018"]


def check_digit(nine: str) -> int | None:
    """By the NHS Data Dictionary, step by step."""
    total = 0
    for position, digit in enumerate(nine):
        total += int(digit) * (10 - position)
    digit = 11 - total % 11
    return {11: 0, 10: None}.get(digit, digit)


@pytest.mark.parametrize("number", VALID)
def test_an_nhs_number_is_refused(number):
    assert is_nhs_number(number)
    assert "NHS number" in details_of_people(f"Her number is {number}.")[0]


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9))
def test_the_check_digit_decides(nine, last):
    assert is_nhs_number(f"{nine}{last}") == (check_digit(nine) == last)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("DOB 3/4/35", "date of birth"),
        ("d.o.b. unknown", "date of birth"),
        ("Date of birth: 1935", "date of birth"),
        ("born on the third", "date of birth"),
        ("03/04/1935", "date of birth"),
        ("3.4.2005", "date of birth"),
        ("Mrs Smith fell", "Mrs Smith"),
        ("mr. Smith said that Mr. O'Brien fell", "Mr. O'Brien"),
        ("Miss Green-Jones", "Miss Green-Jones"),
    ],
)
def test_what_could_identify_a_resident_is_refused_with_its_reason(text, reason):
    assert reason in " ".join(details_of_people(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Two residents fell on 3/4/2026; the manager left. Call 01234 567890, ward 12.",
        "The Mrs. A resident in her eighties waited 45 minutes.",
        "Location 1-113017405, reference 1234567890123",
        "Contract 2025-26 was signed on 01/04/2025",
        "Born leaders run this home; Missing records",
    ],
)
def test_what_identifies_nobody_is_kept(text):
    assert details_of_people(text) == []


@given(st.text(max_size=300))
def test_no_text_breaks_the_check(text):
    assert all(reason.endswith(".") for reason in details_of_people(text))


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("Mrs Green waited. Mrs Green left.", [Detail("Mrs Green", "a name")]),
        ("Born 03/04/1935.", [Detail("03/04/1935", "a date")]),
        ("Write to ann.smith@example.org.", [Detail("ann.smith@example.org", "an e-mail address")]),
        (
            "Ring 024 7683 3333 or +44 7700 900123.",
            [
                Detail("024 7683 3333", "a telephone number"),
                Detail("+44 7700 900123", "a telephone number"),
            ],
        ),
        ("Her number is 943 476 5919.", [Detail("943 476 5919", "an NHS number")]),
        ("She waited 20 minutes in ward 7.", []),
        ("The ward sister said so in 2026.", []),
        ("", []),
    ],
)
def test_details_are_suggested_each_once_in_the_order_of_the_text(text, details):
    assert suggested_details(text) == details


@given(st.text(max_size=200))
def test_every_detail_is_in_the_text(text):
    assert all(detail.words in text for detail in suggested_details(text))
