"""careplace reckon on tables of one's own: known answers, missing cells, charts and bad files."""

import csv
import io

import pytest
from click.testing import CliRunner

from careplace.cli import main


def table(*rows: str) -> str:
    return "\n".join(rows) + "\n"


@pytest.fixture
def reckon(tmp_path):
    """reckon(method, text, *options) -> (result, rows as dicts)."""

    def run(method: str, text: str | bytes, *options: str):
        path = tmp_path / "mine.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        result = CliRunner().invoke(main, ["reckon", method, str(path), *options])
        return result, list(csv.DictReader(io.StringIO(result.stdout)))

    return run


def test_a_share_has_wilsons_limits(reckon):
    result, (row,) = reckon("proportion", table("place,numerator,denominator", "Coventry,103,147"))
    assert result.exit_code == 0
    assert (row["place"], row["method"], row["reason"]) == ("Coventry", "Wilson", "")
    assert float(row["value_reckoned"]) == pytest.approx(103 / 147)
    assert (round(float(row["lower95"]), 4), round(float(row["upper95"]), 4)) == (0.6223, 0.7688)


def test_a_rate_is_of_as_many_people_as_asked(reckon):
    _, (row,) = reckon("rate", table("count,population", "12,1000"), "--per", "1000")
    limits = [round(float(row[name]), 3) for name in ("value_reckoned", "lower95", "upper95")]
    assert limits == [12.0, 6.194, 20.963]


def test_a_difference_of_shares_and_a_ratio(reckon):
    _, (row,) = reckon(
        "difference",
        table("numerator,denominator,other_numerator,other_denominator", "114,145,19532,23115"),
    )
    assert (round(float(row["lower95"]), 4), round(float(row["upper95"]), 4)) == (-0.1326, 0.0003)
    _, (row,) = reckon("ratio", table("observed,expected", "20,16"))
    assert float(row["value_reckoned"]) == pytest.approx(1.25)


def test_what_cannot_be_reckoned_says_why(reckon):
    _, rows = reckon("proportion", table("numerator,denominator", ",10", "0,0"))
    assert [row["value_reckoned"] for row in rows] == ["", ""]
    assert [row["reason"] for row in rows] == [
        "a number that it is reckoned from is missing",
        "its denominator is 0",
    ]


def test_a_chart_names_the_point_outside_its_limits(reckon):
    values = [10, 11, 9, 10, 12, 10, 9, 11, 10, 10, 9, 11, 10, 40]
    _, rows = reckon("chart", table("month,value", *(f"{n},{value}" for n, value in enumerate(values))))
    assert rows[-1]["cause"] == "outside, high"
    assert {row["cause"] for row in rows[:-1]} == {"run, low"}
    _, rows = reckon("chart", table("value", "1", "2", "1"))
    assert "fewer than 13 points" in rows[0]["reason"]


def test_words_that_a_spreadsheet_would_run_are_disarmed(reckon):
    _, (row,) = reckon("rate", table("place,count,population", '"=HYPERLINK(""x"")",12,1000'))
    assert not row["place"].startswith("=")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (table("a,b", "1,2"), "expected a column 'numerator'"),
        (table("numerator,denominator", "1,2", "x,3"), "data row 2, column numerator: found 'x'"),
        (table("numerator,denominator", '"1,000",2000'), "without commas"),
        (table("numerator,denominator", "1"), "row 2: found 1 cells; expected 2"),
        (table("numerator,denominator"), "found no rows"),
        (b"\xff\xfe\x00", "expected a CSV file in UTF-8"),
        (table("numerator,denominator", "12,10"), "more than its denominator"),
    ],
)
def test_a_bad_file_is_told_where_it_is_bad(reckon, text, words):
    result, _ = reckon("proportion", text)
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stdout == ""
