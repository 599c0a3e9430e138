"""careplace calculate on tables of one's own: known answers, missing cells, series, charts and bad files."""

import csv
import io
import math

import numpy as np
import pytest
from click.testing import CliRunner

from careplace.cli import main
from careplace.cli.calculating.methods import METHODS
from careplace.statistics import funnel, inequality, life_expectancy, standardisation, trend
from careplace.statistics.control_charts import xmr
from careplace.statistics.estimates import Reason


def table(*rows: str) -> str:
    return "\n".join(rows) + "\n"


@pytest.fixture
def calculate(tmp_path):
    """calculate(method, text, *options) -> (result, rows as dicts)."""

    def run(method: str, text: str | bytes, *options: str):
        path = tmp_path / "mine.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        result = CliRunner().invoke(main, ["calculate", method, str(path), *options])
        return result, list(csv.DictReader(io.StringIO(result.stdout)))

    return run


def numbers(row: dict, *names: str) -> list[float]:
    return [float(row[name]) for name in names]


def test_a_share_has_wilsons_limits(calculate):
    result, (row,) = calculate("proportion", table("place,numerator,denominator", "Coventry,103,147"))
    assert result.exit_code == 0
    assert (row["place"], row["method"], row["reason"]) == ("Coventry", "Wilson", "")
    assert numbers(row, "value", "lower95", "upper95") == pytest.approx([103 / 147, 0.6223, 0.7688], abs=5e-5)


def test_a_rate_is_of_as_many_people_as_said(calculate):
    _, (row,) = calculate("rate", table("count,population", "12,1000"), "--per", "1000")
    assert numbers(row, "value", "lower95", "upper95") == pytest.approx([12, 6.194, 20.963], abs=5e-4)


def test_a_difference_of_shares_and_a_ratio(calculate):
    text = table("numerator,denominator,other_numerator,other_denominator", "114,145,19532,23115")
    _, (row,) = calculate("difference", text)
    assert numbers(row, "lower95", "upper95") == pytest.approx([-0.1326, 0.0003], abs=5e-5)
    _, (row,) = calculate("ratio", table("observed,expected", "20,16"))
    assert float(row["value"]) == pytest.approx(1.25)


def test_columns_are_found_by_the_files_own_names(calculate):
    text = table("area;Num;Den;value", "A;1;4;x")
    _, (row,) = calculate("proportion", text, "--column", "numerator=Num", "--column", "denominator=den")
    assert (row["value"], float(row["calculated_value"])) == ("x", 0.25)
    _, (row,) = calculate("rate", table("Numerator,Denominator", "1,4"), "--per", "4")
    assert float(row["value"]) == 1


def test_confidence_may_be_chosen(calculate):
    _, (row,) = calculate("proportion", table("numerator,denominator", "1,4"), "--confidence", "90")
    assert [name for name in row if name.startswith(("lower", "upper"))] == ["lower90", "upper90"]
    result, _ = calculate(
        "proportion",
        table("numerator,denominator", "1,4"),
        *["--confidence", "90"] * 2,
        "--confidence",
        "80",
        "--confidence",
        "70",
    )
    assert "twice at most" in result.stderr


def test_what_cannot_be_calculated_says_why(calculate):
    _, rows = calculate("proportion", table("numerator,denominator", "NA,10", "0,0", "*,3"))
    assert [row["value"] for row in rows] == ["", "", ""]
    missing = "a number that it is calculated from is missing"
    assert [row["reason"] for row in rows] == [missing, "its denominator is 0", missing]


def test_all_bad_cells_are_named_together_and_nothing_is_calculated(calculate):
    text = table("area,numerator,denominator", "A,12,10", "B,x,3", "C,1,-3", "D,1,2")
    result, _ = calculate("proportion", text)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "3 cells cannot be used" in result.stderr
    assert "row 2, column numerator: found 12 of 10; expected at most the denominator" in result.stderr
    assert "row 3, column numerator: found 'x'; expected a whole number from 0" in result.stderr
    assert "row 4, column denominator: found '-3'" in result.stderr


def test_other_rows_go_on_where_asked_and_bad_ones_give_the_reason(calculate):
    text = table("area,numerator,denominator", "A,12,10", "B,x,3", "D,1,2")
    result, rows = calculate("proportion", text, "--keep-going")
    assert (result.exit_code, [row["value"] for row in rows]) == (0, ["", "", "0.5"])
    assert rows[0]["reason"] == "row 2, column numerator: found 12 of 10; expected at most the denominator"
    assert "2 cells not used" in result.stderr


def bands(*groups: str) -> tuple[str, np.ndarray]:
    rng = np.random.default_rng(1)
    rows = rng.integers([20, 3000, 500], [90, 9000, 2000], (len(groups) * 4, 3))
    named = [
        f"{group},{','.join(map(str, row))}" for group, row in zip(np.repeat(groups, 4), rows, strict=True)
    ]
    return table("area,count,population,standard", *named), rows.reshape(len(groups), 4, 3).astype(float)


def test_a_standardised_rate_is_of_each_group(calculate):
    text, values = bands("A", "B")
    _, rows = calculate("dsr", text, "--by", "area")
    expected = standardisation.directly_standardised(*np.moveaxis(values, -1, 0), confidence=(0.95, 0.998))
    assert [row["area"] for row in rows] == ["A", "B"]
    assert [float(row["value"]) for row in rows] == pytest.approx(list(expected.value))
    assert [float(row["lower998"]) for row in rows] == pytest.approx(list(expected.lower[1]))


def test_a_bad_band_spoils_its_group_alone(calculate):
    text, _ = bands("A", "B")
    _, rows = calculate("dsr", text.replace("A,", "A,x", 1), "--by", "area", "--keep-going")
    assert (rows[0]["value"], rows[0]["reason"][:20]) == ("", "row 2, column count:")
    assert float(rows[1]["value"]) > 0


def test_indirect_standardisation_gives_rates_and_ratios(calculate):
    text = table(
        "count,population,reference_count,reference_population", "10,1000,50,10000", "20,1000,300,20000"
    )
    _, (ratio,) = calculate("smr", text)
    assert (float(ratio["observed"]), float(ratio["expected"])) == (30, pytest.approx(20))
    assert float(ratio["value"]) == pytest.approx(150)
    _, (rate,) = calculate("isr", text)
    assert float(rate["value"]) == pytest.approx(1.5 * 100_000 * 350 / 30_000)


def test_life_expectancy_goes_by_the_age_of_a_band(calculate):
    ages = [0, 1, *range(5, 95, 5)]
    deaths = [20, 2, *(round(2 * 1.35**n) for n in range(18))]
    people = [4000] * len(ages)
    rows = [f"{age}-{age + 4},{d},{n}" for age, d, n in zip(ages, deaths, people, strict=True)]
    _, found = calculate("life-expectancy", table("age,deaths,population", *reversed(rows)))
    expected = life_expectancy.life_expectancy(deaths, people, ages)
    assert [row["age"] for row in found][:2] == ["0-4", "1-5"]
    assert float(found[0]["life_expectancy"]) == pytest.approx(expected.value[0])
    result, _ = calculate("life-expectancy", table("deaths,population", "1,2"))
    assert "expected a column of ages" in result.stderr


def test_quantiles_are_of_the_rows_of_a_group(calculate):
    rows = [f"{n % 2},{n}" for n in range(16)]
    _, found = calculate("quantile", table("half,value", *rows), "--by", "half", "--groups", "4")
    assert [row["quantile"] for row in found[:8]] == ["1", "1", "2", "2", "3", "3", "4", "4"]
    _, found = calculate("quantile", table("value", *map(str, range(4))), "--groups", "4", "--highest-first")
    assert [row["quantile"] for row in found] == ["4", "3", "2", "1"]


@pytest.mark.parametrize(
    ("method", "index"), [("sii", inequality.slope_index), ("rii", inequality.relative_index)]
)
def test_an_index_of_inequality_sorts_groups_by_deprivation(calculate, method, index):
    values = np.array([70.0, 72.5, 74, 76, 77.5])
    rows = [f"{n},{v},{1000 + n},{v - 1},{v + 1}" for n, v in enumerate(values, 1)]
    text = table("quintile,value,population,lower95,upper95", *reversed(rows))
    _, (row,) = calculate(method, text)
    expected = index(values, 1001 + np.arange(5), np.full(5, 1 / 1.959963984540054), (0.95, 0.998))
    assert numbers(row, "value", "lower95", "upper998") == pytest.approx(
        [float(expected.value), float(expected.lower[0]), float(expected.upper[1])]
    )


def test_a_funnel_tells_whom_the_average_does_not_explain(calculate):
    rows = ["A,50,100", "B,52,100", "C,50,100", "D,90,100", "E,51,100"]
    _, found = calculate("funnel", table("area,numerator,denominator", *rows), "--direction", "low")
    assert [row["position"] for row in found] == ["similar"] * 3 + ["much worse"] + ["similar"]
    limits = funnel.share_limits(293 / 500, [100.0])
    assert numbers(found[0], "average", "lower_limit95", "upper_limit998") == pytest.approx(
        [293 / 500, limits.lower[0, 0], limits.upper[1, 0]]
    )
    _, found = calculate("funnel-rate", table("area,count,population", "A,5,1000", "B,0,1000", "C,40,1000"))
    assert [row["position"] for row in found] == ["lower", "far lower", "far higher"]
    _, found = calculate("funnel-ratio", table("observed,expected", "10,10", "3,10"))
    assert [row["position"] for row in found] == ["similar", "lower"]


def test_a_trend_is_of_each_group_in_the_order_of_its_years(calculate):
    years = [
        (year, 10 + 3 * n) for n, year in enumerate(("2019/20", "2020/21", "2021/22", "2022/23", "2023/24"))
    ]
    rows = [f"{year},{sex},{v},{v - 1},{v + 1}" for sex in "FM" for year, v in reversed(years)]
    _, found = calculate(
        "trend", table("year,sex,value,lower,upper", *rows), "--by", "sex", "--direction", "low"
    )
    assert [(row["sex"], row["trend"]) for row in found] == [
        ("F", "increasing, getting worse"),
        ("M", "increasing, getting worse"),
    ]
    value = np.array([v for _, v in years], dtype=float)
    assert float(found[0]["chi_squared"]) == pytest.approx(
        float(trend.trend(value, value - 1, value + 1).chi_squared)
    )


def test_limits_are_compared_with_a_benchmark(calculate):
    text = table("lower95,upper95", "1,2", "2,4", "5,6")
    _, rows = calculate("benchmark", text, "--benchmark", "3")
    assert [row["comparison"] for row in rows] == ["lower", "similar", "higher"]
    _, rows = calculate("benchmark", text, "--benchmark", "3", "--direction", "high")
    assert [row["comparison"] for row in rows] == ["worse", "similar", "better"]
    assert "needs --benchmark" in calculate("benchmark", text)[0].stderr


SERIES = [10, 11, 9, 10, 12, 10, 9, 11, 10, 10, 9, 11, 10, 40]


def test_a_chart_names_the_point_outside_its_limits(calculate):
    _, rows = calculate("chart", table("month,value", *(f"{n},{v}" for n, v in enumerate(SERIES))))
    chart = xmr(np.array(SERIES, dtype=float))
    assert rows[-1]["cause"] == "outside, high"
    assert numbers(rows[0], "mean", "lower_limit", "upper_limit") == pytest.approx(
        [chart.mean[0], chart.lower[0], chart.upper[0]]
    )
    _, rows = calculate("chart", table("value", "1", "2", "1"))
    assert "fewer than 13 points" in rows[0]["reason"]


def test_months_are_sorted_and_a_series_is_of_its_group(calculate):
    months = [
        f"{name} 2024"
        for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    ]
    rows = [
        f"{month},{ward},{n * (2 if ward == 'B' else 1)}" for n, month in enumerate(months) for ward in "AB"
    ]
    _, found = calculate("chart", table("month,ward,value", *reversed(rows)), "--by", "ward")
    assert [row["month"] for row in found] == months * 2
    assert [row["ward"] for row in found] == ["B"] * 12 + ["A"] * 12
    assert {float(row["mean"]) for row in found} == {5.5, 11.0}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["Jan 2024,1", "Jan 2024,2"], "found 'Jan 2024' again, as in row 2; expected each point once"),
        (
            ["Jan 2024,1", "soon,2"],
            "row 3, column month: found 'soon'; expected a month, date, year or number",
        ),
    ],
)
def test_a_series_that_cannot_be_sorted_is_refused(calculate, rows, words):
    result, _ = calculate("chart", table("month,value", *rows))
    assert (result.exit_code, words in result.stderr) == (1, True)


def test_a_chart_has_a_target_and_begins_again_where_said(calculate):
    rows = [f"2023-{n:02},{v}" for n, v in enumerate(SERIES[:12], 1)] + [
        f"2024-{n:02},{v + 30}" for n, v in enumerate(SERIES[:12], 1)
    ]
    options = ("--rebase", "Jan 2024", "--target", "25", "--direction", "high")
    _, found = calculate("chart", table("month,value", *rows), *options)
    assert float(found[12]["mean"]) - float(found[11]["mean"]) == pytest.approx(30)
    assert (found[-1]["assurance"], found[0]["assurance"]) == ("will meet the target", "")
    result, _ = calculate("chart", table("month,value", *rows), "--rebase", "2025-01")
    assert "found --rebase 2025-01; expected a point of the series after its first" in result.stderr


def test_six_points_are_a_trend_where_asked(calculate):
    values = [10, 12, 9, 11, 10, 12, 11, 12, 9, 10, 10.5, 11, 11.5, 12]
    text = table("value", *map(str, values))
    causes = [row["cause"] for row in calculate("chart", text, "--trend-points", "6")[1]]
    assert causes[-6:] == ["trend, high"] * 6
    assert "trend, high" not in [row["cause"] for row in calculate("chart", text)[1]]
    assert "trend of 7 points" in calculate("chart", text)[1][0]["method"]


def test_a_missing_month_takes_no_other_point_with_it(calculate):
    values = [*SERIES[:6], "NA", *SERIES[6:]]
    _, rows = calculate("chart", table("month,value", *(f"{n},{v}" for n, v in enumerate(values))))
    assert rows[-1]["cause"] == "outside, high"
    assert math.isfinite(float(rows[0]["mean"]))


@pytest.mark.parametrize("out", [3, 6, 12])
def test_an_absent_month_is_what_a_blank_month_is(calculate, out):
    months = [f"2023-{n:02}" for n in range(1, 13)] + [f"2024-{n:02}" for n in range(1, 4)]
    values = [*SERIES, 11]
    whole = [f"{month},{value}" for month, value in zip(months, values, strict=True)]
    blank = [*whole[:out], f"{months[out]},", *whole[out + 1 :]]
    options = ("--rebase", months[13]) if out < 12 else ()
    _, expected = calculate("chart", table("month,value", *blank), *options)
    result, found = calculate("chart", table("month,value", *whole[:out], *whole[out + 1 :]), *options)
    assert found == [row for row in expected if row["month"] != months[out]]
    assert "no row for" in result.stderr
    assert "taken as missing, as a blank value is" in result.stderr


def test_a_run_does_not_reach_over_an_absent_quarter(calculate):
    quarters = [f"{year} Q{quarter}" for year in (2020, 2021, 2022, 2023) for quarter in (1, 2, 3, 4)]
    values = [10, 12] * 4 + [13] * 8
    rows = [f"{quarter},{value}" for quarter, value in zip(quarters, values, strict=True)]
    _, whole = calculate("chart", table("quarter,value", *rows))
    assert [row["cause"] for row in whole[8:]] == ["run, high"] * 8
    result, found = calculate("chart", table("quarter,value", *rows[:12], *rows[13:]))
    assert "run, high" not in [row["cause"] for row in found]
    assert "no row for 2023 Q1" in result.stderr


def test_gaps_are_told_by_series_and_points_without_a_step_are_said_to_be(calculate):
    rows = ["2024-01,A,1", "2024-02,A,2", "2024-04,A,1", "2024-01,B,1", "2024-03,B,2", "2025-08,B,1"]
    result, _ = calculate("chart", table("month,ward,value", *rows), "--by", "ward")
    assert "Note: A: no row for Mar 2024" in result.stderr
    assert "Note: B: the points have no regular step; they are taken as consecutive" in result.stderr


def test_an_absent_year_of_a_trend_is_no_trend(calculate):
    rows = [
        f"{year},{value},{value - 1},{value + 1}"
        for year, value in zip((2018, 2019, 2020, 2022, 2023), range(10, 60, 10), strict=True)
    ]
    _, (row,) = calculate("trend", table("year,value,lower,upper", *rows))
    assert (row["trend"], row["reason"]) == ("", Reason.GAP_TOO_WIDE.words)


@pytest.mark.parametrize(
    ("method", "header", "row", "column"),
    [
        ("proportion", "numerator,denominator", "1.5,4", "numerator"),
        ("proportion", "numerator,denominator", "1,4.5", "denominator"),
        ("rate", "count,population", "1.5,100.5", "count"),
        ("ratio", "observed,expected", "20.5,16.2", "observed"),
        ("smr", "count,population,reference_count,reference_population", "1,2,3.5,4", "reference_count"),
        ("life-expectancy", "age,deaths,population", "0,1.5,1000", "deaths"),
    ],
)
def test_a_count_that_is_not_whole_is_refused_and_a_weight_is_not(calculate, method, header, row, column):
    result, _ = calculate(method, table(header, row))
    assert result.exit_code == 1
    assert f"row 2, column {column}: found" in result.stderr
    assert "expected a whole number from 0" in result.stderr
    assert result.stderr.count("expected") == 1


def test_decimal_commas_are_read_where_said_and_asked_about_where_not(calculate):
    text = table("value", *("12,5", "13,5", "1.234,5"))
    result, _ = calculate("mean", text, "--separator", "semicolon")
    assert "give --decimal comma" in result.stderr
    _, (row,) = calculate("mean", text, "--separator", "semicolon", "--decimal", "comma")
    assert float(row["value"]) == pytest.approx((12.5 + 13.5 + 1234.5) / 3)
    two = table("area;value", "A;1.234", "A;2.345")
    result, _ = calculate("mean", two)
    assert (result.exit_code, "--decimal point" in result.stderr) == (1, True)
    _, (row,) = calculate("mean", two, "--decimal", "point")
    assert float(row["value"]) == pytest.approx(1.7895)


def test_percentages_stay_percentages(calculate):
    result, rows = calculate("chart", table("value", *(f"{v}%" for v in SERIES)))
    assert float(rows[0]["mean"]) == pytest.approx(sum(SERIES) / len(SERIES))
    assert "results are in percent" in result.stderr


def test_standard_input_is_read(tmp_path):
    result = CliRunner().invoke(main, ["calculate", "rate", "-"], input="count\tpopulation\n1\t10\n")
    assert (result.exit_code, "10000" in result.stdout) == (0, True)
    result = CliRunner().invoke(main, ["calculate", "rate", "-"], input="")
    assert "file standard input: found an empty file" in result.stderr


@pytest.mark.parametrize("method", METHODS)
def test_an_option_that_a_method_does_not_use_is_refused(calculate, method):
    columns = ",".join(role.name for role in METHODS[method].roles)
    given = {
        "per": "3",
        "groups": "4",
        "benchmark": "3",
        "target": "3",
        "rebase": "3",
        "trend_points": "6",
        "direction": "low",
        "confidence": "90",
    }
    for option in given.keys() - METHODS[method].options:
        result, _ = calculate(method, table(columns, "1"), f"--{option.replace('_', '-')}", given[option])
        assert (result.exit_code, f"is nothing to {method}" in result.stderr) == (2, True), option


@pytest.mark.parametrize("method", METHODS)
def test_help_and_the_guide_name_each_methods_columns(method, request):
    text = " ".join(CliRunner().invoke(main, ["calculate", "--help"]).stdout.split())
    assert f"{method} {', '.join(role.name for role in METHODS[method].roles)}" in text
    guide = (request.config.rootpath / "docs" / "guide" / "commands.md").read_text(encoding="utf-8")
    assert f"| `{method}` | {', '.join(role.name for role in METHODS[method].roles)} |" in guide


def test_words_that_a_spreadsheet_would_run_are_disarmed(calculate):
    _, (row,) = calculate("rate", table("place,count,population", '"=HYPERLINK(""x"")",12,1000'))
    assert not row["place"].startswith("=")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--column", "numerator"), "numerator=NAME"),
        (("--column", "other=x"), "numerator=NAME"),
        (("--column", "numerator=nowhere"), "expected a column 'nowhere', as --column numerator says"),
        (("--by", "area"), "--by is nothing to proportion"),
        (("--order", "area"), "--order is nothing to proportion"),
        (("--separator", "||"), "is no character"),
        ((), "expected a column 'numerator' (those counted); name it with --column numerator=NAME"),
    ],
)
def test_what_is_asked_wrongly_says_what_is_right(calculate, options, words):
    result, _ = calculate("proportion", table("a,b", "1,2"), *options)
    assert result.exit_code in (1, 2)
    assert words in result.stderr
