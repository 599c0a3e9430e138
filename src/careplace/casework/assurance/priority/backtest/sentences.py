"""What a comparison of orders says, in sentences: also where the scheme loses."""

from collections.abc import Iterator

from careplace.casework.assurance.priority.backtest.ranking import Area
from careplace.casework.assurance.priority.backtest.results import SCHEME, Comparison, Result


def verdict(result: Result) -> str:
    """Whether the scheme orders better than rating and age, and than chance."""
    return f"{_against_other(result.against)} {_against_chance(result.orders[SCHEME].area)}"


def by_year(comparison: Comparison) -> Iterator[str]:
    """In which years the scheme was no better than chance, worse than rating and age, and better."""
    years = {year: result for year, result in comparison.by_year.items() if _has_interval(result)}
    if not years:
        yield "In no year are there enough services with and without the outcome for an interval."
        return
    questions = {
        "the scheme was not clearly better than chance": lambda r: not r.orders[SCHEME].area.lower > 0.5,
        "it was clearly worse than rating and its age": lambda r: r.against.upper < 0,
        "it was clearly better than rating and its age": lambda r: r.against.lower > 0,
    }
    for words, holds in questions.items():
        matches = [str(year) for year, result in years.items() if holds(result)]
        yield f"Years in which {words}: {_listed(matches, len(years))}."


def interval(area: Area) -> str:
    """A value with its 95% interval."""
    if area.value != area.value:
        return "too few"
    return f"{area.value:.3f} ({area.lower:.3f} to {area.upper:.3f})"


def _has_interval(result: Result) -> bool:
    return result.against.value == result.against.value


def _listed(years: list[str], of: int) -> str:
    if len(years) == of:
        return f"all {of}"
    return f"{', '.join(years) or 'none'} of {of}"


def _against_other(difference: Area) -> str:
    if difference.lower > 0:
        return f"The scheme orders better than rating and its age, by {interval(difference)}."
    if difference.upper < 0:
        return f"The scheme orders worse than rating and its age: difference {interval(difference)}."
    return "No clear difference between the scheme and rating and its age."


def _against_chance(area: Area) -> str:
    if area.lower > 0.5:
        return "It is better than chance."
    if area.upper < 0.5:
        return "It is worse than chance."
    return "No clear difference from chance."
