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


CALM = [50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49, 51, 50, 52]


def chart_of(*values) -> str:
    return table("month,value", *(f"{n},{value}" for n, value in enumerate(values, 1)))


def test_all_points_beyond_two_sigma_are_special_cause(reckon):
    """Points 19 (beyond two sigma) and 20 (outside) of Making Data Count's rule as it is since 2023."""
    _, rows = reckon("chart", chart_of(*CALM, 55.2, 58.5, 49, 50))
    assert {row["month"]: row["cause"] for row in rows if row["cause"]} == {
        "19": "two of three, high",
        "20": "outside, high",
    }


def test_an_empty_month_leaves_the_others_their_limits(reckon):
    _, rows = reckon("chart", chart_of(*CALM[:9], "", *CALM[9:]))
    assert [row["month"] for row in rows if row["reason"]] == ["10"]
    assert len({row["upper_limit"] for row in rows}) == 1
    assert float(rows[0]["upper_limit"]) > 52


def test_six_rising_points_are_a_trend_where_asked_for(reckon):
    text = chart_of(50, 51, 49, 50, 52, 50, 51, 49, 47, 48, 49.2, 50.1, 51, 52.3, 50, 49, 51, 50)
    _, seven = reckon("chart", text)
    _, six = reckon("chart", text, "--trend-points", "6")
    assert not any("trend" in row["cause"] for row in seven)
    assert [row["month"] for row in six if row["cause"] == "trend, high"] == [
        "9",
        "10",
        "11",
        "12",
        "13",
        "14",
    ]
    assert "trend of 7 points" in seven[0]["method"]
    assert "trend of 6 points" in six[0]["method"]


def test_new_limits_begin_where_asked_for(reckon):
    values = [*CALM[:12], *(value + 20 for value in CALM[:12])]
    _, rows = reckon("chart", chart_of(*values), "--rebase", "13")
    means = [float(row["mean"]) for row in rows]
    assert means == pytest.approx([sum(CALM[:12]) / 12] * 12 + [sum(CALM[:12]) / 12 + 20] * 12)
    result, _ = reckon("chart", chart_of(*values), "--rebase", "30")
    assert result.exit_code != 0
    assert "--rebase 30: expected rising data rows from 2 to 24" in result.output


@pytest.mark.parametrize(
    ("direction", "target", "words"),
    [
        ("high", 40, ("improvement", "will meet the target")),
        ("low", 40, ("concern", "will not meet the target")),
        ("low", 51, ("concern", "may or may not meet the target")),
        ("none", 51, ("special cause, high", "cannot tell")),
    ],
)
def test_the_last_row_says_what_the_latest_point_and_the_target_are(reckon, direction, target, words):
    _, rows = reckon("chart", chart_of(*CALM, 60), "--direction", direction, "--target", str(target))
    assert (rows[-1]["variation"], rows[-1]["assurance"]) == words
    assert {(row["variation"], row["assurance"]) for row in rows[:-1]} == {("", "")}


@pytest.mark.parametrize(
    ("method", "text", "options", "words"),
    [
        ("chart", chart_of(*CALM), ["--target", "50"], "--target needs --direction"),
        ("chart", chart_of(*CALM), ["--direction", "up"], "'up' is not one of"),
        ("chart", chart_of(*CALM), ["--trend-points", "5"], "'5' is not one of"),
        ("rate", table("count,population", "1,2"), ["--target", "50"], "belong to a chart"),
        ("rate", table("count,population", "1,2"), ["--trend-points", "6"], "belong to a chart"),
    ],
)
def test_options_of_a_chart_that_do_not_fit_are_refused(reckon, method, text, options, words):
    result, _ = reckon(method, text, *options)
    assert result.exit_code == 2
    assert words in result.output


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
