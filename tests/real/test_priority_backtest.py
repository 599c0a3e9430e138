"""docs/priority-backtest.md is what the published reports and registers give."""

from pathlib import Path

import pytest

from careplace.casework.assurance.priority.backtest.chart import svg
from careplace.casework.assurance.priority.backtest.history import of_inspections, of_registers
from careplace.casework.assurance.priority.backtest.page import page
from careplace.casework.assurance.priority.backtest.results import AGE, EARLIER, SCHEME, Comparison, compared
from careplace.casework.assurance.priority.scheme import default

pytestmark = pytest.mark.real

PAGE = Path(__file__).parents[2] / "docs/priority-backtest.md"
ADVICE = "run `careplace priority backtest`"


@pytest.fixture(scope="module")
def by_reports(real_data) -> list[Comparison]:
    return compared(default(), of_inspections(real_data / "cqc/homecare_inspections_2014_2025.csv"))


def test_the_page_is_what_the_reports_give(by_reports):
    current = PAGE.read_text(encoding="utf-8").partition("\n## Successive registers")[0]
    assert current.strip() == page(default(), by_reports).strip(), ADVICE


def test_the_chart_is_what_the_reports_give(by_reports):
    assert PAGE.with_name("images").joinpath("priority-backtest.svg").read_text(encoding="utf-8") == svg(
        by_reports
    ), ADVICE


def test_what_the_page_says_in_words_holds(by_reports):
    below_good, lower, among_good = by_reports
    assert all(abs(comparison.whole.against.value) <= 0.05 for comparison in by_reports)
    areas = {name: measured.area for name, measured in lower.whole.orders.items()}
    assert areas[SCHEME].upper < 0.5
    assert areas[EARLIER].lower > max(areas[SCHEME].upper, areas[AGE].upper)
    assert among_good.whole.orders[AGE].area.upper < 0.5
    assert below_good.whole.orders[SCHEME].area.lower > 0.5
    years = {year: result.orders[SCHEME].area for year, result in below_good.by_year.items()}
    assert [year for year, area in years.items() if area.lower < 0.5] == [2021, 2022, 2023]


@pytest.mark.release
def test_the_page_is_what_the_registers_give(by_reports, real_home):
    by_registers = compared(default(), of_registers(real_home), learned=False)
    assert PAGE.read_text(encoding="utf-8") == page(default(), by_reports, by_registers), ADVICE
